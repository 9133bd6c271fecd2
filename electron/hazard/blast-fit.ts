import { refuse, type Refusal } from '../refusal.ts';

/** One reading of one shot: how far from it, its charge per delay, and what was measured (mm/s, or kPa). */
export interface ScaledReading {
  readonly shot: string;
  readonly distanceM: number;
  readonly chargeKg: number;
  readonly value: number;
}
/** How charges are scaled: by the square root for vibration, by the cube root for airblast. */
export type Scaling = 'square' | 'cube';

/** value = k (R / root Q)^b by least squares of the logarithms, and the line that 95 of 100 further readings stay under. */
export interface Fit {
  readonly k: number;
  readonly b: number;
  /** The constant of the 95 % line, which runs beside the mean with the same slope. */
  readonly k95: number;
  /** 95 % interval of the slope. */
  readonly bLow: number;
  readonly bHigh: number;
  readonly r2: number;
  /** Standard error of the regression, in decades. */
  readonly standardError: number;
  readonly readings: number;
  readonly shots: number;
  /** Between these scaled distances it was measured; beyond them it is an extrapolation. */
  readonly scaledMin: number;
  readonly scaledMax: number;
}
export type FitFault =
  | { readonly kind: 'fewReadings'; readonly readings: number; readonly needed: number }
  | { readonly kind: 'fewShots'; readonly shots: number; readonly needed: number }
  | { readonly kind: 'narrow'; readonly ratio: number; readonly needed: number }
  | { readonly kind: 'notFalling'; readonly b: number };

/** Fewer say nothing of the scatter: with six readings the 95 % line already stands at more than twice the standard error. */
export const fewestReadings = 6;
export const fewestShots = 3;
/** The farthest reading must lie at least so many times as far, scaled, as the nearest: else the slope is a guess. */
export const leastRatio = 2;

/** R / Q^(1/2), or R / Q^(1/3). */
export function scaledDistance(scaling: Scaling, distanceM: number, chargeKg: number): number {
  return distanceM / (scaling === 'square' ? Math.sqrt(chargeKg) : Math.cbrt(chargeKg));
}

/**
 * Quantile of Student's distribution from the normal one, z, by Cornish and Fisher's expansion (Abramowitz and Stegun
 * 26.7.5); within a thousandth from four degrees of freedom on.
 */
export function studentQuantile(z: number, freedom: number): number {
  const n = freedom;
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * n ** 4)
  );
}
const oneSided95 = 1.6448536269514722;
const twoSided95 = 1.959963984540054;

/**
 * Fits a site's own law. One-sided at 95 %: only what lies above matters. The spread is widened by Student's quantile and by
 * the uncertainty of the mean, so that few readings give a line further off.
 */
export function fitBlastLaw(readings: readonly ScaledReading[], scaling: Scaling): Fit | FitFault {
  const n = readings.length;
  if (n < fewestReadings) return { kind: 'fewReadings', readings: n, needed: fewestReadings };
  const shots = new Set(readings.map(({ shot }) => shot)).size;
  if (shots < fewestShots) return { kind: 'fewShots', shots, needed: fewestShots };
  const x = readings.map((one) => Math.log10(scaledDistance(scaling, one.distanceM, one.chargeKg)));
  const y = readings.map(({ value }) => Math.log10(value));
  const [least, most] = [Math.min(...x), Math.max(...x)];
  const ratio = 10 ** (most - least);
  if (ratio < leastRatio) return { kind: 'narrow', ratio, needed: leastRatio };
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (of: (at: number) => number): number => readings.reduce((all, _one, at) => all + of(at), 0);
  const sxx = sum((at) => (x[at]! - mx) ** 2);
  const syy = sum((at) => (y[at]! - my) ** 2);
  const b = sum((at) => (x[at]! - mx) * (y[at]! - my)) / sxx;
  if (b >= 0) return { kind: 'notFalling', b };
  const a = my - b * mx;
  const left = sum((at) => (y[at]! - a - b * x[at]!) ** 2);
  const standardError = Math.sqrt(left / (n - 2));
  const above = studentQuantile(oneSided95, n - 2) * standardError * Math.sqrt(1 + 1 / n);
  const aside = (studentQuantile(twoSided95, n - 2) * standardError) / Math.sqrt(sxx);
  return {
    k: 10 ** a,
    b,
    k95: 10 ** (a + above),
    bLow: b - aside,
    bHigh: b + aside,
    r2: syy === 0 ? 1 : 1 - left / syy,
    standardError,
    readings: n,
    shots,
    scaledMin: 10 ** least,
    scaledMax: 10 ** most,
  };
}

/** Why a law cannot be fitted, as a refusal. */
export function fitRefusal(fault: FitFault): Refusal {
  switch (fault.kind) {
    case 'fewReadings':
      return refuse('blastFewReadings', { readings: fault.readings, needed: fault.needed });
    case 'fewShots':
      return refuse('blastFewShots', { shots: fault.shots, needed: fault.needed });
    case 'narrow':
      return refuse('blastNarrow', { ratio: Math.round(fault.ratio * 100) / 100, needed: fault.needed });
    case 'notFalling':
      return refuse('blastNotFalling', { b: Math.round(fault.b * 100) / 100 });
  }
}
