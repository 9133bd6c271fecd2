import { gasConstant, gravity } from './physics.ts';

/** Part of the ideal flow that passes a sharp hole. */
export const dischargeCoefficient = 0.61;

export interface Flow {
  readonly kgS: number;
  readonly ms: number;
}

/** Liquid through a hole: overpressure in Pa, head in metres above the hole. */
export function liquidThroughHole(hole: {
  coefficient: number;
  areaM2: number;
  densityKgM3: number;
  overpressurePa: number;
  headM: number;
}): Flow {
  const drivingPa = Math.max(0, hole.overpressurePa + hole.densityKgM3 * gravity * hole.headM);
  const ms = hole.coefficient * Math.sqrt((2 * drivingPa) / hole.densityKgM3);
  return { kgS: hole.densityKgM3 * hole.areaM2 * ms, ms };
}

/**
 * Ratio of outside to inside pressure below which gas leaves at the speed of sound. `beta` is the hole's size over the
 * tank's: up to 0.2 the approach flow counts (solved by halving), above it and without one it does not.
 */
export function criticalPressureRatio(gamma: number, beta?: number): number {
  const plain = (2 / (gamma + 1)) ** (gamma / (gamma - 1));
  if (beta === undefined || beta > 0.2) return plain;
  const excess = (ratio: number): number =>
    ratio ** ((1 - gamma) / gamma) + ((gamma - 1) / 2) * beta ** 4 * ratio ** (2 / gamma) - (gamma + 1) / 2;
  let low = 1e-6;
  let high = 1;
  for (let n = 0; n < 80; n += 1) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export interface GasFlow extends Flow {
  readonly choked: boolean;
  readonly criticalRatio: number;
  readonly throatPa: number;
  readonly throatK: number;
  readonly throatKgM3: number;
}

/** Gas through a hole, choked or not, ideal and isentropic; `kgM3` is its density inside. */
export function gasThroughHole(hole: {
  coefficient: number;
  areaM2: number;
  gamma: number;
  insidePa: number;
  outsidePa: number;
  insideK: number;
  kgM3: number;
  beta?: number;
}): GasFlow {
  const { coefficient, areaM2, gamma, insidePa, outsidePa, kgM3 } = hole;
  const criticalRatio = criticalPressureRatio(gamma, hole.beta);
  const outside = Math.min(1, outsidePa / insidePa);
  const choked = outside <= criticalRatio;
  const ratio = Math.max(outside, criticalRatio);
  const flux = Math.sqrt(
    Math.max(
      0,
      ((kgM3 * insidePa * 2 * gamma) / (gamma - 1)) * (ratio ** (2 / gamma) - ratio ** ((gamma + 1) / gamma)),
    ),
  );
  const throatKgM3 = kgM3 * ratio ** (1 / gamma);
  return {
    kgS: coefficient * areaM2 * flux,
    ms: (coefficient * flux) / throatKgM3,
    choked,
    criticalRatio,
    throatPa: insidePa * ratio,
    throatK: hole.insideK * ratio ** ((gamma - 1) / gamma),
    throatKgM3,
  };
}

/** Density in kg/m³ of an ideal gas inside. */
export function insideDensity(insidePa: number, molarMassGMol: number, temperatureK: number): number {
  return (insidePa * molarMassGMol) / 1000 / (gasConstant * temperatureK);
}

/** Part of a liquid above its boiling point that turns to gas as it leaves. */
export function flashFraction(
  heatJKgK: number,
  temperatureK: number,
  boilingK: number,
  latentJKg: number,
): number {
  return Math.min(1, Math.max(0, (heatJKgK * (temperatureK - boilingK)) / latentJKg));
}

/** All of a flashing jet is taken to be airborne above this. */
export const allAirborneAbove = 0.2;

/**
 * Liquid that flashes in a hole or a pipe. Up to 0.1 m it has no time to (Fauske's non-equilibrium rate), in a longer
 * one it leaves in equilibrium. Volumes in m³/kg, heats in J/kg and J/(kg K).
 */
export function twoPhaseThroughHole(hole: {
  coefficient: number;
  areaM2: number;
  latentJKg: number;
  volumeGainM3Kg: number;
  liquidM3Kg: number;
  heatJKgK: number;
  temperatureK: number;
  overpressurePa: number;
  pipeM: number;
}): { kgS: number; kgM2S: number; equilibrium: boolean; n: number } {
  const { latentJKg, volumeGainM3Kg, heatJKgK, temperatureK, overpressurePa, coefficient, pipeM } = hole;
  const equilibrium = pipeM > 0.1;
  const unflashed =
    (latentJKg ** 2 * hole.liquidM3Kg) /
    (2 * overpressurePa * coefficient ** 2 * volumeGainM3Kg ** 2 * heatJKgK * temperatureK);
  const n = equilibrium ? 1 : unflashed + pipeM / 0.1;
  const kgM2S = overpressurePa <= 0 ? 0 : latentJKg / volumeGainM3Kg / Math.sqrt(n * heatJKgK * temperatureK);
  return { kgS: kgM2S * hole.areaM2, kgM2S, equilibrium, n };
}

/** Pa of vapour over a liquid, from its boiling point alone (Clausius and Clapeyron, Watson below the boiling point). */
export function vapourPressurePa(temperatureK: number, boilingK: number, latentJMol: number): number {
  if (temperatureK >= boilingK)
    return 101_325 * Math.exp(-(latentJMol / gasConstant) * (1 / temperatureK - 1 / boilingK));
  // Guldberg: two thirds of the critical temperature.
  const criticalK = 1.5 * boilingK;
  const slope = (k: number): number =>
    (latentJMol * ((criticalK - k) / (criticalK - boilingK)) ** 0.38) / (gasConstant * k * k);
  const parts = 32;
  const width = (boilingK - temperatureK) / parts;
  let sum = slope(temperatureK) + slope(boilingK);
  for (let n = 1; n < parts; n += 1) sum += (n % 2 === 1 ? 4 : 2) * slope(temperatureK + n * width);
  return 101_325 * Math.exp((-width / 3) * sum);
}
