import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Page } from '../schema-parts.ts';
import type { Wind } from './weather.ts';

const columns = 'id, at, fromDegrees, speedMs, gustMs, temperatureC, source, recordedAt, by, byName';

export function insertWind(db: WriteHandle, wind: Wind): void {
  db.run(
    `INSERT INTO wind (${columns})
     VALUES (@id, @at, @fromDegrees, @speedMs, @gustMs, @temperatureC, @source, @recordedAt, @by, @byName)`,
    wind,
  );
}

export function newestWind(db: ReadHandle): Wind | undefined {
  return db.get<Wind>(`SELECT ${columns} FROM wind ORDER BY at DESC, id DESC LIMIT 1`);
}

/** The newest wind that had been entered by a moment. */
export function windThen(db: ReadHandle, at: string): Wind | undefined {
  const sql = `SELECT ${columns} FROM wind WHERE recordedAt <= ?1 AND at <= ?1 ORDER BY at DESC, id DESC LIMIT 1`;
  return db.get<Wind>(sql, at);
}

/** Newest first. `after` is the cursor `at id`. */
export function windPage(db: ReadHandle, filter: { after?: string; limit: number }): Page<Wind> {
  const [at = '9999', id = ''] = filter.after?.split(' ') ?? [];
  const rows = db.all<Wind>(
    `SELECT ${columns} FROM wind WHERE (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?`,
    at,
    id,
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows,
    total: db.get<{ n: number }>('SELECT count(*) AS n FROM wind')?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.at} ${last.id}` : null,
  };
}
