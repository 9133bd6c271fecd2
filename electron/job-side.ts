import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { logTo } from './log.ts';
import { JobCancelled, type FromWorker, type JobName, type Jobs } from './jobs.ts';

export interface JobSide {
  /** Tells how far the work is, at most some times a second; throws JobCancelled when it was called off. */
  step(done: number, total: number): void;
  /** Tells how far the work is, and goes on even when it was called off. */
  tell(done: number, total: number): void;
}

const betweenMs = 100;

/** The worker's end of `runJob`: does the work once and answers. */
export function serveJob<N extends JobName>(
  _name: N,
  work: (data: Jobs[N]['data'], side: JobSide) => Jobs[N]['result'] | Promise<Jobs[N]['result']>,
): void {
  // Word 0 of `flags` calls the work off; word 1 tells a waiting thread that it is over.
  const {
    data,
    cancelled: flags,
    port,
  } = workerData as { data: Jobs[N]['data']; cancelled: Int32Array; port?: MessagePort };
  // Long work is made of slow queries: saying so would fill the log.
  logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });
  let told = 0;
  const send = (message: FromWorker): void => (port ?? parentPort)?.postMessage(message);
  const step = (done: number, total: number): void => {
    if (Atomics.load(flags, 0) === 1) throw new JobCancelled();
    tell(done, total);
  };
  const tell = (done: number, total: number): void => {
    const now = performance.now();
    if (now - told < betweenMs && done < total) return;
    told = now;
    send({ kind: 'progress', done, total });
  };
  const run = async (): Promise<void> => {
    try {
      step(0, 0);
      send({ kind: 'done', result: await work(data, { step, tell }) });
    } catch (error) {
      if (error instanceof JobCancelled) send({ kind: 'cancelled' });
      else if (error instanceof Error)
        send({
          kind: 'failed',
          message: error.message,
          stack: error.stack ?? '',
          code: (error as { code?: string }).code ?? null,
        });
      else send({ kind: 'failed', message: String(error), stack: '', code: null });
    }
    Atomics.store(flags, 1, 1);
    Atomics.notify(flags, 1);
  };
  void run().finally(() => port?.close());
}
