import {
  continuousCriterion,
  densePlume,
  densePuff,
  instantaneousCriterion,
  reducedGravity,
} from '../hazard/dense-gas.ts';
import { passingShare, puffConcentration } from '../hazard/gaussian.ts';
import type { Stability } from '../hazard/given.ts';
import { gasDensity, molarMassAirGMol, standardPressurePa } from '../hazard/physics.ts';
import { evaporatingPool } from '../hazard/pool.ts';
import { sladePuff } from '../hazard/sigma.ts';
import {
  allAirborneAbove, dischargeCoefficient, flashFraction, gasThroughHole, insideDensity, liquidThroughHole, twoPhaseThroughHole,
} from '../hazard/source-hole.ts'; // prettier-ignore
import { halfWidthAt, passiveLimits, passivePlume } from '../hazard/threat-zone.ts';
import type { Substance } from '../hazard/toxic.ts';
import { liquidOf } from '../hazard/liquids.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Source } from './release.ts';

export interface Air {
  readonly windMs: number;
  readonly stability: Stability;
  readonly airK: number;
  readonly sunDegrees: number;
  readonly cloudOktas: number;
  readonly roughnessM: number;
}

/** What becomes airborne: steadily over a time, or at once. */
export interface Term {
  readonly rateKgS: number;
  readonly durationS: number;
  /** All of it when it is let out at once; else null. */
  readonly instantKg: number | null;
  readonly poolM: number;
  readonly heightM: number;
  readonly cloudK: number;
  /** The models that led to it, as their names. */
  readonly models: readonly TermModel[];
  /** Properties of the liquid that nobody has checked in a source yet. */
  readonly fromMemory?: boolean;
}
export type TermModel =
  'direct' | 'gasHole' | 'liquidHole' | 'twoPhase' | 'partlyFlashed' | 'pool' | 'boilingPool' | 'duct';

const hour = 3600;

/** What a source lets into the air; null when it is not known or the tables lack the substance's properties. */
export function termOf(source: Source, substance: Substance, air: Air): Term | null {
  const base = { instantKg: null, poolM: 0, heightM: 0, cloudK: air.airK };
  switch (source.kind) {
    case 'unknown':
      return null;
    case 'direct':
      return { ...base, rateKgS: source.rateKgS, durationS: source.minutes * 60, models: ['direct'] };
    case 'instant':
      return {
        ...base,
        rateKgS: 0,
        durationS: 0,
        instantKg: source.massKg,
        cloudK: Math.min(air.airK, substance.boilingPointK),
        models: ['direct'],
      };
    case 'duct': {
      // One normal cubic metre holds 44.6 mol.
      const rateKgS = (source.ppm * 1e-6 * source.flowNm3H * 44.6 * substance.molarMassGMol) / 1000 / hour;
      return { ...base, rateKgS, durationS: source.minutes * 60, heightM: source.heightM, models: ['duct'] };
    }
    case 'pool':
      return poolTerm(substance, air, source.massKg, source.diameterM, hour);
    case 'vessel':
      return vesselTerm(source, substance, air);
  }
}

function poolTerm(
  substance: Substance,
  air: Air,
  massKg: number,
  diameterM: number | null,
  forS: number,
): Term | null {
  const liquid = liquidOf(substance.cas);
  if (!liquid) return null;
  // Nobody dammed it: a centimetre deep.
  const wide = diameterM ?? Math.sqrt((4 * massKg) / liquid.densityKgM3 / 0.01 / Math.PI);
  const pool = evaporatingPool({
    liquid,
    massKg,
    diameterM: wide,
    windMs: air.windMs,
    stability: air.stability,
    airK: air.airK,
    poolK: air.airK,
    groundK: air.airK,
    ground: 'concrete',
    humidityPercent: 60,
    cloudOktas: air.cloudOktas,
    sunDegrees: air.sunDegrees,
    forS,
  });
  return {
    rateKgS: pool.sustainedKgS,
    durationS: pool.durationS,
    instantKg: null,
    poolM: wide,
    heightM: 0,
    cloudK: Math.min(air.airK, liquid.boilingPointK),
    models: [pool.boiled ? 'boilingPool' : 'pool'],
    fromMemory: !liquid.verified,
  };
}

function vesselTerm(
  source: Extract<Source, { kind: 'vessel' }>,
  substance: Substance,
  air: Air,
): Term | null {
  const areaM2 = (Math.PI * (source.holeMm / 1000) ** 2) / 4;
  const insidePa = standardPressurePa + source.pressureBar * 1e5;
  const insideK = source.temperatureC + 273.15;
  const lasts = (kgS: number): number => Math.max(1, source.massKg / Math.max(kgS, 1e-9));
  const base = { instantKg: null, poolM: 0, heightM: 0 };
  if (source.content === 'gas') {
    const kgM3 = insideDensity(insidePa, substance.molarMassGMol, insideK);
    const flow = gasThroughHole({
      coefficient: dischargeCoefficient,
      areaM2,
      gamma: 1.3,
      insidePa,
      outsidePa: standardPressurePa,
      insideK,
      kgM3,
    });
    return {
      ...base,
      rateKgS: flow.kgS,
      durationS: lasts(flow.kgS),
      cloudK: Math.min(air.airK, flow.throatK),
      models: ['gasHole'],
    };
  }
  const liquid = liquidOf(substance.cas);
  if (!liquid) return null;
  const latentJKg = (liquid.latentJMol / liquid.molarMassGMol) * 1000;
  const flashed = flashFraction(liquid.heatJKgK, insideK, liquid.boilingPointK, latentJKg);
  if (source.content === 'liquefied' && flashed > 0) {
    const overpressurePa = Math.max(1000, insidePa - standardPressurePa);
    const flow = twoPhaseThroughHole({
      coefficient: dischargeCoefficient,
      areaM2,
      latentJKg,
      volumeGainM3Kg: 1 / insideDensity(insidePa, liquid.molarMassGMol, insideK) - 1 / liquid.densityKgM3,
      liquidM3Kg: 1 / liquid.densityKgM3,
      heatJKgK: liquid.heatJKgK,
      temperatureK: insideK,
      overpressurePa,
      pipeM: 0,
    });
    // What does not flash rains out only when little does; as much again as flashes stays up as spray.
    const airborne = flashed > allAirborneAbove ? 1 : Math.min(1, 2 * flashed);
    return {
      ...base,
      rateKgS: flow.kgS * airborne,
      durationS: lasts(flow.kgS),
      cloudK: Math.min(air.airK, liquid.boilingPointK),
      models: [airborne === 1 ? 'twoPhase' : 'partlyFlashed'],
      fromMemory: !liquid.verified,
    };
  }
  const pour = liquidThroughHole({
    coefficient: dischargeCoefficient,
    areaM2,
    densityKgM3: liquid.densityKgM3,
    overpressurePa: source.pressureBar * 1e5,
    headM: source.headM,
  });
  const spilled = Math.min(source.massKg, pour.kgS * 600);
  if (spilled <= 0) return null;
  const pool = poolTerm(substance, air, spilled, null, hour);
  return (
    pool && {
      ...pool,
      rateKgS: Math.min(pool.rateKgS, pour.kgS),
      durationS: Math.max(pool.durationS, lasts(pour.kgS)),
      models: ['liquidHole', ...pool.models],
    }
  );
}

export interface Cloud {
  readonly model: 'gaussianPlume' | 'gaussianPuff' | 'densePlume' | 'densePuff';
  /** The release's own number by which dense gas was chosen or not, and from where it is dense. */
  readonly criterion: number;
  readonly criterionLimit: number;
  /** Greatest kg/m³ ever at a distance downwind on the axis. */
  readonly peak: (xM: number, flammable: boolean) => number;
  readonly halfWidth: (xM: number, thresholdKgM3: number, flammable: boolean) => number;
  /** For a place downwind and across: kg/m³ by the second after the beginning. */
  readonly at: (xM: number, yM: number) => (seconds: number) => number;
  /** Seconds after the beginning at which it comes to a distance and has gone. */
  readonly comes: (xM: number) => number;
  readonly goes: (xM: number) => number;
  readonly upwindM: number;
}

/**
 * A dense cloud past the nomogram's last curve, where it is thin and the wind alone carries it: it falls as a passive one
 * does from there on, and never slower than the nomogram's own law.
 */
function thinning(
  dense: (xM: number) => number,
  lastKgM3: number,
  passive: (xM: number) => number,
): (xM: number) => number {
  let endM = 1;
  while (endM < passiveLimits.maxDistanceM && dense(endM) > lastKgM3) endM *= 1.05;
  const scale = dense(endM) / Math.max(passive(endM), 1e-30);
  return (xM) => (xM <= endM ? dense(xM) : Math.min(dense(xM), scale * passive(xM)));
}

/** The cloud of a term in the air: dense where the release's own criterion says so; refused beyond the nomogram. */
export function cloudOf(term: Term, substance: Substance, air: Air): Cloud | Refusal {
  const kgM3 = gasDensity(substance.molarMassGMol, term.cloudK);
  const airKgM3 = gasDensity(molarMassAirGMol, air.airK);
  const g0 = reducedGravity(kgM3, airKgM3);
  const warm = gasDensity(substance.molarMassGMol, air.airK);
  const release = {
    densityKgM3: kgM3,
    temperatureK: term.cloudK,
    airDensityKgM3: airKgM3,
    airTemperatureK: air.airK,
    windMs: air.windMs,
  };
  if (term.instantKg !== null) {
    const volume = term.instantKg / kgM3;
    const criterion = instantaneousCriterion(g0, volume, air.windMs);
    const passive = puff(term.instantKg, air);
    if (!criterion.dense) return { ...passive, criterion: criterion.continuous, criterionLimit: 0.2 };
    const dense = densePuff(release, volume);
    if (isRefusal(dense)) return dense;
    const peak = thinning(
      (xM) => dense.fraction(xM) * warm,
      0.001 * warm,
      (xM) => passive.peak(xM, false),
    );
    const when = (xM: number): number => xM / (0.4 * air.windMs);
    return {
      model: 'densePuff',
      criterion: criterion.continuous,
      criterionLimit: 0.2,
      peak,
      halfWidth: (xM, c) => (peak(xM) > c ? dense.radius(when(xM)) : 0),
      at: (xM, yM) => {
        const within = peak(Math.max(1, xM));
        return (s) => (Math.hypot(xM - 0.4 * air.windMs * s, yM) <= dense.radius(s) ? within : 0);
      },
      comes: (xM) => Math.max(0, when(xM) - dense.radius(when(xM)) / (0.4 * air.windMs)),
      goes: (xM) => when(xM) + dense.radius(when(xM)) / (0.4 * air.windMs),
      upwindM: Math.cbrt((3 * volume) / (4 * Math.PI)),
    };
  }
  const plume = passivePlume({
    rateKgS: term.rateKgS,
    durationS: term.durationS,
    windMs: air.windMs,
    stability: air.stability,
    roughnessM: air.roughnessM,
    sourceM: term.heightM,
    poolM: term.poolM,
    lidM: null,
  });
  const edge = (xM: number): number => (2 * plume.sigmaX(Math.max(1, xM))) / plume.carryingMs;
  const times = {
    comes: (xM: number): number => Math.max(0, xM / plume.carryingMs - edge(xM)),
    goes: (xM: number): number => xM / plume.carryingMs + term.durationS + edge(xM),
  };
  const flow = term.rateKgS / kgM3;
  const criterion = continuousCriterion(g0, flow, air.windMs);
  const passing = (xM: number, whole: number): ((s: number) => number) => {
    const sigmaX = plume.sigmaX(xM);
    return (s) => whole * passingShare(xM, plume.carryingMs, sigmaX, term.durationS, s);
  };
  const at = (xM: number, yM: number): ((s: number) => number) => {
    if (xM <= 0) return nothing;
    const best = passingAtBest(plume.sigmaX(xM), plume.carryingMs, term.durationS, xM);
    return passing(xM, plume.peak(xM, yM) / Math.max(1e-12, best));
  };
  // A source aloft does not slump at the ground.
  if (!criterion.dense || term.heightM > 10)
    return {
      model: 'gaussianPlume',
      criterion: criterion.continuous,
      criterionLimit: 0.15,
      peak: (xM, flammable) => plume.peak(xM, 0, flammable),
      halfWidth: (xM, c, flammable) => halfWidthAt(plume, c, xM, flammable),
      at,
      ...times,
      upwindM: 0,
    };
  const dense = densePlume(release, flow);
  if (isRefusal(dense)) return dense;
  // Far from a short release it is a cloud let out at once (CCPS: past u T / 0.6), near it a plume (up to u T / 2.5),
  // between them the graver of both.
  const once = densePuff(release, (term.rateKgS * term.durationS) / kgM3);
  const run = air.windMs * term.durationS;
  const fractionAt = (xM: number): number => {
    const steady = dense.fraction(xM);
    if (isRefusal(once) || xM < run / 2.5) return steady;
    return xM > run / 0.6 ? once.fraction(xM) : Math.max(steady, once.fraction(xM));
  };
  const peak = thinning(
    (xM) => fractionAt(xM) * warm,
    0.002 * warm,
    (xM) => plume.peak(xM, 0),
  );
  return {
    model: 'densePlume',
    criterion: criterion.continuous,
    criterionLimit: 0.15,
    peak,
    halfWidth: (xM, c) => (peak(xM) > c ? Math.max(dense.halfWidth(xM), halfWidthAt(plume, c, xM)) : 0),
    at: (xM, yM) => {
      if (xM <= 0) return nothing;
      const spread = dense.halfWidth(xM);
      const across =
        Math.abs(yM) <= spread ? 1 : Math.exp(-(((Math.abs(yM) - spread) / (0.5 * spread)) ** 2));
      return passing(xM, peak(xM) * across);
    },
    ...times,
    upwindM: dense.upwindM,
  };
}

const nothing = (): number => 0;

const passingAtBest = (sigmaX: number, windMs: number, durationS: number, xM: number): number =>
  passingShare(xM, windMs, sigmaX, durationS, xM / windMs + durationS / 2);

function puff(massKg: number, air: Air): Omit<Cloud, 'criterion' | 'criterionLimit'> {
  const concentration = (xM: number, yM: number, afterS: number): number =>
    puffConcentration({
      massKg,
      windMs: air.windMs,
      spread: sladePuff.at(air.stability, Math.max(1, xM)),
      xM,
      yM,
      zM: 0,
      sourceM: 0,
      lidM: null,
      afterS,
    });
  const peak = (xM: number): number => (xM <= 0 ? 0 : concentration(xM, 0, xM / air.windMs));
  const edge = (xM: number): number => (3 * sladePuff.at(air.stability, Math.max(1, xM)).y) / air.windMs;
  return {
    model: 'gaussianPuff',
    peak,
    halfWidth: (xM, c) => {
      const centre = peak(xM);
      return centre <= c ? 0 : sladePuff.at(air.stability, xM).y * Math.sqrt(2 * Math.log(centre / c));
    },
    at: (xM, yM) => (xM <= 0 ? nothing : (s) => concentration(xM, yM, s)),
    comes: (xM) => Math.max(0, xM / air.windMs - edge(xM)),
    goes: (xM) => xM / air.windMs + edge(xM),
    upwindM: 0,
  };
}

/** The last distance downwind at which a threshold is passed, within the model's reach; null when it never is. */
export function reachOf(
  cloud: Cloud,
  thresholdKgM3: number,
  flammable: boolean,
): { metres: number; beyond: boolean } | null {
  const end: number = passiveLimits.maxDistanceM;
  const above = (xM: number): boolean => cloud.peak(xM, flammable) >= thresholdKgM3;
  if (above(end)) return { metres: end, beyond: true };
  for (let outer = end; outer > 1; outer /= 1.03) {
    let low = outer / 1.03;
    if (!above(low)) continue;
    let high = outer;
    for (let n = 0; n < 25; n += 1) {
      const half = (low + high) / 2;
      if (above(half)) low = half;
      else high = half;
    }
    return { metres: low, beyond: false };
  }
  return null;
}
