import { isRefusal } from '../refusal.ts';
import { chosen, type Area, type Output } from './areas-shared.ts';
import { ergDistances, windBand, type DayNight, type WindBand } from './erg.ts';
import { floodForecast, inundation, type Reading } from './flood-forecast.ts';
import { lengths, plain, speeds } from './given.ts';
import { incidenceProportion, ratePerHours } from './indicators.ts';
import { besideEachOther, goodOf } from './goods.ts';

export const ergArea: Area = (given) => {
  const un = given.needText('un', 'UN', 'un_number');
  const spill = chosen(given, 'spill', { small: 'small', large: 'large' });
  const litres = given.optional(['volume', 'amount'], { L: 1, m3: 1000, gal: 3.785411784 }, { above: 0 });
  const time = chosen<DayNight>(given, 'time', { day: 'day', night: 'night' });
  const named = chosen<WindBand>(given, 'wind', {
    low: 'low',
    light: 'low',
    moderate: 'moderate',
    medium: 'moderate',
    high: 'high',
    strong: 'high',
  });
  const ms = given.optional(['wind', 'u10', 'u'], speeds, { above: 0, max: 75 });
  const event = `${given.text('event') ?? ''}`.toLowerCase();
  const fire = given.flag('fire') ?? /fire|burn/.test(event);
  const container = given.text('container');
  const inWater =
    given.flag('in_water', 'water') ??
    (given.flag('dry') === true ? false : /water/.test(event) ? true : undefined);
  const form = chosen(given, 'form', { liquid: 'liquid', solid: 'solid' });
  const size =
    spill ??
    (litres === undefined
      ? container === undefined
        ? undefined
        : 'large'
      : litres > 208
        ? 'large'
        : 'small');
  const assumed: string[] = [];
  if (!fire && size === undefined) assumed.push('spill');
  if (!fire && time === undefined) assumed.push('time');
  if (given.refusal) return given.refusal;
  const answer = ergDistances({
    un,
    spill: size ?? 'large',
    time: time ?? 'night',
    container,
    wind: named ?? (ms === undefined ? undefined : windBand(ms)),
    fire,
    largeContainerBurns: /^(?!.*(package|drum|bag)).*$/.test(event),
    inWater,
    form: form as 'liquid' | 'solid' | undefined,
  });
  if (isRefusal(answer)) return answer;
  return {
    isolate_m: answer.isolateM,
    protect_km: answer.protectKm,
    guide: answer.guide,
    name: answer.name,
    from: answer.from,
    ...(answer.container !== null && { container: answer.container }),
    or_more: answer.orMore,
    ...(answer.gives.length > 0 && { gives: answer.gives }),
    assumed: [...assumed, ...answer.assumed],
    edition: answer.edition,
    verified: answer.verified,
  };
};

export const segregationArea: Area = (given) => {
  const goods = (['a', 'b'] as const).map((side) => {
    const written = given.needText(side, `${side}_un`, `un_${side}`, `class_${side}`, `${side}_class`);
    return given.refusal ?? goodOf(written);
  });
  const [a, b] = goods;
  if (isRefusal(a)) return a;
  if (isRefusal(b)) return b;
  const answer = besideEachOther(a!, b!);
  return {
    code: answer.code,
    pair: answer.classes,
    never: answer.never !== null,
    why: answer.never,
    ...(answer.wholeIsExplosive && { whole_is_explosive: true }),
    edition: answer.edition,
    verified: answer.verified,
  };
};

export const indicatorsArea: Area = (given) => {
  const count = (names: readonly string[]): number => given.optional(names, plain, { min: 0 }) ?? 0;
  const hours = given.number(['hours', 'hours_worked', 'h', 'exposure_hours'], plain, { min: 0 });
  const fatal = count(['fatal', 'fatalities', 'fat']);
  const lost = count(['lti', 'LTI']) + fatal;
  const recordable = lost + count(['rwc', 'RWC']) + count(['mtc', 'MTC']);
  const days = given.optional(['days_lost', 'lost_days', 'days'], plain, { min: 0 });
  const perDeath = given.optional('days_per_death', plain, { min: 0 }) ?? 0;
  const per = given.optional(['per', 'multiplier', 'per_hours', 'base'], plain, { above: 0 }) ?? 1e6;
  if (given.refusal) return given.refusal;
  const charged = days === undefined ? undefined : days + fatal * perDeath;
  return {
    ltifr: ratePerHours(lost, hours, per),
    trifr: ratePerHours(recordable, hours, per),
    per_hours: per,
    ltifr_per_million: ratePerHours(lost, hours, 1e6),
    trifr_per_million: ratePerHours(recordable, hours, 1e6),
    ltifr_per_200k: ratePerHours(lost, hours, 2e5),
    trifr_per_200k: ratePerHours(recordable, hours, 2e5),
    ...(charged !== undefined && {
      severity: ratePerHours(charged, hours, per),
      severity_per_million: ratePerHours(charged, hours, 1e6),
      severity_per_1000h: ratePerHours(charged, hours, 1000),
    }),
    model: 'ILO and GRI 403-9',
  };
};

export const epidemicArea: Area = (given) => {
  const cases = given.number(['cases', 'new_cases', 'ill'], plain, { min: 0 });
  const atRisk = given.optional(['at_risk', 'population', 'n', 'exposed'], plain, { min: 0 });
  const personTime = given.optional(
    ['person_time', 'person_days', 'person_years', 'person_hours', 'person_weeks'],
    plain,
    { min: 0 },
  );
  if (atRisk === undefined && personTime === undefined) given.refuse('hazardMissing', { field: 'at_risk' });
  if (atRisk !== undefined && cases > atRisk) given.refuse('hazardMoreCases', { cases, atRisk });
  if (given.refusal) return given.refusal;
  const output: Output = {};
  if (atRisk !== undefined) {
    const { share, low, high } = incidenceProportion(cases, atRisk);
    Object.assign(output, {
      attack_rate: share,
      wilson_low: low,
      wilson_high: high,
      wilson_95: share === null ? null : [low, high],
    });
  }
  if (personTime !== undefined) output['incidence_rate'] = personTime > 0 ? cases / personTime : null;
  return { ...output, model: 'incidence proportion with Wilson interval' };
};

export const forecastArea: Area = (given) => {
  const at = given.raw('t_min', 't_h', 't_s', 'times_min');
  const levels = given.raw('stage_m', 'level_m', 'levels_m', 'stage_cm');
  const scale = given.has('t_h') ? 60 : given.has('t_s') ? 1 / 60 : 1;
  const metres = given.has('stage_cm') ? 0.01 : 1;
  const thresholdM = given.number(['threshold', 'thr', 'level_threshold'], lengths, {});
  const last = given.optional(['N', 'last', 'window'], plain, { min: 2 });
  const range = given.raw('range_m', 'valid_m');
  const steepest = given.optional(['max_rate', 'max_rise'], { m_min: 1, m_h: 1 / 60 }, { above: 0 });
  if (!Array.isArray(at)) given.refuse('hazardMissing', { field: 't_min' });
  else if (!Array.isArray(levels)) given.refuse('hazardMissing', { field: 'stage_m' });
  else if (at.length !== levels.length)
    given.refuse('hazardNotSameLength', { first: 't_min', second: 'stage_m' });
  if (given.refusal) return given.refusal;
  const [low, high] = Array.isArray(range) ? (range as number[]) : [];
  const readings: Reading[] = [];
  for (const [index, minute] of (at as unknown[]).entries()) {
    const level = (levels as unknown[])[index];
    if (typeof minute !== 'number' || typeof level !== 'number' || !Number.isFinite(minute + level)) continue;
    const reading = { minute: minute * scale, levelM: level * metres };
    if (reading.levelM < (low ?? -Infinity) || reading.levelM > (high ?? Infinity)) continue;
    const before = readings.at(-1);
    if (
      before &&
      steepest !== undefined &&
      Math.abs(reading.levelM - before.levelM) > steepest * Math.abs(reading.minute - before.minute)
    )
      continue;
    readings.push(reading);
  }
  const forecast = floodForecast(readings, thresholdM, last);
  if (isRefusal(forecast)) return forecast;
  return {
    slope_m_per_min: forecast.slopeMMin,
    intercept_m: forecast.interceptM,
    level_now_m: forecast.levelNowM,
    minutes_from_last_reading: forecast.minutes,
    eta_min: forecast.minutes,
    soonest_min: forecast.soonest,
    latest_min: forecast.latest,
    shown: forecast.shown,
    used: forecast.used,
    model: 'Theil and Sen',
  };
};

export const inundationArea: Area = (given) => {
  const dem = given.raw('dem', 'heights', 'z');
  const seeds = given.raw('seeds', 'sources');
  const levelM = given.number(['level', 'water_level', 'stage'], lengths, {});
  const neighbours = given.optional(['neighbours', 'neighbors', 'connectivity'], plain) ?? 8;
  const nodata = given.optional(['nodata', 'no_data'], plain);
  const cell = given.optional(['cell', 'cell_size'], lengths, { above: 0 });
  if (!Array.isArray(dem) || !dem.every(Array.isArray)) given.refuse('hazardMissing', { field: 'dem' });
  else if (new Set(dem.map((row) => (row as unknown[]).length)).size > 1)
    given.refuse('hazardNotSameLength', { first: 'dem', second: 'dem' });
  if (
    !Array.isArray(seeds) ||
    seeds.length === 0 ||
    !seeds.every((one) => Array.isArray(one) && one.length === 2)
  )
    given.refuse('hazardMissing', { field: 'seeds' });
  if (neighbours !== 4 && neighbours !== 8)
    given.refuse('hazardNotOneOf', { field: 'neighbours', value: String(neighbours), known: '4, 8' });
  if (given.refusal) return given.refusal;
  const heights = (dem as unknown[][]).map((row) =>
    row.map((one) => (typeof one === 'number' && Number.isFinite(one) && one !== nodata ? one : null)),
  );
  const outside = (seeds as [number, number][]).find(([row, column]) => heights[row]?.[column] === undefined);
  if (outside) {
    given.refuse('hazardSeedOutside', { row: Number(outside[0]), column: Number(outside[1]) });
    return given.refusal!;
  }
  const flooded = inundation(heights, seeds as [number, number][], levelM, neighbours as 4 | 8);
  const depths = flooded.depthM.flat().filter((one) => one !== null);
  return {
    bathtub_cells: flooded.bathtubCells,
    connected_cells: flooded.connectedCells,
    max_depth_m: depths.length === 0 ? null : Math.max(...depths),
    ...(cell !== undefined && {
      area_m2: depths.length * cell * cell,
      volume_m3: depths.reduce((sum, one) => sum + one, 0) * cell * cell,
    }),
    depth_m: flooded.depthM,
    model: 'level plane with connectivity',
  };
};
