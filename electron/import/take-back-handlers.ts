import { iso } from '../clock.ts';
import type { CommandName } from '../contract.ts';
import type { Connection, ReadHandle } from '../database.ts';
import { append, chainHead, entryOf, rowsOfAt } from '../journal/journal-store.ts';
import type { JournalEntry, JournalRow } from '../journal/journal.ts';
import type { Writing } from '../door.ts';
import { newId } from '../id.ts';
import { log } from '../log.ts';
import { siteDay } from '../roster/local-time.ts';
import { siteRow } from '../session/site-store.ts';
import { brokenBatches, updateBatch } from './import-store.ts';
import type { ImportBatch } from './import.ts';
import type { Known } from './judge.ts';
import { tables } from './tables-handlers.ts';

/** What becomes of one row of a batch that is taken back. */
type Fate = 'reverted' | 'kept' | 'already';

/**
 * Takes the rows of a batch back, the last written first. Everything it needs is in the journal: which entries are the
 * batch's (its own row is in each), how a row stood before, and whether anyone has written it since; such a row stays.
 * It may be broken off and begun again.
 */
export class TakeBack {
  /** Rows that stayed, by the words that people know them by. */
  readonly kept: string[] = [];
  readonly total: number;
  done = 0;
  private readonly batch: ImportBatch;
  /** Entries that wrote its rows; what is left to be looked at is at the end of `left`. */
  private readonly written: ReadonlySet<number>;
  private readonly left: number[];
  private rows: string[] = [];
  private readonly handled = new Set<string>();
  private readonly earlier = new Map<number, ReadonlyMap<string, unknown>>();

  constructor(db: ReadHandle, batch: ImportBatch) {
    this.batch = batch;
    this.left = db
      .all<{ seq: number }>(
        `SELECT r.seq FROM journalRow r JOIN journal j ON j.seq = r.seq
         WHERE r.noun = 'importBatch' AND r.rowId = ? AND j.name = 'import.run' ORDER BY r.seq`,
        batch.id,
      )
      .map(({ seq }) => seq);
    this.written = new Set(this.left);
    this.total = batch.newCount + batch.changedCount;
  }

  /** Takes one row back; false when none is left. */
  one(writing: Writing): boolean {
    const id = this.next(writing.db);
    if (id === null) return false;
    if (this.takeBack(writing, id) === 'kept') {
      const row = tables[this.batch.noun].byId(writing.db, id);
      if (row) this.kept.push(tables[this.batch.noun].nameOf(row));
    }
    this.done += 1;
    return true;
  }

  private next(db: ReadHandle): string | null {
    for (;;) {
      for (let id = this.rows.pop(); id !== undefined; id = this.rows.pop()) {
        if (this.handled.has(id)) continue;
        this.handled.add(id);
        return id;
      }
      const seq = this.left.pop();
      if (seq === undefined) return null;
      this.rows = (entryAt(db, seq)?.rows ?? [])
        .filter(({ noun }) => noun === this.batch.noun)
        .map(({ id }) => id);
    }
  }

  private takeBack(writing: Writing, id: string): Fate {
    const { noun } = this.batch;
    const table = tables[noun];
    const since = writing.db.all<{ seq: number; own: number }>(
      `SELECT r.seq, EXISTS (SELECT 1 FROM journalRow b WHERE b.noun = 'importBatch' AND b.rowId = ? AND b.seq = r.seq) AS own
       FROM journalRow r WHERE r.noun = ? AND r.rowId = ? ORDER BY r.seq`,
      this.batch.id,
      noun,
      id,
    );
    const first = since.findIndex(({ seq }) => this.written.has(seq));
    const later = since.slice(first);
    if (later.some(({ own }) => own === 0)) return 'kept';
    // An earlier try, broken off, had come this far.
    if (later.some(({ seq }) => !this.written.has(seq))) return 'already';
    const current = table.byId(writing.db, id);
    const seq = since[first]?.seq;
    if (current === undefined || seq === undefined) return 'already';
    const before = this.before(writing.db, id, seq);
    if (before === null) return table.remove(writing, id) ? 'reverted' : 'kept';
    table.restore(writing, { ...before, version: current.version + 1 });
    return 'reverted';
  }

  /** The row as it stood before an entry; null when it was not there. */
  private before(db: ReadHandle, id: string, seq: number): Known | null {
    const last = db.get<{ seq: number | null }>(
      'SELECT max(seq) AS seq FROM journalRow WHERE noun = ? AND rowId = ? AND seq < ?',
      this.batch.noun,
      id,
      seq,
    )?.seq;
    if (last === null || last === undefined) return null;
    // Rows that were imported together stand in one large entry: it is read once, not once for each.
    let rows = this.earlier.get(last);
    if (rows === undefined) {
      const entry = entryAt(db, last);
      if (entry && entry.rows.length < 20) return rowsOfAt<Known>(db, this.batch.noun, [id], last)[0] ?? null;
      rows = new Map((entry?.rows ?? []).map((one) => [one.id, one.row]));
      if (this.earlier.size >= 8) this.earlier.clear();
      this.earlier.set(last, rows);
    }
    return (rows.get(id) as Known | null | undefined) ?? null;
  }
}

function entryAt(db: ReadHandle, seq: number): JournalEntry | undefined {
  const row = db.get<{ body: string }>('SELECT body FROM journal WHERE seq = ?', seq);
  return row && entryOf(row);
}

/** Rows in one transaction: many, for nobody waits, and few enough for one journal entry. */
const rowsAtOnce = 2_000;

/**
 * Takes back what an import had written when the program ended in its middle: an import is nothing or everything. Call
 * when a site is opened, before anyone sees it. Gives how many imports there were.
 */
export function takeBackBroken(writer: Connection, nowMs: number): number {
  const known = writer.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'importBatch'");
  if (known === undefined) return 0;
  const broken = brokenBatches(writer);
  const last = chainHead(writer).at;
  const wall = iso(nowMs);
  const at = wall >= last ? wall : last;
  const today = siteDay(at, siteRow(writer)?.timeZone);
  for (const batch of broken) {
    const work = new TakeBack(writer, batch);
    let current: ImportBatch = batch;
    for (let more = true; more;) {
      writer.transaction(() => {
        const rows: JournalRow[] = [];
        const writing: Writing = {
          db: writer,
          now: at,
          today,
          newId: () => newId(nowMs),
          record: (noun, row) => void rows.push({ noun, id: row.id, row }),
          erase: (noun, id) => void rows.push({ noun, id, row: null }),
        };
        for (let count = 0; more && count < rowsAtOnce; count += 1) more = work.one(writing);
        current = more
          ? { ...current, state: 'undoing', version: current.version + 1 }
          : undoneBatch(current, work.kept.length, at);
        updateBatch(writer, current);
        rows.push({ noun: 'importBatch', id: current.id, row: current });
        const by = { by: 'system', byName: 'system', seat: 'system' };
        append(writer, { at, ...by, name: 'import.undo' satisfies CommandName, rows });
      });
    }
    log.warn('an import that was broken off has been taken back', { file: batch.fileName, rows: work.done });
  }
  return broken.length;
}

export function undoneBatch(batch: ImportBatch, kept: number, at: string): ImportBatch {
  return { ...batch, state: 'undone', undoneAt: at, keptCount: kept, version: batch.version + 1 };
}
