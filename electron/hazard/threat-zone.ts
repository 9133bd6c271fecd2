import { plumeConcentration, peakShare } from './gaussian.ts';
import type { Stability } from './given.ts';
import { alohaSigma, type SigmaModel } from './sigma.ts';
import { logProfileWind } from './wind-profile.ts';

/** What the zone's length follows from. The wind is the mean at 10 m. */
export interface PassiveRelease {
  readonly rateKgS: number;
  readonly durationS: number;
  readonly windMs: number;
  readonly stability: Stability;
  readonly roughnessM: number;
  readonly sourceM: number;
  /** Diameter of an evaporating pool; 0 for a point. */
  readonly poolM: number;
  readonly lidM: number | null;
}

/** Beyond these the model says nothing: 1 m/s at least, an hour and 10 km at most. */
export const passiveLimits = { minWindMs: 1, maxDurationS: 3600, maxDistanceM: 10_000 } as const;

/** Ten seconds of averaging instead of three minutes: what burns answers to short peaks. */
const flammableNarrowing = (10 / 180) ** 0.2;

export interface PassivePlume {
  /** m/s that carry the plume: at 3 m, or at the source where it is higher. */
  readonly carryingMs: number;
  readonly sigma: SigmaModel;
  /** Greatest kg/m³ that ever stands at a point near the ground; `flammable` takes short peaks. */
  readonly peak: (xM: number, yM: number, flammable?: boolean, zM?: number) => number;
  /** Spread across the wind in metres. */
  readonly sigmaY: (xM: number, flammable?: boolean) => number;
  readonly sigmaX: (xM: number) => number;
}

/**
 * The passive plume whose zones agree with published ALOHA runs: Briggs spread, the wind at 3 m by the logarithmic
 * profile, a pool as a strip as wide as it is, and Palazzi's correction for a short release.
 */
export function passivePlume(release: PassiveRelease): PassivePlume {
  const { stability, roughnessM, sourceM, poolM, lidM, rateKgS } = release;
  const sigma = alohaSigma(roughnessM);
  const carryingMs = logProfileWind(release.windMs, 10, Math.max(3, sourceM), stability, roughnessM);
  const durationS = Math.min(release.durationS, passiveLimits.maxDurationS);
  const sigmaY = (xM: number, flammable = false): number =>
    Math.hypot(
      sigma.at(stability, xM).y * (flammable ? flammableNarrowing : 1),
      poolM / Math.sqrt(2 * Math.PI),
    );
  const sigmaX = (xM: number): number => sigma.at(stability, xM).x!;
  return {
    carryingMs,
    sigma,
    sigmaY,
    sigmaX,
    peak: (xM, yM, flammable = false, zM = 0) => {
      if (xM <= 0) return 0;
      const { z, x } = sigma.at(stability, xM);
      const spread = { y: sigmaY(xM, flammable), z };
      const steady = plumeConcentration({ rateKgS, windMs: carryingMs, spread, yM, zM, sourceM, lidM });
      return steady * peakShare(carryingMs, x!, durationS);
    },
  };
}

export interface Zone {
  /** Metres downwind to the last place where the threshold is passed; null when it never is. */
  readonly distanceM: number | null;
  /** Whether it is still passed at the end of the model's reach, so that the zone is longer than said. */
  readonly beyond: boolean;
  readonly halfWidthM: number;
}

const step = 1.02;

/** How far a plume stands above a threshold (kg/m³) at the ground, and how wide. */
export function zoneOf(plume: PassivePlume, thresholdKgM3: number, flammable = false): Zone {
  const end: number = passiveLimits.maxDistanceM;
  const above = (xM: number): boolean => plume.peak(xM, 0, flammable) >= thresholdKgM3;
  if (above(end))
    return { distanceM: end, beyond: true, halfWidthM: widest(plume, thresholdKgM3, end, flammable) };
  for (let outer = end; outer > 0.5; outer /= step) {
    const inner = outer / step;
    if (!above(inner)) continue;
    let low = inner;
    let high = outer;
    for (let n = 0; n < 40; n += 1) {
      const middle = (low + high) / 2;
      if (above(middle)) low = middle;
      else high = middle;
    }
    return { distanceM: low, beyond: false, halfWidthM: widest(plume, thresholdKgM3, low, flammable) };
  }
  return { distanceM: null, beyond: false, halfWidthM: 0 };
}

/** Half the width in metres of the threshold's outline at a distance. */
export function halfWidthAt(
  plume: PassivePlume,
  thresholdKgM3: number,
  xM: number,
  flammable = false,
): number {
  const centre = plume.peak(xM, 0, flammable);
  return centre <= thresholdKgM3
    ? 0
    : plume.sigmaY(xM, flammable) * Math.sqrt(2 * Math.log(centre / thresholdKgM3));
}

function widest(plume: PassivePlume, thresholdKgM3: number, lengthM: number, flammable: boolean): number {
  let most = 0;
  for (let n = 1; n < 100; n += 1)
    most = Math.max(most, halfWidthAt(plume, thresholdKgM3, (lengthM * n) / 100, flammable));
  return most;
}
