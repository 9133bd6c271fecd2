import type { Column, Month } from './month-columns.ts';
import type { Laid } from './month-rules.ts';
import { dayNo, type Wishes } from './month-wishes.ts';

/** The drills with the least choice are laid first; one that finds no time goes before all others at the next try. */
const tries = 12;

/**
 * A first plan, laid drill by drill, each where it costs least among the times that are left: there within a second or so, and what
 * the solver then betters. Gives the numbers of the chosen columns, or null when it does not come out, which says nothing.
 */
export function firstPlan(
  month: Month,
  columns: readonly Column[],
  wishes: Wishes,
  tick: () => void,
): readonly number[] | null {
  const byGroup = Map.groupBy(columns.keys(), (i) => columns[i]!.group);
  const choice = month.groups.map((_, group) => byGroup.get(group)?.length ?? 0);
  const late = month.groups.map(() => 0);
  for (let attempt = 0; attempt < tries; attempt++) {
    const order = month.groups
      .flatMap(({ drills }, group) => drills.map(() => group))
      .sort((a, b) => late[b]! - late[a]! || choice[a]! - choice[b]!);
    const chosen = inOrder(month, columns, wishes, byGroup, order, tick);
    if (typeof chosen !== 'number') return chosen;
    late[chosen]! += 1;
  }
  return null;
}

/** The chosen columns, or the group for which nothing was left. */
function inOrder(
  month: Month,
  columns: readonly Column[],
  wishes: Wishes,
  byGroup: ReadonlyMap<number, readonly number[]>,
  order: readonly number[],
  tick: () => void,
): readonly number[] | number {
  const { rules, fixed } = month;
  const counts = wishes.wishes.map(
    (wish) => fixed.filter(({ drill, slot }) => counted(month, wish, { drill, slot })).length,
  );
  const laid: Laid[] = [...fixed];
  const chosen: number[] = [];
  for (const group of order) {
    tick();
    const costs = (byGroup.get(group) ?? [])
      .filter((i) => !chosen.includes(i))
      .map((i) => ({ i, cost: costAt(month, wishes, counts, columns[i]!) }))
      .sort((a, b) => a.cost - b.cost || tieOf(a.i) - tieOf(b.i));
    const best = costs.find(({ i }) => {
      const one = { ...columns[i]!, observers: [] };
      return rules.together(one, laid).length === 0 && rules.enough(one, laid).length === 0;
    });
    if (!best) return group;
    const column = columns[best.i]!;
    chosen.push(best.i);
    laid.push({ drill: column.drill, slot: column.slot, observers: [] });
    wishes.wishes.forEach((wish, at) => {
      if (counted(month, wish, column)) counts[at]! += 1;
    });
  }
  return chosen;
}

/** Times of the same cost are taken here and there, not from the first of the month on. */
const tieOf = (i: number): number => (i * 2_654_435_761) % 4_294_967_296;

function counted(
  month: Month,
  { first, last, counts }: Wishes['wishes'][number],
  { drill, slot }: Pick<Laid, 'drill' | 'slot'>,
): boolean {
  const day = dayNo(month, slot);
  return first <= day && day <= last && counts(drill, slot);
}

function costAt(month: Month, wishes: Wishes, counts: readonly number[], column: Column): number {
  const stays = wishes.now[column.group]!.starts.has(column.slot.startMs);
  let cost = wishes.costAt(column.drill, column.slot) - (stays ? wishes.movePoints : 0);
  wishes.wishes.forEach((wish, at) => {
    if (!counted(month, wish, column)) return;
    if (counts[at]! >= wish.most) cost += wish.points;
    else if (counts[at]! < wish.least) cost -= wish.points;
  });
  return cost;
}
