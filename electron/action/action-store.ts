import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Page } from '../schema-parts.ts';
import type { Action, ActionState } from './action.ts';

const columns = `id, incidentId, taskId, text, owner, dueOn, state, raisedAt, raisedBy, doneAt, doneBy, doneNote,
  verifiedAt, verifiedBy, verifyNote, version`;

export function insertAction(db: WriteHandle, action: Action): void {
  db.run(
    `INSERT INTO action (${columns})
     VALUES (@id, @incidentId, @taskId, @text, @owner, @dueOn, @state, @raisedAt, @raisedBy, @doneAt, @doneBy, @doneNote,
       @verifiedAt, @verifiedBy, @verifyNote, @version)`,
    action,
  );
}

export function updateAction(db: WriteHandle, action: Action): void {
  db.run(
    `UPDATE action SET state = @state, doneAt = @doneAt, doneBy = @doneBy, doneNote = @doneNote, verifiedAt = @verifiedAt,
       verifiedBy = @verifiedBy, verifyNote = @verifyNote, version = @version WHERE id = @id`,
    action,
  );
}

export function actionById(db: ReadHandle, id: string): Action | undefined {
  return db.get<Action>(`SELECT ${columns} FROM action WHERE id = ?`, id);
}

/** First due first. `after` is the number of rows already seen. */
export function actionPage(
  db: ReadHandle,
  filter: {
    text: string;
    incidentId?: string;
    states?: readonly ActionState[];
    after: number;
    limit: number;
  },
): Page<Action> {
  const where = `(?1 IS NULL OR incidentId = ?1) AND (?2 IS NULL OR state IN (SELECT value FROM json_each(?2)))
    AND (?3 = '' OR instr(lower(text || ' ' || owner), lower(?3)) > 0)`;
  const bind = [filter.incidentId ?? null, filter.states ? JSON.stringify(filter.states) : null, filter.text];
  const rows = db.all<Action>(
    `SELECT ${columns} FROM action WHERE ${where} ORDER BY state = 'open' DESC, dueOn, id LIMIT ?4 OFFSET ?5`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM action WHERE ${where}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows, total, next: seen < total ? String(seen) : null };
}

/** Open actions whose day is past. */
export function overdueActions(db: ReadHandle, today: string, limit: number): Action[] {
  return db.all<Action>(
    `SELECT ${columns} FROM action WHERE state = 'open' AND dueOn < ? ORDER BY dueOn LIMIT ?`,
    today,
    limit,
  );
}
