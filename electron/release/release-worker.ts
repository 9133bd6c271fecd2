import { parentPort } from 'node:worker_threads';
import { Connection } from '../database.ts';
import { siteTables } from '../hazard/site-tables-files.ts';
import { logTo } from '../log.ts';
import type { FromRelease, ToRelease } from './zones.ts';
import { answerRelease } from './zones-handlers.ts';

// It may take its time beside the room's work: saying so would fill the log.
logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });

/** Opens the site for each question that needs it, and only for that: it never holds a file that is being put back. */
function reading<T>(file: string, work: (db: Connection) => T): T {
  const connection = new Connection(file, 'read');
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

parentPort?.on('message', ({ no, file, question }: ToRelease) => {
  let reply: FromRelease;
  try {
    const answer = answerRelease((work) => reading(file, work), question, siteTables(file));
    reply = { no, answer, error: null };
  } catch (error) {
    reply = {
      no,
      answer: null,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  parentPort?.postMessage(reply);
});
