import { z } from 'zod';
import type { Refusal } from '../refusal.ts';
import { id } from '../schema-parts.ts';
import { editManyInput, type Equipment, type EquipmentChanges } from './equipment.ts';
import { equipmentFilter } from './equipment-filter.ts';

/** Largest number of items that one vehicle, box or cabinet holds. */
export const mostInside = 500;

/** Largest number of items named one by one; more are chosen by a filter. */
export const mostIds = 5_000;

/** Which items: those named, or all that match. */
const chosen = { filter: equipmentFilter.optional(), ids: z.array(id).max(mostIds).optional() };
export const chosenInput = z.object(chosen);
export const previewInput = z.object({ ...chosen, changes: editManyInput.shape.changes });
export type Chosen = z.output<typeof chosenInput>;

/** A field that would change: on how many items, and what it was on most of them. */
export interface FieldPreview {
  readonly field: string;
  readonly count: number;
  readonly from: readonly { readonly value: string | number | null; readonly count: number }[];
}
/** Items that would stay as they are, for one reason. */
export interface RefusedPreview {
  /** Of the first of them, as an example. */
  readonly refusal: Refusal;
  readonly count: number;
}
/** What a change of many would do, before it is done. */
export interface ChangePreview {
  readonly chosen: number;
  readonly changed: number;
  /** Already as they would become. */
  readonly same: number;
  readonly fields: readonly FieldPreview[];
  readonly refused: readonly RefusedPreview[];
}
/** What one batch of a change of many did. */
export interface ManyChanged {
  readonly changed: number;
  readonly same: number;
  readonly refused: readonly RefusedPreview[];
}

const mostValues = 5;

/** Adds up, item by item, what a change of many would do. */
export class PreviewSum {
  private all = 0;
  private changed = 0;
  private same = 0;
  private readonly fields = new Map<string, Map<string | number | null, number>>();
  private readonly refusals = new RefusalSum();

  private readonly changes: EquipmentChanges;

  constructor(changes: EquipmentChanges) {
    this.changes = changes;
  }

  take(before: Equipment, after: Equipment | Refusal): void {
    this.all += 1;
    if ('refused' in after) return this.refusals.take(after);
    if (after === before) {
      this.same += 1;
      return;
    }
    this.changed += 1;
    for (const name of Object.keys(this.changes)) {
      const field = name as keyof Equipment;
      if (before[field] === after[field]) continue;
      const values = this.fields.get(name) ?? new Map<string | number | null, number>();
      values.set(before[field], (values.get(before[field]) ?? 0) + 1);
      this.fields.set(name, values);
    }
  }

  get result(): ChangePreview {
    return {
      chosen: this.all,
      changed: this.changed,
      same: this.same,
      fields: [...this.fields].map(([field, values]) => ({
        field,
        count: [...values.values()].reduce((sum, count) => sum + count, 0),
        from: [...values]
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count)
          .slice(0, mostValues),
      })),
      refused: this.refusals.result,
    };
  }
}

/** Refusals by their reason. */
export class RefusalSum {
  private readonly byCode = new Map<string, { refusal: Refusal; count: number }>();

  take(refusal: Refusal): void {
    const known = this.byCode.get(refusal.refused);
    if (known) known.count += 1;
    else this.byCode.set(refusal.refused, { refusal, count: 1 });
  }
  get result(): RefusedPreview[] {
    return [...this.byCode.values()].sort((a, b) => b.count - a.count);
  }
}
