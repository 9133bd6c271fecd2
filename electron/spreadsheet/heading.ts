import { fold } from '../journal/search-text.ts';

/** A column that a table can take, with what people write over it in any language. */
export interface Heading {
  readonly key: string;
  readonly words: readonly string[];
}

/** Letters and digits alone, in one script: 'Инв. број' and 'inv broj' are the same. */
export function plainWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How well a header says a field: 1 when it is one of its words, less when it holds one, 0 when not at all. */
function likeness(header: string, words: readonly string[]): number {
  const said = plainWords(header);
  if (said === '') return 0;
  let best = 0;
  for (const word of words) {
    const known = plainWords(word);
    if (known === '') continue;
    if (said === known) return 1;
    const [short, long] = known.length < said.length ? [known, said] : [said, known];
    if (short.length >= 3 && ` ${long} `.includes(` ${short} `))
      best = Math.max(best, 0.4 + 0.5 * (short.length / long.length));
  }
  return best;
}

/** Which field each column holds, null for none; every field at most once, the surest first. */
export function guessColumns(headers: readonly string[], fields: readonly Heading[]): (string | null)[] {
  const pairs = headers.flatMap((header, column) =>
    fields.map((field) => ({ column, key: field.key, like: likeness(header, field.words) })),
  );
  pairs.sort((a, b) => b.like - a.like || a.column - b.column);
  const guess: (string | null)[] = headers.map(() => null);
  const taken = new Set<string>();
  for (const { column, key, like } of pairs) {
    if (like < 0.5 || guess[column] !== null || taken.has(key)) continue;
    guess[column] = key;
    taken.add(key);
  }
  return guess;
}

/** Looked at for the row of headers: files begin with titles, dates and empty rows. */
const lookedAt = 25;

/** The row (from 0) that names the columns: the one that says most fields; else the first with two texts; else the first. */
export function guessHeaderRow(rows: readonly (readonly string[])[], fields: readonly Heading[]): number {
  let best = -1;
  let bestCount = 1;
  const near = rows.slice(0, lookedAt);
  for (const [at, row] of near.entries()) {
    const count = guessColumns(row, fields).filter((key) => key !== null).length;
    if (count > bestCount) {
      bestCount = count;
      best = at;
    }
  }
  if (best >= 0) return best;
  return Math.max(
    0,
    near.findIndex((row) => row.filter((cell) => cell.trim() !== '').length >= 2),
  );
}
