import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { paceOn } from '../drill/drill-clock.ts';
import { legsOf } from '../drill/drill-run-store.ts';
import { reachedLevels } from '../flood/outlook.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { freeTask } from '../task/task.ts';
import { insertTask, lastOrder } from '../task/task-store.ts';
import { checkLevelAction, type LevelAction, type LevelActionDone, type ZoneToDo } from './level-action.ts';
import {
  actionsDone, insertActionDone, lastActionOrder, levelActionById, levelActionsOf, openZoneAlerts, removeActionDone,
  saveLevelAction, zoneAlertById,
} from './level-action-store.ts'; // prettier-ignore

function keep(tx: Tx, action: LevelAction): LevelAction {
  saveLevelAction(tx.db, action);
  tx.record('levelAction', action);
  return action;
}

/** An action that holds, as its editor saw it. */
function seen(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<LevelAction> {
  const before = levelActionById(tx.db, input.id);
  if (!before || before.retiredAt !== null) return refuse('unknownLevelAction');
  return checkVersion(before, input.version) ?? before;
}

const nameOf = (db: ReadHandle, id: string | null): PlaceName | null => {
  const place = id === null ? undefined : placeById(db, id);
  return place ? { id: place.id, key: place.key, kind: place.kind, names: place.names } : null;
};

function markDone(
  tx: Tx,
  done: Pick<LevelActionDone, 'actionId' | 'alertId' | 'taskId' | 'note'>,
): LevelActionDone {
  const row: LevelActionDone = {
    id: tx.newId(),
    ...done,
    at: tx.now,
    by: tx.operator.id,
    byName: tx.operator.name,
  };
  insertActionDone(tx.db, row);
  tx.record('levelActionDone', row);
  return row;
}

/** The levels that zones have reached, with what is to be done and what was done. */
export function zoneToDo(db: ReadHandle): ZoneToDo[] {
  const worstFirst = openZoneAlerts(db).toSorted(
    (a, b) => reachedLevels.indexOf(b.level) - reachedLevels.indexOf(a.level),
  );
  return worstFirst.flatMap((alert) => {
    const zone = nameOf(db, alert.zoneId);
    if (!zone) return [];
    const done = new Map(actionsDone(db, alert.id).map((one) => [one.actionId, one]));
    const toDo = levelActionsOf(db, alert.zoneId)
      .filter(({ level }) => level === alert.level)
      .map((action) => ({
        ...action,
        alertId: alert.id,
        dueAt:
          action.targetMinutes === null
            ? null
            : new Date(Date.parse(alert.since) + action.targetMinutes * 60_000).toISOString(),
        done: done.get(action.id) ?? null,
        device: nameOf(db, action.deviceId),
      }));
    return [{ zone, alert, toDo }];
  });
}

export const levelActionHandlers: Part<
  | 'levelAction.add'
  | 'levelAction.change'
  | 'levelAction.retire'
  | 'levelAction.tick'
  | 'levelAction.untick'
  | 'levelAction.makeTasks'
  | 'levelAction.list'
  | 'levelAction.toDo'
> = {
  'levelAction.add': (tx, input) => {
    const zone = placeById(tx.db, input.zoneId);
    if (!zone) return refuse('unknownPlace', { place: input.zoneId });
    if (zone.kind !== 'floodZone') return refuse('notAFloodZone', { place: zone.key });
    const wrong = checkLevelAction(
      input,
      input.deviceId === null ? undefined : placeById(tx.db, input.deviceId),
    );
    if (wrong) return wrong;
    const { wanted, ...given } = input;
    return keep(tx, {
      id: tx.newId(),
      ...given,
      wanted: wanted as LevelAction['wanted'],
      orderNo: lastActionOrder(tx.db, zone.id) + 1,
      retiredAt: null,
      version: 1,
    });
  },
  'levelAction.change': (tx, { id, version, ...input }) => {
    const before = seen(tx, { id, version });
    if (isRefusal(before)) return before;
    const wrong = checkLevelAction(
      input,
      input.deviceId === null ? undefined : placeById(tx.db, input.deviceId),
    );
    if (wrong) return wrong;
    return keep(tx, {
      ...before,
      ...input,
      wanted: input.wanted as LevelAction['wanted'],
      version: before.version + 1,
    });
  },
  'levelAction.retire': (tx, input) => {
    const before = seen(tx, input);
    if (isRefusal(before)) return before;
    return keep(tx, { ...before, retiredAt: tx.now, version: before.version + 1 });
  },
  'levelAction.tick': (tx, input) => {
    const action = levelActionById(tx.db, input.actionId);
    const alert = zoneAlertById(tx.db, input.alertId);
    if (
      !action ||
      action.retiredAt !== null ||
      alert?.zoneId !== action.zoneId ||
      alert.level !== action.level
    )
      return refuse('unknownLevelAction');
    const known = actionsDone(tx.db, alert.id).find(({ actionId }) => actionId === action.id);
    if (known) return refuse('levelActionTicked', { who: known.byName, at: known.at });
    return markDone(tx, { actionId: action.id, alertId: alert.id, taskId: null, note: input.note });
  },
  'levelAction.untick': (tx, input) => {
    const known = actionsDone(tx.db, input.alertId).find(({ actionId }) => actionId === input.actionId);
    if (!known) return refuse('unknownLevelAction');
    // A task is reopened on its incident, where whoever does it sees that.
    if (known.taskId !== null) return refuse('levelActionIsTask');
    removeActionDone(tx.db, known.id);
    tx.erase('levelActionDone', known.id);
    return { id: known.id };
  },
  'levelAction.makeTasks': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    const alert = zoneAlertById(tx.db, input.alertId);
    const zone = alert && placeById(tx.db, alert.zoneId);
    if (!alert || !zone) return refuse('unknownLevelAction');
    const done = new Set(actionsDone(tx.db, alert.id).map(({ actionId }) => actionId));
    const open = levelActionsOf(tx.db, zone.id).filter(
      ({ id, level }) => level === alert.level && !done.has(id),
    );
    if (open.length === 0) return refuse('levelActionsNone', { zone: zone.key });
    const first = lastOrder(tx.db, incident.id) + 1;
    const pace = paceOn(legsOf(tx.db, incident.id));
    const tasks = open.map((action, index) => {
      const task = freeTask(
        {
          id: tx.newId(),
          incidentId: incident.id,
          orderNo: first + index,
          title: action.texts,
          role: null,
          position: action.position,
          placeId: action.deviceId ?? zone.id,
          targetMinutes: action.targetMinutes,
        },
        tx.operator.id,
        tx.now,
        pace,
      );
      insertTask(tx.db, task);
      tx.record('task', task);
      markDone(tx, { actionId: action.id, alertId: alert.id, taskId: task.id, note: '' });
      return task;
    });
    sayTemplate(
      tx,
      incident.id,
      'order',
      'flood.log.levelTasks',
      { count: tasks.length, zone: zone.names, level: { key: `flood.level.${alert.level}` } },
      { placeId: zone.id },
    );
    return tasks;
  },
  'levelAction.list': (read, input) => levelActionsOf(read.db, input.zoneId),
  'levelAction.toDo': (read) => zoneToDo(read.db),
};
