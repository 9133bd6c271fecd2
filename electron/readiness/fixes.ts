import type { PricedKind } from './ask.ts';
import { Assignment } from './assignment.ts';
import type { Solved, Supplies, Supply } from './judge.ts';
import type { ItemState, Pool } from './pool.ts';
import { unitsOf, type PlannedNeed } from './readiness.ts';
import { inReach } from './way.ts';

/** From what a person in the room does at once to what takes weeks; between equals this order holds. */
export const fixKinds = [
  'reopen', 'test', 'move', 'release', 'callIn', 'issue', 'repair', 'requalify', 'buy',
] as const; // prettier-ignore
export type FixKind = (typeof fixKinds)[number];

/** What a fix takes when the site's own records do not say; minutes of one person, or until it is there. */
export const usualMinutes: Readonly<Record<FixKind, number>> = {
  reopen: 30,
  test: 30,
  move: 0,
  release: 15,
  callIn: 60,
  issue: 0,
  repair: 240,
  requalify: 480,
  buy: 14 * 1440,
};

/** What the site wrote down of one item (or one unit of a consumable) of a category, or of one person's course. */
export interface Prices {
  of(
    kind: PricedKind,
    of: string,
  ): { readonly minutes: number | null; readonly costMinor: number | null; readonly currency: string } | null;
}

/** One way to mend a need. */
export interface Fix {
  readonly kind: FixKind;
  /** It has to be brought too. */
  readonly brought: boolean;
  /** Where the thing is now; null: bought, or nobody knows. */
  readonly placeId: string | null;
  readonly personIds: readonly string[];
  /** What state the items are in that it would mend. */
  readonly itemState: ItemState | null;
  /** How many (or how much, in the unit of the category) it could give, and how much of it the cheapest mending takes. */
  readonly could: number;
  readonly takes: number;
  /** For one item, person, or the whole amount of a consumable. */
  readonly minutes: number;
  /** Of one item, person or unit; null: not known. */
  readonly costMinor: number | null;
  readonly currency: string | null;
}

interface Candidate extends Omit<Fix, 'could' | 'takes'> {
  /** Whole units; Infinity: as many as one pays for. */
  readonly amount: number;
}

const most = 1_000_000_000;
/** Where a price is not known, in minor units: dearer than what is known of the kinds before it. */
const unknownPrice: Partial<Record<FixKind, number>> = { requalify: 1e8, repair: 1e9, buy: 4e9 };

/** Money first, then time; what nobody knows the price of costs more than what has one of the same order. */
function costOf(fix: Candidate): number {
  const known = fix.costMinor ?? unknownPrice[fix.kind] ?? 0;
  return 1e6 + Math.min(known, 4e9) * 1e4 + Math.min(fix.minutes, 9_000) + fixKinds.indexOf(fix.kind);
}

/**
 * What would mend a need, cheapest first. All needs that compete with it are mended together: `takes` says what the
 * cheapest mending of all of them takes for this one (again an assignment, solved exactly), 0 for the other ways.
 */
export function fixesFor(
  solved: Solved,
  index: number,
  pool: Pool,
  supplies: Supplies,
  prices: Prices,
): Fix[] {
  const things = new Things();
  const byClaim = solved.claims.map(({ planned, running }, i) => ({
    base: solved.offers[i]!.flatMap(({ supply }) => things.ofSupply(solved.supplies[supply]!)),
    fixes: running
      ? []
      : candidatesFor(planned, pool, supplies, prices).map((candidate) => ({
          candidate,
          thing: things.ofFix(candidate),
        })),
  }));
  const assignment = new Assignment(things.amounts);
  solved.claims.forEach(({ planned }, i) => {
    assignment.serve({
      amount: unitsOf(planned.need),
      options: [
        ...byClaim[i]!.base.map((supply) => ({ supply, cost: 0 })),
        ...byClaim[i]!.fixes.map(({ thing, candidate }) => ({ supply: thing, cost: costOf(candidate) })),
      ],
    });
  });
  const { need } = solved.claims[index]!.planned;
  const scale = need.kind === 'stock' ? 1000 : 1;
  const taken = new Map(assignment.of(index).map(({ supply, amount }) => [supply, amount]));
  return byClaim[index]!.fixes.map(({ candidate, thing }) => ({ candidate, takes: taken.get(thing) ?? 0 }))
    .toSorted(
      (a, b) => Number(b.takes > 0) - Number(a.takes > 0) || costOf(a.candidate) - costOf(b.candidate),
    )
    .map(({ candidate: { amount, ...fix }, takes }) => ({
      ...fix,
      could: Math.min(amount, unitsOf(need)) / scale,
      takes: takes / scale,
    }));
}

/** What can be used once, whether as it is or once it is mended: so that no two needs count on the same thing. */
class Things {
  readonly amounts: number[] = [];
  private readonly indexes = new Map<string, number>();

  ofSupply(supply: Supply): number[] {
    return supply.kind === 'people'
      ? supply.people.map(({ id }) => this.index(id, 1))
      : [this.index(`${supply.placeId ?? ''} ${supply.state}`, supply.amount)];
  }

  ofFix({ kind, personIds, placeId, itemState, amount }: Candidate): number {
    const [person] = personIds;
    if (kind === 'buy') return this.index('buy', most);
    return this.index(person ?? `${placeId ?? ''} ${itemState ?? 'good'}`, amount);
  }

  private index(key: string, amount: number): number {
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.amounts.push(amount) - 1;
      this.indexes.set(key, index);
    }
    return index;
  }
}

function candidatesFor(planned: PlannedNeed, pool: Pool, supplies: Supplies, prices: Prices): Candidate[] {
  const { need } = planned;
  switch (need.kind) {
    case 'equipment':
      return itemFixes(planned, need.categoryId, need.condition, pool, supplies, prices);
    case 'stock':
      return stockFixes(planned, need.categoryId, pool, supplies, prices);
    case 'people':
      return peopleFixes(planned, need.qualificationId, pool, supplies, prices);
    case 'place':
      return [];
  }
}

const nobody = { personIds: [], itemState: null } as const;

function itemFixes(
  planned: PlannedNeed,
  categoryId: string,
  condition: 'ready' | 'usable',
  pool: Pool,
  supplies: Supplies,
  prices: Prices,
): Candidate[] {
  const { need } = planned;
  const max = need.kind === 'place' ? null : need.maxTravelMinutes;
  const fixes = pool.items.flatMap((group): Candidate[] => {
    if (group.categoryId !== categoryId || group.count === 0) return [];
    const minutes = supplies.minutes(planned, group.placeId);
    const near = inReach(minutes, max, group.placeId, planned.placeId);
    const closed = group.placeId !== null && pool.places.get(group.placeId)?.closed === true;
    // What never leaves its place cannot be brought, nor what stands where nobody may go.
    if ((!near && minutes === Infinity) || closed) return [];
    const whole = group.state === 'ready' || (group.state === 'overdue' && condition === 'usable');
    if (whole && near) return [];
    const kind = whole ? 'move' : mends[group.state];
    const price = kind === 'test' || kind === 'repair' ? prices.of(kind, categoryId) : null;
    return [
      {
        kind,
        brought: !near,
        placeId: group.placeId,
        personIds: [],
        itemState: group.state,
        amount: group.count,
        minutes: Math.round((price?.minutes ?? usualMinutes[kind]) + (near ? 0 : (minutes ?? 30))),
        costMinor: kind === 'repair' || price ? (price?.costMinor ?? null) : 0,
        currency: price?.currency ?? null,
      },
    ];
  });
  return [...fixes, bought(categoryId, prices)];
}

const mends = {
  ready: 'move',
  overdue: 'test',
  outOfTest: 'test',
  held: 'release',
  fault: 'repair',
} as const;

function bought(categoryId: string, prices: Prices): Candidate {
  const price = prices.of('buy', categoryId);
  return {
    ...nobody,
    kind: 'buy',
    brought: false,
    placeId: null,
    amount: Infinity,
    minutes: price?.minutes ?? usualMinutes.buy,
    costMinor: price?.costMinor ?? null,
    currency: price?.currency ?? null,
  };
}

function stockFixes(
  planned: PlannedNeed,
  categoryId: string,
  pool: Pool,
  supplies: Supplies,
  prices: Prices,
): Candidate[] {
  const { need } = planned;
  const max = need.kind === 'place' ? null : need.maxTravelMinutes;
  const fixes = pool.stock.flatMap((group): Candidate[] => {
    if (group.categoryId !== categoryId || group.expired || group.amount === 0) return [];
    const minutes = supplies.minutes(planned, group.placeId);
    if (inReach(minutes, max, group.placeId, planned.placeId)) return [];
    if (minutes === Infinity || pool.places.get(group.placeId)?.closed === true) return [];
    return [
      {
        ...nobody,
        kind: 'issue',
        brought: true,
        placeId: group.placeId,
        amount: group.amount,
        minutes: Math.round(minutes ?? 30),
        costMinor: 0,
        currency: null,
      },
    ];
  });
  return [...fixes, bought(categoryId, prices)];
}

function peopleFixes(
  planned: PlannedNeed,
  qualificationId: string,
  pool: Pool,
  supplies: Supplies,
  prices: Prices,
): Candidate[] {
  const { need } = planned;
  const max = need.kind === 'place' ? null : need.maxTravelMinutes;
  return pool.people.flatMap((person): Candidate[] => {
    const valid = person.valid.has(qualificationId);
    const expired = person.expired.has(qualificationId);
    if (!valid && !expired) return [];
    const minutes = supplies.minutes(planned, person.placeId);
    const near = inReach(minutes, max, person.placeId, planned.placeId);
    const here = person.onShift && !person.away;
    // Each of these mends one thing; a person who lacks two is no quick answer.
    const lacks = [
      !valid && 'requalify',
      !here && 'callIn',
      person.held && 'release',
      !near && here && 'move',
    ];
    const kinds = lacks.filter((each) => each !== false) as FixKind[];
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) return [];
    const course = kind === 'requalify' ? prices.of('requalify', qualificationId) : null;
    return [
      {
        kind,
        brought: !near && kind === 'move',
        placeId: person.placeId,
        personIds: [person.id],
        itemState: null,
        amount: 1,
        minutes: Math.round(kind === 'move' ? (minutes ?? 30) : (course?.minutes ?? usualMinutes[kind])),
        costMinor: kind === 'requalify' ? (course?.costMinor ?? null) : 0,
        currency: course?.currency ?? null,
      },
    ];
  });
}
