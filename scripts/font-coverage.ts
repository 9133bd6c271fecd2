// Which characters a WOFF2 font has, read from its own table: a canvas would quietly borrow the missing ones
// from whatever fonts the machine has, and the glyphs would differ from one machine to the next.
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

const headerBytes = 48;
// numbers of the tables in WOFF2's list of known tags
const cmapTag = 0;
const transformedTags = [10, 11];
const namedTag = 63;

/** Code points that the font file can draw. Throws when the file is not a WOFF2 font with a Unicode table. */
export function coverageOf(file: string): Set<number> {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, 4) !== 'wOF2') throw new Error(`${file} is not a WOFF2 font`);
  let at = headerBytes;
  let offset = 0;
  let cmap: readonly [number, number] | undefined;
  const base128 = (): number => {
    for (let value = 0; ;) {
      const byte = bytes.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  for (let left = bytes.readUInt16BE(12); left > 0; left -= 1) {
    const flags = bytes.readUInt8(at++);
    const tag = flags & 63;
    if (tag === namedTag) at += 4;
    let length = base128();
    const version = flags >> 6;
    if (transformedTags.includes(tag) ? version !== 3 : version !== 0) length = base128();
    if (tag === cmapTag) cmap = [offset, offset + length];
    offset += length;
  }
  if (!cmap) throw new Error(`${file} has no character table`);
  const tables = brotliDecompressSync(bytes.subarray(at, at + bytes.readUInt32BE(20)));
  return readCmap(tables.subarray(...cmap));
}

function readCmap(cmap: Buffer): Set<number> {
  const found = new Set<number>();
  for (let table = 0; table < cmap.readUInt16BE(2); table += 1) {
    const start = cmap.readUInt32BE(8 + table * 8);
    const format = cmap.readUInt16BE(start);
    if (format === 4) readSegments(cmap, start, found);
    if (format === 12) readGroups(cmap, start, found);
  }
  return found;
}

/** Format 4: segments of the first plane, their ends and starts in two arrays. */
function readSegments(cmap: Buffer, start: number, found: Set<number>): void {
  const doubled = cmap.readUInt16BE(start + 6);
  for (let at = 0; at < doubled; at += 2) {
    const last = cmap.readUInt16BE(start + 14 + at);
    const first = cmap.readUInt16BE(start + 16 + doubled + at);
    for (let code = first; code <= last && code < 0xffff; code += 1) found.add(code);
  }
}

/** Format 12: groups of [first, last, glyph]. */
function readGroups(cmap: Buffer, start: number, found: Set<number>): void {
  for (let group = cmap.readUInt32BE(start + 12) - 1; group >= 0; group -= 1) {
    const at = start + 16 + group * 12;
    for (let code = cmap.readUInt32BE(at); code <= cmap.readUInt32BE(at + 4); code += 1) found.add(code);
  }
}
