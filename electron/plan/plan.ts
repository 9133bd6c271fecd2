import { z } from 'zod';
import { mediaTypes, type MediaType } from '../attachment/attachment.ts';
import { incidentType, severity, type IncidentType, type LogTemplate } from '../incident/incident.ts';
import { placeKind, type PlaceKind } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, names, pageInput, version, type Names } from '../schema-parts.ts';
import { branch } from './branch.ts';
import { needInput, placesOfNeed, type Need } from './need.ts';

export const planStates = ['draft', 'review', 'approved', 'superseded'] as const;
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
  /** An alarm that stands at a place (a detector, or what it watches), this urgent or more: 1 act now, 2 soon, 3 look. */
  alarm: z
    .object({ placeId: id, priority: z.int().min(1).max(3) })
    .nullable()
    .default(null),
});
export type Criteria = z.output<typeof criteria>;

/** A drawing or photograph that belongs to a step; frozen with it by the hash of its content. */
const paper = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: line(200),
  mediaType: z.enum(Object.keys(mediaTypes) as [MediaType, ...MediaType[]]),
});
export type Paper = z.output<typeof paper>;

/** One step as it is written; its order is its place in the list. */
export const stepInput = z.object({
  /** Of the same step in the edition before; none for a new step. */
  id: id.optional(),
  instruction: names,
  /** Who does it, in the site's own words (Flood warden). */
  role: names.nullable().default(null),
  /** The position of the incident that answers for it, e.g. operations. */
  position: line(60).nullable().default(null),
  /** Minutes after the plan was started (or after its branch was taken) by which it should be done. */
  targetMinutes: z.number().positive().max(10_080).nullable().default(null),
  placeId: id.nullable().default(null),
  /** Done only if this is so; its time runs from then. */
  branch: branch.nullable().default(null),
  /** Done again so many minutes after it was done. */
  repeatMinutes: z.number().min(1).max(10_080).nullable().default(null),
  needs: z.array(needInput).max(30).default([]),
  papers: z.array(paper).max(20).default([]),
});
export type StepInput = z.output<typeof stepInput>;
export interface Step extends Omit<StepInput, 'id' | 'needs'> {
  /** Stays the same through the plan's editions. */
  readonly id: string;
  readonly order: number;
  readonly needs: readonly Need[];
}

/** What a plan says: the part that is written, reviewed and frozen. */
const content = {
  title: names,
  /** What the plan is there for, in a sentence or two. */
  purpose: z
    .object({ en: line(1000), srLatn: line(1000), zhHans: line(1000) })
    .nullable()
    .default(null),
  criteria: criteria.prefault({}),
  steps: z.array(stepInput).min(1).max(200),
  /** Day by which it has to be looked at again; null: a year after it is approved. */
  reviewDueOn: z.iso.date().nullable().default(null),
};
export const addPlanInput = z.object({
  /** Stable code of the plan through its editions, e.g. FLOOD-WALL. */
  key: line(40),
  ...content,
});
export const editPlanInput = z.object({ id, version, ...content });
export const planVersionInput = z.object({ id, version });
/** `contentHash` is of what the approver read. */
export const approveInput = z.object({ id, version, contentHash: z.string().regex(/^[0-9a-f]{64}$/) });
export const giveBackInput = z.object({ id, version, reason: line(1000) });
export const confirmInput = z.object({ id, version, reviewDueOn: z.iso.date(), note: line(1000) });
export const planPageInput = pageInput.extend({ states: z.array(z.enum(planStates)).max(4).optional() });
export const editionsInput = z.object({ key: line(40) });

export const fileInput = z.object({ text: z.string().max(1_000_000) });
/** `role` gives the card of one role: the code of its position, else its English words. */
export const printInput = z.object({
  id,
  what: z.enum(['plan', 'cards']),
  role: line(200).nullable().default(null),
  language: z.enum(['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans']).default('en'),
});

/** What a plan file would become. */
export interface CheckedFile {
  readonly kind: 'plan';
  readonly key: string;
  readonly title: Names;
  readonly edition: number;
  readonly steps: number;
  readonly needs: number;
  readonly branches: number;
  readonly repeats: number;
  /** Names of papers that the site does not have and that are left out. */
  readonly papersLeftOut: readonly string[];
  /** The edition of this plan that is still being written or read, which has to be settled first. */
  readonly inWork: string | null;
}

export interface Plan {
  readonly id: string;
  readonly key: string;
  /** Counts the plan's rewritings: v1, v2, v3. */
  readonly edition: number;
  readonly title: Names;
  readonly purpose: Names | null;
  readonly state: PlanState;
  readonly criteria: Criteria;
  readonly steps: readonly Step[];
  readonly reviewDueOn: string | null;
  /** When it was last looked at and left as it is, by whom and what they said. */
  readonly reviewedAt: string | null;
  readonly reviewedByName: string | null;
  readonly reviewNote: string | null;
  /** Ids of everyone who wrote in this edition: none of them approves it. */
  readonly authors: readonly string[];
  /** SHA-256 over the canonical JSON of what it says, from the moment it was given to review; null in a draft. */
  readonly contentHash: string | null;
  /** How often it was given to review; approvals count for the last time only. */
  readonly submission: number;
  /** Why it was given back to its author, until it is given to review again. */
  readonly givenBack: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  /** By whom it came into force: the second of the two who approved. */
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
  readonly version: number;
}

/** A plan in a list. */
export type PlanLine = Omit<Plan, 'steps' | 'purpose' | 'reviewNote'> & { readonly stepCount: number };

/** What is frozen, in a form whose canonical JSON is hashed. */
export function frozen(
  plan: Pick<Plan, 'key' | 'edition' | 'title' | 'purpose' | 'criteria' | 'steps'>,
): Pick<Plan, 'key' | 'edition' | 'title' | 'purpose' | 'criteria' | 'steps'> {
  const { key, edition, title, purpose, criteria: when, steps } = plan;
  return { key, edition, title, purpose, criteria: when, steps };
}

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

/** The steps as they are kept: numbered, each step and each need with an id. Refuses: planStepTwice. */
export function numbered(steps: readonly StepInput[], newId: () => string): Step[] | Refusal {
  const seen = new Set<string>();
  const once = (given: string | undefined): string | null => {
    const chosen = given ?? newId();
    if (seen.has(chosen)) return null;
    seen.add(chosen);
    return chosen;
  };
  const made: Step[] = [];
  for (const [i, step] of steps.entries()) {
    const stepId = once(step.id);
    const needs: Need[] = [];
    for (const given of step.needs) {
      const needId = once(given.id);
      if (needId !== null) needs.push({ ...given, id: needId });
    }
    if (stepId === null || needs.length < step.needs.length) return refuse('planStepTwice', { step: i + 1 });
    made.push({ ...step, id: stepId, order: i + 1, needs });
  }
  return made;
}

/** Every place that a plan names. */
export function placesOfPlan(plan: Pick<Plan, 'criteria' | 'steps'>): string[] {
  return [
    ...plan.criteria.placeIds,
    ...(plan.criteria.gauge ? [plan.criteria.gauge.placeId] : []),
    ...(plan.criteria.alarm ? [plan.criteria.alarm.placeId] : []),
    ...plan.steps.flatMap((step) => [
      ...(step.placeId === null ? [] : [step.placeId]),
      ...(step.branch?.kind === 'gauge' ? [step.branch.placeId] : []),
      ...step.needs.flatMap(placesOfNeed),
    ]),
  ];
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

/** An alarm that is not over. */
export interface StandingAlarm {
  readonly placeId: string;
  readonly names: Names;
  readonly priority: number;
}

/** What is known at the moment of deciding. No places means that the place is not known. */
export interface Situation {
  readonly type: IncidentType;
  readonly severity: number;
  readonly places: readonly SituationPlace[];
  readonly readings: readonly GaugeReading[];
  readonly alarms: readonly StandingAlarm[];
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
 * Whether a plan fits, and why. Type and severity must fit. When the plan names places, a gauge or an alarm, one of them
 * must speak for it: water over a threshold calls its plan wherever the incident was declared. At an unknown place the plan is
 * kept, far down and with that said, rather than hidden from the one who decides.
 */
export function match(plan: Pick<Plan, 'criteria'>, situation: Situation): Match | null {
  const { types, minSeverity, placeIds, placeKinds, gauge, alarm } = plan.criteria;
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

  const standing =
    alarm &&
    situation.alarms.find((each) => each.placeId === alarm.placeId && each.priority <= alarm.priority);
  if (standing) because('alarm', { place: standing.names, priority: standing.priority }, 6);

  const bound = placeIds.length > 0 || placeKinds.length > 0 || gauge !== null || alarm !== null;
  const spokenFor = reasons.some(({ key }) => /\.(place|placeKind|gauge|alarm)$/.test(key));
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
