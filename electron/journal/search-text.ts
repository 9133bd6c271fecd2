/**
 * Text as the full-text index sees it, so that one search finds all scripts: lower case, Serbian Cyrillic
 * and Latin alike, without diacritics, every Chinese character a word of its own. The index is filled with
 * `fold` and asked with `matchExpression`; both must come from here.
 */

/** Letters that do not fall apart into a base letter and marks. Serbian first, then its neighbours. */
const plain: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'dj', е: 'e', ж: 'z', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l',
  љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'c', у: 'u', ф: 'f', х: 'h',
  ц: 'c', ч: 'c', џ: 'dz', ш: 's',
  й: 'j', ѓ: 'gj', ќ: 'kj', ѕ: 'dz', ы: 'y', э: 'e', ю: 'ju', я: 'ja', щ: 'st', ъ: 'a', ь: '', є: 'je',
  і: 'i', ї: 'ji', ґ: 'g', ў: 'u', ё: 'e',
  đ: 'dj', ð: 'd', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ı: 'i', þ: 'th',
}; // prettier-ignore

const ideograph =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script=Hangul}]/gu;

/** Text folded for the index: words separated by spaces, comparable across scripts. Folding twice changes nothing. */
export function fold(text: string): string {
  return (
    plainLetters(text.normalize('NFKC').toLowerCase())
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .normalize('NFC')
      // again: taking marks off may have left a letter of the table, or a capital
      .toLowerCase()
      .replace(/[^\0-\x7f]/gu, (letter) => plain[letter] ?? letter)
      .replace(ideograph, ' $& ')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

function plainLetters(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (letter) => plain[letter] ?? letter);
}

/** Longest search that is looked at, in characters; the rest of a pasted page adds nothing. */
const longest = 400;
/** A page of one Chinese character would otherwise be one phrase of four hundred, looked for in every entry that has it. */
const mostTokens = 16;

/**
 * What the user typed, as an FTS5 MATCH expression: all words must occur, the last one may go on
 * (`flo` finds flood), codes such as G-07 and runs of Chinese are phrases. Every character that could be
 * syntax is gone and every phrase is quoted, so any text is safe. Null when there is nothing to search for.
 */
export function matchExpression(userText: string): string | null {
  let left = mostTokens;
  const phrases = userText
    .slice(0, longest)
    .split(/\s+/u)
    .map((part) => {
      const taken = tokens(fold(part)).slice(0, left);
      left -= taken.length;
      return taken.join(' ');
    })
    .filter((phrase) => phrase !== '');
  if (phrases.length === 0) return null;
  return phrases.map((phrase) => `"${phrase}"`).join(' ') + '*';
}

/** Runs of what unicode61 takes for word characters. */
function tokens(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
