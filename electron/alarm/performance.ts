import { z } from 'zod';
import { instant } from '../schema-parts.ts';
import type { Alarm, Priority } from './alarm.ts';
import { causeKey, type Cause } from './hold.ts';
import type { RuleOwner } from './rule.ts';

export type AlarmEventKind =
  'announced' | 'acknowledged' | 'returned' | 'cleared' | 'held' | 'released' | 'escalated';

/** One thing that happened to an alarm. */
export interface AlarmEvent extends Cause {
  readonly id: string;
  readonly at: string;
  readonly kind: AlarmEventKind;
  readonly priority: Priority;
  readonly placeId: string | null;
}

export const performanceInput = z.object({ from: instant, to: instant });

const minute = 60_000;
/** The span in which ANSI/ISA-18.2 and EEMUA 191 count alarms. */
export const spanMs = 10 * minute;

/** ANSI/ISA-18.2-2016, table 7, and EEMUA 191: what one operator can take. */
export const targets = {
  /** About one in ten minutes is very likely to be acceptable, two the most that can be managed. */
  averagePerSpan: 1,
  mostManageablePerSpan: 2,
  /** A flood begins with more than ten in ten minutes … */
  floodBegins: 10,
  /** … and ends when fewer than five come in ten minutes. */
  floodEnds: 5,
  /** Share of ten-minute spans with more than ten alarms. */
  crowdedShare: 0.01,
  /** Share of the time in flood. */
  floodShare: 0.01,
  /** Share of all announcements that the ten most frequent make. */
  topTenShare: 0.05,
  /** Low, medium, high. */
  prioritySplit: { 3: 0.8, 2: 0.15, 1: 0.05 },
  /** Fewer than five that have stood longer than a day. */
  stale: 5,
  chattering: 0,
} as const;
/** Three announcements within a minute chatter. */
const chatter = { count: 3, withinMs: minute };
const staleMs = 24 * 60 * minute;
/** Gone again within this time, before anybody could act on it. */
const fleetingMs = 10_000;

export interface Flood {
  readonly from: string;
  /** Null: it goes on at the end of the period. */
  readonly to: string | null;
  readonly count: number;
  /** Most within ten minutes. */
  readonly peak: number;
}

export interface Frequent extends Cause {
  readonly count: number;
  readonly share: number;
}

export interface Performance {
  readonly announced: number;
  /** Announcements in each span of ten minutes, from the beginning of the period. */
  readonly spans: readonly number[];
  readonly averagePerSpan: number;
  readonly peakPerSpan: number;
  /** Share of the spans with more than ten. */
  readonly crowdedShare: number;
  readonly floods: readonly Flood[];
  readonly floodShare: number;
  readonly topTen: readonly Frequent[];
  readonly topTenShare: number;
  readonly chattering: readonly Frequent[];
  readonly fleeting: number;
  /** Share of each priority. */
  readonly split: Readonly<Record<Priority, number>>;
  /** Standing at the end of the period; of them longer than a day. */
  readonly standing: number;
  readonly stale: readonly (Cause & { readonly since: string })[];
  /** Minutes from the announcement to the answer; null where none was answered. */
  readonly answer: Readonly<
    Record<Priority, { readonly median: number; readonly p95: number; readonly never: number } | null>
  >;
}

/** The figures with the newest words of each cause that they name, by `causeKey`. */
export interface Report extends Performance {
  readonly labels: Readonly<Record<string, Alarm['cause']>>;
  /** Limits whose alarm nobody has rationalised, and how many limits there are. */
  readonly shipped: number;
  readonly limits: number;
  /** Who answers for the alarms of a point, by `causeKey`; only those of points, whose limits can have rules. */
  readonly owners: Readonly<Record<string, readonly RuleOwner[]>>;
}

/**
 * How well the alarms served the room from one instant to another (both ISO 8601, `from` < `to`), by ANSI/ISA-18.2 and
 * EEMUA 191. `events` are all of the period and those before it that open what still stands, oldest first.
 */
export function performanceOf(events: readonly AlarmEvent[], from: string, to: string): Performance {
  const inside = events.filter(({ at }) => at >= from && at < to);
  const announced = inside.filter(({ kind }) => kind === 'announced');
  const times = announced.map(({ at }) => Date.parse(at));
  const spans = spansOf(times, Date.parse(from), Date.parse(to));
  const floods = floodsOf(times, Date.parse(to));
  const length = Date.parse(to) - Date.parse(from);
  const ranked = rankOf(announced);
  const topTen = ranked.slice(0, 10);
  const standing = standingAt(events, to);
  return {
    announced: announced.length,
    spans,
    averagePerSpan: spans.length === 0 ? 0 : announced.length / (length / spanMs),
    peakPerSpan: Math.max(0, ...spans),
    crowdedShare: spans.length === 0 ? 0 : spans.filter((n) => n > targets.floodBegins).length / spans.length,
    floods,
    floodShare:
      floods.reduce((sum, flood) => sum + (Date.parse(flood.to ?? to) - Date.parse(flood.from)), 0) / length,
    topTen,
    topTenShare: topTen.reduce((sum, { share }) => sum + share, 0),
    chattering: chatteringOf(announced, announced.length),
    fleeting: fleetingOf(events, from, to),
    split: splitOf(announced),
    standing: standing.length,
    stale: standing.filter(({ since }) => Date.parse(to) - Date.parse(since) > staleMs),
    answer: {
      1: answerOf(events, 1, from, to),
      2: answerOf(events, 2, from, to),
      3: answerOf(events, 3, from, to),
    },
  };
}

function spansOf(times: readonly number[], from: number, to: number): number[] {
  const spans = Array.from({ length: Math.ceil((to - from) / spanMs) }, () => 0);
  for (const at of times) spans[Math.floor((at - from) / spanMs)]! += 1;
  return spans;
}

/** A sliding window of ten minutes: in flood from the alarm that is the eleventh of one until one holds fewer than five. */
function floodsOf(times: readonly number[], until: number): Flood[] {
  const floods: Flood[] = [];
  let begun: { from: number; count: number; peak: number } | null = null;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const end = (at: number | null): void => {
    if (begun)
      floods.push({
        from: iso(begun.from),
        to: at === null ? null : iso(at),
        count: begun.count,
        peak: begun.peak,
      });
    begun = null;
  };
  let first = 0;
  times.forEach((at, i) => {
    // The window thins out by itself between two alarms: the moment at which the fifth newest leaves it ends the flood.
    if (begun) {
      const thins = (times[i - targets.floodEnds] ?? -Infinity) + spanMs;
      if (thins <= at) end(Math.max(thins, begun.from));
    }
    while (times[first]! <= at - spanMs) first += 1;
    const within = i - first + 1;
    if (begun) {
      begun.count += 1;
      begun.peak = Math.max(begun.peak, within);
    } else if (within > targets.floodBegins) begun = { from: at, count: within, peak: within };
  });
  if (begun !== null) {
    const thins = (times[times.length - targets.floodEnds] ?? -Infinity) + spanMs;
    end(thins < until ? thins : null);
  }
  return floods;
}

function rankOf(announced: readonly AlarmEvent[]): Frequent[] {
  const counts = new Map<string, { cause: Cause; count: number }>();
  for (const event of announced) {
    const key = causeKey(event);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { cause: causeOnly(event), count: 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || (causeKey(a.cause) < causeKey(b.cause) ? -1 : 1))
    .map(({ cause, count }) => ({ ...cause, count, share: count / announced.length }));
}

const causeOnly = ({ source, sourceId, topic }: Cause): Cause => ({ source, sourceId, topic });

function chatteringOf(announced: readonly AlarmEvent[], all: number): Frequent[] {
  const times = new Map<string, number[]>();
  const causes = new Map<string, Cause>();
  for (const event of announced) {
    const key = causeKey(event);
    causes.set(key, causeOnly(event));
    const known = times.get(key);
    if (known) known.push(Date.parse(event.at));
    else times.set(key, [Date.parse(event.at)]);
  }
  return [...times]
    .filter(([, at]) => at.some((ms, i) => ms - (at[i - chatter.count + 1] ?? -Infinity) <= chatter.withinMs))
    .map(([key, at]) => ({ ...causes.get(key)!, count: at.length, share: at.length / all }))
    .sort((a, b) => b.count - a.count || (causeKey(a) < causeKey(b) ? -1 : 1));
}

function fleetingOf(events: readonly AlarmEvent[], from: string, to: string): number {
  const open = new Map<string, string>();
  let count = 0;
  for (const event of events) {
    const key = causeKey(event);
    const since = open.get(key);
    if (event.kind === 'announced') open.set(key, event.at);
    else if (event.kind === 'acknowledged') open.delete(key);
    else if (event.kind === 'returned' && since !== undefined) {
      if (event.at >= from && event.at < to && Date.parse(event.at) - Date.parse(since) <= fleetingMs)
        count += 1;
      open.delete(key);
    }
  }
  return count;
}

function splitOf(announced: readonly AlarmEvent[]): Record<Priority, number> {
  const share = (priority: Priority): number =>
    announced.length === 0
      ? 0
      : announced.filter((event) => event.priority === priority).length / announced.length;
  return { 1: share(1), 2: share(2), 3: share(3) };
}

/** What is wrong at an instant: announced and neither returned nor cleared since. */
function standingAt(events: readonly AlarmEvent[], at: string): (Cause & { readonly since: string })[] {
  const open = new Map<string, Cause & { readonly since: string }>();
  for (const event of events) {
    if (event.at >= at) break;
    const key = causeKey(event);
    if (event.kind === 'announced' && !open.has(key)) open.set(key, { ...causeOnly(event), since: event.at });
    else if (event.kind === 'returned' || event.kind === 'cleared') open.delete(key);
  }
  return [...open.values()];
}

function answerOf(
  events: readonly AlarmEvent[],
  priority: Priority,
  from: string,
  to: string,
): Performance['answer'][Priority] {
  const waiting = new Map<string, string>();
  const minutes: number[] = [];
  let asked = 0;
  for (const event of events) {
    const key = causeKey(event);
    if (event.kind === 'announced') {
      waiting.delete(key);
      if (event.priority !== priority || event.at < from || event.at >= to) continue;
      asked += 1;
      waiting.set(key, event.at);
    } else if (event.kind === 'acknowledged') {
      const since = waiting.get(key);
      if (since !== undefined) minutes.push((Date.parse(event.at) - Date.parse(since)) / minute);
      waiting.delete(key);
    }
  }
  if (asked === 0) return null;
  minutes.sort((a, b) => a - b);
  return {
    median: quantile(minutes, 0.5),
    p95: quantile(minutes, 0.95),
    never: asked - minutes.length,
  };
}

/** The value below which this share of the sorted values lies (nearest rank); 0 of none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
