import type { Crew } from '../person/person.ts';
import type { Pool } from '../readiness/pool.ts';
import type { PlanNeeds } from '../readiness/readiness.ts';
import type { Pattern, ShiftKind } from '../roster/roster.ts';
import type { Names } from '../schema-parts.ts';

/** A month (or year) of drills to be laid out, with all that its rules look at. Plain values: it is sent to a worker. */
export interface MonthProblem {
  /** Nothing is laid before this instant. */
  readonly now: string;
  /** IANA zone of the site. */
  readonly zone: string;
  readonly roster: Pattern;
  /** Days in the site's zone, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  /** Wall-clock times, HH:MM. */
  readonly startTimes: readonly string[];
  readonly maxPerDay: number;
  readonly restHours: number;
  readonly drills: readonly MonthDrill[];
  readonly people: readonly MonthPerson[];
  readonly closed: readonly ClosedTime[];
  /** Days on which people without a crew stay at home, YYYY-MM-DD. */
  readonly holidays: ReadonlySet<string>;
  readonly teams: ReadonlyMap<string, Names>;
  /** The approved plans and what the site has for them on the day of planning: tests and courses that fall due later count as done. */
  readonly plans: readonly PlanNeeds[];
  readonly pool: Pool;
}

/** A drill of the programme, or another that takes people and equipment in the same days. */
export interface MonthDrill {
  readonly id: string;
  readonly typeId: string;
  readonly typeNames: Names;
  readonly placeId: string;
  readonly placeNames: Names;
  readonly teamIds: readonly string[];
  readonly uses: readonly { readonly categoryId: string; readonly count: number }[];
  readonly minutes: number;
  readonly observers: number;
  readonly observerQualificationId: string | null;
  readonly askedShift: ShiftKind | 'any';
  readonly askedCrew: Crew | null;
  /** Where it lies now. */
  readonly startsAt: string | null;
  readonly observerIds: readonly string[];
  /** Pinned, running, done, or not of this programme: it stays where it is. */
  readonly fixed: boolean;
  /** The newest finding about this kind at this place that is not yet put right: it should come early. */
  readonly findingOn: string | null;
}

export interface MonthPerson {
  readonly id: string;
  readonly name: string;
  readonly crew: Crew | null;
  readonly teamId: string | null;
  /** Qualifications held by id, each with the last day on which it counts (null: for good). */
  readonly qualifications: ReadonlyMap<string, string | null>;
  /** Leave, sickness, training: days, both included. */
  readonly away: readonly { readonly fromOn: string; readonly toOn: string }[];
}

/** A time at which nothing may be drilled at some places: a blast, a repair. */
export interface ClosedTime {
  readonly slotId: string;
  readonly names: Names;
  /** The places that are closed with what lies in them; null: the whole site. */
  readonly placeIds: ReadonlySet<string> | null;
  /** Instants; it holds its first moment, not its last. */
  readonly from: string;
  readonly to: string;
}
