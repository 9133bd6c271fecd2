import type { Crew } from '../person/person.ts';
import type { ShiftKind } from '../roster/roster.ts';
import type { Names } from '../schema-parts.ts';

export type DrillKind =
  'fire' | 'evacuation' | 'chemicalRelease' | 'flood' | 'confinedSpace' | 'blackout' | 'firstAid' | 'other';

/** What is timed in a drill, in minutes from its start. */
export type Measure =
  'callOutAcknowledged' | 'firstTeamOnScene' | 'evacuationComplete' | 'headcountComplete' | 'allClear';

/** What an inject does to the site's picture besides being said; null: it is only said. */
export type InjectEffect =
  | { readonly kind: 'place'; readonly placeId: string; readonly open: boolean }
  | { readonly kind: 'gauge'; readonly gaugeId: string; readonly levelCm: number }
  | { readonly kind: 'wind'; readonly fromDegrees: number; readonly speedMs: number };

/** Something that the drill's controller lets happen at a minute of the drill. */
export interface Inject {
  readonly id: string;
  readonly minute: number;
  readonly channel: 'radio' | 'phone' | 'alarm' | 'face' | 'map';
  readonly text: Names;
  readonly effect: InjectEffect | null;
}

/** What a drill is to show, and is evaluated by. */
export interface DrillObjective {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
}

export interface DrillType {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
  readonly kind: DrillKind;
  /** Key of the plan that is practised. */
  readonly planKey: string | null;
  readonly minutes: number;
  /** Response teams that are tested: their members on shift are bound while it lasts. */
  readonly teamIds: readonly string[];
  /** Taken out of live cover while it lasts. */
  readonly uses: readonly { readonly categoryId: string; readonly count: number }[];
  readonly observers: number;
  readonly observerQualificationId: string | null;
  readonly injects: readonly Inject[];
  readonly objectives: readonly DrillObjective[];
  readonly targets: Readonly<Partial<Record<Measure, number>>>;
  readonly retiredAt: string | null;
  readonly version: number;
}

export interface DrillRequirement {
  readonly id: string;
  readonly typeId: string;
  readonly placeId: string;
  readonly shift: ShiftKind | 'any';
  /** Crews that must each have it; empty: any crew. */
  readonly crews: readonly Crew[];
  /** Drills for each crew named, or in all when none is. */
  readonly times: number;
  readonly every: 'month' | 'year';
  /** The corrective action that asks for a repeat. */
  readonly actionId: string | null;
  readonly note: string;
  readonly retiredAt: string | null;
  readonly version: number;
}

/** The June safety month, another month, or a year of drills. */
export interface DrillProgramme {
  readonly id: string;
  readonly names: Names;
  readonly every: 'month' | 'year';
  /** Days in the site's zone, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  readonly state: 'draft' | 'published' | 'closed';
  /** Wall-clock times at which drills may begin, HH:MM. */
  readonly startTimes: readonly string[];
  readonly maxPerDay: number;
  /** Hours that must lie between a person's shift or drill and the next. */
  readonly restHours: number;
  readonly edition: number;
  readonly version: number;
}

export type DrillState = 'planned' | 'running' | 'interrupted' | 'done' | 'cancelled';

export interface Drill {
  readonly id: string;
  readonly programmeId: string | null;
  readonly typeId: string;
  readonly placeId: string;
  readonly requirementId: string | null;
  readonly askedShift: ShiftKind | 'any';
  readonly askedCrew: Crew | null;
  /** Null while it has no place in time; shift and crew follow from it. */
  readonly startsAt: string | null;
  readonly shiftOn: string | null;
  readonly shift: ShiftKind | null;
  readonly crew: Crew | null;
  readonly minutes: number;
  /** Ids of persons. */
  readonly observers: readonly string[];
  readonly pinned: boolean;
  readonly state: DrillState;
  readonly cancelReason: string | null;
  /** The exercise in which it is run. */
  readonly incidentId: string | null;
  /** RFC 5545 SEQUENCE of its calendar event. */
  readonly sequence: number;
  readonly version: number;
}
