import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { addItem, keepItem } from '../equipment/equipment-handlers.ts';
import { equipmentById, equipmentByTag } from '../equipment/equipment-store.ts';
import type { Equipment } from '../equipment/equipment.ts';
import { Register } from '../equipment/register-handlers.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { isOpen, moveItem, type ItemState, type Upgrade, type UpgradeItem } from './upgrade.ts';
import {
  insertItem, isTaken, itemById, itemPage, itemReplacedBy, updateItem, upgradeById, upgradesOfItem,
} from './upgrade-store.ts'; // prettier-ignore

function oldOf(db: ReadHandle, item: UpgradeItem): Equipment {
  const old = equipmentById(db, item.equipmentId);
  if (!old) throw new Error(`upgrade item ${item.id} points at nothing`);
  return old;
}

function keep(tx: Tx, item: UpgradeItem): UpgradeItem {
  updateItem(tx.db, item);
  tx.record('upgradeItem', item);
  return item;
}

/** The old one is retired; its row and its history stay. Refuses as the register does: still issued, not emptied. */
export function retireOld(tx: Tx, register: Register, item: UpgradeItem, note: string): Answer<UpgradeItem> {
  const old = oldOf(tx.db, item);
  const after = moveItem(item, old.tag, 'retired', null, note);
  if (isRefusal(after)) return after;
  const gone = register.change(old, { condition: 'retired' });
  if (isRefusal(gone)) return gone;
  if (gone.after !== old) keepItem(tx, register, old, gone);
  return keep(tx, after);
}

/** The new one: an item that is known by its tag, or one that is registered now where the old one stands. */
function replacementOf(
  tx: Tx,
  register: Register,
  upgrade: Upgrade,
  item: UpgradeItem,
  tag: string | null,
): Answer<string | null> {
  if (tag === null || tag === '') return item.replacedById;
  const old = oldOf(tx.db, item);
  const known = equipmentByTag(tx.db, tag);
  if (!known) {
    const { categoryId, placeId, insideId, ownerTeamId } = old;
    const added = addItem(tx, register, {
      tag, categoryId, placeId, insideId, ownerTeamId, make: upgrade.toMake, model: upgrade.toModel, serial: '',
      condition: 'ready', boughtOn: tx.today, endOfLifeOn: null, nextDueOn: null, costMinor: null,
      currency: null, note: '',
    }); // prettier-ignore
    return isRefusal(added) ? added : added.id;
  }
  if (known.id === old.id) return refuse('replacesItself', { tag });
  if (known.condition === 'retired') return refuse('replacementRetired', { tag });
  const other = itemReplacedBy(tx.db, known.id);
  if (other && other.id !== item.id) return refuse('replacementTaken', { tag, old: oldOf(tx.db, other).tag });
  return known.id;
}

function move(
  tx: Tx,
  register: Register,
  given: { readonly id: string; readonly version: number; readonly replacementTag: string | null },
  to: ItemState,
  note: string,
): Answer<UpgradeItem> {
  const item = itemById(tx.db, given.id);
  const upgrade = item && upgradeById(tx.db, item.upgradeId);
  if (!item || !upgrade) return refuse('unknownUpgradeItem');
  if (!isOpen(upgrade)) return refuse('upgradeEnded', { upgrade: upgrade.key });
  if (upgrade.state !== 'running' && to !== 'dropped' && to !== 'planned')
    return refuse('upgradeNotRunning', { upgrade: upgrade.key });
  const conflict = checkVersion(item, given.version);
  if (conflict) return conflict;
  if (to === 'retired') return retireOld(tx, register, item, note);
  const old = oldOf(tx.db, item);
  // What was dropped may meanwhile be in another programme.
  if (item.state === 'dropped' && isTaken(tx.db, old.id)) return refuse('itemTaken', { tag: old.tag });
  const fresh = to === 'inService' ? replacementOf(tx, register, upgrade, item, given.replacementTag) : null;
  if (isRefusal(fresh)) return fresh;
  const after = moveItem(item, old.tag, to, fresh, note);
  return isRefusal(after) ? after : keep(tx, after);
}

export const upgradeItemHandlers: Part<
  'upgrade.addItems' | 'upgrade.moveItems' | 'upgrade.items' | 'upgrade.ofItem'
> = {
  'upgrade.addItems': (tx, input) => {
    const upgrade = upgradeById(tx.db, input.upgradeId);
    if (!upgrade) return refuse('unknownUpgrade');
    if (!isOpen(upgrade)) return refuse('upgradeEnded', { upgrade: upgrade.key });
    let added = 0;
    for (const equipmentId of new Set(input.equipmentIds)) {
      const row = equipmentById(tx.db, equipmentId);
      if (!row || row.condition === 'retired' || isTaken(tx.db, row.id)) continue;
      const item: UpgradeItem = {
        id: tx.newId(), upgradeId: upgrade.id, equipmentId, replacedById: null, state: 'planned', note: '', version: 1,
      }; // prettier-ignore
      insertItem(tx.db, item);
      tx.record('upgradeItem', item);
      added += 1;
    }
    if (added === 0) return refuse('upgradeNothingFits');
    return { added, skipped: input.equipmentIds.length - added };
  },
  'upgrade.moveItems': (tx, input) => {
    const register = new Register(tx.db);
    const moved: UpgradeItem[] = [];
    for (const given of input.items) {
      const item = move(tx, register, given, input.to, input.note);
      if (isRefusal(item)) return item;
      moved.push(item);
    }
    return moved;
  },
  'upgrade.items': (read, input) => itemPage(read.db, input),
  'upgrade.ofItem': (read, input) => upgradesOfItem(read.db, input.id),
};
