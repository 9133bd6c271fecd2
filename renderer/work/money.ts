/** How many digits a currency has behind its point, e.g. 2 for RSD, 0 for JPY. */
function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/**
 * What somebody typed as an amount, in the currency's smallest unit; null when it is none. A point or a comma divides, as
 * long as at most the currency's digits follow it; blanks between thousands are left out.
 */
export function minorOf(typed: string, currency: string): number | null {
  const text = typed.replaceAll(/[\s\u00a0']/g, '');
  const digits = digitsOf(currency);
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text);
  if (!match || (match[2] ?? '').length > digits) return null;
  return Number(`${match[1]}${(match[2] ?? '').padEnd(digits, '0')}`);
}

/** An amount with its currency, in the manner of a language. */
export function moneyText(minor: number, currency: string, language: string): string {
  const digits = digitsOf(currency);
  const whole = minor % 10 ** digits === 0;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}
