import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fold, matchExpression } from '../electron/journal/search-text.ts';
import { toCyrillic } from '../renderer/locales/cyrillic.ts';

const db = new Database(':memory:');
beforeAll(() => db.exec(`CREATE VIRTUAL TABLE said USING fts5(text, tokenize = 'unicode61')`));
afterAll(() => db.close());

/** Whether a search for `typed` finds a log that says `said`. */
function finds(said: string, typed: string): boolean {
  const match = matchExpression(typed);
  if (match === null) return false;
  db.exec('DELETE FROM said');
  db.prepare('INSERT INTO said (text) VALUES (?)').run(fold(said));
  return db.prepare('SELECT rowid FROM said WHERE said MATCH ?').all(match).length > 0;
}

describe('search finds across scripts', () => {
  test.each([
    ['Đorđević javlja: voda na mostu', 'ђорђевић'],
    ['Ђорђевић јавља: вода на мосту', 'djordjevic javlja'],
    ['Žuti dim iznad topionice', 'zuti dim'],
    ['Љубиша Његош, џак креча', 'Ljubiša Njegoš džak'],
    ['Vodostaj na G-07 je 338 cm', 'g-07'],
    ['Izmereno 12 ppm SO₂ kod kapije', 'so2'],
    ['三号泵停机，尾矿坝渗水', '尾矿坝'],
    ['3号泵停机', '3号泵'],
    ['FLOOD at the river wall', 'flo'],
    ['Straße überflutet', 'strasse uberf'],
    ['Radio in: “culvert not clear”', '"culvert'],
  ])('%s is found by %s', (said, typed) => {
    expect(finds(said, typed)).toBe(true);
  });

  test.each([
    ['Vodostaj na G-07', 'g-08'],
    ['Vodostaj 07 na mernom mestu G', 'g-07'],
    ['矿尾', '尾矿'],
    ['flood', 'lood'],
    ['flood at the gate', 'flo gate2'],
  ])('%s is not found by %s', (said, typed) => {
    expect(finds(said, typed)).toBe(false);
  });

  test('a word of the log, whatever its script, is found by its beginning', () => {
    const letters = fc.constantFrom(...'abcčćdđefghijklmnoprsštuvzž');
    const word = fc.array(letters, { minLength: 2, maxLength: 9 }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.boolean(),
        (words, pick, inCyrillic) => {
          const target = words[pick % words.length] ?? '';
          const said = inCyrillic ? toCyrillic(words.join(' ')) : words.join(' ');
          expect(finds(said, target.slice(0, Math.max(1, target.length - 1)).toUpperCase())).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a search is never syntax', () => {
  test.each(['', '   ', '"', '*', '"*', '^', ':', '-', '()', '\0', '……', '🔥', '\ud800'])(
    'nothing to search for in %j',
    (typed) => expect(matchExpression(typed)).toBeNull(),
  );

  test('operators are words', () => {
    expect(matchExpression('fire OR flood')).toBe('"fire" "or" "flood"*');
    expect(matchExpression('text:NEAR(a b, 2)')).toBe('"text near a" "b" "2"*');
  });

  test('ten kilobytes of anything answer without an error', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          '*',
          '^',
          '(',
          ')',
          ':',
          '-',
          '+',
          '\0',
          ' ',
          'a',
          'NEAR',
          'OR',
          'AND',
          'NOT',
          '{',
          '}',
          ',',
          '火',
          'ж',
        ),
        maxLength: 200,
      }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    );
    const ask = db.prepare('SELECT rowid FROM said WHERE said MATCH ?');
    fc.assert(
      fc.property(hostile, (typed) => {
        const match = matchExpression(typed);
        if (match !== null) expect(() => ask.all(match)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
    for (const unit of ['a ', '"', '火', 'a', '\0', '* ', 'NEAR(']) {
      const match = matchExpression(unit.repeat(10_240 / unit.length));
      if (match !== null) expect(() => ask.all(match)).not.toThrow();
    }
  });

  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 3_000 },
    );
  });
});
