import type { ReadHandle, WriteHandle } from '../database.ts';
import type { ImportBatch, ImportNoun } from './import.ts';

const columns =
  'id, noun, fileName, fileHash, state, newCount, changedCount, leftCount, at, by, undoneAt, keptCount, version';

export function insertBatch(db: WriteHandle, batch: ImportBatch): void {
  db.run(
    `INSERT INTO importBatch (${columns}) VALUES (@id, @noun, @fileName, @fileHash, @state, @newCount, @changedCount,
     @leftCount, @at, @by, @undoneAt, @keptCount, @version)`,
    batch,
  );
}

export function updateBatch(db: WriteHandle, batch: ImportBatch): void {
  db.run(
    `UPDATE importBatch SET state = @state, newCount = @newCount, changedCount = @changedCount, undoneAt = @undoneAt,
     keptCount = @keptCount, version = @version WHERE id = @id`,
    batch,
  );
}

export function batchById(db: ReadHandle, id: string): ImportBatch | undefined {
  return db.get<ImportBatch>(`SELECT ${columns} FROM importBatch WHERE id = ?`, id);
}

/** Newest first. */
export function batches(db: ReadHandle, noun: ImportNoun | null, limit: number): ImportBatch[] {
  return db.all<ImportBatch>(
    `SELECT ${columns} FROM importBatch WHERE ?1 IS NULL OR noun = ?1 ORDER BY at DESC, id DESC LIMIT ?2`,
    noun,
    limit,
  );
}

export function countBatches(db: ReadHandle, noun: ImportNoun | null): number {
  return (
    db.get<{ n: number }>('SELECT count(*) AS n FROM importBatch WHERE ?1 IS NULL OR noun = ?1', noun)?.n ?? 0
  );
}

/** Imports that were neither finished nor taken back when the program ended. */
export function brokenBatches(db: ReadHandle): ImportBatch[] {
  return db.all<ImportBatch>(
    `SELECT ${columns} FROM importBatch WHERE state IN ('running', 'undoing') ORDER BY at DESC, id DESC`,
  );
}
