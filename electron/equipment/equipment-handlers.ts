import type { Part, Tx, Writing } from '../door.ts';
import type { DutyRule } from '../duty/duty.ts';
import { followCategory, heldByDuties, newDuties } from '../duty/standing-handlers.ts';
import { noteIssued, noteReturned } from '../duty/use-handlers.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { personById } from '../person/person-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { teamById } from '../team/team-store.ts';
import { RefusalSum } from './change.ts';
import { issue, takeBack } from './custody.ts';
import { newItem, type Equipment, type EquipmentGiven } from './equipment.ts';
import { Register, type Change } from './register-handlers.ts';
import { equipmentFacet, equipmentPage } from './equipment-search-store.ts';
import { equipmentById, equipmentLine, insertEquipment, updateEquipment } from './equipment-store.ts';
import { chosenIds, previewOf } from './preview-handlers.ts';

/** Enters an item with the duties that its category gives it (`rules`, when the caller has looked them up). Refuses as newItem and Register.add do. */
export function addItem(
  tx: Writing,
  register: Register,
  given: EquipmentGiven,
  rules?: readonly DutyRule[],
): Answer<Equipment> {
  const item = newItem(tx.newId(), given);
  if (isRefusal(item)) return item;
  const placed = register.add(item);
  if (isRefusal(placed)) return placed;
  const duties = newDuties(tx, given, rules);
  const due: Equipment = { ...placed.item, nextDueOn: duties.nextDueOn };
  insertEquipment(tx.db, due, placed.around);
  tx.record('equipment', due);
  duties.begin(due.id);
  return due;
}

function write(tx: Writing, { after, words }: Change): void {
  updateEquipment(tx.db, after, words);
  tx.record('equipment', after);
}

interface Kept {
  readonly item: Equipment;
  /** What moved along with it. */
  readonly along: readonly string[];
}

/** Writes the item, which has the duties of its category, and moves what is inside it. */
export function keepItem(tx: Writing, register: Register, before: Equipment, change: Change): Kept {
  const item = { ...change.after, nextDueOn: followCategory(tx, before, change.after) };
  write(tx, { after: item, words: change.words });
  if (item.placeId === before.placeId) return { item, along: [] };
  const along = register.contentsMoved(item);
  for (const moved of along) write(tx, moved);
  return { item, along: along.map(({ after }) => after.id) };
}

function seen(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<Equipment> {
  const item = equipmentById(tx.db, input.id);
  if (!item) return refuse('notFound');
  return checkVersion(item, input.version) ?? item;
}

/** Hands over and back change nothing that an item is found by. */
function handOver(tx: Tx, after: Answer<Equipment>): Answer<Equipment> {
  if (!isRefusal(after)) write(tx, { after, words: null });
  return after;
}

export const equipmentHandlers: Part<
  | 'equipment.add'
  | 'equipment.addMany'
  | 'equipment.edit'
  | 'equipment.editMany'
  | 'equipment.issue'
  | 'equipment.return'
  | 'equipment.page'
  | 'equipment.facet'
  | 'equipment.ids'
  | 'equipment.preview'
  | 'equipment.byId'
> = {
  'equipment.add': (tx, input) => addItem(tx, new Register(tx.db), input),
  'equipment.addMany': (tx, input) => {
    const register = new Register(tx.db);
    for (const [index, row] of input.rows.entries()) {
      const item = addItem(tx, register, row);
      // All or none: a batch that stops half-way would be hard to send again.
      if (isRefusal(item)) return refuse('rowRefused', { row: index + 1, tag: row.tag, code: item.refused });
    }
    return { added: input.rows.length };
  },
  'equipment.edit': (tx, input) => {
    const before = seen(tx, input);
    if (isRefusal(before)) return before;
    const register = new Register(tx.db);
    const { id: _id, version: _version, ...changes } = input;
    const change = register.change(before, changes);
    if (isRefusal(change)) return change;
    // Saved as it was: the form is content, and the journal has nothing to tell but that.
    if (change.after === before) return before;
    return keepItem(tx, register, before, change).item;
  },
  'equipment.editMany': (tx, input) => {
    const register = new Register(tx.db);
    const refused = new RefusalSum();
    /** Moved along with their container in this very command: not somebody else's change. */
    const along = new Set<string>();
    let changed = 0;
    let same = 0;
    for (const row of input.rows) {
      const before = along.has(row.id) ? (equipmentById(tx.db, row.id) ?? refuse('notFound')) : seen(tx, row);
      if (isRefusal(before)) {
        refused.take(before);
        continue;
      }
      const change = register.change(before, input.changes);
      if (isRefusal(change)) refused.take(change);
      else if (change.after === before) same += 1;
      else {
        for (const id of keepItem(tx, register, before, change).along) along.add(id);
        changed += 1;
      }
    }
    return { changed, same, refused: refused.result };
  },
  'equipment.issue': (tx, input) => {
    const item = seen(tx, input);
    if (isRefusal(item)) return item;
    if (input.toPersonId !== null && !personById(tx.db, input.toPersonId)) return refuse('unknownPerson');
    if (input.toTeamId !== null && !teamById(tx.db, input.toTeamId)) return refuse('unknownTeam');
    const issued = handOver(tx, issue(item, input, tx.now, tx.today));
    return isRefusal(issued) ? issued : noteIssued(tx, issued);
  },
  'equipment.return': (tx, input) => {
    const item = seen(tx, input);
    if (isRefusal(item)) return item;
    const after = takeBack(item, input.condition);
    if (isRefusal(after)) return after;
    const held = heldByDuties(tx.db, item, after);
    if (held) return held;
    handOver(tx, after);
    return noteReturned(tx, after);
  },
  'equipment.page': (read, input) => equipmentPage(read.db, input, read.today),
  'equipment.facet': (read, input) => equipmentFacet(read.db, input, input.facet, read.today),
  'equipment.ids': (read, input) => chosenIds(read.db, input, read.today),
  'equipment.preview': (read, input) => previewOf(read.db, input, input.changes, read.today),
  'equipment.byId': (read, input) => equipmentLine(read.db, input.id, read.today) ?? null,
};
