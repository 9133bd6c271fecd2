import type { Area, Output } from './areas-shared.ts';
import {
  areas,
  lengths,
  masses,
  plain,
  pressures,
  rates,
  speeds,
  temperatures,
  times,
  type Given,
} from './given.ts';
import { liquidOf } from './liquids.ts';
import { standardPressurePa } from './physics.ts';
import { epaPoolRate, evaporatingPool, grounds, type Ground, type Liquid } from './pool.ts';
import {
  allAirborneAbove, criticalPressureRatio, dischargeCoefficient, flashFraction, gasThroughHole, insideDensity, liquidThroughHole, twoPhaseThroughHole, vapourPressurePa,
} from './source-hole.ts'; // prettier-ignore
import { antoinePa, findSubstance } from './toxic.ts';

const density = { '': 1, kg_m3: 1, kgm3: 1 };

/** Area of a hole in m² from its area or its diameter. */
function holeArea(given: Given, needed = true): number | undefined {
  const area = given.optional(['A', 'hole_area', 'area'], areas, { above: 0 });
  const diameter = given.optional(['d', 'hole_d', 'hole_diameter', 'diameter', 'D'], lengths, { above: 0 });
  if (area === undefined && diameter === undefined && needed) given.refuse('hazardMissing', { field: 'd_m' });
  return area ?? (diameter === undefined ? undefined : (Math.PI * diameter * diameter) / 4);
}

const coefficientOf = (given: Given): number =>
  given.optional(['Cd', 'C_d', 'discharge_coefficient'], plain, { above: 0, max: 1 }) ?? dischargeCoefficient;
const outsideOf = (given: Given): number =>
  given.optional(['p2', 'pa', 'p_a', 'p_out', 'P2', 'p_ambient'], pressures, { above: 0 }) ??
  standardPressurePa;
const insideOf = (given: Given): number | undefined =>
  given.optional(['p1', 'p_in', 'P1', 'p0', 'p_tank', 'P_tank'], pressures, { above: 0 });

/** How long an inventory lasts at a rate, when there is one. */
function lasting(given: Given, kgS: number): Output {
  const mass = given.optional(['M', 'mass', 'inventory'], masses, { above: 0 });
  return mass === undefined ? {} : { empties_after_s: kgS > 0 ? mass / kgS : null };
}

export const liquidArea: Area = (given) => {
  const coefficient = coefficientOf(given);
  const areaM2 = holeArea(given) ?? Number.NaN;
  const densityKgM3 = given.number(['rho', 'rho_l', 'density'], density, { above: 0 });
  const difference = given.optional(['dp', 'dP', 'delta_p', 'p_gauge'], pressures, { min: 0 });
  const inside = insideOf(given);
  const outside = outsideOf(given);
  const headM = given.optional(['h', 'head', 'H'], lengths, { min: 0 }) ?? 0;
  if (difference === undefined && inside === undefined && headM === 0)
    given.refuse('hazardMissing', { field: 'dp_Pa' });
  if (given.refusal) return given.refusal;
  const overpressurePa = difference ?? (inside === undefined ? 0 : inside - outside);
  const flow = liquidThroughHole({ coefficient, areaM2, densityKgM3, overpressurePa, headM });
  const more = lasting(given, flow.kgS);
  return (
    given.refusal ?? { m_kg_s: flow.kgS, u_m_s: flow.ms, ...more, model: 'Bernoulli flow through a hole' }
  );
};

export const gasArea: Area = (given) => {
  const gamma = given.number(['gamma', 'k', 'kappa'], plain, { above: 1, max: 5 / 3 + 0.01 });
  const hole = given.optional('hole_dimension', lengths, { above: 0 });
  const tank = given.optional(['tank_dimension', 'tank_diameter'], lengths, { above: 0 });
  const beta =
    given.optional('beta', plain, { min: 0, max: 1 }) ??
    (hole !== undefined && tank !== undefined ? hole / tank : undefined);
  const insidePa = insideOf(given);
  const outsidePa = outsideOf(given);
  if (given.refusal) return given.refusal;
  const ratio = criticalPressureRatio(gamma, beta);
  const areaM2 = holeArea(
    given,
    insidePa !== undefined &&
      given.has('T_K', 'T1_K', 'T_C', 'T1_C', 'rho', 'rho1', 'MW', 'M_g_mol', 'M_kg_mol', 'substance'),
  );
  if (insidePa === undefined || areaM2 === undefined) {
    if (given.refusal) return given.refusal;
    const choked = insidePa === undefined ? {} : { choked: outsidePa / insidePa <= ratio };
    return { p_ratio: ratio, ...choked, model: 'critical pressure ratio of an ideal gas' };
  }
  const coefficient = coefficientOf(given);
  const insideK = given.optional(['T1', 'T', 'T_in', 'T_tank'], temperatures, { above: 0 });
  const named = given.text('substance');
  const molar =
    given.optional(['MW', 'mw', 'M_w', 'molar_mass'], { '': 1, g_mol: 1 }, { above: 0 }) ??
    given.optional('M', { g_mol: 1, kg_mol: 1000, kg_kmol: 1 }, { above: 0 }) ??
    (named === undefined ? undefined : findSubstance(named)?.molarMassGMol);
  const written = given.optional(['rho1', 'rho', 'rho_g', 'gas_density'], density, { above: 0 });
  if (written === undefined && molar === undefined)
    given.refuse(named === undefined ? 'hazardNoMolarMass' : 'hazardUnknownSubstance', {
      substance: named ?? '',
    });
  if (written === undefined && insideK === undefined) given.refuse('hazardMissing', { field: 'T1_K' });
  if (given.refusal) return given.refusal;
  const kgM3 = written ?? insideDensity(insidePa, molar!, insideK!);
  const flow = gasThroughHole({
    coefficient,
    areaM2,
    gamma,
    insidePa,
    outsidePa,
    insideK: insideK ?? 288.15,
    kgM3,
    beta,
  });
  const more = lasting(given, flow.kgS);
  return given.refusal ?? {
    m_kg_s: flow.kgS,
    u_m_s: flow.ms,
    choked: flow.choked,
    p_ratio: ratio,
    p_throat_Pa: flow.throatPa,
    ...(insideK !== undefined && { T_throat_K: flow.throatK }),
    rho_throat_kg_m3: flow.throatKgM3,
    rho1_kg_m3: kgM3,
    ...more,
    model: flow.choked ? 'choked gas through a hole' : 'unchoked gas through a hole',
  }; // prettier-ignore
};

const volume = { m3_kg: 1, '': 1 };

export const twoPhaseArea: Area = (given) => {
  const named = given.text('substance');
  const known = named === undefined ? undefined : liquidOf(named);
  if (named !== undefined && !known) given.refuse('hazardUnknownSubstance', { substance: named });
  const latent =
    given.optional(
      ['dHv', 'latent_heat', 'L_v', 'latent', 'hfg'],
      { J_kg: 1, kJ_kg: 1000, '': 1 },
      { above: 0 },
    ) ??
    (known && (known.latentJMol / known.molarMassGMol) * 1000);
  const heat =
    given.optional(
      ['cp', 'c_p', 'cp_l'],
      { J_kgK: 1, J_kg_K: 1, kJ_kgK: 1000, kJ_kg_K: 1000, '': 1 },
      { above: 0 },
    ) ?? known?.heatJKgK;
  const temperature = given.number(['T', 'T1', 'T_tank'], temperatures, { above: 0 });
  const boiling =
    given.optional(['Tb', 'T_b', 'T_boil', 'bp'], temperatures, { above: 0 }) ?? known?.boilingPointK;
  const flashed =
    latent !== undefined && heat !== undefined && boiling !== undefined
      ? flashFraction(heat, temperature, boiling, latent)
      : undefined;
  if (latent === undefined) given.refuse('hazardMissing', { field: 'dHv_J_kg' });
  if (heat === undefined) given.refuse('hazardMissing', { field: 'cp_J_kgK' });
  if (given.refusal) return given.refusal;
  const flash: Output =
    flashed === undefined ? {} : { flash_fraction: flashed, all_airborne: flashed > allAirborneAbove };
  const areaM2 = holeArea(given, false);
  const inside = insideOf(given);
  const outside = outsideOf(given);
  const differencePa =
    given.optional(['dp', 'dP', 'delta_p'], pressures, { min: 0 }) ??
    (inside === undefined ? undefined : Math.max(0, inside - outside));
  const liquidKgM3 =
    given.optional(['rho_l', 'rho', 'liquid_density'], density, { above: 0 }) ?? known?.densityKgM3;
  const vl =
    given.optional(['vl', 'v_l', 'vf', 'v_f'], volume, { above: 0 }) ??
    (liquidKgM3 === undefined ? undefined : 1 / liquidKgM3);
  const vg =
    given.optional(['vg', 'v_g'], volume, { above: 0 }) ??
    (known && inside !== undefined ? 1 / insideDensity(inside, known.molarMassGMol, temperature) : undefined);
  const gain =
    given.optional(['vfg', 'v_fg'], volume, { above: 0 }) ??
    (vg !== undefined && vl !== undefined ? vg - vl : undefined);
  const pipeM = given.optional(['L', 'pipe', 'pipe_length', 'l'], lengths, { min: 0 });
  const equilibrium =
    given.flag('equilibrium') ?? (given.text('model', 'kind') ?? '').toLowerCase() === 'equilibrium';
  if (given.refusal) return given.refusal;
  if (areaM2 === undefined && flashed !== undefined && gain === undefined)
    return { ...flash, model: 'flash fraction' };
  if (gain === undefined) given.refuse('hazardMissing', { field: 'vfg_m3_kg' });
  if (!equilibrium && differencePa === undefined) given.refuse('hazardMissing', { field: 'dp_Pa' });
  if (!equilibrium && vl === undefined) given.refuse('hazardMissing', { field: 'rho_l' });
  const coefficient = coefficientOf(given);
  if (given.refusal) return given.refusal;
  const flow = twoPhaseThroughHole({
    coefficient,
    areaM2: areaM2 ?? 1,
    latentJKg: latent!,
    volumeGainM3Kg: gain!,
    liquidM3Kg: vl ?? 0,
    heatJKgK: heat!,
    temperatureK: temperature,
    overpressurePa: differencePa ?? 1,
    pipeM: equilibrium ? 1 : (pipeM ?? 0),
  });
  const more = areaM2 === undefined ? {} : { m_kg_s: flow.kgS, ...lasting(given, flow.kgS) };
  return given.refusal ?? {
    ...more,
    G_kg_m2_s: flow.kgM2S,
    ...(!flow.equilibrium && { N: flow.n }),
    ...flash,
    model: flow.equilibrium ? 'homogeneous equilibrium two-phase flow' : 'Fauske non-equilibrium two-phase flow',
  }; // prettier-ignore
};

function groundOf(given: Given): Ground {
  const written = (given.text('ground', 'substrate', 'surface') ?? 'soil').toLowerCase();
  const found = Object.keys(grounds).find(
    (one) =>
      written.includes(one) ||
      (written.includes('dry') && one === 'dry sand') ||
      (written.includes('moist') && one === 'moist sand'),
  );
  if (!found && !/soil|default|earth|ground/.test(written))
    given.refuse('hazardNotOneOf', {
      field: 'ground',
      value: written,
      known: Object.keys(grounds).join(', '),
    });
  return (found ?? 'soil') as Ground;
}

function liquidGiven(given: Given): Liquid | undefined {
  const named = given.text('substance', 'chemical');
  const found = named === undefined ? undefined : liquidOf(named);
  const molarMassGMol =
    given.optional(['MW', 'mw', 'molar_mass'], { '': 1, g_mol: 1 }, { above: 0 }) ?? found?.molarMassGMol;
  const boilingPointK =
    given.optional(['Tb', 'T_b', 'bp', 'T_boil'], temperatures, { above: 0 }) ?? found?.boilingPointK;
  const latentKg = given.optional(['dHv', 'latent_heat'], { J_kg: 1, kJ_kg: 1000 }, { above: 0 });
  const latentJMol =
    given.optional(['dHv', 'latent_heat'], { J_mol: 1, kJ_mol: 1000 }, { above: 0 }) ??
    (latentKg !== undefined && molarMassGMol !== undefined
      ? (latentKg * molarMassGMol) / 1000
      : found?.latentJMol);
  const heatJKgK =
    given.optional(['cp', 'c_p'], { J_kgK: 1, J_kg_K: 1, kJ_kgK: 1000 }, { above: 0 }) ?? found?.heatJKgK;
  if (
    molarMassGMol === undefined ||
    boilingPointK === undefined ||
    latentJMol === undefined ||
    heatJKgK === undefined
  ) {
    if (named !== undefined && !found) given.refuse('hazardUnknownSubstance', { substance: named });
    else given.refuse('hazardMissing', { field: 'substance' });
    return undefined;
  }
  return { name: found?.name ?? named ?? '', molarMassGMol, boilingPointK, latentJMol, heatJKgK };
}

export const poolArea: Area = (given) => {
  const area = given.optional(['A', 'pool_area', 'area'], areas, { above: 0 });
  const wide = given.optional(['pool_diameter', 'D', 'd', 'pool_d', 'diameter'], lengths, { above: 0 });
  const massKg = given.optional(['mass', 'M', 'spill', 'inventory'], masses, { above: 0 });
  const rho = given.optional(['rho', 'rho_l'], density, { above: 0 });
  const depthM = given.optional('depth', lengths, { above: 0 }) ?? 0.01;
  const windMs = given.number(['u10', 'u', 'wind'], speeds, { above: 0, max: 75 });
  const airK = given.optional(['T_air', 'T'], temperatures, { min: 200, max: 350 });
  const poolK = given.optional(['T_pool', 'T_liquid'], temperatures, { above: 0 }) ?? airK;
  // A pool nobody dammed is a centimetre deep.
  const spread = massKg !== undefined && rho !== undefined ? massKg / rho / depthM : undefined;
  const areaM2 = area ?? (wide === undefined ? spread : (Math.PI * wide * wide) / 4);
  if (areaM2 === undefined) given.refuse('hazardMissing', { field: 'pool_diameter_m' });
  if (poolK === undefined) given.refuse('hazardMissing', { field: 'T_air_K' });
  const written = given.optional(['VP', 'p_v', 'vapour_pressure', 'P_v', 'p_vap'], pressures, { above: 0 });
  const byEpa = /epa|oca|d-1/i.test(given.text('model') ?? '') || written !== undefined;
  if (given.refusal) return given.refusal;
  if (byEpa || massKg === undefined) return epa(given, areaM2!, windMs, poolK!, written, massKg);
  const liquid = liquidGiven(given);
  const stability = given.has('class', 'stability') ? given.stability('class', 'stability') : 'D';
  const night = given.flag('night');
  const ground = groundOf(given);
  const humidityPercent =
    given.optional(['RH', 'humidity'], { '': 1, pct: 1, percent: 1 }, { min: 0, max: 100 }) ?? 50;
  const cloudOktas = given.optional('cloud', { oktas: 1, tenths: 0.8 }, { min: 0, max: 8 }) ?? 4;
  const sun = given.optional(['sun', 'solar_elevation', 'sun_elevation'], { deg: 1 }, { min: -90, max: 90 });
  const groundK = given.optional('T_ground', temperatures, { above: 0 }) ?? airK ?? poolK!;
  const forS = given.optional(['duration', 'for', 't_max'], times, { above: 0 }) ?? 3600;
  if (given.refusal) return given.refusal;
  const outcome = evaporatingPool({
    liquid: liquid!,
    massKg,
    diameterM: Math.sqrt((4 * areaM2!) / Math.PI),
    windMs,
    stability,
    airK: airK ?? poolK!,
    poolK: poolK!,
    groundK,
    ground,
    humidityPercent,
    cloudOktas,
    sunDegrees: night === true ? -20 : (sun ?? (night === false ? 45 : -20)),
    forS,
  });
  return {
    max_sustained_rate_kg_s: outcome.sustainedKgS,
    duration_min: outcome.durationS / 60,
    released_kg: outcome.releasedKg,
    boiling: outcome.boiled,
    model: 'Brighton 1985 with a heat balance of the pool',
  };
};

function epa(
  given: Given,
  areaM2: number,
  windMs: number,
  poolK: number,
  written: number | undefined,
  massKg: number | undefined,
): ReturnType<Area> {
  const named = given.text('substance', 'chemical');
  const listed = named === undefined ? undefined : liquidOf(named);
  const toxic = named === undefined ? undefined : findSubstance(named);
  const mw =
    given.optional(['MW', 'mw', 'molar_mass'], { '': 1, g_mol: 1 }, { above: 0 }) ??
    listed?.molarMassGMol ??
    toxic?.molarMassGMol;
  const boilingK =
    given.optional(['Tb', 'T_b', 'bp', 'T_boil'], temperatures, { above: 0 }) ??
    listed?.boilingPointK ??
    toxic?.boilingPointK;
  const boils = given.flag('boiling') ?? (boilingK !== undefined && poolK >= boilingK);
  const vapourPa = boils
    ? standardPressurePa
    : (written ??
      (toxic && antoinePa(toxic, poolK)) ??
      (listed && vapourPressurePa(poolK, listed.boilingPointK, listed.latentJMol)));
  if (mw === undefined)
    given.refuse(named === undefined ? 'hazardNoMolarMass' : 'hazardUnknownSubstance', {
      substance: named ?? '',
    });
  if (vapourPa === undefined) given.refuse('hazardMissing', { field: 'VP_Pa' });
  if (given.refusal) return given.refusal;
  const kgS = epaPoolRate(windMs, mw!, areaM2, vapourPa!, boils && boilingK !== undefined ? boilingK : poolK);
  const capped = given.optional('release', rates, { above: 0 });
  return {
    m_kg_s: capped === undefined ? kgS : Math.min(kgS, capped),
    rate_kg_s: kgS,
    rate_lb_min: (kgS * 60) / 0.45359237,
    boiling: boils,
    ...(massKg !== undefined && { duration_min: massKg / kgS / 60, released_kg: massKg }),
    model: 'EPA off-site consequence guidance, pool',
  };
}

/** Sulfur dioxide that a stack or duct carries, from what is measured: ppm and normal m³ an hour. */
export const stackArea: Area = (given) => {
  const ppm = given.number('', { ppm: 1, pct: 1e4 }, { above: 0, max: 1e6 });
  const flow = given.number(['', 'flow', 'V'], { Nm3_h: 1, Nm3_s: 3600 }, { above: 0 });
  const named = given.text('substance');
  const mw =
    given.optional(['MW', 'mw'], plain, { above: 0 }) ??
    (named === undefined ? 64.06 : findSubstance(named)?.molarMassGMol);
  if (mw === undefined) given.refuse('hazardUnknownSubstance', { substance: named ?? '' });
  if (given.refusal) return given.refusal;
  // One normal cubic metre at 0 °C holds 44.6 mol.
  return { m_kg_s: (ppm * 1e-6 * flow * 44.6 * mw!) / 1000 / 3600, model: 'measured gas in a duct' };
};
