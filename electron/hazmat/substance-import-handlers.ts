import type { Writing } from '../door.ts';
import type { Known, Register } from '../import/judge.ts';
import type { ImportTable } from '../import/tables-handlers.ts';
import type { ReadHandle } from '../database.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { Substance } from './hazmat.ts';
import {
  allSubstances,
  deleteSubstance,
  insertSubstance,
  substanceById,
  updateSubstance,
} from './hazmat-store.ts';
import { blankSubstance, flatSubstance, substanceFields, substanceOf } from './substance-table.ts';

function register(db: ReadHandle): Register {
  const known = new Map(allSubstances(db).map((one) => [one.key.toLowerCase(), one]));
  return {
    fields: substanceFields,
    key: 'key',
    blank: blankSubstance,
    known: (key) => {
      const found = known.get(key.toLowerCase());
      return found && flatSubstance(found);
    },
    // Two suppliers' products may have one UN number and one name.
    twinKey: () => null,
    twin: () => undefined,
    twinField: 'key',
    following: [],
    outside: () => null,
    ruled: (values, row) => {
      const before = row && known.get(String(row['key']).toLowerCase());
      const line = before ? { ...flatSubstance(before), ...values } : values;
      const made = substanceOf(line, before);
      return isRefusal(made) ? made : null;
    },
    shown: (_field, value) => (value === null || value === undefined ? '' : String(value)),
  };
}

function writer({ db, newId, record }: Writing): ReturnType<ImportTable['writer']> {
  return (row) => {
    const stale = refuse('importStale', { row: row.no, tag: row.key });
    const before = row.rowId === null ? undefined : substanceById(db, row.rowId);
    if (row.rowId !== null && before?.version !== row.version) return stale;
    const made = substanceOf(before ? { ...flatSubstance(before), ...row.values } : row.values, before);
    if (isRefusal(made)) return stale;
    const substance: Substance = {
      ...made,
      id: before?.id ?? newId(),
      version: (before?.version ?? 0) + 1,
    };
    if (before) updateSubstance(db, substance);
    else insertSubstance(db, substance);
    record('substance', substance);
    return substance as unknown as Known;
  };
}

/** Substances as a supplier's or another register's list brings them. */
export const substanceImport: ImportTable = {
  nouns: ['substance'],
  fields: substanceFields,
  references: () => ({}),
  register,
  writer,
  byId: (db, id) => substanceById(db, id) as unknown as Known | undefined,
  restore: ({ db, record }, row) => {
    const substance = row as unknown as Substance;
    updateSubstance(db, substance);
    record('substance', substance);
  },
  remove: ({ db, erase }, id) => {
    db.run('SAVEPOINT takeOut');
    try {
      deleteSubstance(db, id);
      db.run('RELEASE takeOut');
      erase('substance', id);
      return true;
    } catch (error) {
      db.run('ROLLBACK TO takeOut');
      db.run('RELEASE takeOut');
      if ((error as { code?: unknown }).code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return false;
      throw error;
    }
  },
  nameOf: (row) => String(row['key']),
};
