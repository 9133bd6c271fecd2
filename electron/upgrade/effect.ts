import { worst, type PlanState, type State } from '../readiness/readiness.ts';
import type { Names } from '../schema-parts.ts';

/** How a plan stands with the items of the categories in question. */
export interface Standing {
  /** Of what it needs of these categories. */
  readonly state: State;
  /** How many of them it lacks. */
  readonly lack: number;
  /** Of the whole plan, which may lack other things. */
  readonly plan: State;
}

/** A plan that needs what the programme replaces: now, while the old are out and the new not in yet, and afterwards. */
export interface PlanEffect {
  readonly planId: string;
  readonly key: string;
  readonly title: Names;
  readonly now: Standing;
  readonly between: Standing;
  readonly after: Standing;
}

export interface Effect {
  /** Items whose old one still counts; 0: nothing more will change. */
  readonly left: number;
  /** What the programme mends or breaks comes first. */
  readonly plans: readonly PlanEffect[];
}

function standingOf(plan: PlanState, categoryIds: ReadonlySet<string>): Standing {
  const needs = plan.needs.filter(({ kind, of }) => kind === 'equipment' && categoryIds.has(of));
  return {
    state: worst(needs.map(({ state }) => state)),
    lack: needs.reduce((sum, { wanted, served }) => sum + Math.max(0, wanted - served), 0),
    plan: plan.state,
  };
}

const rank = (state: State): number => ['broken', 'tight', 'met'].indexOf(state);

/** The plans that need one of the categories, judged in three situations (of the same plans, in any order). */
export function effectOf(
  left: number,
  categoryIds: ReadonlySet<string>,
  now: readonly PlanState[],
  between: readonly PlanState[],
  after: readonly PlanState[],
): Effect {
  const find = (plans: readonly PlanState[], planId: string): PlanState | undefined =>
    plans.find((plan) => plan.planId === planId);
  const plans = now
    .filter(({ needs }) => needs.some(({ kind, of }) => kind === 'equipment' && categoryIds.has(of)))
    .map((plan): PlanEffect => {
      const { planId, key, title } = plan;
      return {
        planId,
        key,
        title,
        now: standingOf(plan, categoryIds),
        between: standingOf(find(between, planId) ?? plan, categoryIds),
        after: standingOf(find(after, planId) ?? plan, categoryIds),
      };
    });
  const change = ({ now: before, between: during, after: then }: PlanEffect): number =>
    Math.abs(rank(before.state) - rank(then.state)) * 2 + Math.abs(rank(before.state) - rank(during.state));
  return { left, plans: plans.sort((a, b) => change(b) - change(a) || (a.key < b.key ? -1 : 1)) };
}
