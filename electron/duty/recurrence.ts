/** In which a period between two duties is counted. */
export const periodUnits = ['day', 'week', 'month', 'year'] as const;
type PeriodUnit = (typeof periodUnits)[number];
export interface Period {
  readonly count: number;
  readonly unit: PeriodUnit;
}

/** From what the next day is counted: the day it was due, so that the rhythm of the site never drifts, or the day it was done. */
export const policies = ['fromDue', 'fromDone'] as const;
export type Policy = (typeof policies)[number];

/** When a duty falls due; at least one of the three is set. Days are YYYY-MM-DD. */
export interface Recurrence {
  readonly every: Period | null;
  readonly policy: Policy;
  /** After so many uses. */
  readonly uses: number | null;
  /** On each day of use, before it. */
  readonly beforeUse: boolean;
}

/** What is known of one duty of one item. */
export interface Standing {
  /** The day on which it was entered; what is older is typed in from paper. */
  readonly enteredOn: string;
  /** The day from which the periods are counted, so that a month's end stays a month's end. */
  readonly anchorOn: string | null;
  /** When the period falls due. */
  readonly periodOn: string | null;
  /** Since when it is owed because the item was used. */
  readonly owedOn: string | null;
  /** Since when it stands failed. */
  readonly failedOn: string | null;
  readonly usesSince: number;
  readonly lastDoneOn: string | null;
}

const dayMs = 86_400_000;
const msOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);
const dayOfMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string): number => Math.round((msOf(to) - msOf(from)) / dayMs);

/** The day so many days later, or earlier. */
export function daysAfter(day: string, days: number): string {
  return dayOfMs(msOf(day) + days * dayMs);
}

/**
 * The day `times` periods after `day` (before it when negative). Months and years are those of the calendar, counted from
 * `day` itself: 31 January and one month is the last of February, and two months is 31 March.
 */
export function periodsAfter(day: string, every: Period, times: number): string {
  const n = every.count * times;
  if (every.unit === 'day' || every.unit === 'week') return daysAfter(day, every.unit === 'week' ? n * 7 : n);
  const from = new Date(msOf(day));
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + (every.unit === 'year' ? n * 12 : n);
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOfMs(Date.UTC(year, month, Math.min(from.getUTCDate(), last)));
}

const meanDays: Record<PeriodUnit, number> = { day: 1, week: 7, month: 30.436875, year: 365.2425 };

/** Which point of the rhythm is the first after `day`: the number of periods from the anchor. */
function pointAfter(anchorOn: string, every: Period, day: string): number {
  let times = Math.floor(daysBetween(anchorOn, day) / (meanDays[every.unit] * every.count)) - 1;
  while (periodsAfter(anchorOn, every, times) <= day) times += 1;
  return times;
}

/**
 * The next day of a period after it was done on `doneOn`; always later than that day.
 * fromDone: one period after it was done.
 * fromDue: the next point of the rhythm after both days. Done earlier than half a period before it is due, it was an extra
 * one and the due day stays: a check on the day after a check must not cover the next year.
 */
function nextPeriod(
  every: Period,
  policy: Policy,
  before: Pick<Standing, 'anchorOn' | 'periodOn'>,
  doneOn: string,
): { readonly anchorOn: string; readonly periodOn: string } {
  const { anchorOn, periodOn } = before;
  if (policy === 'fromDone' || anchorOn === null || periodOn === null)
    return { anchorOn: doneOn, periodOn: periodsAfter(doneOn, every, 1) };
  const previous = periodsAfter(anchorOn, every, pointAfter(anchorOn, every, periodOn) - 2);
  const early = daysBetween(doneOn, periodOn);
  if (early * 2 > daysBetween(previous, periodOn)) return { anchorOn, periodOn };
  const latest = doneOn > periodOn ? doneOn : periodOn;
  return { anchorOn, periodOn: periodsAfter(anchorOn, every, pointAfter(anchorOn, every, latest)) };
}

/**
 * A duty of which nothing is known yet. It falls due one period after the item was bought, but not before the day on which
 * it was entered: what was never recorded is due at once, not overdue for years. `plannedOn` is a due day that is known.
 */
export function begin(
  rule: Recurrence,
  item: { readonly boughtOn: string | null; readonly plannedOn: string | null },
  today: string,
): Standing {
  const none = { enteredOn: today, owedOn: null, failedOn: null, usesSince: 0, lastDoneOn: null };
  if (rule.every === null) return { anchorOn: null, periodOn: null, ...none };
  const natural = periodsAfter(item.boughtOn ?? today, rule.every, 1);
  const first = item.plannedOn ?? (natural > today ? natural : today);
  return { anchorOn: first, periodOn: first, ...none };
}

/** Done and passed on a day. A day older than the newest one known changes nothing but the history. */
export function pass(rule: Recurrence, before: Standing, doneOn: string): Standing {
  if (before.lastDoneOn !== null && doneOn < before.lastDoneOn) return before;
  // Typed in of the time before it was entered: the rhythm begins with it.
  const known = before.lastDoneOn === null && doneOn < before.enteredOn ? unknown : before;
  const period =
    rule.every === null
      ? { anchorOn: null, periodOn: null }
      : nextPeriod(rule.every, rule.policy, known, doneOn);
  return { ...before, ...period, owedOn: null, failedOn: null, usesSince: 0, lastDoneOn: doneOn };
}

const unknown = { anchorOn: null, periodOn: null };

/** Done and failed: owed from that day until it is passed. A pass that is newer stands. */
export function fail(before: Standing, doneOn: string): Standing {
  if (before.lastDoneOn !== null && doneOn < before.lastDoneOn) return before;
  return { ...before, failedOn: before.failedOn ?? doneOn, lastDoneOn: doneOn };
}

/** The item was used on a day: what is to be done after so many uses, or before each day's use, may be owed now. */
export function use(rule: Recurrence, before: Standing, usedOn: string): Standing {
  const usesSince = before.usesSince + 1;
  const after = rule.uses !== null && usesSince >= rule.uses;
  const missed = rule.beforeUse && (before.lastDoneOn === null || before.lastDoneOn < usedOn);
  return { ...before, usesSince, owedOn: after || missed ? (before.owedOn ?? usedOn) : before.owedOn };
}

/**
 * The rule was changed: the period is counted anew from the day it was last passed. What was never done keeps its day,
 * unless the new period ends sooner.
 */
export function adopt(
  rule: Recurrence,
  before: Standing,
  item: { readonly boughtOn: string | null },
  today: string,
): Standing {
  const owedOn = rule.uses !== null || rule.beforeUse ? before.owedOn : null;
  if (rule.every === null) return { ...before, ...unknown, owedOn };
  const { lastDoneOn, failedOn, periodOn } = before;
  // A day on which it failed is no day from which it holds.
  const from = failedOn === null ? lastDoneOn : null;
  if (from !== null)
    return { ...before, anchorOn: from, periodOn: periodsAfter(from, rule.every, 1), owedOn };
  const { periodOn: first } = begin(rule, { ...item, plannedOn: null }, today);
  const day = periodOn === null || (first !== null && first > today && first < periodOn) ? first : periodOn;
  return { ...before, anchorOn: day, periodOn: day, owedOn };
}

/** The rule holds no longer: nothing is due. */
export function end(before: Standing): Standing {
  return { ...before, ...unknown, owedOn: null, failedOn: null };
}

/** When it is due: the earliest of its reasons; null when there is none. */
export function dueOf(standing: Standing): string | null {
  const days = [standing.periodOn, standing.owedOn, standing.failedOn].filter((day) => day !== null);
  return days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b));
}
