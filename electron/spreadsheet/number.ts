/** Which sign parts the whole from the fraction: 1.234,56 or 1,234.56. */
export const decimalSigns = [',', '.'] as const;
export type DecimalSign = (typeof decimalSigns)[number];

export interface Decimal {
  readonly negative: boolean;
  /** Digits before and after the decimal sign, as written. */
  readonly whole: string;
  readonly fraction: string;
}

/** Blanks and apostrophes that people group thousands with. */
const groupBlank = /[\s\u00a0\u2007\u2009\u202f'’]/gu;

/**
 * A number as people write it. Two different signs settle it: the last is the decimal sign. One sign alone is a group when
 * it repeats, and else what `decimal` says; grouping must be by threes. Null when it is not a number.
 */
export function readDecimal(text: string, decimal: DecimalSign): Decimal | null {
  let rest = text.trim().replaceAll('−', '-');
  let negative = false;
  if (/^\(.*\)$/u.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1).trim();
  }
  if (/^[+-]/u.test(rest)) {
    negative ||= rest.startsWith('-');
    rest = rest.slice(1).trim();
  } else if (rest.endsWith('-')) {
    negative = true;
    rest = rest.slice(0, -1).trim();
  }
  const blanks = rest.match(groupBlank);
  if (blanks && !/^\d{1,3}([\s\u00a0\u2007\u2009\u202f'’]\d{3})+([.,]\d*)?$/u.test(rest)) return null;
  rest = rest.replace(groupBlank, '');
  if (!/^[\d.,]*\d[\d.,]*$/u.test(rest)) return null;
  const sign = decimalSignOf(rest, decimal, blanks !== null);
  const at = sign === null ? -1 : rest.lastIndexOf(sign);
  const before = at < 0 ? rest : rest.slice(0, at);
  const fraction = at < 0 ? '' : rest.slice(at + 1);
  if (!/^\d*$/u.test(fraction)) return null;
  const grouped = /[.,]/u.test(before);
  if (grouped && !/^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/u.test(before)) return null;
  const whole = before.replace(/[.,]/gu, '').replace(/^0+(?=\d)/u, '');
  if (whole === '' && fraction === '') return null;
  return { negative, whole: whole === '' ? '0' : whole, fraction };
}

/** The sign that begins the fraction; null when there is none. */
function decimalSignOf(text: string, decimal: DecimalSign, blanks: boolean): DecimalSign | null {
  const commas = text.split(',').length - 1;
  const points = text.split('.').length - 1;
  if (commas > 0 && points > 0) return text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
  if (commas > 1 || points > 1 || commas + points === 0) return null;
  const only: DecimalSign = commas > 0 ? ',' : '.';
  if (only === decimal || blanks) return only;
  // The other sign with three digits behind is a group; with one, two or four it can only be a fraction.
  return /^\d{1,3}[.,]\d{3}$/u.test(text) ? null : only;
}

/**
 * Which decimal sign these cells use, by those that leave no doubt; null when none does. With doubt on both sides the
 * majority holds.
 */
export function guessDecimal(cells: readonly string[]): DecimalSign | null {
  let comma = 0;
  let point = 0;
  for (const cell of cells) {
    const digits = cell.replace(/[^\d.,]/gu, '');
    const told = /^\d{1,3}(?:\.\d{3})*,\d+$/u.test(digits) && !/^\d{1,3},\d{3}$/u.test(digits);
    const toldPoint = /^\d{1,3}(?:,\d{3})*\.\d+$/u.test(digits) && !/^\d{1,3}\.\d{3}$/u.test(digits);
    const commaTail = /^\d+,\d{1,2}$/u.test(digits);
    const pointTail = /^\d+\.\d{1,2}$/u.test(digits);
    const manyPoints = /^\d{1,3}(?:\.\d{3}){2,}$/u.test(digits);
    const manyCommas = /^\d{1,3}(?:,\d{3}){2,}$/u.test(digits);
    if (told || commaTail || manyPoints) comma += 1;
    else if (toldPoint || pointTail || manyCommas) point += 1;
  }
  if (comma === 0 && point === 0) return null;
  return comma >= point ? ',' : '.';
}

export interface Money {
  /** In the smallest unit of the currency (ISO 4217: two decimals for those read here, none for JPY). */
  readonly minor: number;
  /** ISO 4217 code when the cell names one. */
  readonly currency: string | null;
}

const currencies: readonly (readonly [RegExp, string])[] = [
  [/^(?:rsd|din\.?|дин\.?|рсд|dinara|динара)$/iu, 'RSD'],
  [/^(?:eur|€|evra|евра|欧元)$/iu, 'EUR'],
  [/^(?:cny|rmb|¥|￥|元|人民币)$/iu, 'CNY'],
  [/^(?:usd|us\$|\$|美元)$/iu, 'USD'],
  [/^(?:jpy|円)$/iu, 'JPY'],
];

/** More than this is a slip of the keyboard, and beyond what is exact in a JavaScript number. */
const mostDigits = 13;

/** An amount of money, with or without its currency; null when it is none or has more decimals than the currency. */
export function readMoney(text: string, decimal: DecimalSign): Money | null {
  const parts =
    /^\s*([^\d\s.,()+−-][^\d\s()+−-]*)?\s*([(+−-]?[\d.,\s\u00a0\u2007\u2009\u202f'’+()−-]*\d[\d.,)]*-?)\s*(\D*?)\s*$/u.exec(
      text,
    );
  if (!parts) return null;
  const name = (parts[1] ?? parts[3] ?? '').trim();
  if (parts[1] !== undefined && (parts[3] ?? '') !== '') return null;
  const currency = name === '' ? null : (currencies.find(([word]) => word.test(name))?.[1] ?? null);
  if (name !== '' && currency === null) return null;
  const decimalNumber = readDecimal(parts[2] ?? '', decimal);
  if (!decimalNumber) return null;
  const places = currency === 'JPY' ? 0 : 2;
  const fraction = decimalNumber.fraction.replace(/0+$/u, '');
  if (fraction.length > places || decimalNumber.whole.length > mostDigits - places) return null;
  const minor = Number(decimalNumber.whole + fraction.padEnd(places, '0'));
  return { minor: decimalNumber.negative && minor !== 0 ? -minor : minor, currency };
}
