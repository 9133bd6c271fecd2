import { crews } from '../person/person.ts';
import { dayPlus, daysBetween, siteDay } from '../roster/local-time.ts';
import type { ShiftKind } from '../roster/roster.ts';
import type { Month } from './month-columns.ts';
import type { MonthDrill } from './month-problem.ts';
import type { Laid } from './month-rules.ts';
import type { Slot } from './month-times.ts';

/**
 * What a plan costs by its soft rules, in points; every number is even, so that two plans differ by 2 or not at all. A drill that
 * lies well is worth more than an even week, and less than two drills too many on a day.
 */
const points = { day: 12, move: 10, share: 8, kind: 6, shift: 4, week: 4, findingPerDay: 2 } as const;
export const costStep = 2;

/** Share of the even distance between drills of a kind at a place that is still well spread. */
const wellSpread = 0.6;

/** So many drills of some sort are wished for on some days: each one more or fewer costs `points`. */
export interface Wish {
  readonly points: number;
  /** Days of the programme, 0 the first, both included. */
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly most: number;
  readonly counts: (drill: MonthDrill, slot: Slot) => boolean;
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  /** What a group's drill at a time costs by itself: a finding that waits. */
  readonly costAt: (drill: MonthDrill, slot: Slot) => number;
  /** Starts (ms) at which drills of each group lie now, and how many of its drills lie anywhere. */
  readonly now: readonly { readonly starts: ReadonlySet<number>; readonly laid: number }[];
  readonly movePoints: number;
}

/** The day of the programme on which a slot begins, 0 the first. */
export const dayNo = (month: Month, slot: Slot): number => daysBetween(month.rules.problem.fromOn, slot.day);

const kindOf = ({ typeId, placeId }: MonthDrill): string => `${typeId} ${placeId}`;

export function wishesOf(month: Month): Wishes {
  const { problem } = month.rules;
  const today = siteDay(problem.now, problem.zone);
  const last = daysBetween(problem.fromOn, problem.toOn);
  const first = Math.min(last, Math.max(0, daysBetween(problem.fromOn, today)));
  const days = last - first + 1;
  const ahead = month.fixed.filter(({ slot }) => {
    const no = dayNo(month, slot);
    return no >= first && no <= last;
  });
  const drills = [...month.groups.flatMap((group) => group.drills), ...ahead.map(({ drill }) => drill)];
  const all = drills.length;
  const windows = (length: number, wish: Omit<Wish, 'first' | 'last' | 'least'>): Wish[] =>
    Array.from({ length: Math.max(1, days - length + 1) }, (_, i) => ({
      ...wish,
      least: 0,
      first: first + i,
      last: Math.min(last, first + i + length - 1),
    }));
  const everything = (): boolean => true;
  const wishes: Wish[] = [
    ...windows(1, { points: points.day, most: Math.ceil(all / days), counts: everything }),
    ...windows(7, {
      points: points.week,
      most: Math.ceil((all * Math.min(7, days)) / days),
      counts: everything,
    }),
    ...(['day', 'night'] as const).flatMap((shift) =>
      windows(1, {
        points: points.shift,
        most: Math.ceil(all / (2 * days)),
        counts: (_drill, slot) => slot.shift === shift,
      }),
    ),
  ];
  for (const [kind, same] of Map.groupBy(drills, kindOf)) {
    const gap = Math.floor((wellSpread * days) / same.length);
    if (same.length > 1 && gap > 1)
      wishes.push(
        ...windows(gap, { points: points.kind, most: 1, counts: (drill) => kindOf(drill) === kind }),
      );
  }
  wishes.push(...shares(month, first, last, all));
  return {
    wishes,
    costAt: (drill, slot) =>
      drill.findingOn === null ? 0 : points.findingPerDay * Math.max(0, dayNo(month, slot) - first),
    now: month.groups.map(({ drills: own }) => ({
      starts: new Set(own.flatMap(({ startsAt }) => (startsAt === null ? [] : Date.parse(startsAt)))),
      laid: own.filter(({ startsAt }) => startsAt !== null).length,
    })),
    movePoints: points.move,
  };
}

/** Each crew's days and nights: drills that may be on any shift or of any crew go where there are fewest. */
function shares(month: Month, first: number, last: number, all: number): Wish[] {
  const { problem } = month.rules;
  const days = Array.from({ length: last - first + 1 }, (_, i) => dayPlus(problem.fromOn, first + i));
  const worked = new Set(
    month.slots
      .filter(({ day }) => days.includes(day))
      .flatMap((slot) => slot.crews.map((crew) => `${crew} ${slot.shift}`)),
  );
  const even = all / Math.max(1, worked.size);
  return crews.flatMap((crew) =>
    (['day', 'night'] satisfies ShiftKind[]).flatMap((shift): Wish[] =>
      worked.has(`${crew} ${shift}`)
        ? [
            {
              points: points.share,
              first,
              last,
              least: Math.floor(even),
              most: Math.ceil(even),
              counts: (drill, slot) => slot.shift === shift && (drill.askedCrew ?? slot.crews[0]) === crew,
            },
          ]
        : [],
    ),
  );
}

/** The points of a whole plan: what the solver makes as small as possible. `laid` are the drills that are not fixed. */
export function costOf(
  month: Month,
  { wishes, costAt, now, movePoints }: Wishes,
  laid: readonly Laid[],
): number {
  let cost = 0;
  const all = [...month.fixed, ...laid];
  for (const wish of wishes) {
    const count = all.filter(
      ({ drill, slot }) =>
        wish.first <= dayNo(month, slot) && dayNo(month, slot) <= wish.last && wish.counts(drill, slot),
    ).length;
    cost += wish.points * (Math.max(0, count - wish.most) + Math.max(0, wish.least - count));
  }
  for (const { drill, slot } of laid) cost += costAt(drill, slot);
  month.groups.forEach(({ drills }, i) => {
    const ids = new Set(drills.map(({ id }) => id));
    const kept = laid.filter(
      ({ drill, slot }) => ids.has(drill.id) && now[i]!.starts.has(slot.startMs),
    ).length;
    cost += movePoints * (now[i]!.laid - kept);
  });
  return cost;
}
