import type { Part, Tx } from '../door.ts';
import { drillOf } from '../drill/evaluation-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { personById } from '../person/person-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { taskById } from '../task/task-store.ts';
import { finish, reassign, verify, withdraw, type Action } from './action.ts';
import { actionById, actionCounts, actionPage, insertAction, updateAction } from './action-store.ts';

function change(
  tx: Tx,
  input: { readonly actionId: string; readonly version: number },
  rule: (action: Action) => Answer<Action>,
): Answer<Action> {
  const action = actionById(tx.db, input.actionId);
  if (!action) return refuse('notFound');
  const after = checkVersion(action, input.version) ?? rule(action);
  if (isRefusal(after)) return after;
  updateAction(tx.db, after);
  tx.record('action', after);
  if (after.incidentId !== null) tx.concerns(after.incidentId);
  return after;
}

export const actionHandlers: Part<
  | 'action.raise'
  | 'action.change'
  | 'action.done'
  | 'action.verify'
  | 'action.withdraw'
  | 'action.page'
  | 'action.counts'
> = {
  'action.raise': (tx, input) => {
    const drill = input.drillId === null ? null : drillOf(tx.db, input.drillId);
    if (drill === undefined) return refuse('unknownDrill');
    if (input.objectiveKey !== null && !drill?.objectives.some(({ key }) => key === input.objectiveKey))
      return refuse('unknownObjective');
    const incidentId = input.incidentId ?? drill?.incidentId ?? null;
    // A closed incident still grows actions: that is what the after-action review is for.
    if (incidentId !== null && !incidentById(tx.db, incidentId)) return refuse('unknownIncident');
    if (input.taskId !== null && taskById(tx.db, input.taskId)?.incidentId !== incidentId)
      return refuse('notFound');
    const person = input.ownerPersonId === null ? null : personById(tx.db, input.ownerPersonId);
    if (person === undefined) return refuse('unknownPerson');
    const action: Action = {
      id: tx.newId(), ...input, incidentId, owner: person?.name ?? input.owner, state: 'open', raisedAt: tx.now,
      raisedBy: tx.operator.name, doneAt: null, doneBy: null, doneNote: null, verifiedAt: null, verifiedBy: null,
      verifyNote: null, changeReason: null, putOff: 0, version: 1,
    }; // prettier-ignore
    insertAction(tx.db, action);
    tx.record('action', action);
    if (action.incidentId !== null) tx.concerns(action.incidentId);
    return action;
  },
  'action.change': (tx, input) => {
    const { ownerPersonId, reason, dueOn, remindDays } = input;
    const person = ownerPersonId === null ? null : personById(tx.db, ownerPersonId);
    if (person === undefined) return refuse('unknownPerson');
    const to = { owner: person?.name ?? input.owner, ownerPersonId, dueOn, remindDays };
    return change(tx, input, (action) => reassign(action, to, reason, tx.today));
  },
  'action.done': (tx, input) =>
    change(tx, input, (action) => finish(action, tx.operator.id, input.note, tx.now)),
  'action.verify': (tx, input) =>
    change(tx, input, (action) => verify(action, tx.operator, input.helped, input.note, tx.now)),
  'action.withdraw': (tx, input) => change(tx, input, (action) => withdraw(action, input.reason)),
  'action.page': (read, input) =>
    actionPage(
      read.db,
      { ...input, after: Number(input.after ?? 0) || 0 },
      { today: read.today, operatorName: read.operator.name },
    ),
  'action.counts': (read) => actionCounts(read.db, { today: read.today, operatorName: read.operator.name }),
};
