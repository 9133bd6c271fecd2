/**
 * Which letters the bytes of a text file mean. A spreadsheet program on a Serbian, Russian or Chinese system saves CSV in
 * the system's own encoding and writes nowhere which; this guesses it, and the person may choose another.
 */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'gb18030',
] as const;
export type Encoding = (typeof encodings)[number];

export interface EncodingGuess {
  readonly encoding: Encoding;
  /** False when other encodings fit nearly as well: the person should look at the letters. */
  readonly sure: boolean;
}

/** Looked at for a guess; more would only take longer. */
const sampleBytes = 256 * 1024;

export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', sure: true };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', sure: true };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', sure: true };
  const sample = bytes.subarray(0, sampleBytes);
  const wide = wideOrder(sample);
  if (wide !== null) return { encoding: wide, sure: true };
  if (decodes(sample, 'utf-8')) return { encoding: 'utf-8', sure: true };
  return guessNarrow(sample);
}

/** UTF-16 without a mark: delimiters, digits and line ends have a zero byte on one side. */
function wideOrder(sample: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) even += 1;
    if (sample[at + 1] === 0) odd += 1;
  }
  // A few zero bytes are damage, not an encoding.
  const enough = Math.max(4, sample.length / 40);
  if (odd >= enough && odd > 8 * even) return 'utf-16le';
  if (even >= enough && even > 8 * odd) return 'utf-16be';
  return null;
}

/** Whether the bytes are whole in this encoding; a character that the end cuts is not held against it. */
function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Encodings of one byte take any bytes at all, and GB18030 takes most pairs. They are told apart by what they would make
 * of the text: letters that people of this site write, in words of one script, against letters and mixtures that nobody
 * writes.
 */
function guessNarrow(sample: Uint8Array): EncodingGuess {
  const scores = (['windows-1250', 'windows-1251', 'gb18030'] as const).map((encoding) => ({
    encoding,
    score: plausibility(sample, encoding),
  }));
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (!best || !second) return { encoding: 'windows-1250', sure: false };
  return { encoding: best.encoding, sure: best.score > 0 && best.score - second.score > 0.35 };
}

const latin = /[čćšžđČĆŠŽĐ]/u;
const cyrillic = /[\u0401-\u045f]/u;
const han = /[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]/u;
/** Marks that all of these encodings have, and that people write. */
const mark = /[°§€–—…„“”’‘«»·±×²³µ\u00a0№]/u;
/** Words of other languages that Windows-1250 holds. */
const neighbour = /[áéíóúýäëöüőűôâăîşţșțęąłńśźżěřůťďňľĺŕÁÉÍÓÚÝÄËÖÜŐŰÔÂĂÎŞŢŚŹŻŘŮŤĎŇŁĘĄß]/u;

/** From about -1 (nobody writes this) to 1 (all of it is what people write), over the characters beyond ASCII. */
function plausibility(sample: Uint8Array, encoding: Encoding): number {
  let text: string;
  if (encoding === 'gb18030') {
    if (!decodes(sample, encoding)) return -2;
    text = new TextDecoder(encoding).decode(sample, { stream: true });
  } else text = new TextDecoder(encoding).decode(sample);
  let score = 0;
  let count = 0;
  for (const word of text.split(/[^A-Za-z\u{80}-\u{10ffff}]+/u)) {
    const strange = [...word].filter((letter) => letter > '\x7f');
    if (strange.length === 0) continue;
    const hasLatin = /[A-Za-z]/u.test(word);
    const isCapital = /^\p{Lu}+$/u.test(word);
    for (const letter of strange) {
      count += 1;
      score += worth(letter, encoding, hasLatin, isCapital ? 0 : wordCase(word));
    }
  }
  return count === 0 ? 0 : score / count;
}

/** Capitals inside a word speak against an encoding: the right one gives Water, the wrong one wATER. */
function wordCase(word: string): number {
  return /\p{Ll}\p{Lu}/u.test(word) ? -0.6 : 0;
}

function worth(letter: string, encoding: Encoding, hasLatin: boolean, cased: number): number {
  if (mark.test(letter)) return 0.4;
  switch (encoding) {
    case 'windows-1250':
      if (latin.test(letter)) return hasLatin ? 1 + cased : 0.5 + cased;
      return neighbour.test(letter) ? (hasLatin ? 0.1 : -0.6) + cased : -1;
    case 'windows-1251':
      // A Cyrillic letter among Latin ones is no word.
      return cyrillic.test(letter) ? (hasLatin ? -0.9 : 1) + cased : -1;
    case 'gb18030':
      return han.test(letter) ? (isCommon(letter) ? 1 : -0.5) : -1;
    default:
      return 0;
  }
}

/**
 * GB 2312 level 1 holds the 3,755 characters that make up nearly all modern text; its rows stand at B0 to D7. Chance pairs
 * of the other encodings fall outside it more often than not.
 */
let common: ReadonlySet<string> | null = null;
function isCommon(letter: string): boolean {
  if (letter < '\u4e00' || letter > '\u9fff') return true;
  if (common === null) {
    const bytes: number[] = [];
    for (let row = 0xb0; row <= 0xd7; row += 1)
      for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
    common = new Set(new TextDecoder('gb18030').decode(new Uint8Array(bytes)));
  }
  return common.has(letter);
}

export interface Decoded {
  readonly text: string;
  /** The last character is half there: the file was cut off. */
  readonly cut: boolean;
  /** Bytes that mean nothing in this encoding stand in the middle: it is the wrong one, or the file is damaged. */
  readonly broken: boolean;
}

/** The text of the bytes; what cannot be read stands as U+FFFD. A byte order mark is left out. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): Decoded {
  const decoder = new TextDecoder(encoding);
  const begun = decoder.decode(bytes, { stream: true });
  // What is still held back is the beginning of a character whose rest is missing.
  const held = decoder.decode();
  return { text: begun + held, cut: held !== '', broken: begun.includes('\ufffd') };
}
