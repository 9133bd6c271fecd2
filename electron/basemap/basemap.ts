import { z } from 'zod';
import { id, line, version } from '../schema-parts.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { metresBetween, type LonLat } from '../zone/plane.ts';
import { reachKm } from '../zone/zone.ts';

export type BasemapKind = 'rasterTiles' | 'vectorTiles' | 'image' | 'features';
export type BasemapFormat = 'mbtiles' | 'pmtiles' | 'png' | 'geojson' | 'kml' | 'kmz';
/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** Coordinate systems that a file may be in; each is turned into WGS 84 longitude and latitude. */
export const coordinateSystems = ['EPSG:4326', 'EPSG:32634', 'EPSG:3857'] as const;
export type CoordinateSystem = (typeof coordinateSystems)[number];

const corner = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [LonLat, LonLat, LonLat, LonLat];

export const previewInput = z.object({
  path: z.string().min(1).max(4096),
  system: z.enum(coordinateSystems).optional(),
  corners: z.tuple([corner, corner, corner, corner]).optional(),
});
export const importInput = previewInput.extend({
  name: line(120),
  attribution: z.string().trim().max(200).default(''),
});
export const shownInput = z.object({ id, version });
export const orderInput = z.object({ id, version, position: z.int().min(0).max(200) });

/** Most basemaps that lie over each other; more than that nobody can read. */
export const basemapsMax = 24;

/** Something that the importer should know and that does not stop the import; text key `basemap.problem.<code>`. */
export interface Problem {
  readonly code:
    | 'withoutGeometry'
    | 'badPositions'
    | 'partlyOutside'
    | 'systemGuessed'
    | 'noZoomRange'
    | 'notDetailed'
    | 'boundsComputed';
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a file turned out to hold. */
export interface BasemapContent {
  readonly kind: BasemapKind;
  readonly format: BasemapFormat;
  readonly bounds: Bounds;
  readonly corners: Corners | null;
  readonly minZoom: number | null;
  readonly maxZoom: number | null;
  readonly featureCount: number | null;
  readonly vectorLayers: readonly string[];
  readonly attribution: string;
}

export interface BasemapPreview extends BasemapContent {
  readonly name: string;
  readonly bytes: number;
  readonly problems: readonly Problem[];
}

export interface Basemap extends BasemapContent {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly bytes: number;
  readonly shown: boolean;
  readonly position: number;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly version: number;
}

/** As listed: with whether the file beside the site is still there. */
export interface ListedBasemap extends Basemap {
  readonly missing: boolean;
}

// Limits that keep a seat of 8 GB answering.
export const limits = {
  featureFileMb: 100,
  features: 200_000,
  imageMb: 200,
  imagePx: 8192,
  tileFileMb: 40_000,
} as const;

/** The bounds of positions; null without any. */
export function boundsOf(positions: Iterable<LonLat>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return west <= east ? [west, south, east, north] : null;
}

/** Metres from the site to the nearest point of the bounds; 0 when the site lies within. */
function metresTo(bounds: Bounds, site: LonLat): number {
  const [west, south, east, north] = bounds;
  return metresBetween(site, [
    Math.min(east, Math.max(west, site[0])),
    Math.min(north, Math.max(south, site[1])),
  ]);
}

/** Refuses what lies elsewhere, saying where, and whether longitude and latitude were only exchanged. */
export function outOfArea(bounds: Bounds, site: LonLat): Refusal | null {
  const metres = metresTo(bounds, site);
  if (metres <= reachKm * 1000) return null;
  const [west, south, east, north] = bounds;
  const exchanged: Bounds = [south, west, north, east];
  if (metresTo(exchanged, site) <= reachKm * 1000)
    return refuse('basemapExchanged', { where: whereIs(bounds) });
  return refuse('basemapElsewhere', {
    where: whereIs(bounds),
    km: Math.round(metres / 1000),
    limit: reachKm,
  });
}

/** A warning when the greater part cannot be seen: the map ends some way around the site. */
export function partlyOutside(bounds: Bounds, site: LonLat): Problem[] {
  const [west, south, east, north] = bounds;
  const far = [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
  ].some((at) => metresBetween(at as unknown as LonLat, site) > reachKm * 1000);
  return far ? [{ code: 'partlyOutside', facts: { limit: reachKm } }] : [];
}

function whereIs([west, south, east, north]: Bounds): string {
  return `${((south + north) / 2).toFixed(3)}, ${((west + east) / 2).toFixed(3)}`;
}
