import { unknownCm } from './grid.ts';

/** Cells between two nodes at which the water's surface is known; between them it is taken as even. */
export const nodeStep = 8;

/** The water's surface as it would stand everywhere, at nodes every eight cells. */
export interface Surface {
  readonly nodeColumns: number;
  readonly nodeRows: number;
  /** Level now in cm above sea. */
  readonly levelCm: Float32Array;
  /** How it rises, cm a minute; 0 where it stands or falls. */
  readonly riseCmMin: Float32Array;
}

/** A way of the water under a wall: a culvert, an open gate. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** The water passes when it stands over this, cm above sea. */
  readonly sillCm: number;
}

export interface Fill {
  readonly columns: number;
  readonly rows: number;
  /** Cm above sea with walls and closed gates at their crests; `unknownCm` where not known. */
  readonly tiled: Tiled;
  readonly surface: Surface;
  /** Cells at the water's edge. */
  readonly seeds: readonly number[];
  readonly links: readonly Link[];
  /** How far ahead, at most 240. */
  readonly lastMinute: number;
  /** Called now and then with the cells done; may throw to call it off. */
  readonly step?: (done: number) => void;
}

/** Not reached within the time asked for. */
export const never = 255;
/** Looked at and found too high: not asked again from another side. */
const tooHigh = 254;

/** The level at a cell so many minutes ahead, cm above sea. */
export function surfaceAt(surface: Surface, column: number, row: number, minute: number): number {
  const { nodeColumns, levelCm, riseCmMin } = surface;
  const i = Math.floor(column / nodeStep);
  const j = Math.floor(row / nodeStep);
  const n = j * nodeColumns + i;
  const fx = column / nodeStep - i;
  const fy = row / nodeStep - j;
  const level = between(levelCm, n, nodeColumns, fx, fy);
  return minute === 0 ? level : level + between(riseCmMin, n, nodeColumns, fx, fy) * minute;
}

/** Between four nodes, the first of which is `n`. */
function between(of: Float32Array, n: number, nodeColumns: number, fx: number, fy: number): number {
  const m = n + nodeColumns;
  const upper = of[n]! + (of[n + 1]! - of[n]!) * fx;
  return upper + (of[m]! + (of[m + 1]! - of[m]!) * fx - upper) * fy;
}

// Cells lie in tiles of 8 by 8 while the water spreads: those around a cell then lie near it in memory, which is most of the
// time that four million of them take. The nodes of the surface are the corners of the tiles.
const tileShift = 3;
const inTile = nodeStep - 1;

/** Heights in tiles; what only fills up a tile at the edge is never asked for. */
export interface Tiled {
  readonly columns: number;
  readonly rows: number;
  readonly tileColumns: number;
  readonly heightsCm: Int32Array;
}

export function tiled(columns: number, rows: number, heightsCm: Int32Array): Tiled {
  const tileColumns = (columns + inTile) >> tileShift;
  const tileRows = (rows + inTile) >> tileShift;
  const into = new Int32Array(tileColumns * tileRows * nodeStep * nodeStep);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += nodeStep)
      into.set(
        heightsCm.subarray(row * columns + column, row * columns + Math.min(columns, column + nodeStep)),
        tileCell(tileColumns, column, row),
      );
  return { columns, rows, tileColumns, heightsCm: into };
}

function tileCell(tileColumns: number, column: number, row: number): number {
  const tile = (row >> tileShift) * tileColumns + (column >> tileShift);
  return (tile << (2 * tileShift)) | ((row & inTile) << tileShift) | (column & inTile);
}

/**
 * The first whole minute at which the water stands over each cell, coming from its edge over ground that lies under it: the
 * lowest crest on the way decides (the minimax path), so that one pass gives the extent at every minute. Eight neighbours.
 * Cells of unknown height let water through.
 *
 * Buckets by minute: a cell that is met first from the earliest neighbour has its final minute then, so that each is taken once.
 * One loop without functions inside: it is run through by millions of cells.
 */
export function floodMinutes(fill: Fill): Uint8Array {
  const { columns, rows, surface, links, lastMinute, step } = fill;
  const { tileColumns, heightsCm } = fill.tiled;
  const { nodeColumns, levelCm, riseCmMin } = surface;
  const count = heightsCm.length;
  const cellOf = (cell: number): number => tileCell(tileColumns, cell % columns, Math.floor(cell / columns));
  const minutes = new Uint8Array(count + links.length).fill(never);
  // What is met in a later minute waits in a chain; what is met in this one lies on a stack.
  const next = new Int32Array(count + links.length);
  const heads = new Int32Array(lastMinute + 1).fill(-1);
  const stack = new Int32Array(count + links.length);
  const ends = links.map(({ to }) => cellOf(to));
  const linksAt = new Map<number, number[]>();
  links.forEach(({ from }, n) => linksAt.set(cellOf(from), [...(linksAt.get(cellOf(from)) ?? []), n]));
  const linked = linksAt.size > 0;
  const seeds = fill.seeds.map(cellOf);
  let done = 0;
  for (let minute = 0; minute <= lastMinute; minute += 1) {
    let size = 0;
    for (let node = heads[minute]!; node >= 0; node = next[node]!) stack[size++] = node;
    while (size > 0 || seeds.length > 0) {
      // The cells that are met from what is taken: the eight around a cell, the far end of a link, a seed itself.
      let node = size > 0 ? stack[--size]! : -1;
      let around = 1;
      done += 1;
      if ((done & 0xffff) === 0) step?.(done);
      if (node < 0 || node >= count) {
        node = node < 0 ? seeds.pop()! : ends[node - count]!;
        around = 0;
      }
      const tile = node >> (2 * tileShift);
      const tileRow = Math.floor(tile / tileColumns);
      const row = (tileRow << tileShift) | ((node >> tileShift) & inTile);
      const column = ((tile - tileRow * tileColumns) << tileShift) | (node & inTile);
      const bottom = Math.min(rows - 1, row + around);
      const left = Math.max(0, column - around);
      const right = Math.min(columns - 1, column + around);
      for (let y = Math.max(0, row - around); y <= bottom; y += 1) {
        const tiles = (y >> tileShift) * tileColumns;
        const inRow = (y & inTile) << tileShift;
        for (let x = left; x <= right; x += 1) {
          const cell = ((tiles + (x >> tileShift)) << (2 * tileShift)) | inRow | (x & inTile);
          if (minutes[cell] !== never) continue;
          const height = heightsCm[cell]!;
          let own = 0;
          if (height !== unknownCm) {
            const n = (y >> tileShift) * nodeColumns + (x >> tileShift);
            const fx = (x & inTile) / nodeStep;
            const fy = (y & inTile) / nodeStep;
            const level = between(levelCm, n, nodeColumns, fx, fy);
            if (height >= level) {
              const rise = between(riseCmMin, n, nodeColumns, fx, fy);
              own = rise <= 0 ? never : Math.floor((height - level) / rise) + 1;
            }
          }
          if (own <= minute) {
            minutes[cell] = minute;
            stack[size++] = cell;
          } else if (own > lastMinute) minutes[cell] = tooHigh;
          else {
            minutes[cell] = own;
            next[cell] = heads[own]!;
            heads[own] = cell;
          }
        }
      }
      if (!linked || around === 0) continue;
      for (const n of linksAt.get(node) ?? []) {
        const link = count + n;
        if (minutes[link] !== never) continue;
        const opens = Math.max(minute, minuteOver(surface, column, row, links[n]!.sillCm));
        if (opens > lastMinute) continue;
        minutes[link] = opens;
        if (opens === minute) stack[size++] = link;
        else {
          next[link] = heads[opens]!;
          heads[opens] = link;
        }
      }
    }
  }
  return rowByRow(fill.tiled, minutes);
}

/** Out of the tiles again; what was too high is never reached. */
function rowByRow({ columns, rows, tileColumns }: Tiled, minutes: Uint8Array): Uint8Array {
  const cells = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += nodeStep) {
      const from = tileCell(tileColumns, column, row);
      cells.set(minutes.subarray(from, from + Math.min(nodeStep, columns - column)), row * columns + column);
    }
  for (let cell = 0; cell < cells.length; cell += 1) if (cells[cell] === tooHigh) cells[cell] = never;
  return cells;
}

/** The first whole minute at which the surface at a cell is over a height. */
function minuteOver(surface: Surface, column: number, row: number, heightCm: number): number {
  if (heightCm === unknownCm) return 0;
  const level = surfaceAt(surface, column, row, 0);
  if (heightCm < level) return 0;
  const rise = surfaceAt(surface, column, row, 1) - level;
  return rise <= 0 ? never : Math.floor((heightCm - level) / rise) + 1;
}
