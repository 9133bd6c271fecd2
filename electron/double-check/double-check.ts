import { z } from 'zod';
import { units, type SubstanceName, type Unit } from '../hazmat/hazmat.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, instant, line, pageInput, version } from '../schema-parts.ts';
import type { Confirmation } from '../two-person/two-person.ts';
import type { CheckAnswer, Difference } from './answers.ts';
import { workKinds, type ListContent, type WorkKind } from './check-list.ts';
import type { Beside, Surroundings } from './surroundings.ts';

export const workStates = [
  'draft', 'waiting', 'allowed', 'underWay', 'fireWatch', 'closed', 'stopped',
] as const; // prettier-ignore
export type WorkState = (typeof workStates)[number];
/** Neither over nor stopped. */
export const openStates: readonly WorkState[] = ['draft', 'waiting', 'allowed', 'underWay', 'fireWatch'];

export const methodsOf = {
  hotWork: ['welding', 'cutting', 'grinding', 'heating', 'other'],
  chemicalUse: ['transfer', 'dosing', 'cleaning', 'sampling', 'other'],
} as const satisfies Record<WorkKind, readonly string[]>;
const methods = ['welding', 'cutting', 'grinding', 'heating', 'transfer', 'dosing', 'cleaning', 'sampling', 'other'] as const; // prettier-ignore
export type Method = (typeof methods)[number];

/** So much of a substance is used. */
export interface UsedSubstance {
  readonly substanceId: string;
  readonly amount: number;
  readonly unit: Unit;
}

/** Hot work or chemicals in use: begins only when two people have gone through its list, each on their own. */
export interface DoubleCheck {
  readonly id: string;
  readonly kind: WorkKind;
  /** Counted for each kind and year: HW 2026-014. */
  readonly year: number;
  readonly number: number;
  readonly title: string;
  readonly placeId: string;
  /** Who does it, in words; several are parted by commas. */
  readonly workers: string;
  readonly method: Method;
  readonly substances: readonly UsedSubstance[];
  readonly plannedFrom: string;
  readonly plannedTo: string;
  readonly edition: number;
  /** The list as it was when the task was written. */
  readonly list: ListContent;
  readonly state: WorkState;
  readonly createdAt: string;
  readonly createdByName: string;
  readonly begunAt: string | null;
  readonly begunByName: string | null;
  readonly finishedAt: string | null;
  /** Somebody stays until then, looks in until then. */
  readonly watchUntil: string | null;
  readonly monitorUntil: string | null;
  readonly closedAt: string | null;
  readonly closedByName: string | null;
  readonly closeNote: string;
  readonly stoppedAt: string | null;
  readonly stoppedByName: string | null;
  readonly stopCause: 'hand' | 'test' | null;
  readonly stopReason: string;
  readonly version: number;
}

const details = {
  title: line(200),
  placeId: id,
  workers: line(200),
  method: z.enum(methods),
  substances: z
    .array(z.object({ substanceId: id, amount: z.number().positive().max(1e9), unit: z.enum(units) }))
    .max(10)
    .default([]),
  plannedFrom: instant,
  plannedTo: instant,
};
export const addCheckInput = z.object({ kind: z.enum(workKinds), ...details });
export const changeCheckInput = z.object({ id, version, ...details });
export type CheckDetails = Omit<z.output<typeof addCheckInput>, 'kind'>;

export const checkStepInput = z.object({ id, version });
const seen = { contentHash: z.string().regex(/^[0-9a-f]{64}$/), confirmationVersion: version };
export const confirmCheckInput = z.object({ id, version, ...seen });
export const refuseCheckInput = z.object({ id, version, ...seen, reason: z.string().trim().max(500) });
export const withdrawCheckInput = z.object({ id, version, reason: z.string().trim().max(500).default('') });
export const closeCheckInput = z.object({ id, version, note: z.string().trim().max(500).default('') });
/** No version: whoever sees a danger does not have to have seen the newest change. */
export const stopCheckInput = z.object({ id, reason: line(500) });
/** What is open stands first. */
export const checkPageInput = pageInput.extend({
  states: z.array(z.enum(workStates)).max(7).optional(),
  kind: z.enum(workKinds).optional(),
});
export const nearIncidentInput = z.object({ incidentId: id });

/** A task as a list shows it. */
export interface CheckLine extends Omit<DoubleCheck, 'list'> {
  readonly place: PlaceName;
  readonly confirmation: Confirmation | null;
  readonly used: readonly (UsedSubstance & { readonly substance: SubstanceName })[];
  /** Until when its permission holds: its end, or the end of its oldest test. */
  readonly validUntil: string;
  /** The test that ends it, when it is one. */
  readonly endsByTest: boolean;
  readonly answered: number;
  readonly items: number;
}

/** Everything of one task for whoever looks at it. */
export interface CheckDetail extends CheckLine {
  readonly list: ListContent;
  /** Null while another person goes through the list on their own: they must not see what the first found. */
  readonly first: readonly CheckAnswer[] | null;
  /** Their own, or of the one who confirmed. */
  readonly second: readonly CheckAnswer[];
  readonly again: readonly CheckAnswer[];
  readonly differences: readonly Difference[];
  readonly surroundings: Surroundings;
  /** Whether what was asked still stands as it was. */
  readonly unchanged: boolean;
}

/** Work near an incident; metres between the nearest edges. */
export interface CheckNear extends CheckLine {
  readonly metres: number;
}

const hourMs = 3_600_000;

/** Why a task cannot be planned so: substances missing, times the wrong way round, over already, longer than a permission holds. */
export function planFault(
  kind: WorkKind,
  plan: CheckDetails,
  list: ListContent,
  now: string,
): Refusal | null {
  if (!(methodsOf[kind] as readonly Method[]).includes(plan.method)) return refuse('checkMethod');
  if (kind === 'chemicalUse' && plan.substances.length === 0) return refuse('checkNoSubstance');
  const ids = plan.substances.map(({ substanceId }) => substanceId);
  if (new Set(ids).size < ids.length) return refuse('checkSubstanceTwice');
  const { plannedFrom, plannedTo } = plan;
  if (plannedTo <= plannedFrom) return refuse('checkEndsBefore', { from: plannedFrom, to: plannedTo });
  if (plannedTo <= now) return refuse('checkOver', { at: plannedTo });
  if (Date.parse(plannedTo) - Date.parse(plannedFrom) > list.maxHours * hourMs)
    return refuse('checkTooLong', { hours: list.maxHours });
  return null;
}

export function workNumber({ kind, year, number }: Pick<DoubleCheck, 'kind' | 'year' | 'number'>): string {
  return `${kind === 'hotWork' ? 'HW' : 'CH'} ${year}-${String(number).padStart(3, '0')}`;
}

/** Until when a permission holds, UTC: the planned end, or when its oldest test is too old. Null answers: nothing was tested. */
export function validUntil(
  check: Pick<DoubleCheck, 'plannedTo' | 'list'>,
  answers: readonly Pick<CheckAnswer, 'itemKey' | 'outcome' | 'at'>[],
): { readonly at: string; readonly byTest: boolean; readonly item: string | null } {
  let ends = { at: check.plannedTo, byTest: false, item: null as string | null };
  for (const { key, measure } of check.list.items) {
    if (measure === null || measure.validMinutes === null) continue;
    const tested = answers.filter(({ itemKey, outcome }) => itemKey === key && outcome === 'yes');
    const newest = tested.reduce<string | null>(
      (at, one) => (at === null || one.at > at ? one.at : at),
      null,
    );
    if (newest === null) continue;
    const at = new Date(Date.parse(newest) + measure.validMinutes * 60_000).toISOString();
    if (at < ends.at) ends = { at, byTest: true, item: key };
  }
  return ends;
}

/** Why the permission does not hold at `now`, or null. */
export function lapsed(
  check: DoubleCheck,
  answers: readonly Pick<CheckAnswer, 'itemKey' | 'outcome' | 'at'>[],
  now: string,
): Refusal | null {
  if (check.plannedTo <= now) return refuse('checkOver', { at: check.plannedTo });
  const ends = validUntil(check, answers);
  if (ends.at > now) return null;
  const item = check.list.items.find(({ key }) => key === ends.item);
  return refuse('checkTestOld', { item: item?.names ?? '', at: ends.at });
}

const inState = (check: DoubleCheck, ...states: readonly WorkState[]): Refusal | null =>
  states.includes(check.state)
    ? null
    : refuse('checkState', { number: workNumber(check), workState: check.state });

const step = (check: DoubleCheck, part: Partial<DoubleCheck>): DoubleCheck => ({
  ...check,
  ...part,
  version: check.version + 1,
});

/** What was written or checked anew goes back to the first person. Refuses once the work has begun. */
export function reopened(check: DoubleCheck, part: Partial<DoubleCheck> = {}): Answer<DoubleCheck> {
  return inState(check, 'draft', 'waiting', 'allowed') ?? step(check, { ...part, state: 'draft' });
}

export function asked(check: DoubleCheck): Answer<DoubleCheck> {
  return inState(check, 'draft', 'waiting') ?? step(check, { state: 'waiting' });
}

/** The second person has decided; a no gives it back. */
export function decided(
  check: DoubleCheck,
  verdict: 'confirmed' | 'refused' | 'withdrawn',
): Answer<DoubleCheck> {
  return inState(check, 'waiting') ?? step(check, { state: verdict === 'confirmed' ? 'allowed' : 'draft' });
}

/**
 * Work begins: only what another person confirmed, as it was asked, while the permission holds and nothing burns nearby.
 * `hashNow` is the hash of what the list and the surroundings say at this moment.
 */
export function begun(
  check: DoubleCheck,
  confirmation: Confirmation | undefined,
  hashNow: string,
  answers: readonly CheckAnswer[],
  by: { readonly name: string },
  now: string,
): Answer<DoubleCheck> {
  const wrong = inState(check, 'allowed');
  if (wrong) return wrong;
  if (confirmation?.state !== 'confirmed' || confirmation.decidedPersonId === confirmation.askedPersonId)
    return refuse('checkNotConfirmed');
  if (confirmation.contentHash !== hashNow) return refuse('confirmChanged');
  if (now < check.plannedFrom) return refuse('checkTooEarly', { at: check.plannedFrom });
  return (
    lapsed(check, answers, now) ?? step(check, { state: 'underWay', begunAt: now, begunByName: by.name })
  );
}

/** The work is done. Hot work is watched first; the rest is closed by whoever says so. */
export function finished(check: DoubleCheck, by: { readonly name: string }, note: string, now: string): Answer<DoubleCheck> {
  const wrong = inState(check, 'underWay');
  if (wrong) return wrong;
  const { watchMinutes, monitorMinutes } = check.list;
  if (watchMinutes + monitorMinutes === 0)
    return step(check, { state: 'closed', finishedAt: now, closedAt: now, closedByName: by.name, closeNote: note });
  return step(check, { state: 'fireWatch', finishedAt: now, ...watchFrom(check.list, now) });
} // prettier-ignore

function watchFrom(
  { watchMinutes, monitorMinutes }: ListContent,
  now: string,
): Pick<DoubleCheck, 'watchUntil' | 'monitorUntil'> {
  const after = (minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();
  return { watchUntil: after(watchMinutes), monitorUntil: after(watchMinutes + monitorMinutes) };
}

/** A person closes it after the watch. Refuses while the watch runs. */
export function closed(check: DoubleCheck, by: { readonly name: string }, note: string, now: string): Answer<DoubleCheck> {
  const wrong = inState(check, 'fireWatch');
  if (wrong) return wrong;
  if (check.monitorUntil !== null && now < check.monitorUntil)
    return refuse('checkWatchRuns', { at: check.monitorUntil });
  return step(check, { state: 'closed', closedAt: now, closedByName: by.name, closeNote: note });
} // prettier-ignore

/** Stopped at once. What was hot stays to be watched: until when is kept. */
export function stopped(
  check: DoubleCheck,
  by: { readonly name: string },
  cause: 'hand' | 'test',
  reason: string,
  now: string,
): Answer<DoubleCheck> {
  const wrong = inState(check, ...openStates);
  if (wrong) return wrong;
  const hot = check.state === 'underWay' && check.list.watchMinutes > 0;
  return step(check, {
    state: 'stopped', stoppedAt: now, stoppedByName: by.name, stopCause: cause, stopReason: reason,
    ...(hot ? watchFrom(check.list, now) : {}),
  }); // prettier-ignore
}

/** What both people put their names to: any change of it is another request. */
export function contentOf(
  check: DoubleCheck,
  answers: readonly CheckAnswer[],
  beside: readonly Pick<Beside, 'key'>[],
): object {
  const {
    id: checkId,
    kind,
    title,
    placeId,
    workers,
    method,
    substances,
    plannedFrom,
    plannedTo,
    list,
  } = check;
  return {
    id: checkId, kind, title, placeId, workers, method, substances, plannedFrom, plannedTo, list,
    answers: answers
      .map(({ itemKey, outcome, value, said, note, at }) => ({ itemKey, outcome, value, said, note, at }))
      .sort((a, b) => (a.itemKey < b.itemKey ? -1 : 1)),
    beside: beside.map(({ key }) => key).sort(),
  }; // prettier-ignore
}
