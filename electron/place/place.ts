import { z } from 'zod';
import { geometry, id, line, names, type Geometry, type Names } from '../schema-parts.ts';

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

export const placesInput = z.object({ kinds: z.array(placeKind).max(40).optional() });
