import { z } from 'zod';
import { refuse, type Refusal } from '../refusal.ts';
import { geometry, id, line, names, version, type Geometry, type Names } from '../schema-parts.ts';
import { selfCrossing, type LonLat } from '../zone/plane.ts';
import { outOfReach } from '../zone/zone.ts';

/** Every fixed thing on the map is a place; the kind says which. */
export const placeKinds = [
  'area',
  'pit',
  'bench',
  'building',
  'tank',
  'road',
  'haulRoad',
  'rail',
  'conveyor',
  'river',
  'water',
  'wall',
  'culvert',
  'tailingsDam',
  'floodZone',
  'gauge',
  'pump',
  'floodGate',
  'barrier',
  'siteGate',
  'hydrant',
  'store',
  'muster',
  'substation',
  'post',
] as const;
export const placeKind = z.enum(placeKinds);
export type PlaceKind = (typeof placeKinds)[number];

export const addPlaceInput = z.object({
  /** Short stable code as painted on the thing, e.g. G-07. */
  key: line(40),
  kind: placeKind,
  names,
  geometry,
  parentId: id.nullable().default(null),
  /** Facts by kind, e.g. thresholdsCm of a gauge; shown as they are. */
  attributes: z
    .record(line(60), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))
    .default({}),
});

/** Only what is named changes; the kind stays, because stores, gauges and roads hang on it. */
export const changePlaceInput = z.object({
  id,
  version,
  key: line(40).optional(),
  names: names.optional(),
  geometry: geometry.optional(),
  parentId: id.nullable().optional(),
});
export const retirePlaceInput = z.object({ id, version });

/** What may still point at a place: it cannot be retired until this is settled. */
export type PlaceUse =
  'equipment' | 'stock' | 'team' | 'store' | 'gauge' | 'zoneGauge' | 'closure' | 'incident' | 'part';

export interface Place {
  readonly id: string;
  readonly key: string;
  readonly kind: PlaceKind;
  readonly names: Names;
  readonly geometry: Geometry;
  readonly parentId: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly version: number;
}

export type PlaceName = Pick<Place, 'id' | 'key' | 'kind' | 'names'>;

/** Corners of an outline are compared with each other up to this many; an imported coast line is taken as it is. */
const comparedCorners = 1000;

/**
 * Why a shape cannot be a place's, or null: zoneNotWgs84, zoneTooFar (more than 50 km from the site: a slip of a digit),
 * zoneNotClosed, zoneCrossesItself. Each says where.
 */
export function checkShape(shape: Geometry, site: LonLat): Refusal | null {
  for (const ring of partsOf(shape)) {
    const far = outOfReach(ring, site);
    if (far) return far;
    if (shape.type === 'Point' || shape.type === 'LineString') continue;
    const [first, last] = [ring[0]!, ring.at(-1)!];
    if (first[0] !== last[0] || first[1] !== last[1])
      return refuse('zoneNotClosed', { from: latLon(last), to: latLon(first) });
    const crossing = ring.length > comparedCorners ? null : selfCrossing(ring);
    if (crossing) return refuse('zoneCrossesItself', { where: latLon(crossing) });
  }
  return null;
}

/** Every line, ring or point of a shape as a list of positions. */
function partsOf(shape: Geometry): readonly (readonly LonLat[])[] {
  switch (shape.type) {
    case 'Point':
      return [[lonLat(shape.coordinates)]];
    case 'LineString':
      return [shape.coordinates.map(lonLat)];
    case 'Polygon':
      return shape.coordinates.map((ring) => ring.map(lonLat));
    case 'MultiPolygon':
      return shape.coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(lonLat)));
  }
}

function lonLat(position: readonly number[]): LonLat {
  return [position[0] ?? 0, position[1] ?? 0];
}

/** Latitude first, as people read it. */
function latLon([lon, lat]: LonLat): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

export const placesInput = z.object({ kinds: z.array(placeKind).max(40).optional() });
