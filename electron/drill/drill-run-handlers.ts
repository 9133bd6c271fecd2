import type { Part, Tx } from '../door.ts';
import { endIncident } from '../incident/closing-handlers.ts';
import { checkVersion, declare, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import type { Incident } from '../incident/incident.ts';
import { incidentById } from '../incident/incident-store.ts';
import { activate } from '../plan/plan-handlers.ts';
import { approvedPlan } from '../plan/plan-store.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { dayPlus, instantOf, siteDay } from '../roster/local-time.ts';
import { siteRow } from '../session/site-store.ts';
import { insertInject } from './drill-inject-store.ts';
import { typeById } from './drill-type-store.ts';
import type { DrillInject } from './drill-inject.ts';
import {
  insertRun,
  runById,
  runLines,
  runningRuns,
  runOfIncident,
  stoppedUnseen,
  updateConduct,
} from './drill-run-store.ts';
import { drillMinute, incidentTypeOf, seeStop, turnClock, type DrillRun } from './drill-run.ts';
import { inTheWay } from './drill-way-handlers.ts';
import { saveConduct, saveRun, sayStop } from './drill-stop-handlers.ts';
import { drillById } from './drill-store.ts';
import type { Drill, DrillType } from './drill.ts';

/** A drill, its type and its run, if it was ever started. */
interface Known {
  readonly drill: Drill;
  readonly type: DrillType;
  readonly run: DrillRun;
}

/** The drill's run as the caller saw it, and its exercise while that is open. */
function conducted(tx: Tx, id: string, seen: number): Answer<Known & { readonly incident: Incident }> {
  const drill = drillById(tx.db, id);
  const type = drill && typeById(tx.db, drill.typeId);
  if (!drill || !type) return refuse('unknownDrill');
  const run = runById(tx.db, id);
  if (!run) return refuse('drillNotStarted');
  const incident = openIncident(tx, run.incidentId);
  if (isRefusal(incident)) return incident;
  return checkVersion(run, seen) ?? { drill, type, run, incident };
}

/** The injects of the type as they wait in this drill. */
function copyInjects(tx: Tx, drillId: string, type: DrillType): void {
  const inOrder = [...type.injects].sort((a, b) => a.minute - b.minute);
  for (const [index, { minute, channel, text, effect }] of inOrder.entries()) {
    const inject: DrillInject = {
      id: tx.newId(),
      drillId,
      orderNo: index + 1,
      dueMinute: minute,
      channel,
      text,
      effect,
      state: 'waiting',
      heldBecause: null,
      firedAt: null,
      firedMinute: null,
      firedByName: null,
      version: 1,
    };
    insertInject(tx.db, inject);
    tx.record('drillInject', inject);
  }
}

export const drillRunHandlers: Part<
  | 'drill.start'
  | 'drill.turnClock'
  | 'drill.resume'
  | 'drill.end'
  | 'drill.seeStop'
  | 'drill.sayStop'
  | 'drill.today'
  | 'drill.inTheWay'
  | 'drill.now'
  | 'drill.ofExercise'
> = {
  'drill.start': (tx, input) => {
    const drill = drillById(tx.db, input.id);
    const type = drill && typeById(tx.db, drill.typeId);
    const place = drill && placeById(tx.db, drill.placeId);
    if (!drill || !type || !place) return refuse('unknownDrill');
    const conflict = checkVersion(drill, input.version);
    if (conflict) return conflict;
    if (drill.state !== 'planned') return refuse('drillNotWaiting', { state: drill.state });
    const serious = inTheWay(tx, drill, type).filter((each) => each.serious);
    if (serious.length > 0 && input.despite === undefined)
      return refuse('drillInTheWay', { count: serious.length });
    const plan = type.planKey === null ? undefined : approvedPlan(tx.db, type.planKey);
    const incident = declare(
      tx,
      {
        type: incidentTypeOf[type.kind],
        placeId: drill.placeId,
        placeText: '',
        longitude: null,
        latitude: null,
        severity: 2,
        note: input.title,
        exercise: true,
      },
      {
        key: `drillRun.said.started${plan ? 'Plan' : ''}${input.despite === undefined ? '' : 'Despite'}`,
        facts: {
          drill: type.names,
          place: place.names,
          rate: input.rate,
          count: type.injects.length,
          plan: plan?.title ?? '',
          edition: plan?.edition ?? 0,
          reason: input.despite ?? '',
        },
      },
    );
    if (isRefusal(incident)) return incident;
    const run: DrillRun = {
      id: drill.id,
      incidentId: incident.id,
      legs: [{ at: tx.now, drillMs: 0, rate: input.rate }],
      startedAt: tx.now,
      startedBy: tx.operator.id,
      startedByName: tx.operator.name,
      endedAt: null,
      stoppedBy: null,
      stoppedAt: null,
      seenAt: null,
      seenByName: null,
      freedTeams: [],
      stopSaidAt: null,
      version: 1,
    };
    const running: Drill = {
      ...drill,
      state: 'running',
      incidentId: incident.id,
      version: drill.version + 1,
    };
    updateConduct(tx.db, running);
    tx.record('drill', running);
    insertRun(tx.db, run);
    tx.record('drillRun', run);
    copyInjects(tx, drill.id, type);
    if (plan) {
      const started = activate(tx, { incidentId: incident.id, planId: plan.id }, true);
      if (isRefusal(started)) return started;
    }
    return run;
  },
  'drill.turnClock': (tx, input) => {
    const known = conducted(tx, input.id, input.version);
    if (isRefusal(known)) return known;
    if (known.drill.state !== 'running') return refuse('drillNotRunning');
    const run = turnClock(known.run, input.running ? input.rate : 0, tx.now);
    if (isRefusal(run)) return run;
    const minute = Math.floor(drillMinute(run, tx.now));
    sayTemplate(
      tx,
      run.incidentId,
      'system',
      input.running ? 'drillRun.said.clockRuns' : 'drillRun.said.clockStands',
      { minute, rate: input.rate },
    );
    return saveRun(tx, run);
  },
  'drill.resume': (tx, input) => {
    const known = conducted(tx, input.id, input.version);
    if (isRefusal(known)) return known;
    if (known.drill.state !== 'interrupted' || known.run.endedAt !== null)
      return refuse('drillNotInterrupted');
    const run = turnClock(known.run, input.rate, tx.now);
    if (isRefusal(run)) return run;
    const seen = run.seenAt === null ? { seenAt: tx.now, seenByName: tx.operator.name } : {};
    saveConduct(tx, known.drill, 'running');
    sayTemplate(tx, run.incidentId, 'decision', 'drillRun.said.resumed', {
      minute: Math.floor(drillMinute(run, tx.now)),
      rate: input.rate,
      reason: input.reason,
    });
    return saveRun(tx, { ...run, ...seen });
  },
  'drill.end': (tx, input) => {
    const known = conducted(tx, input.id, input.version);
    if (isRefusal(known)) return known;
    if (known.run.endedAt !== null) return refuse('drillRunOver', { at: known.run.endedAt });
    const { incident } = known;
    // Stood down by hand before: then there is only the drill to end.
    if (incident.state !== 'running') return refuse('incidentNotRunning', { number: '' });
    const after = endIncident(tx, incident, incident.version, input.note);
    if (isRefusal(after)) return after;
    return runById(tx.db, known.run.id) ?? known.run;
  },
  'drill.seeStop': (tx, input) => {
    const run = runById(tx.db, input.id);
    if (!run) return refuse('drillNotStarted');
    const conflict = checkVersion(run, input.version);
    if (conflict) return conflict;
    const after = seeStop(run, tx.operator.name, tx.now);
    if (isRefusal(after)) return after;
    tx.concerns(run.incidentId);
    return saveRun(tx, after);
  },
  'drill.sayStop': (tx, input) => sayStop(tx, input.id),
  'drill.today': (read) => {
    const zone = siteRow(read.db)?.timeZone ?? 'UTC';
    const today = siteDay(read.now, zone);
    const rows = runLines(read.db, {
      from: new Date(instantOf(today, 0, zone)).toISOString(),
      until: new Date(instantOf(dayPlus(today, 1), 0, zone)).toISOString(),
    });
    return { rows, total: rows.length, next: null };
  },
  'drill.inTheWay': (read, input) => {
    const drill = drillById(read.db, input.id);
    const type = drill && typeById(read.db, drill.typeId);
    return drill && type ? inTheWay(read, drill, type) : refuse('unknownDrill');
  },
  'drill.now': (read) => ({
    running: runningRuns(read.db).flatMap((run) => {
      const incident = incidentById(read.db, run.incidentId);
      const drill = drillById(read.db, run.id);
      const type = drill && typeById(read.db, drill.typeId);
      if (!incident || !type) return [];
      const { id, incidentId, legs } = run;
      return [{ id, incidentId, legs, typeNames: type.names, year: incident.year, number: incident.number }];
    }),
    stopped: stoppedUnseen(read.db),
  }),
  'drill.ofExercise': (read, input) => {
    const run = runOfIncident(read.db, input.incidentId);
    const drill = run && drillById(read.db, run.id);
    const type = drill && typeById(read.db, drill.typeId);
    return run && drill && type ? { run, drill, type } : null;
  },
};
