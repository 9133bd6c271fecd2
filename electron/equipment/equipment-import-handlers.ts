import { allCategories } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import { deleteDutiesOf } from '../duty/duty-store.ts';
import type { DutyRule } from '../duty/duty.ts';
import { rulesOf } from '../duty/rule-store.ts';
import type { Writing } from '../door.ts';
import type { Known, Register } from '../import/judge.ts';
import { severalMeant, type References } from '../import/table.ts';
import type { ImportTable } from '../import/tables-handlers.ts';
import { placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import { plainWords } from '../spreadsheet/heading.ts';
import { allTeams } from '../team/team-store.ts';
import { addItem, keepItem } from './equipment-handlers.ts';
import { Register as Rules } from './register-handlers.ts';
import {
  deleteEquipment, equipmentById, equipmentBySerial, equipmentByTag, updateEquipment, wordsOf,
} from './equipment-store.ts'; // prettier-ignore
import { blankEquipment, equipmentFields } from './equipment-table.ts';
import { newItem, type Equipment, type EquipmentChanges, type EquipmentGiven } from './equipment.ts';

interface Called {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
}

/** Every way to name a row: its code, its name in each language, or both as lists print them. */
function byName(rows: readonly Called[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const add = (text: string, id: string): void => {
    const words = plainWords(text);
    if (words === '') return;
    const known = ids.get(words);
    ids.set(words, known === undefined || known === id ? id : severalMeant);
  };
  for (const { id, key, names } of rows)
    for (const name of [names.en, names.srLatn, names.zhHans]) {
      add(name, id);
      add(`${key} ${name}`, id);
    }
  // A code is one of a kind: it means its own row even where another row's name is the same.
  for (const { id, key } of rows) ids.set(plainWords(key), id);
  return ids;
}

function register(db: ReadHandle): Register {
  const called = new Map<string, string>();
  for (const { id, key } of [...allCategories(db, {}), ...placesOf(db, undefined), ...allTeams(db)])
    called.set(id, key);
  const rules = new Rules(db);
  const as = (row: Readonly<Record<string, unknown>>): Pick<Equipment, 'make' | 'model' | 'serial'> => ({
    make: String(row['make']),
    model: String(row['model']),
    serial: String(row['serial']),
  });
  return {
    fields: equipmentFields,
    key: 'tag',
    blank: blankEquipment,
    known: (tag) => equipmentByTag(db, tag) as Known | undefined,
    twinKey: (row) => (row['serial'] === '' ? null : JSON.stringify(as(row))),
    twin: (row, ownId) => {
      const other = equipmentBySerial(db, as(row));
      return other === undefined || other.id === ownId ? undefined : other.tag;
    },
    twinField: 'serial',
    following: ['placeId'],
    outside: (row) => {
      const { insideId } = row as unknown as Equipment;
      return insideId === null ? null : (equipmentById(db, insideId)?.tag ?? null);
    },
    ruled: (values, known) => {
      if (known === undefined) return refusalOf(newItem('', values as unknown as EquipmentGiven));
      return refusalOf(rules.change(known as unknown as Equipment, values as EquipmentChanges));
    },
    shown: (field, value) => {
      if (value === null || value === undefined) return '';
      return field.kind === 'reference' ? (called.get(String(value)) ?? '') : String(value);
    },
  };
}

const refusalOf = (answer: Answer<unknown>): Refusal | null => (isRefusal(answer) ? answer : null);

function writer(tx: Writing, moved: Set<string>): ReturnType<ImportTable['writer']> {
  // Within one transaction categories, places and rules stand still.
  const rules = new Rules(tx.db);
  const duties = new Map<string, readonly DutyRule[]>();
  const rulesFor = (categoryId: string): readonly DutyRule[] => {
    let known = duties.get(categoryId);
    if (known === undefined) duties.set(categoryId, (known = rulesOf(tx.db, categoryId)));
    return known;
  };
  return (row) => {
    const stale = refuse('importStale', { row: row.no, tag: row.key });
    const container = row.inside === null ? null : equipmentByTag(tx.db, row.inside);
    if (container === undefined) return stale;
    const values = { ...row.values, ...(container === null ? {} : { insideId: container.id }) };
    if (row.rowId === null) {
      const given = values as unknown as EquipmentGiven;
      const item = addItem(tx, rules, given, rulesFor(given.categoryId));
      return isRefusal(item) ? stale : (item as Equipment & Known);
    }
    const before = equipmentById(tx.db, row.rowId);
    // What stands in a container of the same file has moved with it meanwhile: that is not somebody else's change.
    if (before === undefined || (before.version !== row.version && !moved.has(before.id))) return stale;
    const change = rules.change(before, values as EquipmentChanges);
    if (isRefusal(change)) return stale;
    const kept = keepItem(tx, rules, before, change);
    for (const id of kept.along) moved.add(id);
    return kept.item as Equipment & Known;
  };
}

/** Equipment as lists bring it. */
export const equipmentImport: ImportTable = {
  nouns: ['equipment', 'duty'],
  fields: equipmentFields,
  references: (db): References => ({
    categoryId: byName(allCategories(db, { kind: 'item', current: true })),
    placeId: byName(placesOf(db, undefined)),
    ownerTeamId: byName(allTeams(db)),
  }),
  register,
  writer,
  byId: (db, id) => equipmentById(db, id) as Known | undefined,
  restore: ({ db, record }, row) => {
    const item = row as unknown as Equipment;
    const rules = new Rules(db);
    const around = rules.around(item, item);
    if (isRefusal(around)) throw new Error(`what ${item.tag} pointed at is gone: ${around.refused}`);
    updateEquipment(db, item, wordsOf(item, around));
    record('equipment', item);
    for (const { after, words } of rules.contentsMoved(item)) {
      updateEquipment(db, after, words);
      record('equipment', after);
    }
  },
  remove: ({ db, erase }, id) => {
    db.run('SAVEPOINT takeOut');
    try {
      const duties = deleteDutiesOf(db, id);
      deleteEquipment(db, id);
      db.run('RELEASE takeOut');
      for (const duty of duties) erase('duty', duty);
      erase('equipment', id);
      return true;
    } catch (error) {
      db.run('ROLLBACK TO takeOut');
      db.run('RELEASE takeOut');
      if ((error as { code?: unknown }).code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return false;
      throw error;
    }
  },
  nameOf: (row) => String(row['tag']),
};
