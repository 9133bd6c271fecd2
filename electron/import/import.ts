import { z } from 'zod';
import { delimiters, type Delimiter } from '../spreadsheet/csv.ts';
import { dayOrders, type DayOrder } from '../spreadsheet/day.ts';
import { encodings, type Encoding } from '../spreadsheet/encoding.ts';
import { decimalSigns, type DecimalSign } from '../spreadsheet/number.ts';
import type { Refusal } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';

/** Largest file that is taken; 100,000 items are some 15 MB of CSV. */
export const importMaxBytes = 32 * 1024 * 1024;
/** A workbook is read whole into memory, at some 200 µs a row; longer lists come as CSV. */
export const workbookMaxRows = 50_000;
export const csvMaxRows = 200_000;
export const maxColumns = 100;

/** Nouns that can be imported; each brings a description of its table (table.ts). */
export const importNouns = ['equipment', 'substance'] as const;
export type ImportNoun = (typeof importNouns)[number];

export const openImportInput = z.object({
  noun: z.enum(importNouns),
  name: z.string().trim().min(1).max(200),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= importMaxBytes),
});

/** How the file is to be understood; what is left out is guessed. */
const reading = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  sheet: z.string().max(100).optional(),
  /** The row that names the columns, from 0. */
  headerRow: z.int().min(0).max(1000).optional(),
});
export type Reading = z.infer<typeof reading>;
export const lookInput = z.object({ id, reading: reading.default({}) });

export interface LookColumn {
  readonly header: string;
  /** The field that it seems to hold; null for none. */
  readonly field: string | null;
  /** The first cells that are not empty. */
  readonly samples: readonly string[];
}
/** Something about the file as a whole that the person should know; a locale key under import.notice. */
export interface Notice {
  readonly code: 'letters' | 'lastLineOpen' | 'cut' | 'otherSheets';
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The file as it was understood. */
export interface Look {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly kind: 'csv' | 'workbook';
  readonly encoding: Encoding | null;
  readonly encodingSure: boolean;
  readonly delimiter: Delimiter | null;
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly headerRow: number;
  /** Rows under the header. */
  readonly rowCount: number;
  /** The beginning of the file as rows of text, from row 0. */
  readonly first: readonly (readonly string[])[];
  readonly columns: readonly LookColumn[];
  readonly decimal: DecimalSign;
  readonly decimalSure: boolean;
  readonly dayOrder: DayOrder;
  readonly dayOrderSure: boolean;
  readonly notices: readonly Notice[];
}

export const dryRunInput = z.object({
  id,
  reading,
  /** For each column the field that it holds, null for none. */
  columns: z.array(line(40).nullable()).max(maxColumns),
  decimal: z.enum(decimalSigns),
  dayOrder: z.enum(dayOrders),
});
export type DryRunInput = z.output<typeof dryRunInput>;

/** What the worker gets to look into a file. */
export interface LookJob {
  readonly id: string;
  readonly noun: ImportNoun;
  readonly name: string;
  readonly bytes: number;
  readonly path: string;
  readonly reading: Reading;
}
/** What the worker gets to write a batch, or to take it back. */
export interface WriteJob {
  readonly site: string;
  /** What the dry run wrote; null: take the batch back. */
  readonly rows: string | null;
  /** As it was begun. */
  readonly batch: ImportBatch;
  readonly by: { readonly by: string; readonly byName: string; readonly seat: string };
  readonly nowMs: number;
  /** Turns at writing with the program. */
  readonly turns: SharedArrayBuffer;
}
export interface Written {
  /** The batch as its last entry holds it; the entry that ends it is the command's own. */
  readonly batch: ImportBatch;
  /** Rows that stayed when it was taken back. */
  readonly kept: readonly string[];
  /** Why it was taken back while it was being written. */
  readonly failed: Refusal | 'calledOff' | null;
}

/** What the worker gets for a dry run: the file, how to read it, the register to hold it against, where to write. */
export interface DryRunJob {
  readonly noun: ImportNoun;
  readonly path: string;
  readonly site: string;
  readonly out: string;
  readonly input: DryRunInput;
}

export const verdicts = ['new', 'changed', 'equal', 'refused'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a row is refused; a locale key under import.fault, with the field and the cell that it is about. */
export interface Fault {
  readonly code: string;
  readonly field: string | null;
  /** As spreadsheet programs name it, e.g. C12; null when it is about no one cell. */
  readonly cell: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  /** What a rule of the noun itself says, where the code is 'rule'. */
  readonly refusal?: Refusal;
}

export interface DryRun {
  readonly id: string;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How many rows are refused for each reason, the most first. */
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
  /** Why nothing of this file may be taken; null when it may. */
  readonly blocked: Notice | null;
}

/** What an accepted row changes in one field, as people read it. */
export interface Change {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}
export interface DryRow {
  /** As spreadsheet programs number it, from 1. */
  readonly no: number;
  readonly verdict: Verdict;
  readonly key: string;
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  /** The row's cells as they stand in the file. */
  readonly cells: readonly string[];
}
export const dryRowsInput = z.object({
  id,
  verdict: z.enum(verdicts).optional(),
  /** Only rows refused for this reason. */
  code: line(40).optional(),
  text: z.string().max(100).default(''),
  /** The last row of the page before. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});

/** What the window made itself: rows that were refused, with the reasons in its language. */
export const saveInput = z.object({
  name: line(120).refine((name) => !/[\\/:*?"<>|]/u.test(name)),
  text: z.string().max(importMaxBytes / 4),
});

export const importIdInput = z.object({ id });
export const importPageInput = z.object({ noun: z.enum(importNouns).optional() });
export const undoImportInput = z.object({ id, version });

/** running: being written, or broken off while it was. undoing: being taken back, or broken off while it was. */
export type BatchState = 'running' | 'done' | 'undoing' | 'undone';

/** One import: the rows that it wrote are in its journal entries. */
export interface ImportBatch {
  readonly id: string;
  readonly noun: ImportNoun;
  readonly fileName: string;
  /** SHA-256 of the file, hex. */
  readonly fileHash: string;
  readonly state: BatchState;
  readonly newCount: number;
  readonly changedCount: number;
  /** Rows of the file that were refused, or stood there already. */
  readonly leftCount: number;
  readonly at: string;
  readonly by: string;
  readonly undoneAt: string | null;
  /** Rows that stayed when it was taken back, because someone has changed them since. */
  readonly keptCount: number;
  readonly version: number;
}
export interface ImportLine extends ImportBatch {
  readonly byName: string;
}
export interface UndoneImport {
  readonly batch: ImportBatch;
  /** What stayed, by the words that people know it by; at most 200. */
  readonly kept: readonly string[];
}
