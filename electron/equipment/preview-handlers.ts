import type { ReadHandle } from '../database.ts';
import { isRefusal } from '../refusal.ts';
import { inBatches } from '../parts.ts';
import { PreviewSum, type ChangePreview, type Chosen } from './change.ts';
import type { EquipmentChanges } from './equipment.ts';
import { Register } from './register-handlers.ts';
import { equipmentIds, type Seen } from './equipment-search-store.ts';
import { equipmentById } from './equipment-store.ts';

/** The items that were chosen, as they are now. */
export async function chosenIds(db: ReadHandle, chosen: Chosen, today: string): Promise<readonly Seen[]> {
  if (chosen.ids !== undefined)
    return chosen.ids.flatMap((id) => {
      const item = equipmentById(db, id);
      return item ? [{ id, version: item.version }] : [];
    });
  const all: Seen[] = [];
  if (chosen.filter !== undefined) await equipmentIds(db, chosen.filter, today, (seen) => all.push(...seen));
  return all;
}

/** What the changes would do to each item that was chosen; nothing is written. */
export async function previewOf(
  db: ReadHandle,
  chosen: Chosen,
  changes: EquipmentChanges,
  today: string,
): Promise<ChangePreview> {
  const register = new Register(db);
  const sum = new PreviewSum(changes);
  await inBatches(await chosenIds(db, chosen, today), (seen) => {
    for (const { id } of seen) {
      const item = equipmentById(db, id);
      if (!item) continue;
      const change = register.change(item, changes);
      sum.take(item, isRefusal(change) ? change : change.after);
    }
  });
  return sum.result;
}
