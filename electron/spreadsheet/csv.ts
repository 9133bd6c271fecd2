import Papa from 'papaparse';

export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Lines looked at for a guess. */
const sampleLines = 60;

/**
 * The sign between cells: the one that parts the first lines into the most equal numbers of cells. Signs inside quotes do
 * not count, and a decimal comma in every line does not win over a semicolon that parts more.
 */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = -1;
  for (const delimiter of delimiters) {
    const counts = countsOf(text, delimiter);
    if (counts.length === 0) continue;
    const usual = mode(counts);
    if (usual === 0) continue;
    const alike = counts.filter((count) => count === usual).length / counts.length;
    const score = alike * Math.min(usual, 12);
    if (score > bestScore) {
      bestScore = score;
      best = delimiter;
    }
  }
  return best;
}

/** How often the sign stands outside quotes, in each of the first lines that are not empty. */
function countsOf(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let quoted = false;
  let count = 0;
  let empty = true;
  const end = Math.min(text.length, 64 * 1024);
  for (let at = 0; at < end && counts.length < sampleLines; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      quoted = !quoted;
      empty = false;
    } else if (quoted) continue;
    else if (sign === '\n' || sign === '\r') {
      if (!empty) counts.push(count);
      count = 0;
      empty = true;
    } else if (sign === delimiter) {
      count += 1;
      empty = false;
    } else empty = false;
  }
  // The last line may be cut by the end of what was looked at.
  if (!empty && (counts.length === 0 || end === text.length)) counts.push(count);
  return counts;
}

function mode(values: readonly number[]): number {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

export interface Csv {
  /** Row by row as the spreadsheet program numbers them, empty ones included; the end has no empty row. */
  readonly rows: string[][];
  /** A quoted cell has no end: the file was cut off inside it. */
  readonly openQuote: boolean;
  /** The last row has a line end behind it. */
  readonly ended: boolean;
}

/** Parts CSV text into cells (RFC 4180, any line end, with the delimiter given). */
export function readCsv(text: string, delimiter: Delimiter): Csv {
  // Half a line end, where the file was cut between its two signs.
  const whole = text.endsWith('\r') && text.includes('\r\n') ? text.slice(0, -1) : text;
  const parsed = Papa.parse<string[]>(whole, { delimiter, skipEmptyLines: false });
  const rows = parsed.data;
  while (rows.length > 0 && isEmpty(rows.at(-1))) rows.pop();
  return {
    rows,
    openQuote: parsed.errors.some(({ code }) => code === 'MissingQuotes'),
    ended: whole === '' || /[\r\n]$/u.test(whole),
  };
}

function isEmpty(row: readonly string[] | undefined): boolean {
  return row === undefined || row.every((cell) => cell.trim() === '');
}

/**
 * CSV as Excel opens it on any system: a byte order mark, the delimiter chosen, CRLF. A cell that a spreadsheet program
 * would run as a formula gets an apostrophe in front of it.
 */
export function writeCsv(
  rows: readonly (readonly (string | number | null)[])[],
  delimiter: ',' | ';',
): string {
  return rows.map((row) => `${row.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`).join('');
}
export const byteOrderMark = '\ufeff';

function csvCell(cell: string | number | null, delimiter: string): string {
  if (cell === null) return '';
  // With the semicolon goes the decimal comma: that is how such systems read numbers.
  if (typeof cell === 'number') return delimiter === ';' ? String(cell).replace('.', ',') : String(cell);
  const text = harmless(cell);
  return /["\r\n]/u.test(text) || text.includes(delimiter) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** Text that no spreadsheet program takes for a formula (OWASP, CSV injection). */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `harmless` off again, so that a file written here comes back as it went. */
export function unescaped(text: string): string {
  return /^'[=+\-@\t\r]/u.test(text) ? text.slice(1) : text;
}
