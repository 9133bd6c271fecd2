import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';

/** One operational period of an incident: a shift's worth of time with what it must reach. */
export interface Period {
  readonly id: string;
  readonly incidentId: string;
  /** 1 is the first. */
  readonly number: number;
  readonly startedAt: string;
  readonly plannedEndAt: string;
  readonly endedAt: string | null;
  readonly version: number;
}

export interface Objective {
  readonly id: string;
  readonly periodId: string;
  readonly incidentId: string;
  readonly orderNo: number;
  readonly text: string;
  readonly metAt: string | null;
  readonly metBy: string | null;
  readonly droppedAt: string | null;
  readonly dropReason: string | null;
  readonly version: number;
}

export interface PeriodWithObjectives extends Period {
  readonly objectives: readonly Objective[];
}

export const openPeriodInput = z.object({
  incidentId: id,
  /** Planned length in hours. */
  hours: z.number().min(0.5).max(72),
  objectives: z.array(line(400)).max(20),
  /** Unmet objectives of the running period go on in the new one. */
  carryOver: z.boolean().default(true),
});
export const periodListInput = z.object({ incidentId: id });
export const addObjectiveInput = z.object({ periodId: id, text: line(400) });
export const meetObjectiveInput = z.object({ objectiveId: id, version });
export const dropObjectiveInput = z.object({ objectiveId: id, version, reason: line(400) });

export function isOpen(objective: Objective): boolean {
  return objective.metAt === null && objective.droppedAt === null;
}

/** An objective is met once; a dropped one stays dropped. */
export function meet(objective: Objective, byName: string, at: string): Answer<Objective> {
  if (!isOpen(objective)) return refuse('objectiveEnded', { objective: objective.text });
  return { ...objective, metAt: at, metBy: byName, version: objective.version + 1 };
}

export function drop(objective: Objective, reason: string, at: string): Answer<Objective> {
  if (!isOpen(objective)) return refuse('objectiveEnded', { objective: objective.text });
  return { ...objective, droppedAt: at, dropReason: reason, version: objective.version + 1 };
}
