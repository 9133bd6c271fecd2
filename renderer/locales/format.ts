import type { Language } from './index.ts';
import { minorDigits } from './currency.ts';
import { translator } from './index.ts';

/** How times, spans and numbers are written: one per language and zone. Times come in as UTC ISO 8601. */
export interface Format {
  /** `03:42` in the site's zone. */
  time(at: string): string;
  /** `03:42:17` in the site's zone. */
  timeWithSeconds(at: string): string;
  /** `01:42` in UTC. */
  utcTime(at: string): string;
  /** `24 Nov 2026` in the site's zone. */
  date(at: string): string;
  /** `Nov 26`, the month of a day. */
  month(day: string): string;
  /** `November 2026`, the month of a day. */
  longMonth(day: string): string;
  /** `Tue`, the day of the week of a day. */
  weekday(day: string): string;
  /** `Tue 24 Nov`, a day within a year that is known. */
  weekdayDate(day: string): string;
  /** Date and time in the site's zone. */
  dateTime(at: string): string;
  /** The time alone for the same day as `now` in the site's zone, else date and time. */
  moment(at: string, now: string): string;
  /** `38 min`, `2 h 05 min`, `3 d`: a span in minutes, its sign dropped. */
  span(minutes: number): string;
  /** `11 min ago`, `in 5 min`, `now`. */
  relative(at: string, now: string): string;
  /** `00:37`, hours and minutes between two instants, hours running on past 24. */
  elapsed(from: string, to: string): string;
  /** A number with at most `digits` decimals (0 when not given). */
  number(value: number, digits?: number): string;
  /** `RSD 1,200,000`: minor units of a currency (ISO 4217), decimals only where there are any. */
  money(minor: number, currency: string): string;
  /** `fire, flood and blast`. */
  list(items: readonly string[]): string;
  /** Order of words for a sorted list in this language. */
  compare(a: string, b: string): number;
}

export const defaultZone = 'Europe/Belgrade';

// British English writes the day before the month and counts to 24, as the room does.
const intlTags: Record<Language, string> = {
  en: 'en-GB',
  'sr-Latn': 'sr-Latn',
  'sr-Cyrl': 'sr-Cyrl',
  'zh-Hans': 'zh-Hans',
};

const made = new Map<string, Format>();

/** The writer of times and numbers for a language in the site's zone (IANA name); kept once made. */
export function formatFor(language: Language, zone: string = defaultZone): Format {
  const key = `${language} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const format = makeFormat(language, zone);
  made.set(key, format);
  return format;
}

function makeFormat(language: Language, timeZone: string): Format {
  const tag = intlTags[language];
  const t = translator(language);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = new Intl.DateTimeFormat(tag, { ...clock, timeZone });
  const seconds = new Intl.DateTimeFormat(tag, { ...clock, second: '2-digit', timeZone });
  const utc = new Intl.DateTimeFormat(tag, { ...clock, timeZone: 'UTC' });
  const date = new Intl.DateTimeFormat(tag, { ...day, timeZone });
  const month = new Intl.DateTimeFormat(tag, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const longMonth = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' });
  const weekdayDate = new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const collator = new Intl.Collator(tag, { numeric: true, sensitivity: 'base' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const numbers = Array.from(
    { length: 7 },
    (_, maximumFractionDigits) => new Intl.NumberFormat(tag, { maximumFractionDigits }),
  );

  const dateTime = (at: string): string => `${date.format(new Date(at))} ${time.format(new Date(at))}`;

  function span(minutes: number): string {
    const whole = Math.round(Math.abs(minutes));
    if (whole < 60) return t('common.span.min', { value: whole });
    if (whole < 48 * 60)
      return t('common.span.hMin', {
        hours: Math.floor(whole / 60),
        minutes: String(whole % 60).padStart(2, '0'),
      });
    return t('common.span.d', { value: Math.floor(whole / 1440) });
  }

  return {
    time: (at) => time.format(new Date(at)),
    timeWithSeconds: (at) => seconds.format(new Date(at)),
    utcTime: (at) => utc.format(new Date(at)),
    date: (at) => date.format(new Date(at)),
    month: (day) => month.format(new Date(day)),
    longMonth: (day) => longMonth.format(new Date(day)),
    weekday: (day) => weekday.format(new Date(day)),
    weekdayDate: (day) => weekdayDate.format(new Date(day)),
    dateTime,
    moment: (at, now) =>
      date.format(new Date(at)) === date.format(new Date(now)) ? time.format(new Date(at)) : dateTime(at),
    span,
    relative: (at, now) => {
      const minutes = minutesBetween(now, at);
      if (Math.abs(minutes) < 1) return t('common.now');
      return minutes < 0 ? t('common.ago', { span: span(minutes) }) : t('common.in', { span: span(minutes) });
    },
    elapsed: (from, to) => {
      const minutes = Math.max(0, Math.floor(minutesBetween(from, to)));
      return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    },
    number: (value, digits = 0) => (numbers[Math.min(6, Math.max(0, digits))] ?? numbers[0]!).format(value),
    money: (minor, currency) => moneyFormat(tag, currency).format(minor / 10 ** minorDigits(currency)),
    list: (items) => list.format(items),
    compare: (a, b) => collator.compare(a, b),
  };
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(tag: string, currency: string): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  const known = moneyFormats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: minorDigits(currency),
    maximumFractionDigits: minorDigits(currency),
    trailingZeroDisplay: 'stripIfInteger',
  });
  moneyFormats.set(key, format);
  return format;
}

/** Minutes from one instant to another, negative when `to` is earlier. */
export function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
