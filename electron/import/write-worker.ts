import { iso } from '../clock.ts';
import type { CommandName } from '../contract.ts';
import { Connection } from '../database.ts';
import type { Writing } from '../door.ts';
import { newId } from '../id.ts';
import { JobCancelled } from '../jobs.ts';
import { serveJob, type JobSide } from '../job-side.ts';
import { append, chainHead } from '../journal/journal-store.ts';
import type { JournalRow } from '../journal/journal.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { siteDay } from '../roster/local-time.ts';
import { siteRow } from '../session/site-store.ts';
import { Turns } from '../turns.ts';
import { updateBatch } from './import-store.ts';
import type { ImportBatch, WriteJob } from './import.ts';
import { Staging } from './staging-files.ts';
import { tables } from './tables-handlers.ts';
import { TakeBack } from './take-back-handlers.ts';

/** Rows of one transaction when nobody waits: a journal entry must stay an entry that can be read. */
const rowsPerSlice = 4_000;
/** Pages that several transactions touched are folded back once. */
const slicesPerFold = 3;
/** What the transactions touch stays in memory until they end. */
const cacheKiB = 128 * 1024;

/**
 * Writes or takes back in transactions of its own, each with a journal entry that holds the batch as it then stands. A
 * transaction ends when someone else wants to write.
 */
class Slices {
  batch: ImportBatch;
  readonly db: Connection;
  private readonly job: WriteJob;
  private readonly turns: Turns;
  private readonly zone: string | undefined;
  private readonly started = performance.now();
  private unfolded = 0;

  constructor(job: WriteJob) {
    this.job = job;
    this.batch = job.batch;
    this.turns = new Turns(job.turns);
    this.db = new Connection(job.site, 'write');
    this.db.raw.pragma(`cache_size = -${cacheKiB}`);
    this.zone = siteRow(this.db)?.timeZone;
    // Folded back between two transactions, when nobody waits for it.
    this.db.raw.pragma('wal_autocheckpoint = 0');
  }

  /** One transaction; `work` writes until `enough` says so. Nothing of it stays when it gives a refusal. */
  slice(
    name: CommandName,
    work: (writing: Writing, enough: (rows: number) => boolean) => Partial<ImportBatch> | Refusal,
  ): Refusal | null {
    this.turns.begin();
    let refusal: Refusal | null = null;
    try {
      refusal = this.db.transaction(
        () => {
          const { at: last } = chainHead(this.db);
          const wallMs = this.job.nowMs + performance.now() - this.started;
          const wall = iso(wallMs);
          const now = wall >= last ? wall : last;
          const rows: JournalRow[] = [];
          const writing: Writing = {
            db: this.db,
            now,
            today: siteDay(now, this.zone),
            newId: () => newId(wallMs),
            record: (noun, row) => void rows.push({ noun, id: row.id, row }),
            erase: (noun, id) => void rows.push({ noun, id, row: null }),
          };
          const change = work(writing, (count) => this.turns.wanted || count >= rowsPerSlice);
          if (isRefusal(change)) return change;
          this.batch = { ...this.batch, ...change, version: this.batch.version + 1 };
          updateBatch(this.db, this.batch);
          rows.push({ noun: 'importBatch', id: this.batch.id, row: this.batch });
          append(this.db, { at: now, ...this.job.by, name, rows });
          return null;
        },
        (answer) => answer === null,
      );
    } finally {
      this.turns.end();
    }
    this.unfolded += 1;
    if (this.unfolded >= slicesPerFold && !this.turns.wanted) this.fold();
    return refusal;
  }

  /** Folds SQLite's log back into the site. */
  fold(): void {
    this.unfolded = 0;
    this.db.raw.pragma('wal_checkpoint(PASSIVE)');
  }
}

function write(slices: Slices, job: WriteJob, staging: Staging, side: JobSide): Refusal | null {
  const table = tables[job.batch.noun];
  const total = staging.acceptedCount();
  const along = new Set<string>();
  let after = 0;
  for (let more = true; more;) {
    const refusal = slices.slice('import.run', (writing, enough) => {
      const writeRow = table.writer(writing, along);
      let { newCount, changedCount } = slices.batch;
      let rows = 0;
      more = false;
      for (const row of staging.accepted(after)) {
        const written = writeRow(row);
        if (isRefusal(written)) return written;
        if (row.rowId === null) newCount += 1;
        else changedCount += 1;
        after = row.at;
        rows += 1;
        // Called off in the middle of a transaction, nothing of that transaction stays.
        if (rows % 100 === 0) side.step(newCount + changedCount, total);
        if (enough(rows)) {
          more = true;
          break;
        }
      }
      return { newCount, changedCount };
    });
    if (refusal !== null) return refusal;
    side.step(slices.batch.newCount + slices.batch.changedCount, total);
  }
  return null;
}

function takeBack(slices: Slices, told: (done: number, total: number) => void): readonly string[] {
  const work = new TakeBack(slices.db, slices.batch);
  for (let more = true; more;) {
    slices.slice('import.undo', (writing, enough) => {
      let rows = 0;
      do {
        more = work.one(writing);
        rows += 1;
      } while (more && !enough(rows));
      return { state: 'undoing' };
    });
    told(work.done, work.total);
  }
  return work.kept;
}

serveJob('writeImport', (job, side) => {
  const slices = new Slices(job);
  try {
    if (job.rows === null) {
      // Once begun it is ended: half a batch taken back helps nobody.
      const kept = takeBack(slices, (done, total) => side.tell(done, total));
      slices.fold();
      return { batch: slices.batch, kept, failed: null };
    }
    const staging = new Staging(job.rows);
    let failed: Refusal | 'calledOff' | null;
    try {
      failed = write(slices, job, staging, side);
    } catch (error) {
      if (!(error instanceof JobCancelled)) throw error;
      failed = 'calledOff';
    } finally {
      staging.close();
    }
    const kept = failed === null ? [] : takeBack(slices, () => {});
    slices.fold();
    return { batch: slices.batch, kept, failed };
  } finally {
    slices.db.close();
  }
});
