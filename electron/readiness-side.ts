import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Site } from './door.ts';
import type { FromReadiness, ReadinessAnswer, ReadinessQuestion, ToReadiness } from './readiness/detail.ts';

interface Waiting {
  readonly resolve: (answer: ReadinessAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that works out readiness beside the room's work and stays for the next question. */
class Side {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private no = 0;
  gone = false;

  constructor(file: string) {
    this.worker = new Worker(workerFile(), { workerData: { file } });
    // It never keeps the program alive, except while somebody waits for an answer.
    this.worker.unref();
    this.worker.on('message', ({ no, answer, error }: FromReadiness) => {
      const asked = this.waiting.get(no);
      this.waiting.delete(no);
      if (this.waiting.size === 0) this.worker.unref();
      if (answer) asked?.resolve(answer);
      else asked?.reject(new Error(error ?? 'no answer'));
    });
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', (code) => this.end(new Error(`readiness ended with ${code}`)));
  }

  ask(question: ReadinessQuestion): Promise<ReadinessAnswer> {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(new Error('readiness has ended'));
      const no = (this.no += 1);
      this.waiting.set(no, { resolve, reject });
      this.worker.ref();
      this.worker.postMessage({ no, ...question } satisfies ToReadiness);
    });
  }

  close(): void {
    if (!this.gone) this.worker.postMessage(null);
  }

  private end(error: Error): void {
    this.gone = true;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

const sides = new WeakMap<Site, Side>();

/** Has a thread stand by for a site, so that not even small questions take the room's time. */
export function standBy(site: Site): void {
  sideOf(site);
}

function sideOf(site: Site): Side {
  let side = sides.get(site);
  if (!side || side.gone) {
    side = new Side(site.file);
    sides.set(site, side);
  }
  return side;
}

/** Asks the thread that stands by for a site; the first question starts it. */
export function askSide(site: Site, question: ReadinessQuestion): Promise<ReadinessAnswer> {
  return sideOf(site).ask(question);
}

/** Whether a thread stands by for a site: then it answers small questions too. */
export function standsBy(site: Site): boolean {
  return sides.get(site)?.gone === false;
}

/** Lets the thread of a site go, before the site is closed. */
export function endSide(site: Site): void {
  sides.get(site)?.close();
  sides.delete(site);
}

function workerFile(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, 'readiness/readiness-worker.ts')
    : join(import.meta.dirname, 'readiness-worker.cjs');
}
