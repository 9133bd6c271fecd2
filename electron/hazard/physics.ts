/** J/(mol K), exact since 2019. */
export const gasConstant = 8.314462618;
/** Pa. */
export const standardPressurePa = 101_325;
/** m/s². */
export const gravity = 9.80665;
/** g/mol of dry air. */
export const molarMassAirGMol = 28.96;

/** kg/m³ of an ideal gas. */
export function gasDensity(
  molarMassGMol: number,
  temperatureK: number,
  pressurePa = standardPressurePa,
): number {
  return (pressurePa * molarMassGMol) / 1000 / (gasConstant * temperatureK);
}

/** Parts per million by volume of a mass concentration in kg/m³. */
export function ppmOf(
  kgM3: number,
  molarMassGMol: number,
  temperatureK: number,
  pressurePa = standardPressurePa,
): number {
  return (kgM3 / gasDensity(molarMassGMol, temperatureK, pressurePa)) * 1e6;
}

/** Mass concentration in kg/m³ of parts per million by volume. */
export function kgM3OfPpm(
  ppm: number,
  molarMassGMol: number,
  temperatureK: number,
  pressurePa = standardPressurePa,
): number {
  return ppm * 1e-6 * gasDensity(molarMassGMol, temperatureK, pressurePa);
}

/** Error function by its Maclaurin series or a continued fraction; absolute error below 1e-14. */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 1; n < 80; n += 1) {
      term *= (-z * z) / n;
      sum += term / (2 * n + 1);
      if (Math.abs(term) < 1e-18) break;
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n -= 1) fraction = n / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction)));
}
