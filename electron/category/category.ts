import { z } from 'zod';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, names, version, type Names } from '../schema-parts.ts';

/** An item has a tag and stands somewhere; a consumable is an amount, kept as lots. */
export const categoryKinds = ['item', 'consumable'] as const;
type CategoryKind = (typeof categoryKinds)[number];

export interface Category {
  readonly id: string;
  /** Short stable code, e.g. breathingSet; spreadsheets may use it. */
  readonly key: string;
  readonly names: Names;
  readonly kind: CategoryKind;
  /** In what a consumable is counted, e.g. l, kg, piece; null for items. */
  readonly unit: string | null;
  /** How fast it travels to a scene, in km/h; null: it stays where it stands, e.g. a safety shower. */
  readonly speedKmh: number | null;
  /** Since when nothing new may be of it. */
  readonly retiredAt: string | null;
  readonly version: number;
}
export type CategoryName = Pick<Category, 'id' | 'key' | 'names'>;

/** More would be tags, not categories; the screens show them all at once. */
export const mostCategories = 500;

const speedKmh = z.number().positive().max(200).nullable();
const unit = line(12).nullable();
export const addCategoryInput = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}]+(?:[-._][\p{L}\p{N}]+)*$/u)
    .max(40),
  names,
  kind: z.enum(categoryKinds).default('item'),
  unit: unit.default(null),
  speedKmh: speedKmh.default(null),
});
/** Only what is named changes. An item never becomes a consumable: what is of it could not follow. */
export const changeCategoryInput = z.object({
  id,
  version,
  names: names.optional(),
  unit: unit.optional(),
  speedKmh: speedKmh.optional(),
});
export const retireCategoryInput = z.object({ id, version });
export const categoriesInput = z.object({
  kind: z.enum(categoryKinds).optional(),
  /** Also those of which nothing new may be. */
  retired: z.boolean().default(false),
});

/** Refuses: unitMissing, unitNotForItems. */
export function checkUnit(category: Pick<Category, 'kind' | 'unit'>): Refusal | null {
  if (category.kind === 'consumable' && category.unit === null) return refuse('unitMissing');
  if (category.kind === 'item' && category.unit !== null) return refuse('unitNotForItems');
  return null;
}
