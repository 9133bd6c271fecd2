import { z } from 'zod';
import type { CategoryName } from '../category/category.ts';
import type { PlaceName } from '../place/place.ts';
import { id, pageInput, type Names } from '../schema-parts.ts';
import { conditions, type Condition, type Equipment } from './equipment.ts';

/** out: issued to somebody; late: and not back on the day that was said; in: nobody has it. */
export const custodies = ['in', 'out', 'late'] as const;
export type Custody = (typeof custodies)[number];

const some = <T extends z.ZodType>(value: T, most: number) => z.array(value).max(most).optional();
/** Which items: every part that is named must hold, and of a list one value. Everything else (a list, an export, a change of many) takes this. */
export const equipmentFilter = z.object({
  /** Words that all begin a word of the item: tag, make, model, serial, note, category, place. */
  text: z.string().max(200).default(''),
  categoryIds: some(id, 50),
  conditions: some(z.enum(conditions), 5),
  placeIds: some(id, 50),
  ownerTeamIds: some(id, 50),
  custodies: some(z.enum(custodies), 3),
  /** Kept inside one of these. */
  insideIds: some(id, 50),
  /** The next inspection, or the end of life, is on this day or before. */
  dueBy: z.iso.date().optional(),
  lifeBy: z.iso.date().optional(),
});
export type EquipmentFilter = z.output<typeof equipmentFilter>;

export const equipmentSorts = [
  'tag',
  'category',
  'model',
  'condition',
  'nextDueOn',
  'endOfLifeOn',
  'boughtOn',
  'cost',
] as const;
export type EquipmentSort = (typeof equipmentSorts)[number];

export const equipmentOrder = z.object({
  sort: z.enum(equipmentSorts).default('tag'),
  descending: z.boolean().default(false),
  /** By whose names categories are sorted. */
  language: z.enum(['en', 'srLatn', 'zhHans']).default('en'),
});
export type EquipmentOrder = z.output<typeof equipmentOrder>;

/** What a list can show, in its usual order; a list or an export names those that it wants, in the order that it wants. */
export const equipmentColumns = [
  'tag',
  'category',
  'make',
  'model',
  'serial',
  'condition',
  'place',
  'inside',
  'ownerTeam',
  'heldBy',
  'backOn',
  'nextDueOn',
  'boughtOn',
  'endOfLifeOn',
  'cost',
  'note',
] as const;
export type EquipmentColumn = (typeof equipmentColumns)[number];
export const usualColumns: readonly EquipmentColumn[] = [
  'tag',
  'category',
  'model',
  'condition',
  'place',
  'nextDueOn',
];

export const equipmentPageInput = pageInput.extend({
  ...equipmentFilter.shape,
  ...equipmentOrder.shape,
  after: z.string().max(400).optional(),
});

export const facetNames = ['categoryId', 'condition', 'placeId', 'ownerTeamId', 'custody'] as const;
export type FacetName = (typeof facetNames)[number];
export const equipmentFacetInput = equipmentFilter.extend({ facet: z.enum(facetNames) });
/** How many there are of each value, the most first; the other filters hold, the facet's own does not. */
export type Facet = readonly { readonly value: string | null; readonly count: number }[];

export type Holder =
  | { readonly kind: 'person'; readonly id: string; readonly name: string }
  | { readonly kind: 'team'; readonly id: string; readonly names: Names };

/** An item with what it points at, as a row of a list shows it. */
export interface EquipmentLine extends Equipment {
  readonly category: CategoryName;
  readonly place: PlaceName | null;
  readonly inside: Pick<Equipment, 'id' | 'tag'> | null;
  readonly ownerTeam: { readonly id: string; readonly key: string; readonly names: Names } | null;
  readonly holder: Holder | null;
  /** The condition as it counts today. */
  readonly counts: Condition;
}
