import { z } from 'zod';
import { paceOn, type Pace } from '../drill/drill-clock.ts';
import type { LogWord } from '../incident/incident.ts';
import type { Branch } from '../plan/branch.ts';
import type { Paper, Step } from '../plan/plan.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, version, type Names } from '../schema-parts.ts';

export const taskStates = ['open', 'done', 'skipped'] as const;
export type TaskState = (typeof taskStates)[number];

export interface Task {
  readonly id: string;
  readonly incidentId: string;
  /** The plan in this incident from which it comes; null for a free task. */
  readonly activationId: string | null;
  readonly stepId: string | null;
  /** Order of the plan's steps; free tasks come after them as they were added. */
  readonly orderNo: number;
  /** In the languages of the room when it comes from a plan, else as it was typed. */
  readonly title: Names | string;
  readonly role: Names | string | null;
  readonly position: string | null;
  readonly placeId: string | null;
  /** Done only if this is so. */
  readonly branch: Branch | null;
  /** Done again so many minutes after it was done; null: once. */
  readonly repeatMinutes: number | null;
  /** Which time it is done, from 1. */
  readonly round: number;
  readonly papers: readonly Paper[];
  /** From when its time runs; null while its branch has not been taken. */
  readonly startedAt: string | null;
  readonly targetMinutes: number | null;
  readonly dueAt: string | null;
  readonly state: TaskState;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  /** What was said when it was done, or why it was skipped. */
  readonly note: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly version: number;
}

export const taskListInput = z.object({ incidentId: id });
export const addTaskInput = z.object({
  incidentId: id,
  title: line(400),
  role: line(120).nullable().default(null),
  position: line(60).nullable().default(null),
  placeId: id.nullable().default(null),
  targetMinutes: z.number().positive().max(10_080).nullable().default(null),
});
export const doneInput = z.object({ taskId: id, version, note: z.string().trim().max(1000).default('') });
export const skipInput = z.object({
  taskId: id,
  version,
  reason: line(1000),
  /** Of a repeating task: only this round is left out, the next one comes. */
  again: z.boolean().default(false),
});
export const reopenTaskInput = z.object({ taskId: id, version, reason: line(1000) });
export const beginInput = z.object({ taskId: id, version });

/** The one place where a due time comes from; null without a target, and while the clock stands before it. */
function dueAfter(startedAt: string | null, targetMinutes: number | null, pace: Pace): string | null {
  return startedAt === null || targetMinutes === null ? null : pace.after(startedAt, targetMinutes);
}

/** An open task once its incident's clock was turned: its minutes stay, the instant at which they are over moves. */
export function retimed(task: Task, pace: Pace): Task {
  return task.state === 'open'
    ? { ...task, dueAt: dueAfter(task.startedAt, task.targetMinutes, pace) }
    : task;
}

/** The task that a step of a plan becomes when the plan is started. */
export function taskOfStep(
  step: Step,
  given: {
    readonly id: string;
    readonly incidentId: string;
    readonly activationId: string;
    readonly by: string;
  },
  at: string,
  pace: Pace,
): Task {
  const startedAt = step.branch === null ? at : null;
  // What repeats and has no target of its own is due for the first time after one interval.
  const targetMinutes = step.targetMinutes ?? step.repeatMinutes;
  return {
    id: given.id,
    incidentId: given.incidentId,
    activationId: given.activationId,
    stepId: step.id,
    orderNo: step.order,
    title: step.instruction,
    role: step.role,
    position: step.position,
    placeId: step.placeId,
    branch: step.branch,
    repeatMinutes: step.repeatMinutes,
    round: 1,
    papers: step.papers,
    startedAt,
    targetMinutes,
    dueAt: dueAfter(startedAt, targetMinutes, pace),
    state: 'open',
    endedAt: null,
    endedBy: null,
    endedByName: null,
    note: null,
    createdAt: at,
    createdBy: given.by,
    version: 1,
  };
}

/** A task that the room adds by itself. */
export function freeTask(
  given: Pick<
    Task,
    'id' | 'incidentId' | 'orderNo' | 'title' | 'role' | 'position' | 'placeId' | 'targetMinutes'
  >,
  by: string,
  at: string,
  pace: Pace,
): Task {
  return {
    ...given,
    activationId: null,
    stepId: null,
    branch: null,
    repeatMinutes: null,
    round: 1,
    papers: [],
    startedAt: at,
    dueAt: dueAfter(at, given.targetMinutes, pace),
    state: 'open',
    endedAt: null,
    endedBy: null,
    endedByName: null,
    note: null,
    createdAt: at,
    createdBy: by,
    version: 1,
  };
}

/** Who answers and when. */
export interface By {
  readonly id: string;
  readonly name: string;
}

/** Someone else was first: says who and when, so that the second can decide what to do with what they typed. */
export function answeredBefore(task: Task, seen: number): Refusal | null {
  if (task.state !== 'open')
    return refuse(task.state === 'done' ? 'taskAlreadyDone' : 'taskAlreadySkipped', {
      by: task.endedByName ?? '',
      at: task.endedAt ?? '',
      said: task.note ?? '',
    });
  return task.version === seen ? null : refuse('conflict', { seen, current: task.version });
}

export function end(
  task: Task,
  state: 'done' | 'skipped',
  note: string,
  seen: number,
  by: By,
  at: string,
): Answer<Task> {
  const first = answeredBefore(task, seen);
  if (first) return first;
  return {
    ...task,
    state,
    endedAt: at,
    endedBy: by.id,
    endedByName: by.name,
    note: note === '' ? null : note,
    version: task.version + 1,
  };
}

/**
 * The next round of a repeating task that was answered, due one interval after that; null when it does not repeat, or
 * was never started.
 */
export function nextRound(task: Task, id: string, by: string, pace: Pace): Task | null {
  if (task.repeatMinutes === null || task.startedAt === null || task.endedAt === null) return null;
  return {
    ...task,
    id,
    round: task.round + 1,
    startedAt: task.endedAt,
    targetMinutes: task.repeatMinutes,
    dueAt: dueAfter(task.endedAt, task.repeatMinutes, pace),
    state: 'open',
    endedAt: null,
    endedBy: null,
    endedByName: null,
    note: null,
    createdAt: task.endedAt,
    createdBy: by,
    version: 1,
  };
}

/** Opens an answered task again; its target time stays what it was. */
export function reopenTask(task: Task, seen: number): Answer<Task> {
  if (task.state === 'open') return refuse('taskStillOpen');
  if (task.version !== seen) return refuse('conflict', { seen, current: task.version });
  return {
    ...task,
    state: 'open',
    endedAt: null,
    endedBy: null,
    endedByName: null,
    note: null,
    version: task.version + 1,
  };
}

/** Its branch is taken: the time runs from now. */
export function begin(task: Task, seen: number, at: string, pace: Pace): Answer<Task> {
  const first = answeredBefore(task, seen);
  if (first) return first;
  if (task.startedAt !== null) return refuse('taskAlreadyStarted', { at: task.startedAt });
  const dueAt = dueAfter(at, task.targetMinutes, pace);
  return { ...task, startedAt: at, dueAt, version: task.version + 1 };
}

/** How a task stands against its time; minutes are whole and at least 1 where something is late or left. */
export type Lateness =
  | { readonly kind: 'late'; readonly minutes: number }
  | { readonly kind: 'left'; readonly minutes: number }
  | { readonly kind: 'untimed' }
  /** Its branch has not been taken. */
  | { readonly kind: 'waits' }
  /** `minutes` it took, null when nothing was timed; `lateBy` is 0 when in time. */
  | { readonly kind: 'done'; readonly minutes: number | null; readonly lateBy: number }
  | { readonly kind: 'skipped' };

/** Minutes past its time, negative before it; null when it has none, or does not run. */
function minutesOver(
  task: Pick<Task, 'startedAt' | 'targetMinutes' | 'dueAt'>,
  now: string,
  pace: Pace,
): number | null {
  if (task.startedAt === null) return null;
  if (task.dueAt !== null) return pace.minutesBetween(task.dueAt, now);
  // A clock that stands has no instant at which the time is over, but minutes that are left.
  return task.targetMinutes === null ? null : pace.minutesBetween(task.startedAt, now) - task.targetMinutes;
}

/** `pace`: the clock of its incident. */
export function lateness(
  task: Pick<Task, 'state' | 'startedAt' | 'targetMinutes' | 'dueAt' | 'endedAt'>,
  now: string,
  pace: Pace = paceOn(null),
): Lateness {
  if (task.state === 'skipped') return { kind: 'skipped' };
  if (task.state === 'done') {
    const endedAt = task.endedAt ?? now;
    return {
      kind: 'done',
      minutes:
        task.startedAt === null
          ? null
          : Math.max(0, Math.round(pace.minutesBetween(task.startedAt, endedAt))),
      lateBy: task.dueAt === null ? 0 : Math.max(0, Math.round(pace.minutesBetween(task.dueAt, endedAt))),
    };
  }
  if (task.startedAt === null) return { kind: 'waits' };
  const over = minutesOver(task, now, pace);
  if (over === null) return { kind: 'untimed' };
  return over > 0
    ? { kind: 'late', minutes: Math.max(1, Math.round(over)) }
    : { kind: 'left', minutes: Math.max(1, Math.round(-over)) };
}

const rank = { late: 0, left: 2, untimed: 3, waits: 4, done: 5, skipped: 5 } as const;
/** What waits and could be taken now: it wants a decision, right after what is late. */
const decide = 1;

/**
 * Late ones first (the latest on top), then those that wait and whose branch holds now (`holding`, by their ids), then by
 * what is due next, then what has no time, what waits, what is answered.
 */
export function byUrgency<T extends Task>(
  tasks: readonly T[],
  now: string,
  holding: ReadonlySet<string> = new Set(),
  pace: Pace = paceOn(null),
): T[] {
  return tasks
    .map((task) => {
      const state = lateness(task, now, pace);
      return {
        task,
        rank: state.kind === 'waits' && holding.has(task.id) ? decide : rank[state.kind],
        over: minutesOver(task, now, pace) ?? 0,
      };
    })
    .sort((a, b) => {
      if (a.rank !== b.rank) return a.rank - b.rank;
      if (a.rank === rank.late || a.rank === rank.left) return b.over - a.over || order(a.task, b.task);
      return order(a.task, b.task);
    })
    .map(({ task }) => task);
}

function order(a: Task, b: Task): number {
  return a.orderNo - b.orderNo || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** A task's title as one word of a sentence. */
export function titleWord(task: Pick<Task, 'title'>): LogWord {
  return task.title;
}
