import type { ReadHandle } from '../database.ts';
import { outlookNow } from '../flood/outlook-handlers.ts';
import { newestReading } from '../sensor/reading-store.ts';
import type { Rise } from './surface.ts';

/** A bend of the rise is counted in the upper end as it would be after this many minutes. */
const bendMinutes = 60;

export interface Rising {
  readonly part: 'rising' | 'steady' | 'falling' | 'fewReadings' | 'stale' | 'noReading';
  /** Where the water stands now, cm over the gauge's zero. */
  readonly levelCm: number;
  readonly at: string | null;
  /** Cm a minute; null where nothing may be drawn ahead. */
  readonly rise: Rise | null;
}

/** How a gauge's water stands and moves now, by the outlook that the flood board shows. */
export function riseOf(db: ReadHandle, gaugeId: string, nowMs: number): Rising {
  const outlook = outlookNow(db, gaugeId, nowMs);
  if (!outlook || outlook.kind === 'noReadings') {
    // An outlook does not look back further than some hours; where the water last stood is still drawn.
    const last = newestReading(db, gaugeId);
    return last
      ? { part: 'stale', levelCm: last.value, at: new Date(last.atMs).toISOString(), rise: null }
      : { part: 'noReading', levelCm: Number.NaN, at: null, rise: null };
  }
  const at = new Date(outlook.newest.atMs).toISOString();
  if (outlook.kind === 'stale' || outlook.kind === 'fewReadings')
    return { part: outlook.kind, levelCm: outlook.newest.levelCm, at, rise: null };
  if (outlook.kind !== 'rising')
    return { part: outlook.kind, levelCm: outlook.newest.levelCm, at, rise: null };
  const { cmMin, lowCmMin, highCmMin, line, levelCm } = outlook;
  const bend = (Math.max(0, line.quickens) * bendMinutes) / 2;
  return {
    part: 'rising',
    levelCm,
    at,
    rise: { low: Math.max(0, lowCmMin), mean: cmMin, high: Math.max(cmMin, highCmMin + bend) },
  };
}
