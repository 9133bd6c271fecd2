import type { Fault } from './judge.ts';

/** How a message becomes a value: where it stands, and how it is turned into the point's unit. */
export interface Mapping {
  /** e.g. `level.cm` or `data[0].v`; empty when the whole message is the number. */
  readonly valuePath: string;
  /** Where the time stands; empty when the time of arrival counts. */
  readonly timePath: string;
  /** value = sent × scale + shift */
  readonly scale: number;
  readonly shift: number;
}

/** Longer messages are no readings. */
export const mostPayloadBytes = 64 * 1024;

/** The steps of a path, or null when it cannot be read. `$.` in front may be left out. */
export function stepsOf(path: string): readonly (string | number)[] | null {
  const rest = path.trim().replace(/^\$\.?/u, '');
  if (rest === '') return [];
  const steps: (string | number)[] = [];
  const part = /^(?:\.?([^.[\]'"\s][^.[\]'"]*)|\[(\d{1,6})\]|\[(?:'([^']*)'|"([^"]*)")\])/u;
  let left = rest;
  while (left !== '') {
    const found = part.exec(left);
    if (!found || (steps.length === 0 && left.startsWith('.'))) return null;
    steps.push(found[2] !== undefined ? Number(found[2]) : (found[1] ?? found[3] ?? found[4] ?? ''));
    left = left.slice(found[0].length);
  }
  return steps;
}

function at(message: unknown, path: string): unknown {
  let here = message;
  for (const step of stepsOf(path) ?? []) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** A number as instruments write it: a number, or text with a point or a comma; true and false are 1 and 0. */
export function numberFrom(sent: unknown): number | null {
  if (typeof sent === 'number') return Number.isFinite(sent) ? sent : null;
  if (typeof sent === 'boolean') return sent ? 1 : 0;
  if (typeof sent !== 'string') return null;
  const text = sent.trim().replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/iu.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** ISO 8601 with a zone, or seconds or milliseconds since 1970; null when it is none of these. */
export function timeFrom(sent: unknown): number | null {
  if (typeof sent === 'number' || (typeof sent === 'string' && /^\d{1,16}(\.\d+)?$/u.test(sent.trim()))) {
    const count = Number(sent);
    if (!Number.isFinite(count) || count < 0) return null;
    return Math.round(count < 1e11 ? count * 1000 : count);
  }
  if (typeof sent !== 'string') return null;
  const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/u;
  const text = sent.trim();
  if (!iso.test(text)) return null;
  const ms = Date.parse(text.replace(' ', 'T').replace(',', '.'));
  return Number.isNaN(ms) ? null : ms;
}

export type Mapped = {
  readonly value: number;
  /** Null: the message has no time of its own. */ readonly atMs: number | null;
};

/** What a message says of a point, or why it says nothing. */
export function mapMessage(mapping: Mapping, payload: string): Mapped | Fault {
  const whole = stepsOf(mapping.valuePath)?.length === 0 && mapping.timePath.trim() === '';
  let message: unknown = payload;
  if (!whole || /^\s*["[{]/u.test(payload)) {
    try {
      message = JSON.parse(payload);
    } catch {
      return { fault: 'malformed', facts: {} };
    }
  }
  const sent = at(message, mapping.valuePath);
  if (sent === undefined || sent === null) return { fault: 'noValue', facts: { path: mapping.valuePath } };
  const value = numberFrom(sent);
  if (value === null) return { fault: 'notANumber', facts: { unit: '' } };
  let atMs: number | null = null;
  if (mapping.timePath.trim() !== '') {
    atMs = timeFrom(at(message, mapping.timePath));
    if (atMs === null) return { fault: 'noTime', facts: { path: mapping.timePath } };
  }
  return { value: tidy(value * mapping.scale + mapping.shift), atMs };
}

/** Without the dust of binary fractions: twelve digits are more than any instrument has. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** Whether a topic is meant by a filter with + and # (MQTT 3.1.1, 4.7). */
export function topicMatches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  const wanted = filter.split('/');
  const parts = topic.split('/');
  for (const [index, part] of wanted.entries()) {
    if (part === '#') return true;
    if (index >= parts.length || (part !== '+' && part !== parts[index])) return false;
  }
  return wanted.length === parts.length;
}
