import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes of one piece of packed heights in the site. */
export const pieceBytes = 1024 * 1024;

/**
 * Heights in cm as they are kept: each as its difference from the one before, the four bytes of all of them apart, deflated.
 * Gentle ground takes about a byte a cell.
 */
export function packHeights(heightsCm: Int32Array): Uint8Array {
  const count = heightsCm.length;
  const planes = new Uint8Array(count * 4);
  let before = 0;
  for (let cell = 0; cell < count; cell += 1) {
    const height = heightsCm[cell]!;
    const difference = (height - before) | 0;
    // Small differences of either sign take one byte.
    const folded = (difference << 1) ^ (difference >> 31);
    planes[cell] = folded;
    planes[count + cell] = folded >>> 8;
    planes[2 * count + cell] = folded >>> 16;
    planes[3 * count + cell] = folded >>> 24;
    before = height;
  }
  return deflateRawSync(planes, { level: 6 });
}

export function unpackHeights(packed: Uint8Array, count: number): Int32Array {
  const planes = inflateRawSync(packed, { maxOutputLength: Math.max(1, count * 4) });
  const heightsCm = new Int32Array(count);
  let before = 0;
  for (let cell = 0; cell < count; cell += 1) {
    const folded =
      planes[cell]! |
      (planes[count + cell]! << 8) |
      (planes[2 * count + cell]! << 16) |
      (planes[3 * count + cell]! << 24);
    before = (before + ((folded >>> 1) ^ -(folded & 1))) | 0;
    heightsCm[cell] = before;
  }
  return heightsCm;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
