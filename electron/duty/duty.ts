import { z } from 'zod';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, names, pageInput, version, type Names } from '../schema-parts.ts';
import { periodUnits, policies, type Recurrence, type Standing } from './recurrence.ts';

/** What kind of work a duty is; each has a name in the room's languages. */
export const dutyKinds = [
  'visualCheck',
  'maintenance',
  'internalExamination',
  'hydrostaticTest',
  'bumpTest',
  'calibration',
  'functionRun',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** More rules for one category would be a manual, not rules. */
export const mostRules = 20;
/** Longest period: longer than any vessel may wait for its test. */
const mostCounts = { day: 3_660, week: 520, month: 240, year: 30 } as const;

const recurrence = {
  /** Each so many days, weeks, months or years. */
  every: z.object({ count: z.int().min(0).max(10_000), unit: z.enum(periodUnits) }).nullable(),
  policy: z.enum(policies),
  uses: z.int().min(0).max(10_000).nullable(),
  beforeUse: z.boolean(),
};
const ruleFields = {
  kind: z.enum(dutyKinds),
  /** Its own name, e.g. flow test; without one it is called what its kind is called. */
  names: names.nullable(),
  ...recurrence,
  checklist: z.array(names).max(40),
  /** Which standard asks for it and which edition, e.g. NFPA 10, 2022. */
  standard: z.string().trim().max(80),
  edition: z.string().trim().max(20),
  /** An overdue one is told in Now. */
  critical: z.boolean(),
};
const defaults = {
  names: ruleFields.names.default(null),
  every: recurrence.every.default(null),
  policy: recurrence.policy.default('fromDue'),
  uses: recurrence.uses.default(null),
  beforeUse: recurrence.beforeUse.default(false),
  checklist: ruleFields.checklist.default([]),
  standard: ruleFields.standard.default(''),
  edition: ruleFields.edition.default(''),
  critical: ruleFields.critical.default(false),
};
export const addRuleInput = z.object({ categoryId: id, kind: ruleFields.kind, ...defaults });
export const changeRuleInput = z
  .object({ id, version, ...ruleFields })
  .partial()
  .required({ id: true, version: true });
export const retireRuleInput = z.object({ id, version });
export const takeDefaultsInput = z.object({ categoryId: id });
export const rulesInput = z.object({ categoryId: id });
/** How many items one slice takes at most; it must never hold the room's work. */
export const settleInput = z.object({ limit: z.int().min(1).max(200).default(50) });

export interface DutyRule extends Recurrence {
  readonly id: string;
  readonly categoryId: string;
  readonly kind: DutyKind;
  readonly names: Names | null;
  readonly checklist: readonly Names[];
  readonly standard: string;
  readonly edition: string;
  readonly critical: boolean;
  readonly retiredAt: string | null;
  readonly version: number;
}
/** What settling a slice left: `left` items are still to be brought in line with their changed rules. */
export interface Settled {
  readonly done: number;
  readonly left: boolean;
}

export const results = ['pass', 'fail'] as const;
export type DutyResult = (typeof results)[number];

/** One duty of one item. */
export interface Duty extends Standing {
  readonly id: string;
  readonly itemId: string;
  readonly ruleId: string;
  /** The earliest of its reasons to be due; null when there is none, e.g. before the next use. */
  readonly dueOn: string | null;
  readonly lastResult: DutyResult | null;
  readonly version: number;
}
/** A line of a checklist that was answered otherwise than with yes. */
const lineAnswer = z.object({
  line: z.int().min(0).max(40),
  ok: z.boolean(),
  note: z.string().trim().max(300).default(''),
});
export const evidence = {
  lines: z.array(lineAnswer).max(41).default([]),
  note: z.string().trim().max(1000).default(''),
  /** A photo, by the hash of its attachment. */
  photo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
};
export type LineAnswer = z.output<typeof lineAnswer>;

/** One time that a duty was done. Never changed. */
export interface DutyDone {
  readonly id: string;
  readonly dutyId: string;
  readonly itemId: string;
  readonly ruleId: string;
  readonly doneOn: string;
  readonly result: DutyResult;
  readonly lines: readonly LineAnswer[];
  readonly note: string;
  readonly photo: string | null;
  /** When it was due, and when it is due next. */
  readonly dueOn: string | null;
  readonly nextOn: string | null;
  readonly at: string;
  readonly by: string;
}

const doneOn = z.iso.date().nullable().default(null);
export const completeInput = z.object({ dutyId: id, version, result: z.enum(results), doneOn, ...evidence });
/** What one command completes at most: it must not hold the room's work. */
export const mostAtOnce = 50;
/** Passed, many at once: a place walked through, a service report typed in. All or none. */
export const completeManyInput = z.object({
  rows: z
    .array(z.object({ dutyId: id, version, doneOn, note: evidence.note }))
    .min(1)
    .max(mostAtOnce),
});
export const useInput = z.object({
  itemId: id,
  usedOn: doneOn,
  note: z.string().trim().max(300).default(''),
});

export interface ItemUse {
  readonly id: string;
  readonly itemId: string;
  readonly usedOn: string;
  readonly note: string;
  readonly at: string;
  readonly by: string;
}

/** A duty of the item that is looked at, with its rule. */
export interface DutyOfItem extends Duty {
  readonly rule: DutyRule;
}

/** Which part of what is due: late, today, in the seven days from today, or before a day. */
export const dueSpans = ['overdue', 'today', 'week', 'before'] as const;
export type DueSpan = (typeof dueSpans)[number];
const dueFilter = {
  span: z.enum(dueSpans).default('overdue'),
  /** For `before`: up to the day before this one. */
  before: z.iso.date().optional(),
  placeId: id.nullable().optional(),
};
export const duePageInput = pageInput.omit({ text: true }).extend(dueFilter);
export const duePlacesInput = z.object({ span: dueFilter.span, before: dueFilter.before });
export const dueCountsInput = z.object({ before: z.iso.date().optional() });
export const dutiesOfInput = z.object({ itemId: id });
export const historyOfInput = pageInput.omit({ text: true }).extend({ itemId: id });

export interface DueLine extends Duty {
  readonly tag: string;
  readonly itemVersion: number;
  readonly kind: DutyKind;
  readonly ruleNames: Names | null;
  readonly categoryNames: Names;
  readonly critical: boolean;
  readonly place: PlaceName | null;
  /** A failed check has its own way back: its work order. */
  readonly failed: boolean;
}
export interface DuePlace {
  readonly place: PlaceName | null;
  readonly count: number;
}
export interface DueCounts {
  readonly counts: Readonly<Record<DueSpan, number>>;
  /** The day for `before`. */
  readonly before: string;
}

/** Refuses a rule that would never, or always, fall due: intervalZero, intervalTooLong, usesZero, ruleNeverDue. */
export function checkRule(rule: Recurrence): Refusal | null {
  if (rule.every?.count === 0) return refuse('intervalZero');
  if (rule.every && rule.every.count > mostCounts[rule.every.unit]) return refuse('intervalTooLong');
  if (rule.uses === 0) return refuse('usesZero');
  return rule.every === null && rule.uses === null && !rule.beforeUse ? refuse('ruleNeverDue') : null;
}

/** A check cannot have been done on a day that has not come; a clock's day may run behind the site's by one. */
export function checkDoneOn(day: string, latest: string): Refusal | null {
  return day > latest ? refuse('doneInFuture', { day }) : null;
}

/** The first day of the next June: the safety month, before which everything is to be in order. */
export function nextJune(today: string): string {
  const year = Number(today.slice(0, 4));
  return `${today.slice(5) < '06-01' ? year : year + 1}-06-01`;
}
