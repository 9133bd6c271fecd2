import type { Place, PlaceName } from '../place/place.ts';
import type { Geometry } from '../schema-parts.ts';
import type { LonLat } from '../zone/plane.ts';
import { bandOf } from './bands.ts';
import { never, surfaceAt, type Surface } from './fill.ts';
import { alongLine, inPolygon, unknownCm, type Lattice } from './grid.ts';
import { horizons, type InWater } from './inundation.ts';
import type { Pace } from './surface.ts';

/** The water as it was worked out, at the three rates. */
export interface Flooded {
  readonly lattice: Lattice;
  /** Ground with walls, and as it is without them. */
  readonly heightsCm: Int32Array;
  /** Not zero: a river or pond, where water belongs. */
  readonly river: Uint8Array;
  readonly surfaces: Readonly<Record<Pace, Surface>>;
  readonly minutes: Readonly<Record<Pace, Uint8Array>>;
}

/** Every cell that a shape touches. */
export function cellsOf(lattice: Lattice, geometry: Geometry): number[] {
  const cells = new Set<number>();
  const on = (line: readonly (readonly number[])[]): [number, number][] =>
    line.map((at) => lattice.at(at as unknown as LonLat));
  const add = (cell: number): void => void cells.add(cell);
  const polygon = (rings: readonly (readonly (readonly number[])[])[]): void => {
    const drawn = rings.map(on);
    inPolygon(lattice.shape, drawn, add);
    for (const ring of drawn) alongLine(lattice.shape, ring, add);
  };
  switch (geometry.type) {
    case 'Point': {
      const cell = lattice.cell(geometry.coordinates as unknown as LonLat);
      if (cell >= 0) add(cell);
      break;
    }
    case 'LineString':
      alongLine(lattice.shape, on(geometry.coordinates), add);
      break;
    case 'Polygon':
      polygon(geometry.coordinates);
      break;
    case 'MultiPolygon':
      geometry.coordinates.forEach(polygon);
  }
  return [...cells];
}

/** Which cells are rivers and ponds. */
export function riverCells(lattice: Lattice, places: readonly Place[]): Uint8Array {
  const river = new Uint8Array(lattice.shape.columns * lattice.shape.rows);
  for (const { kind, geometry } of places)
    if ((kind === 'river' || kind === 'water') && geometry.type !== 'Point')
      for (const cell of cellsOf(lattice, geometry)) river[cell] = 1;
  return river;
}

const nameOf = ({ id, key, kind, names }: Place): PlaceName => ({ id, key, kind, names });

/** What the water does to a place, or null when it does not come within the time. A bridge's cells over the river do not count. */
export function inWaterOf(
  flooded: Flooded,
  place: Place,
  cells: readonly number[],
  heads: number | null,
): InWater | null {
  const { lattice, heightsCm, river, surfaces, minutes } = flooded;
  const { columns } = lattice.shape;
  const first = { low: never, mean: never, high: never };
  const depths = horizons.map((): number | null => null);
  let unknown = false;
  for (const cell of cells) {
    if (river[cell] !== 0) continue;
    for (const pace of ['low', 'mean', 'high'] as const)
      first[pace] = Math.min(first[pace], minutes[pace][cell]!);
    const at = minutes.mean[cell]!;
    if (at === never) continue;
    const height = heightsCm[cell]!;
    if (height === unknownCm) {
      unknown = true;
      continue;
    }
    const row = Math.floor(cell / columns);
    horizons.forEach((minute, n) => {
      if (at > minute) return;
      const depth = surfaceAt(surfaces.mean, cell - row * columns, row, minute) - height;
      depths[n] = Math.max(depths[n] ?? 0, Math.round(depth));
    });
  }
  const minuteOf = (pace: Pace): number | null => (first[pace] === never ? null : first[pace]);
  if (first.high === never) return null;
  return {
    place: nameOf(place),
    minute: minuteOf('mean'),
    soonest: minuteOf('high'),
    latest: minuteOf('low'),
    depthsCm: depths,
    unknown,
    heads,
  };
}

const unknownBand = 5;
/** More cells than this are drawn in blocks: a map shows no finer. */
const drawnCells = 500_000;

/** The bands of a minute as numbers in a raster that may be coarser than the model; `step` cells make one of its sides. */
export function bandRaster(
  flooded: Flooded,
  pace: Pace,
  minute: number,
  plain: boolean,
): { labels: Uint8Array; columns: number; rows: number; step: number } {
  const { lattice, heightsCm, river, surfaces } = flooded;
  const { shape } = lattice;
  const step = Math.max(1, Math.ceil(Math.sqrt((shape.columns * shape.rows) / drawnCells)));
  const columns = Math.ceil(shape.columns / step);
  const rows = Math.ceil(shape.rows / step);
  const labels = new Uint8Array(columns * rows);
  const minutes = flooded.minutes[pace];
  const surface = surfaces[pace];
  for (let row = 0; row < shape.rows; row += 1) {
    const under = Math.floor(row / step) * columns;
    for (let column = 0; column < shape.columns; column += 1) {
      const cell = row * shape.columns + column;
      if (minutes[cell]! > minute || river[cell] !== 0) continue;
      const height = heightsCm[cell]!;
      const label = plain
        ? 1
        : height === unknownCm
          ? unknownBand
          : bandOf(surfaceAt(surface, column, row, minute) - height);
      const at = under + Math.floor(column / step);
      const known = labels[at]!;
      // The deepest of a block; what is known goes before what is not.
      if (known === 0 || known === unknownBand || (label !== unknownBand && label > known))
        labels[at] = label;
    }
  }
  return { labels, columns, rows, step };
}
