import { canonical } from '../journal/journal.ts';
import type { Plan, Step } from './plan.ts';

/** A run of words that both have, or only one. */
export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer texts are compared as a whole: no instruction is so long, and the table grows with the square. */
const mostTokens = 600;

/** Words, each with one space behind it, so that the last word is no other word; Chinese characters one by one. */
function tokens(text: string): string[] {
  const words = text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? [];
  return words.map((word) => (/\p{Script=Han}/u.test(word) ? word : `${word} `));
}

/** What was taken out of a text and what came in, in reading order. */
export function compareWords(before: string, after: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const a = tokens(before);
  const b = tokens(after);
  const pieces: Piece[] = [];
  const put = (kind: Piece['kind'], text: string): void => {
    if (text === '') return;
    const last = pieces.at(-1);
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + text };
    else pieces.push({ kind, text });
  };
  if (a.length > mostTokens || b.length > mostTokens) {
    put('removed', before);
    put('added', after);
    return pieces;
  }
  const common = longestCommon(a, b, (x, y) => x === y);
  let i = 0;
  let j = 0;
  for (const [x, y] of [...common, [a.length, b.length] as const]) {
    put('removed', a.slice(i, x).join(''));
    put('added', b.slice(j, y).join(''));
    if (x < a.length) put('same', b[y] ?? '');
    i = x + 1;
    j = y + 1;
  }
  return pieces;
}

/** Places in both lists of their longest common part, in order. */
function longestCommon<T>(
  a: readonly T[],
  b: readonly T[],
  same: (x: T, y: T) => boolean,
): (readonly [number, number])[] {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      length[i * width + j] = same(a[i]!, b[j]!)
        ? length[(i + 1) * width + j + 1]! + 1
        : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const out: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (same(a[i]!, b[j]!)) {
      out.push([i, j]);
      i += 1;
      j += 1;
    } else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return out;
}

/** A step in both editions, or in one. */
export interface StepPair {
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  /** It stands in another order than the steps around it did. */
  readonly moved: boolean;
  readonly before: Step | null;
  readonly after: Step | null;
}

/** What a step says, without its name and its number. */
function said({ id: _id, order: _order, ...step }: Step): string {
  return canonical(step);
}

/** The steps of two editions side by side: in the later one's order, with what was taken out where it stood. */
export function compareSteps(before: Plan['steps'], after: Plan['steps']): StepPair[] {
  const pairOf = pairs(before, after);
  const paired = new Set(pairOf.values());
  // What did not move keeps its order; the longest such run is what people see as having stayed.
  const kept = before.filter((step) => paired.has(step));
  const later = after.filter((step) => pairOf.has(step)).map((step) => pairOf.get(step)!);
  const stayed = new Set(longestCommon(kept, later, (x, y) => x === y).map(([i]) => kept[i]!));
  const out: StepPair[] = [];
  let next = 0;
  const removedUpTo = (end: number): void => {
    for (; next < end; next += 1) {
      const step = before[next]!;
      if (!paired.has(step)) out.push({ kind: 'removed', moved: false, before: step, after: null });
    }
  };
  for (const step of after) {
    const same = pairOf.get(step);
    if (!same) {
      out.push({ kind: 'added', moved: false, before: null, after: step });
      continue;
    }
    if (stayed.has(same)) removedUpTo(before.indexOf(same) + 1);
    const kind = said(same) === said(step) ? 'same' : 'changed';
    out.push({ kind, moved: !stayed.has(same), before: same, after: step });
  }
  removedUpTo(before.length);
  return out;
}

/** For each later step the earlier one that it was: by its id, else (in an imported plan) by the same words. */
function pairs(before: Plan['steps'], after: Plan['steps']): Map<Step, Step> {
  const found = new Map<Step, Step>();
  const byId = new Map(before.map((step) => [step.id, step]));
  for (const step of after) {
    const same = byId.get(step.id);
    if (same) found.set(step, same);
  }
  const taken = new Set(found.values());
  for (const step of after) {
    if (found.has(step)) continue;
    const words = canonical(step.instruction);
    const same = before.find((each) => !taken.has(each) && canonical(each.instruction) === words);
    if (!same) continue;
    found.set(step, same);
    taken.add(same);
  }
  return found;
}
