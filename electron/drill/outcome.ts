import type { Crew } from '../person/person.ts';
import type { Facts } from '../refusal.ts';
import type { ShiftKind } from '../roster/roster.ts';

/**
 * What a month of drills must keep. `drill` is the requirement itself; those of the lower half are properties of one place in
 * time that nothing but another time can mend.
 */
export const ruleKinds = [
  'drill', 'cover', 'equipment', 'team', 'closed', 'samePlace', 'perDay', 'rest', 'twoPlaces', 'observers', 'pinned',
  'shift', 'crew', 'start', 'past', 'outside', 'shiftEnd', 'observerTeam', 'observerQualification', 'observerAway',
  'observerRest', 'observerTwoPlaces', 'noShift', 'drillOnShift', 'drillOfCrew', 'drillOnShiftOfCrew',
] as const; // prettier-ignore
export type RuleKind = (typeof ruleKinds)[number];

/** A rule that is broken or that clashes with others; the sentence is `drillPlan.rule.<rule>` filled with the facts. */
export interface Clash {
  readonly rule: RuleKind;
  readonly facts: Facts;
}

export const reasonKinds = [
  'pinned', 'kept', 'onlyTime', 'fewTimes', 'moved', 'barred', 'finding', 'spread', 'alone', 'nightShare', 'dayShare', 'blocked',
] as const; // prettier-ignore
export type ReasonKind = (typeof reasonKinds)[number];

/** Why a drill lies where it does; the sentence is `drillPlan.reason.<reason>` filled with the facts. */
export interface Reason {
  readonly reason: ReasonKind;
  readonly facts: Facts;
}

/** Where a drill lies. The shift (by its first day) and the crew follow from the start; `observers` are persons. */
export interface Placement {
  readonly drillId: string;
  readonly startsAt: string;
  readonly shiftOn: string;
  readonly shift: ShiftKind;
  readonly crew: Crew | null;
  readonly observers: readonly string[];
  readonly reasons: readonly Reason[];
}

/** How a laying-out ended. */
export interface MonthOutcome {
  /** Every drill that was not fixed; empty when there is no plan. */
  readonly placements: readonly Placement[];
  /** What the plan costs by its soft rules, and the least that any plan could cost as far as was proven. */
  readonly cost: number;
  readonly bound: number;
  /** (cost - bound) / cost; 0 when it is proven that no plan is better. */
  readonly gap: number;
  readonly proven: boolean;
  /** A smallest set of rules that cannot be kept together, when no plan keeps all; else null. */
  readonly clash: readonly Clash[] | null;
  /** No other clash can be smaller; false: nothing can be left out of it, and a smaller one was not found. */
  readonly clashSmallest: boolean;
  /** Milliseconds until the first plan and in all. */
  readonly firstMs: number | null;
  readonly ms: number;
}

/** What a programme keeps of its last laying-out. */
export interface LaidOut extends Omit<MonthOutcome, 'placements'> {
  readonly at: string;
  readonly placed: number;
  /** Drills that lay somewhere and lie elsewhere now. */
  readonly moved: number;
}
