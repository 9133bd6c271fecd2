import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Task } from './task.ts';

type TaskRow = Omit<Task, 'title' | 'role' | 'condition'> & {
  title: string;
  role: string | null;
  condition: string | null;
};

const columns = `id, incidentId, activationId, stepId, orderNo, title, role, position, placeId, condition, startedAt,
  targetMinutes, dueAt, state, endedAt, endedBy, endedByName, note, createdAt, createdBy, version`;
/** More tasks than a room can follow. */
const most = 1000;

function toTask(row: TaskRow): Task {
  return {
    ...row,
    title: JSON.parse(row.title) as Task['title'],
    role: row.role === null ? null : (JSON.parse(row.role) as Task['role']),
    condition: row.condition === null ? null : (JSON.parse(row.condition) as Task['condition']),
  };
}

export function insertTask(db: WriteHandle, task: Task): void {
  db.run(
    `INSERT INTO task (${columns}) VALUES (@id, @incidentId, @activationId, @stepId, @orderNo, @title, @role, @position, @placeId,
       @condition, @startedAt, @targetMinutes, @dueAt, @state, @endedAt, @endedBy, @endedByName, @note, @createdAt, @createdBy,
       @version)`,
    {
      ...task,
      title: JSON.stringify(task.title),
      role: task.role === null ? null : JSON.stringify(task.role),
      condition: task.condition === null ? null : JSON.stringify(task.condition),
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
