import type { Facts } from '../refusal.ts';
import type { Point } from './point.ts';

/** Why a reading is kept apart and not used; each has a sentence (`sensor.fault.<code>`). */
export const faults = [
  'malformed',
  'tooLarge',
  'noValue',
  'notANumber',
  'faultCode',
  'looksLikeMetres',
  'outOfRange',
  'clockNotSet',
  'fromFuture',
  'tooOld',
  'noTime',
  'twoValues',
  'noRegister',
  'unitSilent',
  'deviceFault',
  'cutShort',
] as const;
export type FaultCode = (typeof faults)[number];
export interface Fault {
  readonly fault: FaultCode;
  readonly facts: Facts;
}

/** What loggers and displays send when they have nothing to say. */
export const faultCodes: ReadonlySet<number> = new Set([
  9999, -9999, 999.9, -999.9, 99_999, -99_999, 32_767, -32_768, 65_535,
]);

/** Clocks of instruments may be so far ahead of ours. */
export const aheadMs = 2 * 60_000;
/** Raw readings are kept so long; older ones have nowhere to go. */
export const rawDays = 90;
/** No instrument of ours measured anything before; a clock that was never set says 1970 or 2000. */
const firstMs = Date.UTC(2015, 0, 1);

/** Why the time of a reading cannot be, or null. */
export function timeFault(atMs: number, nowMs: number): Fault | null {
  const facts = { minutes: Math.round(Math.abs(nowMs - atMs) / 60_000) };
  if (atMs < firstMs) return { fault: 'clockNotSet', facts };
  if (atMs > nowMs + aheadMs) return { fault: 'fromFuture', facts };
  if (atMs < nowMs - rawDays * 86_400_000) return { fault: 'tooOld', facts };
  return null;
}

/**
 * Why a number that an instrument sent cannot be what is measured, or null. `last` is its newest good value. A number that
 * fits as metres where centimetres are due, and is far from where the water stood, was sent in metres.
 */
export function valueFault(
  point: Pick<Point, 'kind' | 'unit' | 'minValue' | 'maxValue'>,
  value: number,
  last: number | null,
): Fault | null {
  const { unit, minValue, maxValue } = point;
  const facts = { value, unit, minValue, maxValue };
  if (!Number.isFinite(value)) return { fault: 'notANumber', facts: { unit } };
  const outside = value < minValue || value > maxValue;
  if (faultCodes.has(value) && (outside || Math.abs(value - (last ?? 0)) > (maxValue - minValue) / 4))
    return { fault: 'faultCode', facts };
  if (point.kind === 'waterLevel' && unit === 'cm' && looksLikeMetres(point, value, last))
    return { fault: 'looksLikeMetres', facts: { ...facts, asCm: Math.round(value * 100) } };
  return outside ? { fault: 'outOfRange', facts } : null;
}

function looksLikeMetres(
  { minValue, maxValue }: Pick<Point, 'minValue' | 'maxValue'>,
  value: number,
  last: number | null,
): boolean {
  const asCm = value * 100;
  if (Math.abs(value) >= 20 || Math.abs(value) < 0.05 || asCm < minValue || asCm > maxValue) return false;
  // Nothing to hold it against: a short number with decimals, which a level in whole centimetres would not have.
  if (last === null) return !Number.isInteger(value);
  // A minute ago the water stood elsewhere, and there it stands as metres.
  const far = Math.abs(value - last);
  return far > 60 || (far > 20 && Math.abs(asCm - last) < far / 2);
}
