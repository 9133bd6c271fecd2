import type { MonthDrill } from './month-problem.ts';
import { drillFacts, type Laid, type MonthRules } from './month-rules.ts';
import { minuteMs, type Slot, type Span } from './month-times.ts';
import type { Clash } from './outcome.ts';

/** Drills that nothing tells apart: it does not matter which of them lies where, so that they are laid out together. */
export interface Group {
  readonly drills: readonly MonthDrill[];
  /** Any of them. */
  readonly drill: MonthDrill;
}

/** A group at a time that may be its. */
export interface Column {
  readonly group: number;
  readonly drill: MonthDrill;
  readonly slot: Slot;
  readonly span: Span;
}

/** A time that a group cannot have: what each of these conflicts says is enough for that. */
export interface Barred {
  readonly slot: Slot;
  readonly because: readonly Conflict[];
}

/** Rules that together bar a time. */
export type Conflict = readonly Clash[];

export interface Month {
  readonly rules: MonthRules;
  readonly slots: readonly Slot[];
  readonly groups: readonly Group[];
  /** The drills that stay where they are. */
  readonly fixed: readonly Laid[];
  readonly columns: readonly Column[];
  /** By group. */
  readonly barred: readonly (readonly Barred[])[];
}

/** Everything that can be laid out, with the times at which each group may lie. `tick` is called between groups. */
export function monthOf(rules: MonthRules, tick: () => void = () => {}): Month {
  const { problem } = rules;
  const slots = rules.times.slots();
  const fixed = problem.drills.flatMap((drill) =>
    drill.fixed && drill.startsAt !== null
      ? (rules.laid(drill, drill.startsAt, drill.observerIds) ?? [])
      : [],
  );
  const groups = [
    ...Map.groupBy(
      problem.drills.filter(({ fixed: stays }) => !stays),
      groupKey,
    ).values(),
  ].map((drills): Group => ({ drills, drill: drills[0]! }));
  const columns: Column[] = [];
  const barred = groups.map(({ drill }, group) => {
    tick();
    return slots.flatMap((slot): Barred[] => {
      const because = conflictsOf(rules, drill, slot, fixed);
      if (because.length > 0) return [{ slot, because }];
      const span = { startMs: slot.startMs, endMs: slot.startMs + drill.minutes * minuteMs };
      columns.push({ group, drill, slot, span });
      return [];
    });
  });
  return { rules, slots, groups, fixed, columns, barred };
}

function groupKey(drill: MonthDrill): string {
  const { typeId, placeId, askedShift, askedCrew, minutes, findingOn } = drill;
  return JSON.stringify([typeId, placeId, askedShift, askedCrew, minutes, findingOn]);
}

/** What bars a time for a drill whatever else is laid out, the fixed drills taken as they lie. */
function conflictsOf(rules: MonthRules, drill: MonthDrill, slot: Slot, fixed: readonly Laid[]): Conflict[] {
  const one: Laid = { drill, slot, observers: [] };
  const alone = rules.alone(drill, slot).map((clash): Conflict => [clash]);
  // A time on another shift needs no more reasons.
  if (alone.some(([clash]) => clash!.rule === 'shift' || clash!.rule === 'crew')) return alone;
  const beside = fixed.flatMap((other): Conflict[] =>
    rules
      .together(one, [other])
      // The day is counted over all.
      .filter(({ rule }) => rule !== 'perDay')
      // At the same time is also without rest between.
      .flatMap((clash): Clash[] =>
        clash.rule === 'twoPlaces' && rules.problem.restHours > 0
          ? [clash, { rule: 'rest', facts: clash.facts }]
          : [clash],
      )
      .map((clash): Conflict => [clash, pinnedClash(other)]),
  );
  const day = fixed.filter((other) => other.slot.day === slot.day);
  if (day.length >= rules.problem.maxPerDay)
    beside.push([
      {
        rule: 'perDay',
        facts: { ...drillFacts(drill), day: slot.day, most: rules.problem.maxPerDay },
      },
      ...day.map(pinnedClash),
    ]);
  const observers = rules.enough(one, fixed);
  if (observers.length > 0) beside.push(observers);
  return [...alone, ...beside];
}

/** A drill that stays, as a rule of its own. */
export function pinnedClash({ drill, slot }: Laid): Clash {
  return {
    rule: 'pinned',
    facts: { ...drillFacts(drill), drillId: drill.id, at: new Date(slot.startMs).toISOString() },
  };
}
