import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../resources/map/glyphs');
const stacks = ['Noto Sans Regular', 'Noto Sans Bold'];

interface Glyph {
  id: number;
  bitmap: Uint8Array;
  width: number;
  height: number;
  left: number;
  top: number;
  advance: number;
}

/** Reads a glyph file the way the map does. */
function glyphsIn(stack: string, range: string): { name: string; range: string; glyphs: Map<number, Glyph> } {
  const found = { name: '', range: '', glyphs: new Map<number, Glyph>() };
  const readGlyph = (tag: number, glyph: Glyph, pbf: PbfReader): void => {
    if (tag === 1) glyph.id = pbf.readVarint();
    else if (tag === 2) glyph.bitmap = pbf.readBytes();
    else if (tag === 3) glyph.width = pbf.readVarint();
    else if (tag === 4) glyph.height = pbf.readVarint();
    else if (tag === 5) glyph.left = pbf.readSVarint();
    else if (tag === 6) glyph.top = pbf.readSVarint();
    else if (tag === 7) glyph.advance = pbf.readVarint();
  };
  new PbfReader(readFileSync(join(folder, stack, `${range}.pbf`))).readFields((stackTag, _all, outer) => {
    if (stackTag !== 1) return;
    outer.readMessage((tag, _stack, pbf) => {
      if (tag === 1) found.name = pbf.readString();
      else if (tag === 2) found.range = pbf.readString();
      else if (tag === 3) {
        const glyph = pbf.readMessage(readGlyph, { id: 0, bitmap: new Uint8Array(), width: 0, height: 0, left: 0, top: 0, advance: 0 }); // prettier-ignore
        found.glyphs.set(glyph.id, glyph);
      }
    }, null);
  }, null);
  return found;
}

function glyphOf(stack: string, character: string): Glyph | undefined {
  const code = character.codePointAt(0) ?? 0;
  const start = code - (code % 256);
  return glyphsIn(stack, `${start}-${start + 255}`).glyphs.get(code);
}

describe.each(stacks)('%s', (stack) => {
  test.each(Array.from('AzŠšČčĆćĐđŽžЂђЉљЊњЋћЏџЖжШ059.,:–—„“…°±²³µ·₂№→↑↓■▲●◆≥≤，。（）《》'))(
    'has %s',
    (character) => {
      const glyph = glyphOf(stack, character);
      expect(glyph).toBeDefined();
      expect(glyph?.width).toBeGreaterThan(0);
      // three pixels around each glyph, for the halo
      expect(glyph?.bitmap.length).toBe(((glyph?.width ?? 0) + 6) * ((glyph?.height ?? 0) + 6));
      expect(glyph?.advance).toBeGreaterThan(0);
      expect(Math.max(...(glyph?.bitmap ?? []))).toBeGreaterThan(191);
    },
  );

  test('a space is wide and empty', () => {
    const space = glyphOf(stack, ' ');
    expect(space?.bitmap.length).toBe(0);
    expect(space?.advance).toBeGreaterThan(3);
  });

  test('letters stand on one line: capitals as high as each other, a descender below', () => {
    const [latin, cyrillic, descender] = ['H', 'Н', 'p'].map((character) => glyphOf(stack, character));
    expect(latin?.top).toBe(cyrillic?.top);
    expect((descender?.top ?? 0) - (descender?.height ?? 0)).toBeLessThan(
      (latin?.top ?? 0) - (latin?.height ?? 0),
    );
  });

  test('each file names its stack and range, in order', () => {
    for (const file of readdirSync(join(folder, stack))) {
      const range = file.replace('.pbf', '');
      const read = glyphsIn(stack, range);
      expect([read.name, read.range]).toEqual([stack, range]);
      const [from, to] = range.split('-').map(Number) as [number, number];
      for (const id of read.glyphs.keys()) expect(id >= from && id <= to).toBe(true);
    }
  });
});

test('bold is bolder, in the signs of the Chinese font too', () => {
  const ink = (stack: string, character: string): number => {
    let sum = 0;
    for (const value of glyphOf(stack, character)?.bitmap ?? []) sum += value;
    return sum;
  };
  for (const character of ['Ж', '→'])
    expect(ink('Noto Sans Bold', character)).toBeGreaterThan(ink('Noto Sans Regular', character));
});
