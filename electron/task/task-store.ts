import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Task } from './task.ts';

type TaskRow = Omit<Task, 'title' | 'role' | 'branch' | 'papers'> & {
  title: string;
  role: string | null;
  branch: string | null;
  papers: string;
};

const columns = `id, incidentId, activationId, stepId, orderNo, title, role, position, placeId, branch, repeatMinutes, round,
  papers, startedAt, targetMinutes, dueAt, state, endedAt, endedBy, endedByName, note, createdAt, createdBy, version`;
/** More tasks than a room can follow. */
const most = 1000;

function toTask(row: TaskRow): Task {
  return {
    ...row,
    title: JSON.parse(row.title) as Task['title'],
    role: row.role === null ? null : (JSON.parse(row.role) as Task['role']),
    branch: row.branch === null ? null : (JSON.parse(row.branch) as Task['branch']),
    papers: JSON.parse(row.papers) as Task['papers'],
  };
}

export function insertTask(db: WriteHandle, task: Task): void {
  db.run(
    `INSERT INTO task (${columns}) VALUES (@id, @incidentId, @activationId, @stepId, @orderNo, @title, @role, @position, @placeId,
       @branch, @repeatMinutes, @round, @papers, @startedAt, @targetMinutes, @dueAt, @state, @endedAt, @endedBy, @endedByName, @note, @createdAt, @createdBy,
       @version)`,
    {
      ...task,
      title: JSON.stringify(task.title),
      role: task.role === null ? null : JSON.stringify(task.role),
      branch: task.branch === null ? null : JSON.stringify(task.branch),
      papers: JSON.stringify(task.papers),
    },
  );
}

/** Saves the answer and the running of a task whose version was checked. */
export function updateTask(db: WriteHandle, task: Task): void {
  const { id, startedAt, dueAt, state, endedAt, endedBy, endedByName, note, version } = task;
  db.run(
    `UPDATE task SET startedAt = @startedAt, dueAt = @dueAt, state = @state, endedAt = @endedAt, endedBy = @endedBy,
       endedByName = @endedByName, note = @note, version = @version WHERE id = @id`,
    { id, startedAt, dueAt, state, endedAt, endedBy, endedByName, note, version },
  );
}

export function taskById(db: ReadHandle, id: string): Task | undefined {
  const row = db.get<TaskRow>(`SELECT ${columns} FROM task WHERE id = ?`, id);
  return row && toTask(row);
}

/** An incident's tasks in the order of its plans and additions. */
export function tasksOf(db: ReadHandle, incidentId: string): Task[] {
  return db
    .all<TaskRow>(
      `SELECT ${columns} FROM task WHERE incidentId = ? ORDER BY orderNo, id LIMIT ${most}`,
      incidentId,
    )
    .map(toTask);
}

export function openTasksOf(db: ReadHandle, incidentId: string): Task[] {
  return db
    .all<TaskRow>(
      `SELECT ${columns} FROM task WHERE incidentId = ? AND state = 'open' ORDER BY orderNo, id LIMIT ${most}`,
      incidentId,
    )
    .map(toTask);
}

export function lastOrder(db: ReadHandle, incidentId: string): number {
  return (
    db.get<{ n: number | null }>('SELECT max(orderNo) AS n FROM task WHERE incidentId = ?', incidentId)?.n ??
    0
  );
}

/** Whether a round of a repeating step is already there. */
export function hasRound(db: ReadHandle, task: Pick<Task, 'activationId' | 'stepId' | 'round'>): boolean {
  const { activationId, stepId, round } = task;
  return (
    db.get(
      'SELECT 1 FROM task WHERE activationId IS ? AND stepId IS ? AND round = ?',
      activationId,
      stepId,
      round,
    ) !== undefined
  );
}
