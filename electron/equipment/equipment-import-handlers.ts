import { allCategories } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import { deleteDutiesOf } from '../duty/duty-store.ts';
import type { Tx } from '../door.ts';
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
import type { Equipment, EquipmentGiven } from './equipment.ts';

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
    ruled: (row, known) =>
      known === undefined ? null : refusalOf(new Rules(db).change(known as unknown as Equipment, said(row))),
    shown: (field, value) => {
      if (value === null || value === undefined) return '';
      return field.kind === 'reference' ? (called.get(String(value)) ?? '') : String(value);
    },
  };
}

const refusalOf = (answer: Answer<unknown>): Refusal | null => (isRefusal(answer) ? answer : null);

/** What a list has no columns for. */
const notSaid = { insideId: null, costMinor: null, currency: null };

/** Only what a list can say: the rest of the row is not its business. */
const said = (values: Readonly<Record<string, unknown>>): Partial<EquipmentGiven> =>
  Object.fromEntries(equipmentFields.map(({ key }) => [key, values[key]]));

function writer(tx: Tx): ReturnType<ImportTable['writer']> {
  // Within one transaction categories and places stand still.
  const rules = new Rules(tx.db);
  return (row) => {
    const before = row.rowId === null ? undefined : equipmentById(tx.db, row.rowId);
    const stale = refuse('importStale', { row: row.no, tag: row.key });
    if (row.rowId !== null && before?.version !== row.version) return stale;
    if (before === undefined) {
      const item = addItem(tx, rules, { ...notSaid, ...said(row.values) } as EquipmentGiven);
      return isRefusal(item) ? stale : (item as Equipment & Known);
    }
    const change = rules.change(before, said(row.values));
    if (isRefusal(change)) return stale;
    return keepItem(tx, rules, before, change).item as Equipment & Known;
  };
}

/** Equipment as lists bring it. */
export const equipmentImport: ImportTable = {
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
