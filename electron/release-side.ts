import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromRelease, ReleaseAnswer, ReleaseQuestion, ToRelease } from './release/zones.ts';

interface Waiting {
  readonly resolve: (answer: ReleaseAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Two threads: who looks through the whole register never keeps a new wind waiting. */
type Desk = 'zones' | 'register';
const deskOf = { wind: 'zones', zones: 'zones', at: 'zones', inside: 'register' } as const satisfies Record<
  ReleaseQuestion['kind'],
  Desk
>;

const workers = new Map<Desk, { readonly thread: Worker; readonly waiting: Map<number, Waiting> }>();
let last = 0;

/** Works out zones beside the room's work, in threads that stay for the next wind. */
export function askRelease(file: string, question: ReleaseQuestion): Promise<ReleaseAnswer> {
  const desk = deskOf[question.kind];
  const { thread, waiting } = workers.get(desk) ?? begin(desk);
  return new Promise((resolve, reject) => {
    const no = (last += 1);
    waiting.set(no, { resolve, reject });
    // It never keeps the program alive, except while somebody waits for an answer.
    thread.ref();
    thread.postMessage({ no, file, question } satisfies ToRelease);
  });
}

function begin(desk: Desk): { readonly thread: Worker; readonly waiting: Map<number, Waiting> } {
  const thread = new Worker(
    import.meta.filename.endsWith('.ts')
      ? join(import.meta.dirname, 'release/release-worker.ts')
      : join(import.meta.dirname, 'release-worker.cjs'),
  );
  const waiting = new Map<number, Waiting>();
  const made = { thread, waiting };
  workers.set(desk, made);
  thread.unref();
  thread.on('message', ({ no, answer, error }: FromRelease) => {
    const asked = waiting.get(no);
    waiting.delete(no);
    if (waiting.size === 0) thread.unref();
    if (error === null) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  });
  const end = (error: Error): void => {
    if (workers.get(desk) === made) workers.delete(desk);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('error', end);
  thread.on('exit', (code) => end(new Error(`the release thread ended with ${code}`)));
  return made;
}
