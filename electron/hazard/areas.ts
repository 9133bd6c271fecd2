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

/** Runs a model under the names that published cases use; a name that no model asked for is told in `ignored`. */
export function hazardCase(area: string, input: Input): Answer<Output> {
  if (!Object.hasOwn(areas, area)) return refuse('hazardUnknownArea', { area, known: Object.keys(areas) });
  const given = new Given(input);
  const answer = areas[area]!(given);
  if (isRefusal(answer)) return answer;
  const ignored = given.ignored();
  return ignored.length === 0 ? answer : { ...answer, ignored };
}
