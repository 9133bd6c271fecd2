import { z } from 'zod';
import { refuse, type Refusal } from '../refusal.ts';
import { id, type Names } from '../schema-parts.ts';
import type { CheckItem, ListContent } from './check-list.ts';

/** What one person found at one line of the list. */
export interface CheckAnswer {
  readonly id: string;
  readonly checkId: string;
  /** The first person's, the second's, or measured again while the work goes on. */
  readonly part: 'first' | 'second' | 'again';
  /** The request that the second looked at. */
  readonly confirmationId: string | null;
  readonly itemKey: string;
  readonly outcome: 'yes' | 'no' | 'notApplicable';
  /** In the line's unit. */
  readonly value: number | null;
  /** Who it is, where the line asks for a name. */
  readonly said: string;
  readonly note: string;
  readonly at: string;
  readonly byName: string;
  readonly byPersonId: string | null;
  readonly version: number;
}

const given = {
  itemKey: z.string().max(40),
  outcome: z.enum(['yes', 'no', 'notApplicable']),
  value: z.number().min(-1e6).max(1e6).nullable().default(null),
  said: z.string().trim().max(120).default(''),
  note: z.string().trim().max(500).default(''),
};
/** `part` first: of the one who will ask; second: of the one who looks again. */
export const answerInput = z.object({ id, part: z.enum(['first', 'second']), ...given });
export const measureAgainInput = z.object({
  id,
  itemKey: given.itemKey,
  value: z.number().min(-1e6).max(1e6),
});
export type Given = Pick<z.output<typeof answerInput>, 'itemKey' | 'outcome' | 'value' | 'said' | 'note'>;

const folded = (text: string): string =>
  text.normalize('NFKC').toLocaleLowerCase('sr').replace(/\s+/g, ' ').trim();

/** The names in a line of names. */
export function namesIn(workers: string): ReadonlySet<string> {
  return new Set(workers.split(/[,;/]| i | and | 和 |、/).map(folded).filter(Boolean));
} // prettier-ignore

/** Whether somebody is among those who do the work. */
export function worksOn(workers: string, name: string): boolean {
  return namesIn(workers).has(folded(name));
}

/** A value beyond a line's limits, as a sentence; null: within. */
export function limitFault(item: CheckItem, value: number): Refusal | null {
  const { measure, names } = item;
  if (measure === null) return refuse('checkNoMeasure', { item: names });
  const { min, max, unit } = measure;
  if (max !== null && value > max) return refuse('checkAboveLimit', { item: names, value, limit: max, unit });
  if (min !== null && value < min) return refuse('checkBelowLimit', { item: names, value, limit: min, unit });
  return null;
}

/** Why an answer does not fit its line, or null. A bad value cannot be said to be in order. */
export function answerFault(item: CheckItem, answer: Given, workers: string): Refusal | null {
  if (answer.outcome === 'notApplicable') {
    if (!item.skippable) return refuse('checkNotSkippable', { item: item.names });
    return answer.note === '' ? refuse('checkSkipReason', { item: item.names }) : null;
  }
  if (answer.outcome === 'no') return null;
  if (item.kind === 'measure')
    return answer.value === null
      ? refuse('checkNoValue', { item: item.names })
      : limitFault(item, answer.value);
  if (item.kind === 'name') {
    if (answer.said === '') return refuse('checkNoName', { item: item.names });
    if (worksOn(workers, answer.said))
      return refuse('checkNameWorks', { item: item.names, name: answer.said });
  }
  return null;
}

/** Where the two people found different things. */
export interface Difference {
  readonly itemKey: string;
  /** One says yes, the other not; another value; another name. */
  readonly kind: 'outcome' | 'value' | 'said';
  /** The second has said why it may stand; never for a yes against a no. */
  readonly settled: boolean;
}

/** What differs between the two lists, for lines that both have answered. */
export function differencesOf(
  list: ListContent,
  first: readonly CheckAnswer[],
  second: readonly CheckAnswer[],
): Difference[] {
  return list.items.flatMap((item): Difference[] => {
    const a = first.find(({ itemKey }) => itemKey === item.key);
    const b = second.find(({ itemKey }) => itemKey === item.key);
    if (!a || !b) return [];
    if (a.outcome !== b.outcome) return [{ itemKey: item.key, kind: 'outcome', settled: false }];
    const settled = b.note !== '';
    const apart = Math.abs((a.value ?? 0) - (b.value ?? 0));
    if (item.measure !== null && apart > item.measure.tolerance + 1e-9)
      return [{ itemKey: item.key, kind: 'value', settled }];
    if (item.kind === 'name' && folded(a.said) !== folded(b.said))
      return [{ itemKey: item.key, kind: 'said', settled }];
    return [];
  });
}

const namesOf = (items: readonly CheckItem[]): readonly Names[] =>
  items.slice(0, 3).map(({ names }) => names);

/** Why a list does not stand: lines not answered, checked by another hand, not in order. */
export function listStands(
  list: ListContent,
  answers: readonly CheckAnswer[],
  personId: string | null,
): Refusal | null {
  const of = (key: string): CheckAnswer | undefined => answers.find(({ itemKey }) => itemKey === key);
  const open = list.items.filter(({ key }) => !of(key));
  if (open.length > 0) return refuse('checkOpenItems', { count: open.length, items: namesOf(open) });
  const other = list.items.find(({ key }) => of(key)?.byPersonId !== personId);
  if (other) return refuse('checkOtherHand', { item: other.names, name: of(other.key)?.byName ?? '' });
  const wrong = list.items.filter(({ key }) => of(key)?.outcome === 'no');
  if (wrong.length > 0) return refuse('checkNotInOrder', { count: wrong.length, items: namesOf(wrong) });
  return null;
}
