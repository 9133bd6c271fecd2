import type { ReactNode } from 'react';
import type {
  EquipmentColumn,
  EquipmentLine,
  EquipmentSort,
} from '../../electron/equipment/equipment-filter.ts';
import type { Text } from '../ui/text.ts';
import { ConditionMark } from './condition.tsx';

interface Column {
  /** Locale key of its heading. */
  readonly label: string;
  /** Least width in px, and its share of what is left. */
  readonly width: number;
  readonly share: number;
  readonly sort?: EquipmentSort;
  readonly numeric?: true;
  readonly cell: (row: EquipmentLine, text: Text, shown: readonly EquipmentColumn[]) => ReactNode;
}

const day = (value: string | null, { format }: Text): string => (value === null ? '' : format.date(value));

/** What each column of the list shows. */
export const columnsOf: Readonly<Record<EquipmentColumn, Column>> = {
  tag: { label: 'equipment.tag', width: 96, share: 0, sort: 'tag', cell: (row) => <b>{row.tag}</b> },
  category: {
    label: 'equipment.categoryId',
    width: 110,
    share: 3,
    sort: 'category',
    cell: (row, { nameOf }) => nameOf(row.category.names),
  },
  make: { label: 'equipment.make', width: 80, share: 2, cell: (row) => row.make },
  model: {
    label: 'equipment.model',
    width: 90,
    share: 3,
    sort: 'model',
    cell: (row, _text, shown) => (shown.includes('make') ? row.model : `${row.make} ${row.model}`.trim()),
  },
  serial: { label: 'equipment.serial', width: 120, share: 2, cell: (row) => row.serial },
  condition: {
    label: 'equipment.condition',
    width: 104,
    share: 0,
    sort: 'condition',
    cell: (row) => <ConditionMark condition={row.counts} />,
  },
  place: {
    label: 'equipment.placeId',
    width: 84,
    share: 1,
    cell: (row, { t }) => row.place?.key ?? t('equipment.noPlace'),
  },
  inside: { label: 'equipment.insideId', width: 80, share: 1, cell: (row) => row.inside?.tag ?? '' },
  ownerTeam: {
    label: 'equipment.ownerTeamId',
    width: 90,
    share: 2,
    cell: (row, { nameOf }) => (row.ownerTeam ? nameOf(row.ownerTeam.names) : ''),
  },
  heldBy: { label: 'equipment.heldBy', width: 110, share: 2, cell: holderName },
  backOn: {
    label: 'equipment.backOn',
    width: 100,
    share: 0,
    cell: (row, text) => day(row.backOn, text),
  },
  nextDueOn: {
    label: 'equipment.nextDueOn',
    width: 110,
    share: 0,
    sort: 'nextDueOn',
    cell: (row, text) => {
      const overdue = row.counts === 'outOfTest' && row.condition !== 'outOfTest';
      return <span className={overdue ? 't3' : ''}>{day(row.nextDueOn, text)}</span>;
    },
  },
  boughtOn: {
    label: 'equipment.boughtOn',
    width: 100,
    share: 0,
    sort: 'boughtOn',
    cell: (row, text) => day(row.boughtOn, text),
  },
  endOfLifeOn: {
    label: 'equipment.endOfLifeOn',
    width: 100,
    share: 0,
    sort: 'endOfLifeOn',
    cell: (row, text) => day(row.endOfLifeOn, text),
  },
  cost: {
    label: 'equipment.cost',
    width: 110,
    share: 0,
    sort: 'cost',
    numeric: true,
    cell: (row, { format }) =>
      row.costMinor === null || row.currency === null ? '' : format.money(row.costMinor, row.currency),
  },
  note: { label: 'equipment.note', width: 120, share: 4, cell: (row) => row.note },
};

/** Who has it, as it is read. */
export function holderName({ holder }: Pick<EquipmentLine, 'holder'>, { nameOf }: Text): string {
  if (holder === null) return '';
  return holder.kind === 'person' ? holder.name : nameOf(holder.names);
}
