import { kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { refuse, type Answer } from '../refusal.ts';
import type { LonLat } from '../zone/plane.ts';
import { limits, type Bounds, type CoordinateSystem, type Problem } from './basemap.ts';
import { systemNamed, systemsThatFit, toLonLat } from './systems.ts';

/** A drawing in WGS 84, reduced to what the map draws: shapes and their names. */
export interface Drawing {
  readonly type: 'FeatureCollection';
  readonly features: readonly DrawnFeature[];
}
interface DrawnFeature {
  readonly type: 'Feature';
  readonly properties: { readonly name: string };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}
export interface ReadDrawing {
  readonly drawing: Drawing;
  readonly bounds: Bounds;
  readonly problems: readonly Problem[];
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const depthOf: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Reads KML text. Refuses basemapDamaged. */
export function geojsonOfKml(text: string): Answer<unknown> {
  let fault = '';
  const parser = new DOMParser({
    onError: (level: string, message: string) => {
      if (level !== 'warning') fault ||= message.split('\n')[0] ?? level;
    },
  });
  try {
    const document = parser.parseFromString(text, 'text/xml');
    if (fault) return refuse('basemapDamaged', { detail: fault.slice(0, 160) });
    if (document.documentElement?.localName !== 'kml') return refuse('basemapUnknownKind');
    return kml(document as unknown as Document);
  } catch (error) {
    return refuse('basemapDamaged', { detail: (fault || (error as Error).message).slice(0, 160) });
  }
}

/**
 * Reads parsed GeoJSON. Without `system` it must be WGS 84 or name its own. Refuses basemapUnknownKind, basemapEmpty,
 * basemapTooManyFeatures, basemapSystemUnknown, basemapNotDegrees (with the system that would fit, when one does).
 */
export function readDrawing(
  json: unknown,
  chosen: CoordinateSystem | undefined,
  reaches: (at: LonLat) => boolean,
): Answer<ReadDrawing> {
  if (!isObject(json)) return refuse('basemapUnknownKind');
  const features = featuresOf(json);
  if (features === null) return refuse('basemapUnknownKind');
  if (features.length > limits.features)
    return refuse('basemapTooManyFeatures', { features: features.length, limit: limits.features });
  const named = nameOfSystem(json);
  const declared = named === null ? 'EPSG:4326' : systemNamed(named);
  if (chosen === undefined && declared === null)
    return refuse('basemapSystemUnknown', { system: (named ?? '').slice(0, 80) });
  const system = chosen ?? declared ?? 'EPSG:4326';
  let withoutGeometry = 0;
  let badPositions = 0;
  let first: readonly [number, number] | null = null;
  let notDegrees: readonly [number, number] | null = null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  /** Rounded to a centimetre: a drawing does not need more, and files of drawings are long. */
  const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  const place = (raw: unknown): unknown => {
    if (!Array.isArray(raw) || typeof raw[0] !== 'number' || typeof raw[1] !== 'number') throw badPosition;
    const [x, y] = raw as [number, number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw badPosition;
    first ??= [x, y];
    if (system === 'EPSG:4326' && (Math.abs(x) > 180 || Math.abs(y) > 90)) notDegrees ??= [x, y];
    const [lon, lat] = toLonLat(system, x, y);
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw badPosition;
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
    return [round(lon), round(lat)];
  };
  const walk = (raw: unknown, depth: number): unknown => {
    if (depth === 0) return place(raw);
    if (!Array.isArray(raw) || raw.length === 0) throw badPosition;
    return raw.map((part) => walk(part, depth - 1));
  };
  const drawn: DrawnFeature[] = [];
  for (const feature of features) {
    const shapes = simpleShapes(isObject(feature) ? feature['geometry'] : null);
    if (shapes.length === 0) withoutGeometry++;
    for (const shape of shapes) {
      try {
        const geometry = { type: shape.type, coordinates: walk(shape.coordinates, depthOf[shape.type]!) };
        drawn.push({ type: 'Feature', properties: { name: nameOf(feature) }, geometry });
      } catch (error) {
        if (error !== badPosition) throw error;
        badPositions++;
      }
    }
  }
  if (notDegrees !== null) {
    const [x, y] = notDegrees as readonly [number, number];
    const [fitting] = systemsThatFit(x, y, reaches);
    return fitting
      ? refuse('basemapNotDegreesBut', { x, y, system: fitting })
      : refuse('basemapNotDegrees', { x, y });
  }
  if (drawn.length === 0) return refuse('basemapEmpty');
  return {
    drawing: { type: 'FeatureCollection', features: drawn },
    bounds: [west, south, east, north],
    problems: [
      ...(withoutGeometry > 0
        ? [{ code: 'withoutGeometry', facts: { count: withoutGeometry } } as const]
        : []),
      ...(badPositions > 0 ? [{ code: 'badPositions', facts: { count: badPositions } } as const] : []),
    ],
  };
}

const badPosition = new Error('not a position');

function featuresOf(json: Json): unknown[] | null {
  if (json['type'] === 'FeatureCollection') return Array.isArray(json['features']) ? json['features'] : null;
  if (json['type'] === 'Feature') return [json];
  if (typeof json['type'] === 'string' && (json['type'] in depthOf || json['type'] === 'GeometryCollection'))
    return [{ type: 'Feature', properties: {}, geometry: json }];
  return null;
}

/** The name in the old `crs` member, which many desktop programs still write. */
function nameOfSystem(json: Json): string | null {
  const crs = json['crs'];
  const properties = isObject(crs) ? crs['properties'] : null;
  return isObject(properties) && typeof properties['name'] === 'string' ? properties['name'] : null;
}

function nameOf(feature: unknown): string {
  const properties = isObject(feature) ? feature['properties'] : null;
  if (!isObject(properties)) return '';
  for (const key of ['name', 'Name', 'NAME', 'naziv', 'title', 'label', 'Text', 'Layer']) {
    const value = properties[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 120);
  }
  return '';
}

function simpleShapes(geometry: unknown, depth = 0): { type: string; coordinates: unknown }[] {
  if (!isObject(geometry) || typeof geometry['type'] !== 'string' || depth > 8) return [];
  if (geometry['type'] === 'GeometryCollection')
    return Array.isArray(geometry['geometries'])
      ? geometry['geometries'].flatMap((part) => simpleShapes(part, depth + 1))
      : [];
  return geometry['type'] in depthOf
    ? [{ type: geometry['type'], coordinates: geometry['coordinates'] }]
    : [];
}
