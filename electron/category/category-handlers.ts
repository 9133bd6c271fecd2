import type { Part, Tx } from '../door.ts';
import { namesChanged } from '../equipment/reindex-handlers.ts';
import { countOfCategory } from '../equipment/equipment-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { hasLots } from '../stock/stock-store.ts';
import { plansNeeding } from '../plan/plan-store.ts';
import {
  allCategories, categoryById, categoryByKey, insertCategory, updateCategory,
} from './category-store.ts'; // prettier-ignore
import { checkUnit, mostCategories, type Category } from './category.ts';

function seen(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<Category> {
  const category = categoryById(tx.db, input.id);
  if (!category) return refuse('unknownCategory');
  return checkVersion(category, input.version) ?? category;
}

function keep(tx: Tx, before: Category, change: Partial<Category>): Category {
  const after: Category = { ...before, ...change, version: before.version + 1 };
  updateCategory(tx.db, after);
  tx.record('category', after);
  return after;
}

export const categoryHandlers: Part<
  'category.add' | 'category.change' | 'category.retire' | 'category.restore' | 'category.all'
> = {
  'category.add': (tx, input) => {
    if (categoryByKey(tx.db, input.key)) return refuse('categoryKeyTaken', { key: input.key });
    if (allCategories(tx.db, {}).length >= mostCategories)
      return refuse('tooManyCategories', { most: mostCategories });
    const wrong = checkUnit(input);
    if (wrong) return wrong;
    const category: Category = { id: tx.newId(), ...input, retiredAt: null, version: 1 };
    insertCategory(tx.db, category);
    tx.record('category', category);
    return category;
  },
  'category.change': (tx, input) => {
    const before = seen(tx, input);
    if (isRefusal(before)) return before;
    const { names = before.names, unit = before.unit, speedKmh = before.speedKmh } = input;
    // What lies in the stores is counted in it.
    if (unit !== before.unit && hasLots(tx.db, before.id))
      return refuse('unitInUse', { category: before.names, unit: before.unit });
    const wrong = checkUnit({ kind: before.kind, unit });
    if (wrong) return wrong;
    if (JSON.stringify(names) !== JSON.stringify(before.names)) namesChanged(tx, 'category', before.id);
    return keep(tx, before, { names, unit, speedKmh });
  },
  'category.retire': (tx, input) => {
    const before = seen(tx, input);
    if (isRefusal(before)) return before;
    if (before.retiredAt !== null) return refuse('categoryRetired', { category: before.names });
    const items = countOfCategory(tx.db, before.id);
    // A plan that needs what no longer is can never be carried out: whoever retires it first changes the plans.
    const plans = plansNeeding(tx.db, before.id);
    if (plans.length > 0) return refuse('categoryNeeded', { category: before.names, plans });
    if (items > 0) return refuse('categoryInUse', { category: before.names, items });
    return keep(tx, before, { retiredAt: tx.now });
  },
  'category.restore': (tx, input) => {
    const before = seen(tx, input);
    if (isRefusal(before)) return before;
    if (before.retiredAt === null) return refuse('categoryNotRetired', { category: before.names });
    return keep(tx, before, { retiredAt: null });
  },
  'category.all': (read, input) => allCategories(read.db, { kind: input.kind, current: !input.retired }),
};
