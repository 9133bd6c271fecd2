import type { ReadHandle } from '../database.ts';
import type { Gauge } from '../flood/flood.ts';
import { floodForecast } from '../hazard/flood-forecast.ts';
import { isRefusal } from '../refusal.ts';
import { newestReading, readings } from '../sensor/reading-store.ts';
import type { GaugePart } from './inundation.ts';
import type { Rise } from './surface.ts';

const minuteMs = 60_000;
/** Slower than this, in cm a minute, is steady. */
const steadyCmMin = 0.05;

/** How a gauge's water moves now; a rise of null where nothing may be drawn ahead. */
export function riseOf(
  db: ReadHandle,
  gauge: Gauge,
  nowMs: number,
): { readonly part: Extract<GaugePart, 'rising' | 'steady' | 'falling' | 'fewReadings' | 'stale'>; readonly rise: Rise | null } {
  const newest = newestReading(db, gauge.id);
  if (!newest || nowMs - newest.atMs > Math.max(30, 4 * gauge.everyMinutes) * minuteMs)
    return { part: 'stale', rise: null };
  const used: { minute: number; levelM: number }[] = [];
  for (const { atMs, value } of readings(db, gauge.id, nowMs - 120 * minuteMs, nowMs + 2 * minuteMs).toReversed())
    if (used.length === 0 || used.at(-1)!.minute - atMs / minuteMs >= 3)
      used.push({ minute: atMs / minuteMs, levelM: value / 100 });
  const forecast = floodForecast(used, newest.value / 100 + 10);
  if (isRefusal(forecast)) return { part: 'fewReadings', rise: null };
  const { slopeMMin, levelNowM, soonest, latest } = forecast;
  const mean = slopeMMin * 100;
  if (Math.abs(mean) < steadyCmMin) return { part: 'steady', rise: null };
  if (mean < 0) return { part: 'falling', rise: null };
  const leftCm = newest.value + 1000 - levelNowM * 100;
  const paceOf = (minutes: number | null): number => (minutes === null ? 0 : leftCm / minutes);
  return { part: 'rising', rise: { low: paceOf(latest), mean, high: paceOf(soonest) } };
}
