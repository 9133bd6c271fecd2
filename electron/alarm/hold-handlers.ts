import type { Part, Tx } from '../door.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { endHold, keepAlarm, noteEvent, openList } from './alarm-handlers.ts';
import type { OpenAlarm } from './alarm-list.ts';
import { labelsOf, openAlarmOf } from './alarm-store.ts';
import { afterHold, begin, causeKey, shelve, type AlarmHold } from './hold.ts';
import { eventsFor, holdById, holdOf, holdPage, holdsRunOut, insertHold } from './hold-store.ts';
import { performanceOf } from './performance.ts';

/** Holds that one settling ends, so that it never takes long. */
const atOnce = 50;
/** More announcements than this in one report are counted from the newest; a bad year has less. */
const mostEvents = 200_000;
const mostLabels = 200;
/** A year and a month. */
const mostDays = 400;

/** Keeps a new hold; one that ran out without having been ended makes room for it. */
function keepHold(tx: Tx, alarm: OpenAlarm, hold: AlarmHold): AlarmHold {
  const old = holdOf(tx.db, alarm);
  if (old) endHold(tx, old, 'time');
  insertHold(tx.db, hold);
  tx.record('alarmHold', hold);
  noteEvent(tx, alarm, 'held');
  return hold;
}

/** Ends a hold; what is still wrong under it is announced anew. */
function letOut(tx: Tx, hold: AlarmHold, why: NonNullable<AlarmHold['endReason']>): Answer<AlarmHold> {
  const after = endHold(tx, hold, why);
  if (isRefusal(after)) return after;
  const alarm = openAlarmOf(tx.db, hold);
  const now = alarm && afterHold(alarm, tx.now);
  if (now) keepAlarm(tx, now, now.state === 'raised' ? 'announced' : 'cleared');
  return after;
}

export const holdHandlers: Part<
  | 'alarm.shelve'
  | 'alarm.takeOutOfService'
  | 'alarm.release'
  | 'alarm.settle'
  | 'alarm.held'
  | 'alarm.performance'
> = {
  'alarm.shelve': (tx, input) => {
    const alarm = openList(tx.db, tx.now).rows.find(({ id }) => id === input.alarmId);
    if (!alarm) return refuse('unknownAlarm');
    const hold = shelve(alarm, holdOf(tx.db, alarm), input, tx.operator, tx.newId(), tx.now);
    return isRefusal(hold) ? hold : keepHold(tx, alarm, hold);
  },
  'alarm.takeOutOfService': (tx, input) => {
    const alarm = openList(tx.db, tx.now).rows.find(({ id }) => id === input.alarmId);
    if (!alarm) return refuse('unknownAlarm');
    const given = { reason: input.reason, until: null };
    const held = holdOf(tx.db, alarm);
    const hold = begin('outOfService', alarm, held, given, tx.operator, tx.newId(), tx.now);
    return isRefusal(hold) ? hold : keepHold(tx, alarm, hold);
  },
  'alarm.release': (tx, input) => {
    const hold = holdById(tx.db, input.holdId);
    if (!hold) return refuse('unknownAlarm');
    if (hold.kind === 'suppressed') return refuse('alarmSuppressedByDesign');
    if (hold.endedAt === null && hold.version !== input.version)
      return refuse('conflict', { seen: input.version, current: hold.version });
    return letOut(tx, hold, 'hand');
  },
  'alarm.settle': (tx) => {
    const due = holdsRunOut(tx.db, tx.now, atOnce);
    if (due.length === 0) return refuse('nothingToSettle');
    for (const hold of due) letOut(tx, hold, 'time');
    return { ended: due.length };
  },
  'alarm.held': (read, input) => holdPage(read.db, input),
  'alarm.performance': (read, { from, to }) => {
    if (to <= from) return refuse('spanEmpty', { from, to });
    const days = Math.ceil((Date.parse(to) - Date.parse(from)) / 86_400_000);
    if (days > mostDays) return refuse('spanTooLong', { days, most: mostDays });
    const found = performanceOf(eventsFor(read.db, from, to, mostEvents), from, to);
    const named = [...found.topTen, ...found.chattering, ...found.stale].map(causeKey);
    return { ...found, labels: labelsOf(read.db, [...new Set(named)].slice(0, mostLabels)) };
  },
};
