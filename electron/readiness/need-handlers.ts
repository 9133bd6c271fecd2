import type { ReadHandle } from '../database.ts';
import { planById } from '../plan/plan-store.ts';
import { refuse, type Answer } from '../refusal.ts';
import type { Ask, Change } from './ask.ts';
import { causeOf } from './cause-handlers.ts';
import {
  mostLabels,
  type Assigned,
  type FixLine,
  type NeedDetail,
  type Rival,
  type Where,
} from './detail.ts';
import { fixesFor, type Fix } from './fixes.ts';
import { componentsOf, judge, solve, Supplies, type Claim, type Solved, type Supply } from './judge.ts';
import { situationOf } from './matrix-handlers.ts';
import type { Pool } from './pool.ts';
import { itemsOf } from './pool-store.ts';
import { pricesOf } from './price-store.ts';
import { refOf, unitsOf, type PlannedNeed } from './readiness.ts';

/** One need of a plan: what serves it, what it competes with, what would mend it and what broke it. */
export function needDetail(db: ReadHandle, ask: Ask, planId: string, needId: string): Answer<NeedDetail> {
  const situation = situationOf(db, ask, ask.together.includes(planId) ? ask.together : [planId]);
  const { pool, running } = situation;
  const plan = situation.plans.find((each) => each.planId === planId);
  const planned = plan?.needs.find(({ need }) => need.id === needId);
  if (!plan || !planned) return refuse('unknownNeed');
  const { plans } = situation;
  const options = { together: plans.length > 1, running };
  const state = judge(plans, pool, options)
    .find((each) => each.planId === planId)!
    .needs.find((each) => each.needId === needId)!;
  const supplies = new Supplies(pool);
  const claims: Claim[] = [
    ...running.map((each) => ({ planned: each, running: true })),
    ...plans.flatMap(({ needs }) => needs.map((each) => ({ planned: each, running: false }))),
  ];
  const component = componentsOf(claims, supplies).find((each) =>
    each.claims.some((claim) => claim.planned === planned),
  );
  const solved = component && solve(component);
  const index = solved?.claims.findIndex((claim) => claim.planned === planned) ?? -1;
  const labels = new Labels(db, ask, planned, pool);
  return {
    state,
    kind: planned.need.kind,
    ...nameOf(planned, pool),
    place: planned.placeId === null ? null : (pool.places.get(planned.placeId)?.names ?? null),
    maxTravelMinutes: planned.need.kind === 'place' ? null : planned.need.maxTravelMinutes,
    assigned: solved ? assignedTo(solved, index, pool, labels) : [],
    rivals: solved && state.state === 'broken' ? rivalsOf(db, solved, index) : [],
    fixes:
      state.state !== 'broken'
        ? []
        : solved
          ? fixesFor(solved, index, pool, supplies, pricesOf(db)).map((fix) => ({
              ...fix,
              ...labels.ofFix(fix),
            }))
          : [reopening(planned, pool)],
    cause:
      state.state === 'broken' && ask.whatIf.length === 0 && plans.length === 1
        ? causeOf(db, situation, ask.moment, plan, planned)
        : null,
  };
}

function nameOf({ need }: PlannedNeed, pool: Pool): Pick<NeedDetail, 'names' | 'unit'> {
  const category =
    need.kind === 'equipment' || need.kind === 'stock' ? pool.categories.get(need.categoryId) : undefined;
  const names =
    category?.names ??
    (need.kind === 'people'
      ? pool.qualifications.get(need.qualificationId)
      : pool.places.get(refOf(need))?.names);
  return { names: names ?? { en: '?', srLatn: '?', zhHans: '?' }, unit: category?.unit ?? null };
}

const scaleOf = ({ need }: PlannedNeed): number => (need.kind === 'stock' ? 1000 : 1);

function assignedTo(solved: Solved, index: number, pool: Pool, labels: Labels): Assigned[] {
  const offers = new Map(solved.offers[index]!.map(({ supply, minutes }) => [supply, minutes]));
  const { planned } = solved.claims[index]!;
  return solved.assignment
    .of(index)
    .map(({ supply, amount }) => {
      const from = solved.supplies[supply]!;
      // Who is next to the ones that serve the claims before it: one name stands for one unit.
      const before = solved.claims
        .slice(0, index)
        .reduce(
          (sum, _, i) => sum + (solved.assignment.of(i).find((each) => each.supply === supply)?.amount ?? 0),
          0,
        );
      return {
        ...labels.at(from.placeId, labels.ofSupply(from, before, amount), pool),
        amount: amount / scaleOf(planned),
        minutes: offers.get(supply) ?? null,
        held: from.held,
      };
    })
    .sort((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity));
}

function rivalsOf(db: ReadHandle, solved: Solved, index: number): Rival[] {
  return solved.assignment.rivals(index).flatMap((rival) => {
    const { planned, running } = solved.claims[rival]!;
    const plan = rival === index ? undefined : planById(db, planned.planId);
    if (!plan) return [];
    return [
      {
        planKey: plan.key,
        planTitle: plan.title,
        stepOrder: planned.stepOrder,
        of: refOf(planned.need),
        wanted: unitsOf(planned.need) / scaleOf(planned),
        running,
      },
    ];
  });
}

function reopening(planned: PlannedNeed, pool: Pool): FixLine {
  const placeId = refOf(planned.need);
  return {
    kind: 'reopen',
    brought: false,
    placeId,
    place: pool.places.get(placeId)?.names ?? null,
    labels: [],
    personIds: [],
    itemState: null,
    could: 1,
    takes: 1,
    minutes: 30,
    costMinor: 0,
    currency: null,
  };
}

/** Tags and names for groups: the solver counts, people want to know which. */
class Labels {
  private readonly tags = new Map<string, string[]>();
  private readonly people: ReadonlyMap<string, string>;
  private readonly pool: Pool;

  constructor(db: ReadHandle, ask: Ask, { need }: PlannedNeed, pool: Pool) {
    this.pool = pool;
    this.people = new Map(need.kind === 'people' ? pool.people.map(({ id, name }) => [id, name]) : []);
    if (need.kind !== 'equipment') return;
    const moves = new Map<string, Change>();
    for (const change of ask.whatIf)
      if (change.kind === 'removeItem' || change.kind === 'moveItem') moves.set(change.itemId, change);
    for (const item of itemsOf(db, need.categoryId, ask.moment)) {
      const move = moves.get(item.id);
      if (move?.kind === 'removeItem') continue;
      const placeId = move?.kind === 'moveItem' ? move.placeId : item.placeId;
      const key = `${placeId ?? ''} ${item.state}`;
      const own = this.tags.get(key);
      if (own) own.push(item.tag);
      else this.tags.set(key, [item.tag]);
    }
  }

  ofSupply(supply: Supply, from: number, amount: number): string[] {
    if (supply.kind === 'people') return supply.people.slice(from, from + amount).map(({ name }) => name);
    if (supply.kind === 'stock') return [];
    return (this.tags.get(`${supply.placeId ?? ''} ${supply.state}`) ?? []).slice(from, from + amount);
  }

  ofFix(fix: Fix): Where {
    const labels =
      fix.itemState !== null
        ? (this.tags.get(`${fix.placeId ?? ''} ${fix.itemState}`) ?? [])
        : fix.personIds.map((id) => this.people.get(id) ?? '');
    return this.at(fix.placeId, labels, this.pool);
  }

  at(placeId: string | null, labels: readonly string[], pool: Pool): Where {
    return {
      placeId,
      place: placeId === null ? null : (pool.places.get(placeId)?.names ?? null),
      labels: labels.slice(0, mostLabels),
    };
  }
}
