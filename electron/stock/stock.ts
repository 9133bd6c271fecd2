import { z } from 'zod';
import type { PlaceName } from '../place/place.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';

/** A delivery of one consumable at one place. Its place never changes: what is moved is a lot there. */
export interface StockLot {
  readonly id: string;
  readonly categoryId: string;
  /** What the maker wrote on it, e.g. a lot number. */
  readonly label: string;
  /** What is left, in `unit`; always the sum of the lot's moves. */
  readonly amount: number;
  /** The category's unit on the day of receipt. */
  readonly unit: string;
  readonly placeId: string;
  /** Days, YYYY-MM-DD; null: does not expire. */
  readonly receivedOn: string;
  readonly expiresOn: string | null;
  /** When it was last counted. */
  readonly countedAt: string | null;
  readonly note: string;
  readonly version: number;
}

export const moveKinds = ['receive', 'issue', 'moveOut', 'moveIn', 'writeOff', 'count'] as const;
export type MoveKind = (typeof moveKinds)[number];

/** One change of a lot's amount. The moves of a lot add up to what is left of it. */
export interface StockMove {
  readonly id: string;
  readonly lotId: string;
  readonly kind: MoveKind;
  /** Signed, in the lot's unit; 0 for a count that agreed. */
  readonly change: number;
  /** The journal entry that it belongs to. */
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  /** What it was for, or why. */
  readonly reason: string;
  /** The other lot of a move between places. */
  readonly otherLotId: string | null;
  readonly incidentId: string | null;
}

/** What must be at a place; one for each category and place. 0: no minimum any more. */
export interface StockMinimum {
  readonly id: string;
  readonly categoryId: string;
  readonly placeId: string;
  readonly minimum: number;
  readonly version: number;
}

// Signs and fractions are told by the rules, in a sentence; the schema only keeps what no store holds out.
const amount = z.number().min(-1e9).max(1e9);
export const receiveInput = z.object({
  categoryId: id,
  placeId: id,
  amount,
  label: z.string().trim().max(80).default(''),
  /** Today when not given. */
  receivedOn: z.iso.date().nullable().default(null),
  expiresOn: z.iso.date().nullable().default(null),
  note: z.string().trim().max(300).default(''),
});
/** From one lot, or from those at a place in order of expiry. */
export const issueInput = z.object({
  categoryId: id,
  placeId: id,
  lotId: id.nullable().default(null),
  amount,
  reason: line(300),
  incidentId: id.nullable().default(null),
  /** Why expired goods are given out all the same. */
  override: line(300).nullable().default(null),
});
export const moveInput = z.object({
  lotId: id,
  toPlaceId: id,
  amount,
  reason: z.string().trim().max(300).default(''),
});
export const writeOffInput = z.object({ lotId: id, amount, reason: line(300) });
/** A stock-take: all lots of it or none, so that a shelf is never half counted. */
export const countStockInput = z.object({
  counts: z
    .array(
      z.object({
        lotId: id,
        version,
        counted: amount,
        /** Needed where it differs from the books. */
        reason: z.string().trim().max(300).default(''),
      }),
    )
    .min(1)
    .max(200),
});
export const correctLotInput = z.object({
  lotId: id,
  version,
  label: z.string().trim().max(80),
  expiresOn: z.iso.date().nullable(),
  note: z.string().trim().max(300),
});
/** `version` is null for the first minimum of a category at a place. */
export const minimumInput = z.object({
  categoryId: id,
  placeId: id,
  minimum: amount,
  version: version.nullable(),
});

export const lotStates = ['expired', 'soon', 'good', 'empty'] as const;
export type LotState = (typeof lotStates)[number];

/** By code of the category; `after` is the last code. */
export const stockBoardInput = pageInput;
/** In order of expiry, what never expires last; empty lots only when asked for. */
export const lotPageInput = pageInput.extend({
  categoryId: id.optional(),
  placeId: id.optional(),
  states: z.array(z.enum(lotStates)).max(4).optional(),
});
export const movePageInput = z.object({
  categoryId: id.optional(),
  lotId: id.optional(),
  after: z.string().max(60).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** How many days before its expiry a lot is told about: one order and its delivery. */
export const soonDays = 60;

/** Days of expiry are the last good days, as printed. `today` is YYYY-MM-DD. */
export function lotState(lot: Pick<StockLot, 'amount' | 'expiresOn'>, today: string): LotState {
  if (lot.amount === 0) return 'empty';
  if (lot.expiresOn === null) return 'good';
  if (lot.expiresOn < today) return 'expired';
  return lot.expiresOn <= daysAfter(today, soonDays) ? 'soon' : 'good';
}

/** A day so many days later; YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Amounts are kept to a thousandth of their unit and added in whole thousandths, so that books balance to the last digit.
 */
export function exact(value: number): number {
  const thousandths = Math.round(value * 1000);
  return thousandths === 0 ? 0 : thousandths / 1000;
}

export function plus(a: number, b: number): number {
  return exact(exact(a) + exact(b));
}

/** An amount as it may be kept: not below zero (nor zero unless `zero`), whole for pieces, no finer than a thousandth. */
export function checkAmount(value: number, unit: string, zero = false): Answer<number> {
  if (value < 0) return refuse('stockBelowZero', { amount: value, unit });
  if (value === 0 && !zero) return refuse('stockZero');
  if (unit === 'piece' && !Number.isInteger(value)) return refuse('stockNotWhole', { amount: value });
  if (Math.abs(exact(value) - value) > 1e-9) return refuse('stockTooFine', { amount: value });
  return exact(value);
}

/** What is taken from a lot, negative; refused when it is not there. */
export function takeFrom(lot: StockLot, wanted: number): Answer<StockLot> {
  const taken = checkAmount(wanted, lot.unit);
  if (isRefusal(taken)) return taken;
  if (taken > lot.amount)
    return refuse('stockNotEnough', { amount: taken, left: lot.amount, unit: lot.unit });
  return { ...lot, amount: plus(lot.amount, -taken), version: lot.version + 1 };
}

export interface Take {
  readonly lot: StockLot;
  readonly amount: number;
}

/**
 * Which lots give an amount: those that expire first give first, expired ones never (they are written off, or taken one by
 * one with a reason). `lots` are those of one category at one place.
 */
export function chooseLots(
  lots: readonly StockLot[],
  wanted: number,
  unit: string,
  today: string,
): Answer<readonly Take[]> {
  const asked = checkAmount(wanted, unit);
  if (isRefusal(asked)) return asked;
  const usable = lots.filter((lot) => ['good', 'soon'].includes(lotState(lot, today))).sort(byExpiry);
  const takes: Take[] = [];
  let left = asked;
  for (const lot of usable) {
    if (left === 0) break;
    const amount = Math.min(left, lot.amount);
    takes.push({ lot, amount });
    left = plus(left, -amount);
  }
  if (left > 0) return refuse('stockNotEnough', { amount: asked, left: plus(asked, -left), unit });
  return takes;
}

function byExpiry(a: StockLot, b: StockLot): number {
  return (
    (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999') ||
    a.receivedOn.localeCompare(b.receivedOn) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The lot after a stock-take, and by how much the books were wrong; a difference needs a reason. */
export function countLot(
  lot: StockLot,
  counted: number,
  reason: string,
  at: string,
): Answer<{ readonly lot: StockLot; readonly change: number }> {
  const there = checkAmount(counted, lot.unit, true);
  if (isRefusal(there)) return there;
  const change = plus(there, -lot.amount);
  if (change !== 0 && reason === '')
    return refuse('stockCountDiffers', {
      label: lot.label,
      amount: lot.amount,
      counted: there,
      unit: lot.unit,
    });
  return { lot: { ...lot, amount: there, countedAt: at, version: lot.version + 1 }, change };
}

/** A day of expiry before the day of receipt is a slip of the pen; told before it is kept. */
export function checkDays(receivedOn: string, expiresOn: string | null, today: string): Answer<null> {
  if (receivedOn > today) return refuse('stockReceivedInFuture', { receivedOn });
  if (expiresOn !== null && expiresOn < receivedOn)
    return refuse('stockExpiresBefore', { expiresOn, receivedOn });
  return null;
}

/** How a category stands at one place. Amounts are in the category's unit. */
export interface PlaceStock {
  readonly place: PlaceName;
  /** Not expired. */
  readonly usable: number;
  readonly expired: number;
  /** Of the usable: expires within soonDays. */
  readonly soon: number;
  /** 0: none. */
  readonly minimum: number;
  readonly minimumVersion: number | null;
  readonly lots: number;
  /** The first day on which something usable expires. */
  readonly nextExpiry: string | null;
}

/** How a category stands on the whole site. */
export interface StockLine {
  readonly categoryId: string;
  readonly key: string;
  readonly names: Names;
  readonly unit: string;
  readonly places: readonly PlaceStock[];
  readonly usable: number;
  readonly expired: number;
  readonly soon: number;
  /** The sum of the minimums of the places. */
  readonly minimum: number;
  /** How much is missing at the places that are below their minimum; a surplus elsewhere does not hide it. */
  readonly short: number;
  readonly nextExpiry: string | null;
}

export interface LotLine extends StockLot {
  readonly place: PlaceName;
  readonly categoryKey: string;
  readonly categoryNames: Names;
  readonly state: LotState;
}

export interface MoveLine extends StockMove {
  readonly label: string;
  readonly unit: string;
  readonly place: PlaceName;
  /** Where the other lot of a move lies. */
  readonly otherPlace: PlaceName | null;
}

/** How much is missing at a place. */
export function shortOf(place: Pick<PlaceStock, 'usable' | 'minimum'>): number {
  return place.usable < place.minimum ? plus(place.minimum, -place.usable) : 0;
}

/** A category with its places added up. */
export function lineOf(
  category: {
    readonly id: string;
    readonly key: string;
    readonly names: Names;
    readonly unit: string | null;
  },
  places: readonly PlaceStock[],
): StockLine {
  const sum = (amount: (place: PlaceStock) => number): number =>
    places.reduce((total, place) => plus(total, amount(place)), 0);
  const days = places.flatMap(({ nextExpiry }) => nextExpiry ?? []).sort();
  return {
    categoryId: category.id,
    key: category.key,
    names: category.names,
    unit: category.unit ?? '',
    places,
    usable: sum(({ usable }) => usable),
    expired: sum(({ expired }) => expired),
    soon: sum(({ soon }) => soon),
    minimum: sum(({ minimum }) => minimum),
    short: sum(shortOf),
    nextExpiry: days[0] ?? null,
  };
}
