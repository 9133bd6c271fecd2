import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { Area, Output } from './areas-shared.ts';
import { plumeArea, puffArea, threatZoneArea } from './areas-cloud.ts';
import { denseArea, denseCorrelationArea, regimeArea } from './areas-dense.ts';
import { convertArea, sigmaArea, stabilityArea, windArea } from './areas-dispersion.ts';
import { gasArea, liquidArea, poolArea, stackArea, twoPhaseArea } from './areas-source.ts';
import { airblastArea, flyrockArea, misfireArea, ppvArea } from './areas-blast.ts';
import { blastFitArea, blastLimitArea } from './areas-blast-site.ts';
import {
  epidemicArea,
  ergArea,
  forecastArea,
  indicatorsArea,
  inundationArea,
  segregationArea,
} from './areas-tables.ts';
import { Given, type Input } from './given.ts';

const areas: Readonly<Record<string, Area>> = {
  'dispersion.sigma': sigmaArea,
  'dispersion.wind': windArea,
  'dispersion.stability': stabilityArea,
  'dispersion.threatzone': threatZoneArea,
  'dispersion.plume': plumeArea,
  'dispersion.puff': puffArea,
  'dispersion.regime': regimeArea,
  'dispersion.dense': denseArea,
  'dispersion.dense.correlation': denseCorrelationArea,
  'source.liquid': liquidArea,
  'source.gas': gasArea,
  'source.gas.choked': gasArea,
  'source.gas.unchoked': gasArea,
  'source.twophase': twoPhaseArea,
  'source.two-phase': twoPhaseArea,
  'source.two_phase': twoPhaseArea,
  'source.flash': twoPhaseArea,
  'source.pool': poolArea,
  'source.stack': stackArea,
  convert: convertArea,
  erg: ergArea,
  segregation: segregationArea,
  indicators: indicatorsArea,
  epidemic: epidemicArea,
  'blast.misfire': misfireArea,
  'blast.ppv': ppvArea,
  'blast.flyrock': flyrockArea,
  'blast.airblast': airblastArea,
  'blast.fit': blastFitArea,
  'blast.limit': blastLimitArea,
  'flood.forecast': forecastArea,
  'flood.inundation': inundationArea,
};

/** The name of the first value that is no number any more, or null. */
function notFinite(values: Readonly<Record<string, unknown>>): string | null {
  const lost = (value: unknown): boolean =>
    typeof value === 'number'
      ? !Number.isFinite(value)
      : typeof value === 'object' && value !== null && Object.values(value).some(lost);
  return Object.entries(values).find(([, value]) => lost(value))?.[0] ?? null;
}

/** Runs a model under the names that published cases use; a name that no model asked for is told in `ignored`. */
export function hazardCase(area: string, input: Input): Answer<Output> {
  if (!Object.hasOwn(areas, area)) return refuse('hazardUnknownArea', { area, known: Object.keys(areas) });
  const given = new Given(input);
  const answer = areas[area]!(given);
  // What leaves the range of numbers on the way is no answer: neither infinity nor "not a number" is a distance.
  const lost = notFinite(isRefusal(answer) ? answer.facts : answer);
  if (lost !== null) return refuse('hazardNoNumber', { field: lost });
  if (isRefusal(answer)) return answer;
  const ignored = given.ignored();
  return ignored.length === 0 ? answer : { ...answer, ignored };
}
