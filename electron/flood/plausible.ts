import { refuse, type Refusal } from '../refusal.ts';
import type { Gauge } from './flood.ts';

/** What loggers and displays send when they have nothing to say. */
const faultCodes = new Set([9999, -9999, 999.9, -999.9, 99_999, -99_999, 32_767, -32_768, 65_535]);
const minute = 60_000;

/**
 * Why a reading cannot be what the water does, or null. `last` is the newest level known, in cm. Only the question whether
 * metres were typed may be overridden (`sure`).
 */
export function implausible(
  gauge: Gauge,
  key: string,
  reading: { readonly levelCm: number; readonly at: string; readonly sure: boolean },
  last: number | null,
  now: string,
): Refusal | null {
  const { levelCm, at } = reading;
  const nowMs = Date.parse(now);
  // A hand-held clock may be a little ahead of ours.
  if (Date.parse(at) > nowMs + 2 * minute) return refuse('readingInFuture', { gauge: key, at, now });
  if (Date.parse(at) < nowMs - 31 * 24 * 60 * minute) return refuse('readingTooOld', { gauge: key, at });
  if (faultCodes.has(levelCm)) return refuse('readingIsFaultCode', { gauge: key, levelCm });
  const asCm = Math.round(levelCm * 100);
  const usual = last ?? gauge.watchCm;
  // A short number far from where the water stood, or one with decimals that fits better as metres.
  const far = Math.abs(levelCm - usual);
  const short = Math.abs(levelCm) < 20 && asCm >= gauge.minCm && asCm <= gauge.maxCm;
  const metres = short && (far > 60 || (!Number.isInteger(levelCm) && Math.abs(asCm - usual) < far));
  if (metres && !reading.sure) return refuse('readingLooksLikeMetres', { gauge: key, levelCm, asCm });
  if (levelCm < gauge.minCm || levelCm > gauge.maxCm)
    return refuse('readingOutOfRange', { gauge: key, levelCm, minCm: gauge.minCm, maxCm: gauge.maxCm });
  return null;
}
