import { z } from 'zod';
import { evidence, type DutyDone, type DutyKind } from '../duty/duty.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';

/** waiting: for a part. verified: by another person than the one who did it. */
export const workStates = ['open', 'waiting', 'done', 'verified', 'withdrawn'] as const;
export type WorkState = (typeof workStates)[number];
/** A failed duty, an item that a round did not find, or what somebody reports. */
const workCauses = ['duty', 'notFound', 'report'] as const;
export type WorkCause = (typeof workCauses)[number];
/** While it is in one of these the item is not ready. */
export const unfinished: readonly WorkState[] = ['open', 'waiting', 'done'];

export interface Work {
  readonly id: string;
  readonly number: number;
  readonly itemId: string;
  readonly cause: WorkCause;
  /** The failed duty that is its evidence. */
  readonly dutyDoneId: string | null;
  readonly text: string;
  readonly state: WorkState;
  readonly openedAt: string;
  readonly openedBy: string;
  /** What it waits for; '' when for nothing. */
  readonly part: string;
  readonly partExpectedOn: string | null;
  /** In the currency's smallest unit. */
  readonly costMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly doneAt: string | null;
  readonly doneById: string | null;
  readonly doneBy: string | null;
  readonly doneNote: string;
  readonly verifiedAt: string | null;
  readonly verifiedById: string | null;
  readonly verifiedBy: string | null;
  readonly verifyNote: string;
  /** Since when the item counts as ready again; null while it does not. */
  readonly backAt: string | null;
  readonly version: number;
}
/** As a list shows it. */
export interface WorkLine extends Work {
  readonly tag: string;
  readonly categoryNames: Names;
  readonly place: PlaceName | null;
  /** The rule of the failed duty. */
  readonly ruleKind: DutyKind | null;
  readonly ruleNames: Names | null;
}
export interface WorkDetail {
  readonly work: WorkLine;
  /** The failed duty with its checklist. */
  readonly evidence: DutyDone | null;
  readonly checklist: readonly Names[];
}

const text = line(1000);
const seen = { id, version };
export const openWorkInput = z.object({ itemId: id, text, photo: evidence.photo });
export const waitInput = z.object({
  ...seen,
  part: line(300),
  expectedOn: z.iso.date().nullable().default(null),
});
export const resumeInput = z.object(seen);
/** Costs up to a thousand million in the smallest unit. */
export const workDoneInput = z.object({
  ...seen,
  note: text,
  costMinor: z.int().min(0).max(1_000_000_000_000).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('RSD'),
});
export const verifyWorkInput = z.object({
  ...seen,
  good: z.boolean(),
  note: z.string().trim().max(1000).default(''),
});
export const withdrawWorkInput = z.object({ ...seen, reason: text });
export const workPageInput = pageInput.extend({
  states: z.array(z.enum(workStates)).max(5).optional(),
  itemId: id.optional(),
});
export type WorkCounts = Readonly<Record<WorkState, number>>;

export interface Verified {
  readonly work: Work;
  /** Whether the item counts as ready now, and if not, why. */
  readonly back: boolean;
  readonly still: 'duties' | 'otherWork' | null;
}

function stated(work: Work, states: readonly WorkState[]): Refusal | null {
  return states.includes(work.state) ? null : refuse('workState', { number: work.number });
}
const next = (work: Work, change: Partial<Work>): Work => ({ ...work, ...change, version: work.version + 1 });

export function wait(work: Work, part: string, partExpectedOn: string | null): Answer<Work> {
  return stated(work, ['open', 'waiting']) ?? next(work, { state: 'waiting', part, partExpectedOn });
}

export function resume(work: Work): Answer<Work> {
  return stated(work, ['waiting']) ?? next(work, { state: 'open', partExpectedOn: null });
}

export function finish(
  work: Work,
  by: { readonly id: string; readonly name: string },
  given: Pick<Work, 'costMinor' | 'currency'> & { readonly note: string },
  at: string,
): Answer<Work> {
  const { note: doneNote, costMinor, currency } = given;
  return (
    stated(work, ['open', 'waiting']) ??
    next(work, { state: 'done', doneAt: at, doneById: by.id, doneBy: by.name, doneNote, costMinor, currency })
  );
}

/** Another person than the one who did it looks; if it is not good, it is open again. */
export function verify(
  work: Work,
  by: { readonly id: string; readonly name: string },
  good: boolean,
  verifyNote: string,
  at: string,
): Answer<Work> {
  const wrong = stated(work, ['done']);
  if (wrong) return wrong;
  if (work.doneById === by.id) return refuse('workOwn', { number: work.number });
  if (good)
    return next(work, {
      state: 'verified',
      verifiedAt: at,
      verifiedById: by.id,
      verifiedBy: by.name,
      verifyNote,
    });
  if (verifyNote === '') return refuse('workWhyNot', { number: work.number });
  return next(work, { state: 'open', doneAt: null, doneById: null, doneBy: null, verifyNote });
}

/** It was opened by mistake, or the item is given up. */
export function withdraw(work: Work, reason: string): Answer<Work> {
  return stated(work, ['open', 'waiting']) ?? next(work, { state: 'withdrawn', verifyNote: reason });
}

/** How long the item was, or has been, out, in whole minutes. */
export function downMinutes(work: Pick<Work, 'openedAt' | 'backAt'>, now: string): number {
  return Math.max(0, Math.round((Date.parse(work.backAt ?? now) - Date.parse(work.openedAt)) / 60_000));
}
