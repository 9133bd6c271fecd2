import type { Need } from '../plan/need.ts';
import type { Names } from '../schema-parts.ts';

/** Tight: met, and nothing is left over for it. */
export const states = ['met', 'tight', 'broken'] as const;
export type State = (typeof states)[number];

export type NeedKind = Need['kind'];

/** A need where it stands in its plan. */
export interface PlannedNeed {
  readonly planId: string;
  readonly stepId: string;
  readonly stepOrder: number;
  /** Where the step is done; null: wherever the incident is. */
  readonly placeId: string | null;
  readonly need: Need;
}

export interface PlanNeeds {
  readonly planId: string;
  readonly key: string;
  readonly edition: number;
  readonly title: Names;
  readonly approvedAt: string | null;
  readonly needs: readonly PlannedNeed[];
}

/** Amounts are counts, or in the unit of the category. */
export interface NeedState {
  readonly needId: string;
  readonly planId: string;
  readonly stepId: string;
  readonly stepOrder: number;
  readonly kind: NeedKind;
  /** The category, qualification or place that is needed. */
  readonly of: string;
  readonly wanted: number;
  readonly served: number;
  /** How much more there would be for this need alone; counted up to `mostSpare`. */
  readonly spare: number;
  readonly state: State;
  /** When broken: the other needs that compete for the same. */
  readonly rivals: readonly string[];
}

export interface PlanState {
  readonly planId: string;
  readonly key: string;
  readonly edition: number;
  readonly title: Names;
  readonly state: State;
  readonly needs: readonly NeedState[];
}

export const mostSpare = 99;

/** Amounts of stock are kept to a thousandth of their unit. */
export const thousandths = (amount: number): number => Math.round(amount * 1000);

export function refOf(need: Need): string {
  switch (need.kind) {
    case 'equipment':
    case 'stock':
      return need.categoryId;
    case 'people':
      return need.qualificationId;
    case 'place':
      return need.placeId;
  }
}

/** What is wanted, in whole units of the solver: items, people, thousandths of a unit. */
export function unitsOf(need: Need): number {
  switch (need.kind) {
    case 'equipment':
    case 'people':
      return need.count;
    case 'stock':
      return thousandths(need.amount);
    case 'place':
      return 1;
  }
}

/** The worst of several; what needs nothing is met. */
export function worst(all: readonly State[]): State {
  return all.includes('broken') ? 'broken' : all.includes('tight') ? 'tight' : 'met';
}
