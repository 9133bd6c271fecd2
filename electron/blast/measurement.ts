import { z } from 'zod';
import { din4150LimitMmS, din4150Lines } from '../hazard/blast.ts';
import type { PlaceKind, PlaceName } from '../place/place.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';

/** What an instrument at a named place showed of one shot. */
export interface BlastMeasurement {
  readonly id: string;
  readonly blastId: string;
  readonly placeId: string;
  readonly distanceM: number;
  readonly ppvMmS: number | null;
  readonly frequencyHz: number | null;
  /** Linear decibels over 20 µPa. */
  readonly airblastDb: number | null;
  readonly enteredAt: string;
  readonly enteredByName: string;
  readonly excludedAt: string | null;
  readonly excludedByName: string | null;
  readonly excludedReason: string;
  readonly version: number;
}
export interface MeasurementLine extends BlastMeasurement {
  readonly place: PlaceName;
  /** The limit at this place for the frequency that was measured, and how it stood to it. */
  readonly limitMmS: number | null;
  readonly airblastLimitDb: number | null;
  readonly state: LimitState;
}

const reading = {
  ppvMmS: z.number().positive().nullable().default(null),
  frequencyHz: z.number().positive().max(1000).nullable().default(null),
  airblastDb: z.number().positive().nullable().default(null),
};
export const measureInput = z.object({ blastId: id, placeId: id, ...reading });
export const correctMeasurementInput = z.object({ id, version, ...reading });
export const excludeInput = z.object({ id, version, reason: line(400) });
export const includeInput = z.object({ id, version });

/** Nothing of a shot shakes a place that is not under it so hard; µm/s read as mm/s would. */
const mostMmS = 500;
const [leastDb, mostDb] = [60, 185];
/** Nearer than this a place is part of the shot. */
const nearestM = 5;

/** Refuses: blastNothingMeasured, blastPpvUnit, blastDbUnit, blastAtShot. */
export function measurementFault(given: {
  readonly ppvMmS: number | null;
  readonly airblastDb: number | null;
  readonly distanceM: number;
}): Refusal | null {
  const { ppvMmS, airblastDb, distanceM } = given;
  if (ppvMmS === null && airblastDb === null) return refuse('blastNothingMeasured');
  if (ppvMmS !== null && ppvMmS > mostMmS) return refuse('blastPpvUnit', { value: ppvMmS, most: mostMmS });
  if (airblastDb !== null && (airblastDb < leastDb || airblastDb > mostDb))
    return refuse('blastDbUnit', { value: airblastDb, least: leastDb, most: mostDb });
  if (distanceM < nearestM) return refuse('blastAtShot', { metres: Math.round(distanceM * 10) / 10 });
  return null;
}

/** Left out of the law, with a reason. Refuses: blastAlreadyExcluded. */
export function exclude(
  one: BlastMeasurement,
  reason: string,
  by: { readonly name: string },
  now: string,
): Answer<BlastMeasurement> {
  if (one.excludedAt !== null) return refuse('blastAlreadyExcluded', { by: one.excludedByName });
  const { version: before } = one;
  return { ...one, excludedAt: now, excludedByName: by.name, excludedReason: reason, version: before + 1 };
}

export function include(one: BlastMeasurement): BlastMeasurement {
  return { ...one, excludedAt: null, excludedByName: null, excludedReason: '', version: one.version + 1 };
}

/** How much a place may be shaken: a line of DIN 4150-3, the site's own value, or not limited. */
export const limitRules = [...din4150Lines, 'own', 'none'] as const;
export type LimitRule = (typeof limitRules)[number];
export interface BlastLimit {
  readonly id: string;
  readonly placeId: string;
  readonly rule: LimitRule;
  readonly ownMmS: number | null;
  /** The frequency to be expected there; null: the lowest that was measured there, else the line's lowest value. */
  readonly frequencyHz: number | null;
  readonly airblastDb: number | null;
  readonly changedAt: string;
  readonly changedByName: string;
  readonly version: number;
}
export const setLimitInput = z.object({
  placeId: id,
  /** Null: the place had only the usual limit of its kind. */
  version: version.nullable(),
  rule: z.enum(limitRules),
  ownMmS: z.number().positive().max(mostMmS).nullable().default(null),
  frequencyHz: z.number().positive().max(1000).nullable().default(null),
  airblastDb: z.number().min(leastDb).max(mostDb).nullable().default(null),
});

/** A limit of the site's own needs its value, and no other has one. Refuses: blastOwnLimit. */
export function limitFault(given: {
  readonly rule: LimitRule;
  readonly ownMmS: number | null;
}): Refusal | null {
  return (given.rule === 'own') === (given.ownMmS !== null) ? null : refuse('blastOwnLimit');
}

/** Places that are listed for every shot, and the line that stands for each kind until the site says otherwise. */
export const usualRule: Partial<Readonly<Record<PlaceKind, LimitRule>>> = {
  building: 'industrial',
  store: 'industrial',
  tank: 'industrial',
  substation: 'industrial',
  tailingsDam: 'none',
  muster: 'none',
  road: 'none',
  haulRoad: 'none',
  rail: 'none',
};
/** 30 CFR 816.67 at a dwelling, for instruments that reach down to 2 Hz. */
export const usualDwellingDb = 133;

/** The limit that counts at a place. */
export interface LimitAt {
  readonly rule: LimitRule;
  readonly mmS: number | null;
  readonly frequencyHz: number | null;
  readonly frequencyFrom: 'set' | 'measured' | 'lowest';
  readonly airblastDb: number | null;
  /** Of the site's own row; null: the usual limit of the kind. */
  readonly version: number | null;
}

/** `lowestHz` is the lowest frequency that was measured there. */
export function limitAt(kind: PlaceKind, own: BlastLimit | undefined, lowestHz: number | null): LimitAt {
  const rule = own?.rule ?? usualRule[kind] ?? 'none';
  const set = own?.frequencyHz ?? null;
  const frequencyHz = set ?? lowestHz;
  const home = rule === 'dwelling' || rule === 'sensitive';
  return {
    rule,
    mmS: rule === 'none' ? null : rule === 'own' ? own!.ownMmS : din4150LimitMmS(rule, frequencyHz),
    frequencyHz,
    frequencyFrom: set !== null ? 'set' : lowestHz !== null ? 'measured' : 'lowest',
    airblastDb: own?.airblastDb ?? (home ? usualDwellingDb : null),
    version: own?.version ?? null,
  };
}

export type LimitState = 'within' | 'close' | 'over' | 'noLimit';
/** From four fifths of a limit on it is said to be close; of decibels from three below, which is a factor of 1.4. */
const closeShare = 0.8;
const closeDb = 3;

export function vibrationState(mmS: number, limitMmS: number | null): LimitState {
  if (limitMmS === null) return 'noLimit';
  return mmS > limitMmS ? 'over' : mmS > closeShare * limitMmS ? 'close' : 'within';
}
export function airblastState(db: number, limitDb: number | null): LimitState {
  if (limitDb === null) return 'noLimit';
  return db > limitDb ? 'over' : db > limitDb - closeDb ? 'close' : 'within';
}
const gravity: readonly LimitState[] = ['over', 'close', 'within', 'noLimit'];
/** The graver of two. */
export function graver(a: LimitState, b: LimitState): LimitState {
  return gravity.indexOf(a) <= gravity.indexOf(b) ? a : b;
}
