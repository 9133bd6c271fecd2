import { parentPort } from 'node:worker_threads';
import { Connection } from '../database.ts';
import { JobCancelled } from '../jobs.ts';
import { logTo } from '../log.ts';
import { terrainDesk } from './desk-handlers.ts';
import type { FromTerrain, ToTerrain } from './inundation.ts';

// It may take its time beside the room's work: saying so would fill the log.
logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });

const answer = terrainDesk();
const betweenMs = 100;

/** Opens the site for each question only, so that it never holds a file that is being put back. */
parentPort?.on('message', ({ no, file, question, flag }: ToTerrain) => {
  let told = performance.now();
  const step = (done: number, total: number): void => {
    if (Atomics.load(flag, 0) !== 0) throw new JobCancelled();
    const now = performance.now();
    if (now - told < betweenMs) return;
    told = now;
    parentPort?.postMessage({ no, done, total } satisfies FromTerrain);
  };
  let reply: FromTerrain;
  try {
    step(0, 0);
    const connection = new Connection(file, 'read');
    try {
      reply = { no, answer: answer(connection, question, step), error: null, off: false };
    } finally {
      connection.close();
    }
  } catch (error) {
    const off = error instanceof JobCancelled;
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    reply = { no, answer: null, error: off ? null : words, off };
  }
  parentPort?.postMessage(reply);
});
