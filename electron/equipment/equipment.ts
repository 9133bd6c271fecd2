import { z } from 'zod';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';

/** outOfTest is said by a person, or follows from an inspection date that has passed. */
export const conditions = ['ready', 'inUse', 'fault', 'outOfTest', 'retired'] as const;
export type Condition = (typeof conditions)[number];

export interface Equipment {
  readonly id: string;
  /** What is painted or stuck on it, and in its QR code; one of a kind on the site, whatever the case of its letters. */
  readonly tag: string;
  readonly categoryId: string;
  readonly make: string;
  readonly model: string;
  /** '' when it has none; one of a kind within make and model. */
  readonly serial: string;
  /** Where it stands; what is inside something stands where that stands. */
  readonly placeId: string | null;
  /** The vehicle, box or cabinet that it is kept in, itself an item. */
  readonly insideId: string | null;
  readonly ownerTeamId: string | null;
  readonly condition: Condition;
  /** Dates as YYYY-MM-DD. */
  readonly boughtOn: string | null;
  readonly endOfLifeOn: string | null;
  /** The next inspection. */
  readonly nextDueOn: string | null;
  /** What it cost, in minor units of `currency` (ISO 4217); both or none. */
  readonly costMinor: number | null;
  readonly currency: string | null;
  /** Who has it since when, and until which day; one of the two at most. */
  readonly heldByPersonId: string | null;
  readonly heldByTeamId: string | null;
  readonly heldSince: string | null;
  readonly backOn: string | null;
  readonly note: string;
  readonly version: number;
}

const day = z.iso.date();
const free = (max: number) => z.string().trim().max(max);
const currency = z
  .string()
  .trim()
  .regex(/^[A-Z]{3}$/);
const optionalId = id.nullable();

/** What may be changed on many items at once. */
const shared = {
  categoryId: id,
  make: free(80),
  model: free(80),
  placeId: optionalId,
  insideId: optionalId,
  ownerTeamId: optionalId,
  condition: z.enum(conditions),
  boughtOn: day.nullable(),
  endOfLifeOn: day.nullable(),
  nextDueOn: day.nullable(),
  costMinor: z.int().min(0).max(1e15).nullable(),
  currency: currency.nullable(),
  note: free(500),
};

export const addEquipmentInput = z.object({
  tag: line(60),
  categoryId: id,
  make: shared.make.default(''),
  model: shared.model.default(''),
  serial: free(80).default(''),
  placeId: optionalId.default(null),
  insideId: optionalId.default(null),
  ownerTeamId: optionalId.default(null),
  condition: shared.condition.default('ready'),
  boughtOn: shared.boughtOn.default(null),
  endOfLifeOn: shared.endOfLifeOn.default(null),
  nextDueOn: shared.nextDueOn.default(null),
  costMinor: shared.costMinor.default(null),
  currency: shared.currency.default(null),
  note: shared.note.default(''),
});
export type EquipmentGiven = z.output<typeof addEquipmentInput>;
/** One batch is one entry of the journal. */
export const addManyInput = z.object({ rows: z.array(addEquipmentInput).min(1).max(500) });

const changeMany = z.object(shared).partial();
export type EquipmentChanges = z.output<typeof changeMany> & { tag?: string; serial?: string };
/** Only what is named changes. */
export const editEquipmentInput = changeMany.extend({
  id,
  version,
  tag: line(60).optional(),
  serial: free(80).optional(),
});

const rows = z.array(z.object({ id, version })).min(1);
/** Rows as they were seen; one batch is one entry of the journal. */
export const editManyInput = z.object({ rows: rows.max(100), changes: changeMany });

/** The item as it comes in. Refuses as checkItem does. */
export function newItem(newId: string, given: EquipmentGiven): Answer<Equipment> {
  const item: Equipment = {
    id: newId,
    ...given,
    heldByPersonId: null,
    heldByTeamId: null,
    heldSince: null,
    backOn: null,
    version: 1,
  };
  return checkItem(item) ?? item;
}

/** The item with what is named changed; the same object when nothing differs. Refuses as checkItem does. */
export function changedItem(before: Equipment, changes: EquipmentChanges): Answer<Equipment> {
  const named = Object.entries(changes).filter(
    ([field, value]) => value !== undefined && before[field as keyof Equipment] !== value,
  );
  if (named.length === 0) return before;
  const after: Equipment = { ...before, ...Object.fromEntries(named), version: before.version + 1 };
  // Without a cost there is no currency to keep.
  const paid = after.costMinor === null ? { ...after, currency: null } : after;
  return checkItem(paid) ?? paid;
}

/** What no item may be. Refuses: endsBeforeBought, currencyMissing, stillIssued. */
function checkItem(item: Equipment): Refusal | null {
  const { tag, boughtOn, endOfLifeOn } = item;
  if (boughtOn !== null && endOfLifeOn !== null && endOfLifeOn < boughtOn)
    return refuse('endsBeforeBought', { tag, boughtOn, endOfLifeOn });
  if (item.costMinor !== null && item.currency === null) return refuse('currencyMissing', { tag });
  if (item.condition === 'retired' && item.heldSince !== null)
    return refuse('stillIssued', { tag, since: item.heldSince });
  return null;
}

/** An item that is past its inspection does not count as ready. `today` is YYYY-MM-DD. */
export function conditionOn(item: Pick<Equipment, 'condition' | 'nextDueOn'>, today: string): Condition {
  const usable = item.condition === 'ready' || item.condition === 'inUse';
  return usable && item.nextDueOn !== null && item.nextDueOn < today ? 'outOfTest' : item.condition;
}
