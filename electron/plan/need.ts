import { z } from 'zod';
import { id } from '../schema-parts.ts';

/** Longest way that a plan may allow, in minutes. */
const minutes = z.number().positive().max(1_440);
const count = z.int().min(1).max(10_000);
/**
 * Minutes from a place where the thing stands to where the step is done, as the planner knows them; from places that are
 * not named here, straight distance over the category's speed counts.
 */
const travel = z
  .array(z.object({ placeId: id, minutes }))
  .max(50)
  .default([]);
const reach = {
  /** Null: it does not matter how far away it is. */
  maxTravelMinutes: minutes.nullable().default(null),
  travelMinutes: travel,
};

/** Ready: tested and fit for use now. Usable: works, though a test is overdue. */
export const needConditions = ['ready', 'usable'] as const;

const kinds = <I extends z.ZodType>(ref: I) =>
  [
    z.object({
      id: ref,
      kind: z.literal('equipment'),
      categoryId: id,
      count,
      condition: z.enum(needConditions).default('ready'),
      ...reach,
    }),
    z.object({ id: ref, kind: z.literal('people'), qualificationId: id, count, ...reach }),
    /** `amount` in the unit of the category. */
    z.object({
      id: ref,
      kind: z.literal('stock'),
      categoryId: id,
      amount: z.number().positive().max(1e9),
      ...reach,
    }),
    /** A place that must be open. */
    z.object({ id: ref, kind: z.literal('place'), placeId: id }),
  ] as const;

/** What a step needs, as a planner gives it; a need that is new has no id yet. */
export const needInput = z.discriminatedUnion('kind', [...kinds(id.optional())]);
/** What a step of a plan needs. Its id stays the same through the plan's editions. */
const need = z.discriminatedUnion('kind', [...kinds(id)]);

export type NeedInput = z.output<typeof needInput>;
export type Need = z.output<typeof need>;

/** Every place that a need names. */
export function placesOfNeed(need: NeedInput): string[] {
  return need.kind === 'place' ? [need.placeId] : need.travelMinutes.map(({ placeId }) => placeId);
}
