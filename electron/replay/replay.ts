import { z } from 'zod';
import type { CallOut } from '../team/call-out.ts';
import type { FloodBoard } from '../flood/flood.ts';
import type { HoldChange } from '../hazmat/hazmat.ts';
import type { Pace } from '../drill/drill-clock.ts';
import type { Incident } from '../incident/incident.ts';
import type { Muster } from '../muster/muster.ts';
import type { PositionTerm } from '../position/position.ts';
import type { ReleaseZones } from '../release/zones.ts';
import { id, instant } from '../schema-parts.ts';
import type { Task } from '../task/task.ts';
import type { Team } from '../team/team.ts';
import type { Closure, Zone } from '../zone/zone.ts';

export const replayInput = z.object({ incidentId: id, at: instant });

/** An incident as it stood at one moment, computed from the journal alone. */
export interface Snapshot {
  readonly at: string;
  /** The last journal entry that had been written by then. */
  readonly seq: number;
  readonly incident: Incident | null;
  readonly tasks: readonly Task[];
  readonly teams: readonly Team[];
  readonly callOuts: readonly CallOut[];
  readonly musters: readonly Muster[];
  readonly positions: readonly PositionTerm[];
  readonly zones: readonly Zone[];
  /** Of the whole site, as the map shows them. */
  readonly closures: readonly Closure[];
  /** What has come into the hazardous stores since; take it back from the list of now. */
  readonly storesSince: readonly HoldChange[];
  /** What got out, in the wind that was known then. */
  readonly releases: readonly ReleaseZones[];
  /** Gauges, flood zones and devices as they had been said by then. */
  readonly flood: FloodBoard;
}

export const timelineInput = z.object({ incidentId: id });

/** One line of the after-action review: when it had to be, when it was. */
export interface Milestone {
  readonly kind:
    'declared' | 'callOut' | 'acknowledged' | 'onScene' | 'task' | 'skipped' | 'stoodDown' | 'closed';
  readonly id: string;
  /** What it was, where it is a thing of its own (a task, a team). */
  readonly title: Task['title'] | Team['names'] | null;
  readonly targetAt: string | null;
  /** Null: it never happened. */
  readonly at: string | null;
  /** Minutes behind the target, 0 when in time or without one. */
  readonly lateMinutes: number;
  /** A late, skipped or unanswered one: something to learn from. */
  readonly gap: boolean;
}

/** Lines, by the incident's clock, of target against actual for the tasks of an incident, in the order of their targets. */
export function taskMilestones(tasks: readonly Task[], endAt: string, pace: Pace): Milestone[] {
  return tasks
    .filter((task) => task.startedAt !== null || task.state !== 'open')
    .map((task) => {
      const at = task.state === 'done' ? task.endedAt : null;
      const behind = task.dueAt === null ? 0 : pace.minutesBetween(task.dueAt, at ?? endAt);
      const lateMinutes = task.state === 'skipped' ? 0 : Math.max(0, Math.ceil(behind));
      const kind = task.state === 'skipped' ? ('skipped' as const) : ('task' as const);
      return {
        kind,
        id: task.id,
        title: task.title,
        targetAt: task.dueAt,
        at: kind === 'skipped' ? task.endedAt : at,
        lateMinutes,
        // A round left out, or the last one, was not forgotten: the step was done before.
        gap: (kind === 'skipped' && task.round === 1) || lateMinutes > 0 || task.state === 'open',
      };
    })
    .sort((a, b) => ((a.targetAt ?? a.at ?? '') < (b.targetAt ?? b.at ?? '') ? -1 : 1));
}
