import { z } from 'zod';
import type { Crew } from '../person/person.ts';
import { id, instant, version } from '../schema-parts.ts';

const amount = z.number().positive().max(1e9);
const count = z.int().min(1).max(10_000);

/** Something to try without saving it. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('removeItem'), itemId: id }),
  z.object({ kind: z.literal('moveItem'), itemId: id, placeId: id }),
  z.object({ kind: z.literal('addItems'), categoryId: id, count, placeId: id }),
  z.object({ kind: z.literal('addStock'), categoryId: id, amount, placeId: id }),
  z.object({ kind: z.literal('removePerson'), personId: id }),
  z.object({ kind: z.literal('closePlace'), placeId: id }),
]);
export type Change = z.output<typeof change>;

const moment = {
  /** Now when not given. */
  at: instant.optional(),
  /** Whether what running incidents hold is out of reach. */
  held: z.boolean().default(true),
  whatIf: z.array(change).max(50).default([]),
};
/** These plans at once; each by itself when not given. */
const together = z.array(id).max(200).default([]);

export const matrixInput = z.object({
  ...moment,
  together,
  after: z.string().max(20).optional(),
  limit: z.int().min(1).max(200).default(200),
});
export const readinessNeedInput = z.object({ ...moment, together, planId: id, needId: id });
export const outlookInput = z.object({ planId: id, at: moment.at, held: moment.held });
export const historyInput = z.object({
  planId: id,
  /** The last day; today when not given. */
  until: z.iso.date().optional(),
  days: z.int().min(1).max(366).default(30),
});

export const pricedKinds = ['test', 'repair', 'buy', 'requalify'] as const;
export type PricedKind = (typeof pricedKinds)[number];
/** What mending one item, or giving a course to one person, takes. `version` is null for the first time. */
export const setPriceInput = z.object({
  kind: z.enum(pricedKinds),
  /** The category, or the qualification of a course. */
  of: id,
  minutes: z.int().min(0).max(1_000_000).nullable(),
  costMinor: z.int().min(0).max(1e14).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  version: version.nullable(),
});

export interface FixPrice {
  readonly id: string;
  readonly kind: PricedKind;
  readonly of: string;
  readonly minutes: number | null;
  readonly costMinor: number | null;
  readonly currency: string;
  readonly version: number;
}

/** The moment that is looked at. */
export interface Moment {
  readonly at: string;
  /** The site's day at that moment. */
  readonly day: string;
  /** Who works then; null: the site has no roster, so that everyone counts. */
  readonly onShift: { readonly crews: ReadonlySet<Crew>; readonly office: boolean } | null;
  /** Ids of the people on leave, who are on no shift. */
  readonly onLeave: ReadonlySet<string>;
  /** What running incidents hold is out of reach. */
  readonly held: boolean;
}

/** A question with its moment worked out; what a worker is given. */
export interface Ask {
  readonly moment: Moment;
  readonly whatIf: readonly Change[];
  readonly together: readonly string[];
}
