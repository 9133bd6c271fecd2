import shipped from '../../resources/reference/toxic-levels.json' with { type: 'json' };
import { refuse, type Answer } from '../refusal.ts';
import { kgM3OfPpm } from './physics.ts';

export interface Substance {
  readonly id: string;
  readonly name: string;
  readonly cas: string;
  readonly un: readonly string[];
  readonly molarMassGMol: number;
  readonly boilingPointK: number;
  /** What its levels are given in. */
  readonly unit: 'ppm' | 'mg/m3';
  readonly aegl: readonly {
    readonly level: number;
    readonly minutes: Readonly<Record<string, number | null>>;
  }[];
  readonly erpg: readonly (number | null)[] | null;
  readonly idlh: number | null;
  readonly lelPpm: number | null;
  readonly antoine: readonly {
    readonly a: number;
    readonly b: number;
    readonly c: number;
    readonly pressureUnit: string;
    readonly temperatureUnit: string;
    readonly fromK: number;
    readonly toK: number;
  }[];
  readonly verified: Readonly<Record<string, boolean>>;
}
export interface ToxicTable {
  readonly edition: string;
  readonly source: string;
  readonly substances: readonly Substance[];
}
export const toxicTable = shipped as unknown as ToxicTable;

const plainWord = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A substance by its key, name, CAS or UN number, whatever the letters' case. */
export function findSubstance(words: string, table: ToxicTable = toxicTable): Substance | undefined {
  const word = plainWord(words.replace(/^un\s*/i, '').replace('sulph', 'sulf'));
  return table.substances.find(
    ({ id, name, cas, un }) =>
      [id, name, cas, name.replace(/\(.*\)/, '')].some((one) => plainWord(one) === word) || un.includes(word),
  );
}

export const levelKinds = ['AEGL', 'ERPG', 'IDLH', 'LEL'] as const;
export type LevelKind = (typeof levelKinds)[number];

/** A concentration that something is judged by, in the unit of its table. */
export interface Level {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ppm' | 'mg/m3';
  readonly verified: boolean;
  /** Levels of fire answer to short peaks. */
  readonly flammable: boolean;
}

const aeglMinutes = [10, 30, 60] as const;

/** The shipped AEGL duration that covers an exposure: the next longer one, 60 minutes at most. */
export function aeglMinutesFor(exposureMinutes: number): number {
  return aeglMinutes.find((one) => one >= exposureMinutes) ?? 60;
}

/** The levels of a kind, mildest first; refused when the table has none. */
export function levelsOf(substance: Substance, kind: LevelKind, exposureMinutes: number): Answer<Level[]> {
  const { unit, verified, name } = substance;
  const found: Level[] = [];
  const add = (level: Omit<Level, 'flammable'>): void => void found.push({ ...level, flammable: false });
  switch (kind) {
    case 'AEGL': {
      const minutes = aeglMinutesFor(exposureMinutes);
      for (const { level, minutes: values } of substance.aegl) {
        const value = values[minutes];
        const sure = verified[minutes === 60 ? 'aegl60' : 'aegl10and30'] ?? false;
        if (value != null) add({ name: `AEGL-${level} ${minutes} min`, value, unit, verified: sure });
      }
      break;
    }
    case 'ERPG':
      for (const [at, value] of (substance.erpg ?? []).entries())
        if (value !== null) add({ name: `ERPG-${at + 1}`, value, unit, verified: verified['erpg'] ?? false });
      break;
    case 'IDLH':
      if (substance.idlh !== null)
        add({ name: 'IDLH', value: substance.idlh, unit, verified: verified['idlh'] ?? false });
      break;
    case 'LEL':
      if (substance.lelPpm !== null)
        for (const [part, label] of [[0.1, '10 % LEL'], [0.6, '60 % LEL']] as const)
          found.push({
            name: label,
            value: substance.lelPpm * part,
            unit: 'ppm',
            verified: verified['lel'] ?? false,
            flammable: true,
          }); // prettier-ignore
      break;
  }
  return found.length > 0 ? found : refuse('hazardNoLevel', { substance: name, kind });
}

/** kg/m³ of a level at an air temperature. */
export function levelKgM3(level: Level, substance: Substance, airK: number): number {
  return level.unit === 'mg/m3' ? level.value * 1e-6 : kgM3OfPpm(level.value, substance.molarMassGMol, airK);
}

/** Pa of vapour by Antoine's equation; undefined where the table has no constants for the temperature. */
export function antoinePa(substance: Substance, temperatureK: number): number | undefined {
  const fit = substance.antoine.find(
    ({ fromK, toK }) => temperatureK >= fromK - 5 && temperatureK <= toK + 5,
  );
  if (!fit) return undefined;
  const temperature = fit.temperatureUnit === 'C' ? temperatureK - 273.15 : temperatureK;
  return 10 ** (fit.a - fit.b / (temperature + fit.c)) * (fit.pressureUnit === 'mmHg' ? 133.322387415 : 1e5);
}
