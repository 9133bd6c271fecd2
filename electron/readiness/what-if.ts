import type { Change } from './ask.ts';
import type { ItemGroup, Pool } from './pool.ts';
import { thousandths } from './readiness.ts';

/** What an item counts as before anything is tried. */
export type Found = Pick<ItemGroup, 'categoryId' | 'placeId' | 'state'>;

/** The pool as it would be. `find` says how an item counts; places to close are closed when the pool is made. */
export function changed(
  pool: Pool,
  changes: readonly Change[],
  find: (itemId: string) => Found | undefined,
): Pool {
  if (changes.length === 0) return pool;
  const items = new Map(pool.items.map((group) => [keyOf(group), group]));
  const stock = [...pool.stock];
  const gone = new Set<string>();
  // Where an item of the tray is by now: it may be moved and then taken away.
  const moved = new Map<string, Found | null>();
  const add = (group: Found, count: number): void => {
    const key = keyOf(group);
    items.set(key, { ...group, count: Math.max(0, (items.get(key)?.count ?? 0) + count) });
  };
  const take = (itemId: string): Found | undefined => {
    const at = moved.has(itemId) ? (moved.get(itemId) ?? undefined) : find(itemId);
    if (at) add(at, -1);
    return at;
  };
  for (const change of changes)
    switch (change.kind) {
      case 'removeItem':
        take(change.itemId);
        moved.set(change.itemId, null);
        break;
      case 'moveItem': {
        const at = take(change.itemId);
        if (!at) break;
        const { categoryId, state } = at;
        const there = { categoryId, state, placeId: change.placeId };
        add(there, 1);
        moved.set(change.itemId, there);
        break;
      }
      case 'addItems':
        add({ categoryId: change.categoryId, placeId: change.placeId, state: 'ready' }, change.count);
        break;
      case 'addStock': {
        const { categoryId, placeId } = change;
        const at = stock.findIndex(
          (each) => each.categoryId === categoryId && each.placeId === placeId && !each.expired,
        );
        const more = thousandths(change.amount);
        if (at < 0) stock.push({ categoryId, placeId, expired: false, amount: more });
        else stock[at] = { ...stock[at]!, amount: stock[at]!.amount + more };
        break;
      }
      case 'removePerson':
        gone.add(change.personId);
        break;
      case 'closePlace':
        break;
    }
  return {
    ...pool,
    items: [...items.values()],
    stock,
    people: pool.people.filter(({ id }) => !gone.has(id)),
  };
}

const keyOf = ({ categoryId, placeId, state }: Found): string => `${categoryId} ${placeId ?? ''} ${state}`;
