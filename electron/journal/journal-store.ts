import { createHash } from 'node:crypto';
import type { ReadHandle, WriteHandle } from '../database.ts';
import { canonical, firstLink, linkInput, wordsOf, type JournalEntry } from './journal.ts';
import { fold } from './search-text.ts';

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface ChainHead {
  readonly seq: number;
  readonly link: string;
  /** Time of the newest entry, '' when there is none. */
  readonly at: string;
}

export function chainHead(db: ReadHandle): ChainHead {
  const head = db.get<ChainHead>('SELECT seq, link, at FROM journal ORDER BY seq DESC LIMIT 1');
  return head ?? { seq: 0, link: firstLink, at: '' };
}

/** Appends one entry to the chain; call inside the command's own transaction. */
export function append(db: WriteHandle, entry: Omit<JournalEntry, 'seq'>): JournalEntry {
  const head = chainHead(db);
  const whole: JournalEntry = { seq: head.seq + 1, ...entry };
  const body = canonical(whole);
  const link = sha256(linkInput(head.link, sha256(body)));
  db.run('INSERT INTO journal (seq, body, link) VALUES (?, ?, ?)', whole.seq, body, link);
  const nouns = new Set<string>();
  for (const row of whole.rows) {
    nouns.add(row.noun);
    db.run(
      'INSERT OR IGNORE INTO journalRow (noun, rowId, seq) VALUES (?, ?, ?)',
      row.noun,
      row.id,
      whole.seq,
    );
  }
  db.run(
    'INSERT INTO journalText (rowid, noun, text) VALUES (?, ?, ?)',
    whole.seq,
    [...nouns].join(' '),
    fold(wordsOf(whole)),
  );
  return whole;
}

export function entryOf(row: { body: string }): JournalEntry {
  return JSON.parse(row.body) as JournalEntry;
}

/** Entries that touched one row, newest first: its history. `before` is exclusive, for the next page. */
export function historyOf(
  db: ReadHandle,
  noun: string,
  id: string,
  before: number,
  limit: number,
): JournalEntry[] {
  return db
    .all<{ body: string }>(
      `SELECT j.body FROM journalRow r JOIN journal j ON j.seq = r.seq
       WHERE r.noun = ? AND r.rowId = ? AND r.seq < ? ORDER BY r.seq DESC LIMIT ?`,
      noun,
      id,
      before,
      limit,
    )
    .map(entryOf);
}

/** The last entry at or before a time; 0 when the journal begins later. */
export function seqAt(db: ReadHandle, at: string): number {
  const sql = 'SELECT seq FROM journal WHERE at <= ? ORDER BY at DESC, seq DESC LIMIT 1';
  return db.get<{ seq: number }>(sql, at)?.seq ?? 0;
}

const rowInBody = `(SELECT json_extract(e.value, '$.row') FROM json_each(j.body, '$.rows') e
  WHERE json_extract(e.value, '$.noun') = r.noun AND json_extract(e.value, '$.id') = r.rowId ORDER BY e.key DESC LIMIT 1)`;

/** The named rows of a noun as they stood after entry `seq`. Rows that were not there by then are left out. */
export function rowsOfAt<T>(db: ReadHandle, noun: string, ids: readonly string[], seq: number): T[] {
  return db
    .all<{ row: string | null }>(
      `SELECT ${rowInBody} AS row
       FROM (SELECT noun, rowId, max(seq) AS seq FROM journalRow
             WHERE noun = ? AND rowId IN (SELECT value FROM json_each(?)) AND seq <= ? GROUP BY rowId) r
       JOIN journal j ON j.seq = r.seq ORDER BY r.rowId`,
      noun,
      JSON.stringify(ids),
      seq,
    )
    .flatMap(({ row }) => (row === null ? [] : [JSON.parse(row) as T]));
}

/** One row as it stood before entry `seq`; undefined when it was not there yet. */
export function rowBefore<T>(db: ReadHandle, noun: string, id: string, seq: number): T | undefined {
  return rowsOfAt<T>(db, noun, [id], seq - 1)[0];
}

/** Every state that one row had through the commands of one incident, oldest first. */
export function statesOf<T>(
  db: ReadHandle,
  noun: string,
  id: string,
  incidentId: string,
): { at: string; row: T | null }[] {
  return db
    .all<{ at: string; row: string | null }>(
      `SELECT j.at, ${rowInBody} AS row FROM journalRow r JOIN journal j ON j.seq = r.seq
       WHERE r.noun = ? AND r.rowId = ? AND j.incidentId = ? ORDER BY r.seq`,
      noun,
      id,
      incidentId,
    )
    .map(({ at, row }) => ({ at, row: row === null ? null : (JSON.parse(row) as T) }));
}
