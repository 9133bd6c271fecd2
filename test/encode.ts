import type { Encoding } from '../electron/spreadsheet/encoding.ts';

/** Bytes of text in an encoding that JavaScript can only read: the decoder's table turned round. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < text.length; at += 1)
      view.setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le');
    return bytes;
  }
  const table = tableOf(encoding);
  return new Uint8Array(
    [...text].flatMap((letter) => {
      const bytes = letter < '\x80' ? [letter.charCodeAt(0)] : table.get(letter);
      if (!bytes) throw new Error(`${encoding} has no ${letter}`);
      return bytes;
    }),
  );
}

const tables = new Map<Encoding, Map<string, number[]>>();

function tableOf(encoding: Encoding): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, number[]>();
  const add = (bytes: number[]): void => {
    try {
      const letter = decoder.decode(new Uint8Array(bytes));
      if ([...letter].length === 1 && !table.has(letter)) table.set(letter, bytes);
    } catch {
      // not a character of this encoding
    }
  };
  for (let first = 0x80; first <= 0xff; first += 1) {
    if (encoding !== 'gb18030') add([first]);
    else for (let second = 0x40; second <= 0xfe; second += 1) if (second !== 0x7f) add([first, second]);
  }
  tables.set(encoding, table);
  return table;
}
