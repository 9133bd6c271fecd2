import { listed, molarMass, sigmaModel, terrainOf, wind, type Area, type Output } from './areas-shared.ts';
import { lengths, plain, pressures, temperatures } from './given.ts';
import { gasDensity, ppmOf, standardPressurePa } from './physics.ts';
import { stabilityOf, sunOf, type Sun } from './stability.ts';
import { logProfileWind, obukhovLengthM, powerLawWind, windExponent } from './wind-profile.ts';

export const sigmaArea: Area = (given) => {
  const stability = given.stability('class', 'stability');
  const model = sigmaModel(given, stability, 'briggs');
  const xs = given.numbers('x', lengths, { above: 0 });
  const list = given.isList('x', lengths);
  if (given.refusal) return given.refusal;
  const spreads = xs.map((x) => model.at(stability, x));
  const output: Output = {
    sigma_y_m: listed(spreads.map(({ y }) => y), list),
    sigma_z_m: listed(spreads.map(({ z }) => z), list),
    ...(spreads.every(({ x }) => x !== undefined) && { sigma_x_m: listed(spreads.map(({ x }) => x), list) }),
  }; // prettier-ignore
  if (list)
    for (const [at, x] of xs.entries()) {
      output[`sigma_y_m_at_${x}`] = spreads[at]!.y;
      output[`sigma_z_m_at_${x}`] = spreads[at]!.z;
      if (spreads[at]!.x !== undefined) output[`sigma_x_m_at_${x}`] = spreads[at]!.x;
    }
  const valid = xs.map((x) => x >= model.fromM && x <= model.toM);
  return {
    ...output,
    model: model.name,
    within_validity: listed(valid, list),
    valid_m: [model.fromM, model.toM],
  };
};

export const windArea: Area = (given) => {
  const stability = given.stability('class', 'stability');
  const name = (given.text('model') ?? '').toLowerCase();
  const ms = wind(given, ['u', 'u10', 'wind']);
  const from = given.optional(['z_ref', 'z0_ref', 'zref', 'z1'], lengths, { above: 0 }) ?? 10;
  const to = given.number(['z', 'z2'], lengths, { above: 0 });
  const terrain = terrainOf(given);
  const roughness = given.optional('z0', lengths, { above: 0 });
  // A roughness without a model's name asks for the profile that has one.
  const ownExponent = given.has('n', 'p', 'exponent');
  const rough = name === '' && roughness !== undefined && !ownExponent;
  if (rough || /log|businger|monin|obukhov|aloha/.test(name)) {
    const z0 = roughness ?? (terrain === 'urban' ? 1 : 0.03);
    if (given.refusal) return given.refusal;
    const length = obukhovLengthM(stability, z0);
    const u = logProfileWind(ms, from, to, stability, z0);
    return {
      u_m_s: u,
      obukhov_length_m: Number.isFinite(length) ? length : null,
      model: 'logarithmic profile, Businger',
    };
  }
  const irwin = name.includes('irwin') || terrain !== undefined;
  const exponent =
    given.optional(['n', 'p', 'exponent'], plain, { min: 0 }) ??
    windExponent(stability, irwin ? (terrain ?? 'rural') : undefined);
  if (given.refusal) return given.refusal;
  return {
    u_m_s: powerLawWind(ms, from, to, exponent),
    exponent,
    model: irwin ? 'power law, Irwin 1979' : 'power law',
  };
};

export const stabilityArea: Area = (given) => {
  const ms = wind(given, ['u10', 'u', 'wind']);
  const overcast = given.flag('overcast') === true;
  const oktas = given.optional(['cloud', 'cloud_oktas'], { oktas: 1, '': 1 }, { min: 0, max: 8 });
  const cloud = overcast ? 8 : oktas;
  const elevation = given.optional(
    ['sun', 'solar_elevation', 'sun_elevation', 'elevation'],
    { deg: 1, degrees: 1 },
    { min: -90, max: 90 },
  );
  const named = given.text('insolation', 'sun')?.toLowerCase();
  const night = given.flag('night');
  let sun: Sun | null = night ? null : elevation === undefined ? null : sunOf(elevation, cloud ?? 0);
  if (named !== undefined && !night) {
    if (named === 'strong' || named === 'moderate' || named === 'slight') sun = named;
    else if (named !== 'night' && named !== 'none') given.refuse('hazardNotOneOf', { field: 'insolation', value: named, known: 'strong, moderate, slight, night' }); // prettier-ignore
  } else if (!overcast && night === undefined && elevation === undefined && named === undefined)
    given.refuse('hazardMissing', { field: 'sun_deg' });
  if (given.refusal) return given.refusal;
  return { class: stabilityOf(ms, sun, cloud ?? 0), model: 'Pasquill and Turner' };
};

/** ppm and mg/m³, either way, by molar mass, temperature and pressure. */
export const convertArea: Area = (given) => {
  const mw = molarMass(given, true) ?? Number.NaN;
  const airK = given.optional(['T', 'T_air'], temperatures, { min: 200, max: 400 }) ?? 298.15;
  const pressure = given.optional(['P', 'pressure'], pressures, { above: 0 }) ?? standardPressurePa;
  const ppm = given.optional('', { ppm: 1, C_ppm: 1 }, { min: 0, max: 1e6 });
  const mg = given.optional('', { mg_m3: 1, C_mg_m3: 1 }, { min: 0 });
  if (ppm === undefined && mg === undefined) given.refuse('hazardMissing', { field: 'ppm' });
  if (ppm !== undefined && mg !== undefined)
    given.refuse('hazardTwoUnits', { first: 'ppm', second: 'mg/m3' });
  if (given.refusal) return given.refusal;
  return ppm !== undefined
    ? { mg_m3: ppm * 1e-6 * gasDensity(mw, airK, pressure) * 1e6, model: 'ideal gas' }
    : { ppm: ppmOf(mg! * 1e-6, mw, airK, pressure), model: 'ideal gas' };
};
