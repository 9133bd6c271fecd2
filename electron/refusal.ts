import type { Names } from './schema-parts.ts';

/**
 * A refusal is an expected 'no': a code that the screen turns into a sentence (locale key `refusal.<code>`)
 * and the facts that fill it. Bugs are never refusals; they throw.
 */
export interface Refusal {
  readonly refused: string;
  readonly facts: Facts;
}
export type Facts = Readonly<
  Record<string, string | number | boolean | null | Names | readonly string[] | readonly Names[]>
>;

/** What a rule or handler answers: the value, or why not. */
export type Answer<T> = T | Refusal;

export function refuse(code: string, facts: Facts = {}): Refusal {
  return { refused: code, facts };
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer && 'facts' in answer;
}

/** What crosses the process boundary. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };
