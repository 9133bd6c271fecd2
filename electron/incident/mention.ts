/** A stretch of what was said: plain text, or a team or place that it names. */
export interface Mention {
  readonly kind: 'text' | 'team' | 'place';
  readonly text: string;
}

// A name of several words is held together by no-break spaces, so that the text stays text: search finds the words, and
// evidence shows what was typed. Punctuation that ends a sentence does not belong to the name.
const named = /(?<![\p{L}\p{N}])[@#][\p{L}\p{N}][\p{L}\p{N}\u00a0_./-]*(?<=[\p{L}\p{N}])/gu;

/** Cuts a text into plain stretches, @teams and #places; joined again they are the text. */
export function mentions(text: string): Mention[] {
  const parts: Mention[] = [];
  let end = 0;
  for (const found of text.matchAll(named)) {
    if (found.index > end) parts.push({ kind: 'text', text: text.slice(end, found.index) });
    parts.push({ kind: found[0].startsWith('@') ? 'team' : 'place', text: found[0] });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** How a name is written after its @ or #, so that it stays one. */
export function mentionOf(sign: '@' | '#', name: string): string {
  return sign + name.trim().replace(/\s+/gu, '\u00a0');
}
