import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { refuse, type Answer } from '../refusal.ts';
import type { BasemapDone, BasemapJob } from './basemap-files.ts';

/** Where the worker's code is: beside the bundle, or this folder's own source. */
function workerFile(): string {
  const bundled = join(import.meta.dirname, 'basemap-worker.cjs');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'basemap-worker.ts');
}

/** Runs one job in a thread of its own. A file that takes more memory than a seat can give is refused, not fatal. */
export function runBasemapJob(
  job: BasemapJob,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Answer<BasemapDone>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 1536 },
    });
    signal?.addEventListener('abort', () => worker.postMessage('stop'), { once: true });
    worker.on('message', (told: { answer: Answer<BasemapDone> } | { done: number; total: number }) => {
      if ('total' in told) return progress(told.done, told.total);
      resolve(told.answer);
      void worker.terminate();
    });
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(refuse('basemapTooMuch'));
      else reject(error);
    });
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the basemap worker ended with ${code}`));
    });
  });
}

// In the window only files that the operator chose in the system's own dialog may be read; scripts and the command line
// have no dialog and name what they please.
type Chooser = () => Promise<string | null>;
let choose: Chooser | null = null;
const chosen = new Set<string>();

/** Gives the window's file dialog to the basemap commands. */
export function chooseBasemapsWith(chooser: Chooser): void {
  choose = chooser;
}

/** Lets the operator choose a file; null when they did not. */
export async function chooseBasemap(): Promise<string | null> {
  const path = (await choose?.()) ?? null;
  if (path !== null) chosen.add(path);
  return path;
}

export function mayRead(path: string): boolean {
  return choose === null || chosen.has(path);
}
