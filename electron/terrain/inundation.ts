import { z } from 'zod';
import type { PlaceKind, PlaceName } from '../place/place.ts';
import type { Refusal } from '../refusal.ts';
import { id } from '../schema-parts.ts';
import type { Band } from './bands.ts';
import type { TerrainModel } from './terrain.ts';
import type { Work } from './works.ts';

/** Minutes ahead for which the water is drawn. */
export const horizons = [0, 30, 60, 180] as const;
export type Horizon = (typeof horizons)[number];

export const inundationInput = z.object({
  /** Headcounts of this incident, when there is one. */
  incidentId: id.nullable().default(null),
});
export const bandsInput = z.object({ minutes: z.literal(horizons) });

/** How a gauge takes part. */
export type GaugePart =
  | 'rising'
  | 'steady'
  | 'falling'
  | 'fewReadings'
  | 'stale'
  /** Below: it does not speak for the water. */
  | 'noReading'
  | 'noZero'
  | 'outside'
  | 'doesNotFit'
  | 'steep';
export const speaking: readonly GaugePart[] = ['rising', 'steady', 'falling', 'fewReadings', 'stale'];

export interface InundationGauge {
  readonly place: PlaceName;
  readonly part: GaugePart;
  readonly zeroM: number | null;
  readonly zeroVersion: number | null;
  readonly levelCm: number | null;
  readonly at: string | null;
  /** Cm a minute; null when it does not rise. */
  readonly rise: { readonly low: number; readonly mean: number; readonly high: number } | null;
  /** The line of water for which it speaks; null: only for its own place. */
  readonly river: PlaceName | null;
}

/** What is looked for in the water. */
export const wetKinds = [
  'building',
  'road',
  'haulRoad',
  'rail',
  'store',
  'tank',
  'substation',
  'muster',
  'pump',
  'siteGate',
  'post',
] as const satisfies readonly PlaceKind[];

/** A place that the water reaches within three hours, or could. */
export interface InWater {
  readonly place: PlaceName;
  /** Minutes from now; 0: it is there; null at that pace: not within three hours. */
  readonly minute: number | null;
  readonly soonest: number | null;
  readonly latest: number | null;
  /** The deepest in cm at each of the horizons; null: dry. */
  readonly depthsCm: readonly (number | null)[];
  /** A part of it stands on ground of unknown height. */
  readonly unknown: boolean;
  /** Counted or expected at a muster point. */
  readonly heads: number | null;
}
export interface TeamInWater {
  readonly team: string;
  readonly teamId: string;
  readonly people: number;
  readonly at: PlaceName;
  readonly minute: number | null;
  readonly soonest: number | null;
}

/** What an operator must know of how far the picture holds; text key `terrain.limit.<code>`. */
export interface InundationLimit {
  readonly code:
    | 'bathtub'
    | 'oneGauge'
    | 'notRising'
    | 'stale'
    | 'fewReadings'
    | 'noRiver'
    | 'unknownGround'
    | 'openTaken'
    | 'noCrest'
    | 'coarse';
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The whole of what can be said; null parts: why not. */
export interface Inundation {
  readonly model: Omit<TerrainModel, 'problems'> & { readonly cellM: number };
  readonly at: string;
  readonly gauges: readonly InundationGauge[];
  /** False: only what stands now is drawn, `limits` say why. */
  readonly ahead: boolean;
  /** Hectares under water outside rivers and ponds at each horizon. */
  readonly hectares: readonly number[];
  readonly works: readonly Work[];
  readonly limits: readonly InundationLimit[];
  /** Soonest first. */
  readonly inside: readonly InWater[];
  readonly teams: readonly TeamInWater[];
  /** How long it took off the main thread. */
  readonly tookMs: number;
}

export type Polygon = readonly (readonly (readonly [number, number])[])[];
export interface InundationBands {
  readonly minutes: number;
  readonly bands: readonly { readonly band: Band; readonly polygons: readonly Polygon[] }[];
  /** How far it could be by then at the upper end of the rates. */
  readonly upper: readonly Polygon[];
}

/** What the thread that stands by is asked. */
export type TerrainQuestion =
  | { readonly kind: 'inundation'; readonly incidentId: string | null; readonly now: string }
  | { readonly kind: 'bands'; readonly minutes: Horizon; readonly now: string };
/** Refuses: terrainHeightsDamaged. */
export type TerrainAnswer = Inundation | InundationBands | Refusal | null;
export interface ToTerrain {
  readonly no: number;
  readonly file: string;
  readonly question: TerrainQuestion;
  /** Word 0 not zero: called off. */
  readonly flag: Int32Array;
}
export type FromTerrain =
  | { readonly no: number; readonly done: number; readonly total: number }
  | {
      readonly no: number;
      readonly answer: TerrainAnswer;
      readonly error: string | null;
      readonly off: boolean;
    };
