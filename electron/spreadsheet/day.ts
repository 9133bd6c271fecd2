/** In which order a date with slashes or dots stands; a date with the year first needs no telling. */
export const dayOrders = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof dayOrders)[number];

const yearFirst =
  /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\.?(?:[T\s]+[\d:.]+\s*(?:Z|[+-]\d\d:?\d\d)?)?$/u;
const yearLast = /^(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4}|\d{2})\.?(?:\s+[\d:.]+)?$/u;
const compact = /^(\d{4})(\d{2})(\d{2})$/u;

/** What an inventory can hold; outside it is a slip. */
const firstYear = 1900;
const lastYear = 2199;

/**
 * A day as YYYY-MM-DD, from 31.12.2026, 2026-12-31, 2026年12月31日 or a serial number of Excel; null when there is no such
 * day. A time behind the date is left out.
 */
export function readDay(cell: string | number, order: DayOrder): string | null {
  if (typeof cell === 'number') return fromSerial(cell);
  const text = cell.trim();
  const first = yearFirst.exec(text) ?? compact.exec(text);
  if (first) return dayOf(Number(first[1]), Number(first[2]), Number(first[3]));
  const last = yearLast.exec(text);
  if (last) {
    const [a, b] = [Number(last[1]), Number(last[2])];
    const year = Number(last[3]) + (last[3]?.length === 2 ? 2000 : 0);
    // Dots are written with the day first everywhere.
    return order === 'dmy' || text.includes('.') ? dayOf(year, b, a) : dayOf(year, a, b);
  }
  return /^\d{5}(?:[.,]\d+)?$/u.test(text) ? fromSerial(Number(text.replace(',', '.'))) : null;
}

/**
 * Excel counts days from 1900-01-01 as 1 and believes in a 29 February 1900 (serial 60), so that from March 1900 on a
 * serial is the days since 1899-12-30. (ECMA-376 part 1, 18.17.4.)
 */
function fromSerial(serial: number): string | null {
  const days = Math.floor(serial);
  if (!Number.isFinite(serial) || days < 61 || days > 109_574) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}

function dayOf(year: number, month: number, day: number): string | null {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return null;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const most = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (day > most) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** How dates with slashes or dashes are ordered, by those that leave no doubt; null when none does. */
export function guessDayOrder(cells: readonly string[]): DayOrder | null {
  let dmy = 0;
  let mdy = 0;
  for (const cell of cells) {
    const parts = yearLast.exec(cell.trim());
    if (!parts) continue;
    const [a, b] = [Number(parts[1]), Number(parts[2])];
    if (cell.includes('.') || (a > 12 && b <= 12)) dmy += 1;
    else if (b > 12 && a <= 12) mdy += 1;
  }
  if (dmy === 0 && mdy === 0) return null;
  return dmy >= mdy ? 'dmy' : 'mdy';
}
