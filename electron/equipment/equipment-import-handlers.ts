import { allCategories } from '../category/category-store.ts';
import type { ReadHandle } from '../database.ts';
import { deleteDutiesOf } from '../duty/duty-store.ts';
import { heldByDuties, newDuties } from '../duty/standing-handlers.ts';
import type { Tx } from '../door.ts';
import type { Known, Register } from '../import/judge.ts';
import { severalMeant, type References } from '../import/table.ts';
import type { ImportTable } from '../import/tables-handlers.ts';
import { placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import { plainWords } from '../spreadsheet/heading.ts';
import { allTeams } from '../team/team-store.ts';
import { aroundOf } from './equipment-handlers.ts';
import {
  deleteEquipment, equipmentById, equipmentBySerial, equipmentByTag, insertEquipment, replaceEquipment, type Around,
} from './equipment-store.ts'; // prettier-ignore
import { blankEquipment, equipmentFields } from './equipment-table.ts';
import type { Equipment } from './equipment.ts';

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
      known === undefined
        ? null
        : heldByDuties(db, known as unknown as Equipment, row as unknown as Equipment),
    shown: (field, value) => {
      if (value === null || value === undefined) return '';
      return field.kind === 'reference' ? (called.get(String(value)) ?? '') : String(value);
    },
  };
}

function writer(tx: Tx): ReturnType<ImportTable['writer']> {
  // Within one transaction categories and places stand still.
  const arounds = new Map<string, Answer<Around>>();
  const around = (item: Equipment, before: Equipment | undefined): Answer<Around> => {
    const key = `${item.categoryId} ${item.placeId} ${before?.categoryId === item.categoryId}`;
    let known = arounds.get(key);
    if (known === undefined) arounds.set(key, (known = aroundOf(tx.db, item, before)));
    return known;
  };
  return (row) => {
    const before = row.rowId === null ? undefined : equipmentById(tx.db, row.rowId);
    const stale = refuse('importStale', { row: row.no, tag: row.key });
    if (row.rowId !== null && before?.version !== row.version) return stale;
    if (before === undefined && equipmentByTag(tx.db, row.key)) return stale;
    const duties = before === undefined ? newDuties(tx, row.values as unknown as Equipment) : null;
    const item = (
      before === undefined
        ? { id: tx.newId(), ...row.values, nextDueOn: duties?.nextDueOn, version: 1 }
        : { ...before, ...row.values, version: before.version + 1 }
    ) as Equipment;
    const twin = equipmentBySerial(tx.db, item);
    if (twin !== undefined && twin.id !== item.id) return stale;
    const found = around(item, before);
    if (isRefusal(found)) return stale;
    if (before !== undefined && heldByDuties(tx.db, before, item)) return stale;
    if (before === undefined) insertEquipment(tx.db, item, found);
    else replaceEquipment(tx.db, item, found);
    tx.record('equipment', item);
    duties?.begin(item.id);
    return item as Equipment & Known;
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
    const around = aroundOf(db, item, item);
    if (isRefusal(around)) throw new Error(`what ${item.tag} pointed at is gone: ${around.refused}`);
    replaceEquipment(db, item, around);
    record('equipment', item);
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
