import type { Part, Tx } from '../door.ts';
import { gaugeById } from '../flood/flood-store.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { properName, type LogKind, type LogTemplate } from '../incident/incident.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { instantOfDrill, rateOf } from './drill-clock.ts';
import { injectById, injectsOf, insertInject, updateInject, waitingInjects } from './drill-inject-store.ts';
import { fire, graceMs, hold, letGo, pretended, skip, type DrillInject } from './drill-inject.ts';
import { runById, runOfIncident } from './drill-run-store.ts';
import { drillMinute, type DrillRun } from './drill-run.ts';
import { drillById } from './drill-store.ts';
import type { Inject, InjectEffect } from './drill.ts';

/** As what the players hear it. */
const heardAs: Readonly<Record<Inject['channel'], LogKind>> = {
  radio: 'radioIn',
  phone: 'note',
  alarm: 'reading',
  face: 'note',
  map: 'reading',
};

function save(tx: Tx, inject: DrillInject): DrillInject {
  updateInject(tx.db, inject);
  tx.record('drillInject', inject);
  return inject;
}

/** The run of a drill that is under way, with its exercise open. */
function underWay(tx: Tx, drillId: string): Answer<DrillRun> {
  const run = runById(tx.db, drillId);
  if (!run) return refuse('drillNotStarted');
  if (drillById(tx.db, drillId)?.state !== 'running') return refuse('drillNotRunning');
  const incident = openIncident(tx, run.incidentId);
  return isRefusal(incident) ? incident : run;
}

/** What the exercise's picture now is, as the end of the sentence that says the inject. */
function effectSaid(tx: Tx, effect: InjectEffect | null): LogTemplate & { readonly placeId: string | null } {
  switch (effect?.kind) {
    case undefined:
      return { key: 'inject', facts: {}, placeId: null };
    case 'place': {
      const facts = { place: placeById(tx.db, effect.placeId)?.names ?? '' };
      return { key: effect.open ? 'injectOpen' : 'injectClosed', facts, placeId: effect.placeId };
    }
    case 'gauge': {
      const gauge = placeById(tx.db, effect.gaugeId)?.names ?? '';
      return { key: 'injectGauge', facts: { gauge, levelCm: effect.levelCm }, placeId: effect.gaugeId };
    }
    case 'wind': {
      const facts = { degrees: effect.fromDegrees, speedMs: effect.speedMs };
      return { key: 'injectWind', facts, placeId: null };
    }
  }
}

/** It happens: said in the exercise's log, its effect in the exercise's picture alone. */
function happen(tx: Tx, run: DrillRun, inject: DrillInject, byName: string): Answer<DrillInject> {
  const minute = drillMinute(run, tx.now);
  const after = fire(inject, inject.version, { at: tx.now, minute, name: byName });
  if (isRefusal(after)) return after;
  save(tx, after);
  const { key, facts, placeId } = effectSaid(tx, inject.effect);
  sayTemplate(
    tx,
    run.incidentId,
    heardAs[inject.channel],
    `drillRun.said.${key}`,
    {
      order: inject.orderNo,
      minute: Math.floor(minute),
      channel: { key: `drillRun.channel.${inject.channel}` },
      text: inject.text,
      ...facts,
    },
    { placeId },
  );
  return after;
}

/** Changes one inject of a running drill as its controller saw it. */
function change(
  tx: Tx,
  input: { readonly id: string; readonly version: number },
  rule: (inject: DrillInject, run: DrillRun) => Answer<DrillInject>,
): Answer<DrillInject> {
  const inject = injectById(tx.db, input.id);
  if (!inject) return refuse('unknownInject');
  const run = underWay(tx, inject.drillId);
  if (isRefusal(run)) return run;
  return rule(inject, run);
}

function unknownThing(tx: Tx, effect: InjectEffect | null): Refusal | null {
  if (effect?.kind === 'place' && !placeById(tx.db, effect.placeId))
    return refuse('unknownPlace', { place: effect.placeId });
  if (effect?.kind === 'gauge' && !gaugeById(tx.db, effect.gaugeId)) return refuse('unknownGauge');
  return null;
}

export const drillInjectHandlers: Part<
  | 'drillInject.fire'
  | 'drillInject.hold'
  | 'drillInject.letGo'
  | 'drillInject.skip'
  | 'drillInject.add'
  | 'drillInject.fireDue'
  | 'drillInject.list'
  | 'drillInject.pretended'
> = {
  'drillInject.fire': (tx, input) =>
    change(tx, input, (inject, run) => {
      const known = fire(inject, input.version, { at: tx.now, minute: 0, name: '' });
      return isRefusal(known) ? known : happen(tx, run, inject, tx.operator.name);
    }),
  'drillInject.hold': (tx, input) =>
    change(tx, input, (inject) => {
      const after = hold(inject, input.version, 'controller');
      return isRefusal(after) ? after : save(tx, after);
    }),
  'drillInject.letGo': (tx, input) =>
    change(tx, input, (inject, run) => {
      const after = letGo(inject, input.version, drillMinute(run, tx.now));
      return isRefusal(after) ? after : save(tx, after);
    }),
  'drillInject.skip': (tx, input) =>
    change(tx, input, (inject) => {
      const after = skip(inject, input.version);
      return isRefusal(after) ? after : save(tx, after);
    }),
  'drillInject.add': (tx, input) => {
    const run = underWay(tx, input.drillId);
    if (isRefusal(run)) return run;
    const unknown = unknownThing(tx, input.effect);
    if (unknown) return unknown;
    const minute = drillMinute(run, tx.now);
    if (input.dueMinute < minute && minute - input.dueMinute > 1)
      return refuse('injectPast', { minute: Math.floor(input.dueMinute) });
    const inject: DrillInject = {
      id: tx.newId(),
      ...input,
      orderNo: Math.max(0, ...injectsOf(tx.db, run.id).map(({ orderNo }) => orderNo)) + 1,
      // As it was typed, for every reader.
      text: properName(input.text),
      state: 'waiting',
      heldBecause: null,
      firedAt: null,
      firedMinute: null,
      firedByName: null,
      version: 1,
    };
    insertInject(tx.db, inject);
    tx.record('drillInject', inject);
    return inject;
  },
  'drillInject.fireDue': (tx, input) => {
    const run = underWay(tx, input.drillId);
    if (isRefusal(run)) return run;
    if (rateOf(run.legs) === 0) return refuse('injectNoneDue');
    const nowMs = Date.parse(tx.now);
    const minute = drillMinute(run, tx.now);
    const due = waitingInjects(tx.db, run.id).filter(({ dueMinute }) => dueMinute <= minute);
    if (due.length === 0) return refuse('injectNoneDue');
    // What came due while nobody was there must not burst out on people in the field.
    const missed = due.filter(
      ({ dueMinute }) =>
        input.afterRestart || nowMs - (instantOfDrill(run.legs, dueMinute * 60_000) ?? nowMs) > graceMs,
    );
    for (const inject of missed) {
      const after = hold(inject, inject.version, 'overdue');
      if (isRefusal(after)) return after;
      save(tx, after);
    }
    if (missed.length > 0) {
      sayTemplate(tx, run.incidentId, 'system', 'drillRun.said.overdue', { count: missed.length });
      return { fired: 0, held: missed.length };
    }
    const happened = happen(tx, run, due[0]!, tx.operator.name);
    return isRefusal(happened) ? happened : { fired: 1, held: 0 };
  },
  'drillInject.list': (read, input) => injectsOf(read.db, input.id),
  'drillInject.pretended': (read, input) => {
    const run = runOfIncident(read.db, input.incidentId);
    return run ? pretended(injectsOf(read.db, run.id)) : null;
  },
};
