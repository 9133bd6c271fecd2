import type { ReadHandle } from '../database.ts';
import { newestReadingUntil, readings, saidReadings, summaries } from '../sensor/reading-store.ts';
import { gaugeById } from './flood-store.ts';
import { outlookOf, outlookRules, type LevelReading, type Outlook, type OutlookLevels } from './outlook.ts';

const minuteMs = 60_000;
/** Above so many readings the means of a minute are looked at instead of each. */
const mostRaw = 240;

/** How far back an outlook looks from now. */
const backMs = (everyMinutes: number): number =>
  (Math.max(outlookRules.windowMinutes, outlookRules.windowReadings * everyMinutes) +
    Math.max(outlookRules.staleMinutes, outlookRules.staleSpans * everyMinutes)) *
  minuteMs;

/** What an instrument sent until an instant: each reading, or means of whole minutes and the newest. */
export function sentLevels(
  db: ReadHandle,
  gaugeId: string,
  everyMinutes: number,
  nowMs: number,
  unpacked?: Parameters<typeof summaries>[5],
): LevelReading[] {
  const fromMs = nowMs - backMs(everyMinutes);
  const minutes = summaries(db, gaugeId, fromMs, nowMs, 1, unpacked);
  if (minutes.length === 0) return [];
  if (minutes.reduce((sum, { count }) => sum + count, 0) <= mostRaw)
    return readings(db, gaugeId, fromMs, nowMs)
      .filter(({ source }) => source === 'sensor')
      .map(({ atMs, value }) => ({ atMs, levelCm: value }));
  // The minute that is not over has no middle yet: its newest reading stands for it.
  const current = Math.floor(nowMs / minuteMs);
  const newest = newestReadingUntil(db, gaugeId, nowMs);
  return [
    ...minutes
      .filter(({ start }) => start !== current)
      .map(({ start, sum, count }) => ({ atMs: start * minuteMs + minuteMs / 2, levelCm: sum / count })),
    ...(newest ? [{ atMs: newest.atMs, levelCm: newest.value }] : []),
  ];
}

/** What people read out of a gauge lately, until now. */
export function saidLevels(
  db: ReadHandle,
  gaugeId: string,
  everyMinutes: number,
  nowMs: number,
): LevelReading[] {
  return saidReadings(db, gaugeId, nowMs - backMs(everyMinutes), nowMs + 2 * minuteMs).map(
    ({ atMs, value }) => ({
      atMs,
      levelCm: value,
    }),
  );
}

/** What a gauge's readings say about the next hours, by its own levels; undefined when it is no gauge. */
export function outlookNow(
  db: ReadHandle,
  gaugeId: string,
  nowMs: number,
  levels?: OutlookLevels,
): Outlook | undefined {
  const gauge = gaugeById(db, gaugeId);
  if (!gauge) return undefined;
  const { everyMinutes } = gauge;
  const known = [
    ...saidLevels(db, gaugeId, everyMinutes, nowMs),
    ...sentLevels(db, gaugeId, everyMinutes, nowMs),
  ];
  return outlookOf(known, { ...(levels ?? gauge), everyMinutes }, nowMs);
}
