import type { Inside } from './inside.ts';
import type { OwnMaterial } from './materials.ts';
import type { DosePoint, Picture } from './picture.ts';
import type { Release } from './release.ts';
import type { Wind } from '../weather/weather.ts';

/** A release with what the models say now: drawn at once. */
export interface ReleaseZones {
  readonly release: Release;
  readonly picture: Picture;
}
/** Whom and what it reaches: looked up in the site's whole register, and shown when it is known. */
export interface ReleaseInside {
  readonly releaseId: string;
  readonly inside: Inside;
}
export interface AtPoint {
  readonly series: readonly DosePoint[];
  readonly downwindM: number;
  readonly acrossM: number;
}

/** What the thread that stands by is asked. */
export type ReleaseQuestion =
  /** Of a wind that is not kept yet: everything needed comes with it, nothing is read. */
  | {
      readonly kind: 'wind';
      readonly releases: readonly Release[];
      readonly wind: Wind;
      readonly own: readonly OwnMaterial[];
      readonly now: string;
    }
  | { readonly kind: 'zones' | 'inside'; readonly incidentId: string; readonly now: string }
  | {
      readonly kind: 'at';
      readonly id: string;
      readonly longitude: number;
      readonly latitude: number;
      readonly now: string;
    };
export type ReleaseAnswer = ReleaseZones[] | ReleaseInside[] | AtPoint | null;
export type ToRelease = { readonly no: number; readonly file: string; readonly question: ReleaseQuestion };
export interface FromRelease {
  readonly no: number;
  readonly answer: ReleaseAnswer;
  readonly error: string | null;
}
