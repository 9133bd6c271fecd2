import { iso } from '../clock.ts';
import type { CommandName } from '../contract.ts';
import type { Connection, ReadHandle } from '../database.ts';
import { append, chainHead, entryOf, rowsOfAt } from '../journal/journal-store.ts';
import type { JournalEntry, JournalRow } from '../journal/journal.ts';
import { log } from '../log.ts';
import { brokenBatches, updateBatch } from './import-store.ts';
import type { ImportBatch } from './import.ts';
import type { Known } from './judge.ts';
import { tables, type Writing } from './tables-handlers.ts';

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
  private readonly own: ReadonlySet<number>;
  private readonly seqs: number[];
  private rows: { readonly seq: number; readonly row: JournalRow }[] = [];
  private readonly earlier = new Map<number, ReadonlyMap<string, unknown>>();

  constructor(db: ReadHandle, batch: ImportBatch) {
    this.batch = batch;
    const seqs = db
      .all<{ seq: number }>(
        `SELECT seq FROM journalRow WHERE noun = 'importBatch' AND rowId = ? ORDER BY seq`,
        batch.id,
      )
      .map(({ seq }) => seq);
    this.own = new Set(seqs);
    this.seqs = seqs;
    this.total = batch.newCount + batch.changedCount;
  }

  /** Takes rows back for some milliseconds; false when none is left. */
  some(writing: Writing, forMs: number): boolean {
    const until = performance.now() + forMs;
    do {
      const next = this.next(writing.db);
      if (next === null) return false;
      const fate = this.takeBack(writing, next.seq, next.row.id);
      if (fate === 'kept') {
        const row = tables[this.batch.noun].byId(writing.db, next.row.id);
        if (row) this.kept.push(tables[this.batch.noun].nameOf(row));
      }
      this.done += 1;
    } while (performance.now() < until);
    return true;
  }

  private next(db: ReadHandle): { readonly seq: number; readonly row: JournalRow } | null {
    while (this.rows.length === 0) {
      const seq = this.seqs.pop();
      if (seq === undefined) return null;
      const entry = entryAt(db, seq);
      const state = entry?.rows.find(({ noun }) => noun === 'importBatch')?.row as
        Partial<ImportBatch> | undefined;
      // Entries of an earlier try to take it back are not part of what it wrote.
      if (!entry || state?.state !== 'running') continue;
      this.rows = entry.rows.filter(({ noun }) => noun === this.batch.noun).map((row) => ({ seq, row }));
    }
    return this.rows.pop() ?? null;
  }

  private takeBack(writing: Writing, seq: number, id: string): Fate {
    const { noun } = this.batch;
    const table = tables[noun];
    const later = writing.db.all<{ seq: number }>(
      'SELECT seq FROM journalRow WHERE noun = ? AND rowId = ? AND seq > ? ORDER BY seq',
      noun,
      id,
      seq,
    );
    if (later.some((one) => !this.own.has(one.seq))) return 'kept';
    if (later.length > 0) return 'already';
    const current = table.byId(writing.db, id);
    if (current === undefined) return 'already';
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

/** Long enough to be worth its commit, short enough that the log can grow between two. */
const recoverMs = 200;

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
  for (const batch of broken) {
    const work = new TakeBack(writer, batch);
    let current: ImportBatch = batch;
    for (let more = true; more;) {
      writer.transaction(() => {
        const rows: JournalRow[] = [];
        more = work.some(
          {
            db: writer,
            record: (noun, row) => void rows.push({ noun, id: row.id, row }),
            erase: (noun, id) => void rows.push({ noun, id, row: null }),
          },
          recoverMs,
        );
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
