import { systemNamed, systemsThatFit, toLonLat } from '../basemap/systems.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { geometry as geometrySchema } from '../schema-parts.ts';
import type { LonLat } from '../zone/plane.ts';
import type { BreachArea } from './breach.ts';

/** More polygons than a study of one site has. */
const mostAreas = 5_000;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the columns of such studies are called, in English, Serbian and Chinese. */
const columns = {
  arrivalMin: /arriv|^t_?(arr|front|wave)|time|dolazak|vreme|vrijeme|到达|时间/iu,
  depthM: /depth|dubina|^h_?max|水深|深度/iu,
  velocityMs: /veloc|speed|brzina|^v_?max|流速/iu,
} as const;

/** A number with an optional unit, `1,5 h` or `12 min`; null when it is none. */
function numberIn(value: unknown): { readonly number: number; readonly unit: string } | null {
  if (typeof value === 'number') return Number.isFinite(value) ? { number: value, unit: '' } : null;
  if (typeof value !== 'string') return null;
  const found = /^\s*(-?\d+(?:[.,]\d+)?)\s*([\p{L}/]*)\s*$/u.exec(value);
  return found ? { number: Number(found[1]!.replace(',', '.')), unit: found[2]!.toLowerCase() } : null;
}

/** Minutes in one of a unit, told beside the number or at the end of the column's name; minutes when nothing is said. */
function minutesPer(unit: string, column: string): number {
  const said = unit || (/[_\s(]([a-z]+)\)?$/iu.exec(column)?.[1]?.toLowerCase() ?? '');
  if (/^(h|hr|hrs|hour|hours|sat|sati|čas)$/u.test(said)) return 60;
  if (/^(s|sec|secs|second|seconds|sek)$/u.test(said)) return 1 / 60;
  return 1;
}

function columnOf(properties: Json, pattern: RegExp): string | undefined {
  return Object.keys(properties).find((name) => pattern.test(name));
}

export interface StudyRead {
  readonly areas: readonly BreachArea[];
  /** Which columns were taken for what. */
  readonly columns: Readonly<Record<keyof typeof columns, string | null>>;
  /** Shapes that are no areas and were left out. */
  readonly leftOut: number;
}

/**
 * Reads a breach study from GeoJSON: polygons with the arrival of the wave (minutes, or as the column or the value says), depth
 * in m and velocity in m/s where given. Refuses: studyNotGeoJson, studyEmpty, studyTooMany, studyNoArrival (with the
 * feature's number), studySystem (a grid that is not known), studyNotDegrees (with the grid that would fit), studyShape.
 */
export function readStudy(text: string, reaches: (at: LonLat) => boolean): Answer<StudyRead> {
  const json = parsed(text);
  if (!isObject(json) || json['type'] !== 'FeatureCollection' || !Array.isArray(json['features']))
    return refuse('studyNotGeoJson');
  const features = json['features'] as unknown[];
  if (features.length > mostAreas) return refuse('studyTooMany', { count: features.length, most: mostAreas });
  const named = nameOfSystem(json);
  const system = named === null ? 'EPSG:4326' : systemNamed(named);
  if (system === null) return refuse('studySystem', { system: (named ?? '').slice(0, 80) });
  const areas: BreachArea[] = [];
  let leftOut = 0;
  const used: Record<keyof typeof columns, string | null> = {
    arrivalMin: null,
    depthM: null,
    velocityMs: null,
  };
  for (const [i, feature] of features.entries()) {
    const shape = isObject(feature) ? feature['geometry'] : null;
    if (!isObject(shape) || (shape['type'] !== 'Polygon' && shape['type'] !== 'MultiPolygon')) {
      leftOut += 1;
      continue;
    }
    const properties = isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {};
    const column = columnOf(properties, columns.arrivalMin);
    const arrival = column === undefined ? null : numberIn(properties[column]);
    if (column === undefined || arrival === null || arrival.number < 0)
      return refuse('studyNoArrival', { number: i + 1, columns: Object.keys(properties).slice(0, 12) });
    const placed = inDegrees(shape, system, reaches);
    if ('refused' in placed) return placed;
    const geometry = geometrySchema.safeParse(placed.geometry);
    if (!geometry.success) return refuse('studyShape', { number: i + 1 });
    const depth = columnOf(properties, columns.depthM);
    const velocity = columnOf(properties, columns.velocityMs);
    used.arrivalMin ??= column;
    used.depthM ??= depth ?? null;
    used.velocityMs ??= velocity ?? null;
    areas.push({
      arrivalMin: arrival.number * minutesPer(arrival.unit, column),
      depthM: depth === undefined ? null : (numberIn(properties[depth])?.number ?? null),
      velocityMs: velocity === undefined ? null : (numberIn(properties[velocity])?.number ?? null),
      geometry: geometry.data,
    });
  }
  if (areas.length === 0) return refuse('studyEmpty', { leftOut });
  return { areas, columns: used, leftOut };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown;
  } catch {
    return null;
  }
}

function nameOfSystem(json: Json): string | null {
  const crs = json['crs'];
  const properties = isObject(crs) ? crs['properties'] : null;
  const name = isObject(properties) ? properties['name'] : null;
  return typeof name === 'string' ? name : null;
}

/** A shape in WGS 84. Numbers that are no degrees, or degrees far from the site, are a grid that was not named. */
function inDegrees(
  shape: Json,
  system: NonNullable<ReturnType<typeof systemNamed>>,
  reaches: (at: LonLat) => boolean,
): { readonly geometry: unknown } | Refusal {
  let wrong: Refusal | null = null;
  const walk = (raw: unknown): unknown => {
    if (!Array.isArray(raw)) return raw;
    if (typeof raw[0] !== 'number' || typeof raw[1] !== 'number') return raw.map(walk);
    const [x, y] = raw as [number, number];
    const [lon, lat] = toLonLat(system, x, y);
    const degrees = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
    if (!wrong && !(degrees && reaches([lon, lat]))) {
      const [fitting] = systemsThatFit(x, y, reaches);
      wrong = degrees
        ? refuse('studyFarAway', { x, y })
        : refuse('studyNotDegrees', { x, y, system: fitting ?? '' });
    }
    return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
  };
  const geometry = { type: shape['type'], coordinates: walk(shape['coordinates']) };
  return wrong ?? { geometry };
}
