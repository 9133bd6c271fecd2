import type { ReadHandle, WriteHandle } from '../database.ts';
import type { DrillInject } from './drill-inject.ts';

type InjectRow = Omit<DrillInject, 'text' | 'effect'> & {
  readonly text: string;
  readonly effect: string | null;
};
const columns = `id, drillId, orderNo, dueMinute, channel, text, effect, state, heldBecause, firedAt, firedMinute, firedByName,
  version`;
/** More than a controller can let happen. */
const most = 500;

const toInject = (row: InjectRow): DrillInject => ({
  ...row,
  text: JSON.parse(row.text) as DrillInject['text'],
  effect: row.effect === null ? null : (JSON.parse(row.effect) as DrillInject['effect']),
});

export function insertInject(db: WriteHandle, inject: DrillInject): void {
  db.run(
    `INSERT INTO drillInject (${columns}) VALUES (@id, @drillId, @orderNo, @dueMinute, @channel, @text, @effect, @state,
       @heldBecause, @firedAt, @firedMinute, @firedByName, @version)`,
    {
      ...inject,
      text: JSON.stringify(inject.text),
      effect: inject.effect === null ? null : JSON.stringify(inject.effect),
    },
  );
}

/** Saves what became of an inject whose version was checked. */
export function updateInject(db: WriteHandle, inject: DrillInject): void {
  const { id, state, heldBecause, firedAt, firedMinute, firedByName, version } = inject;
  db.run(
    `UPDATE drillInject SET state = @state, heldBecause = @heldBecause, firedAt = @firedAt, firedMinute = @firedMinute,
       firedByName = @firedByName, version = @version WHERE id = @id`,
    { id, state, heldBecause, firedAt, firedMinute, firedByName, version },
  );
}

export function injectById(db: ReadHandle, id: string): DrillInject | undefined {
  const row = db.get<InjectRow>(`SELECT ${columns} FROM drillInject WHERE id = ?`, id);
  return row && toInject(row);
}

/** In the order of their minutes. */
export function injectsOf(db: ReadHandle, drillId: string): DrillInject[] {
  return db
    .all<InjectRow>(
      `SELECT ${columns} FROM drillInject WHERE drillId = ? ORDER BY dueMinute, orderNo LIMIT ${most}`,
      drillId,
    )
    .map(toInject);
}

/** What still waits for its minute, the next first. */
export function waitingInjects(db: ReadHandle, drillId: string): DrillInject[] {
  return db
    .all<InjectRow>(
      `SELECT ${columns} FROM drillInject WHERE drillId = ? AND state = 'waiting' ORDER BY dueMinute, orderNo LIMIT ${most}`,
      drillId,
    )
    .map(toInject);
}
