import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { endHold, keepAlarm, noteEvent, openList } from './alarm-handlers.ts';
import type { OpenAlarm } from './alarm-list.ts';
import { labelsOf, openAlarmOf } from './alarm-store.ts';
import { afterHold, begin, causeKey, shelve, type AlarmHold } from './hold.ts';
import { eventsFor, holdById, holdOf, holdPage, insertHold } from './hold-store.ts';
import { performanceOf } from './performance.ts';
import type { RuleOwner } from './rule.ts';
import { countShipped } from './rule-handlers.ts';
import { suppressAgain } from './rule-judge-handlers.ts';
import { rulesOfPoint } from './rule-store.ts';

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
export function letOut(tx: Tx, hold: AlarmHold, why: NonNullable<AlarmHold['endReason']>): Answer<AlarmHold> {
  const after = endHold(tx, hold, why);
  if (isRefusal(after)) return after;
  const alarm = openAlarmOf(tx.db, hold);
  const now = alarm && afterHold(alarm, tx.now);
  if (now) keepAlarm(tx, now, now.state === 'raised' ? 'announced' : 'cleared');
  return after;
}

/** Ends a shelf; what a rule of the site suppresses meanwhile stays silent. */
export function unshelve(tx: Tx, hold: AlarmHold, why: 'hand' | 'time'): Answer<AlarmHold> {
  const after = letOut(tx, hold, why);
  if (!isRefusal(after)) suppressAgain(tx, hold);
  return after;
}

/** Who answers for the alarms of the points among these causes. */
function ownersOf(db: ReadHandle, keys: readonly string[]): Record<string, readonly RuleOwner[]> {
  const owners: Record<string, readonly RuleOwner[]> = {};
  for (const key of keys) {
    const [source, sourceId, topic] = JSON.parse(key) as [string, string, string];
    if (topic !== 'level' || (source !== 'point' && source !== 'gauge')) continue;
    const all = rulesOfPoint(db, sourceId).map(({ owner }) => owner);
    owners[key] = all.filter((one, i) => all.findIndex((other) => ownerKey(other) === ownerKey(one)) === i);
  }
  return owners;
}
const ownerKey = (owner: RuleOwner): string => (owner.kind === 'person' ? owner.id : owner.key);

export const holdHandlers: Part<
  'alarm.shelve' | 'alarm.takeOutOfService' | 'alarm.release' | 'alarm.held' | 'alarm.performance'
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
    return unshelve(tx, hold, 'hand');
  },
  'alarm.held': (read, input) => holdPage(read.db, input),
  'alarm.performance': (read, { from, to }) => {
    if (to <= from) return refuse('spanEmpty', { from, to });
    const days = Math.ceil((Date.parse(to) - Date.parse(from)) / 86_400_000);
    if (days > mostDays) return refuse('spanTooLong', { days, most: mostDays });
    const found = performanceOf(eventsFor(read.db, from, to, mostEvents), from, to);
    const named = [...found.topTen, ...found.chattering, ...found.stale].map(causeKey);
    const keys = [...new Set(named)].slice(0, mostLabels);
    const { shipped, all } = countShipped(read.db);
    return {
      ...found,
      labels: labelsOf(read.db, keys),
      shipped,
      limits: all,
      owners: ownersOf(read.db, keys),
    };
  },
};
