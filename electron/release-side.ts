import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromRelease, ReleaseAnswer, ReleaseQuestion, ToRelease } from './release/zones.ts';

interface Waiting {
  readonly resolve: (answer: ReleaseAnswer) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Works out zones beside the room's work, in one thread that stays for the next wind. */
export function askRelease(file: string, question: ReleaseQuestion): Promise<ReleaseAnswer> {
  const side = (worker ??= begin());
  return new Promise((resolve, reject) => {
    const no = (last += 1);
    waiting.set(no, { resolve, reject });
    // It never keeps the program alive, except while somebody waits for an answer.
    side.ref();
    side.postMessage({ no, file, question } satisfies ToRelease);
  });
}

function begin(): Worker {
  const made = new Worker(
    import.meta.filename.endsWith('.ts')
      ? join(import.meta.dirname, 'release/release-worker.ts')
      : join(import.meta.dirname, 'release-worker.cjs'),
  );
  made.unref();
  made.on('message', ({ no, answer, error }: FromRelease) => {
    const asked = waiting.get(no);
    waiting.delete(no);
    if (waiting.size === 0) made.unref();
    if (error === null) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  });
  const end = (error: Error): void => {
    if (worker === made) worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  made.on('error', end);
  made.on('exit', (code) => end(new Error(`the release thread ended with ${code}`)));
  return made;
}
