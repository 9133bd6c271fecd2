import type { Answer } from '../refusal.ts';
import { lengths, speeds, times, type Given, type Stability } from './given.ts';
import {
  alohaSigma,
  briggsRural,
  briggsUrban,
  pasquillGifford,
  sladePuff,
  turnerFit,
  type SigmaModel,
} from './sigma.ts';
import { findSubstance } from './toxic.ts';

export type Output = Record<string, unknown>;
/** One kind of published case: reads an input by its names and units, answers with the names of the case. */
export type Area = (given: Given) => Answer<Output>;

/** One number as one, several as a list. */
export const listed = <T>(values: readonly T[], list: boolean): T | readonly T[] =>
  list ? values : values[0]!;

/** Open or built-up ground, when it is named. */
export function terrainOf(given: Given): 'rural' | 'urban' | undefined {
  const written = given.text('terrain', 'roughness', 'ground')?.toLowerCase();
  if (written === undefined) return undefined;
  if (/rural|open|country|flat/.test(written)) return 'rural';
  if (/urban|city|forest|town|industrial/.test(written)) return 'urban';
  given.refuse('hazardNotOneOf', { field: 'terrain', value: written, known: 'rural, urban' });
  return undefined;
}

/** The spread model that a name means; `usual` when none is named. */
export function sigmaModel(given: Given, stability: Stability, usual: 'briggs' | 'slade'): SigmaModel {
  const name = (given.text('model', 'sigma_model', 'sigmas_model') ?? usual).toLowerCase();
  const terrain = terrainOf(given) ?? (name.includes('urban') ? 'urban' : 'rural');
  if (name.includes('aloha')) return alohaSigma(given.optional('z0', lengths, { above: 0 }) ?? 0.03);
  if (name.includes('turner')) return turnerFit(stability);
  if (/slade|puff/.test(name)) return sladePuff;
  if (/pasquill|gifford|spicer|seinfeld|degadis|default/.test(name))
    return pasquillGifford(given.optional(['averaging', 't_avg', 'avg_time'], times, { above: 0 }) ?? 600);
  if (/briggs|ccps|plume|gauss/.test(name)) return terrain === 'urban' ? briggsUrban : briggsRural;
  given.refuse('hazardNotOneOf', {
    field: 'model',
    value: name,
    known: 'briggs, turner1970-fit, ccps-puff(Slade), pasquill-gifford, aloha',
  });
  return briggsRural;
}

/** Speed in m/s; a direction beside it is refused where it cannot be. */
export function wind(given: Given, names: readonly string[]): number {
  const from = given.optional(['wind_from', 'from', 'wind_dir', 'wind_direction', 'direction'], {
    deg: 1,
    degrees: 1,
    '': 1,
  });
  if (from !== undefined && !(from >= 0 && from <= 360)) given.refuse('windDirection', { fromDegrees: from });
  return given.number(names, speeds, { above: 0, max: 75 });
}

/** Molar mass, of the substance when one is named. */
export function molarMass(given: Given, needed: boolean): number | undefined {
  const named = given.text('substance', 'chemical');
  const bounds = { above: 0, max: 1000 };
  const written = given.optional(['MW', 'mw', 'M', 'molar_mass'], { '': 1, g_mol: 1 }, bounds);
  if (written !== undefined) return written;
  const found = named === undefined ? undefined : findSubstance(named);
  if (named !== undefined && !found && needed) given.refuse('hazardUnknownSubstance', { substance: named });
  else if (!found && needed) given.refuse('hazardNoMolarMass');
  return found?.molarMassGMol;
}

/** A word of a short list, written with or without what follows it. */
export function chosen<T extends string>(
  given: Given,
  field: string,
  known: Readonly<Record<string, T>>,
): T | undefined {
  const written = given.text(field)?.toLowerCase();
  if (written === undefined) return undefined;
  const found = known[written] ?? known[written.replace(/[_ -].*$/, '')];
  if (found === undefined)
    given.refuse('hazardNotOneOf', {
      field,
      value: written,
      known: [...new Set(Object.values(known))].join(', '),
    });
  return found;
}
