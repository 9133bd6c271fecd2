import { equipmentFields } from '../../electron/equipment/equipment-table.ts';
import { substanceFields } from '../../electron/hazmat/substance-table.ts';
import type { ImportNoun } from '../../electron/import/import.ts';
import type { Field } from '../../electron/import/table.ts';

/** The columns that each register takes. */
export const importFields: Readonly<Record<ImportNoun, readonly Field[]>> = {
  equipment: equipmentFields,
  substance: substanceFields,
};
/** The column by which a row of a file is the same thing as a row of the register. */
export const importKeys: Readonly<Record<ImportNoun, string>> = { equipment: 'tag', substance: 'key' };
/** Where what was imported is looked at. */
export const importScreens: Readonly<Record<ImportNoun, string>> = {
  equipment: 'equipment',
  substance: 'substances',
};
