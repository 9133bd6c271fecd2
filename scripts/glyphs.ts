// Draws the map's letters: signed distance fields in the glyph format of mapbox-gl, one file per 256
// characters, from the fonts that the screens use too. Run it when those fonts change:
//   node scripts/glyphs.ts [FOLDER]     default resources/map/glyphs, which is committed
// Ideographs are drawn in the map itself (localIdeographFontFamily); here are all the rest: Latin, Greek,
// Cyrillic, punctuation, and from the Chinese font the arrows, shapes and full-width signs that Noto Sans lacks.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, GlobalFonts, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import TinySDF from '@mapbox/tiny-sdf';
import { PbfWriter } from 'pbf';
import { coverageOf } from './font-coverage.ts';

const root = join(import.meta.dirname, '..');
const fonts = join(root, 'node_modules');
const textSubsets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];
const rangeStarts = [
  0x0000, 0x0100, 0x0200, 0x0300, 0x0400, 0x0500, 0x1e00, 0x1f00, 0x2000, 0x2100, 0x2200, 0x2300, 0x2400, 0x2500,
  0x2600, 0x2700, 0x3000, 0xff00,
]; // prettier-ignore

/** Distance from the top of the line to the baseline of Noto Sans at 24 px; the map expects tops from there. */
const ascent = 26;
const sdf = { fontSize: 24, buffer: 3, radius: 8, cutoff: 0.25 };

// SO₂ is written with a subscript that neither font has: a smaller digit, lowered.
const subscripts = { first: 0x2080, last: 0x2089, fontSize: 15, loweredBy: 4 };

interface Face {
  readonly family: string;
  readonly covers: ReadonlySet<number>;
}

interface Glyph {
  readonly id: number;
  readonly bitmap: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly advance: number;
}

/** TinySDF on a canvas without a screen; its types leave out these two members. */
class CanvasSdf extends TinySDF {
  declare readonly ctx: SKRSContext2D;

  _createCanvas(size: number): Canvas {
    return createCanvas(size, size);
  }
}

function register(file: string, family: string): Face {
  if (!GlobalFonts.registerFromPath(file, family)) throw new Error(`cannot read the font ${file}`);
  return { family, covers: coverageOf(file) };
}

/** Faces in order of preference: the first that has a character draws it. */
function facesFor(weight: 400 | 700): Face[] {
  const text = textSubsets.map((subset) =>
    register(
      join(fonts, `@fontsource/noto-sans/files/noto-sans-${subset}-${weight}-normal.woff2`),
      `Glyphs ${subset} ${weight}`,
    ),
  );
  const chinese = join(fonts, '@fontsource-variable/noto-sans-sc/files');
  const signs = readdirSync(chinese)
    .filter((file) => file.endsWith('-wght-normal.woff2'))
    .sort()
    .map((file) => register(join(chinese, file), `Glyphs ${file}`));
  return [...text, ...signs];
}

type Draw = (face: Face, character: string, fontSize: number) => ReturnType<TinySDF['draw']>;

/** One drawing canvas per face and size, made when first needed. */
function drawerFor(weight: 400 | 700): Draw {
  const drawers = new Map<string, CanvasSdf>();
  return ({ family }, character, fontSize) => {
    const key = `${family} ${fontSize}`;
    let drawer = drawers.get(key);
    if (!drawer) {
      drawer = new CanvasSdf({ ...sdf, fontSize, fontFamily: `"${family}"`, fontWeight: String(weight) });
      drawer.ctx.fontVariationSettings = `"wght" ${weight}`;
      drawers.set(key, drawer);
    }
    return drawer.draw(character);
  };
}

function glyphsOf(start: number, faces: readonly Face[], draw: Draw): Glyph[] {
  const glyphs: Glyph[] = [];
  for (let id = start; id < start + 256; id += 1) {
    const character = String.fromCodePoint(id);
    if (/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Script=Han}]/u.test(character)) continue;
    const face = faces.find((one) => one.covers.has(id));
    if (face) glyphs.push(glyphFrom(id, draw(face, character, sdf.fontSize), 0));
    else if (id >= subscripts.first && id <= subscripts.last && faces[0])
      glyphs.push(
        glyphFrom(
          id,
          draw(faces[0], String(id - subscripts.first), subscripts.fontSize),
          subscripts.loweredBy,
        ),
      );
  }
  return glyphs;
}

function glyphFrom(id: number, drawn: ReturnType<Draw>, loweredBy: number): Glyph {
  const blank = drawn.glyphWidth === 0 || drawn.glyphHeight === 0;
  return {
    id,
    bitmap: blank ? new Uint8ClampedArray() : drawn.data,
    width: blank ? 0 : drawn.glyphWidth,
    height: blank ? 0 : drawn.glyphHeight,
    left: drawn.glyphLeft,
    top: drawn.glyphTop - ascent - loweredBy,
    advance: Math.round(drawn.glyphAdvance),
  };
}

/** The glyph message that the map reads: a stack with its name, its range and its glyphs. */
function encode(name: string, range: string, glyphs: readonly Glyph[]): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeMessage(
    1,
    (_nothing: undefined, stack) => {
      stack.writeStringField(1, name);
      stack.writeStringField(2, range);
      for (const glyph of glyphs) stack.writeMessage(3, writeGlyph, glyph);
    },
    undefined,
  );
  return pbf.finish();
}

function writeGlyph(glyph: Glyph, pbf: PbfWriter): void {
  pbf.writeVarintField(1, glyph.id);
  if (glyph.bitmap.length > 0) pbf.writeBytesField(2, Uint8Array.from(glyph.bitmap));
  pbf.writeVarintField(3, glyph.width);
  pbf.writeVarintField(4, glyph.height);
  pbf.writeSVarintField(5, glyph.left);
  pbf.writeSVarintField(6, glyph.top);
  pbf.writeVarintField(7, glyph.advance);
}

const folder = process.argv[2] ?? join(root, 'resources/map/glyphs');
let files = 0;
let bytes = 0;
for (const [name, weight] of [
  ['Noto Sans Regular', 400],
  ['Noto Sans Bold', 700],
] as const) {
  const faces = facesFor(weight);
  const draw = drawerFor(weight);
  mkdirSync(join(folder, name), { recursive: true });
  for (const start of rangeStarts) {
    const range = `${start}-${start + 255}`;
    const message = encode(name, range, glyphsOf(start, faces, draw));
    writeFileSync(join(folder, name, `${range}.pbf`), message);
    files += 1;
    bytes += message.length;
  }
}
console.log(`${files} glyph files, ${Math.round(bytes / 1024)} kB, in ${folder}`);
