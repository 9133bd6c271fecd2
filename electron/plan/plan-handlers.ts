import type { ReadHandle } from '../database.ts';
import type { Part, Read, Tx } from '../door.ts';
import { newestLevels } from '../flood/flood-store.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { lastOrder, insertTask } from '../task/task-store.ts';
import { taskOfStep } from '../task/task.ts';
import { surrounding } from './place-around.ts';
import {
  approve,
  planName,
  propose,
  type Activation,
  type GaugeReading,
  type Plan,
  type Situation,
  type SituationPlace,
} from './plan.ts';
import {
  activationsOf,
  approvedPlan,
  approvedPlans,
  insertActivation,
  insertPlan,
  lastEdition,
  planById,
  planPage,
  updatePlanState,
} from './plan-store.ts';

/** Where the newest level of each gauge comes from; a noun that measures adds its function here. */
const readingSources: readonly ((db: ReadHandle) => GaugeReading[])[] = [newestLevels];

/** The first place of a plan that the register does not have. */
function missingPlace(db: ReadHandle, plan: Pick<Plan, 'criteria' | 'steps'>): Refusal | null {
  const named = [
    ...plan.criteria.placeIds,
    ...(plan.criteria.gauge ? [plan.criteria.gauge.placeId] : []),
    ...plan.steps.flatMap((step) => (step.placeId === null ? [] : [step.placeId])),
  ];
  const missing = named.find((id) => !placeById(db, id));
  return missing === undefined ? null : refuse('unknownPlace', { place: missing });
}

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

function situationOf(
  read: Read,
  input: Parameters<typeof placesAt>[1] & Pick<Situation, 'type' | 'severity'>,
): Situation {
  return {
    type: input.type,
    severity: input.severity,
    places: placesAt(read.db, input),
    readings: readingSources.flatMap((source) => source(read.db)),
  };
}

/** Starts a plan in an incident: its steps become tasks whose times run from now. */
function activate(tx: Tx, input: { incidentId: string; planId: string }): Answer<Activation> {
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
  for (const step of plan.steps) {
    const ids = { id: tx.newId(), incidentId: incident.id, activationId: activation.id, by: tx.operator.id };
    const made = taskOfStep(step, ids, tx.now);
    const task = { ...made, orderNo: first + made.orderNo };
    insertTask(tx.db, task);
    tx.record('task', task);
  }
  sayTemplate(tx, incident.id, 'decision', 'plan.said.started', {
    plan: plan.title,
    edition: plan.edition,
    count: plan.steps.length,
  });
  return activation;
}

export const planHandlers: Part<
  | 'plan.add'
  | 'plan.approve'
  | 'plan.page'
  | 'plan.byId'
  | 'plan.activations'
  | 'incident.proposals'
  | 'incident.activatePlan'
> = {
  'plan.add': (tx, input) => {
    const plan: Plan = {
      id: tx.newId(),
      key: input.key,
      edition: lastEdition(tx.db, input.key) + 1,
      title: input.title,
      state: 'draft',
      criteria: input.criteria,
      steps: input.steps.map((step, i) => ({ id: tx.newId(), order: i + 1, ...step })),
      createdAt: tx.now,
      createdBy: tx.operator.id,
      approvedAt: null,
      approvedBy: null,
      version: 1,
    };
    const missing = missingPlace(tx.db, plan);
    if (missing) return missing;
    insertPlan(tx.db, plan);
    tx.record('plan', plan);
    return plan;
  },
  'plan.approve': (tx, input) => {
    const plan = planById(tx.db, input.id);
    if (!plan) return refuse('unknownPlan');
    if (plan.version !== input.version)
      return refuse('conflict', { seen: input.version, current: plan.version });
    const after = approve(plan, tx.operator.id, tx.now);
    if (isRefusal(after)) return after;
    const before = approvedPlan(tx.db, plan.key);
    if (before) {
      const superseded: Plan = { ...before, state: 'superseded', version: before.version + 1 };
      updatePlanState(tx.db, superseded);
      tx.record('plan', superseded);
    }
    updatePlanState(tx.db, after);
    tx.record('plan', after);
    return after;
  },
  'plan.page': (read, input) => planPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'plan.byId': (read, input) => planById(read.db, input.id) ?? null,
  'plan.activations': (read, input) => activationsOf(read.db, input.incidentId),
  'incident.proposals': (read, input) => {
    if (!('incidentId' in input)) return propose(approvedPlans(read.db), situationOf(read, input));
    const incident = incidentById(read.db, input.incidentId);
    if (!incident) return refuse('unknownIncident');
    const running = new Set(activationsOf(read.db, incident.id).map((each) => each.planKey));
    return propose(approvedPlans(read.db), situationOf(read, incident), running);
  },
  'incident.activatePlan': activate,
};
