import { z } from 'zod';
import type { CategoryName } from '../category/category.ts';
import type { PlaceName } from '../place/place.ts';
import { id, line, pageInput, version } from '../schema-parts.ts';

/** outOfTest is said by a person, or follows from an inspection date that has passed. */
export const conditions = ['ready', 'inUse', 'fault', 'outOfTest', 'retired'] as const;
export type Condition = (typeof conditions)[number];

export interface Equipment {
  readonly id: string;
  /** What is painted or stuck on it; one of a kind on the site. */
  readonly tag: string;
  readonly categoryId: string;
  readonly make: string;
  readonly model: string;
  /** '' when it has none. */
  readonly serial: string;
  readonly placeId: string | null;
  readonly ownerTeamId: string | null;
  readonly condition: Condition;
  /** Dates as YYYY-MM-DD. */
  readonly boughtOn: string | null;
  readonly endOfLifeOn: string | null;
  /** The next inspection. */
  readonly nextDueOn: string | null;
  readonly note: string;
  readonly version: number;
}

const day = z.iso.date().nullable().default(null);
const free = (max: number) => z.string().trim().max(max).default('');
export const addEquipmentInput = z.object({
  tag: line(60),
  categoryId: id,
  make: free(80),
  model: free(80),
  serial: free(80),
  placeId: id.nullable().default(null),
  ownerTeamId: id.nullable().default(null),
  condition: z.enum(conditions).default('ready'),
  boughtOn: day,
  endOfLifeOn: day,
  nextDueOn: day,
  note: free(500),
});
/** One batch is one entry of the journal. */
export const addManyInput = z.object({ rows: z.array(addEquipmentInput).min(1).max(500) });
export const editEquipmentInput = z.object({
  id,
  version,
  condition: z.enum(conditions).optional(),
  placeId: id.nullable().optional(),
  nextDueOn: z.iso.date().nullable().optional(),
  note: z.string().trim().max(500).optional(),
});

export const equipmentSorts = ['tag', 'category', 'model', 'condition', 'nextDueOn', 'endOfLifeOn'] as const;
export type EquipmentSort = (typeof equipmentSorts)[number];

const filters = {
  text: z.string().max(200).default(''),
  categoryIds: z.array(id).max(50).optional(),
  conditions: z.array(z.enum(conditions)).max(5).optional(),
  placeIds: z.array(id).max(50).optional(),
  ownerTeamIds: z.array(id).max(50).optional(),
};
export const equipmentPageInput = pageInput.extend({
  ...filters,
  after: z.string().max(400).optional(),
  sort: z.enum(equipmentSorts).default('tag'),
  descending: z.boolean().default(false),
  /** By whose names categories are sorted. */
  language: z.enum(['en', 'srLatn', 'zhHans']).default('en'),
});
export const facetNames = ['categoryId', 'condition', 'placeId', 'ownerTeamId'] as const;
export type FacetName = (typeof facetNames)[number];
export const equipmentFacetInput = z.object({ ...filters, facet: z.enum(facetNames) });
export type EquipmentFilter = Omit<z.output<typeof equipmentFacetInput>, 'facet'>;

export interface EquipmentLine extends Equipment {
  readonly place: PlaceName | null;
  readonly category: CategoryName;
  /** The condition as it counts today. */
  readonly counts: Condition;
}
/** How many there are of each value, the most first; the other filters hold, the facet's own does not. */
export type Facet = readonly { readonly value: string | null; readonly count: number }[];

/** An item that is past its inspection does not count as ready. `today` is YYYY-MM-DD. */
export function conditionOn(item: Pick<Equipment, 'condition' | 'nextDueOn'>, today: string): Condition {
  const usable = item.condition === 'ready' || item.condition === 'inUse';
  return usable && item.nextDueOn !== null && item.nextDueOn < today ? 'outOfTest' : item.condition;
}
