import type { Facts } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import {
  between, explosiveNear, explosiveReach, fill, isExplosive, kindsOf, ofAll, ofOne, ofState, rounded, together,
} from './assessment-rules.ts'; // prettier-ignore
import { metresBetweenEdges, type Footprint } from './footprint.ts';
import type { Store, Substance, Tank, Unit } from './hazmat.ts';
import type { Policy } from './segregation.ts';

/** What lies, or would lie, in a store. */
export interface Held {
  readonly substance: Substance;
  readonly amount: number;
  readonly unit: Unit;
  /** The largest vessel of it, in `unit`; null: all of it may be in one. */
  readonly vessel: number | null;
  /** Day, YYYY-MM-DD. */
  readonly expiresOn: string | null;
  /** The movement that waits to bring it; null: it is there. */
  readonly movementId: string | null;
}

/** A store with what decides about it: its outline, the flood zones that it stands in, its tanks, what it holds. */
export interface Ground {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
  readonly store: Store;
  readonly footprint: Footprint | null;
  /** Codes of the flood zones. */
  readonly floodZones: readonly string[];
  readonly tanks: readonly Tank[];
  readonly held: readonly Held[];
}

export interface HazmatSite {
  readonly policy: Policy;
  readonly grounds: readonly Ground[];
  /** Day of the site, YYYY-MM-DD. */
  readonly today: string;
}

export const ruleNames = [
  'noShape', 'pairTogether', 'pairNear', 'classTogether', 'classNear', 'compatibility', 'anAsExplosive', 'explosiveNear',
  'magazineOnly', 'notAllowed', 'capacity', 'uncounted', 'containment', 'containmentUnknown', 'tooWarm', 'tooCold',
  'temperatureUnknown', 'ventilation', 'ventilationUnknown', 'floodReacts', 'flood', 'expired', 'tankDiffers',
] as const; // prettier-ignore
export type RuleName = (typeof ruleNames)[number];

export const verdicts = ['allowed', 'conditions', 'forbidden'] as const;
export type Verdict = (typeof verdicts)[number];

/** One line of an assessment: which rule, between what, and the figures that tell what would make it allowed. */
export interface Finding {
  /** The same for the same thing found again. */
  readonly key: string;
  readonly rule: RuleName;
  readonly verdict: 'conditions' | 'forbidden';
  readonly storeId: string;
  readonly storeKey: string;
  readonly substance: Names | null;
  /** The other store, when it is another, and the other substance. */
  readonly neighbourId: string | null;
  readonly neighbourKey: string | null;
  readonly neighbour: Names | null;
  readonly facts: Facts;
}

/** The worst of the findings. */
export function verdictOf(findings: readonly Pick<Finding, 'verdict'>[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'forbidden')) return 'forbidden';
  return findings.length > 0 ? 'conditions' : 'allowed';
}

/** Farther apart than this no rule of the policy asks for anything but a mass of explosives. */
function reachOf(policy: Policy): number {
  return Math.max(
    ...policy.pairs.map(({ minM }) => minM),
    ...Object.values(policy.shore).map(({ minM }) => minM),
    0,
  );
}

function apart(a: Ground, b: Ground, reach: number): number | null {
  return a.footprint && b.footprint ? metresBetweenEdges(a.footprint, b.footprint, reach) : null;
}

/** All that speaks against what would come into a store, or that must be seen to first; the store's own state included. */
export function assessPlacement(site: HazmatSite, ground: Ground, coming: Held): Finding[] {
  const { policy } = site;
  const held = [...ground.held, coming];
  const found = [...ofOne(ground, coming), ...ofAll(policy, ground, held)];
  for (const other of kindsOf(ground.held)) found.push(...together(policy, ground, coming.substance, other));
  const reach = Math.max(reachOf(policy), explosiveReach(policy, held).metres);
  for (const neighbour of site.grounds) {
    if (neighbour.id === ground.id) continue;
    const far = Math.max(reach, explosiveReach(policy, neighbour.held).metres);
    const metres = apart(ground, neighbour, far);
    if (metres === null || metres >= far) continue;
    for (const other of kindsOf(neighbour.held))
      found.push(...between(policy, coming.substance, other, ground, neighbour, metres));
    if (isExplosive(coming.substance)) found.push(...explosiveNear(policy, ground, held, neighbour, metres));
    found.push(...explosiveNear(policy, neighbour, neighbour.held, { ...ground, held }, metres));
  }
  return worstFirst(found);
}

/** Forbidden first; the rest as found. */
function worstFirst(found: readonly Finding[]): Finding[] {
  return [...found].sort((a, b) => Number(b.verdict === 'forbidden') - Number(a.verdict === 'forbidden'));
}

/** A store where something could go, with what must be seen to there. */
export interface Offer {
  readonly storeId: string;
  readonly storeKey: string;
  readonly names: Names;
  readonly verdict: Exclude<Verdict, 'forbidden'>;
  readonly conditions: readonly Finding[];
  /** What would still fit afterwards, in the store's unit. */
  readonly left: number;
  readonly unit: Unit;
}

/**
 * The best places for something, those without conditions first, then those that hold it already. Gives after each store,
 * so that whoever asks may do something else in between.
 */
export function* offersFor(
  site: HazmatSite,
  coming: Held,
  except: string | null,
  most: number,
): Generator<number, Offer[]> {
  const offers: Offer[] = [];
  for (const [at, ground] of site.grounds.entries()) {
    if (ground.id === except) continue;
    const conditions = assessPlacement(site, ground, coming);
    const verdict = verdictOf(conditions);
    if (verdict !== 'forbidden') {
      const left = ground.store.capacity - fill(ground, [...ground.held, coming]).amount;
      const { id: storeId, key: storeKey, names, store } = ground;
      offers.push({ storeId, storeKey, names, verdict, conditions, left: rounded(left), unit: store.unit });
    }
    yield at + 1;
  }
  return offers
    .sort(
      (a, b) =>
        a.conditions.length - b.conditions.length ||
        Number(dedicated(site, b, coming)) - Number(dedicated(site, a, coming)) ||
        (a.storeKey < b.storeKey ? -1 : 1),
    )
    .slice(0, most);
}

/** A store that holds the substance already is where its people and its detectors are. */
function dedicated(site: HazmatSite, offer: Offer, { substance }: Held): boolean {
  const ground = site.grounds.find(({ id }) => id === offer.storeId);
  return ground?.held.some((held) => held.substance.id === substance.id) ?? false;
}

/** Assesses the whole site; gives after each two neighbours and each store, so that whoever asks may do something else in between. */
export function* assessSite(site: HazmatSite): Generator<number, Finding[]> {
  const { policy } = site;
  const found: Finding[] = [];
  const reach = reachOf(policy);
  const kinds = new Map(site.grounds.map((ground) => [ground.id, kindsOf(ground.held)]));
  const far = new Map(site.grounds.map((ground) => [ground.id, explosiveReach(policy, ground.held).metres]));
  for (const [at, ground] of site.grounds.entries()) {
    const mine = kinds.get(ground.id) ?? [];
    const first = new Map(ground.held.map((held) => [held.substance.id, held]));
    for (const held of first.values()) found.push(...ofOne(ground, held));
    found.push(...ofAll(policy, ground, ground.held), ...ofState(site, ground));
    for (const [i, a] of mine.entries())
      for (const b of mine.slice(i + 1)) found.push(...together(policy, ground, a, b));
    for (const neighbour of site.grounds.slice(at + 1)) {
      const limit = Math.max(reach, far.get(ground.id) ?? 0, far.get(neighbour.id) ?? 0);
      const metres = apart(ground, neighbour, limit);
      if (metres === null || metres >= limit) continue;
      for (const a of mine)
        for (const b of kinds.get(neighbour.id) ?? [])
          found.push(...between(policy, a, b, ground, neighbour, metres));
      found.push(...explosiveNear(policy, ground, ground.held, neighbour, metres));
      found.push(...explosiveNear(policy, neighbour, neighbour.held, ground, metres));
      yield at;
    }
    yield at + 1;
  }
  return worstFirst(found);
}
