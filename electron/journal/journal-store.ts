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

/** Gives the named rows of a noun as they stood after one entry; rows that were not there by then are left out. */
export type RowsThen = <T>(noun: string, ids: readonly string[]) => T[];

/**
 * The rows of the site as they stood after entry `seq`. Each row's newest entry is found in the index alone, however
 * long its history; a body that left many rows (a plan's forty steps) is read once for all of them.
 */
export function rowsAfter(db: ReadHandle, seq: number): RowsThen {
  const read = new Map<number, ReadonlyMap<string, unknown>>();
  return <T>(noun: string, ids: readonly string[]): T[] => {
    const found = db
      .all<{ id: string; seq: number | null }>(
        `SELECT e.value AS id, (SELECT max(seq) FROM journalRow WHERE noun = ?1 AND rowId = e.value AND seq <= ?2) AS seq
         FROM json_each(?3) e ORDER BY e.value`,
        noun,
        seq,
        JSON.stringify(ids),
      )
      .flatMap((one) => (one.seq === null ? [] : [{ id: one.id, seq: one.seq }]));
    const fresh = [...new Set(found.map((one) => one.seq))].filter((one) => !read.has(one));
    const sql = 'SELECT seq, body FROM journal WHERE seq IN (SELECT value FROM json_each(?))';
    for (const entry of db.all<{ seq: number; body: string }>(sql, JSON.stringify(fresh)))
      read.set(entry.seq, new Map(entryOf(entry).rows.map((row) => [`${row.noun} ${row.id}`, row.row])));
    return found.flatMap((one) => {
      const row = read.get(one.seq)?.get(`${noun} ${one.id}`) ?? null;
      return row === null ? [] : [row as T];
    });
  };
}

/** The named rows of one noun as they stood after entry `seq`. */
export function rowsOfAt<T>(db: ReadHandle, noun: string, ids: readonly string[], seq: number): T[] {
  return rowsAfter(db, seq)<T>(noun, ids);
}

/** One row as it stood before entry `seq`; undefined when it was not there yet. */
export function rowBefore<T>(db: ReadHandle, noun: string, id: string, seq: number): T | undefined {
  return rowsOfAt<T>(db, noun, [id], seq - 1)[0];
}

/** The states that rows of a noun had through the commands of one incident, oldest first; a removal is left out. */
export function statesIn<T>(
  db: ReadHandle,
  noun: string,
  ids: readonly string[],
  incidentId: string,
): { at: string; id: string; row: T }[] {
  // The incident's own entries first (CROSS JOIN keeps the order): a team's history over the years is not walked.
  const found = db.all<{ body: string }>(
    `SELECT body FROM journal WHERE seq IN (
       SELECT r.seq FROM journal j CROSS JOIN json_each(?2) e
         CROSS JOIN journalRow r ON r.noun = ?1 AND r.rowId = e.value AND r.seq = j.seq WHERE j.incidentId = ?3)
     ORDER BY seq`,
    noun,
    JSON.stringify(ids),
    incidentId,
  );
  const wanted = new Set(ids);
  return found
    .map(entryOf)
    .flatMap(({ at, rows }) =>
      rows.flatMap((row) =>
        row.noun === noun && wanted.has(row.id) && row.row !== null
          ? [{ at, id: row.id, row: row.row as T }]
          : [],
      ),
    );
}
