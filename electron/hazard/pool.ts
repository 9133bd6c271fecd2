import type { Stability } from './given.ts';
import { gasConstant, standardPressurePa } from './physics.ts';
import { vapourPressurePa } from './source-hole.ts';
import { windExponent } from './wind-profile.ts';

/** W/(m K) and m²/s of what a pool lies on, after Briscoe and Shaw 1980 as used by ALOHA. */
export const grounds = {
  concrete: [8.28, 3.74e-6],
  soil: [8.64, 4.13e-6],
  'dry sand': [2.34, 1.74e-6],
  'moist sand': [5.31, 3.02e-6],
} as const satisfies Record<string, readonly [number, number]>;
export type Ground = keyof typeof grounds;

export interface Liquid {
  readonly name: string;
  readonly molarMassGMol: number;
  readonly boilingPointK: number;
  readonly latentJMol: number;
  readonly heatJKgK: number;
}

export interface PoolInput {
  readonly liquid: Liquid;
  readonly massKg: number;
  readonly diameterM: number;
  readonly windMs: number;
  readonly stability: Stability;
  readonly airK: number;
  readonly poolK: number;
  readonly groundK: number;
  readonly ground: Ground;
  readonly humidityPercent: number;
  readonly cloudOktas: number;
  /** Height of the sun in degrees; below the horizon by night. */
  readonly sunDegrees: number;
  /** Seconds to follow it for. */
  readonly forS: number;
}

export interface PoolOutcome {
  /** Greatest mean over a minute that the pool sustains once the first minute has gone. */
  readonly sustainedKgS: number;
  readonly releasedKg: number;
  readonly durationS: number;
  readonly boiled: boolean;
  /** Mean kg/s of each minute. */
  readonly byMinute: readonly number[];
}

const karman = 0.4;
const schmidtTurbulent = 0.85;
const euler = 0.577;
const airViscosity = 1.5e-5;
/** Smooth ground around a pool, in metres: agrees with published runs whatever the terrain's own roughness. */
const surfaceRoughnessM = 0.001;
/** Brighton's model ends where volatility multiplies the transfer by four; from there the pool boils. */
const mostCorrection = 4;

/** Longwave factor of the sky by tenths of cloud: a + b e (e the water vapour pressure in Pa). */
const sky: readonly (readonly [number, number])[] = [
  [0.74, 44.3e-6], [0.75, 44.3e-6], [0.76, 44.3e-6], [0.77, 44.2e-6], [0.783, 40.7e-6], [0.793, 40.5e-6],
  [0.8, 39.9e-6], [0.81, 38.4e-6], [0.82, 35.4e-6], [0.84, 31e-6], [0.87, 26.6e-6],
]; // prettier-ignore

const diffusivity = (molarMassGMol: number): number => 2.39e-5 * Math.sqrt(18.015 / molarMassGMol);

/** Brighton 1985: mean transfer coefficient of a pool, without dimension. */
export function transferCoefficient(
  n: number,
  diameterM: number,
  frictionMs: number,
  molarMassGMol: number,
): number {
  const schmidt = airViscosity / diffusivity(molarMassGMol);
  const reynolds = (frictionMs * surfaceRoughnessM) / airViscosity;
  const smooth =
    (3.85 * Math.cbrt(schmidt) - 1.3) ** 2 + (schmidtTurbulent / karman) * Math.log(0.13 * schmidt);
  const rough = (re: number): number => 7.3 * re ** 0.25 * Math.sqrt(schmidt) - 5 * schmidtTurbulent;
  const surface =
    reynolds < 0.13
      ? smooth
      : reynolds > 2
        ? rough(reynolds)
        : smooth + ((reynolds - 0.13) / (2 - 0.13)) * (rough(2) - smooth);
  const lambda =
    1 / n + 1 + 2 * Math.log(1 + n) - 2 * euler + (karman / schmidtTurbulent) * (1 + n) * surface;
  const length = (n * karman ** 2 * diameterM) / (schmidtTurbulent * surfaceRoughnessM * Math.exp(1 / n));
  const log = lambda + Math.log(length);
  const square = log * log + Math.PI ** 2;
  const shape =
    0.5 -
    Math.atan(log / Math.PI) / Math.PI +
    (1 - euler) / square +
    (((1 - euler) ** 2 + 1 + Math.PI ** 2 / 6) * log) / square ** 2;
  return (karman / schmidtTurbulent) * (1 + n) * shape;
}

/**
 * A pool of one liquid that evaporates or boils: Brighton's transfer, and the heat of sun, sky, ground, air and
 * evaporation, followed second by second. Released mass never passes what was spilled.
 */
export function evaporatingPool(input: PoolInput): PoolOutcome {
  const { liquid, diameterM, airK, groundK } = input;
  const area = (Math.PI * diameterM * diameterM) / 4;
  const n = windExponent(input.stability);
  const friction = 0.03 * input.windMs;
  const transfer = transferCoefficient(n, diameterM, friction, liquid.molarMassGMol);
  const latentJKg = (liquid.latentJMol / liquid.molarMassGMol) * 1000;
  const [conductivity, groundDiffusivity] = grounds[input.ground];
  const toAir = (2e-5 / diffusivity(liquid.molarMassGMol)) ** (2 / 3);

  const tenths = input.cloudOktas * 1.25;
  const sine = Math.sin((input.sunDegrees * Math.PI) / 180);
  const sun = sine > 0.1 ? 1111 * (1 - 0.0071 * tenths * tenths) * (sine - 0.1) : 0;
  const celsius = airK - 273.15;
  const vapour = (610.94 * Math.exp((17.625 * celsius) / (celsius + 243.04)) * input.humidityPercent) / 100;
  const [a, b] = sky[Math.max(0, Math.min(10, Math.round(tenths)))]!;
  const fromSky = 0.97 * (a + b * vapour) * 5.67e-8 * airK ** 4;

  let temperature = Math.min(input.poolK, liquid.boilingPointK);
  let left = input.massKg;
  let boiled = false;
  let second = 0;
  const byMinute: number[] = [];
  let minute = 0;
  while (left > 1e-9 && second < input.forS) {
    const pressure = Math.min(
      vapourPressurePa(temperature, liquid.boilingPointK, liquid.latentJMol),
      standardPressurePa,
    );
    const share = pressure / standardPressurePa;
    const correction = share >= 1 ? mostCorrection : Math.min(mostCorrection, -Math.log(1 - share) / share);
    const boiling = correction >= mostCorrection;
    const saturation = (pressure * liquid.molarMassGMol) / 1000 / (gasConstant * temperature);
    const diffused = saturation * friction * transfer * correction;
    const heat =
      sun +
      fromSky -
      0.97 * 5.67e-8 * temperature ** 4 +
      (conductivity * (groundK - temperature)) /
        Math.sqrt(Math.PI * groundDiffusivity * Math.max(1, second)) +
      1.2 * 1004 * transfer * correction * toAir * friction * (airK - temperature);
    const flux = boiling ? Math.max(diffused, heat / latentJKg) : diffused;
    boiled ||= boiling;
    const gone = Math.min(flux * area, left);
    temperature = Math.min(
      liquid.boilingPointK,
      temperature + ((heat - latentJKg * flux) * area) / (left * liquid.heatJKgK),
    );
    // A film of the last grams must not fall to absolute zero on paper.
    temperature = Math.max(temperature, 100);
    left -= gone;
    minute += gone;
    second += 1;
    if (second % 60 === 0 || left <= 1e-9) {
      byMinute.push(minute / (second % 60 === 0 ? 60 : second % 60));
      minute = 0;
    }
  }
  const sustained = byMinute.slice(1, -1).concat(byMinute.length < 3 ? byMinute : []);
  return {
    sustainedKgS: Math.max(0, ...sustained),
    releasedKg: input.massKg - Math.max(0, left),
    durationS: second,
    boiled,
    byMinute,
  };
}

/**
 * EPA's off-site guidance for evaporation from a pool (coefficients not verified): kg/s from wind m/s, g/mol, m², Pa of
 * vapour pressure and K. Coarser and, for a wide pool, well above the heat balance.
 */
export function epaPoolRate(
  windMs: number,
  molarMassGMol: number,
  areaM2: number,
  vapourPa: number,
  poolK: number,
): number {
  const squareFeet = areaM2 / 0.09290304;
  const mmHg = vapourPa / 133.322387415;
  const poundsPerMinute =
    (0.284 * windMs ** 0.78 * molarMassGMol ** (2 / 3) * squareFeet * mmHg) / (82.05 * poolK);
  return (poundsPerMinute * 0.45359237) / 60;
}
