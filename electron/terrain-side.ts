import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { JobCancelled } from './jobs.ts';
import type { FromTerrain, TerrainAnswer, TerrainQuestion, ToTerrain } from './terrain/inundation.ts';

interface Waiting {
  readonly resolve: (answer: TerrainAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (done: number, total: number) => void;
}

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, Waiting>();

/**
 * Works out the water beside the room's work, in one thread that keeps the terrain for the next reading. Rejects with
 * JobCancelled when it was called off.
 */
export function askTerrain(
  file: string,
  question: TerrainQuestion,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<TerrainAnswer> {
  const side = (worker ??= begin());
  return new Promise((resolve, reject) => {
    const no = (last += 1);
    const flag = new Int32Array(new SharedArrayBuffer(4));
    signal.addEventListener('abort', () => void Atomics.store(flag, 0, 1), { once: true });
    waiting.set(no, { resolve, reject, progress });
    // It never keeps the program alive, except while somebody waits for an answer.
    side.ref();
    side.postMessage({ no, file, question, flag } satisfies ToTerrain);
  });
}

function begin(): Worker {
  const made = new Worker(
    import.meta.filename.endsWith('.ts')
      ? join(import.meta.dirname, 'terrain/terrain-worker.ts')
      : join(import.meta.dirname, 'terrain-worker.cjs'),
  );
  made.unref();
  made.on('message', (told: FromTerrain) => {
    const asked = waiting.get(told.no);
    if ('total' in told) return asked?.progress(told.done, told.total);
    waiting.delete(told.no);
    if (waiting.size === 0) made.unref();
    if (told.off) asked?.reject(new JobCancelled('called off'));
    else if (told.error === null) asked?.resolve(told.answer);
    else asked?.reject(new Error(told.error));
  });
  const end = (error: Error): void => {
    if (worker === made) worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  made.on('error', end);
  made.on('exit', (code) => end(new Error(`the terrain thread ended with ${code}`)));
  return made;
}
