import { instantOf, wallAt } from '../roster/local-time.ts';
import { guessDelimiter, readCsv } from '../spreadsheet/csv.ts';
import { readDay, type DayOrder } from '../spreadsheet/day.ts';
import { guessDecimal, readDecimal, type DecimalSign } from '../spreadsheet/number.ts';
import { timeFrom } from './mapping.ts';

/** How times in a logger's file are meant. */
export interface TimeReading {
  readonly timeColumn: string;
  readonly dayOrder: DayOrder;
  /** IANA zone of times that have none of their own. */
  readonly zone: string;
}

/** One cell of a logger's file. */
export interface LoggerCell {
  readonly column: string;
  /** Null: the time could not be read. */
  readonly atMs: number | null;
  /** Null: not a number. */
  readonly value: number | null;
  readonly raw: string;
}

export type LoggerFile =
  | { readonly kind: 'rows'; readonly cells: readonly LoggerCell[]; readonly rows: number }
  /** No line of it has the heading of the time. */
  | { readonly kind: 'noHeading' };

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
/** Loggers put some lines about themselves in front of the heading. */
const mostPreamble = 30;
/** Lines looked back at for the hour that comes twice: one a second. */
const chain = 3_700;

/**
 * What a logger wrote: any delimiter, a decimal comma or point, lines about itself in front. `from` is the number of rows
 * under the heading that were read before. The last line counts only when it has its end: the logger may be in the middle
 * of it.
 */
export function readLogger(
  text: string,
  columns: readonly string[],
  how: TimeReading,
  from: number,
): LoggerFile {
  const end = text.lastIndexOf('\n');
  const whole = text.slice(0, end + 1);
  const { rows } = readCsv(whole, guessDelimiter(whole));
  const heading = rows
    .slice(0, mostPreamble)
    .findIndex((row) => row.some((cell) => same(cell, how.timeColumn)));
  if (heading < 0) return { kind: 'noHeading' };
  const headings = rows[heading] ?? [];
  const timeAt = headings.findIndex((cell) => same(cell, how.timeColumn));
  const found = columns.flatMap((column) => {
    const at = headings.findIndex((cell) => same(cell, column));
    return at < 0 ? [] : [{ column, at }];
  });
  const data = rows.slice(heading + 1);
  const decimal: DecimalSign =
    guessDecimal(data.slice(0, 500).flatMap((row) => found.map(({ at }) => row[at] ?? ''))) ?? '.';
  const cells: LoggerCell[] = [];
  let beforeMs = -Infinity;
  for (const [index, row] of data.entries()) {
    if (index < from - chain || row.every((cell) => cell.trim() === '')) continue;
    const stamp = row[timeAt] ?? '';
    const atMs = timeAfter(timeOf(stamp, how), beforeMs, stamp, how.zone);
    beforeMs = atMs ?? beforeMs;
    if (index < from) continue;
    for (const { column, at } of found) {
      const cell = (row[at] ?? '').trim();
      // An empty cell is a gap, not a fault.
      if (cell === '') continue;
      cells.push({ column, atMs, value: valueOf(cell, decimal), raw: `${stamp} ${cell}` });
    }
  }
  return { kind: 'rows', cells, rows: data.length };
}

function valueOf(cell: string, decimal: DecimalSign): number | null {
  const read = readDecimal(cell, decimal);
  if (!read) return /^[+-]?\d+(\.\d+)?e[+-]?\d+$/iu.test(cell) ? Number(cell) : null;
  return Number(`${read.negative ? '-' : ''}${read.whole}.${read.fraction === '' ? '0' : read.fraction}`);
}

/**
 * In autumn an hour of the wall clock comes twice. A line of that hour that does not follow the one before it belongs to the
 * second time; a line that was written once belongs to the first.
 */
function timeAfter(atMs: number | null, beforeMs: number, stamp: string, zone: string): number | null {
  if (atMs === null || atMs > beforeMs || timeFrom(stamp) !== null) return atMs;
  const later = atMs + 3_600_000;
  const [first, second] = [wallAt(atMs, zone), wallAt(later, zone)];
  return later > beforeMs && first.minute === second.minute && first.day === second.day ? later : atMs;
}

/** With a zone as it says, else by the wall clock of `zone`; ms since 1970, or null. */
function timeOf(stamp: string, { dayOrder, zone }: TimeReading): number | null {
  const zoned = timeFrom(stamp);
  if (zoned !== null) return zoned;
  const parts = /^(.*?)[T\s]+(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?$/u.exec(stamp.trim());
  if (!parts) return null;
  const day = readDay(parts[1] ?? '', dayOrder);
  const [hour, minute, second] = [
    Number(parts[2]),
    Number(parts[3]),
    Number((parts[4] ?? '0').replace(',', '.')),
  ];
  if (day === null || hour > 23 || minute > 59 || second >= 60) return null;
  return instantOf(day, hour * 60 + minute, zone) + Math.round(second * 1000);
}
