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
  /** Cm above sea, row by row, with walls and closed gates at their crests; `unknownCm` where not known. */
  readonly heightsCm: Int32Array;
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

/**
 * The first whole minute at which the water stands over each cell, coming from its edge over ground that lies under it: the
 * lowest crest on the way decides (the minimax path), so that one pass gives the extent at every minute. Eight neighbours.
 * Cells of unknown height let water through.
 *
 * Buckets by minute: a cell that is met first from the earliest neighbour has its final minute then, so that each is taken once.
 */
export function floodMinutes(fill: Fill): Uint8Array {
  const { columns, rows, heightsCm, surface, links, lastMinute, step } = fill;
  const count = columns * rows;
  const minutes = new Uint8Array(count + links.length).fill(never);
  // What is met in a later minute waits in a chain; what is met in this one lies on a stack.
  const next = new Int32Array(count + links.length);
  const heads = new Int32Array(lastMinute + 1).fill(-1);
  const stack = new Int32Array(count + links.length);
  let size = 0;
  let minute = 0;
  const linksAt = new Map<number, number[]>();
  links.forEach(({ from }, n) => linksAt.set(from, [...(linksAt.get(from) ?? []), n]));
  const { nodeColumns, levelCm, riseCmMin } = surface;
  const shift = Math.log2(nodeStep);
  const rest = nodeStep - 1;

  /** The first minute at which the surface is over a height. */
  const ownMinute = (column: number, row: number, heightCm: number): number => {
    if (heightCm === unknownCm) return 0;
    const n = (row >> shift) * nodeColumns + (column >> shift);
    const fx = (column & rest) / nodeStep;
    const fy = (row & rest) / nodeStep;
    const level = between(levelCm, n, nodeColumns, fx, fy);
    if (heightCm < level) return 0;
    const rise = between(riseCmMin, n, nodeColumns, fx, fy);
    return rise <= 0 ? never : Math.floor((heightCm - level) / rise) + 1;
  };
  const put = (node: number, own: number): void => {
    if (own <= minute) {
      minutes[node] = minute;
      stack[size++] = node;
    } else if (own > lastMinute) minutes[node] = tooHigh;
    else {
      minutes[node] = own;
      next[node] = heads[own]!;
      heads[own] = node;
    }
  };
  const meet = (column: number, row: number, cell: number): void => {
    if (minutes[cell] === never) put(cell, ownMinute(column, row, heightsCm[cell]!));
  };
  const meetAt = (cell: number): void => meet(cell % columns, Math.floor(cell / columns), cell);

  for (const seed of fill.seeds) meetAt(seed);
  let done = 0;
  for (; minute <= lastMinute; minute += 1) {
    for (let node = heads[minute]!; node >= 0; node = next[node]!) stack[size++] = node;
    while (size > 0) {
      const node = stack[--size]!;
      done += 1;
      if ((done & 0xffff) === 0) step?.(done);
      if (node >= count) {
        meetAt(links[node - count]!.to);
        continue;
      }
      const row = Math.floor(node / columns);
      const column = node - row * columns;
      const up = row > 0;
      const down = row + 1 < rows;
      if (column > 0) {
        if (up) meet(column - 1, row - 1, node - columns - 1);
        meet(column - 1, row, node - 1);
        if (down) meet(column - 1, row + 1, node + columns - 1);
      }
      if (up) meet(column, row - 1, node - columns);
      if (down) meet(column, row + 1, node + columns);
      if (column + 1 < columns) {
        if (up) meet(column + 1, row - 1, node - columns + 1);
        if (down) meet(column + 1, row + 1, node + columns + 1);
        meet(column + 1, row, node + 1);
      }
      if (linksAt.size === 0) continue;
      for (const n of linksAt.get(node) ?? [])
        if (minutes[count + n] === never) put(count + n, ownMinute(column, row, links[n]!.sillCm));
    }
  }
  const cells = minutes.subarray(0, count);
  for (let cell = 0; cell < count; cell += 1) if (cells[cell] === tooHigh) cells[cell] = never;
  return cells;
}
