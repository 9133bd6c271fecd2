import { readFileSync } from 'node:fs';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { cellText, type Cell } from '../spreadsheet/cell.ts';
import { guessDelimiter, readCsv, type Delimiter } from '../spreadsheet/csv.ts';
import { guessDayOrder } from '../spreadsheet/day.ts';
import { decodeText, guessEncoding, type Encoding } from '../spreadsheet/encoding.ts';
import { guessColumns, guessHeaderRow } from '../spreadsheet/heading.ts';
import { guessDecimal } from '../spreadsheet/number.ts';
import { looksLikeWorkbook, readSheets } from '../spreadsheet/workbook-files.ts';
import { csvMaxRows, maxColumns, workbookMaxRows, type Look, type Notice, type Reading } from './import.ts';
import type { Field } from './table.ts';

/** All the cells of a file, with how it was understood. */
export interface FileRead {
  readonly kind: Look['kind'];
  readonly rows: readonly (readonly Cell[])[];
  readonly encoding: Encoding | null;
  readonly encodingSure: boolean;
  readonly delimiter: Delimiter | null;
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly notices: readonly Notice[];
}

/** Refuses: fileEmpty, tooManyRows, tooManyColumns, and what readSheets refuses. */
export async function readFile(
  path: string,
  reading: Reading,
  fields: readonly Field[],
): Promise<Answer<FileRead>> {
  const bytes = readFileSync(path);
  const read = looksLikeWorkbook(bytes)
    ? await readWorkbookFile(bytes, reading, fields)
    : readCsvFile(bytes, reading, fields);
  if (isRefusal(read)) return read;
  const most = read.kind === 'csv' ? csvMaxRows : workbookMaxRows;
  const count = read.rows.length - 1 - read.headerRow;
  if (count < 1) return refuse('fileEmpty');
  if (count > most)
    return refuse(read.kind === 'csv' ? 'tooManyRows' : 'workbookTooManyRows', { count, most });
  const columns = headersOf(read).length;
  if (columns > maxColumns) return refuse('tooManyColumns', { count: columns, most: maxColumns });
  return read;
}

async function readWorkbookFile(
  bytes: Uint8Array,
  reading: Reading,
  fields: readonly Field[],
): Promise<Answer<FileRead>> {
  const sheets = await readSheets(bytes);
  if (isRefusal(sheets)) return sheets;
  // A workbook often begins with a cover sheet: the longest one is meant.
  const longest = sheets.toSorted((a, b) => b.rows.length - a.rows.length)[0];
  const sheet = sheets.find(({ name }) => name === reading.sheet) ?? longest;
  if (!sheet) return refuse('fileEmpty');
  const others = sheets.filter((one) => one !== sheet && one.rows.length > 0);
  return {
    kind: 'workbook',
    rows: sheet.rows,
    encoding: null,
    encodingSure: true,
    delimiter: null,
    sheets: sheets.map(({ name }) => name),
    sheet: sheet.name,
    headerRow: reading.headerRow ?? headerRowOf(sheet.rows, fields),
    notices: others.length > 0 ? [{ code: 'otherSheets', facts: { count: others.length } }] : [],
  };
}

function readCsvFile(bytes: Uint8Array, reading: Reading, fields: readonly Field[]): FileRead {
  const guess = guessEncoding(bytes);
  const encoding = reading.encoding ?? guess.encoding;
  const { text, cut, broken } = decodeText(bytes, encoding);
  const delimiter = reading.delimiter ?? guessDelimiter(text);
  const { rows, openQuote, ended } = readCsv(text, delimiter);
  const headerRow = reading.headerRow ?? headerRowOf(rows, fields);
  const notices: Notice[] = [];
  if (broken) notices.push({ code: 'letters', facts: {} });
  const width = rows[headerRow]?.length ?? 0;
  const lastWidth = rows.at(-1)?.length ?? 0;
  const shortLast = !ended && rows.length - 1 > headerRow && lastWidth < width;
  if (cut || openQuote || shortLast) notices.push({ code: 'cut', facts: { row: rows.length } });
  else if (!ended && rows.length > headerRow + 2)
    notices.push({ code: 'lastLineOpen', facts: { row: rows.length } });
  return {
    kind: 'csv',
    rows,
    encoding,
    encodingSure: encoding === guess.encoding && guess.sure && !broken,
    delimiter,
    sheets: [],
    sheet: null,
    headerRow,
    notices,
  };
}

function headerRowOf(rows: readonly (readonly Cell[])[], fields: readonly Field[]): number {
  return guessHeaderRow(
    rows.slice(0, 25).map((row) => row.map(cellText)),
    fields,
  );
}

/** The names over the columns; a cell to the right of the last one belongs to no column. */
function headersOf(read: Pick<FileRead, 'rows' | 'headerRow'>): string[] {
  const header = (read.rows[read.headerRow] ?? []).map(cellText);
  while (header.length > 0 && header.at(-1)?.trim() === '') header.pop();
  return header;
}

const shownRows = 14;
const sampleCount = 3;
/** Rows looked at for how numbers and dates are written. */
const guessedRows = 5_000;

/** What the person is shown of a file: its beginning, its columns and what they seem to hold. */
export function lookOf(
  file: { readonly id: string; readonly name: string; readonly bytes: number },
  read: FileRead,
  fields: readonly Field[],
): Look {
  const header = headersOf(read);
  const body = read.rows.slice(read.headerRow + 1);
  const guessed = guessColumns(header, fields);
  const kindOf = (key: string | null): Field['kind'] | null =>
    fields.find((field) => field.key === key)?.kind ?? null;
  const cellsOf = (kind: Field['kind']): string[] =>
    guessed.flatMap((key, column) =>
      kindOf(key) === kind
        ? body.slice(0, guessedRows).flatMap((row) => (typeof row[column] === 'string' ? [row[column]] : []))
        : [],
    );
  const amounts = [...cellsOf('money'), ...cellsOf('number')];
  const decimal = guessDecimal(amounts);
  const dayOrder = guessDayOrder(cellsOf('day'));
  return {
    ...file,
    kind: read.kind,
    encoding: read.encoding,
    encodingSure: read.encodingSure,
    delimiter: read.delimiter,
    sheets: read.sheets,
    sheet: read.sheet,
    headerRow: read.headerRow,
    rowCount: body.length,
    first: read.rows
      .slice(0, shownRows)
      .map((row) => row.slice(0, maxColumns).map((cell) => cellText(cell).slice(0, 80))),
    columns: header.map((title, column) => ({
      header: title,
      field: guessed[column] ?? null,
      samples: body
        .slice(0, 200)
        .map((row) => cellText(row[column]).trim().slice(0, 60))
        .filter((text) => text !== '')
        .slice(0, sampleCount),
    })),
    // Where nothing tells, the site's own way of writing holds.
    decimal: decimal ?? (read.delimiter === ',' ? '.' : ','),
    decimalSure: decimal !== null || amounts.length === 0,
    dayOrder: dayOrder ?? 'dmy',
    dayOrderSure: dayOrder !== null || !cellsOf('day').some((text) => /^\d{1,2}[-/]/u.test(text.trim())),
    notices: read.notices,
  };
}
