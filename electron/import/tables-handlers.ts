import type { ReadHandle } from '../database.ts';
import type { Writing } from '../door.ts';
import { equipmentImport } from '../equipment/equipment-import-handlers.ts';
import { substanceImport } from '../hazmat/substance-import-handlers.ts';
import type { Answer } from '../refusal.ts';
import type { ImportNoun } from './import.ts';
import type { Known, Register } from './judge.ts';
import type { AcceptedRow } from './staging-files.ts';
import type { Field, References } from './table.ts';

/** One noun's side of an import. A later noun brings its own and its line in `tables`. */
export interface ImportTable {
  /** Whose rows an import writes: the noun and what begins with it. */
  readonly nouns: readonly string[];
  readonly fields: readonly Field[];
  /** Ids behind names, read once for a file. */
  references(db: ReadHandle): References;
  register(db: ReadHandle): Register;
  /**
   * A writer for rows of one transaction; refuses when the register is no longer as the dry run saw it. `along` holds the
   * rows that this import has moved with others, and gets those that it moves.
   */
  writer(writing: Writing, along: Set<string>): (row: AcceptedRow) => Answer<Known>;
  byId(db: ReadHandle, id: string): Known | undefined;
  /** Puts a row back as it was, as a new version. */
  restore(writing: Writing, row: Known): void;
  /** Takes a row out again; false when something else points at it. */
  remove(writing: Writing, id: string): boolean;
  /** What people call a row. */
  nameOf(row: Known): string;
}

export const tables: Readonly<Record<ImportNoun, ImportTable>> = {
  equipment: equipmentImport,
  substance: substanceImport,
};
