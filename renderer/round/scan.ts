/**
 * Tells a bar-code reader from a hand: it types a whole tag in quick succession and ends with Enter. A letter that stands
 * alone for this long was meant as a key.
 */
export const handMs = 90;

/** The keys that came in quick succession, and when the last of them came. */
export interface Heard {
  readonly text: string;
  readonly atMs: number;
}
export const nothingHeard: Heard = { text: '', atMs: 0 };

/** One more key at a time. A slow one begins anew. Enter after several quick ones gives the tag that was read. */
export function hear(
  before: Heard,
  key: string,
  atMs: number,
): { readonly heard: Heard; readonly tag: string | null } {
  const quick = atMs - before.atMs < handMs;
  if (key === 'Enter')
    return { heard: nothingHeard, tag: quick && before.text.length > 1 ? before.text : null };
  return { heard: { text: quick ? before.text + key : key, atMs }, tag: null };
}
