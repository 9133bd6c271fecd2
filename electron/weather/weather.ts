import { z } from 'zod';
import { refuse, type Refusal } from '../refusal.ts';
import { instant, pageInput } from '../schema-parts.ts';

export interface Wind {
  readonly id: string;
  readonly at: string;
  /** Degrees from which it blows, clockwise from north; null when calm or variable. */
  readonly fromDegrees: number | null;
  /** Mean over ten minutes. */
  readonly speedMs: number;
  readonly gustMs: number | null;
  readonly temperatureC: number | null;
  readonly source: 'hand' | 'radio' | 'station';
  readonly recordedAt: string;
  readonly by: string;
  readonly byName: string;
}

export const observeInput = z.object({
  fromDegrees: z.number().nullable(),
  speedMs: z.number(),
  gustMs: z.number().nullable().default(null),
  temperatureC: z.number().nullable().default(null),
  /** `station` is for the program itself. */
  source: z.enum(['hand', 'radio', 'station']).default('hand'),
  at: instant.optional(),
});
export const windPageInput = pageInput.omit({ text: true });

/** After so many minutes a wind says nothing about now. */
export const staleAfterMinutes = 15;

/** Why an observation cannot be, or null. */
export function impossibleWind(
  wind: Pick<Wind, 'fromDegrees' | 'speedMs' | 'gustMs' | 'temperatureC' | 'at'>,
  now: string,
): Refusal | null {
  const { fromDegrees, speedMs, gustMs, temperatureC, at } = wind;
  if (fromDegrees !== null && (fromDegrees < 0 || fromDegrees > 360))
    return refuse('windDirection', { fromDegrees });
  if (speedMs < 0) return refuse('windNegative', { speedMs });
  if (speedMs > 75) return refuse('windTooStrong', { speedMs });
  if (fromDegrees === null && speedMs >= 3) return refuse('windNeedsDirection', { speedMs });
  if (gustMs !== null && (gustMs < speedMs || gustMs > 100)) return refuse('windGust', { gustMs, speedMs });
  if (temperatureC !== null && (temperatureC < -50 || temperatureC > 60))
    return refuse('windTemperature', { temperatureC });
  if (Date.parse(at) > Date.parse(now) + 120_000) return refuse('windInFuture', { at, now });
  return null;
}

export interface WindAge {
  readonly minutes: number;
  readonly stale: boolean;
}
export function windAge(at: string, nowMs: number): WindAge {
  const minutes = Math.max(0, (nowMs - Date.parse(at)) / 60_000);
  return { minutes, stale: minutes > staleAfterMinutes };
}

export const compassPoints = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;
export type CompassPoint = (typeof compassPoints)[number];

/** The nearest of the eight winds. */
export function compassPoint(fromDegrees: number): CompassPoint {
  return compassPoints[Math.round(((fromDegrees % 360) + 360) / 45) % 8]!;
}
