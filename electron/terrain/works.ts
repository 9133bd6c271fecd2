import type { DeviceState } from '../flood/flood.ts';
import type { Place, PlaceName } from '../place/place.ts';
import type { LonLat } from '../zone/plane.ts';
import type { Link } from './fill.ts';
import { alongLine, unknownCm, type Lattice } from './grid.ts';
import { readyLine, type Xy } from './surface.ts';

/** How something that holds water or lets it through was taken. */
export type WorkEffect =
  /** Ground with a crest: water passes over it only. */
  | 'holds'
  /** A way for the water under or through a wall. */
  | 'opens'
  /** Nobody has said how it stands: taken as open. */
  | 'takenAsOpen'
  /** A barrier in place whose crest is not known: not counted on. */
  | 'noCrest';
export interface Work {
  readonly place: PlaceName;
  readonly effect: WorkEffect;
  readonly crestM: number | null;
}
/** Ground as the water finds it. */
export interface Ground {
  readonly heightsCm: Int32Array;
  readonly links: readonly Link[];
  readonly works: readonly Work[];
}

/** Nearer than this to a wall's line, a gate is in the wall; a barrier's end likewise. */
const inWallM = 25;
/** How far from the wall's line the ground before and behind a gate is looked for. */
const besideM = 30;

const nameOf = ({ id, key, kind, names }: Place): PlaceName => ({ id, key, kind, names });
const numberOf = (place: Place, name: string): number | null => {
  const value = place.attributes[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

interface Wall {
  readonly place: Place;
  readonly crestM: number;
  /** In metres from the grid's corner. */
  readonly line: readonly Xy[];
  readonly gaps: [from: number, to: number][];
}

/**
 * The terrain with what people built: walls at their crests, barriers that stand, gates that are shut; and the ways that open
 * gates and clear culverts leave. `stateOf` gives what was last said of a device.
 */
export function groundWith(
  lattice: Lattice,
  terrainCm: Int32Array,
  places: readonly Place[],
  stateOf: (placeId: string) => DeviceState | null,
): Ground {
  const heightsCm = terrainCm.slice();
  const { cellXM, cellYM, shape } = lattice;
  const metres = (at: LonLat): Xy => {
    const [column, row] = lattice.at(at);
    return [column * cellXM, row * cellYM];
  };
  const lineOf = (place: Place): Xy[] =>
    place.geometry.type === 'LineString'
      ? place.geometry.coordinates.map((at) => metres(at as unknown as LonLat))
      : [];
  const cells = (line: readonly Xy[]): [number, number][] => line.map(([x, y]) => [x / cellXM, y / cellYM]);
  const raise = (line: readonly Xy[], crestCm: number): void =>
    alongLine(shape, cells(line), (cell) => {
      if (heightsCm[cell]! < crestCm) heightsCm[cell] = crestCm;
    });
  const cellAt = ([x, y]: Xy): number => {
    const [column, row] = [Math.floor(x / cellXM), Math.floor(y / cellYM)];
    return column >= 0 && row >= 0 && column < shape.columns && row < shape.rows
      ? row * shape.columns + column
      : -1;
  };
  const works: Work[] = [];
  const links: Link[] = [];
  const tell = (place: Place, effect: WorkEffect, crestM: number | null): void => {
    works.push({ place: nameOf(place), effect, crestM });
  };
  const both = (from: number, to: number, sillCm: number): void => {
    if (from < 0 || to < 0 || from === to) return;
    links.push({ from, to, sillCm }, { from: to, to: from, sillCm });
  };

  const walls = places.flatMap((place): Wall[] => {
    const crestM = numberOf(place, 'crestM');
    const line = place.kind === 'wall' ? lineOf(place) : [];
    return crestM !== null && line.length > 1 ? [{ place, crestM, line, gaps: [] }] : [];
  });
  const wallAt = ([x, y]: Xy): { wall: Wall; alongM: number; metres: number } | null => {
    let best: { wall: Wall; alongM: number; metres: number } | null = null;
    for (const wall of walls) {
      const ready = readyLine(wall.line);
      ready.nearest(x, y);
      const away = Math.sqrt(ready.square);
      if (away <= inWallM && (best === null || away < best.metres))
        best = { wall, alongM: ready.alongM, metres: away };
    }
    return best;
  };

  for (const place of places) {
    if (place.kind !== 'barrier') continue;
    const line = lineOf(place);
    const ends = line.length > 1 ? [wallAt(line[0]!), wallAt(line.at(-1)!)] : [];
    const wall = ends[0]?.wall === ends[1]?.wall ? ends[0]?.wall : undefined;
    if (stateOf(place.id) !== 'placed') {
      if (!wall) continue;
      wall.gaps.push([
        Math.min(ends[0]!.alongM, ends[1]!.alongM),
        Math.max(ends[0]!.alongM, ends[1]!.alongM),
      ]);
      tell(place, stateOf(place.id) === null ? 'takenAsOpen' : 'opens', null);
      continue;
    }
    const crestM = numberOf(place, 'crestM') ?? wall?.crestM ?? standing(place, line);
    if (crestM !== null) raise(line, Math.round(crestM * 100));
    tell(place, crestM === null ? 'noCrest' : 'holds', crestM);
  }
  for (const wall of walls) {
    for (const part of without(wall.line, wall.gaps)) raise(part, Math.round(wall.crestM * 100));
    tell(wall.place, 'holds', wall.crestM);
  }
  for (const place of places) {
    const state = stateOf(place.id);
    if (place.kind === 'floodGate' && place.geometry.type === 'Point') {
      const at = metres(place.geometry.coordinates as unknown as LonLat);
      const found = wallAt(at);
      if (!found) continue;
      if (state === 'closed') tell(place, 'holds', found.wall.crestM);
      else {
        const [a, b] = besides(found.wall.line, found.alongM);
        both(a, b, sillOf(place));
        tell(place, state === null ? 'takenAsOpen' : 'opens', null);
      }
    } else if (place.kind === 'culvert' && state !== 'blocked') {
      const line = lineOf(place);
      if (line.length < 2) continue;
      both(lowest([line[0]!]), lowest([line.at(-1)!]), sillOf(place));
      tell(place, state === null ? 'takenAsOpen' : 'opens', null);
    }
  }
  return { heightsCm, links, works };

  /** Where a way begins to carry water: its sill when that is known, else only the ground at its ends. */
  function sillOf(place: Place): number {
    const sillM = numberOf(place, 'sillM') ?? numberOf(place, 'invertM');
    return sillM === null ? unknownCm : Math.round(sillM * 100);
  }
  /** The crest of a barrier of known height on the highest ground under it. */
  function standing(place: Place, line: readonly Xy[]): number | null {
    const heightM = numberOf(place, 'heightM');
    if (heightM === null) return null;
    let highest = unknownCm;
    alongLine(shape, cells(line), (cell) => (highest = Math.max(highest, terrainCm[cell]!)));
    return highest === unknownCm ? null : highest / 100 + heightM;
  }
  /** The lowest cell around some points, a cell in each direction. */
  function lowest(points: readonly Xy[]): number {
    let best = -1;
    for (const [x, y] of points)
      for (const dy of [-1, 0, 1])
        for (const dx of [-1, 0, 1]) {
          const cell = cellAt([x + dx * cellXM, y + dy * cellYM]);
          if (cell >= 0 && (best < 0 || terrainCm[cell]! < terrainCm[best]!)) best = cell;
        }
    return best;
  }
  /** The lowest ground before and behind a wall at a point of its line. */
  function besides(line: readonly Xy[], alongM: number): [number, number] {
    const { at, normal } = pointOf(line, alongM);
    const apart = Math.max(cellXM, cellYM);
    const side = (sign: number): number => {
      const points: Xy[] = [];
      for (let away = 2 * apart; away <= Math.max(besideM, 3 * apart); away += apart)
        points.push([at[0] + sign * away * normal[0], at[1] + sign * away * normal[1]]);
      let best = -1;
      for (const point of points) {
        const cell = cellAt(point);
        if (cell >= 0 && (best < 0 || terrainCm[cell]! < terrainCm[best]!)) best = cell;
      }
      return best;
    };
    return [side(1), side(-1)];
  }
}

/** The point of a line so far along it, and the direction across it. */
function pointOf(line: readonly Xy[], alongM: number): { at: Xy; normal: Xy } {
  let left = alongM;
  for (let n = 0; n + 1 < line.length; n += 1) {
    const [ax, ay] = line[n]!;
    const [bx, by] = line[n + 1]!;
    const length = Math.hypot(bx - ax, by - ay);
    if (left <= length || n + 2 === line.length) {
      const share = length === 0 ? 0 : Math.min(1, left / length);
      const across: Xy = length === 0 ? [0, 1] : [-(by - ay) / length, (bx - ax) / length];
      return { at: [ax + share * (bx - ax), ay + share * (by - ay)], normal: across };
    }
    left -= length;
  }
  return { at: line[0]!, normal: [0, 1] };
}

/** The parts of a line that lie outside some stretches of it. */
function without(line: readonly Xy[], gaps: readonly (readonly [number, number])[]): Xy[][] {
  let parts: [number, number][] = [[0, Infinity]];
  for (const [from, to] of gaps)
    parts = parts.flatMap(
      ([a, b]): [number, number][] =>
      to <= a || from >= b ? [[a, b]] : ([[a, from], [to, b]] as [number, number][]).filter(([x, y]) => y > x), // prettier-ignore
    );
  return parts.map(([from, to]) => {
    const points: Xy[] = [pointOf(line, from).at];
    let gone = 0;
    for (let n = 0; n < line.length; n += 1) {
      if (n > 0) gone += Math.hypot(line[n]![0] - line[n - 1]![0], line[n]![1] - line[n - 1]![1]);
      if (gone > from && gone < to) points.push(line[n]!);
    }
    if (Number.isFinite(to)) points.push(pointOf(line, to).at);
    return points;
  });
}
