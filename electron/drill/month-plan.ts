import type { Solve } from './lp.ts';
import { clashOf } from './month-clash.ts';
import { monthOf, type Month } from './month-columns.ts';
import { coverConflict, laidOf, looksOver, withObservers } from './month-look.ts';
import { firstPlan } from './month-first.ts';
import { modelOf, type Cut } from './month-model.ts';
import { watchInTurn } from './month-observers.ts';
import type { MonthProblem } from './month-problem.ts';
import { reasonsOf } from './month-reasons.ts';
import { MonthRules, type Laid } from './month-rules.ts';
import { hourMs } from './month-times.ts';
import { costOf, costStep, wishesOf, type Wishes } from './month-wishes.ts';
import type { MonthOutcome, Placement } from './outcome.ts';

export interface PlanOptions {
  readonly solve: Solve;
  /** The longest that may be looked for a better plan, or for what clashes. */
  readonly seconds: number;
  /** A clock that never jumps, in ms. */
  readonly nowMs: () => number;
  /** Asked again and again; throws to call the work off. */
  readonly tick?: () => void;
}

/**
 * Lays out a month exactly: every drill that is not fixed at a time and with observers that keep every hard rule, at the least
 * cost by the soft ones; or says which rules clash. What several drills break together is a row of the problem where that can be
 * said beforehand; the rest is looked at in each plan and forbidden when it is found (cuts), so that the last plan keeps all.
 */
export function layOut(problem: MonthProblem, { solve, seconds, nowMs, tick }: PlanOptions): MonthOutcome {
  const began = nowMs();
  const left = (): number => seconds - (nowMs() - began) / 1000;
  const rules = new MonthRules(problem);
  const month = monthOf(rules, tick);
  const wishes = wishesOf(month);
  const search = new Search(month, wishes, solve, tick);
  const counts = month.groups.map(({ drills }) => drills.length);
  const enough = counts.every(
    (count, group) => month.columns.filter((column) => column.group === group).length >= count,
  );
  let firstMs: number | null = null;
  const ended = enough
    ? search.run(left, () => (firstMs ??= nowMs() - began))
    : ({ kind: 'impossible' } as const);
  const none = {
    placements: [],
    cost: 0,
    bound: 0,
    gap: 0,
    firstMs: null,
    clash: null,
    clashSmallest: false,
  };
  if (ended.kind === 'impossible') {
    const { clash, smallest } = clashOf(month, solve, left, tick);
    return { ...none, proven: true, clash, clashSmallest: smallest, ms: nowMs() - began };
  }
  if (ended.kind === 'none') return { ...none, gap: 1, proven: false, ms: nowMs() - began };
  const { laid, cost, bound, proven } = ended;
  return {
    placements: placementsOf(month, laid),
    cost,
    bound,
    gap: cost === 0 ? 0 : (cost - bound) / cost,
    proven,
    clash: null,
    clashSmallest: false,
    firstMs,
    ms: nowMs() - began,
  };
}

type Ended =
  | { readonly kind: 'impossible' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'plan';
      readonly laid: readonly Laid[];
      readonly cost: number;
      readonly bound: number;
      readonly proven: boolean;
    };

class Search {
  private readonly month: Month;
  private readonly wishes: Wishes;
  private readonly solve: Solve;
  private readonly tick: (() => void) | undefined;

  constructor(month: Month, wishes: Wishes, solve: Solve, tick: (() => void) | undefined) {
    this.month = month;
    this.wishes = wishes;
    this.solve = solve;
    this.tick = tick;
  }

  run(left: () => number, first: () => void): Ended {
    const { month, wishes } = this;
    const { columns, rules, fixed } = month;
    const restMs = rules.problem.restHours * hourMs;
    const counts = month.groups.map(({ drills }) => drills.length);
    const cuts: Cut[] = [];
    let best: { readonly laid: readonly Laid[]; readonly cost: number } | null = null;
    let bound = 0;
    const offer = (laid: readonly Laid[], cost: number): void => {
      if ((best && cost >= best.cost) || coverConflict(month, laid)) return;
      const observers = watchInTurn(rules, laid, fixed, restMs);
      if (!observers) return;
      best = { laid: withObservers(laid, observers), cost };
      first();
    };
    if (counts.length === 0) return { kind: 'plan', laid: [], cost: 0, bound: 0, proven: true };
    const start = firstPlan(month, columns, wishes, this.tick ?? (() => {}));
    const from = columns.map((_, i) => (start?.includes(i) ? 1 : 0));
    if (start) {
      const laid = laidOf(month, columns, from);
      offer(laid, costOf(month, wishes, laid));
    }
    // Nothing costs less than nothing.
    const begun = best as { readonly laid: readonly Laid[]; readonly cost: number } | null;
    if (begun && begun.cost < costStep) return { kind: 'plan', ...begun, bound: begun.cost, proven: true };
    do {
      const { lp } = modelOf(month, columns, counts, wishes, cuts);
      const solved = this.solve(lp, {
        seconds: left(),
        step: costStep,
        ...(this.tick ? { tick: this.tick } : {}),
        ...(start && cuts.length === 0 ? { from: lp.complete(from) } : {}),
        found: (x, cost) => offer(laidOf(month, columns, x), cost),
      });
      if (solved.kind === 'impossible') return { kind: 'impossible' };
      bound = Math.max(bound, solved.bound);
      if (solved.kind === 'none') break;
      const laid = laidOf(month, columns, solved.x);
      const looked = looksOver(month, columns, laid, restMs, this.solve);
      if (looked.kind === 'broken') {
        cuts.push(looked.cut);
        continue;
      }
      const cost = Math.round(solved.cost);
      first();
      const proven = solved.kind === 'proven';
      return { kind: 'plan', laid: looked.laid, cost, bound: proven ? cost : bound, proven };
    } while (left() > 0);
    // The last plan that was whole; the bound of a problem with fewer cuts holds for it too.
    const known = best as { readonly laid: readonly Laid[]; readonly cost: number } | null;
    if (!known) return { kind: 'none' };
    const cost = Math.round(known.cost);
    return { kind: 'plan', laid: known.laid, cost, bound, proven: bound > cost - costStep };
  }
}

function placementsOf(month: Month, laid: readonly Laid[]): Placement[] {
  return laid.map((one) => ({
    drillId: one.drill.id,
    startsAt: new Date(one.slot.startMs).toISOString(),
    shiftOn: one.slot.shiftOn,
    shift: one.slot.shift,
    crew: one.drill.askedCrew ?? one.slot.crews[0] ?? null,
    observers: one.observers,
    reasons: reasonsOf(month, one, laid),
  }));
}
