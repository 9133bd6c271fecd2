import { z } from 'zod';
import type { OpenAlarm } from '../alarm/alarm-list.ts';

import type { Closure, Zone } from '../zone/zone.ts';
import type { Incident, LogEntry } from '../incident/incident.ts';
import type { MusterPoint } from '../muster/muster.ts';
import type { PeriodWithObjectives } from '../period/period.ts';
import type { PositionTerm } from '../position/position.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, version } from '../schema-parts.ts';
import type { Task } from '../task/task.ts';
import type { Team } from '../team/team.ts';

/** What the next shift must know, as it stood when the briefing was composed. */
export interface Briefing {
  readonly incident: Incident;
  readonly composedAt: string;
  /** From the last handover, or the declaration. */
  readonly since: string;
  readonly period: PeriodWithObjectives | null;
  readonly positions: readonly PositionTerm[];
  /** Open ones, the most urgent first. */
  readonly tasks: readonly Task[];
  readonly teams: readonly Pick<Team, 'id' | 'key' | 'names' | 'status' | 'placeId' | 'checkInAt'>[];
  readonly zones: readonly Zone[];
  readonly closures: readonly Closure[];
  /** Muster points where somebody is missing or nobody has counted. */
  readonly musters: readonly MusterPoint[];
  readonly alarms: readonly OpenAlarm[];
  /** Decisions and orders since then, oldest first; at most 50, the newest. */
  readonly said: readonly LogEntry[];
}

export interface Handover {
  readonly id: string;
  readonly incidentId: string;
  readonly briefing: Briefing;
  readonly note: string;
  readonly givenAt: string;
  readonly givenBy: string;
  readonly givenByName: string;
  readonly takenAt: string | null;
  readonly takenBy: string | null;
  readonly takenByName: string | null;
  readonly version: number;
}

export const composeInput = z.object({ incidentId: id });
export const giveInput = z.object({ incidentId: id, note: z.string().trim().max(4000).default('') });
export const takeInput = z.object({ handoverId: id, version, note: z.string().trim().max(4000).default('') });
export const handoverListInput = z.object({ incidentId: id });

/** The next shift signs: another person than the one who gave it, and once. */
export function take(
  handover: Handover,
  by: { readonly id: string; readonly name: string },
  at: string,
): Answer<Handover> {
  if (handover.takenAt !== null)
    return refuse('handoverTaken', { name: handover.takenByName ?? '', at: handover.takenAt });
  if (handover.givenBy === by.id) return refuse('handoverOwn', { name: by.name });
  return { ...handover, takenAt: at, takenBy: by.id, takenByName: by.name, version: handover.version + 1 };
}
