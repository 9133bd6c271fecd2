/** Depths in cm at which a band ends; the last goes on. */
export const bandEndsCm = [30, 100, 200] as const;
/** What is drawn: 0.3 m is over a boot, 1 m over a pump's motor, 2 m over a man. */
export const bands = ['shallow', 'knee', 'chest', 'over', 'unknown'] as const;
export type Band = (typeof bands)[number];

/** Number of a band in a raster, 1 … 5; 0 is dry. */
export function bandOf(depthCm: number): number {
  const at = bandEndsCm.findIndex((end) => depthCm < end);
  return (at < 0 ? bandEndsCm.length : at) + 1;
}

/** A ring in columns and rows; the first corner is not repeated. */
type Ring = [number, number][];

// Directions of an edge: east, south, west, north. A region lies to the right of its edges, rows running down.
const stepX = [1, 0, -1, 0] as const;
const stepY = [0, 1, 0, -1] as const;

/**
 * Outlines of the regions of a raster by their number, each as polygons (outer ring first, then its holes) in columns and rows.
 * Cells of a region that only meet at a corner are two polygons. Corners are cut through the middles of the cells' sides, so
 * that a slanting edge is a line and not a stair.
 */
export function outlines(labels: Uint8Array, columns: number, rows: number): Map<number, Ring[][]> {
  const parts = componentsOf(labels, columns, rows);
  const label = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows ? 0 : parts[row * columns + column]!;
  // Cells along whose north side a ring has been walked.
  const walked = new Uint8Array(columns * rows);
  const polygons = new Map<number, { of: number; outer: Ring; holes: Ring[] }>();
  const holes: { part: number; ring: Ring }[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column;
      const part = parts[cell]!;
      if (part === 0) continue;
      // A ring has a side to the north somewhere: outer ones at their top, holes at their bottom.
      if (label(column, row - 1) === part || walked[cell] === 1) continue;
      const { ring, area } = walk(column, row, part);
      if (area > 0) polygons.set(part, { of: labels[cell]!, outer: ring, holes: [] });
      else holes.push({ part, ring });
    }
  for (const { part, ring } of holes) polygons.get(part)?.holes.push(ring);
  const found = new Map<number, Ring[][]>();
  for (const { of, outer, holes: inner } of polygons.values()) {
    const known = found.get(of) ?? [];
    known.push([outer, ...inner]);
    found.set(of, known);
  }
  return found;

  /** Along the sides of one part from the north side of a cell, until it is there again. */
  function walk(startColumn: number, startRow: number, part: number): { ring: Ring; area: number } {
    const middles: Ring = [];
    let twice = 0;
    let [x, y, direction] = [startColumn, startRow, 0];
    do {
      if (direction === 0) walked[y * columns + x] = 1;
      const [nx, ny] = [x + stepX[direction]!, y + stepY[direction]!];
      middles.push([(x + nx) / 2, (y + ny) / 2]);
      twice += x * ny - nx * y;
      [x, y] = [nx, ny];
      // Right first: cells that only meet at a corner stay apart.
      for (const turn of [1, 0, 3]) {
        const to = (direction + turn) % 4;
        if (isSide(x, y, to, part)) {
          direction = to;
          break;
        }
      }
    } while (x !== startColumn || y !== startRow || direction !== 0);
    return { ring: straightened(middles), area: twice };
  }
  /** Whether the step from a corner has the part on its right and something else on its left. */
  function isSide(x: number, y: number, direction: number, part: number): boolean {
    switch (direction) {
      case 0:
        return label(x, y) === part && label(x, y - 1) !== part;
      case 1:
        return label(x - 1, y) === part && label(x, y) !== part;
      case 2:
        return label(x - 1, y - 1) === part && label(x - 1, y) !== part;
      default:
        return label(x, y - 1) === part && label(x - 1, y - 1) !== part;
    }
  }
}

/** Numbers cells of one label that hang together by their sides; 0 stays 0. */
function componentsOf(labels: Uint8Array, columns: number, rows: number): Int32Array {
  const parts = new Int32Array(columns * rows);
  const stack = new Int32Array(columns * rows);
  let last = 0;
  for (let start = 0; start < parts.length; start += 1) {
    const label = labels[start]!;
    if (label === 0 || parts[start] !== 0) continue;
    last += 1;
    let size = 0;
    stack[size++] = start;
    parts[start] = last;
    while (size > 0) {
      const cell = stack[--size]!;
      const column = cell % columns;
      const visit = (to: number): void => {
        if (labels[to] !== label || parts[to] !== 0) return;
        parts[to] = last;
        stack[size++] = to;
      };
      if (column > 0) visit(cell - 1);
      if (column + 1 < columns) visit(cell + 1);
      if (cell >= columns) visit(cell - columns);
      if (cell + columns < parts.length) visit(cell + columns);
    }
  }
  return parts;
}

/** Without the corners that lie on the line between their neighbours. */
function straightened(ring: Ring): Ring {
  const kept = ring.filter(([x, y], n) => {
    const [ax, ay] = ring[(n + ring.length - 1) % ring.length]!;
    const [bx, by] = ring[(n + 1) % ring.length]!;
    return (x - ax) * (by - y) !== (y - ay) * (bx - x);
  });
  return kept.length >= 3 ? kept : ring;
}
