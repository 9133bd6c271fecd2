import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { BackupJob, BackupMade } from './backup/backup.ts';
import type { BreaksAt, BreaksJob, LayOutDone, LayOutJob } from './drill/lay-out.ts';
import type { EquipmentFile, ExportEquipmentJob } from './equipment/export.ts';
import type { ExportJob, Exported, PackJob, Packed } from './evidence/evidence.ts';
import type { DryRunJob, Look, LookJob, WriteJob, Written } from './import/import.ts';
import type { DryRunDone } from './import/staging-files.ts';
import type { Verification, VerifyJob } from './journal/verification.ts';
import type { Answer } from './refusal.ts';
import type { Cell } from './spreadsheet/cell.ts';
import type { ReadTerrainJob, TerrainDone } from './terrain/read-terrain-files.ts';

/** Long work, each kind in a file `…-worker.ts` of its own: what goes in and what comes out. */
export interface Jobs {
  verifySite: { data: VerifyJob; result: Verification };
  makeBackup: { data: BackupJob; result: BackupMade };
  exportEvidence: { data: ExportJob; result: Exported };
  lookAtImport: { data: LookJob; result: Answer<Look> };
  writeImport: { data: WriteJob; result: Written };
  exportEquipment: { data: ExportEquipmentJob; result: Answer<EquipmentFile> };
  dryRunImport: { data: DryRunJob; result: Answer<DryRunDone> };
  packEvidence: { data: PackJob; result: Packed };
  layOutDrills: { data: LayOutJob; result: Answer<LayOutDone> };
  judgeDrill: { data: BreaksJob; result: Answer<BreaksAt[]> };
  readShots: { data: { readonly bytes: Uint8Array }; result: Answer<readonly (readonly Cell[])[]> };
  readTerrain: { data: ReadTerrainJob; result: Answer<TerrainDone> };
}
export type JobName = keyof Jobs;

/** Where the work is done; the build puts each beside main.cjs under the last part of its name. */
const files: Record<JobName, string> = {
  verifySite: 'journal/verify-worker',
  makeBackup: 'backup/backup-worker',
  exportEvidence: 'evidence/evidence-worker',
  lookAtImport: 'import/look-worker',
  writeImport: 'import/write-worker',
  exportEquipment: 'equipment/export-worker',
  dryRunImport: 'import/dry-run-worker',
  packEvidence: 'evidence/pack-evidence-worker',
  layOutDrills: 'drill/lay-out-worker',
  judgeDrill: 'drill/breaks-worker',
  readShots: 'blast/shot-file-worker',
  readTerrain: 'terrain/read-terrain-worker',
};

/** The work was called off; nothing of it remains. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';
}

export interface JobOptions {
  /** `total` 0 means not yet known. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What a worker sends; job-side.ts is its other end. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly stack: string;
      readonly code: string | null;
    };

const running = new Map<string, AbortController>();

/** Runs long work in a thread of its own. Rejects with JobCancelled, or with the error that the worker met. */
export function runJob<N extends JobName>(
  name: N,
  data: Jobs[N]['data'],
  options: JobOptions = {},
): Promise<Jobs[N]['result']> {
  return new Promise((resolve, reject) => {
    const cancelled = new Int32Array(new SharedArrayBuffer(8));
    const worker = new Worker(workerFile(name), { workerData: { data, cancelled } });
    // The worker may be deep in a loop and read no messages: it looks at this flag between its steps.
    const cancel = (): void => void Atomics.store(cancelled, 0, 1);
    if (options.signal?.aborted) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    let answer: FromWorker | undefined;
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') options.onProgress?.(message.done, message.total);
      else answer = message;
    });
    worker.on('error', (error) => {
      answer = { kind: 'failed', message: error.message, stack: error.stack ?? '', code: null };
    });
    // Settled when the thread is gone, so that its connections are closed by then.
    worker.on('exit', (code) => {
      options.signal?.removeEventListener('abort', cancel);
      if (answer?.kind === 'done') resolve(answer.result as Jobs[N]['result']);
      else if (answer?.kind === 'cancelled') reject(new JobCancelled(`${name} was called off`));
      else if (answer?.kind === 'failed')
        reject(Object.assign(new Error(answer.message), { code: answer.code, workerStack: answer.stack }));
      else reject(new Error(`${name} ended with ${code} and no answer`));
    });
  });
}

/** A thread that cannot even be loaded never answers. */
const longestWaitMs = 10 * 60_000;

/** Runs long work while this thread stands still: only before there is a window (a backup before a migration). */
export function runJobHere<N extends JobName>(name: N, data: Jobs[N]['data']): Jobs[N]['result'] {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(workerFile(name), {
    workerData: { data, cancelled: flags, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  Atomics.wait(flags, 1, 0, longestWaitMs);
  let answer: FromWorker | undefined;
  for (let got = receiveMessageOnPort(port1); got; got = receiveMessageOnPort(port1)) {
    answer = got.message as FromWorker;
  }
  port1.close();
  if (answer?.kind === 'done') return answer.result as Jobs[N]['result'];
  const failure = answer?.kind === 'failed' ? answer : null;
  throw Object.assign(new Error(failure?.message ?? `${name} gave no answer`), {
    code: failure?.code ?? null,
  });
}

/**
 * Runs work under a name that `cancelJob` knows; a second call while it runs shares the first one's result.
 * Names are those of the contract ('journal.verify', 'backup.make'), with a blank and more where the work differs.
 */
export function shared<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const known = sharedWork.get(name);
  if (known) return known as Promise<T>;
  const controller = new AbortController();
  running.set(name, controller);
  const promise = work(controller.signal).finally(() => {
    running.delete(name);
    sharedWork.delete(name);
  });
  sharedWork.set(name, promise);
  return promise;
}
const sharedWork = new Map<string, Promise<unknown>>();

/** True when there was something to call off. */
export function cancelJob(name: string): boolean {
  const found = [...running].filter(([key]) => key === name || key.startsWith(`${name} `));
  for (const [, controller] of found) controller.abort();
  return found.length > 0;
}

function workerFile(name: JobName): string {
  const path = files[name];
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, `${path}.ts`)
    : join(import.meta.dirname, `${path.split('/').at(-1)}.cjs`);
}
