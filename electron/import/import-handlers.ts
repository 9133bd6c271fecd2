import { writeFile } from 'node:fs/promises';
import type { Part, Read, Step } from '../door.ts';
import { newId } from '../id.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { operatorById } from '../session/operator-store.ts';
import { batchById, batches, countBatches, insertBatch, updateBatch } from './import-store.ts';
import type { DryRun, ImportBatch, ImportNoun, UndoneImport } from './import.ts';
import { removeStaged, stagedFile, stagedRows, Staging } from './staging-files.ts';
import { tables } from './tables-handlers.ts';
import { TakeBack, undoneBatch } from './take-back-handlers.ts';

/** A file that was opened, until it is imported or dropped. */
interface Staged {
  readonly id: string;
  readonly site: string;
  readonly noun: ImportNoun;
  readonly name: string;
  readonly bytes: number;
  hash: string;
  dryRun: DryRun | null;
  rows: Staging | null;
}
const staged = new Map<string, Staged>();
/** More than anyone has open at once; the oldest goes. */
const mostStaged = 8;

/** How long rows are written before the room's other work has its turn; their journal entry takes as long again. */
const sliceMs = 9;
const rowsAtOnce = 100;

function stagedOf(read: Read, id: string): Answer<Staged> {
  const found = staged.get(id);
  return found?.site === read.site.file ? found : refuse('importGone');
}

function drop(one: Staged): void {
  one.rows?.close();
  staged.delete(one.id);
  removeStaged(one.site, one.id);
}

async function open(
  read: Read,
  input: { readonly noun: ImportNoun; readonly name: string; readonly bytes: Uint8Array },
): Promise<{ id: string }> {
  const id = newId(read.site.clock.nowMs());
  const site = read.site.file;
  await writeFile(stagedFile(site, id), input.bytes, { mode: 0o600 });
  const { noun, name } = input;
  staged.set(id, { id, site, noun, name, bytes: input.bytes.length, hash: '', dryRun: null, rows: null });
  for (const old of [...staged.values()].slice(0, -mostStaged)) drop(old);
  return { id };
}

/** Work that may be called off gives a refusal then. */
async function orCalledOff<T>(work: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof JobCancelled) return refuse('calledOff');
    throw error;
  }
}

let writing = false;
/** One import is written or taken back at a time: they would be in each other's way. */
async function alone<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  if (writing) return refuse('importRunning');
  writing = true;
  try {
    return await work();
  } finally {
    writing = false;
  }
}

/** Writes the accepted rows, some at a time. Gives the batch as it then stands; a refusal leaves rows to take back. */
async function write(
  read: Read,
  step: Step,
  one: Staged,
  begun: ImportBatch,
  signal: AbortSignal,
): Promise<{ batch: ImportBatch; failed: ReturnType<typeof refuse> | null }> {
  const { operator } = read;
  const table = tables[one.noun];
  const total = (one.dryRun?.counts.new ?? 0) + (one.dryRun?.counts.changed ?? 0);
  let batch = begun;
  let after = 0;
  for (let more = true; more;) {
    if (signal.aborted) return { batch, failed: refuse('calledOff') };
    const answer = await step((tx): Answer<{ batch: ImportBatch; after: number; more: boolean }> => {
      tx.actAs(operator);
      const writeRow = table.writer(tx);
      const until = performance.now() + sliceMs;
      let { newCount, changedCount } = batch;
      let last = after;
      let left = true;
      const rows = one.rows?.accepted(after, rowsAtOnce) ?? [];
      for (const row of rows) {
        const written = writeRow(row);
        if (isRefusal(written)) return written;
        if (row.rowId === null) newCount += 1;
        else changedCount += 1;
        last = row.no;
        if (performance.now() > until) break;
      }
      if (rows.length < rowsAtOnce && last === (rows.at(-1)?.no ?? last)) left = false;
      const next = { ...batch, newCount, changedCount, version: batch.version + 1 };
      updateBatch(tx.db, next);
      tx.record('importBatch', next);
      return { batch: next, after: last, more: left };
    });
    if (isRefusal(answer)) return { batch, failed: answer };
    ({ batch, after, more } = answer);
    read.progress('import.run', batch.newCount + batch.changedCount, total);
  }
  return { batch, failed: null };
}

/** Takes a batch back, some rows at a time; gives the batch and what stayed. The last entry is the caller's. */
async function takeBack(
  read: Read,
  step: Step,
  begun: ImportBatch,
): Promise<Answer<{ batch: ImportBatch; kept: string[] }>> {
  const { operator } = read;
  const work = new TakeBack(read.site.reader, begun);
  let batch = begun;
  for (let more = true; more;) {
    const answer = await step((tx) => {
      tx.actAs(operator);
      more = work.some(tx, sliceMs);
      batch = { ...batch, state: 'undoing', version: batch.version + 1 };
      updateBatch(tx.db, batch);
      tx.record('importBatch', batch);
      return batch;
    });
    if (isRefusal(answer)) return answer;
    read.progress('import.undo', work.done, work.total);
  }
  return { batch, kept: work.kept };
}

export const importHandlers: Part<
  | 'import.open'
  | 'import.look'
  | 'import.dryRun'
  | 'import.rows'
  | 'import.drop'
  | 'import.run'
  | 'import.undo'
  | 'import.page'
> = {
  'import.open': open,
  'import.look': async (read, { id, reading }) => {
    const one = stagedOf(read, id);
    if (isRefusal(one)) return one;
    const { noun, name, bytes } = one;
    return runJob('lookAtImport', { id, noun, name, bytes, path: stagedFile(one.site, id), reading });
  },
  'import.dryRun': async (read, input) => {
    const one = stagedOf(read, input.id);
    if (isRefusal(one)) return one;
    const { fields, register } = tables[one.noun];
    const twice = input.columns.find((key, at) => key !== null && input.columns.indexOf(key) !== at);
    if (twice !== undefined) return refuse('importFieldTwice', { field: twice });
    const strange = input.columns.find((key) => key !== null && !fields.some((field) => field.key === key));
    if (strange !== undefined) return refuse('importFieldUnknown', { field: String(strange) });
    const { key } = register(read.db);
    if (!input.columns.includes(key)) return refuse('importKeyMissing', { field: key });
    one.rows?.close();
    one.rows = null;
    one.dryRun = null;
    const out = stagedRows(one.site, one.id);
    const done = await orCalledOff(
      shared(`import.dryRun ${one.id}`, (signal) =>
        runJob(
          'dryRunImport',
          { noun: one.noun, path: stagedFile(one.site, one.id), site: one.site, out, input },
          { signal, onProgress: (at, total) => read.progress('import.dryRun', at, total) },
        ),
      ),
    );
    if (isRefusal(done)) return done;
    one.rows = new Staging(out);
    const { hash, ...said } = done;
    one.hash = hash;
    one.dryRun = { id: one.id, ...said };
    return one.dryRun;
  },
  'import.rows': (read, input) => {
    const one = stagedOf(read, input.id);
    if (isRefusal(one)) return one;
    return one.rows?.page(input) ?? refuse('importNotJudged');
  },
  'import.drop': (read, { id }) => {
    const one = stagedOf(read, id);
    if (!isRefusal(one)) drop(one);
    return { dropped: !isRefusal(one) };
  },
  'import.run': {
    prepare: async (read, { id }, step) => {
      const one = stagedOf(read, id);
      if (isRefusal(one)) return one;
      const { dryRun } = one;
      if (dryRun === null) return refuse('importNotJudged');
      if (dryRun.blocked !== null) return refuse('importCut', dryRun.blocked.facts);
      const { counts } = dryRun;
      if (counts.new + counts.changed === 0) return refuse('importNothing');
      const { operator } = read;
      return alone(() =>
        shared('import.run', async (signal) => {
          const begun = await step((tx): Answer<ImportBatch> => {
            tx.actAs(operator);
            const batch: ImportBatch = {
              id: tx.newId(),
              noun: one.noun,
              fileName: one.name,
              fileHash: one.hash,
              state: 'running',
              newCount: 0,
              changedCount: 0,
              leftCount: counts.equal + counts.refused,
              at: tx.now,
              by: operator.id,
              undoneAt: null,
              keptCount: 0,
              version: 1,
            };
            insertBatch(tx.db, batch);
            tx.record('importBatch', batch);
            return batch;
          });
          if (isRefusal(begun)) return begun;
          const { batch, failed } = await write(read, step, one, begun, signal);
          if (failed !== null) {
            const back = await takeBack(read, step, batch);
            if (isRefusal(back)) return back;
            await step((tx) => {
              tx.actAs(operator);
              const undone = undoneBatch(back.batch, back.kept.length, tx.now);
              updateBatch(tx.db, undone);
              tx.record('importBatch', undone);
              return undone;
            });
            return failed;
          }
          return (tx) => {
            tx.actAs(operator);
            const done: ImportBatch = { ...batch, state: 'done', version: batch.version + 1 };
            updateBatch(tx.db, done);
            tx.record('importBatch', done);
            tx.afterCommit(() => drop(one));
            return done;
          };
        }),
      );
    },
  },
  'import.undo': {
    prepare: async (read, { id, version }, step) => {
      const batch = batchById(read.db, id);
      if (!batch) return refuse('notFound');
      const conflict = checkVersion(batch, version);
      if (conflict) return conflict;
      if (batch.state === 'undone') return refuse('importUndone');
      const { operator } = read;
      return alone(async () => {
        const back = await takeBack(read, step, batch);
        if (isRefusal(back)) return back;
        return (tx): UndoneImport => {
          tx.actAs(operator);
          const undone = undoneBatch(back.batch, back.kept.length, tx.now);
          updateBatch(tx.db, undone);
          tx.record('importBatch', undone);
          return { batch: undone, kept: back.kept.slice(0, 200) };
        };
      });
    },
  },
  'import.page': (read) => ({
    rows: batches(read.db, 50).map((batch) => ({
      ...batch,
      byName: operatorById(read.db, batch.by)?.name ?? '',
    })),
    total: countBatches(read.db),
    next: null,
  }),
};
