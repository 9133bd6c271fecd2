import type { Need } from '../plan/need.ts';
import { Assignment, type Option } from './assignment.ts';
import type { Candidate, ItemState, Pool } from './pool.ts';
import {
  mostSpare,
  refOf,
  unitsOf,
  worst,
  type NeedState,
  type PlanNeeds,
  type PlannedNeed,
  type PlanState,
} from './readiness.ts';
import { inReach, metresTo, peopleKmh, travelMinutes, type Metres } from './way.ts';

/** What may serve a need: a group of like things, and how far it has to come (null: not known). */
export interface Offer {
  readonly supply: Supply;
  readonly minutes: number | null;
}

export interface Supply {
  readonly kind: 'equipment' | 'people' | 'stock';
  readonly placeId: string | null;
  /** Whole units: items, people, thousandths of a unit. */
  readonly amount: number;
  /** Held by a running incident: it serves what that incident runs, nothing else. */
  readonly held: boolean;
  readonly state: ItemState | 'good';
  readonly people: readonly Candidate[];
}

/** A need in the problem; one of a plan that a running incident carries out takes first, and from what is held. */
export interface Claim {
  readonly planned: PlannedNeed;
  readonly running: boolean;
}

/** Without a known way a thing is taken last. */
const unknownWay = 100_000;

/** Cost of an offer to the solver: tenths of a minute, so that what is nearest is taken first. */
function wayCost(minutes: number | null): number {
  return minutes === null ? unknownWay : Math.round(minutes * 10);
}

/** Needs that draw on the same things, with those things. Needs of different components never compete. */
export interface Component {
  readonly claims: readonly Claim[];
  readonly supplies: readonly Supply[];
  /** For each claim: which of the supplies may serve it. */
  readonly offers: readonly (readonly { readonly supply: number; readonly minutes: number | null }[])[];
}

export interface Solved extends Component {
  readonly assignment: Assignment;
}

/** What counts as a component: a category, or all people together, because one person may hold many qualifications. */
const componentKey = ({ need }: PlannedNeed): string =>
  need.kind === 'people' ? 'people' : `${need.kind} ${refOf(need)}`;

/** The components of a problem, each with the things that could serve it. Needs of places are no part of them. */
export function componentsOf(claims: readonly Claim[], supplies: Supplies): Component[] {
  const byKey = Map.groupBy(
    claims.filter(({ planned }) => planned.need.kind !== 'place'),
    ({ planned }) => componentKey(planned),
  );
  return [...byKey.values()]
    .filter((own) => own.some(({ running }) => !running))
    .map((own) => {
      // What already runs takes first; the sort is stable, so that plans and steps keep their order.
      const ordered = own.toSorted((a, b) => Number(b.running) - Number(a.running));
      return { claims: ordered, ...supplies.offersFor(ordered) };
    });
}

export function solve(component: Component): Solved {
  const assignment = new Assignment(component.supplies.map(({ amount }) => amount));
  component.claims.forEach(({ planned }, i) => {
    const options: Option[] = component.offers[i]!.map(({ supply, minutes }) => ({
      supply,
      cost: wayCost(minutes),
    }));
    assignment.serve({ amount: unitsOf(planned.need), options });
  });
  return { ...component, assignment };
}

/** Finds what may serve a need in the pool; keeps what it has grouped, because many plans ask for the same. */
export class Supplies {
  private readonly pool: Pool;
  private readonly items: ReadonlyMap<string, readonly Supply[]>;
  private readonly stock: ReadonlyMap<string, readonly Supply[]>;
  private readonly people: readonly Candidate[];
  private readonly metres = new Map<string, Metres>();

  constructor(pool: Pool) {
    this.pool = pool;
    const open = (placeId: string | null): boolean =>
      placeId === null || pool.places.get(placeId)?.closed !== true;
    const supply = { held: false, people: [] };
    this.items = grouped(pool.items, ({ placeId, count, state }) =>
      count > 0 && (state === 'ready' || state === 'overdue' || state === 'held') && open(placeId)
        ? { ...supply, kind: 'equipment', placeId, amount: count, state, held: state === 'held' }
        : null,
    );
    this.stock = grouped(pool.stock, ({ placeId, amount, expired }) =>
      !expired && amount > 0 && open(placeId)
        ? { ...supply, kind: 'stock', placeId, amount, state: 'good' }
        : null,
    );
    this.people = pool.people.filter(({ onShift, away, placeId }) => onShift && !away && open(placeId));
  }

  offersFor(claims: readonly Claim[]): Pick<Component, 'supplies' | 'offers'> {
    const { need } = claims[0]!.planned;
    const supplies =
      need.kind === 'people'
        ? this.peopleFor(claims)
        : need.kind === 'equipment'
          ? this.itemsFor(refOf(need), claims)
          : (this.stock.get(refOf(need)) ?? []);
    return { supplies, offers: claims.map((claim) => this.offersOf(claim, supplies)) };
  }

  /** Minutes to a need's scene from a place; null when not known. */
  minutes({ need, placeId }: PlannedNeed, from: string | null): number | null {
    if (need.kind === 'place') return null;
    return travelMinutes(need, from, placeId, this.speedOf(need), this.metresTo(placeId));
  }

  private speedOf(need: Exclude<Need, { kind: 'place' }>): number | null {
    return need.kind === 'people' ? peopleKmh : (this.pool.categories.get(need.categoryId)?.speedKmh ?? null);
  }

  private metresTo(placeId: string | null): Metres | null {
    if (placeId === null) return null;
    let metres = this.metres.get(placeId);
    if (!metres) {
      metres = metresTo(placeId, this.pool.places);
      this.metres.set(placeId, metres);
    }
    return metres;
  }

  private offersOf(
    { planned, running }: Claim,
    supplies: readonly Supply[],
  ): { supply: number; minutes: number | null }[] {
    const { need, placeId } = planned;
    if (need.kind === 'place') return [];
    const speed = this.speedOf(need);
    const metres = this.metresTo(placeId);
    const offers: { supply: number; minutes: number | null }[] = [];
    for (const [index, supply] of supplies.entries()) {
      if (supply.held && !running) continue;
      if (need.kind === 'equipment' && !serves(supply.state, need.condition, supply.held)) continue;
      if (need.kind === 'people' && !supply.people[0]!.valid.has(need.qualificationId)) continue;
      // What is held is where the incident is, not in its store.
      const minutes = supply.held ? 0 : travelMinutes(need, supply.placeId, placeId, speed, metres);
      if (supply.held || inReach(minutes, need.maxTravelMinutes, supply.placeId, placeId))
        offers.push({ supply: index, minutes });
    }
    return offers;
  }

  /** The items that some claim could take at all. */
  private itemsFor(categoryId: string, claims: readonly Claim[]): readonly Supply[] {
    const overdue = claims.some(
      ({ planned: { need } }) => need.kind === 'equipment' && need.condition === 'usable',
    );
    const running = claims.some((claim) => claim.running);
    return (this.items.get(categoryId) ?? []).filter(
      ({ state, held }) => state === 'ready' || (overdue && state === 'overdue') || (running && held),
    );
  }

  /** People on shift who hold any of what is asked for, put together when the problem cannot tell them apart. */
  private peopleFor(claims: readonly Claim[]): Supply[] {
    const asked = [...new Set(claims.map(({ planned }) => refOf(planned.need)))].sort();
    const anyRunning = claims.some(({ running }) => running);
    const alike = new Map<string, Candidate[]>();
    for (const person of this.people) {
      if (person.held && !anyRunning) continue;
      let holds = '';
      for (const [index, qualification] of asked.entries())
        if (person.valid.has(qualification)) holds += `${index} `;
      if (holds === '') continue;
      const key = holds + (person.held ? 'held' : (person.placeId ?? ''));
      const group = alike.get(key);
      if (group) group.push(person);
      else alike.set(key, [person]);
    }
    return [...alike.values()].map((people) => ({
      kind: 'people',
      placeId: people[0]!.placeId,
      amount: people.length,
      held: people[0]!.held,
      state: 'good',
      people,
    }));
  }
}

/** Whether an item in this state may serve a need that asks for this condition. */
function serves(state: Supply['state'], condition: 'ready' | 'usable', held: boolean): boolean {
  return held || state === 'ready' || (state === 'overdue' && condition === 'usable');
}

function grouped<T extends { readonly categoryId: string }>(
  all: readonly T[],
  toSupply: (each: T) => Supply | null,
): Map<string, Supply[]> {
  const map = new Map<string, Supply[]>();
  for (const each of all) {
    const supply = toSupply(each);
    if (!supply) continue;
    const own = map.get(each.categoryId);
    if (own) own.push(supply);
    else map.set(each.categoryId, [supply]);
  }
  return map;
}

/** Below this share of what is wanted, what is left of a consumable is no spare. */
const stockReserve = 0.1;

function stateOf(solved: Solved, index: number): NeedState {
  const { planned } = solved.claims[index]!;
  const { need } = planned;
  const { assignment } = solved;
  const wanted = unitsOf(need);
  const served = assignment.served[index]!;
  const scale = need.kind === 'stock' ? 1000 : 1;
  const broken = served < wanted;
  const enough = need.kind === 'stock' ? wanted : mostSpare;
  const spare = broken ? 0 : assignment.spare(index, enough);
  const tight = need.kind === 'stock' ? spare < wanted * stockReserve : spare === 0;
  return {
    ...placed(planned),
    wanted: wanted / scale,
    served: served / scale,
    spare: spare / scale,
    state: broken ? 'broken' : tight ? 'tight' : 'met',
    rivals: broken
      ? assignment
          .rivals(index)
          .filter((rival) => rival !== index)
          .map((rival) => solved.claims[rival]!.planned.need.id)
      : [],
  };
}

const placed = ({ need, planId, stepId, stepOrder }: PlannedNeed) => ({
  needId: need.id,
  planId,
  stepId,
  stepOrder,
  kind: need.kind,
  of: refOf(need),
});

function stateOfPlace(planned: PlannedNeed, pool: Pool): NeedState {
  const place = pool.places.get(refOf(planned.need));
  const open = place !== undefined && !place.closed;
  return {
    ...placed(planned),
    wanted: 1,
    served: open ? 1 : 0,
    spare: 0,
    state: open ? 'met' : 'broken',
    rivals: [],
  };
}

/** All needs of some plans, which take from the same things, and of what already runs. */
function together(
  plans: readonly PlanNeeds[],
  running: readonly PlannedNeed[],
  pool: Pool,
  supplies: Supplies,
): PlanState[] {
  const claims: Claim[] = [
    ...running.map((planned) => ({ planned, running: true })),
    ...plans.flatMap(({ needs }) => needs.map((planned) => ({ planned, running: false }))),
  ];
  const states = new Map<string, NeedState>();
  const keyOf = (planId: string, needId: string): string => `${planId} ${needId}`;
  for (const component of componentsOf(claims, supplies)) {
    const solved = solve(component);
    solved.claims.forEach(({ planned, running: runs }, index) => {
      if (!runs) states.set(keyOf(planned.planId, planned.need.id), stateOf(solved, index));
    });
  }
  return plans.map(({ needs, planId, key, edition, title }) => {
    const own = needs.map(
      (planned) => states.get(keyOf(planId, planned.need.id)) ?? stateOfPlace(planned, pool),
    );
    return { planId, key, edition, title, state: worst(own.map(({ state }) => state)), needs: own };
  });
}

/**
 * Whether each plan can be carried out with what is in the pool: each by itself, or all of them at once. Every need holds
 * what serves it for the whole plan, also when its step comes after another: a set worn in the first step may still be
 * worn in the third. `running` are the needs of plans that running incidents carry out; they are served first.
 */
export function judge(
  plans: readonly PlanNeeds[],
  pool: Pool,
  options: { readonly together: boolean; readonly running: readonly PlannedNeed[] },
): PlanState[] {
  const supplies = new Supplies(pool);
  return options.together
    ? together(plans, options.running, pool, supplies)
    : plans.flatMap((plan) => together([plan], options.running, pool, supplies));
}
