import { spokenKind, type LogKind } from '../../electron/incident/incident.ts';

export const spokenKinds = spokenKind.options;

/** Slash words that choose the kind, by their beginning: /in, /out, /dec, /ord, /rd, /note. */
const slashWords: readonly (readonly [string, LogKind])[] = [
  ['in', 'radioIn'],
  ['out', 'radioOut'],
  ['decision', 'decision'],
  ['order', 'order'],
  ['rd', 'reading'],
  ['reading', 'reading'],
  ['note', 'note'],
];

/** The kind that a leading slash word names and the text after it; null when the text does not begin with one. */
export function leadingKind(text: string): { readonly kind: LogKind; readonly rest: string } | null {
  const found = /^\/(\p{L}+)(?:\s+|$)/u.exec(text);
  const word = found?.[1]?.toLowerCase();
  if (word === undefined || !found) return null;
  const match =
    slashWords.find(([name]) => name === word) ??
    slashWords.find(([name]) => word.length > 1 && name.startsWith(word));
  return match ? { kind: match[1], rest: text.slice(found[0].length) } : null;
}

export interface Token {
  readonly sign: '@' | '#';
  /** What was typed after the sign. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The @team or #place that is being typed at the caret. */
export function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret);
  const found = /(?:^|[\s(])([@#])([^\s@#]{0,40})$/u.exec(before);
  if (!found) return null;
  const typed = found[2] ?? '';
  return { sign: found[1] as Token['sign'], text: typed, from: caret - typed.length - 1, to: caret };
}

/** The text with the token replaced, a space after it, and where the caret goes. */
export function complete(
  text: string,
  token: Token,
  written: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(token.to).replace(/^ /, '');
  const head = `${text.slice(0, token.from)}${written} `;
  return { text: head + rest, caret: head.length };
}

/** A position as people write it, latitude first: `44.0712, 22.0963`; null when it is not one, 'bad' when out of range. */
export function positionIn(
  text: string,
): { readonly latitude: number; readonly longitude: number } | 'bad' | null {
  const found =
    /^\s*([+\-−]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[NSns]?\s*[,; ]\s*([+\-−]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[EWew]?\s*$/u.exec(
      text,
    );
  if (!found || !/[.,]\d/.test(text)) return null;
  const number = (part: string | undefined): number =>
    Number((part ?? '').replace('−', '-').replace(',', '.'));
  const latitude = number(found[1]) * (/[Ss]/.test(text) ? -1 : 1);
  const longitude = number(found[2]) * (/[Ww]/.test(text) ? -1 : 1);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : 'bad';
}
