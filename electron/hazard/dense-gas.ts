import { refuse, type Answer } from '../refusal.ts';
import { gasDensity, gravity, molarMassAirGMol } from './physics.ts';

/** One curve: below each bound of α, β = a α + b. */
type Curve = readonly (readonly [bound: number, a: number, b: number])[];
/** Britter and McQuaid 1988, the curves as digitised in TSCREEN; the last bound is the end of the nomogram. */
const plumeCurves: ReadonlyMap<number, Curve> = new Map<number, Curve>([
  [0.1, [[-0.55, 0, 1.75], [-0.14, 0.24, 1.88], [1, -0.5, 1.78]]],
  [0.05, [[-0.68, 0, 1.92], [-0.29, 0.36, 2.16], [-0.18, 0, 2.06], [1, -0.56, 1.96]]],
  [0.02, [[-0.69, 0, 2.08], [-0.31, 0.45, 2.39], [-0.16, 0, 2.25], [1, -0.54, 2.16]]],
  [0.01, [[-0.7, 0, 2.25], [-0.29, 0.49, 2.59], [-0.2, 0, 2.45], [1, -0.52, 2.35]]],
  [0.005, [[-0.67, 0, 2.4], [-0.28, 0.59, 2.8], [-0.15, 0, 2.63], [1, -0.48, 2.56]]],
  [0.002, [[-0.69, 0, 2.6], [-0.25, 0.39, 2.87], [-0.13, 0, 2.77], [1, -0.5, 2.71]]],
]); // prettier-ignore
const puffCurves: ReadonlyMap<number, Curve> = new Map<number, Curve>([
  [0.1, [[-0.44, 0, 0.7], [0.43, 0.26, 0.81], [1, 0, 0.93]]],
  [0.05, [[-0.56, 0, 0.85], [0.31, 0.26, 1], [1, -0.12, 1.12]]],
  [0.02, [[-0.66, 0, 0.95], [0.32, 0.36, 1.19], [1, -0.26, 1.38]]],
  [0.01, [[-0.71, 0, 1.15], [0.37, 0.34, 1.39], [1, -0.38, 1.66]]],
  [0.005, [[-0.52, 0, 1.48], [0.24, 0.26, 1.62], [1, -0.3, 1.75]]],
  [0.002, [[0.27, 0, 1.83], [1, -0.32, 1.92]]],
  [0.001, [[-0.1, 0, 2.075], [1, -0.27, 2.05]]],
]); // prettier-ignore

export type DenseKind = 'plume' | 'puff';
const curvesOf = (kind: DenseKind) => (kind === 'plume' ? plumeCurves : puffCurves);

/** The dilutions Cm/C0 that the nomogram has curves for, strongest first. */
export function denseDilutions(kind: DenseKind): number[] {
  return [...curvesOf(kind).keys()];
}

/**
 * β of the nomogram, the decimal logarithm of the scaled distance at which a dilution is reached. Between the curves
 * it is linear in Cm/C0; beyond α of 1 the nomogram ends.
 */
export function denseBeta(kind: DenseKind, alpha: number, dilution: number): Answer<number> {
  if (alpha > 1) return refuse('hazardBeyondNomogram', { alpha: Math.round(alpha * 1000) / 1000 });
  const known = denseDilutions(kind);
  const exact = known.find((one) => Math.abs(one - dilution) < 1e-12);
  if (exact !== undefined) return onCurve(curvesOf(kind).get(exact)!, alpha);
  const at = known.findIndex((one) => one < dilution);
  if (at < 1) return refuse('hazardDilutionOutside', { dilution, least: known.at(-1)!, most: known[0]! });
  const [strong, weak] = [known[at - 1]!, known[at]!];
  const share = (strong - dilution) / (strong - weak);
  const from = onCurve(curvesOf(kind).get(strong)!, alpha);
  return from + share * (onCurve(curvesOf(kind).get(weak)!, alpha) - from);
}

function onCurve(curve: Curve, alpha: number): number {
  const [, a, b] = curve.find(([bound]) => alpha <= bound) ?? curve.at(-1)!;
  return a * alpha + b;
}

/** What a dense release is made of: density and temperature as released, wind at 10 m. */
export interface DenseRelease {
  readonly densityKgM3: number;
  readonly temperatureK: number;
  readonly airDensityKgM3: number;
  readonly airTemperatureK: number;
  readonly windMs: number;
}

/** Reduced gravity in m/s² of a cloud of a density in air of another. */
export function reducedGravity(densityKgM3: number, airDensityKgM3: number): number {
  return (gravity * (densityKgM3 - airDensityKgM3)) / airDensityKgM3;
}

/** Volume fraction, corrected for a cold cloud that warms as it mixes. */
const warmed = (dilution: number, release: DenseRelease): number =>
  dilution / (dilution + ((1 - dilution) * release.temperatureK) / release.airTemperatureK);

export interface DensePlume {
  readonly alpha: number;
  /** Scale sqrt(q0/u) in metres. */
  readonly scaleM: number;
  readonly halfWidthAtSourceM: number;
  readonly upwindM: number;
  /** Half width in metres at a distance. */
  readonly halfWidth: (xM: number) => number;
  /** Greatest volume fraction (0 to 1) at a distance in metres. */
  readonly fraction: (xM: number) => number;
}

/** Britter-McQuaid plume of `flowM3S` of dense gas; refused when the nomogram does not reach it. */
export function densePlume(release: DenseRelease, flowM3S: number): Answer<DensePlume> {
  const { windMs } = release;
  const g0 = reducedGravity(release.densityKgM3, release.airDensityKgM3);
  if (g0 <= 0) return refuse('hazardNotDense');
  const alpha = 0.2 * Math.log10((g0 * g0 * flowM3S) / windMs ** 5);
  if (alpha > 1) return refuse('hazardBeyondNomogram', { alpha: Math.round(alpha * 1000) / 1000 });
  const scaleM = Math.sqrt(flowM3S / windMs);
  const buoyancyM = (flowM3S * g0) / windMs ** 3;
  const start = scaleM + 8 * buoyancyM;
  const points = [
    { beta: Math.log10(30), dilution: 306 / (306 + 900) },
    ...denseDilutions('plume').map((dilution) => ({
      beta: onCurve(plumeCurves.get(dilution)!, alpha),
      dilution,
    })),
  ];
  return {
    alpha,
    scaleM,
    halfWidthAtSourceM: start,
    upwindM: scaleM / 2 + 2 * buoyancyM,
    halfWidth: (xM) => start + 2.5 * Math.cbrt(buoyancyM * xM * xM),
    fraction: (xM) => {
      const scaled = xM / scaleM;
      const near = 306 / (306 + scaled * scaled);
      return warmed(scaled <= 30 ? near : along(points, Math.log10(Math.max(scaled, 30))), release);
    },
  };
}

export interface DensePuff {
  readonly alpha: number;
  readonly scaleM: number;
  /** Radius in metres after seconds; its centre has gone 0.4 of the wind. */
  readonly radius: (afterS: number) => number;
  readonly fraction: (xM: number) => number;
}

/** Britter-McQuaid cloud of `volumeM3` released at once. */
export function densePuff(release: DenseRelease, volumeM3: number): Answer<DensePuff> {
  const g0 = reducedGravity(release.densityKgM3, release.airDensityKgM3);
  if (g0 <= 0) return refuse('hazardNotDense');
  const scaleM = Math.cbrt(volumeM3);
  const alpha = 0.5 * Math.log10((g0 * scaleM) / release.windMs ** 2);
  if (alpha > 1) return refuse('hazardBeyondNomogram', { alpha: Math.round(alpha * 1000) / 1000 });
  const points = denseDilutions('puff').map((dilution) => ({
    beta: onCurve(puffCurves.get(dilution)!, alpha),
    dilution,
  }));
  const start = Math.cbrt((3 * volumeM3) / (4 * Math.PI));
  return {
    alpha,
    scaleM,
    radius: (afterS) => Math.sqrt(start * start + 1.2 * afterS * Math.sqrt(g0 * volumeM3)),
    fraction: (xM) => {
      const scaled = xM / scaleM;
      const dilution =
        scaled <= 10 ** points[0]!.beta
          ? Math.max(0.1, 3.24 / (3.24 + scaled * scaled))
          : along(points, Math.log10(scaled));
      return warmed(dilution, release);
    },
  };
}

/** Linear in β between the points, then falling with the square of the distance. */
function along(points: readonly { beta: number; dilution: number }[], beta: number): number {
  const last = points.at(-1)!;
  if (beta >= last.beta) return last.dilution * 10 ** (-2 * (beta - last.beta));
  for (let n = 1; n < points.length; n += 1) {
    const [from, to] = [points[n - 1]!, points[n]!];
    if (beta <= to.beta && to.beta > from.beta)
      return from.dilution + ((beta - from.beta) / (to.beta - from.beta)) * (to.dilution - from.dilution);
  }
  return last.dilution;
}

export interface DenseCriterion {
  readonly continuous: number;
  readonly dense: boolean;
}

/** Britter and McQuaid's own criterion for a continuous release (0.15) of a flow in m³/s. */
export function continuousCriterion(g0: number, flowM3S: number, windMs: number): DenseCriterion {
  const scaleM = Math.sqrt(flowM3S / windMs);
  const continuous = g0 <= 0 ? 0 : Math.cbrt((g0 * flowM3S) / (windMs ** 3 * scaleM));
  return { continuous, dense: continuous >= 0.15 };
}

/** Britter and McQuaid's own criterion for a release at once (0.20) of a volume in m³. */
export function instantaneousCriterion(g0: number, volumeM3: number, windMs: number): DenseCriterion {
  const continuous = g0 <= 0 ? 0 : Math.sqrt(g0 * volumeM3) / (windMs * Math.cbrt(volumeM3));
  return { continuous, dense: continuous >= 0.2 };
}

export interface Screening {
  readonly richardson: number;
  readonly regime: 'heavy' | 'gaussian';
  readonly densityRatio: number;
  readonly heightM: number;
}

/**
 * ALOHA's screening: a source's height times reduced gravity over the square of the friction velocity (0.03 of the wind
 * at 10 m, Deacon 1973). The cut-off 1.95 lies between published runs on either side; it is not the manual's 1.
 */
export const screeningCutOff = 1.95;
export function screening(release: {
  molarMassGMol: number;
  rateKgS: number;
  windMs: number;
  airTemperatureK: number;
  cloudTemperatureK: number;
  /** Diameter of a pool in metres; null for any other source. */
  poolM: number | null;
}): Screening {
  const air = gasDensity(molarMassAirGMol, release.airTemperatureK);
  const cloud = gasDensity(release.molarMassGMol, release.cloudTemperatureK);
  const heightM =
    release.poolM === null
      ? Math.sqrt((release.rateKgS * Math.PI) / (4 * cloud * release.windMs))
      : release.rateKgS / (cloud * release.windMs * release.poolM);
  const friction = 0.03 * release.windMs;
  const richardson = Math.max(0, (heightM * reducedGravity(cloud, air)) / (friction * friction));
  return {
    richardson,
    regime: richardson >= screeningCutOff ? 'heavy' : 'gaussian',
    densityRatio: cloud / air,
    heightM,
  };
}
