import type { Stability } from './given.ts';
import type { Terrain } from './sigma.ts';

type By<T> = Readonly<Record<Stability, T>>;
const usual: By<number> = { A: 0.108, B: 0.112, C: 0.12, D: 0.142, E: 0.203, F: 0.253 };
const irwin: Readonly<Record<Terrain, By<number>>> = {
  rural: { A: 0.07, B: 0.07, C: 0.1, D: 0.15, E: 0.35, F: 0.55 },
  urban: { A: 0.15, B: 0.15, C: 0.2, D: 0.25, E: 0.4, F: 0.6 },
};

/** Exponent of the power law: Irwin 1979 for a terrain, or the usual one (Spicer and Havens) without. */
export function windExponent(stability: Stability, terrain?: Terrain): number {
  return (terrain === undefined ? usual : irwin[terrain])[stability];
}

/** Wind in m/s at a height, from that at another, by the power law; heights in metres. */
export function powerLawWind(windMs: number, fromM: number, toM: number, exponent: number): number {
  return windMs * (toM / fromM) ** exponent;
}

/** Obukhov length in metres of a stability class over ground of a roughness in metres; infinite when neutral. */
export function obukhovLengthM(stability: Stability, roughnessM: number): number {
  switch (stability) {
    case 'A':
      return -11.4 * roughnessM ** 0.1;
    case 'B':
      return -26 * roughnessM ** 0.17;
    case 'C':
      return -123 * roughnessM ** 0.3;
    case 'D':
      return Infinity;
    case 'E':
      return 123 * roughnessM ** 0.3;
    case 'F':
      return 26 * roughnessM ** 0.17;
  }
}

/** Businger's correction of the logarithmic profile. */
function stabilityCorrection(ratio: number): number {
  if (ratio === 0) return 0;
  if (ratio > 0) return -4.7 * ratio;
  const a = (1 - 15 * ratio) ** 0.25;
  return 2 * Math.log((1 + a) / 2) + Math.log((1 + a * a) / 2) - 2 * Math.atan(a) + Math.PI / 2;
}

/** Wind in m/s at a height by the logarithmic profile with Businger's correction, from that at another height. */
export function logProfileWind(
  windMs: number,
  fromM: number,
  toM: number,
  stability: Stability,
  roughnessM: number,
): number {
  const length = obukhovLengthM(stability, roughnessM);
  const shape = (zM: number): number =>
    Math.log((zM + roughnessM) / roughnessM) - stabilityCorrection(length === Infinity ? 0 : zM / length);
  return (windMs * shape(toM)) / shape(fromM);
}
