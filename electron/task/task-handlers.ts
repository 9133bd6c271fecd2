import type { Part, Tx } from '../door.ts';
import { paceOn, type Pace } from '../drill/drill-clock.ts';
import { legsOf } from '../drill/drill-run-store.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import type { LogTemplate } from '../incident/incident.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { begin, end, freeTask, nextRound, reopenTask, retimed, titleWord, type Task } from './task.ts';
import { hasRound, insertTask, lastOrder, taskById, tasksOf, updateTask } from './task-store.ts';

/** Changes one task of an open incident by a rule. */
function change(tx: Tx, taskId: string, rule: (task: Task, pace: Pace) => Answer<Task>): Answer<Task> {
  const task = taskById(tx.db, taskId);
  if (!task) return refuse('unknownTask');
  const incident = openIncident(tx, task.incidentId);
  if (isRefusal(incident)) return incident;
  const after = rule(task, paceOn(legsOf(tx.db, incident.id)));
  if (isRefusal(after)) return after;
  updateTask(tx.db, after);
  tx.record('task', after);
  return after;
}

/** Makes the round after one that was answered, unless an earlier answer has made it already. */
function repeat(tx: Tx, task: Task): void {
  const next = nextRound(task, tx.newId(), tx.operator.id, paceOn(legsOf(tx.db, task.incidentId)));
  if (next === null || hasRound(tx.db, next)) return;
  insertTask(tx.db, next);
  tx.record('task', next);
}

/** That a branch was taken, as a sentence of the log. */
function taken(tx: Tx, task: Task): LogTemplate {
  const word = titleWord(task);
  switch (task.branch?.kind) {
    case 'wind': {
      const { fromDegrees, toDegrees } = task.branch;
      return { key: 'task.said.begunWind', facts: { task: word, fromDegrees, toDegrees } };
    }
    case 'gauge': {
      const { placeId, minLevelCm } = task.branch;
      const gauge = placeById(tx.db, placeId)?.names ?? '';
      return { key: 'task.said.begunGauge', facts: { task: word, gauge, minLevelCm } };
    }
    case 'words':
      return { key: 'task.said.begun', facts: { task: word, condition: task.branch.words } };
    case undefined:
      return { key: 'task.said.begun', facts: { task: word, condition: '' } };
  }
}

export const taskHandlers: Part<
  'task.list' | 'task.add' | 'task.begin' | 'task.done' | 'task.skip' | 'task.reopen'
> = {
  'task.list': (read, input) => tasksOf(read.db, input.incidentId),
  'task.add': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    if (input.placeId !== null && !placeById(tx.db, input.placeId))
      return refuse('unknownPlace', { place: input.placeId });
    const given = { ...input, id: tx.newId(), orderNo: lastOrder(tx.db, incident.id) + 1 };
    const task = freeTask(given, tx.operator.id, tx.now, paceOn(legsOf(tx.db, incident.id)));
    insertTask(tx.db, task);
    tx.record('task', task);
    const key = task.role === null ? 'task.said.added' : 'task.said.addedFor';
    sayTemplate(
      tx,
      incident.id,
      'order',
      key,
      { task: titleWord(task), role: task.role ?? '' },
      { placeId: task.placeId },
    );
    return task;
  },
  'task.begin': (tx, input) => {
    const task = change(tx, input.taskId, (each, pace) => begin(each, input.version, tx.now, pace));
    if (isRefusal(task)) return task;
    const { key, facts } = taken(tx, task);
    sayTemplate(tx, task.incidentId, 'decision', key, facts);
    return task;
  },
  'task.done': (tx, input) => {
    const task = change(tx, input.taskId, (each) =>
      end(each, 'done', input.note, input.version, tx.operator, tx.now),
    );
    if (isRefusal(task)) return task;
    repeat(tx, task);
    const key = task.note === null ? 'task.said.done' : 'task.said.doneWith';
    sayTemplate(
      tx,
      task.incidentId,
      'note',
      key,
      { task: titleWord(task), note: task.note ?? '' },
      { placeId: task.placeId },
    );
    return task;
  },
  'task.skip': (tx, input) => {
    const task = change(tx, input.taskId, (each) =>
      end(each, 'skipped', input.reason, input.version, tx.operator, tx.now),
    );
    if (isRefusal(task)) return task;
    if (input.again) repeat(tx, task);
    const ends = !input.again && task.repeatMinutes !== null;
    sayTemplate(tx, task.incidentId, 'decision', ends ? 'task.said.stopped' : 'task.said.skipped', {
      task: titleWord(task),
      reason: input.reason,
    });
    return task;
  },
  'task.reopen': (tx, input) => {
    const task = change(tx, input.taskId, (each, pace) => {
      const open = reopenTask(each, input.version);
      return isRefusal(open) ? open : retimed(open, pace);
    });
    if (isRefusal(task)) return task;
    sayTemplate(tx, task.incidentId, 'decision', 'task.said.reopened', {
      task: titleWord(task),
      reason: input.reason,
    });
    return task;
  },
};
