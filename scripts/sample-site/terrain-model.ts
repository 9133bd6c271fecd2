import { writeArrayBuffer } from 'geotiff';
import { fromUtm, toUtm } from '../../electron/basemap/utm.ts';
import { readyLine } from '../../electron/terrain/surface.ts';
import { lonLat, toXy, type Xy } from './shapes.ts';
import { CREEK, heightBy, RIVER, riverLevelM } from './terrain.ts';

/** Side of a cell in metres, and what it covers: the site with some hundred metres around it. */
const cellM = 8;
const corners = { west: [-2700, -1500], east: [2700, 2150] } as const;

const step = (from: number, to: number, value: number): number => {
  const share = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
};

/**
 * The ground as a survey from the air would give it: the drawing's heights, with the river's bed and its banks, and without the
 * wall, which the register knows. Decimetres are rounded as a survey's are.
 */
function surveyed(at: Xy, river: { readonly metres: number; readonly nearX: number }, creek: number): number {
  const far = Math.abs(river.metres);
  const level = riverLevelM(river.nearX);
  const ground = heightBy(at, river, creek);
  if (far < 12) return level - 1.5;
  return Math.round(Math.max(ground, level + 1.5 * step(12, 17, far)) * 20) / 20;
}

/**
 * The invented terrain model of the sample site: a GeoTIFF in UTM 34N. `finer` times as many cells each way, between the same
 * heights, make one for measurements.
 */
export function terrainModel(finer = 1): Uint8Array {
  const [west, south] = toUtm(...lonLat(corners.west)).map((metres) => Math.floor(metres / cellM) * cellM) as [number, number]; // prettier-ignore
  const [east, north] = toUtm(...lonLat(corners.east)).map((metres) => Math.ceil(metres / cellM) * cellM) as [number, number]; // prettier-ignore
  const columns = (east - west) / cellM;
  const rows = (north - south) / cellM;
  const heights = new Float32Array(columns * rows);
  const placed = (column: number, row: number): Xy =>
    toXy(fromUtm(west + (column + 0.5) * cellM, north - (row + 0.5) * cellM));
  const origin = placed(0, 0);
  const across = placed(1, 0);
  const down = placed(0, 1);
  const toRiver = besideOf(RIVER);
  const toCreek = besideOf(CREEK);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      // The grid lies a little askew on the drawing's plane, evenly all over.
      const at: Xy = [
        origin[0] + column * (across[0] - origin[0]) + row * (down[0] - origin[0]),
        origin[1] + column * (across[1] - origin[1]) + row * (down[1] - origin[1]),
      ];
      heights[row * columns + column] = surveyed(at, toRiver(at), Math.abs(toCreek(at).metres));
    }
  const file = writeArrayBuffer(finer === 1 ? heights : refined(heights, columns, rows, finer), {
    width: columns * finer,
    height: rows * finer,
    GTModelTypeGeoKey: 1,
    GTRasterTypeGeoKey: 1,
    ProjectedCSTypeGeoKey: 32_634,
    ModelPixelScale: [cellM / finer, cellM / finer, 0],
    ModelTiepoint: [0, 0, 0, west, north, 0],
    GDAL_NODATA: '-9999',
  });
  return new Uint8Array(file);
}

/** Metres from a line that runs from west to east, positive to its north, and the x of the nearest of its points. */
function besideOf(line: readonly Xy[]): (at: Xy) => { metres: number; nearX: number } {
  const ready = readyLine(line);
  const alongs = line.map((_, n) =>
    line.slice(1, n + 1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i]![0], y - line[i]![1]), 0),
  );
  return ([x, y]) => {
    ready.nearest(x, y);
    let n = 0;
    while (n + 2 < alongs.length && alongs[n + 1]! < ready.alongM) n += 1;
    const share = (ready.alongM - alongs[n]!) / (alongs[n + 1]! - alongs[n]!);
    const [from, to] = [line[n]!, line[n + 1]!];
    const nearY = from[1] + share * (to[1] - from[1]);
    return {
      metres: Math.sqrt(ready.square) * (y >= nearY ? 1 : -1),
      nearX: from[0] + share * (to[0] - from[0]),
    };
  };
}

/** Cells between the middles of others, evenly. */
function refined(heights: Float32Array, columns: number, rows: number, finer: number): Float32Array {
  const into = new Float32Array(columns * rows * finer * finer);
  const clamp = (at: number, last: number): number => Math.max(0, Math.min(last, at));
  for (let row = 0; row < rows * finer; row += 1) {
    const y = clamp((row + 0.5) / finer - 0.5, rows - 1);
    const j = Math.min(rows - 2, Math.floor(y));
    for (let column = 0; column < columns * finer; column += 1) {
      const x = clamp((column + 0.5) / finer - 0.5, columns - 1);
      const i = Math.min(columns - 2, Math.floor(x));
      const at = j * columns + i;
      const upper = heights[at]! + (heights[at + 1]! - heights[at]!) * (x - i);
      const lower = heights[at + columns]! + (heights[at + columns + 1]! - heights[at + columns]!) * (x - i);
      into[row * columns * finer + column] = upper + (lower - upper) * (y - j);
    }
  }
  return into;
}
