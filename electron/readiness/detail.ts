import type { DutyRule } from '../duty/duty.ts';
import type { Answer } from '../refusal.ts';
import type { Shift } from '../roster/roster.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { Ask } from './ask.ts';
import type { Fix } from './fixes.ts';
import type { NeedKind, NeedState, PlanState, State } from './readiness.ts';

/** Something that serves a need, or would once it is mended. */
export interface Where {
  readonly placeId: string | null;
  readonly place: Names | null;
  /** Tags of items or names of people; no more than `mostLabels`. */
  readonly labels: readonly string[];
}
export interface Assigned extends Where {
  /** How many, or how much in the unit of the category. */
  readonly amount: number;
  /** From there to the scene; null: not known. */
  readonly minutes: number | null;
  /** A running incident that carries out this plan has it already. */
  readonly held: boolean;
}
export type FixLine = Fix & Where;

/** A need that competes for the same things. */
export interface Rival {
  readonly planKey: string;
  readonly planTitle: Names;
  readonly stepOrder: number;
  readonly of: string;
  readonly wanted: number;
  /** Of a plan that a running incident carries out. */
  readonly running: boolean;
}

export interface IncidentName {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly exercise: boolean;
}

/** What a duty is called: by its own name, else by its kind. */
export type FailedDuty = Pick<DutyRule, 'names' | 'kind'>;

/** Why a need is broken: what happened last before which it was not. */
export type Cause =
  | {
      readonly kind: 'entry';
      readonly seq: number;
      readonly at: string;
      /** The command of the journal entry and who gave it. */
      readonly name: string;
      readonly byName: string;
      readonly labels: readonly string[];
      /** The duty that failed, when that is what happened. */
      readonly failed: FailedDuty | null;
    }
  /** Nobody did anything: a test fell due or a qualification ended after this day. */
  | { readonly kind: 'time'; readonly day: string; readonly labels: readonly string[] }
  | { readonly kind: 'shift' }
  | { readonly kind: 'held'; readonly incidents: readonly IncidentName[] }
  /** Not once since the plan was approved. */
  | { readonly kind: 'never'; readonly since: string | null };

export interface NeedDetail {
  readonly state: NeedState;
  readonly kind: NeedKind;
  readonly names: Names;
  readonly unit: string | null;
  readonly place: Names | null;
  readonly maxTravelMinutes: number | null;
  readonly assigned: readonly Assigned[];
  readonly rivals: readonly Rival[];
  readonly fixes: readonly FixLine[];
  /** Null when the need is met, when something is being tried, or when the search went back too far. */
  readonly cause: Cause | null;
}

export const mostLabels = 12;

/** What is asked: all plans, or one need of one of them. */
export interface ReadinessQuestion {
  readonly ask: Ask;
  readonly need: { readonly planId: string; readonly needId: string } | null;
}
export type ReadinessAnswer =
  | { readonly judged: Judged; readonly need: null }
  | { readonly judged: null; readonly need: Answer<NeedDetail> };
/** Between the room and the thread that works it out; answers carry the number of their question. */
export type ToReadiness = ReadinessQuestion & { readonly no: number };
export interface FromReadiness {
  readonly no: number;
  readonly answer: ReadinessAnswer | null;
  readonly error: string | null;
}

/** A kind of thing that some plan needs: a column of the matrix. */
export interface Column {
  readonly kind: NeedKind;
  readonly of: string;
  readonly names: Names;
  /** In what a consumable is counted. */
  readonly unit: string | null;
}
export interface Judged {
  readonly plans: readonly PlanState[];
  readonly columns: readonly Column[];
}

/** The plans against what they need at one moment. */
export interface Matrix extends Page<PlanState> {
  readonly at: string;
  /** The shift that is on; null: the site has no roster, so that everyone counts. */
  readonly shift: Shift | null;
  readonly columns: readonly Column[];
  /** The newest journal entry that was taken into account. */
  readonly seq: number;
}

/** A need that a plan lacks, as the record keeps it. */
export interface Missing {
  readonly kind: NeedKind;
  readonly of: string;
  readonly names: Names;
  readonly unit: string | null;
  readonly wanted: number;
  readonly served: number;
}
export interface ReadinessDay {
  readonly day: string;
  readonly edition: number;
  readonly state: State;
  readonly worst: State;
  readonly missing: readonly Missing[];
}
export interface ReadinessChange {
  readonly at: string;
  readonly before: State | null;
  readonly after: State;
  /** The journal entry after which it was so, and its command; null: only time had passed. */
  readonly entry: { readonly seq: number; readonly name: string; readonly byName: string } | null;
  readonly missing: readonly Missing[];
}
export interface ReadinessHistory {
  readonly days: readonly ReadinessDay[];
  readonly changes: readonly ReadinessChange[];
}
/** A plan as the coordinator reads it: what it lacks, why, and the cheapest way to mend each. */
export interface PlanOutlook {
  readonly planId: string;
  readonly state: State;
  readonly at: string;
  /** The first few of what is broken. */
  readonly lacks: readonly {
    readonly missing: Missing;
    readonly needId: string;
    readonly cause: Cause | null;
    readonly fix: FixLine | null;
  }[];
  /** How many more needs are broken. */
  readonly more: number;
}

/** How a plan stood when it was last worked out. */
export interface Standing {
  readonly planId: string;
  readonly planKey: string;
  readonly title: Names;
  readonly state: State;
  readonly missing: readonly Missing[];
  /** Since when it is so. */
  readonly since: string | null;
}

/** 2/4 Breathing set: the same shape in every language. */
export function missingWords({ names, wanted, served, unit, kind }: Missing): Names {
  const of = unit === null ? `${served}/${wanted}` : `${served}/${wanted} ${unit}`;
  const say = (name: string): string => (kind === 'place' ? name : `${of} ${name}`);
  return { en: say(names.en), srLatn: say(names.srLatn), zhHans: say(names.zhHans) };
}
