import { z } from 'zod';
import shipped from '../../resources/reference/check-lists.json' with { type: 'json' };
import { refuse, type Refusal } from '../refusal.ts';
import { names } from '../schema-parts.ts';

/** What is checked by two people. */
export const workKinds = ['hotWork', 'chemicalUse'] as const;
export type WorkKind = (typeof workKinds)[number];

export const measureUnits = ['percentLel', 'percentO2', 'ppm', 'metres', 'seconds', 'celsius'] as const;
/** What Tocsin itself adds to a line: what burns nearby, what must not meet, what to wear, which data sheets there are. */
export const itemAsks = ['combustibles', 'segregation', 'protection', 'sheet'] as const;

const measure = z.object({
  unit: z.enum(measureUnits),
  /** A value below or above is refused; null: no limit. */
  min: z.number().min(-1e6).max(1e6).nullable(),
  max: z.number().min(-1e6).max(1e6).nullable(),
  /** How long the value counts, in minutes; null: until the work ends. */
  validMinutes: z.int().min(5).max(1440).nullable(),
  /** Two people may differ by so much without a word. */
  tolerance: z.number().min(0).max(1e6),
});

const item = z.object({
  key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
  names,
  /** yes: it is so. measure: a value within limits. name: who it is. */
  kind: z.enum(['yes', 'measure', 'name']),
  measure: measure.nullable().default(null),
  /** It may be said, with a reason, that it does not apply here. */
  skippable: z.boolean().default(false),
  asks: z.enum(itemAsks).nullable().default(null),
});
export type CheckItem = z.infer<typeof item>;

const content = z.object({
  items: z.array(item).min(1).max(40),
  /** After hot work somebody watches so long, then looks in so long. */
  watchMinutes: z.int().min(0).max(480),
  monitorMinutes: z.int().min(0).max(720),
  /** How long a request waits for the second person. */
  requestMinutes: z.int().min(5).max(720),
  /** Longest that one permission holds. */
  maxHours: z.int().min(1).max(24),
});
/** A list by which two people check a task. */
export type ListContent = z.infer<typeof content>;

/** An edition of the site's own; edition 0 came with Tocsin. */
export interface CheckListEdition {
  readonly id: string;
  readonly kind: WorkKind;
  readonly edition: number;
  readonly content: ListContent;
  readonly madeAt: string;
  readonly madeByName: string;
  readonly version: number;
}

/** A list in force. `madeAt` is null for what was shipped. */
export interface ListInForce {
  readonly kind: WorkKind;
  readonly edition: number;
  readonly content: ListContent;
  readonly madeAt: string | null;
  readonly madeByName: string | null;
}

/** `edition` is the one that was on the screen: somebody else may have written a newer one meanwhile. */
export const changeListInput = z.object({
  kind: z.enum(workKinds),
  edition: z.int().min(0),
  content,
});

const parsed: Readonly<Record<WorkKind, ListContent>> = {
  hotWork: content.parse(shipped.hotWork),
  chemicalUse: content.parse(shipped.chemicalUse),
};

/** The list that comes with Tocsin. */
export function shippedList(kind: WorkKind): ListInForce {
  return { kind, edition: 0, content: parsed[kind], madeAt: null, madeByName: null };
}

/**
 * What is wrong with a list: a line twice, a measured line without what is measured, limits that leave nothing between
 * them, hot work without a gas test, a watch or somebody named for it.
 */
export function listFault(kind: WorkKind, list: ListContent): Refusal | null {
  const seen = new Set<string>();
  for (const one of list.items) {
    if (seen.has(one.key)) return refuse('checkListTwice', { item: one.names });
    seen.add(one.key);
    if ((one.kind === 'measure') !== (one.measure !== null))
      return refuse('checkListMeasure', { item: one.names });
    const { min, max } = one.measure ?? { min: null, max: null };
    if (min !== null && max !== null && min >= max)
      return refuse('checkListLimits', { item: one.names, min, max });
  }
  if (kind !== 'hotWork') return null;
  const gas = list.items.some(({ measure: of }) => of?.unit === 'percentLel' && of.max !== null && of.validMinutes !== null);
  if (!gas) return refuse('checkListNoGas');
  if (list.watchMinutes === 0 || !list.items.some((one) => one.kind === 'name')) return refuse('checkListNoWatch');
  return null;
} // prettier-ignore
