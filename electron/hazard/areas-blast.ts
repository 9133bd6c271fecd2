import { chosen, type Area } from './areas-shared.ts';
import {
  airblastKPa, airblastQuick, blastClearance, chargeForVelocity, confinements, decibels, flyrockM, misfireWaitMinutes, peakParticleVelocity,
  type Confinement, type FlyrockWay,
} from './blast.ts'; // prettier-ignore
import { lengths, masses, minutes, plain } from './given.ts';

export const misfireArea: Area = (given) => {
  const raw = given.raw('initiation', 'type', 'system');
  const makers = given.optional(['manufacturer', 'maker', 'manufacturer_wait'], minutes, { min: 0 });
  if (raw === undefined || (Array.isArray(raw) && raw.length === 0))
    given.refuse('hazardMissing', { field: 'initiation' });
  if (given.refusal) return given.refusal;
  const list = Array.isArray(raw);
  const waits: number[] = [];
  for (const one of list ? (raw as unknown[]) : [raw]) {
    const wait = typeof one === 'string' ? misfireWaitMinutes(one, makers) : null;
    if (wait === null) {
      given.refuse('hazardNotOneOf', {
        field: 'initiation',
        value: String(one),
        known: 'safety fuse, other detonators, electronic',
      });
      return given.refusal!;
    }
    waits.push(wait);
  }
  return { min_wait_min: list ? waits : waits[0], model: '30 CFR 56.6310' };
};

const distanceNames = ['R', 'D', 'distance', 'r'];
const chargeNames = ['Q', 'W', 'charge', 'MIC', 'charge_per_delay'];

export const ppvArea: Area = (given) => {
  const imperial = given.optional(['H'], plain, { above: 0 });
  const confined = chosen<Confinement>(given, 'confinement', {
    free: 'free',
    hard: 'free',
    average: 'average',
    confined: 'confined',
    heavily: 'confined',
  });
  const k =
    given.optional('K', plain, { above: 0 }) ?? (confined === undefined ? undefined : confinements[confined]);
  const b =
    given.optional(['B', 'b', 'exponent', 'n'], plain, { max: 0 }) ?? (imperial === undefined ? -1.6 : -1.62);
  const distance = given.number(distanceNames, lengths, { above: 0 });
  const limit = given.optional(['limit', 'ppv_limit'], { mm_s: 1, in_s: 25.4 }, { above: 0 });
  if (limit !== undefined && !given.has(...chargeNames.flatMap((name) => [`${name}_kg`, `${name}_lb`]))) {
    if (given.refusal) return given.refusal;
    return {
      max_Q_kg: chargeForVelocity(k ?? confinements.average, b, distance, limit),
      model: 'scaled distance',
    };
  }
  const charge = given.number(chargeNames, masses, { above: 0 });
  if (given.refusal) return given.refusal;
  if (imperial !== undefined && k === undefined) {
    const inches = peakParticleVelocity(imperial, b, distance / 0.3048, charge / 0.45359237);
    return { ppv_in_s: inches, ppv_mm_s: inches * 25.4, model: 'scaled distance, imperial' };
  }
  const ppv = peakParticleVelocity(k ?? confinements.average, b, distance, charge);
  return {
    ppv_mm_s: ppv,
    ppv_in_s: ppv / 25.4,
    scaled_distance: distance / Math.sqrt(charge),
    ...(limit !== undefined && {
      max_Q_kg: chargeForVelocity(k ?? confinements.average, b, distance, limit),
      within_limit: ppv <= limit,
    }),
    model: 'scaled distance',
  };
};

export const flyrockArea: Area = (given) => {
  const way = chosen<FlyrockWay>(given, 'mechanism', { face: 'face', burst: 'face', crater: 'crater', cratering: 'crater', eject: 'ejection', ejection: 'ejection', stemming: 'ejection', stem: 'ejection', gun: 'ejection', lundborg: 'lundborg' })
    ?? chosen<FlyrockWay>(given, 'mode', { face: 'face', 'face burst': 'face', crater: 'crater', cratering: 'crater', eject: 'ejection', ejection: 'ejection', stemming: 'ejection', stem: 'ejection', gun: 'ejection', rifling: 'ejection', lundborg: 'lundborg' }); // prettier-ignore
  const k = given.optional(['K', 'k'], plain, { above: 0 }) ?? 20;
  const g = given.optional('g', plain, { above: 0 }) ?? 9.8;
  const burden = given.optional(['B', 'burden'], lengths, { above: 0 });
  const stemming = given.optional(['SH', 'S', 'stemming', 'stemming_height', 'T'], lengths, { above: 0 });
  const kgM = given.optional(
    ['m', 'charge_per_m', 'linear_charge'],
    { kg_m: 1, lb_ft: 1.488164 },
    { above: 0 },
  );
  const holeM = given.optional(['d', 'hole', 'hole_diameter', 'D'], lengths, { above: 0 });
  const angleDegrees = given.optional(['theta', 'angle'], { deg: 1, '': 1 }, { min: 0, max: 90 }) ?? 45;
  const factor = given.optional(['FoS', 'fos', 'safety_factor'], plain, { above: 0 }) ?? 1;
  const ways: FlyrockWay[] = way ? [way] : [
    ...(burden !== undefined && kgM !== undefined ? ['face' as const] : []),
    ...(stemming !== undefined && kgM !== undefined ? ['crater' as const] : []),
    ...(stemming !== undefined && kgM !== undefined && given.has('theta_deg', 'theta', 'angle_deg') ? ['ejection' as const] : []),
    ...(holeM !== undefined && kgM === undefined ? ['lundborg' as const] : []),
  ]; // prettier-ignore
  const needs = (one: FlyrockWay): void => {
    if (one === 'lundborg') {
      if (holeM === undefined) given.refuse('hazardMissing', { field: 'd_in' });
      return;
    }
    if (kgM === undefined) given.refuse('hazardMissing', { field: 'm_kg_m' });
    if ((one === 'face' ? burden : (stemming ?? burden)) === undefined)
      given.refuse('hazardMissing', { field: one === 'face' ? 'B_m' : 'SH_m' });
  };
  for (const one of ways) needs(one);
  if (ways.length === 0) given.refuse('hazardMissing', { field: kgM === undefined ? 'm_kg_m' : 'B_m' });
  if (given.refusal) return given.refusal;
  const throws = ways.map((one) => ({
    way: one,
    metres: flyrockM(one, { k, g, kgM: kgM ?? 0, coverM: (one === 'face' ? burden : (stemming ?? burden)) ?? 1, angleDegrees, holeIn: (holeM ?? 0) / 0.0254 }),
  })); // prettier-ignore
  const longest = Math.max(...throws.map(({ metres }) => metres));
  const clear = blastClearance(longest);
  return {
    L_m: longest * factor,
    by_mechanism_m: Object.fromEntries(throws.map(({ way: one, metres }) => [one, metres * factor])),
    clear_equipment_m: clear.equipmentM,
    clear_people_m: clear.peopleM,
    model: ways.includes('lundborg') ? 'Lundborg' : 'Richards and Moore 2004',
  };
};

export const airblastArea: Area = (given) => {
  const distance = given.number(distanceNames, lengths, { above: 0 });
  const charge = given.number(chargeNames, masses, { above: 0 });
  const law = given.text('law', 'model') ?? '';
  const numbers = /(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)\s*\*?\s*log/i.exec(law);
  const confined = given.flag('confined') ?? (/unconfined/i.test(law) ? false : undefined);
  const k = given.optional(['K', 'k', 'Ka'], plain, { above: 0 }) ?? (confined === false ? 516 : undefined);
  const b = given.optional(['B', 'b', 'a', 'exponent'], plain, { max: 0 }) ?? -1.45;
  if (given.refusal) return given.refusal;
  if (k === undefined) {
    const level = airblastQuick(
      distance,
      charge,
      ...(numbers ? ([Number(numbers[1]), Number(numbers[2])] as const) : []),
    );
    return { dBL: level, P_kPa: 2e-8 * 10 ** (level / 20), model: 'rule of thumb' };
  }
  const kPa = airblastKPa(k, b, distance, charge);
  return { P_kPa: kPa, P_Pa: kPa * 1000, dBL: decibels(kPa), model: 'cube-root scaling' };
};
