import { z } from 'zod';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, names, pageInput, type Names } from '../schema-parts.ts';

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
  readonly version: number;
}

/** A place of kind 'store'; its id is the place's. */
export interface Store {
  readonly id: string;
  readonly capacity: number;
  readonly unit: Unit;
  /** Empty: any. */
  readonly allowedClasses: readonly string[];
  readonly containment: Names | null;
  /** Warmest that it may get. */
  readonly maxC: number | null;
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
  readonly version: number;
}

export const addSubstanceInput = z.object({
  key: line(40),
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
});
export const addStoreInput = z.object({
  placeId: id,
  capacity: z.number().positive().max(1e9),
  unit: z.enum(units),
  allowedClasses: z.array(hazardClass).max(20).default([]),
  containment: names.nullable().default(null),
  maxC: z.number().min(-273).max(200).nullable().default(null),
});
export const addLotInput = z.object({
  storeId: id,
  substanceId: id,
  amount: z.number(),
  unit: z.enum(units),
  lotNumber: z.string().trim().max(60).default(''),
  receivedOn: z.iso.date().nullable().default(null),
  expiresOn: z.iso.date().nullable().default(null),
  note: z.string().trim().max(300).default(''),
});
export const storesInput = pageInput;
export const substancesInput = pageInput;

const base: Record<Unit, { readonly unit: 'kg' | 'l'; readonly factor: number }> = {
  kg: { unit: 'kg', factor: 1 },
  t: { unit: 'kg', factor: 1000 },
  l: { unit: 'l', factor: 1 },
  m3: { unit: 'l', factor: 1000 },
};

/** An amount in another unit; null between mass and volume, which needs a density. */
export function convert(amount: number, from: Unit, to: Unit): number | null {
  return base[from].unit === base[to].unit ? (amount * base[from].factor) / base[to].factor : null;
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
  totals: readonly Pick<Total, 'amount' | 'unit' | 'lots'>[],
): Fill {
  let amount = 0;
  let uncounted = 0;
  for (const total of totals) {
    const converted = convert(total.amount, total.unit, store.unit);
    if (converted === null) uncounted += total.lots;
    else amount += converted;
  }
  return { amount, share: amount / store.capacity, uncounted };
}

/** Whether a lot may go into a store: amount, allowed class, room left. Segregation comes with its own rules. */
export function checkLot(
  store: Store,
  storeKey: string,
  substance: Substance,
  lot: Pick<Lot, 'amount' | 'unit'>,
  fill: Fill,
): Refusal | null {
  if (lot.amount <= 0) return refuse('amountNotPositive', { amount: lot.amount });
  if (store.allowedClasses.length > 0 && !store.allowedClasses.includes(substance.hazardClass))
    return refuse('classNotAllowed', {
      store: storeKey,
      hazardClass: substance.hazardClass,
      classes: store.allowedClasses,
    });
  const added = convert(lot.amount, lot.unit, store.unit);
  if (added === null)
    return refuse('unitNotComparable', { store: storeKey, unit: lot.unit, capacityUnit: store.unit });
  // A hair over is rounding, not overfilling.
  if (fill.amount + added > store.capacity * (1 + 1e-9)) {
    const left = Math.max(0, Math.round((store.capacity - fill.amount) * 1000) / 1000);
    return refuse('storeOverCapacity', { store: storeKey, left, unit: store.unit });
  }
  return null;
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
