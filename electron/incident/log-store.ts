import type { ReadHandle, WriteHandle } from '../database.ts';
import { matchExpression } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { FoundEntry, LogEntry, LogKind, LogPage } from './incident.ts';

const columns = `id, incidentId, seq, at, by, byName, kind, text, template, placeId, attachmentHash, attachmentName, corrects,
  struckAt, struckBy, strikeReason`;

type Stored<T extends LogEntry> = Omit<T, 'template'> & { readonly template: string | null };

function toEntry<T extends LogEntry>(row: Stored<T>): T {
  const template = row.template === null ? null : (JSON.parse(row.template) as LogEntry['template']);
  return { ...row, template } as T;
}

export function insertLogEntry(db: WriteHandle, entry: LogEntry): void {
  db.run(
    `INSERT INTO logEntry (${columns})
     VALUES (@id, @incidentId, @seq, @at, @by, @byName, @kind, @text, @template, @placeId, @attachmentHash, @attachmentName, @corrects,
       @struckAt, @struckBy, @strikeReason)`,
    { ...entry, template: entry.template && JSON.stringify(entry.template) },
  );
}

export function strikeLogEntry(db: WriteHandle, entry: LogEntry): void {
  db.run(
    'UPDATE logEntry SET struckAt = @struckAt, struckBy = @struckBy, strikeReason = @strikeReason WHERE id = @id',
    { id: entry.id, struckAt: entry.struckAt, struckBy: entry.struckBy, strikeReason: entry.strikeReason },
  );
}

export function logEntryById(db: ReadHandle, id: string): LogEntry | undefined {
  const row = db.get<Stored<LogEntry>>(`SELECT ${columns} FROM logEntry WHERE id = ?`, id);
  return row && toEntry(row);
}

export function logEntriesById(db: ReadHandle, ids: readonly string[]): LogEntry[] {
  return db
    .all<Stored<LogEntry>>(
      `SELECT ${columns} FROM logEntry WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 200`,
      JSON.stringify(ids),
    )
    .map(toEntry);
}

/** One page of an incident's log, oldest first, that ends before entry `before` (or with the newest). */
export function logPage(
  db: ReadHandle,
  filter: { incidentId: string; kinds?: readonly LogKind[]; before?: number; limit: number },
): LogPage {
  const kinds = filter.kinds ? JSON.stringify(filter.kinds) : null;
  const where = 'incidentId = ?1 AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))';
  const rows = db.all<Stored<LogEntry>>(
    `SELECT ${columns} FROM logEntry WHERE ${where} AND seq < ?3 ORDER BY seq DESC LIMIT ?4`,
    filter.incidentId,
    kinds,
    filter.before ?? Number.MAX_SAFE_INTEGER,
    filter.limit,
  );
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM logEntry WHERE ${where}`, filter.incidentId, kinds)?.n ??
    0;
  const oldest = rows.at(-1);
  return {
    rows: rows.reverse().map(toEntry),
    before: rows.length === filter.limit && oldest ? oldest.seq : null,
    total,
  };
}

/** Entries of all incidents that hold the words typed, newest first. */
export function searchLog(
  db: ReadHandle,
  text: string,
  before: number | undefined,
  limit: number,
): Page<FoundEntry> {
  const match = matchExpression(text);
  if (match === null) return { rows: [], total: 0, next: null };
  const rows = db.all<Stored<Omit<FoundEntry, 'exercise'> & { exercise: number }>>(
    `SELECT ${columns.replace(/(\w+)/g, 'l.$1')}, i.year, i.number, i.exercise, i.title
     FROM (SELECT rowid AS seq FROM journalText WHERE journalText MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3) f
     JOIN logEntry l ON l.seq = f.seq JOIN incident i ON i.id = l.incidentId ORDER BY f.seq DESC`,
    `noun : logEntry AND text : (${match})`,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({ ...toEntry(row), exercise: row.exercise === 1 })),
    total: rows.length,
    next: rows.length === limit && last ? String(last.seq) : null,
  };
}
