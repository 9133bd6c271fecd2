import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, version, type Names } from '../schema-parts.ts';
import type { IncidentType, LogTemplate } from '../incident/incident.ts';
import { drillMsAt, rateOf, turned, type Leg } from './drill-clock.ts';
import type { Drill, DrillKind, DrillType } from './drill.ts';

/** A drill as it is conducted; its id is the drill's. */
export interface DrillRun {
  readonly id: string;
  /** The exercise. */
  readonly incidentId: string;
  /** Its clock. */
  readonly legs: readonly Leg[];
  readonly startedAt: string;
  readonly startedBy: string;
  readonly startedByName: string;
  readonly endedAt: string | null;
  /** The real incident that stopped it last, and who has seen that. */
  readonly stoppedBy: string | null;
  readonly stoppedAt: string | null;
  readonly seenAt: string | null;
  readonly seenByName: string | null;
  /** Keys of the teams that were freed then. */
  readonly freedTeams: readonly string[];
  /** When the exercise's log was told. */
  readonly stopSaidAt: string | null;
  readonly version: number;
}

/** Times as fast as real time. */
const rate = z.int().min(1).max(60);
const reason = line(500);

export const startDrillInput = z.object({
  id,
  version,
  rate: rate.default(1),
  /** Of the exercise. */
  title: line(120),
  /** Why it begins although something is in the way; said in the log. */
  despite: reason.optional(),
});
export const drillIdInput = z.object({ id });
export const ofExerciseInput = z.object({ incidentId: id });
/** `running` false: the clock stands. `version` is the run's. */
export const turnClockInput = z.object({ id, version, rate, running: z.boolean() });
export const resumeDrillInput = z.object({ id, version, rate: rate.default(1), reason });
export const endDrillInput = z.object({ id, version, note: line(1000) });

/** Something that speaks against starting a drill now; `serious` ones want a reason. */
export interface InTheWay {
  readonly key: string;
  readonly serious: boolean;
  readonly text: LogTemplate;
}

/** A drill of the run list, with its names. */
export interface RunLine extends Drill {
  readonly kind: DrillKind;
  readonly typeNames: Names;
  readonly placeNames: Names;
  readonly placeKey: string;
  readonly run: DrillRun | null;
}

/** A drill that a real incident stopped and that nobody has acknowledged. */
export interface StoppedDrill {
  readonly id: string;
  readonly version: number;
  readonly exercise: { readonly id: string; readonly year: number; readonly number: number };
  readonly real: { readonly id: string; readonly year: number; readonly number: number };
  readonly at: string;
  readonly freedTeams: readonly string[];
}

/** What every screen needs to know: clocks of the drills that run or stand, and those that were stopped. */
export interface DrillNow {
  readonly running: readonly (Pick<DrillRun, 'id' | 'incidentId' | 'legs'> & {
    readonly typeNames: Names;
    readonly year: number;
    readonly number: number;
  })[];
  readonly stopped: readonly StoppedDrill[];
}

/** A drill's exercise as its controller sees it. */
export interface Conducted {
  readonly drill: Drill;
  readonly type: DrillType;
  readonly run: DrillRun;
}

/** Under which type of incident a kind of drill is declared. */
export const incidentTypeOf: Readonly<Record<DrillKind, IncidentType>> = {
  fire: 'fire',
  evacuation: 'other',
  chemicalRelease: 'chemicalRelease',
  flood: 'flood',
  confinedSpace: 'injury',
  blackout: 'power',
  firstAid: 'injury',
  other: 'other',
};

/** Minutes on the drill's clock at an instant, never negative. */
export function drillMinute(run: Pick<DrillRun, 'legs'>, at: string): number {
  return Math.max(0, drillMsAt(run.legs, Date.parse(at)) / 60_000);
}

/** The run once its clock runs so fast (0: stands) from `at` on. Refuses: drillRunOver, drillClockUnchanged. */
export function turnClock(run: DrillRun, to: number, at: string): Answer<DrillRun> {
  if (run.endedAt !== null) return refuse('drillRunOver', { at: run.endedAt });
  if (rateOf(run.legs) === to) return refuse('drillClockUnchanged');
  return { ...run, legs: turned(run.legs, at, to), version: run.version + 1 };
}

/** Stopped by a real incident: the clock stands and everyone must see why. */
export function stopRun(run: DrillRun, realId: string, freedTeams: readonly string[], at: string): DrillRun {
  return {
    ...run,
    legs: rateOf(run.legs) === 0 ? run.legs : turned(run.legs, at, 0),
    stoppedBy: realId,
    stoppedAt: at,
    seenAt: null,
    seenByName: null,
    freedTeams,
    stopSaidAt: null,
    version: run.version + 1,
  };
}

/** Refuses: drillNotStopped, drillStopSeen. */
export function seeStop(run: DrillRun, byName: string, at: string): Answer<DrillRun> {
  if (run.stoppedAt === null) return refuse('drillNotStopped');
  if (run.seenAt !== null) return refuse('drillStopSeen', { by: run.seenByName ?? '', at: run.seenAt });
  return { ...run, seenAt: at, seenByName: byName, version: run.version + 1 };
}

/** Over: the clock stands for good. */
export function endRun(run: DrillRun, at: string): DrillRun {
  return {
    ...run,
    legs: rateOf(run.legs) === 0 ? run.legs : turned(run.legs, at, 0),
    endedAt: at,
    version: run.version + 1,
  };
}
