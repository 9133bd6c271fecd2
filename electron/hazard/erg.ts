import shipped from '../../resources/reference/erg-2024.json' with { type: 'json' };
import { refuse, type Answer } from '../refusal.ts';

export type WindBand = 'low' | 'moderate' | 'high';
export type DayNight = 'day' | 'night';
interface Distances {
  readonly isolateM: number;
  readonly dayKm: number;
  readonly nightKm: number;
}
interface ContainerRow {
  readonly container: string;
  readonly isolateM: number;
  readonly dayKm: Readonly<Record<WindBand, number>>;
  readonly nightKm: Readonly<Record<WindBand, number>>;
}
export interface ErgMaterial {
  readonly un: string;
  readonly name: string;
  readonly guide: string;
  /** It may polymerise: the book prints P after its guide. */
  readonly polymerises?: boolean | undefined;
  readonly small: Distances | null;
  readonly large: Distances | null;
  readonly containers: readonly ContainerRow[];
  /** Table 1 holds when it is spilled in water; on dry ground the guide does. */
  readonly inWaterOnly: boolean;
  readonly gives: readonly string[];
  readonly verified: boolean;
}
interface Guide {
  readonly liquidM: number;
  readonly solidM: number;
  readonly largeSpill: { readonly m: number; readonly allDirections: boolean } | null;
  readonly fireM: number;
  readonly note: string;
  readonly verified: boolean;
}
export interface ErgTable {
  readonly edition: string;
  readonly source: string;
  readonly smallSpillMaxL: number;
  readonly windKmh: { readonly lowBelow: number; readonly highAbove: number };
  readonly explosiveWhenBurning: readonly string[];
  readonly materials: readonly ErgMaterial[];
  readonly guides: Readonly<Record<string, Guide>>;
}
export const ergTable = shipped as unknown as ErgTable;

/** The book's row of a UN number, written with or without "UN" and leading zeros. */
export function ergMaterial(un: string, table: ErgTable = ergTable): ErgMaterial | undefined {
  const number = un
    .replace(/^un\s*/i, '')
    .trim()
    .padStart(4, '0');
  return table.materials.find((one) => one.un === number);
}

/** The book's three winds, from m/s. */
export function windBand(windMs: number, table: ErgTable = ergTable): WindBand {
  const kmh = windMs * 3.6;
  return kmh < table.windKmh.lowBelow ? 'low' : kmh > table.windKmh.highAbove ? 'high' : 'moderate';
}

export interface ErgQuestion {
  readonly un: string;
  readonly spill: 'small' | 'large';
  readonly time: DayNight;
  /** Of the six materials with Table 3; unknown takes the greatest. */
  readonly container?: string | undefined;
  readonly wind?: WindBand | undefined;
  readonly fire?: boolean | undefined;
  /** A tank, rail car or truck takes part in the fire. */
  readonly largeContainerBurns?: boolean | undefined;
  readonly inWater?: boolean | undefined;
  readonly form?: 'liquid' | 'solid' | undefined;
}
/** What an answer assumed because it was not told; the screen says each in words. */
export type ErgAssumption = 'container' | 'wind' | 'inWater' | 'form' | 'time';
export interface ErgAnswer {
  readonly un: string;
  readonly name: string;
  readonly guide: string;
  /** Radius in all directions. */
  readonly isolateM: number;
  /** Side of the downwind square; null where the book gives none. */
  readonly protectKm: number | null;
  /** Printed as "11+": it goes further. */
  readonly orMore: boolean;
  readonly from: 'table1' | 'table3' | 'guide' | 'fire';
  readonly container: string | null;
  readonly gives: readonly string[];
  readonly assumed: readonly ErgAssumption[];
  readonly edition: string;
  readonly verified: boolean;
}

const words = (text: string): string[] =>
  text.toLowerCase().replaceAll(/[^a-z ]/g, ' ').split(' ').filter((word) => word !== '' && word !== 'or').map((word) => word.replace(/s$/, '')); // prettier-ignore

/** The row that a container's words mean, or undefined when they mean none or several. */
function containerRow(material: ErgMaterial, written: string): ContainerRow | undefined {
  const asked = words(written);
  const exact = material.containers.find((row) => words(row.container).join(' ') === asked.join(' '));
  if (exact) return exact;
  if (asked.length === 0) return undefined;
  const fits = material.containers.filter((row) => {
    const known = words(row.container);
    return asked.every((word) => known.includes(word));
  });
  return fits.length === 1 ? fits[0] : undefined;
}

/** Isolation and protective-action distances, or those of a fire, as the book gives them for a UN number. */
export function ergDistances(question: ErgQuestion, table: ErgTable = ergTable): Answer<ErgAnswer> {
  const material = ergMaterial(question.un, table);
  if (!material) return refuse('hazardUnknownUn', { un: question.un, edition: table.edition });
  const guide = table.guides[material.guide];
  const assumed: ErgAssumption[] = [];
  const base = {
    un: material.un,
    name: material.name,
    // As the book prints it: P where the material may polymerise.
    guide: `${material.guide}${material.polymerises ? 'P' : ''}`,
    orMore: false,
    container: null,
    gives: material.gives,
    assumed,
    edition: table.edition,
    verified: material.verified,
  };
  if (question.fire) {
    if (!guide) return refuse('hazardNoGuide', { guide: material.guide });
    const asExplosive =
      question.largeContainerBurns !== false && table.explosiveWhenBurning.includes(material.un);
    const isolateM = asExplosive ? table.guides['112']!.fireM : guide.fireM;
    return { ...base, isolateM, protectKm: null, from: 'fire', verified: guide.verified };
  }
  const dry = material.inWaterOnly && question.inWater === false;
  if (material.inWaterOnly && question.inWater === undefined) assumed.push('inWater');
  if (!dry && material.small && question.spill === 'small')
    return { ...base, ...plain(material.small, question.time), from: 'table1' };
  if (!dry && material.large) return { ...base, ...plain(material.large, question.time), from: 'table1' };
  if (!dry && material.containers.length > 0) return fromContainers(material, question, base);
  if (!guide) return refuse('hazardNoGuide', { guide: material.guide });
  if (guide.liquidM !== guide.solidM && question.form === undefined) assumed.push('form');
  const immediateM = question.form === 'solid' ? guide.solidM : guide.liquidM;
  const large = question.spill === 'large' ? guide.largeSpill : null;
  return {
    ...base,
    isolateM: large?.allDirections ? Math.max(large.m, immediateM) : immediateM,
    protectKm: large && !large.allDirections ? large.m / 1000 : null,
    from: 'guide',
    verified: guide.verified,
  };
}

const plain = (row: Distances, time: DayNight) => ({
  isolateM: row.isolateM,
  protectKm: time === 'day' ? row.dayKm : row.nightKm,
});

function fromContainers(
  material: ErgMaterial,
  question: ErgQuestion,
  base: Omit<ErgAnswer, 'isolateM' | 'protectKm' | 'from'> & { assumed: ErgAssumption[] },
): Answer<ErgAnswer> {
  const known = material.containers;
  const row = question.container === undefined ? known[0] : containerRow(material, question.container);
  if (!row)
    return refuse('hazardUnknownContainer', {
      container: question.container ?? '',
      known: known.map((one) => one.container),
    });
  if (question.container === undefined) base.assumed.push('container');
  if (question.wind === undefined) base.assumed.push('wind');
  const protectKm = (question.time === 'day' ? row.dayKm : row.nightKm)[question.wind ?? 'low'];
  return {
    ...base,
    isolateM: row.isolateM,
    protectKm,
    orMore: protectKm >= 11,
    from: 'table3',
    container: row.container,
  };
}
