import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { declare, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { incidentNumber, type Incident, type LogTemplate } from '../incident/incident.ts';
import { activate } from '../plan/plan-handlers.ts';
import { approvedPlan } from '../plan/plan-store.ts';
import type { Plan } from '../plan/plan.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { pointById } from '../sensor/point-store.ts';
import { newestReading } from '../sensor/reading-store.ts';
import { siteRow } from '../session/site-store.ts';
import { englishLogText } from '../texts.ts';
import { derivedAlarms, keepAlarm } from './alarm-handlers.ts';
import { seenId } from './alarm-list.ts';
import { alarmById } from './alarm-store.ts';
import type { Alarm } from './alarm.ts';
import { climb, outsideChannels, type Escalation } from './escalation.ts';
import {
  deleteDerived, derivedRow, derivedRows, dueToClimb, escalationOf, exerciseRuns, insertDerived, runningOfCause, saveEscalation,
  undeclared, type DerivedRow,
} from './escalation-store.ts'; // prettier-ignore
import { unshelve } from './hold-handlers.ts';
import { holdsRunOut, insertEvent } from './hold-store.ts';
import { limitOf } from './rule.ts';
import { ruleById } from './rule-store.ts';

/** What one settling does of each kind, so that it never takes long; the keeper comes again for the rest. */
const atOnce = 50;
/** One that came while nobody looked came when it was found. */
const freshMs = 60_000;
const severityOf = { 1: 3, 2: 2, 3: 1 } as const;

/** Writes down that an alarm without a row of its own came. */
export function noteDerived(tx: Tx, row: DerivedRow, since: string): void {
  if (!insertDerived(tx.db, row)) return;
  const at = Date.parse(tx.now) - Date.parse(since) <= freshMs && since <= tx.now ? since : tx.now;
  const { source, sourceId, topic, priority, placeId } = row;
  insertEvent(tx.db, { id: tx.newId(), at, kind: 'announced', source, sourceId, topic, priority, placeId });
}

/** Those that came and went since last looked: what the room heard without a row of an alarm. */
function derivedChanges(db: ReadHandle, now: string) {
  const alarms = derivedAlarms(db, now).filter(({ exercise }) => exercise !== true);
  const known = new Map(derivedRows(db).map((row) => [row.id, row]));
  const came = alarms.filter((alarm) => !known.has(seenId(alarm)));
  const still = new Set(alarms.map(seenId));
  return { came, gone: [...known.values()].filter(({ id }) => !still.has(id)) };
}

/** Whether alarms came or went that follow from other rows and are not written down yet. */
export function derivedMoved(db: ReadHandle, now: string): boolean {
  const { came, gone } = derivedChanges(db, now);
  return came.length + gone.length > 0;
}

function settleDerived(tx: Tx): number {
  const { came, gone } = derivedChanges(tx.db, tx.now);
  for (const alarm of came.slice(0, atOnce)) noteDerived(tx, derivedRow(alarm, seenId(alarm)), alarm.since);
  for (const { id, ...row } of gone.slice(0, atOnce)) {
    deleteDerived(tx.db, id);
    insertEvent(tx.db, { id: tx.newId(), at: tx.now, kind: 'returned', ...row });
  }
  return came.length + gone.length;
}

/**
 * Alarms whose rule declares an incident. While an exercise runs, what people read out may be the play: it is proposed to
 * whoever is at the seat, and only what an instrument sent declares by itself.
 */
export function dueToDeclare(db: ReadHandle, now: string): Alarm[] {
  const ids = undeclared(db, now);
  if (ids.length === 0) return [];
  const playing = exerciseRuns(db);
  return ids.flatMap((id) => {
    const alarm = alarmById(db, id);
    return alarm && (!playing || newestReading(db, alarm.sourceId)?.source === 'sensor') ? [alarm] : [];
  });
}

/** The reading behind an alarm as one sentence of an incident's log: time, value, limit and the plan that begins with it. */
function readingOf(tx: Tx, alarm: Alarm, plan: Plan | undefined): LogTemplate | undefined {
  const point = pointById(tx.db, alarm.sourceId);
  const newest = newestReading(tx.db, alarm.sourceId);
  const rule = alarm.ruleId === null ? undefined : ruleById(tx.db, alarm.ruleId);
  if (!point || !newest) return typeof alarm.cause === 'string' ? undefined : alarm.cause;
  const facts = {
    point: point.names,
    value: newest.value,
    unit: point.unit,
    time: new Date(newest.atMs).toISOString(),
    limit: (rule && limitOf(point, rule)?.value) ?? newest.value,
  };
  return plan
    ? { key: 'alarm.saidReadingPlan', facts: { ...facts, plan: plan.title } }
    : { key: 'alarm.saidReading', facts };
}

/** An incident from an alarm: with its plan started and the reading in its log; once for an occasion. */
function declareFrom(tx: Tx, alarm: Alarm): Answer<Incident> {
  const before = alarm.incidentId === null ? undefined : incidentById(tx.db, alarm.incidentId);
  if (before) return refuse('alarmHasIncident', { number: incidentNumber(before) });
  if (alarm.incidentType === null) return refuse('alarmProposesNothing');
  const runningId = runningOfCause(tx.db, alarm);
  const running = runningId === undefined ? undefined : openIncident(tx, runningId);
  if (running && !isRefusal(running)) {
    // The same trouble once more while its incident runs: it is said there.
    const said = readingOf(tx, alarm, undefined);
    if (said) sayTemplate(tx, running.id, 'reading', said.key, said.facts, { placeId: alarm.placeId });
    keepAlarm(tx, { ...alarm, incidentId: running.id, version: alarm.version + 1 }, null);
    return running;
  }
  const plan = alarm.planKey === null ? undefined : approvedPlan(tx.db, alarm.planKey);
  const incident = declare(
    tx,
    {
      type: alarm.incidentType,
      placeId: alarm.placeId,
      placeText: '',
      longitude: null,
      latitude: null,
      severity: severityOf[alarm.priority],
      note: titleOf(tx, alarm),
      exercise: false,
    },
    readingOf(tx, alarm, plan),
  );
  if (isRefusal(incident)) return incident;
  if (plan) {
    const started = activate(tx, { incidentId: incident.id, planId: plan.id }, true);
    if (isRefusal(started)) return started;
  }
  keepAlarm(tx, { ...alarm, incidentId: incident.id, version: alarm.version + 1 }, null);
  return incident;
}

/** The title of an incident that Tocsin declares: the sentence of the alarm in English, as titles are typed once. */
function titleOf(tx: Tx, alarm: Alarm): string {
  const site = siteRow(tx.db);
  return typeof alarm.cause === 'string' ? alarm.cause : englishLogText(alarm.cause, tx.now, site?.timeZone);
}

export const settleHandlers: Part<
  'alarm.settle' | 'alarm.accept' | 'alarm.setEscalation' | 'alarm.escalation'
> = {
  'alarm.settle': (tx) => {
    const shelves = holdsRunOut(tx.db, tx.now, atOnce);
    for (const hold of shelves) unshelve(tx, hold, 'time');
    const escalation = escalationOf(tx.db);
    let climbed = 0;
    for (const id of dueToClimb(tx.db, tx.now, atOnce)) {
      const alarm = alarmById(tx.db, id);
      const higher = alarm && climb(escalation, alarm, tx.now);
      if (!higher) continue;
      keepAlarm(tx, higher, 'escalated');
      climbed += 1;
      const step = escalation.chain[higher.climbed - 1];
      if (step) tx.afterCommit(() => outsideChannels.forEach((channel) => channel.tell(higher, step)));
    }
    // One command says one sentence in one log; the keeper comes again for the next.
    const [due] = dueToDeclare(tx.db, tx.now);
    const declared = due && !isRefusal(declareFrom(tx, due)) ? 1 : 0;
    const noted = settleDerived(tx);
    const done = { ended: shelves.length, climbed, declared, noted };
    return Object.values(done).every((n) => n === 0) ? refuse('nothingToSettle') : done;
  },
  'alarm.accept': (tx, input) => {
    const alarm = alarmById(tx.db, input.alarmId);
    return alarm ? declareFrom(tx, alarm) : refuse('unknownAlarm');
  },
  'alarm.setEscalation': (tx, { version, ...given }) => {
    const before = escalationOf(tx.db);
    if (before.version !== version) return refuse('conflict', { seen: version, current: before.version });
    const after: Escalation = { ...given, version: version + 1 };
    saveEscalation(tx.db, after);
    tx.record('alarmEscalation', { id: 'site', ...after });
    return after;
  },
  'alarm.escalation': (read) => escalationOf(read.db),
};
