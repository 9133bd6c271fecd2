import SunCalc from 'suncalc';
import { ergDistances, windBand, type ErgAnswer } from '../hazard/erg.ts';
import type { Stability } from '../hazard/given.ts';
import { sladePuff } from '../hazard/sigma.ts';
import { passiveLimits } from '../hazard/threat-zone.ts';
import { stabilityOf, sunOf } from '../hazard/stability.ts';
import { levelKgM3, levelsOf, type Level } from '../hazard/toxic.ts';
import { isRefusal, type Facts, type Refusal } from '../refusal.ts';
import { windAge, type Wind } from '../weather/weather.ts';
import { cloudOf, reachOf, termOf, type Air, type Cloud, type Term } from './cloud.ts';
import { circle, downwindSquare, planeAt, turned, wedge, type Xy } from './ground.ts';
import { behaviourOf, shippedTables, toxicOf, type Release, type ReleaseTables } from './release.ts';

/** A sentence that the screen says beside the zones: why they are wider, not drawn, or not to be relied on. */
export interface Limit {
  readonly code: string;
  readonly facts: Facts;
}

/** Where a level is passed. Lengths in metres; the outline is a ring of longitude and latitude. */
export interface ThreatZone {
  readonly level: string;
  readonly value: number;
  readonly unit: Level['unit'];
  readonly verified: boolean;
  /** 3 the gravest. */
  readonly rank: 1 | 2 | 3;
  /** Null: nowhere near the ground. */
  readonly distanceM: number | null;
  /** Longer than the model reaches. */
  readonly beyond: boolean;
  readonly halfWidthM: number;
}
export type ShapeKind = 'isolation' | 'protect' | 'level3' | 'level2' | 'level1' | 'wedge';
export interface Shape {
  readonly kind: ShapeKind;
  readonly ring: readonly (readonly [number, number])[];
}

/** What the models say about a release in the wind that is known: everything with its inputs. */
export interface Picture {
  readonly at: string;
  readonly windId: string | null;
  readonly windMs: number | null;
  readonly fromDegrees: number | null;
  readonly windAt: string | null;
  readonly airC: number;
  readonly night: boolean;
  readonly sunDegrees: number;
  readonly cloudOktas: number;
  readonly stability: Stability | null;
  readonly substance: string | null;
  readonly erg: ErgAnswer | null;
  readonly toxicEdition: string;
  readonly rateKgS: number | null;
  readonly durationS: number | null;
  readonly instantKg: number | null;
  readonly sourceModels: readonly string[];
  readonly model: Cloud['model'] | null;
  readonly criterion: number | null;
  readonly criterionLimit: number | null;
  readonly zones: readonly ThreatZone[];
  /** Degrees to either side that the wind may turn. */
  readonly uncertainDegrees: number;
  readonly shapes: readonly Shape[];
  readonly limits: readonly Limit[];
}

/** A picture with what is needed to ask it about single points; not for the journal. */
export interface Assessed {
  readonly picture: Picture;
  readonly cloud: Cloud | null;
  readonly term: Term | null;
  /** Shapes in metres east and north of the release. */
  readonly rings: readonly { readonly kind: ShapeKind; readonly ring: readonly Xy[] }[];
}

/** Wind older than this says nothing of the direction any more. */
const uselessAfterMinutes = 120;
const sunrise = -0.833;
const usualC = 15;

/** How far the wind may turn: more when it is weak, unstable or old. The site's rule of thumb, not a model. */
export function uncertainty(windMs: number, stability: Stability, ageMinutes: number): number {
  const steady = windMs < 2 ? 45 : stability === 'A' || stability === 'B' ? 30 : stability === 'D' ? 15 : 20;
  if (ageMinutes > uselessAfterMinutes) return 180;
  return Math.min(180, ageMinutes > 15 ? steady * 2 + ageMinutes / 4 : steady);
}

/** Everything that can be said about a release at a moment with a wind. */
export function assess(
  release: Release,
  wind: Wind | null,
  now: string,
  tables: ReleaseTables = shippedTables,
): Assessed {
  const { setting, source } = release;
  const limits: Limit[] = [];
  const limit = (code: string, facts: Facts = {}): void => void limits.push({ code, facts });
  const position = SunCalc.getPosition(new Date(now), release.latitude, release.longitude);
  const sunDegrees = (position.altitude * 180) / Math.PI;
  const night = sunDegrees < sunrise;
  const age = wind ? windAge(wind.at, Date.parse(now)) : null;
  const windMs = wind?.speedMs ?? null;
  const calm = windMs === null || windMs < passiveLimits.minWindMs;
  const fromDegrees = wind?.fromDegrees ?? null;
  if (wind === null) limit('noWind');
  else if (calm) limit('calm', { wind: windMs });
  else if (fromDegrees === null) limit('variable');
  if (age?.stale)
    limit(age.minutes > uselessAfterMinutes ? 'windUseless' : 'windStale', {
      minutes: Math.round(age.minutes),
    });

  // An unknown sky: the one that makes the zone longer.
  const cloudOktas = setting.cloudOktas ?? (night ? 0 : 8);
  if (setting.cloudOktas === null) limit('cloudUnknown');
  const stability =
    windMs === null ? null : stabilityOf(windMs, night ? null : sunOf(sunDegrees, cloudOktas), cloudOktas);
  if (night && setting.terrain === 'valley' && (stability === null || stability >= 'E')) limit('valleyNight');

  const form = tables.forms?.get(release.un);
  const erg = ergDistances(
    {
      un: release.un,
      spill: setting.spill,
      time: night ? 'night' : 'day',
      container: setting.container ?? undefined,
      wind: windMs === null ? undefined : windBand(windMs, tables.erg),
      fire: setting.fire,
      inWater: setting.inWater,
      form: form === 'gas' ? undefined : form,
    },
    tables.erg,
  );
  for (const file of tables.unreadable) limit('tableUnreadable', { file });
  if (isRefusal(erg)) limit('notInGuide', { un: release.un });
  else {
    const from = tables.guideFrom?.get(release.un);
    if (from !== undefined)
      limit(from === 'register' ? 'guideOfRegister' : 'unidentified', { guide: erg.guide });
    else if (erg.from === 'guide') limit('guideOnly', { guide: erg.guide });
    if (!erg.verified) limit('ergUnverified', { guide: erg.guide });
    for (const one of erg.assumed) limit(`ergAssumed_${one}`);
  }

  const substance = toxicOf(release.un, setting.inWater, tables) ?? null;
  const airC = wind?.temperatureC ?? usualC;
  const air: Air | null =
    windMs === null || stability === null
      ? null
      : {
          windMs,
          stability,
          airK: airC + 273.15,
          sunDegrees,
          cloudOktas,
          roughnessM: setting.terrain === 'builtUp' ? 1 : 0.03,
        };
  const behaviour = substance && behaviourOf(substance.id);
  if (behaviour) limit(behaviour);
  if (setting.indoors) limit('indoors');
  if (setting.fire) limit('burning');
  let term: Term | null = null;
  let cloud: Cloud | null = null;
  let levels: readonly Level[] = [];
  if (substance === null) limit('noToxicLevel');
  else if (source.kind === 'unknown') limit('sourceUnknown');
  else if (air !== null && !calm && !setting.indoors) {
    term = termOf(source, substance, air);
    if (term === null) limit('noProperties');
    else if (term.fromMemory) limit('liquidUnverified');
    const found = term && cloudOf(term, substance, air);
    if (isRefusal(found)) limit(found.refused, found.facts);
    else cloud = found;
    const named: Refusal | Level[] = levelsOf(substance, setting.levels, setting.exposureMinutes);
    if (isRefusal(named)) limit('noLevel', { kind: setting.levels });
    else levels = named;
    if (term && term.durationS > passiveLimits.maxDurationS) limit('longRelease');
    if (source.kind === 'vessel' && source.content === 'liquefied') limit('sprayNotModelled');
  }

  const uncertainDegrees =
    calm || fromDegrees === null || stability === null || age === null
      ? 180
      : uncertainty(windMs, stability, age.minutes);
  const rings: { kind: ShapeKind; ring: Xy[] }[] = [];
  const ground = turned(fromDegrees ?? 0);
  const add = (kind: ShapeKind, ring: readonly Xy[], downwind: boolean): void =>
    void rings.push({ kind, ring: downwind ? ring.map((at) => ground.toGround(at)) : [...ring] });
  if (!isRefusal(erg)) {
    const protectM = (erg.protectKm ?? 0) * 1000;
    if (protectM > 0) {
      // Calm or turning air: all round.
      if (uncertainDegrees >= 180) add('protect', circle(protectM), false);
      else add('protect', downwindSquare(protectM), true);
    }
    add('isolation', circle(erg.isolateM), false);
  }
  const zones: ThreatZone[] = [];
  if (cloud && substance) {
    let widest: { metres: number; half: number } | null = null;
    for (const [at, level] of levels.entries()) {
      const rank = Math.min(3, at + 1 + (3 - levels.length)) as ThreatZone['rank'];
      const threshold = levelKgM3(level, substance, airC + 273.15);
      const reach = reachOf(cloud, threshold, level.flammable);
      const half = reach ? halfWidths(cloud, threshold, reach.metres, level.flammable) : [];
      const halfWidthM = Math.max(0, ...half.map(([, width]) => width));
      const { name, value, unit, verified } = level;
      zones.push({
        level: name,
        value,
        unit,
        verified,
        rank,
        distanceM: reach?.metres ?? null,
        beyond: reach?.beyond ?? false,
        halfWidthM,
      });
      if (!reach) continue;
      if (reach.beyond) limit('beyondReach', { level: name });
      if (widest === null || rank === 2) widest = { metres: reach.metres, half: halfWidthM };
      if (uncertainDegrees >= 180) add(`level${rank}`, circle(reach.metres), false);
      else add(`level${rank}`, outline(half, cloud.upwindM), true);
    }
    if (widest && uncertainDegrees < 180)
      add('wedge', wedge(widest.metres, widest.half, uncertainDegrees), true);
    if (cloud.model === 'gaussianPuff' && zones.some(({ distanceM }) => (distanceM ?? 0) > sladePuff.toM))
      limit('puffFar');
    if (levels.some((level) => !level.verified)) limit('levelsUnverified');
  }
  if (uncertainDegrees >= 180 && rings.length > 0) limit('allRound');
  const plane = planeAt([release.longitude, release.latitude]);
  const picture: Picture = {
    at: now,
    windId: wind?.id ?? null,
    windMs,
    fromDegrees,
    windAt: wind?.at ?? null,
    airC,
    night,
    sunDegrees: Math.round(sunDegrees * 10) / 10,
    cloudOktas,
    stability,
    substance: substance?.id ?? null,
    erg: isRefusal(erg) ? null : erg,
    toxicEdition: tables.toxic.edition,
    rateKgS: term && term.instantKg === null ? term.rateKgS : null,
    durationS: term && term.instantKg === null ? term.durationS : null,
    instantKg: term?.instantKg ?? null,
    sourceModels: term?.models ?? [],
    model: cloud?.model ?? null,
    criterion: cloud?.criterion ?? null,
    criterionLimit: cloud?.criterionLimit ?? null,
    zones,
    uncertainDegrees,
    shapes: rings.map(({ kind, ring }) => ({ kind, ring: closed(ring).map((at) => plane.from(at)) })),
    limits,
  };
  return { picture, cloud, term, rings };
}

const closed = (ring: readonly Xy[]): readonly Xy[] => (ring.length > 0 ? [...ring, ring[0]!] : ring);

/** Half widths along a zone, closer together at its ends where it curves. */
function halfWidths(
  cloud: Cloud,
  threshold: number,
  lengthM: number,
  flammable: boolean,
): (readonly [number, number])[] {
  return Array.from({ length: 40 }, (_, n) => {
    const share = (1 - Math.cos((Math.PI * (n + 0.5)) / 40)) / 2;
    const xM = Math.max(0.5, share * lengthM);
    return [xM, cloud.halfWidth(xM, threshold, flammable)] as const;
  });
}

function outline(half: readonly (readonly [number, number])[], upwindM: number): Xy[] {
  const last = half.at(-1)![0];
  const side = half.filter(([, width]) => width > 0);
  return [
    [-upwindM, 0],
    ...side.map(([x, width]): Xy => [x, width]),
    [last, 0],
    ...side.toReversed().map(([x, width]): Xy => [x, -width]),
  ];
}

export interface DosePoint {
  readonly minute: number;
  readonly outdoorPpm: number;
  readonly indoorPpm: number;
  /** ppm minutes up to then. */
  readonly outdoorDose: number;
  readonly indoorDose: number;
}

/** Air changes an hour of a closed building; a rule of thumb for old industrial buildings with the ventilation off. */
export const airChangesPerHour = 1;

/**
 * Concentration and dose outdoors and indoors at a point (metres downwind and across) minute by minute; indoors the air
 * changes so often an hour.
 */
export function doseAt(
  cloud: Cloud,
  kgM3PerPpm: number,
  xM: number,
  yM: number,
  minutes: number,
  changesPerHour = airChangesPerHour,
): DosePoint[] {
  const points: DosePoint[] = [];
  const outside = cloud.at(xM, yM);
  let [indoorPpm, outdoorDose, indoorDose] = [0, 0, 0];
  const steps = 2;
  // Exact for a steady outside over the step.
  const share = 1 - Math.exp(-changesPerHour / 60 / steps);
  for (let minute = 0; minute <= minutes; minute += 1) {
    points.push({
      minute,
      outdoorPpm: outside(minute * 60) / kgM3PerPpm,
      indoorPpm,
      outdoorDose,
      indoorDose,
    });
    for (let n = 0; n < steps; n += 1) {
      const ppm = outside((minute + (n + 0.5) / steps) * 60) / kgM3PerPpm;
      indoorPpm += (ppm - indoorPpm) * share;
      outdoorDose += ppm / steps;
      indoorDose += indoorPpm / steps;
    }
  }
  return points;
}
