import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from '../database.ts';
import { logTo } from '../log.ts';
import type { FromReadiness, ToReadiness } from './detail.ts';
import { judgedPlans } from './matrix-handlers.ts';
import { needDetail } from './need-handlers.ts';

/** Stands by with a connection of its own, so that an answer costs neither a start nor the room's time. */
const connection = new Connection((workerData as { file: string }).file, 'read');
// It may take its time beside the room's work: saying so would fill the log.
logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });

function answer({ ask, need }: ToReadiness): FromReadiness['answer'] {
  return need === null
    ? { judged: judgedPlans(connection, ask), need: null }
    : { judged: null, need: needDetail(connection, ask, need.planId, need.needId) };
}

parentPort?.on('message', (question: ToReadiness | null) => {
  if (question === null) {
    connection.close();
    parentPort?.close();
    return;
  }
  const { no } = question;
  let reply: FromReadiness;
  try {
    reply = { no, answer: answer(question), error: null };
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    reply = { no, answer: null, error: said };
  }
  parentPort?.postMessage(reply);
});
