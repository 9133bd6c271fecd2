import type { Cell } from '../spreadsheet/cell.ts';
import { unescaped } from '../spreadsheet/csv.ts';
import { readDay, type DayOrder } from '../spreadsheet/day.ts';
import { plainWords, type Heading } from '../spreadsheet/heading.ts';
import { readDecimal, readMoney, type DecimalSign } from '../spreadsheet/number.ts';
import type { Fault } from './import.ts';

/**
 * A column of a table that can be imported. `words` are what people write over it in English, Serbian (Latin; Cyrillic
 * folds to it) and Chinese. A cell left empty keeps what the register has.
 */
export type Field = Heading & {
  /** A new row must have it. */
  readonly required?: true;
} & (
    | { readonly kind: 'text'; readonly max: number }
    | { readonly kind: 'day' }
    /** Written to `key` in minor units and its currency to `currency`; never negative. */
    | { readonly kind: 'money'; readonly currencyKey: string; readonly usualCurrency: string }
    /** `fault` is what is said of a word that is none of them, where that is not 'noChoice'. */
    | {
        readonly kind: 'choice';
        readonly of: Readonly<Record<string, readonly string[]>>;
        readonly fault?: string;
      }
    | { readonly kind: 'number'; readonly min: number; readonly max: number }
    /** A code of a fixed form, or several; kept in their order of letters, joined by a comma and a blank. */
    | {
        readonly kind: 'codes';
        readonly pattern: RegExp;
        readonly many: boolean;
        readonly normal: (word: string) => string;
      }
    /** Names another row by any of its names; `References` knows them. Written to `key` as its id. */
    | { readonly kind: 'reference' }
    /** Names a row of the same table by its key, in which this one is kept; the row may stand in the same file. */
    | { readonly kind: 'inside' }
  );

/** For each reference field: the id behind each name folded by plainWords; 'many' when several rows are called so. */
export type References = Readonly<Record<string, ReadonlyMap<string, string>>>;
export const severalMeant = 'many';

export interface ReadOptions {
  readonly decimal: DecimalSign;
  readonly dayOrder: DayOrder;
  readonly references: References;
}

/** A value of a row as its table keeps it. */
export type Value = string | number | null;
export interface RowRead {
  /** Only fields whose cells hold something. */
  readonly values: Readonly<Record<string, Value>>;
  readonly faults: readonly Fault[];
  /** The key of the row in which this one is kept, as the file says it. */
  readonly inside: string | null;
}

/** The name of a cell as spreadsheet programs write it; row and column from 0. */
export function cellName(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}${row + 1}`;
}

function numberIn(text: string, decimal: DecimalSign): number | null {
  const read = readDecimal(text, decimal);
  if (!read) return null;
  const value = Number(`${read.whole}.${read.fraction === '' ? '0' : read.fraction}`);
  return read.negative && value !== 0 ? -value : value;
}

type FieldReader = (cell: Cell, values: Record<string, Value>) => Omit<Fault, 'cell' | 'field'> | null;

/** Makes a reader for one field: cells are many, fields are few. */
function readerOf(field: Field, options: ReadOptions): FieldReader {
  switch (field.kind) {
    case 'text':
      return (cell, values) => {
        const text = unescaped(textOf(cell));
        if (text.length > field.max) return { code: 'tooLong', facts: { max: field.max } };
        values[field.key] = text;
        return null;
      };
    case 'day':
      return (cell, values) => {
        const day = cell === null ? null : readDay(cell, options.dayOrder);
        if (day === null) return { code: 'noDay', facts: { text: shown(cell) } };
        values[field.key] = day;
        return null;
      };
    case 'money':
      return (cell, values) => {
        // A number of a workbook has a decimal point whatever the file's words use.
        const money =
          typeof cell === 'number'
            ? readMoney(String(Math.round(cell * 100) / 100), '.')
            : readMoney(cell ?? '', options.decimal);
        if (money === null) return { code: 'noMoney', facts: { text: shown(cell) } };
        if (money.minor < 0) return { code: 'negativeMoney', facts: { text: shown(cell) } };
        values[field.key] = money.minor;
        if (money.currency !== null) values[field.currencyKey] = money.currency;
        return null;
      };
    case 'number':
      return (cell, values): ReturnType<FieldReader> => {
        const value = typeof cell === 'number' ? cell : numberIn(cell ?? '', options.decimal);
        const { min, max } = field;
        if (value === null) return { code: 'noNumber', facts: { text: shown(cell) } };
        if (value < min || value > max)
          return { code: 'numberRange', facts: { text: shown(cell), min, max } };
        values[field.key] = value;
        return null;
      };
    case 'codes':
      return (cell, values) => {
        const text = textOf(cell);
        const words = field.many
          ? text.split(/[\s;+/]+|,\s+|,(?=\D)/u).filter((word) => word !== '')
          : [text];
        const codes = words.map(field.normal);
        const wrong = codes.find((one) => !field.pattern.test(one));
        if (wrong !== undefined) return { code: 'noCode', facts: { text: wrong.slice(0, 60) } };
        values[field.key] = [...new Set(codes)].sort().join(', ');
        return null;
      };
    case 'inside':
      // Read apart: it is no value yet.
      return () => null;
    case 'choice': {
      const known = new Map<string, string>();
      for (const [value, words] of Object.entries(field.of))
        for (const word of [value, ...words]) known.set(plainWords(word), value);
      return (cell, values) => {
        const value = known.get(plainWords(textOf(cell)));
        if (value === undefined) return { code: field.fault ?? 'noChoice', facts: { text: shown(cell) } };
        values[field.key] = value;
        return null;
      };
    }
    case 'reference': {
      const known = options.references[field.key] ?? new Map<string, string>();
      // Columns of references repeat themselves: each text is folded once.
      const folded = new Map<string, string>();
      return (cell, values) => {
        const text = textOf(cell);
        let words = folded.get(text);
        if (words === undefined) folded.set(text, (words = plainWords(text)));
        const id = known.get(words);
        if (id === undefined) return { code: 'unknownName', facts: { text: shown(cell) } };
        if (id === severalMeant) return { code: 'manyNames', facts: { text: shown(cell) } };
        values[field.key] = id;
        return null;
      };
    }
  }
}

/** Reads rows of cells by the columns that were confirmed: `columns` names the field of each, null for none. */
export function rowReader(
  fields: readonly Field[],
  columns: readonly (string | null)[],
  options: ReadOptions,
): (cells: readonly Cell[], row: number) => RowRead {
  const read = columns.flatMap((key, column) => {
    const field = fields.find((one) => one.key === key);
    return field ? [{ field, column, reader: readerOf(field, options) }] : [];
  });
  return (cells, row) => {
    const values: Record<string, Value> = {};
    const faults: Fault[] = [];
    let inside: string | null = null;
    for (let column = columns.length; column < cells.length; column += 1)
      if (!isBlank(cells[column])) {
        faults.push({ code: 'tooManyCells', field: null, cell: cellName(row, column), facts: {} });
        break;
      }
    for (const { field, column, reader } of read) {
      const cell = cells[column] ?? null;
      if (isBlank(cell)) continue;
      if (field.kind === 'inside') inside = textOf(cell);
      const fault = reader(cell, values);
      if (fault) faults.push({ ...fault, field: field.key, cell: cellName(row, column) });
    }
    return { values, faults, inside };
  };
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

/** One line of text as it is kept: no controls, no runs of blanks. */
export function textOf(cell: Cell): string {
  const text = String(cell ?? '');
  return /[\p{Cc}\u00a0\ufeff]| {2}/u.test(text)
    ? text.replace(/[\s\p{Cc}\ufeff]+/gu, ' ').trim()
    : text.trim();
}

function shown(cell: Cell): string {
  return textOf(cell).slice(0, 60);
}

/** Required fields that a new row does not have. */
export function missing(fields: readonly Field[], values: Readonly<Record<string, Value>>): Fault[] {
  return fields
    .filter((field) => field.required === true && (values[field.key] ?? '') === '')
    .map((field) => ({ code: 'missing', field: field.key, cell: null, facts: {} }));
}

/** What of `values` differs from the row as it stands; its key is how it was found, in whatever case it was written. */
export function differences(
  values: Readonly<Record<string, Value>>,
  row: Readonly<Record<string, unknown>>,
  key: string,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => name !== key && row[name] !== value),
  );
}
