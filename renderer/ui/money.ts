import { readDecimal } from '../../electron/spreadsheet/number.ts';
import { minorDigits } from '../locales/currency.ts';
import type { Language } from '../locales/index.ts';

/**
 * An amount of money as people type it, 1.200.000,50 or 1,200,000.50, in minor units of its currency; null when it is none
 * or is finer than the currency. A sign is kept: that it may not be there is told by the rules.
 */
export function minorOf(typed: string, currency: string, language: Language): number | null {
  const decimal = readDecimal(typed, language === 'en' || language === 'zh-Hans' ? '.' : ',');
  if (!decimal) return null;
  const digits = minorDigits(currency);
  const fraction = decimal.fraction.replace(/0+$/, '');
  if (fraction.length > digits || decimal.whole.length > 13) return null;
  const minor = Number(decimal.whole + fraction.padEnd(digits, '0'));
  return decimal.negative ? -minor : minor;
}

/** The amount as it is typed: no thousands, decimals only where there are any. */
export function typedOf(minor: number, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const text = (minor / 10 ** digits).toFixed(minor % 10 ** digits === 0 ? 0 : digits);
  return language === 'en' || language === 'zh-Hans' ? text : text.replace('.', ',');
}
