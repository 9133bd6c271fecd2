import { chosen, type Area } from './areas-shared.ts';
import { fitBlastLaw, fitRefusal } from './blast-fit.ts';
import { din4150LimitMmS, kPaOfDecibels, type Din4150Line } from './blast.ts';
import { lengths, masses } from './given.ts';
import { refuse } from '../refusal.ts';

/** A site's own law from lists of equal length: distances, charges per delay, and velocities or overpressures. */
export const blastFitArea: Area = (given) => {
  const distances = given.numbers(['R', 'D', 'distance'], lengths, { above: 0 });
  const charges = given.numbers(['Q', 'W', 'charge'], masses, { above: 0 });
  const cube = given.has('P_kPa', 'P_Pa', 'airblast_dBL', 'dBL');
  const values = cube
    ? given.has('airblast_dBL', 'dBL')
      ? given.numbers(['airblast_dBL', 'dBL'], { '': kPaOfDecibels }, { above: 0 })
      : given.numbers('P', { kPa: 1, Pa: 0.001 }, { above: 0 })
    : given.numbers('ppv', { mm_s: 1, in_s: 25.4 }, { above: 0 });
  const named = given.raw('shot', 'shots');
  if (given.refusal) return given.refusal;
  if (charges.length !== distances.length || values.length !== distances.length)
    return refuse('hazardNotOneOf', { field: 'Q_kg', value: charges.length, known: distances.length });
  const shots = Array.isArray(named) ? named.map(String) : distances.map((_, at) => String(at));
  const fit = fitBlastLaw(
    distances.map((distanceM, at) => ({
      shot: shots[at] ?? String(at),
      distanceM,
      chargeKg: charges[at]!,
      value: values[at]!,
    })),
    cube ? 'cube' : 'square',
  );
  if ('kind' in fit) return fitRefusal(fit);
  return {
    K: fit.k,
    B: fit.b,
    K_95: fit.k95,
    B_low: fit.bLow,
    B_high: fit.bHigh,
    r2: fit.r2,
    standard_error: fit.standardError,
    readings: fit.readings,
    shots: fit.shots,
    model: 'least squares, one-sided 95 %',
  };
};

/** Guideline value of DIN 4150-3 for a line and a frequency. */
export const blastLimitArea: Area = (given) => {
  const line = chosen<Din4150Line>(given, 'line', {
    industrial: 'industrial',
    commercial: 'industrial',
    dwelling: 'dwelling',
    residential: 'dwelling',
    sensitive: 'sensitive',
  });
  const hz = given.optional('f', { Hz: 1 }, { above: 0 }) ?? null;
  if (line === undefined) given.refuse('hazardMissing', { field: 'line' });
  if (given.refusal) return given.refusal;
  return { limit_mm_s: din4150LimitMmS(line!, hz), model: 'DIN 4150-3' };
};
