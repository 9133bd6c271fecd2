import { booleanIntersects, pointOnFeature } from '@turf/turf';
import { z } from 'zod';
import type { Place, PlaceKind, PlaceName } from '../place/place.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, instant, line, version, type Geometry } from '../schema-parts.ts';
import { metresBetween, type LonLat } from '../zone/plane.ts';

/** A part of the land that the wave reaches: when after the breach, and how it is there. */
export interface BreachArea {
  /** Minutes from the breach to the front of the wave. */
  readonly arrivalMin: number;
  /** Null where the study does not say. */
  readonly depthM: number | null;
  readonly velocityMs: number | null;
  /** Polygon or MultiPolygon, WGS 84. */
  readonly geometry: Geometry;
}

/** What the site's engineers worked out for a breach of one dam. */
export interface BreachStudy {
  readonly id: string;
  readonly damId: string;
  readonly title: string;
  readonly author: string;
  readonly madeOn: string;
  readonly fileHash: string;
  readonly importedAt: string;
  readonly importedByName: string;
  readonly areas: readonly BreachArea[];
  readonly retiredAt: string | null;
  readonly version: number;
}

/** A clock that runs from a breach, for real or rehearsed. */
export interface BreachRun {
  readonly id: string;
  readonly studyId: string;
  readonly damId: string;
  readonly rehearsal: boolean;
  readonly incidentId: string | null;
  readonly alarmId: string | null;
  readonly startedAt: string;
  readonly startedByName: string;
  readonly endedAt: string | null;
  readonly endedByName: string | null;
  readonly endReason: string;
  readonly version: number;
}

export const readStudyInput = z.object({ text: z.string().max(20_000_000) });
export const importStudyInput = z.object({
  damId: id,
  title: line(200),
  author: line(200),
  madeOn: z.iso.date(),
  text: z.string().max(20_000_000),
});
export const retireStudyInput = z.object({ id, version, reason: line(500) });
export const startBreachInput = z.object({
  damId: id,
  rehearsal: z.boolean(),
  incidentId: id.nullable().default(null),
  /** When it broke, when that was before now. */
  at: instant.optional(),
});
export const stopBreachInput = z.object({ id, version, reason: line(500) });
export const breachBoardInput = z.object({ damId: id.optional() });

/** What the board lists, the people first. */
export const reachKinds = [
  'muster',
  'building',
  'area',
  'road',
  'haulRoad',
  'rail',
  'substation',
  'store',
  'tank',
  'siteGate',
  'post',
  'pump',
] as const satisfies readonly PlaceKind[];

/** Where people can walk to: a muster point that the wave never reaches, or reaches later than they do. */
export interface WayOut {
  readonly to: PlaceName;
  readonly metres: number;
  readonly walkMin: number;
  /** Degrees from north, clockwise. */
  readonly bearing: number;
}

/** Something that the wave reaches. */
export interface Reached {
  readonly place: PlaceName;
  readonly arrivalMin: number;
  readonly depthM: number | null;
  readonly velocityMs: number | null;
  /** How many are counted or expected at a muster point; null elsewhere. */
  readonly heads: number | null;
  /** Of muster points, buildings, areas, posts; null: none can be reached in time. */
  readonly wayOut: WayOut | null;
}

export interface BreachBoard {
  readonly dam: PlaceName;
  readonly study: Omit<BreachStudy, 'areas'>;
  readonly run: BreachRun | null;
  readonly areas: readonly BreachArea[];
  /** Soonest first. */
  readonly reached: readonly Reached[];
  readonly reachedTotal: number;
}

/**
 * A way on foot is longer than the straight line, and people in work clothes in the dark do 4 km/h. Assumptions of ours, shown
 * as such beside the figures.
 */
const detour = 1.3;
const walkMetresPerMin = 4000 / 60;

type Box = readonly [west: number, south: number, east: number, north: number];

function positionsOf(geometry: Geometry): LonLat[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates as unknown as LonLat];
    case 'LineString':
      return geometry.coordinates as unknown as LonLat[];
    case 'Polygon':
      return geometry.coordinates.flat() as unknown as LonLat[];
    case 'MultiPolygon':
      return geometry.coordinates.flat(2) as unknown as LonLat[];
  }
}

function boxOf(geometry: Geometry): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positionsOf(geometry)) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** The first of the areas that a shape touches, with the deepest and fastest water of all that it touches; null: none. */
export function reachOf(
  areas: readonly BreachArea[],
  geometry: Geometry,
): Pick<Reached, 'arrivalMin' | 'depthM' | 'velocityMs'> | null {
  const box = boxOf(geometry);
  const touched = areas.filter(
    (area) => meet(boxOf(area.geometry), box) && booleanIntersects(area.geometry as never, geometry as never),
  );
  if (touched.length === 0) return null;
  const most = (of: (area: BreachArea) => number | null): number | null =>
    touched.reduce<number | null>((max, area) => {
      const value = of(area);
      return value === null || (max !== null && max >= value) ? max : value;
    }, null);
  return {
    arrivalMin: Math.min(...touched.map(({ arrivalMin }) => arrivalMin)),
    depthM: most(({ depthM }) => depthM),
    velocityMs: most(({ velocityMs }) => velocityMs),
  };
}

/** A position that stands for a shape: on it, also where it is hollow or bent. */
export function standsAt(geometry: Geometry): LonLat {
  if (geometry.type === 'Point') return geometry.coordinates as unknown as LonLat;
  return pointOnFeature(geometry as never).geometry.coordinates as unknown as LonLat;
}

/** Degrees from north, clockwise, from one position to another near by. */
export function bearingOf(from: LonLat, to: LonLat): number {
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180);
  const degrees = (Math.atan2(east, to[1] - from[1]) * 180) / Math.PI;
  return Math.round((degrees + 360) % 360);
}

/** What the wave reaches of some places, soonest first; people are sent to the nearest muster point that they reach in time. */
export function whatIsReached(
  areas: readonly BreachArea[],
  places: readonly Place[],
  heads: ReadonlyMap<string, number | null>,
): Reached[] {
  const musters = places
    .filter(({ kind }) => kind === 'muster')
    .map((place) => ({ place, at: standsAt(place.geometry), reach: reachOf(areas, place.geometry) }));
  const peopled: ReadonlySet<PlaceKind> = new Set(['muster', 'building', 'area', 'post']);
  return places
    .flatMap((place): Reached[] => {
      const reach = reachOf(areas, place.geometry);
      if (!reach) return [];
      const { id: placeId, key, kind, names } = place;
      const from = standsAt(place.geometry);
      return [
        {
          place: { id: placeId, key, kind, names },
          ...reach,
          heads: heads.get(placeId) ?? null,
          wayOut: peopled.has(kind) ? wayOutOf(from, reach.arrivalMin, placeId, musters) : null,
        },
      ];
    })
    .sort((a, b) => a.arrivalMin - b.arrivalMin || (a.place.key < b.place.key ? -1 : 1));
}

function wayOutOf(
  from: LonLat,
  arrivalMin: number,
  own: string,
  musters: readonly {
    readonly place: Place;
    readonly at: LonLat;
    readonly reach: ReturnType<typeof reachOf>;
  }[],
): WayOut | null {
  const ways = musters
    // Ground that stays dry; one that the wave reaches later is no place to wait.
    .filter(({ place, reach }) => place.id !== own && reach === null)
    .map(({ place, at }) => {
      const metres = Math.round(metresBetween(from, at) * detour);
      const { id: placeId, key, kind, names } = place;
      return {
        to: { id: placeId, key, kind, names },
        metres,
        walkMin: Math.ceil(metres / walkMetresPerMin),
        bearing: bearingOf(from, at),
      };
    })
    .sort((a, b) => a.metres - b.metres);
  return ways.find(({ walkMin }) => walkMin <= arrivalMin) ?? null;
}

/** Minutes until the wave arrives, negative when it has; `now` and `startedAt` ISO 8601. */
export function minutesLeft(run: Pick<BreachRun, 'startedAt'>, arrivalMin: number, now: string): number {
  return arrivalMin - (Date.parse(now) - Date.parse(run.startedAt)) / 60_000;
}

/** A breach of the past starts the clock in the past, never in the future nor days ago. Refuses: breachAtWrong. */
export function beganAt(at: string | undefined, now: string): Answer<string> {
  if (at === undefined) return now;
  const minutes = (Date.parse(now) - Date.parse(at)) / 60_000;
  return minutes < -1 || minutes > 24 * 60 ? refuse('breachAtWrong', { at, now }) : at < now ? at : now;
}

/** Refuses: breachOver. */
export function stop(
  run: BreachRun,
  by: { readonly name: string },
  reason: string,
  now: string,
): Answer<BreachRun> {
  if (run.endedAt !== null) return refuse('breachOver', { by: run.endedByName, at: run.endedAt });
  return { ...run, endedAt: now, endedByName: by.name, endReason: reason, version: run.version + 1 };
}
