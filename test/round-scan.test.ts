import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handMs, hear, nothingHeard } from '../renderer/round/scan.ts';

/** What comes of keys, each so many ms after the one before. */
function typed(keys: readonly (readonly [string, number])[]): (string | null)[] {
  let heard = nothingHeard;
  let atMs = 10_000;
  return keys.map(([key, wait]) => {
    atMs += wait;
    const next = hear(heard, key, atMs);
    heard = next.heard;
    return next.tag;
  });
}

describe('a bar-code reader among keys', () => {
  test('quick keys that end with Enter are a tag, whatever letters they are', () => {
    const tag = fc.string({ minLength: 2, maxLength: 30, unit: fc.constantFrom(...'PFNpfn-0123456789ABC') });
    fc.assert(
      fc.property(tag, fc.integer({ min: 1, max: handMs - 1 }), (text, wait) => {
        const keys = [...text].map((key, index) => [key, index === 0 ? 5_000 : wait] as const);
        expect(typed([...keys, ['Enter', wait]]).at(-1)).toBe(text);
      }),
    );
  });

  test('keys by hand are never one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('p', 'f', 'n', 'Enter')), (keys) => {
        expect(typed(keys.map((key) => [key, handMs] as const)).every((tag) => tag === null)).toBe(true);
      }),
    );
  });

  test('a tag is not mixed with a key pressed long before', () => {
    expect(typed([['p', 900], ['F', 900], ['X', 10], ['1', 10], ['Enter', 10]]).at(-1)).toBe('FX1'); // prettier-ignore
  });

  test('Enter alone is no tag', () => expect(typed([['Enter', 5], ['p', 500], ['Enter', 5]])).toEqual([null, null, null])); // prettier-ignore
});
