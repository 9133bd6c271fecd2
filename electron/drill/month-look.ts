import type { Solve } from './lp.ts';
import type { Column, Month } from './month-columns.ts';
import { allKept, type Cut, type Kept } from './month-model.ts';
import { watch } from './month-observers.ts';
import { spanOf, type Laid } from './month-rules.ts';
import { overlap } from './month-times.ts';

/** The drills at the chosen times; those that lie at one of them already stay there. */
export function laidOf(month: Month, columns: readonly Column[], x: ArrayLike<number>): Laid[] {
  const chosen = Map.groupBy(
    columns.filter((_column, i) => x[i]! > 0.5),
    ({ group }) => group,
  );
  return month.groups.flatMap(({ drills }, group) => {
    const times = (chosen.get(group) ?? []).map(({ slot }) => slot).sort((a, b) => a.startMs - b.startMs);
    const open = new Set(drills);
    const laid: Laid[] = [];
    const later = times.filter((slot) => {
      const there = [...open].find(
        ({ startsAt }) => startsAt !== null && Date.parse(startsAt) === slot.startMs,
      );
      if (!there) return true;
      open.delete(there);
      laid.push({ drill: there, slot, observers: [] });
      return false;
    });
    const rest = [...open];
    later.forEach((slot, i) => {
      if (rest[i]) laid.push({ drill: rest[i], slot, observers: [] });
    });
    return laid;
  });
}

export function withObservers(
  laid: readonly Laid[],
  observers: ReadonlyMap<string, readonly string[]>,
): Laid[] {
  return laid.map((one) => ({ ...one, observers: observers.get(one.drill.id) ?? [] }));
}

/** Drills that run at the same time and take too much from live cover together; as few of them as that takes. */
export function coverConflict(month: Month, laid: readonly Laid[], kept: Kept = allKept): Laid[] | null {
  const { rules } = month;
  const breaks = (set: readonly Laid[]): boolean =>
    rules
      .coverTogether(set)
      .some(({ rule, facts }) => (rule === 'cover' ? kept.plan(String(facts['planId'])) : kept.rule(rule)));
  const all = [...laid, ...month.fixed];
  for (const one of laid) {
    const span = spanOf(one);
    let set = all.filter((other) => overlap(spanOf(other), span));
    if (set.length < 2 || !breaks(set)) continue;
    for (const other of set) {
      const rest = set.filter((each) => each !== other);
      if (rest.length > 1 && breaks(rest)) set = rest;
    }
    return set;
  }
  return null;
}

/** Whether a plan keeps what only the whole of it shows, with its observers; else what must not be chosen again. */
export function looksOver(
  month: Month,
  columns: readonly Column[],
  laid: readonly Laid[],
  restMs: number,
  solve: Solve,
  kept: Kept = allKept,
):
  { readonly kind: 'kept'; readonly laid: readonly Laid[] } | { readonly kind: 'broken'; readonly cut: Cut } {
  const conflict = coverConflict(month, laid, kept);
  if (conflict) return { kind: 'broken', cut: cutOf(month, columns, conflict, kept === allKept) };
  if (!kept.rule('observers')) return { kind: 'kept', laid };
  const watched = watch(month.rules, laid, month.fixed, restMs, solve);
  return watched.kind === 'all'
    ? { kind: 'kept', laid: withObservers(laid, watched.observers) }
    : { kind: 'broken', cut: cutOf(month, columns, watched.drills, kept === allKept) };
}

/** Never these together again, nor others in their stead that are like them but for the place. */
function cutOf(month: Month, columns: readonly Column[], laid: readonly Laid[], alikeToo: boolean): Cut {
  const own = new Set<number>();
  let count = 0;
  for (const { drill, slot } of laid) {
    if (drill.fixed) continue;
    count += 1;
    // Two that drill the same people, or at the same place, never lie at the same time; of others only this one is meant.
    const drilled = alikeToo && month.rules.times.drilled(drill, slot).length > 0;
    columns.forEach((column, i) => {
      const { typeId, minutes, placeId } = column.drill;
      if (column.slot.startMs !== slot.startMs || typeId !== drill.typeId || minutes !== drill.minutes)
        return;
      const same = month.groups[column.group]!.drills.includes(drill);
      if (same || drilled || (alikeToo && placeId === drill.placeId)) own.add(i);
    });
  }
  return { columns: [...own].sort((a, b) => a - b), most: count - 1 };
}
