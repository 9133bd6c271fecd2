import { z } from 'zod';
import { incidentType, severity, type IncidentType, type LogTemplate } from '../incident/incident.ts';
import { placeKind, type PlaceKind } from '../place/place.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, names, pageInput, version, type Names } from '../schema-parts.ts';

export const planStates = ['draft', 'approved', 'superseded'] as const;
export type PlanState = (typeof planStates)[number];

/** When a plan proposes itself. What is left empty is no condition. */
export const criteria = z.object({
  types: z.array(incidentType).max(10).default([]),
  minSeverity: severity.default(1),
  placeIds: z.array(id).max(200).default([]),
  placeKinds: z.array(placeKind).max(40).default([]),
  gauge: z
    .object({ placeId: id, minLevelCm: z.number().min(-10_000).max(100_000) })
    .nullable()
    .default(null),
});
export type Criteria = z.output<typeof criteria>;

/** One step as it is written; its order is its place in the list. */
export const stepInput = z.object({
  instruction: names,
  /** Who does it, in the site's own words (Flood warden). */
  role: names.nullable().default(null),
  /** The position of the incident that answers for it, e.g. operations. */
  position: line(60).nullable().default(null),
  /** Minutes after the plan was started (or after the condition came true) by which it should be done. */
  targetMinutes: z.number().positive().max(10_080).nullable().default(null),
  placeId: id.nullable().default(null),
  /** Done only if this happens; its time runs from then. */
  condition: names.nullable().default(null),
});
export type Step = z.output<typeof stepInput> & { readonly id: string; readonly order: number };

export const addPlanInput = z.object({
  /** Stable code of the plan through its editions, e.g. FLOOD-WALL. */
  key: line(40),
  title: names,
  criteria: criteria.prefault({}),
  steps: z.array(stepInput).min(1).max(200),
});
export const approveInput = z.object({ id, version });
export const planPageInput = pageInput.extend({ states: z.array(z.enum(planStates)).max(3).optional() });

export interface Plan {
  readonly id: string;
  readonly key: string;
  /** Counts the plan's rewritings: v1, v2, v3. */
  readonly edition: number;
  readonly title: Names;
  readonly state: PlanState;
  readonly criteria: Criteria;
  readonly steps: readonly Step[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
  readonly version: number;
}

/** A plan in a list. */
export type PlanLine = Omit<Plan, 'steps'> & { readonly stepCount: number };

/** A plan of an incident, from the moment it was started. */
export interface Activation {
  readonly id: string;
  readonly incidentId: string;
  readonly planId: string;
  readonly planKey: string;
  readonly edition: number;
  readonly title: Names;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
}

/** Someone other than the author approves a draft; what it says is frozen from then on. */
export function approve(plan: Plan, operatorId: string, at: string): Answer<Plan> {
  if (plan.state !== 'draft') return refuse('planNotDraft', { plan: planName(plan) });
  if (plan.createdBy === operatorId) return refuse('planSelfApproval', { plan: planName(plan) });
  return { ...plan, state: 'approved', approvedAt: at, approvedBy: operatorId, version: plan.version + 1 };
}

/** FLOOD-WALL v3: the same in every language. */
export function planName(plan: { readonly key: string; readonly edition: number }): string {
  return `${plan.key} v${plan.edition}`;
}

// Which plans fit

export const proposalsInput = z.union([
  z.object({ incidentId: id }),
  z.object({
    type: incidentType,
    severity,
    placeId: id.nullable().default(null),
    longitude: z.number().min(-180).max(180).nullable().default(null),
    latitude: z.number().min(-90).max(90).nullable().default(null),
  }),
]);
export const activateInput = z.object({ incidentId: id, planId: id });

/** A place of the situation: where it is, what surrounds it. */
export interface SituationPlace {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly names: Names;
}

export interface GaugeReading {
  readonly placeId: string;
  readonly names: Names;
  readonly levelCm: number;
  readonly at: string;
}

/** What is known at the moment of deciding. No places means that the place is not known. */
export interface Situation {
  readonly type: IncidentType;
  readonly severity: number;
  readonly places: readonly SituationPlace[];
  readonly readings: readonly GaugeReading[];
}

/** A fact that speaks for the plan, as a text of the locales with what fills it. */
export type Reason = LogTemplate;

export interface Proposal {
  readonly planId: string;
  readonly key: string;
  readonly edition: number;
  readonly title: Names;
  readonly stepCount: number;
  readonly reasons: readonly Reason[];
  readonly score: number;
  /** Already running in this incident. */
  readonly active: boolean;
}

export interface Match {
  readonly reasons: readonly Reason[];
  /** Larger is a closer fit. */
  readonly score: number;
}

/**
 * Whether a plan fits, and why. Type and severity must fit. When the plan names places or a gauge, one of the two must
 * speak for it: water over a threshold calls its plan wherever the incident was declared. At an unknown place the plan is
 * kept, far down and with that said, rather than hidden from the one who decides.
 */
export function match(plan: Pick<Plan, 'criteria'>, situation: Situation): Match | null {
  const { types, minSeverity, placeIds, placeKinds, gauge } = plan.criteria;
  const reasons: Reason[] = [];
  let score = 0;
  const because = (key: string, facts: Reason['facts'], weight: number): void => {
    reasons.push({ key: `plan.reason.${key}`, facts });
    score += weight;
  };
  if (types.length > 0) {
    if (!types.includes(situation.type)) return null;
    because('type', { type: { key: `incident.type.${situation.type}` } }, 2);
  }
  if (situation.severity < minSeverity) return null;
  if (minSeverity > 1) because('severity', { severity: minSeverity }, minSeverity / 4);

  const place = situation.places.find((each) => placeIds.includes(each.id));
  const kind = situation.places.find((each) => placeKinds.includes(each.kind));
  if (place) because('place', { place: place.names }, 8);
  else if (kind) because('placeKind', { kind: { key: `map.placeKind.${kind.kind}` }, place: kind.names }, 4);
  const reading = gauge && situation.readings.find((each) => each.placeId === gauge.placeId);
  if (gauge && reading && reading.levelCm >= gauge.minLevelCm)
    because('gauge', { gauge: reading.names, levelCm: reading.levelCm, minLevelCm: gauge.minLevelCm }, 6);

  const bound = placeIds.length > 0 || placeKinds.length > 0 || gauge !== null;
  const spokenFor = reasons.some(({ key }) => /\.(place|placeKind|gauge)$/.test(key));
  if (bound && !spokenFor) {
    if (situation.places.length > 0) return null;
    because('placeUnknown', {}, -1);
  }
  return { reasons, score };
}

/** The plans that fit, closest first; between equals the one meant for the graver case, then by code. */
export function propose(
  plans: readonly Plan[],
  situation: Situation,
  running: ReadonlySet<string> = new Set(),
): Proposal[] {
  return plans
    .flatMap((plan) => {
      const fit = match(plan, situation);
      return fit ? [{ plan, fit }] : [];
    })
    .sort(
      (a, b) =>
        b.fit.score - a.fit.score ||
        b.plan.criteria.minSeverity - a.plan.criteria.minSeverity ||
        (a.plan.key < b.plan.key ? -1 : a.plan.key > b.plan.key ? 1 : 0),
    )
    .map(({ plan, fit }) => ({
      planId: plan.id,
      key: plan.key,
      edition: plan.edition,
      title: plan.title,
      stepCount: plan.steps.length,
      ...fit,
      active: running.has(plan.key),
    }));
}
