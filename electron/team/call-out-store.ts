import type { ReadHandle, WriteHandle } from '../database.ts';
import type { CallOut, CallOutAnswer, CallOutWithAnswers } from './call-out.ts';

const columns = `id, incidentId, teamId, placeId, message, at, byName, overrideReason, acknowledgedAt, acknowledgedBy,
  endedAt, endReason, version`;

export function insertCallOut(db: WriteHandle, call: CallOut): void {
  db.run(
    `INSERT INTO callOut (${columns})
     VALUES (@id, @incidentId, @teamId, @placeId, @message, @at, @byName, @overrideReason, @acknowledgedAt, @acknowledgedBy,
       @endedAt, @endReason, @version)`,
    call,
  );
}

export function updateCallOut(db: WriteHandle, call: CallOut): void {
  const { id, acknowledgedAt, acknowledgedBy, endedAt, endReason, version } = call;
  db.run(
    `UPDATE callOut SET acknowledgedAt = @acknowledgedAt, acknowledgedBy = @acknowledgedBy, endedAt = @endedAt,
       endReason = @endReason, version = @version WHERE id = @id`,
    { id, acknowledgedAt, acknowledgedBy, endedAt, endReason, version },
  );
}

export function callOutById(db: ReadHandle, id: string): CallOut | undefined {
  return db.get<CallOut>(`SELECT ${columns} FROM callOut WHERE id = ?`, id);
}

/** The call that a team has not finished yet. */
export function openCallOut(db: ReadHandle, teamId: string): CallOut | undefined {
  return db.get<CallOut>(`SELECT ${columns} FROM callOut WHERE teamId = ? AND endedAt IS NULL`, teamId);
}

/** Every open call, with the number of people who have answered for themselves; at most one per team. */
export function openCallOuts(db: ReadHandle): (CallOut & { readonly answers: number })[] {
  return db.all(
    `SELECT ${columns}, (SELECT count(*) FROM callOutAnswer a WHERE a.callOutId = callOut.id) AS answers
     FROM callOut WHERE endedAt IS NULL`,
  );
}

export function insertAnswer(db: WriteHandle, answer: CallOutAnswer): void {
  db.run(
    'INSERT INTO callOutAnswer (id, callOutId, personId, at) VALUES (@id, @callOutId, @personId, @at)',
    answer,
  );
}

export function answerOf(db: ReadHandle, callOutId: string, personId: string): CallOutAnswer | undefined {
  return db.get(
    'SELECT id, callOutId, personId, at FROM callOutAnswer WHERE callOutId = ? AND personId = ?',
    callOutId,
    personId,
  );
}

/** The calls of an incident with every answer, newest first; at most 200. */
export function callOutsOf(db: ReadHandle, incidentId: string): CallOutWithAnswers[] {
  const calls = db.all<CallOut>(
    `SELECT ${columns} FROM callOut WHERE incidentId = ? ORDER BY at DESC, id DESC LIMIT 200`,
    incidentId,
  );
  const answers = db.all<CallOutAnswer & { readonly name: string }>(
    `SELECT a.id, a.callOutId, a.personId, a.at, p.name FROM callOutAnswer a JOIN callOut c ON c.id = a.callOutId
     JOIN person p ON p.id = a.personId WHERE c.incidentId = ? ORDER BY a.at, a.id LIMIT 5000`,
    incidentId,
  );
  const byCall = Map.groupBy(answers, (answer) => answer.callOutId);
  return calls.map((call) => ({ ...call, answers: byCall.get(call.id) ?? [] }));
}
