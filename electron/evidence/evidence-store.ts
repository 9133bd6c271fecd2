import { hash } from 'node:crypto';
import type { ReadHandle } from '../database.ts';
import { firstLink, type JournalEntry } from '../journal/journal.ts';

/** The entries of an incident up to and with `seq`, oldest first. */
export function incidentBodies(
  db: ReadHandle,
  incidentId: string,
  seq: number,
): { seq: number; body: string }[] {
  return db.all<{ seq: number; body: string }>(
    'SELECT seq, body FROM journal WHERE incidentId = ? AND seq <= ? ORDER BY seq',
    incidentId,
    seq,
  );
}

/**
 * The chain as text: a first line with the link before `from`, then one line for each entry up to `to` with its
 * number, the hash of its body, its link, and + when the body itself is part of the export.
 */
export function* chainLines(
  db: ReadHandle,
  from: number,
  to: number,
  own: ReadonlySet<number>,
): Generator<string> {
  const before =
    db.get<{ link: string }>('SELECT link FROM journal WHERE seq = ?', from - 1)?.link ?? firstLink;
  yield `${from - 1} - ${before}\n`;
  const sql = 'SELECT seq, body, link FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq';
  for (const { seq, body, link } of db.iterate<{ seq: number; body: string; link: string }>(sql, from, to)) {
    yield `${seq} ${hash('sha256', body)} ${link}${own.has(seq) ? ' +' : ''}\n`;
  }
}

export function siteOf(db: ReadHandle): { name: string; timeZone: string } {
  return (
    db.get<{ name: string; timeZone: string }>('SELECT name, timeZone FROM site LIMIT 1') ?? {
      name: '',
      timeZone: 'UTC',
    }
  );
}

/** The last state of every row of a noun that these entries recorded, in the order of first appearance. */
export function lastRows<T>(entries: readonly JournalEntry[], noun: string): T[] {
  const rows = new Map<string, T>();
  for (const entry of entries) {
    for (const row of entry.rows) {
      if (row.noun !== noun) continue;
      if (row.row === null) rows.delete(row.id);
      else rows.set(row.id, row.row as T);
    }
  }
  return [...rows.values()];
}
