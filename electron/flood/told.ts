import type { LogTemplate } from '../incident/incident.ts';
import type { Names } from '../schema-parts.ts';
import { trendOf, type Level } from './flood.ts';
import type { Outlook, TimeLeft } from './outlook.ts';

/** A reading as one sentence of an incident's log; of rising water it says when the next level comes. */
export function readingSentence(names: Names, levelCm: number, level: Level, outlook: Outlook): LogTemplate {
  const state = { key: `flood.level.${level}` };
  const facts = { gauge: names, levelCm, level: state };
  const trend = trendOf(outlook);
  if (trend.kind !== 'rising' && trend.kind !== 'falling') return { key: 'flood.log.reading', facts };
  const moving = { ...facts, cmMin: Math.round(Math.abs(trend.cmMin) * 10) / 10 };
  if (trend.kind === 'falling') return { key: 'flood.log.falling', facts: moving };
  const next = outlook.kind === 'rising' ? nextLeft(outlook.thresholds) : null;
  if (!next) return { key: 'flood.log.rising', facts: moving };
  const { minutes, soonest, latest } = wholeMinutes(next);
  return {
    key: latest === null ? 'flood.log.risingOpen' : 'flood.log.risingLeft',
    facts: { ...moving, next: { key: `flood.level.${next.level}` }, minutes, soonest, latest: latest ?? '' },
  };
}

/** Whether the newest reading has reached a level. */
export const isReached = ({ minutes, latest }: TimeLeft): boolean => minutes === 0 && latest === 0;

/** The level that comes next, when it is known when; of those that are reached none. */
export function nextLeft<T extends TimeLeft>(times: readonly T[]): (T & { readonly minutes: number }) | null {
  const next = times.find((one) => !isReached(one));
  return next && next.minutes !== null ? { ...next, minutes: next.minutes } : null;
}

/** Minutes as they are said: the soonest is not rounded up, the latest not down. */
export function wholeMinutes(time: TimeLeft & { readonly minutes: number }): {
  readonly minutes: number;
  readonly soonest: number;
  readonly latest: number | null;
} {
  return {
    minutes: Math.round(time.minutes),
    soonest: Math.floor(time.soonest ?? time.minutes),
    latest: time.latest === null ? null : Math.ceil(time.latest),
  };
}
