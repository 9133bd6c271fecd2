import { deflateSync } from 'node:zlib';

/** A GeoTIFF written by hand, so that reading is tried against something that is not the reader's own writer. */
export interface GeoTiff {
  readonly columns: number;
  readonly rows: number;
  readonly heights: readonly number[];
  readonly kind?: 'int16' | 'float32';
  readonly bands?: number;
  /** Compression: none, LZW, deflate; in strips of some rows or tiles of 16 cells. */
  readonly compression?: 1 | 5 | 8;
  readonly tiled?: boolean;
  readonly bigEndian?: boolean;
  readonly epsg?: number | null;
  readonly citation?: string;
  readonly verticalUnit?: number;
  readonly scale?: readonly [number, number] | null;
  readonly origin?: readonly [number, number];
  readonly pixelIsPoint?: boolean;
  readonly noData?: string;
  /** The sixteen numbers of a transformation in the place of scale and origin. */
  readonly transformation?: readonly number[];
}

type Field = readonly [tag: number, type: 2 | 3 | 4 | 12, values: readonly number[] | string];
const sizes = { 2: 1, 3: 2, 4: 4, 12: 8 } as const;

export function geoTiff(given: GeoTiff): Buffer {
  const {
    columns,
    rows,
    kind = 'float32',
    bands = 1,
    compression = 1,
    tiled = false,
    bigEndian = false,
  } = given;
  const bytes = kind === 'int16' ? 2 : 4;
  const put = (values: readonly number[]): Buffer => {
    const block = Buffer.alloc(values.length * bytes * bands);
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    values.forEach((value, n) => {
      for (let band = 0; band < bands; band += 1) {
        const at = (n * bands + band) * bytes;
        if (kind === 'int16') view.setInt16(at, value, !bigEndian);
        else view.setFloat32(at, value, !bigEndian);
      }
    });
    return compression === 8 ? deflateSync(block) : compression === 5 ? lzw(block) : block;
  };
  const cell = (column: number, row: number): number =>
    column < columns && row < rows ? given.heights[row * columns + column]! : 0;
  const blocks: Buffer[] = [];
  const side = 16;
  const stripRows = 7;
  if (tiled)
    for (let top = 0; top < rows; top += side)
      for (let left = 0; left < columns; left += side)
        blocks.push(
          put(
            Array.from({ length: side * side }, (_, n) =>
              cell(left + (n % side), top + Math.floor(n / side)),
            ),
          ),
        );
  else
    for (let top = 0; top < rows; top += stripRows)
      blocks.push(put(given.heights.slice(top * columns, Math.min(rows, top + stripRows) * columns)));

  const projected =
    given.epsg !== undefined && given.epsg !== null && given.epsg !== 4326 && given.epsg !== 4258;
  const keys: number[][] = [];
  if (given.epsg !== null) {
    keys.push([1024, 0, 1, projected ? 1 : 2], [1025, 0, 1, given.pixelIsPoint ? 2 : 1]);
    const citation = given.citation ?? '';
    if (projected) {
      keys.push([3072, 0, 1, given.epsg ?? 32_634]);
      if (citation !== '') keys.push([3073, 34_737, citation.length + 1, 0]);
    } else keys.push([2048, 0, 1, given.epsg ?? 4326]);
    if (given.verticalUnit !== undefined) keys.push([4099, 0, 1, given.verticalUnit]);
  }
  const { origin = [585_000, 4_881_000], scale = [10, 10] } = given;
  const fields: Field[] = [
    [256, 3, [columns]],
    [257, 3, [rows]],
    [258, 3, Array.from({ length: bands }, () => bytes * 8)],
    [259, 3, [compression]],
    [262, 3, [1]],
    [277, 3, [bands]],
    [339, 3, Array.from({ length: bands }, () => (kind === 'int16' ? 2 : 3))],
    ...(tiled
      ? ([[322, 3, [side]], [323, 3, [side]], [324, 4, blocks.map(() => 0)], [325, 4, blocks.map((block) => block.length)]] as Field[])
      : ([[273, 4, blocks.map(() => 0)], [278, 3, [stripRows]], [279, 4, blocks.map((block) => block.length)]] as Field[])),
    ...(given.transformation
      ? ([[34_264, 12, given.transformation]] as Field[])
      : scale === null
        ? []
        : ([[33_550, 12, [scale[0], scale[1], 0]], [33_922, 12, [0, 0, 0, origin[0], origin[1], 0]]] as Field[])),
    ...(given.epsg === null ? [] : ([[34_735, 3, [1, 1, 0, keys.length, ...keys.flat()]]] as Field[])),
    ...(given.citation ? ([[34_737, 2, `${given.citation}|`]] as Field[]) : []),
    ...(given.noData === undefined ? [] : ([[42_113, 2, given.noData]] as Field[])),
  ]; // prettier-ignore
  return assemble(
    fields.toSorted((a, b) => a[0] - b[0]),
    blocks,
    bigEndian,
  );
}

function assemble(fields: readonly Field[], blocks: readonly Buffer[], bigEndian: boolean): Buffer {
  const directory = 2 + fields.length * 12 + 4;
  let free = 8 + directory;
  const lengthOf = ([, type, values]: Field): number =>
    typeof values === 'string' ? values.length + 1 : values.length * sizes[type];
  const outside = fields.map((field) => {
    const length = lengthOf(field);
    const at = length > 4 ? free : -1;
    if (length > 4) free += length + (length % 2);
    return at;
  });
  const starts = blocks.map((block) => {
    const at = free;
    free += block.length;
    return at;
  });
  const file = Buffer.alloc(free);
  const u16 = (value: number, at: number): void =>
    void (bigEndian ? file.writeUInt16BE(value, at) : file.writeUInt16LE(value, at));
  const u32 = (value: number, at: number): void =>
    void (bigEndian ? file.writeUInt32BE(value, at) : file.writeUInt32LE(value, at));
  file.write(bigEndian ? 'MM' : 'II', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(fields.length, 8);
  fields.forEach(([tag, type, values], n) => {
    const at = 10 + n * 12;
    const list = tag === 273 || tag === 324 ? starts : values;
    u16(tag, at);
    u16(type, at + 2);
    u32(typeof list === 'string' ? list.length + 1 : list.length, at + 4);
    const where = outside[n]! < 0 ? at + 8 : outside[n]!;
    if (outside[n]! >= 0) u32(where, at + 8);
    if (typeof list === 'string') file.write(list, where, 'latin1');
    else
      list.forEach((value, i) => {
        if (type === 3) u16(value, where + i * 2);
        else if (type === 4) u32(value, where + i * 4);
        else if (bigEndian) file.writeDoubleBE(value, where + i * 8);
        else file.writeDoubleLE(value, where + i * 8);
      });
  });
  blocks.forEach((block, n) => block.copy(file, starts[n]));
  return file;
}

/** TIFF's LZW: codes of growing width, the highest bit first. */
function lzw(bytes: Buffer): Buffer {
  const out: number[] = [];
  let [bits, held] = [0, 0];
  let width = 9;
  const put = (code: number): void => {
    bits = (bits << width) | code;
    held += width;
    while (held >= 8) {
      held -= 8;
      out.push((bits >> held) & 0xff);
    }
    bits &= (1 << held) - 1;
  };
  let table = new Map<string, number>();
  let next = 258;
  const reset = (): void => {
    put(256);
    table = new Map(Array.from({ length: 256 }, (_, n) => [String.fromCharCode(n), n]));
    next = 258;
    width = 9;
  };
  reset();
  let known = '';
  for (const byte of bytes) {
    const longer = known + String.fromCharCode(byte);
    if (table.has(longer)) {
      known = longer;
      continue;
    }
    put(table.get(known)!);
    table.set(longer, next);
    next += 1;
    known = String.fromCharCode(byte);
    if (next === 4095) {
      reset();
    } else if (next >= 1 << width) width += 1;
  }
  if (known !== '') put(table.get(known)!);
  put(257);
  if (held > 0) out.push((bits << (8 - held)) & 0xff);
  return Buffer.from(out);
}
