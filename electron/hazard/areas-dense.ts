import { isRefusal, type Refusal } from '../refusal.ts';
import { listed, molarMass, wind, type Area } from './areas-shared.ts';
import {
  continuousCriterion, denseBeta, denseDilutions, densePlume, densePuff, instantaneousCriterion, reducedGravity, screening, screeningCutOff,
} from './dense-gas.ts'; // prettier-ignore
import { lengths, masses, plain, rates, temperatures, type Given } from './given.ts';
import { gasDensity, molarMassAirGMol } from './physics.ts';

export const regimeArea: Area = (given) => {
  given.text('model');
  const molarMassGMol = molarMass(given, true) ?? Number.NaN;
  const rateKgS = given.number(['Q', 'rate', 'm'], rates, { above: 0 });
  const windMs = wind(given, ['u10', 'u', 'wind']);
  const airTemperatureK = given.optional(['T', 'T_air'], temperatures, { min: 200, max: 350 }) ?? 288.15;
  const cloudTemperatureK =
    given.optional(['T_cloud'], temperatures, { min: 20, max: 2000 }) ?? airTemperatureK;
  const pool = given.flag('pool', 'is_pool', 'puddle') ?? false;
  const diameter = given.optional(['D', 'd', 'pool_diameter', 'diameter'], lengths, { above: 0 });
  given.optional('z0', lengths, { above: 0 });
  if (pool && diameter === undefined) given.refuse('hazardMissing', { field: 'D_m' });
  if (given.refusal) return given.refusal;
  const seen = screening({
    molarMassGMol,
    rateKgS,
    windMs,
    airTemperatureK,
    cloudTemperatureK,
    poolM: pool ? diameter! : null,
  });
  const cloud = gasDensity(molarMassGMol, cloudTemperatureK);
  const g0 = reducedGravity(cloud, gasDensity(molarMassAirGMol, airTemperatureK));
  const own = continuousCriterion(g0, rateKgS / cloud, windMs);
  return {
    regime: seen.regime,
    heavy: seen.regime === 'heavy',
    richardson: seen.richardson,
    cut_off: screeningCutOff,
    density_ratio: seen.densityRatio,
    britter_mcquaid: own.continuous,
    britter_mcquaid_dense: own.dense,
    model: 'source Richardson number with Deacon friction velocity',
  };
};

const kindOf = (given: Given): 'plume' | 'puff' => {
  const word = `${given.text('kind', 'model', 'release', 'type') ?? ''}`.toLowerCase();
  return /puff|instant/.test(word) ? 'puff' : 'plume';
};

export const denseCorrelationArea: Area = (given) => {
  const alpha = given.number('alpha', plain, {});
  const said = given.has('kind', 'model', 'release', 'type');
  const written = given.has('Cm/C0', 'Cm_C0', 'dilution', 'dilutions');
  const asked = written
    ? given.numbers(['Cm/C0', 'Cm_C0', 'dilution', 'dilutions'], plain, { above: 0, max: 1 })
    : null;
  // The two nomograms share most dilutions; only that of a cloud goes down to 0.001.
  const kind = said ? kindOf(given) : asked?.some((one) => one < 0.002) ? 'puff' : 'plume';
  if (given.refusal) return given.refusal;
  const betas: number[] = [];
  for (const one of asked ?? denseDilutions(kind)) {
    const beta = denseBeta(kind, alpha, one);
    if (isRefusal(beta)) return beta;
    betas.push(beta);
  }
  const list = asked === null || given.isList(['Cm/C0', 'Cm_C0', 'dilution', 'dilutions'], plain);
  return { beta: listed(betas, list), model: `Britter-McQuaid ${kind}` };
};

export const denseArea: Area = (given) => {
  const kind = given.has('V_m3', 'M_kg') && !given.has('Q_kg_s', 'q_m3_s') ? 'puff' : kindOf(given);
  const windMs = wind(given, ['u10', 'u', 'wind']);
  const airTemperatureK = given.optional(['T_air', 'T'], temperatures, { min: 200, max: 350 }) ?? 288.15;
  const temperatureK =
    given.optional(['T_release', 'T_cloud', 'T_gas', 'T_r'], temperatures, { min: 20 }) ?? airTemperatureK;
  const mw = molarMass(given, false);
  const densityKgM3 =
    given.optional(['rho', 'rho0', 'rho_gas'], { '': 1, kg_m3: 1 }, { above: 0 }) ??
    (mw === undefined ? undefined : gasDensity(mw, temperatureK));
  if (densityKgM3 === undefined) given.refuse('hazardMissing', { field: 'rho' });
  const airDensityKgM3 =
    given.optional(['rho_air', 'rhoa', 'rho_a'], { '': 1, kg_m3: 1 }, { above: 0 }) ??
    gasDensity(molarMassAirGMol, airTemperatureK);
  const kg =
    kind === 'plume'
      ? given.optional(['Q', 'rate', 'm'], rates, { above: 0 })
      : given.optional(['M', 'mass'], masses, { above: 0 });
  const volume = given.optional(
    kind === 'plume' ? ['q', 'q0'] : ['V', 'V0'],
    kind === 'plume' ? { m3_s: 1 } : { m3: 1 },
    { above: 0 },
  );
  const xs = given.numbers('x', lengths, { above: 0 });
  if (kg === undefined && volume === undefined)
    given.refuse('hazardMissing', { field: kind === 'plume' ? 'Q_kg_s' : 'M_kg' });
  if (given.refusal) return given.refusal;
  const release = { densityKgM3: densityKgM3!, temperatureK, airDensityKgM3, airTemperatureK, windMs };
  const amount = volume ?? kg! / densityKgM3!;
  const g0 = reducedGravity(densityKgM3!, airDensityKgM3);
  const model: Refusal | ReturnType<typeof densePlume> | ReturnType<typeof densePuff> =
    kind === 'plume' ? densePlume(release, amount) : densePuff(release, amount);
  if (isRefusal(model)) return model;
  const fractions = xs.map((x) => model.fraction(x));
  const criterion =
    kind === 'plume' ? continuousCriterion(g0, amount, windMs) : instantaneousCriterion(g0, amount, windMs);
  const list = given.isList('x', lengths);
  return {
    C_fraction: listed(fractions, list),
    C_ppm: listed(fractions.map((one) => one * 1e6), list),
    C_kg_m3: listed(fractions.map((one) => one * densityKgM3!), list),
    alpha: model.alpha,
    scale_m: model.scaleM,
    criterion: criterion.continuous,
    dense: criterion.dense,
    ...('halfWidth' in model && { half_width_m: listed(xs.map((x) => model.halfWidth(x)), list), upwind_m: model.upwindM, half_width_at_source_m: model.halfWidthAtSourceM }),
    model: `Britter-McQuaid ${kind}`,
  }; // prettier-ignore
};
