import { z } from 'zod';
import type { Place } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, version, type Geometry } from '../schema-parts.ts';
import type { LonLat } from '../zone/plane.ts';
import type { GridShape } from './grid.ts';

/** Cells that a seat can fill within its second, and a file that it can read into its memory. */
export const terrainLimits = { cells: 16_000_000, fileMb: 512, coarseM: 20 } as const;

/** What the importer should know and that does not stop the import; text key `terrain.problem.<code>`. */
export interface TerrainProblem {
  readonly code:
    'holes' | 'noDataGuessed' | 'feetTurned' | 'coarse' | 'partly' | 'heightsDoNotFit' | 'unitNotSaid';
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What a file turned out to hold. */
export interface TerrainRead {
  readonly shape: GridShape;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly cellM: number;
  readonly minM: number;
  readonly maxM: number;
  /** Of all cells, and of those over the site's places. */
  readonly unknownShare: number;
  readonly unknownOverSite: number;
  readonly problems: readonly TerrainProblem[];
  readonly name: string;
  readonly fileHash: string;
}

export interface TerrainModel {
  readonly id: string;
  readonly name: string;
  readonly author: string;
  readonly madeOn: string;
  readonly fileHash: string;
  readonly heightsHash: string;
  readonly shape: GridShape;
  readonly minM: number;
  readonly maxM: number;
  readonly unknownShare: number;
  readonly problems: readonly TerrainProblem[];
  readonly importedAt: string;
  readonly importedBy: string;
  readonly importedByName: string;
  readonly retiredAt: string | null;
  readonly version: number;
}

/** The height of a gauge's zero, metres above sea: 0 cm on its staff. */
export interface GaugeZero {
  readonly id: string;
  readonly zeroM: number;
  readonly note: string;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly version: number;
}

const path = z.string().min(1).max(4096);
export const previewTerrainInput = z.object({ path });
export const importTerrainInput = z.object({
  path,
  name: line(120),
  author: line(200),
  madeOn: z.iso.date(),
});
export const putBackTerrainInput = z.object({ id, version });
export const retireTerrainInput = z.object({ id, version, reason: line(500) });
export const setGaugeZeroInput = z.object({
  gaugeId: id,
  zeroM: z.number().min(-500).max(9000),
  note: z.string().trim().max(300).default(''),
  /** The version seen; null when the gauge had none yet. */
  version: version.nullable(),
});

/** A height that somebody knows: a place's own attribute, or a gauge's zero. */
export interface KnownHeight {
  readonly key: string;
  readonly knownM: number;
  readonly modelM: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** At least so many known heights before anything is concluded from them. */
const fewest = 3;

/**
 * Feet that were taken for metres show against heights that are known: the model stands 3.28 times as high. Any other great
 * difference is told, because a vertical datum may differ by some tens of metres. Refuses: terrainLooksLikeFeet.
 */
export function compareHeights(known: readonly KnownHeight[]): Refusal | TerrainProblem | null {
  const usable = known.filter(({ knownM }) => Math.abs(knownM) > 5);
  if (usable.length < fewest) return null;
  const ratio = median(usable.map(({ knownM, modelM }) => modelM / knownM));
  const differenceM = median(usable.map(({ knownM, modelM }) => modelM - knownM));
  const [one] = usable;
  const facts = {
    place: one!.key,
    knownM: Math.round(one!.knownM),
    modelM: Math.round(one!.modelM),
  };
  if (ratio > 2.9 && ratio < 3.7) return refuse('terrainLooksLikeFeet', facts);
  if (Math.abs(differenceM) > 5)
    return {
      code: 'heightsDoNotFit',
      facts: { ...facts, differenceM: Math.round(differenceM * 10) / 10, count: usable.length },
    };
  return null;
}

/** Where a shape is looked up in the model: a point, the middle corner of a line, the middle of an outline's corners. */
export function spotOf(geometry: Geometry): LonLat {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates as unknown as LonLat;
    case 'LineString':
      return geometry.coordinates[geometry.coordinates.length >> 1] as unknown as LonLat;
    case 'Polygon':
    case 'MultiPolygon': {
      const ring = geometry.type === 'Polygon' ? geometry.coordinates[0]! : geometry.coordinates[0]![0]!;
      const corners = ring.slice(1);
      const sum = corners.reduce<[number, number]>(([x, y], [lon, lat]) => [x + lon!, y + lat!], [0, 0]);
      return [sum[0] / corners.length, sum[1] / corners.length];
    }
  }
}

/** What a place's own attributes say of the ground's height under it, metres above sea. */
export function groundOf(place: Pick<Place, 'attributes'>): number | null {
  const value = place.attributes['groundM'];
  return typeof value === 'number' ? value : null;
}
