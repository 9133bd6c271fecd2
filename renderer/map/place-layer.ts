import type { Feature, FeatureCollection } from 'geojson';
import type { Place } from '../../electron/place/place.ts';
import type { Names } from '../../electron/schema-parts.ts';

export const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Places as the map draws them: kind and form choose the layer, widths are in metres. */
export function placeLayer(places: readonly Place[], nameOf: (names: Names) => string): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.map((place): Feature => ({
      type: 'Feature',
      geometry: place.geometry as Feature['geometry'],
      properties: {
        noun: 'place',
        id: place.id,
        key: place.key,
        kind: place.kind,
        form: place.attributes['form'] ?? '',
        name: nameOf(place.names),
        widthM: Number(place.attributes['widthM'] ?? defaultWidthM[place.kind] ?? 4),
        order: Number(place.attributes['order'] ?? 0),
      },
    })),
  };
}

const defaultWidthM: Readonly<Record<string, number>> = {
  road: 7,
  haulRoad: 22,
  rail: 3,
  conveyor: 4,
  river: 5,
  wall: 4,
  barrier: 3,
  culvert: 5,
};

/** A point inside or on a thing, for its sign and for flying to it: the middle of its box. */
export function middleOf(geometry: Place['geometry']): [number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [lon, lat] = part as unknown[];
    if (typeof lon === 'number' && typeof lat === 'number') {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    } else part.forEach(visit);
  };
  visit(geometry.coordinates);
  return [(west + east) / 2, (south + north) / 2];
}
