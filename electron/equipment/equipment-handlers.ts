import { categoryById } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { heldByDuties, newDuties } from '../duty/standing-handlers.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { conditionOn, type Equipment, type EquipmentLine } from './equipment.ts';
import {
  equipmentById, equipmentBySerial, equipmentByTag, equipmentFacet, equipmentPage, insertEquipment, updateEquipment,
  type Around,
} from './equipment-store.ts'; // prettier-ignore

function placeOf(db: ReadHandle, id: string | null): Answer<PlaceName | null> {
  if (id === null) return null;
  const place = placeById(db, id);
  if (!place) return refuse('unknownPlace', { place: id });
  return { id: place.id, key: place.key, kind: place.kind, names: place.names };
}

/** What the item points at must be there; one category that is no longer used may keep what it has. */
export function aroundOf(
  db: ReadHandle,
  item: Pick<Equipment, 'categoryId' | 'placeId'>,
  before?: Equipment,
): Answer<Around> {
  const category = categoryById(db, item.categoryId);
  if (!category) return refuse('unknownCategory');
  if (category.kind !== 'item') return refuse('categoryNotOfItems', { category: category.names });
  if (category.retiredAt !== null && before?.categoryId !== category.id)
    return refuse('categoryRetired', { category: category.names });
  const place = placeOf(db, item.placeId);
  return isRefusal(place) ? place : { category, place };
}

function add(tx: Tx, given: Omit<Equipment, 'id' | 'version'>): Answer<Equipment> {
  if (equipmentByTag(tx.db, given.tag)) return refuse('tagTaken', { tag: given.tag });
  const same = equipmentBySerial(tx.db, given);
  if (same) return refuse('serialTaken', { serial: given.serial, tag: same.tag });
  const around = aroundOf(tx.db, given);
  if (isRefusal(around)) return around;
  const duties = newDuties(tx, given);
  const item: Equipment = { id: tx.newId(), ...given, nextDueOn: duties.nextDueOn, version: 1 };
  insertEquipment(tx.db, item, around);
  tx.record('equipment', item);
  duties.begin(item.id);
  return item;
}

const dayOf = (now: string): string => now.slice(0, 10);

export const equipmentHandlers: Part<
  | 'equipment.add'
  | 'equipment.addMany'
  | 'equipment.edit'
  | 'equipment.page'
  | 'equipment.facet'
  | 'equipment.byId'
> = {
  'equipment.add': (tx, input) => add(tx, input),
  'equipment.addMany': (tx, input) => {
    for (const [index, row] of input.rows.entries()) {
      const item = add(tx, row);
      // All or none: a batch that stops half-way would be hard to send again.
      if (isRefusal(item)) return refuse('rowRefused', { row: index + 1, tag: row.tag, code: item.refused });
    }
    return { added: input.rows.length };
  },
  'equipment.edit': (tx, input) => {
    const before = equipmentById(tx.db, input.id);
    if (!before) return refuse('notFound');
    const conflict = checkVersion(before, input.version);
    if (conflict) return conflict;
    const { id: _id, version: _version, ...changes } = input;
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after: Equipment = { ...before, ...given, version: before.version + 1 };
    const around = aroundOf(tx.db, after, before);
    if (isRefusal(around)) return around;
    const held = heldByDuties(tx.db, before, after);
    if (held) return held;
    updateEquipment(tx.db, after, around);
    tx.record('equipment', after);
    return after;
  },
  'equipment.page': (read, input) => equipmentPage(read.db, input, dayOf(read.now)),
  'equipment.facet': (read, input) => equipmentFacet(read.db, input, input.facet, dayOf(read.now)),
  'equipment.byId': (read, input): EquipmentLine | null => {
    const item = equipmentById(read.db, input.id);
    if (!item) return null;
    const around = aroundOf(read.db, item, item);
    if (isRefusal(around)) throw new Error(`item ${item.tag} points at nothing: ${around.refused}`);
    const { id, key, names } = around.category;
    return {
      ...item,
      category: { id, key, names },
      place: around.place,
      counts: conditionOn(item, dayOf(read.now)),
    };
  },
};
