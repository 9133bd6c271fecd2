import { isRefusal, type Answer } from '../refusal.ts';
import { listed, molarMass, sigmaModel, terrainOf, wind, type Area, type Output } from './areas-shared.ts';
import { formulaOf } from './expression.ts';
import { passingShare, plumeConcentration, puffConcentration } from './gaussian.ts';
import {
  lengths,
  masses,
  minutes,
  pressures,
  rates,
  temperatures,
  times,
  type Given,
  type Stability,
} from './given.ts';
import { gasDensity, ppmOf, standardPressurePa } from './physics.ts';
import {
  alohaSigma,
  briggsRural,
  briggsUrban,
  pasquillGifford,
  sladePuff,
  turnerFit,
  type SigmaModel,
  type Spread,
} from './sigma.ts';
import { halfWidthAt, passiveLimits, passivePlume, zoneOf } from './threat-zone.ts';
import { findSubstance, levelKgM3, levelKinds, levelsOf, type LevelKind } from './toxic.ts';

interface Threshold {
  readonly name: string | null;
  readonly kgM3: number;
  readonly flammable: boolean;
}

/** Thresholds in ppm, in mg/m³ or named by a kind of level. */
function thresholds(given: Given, airK: number, exposureMin: number): { all: Threshold[]; list: boolean } {
  const flammable = given.flag('flammable') ?? false;
  const names = ['thresholds', 'threshold', 'loc', 'LOC', 'levels_of_concern'];
  const kind = given.text('levels', 'level_kind')?.toUpperCase();
  const pressure = given.optional(['P', 'p_air', 'pressure'], pressures, { above: 0 }) ?? standardPressurePa;
  if (given.has(...names.flatMap((name) => [`${name}_ppm`, `${name}_ppb`, `${name}_pct`]))) {
    if (given.has(...names.map((name) => `${name}_mg_m3`)))
      given.refuse('hazardTwoUnits', { first: 'ppm', second: 'mg/m3' });
    const units = { ppm: 1, ppb: 1e-3, pct: 1e4 };
    const mw = molarMass(given, true) ?? Number.NaN;
    const values = given.numbers(names, units, { above: 0, max: 1e6 });
    const density = gasDensity(mw, airK, pressure);
    return {
      all: values.map((ppm) => ({ name: null, kgM3: ppm * 1e-6 * density, flammable })),
      list: given.isList(names, units),
    };
  }
  if (given.has(...names.flatMap((name) => [`${name}_mg_m3`, `${name}_g_m3`, `${name}_kg_m3`]))) {
    const units = { mg_m3: 1e-6, g_m3: 1e-3, kg_m3: 1 };
    const values = given.numbers(names, units, { above: 0 });
    return { all: values.map((kgM3) => ({ name: null, kgM3, flammable })), list: given.isList(names, units) };
  }
  const named = given.text('substance', 'chemical');
  if (named === undefined) {
    given.refuse('hazardMissing', { field: 'thresholds_ppm' });
    return { all: [], list: true };
  }
  const substance = findSubstance(named);
  if (!substance) {
    given.refuse('hazardNoToxicLevel', { substance: named });
    return { all: [], list: true };
  }
  const which = (kind ?? 'AEGL').replace(/[- ]?\d.*$/, '');
  const known = levelKinds.find((one) => one === which);
  if (!known) given.refuse('hazardNotOneOf', { field: 'levels', value: which, known: levelKinds.join(', ') });
  const levels: Answer<ReturnType<typeof levelsOf>> = levelsOf(
    substance,
    known ?? ('AEGL' satisfies LevelKind),
    exposureMin,
  );
  if (isRefusal(levels)) {
    given.refusal ??= levels;
    return { all: [], list: true };
  }
  const all = levels.map((level) => ({
    name: level.name,
    kgM3: levelKgM3(level, substance, airK),
    flammable: level.flammable,
  }));
  return { all, list: true };
}

export const threatZoneArea: Area = (given) => {
  given.text('model');
  const rateKgS = given.number(['Q', 'rate', 'm'], rates, { above: 0 });
  const windMs = wind(given, ['u10', 'u', 'wind']);
  const stability = given.stability('class', 'stability');
  const airK = given.optional(['T', 'T_air'], temperatures, { min: 200, max: 350 }) ?? 288.15;
  const terrain = terrainOf(given);
  const roughnessM = given.optional('z0', lengths, { above: 0, max: 3 }) ?? (terrain === 'urban' ? 1 : 0.03);
  const sourceM = given.optional(['H', 'h', 'release_height', 'z_s'], lengths, { min: 0 }) ?? 0;
  const durationS = given.optional(['duration', 'td'], times, { above: 0 }) ?? 3600;
  const poolM =
    given.optional(['pool_diameter', 'pool_d', 'W', 'source_width'], lengths, { min: 0 }) ??
    poolFromArea(given);
  const lidM =
    given.optional(
      ['lid', 'inversion', 'inversion_height', 'mixing_height', 'mixing_lid', 'h_lid', 'h_mix'],
      lengths,
      { above: 0 },
    ) ?? null;
  const exposureMin = given.optional(['exposure'], minutes, { above: 0 }) ?? 60;
  const mw = molarMass(given, false);
  const { all, list } = thresholds(given, airK, exposureMin);
  if (!given.refusal && windMs < passiveLimits.minWindMs) given.refuse('hazardCalm', { wind: windMs });
  if (lidM !== null && sourceM > lidM) given.refuse('hazardAboveLid', { height: sourceM, lid: lidM });
  if (given.refusal) return given.refusal;
  const plume = passivePlume({ rateKgS, durationS, windMs, stability, roughnessM, sourceM, poolM, lidM });
  const zones = all.map(({ kgM3, flammable }) => zoneOf(plume, kgM3, flammable));
  const limits = [
    ...(durationS > passiveLimits.maxDurationS ? ['longer than an hour: an hour is taken'] : []),
    ...(zones.some(({ beyond }) => beyond)
      ? ['a zone reaches beyond 10 km, where the model says nothing']
      : []),
  ];
  const xs = given.has('x_m', 'x_km') ? given.numbers('x', lengths, { above: 0 }) : [];
  return {
    distance_m: listed(zones.map(({ distanceM }) => distanceM), list),
    max_half_width_m: listed(zones.map(({ halfWidthM }) => halfWidthM), list),
    beyond_model: listed(zones.map(({ beyond }) => beyond), list),
    ...(all.some(({ name }) => name !== null) && { levels: all.map(({ name }) => name) }),
    transport_wind_m_s: plume.carryingMs,
    ...(xs.length > 0 && {
      C_kg_m3: listed(xs.map((x) => plume.peak(x, 0)), given.isList('x', lengths)),
      ...(mw !== undefined && { C_ppm: listed(xs.map((x) => ppmOf(plume.peak(x, 0), mw, airK)), given.isList('x', lengths)) }),
      half_width_m: all.map(({ kgM3, flammable }) => xs.map((x) => halfWidthAt(plume, kgM3, x, flammable))),
    }),
    model: `Gaussian plume with ${plume.sigma.name}, carried by the wind at ${Math.max(3, sourceM)} m`,
    limits,
  }; // prettier-ignore
};

function poolFromArea(given: Given): number {
  const area = given.optional(['pool_area', 'A_pool'], { m2: 1 }, { min: 0 });
  return area === undefined ? 0 : Math.sqrt((4 * area) / Math.PI);
}

/** σy and σz from formulas of x, from numbers, or from a model. */
function spreadAt(
  given: Given,
  xM: number,
  usual: 'briggs' | 'slade',
): { spread: Spread; model: string; stability: Stability | null } {
  const formulas = new Map<string, string>();
  for (const part of (given.text('sigmas') ?? '').split(/[;,]/)) {
    const found = /^\s*s(?:igma)?_?([xyz])\s*=\s*(.+)$/i.exec(part);
    if (found) formulas.set(found[1]!.toLowerCase(), found[2]!);
  }
  const named = given.text('sigmas');
  for (const axis of ['x', 'y', 'z']) {
    const raw = given.raw(`sigma_${axis}`, `s${axis}`);
    if (typeof raw === 'string') formulas.set(axis, raw);
    else if (raw !== undefined && typeof raw !== 'number')
      given.refuse('hazardNotANumber', { field: `sigma_${axis}` });
  }
  const numbers = {
    y: sigmaNumber(given, 'y'),
    z: sigmaNumber(given, 'z'),
    x: sigmaNumber(given, 'x'),
  };
  const valueOf = (axis: 'x' | 'y' | 'z'): number | undefined => {
    if (numbers[axis] !== undefined) return numbers[axis];
    const written = formulas.get(axis);
    if (written === undefined) return undefined;
    const formula = formulaOf(written);
    if (isRefusal(formula)) given.refusal ??= formula;
    return isRefusal(formula) ? undefined : formula(xM);
  };
  const [x, y, z] = [valueOf('x'), valueOf('y'), valueOf('z')];
  for (const [axis, value] of Object.entries({ y, z, x }))
    if (value !== undefined && !(value > 0))
      given.refuse('hazardNotPositive', { field: `sigma_${axis}`, value });
  // With both of them written the class says nothing more; one that is there must still be one.
  const classed = given.has('class', 'stability');
  if (y !== undefined && z !== undefined)
    return {
      spread: { y, z, ...(x !== undefined && { x }) },
      model: 'given sigmas',
      stability: classed ? given.stability('class', 'stability') : null,
    };
  const stability = given.stability('class', 'stability');
  const model =
    named !== undefined && formulas.size === 0 && !given.has('model', 'sigma_model')
      ? namedModel(given, named, stability)
      : sigmaModel(given, stability, usual);
  return { spread: model.at(stability, xM), model: model.name, stability };
}

/** A width as a number; in metres when no unit stands with it. */
function sigmaNumber(given: Given, axis: 'x' | 'y' | 'z'): number | undefined {
  const names = [`sigma_${axis}`, `s${axis}`];
  const bare = names.some((name) => typeof given.raw(name) === 'number');
  return given.optional(names, bare ? { ...lengths, '': 1 } : lengths, { above: 0 });
}

function namedModel(given: Given, named: string, stability: Stability): SigmaModel {
  if (/turner/i.test(named)) return turnerFit(stability);
  if (/slade|puff/i.test(named)) return sladePuff;
  if (/pasquill|seinfeld|default/i.test(named)) return pasquillGifford();
  if (/briggs/i.test(named))
    return (terrainOf(given) ?? (/urban/i.test(named) ? 'urban' : 'rural')) === 'urban'
      ? briggsUrban
      : briggsRural;
  given.refuse('hazardFormula', { formula: named });
  return briggsRural;
}

function asConcentration(given: Given, kgM3: number): Output {
  const mw = molarMass(given, false);
  const airK = given.optional(['T', 'T_air'], temperatures, { min: 200, max: 350 }) ?? 298.15;
  const pressure = given.optional(['P', 'pressure'], pressures, { above: 0 }) ?? standardPressurePa;
  return {
    C_kg_m3: kgM3,
    C_mg_m3: kgM3 * 1e6,
    ...(mw !== undefined && { C_ppm: ppmOf(kgM3, mw, airK, pressure) }),
  };
}

export const plumeArea: Area = (given) => {
  const rateKgS = given.number(['Q', 'rate', 'm'], rates, { above: 0 });
  const windMs = wind(given, ['u', 'u10', 'wind']);
  const xM = given.number('x', lengths, {});
  const yM = given.optional('y', lengths) ?? 0;
  const zM = given.optional('z', lengths, { min: 0 }) ?? 0;
  const sourceM = given.optional(['H', 'h', 'release_height'], lengths, { min: 0 }) ?? 0;
  const lidM =
    given.optional(
      ['lid', 'inversion', 'inversion_height', 'mixing_height', 'mixing_lid', 'h_lid', 'h_mix'],
      lengths,
      { above: 0 },
    ) ?? null;
  const durationS = given.optional(['duration', 'td'], times, { above: 0 });
  const atS = given.optional('t', times, { min: 0 });
  const { spread, model, stability } = spreadAt(given, Math.max(xM, 1e-9), 'briggs');
  if (lidM !== null && sourceM > lidM) given.refuse('hazardAboveLid', { height: sourceM, lid: lidM });
  if (given.refusal) return given.refusal;
  const upwind = xM <= 0;
  let kgM3 = upwind ? 0 : plumeConcentration({ rateKgS, windMs, spread, yM, zM, sourceM, lidM });
  if (!upwind && durationS !== undefined) {
    const sx = spread.x ?? (stability === null ? spread.y : alohaSigma(0.03).at(stability, xM).x!);
    kgM3 *= passingShare(xM, windMs, sx, durationS, atS ?? xM / windMs + durationS / 2);
  }
  const shown = asConcentration(given, kgM3);
  return (
    given.refusal ?? { ...shown, sigma_y_m: spread.y, sigma_z_m: spread.z, model: `Gaussian plume, ${model}` }
  );
};

export const puffArea: Area = (given) => {
  const massKg = given.number(['M', 'm', 'mass', 'Q'], masses, { above: 0 });
  const windMs = wind(given, ['u', 'u10', 'wind']);
  const xM = given.number('x', lengths, {});
  const yM = given.optional('y', lengths) ?? 0;
  const zM = given.optional('z', lengths, { min: 0 }) ?? 0;
  const sourceM = given.optional(['H', 'h', 'release_height'], lengths, { min: 0 }) ?? 0;
  const lidM = given.optional(['lid', 'inversion', 'mixing_height', 'h_lid'], lengths, { above: 0 }) ?? null;
  const afterS = given.optional('t', times, { min: 0 }) ?? xM / windMs;
  const { spread, model } = spreadAt(given, Math.max(xM, 1e-9), 'slade');
  if (given.refusal) return given.refusal;
  const kgM3 = xM <= 0 ? 0 : puffConcentration({ massKg, windMs, spread, xM, yM, zM, sourceM, lidM, afterS });
  const shown = asConcentration(given, kgM3);
  return (
    given.refusal ?? {
      sigma_x_m: spread.x ?? spread.y,
      sigma_y_m: spread.y,
      sigma_z_m: spread.z,
      ...shown,
      model: `Gaussian puff, ${model}`,
    }
  );
};
