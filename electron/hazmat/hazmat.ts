import { z } from 'zod';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, names, pageInput, version, type Names } from '../schema-parts.ts';
import { segregationGroups } from './segregation.ts';

export const ghsPictograms = [
  'GHS01',
  'GHS02',
  'GHS03',
  'GHS04',
  'GHS05',
  'GHS06',
  'GHS07',
  'GHS08',
  'GHS09',
] as const;
export type Ghs = (typeof ghsPictograms)[number];

/** Class or division of the UN Model Regulations; explosives with their compatibility group, e.g. 1.1D. */
const hazardClass = z.string().regex(/^(1\.[1-6][A-LNS]?|2\.[123]|3|4\.[123]|5\.[12]|6\.[12]|7|8|9|none)$/);

export const units = ['kg', 't', 'l', 'm3'] as const;
export type Unit = (typeof units)[number];

const number = (min: number, max: number) => z.number().min(min).max(max).nullable().default(null);

/** What a substance is like; null: not known. Temperatures in °C. */
const physical = z.object({
  /** Liquid or bulk density in kg/m³. */
  densityKgM3: number(1, 25_000),
  molarMassG: number(1, 2000),
  boilingC: number(-273, 4000),
  meltingC: number(-273, 4000),
  flashC: number(-273, 1000),
  /** Explosive limits in air, percent by volume. */
  lelPercent: number(0, 100),
  uelPercent: number(0, 100),
  /** Between what temperatures it may be kept. */
  keepMinC: number(-273, 400),
  keepMaxC: number(-273, 400),
  /** Where they were read; empty: from memory, and shown as such. */
  source: z.string().trim().max(200).default(''),
});
export type Physical = z.infer<typeof physical>;

/** Levels at which it harms, in `unit`: AEGL for 60 minutes, ERPG, IDLH. */
const toxic = z.object({
  unit: z.enum(['ppm', 'mg/m3']).default('ppm'),
  aegl1: number(0, 1e6),
  aegl2: number(0, 1e6),
  aegl3: number(0, 1e6),
  erpg1: number(0, 1e6),
  erpg2: number(0, 1e6),
  erpg3: number(0, 1e6),
  idlh: number(0, 1e6),
  source: z.string().trim().max(200).default(''),
});
export type Toxic = z.infer<typeof toxic>;

/** What is not said of a substance. */
export const noPhysical: Physical = physical.parse({});
export const noToxic: Toxic = toxic.parse({});

export interface Substance {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
  /** Four digits; null when it is not dangerous to carry. */
  readonly unNumber: string | null;
  readonly hazardClass: string;
  readonly subsidiary: readonly string[];
  readonly packingGroup: 'I' | 'II' | 'III' | null;
  readonly ghs: readonly Ghs[];
  readonly hStatements: readonly string[];
  /** Guide of the Emergency Response Guidebook. */
  readonly ergGuide: string | null;
  readonly form: 'gas' | 'liquid' | 'solid';
  readonly cas: string | null;
  /** Groups of the pair rules beside those that follow from number and class. */
  readonly groups: readonly string[];
  readonly physical: Physical;
  readonly toxic: Toxic;
  readonly version: number;
}

export const storeKinds = ['tankFarm', 'building', 'yard', 'silo', 'magazine', 'cabinet'] as const;
export type StoreKind = (typeof storeKinds)[number];
export const ventilations = ['unknown', 'none', 'natural', 'forced', 'open'] as const;
export type Ventilation = (typeof ventilations)[number];

/** A place of kind 'store'; its id is the place's. */
export interface Store {
  readonly id: string;
  readonly kind: StoreKind;
  readonly capacity: number;
  readonly unit: Unit;
  /** Empty: any. */
  readonly allowedClasses: readonly string[];
  /** In words, e.g. "acid-proof bund, drain valve shut". */
  readonly containment: Names | null;
  /** What the bund, sump or pit holds. */
  readonly containmentM3: number | null;
  /** Coldest and warmest that it gets. */
  readonly minC: number | null;
  readonly maxC: number | null;
  readonly ventilation: Ventilation;
  readonly version: number;
}

/** A place of kind 'tank' inside a store; its level is read, never booked. */
export interface Tank {
  readonly id: string;
  readonly storeId: string;
  readonly volumeM3: number;
  readonly maxPercent: number;
  readonly levelPercent: number | null;
  readonly levelAt: string | null;
  readonly version: number;
}

export interface Lot {
  readonly id: string;
  readonly storeId: string;
  readonly substanceId: string;
  readonly amount: number;
  readonly unit: Unit;
  readonly lotNumber: string;
  readonly receivedOn: string | null;
  readonly expiresOn: string | null;
  readonly note: string;
  /** What it held when movements began to be kept; 0 for a lot that came by one. */
  readonly opening: number;
  /** Its largest vessel, in `unit`; null: all of it may be in one. */
  readonly vessel: number | null;
  readonly countedAt: string | null;
  readonly version: number;
}

const substanceDetails = {
  names,
  unNumber: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  hazardClass,
  subsidiary: z.array(hazardClass).max(4).default([]),
  packingGroup: z.enum(['I', 'II', 'III']).nullable().default(null),
  ghs: z.array(z.enum(ghsPictograms)).max(9).default([]),
  hStatements: z
    .array(z.string().regex(/^H\d{3}[A-Za-z]{0,2}$/))
    .max(40)
    .default([]),
  ergGuide: z
    .string()
    .regex(/^\d{3}P?$/)
    .nullable()
    .default(null),
  form: z.enum(['gas', 'liquid', 'solid']),
  cas: z
    .string()
    .regex(/^\d{2,7}-\d{2}-\d$/)
    .nullable()
    .default(null),
  groups: z.array(z.enum(segregationGroups)).max(30).default([]),
  physical: physical.default(noPhysical),
  toxic: toxic.default(noToxic),
};
export const addSubstanceInput = z.object({ key: line(40), ...substanceDetails });
/** Everything but its code. */
export const changeSubstanceInput = z.object({ id, version, ...substanceDetails });

/** Whether the check digit of a CAS number fits: the digits before it, weighted from the right, modulo 10. */
export function casFits(cas: string): boolean {
  const digits = cas.replaceAll('-', '');
  const sum = [...digits.slice(0, -1)]
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at + 1), 0);
  return sum % 10 === Number(digits.at(-1));
}

/** What the figures of a substance cannot be together. */
export function substanceRefusal(
  substance: Pick<Substance, 'hazardClass' | 'subsidiary' | 'cas' | 'physical' | 'toxic'>,
): Refusal | null {
  const { hazardClass, subsidiary, cas, physical: figures, toxic: levels } = substance;
  const twice = subsidiary.find((one, at) => one === hazardClass || subsidiary.indexOf(one) !== at);
  if (twice !== undefined) return refuse('substanceSubsidiary', { hazardClass: twice });
  if (cas !== null && !casFits(cas)) return refuse('substanceCas', { cas });
  const { keepMinC, keepMaxC, lelPercent, uelPercent } = figures;
  if (keepMinC !== null && keepMaxC !== null && keepMinC >= keepMaxC)
    return refuse('substanceKeepOrder', { keepMinC, keepMaxC });
  if (lelPercent !== null && uelPercent !== null && lelPercent >= uelPercent)
    return refuse('substanceLelOrder', { lelPercent, uelPercent });
  for (const scale of ['aegl', 'erpg'] as const) {
    const known = ([1, 2, 3] as const)
      .map((step) => levels[`${scale}${step}`])
      .filter((level) => level !== null);
    if (known.some((level, at) => level < (known[at - 1] ?? 0)))
      return refuse('substanceLevelsOrder', { scale: scale.toUpperCase() });
  }
  return null;
}

const storeDetails = {
  kind: z.enum(storeKinds).default('building'),
  capacity: z.number().positive().max(1e9),
  unit: z.enum(units),
  allowedClasses: z.array(hazardClass).max(20).default([]),
  containment: names.nullable().default(null),
  containmentM3: z.number().min(0).max(1e7).nullable().default(null),
  minC: z.number().min(-273).max(200).nullable().default(null),
  maxC: z.number().min(-273).max(200).nullable().default(null),
  ventilation: z.enum(ventilations).default('unknown'),
};
export const addStoreInput = z.object({ placeId: id, ...storeDetails });
export const changeStoreInput = z.object({ id, version, ...storeDetails });
/** `placeId` is a place of kind 'tank' that is part of the store's place. */
export const addTankInput = z.object({
  placeId: id,
  storeId: id,
  volumeM3: z.number().positive().max(1e6),
  maxPercent: z.number().min(1).max(100).default(95),
});
export const readTankInput = z.object({ id, version, levelPercent: z.number().min(0).max(100) });
/** Places of a kind that are not in the register yet: of stores, or tanks inside a store. */
export const freePlacesInput = z.object({ storeId: id.nullable().default(null) });
export const storesInput = pageInput;
export const substancesInput = pageInput;

/** Why a store cannot be so. */
export function storeRefusal({ minC, maxC }: Pick<Store, 'minC' | 'maxC'>): Refusal | null {
  return minC !== null && maxC !== null && minC > maxC
    ? refuse('storeTemperatureOrder', { minC, maxC })
    : null;
}

const base: Record<Unit, { readonly unit: 'kg' | 'l'; readonly factor: number }> = {
  kg: { unit: 'kg', factor: 1 },
  t: { unit: 'kg', factor: 1000 },
  l: { unit: 'l', factor: 1 },
  m3: { unit: 'l', factor: 1000 },
};

/** An amount in another unit; null between mass and volume when no density (kg/m³) is known. */
export function convert(
  amount: number,
  from: Unit,
  to: Unit,
  densityKgM3: number | null = null,
): number | null {
  const [given, wanted] = [base[from], base[to]];
  if (given.unit === wanted.unit) return (amount * given.factor) / wanted.factor;
  if (densityKgM3 === null) return null;
  const kgPerLitre = densityKgM3 / 1000;
  const inBase =
    given.unit === 'l' ? amount * given.factor * kgPerLitre : (amount * given.factor) / kgPerLitre;
  return inBase / wanted.factor;
}

/**
 * Amounts are kept to a millionth of their unit (a gram of a tonne) and added in whole millionths, so that books balance to
 * the last digit.
 */
export function exact(value: number): number {
  const millionths = Math.round(value * 1e6);
  return millionths === 0 ? 0 : millionths / 1e6;
}

export function plus(a: number, b: number): number {
  return exact(exact(a) + exact(b));
}

export interface Total {
  readonly substanceId: string;
  readonly amount: number;
  readonly unit: Unit;
  readonly lots: number;
}

/** How full a store is, in its own unit. `uncounted` lots are kept in a unit that cannot be compared. */
export interface Fill {
  readonly amount: number;
  readonly share: number;
  readonly uncounted: number;
}

export function fillOf(
  store: Pick<Store, 'capacity' | 'unit'>,
  totals: readonly (Pick<Total, 'amount' | 'unit' | 'lots'> & { readonly densityKgM3?: number | null })[],
): Fill {
  let amount = 0;
  let uncounted = 0;
  for (const total of totals) {
    const converted = convert(total.amount, total.unit, store.unit, total.densityKgM3 ?? null);
    if (converted === null) uncounted += total.lots;
    else amount += converted;
  }
  return { amount, share: amount / store.capacity, uncounted };
}

export interface StoreLine extends Store {
  readonly place: PlaceName;
  readonly holds: readonly {
    readonly substance: SubstanceName;
    readonly amount: number;
    readonly unit: Unit;
    readonly lots: number;
  }[];
  readonly fill: Fill;
}
export type SubstanceName = Pick<
  Substance,
  'id' | 'key' | 'names' | 'unNumber' | 'hazardClass' | 'subsidiary' | 'ghs'
>;
export interface StoreDetail extends StoreLine {
  readonly lots: readonly (Lot & { readonly substance: Substance })[];
  readonly tanks: readonly (Tank & { readonly place: PlaceName })[];
}

/** What has come into a store since a moment of the past; negative where it has gone. */
export interface HoldChange {
  readonly storeId: string;
  readonly substance: SubstanceName;
  /** In `unit`. */
  readonly amount: number;
  readonly unit: Unit;
}

/** What a store held before the changes: the list of now, taken back. */
export function holdsBefore(line: StoreLine, changes: readonly HoldChange[]): StoreLine['holds'] {
  const holds = new Map(line.holds.map((hold) => [`${hold.substance.id} ${hold.unit}`, hold]));
  for (const { storeId, substance, amount, unit } of changes) {
    if (storeId !== line.id) continue;
    const key = `${substance.id} ${unit}`;
    const known = holds.get(key) ?? { substance, amount: 0, unit, lots: 0 };
    holds.set(key, {
      ...known,
      amount: known.amount - amount,
      lots: Math.max(0, known.lots - Math.sign(amount)),
    });
  }
  // Sums of decimals leave crumbs; a gram of a tonne is none.
  return [...holds.values()].filter((hold) => hold.amount > 1e-6);
}

/** A substance of the shipped table: everything but its code, to be taken into the site's register. */
export type Shipped = Omit<Substance, 'id' | 'version'>;
