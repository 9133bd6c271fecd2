import SunCalc from 'suncalc';
import { z } from 'zod';
import { scaledDistance } from '../hazard/blast-fit.ts';
import {
  airblastKPa,
  chargeForAirblast,
  chargeForVelocity,
  decibels,
  kPaOfDecibels,
  peakParticleVelocity,
} from '../hazard/blast.ts';
import type { Place, PlaceName } from '../place/place.ts';
import type { Facts } from '../refusal.ts';
import { id } from '../schema-parts.ts';
import { windAge, type Wind } from '../weather/weather.ts';
import { clearanceOf, type Blast, type Clearance } from './blast.ts';
import type { LawInUse } from './law.ts';
import {
  airblastState,
  graver,
  limitAt,
  usualRule,
  vibrationState,
  type BlastLimit,
  type LimitAt,
  type LimitState,
} from './measurement.ts';
import { distanceTo } from './reach.ts';

/** What a shot would do at a named place. Mean, and what 95 of 100 stay under. */
export interface PredictedAt {
  readonly place: PlaceName;
  readonly distanceM: number;
  readonly bearing: number;
  /** R / √Q. */
  readonly scaled: number;
  readonly ppvMmS: number;
  readonly ppv95MmS: number;
  readonly airblastDb: number;
  readonly airblast95Db: number;
  readonly limit: LimitAt;
  readonly vibration: LimitState;
  readonly airblast: LimitState;
  readonly state: LimitState;
  /** The greatest charge per delay whose 95 % line stays under the limits here; null: nothing limits it. */
  readonly mostKg: number | null;
  /** Nearer or farther, scaled, than the site's law was measured. */
  readonly extrapolated: boolean;
}

/** Something that the person should know beside the numbers; a locale key under blast.warn. */
export interface Warning {
  readonly code: string;
  readonly facts: Facts;
}

export interface Prediction {
  readonly blast: Blast;
  readonly laws: Readonly<Record<'vibration' | 'airblast', LawInUse>>;
  readonly clearance: Clearance;
  /** Over its limit first, then close, then by distance. */
  readonly rows: readonly PredictedAt[];
  readonly total: number;
  readonly over: number;
  /** Whole kg per delay with which every place stays within its limits, and the place that decides it. */
  readonly suggestion: { readonly kg: number; readonly place: PlaceName } | null;
  readonly warnings: readonly Warning[];
}
export const predictionInput = z.object({ id });

/** Nearer than this the laws say nothing; a place under the shot is taken to lie so far from it. */
const leastM = 5;
/** Beyond this nothing is felt; a place with a limit of its own is listed all the same. */
const farthestM = 5000;
const mostRows = 200;

/** `lowestHz` holds the lowest frequency that was measured at a place. */
export function predictAt(
  blast: Pick<Blast, 'longitude' | 'latitude' | 'chargePerDelayKg'>,
  laws: Prediction['laws'],
  place: Place,
  own: BlastLimit | undefined,
  lowestHz: number | null,
): PredictedAt {
  const { metres, bearing } = distanceTo(place.geometry, [blast.longitude, blast.latitude]);
  const distanceM = Math.max(leastM, metres);
  const charge = blast.chargePerDelayKg;
  const { vibration, airblast } = laws;
  const limit = limitAt(place.kind, own, lowestHz);
  const ppv = (k: number): number => peakParticleVelocity(k, vibration.b, distanceM, charge);
  const db = (k: number): number => decibels(airblastKPa(k, airblast.b, distanceM, charge));
  const states = {
    vibration: vibrationState(ppv(vibration.k95), limit.mmS),
    airblast: airblastState(db(airblast.k95), limit.airblastDb),
  };
  const most = [
    ...(limit.mmS === null ? [] : [chargeForVelocity(vibration.k95, vibration.b, distanceM, limit.mmS)]),
    ...(limit.airblastDb === null
      ? []
      : [chargeForAirblast(airblast.k95, airblast.b, distanceM, kPaOfDecibels(limit.airblastDb))]),
  ];
  const scaled = scaledDistance('square', distanceM, charge);
  const { id: placeId, key, kind, names } = place;
  return {
    place: { id: placeId, key, kind, names },
    distanceM: metres,
    bearing,
    scaled,
    ppvMmS: ppv(vibration.k),
    ppv95MmS: ppv(vibration.k95),
    airblastDb: db(airblast.k),
    airblast95Db: db(airblast.k95),
    limit,
    ...states,
    state: graver(states.vibration, states.airblast),
    mostKg: most.length === 0 ? null : Math.min(...most),
    extrapolated:
      vibration.scaledMin !== null &&
      vibration.scaledMax !== null &&
      (scaled < vibration.scaledMin || scaled > vibration.scaledMax),
  };
}

/** Down to whole kg, or to a tenth of one below ten: never more than was worked out. */
export function roundedDown(kg: number): number {
  return kg >= 10 ? Math.floor(kg) : Math.floor(kg * 10) / 10;
}

const rank: Readonly<Record<LimitState, number>> = { over: 0, close: 1, within: 2, noLimit: 3 };

export function predict(
  blast: Blast,
  laws: Prediction['laws'],
  places: readonly Place[],
  limits: ReadonlyMap<string, BlastLimit>,
  lowestHz: ReadonlyMap<string, number>,
  air: { readonly wind: Wind | null; readonly now: string },
): Prediction {
  const all = places
    .filter(({ id: placeId, kind }) => limits.has(placeId) || usualRule[kind] !== undefined)
    .map((place) => predictAt(blast, laws, place, limits.get(place.id), lowestHz.get(place.id) ?? null))
    .filter(({ distanceM, place }) => distanceM < farthestM || limits.has(place.id))
    .toSorted((a, b) => rank[a.state] - rank[b.state] || a.distanceM - b.distanceM);
  const tightest = all.reduce<PredictedAt | null>(
    (least, one) => (one.mostKg !== null && (least === null || one.mostKg < least.mostKg!) ? one : least),
    null,
  );
  const clearance = clearanceOf(blast);
  return {
    blast,
    laws,
    clearance,
    rows: all.slice(0, mostRows),
    total: all.length,
    over: all.filter(({ state }) => state === 'over').length,
    suggestion: tightest && { kg: roundedDown(tightest.mostKg!), place: tightest.place },
    warnings: [
      ...(clearance.throwM === null ? [{ code: 'noThrow', facts: {} }] : []),
      ...(all.some(({ extrapolated, limit }) => extrapolated && limit.mmS !== null)
        ? [{ code: 'extrapolated', facts: {} }]
        : []),
      ...airWarnings(blast, all, air),
    ],
  };
}

/** A wind that carries sound so far to one side of its direction. */
const windHalfDegrees = 45;
const leastWindMs = 2;
/** Below this sun the ground has not yet broken up, or is already making, an inversion; a stronger wind mixes it away. */
const inversionSunDegrees = 10;
const inversionWindMs = 3;

/** Airblast is bent down to the ground by a wind towards a place and by an inversion: the laws know neither. */
function airWarnings(
  blast: Blast,
  rows: readonly PredictedAt[],
  { wind, now }: { readonly wind: Wind | null; readonly now: string },
): Warning[] {
  const at = blast.state === 'planned' && blast.plannedAt > now ? blast.plannedAt : (blast.firedAt ?? now);
  const sun = SunCalc.getPosition(new Date(at), blast.latitude, blast.longitude).altitude;
  const sunDegrees = (sun * 180) / Math.PI;
  const stale = wind === null || windAge(wind.at, Date.parse(now)).stale;
  const warnings: Warning[] = [];
  if (wind === null || (stale && blast.state === 'planned'))
    warnings.push({ code: 'windUnknown', facts: {} });
  if (wind && !stale && wind.fromDegrees !== null && wind.speedMs >= leastWindMs) {
    const to = (wind.fromDegrees + 180) % 360;
    const off = (bearing: number): number => Math.abs(((bearing - to + 540) % 360) - 180);
    const homes = rows.filter(
      ({ limit, bearing }) => limit.airblastDb !== null && off(bearing) <= windHalfDegrees,
    );
    const [first] = homes;
    if (first)
      warnings.push({
        code: 'windTowards',
        facts: { place: first.place.names, key: first.place.key, speedMs: wind.speedMs },
      });
  }
  if (sunDegrees < inversionSunDegrees && (wind === null || wind.speedMs < inversionWindMs))
    warnings.push({ code: 'inversion', facts: {} });
  return warnings;
}
