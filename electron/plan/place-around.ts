import type { Place } from '../place/place.ts';
import type { SituationPlace } from './plan.ts';

type Xy = readonly [number, number];

/** The places whose outline holds the position, smallest first. */
export function surrounding(places: readonly Place[], at: Xy): SituationPlace[] {
  return places
    .flatMap((place) => {
      const size = sizeAround(place.geometry, at);
      return size === null ? [] : [{ place, size }];
    })
    .sort((a, b) => a.size - b.size)
    .map(({ place: { id, kind, names } }) => ({ id, kind, names }));
}

/** Area in square degrees (only good for sorting) of the outline that holds the position, or null. */
function sizeAround(geometry: Place['geometry'], at: Xy): number | null {
  switch (geometry.type) {
    case 'Point':
    case 'LineString':
      return null;
    case 'Polygon':
      return holds(geometry.coordinates, at) ? area(geometry.coordinates[0]!) : null;
    case 'MultiPolygon': {
      const part = geometry.coordinates.find((rings) => holds(rings, at));
      return part ? area(part[0]!) : null;
    }
  }
}

type Ring = readonly (readonly number[])[];

function holds(rings: readonly Ring[], at: Xy): boolean {
  return rings.filter((ring) => inRing(ring, at)).length % 2 === 1;
}

/** Counts the edges that a ray to the east crosses. */
function inRing(ring: Ring, [x, y]: Xy): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] as unknown as Xy;
    const [x2, y2] = ring[j] as unknown as Xy;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function area(ring: Ring): number {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x1, y1] = ring[i] as unknown as Xy;
    const [x2, y2] = ring[i + 1] as unknown as Xy;
    twice += x1 * y2 - x2 * y1;
  }
  return Math.abs(twice) / 2;
}
