import { openAlarms } from '../alarm/alarm-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Read, Tx } from '../door.ts';
import { paceOn } from '../drill/drill-clock.ts';
import { legsOf } from '../drill/drill-run-store.ts';
import { newestLevels } from '../flood/flood-handlers.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { lastOrder, insertTask } from '../task/task-store.ts';
import { taskOfStep } from '../task/task.ts';
import { surrounding } from './place-around.ts';
import {
  planName,
  propose,
  type Activation,
  type GaugeReading,
  type Situation,
  type SituationPlace,
  type StandingAlarm,
} from './plan.ts';
import {
  activationsOf,
  approvedPlans,
  editionsOf,
  insertActivation,
  planById,
  planPage,
} from './plan-store.ts';
import { withProof } from './review-handlers.ts';

/** Where the newest level of each gauge comes from; a noun that measures adds its function here. */
const readingSources: readonly ((db: ReadHandle) => GaugeReading[])[] = [newestLevels];

/** The place and everything around it, nearest first: its parents in the register and what surrounds the position. */
function placesAt(
  db: ReadHandle,
  at: { placeId: string | null; longitude: number | null; latitude: number | null },
): SituationPlace[] {
  const found = new Map<string, SituationPlace>();
  let next = at.placeId;
  while (next !== null && !found.has(next)) {
    const place = placeById(db, next);
    if (!place) break;
    found.set(place.id, { id: place.id, kind: place.kind, names: place.names });
    next = place.parentId;
  }
  if (at.longitude !== null && at.latitude !== null)
    for (const place of surrounding(placesOf(db, undefined), [at.longitude, at.latitude]))
      found.set(place.id, place);
  return [...found.values()];
}

/** Alarms with a place, in the words of the register. */
function standingAlarms(db: ReadHandle): StandingAlarm[] {
  return openAlarms(db).flatMap(({ placeId, priority }) => {
    const place = placeId === null ? undefined : placeById(db, placeId);
    return place ? [{ placeId: place.id, names: place.names, priority }] : [];
  });
}

function situationOf(
  read: Read,
  input: Parameters<typeof placesAt>[1] & Pick<Situation, 'type' | 'severity'>,
): Situation {
  return {
    type: input.type,
    severity: input.severity,
    places: placesAt(read.db, input),
    readings: readingSources.flatMap((source) => source(read.db)),
    alarms: standingAlarms(read.db),
  };
}

/** Starts a plan in an incident: its steps become tasks whose times run from now. */
export function activate(
  tx: Tx,
  input: { incidentId: string; planId: string },
  /** The caller says it in its own sentence. */
  quiet = false,
): Answer<Activation> {
  const incident = openIncident(tx, input.incidentId);
  if (isRefusal(incident)) return incident;
  const plan = planById(tx.db, input.planId);
  if (!plan) return refuse('unknownPlan');
  if (plan.state !== 'approved') return refuse('planNotInForce', { plan: planName(plan) });
  const before = activationsOf(tx.db, incident.id).find((each) => each.planKey === plan.key);
  if (before)
    return refuse('planAlreadyRunning', {
      plan: `${before.planKey} v${before.edition}`,
      by: before.byName,
      at: before.at,
    });
  const activation: Activation = {
    id: tx.newId(),
    incidentId: incident.id,
    planId: plan.id,
    planKey: plan.key,
    edition: plan.edition,
    title: plan.title,
    at: tx.now,
    by: tx.operator.id,
    byName: tx.operator.name,
  };
  insertActivation(tx.db, activation);
  tx.record('activation', activation);
  const first = lastOrder(tx.db, incident.id);
  const pace = paceOn(legsOf(tx.db, incident.id));
  for (const step of plan.steps) {
    const ids = { id: tx.newId(), incidentId: incident.id, activationId: activation.id, by: tx.operator.id };
    const made = taskOfStep(step, ids, tx.now, pace);
    const task = { ...made, orderNo: first + made.orderNo };
    insertTask(tx.db, task);
    tx.record('task', task);
  }
  if (!quiet)
    sayTemplate(tx, incident.id, 'decision', 'plan.said.started', {
      plan: plan.title,
      edition: plan.edition,
      count: plan.steps.length,
    });
  return activation;
}

export const planHandlers: Part<
  | 'plan.page'
  | 'plan.byId'
  | 'plan.editions'
  | 'plan.activations'
  | 'incident.proposals'
  | 'incident.activatePlan'
> = {
  'plan.page': (read, input) => planPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'plan.byId': (read, input) => {
    const plan = planById(read.db, input.id);
    return plan ? withProof(read.db, plan) : null;
  },
  'plan.editions': (read, input) => {
    const rows = editionsOf(read.db, input.key);
    return { rows, total: rows.length, next: null };
  },
  'plan.activations': (read, input) => activationsOf(read.db, input.incidentId),
  'incident.proposals': (read, input) => {
    if (!('incidentId' in input)) return propose(approvedPlans(read.db), situationOf(read, input));
    const incident = incidentById(read.db, input.incidentId);
    if (!incident) return refuse('unknownIncident');
    const running = new Set(activationsOf(read.db, incident.id).map((each) => each.planKey));
    return propose(approvedPlans(read.db), situationOf(read, incident), running);
  },
  'incident.activatePlan': (tx, input) => activate(tx, input),
};
