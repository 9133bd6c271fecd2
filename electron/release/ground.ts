import type { Geometry } from '../schema-parts.ts';
import type { LonLat } from '../zone/plane.ts';

/** Metres east and north of a release, on a plane that touches the earth there; good to a percent within 15 km. */
export type Xy = readonly [number, number];
const metresPerDegree = (6_371_008.8 * Math.PI) / 180;

export interface Plane {
  readonly to: (at: LonLat) => Xy;
  readonly from: (at: Xy) => [number, number];
}
export function planeAt([lon0, lat0]: LonLat): Plane {
  const east = metresPerDegree * Math.cos((lat0 * Math.PI) / 180);
  return {
    to: ([lon, lat]) => [(lon - lon0) * east, (lat - lat0) * metresPerDegree],
    from: ([x, y]) => [lon0 + x / east, lat0 + y / metresPerDegree],
  };
}

/** Downwind and across metres to east and north, for a wind from so many degrees. */
export function turned(fromDegrees: number): { toGround: (at: Xy) => Xy; toWind: (at: Xy) => Xy } {
  const to = ((fromDegrees + 180) * Math.PI) / 180;
  const [sin, cos] = [Math.sin(to), Math.cos(to)];
  return {
    toGround: ([along, across]) => [along * sin + across * cos, along * cos - across * sin],
    toWind: ([x, y]) => [x * sin + y * cos, x * cos - y * sin],
  };
}

export function circle(radiusM: number, corners = 72): Xy[] {
  return Array.from({ length: corners }, (_, at): Xy => {
    const angle = (2 * Math.PI * at) / corners;
    return [radiusM * Math.sin(angle), radiusM * Math.cos(angle)];
  });
}

/** A square of the guidebook in wind metres: it begins at the spill and is as wide as long. */
export function downwindSquare(sideM: number): Xy[] {
  const half = sideM / 2;
  return [[0, -half], [sideM, -half], [sideM, half], [0, half]]; // prettier-ignore
}

/** Everything that a zone may sweep when the wind turns by so many degrees to either side. */
export function wedge(lengthM: number, halfWidthM: number, degrees: number): Xy[] {
  if (degrees >= 180) return circle(lengthM);
  const beside = Math.asin(Math.min(1, halfWidthM / lengthM));
  const reach = Math.min(Math.PI, (degrees * Math.PI) / 180 + beside);
  const arc = Array.from({ length: 49 }, (_, at): Xy => {
    const angle = -reach + (2 * reach * at) / 48;
    return [lengthM * Math.cos(angle), lengthM * Math.sin(angle)];
  });
  return reach >= Math.PI ? arc : [[0, 0], ...arc];
}

/** Whether a point lies in a ring (any plane). */
export function within([x, y]: Xy, ring: readonly Xy[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[j]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Positions that stand for a shape: its corners, and points at most so many metres apart along its lines. */
export function samples(shape: Geometry, plane: Plane, apartM = 20): Xy[] {
  const lines: readonly (readonly (readonly number[])[])[] =
    shape.type === 'Point'
      ? [[shape.coordinates]]
      : shape.type === 'LineString'
        ? [shape.coordinates]
        : shape.type === 'Polygon'
          ? shape.coordinates
          : shape.coordinates.flat();
  return lines.flatMap((line) => {
    const points = line.map(([lon, lat]) => plane.to([lon!, lat!]));
    return points.flatMap((point, at) => {
      const next = points[at + 1];
      if (!next) return [point];
      const parts = Math.min(
        200,
        Math.max(1, Math.ceil(Math.hypot(next[0] - point[0], next[1] - point[1]) / apartM)),
      );
      return Array.from({ length: parts }, (_, n): Xy => [
        point[0] + ((next[0] - point[0]) * n) / parts,
        point[1] + ((next[1] - point[1]) * n) / parts,
      ]);
    });
  });
}

type Box = readonly [west: number, south: number, east: number, north: number];
export function boxOf(points: readonly Xy[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}
export function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** Whether a shape and a ring overlap, seen from the shape's samples and, for an area, from the ring's corners. */
export function touches(shape: Geometry, points: readonly Xy[], ring: readonly Xy[], plane: Plane): boolean {
  if (points.some((point) => within(point, ring))) return true;
  if (shape.type !== 'Polygon') return false;
  const outline = shape.coordinates[0]!.map(([lon, lat]) => plane.to([lon!, lat!]));
  return ring.some((corner) => within(corner, outline));
}

/** The middle of a shape's corners. */
export function middle(shape: Geometry, plane: Plane): Xy {
  const points = samples(shape, plane, 1e9);
  const sum = points.reduce(([x, y], [dx, dy]) => [x + dx, y + dy] as const, [0, 0] as const);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** How many of the straight steps from one point to another lie in one of the rings. */
export function crossing(from: Xy, to: Xy, rings: readonly (readonly Xy[])[]): boolean {
  const steps = Math.max(2, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 15));
  for (let n = 1; n <= steps; n += 1) {
    const at: Xy = [from[0] + ((to[0] - from[0]) * n) / steps, from[1] + ((to[1] - from[1]) * n) / steps];
    if (rings.some((ring) => within(at, ring))) return true;
  }
  return false;
}
