import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { lateChecks } from '../double-check/near-handlers.ts';
import { openMisfires } from '../blast/blast-store.ts';
import { misfireAlarms } from '../blast/misfire-alarms.ts';
import { startByAlarm } from '../breach/breach-start-handlers.ts';
import { lateOrders } from '../device-order/settle-handlers.ts';
import { paceOn } from '../drill/drill-clock.ts';
import { legsOf } from '../drill/drill-run-store.ts';
import { outlookNow } from '../flood/outlook-handlers.ts';
import { incidentPage } from '../incident/incident-store.ts';
import { placeById } from '../place/place-store.ts';
import { approvedPlan } from '../plan/plan-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { openTasksOf } from '../task/task-store.ts';
import { board } from '../team/team-handlers.ts';
import { parAlarms } from '../team/par.ts';
import { acknowledge, again, newAlarm, returnToNormal, type Alarm, type Trouble } from './alarm.ts';
import {
  lateTaskAlarms, mergeAlarms, seenId, type AlarmList, type DerivedAlarm, type OpenAlarm,
} from './alarm-list.ts'; // prettier-ignore
import { areasOf, derivedRow, escalationOf } from './escalation-store.ts';
import { everyLanguage, type AlarmRule } from './rule.ts';
import { ruleById } from './rule-store.ts';
import { noteDerived } from './settle-handlers.ts';
import { breaksShelf, holds, release, type AlarmHold, type Cause } from './hold.ts';
import { holdOf, holdsInForce, insertEvent, lastReleases, updateHold } from './hold-store.ts';
import type { AlarmEventKind } from './performance.ts';
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

/** Keeps an alarm and, of what is told, how it came to look so. */
export function keepAlarm(tx: Tx, alarm: Alarm, happened: AlarmEventKind | null, insert = false): Alarm {
  if (insert) insertAlarm(tx.db, alarm);
  else updateAlarm(tx.db, alarm);
  tx.record('alarm', alarm);
  if (happened) noteEvent(tx, alarm, happened);
  if (happened === 'announced') startByAlarm(tx, alarm);
  return alarm;
}

export function noteEvent(
  tx: Tx,
  { source, sourceId, topic, priority, placeId }: Cause & Pick<Alarm, 'priority' | 'placeId'>,
  kind: AlarmEventKind,
): void {
  insertEvent(tx.db, { id: tx.newId(), at: tx.now, kind, source, sourceId, topic, priority, placeId });
}

/** The hold in force on a cause; a shelf ends at once for what is worse than what was shelved. */
function holdFor(tx: Tx, trouble: Trouble, worse: boolean): AlarmHold | undefined {
  const hold = holdOf(tx.db, trouble);
  if (!hold || !holds(hold, tx.now)) return undefined;
  if (!breaksShelf(hold, worse ? 0 : trouble.priority)) return hold;
  endHold(tx, hold, 'worse');
  return undefined;
}

/** Ends a hold in the caller's transaction; the alarm under it is the caller's. */
export function endHold(
  tx: Tx,
  hold: AlarmHold,
  why: NonNullable<AlarmHold['endReason']>,
): Answer<AlarmHold> {
  const after = release(hold, why, tx.operator, tx.now);
  if (isRefusal(after)) return after;
  updateHold(tx.db, after);
  tx.record('alarmHold', after);
  noteEvent(tx, { ...hold, placeId: null }, 'released');
  return after;
}

/** Alarms with the unseen ones that stand under them. */
function withBelow(tx: Tx, ids: readonly string[]): ReadonlySet<string> {
  const heads = new Set(ids);
  const { rows } = openList(tx.db, tx.now, Infinity);
  const unseen = rows.filter(({ state }) => state !== 'acknowledged');
  return new Set(unseen.filter(({ id, headId }) => heads.has(headId ?? id)).map(({ id }) => id));
}

/**
 * Raises an alarm as part of whatever command is running; the same cause again is the same alarm. `worse`: it must be seen anew
 * even when its priority is no higher than before.
 */
export function raiseAlarm(tx: Tx, trouble: Trouble, worse = false): Alarm {
  const held = holdFor(tx, trouble, worse);
  const open = openAlarmOf(tx.db, trouble);
  const told = held ? null : 'announced';
  if (!open) return keepAlarm(tx, newAlarm(trouble, tx.newId(), tx.operator.id, tx.now), told, true);
  const after = again(open, trouble, tx.operator.id, tx.now, worse);
  if (!after) return open;
  return keepAlarm(tx, after, after.raisedAt === open.raisedAt ? null : told);
}

/** What was wrong no longer is. What nobody was told of, because it is held, nobody has to see. */
export function endAlarm(tx: Tx, cause: Cause): void {
  const open = openAlarmOf(tx.db, cause);
  const after = open && returnToNormal(open, tx.now);
  if (!after) return;
  const hold = holdOf(tx.db, cause);
  if (hold && holds(hold, tx.now) && after.state === 'returned')
    keepAlarm(tx, { ...after, state: 'cleared', clearedAt: tx.now }, 'returned');
  else keepAlarm(tx, after, 'returned');
}

/** Alarms that are true at this moment because of other nouns' rows. */
export function derivedAlarms(db: ReadHandle, now: string): DerivedAlarm[] {
  const running = incidentPage(db, { text: '', states: ['running'], limit: 50 }).rows;
  return [
    ...parAlarms(board({ db }), Date.parse(now)),
    ...lateChecks(db, now),
    ...misfireAlarms(openMisfires(db), now),
    ...lateOrders(db, now),
    ...running.flatMap(({ id, exercise }) =>
      lateTaskAlarms(openTasksOf(db, id), now, paceOn(legsOf(db, id))).map((alarm) => ({
        ...alarm,
        exercise,
      })),
    ),
  ];
}

/** Everything abnormal, as the alarm list and the top bar show it; `limit` lines of it. */
export function openList(
  db: ReadHandle,
  now: string,
  limit = listLimit,
  areaId: string | null = null,
): AlarmList {
  const derived = derivedAlarms(db, now);
  const stored = openAlarms(db);
  const causes = derived.map(({ noun, id, key }) => ({ source: noun, sourceId: id, topic: key }));
  const held = { now: holdsInForce(db, now), released: lastReleases(db, causes) };
  const places = [...stored, ...derived].flatMap(({ placeId }) => placeId ?? []);
  const areas = areasOf(db, places);
  const list = mergeAlarms(stored, derived, seenOf(db, derived.map(seenId)), limit, now, held, {
    of: (placeId) => (placeId === null ? null : (areas.get(placeId) ?? null)),
    only: areaId,
  });
  return { ...list, rows: explained(db, list.rows, now), chain: escalationOf(db).chain };
}

/** Lines with what their rules say of them, and the plans that they propose. */
function explained(db: ReadHandle, rows: readonly OpenAlarm[], now: string): OpenAlarm[] {
  const rules = new Map<string, OpenAlarm['rule']>();
  return rows.map((row) => {
    const { ruleId } = row;
    const outlook =
      row.source === 'gauge' && row.topic === 'level'
        ? outlookNow(db, row.sourceId, Date.parse(now))
        : undefined;
    if (ruleId === null) return outlook ? { ...row, outlook } : row;
    let rule = rules.get(ruleId);
    if (rule === undefined) rules.set(ruleId, (rule = explainedRule(ruleById(db, ruleId))));
    const plan = row.proposes?.planKey == null ? undefined : approvedPlan(db, row.proposes.planKey);
    return {
      ...row,
      ...(outlook ? { outlook } : {}),
      rule,
      proposes: row.proposes && { ...row.proposes, planTitle: plan?.title ?? null },
    };
  });
}

function explainedRule(rule: AlarmRule | undefined): OpenAlarm['rule'] {
  if (!rule) return null;
  const { pointId, level, side, minutesToAct, owner, incident } = rule;
  return {
    pointId, level, side, minutesToAct, owner, incident, cause: everyLanguage(rule.cause),
    consequence: everyLanguage(rule.consequence),
  }; // prettier-ignore
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
    return keepAlarm(tx, newAlarm(trouble, id, tx.operator.id, tx.now), 'announced', true);
  },
  'alarm.acknowledge': (tx, input) => {
    const derived = new Map(derivedAlarms(tx.db, tx.now).map((each) => [seenId(each), each]));
    const done: string[] = [];
    let refusal: ReturnType<typeof refuse> | null = null;
    for (const id of input.below ? withBelow(tx, input.ids) : new Set(input.ids)) {
      const alarm = alarmById(tx.db, id);
      const follows = derived.get(id);
      if (!alarm && !follows) {
        refusal ??= refuse('unknownAlarm');
        continue;
      }
      if (alarm) {
        const after = acknowledge(alarm, tx.operator, tx.now);
        if (isRefusal(after)) {
          refusal ??= after;
          continue;
        }
        keepAlarm(tx, after, 'acknowledged');
      } else if (follows) {
        const seen = { id, at: tx.now, by: tx.operator.id, byName: tx.operator.name };
        insertSeen(tx.db, seen);
        tx.record('alarmSeen', seen);
        if (follows.exercise !== true) {
          noteDerived(tx, derivedRow(follows, id), follows.since);
          noteEvent(tx, derivedRow(follows, id), 'acknowledged');
        }
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
    return keepAlarm(tx, after, 'cleared');
  },
  'alarm.open': (read, input) => openList(read.db, read.now, listLimit, input.areaId),
  'alarm.page': (read, input) => alarmPage(read.db, input),
};
