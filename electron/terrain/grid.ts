import { metresBetween, type LonLat } from '../zone/plane.ts';
import { ofLonLat, systemOf, toLonLat, type TerrainSystem } from './systems.ts';

/** A height that is not known: a hole in the model, never dry ground. */
export const unknownCm = -2_147_483_648;

/** How a raster of heights lies on the earth; rows run from north to south. */
export interface GridShape {
  readonly columns: number;
  readonly rows: number;
  readonly epsg: number;
  /** The outer corner in the north-west, in the system's unit. */
  readonly west: number;
  readonly north: number;
  /** Width and height of a cell in the system's unit. */
  readonly cellX: number;
  readonly cellY: number;
}

/** Positions and cells of a grid. */
export interface Lattice {
  readonly shape: GridShape;
  readonly system: TerrainSystem;
  /** Columns and rows (with fractions, cell middles at .5) of longitude and latitude. */
  readonly at: (position: LonLat) => [column: number, row: number];
  /** Longitude and latitude of columns and rows. */
  readonly position: (column: number, row: number) => [number, number];
  /** The cell of a position, or -1 outside. */
  readonly cell: (position: LonLat) => number;
  /** Size of a cell in the middle of the grid in metres. */
  readonly cellXM: number;
  readonly cellYM: number;
}

/** The grid's positions; throws for a system that was never accepted. */
export function latticeOf(shape: GridShape): Lattice {
  const system = systemOf(shape.epsg);
  if (!system) throw new Error(`EPSG:${shape.epsg} is no system of ours`);
  const { west, north, cellX, cellY, columns, rows } = shape;
  const at = (position: LonLat): [number, number] => {
    const [x, y] = ofLonLat(system, position);
    return [(x - west) / cellX, (north - y) / cellY];
  };
  const position = (column: number, row: number): [number, number] =>
    toLonLat(system, west + column * cellX, north - row * cellY);
  const [middleColumn, middleRow] = [columns / 2, rows / 2];
  const here = position(middleColumn, middleRow);
  return {
    shape,
    system,
    at,
    position,
    cell: (given) => {
      const [column, row] = at(given).map(Math.floor) as [number, number];
      return column >= 0 && row >= 0 && column < columns && row < rows ? row * columns + column : -1;
    },
    cellXM: metresBetween(here, position(middleColumn + 1, middleRow)),
    cellYM: metresBetween(here, position(middleColumn, middleRow + 1)),
  };
}

/** West, south, east, north in degrees of a grid whose edges may bend: its corners and the middles of its sides. */
export function boundsOfGrid(lattice: Lattice): [number, number, number, number] {
  const { columns, rows } = lattice.shape;
  const edge = [0, 0.5, 1].flatMap((a) => [0, 0.5, 1].map((b) => lattice.position(a * columns, b * rows)));
  const lon = edge.map(([x]) => x);
  const lat = edge.map(([, y]) => y);
  return [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
}

/**
 * Visits every cell that a line touches, so that no diagonal step leads across it (a supercover line). Columns and rows with
 * fractions; cells outside the grid are left out.
 */
export function alongLine(
  shape: Pick<GridShape, 'columns' | 'rows'>,
  line: readonly (readonly [number, number])[],
  visit: (cell: number, share: number) => void,
): void {
  const { columns, rows } = shape;
  const give = (column: number, row: number, share: number): void => {
    if (column >= 0 && row >= 0 && column < columns && row < rows) visit(row * columns + column, share);
  };
  for (let n = 0; n + 1 < line.length; n += 1) {
    const [x0, y0] = line[n]!;
    const [x1, y1] = line[n + 1]!;
    let [column, row] = [Math.floor(x0), Math.floor(y0)];
    const [lastColumn, lastRow] = [Math.floor(x1), Math.floor(y1)];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const [stepX, stepY] = [Math.sign(dx), Math.sign(dy)];
    // Shares of the way at which the next column and the next row begin.
    let nextX = dx === 0 ? Infinity : ((stepX > 0 ? column + 1 : column) - x0) / dx;
    let nextY = dy === 0 ? Infinity : ((stepY > 0 ? row + 1 : row) - y0) / dy;
    give(column, row, n);
    for (let left = Math.abs(lastColumn - column) + Math.abs(lastRow - row); left > 0; left -= 1) {
      if (nextX < nextY) {
        column += stepX;
        give(column, row, n + Math.min(1, nextX));
        nextX += Math.abs(1 / dx);
      } else {
        row += stepY;
        give(column, row, n + Math.min(1, nextY));
        nextY += Math.abs(1 / dy);
      }
    }
  }
}

/** Visits the cells whose middles lie in a polygon (even-odd over all its rings); columns and rows with fractions. */
export function inPolygon(
  shape: Pick<GridShape, 'columns' | 'rows'>,
  rings: readonly (readonly (readonly [number, number])[])[],
  visit: (cell: number) => void,
): void {
  const ys = rings.flatMap((ring) => ring.map(([, y]) => y));
  const from = Math.max(0, Math.floor(Math.min(...ys)));
  const to = Math.min(shape.rows - 1, Math.ceil(Math.max(...ys)));
  for (let row = from; row <= to; row += 1) {
    const y = row + 0.5;
    const cuts: number[] = [];
    for (const ring of rings)
      for (let n = 0; n < ring.length; n += 1) {
        const [ax, ay] = ring[n]!;
        const [bx, by] = ring[(n + 1) % ring.length]!;
        if (ay > y !== by > y) cuts.push(ax + ((bx - ax) * (y - ay)) / (by - ay));
      }
    cuts.sort((a, b) => a - b);
    for (let n = 0; n + 1 < cuts.length; n += 2) {
      const last = Math.min(shape.columns - 1, Math.ceil(cuts[n + 1]! - 0.5) - 1);
      for (let column = Math.max(0, Math.ceil(cuts[n]! - 0.5)); column <= last; column += 1)
        visit(row * shape.columns + column);
    }
  }
}
