import type { Crew } from '../person/person.ts';
import { componentsOf, solve, Supplies, type Claim } from '../readiness/judge.ts';
import type { Candidate, ItemGroup, Pool } from '../readiness/pool.ts';
import { refOf, type PlanNeeds, type PlannedNeed } from '../readiness/readiness.ts';
import type { Names } from '../schema-parts.ts';
import type { MonthDrill, MonthProblem } from './month-problem.ts';
import { awayAt, type Slot, type Times } from './month-times.ts';

/** A need of an approved plan that would not be served while the drills run. */
export interface CoverLoss {
  readonly plan: PlanNeeds;
  readonly need: PlannedNeed;
  /** The qualification or category. */
  readonly names: Names;
  readonly wanted: number;
  /** Served without the drills, and with them. */
  readonly before: number;
  readonly left: number;
}

/** Items that a drill asks for and the site does not have ready. */
export interface Lack {
  readonly categoryId: string;
  readonly names: Names;
  readonly wanted: number;
  readonly there: number;
}

export interface CoverAnswer {
  readonly losses: readonly CoverLoss[];
  readonly lacks: readonly Lack[];
}

/** The people of a shift who are there, and who would be if nobody were on leave. */
interface Presence {
  readonly full: readonly Candidate[];
  readonly fullKey: string;
  readonly present: readonly Candidate[];
  readonly key: string;
}

const noNames: Names = { en: '?', srLatn: '?', zhHans: '?' };
const nothingLost: CoverAnswer = { losses: [], lacks: [] };

/**
 * Live cover while drills run: each approved plan by itself, judged as readiness judges it, with the people on shift who are
 * not drilled and what is left of the equipment. What the shift at full strength could serve must be served, whoever is on leave;
 * what a plan lacks even then no drill takes from it, so that it forbids none (readiness tells of it).
 */
export class Cover {
  private readonly problem: MonthProblem;
  private readonly times: Times;
  private readonly candidates: ReadonlyMap<string, Candidate>;
  private readonly presences = new Map<string, Presence>();
  private readonly answers = new Map<string, CoverAnswer>();
  private readonly bases = new Map<string, ReadonlyMap<string, number>>();

  constructor(problem: MonthProblem, times: Times) {
    // Ways are measured from every place of the pool: the others would only take time.
    const places = new Set<string | null>([
      ...problem.pool.people.map(({ placeId }) => placeId),
      ...problem.pool.items.map(({ placeId }) => placeId),
      ...problem.plans.flatMap(({ needs }) => needs.map(({ placeId }) => placeId)),
    ]);
    const near = new Map([...problem.pool.places].filter(([id]) => places.has(id)));
    this.problem = { ...problem, pool: { ...problem.pool, places: near } };
    this.times = times;
    this.candidates = new Map(problem.pool.people.map((person) => [person.id, person]));
  }

  /** What plans lose while these drills run from this slot on. Work is done once for people and things that are alike. */
  of(drills: readonly MonthDrill[], slot: Slot): CoverAnswer {
    const uses = usesOf(drills);
    const out = new Set(drills.flatMap((drill) => this.times.drilled(drill, slot).map(({ id }) => id)));
    if (uses.size === 0 && out.size === 0) return nothingLost;
    const endMs = Math.max(...drills.map(({ minutes }) => slot.startMs + minutes * 60_000));
    const office = this.times.office({ startMs: slot.startMs, endMs });
    const both = office.some && !office.all ? [true, false] : [office.all];
    const answers = both.map((there) => this.judged(slot, there, out, uses));
    return answers.find(({ losses, lacks }) => losses.length + lacks.length > 0) ?? nothingLost;
  }

  private judged(
    slot: Slot,
    office: boolean,
    out: ReadonlySet<string>,
    uses: ReadonlyMap<string, number>,
  ): CoverAnswer {
    const there = this.presence(slot.crews, office, slot);
    const { key } = there;
    const things = [...uses].map(([id, count]) => `${id} ${count}`).sort();
    const whole = JSON.stringify([key, [...out].sort(), things]);
    let answer = this.answers.get(whole);
    if (!answer) {
      answer = this.judge(there, out, uses);
      this.answers.set(whole, answer);
    }
    return answer;
  }

  /** Who is there at a slot, as readiness counts people. */
  private presence(crews: readonly Crew[], office: boolean, slot: Slot): Presence {
    const at = `${slot.startMs} ${office}`;
    const known = this.presences.get(at);
    if (known) return known;
    const absent = new Set<string>();
    const full = this.problem.people.flatMap((person) => {
      const candidate = this.candidates.get(person.id);
      if (!candidate || !(person.crew === null ? office : crews.includes(person.crew))) return [];
      if (awayAt(person, slot)) absent.add(person.id);
      return [{ ...candidate, onShift: true }];
    });
    const presence: Presence = {
      full,
      fullKey: JSON.stringify([crews, office]),
      present: full.filter(({ id }) => !absent.has(id)),
      key: JSON.stringify([crews, office, [...absent]]),
    };
    this.presences.set(at, presence);
    return presence;
  }

  private judge(
    { full, fullKey, present, key }: Presence,
    out: ReadonlySet<string>,
    uses: ReadonlyMap<string, number>,
  ): CoverAnswer {
    const { plans, pool } = this.problem;
    const { items, lacks } = taken(pool, uses);
    if (lacks.length > 0) return { losses: [], lacks };
    const people = out.size > 0;
    const touched = ({ need }: PlannedNeed): boolean =>
      (need.kind === 'people' && people) || (need.kind === 'equipment' && uses.has(need.categoryId));
    const base = this.base(key, present, people, uses);
    const best = this.base(fullKey, full, people, uses);
    const with_: Pool = { ...pool, items, people: present.filter(({ id }) => !out.has(id)) };
    const supplies = new Supplies(with_);
    const losses = plans.flatMap((plan) => {
      const needs = plan.needs.filter(touched);
      if (needs.length === 0) return [];
      return served(needs, supplies).flatMap(({ planned, served: left }): CoverLoss[] => {
        const before = base.get(needKey(planned))!;
        const { need } = planned;
        if (need.kind === 'place' || need.kind === 'stock') return [];
        if (left >= Math.min(before, need.count) || best.get(needKey(planned))! < need.count) return [];
        const of = refOf(need);
        const names = need.kind === 'people' ? pool.qualifications.get(of) : pool.categories.get(of)?.names;
        return [{ plan, need: planned, names: names ?? noNames, wanted: need.count, before, left }];
      });
    });
    return { losses, lacks };
  }

  /** What each need is served without any drill. */
  private base(
    presence: string,
    present: readonly Candidate[],
    people: boolean,
    uses: ReadonlyMap<string, number>,
  ): ReadonlyMap<string, number> {
    const key = JSON.stringify([people ? presence : null, [...uses.keys()].sort()]);
    let base = this.bases.get(key);
    if (!base) {
      const { plans, pool } = this.problem;
      const items = pool.items.filter(({ categoryId }) => uses.has(categoryId));
      const supplies = new Supplies({ ...pool, items, people: present });
      base = new Map(
        plans.flatMap(({ needs }) =>
          served(
            needs.filter(
              ({ need }) =>
                (need.kind === 'people' && people) ||
                (need.kind === 'equipment' && uses.has(need.categoryId)),
            ),
            supplies,
          ).map(({ planned, served: amount }) => [needKey(planned), amount] as const),
        ),
      );
      this.bases.set(key, base);
    }
    return base;
  }
}

const needKey = ({ planId, stepId, need }: PlannedNeed): string => `${planId} ${stepId} ${need.id}`;

function served(
  needs: readonly PlannedNeed[],
  supplies: Supplies,
): { readonly planned: PlannedNeed; readonly served: number }[] {
  const claims: Claim[] = needs.map((planned) => ({ planned, running: false }));
  return componentsOf(claims, supplies)
    .map(solve)
    .flatMap(({ claims: own, assignment }) =>
      own.map(({ planned }, i) => ({ planned, served: assignment.served[i]! })),
    );
}

function usesOf(drills: readonly MonthDrill[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const { categoryId, count } of drills.flatMap((drill) => drill.uses))
    uses.set(categoryId, (uses.get(categoryId) ?? 0) + count);
  return uses;
}

/** The items of the asked categories that are left: a drill takes what is ready from where most of it stands. */
function taken(
  pool: Pool,
  uses: ReadonlyMap<string, number>,
): { readonly items: readonly ItemGroup[]; readonly lacks: readonly Lack[] } {
  const lacks: Lack[] = [];
  const items = [...uses].flatMap(([categoryId, wanted]) => {
    const groups = pool.items.filter((group) => group.categoryId === categoryId);
    let open = wanted;
    const left = groups
      .toSorted((a, b) => b.count - a.count)
      .map((group) => {
        const takes = group.state === 'ready' ? Math.min(open, group.count) : 0;
        open -= takes;
        return { ...group, count: group.count - takes };
      });
    if (open > 0)
      lacks.push({
        categoryId,
        names: pool.categories.get(categoryId)?.names ?? noNames,
        wanted,
        there: wanted - open,
      });
    return left;
  });
  return { items, lacks };
}
