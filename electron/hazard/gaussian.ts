import { erf } from './physics.ts';
import type { Spread } from './sigma.ts';

const images = 5;

/**
 * Vertical shape of a plume in 1/m at a height, from a source at a height (metres): reflected by the ground, and by a
 * lid when there is one; filled evenly under the lid once it has mixed (σz of two lid heights).
 */
export function verticalTerm(zM: number, sigmaZ: number, sourceM: number, lidM: number | null): number {
  if (lidM !== null && sigmaZ >= 2 * lidM) return 1 / lidM;
  const one = (d: number): number => Math.exp(-(d * d) / (2 * sigmaZ * sigmaZ));
  let sum = one(zM - sourceM) + one(zM + sourceM);
  if (lidM !== null)
    for (let n = 1; n <= images; n += 1) {
      const shift = 2 * n * lidM;
      sum += one(zM - shift - sourceM) + one(zM + shift - sourceM);
      sum += one(zM - shift + sourceM) + one(zM + shift + sourceM);
    }
  return sum / (Math.sqrt(2 * Math.PI) * sigmaZ);
}

export interface Plume {
  readonly rateKgS: number;
  readonly windMs: number;
  readonly spread: Spread;
  readonly yM: number;
  readonly zM: number;
  readonly sourceM: number;
  readonly lidM: number | null;
}

/** kg/m³ in a steady plume. */
export function plumeConcentration({ rateKgS, windMs, spread, yM, zM, sourceM, lidM }: Plume): number {
  const across = Math.exp(-(yM * yM) / (2 * spread.y * spread.y)) / (Math.sqrt(2 * Math.PI) * spread.y);
  return (rateKgS / windMs) * across * verticalTerm(zM, spread.z, sourceM, lidM);
}

export interface Puff {
  readonly massKg: number;
  readonly windMs: number;
  readonly spread: Spread;
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly sourceM: number;
  readonly lidM: number | null;
  readonly afterS: number;
}

/** kg/m³ in a cloud released at once, after so many seconds; σx is σy where the model has none of its own. */
export function puffConcentration(puff: Puff): number {
  const { massKg, windMs, spread, xM, yM, zM, sourceM, lidM, afterS } = puff;
  const sx = spread.x ?? spread.y;
  const along = (xM - windMs * afterS) / sx;
  const across = yM / spread.y;
  const level = Math.exp(-(along * along + across * across) / 2) / (2 * Math.PI * sx * spread.y);
  return massKg * level * verticalTerm(zM, spread.z, sourceM, lidM);
}

/**
 * Part of the steady value that stands at a distance at a time, while a release of a duration passes (Palazzi 1982).
 * Seconds and metres.
 */
export function passingShare(
  xM: number,
  windMs: number,
  sigmaX: number,
  durationS: number,
  atS: number,
): number {
  const edge = (front: number): number => erf((xM - front) / (Math.SQRT2 * sigmaX));
  const released = Math.min(atS, durationS);
  return Math.max(0, (edge(windMs * (atS - released)) - edge(windMs * atS)) / 2);
}

/** The greatest part of the steady value that a release of a duration ever reaches at a distance. */
export function peakShare(windMs: number, sigmaX: number, durationS: number): number {
  return erf((windMs * durationS) / (2 * Math.SQRT2 * sigmaX));
}
