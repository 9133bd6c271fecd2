import type { ReadHandle } from '../database.ts';
import type { Ask } from './ask.ts';
import type { Column, Judged, Missing } from './detail.ts';
import { judge } from './judge.ts';
import type { Pool } from './pool.ts';
import { itemById, plansWithNeeds, poolFor, runningNeeds } from './pool-store.ts';
import type { NeedKind, PlanNeeds, PlannedNeed, PlanState } from './readiness.ts';
import { changed } from './what-if.ts';

/** What a question is about: the plans, what already runs, and the pool as it would be. */
export interface Situation {
  readonly plans: readonly PlanNeeds[];
  readonly running: readonly PlannedNeed[];
  readonly pool: Pool;
}

/** `only` narrows the pool to what these plans (and what already runs) could draw on. */
export function situationOf(db: ReadHandle, { moment, whatIf }: Ask, only?: readonly string[]): Situation {
  const plans = plansWithNeeds(db).filter(({ planId }) => only?.includes(planId) ?? true);
  const running = moment.held ? runningNeeds(db) : [];
  const closed = new Set(whatIf.flatMap((change) => (change.kind === 'closePlace' ? [change.placeId] : [])));
  const pool = poolFor(db, [...running, ...plans.flatMap(({ needs }) => needs)], moment, closed);
  return { plans, running, pool: changed(pool, whatIf, (id) => itemById(db, id, moment)) };
}

/** Every plan with the state of each of its needs, and the columns that these needs make. */
export function judgedPlans(db: ReadHandle, ask: Ask): Judged {
  const { plans, running, pool } = situationOf(db, ask);
  const asked =
    ask.together.length === 0 ? plans : plans.filter(({ planId }) => ask.together.includes(planId));
  const states = judge(asked, pool, { together: ask.together.length > 0, running });
  return { plans: states, columns: columnsOf(states, pool) };
}

const kindOrder: readonly NeedKind[] = ['equipment', 'people', 'stock', 'place'];

function columnsOf(plans: readonly PlanState[], pool: Pool): Column[] {
  const columns = new Map<string, Column>();
  for (const { kind, of } of plans.flatMap(({ needs }) => needs)) {
    if (columns.has(`${kind} ${of}`)) continue;
    const category = kind === 'equipment' || kind === 'stock' ? pool.categories.get(of) : undefined;
    const names =
      category?.names ?? (kind === 'people' ? pool.qualifications.get(of) : pool.places.get(of)?.names);
    columns.set(`${kind} ${of}`, {
      kind,
      of,
      names: names ?? { en: '?', srLatn: '?', zhHans: '?' },
      unit: category?.unit ?? null,
    });
  }
  return [...columns.values()].sort(
    (a, b) =>
      kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
      (a.names.en < b.names.en ? -1 : a.names.en > b.names.en ? 1 : 0),
  );
}

/** What a plan lacks, the same things of several steps together. */
export function missingOf(plan: PlanState, columns: readonly Column[]): Missing[] {
  const broken = Map.groupBy(
    plan.needs.filter(({ state }) => state === 'broken'),
    ({ kind, of }) => `${kind} ${of}`,
  );
  return columns.flatMap(({ kind, of, names, unit }) => {
    const needs = broken.get(`${kind} ${of}`);
    if (!needs) return [];
    const sum = (key: 'wanted' | 'served'): number => needs.reduce((all, need) => all + need[key], 0);
    return [{ kind, of, names, unit, wanted: sum('wanted'), served: sum('served') }];
  });
}
