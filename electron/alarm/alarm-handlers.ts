import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { incidentPage } from '../incident/incident-store.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { openTasksOf } from '../task/task-store.ts';
import { board } from '../team/team-handlers.ts';
import { parAlarms } from '../team/par.ts';
import { acknowledge, again, newAlarm, returnToNormal, type Alarm, type Trouble } from './alarm.ts';
import { lateTaskAlarms, mergeAlarms, seenId, type AlarmList, type DerivedAlarm } from './alarm-list.ts';
import {
  alarmById,
  alarmPage,
  insertAlarm,
  insertSeen,
  openAlarmOf,
  openAlarms,
  seenOf,
  updateAlarm,
} from './alarm-store.ts';

/** Most lines that an alarm list shows; the counts go on beyond them. */
const listLimit = 200;

function save(tx: Tx, alarm: Alarm, insert: boolean): Alarm {
  if (insert) insertAlarm(tx.db, alarm);
  else updateAlarm(tx.db, alarm);
  tx.record('alarm', alarm);
  return alarm;
}

/** Raises an alarm as part of whatever command is running; the same cause again is the same alarm. */
export function raiseAlarm(tx: Tx, trouble: Trouble): Alarm {
  const open = openAlarmOf(tx.db, trouble);
  if (!open) return save(tx, newAlarm(trouble, tx.newId(), tx.operator.id, tx.now), true);
  const after = again(open, trouble, tx.operator.id, tx.now);
  return after ? save(tx, after, false) : open;
}

/** What was wrong no longer is. */
export function endAlarm(tx: Tx, cause: Pick<Alarm, 'source' | 'sourceId' | 'topic'>): void {
  const open = openAlarmOf(tx.db, cause);
  const after = open && returnToNormal(open, tx.now);
  if (after) save(tx, after, false);
}

/** Alarms that are true at this moment because of other nouns' rows. */
function derivedAlarms(db: ReadHandle, now: string): DerivedAlarm[] {
  const running = incidentPage(db, { text: '', states: ['running'], limit: 50 }).rows;
  return [
    ...parAlarms(board({ db }), Date.parse(now)),
    ...running.flatMap((incident) => lateTaskAlarms(openTasksOf(db, incident.id), now)),
  ];
}

/** Everything abnormal, as the alarm list and the top bar show it. */
export function openList(db: ReadHandle, now: string): AlarmList {
  const derived = derivedAlarms(db, now);
  return mergeAlarms(openAlarms(db), derived, seenOf(db, derived.map(seenId)), listLimit);
}

export const alarmHandlers: Part<
  'alarm.raise' | 'alarm.acknowledge' | 'alarm.clear' | 'alarm.open' | 'alarm.page'
> = {
  'alarm.raise': (tx, input) => {
    if (input.placeId !== null && !placeById(tx.db, input.placeId))
      return refuse('unknownPlace', { place: input.placeId });
    const id = tx.newId();
    const trouble: Trouble = {
      source: 'hand',
      sourceId: id,
      topic: 'hand',
      ...input,
      action: input.action || null,
    };
    return save(tx, newAlarm(trouble, id, tx.operator.id, tx.now), true);
  },
  'alarm.acknowledge': (tx, input) => {
    const derived = new Set(derivedAlarms(tx.db, tx.now).map(seenId));
    const done: string[] = [];
    let refusal: ReturnType<typeof refuse> | null = null;
    for (const id of new Set(input.ids)) {
      const alarm = alarmById(tx.db, id);
      if (!alarm && !derived.has(id)) {
        refusal ??= refuse('unknownAlarm');
        continue;
      }
      if (alarm) {
        const after = acknowledge(alarm, tx.operator, tx.now);
        if (isRefusal(after)) {
          refusal ??= after;
          continue;
        }
        save(tx, after, false);
      } else {
        const seen = { id, at: tx.now, by: tx.operator.id, byName: tx.operator.name };
        insertSeen(tx.db, seen);
        tx.record('alarmSeen', seen);
      }
      done.push(id);
    }
    // Of several, those that someone else was quicker with do not hold up the rest.
    return done.length === 0 && refusal ? refusal : { ids: done };
  },
  'alarm.clear': (tx, input) => {
    const alarm = alarmById(tx.db, input.id);
    if (!alarm) return refuse('unknownAlarm');
    // The others are over when what they watch says so; ending them by hand would hide it.
    if (alarm.source !== 'hand') return refuse('alarmNotByHand');
    if (alarm.state === 'cleared') return refuse('alarmAlreadyCleared', { at: alarm.clearedAt });
    const seen = alarm.state === 'acknowledged' ? alarm : acknowledge(alarm, tx.operator, tx.now);
    if (isRefusal(seen)) return seen;
    const after = returnToNormal(seen, tx.now) ?? seen;
    tx.record('alarmClearance', { id: alarm.id, reason: input.reason });
    return save(tx, after, false);
  },
  'alarm.open': (read) => openList(read.db, read.now),
  'alarm.page': (read, input) => alarmPage(read.db, input),
};
