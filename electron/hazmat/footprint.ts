import type { Geometry } from '../schema-parts.ts';

type Xy = readonly [number, number];

/** The outline of a place on a plane, in metres east and north of a common origin, with the box around it. */
export interface Footprint {
  readonly rings: readonly (readonly Xy[])[];
  readonly box: readonly [west: number, south: number, east: number, north: number];
}

const earthM = 6_371_008.8;
const rad = Math.PI / 180;

/** The outline of an area; null for a point or a line, from whose edge nothing can be measured. */
export function footprintOf(
  shape: Geometry,
  origin: { readonly longitude: number; readonly latitude: number },
): Footprint | null {
  if (shape.type !== 'Polygon' && shape.type !== 'MultiPolygon') return null;
  const east = earthM * rad * Math.cos(origin.latitude * rad);
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const rings = polygons.flatMap((polygon) =>
    polygon
      .slice(0, 1)
      .map((ring) =>
        ring.map(([lon, lat]): Xy => [
          (lon - origin.longitude) * east,
          (lat - origin.latitude) * earthM * rad,
        ]),
      ),
  );
  const all = rings.flat();
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  return { rings, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}

/** Metres between two boxes; never more than between what is in them. */
function boxMetres(a: Footprint['box'], b: Footprint['box']): number {
  const dx = Math.max(0, a[0] - b[2], b[0] - a[2]);
  const dy = Math.max(0, a[1] - b[3], b[1] - a[3]);
  return Math.hypot(dx, dy);
}

function fromEdge(p: Xy, a: Xy, b: Xy): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const at = length === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length;
  const t = Math.min(1, Math.max(0, at));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

function inside(p: Xy, ring: readonly Xy[]): boolean {
  let odd = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!];
    if (a[1] > p[1] === b[1] > p[1]) continue;
    if (p[0] < a[0] + ((p[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) odd = !odd;
  }
  return odd;
}

function cornersTo(from: readonly Xy[], to: readonly Xy[], best: number): number {
  for (const p of from) {
    if (inside(p, to)) return 0;
    for (let i = 0; i + 1 < to.length; i++) best = Math.min(best, fromEdge(p, to[i]!, to[i + 1]!));
  }
  return best;
}

function edgesCross(a: readonly Xy[], b: readonly Xy[]): boolean {
  const side = (p: Xy, q: Xy, r: Xy): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  for (let i = 0; i + 1 < a.length; i++)
    for (let j = 0; j + 1 < b.length; j++) {
      const [p, q, r, s] = [a[i]!, a[i + 1]!, b[j]!, b[j + 1]!];
      if (side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0) return true;
    }
  return false;
}

/**
 * Metres between the nearest edges of two outlines, 0 when they touch. Beyond `reach` the distance between their boxes is
 * given instead: no more than the true one, and enough to know that it is beyond.
 */
export function metresBetweenEdges(a: Footprint, b: Footprint, reach = Infinity): number {
  const least = boxMetres(a.box, b.box);
  if (least > reach) return least;
  let best = Infinity;
  for (const one of a.rings)
    for (const other of b.rings) {
      if (least === 0 && edgesCross(one, other)) return 0;
      best = cornersTo(other, one, cornersTo(one, other, best));
    }
  return best;
}
