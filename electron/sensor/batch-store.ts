import type { ReadHandle, WriteHandle } from '../database.ts';

/** Sent readings of some minutes, packed; its hash stands in the journal. */
export interface ReadingBatch {
  readonly id: string;
  readonly batchNo: number;
  readonly points: number;
  readonly readings: number;
  readonly fromAt: string;
  readonly toAt: string;
  readonly hash: string;
  /** When its raw readings were let go; extremes and means stay. */
  readonly droppedAt: string | null;
}

const columns = 'id, batchNo, points, readings, fromAt, toAt, hash, droppedAt';
/** Batches let go in one command: some milliseconds. */
const mostDropped = 5;
const mostApart = 2_000;

export function insertBatch(db: WriteHandle, batch: ReadingBatch): void {
  db.run(
    `INSERT INTO readingBatch (${columns}) VALUES (@id, @batchNo, @points, @readings, @fromAt, @toAt, @hash, @droppedAt)`,
    batch,
  );
}

export function batchRow(db: ReadHandle, batchNo: number): ReadingBatch | undefined {
  return db.get<ReadingBatch>(`SELECT ${columns} FROM readingBatch WHERE batchNo = ?`, batchNo);
}

/** Some batches whose readings all are older, the oldest first. */
export function batchesToDrop(db: ReadHandle, before: string): ReadingBatch[] {
  return db.all<ReadingBatch>(
    `SELECT ${columns} FROM readingBatch WHERE droppedAt IS NULL AND toAt < ? ORDER BY toAt LIMIT ${mostDropped}`,
    before,
  );
}

/** Whether there is anything that need not be kept any longer. */
export function mayForget(db: ReadHandle, before: string): boolean {
  if (batchesToDrop(db, before).length > 0) return true;
  const oldest = db.get<{ receivedMs: number }>('SELECT receivedMs FROM quarantine ORDER BY no LIMIT 1');
  return oldest !== undefined && oldest.receivedMs < Date.parse(before);
}

export function dropBatch(db: WriteHandle, batch: ReadingBatch): void {
  db.run('DELETE FROM sentBlock WHERE batchNo = ?', batch.batchNo);
  db.run('UPDATE readingBatch SET droppedAt = ? WHERE id = ?', batch.droppedAt, batch.id);
}

/** Lets some readings go that were kept apart long ago; gives how many. */
export function forgetApart(db: WriteHandle, beforeMs: number): number {
  return db.run(
    `DELETE FROM quarantine WHERE no IN (SELECT no FROM quarantine ORDER BY no LIMIT ${mostApart}) AND receivedMs < ?`,
    beforeMs,
  );
}
