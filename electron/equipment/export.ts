import { z } from 'zod';
import type { Cell } from '../spreadsheet/cell.ts';
import { exportLanguages } from '../evidence/evidence.ts';
import { id } from '../schema-parts.ts';
import {
  equipmentColumns,
  equipmentFilter,
  equipmentOrder,
  type EquipmentColumn,
  type EquipmentLine,
} from './equipment-filter.ts';

/** labels: a sheet of A4 with 3 × 8 of them, each with a QR code of the tag. */
export const exportForms = ['csv', 'workbook', 'labels'] as const;
/** A workbook is made in memory; longer lists go out as CSV. */
export const workbookMost = 50_000;
/** Forty sheets. */
export const labelsMost = 960;

/** What the list shows: its filter, its order and its columns, or only the rows that were picked. */
export const exportEquipmentInput = z.object({
  filter: equipmentFilter,
  order: equipmentOrder,
  columns: z.array(z.enum(equipmentColumns)).min(1).max(equipmentColumns.length),
  ids: z.array(id).min(1).max(5_000).optional(),
  form: z.enum(exportForms),
  delimiter: z.enum([',', ';']).default(';'),
  language: z.enum(exportLanguages),
});
export type ExportEquipmentInput = z.output<typeof exportEquipmentInput>;
export interface ExportedEquipment {
  /** Null when the person named no file. */
  readonly path: string | null;
  readonly rows: number;
}

/** What the worker gets. */
export interface ExportEquipmentJob {
  readonly site: string;
  readonly input: ExportEquipmentInput;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What it gives: a file, or a page that is to become a PDF. */
export interface EquipmentFile {
  readonly rows: number;
  readonly bytes: Uint8Array | null;
  readonly html: string | null;
}

/** A cell with what a spreadsheet program should take it for. */
export type TypedCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'money'; readonly amount: number; readonly currency: string }
  | null;

/** How things are called in the language of the list. */
export interface Words {
  readonly nameOf: (names: EquipmentLine['category']['names']) => string;
  readonly conditionOf: (condition: EquipmentLine['condition']) => string;
}

/** What a column of the list says of an item; places and teams with their code, so that the list can be imported again. */
export function cellOf(
  item: EquipmentLine,
  column: EquipmentColumn,
  { nameOf, conditionOf }: Words,
): TypedCell {
  const text = (value: string): TypedCell => (value === '' ? null : { kind: 'text', text: value });
  const day = (value: string | null): TypedCell => (value === null ? null : { kind: 'day', day: value });
  switch (column) {
    case 'tag':
    case 'make':
    case 'model':
    case 'serial':
    case 'note':
      return text(item[column]);
    case 'category':
      return text(nameOf(item.category.names));
    case 'condition':
      // As it was said: that it is overdue follows from its day.
      return text(conditionOf(item.condition));
    case 'place':
    case 'ownerTeam': {
      const called = item[column];
      return called === null ? null : text(`${called.key} ${nameOf(called.names)}`);
    }
    case 'inside':
      return item.inside === null ? null : text(item.inside.tag);
    case 'heldBy':
      if (item.holder === null) return null;
      return text(item.holder.kind === 'person' ? item.holder.name : nameOf(item.holder.names));
    case 'backOn':
    case 'nextDueOn':
    case 'boughtOn':
    case 'endOfLifeOn':
      return day(item[column]);
    case 'cost':
      return item.costMinor === null || item.currency === null
        ? null
        : {
            kind: 'money',
            amount: item.costMinor / (item.currency === 'JPY' ? 1 : 100),
            currency: item.currency,
          };
  }
}

/** The cell as CSV has it; money with its currency, since a CSV cell has no format to say it. */
export function plainCell(cell: TypedCell, delimiter: ',' | ';'): Exclude<Cell, number> {
  if (cell === null) return null;
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'day') return cell.day;
  const amount = cell.amount.toFixed(cell.currency === 'JPY' ? 0 : 2);
  return `${delimiter === ';' ? amount.replace('.', ',') : amount} ${cell.currency}`;
}
