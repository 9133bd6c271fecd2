import { writeFile } from 'node:fs/promises';
import type { Part, Read, Tx } from '../door.ts';
import { newId } from '../id.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import { operatorById } from '../session/operator-store.ts';
import type { Operator, Role } from '../session/session.ts';
import { batchById, batches, countBatches, insertBatch, updateBatch } from './import-store.ts';
import type { DryRun, ImportBatch, ImportNoun, UndoneImport, Written } from './import.ts';
import { removeStaged, stagedFile, stagedRows, Staging } from './staging-files.ts';
import { tables } from './tables-handlers.ts';
import { undoneBatch } from './take-back-handlers.ts';

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

/** Whose registers they are: the contract admits both, and each imports their own. */
const importers: Readonly<Record<ImportNoun, readonly Role[]>> = {
  equipment: ['equipmentManager', 'administrator'],
  substance: ['hazmatKeeper', 'administrator'],
};

function notTheirs({ operator: { role } }: Read, noun: ImportNoun): Refusal | null {
  const allowed = importers[noun];
  return allowed.includes(role) ? null : refuse('wrongRole', { role, allowed });
}

function stagedOf(read: Read, id: string): Answer<Staged> {
  const found = staged.get(id);
  if (found?.site !== read.site.file) return refuse('importGone');
  return notTheirs(read, found.noun) ?? found;
}

function drop(one: Staged): void {
  one.rows?.close();
  staged.delete(one.id);
  removeStaged(one.site, one.id);
}

async function open(
  read: Read,
  input: { readonly noun: ImportNoun; readonly name: string; readonly bytes: Uint8Array },
): Promise<Answer<{ id: string }>> {
  const denied = notTheirs(read, input.noun);
  if (denied) return denied;
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

/** Writes a batch in a thread of its own, or takes it back. */
async function inWorker(read: Read, batch: ImportBatch, rows: string | null): Promise<Written> {
  const { writer, clock, file } = read.site;
  const { operator, seat } = read;
  const job = rows === null ? 'import.undo' : 'import.run';
  // That worker folds SQLite's log back: here it would hold the room's work.
  writer.raw.pragma('wal_autocheckpoint = 0');
  try {
    return await shared(job, (signal) =>
      runJob(
        'writeImport',
        {
          site: file,
          rows,
          batch,
          by: { by: operator.id, byName: operator.name, seat: seat.id },
          nowMs: clock.nowMs(),
          turns: writer.turns.shared,
        },
        { signal, onProgress: (done, total) => read.progress(job, done, total) },
      ),
    );
  } finally {
    if (writer.raw.open) writer.raw.pragma('wal_autocheckpoint = 1000');
  }
}

/** The last word on a batch, and the news of all that the worker wrote. */
function end(tx: Tx, operator: Operator, batch: ImportBatch): ImportBatch {
  tx.actAs(operator);
  updateBatch(tx.db, batch);
  tx.record('importBatch', batch);
  for (const noun of tables[batch.noun].nouns) tx.alsoChanged(noun);
  return batch;
}

export const importHandlers: Part<
  | 'import.open'
  | 'import.look'
  | 'import.dryRun'
  | 'import.rows'
  | 'import.save'
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
  'import.save': (read, { name, text }) => savedFile(read, name, Buffer.from(text)),
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
      return alone(async () => {
        const begun = await step((tx): Answer<ImportBatch> => {
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
        const { batch, kept, failed } = await inWorker(read, begun, stagedRows(one.site, one.id));
        if (failed !== null) {
          await step((tx) => end(tx, operator, undoneBatch(batch, kept.length, tx.now)));
          return failed === 'calledOff' ? refuse('calledOff') : failed;
        }
        return (tx) => {
          tx.afterCommit(() => drop(one));
          return end(tx, operator, { ...batch, state: 'done', version: batch.version + 1 });
        };
      });
    },
  },
  'import.undo': {
    prepare: async (read, { id, version }) => {
      const seen = batchById(read.db, id);
      if (!seen) return refuse('notFound');
      const denied = notTheirs(read, seen.noun);
      if (denied) return denied;
      const conflict = checkVersion(seen, version);
      if (conflict) return conflict;
      if (seen.state === 'undone') return refuse('importUndone');
      const { operator } = read;
      return alone(async () => {
        const { batch, kept } = await inWorker(read, seen, null);
        return (tx): UndoneImport => ({
          batch: end(tx, operator, undoneBatch(batch, kept.length, tx.now)),
          kept: kept.slice(0, 200),
        });
      });
    },
  },
  'import.page': (read, { noun = null }) => ({
    rows: batches(read.db, noun, 50).map((batch) => ({
      ...batch,
      byName: operatorById(read.db, batch.by)?.name ?? '',
    })),
    total: countBatches(read.db, noun),
    next: null,
  }),
};
