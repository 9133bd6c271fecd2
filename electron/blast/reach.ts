import { planeAt, within, type Plane, type Xy } from '../release/ground.ts';
import type { Geometry } from '../schema-parts.ts';
import type { LonLat } from '../zone/plane.ts';

/** Metres from the origin of a plane to the nearest of a line. */
function toLine(points: readonly Xy[]): { readonly metres: number; readonly at: Xy } {
  let best: { metres: number; at: Xy } = { metres: Infinity, at: [0, 0] };
  const near = (at: Xy): void => {
    const metres = Math.hypot(at[0], at[1]);
    if (metres < best.metres) best = { metres, at };
  };
  for (const [index, from] of points.entries()) {
    near(from);
    const to = points[index + 1];
    if (!to) continue;
    const along: Xy = [to[0] - from[0], to[1] - from[1]];
    const length2 = along[0] ** 2 + along[1] ** 2;
    if (length2 === 0) continue;
    const share = Math.max(0, Math.min(1, -(from[0] * along[0] + from[1] * along[1]) / length2));
    near([from[0] + share * along[0], from[1] + share * along[1]]);
  }
  return best;
}

const ringsOf = (shape: Geometry, plane: Plane): Xy[][] => {
  const lines: readonly (readonly (readonly number[])[])[] =
    shape.type === 'Point'
      ? [[shape.coordinates]]
      : shape.type === 'LineString'
        ? [shape.coordinates]
        : shape.type === 'Polygon'
          ? shape.coordinates
          : shape.coordinates.flat();
  return lines.map((one) => one.map(([lon, lat]) => plane.to([lon!, lat!])));
};

/** How far the nearest of a shape lies from a position, and in which direction (degrees from north); 0 m inside an area. */
export function distanceTo(
  shape: Geometry,
  from: LonLat,
): { readonly metres: number; readonly bearing: number } {
  const lines = ringsOf(shape, planeAt(from));
  const area = shape.type === 'Polygon' || shape.type === 'MultiPolygon';
  // Of rings inside rings an odd number around the origin means that it lies on the area, not in a hole of it.
  if (area && lines.filter((ring) => within([0, 0], ring)).length % 2 === 1) return { metres: 0, bearing: 0 };
  const nearest = lines.map(toLine).reduce((a, b) => (b.metres < a.metres ? b : a));
  const degrees = (Math.atan2(nearest.at[0], nearest.at[1]) * 180) / Math.PI;
  return { metres: nearest.metres, bearing: (degrees + 360) % 360 };
}
