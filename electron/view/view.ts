import { z } from 'zod';
import {
  equipmentColumns,
  equipmentFilter,
  equipmentSorts,
  type EquipmentColumn,
  type EquipmentFilter,
  type EquipmentSort,
} from '../equipment/equipment-filter.ts';
import { id, line, version } from '../schema-parts.ts';

/** A way of looking at the equipment that the site shares under a name. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly filter: EquipmentFilter;
  readonly sort: EquipmentSort;
  readonly descending: boolean;
  readonly columns: readonly EquipmentColumn[];
  readonly version: number;
}

/** More could not be told apart in one list. */
export const mostViews = 100;

export const saveViewInput = z.object({
  /** An earlier one to be written over, as it was seen; null: a new one. */
  over: z.object({ id, version }).nullable().default(null),
  name: line(60),
  filter: equipmentFilter,
  sort: z.enum(equipmentSorts),
  descending: z.boolean(),
  columns: z.array(z.enum(equipmentColumns)).min(1).max(equipmentColumns.length),
});
export const removeViewInput = z.object({ id, version });
