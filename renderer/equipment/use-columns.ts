import { useState } from 'react';
import {
  equipmentColumns,
  usualColumns,
  type EquipmentColumn,
} from '../../electron/equipment/equipment-filter.ts';
import { useQueryOf } from '../api.ts';

function kept(key: string): readonly EquipmentColumn[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    const known = Array.isArray(names) ? equipmentColumns.filter((column) => names.includes(column)) : [];
    const inOrder = Array.isArray(names)
      ? (names as string[]).filter((name): name is EquipmentColumn => known.some((column) => column === name))
      : [];
    return inOrder.length === 0 ? usualColumns : inOrder;
  } catch {
    return usualColumns;
  }
}

/** Which columns the list shows, in which order; each operator's own, kept on the seat. */
export function useColumns(): readonly [
  readonly EquipmentColumn[],
  (columns: readonly EquipmentColumn[]) => void,
] {
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const key = `tocsin.equipment.columns.${seat?.kind === 'signedIn' ? seat.operator.id : ''}`;
  const [changed, setChanged] = useState<{ key: string; columns: readonly EquipmentColumn[] } | null>(null);
  const columns = changed?.key === key ? changed.columns : kept(key);
  return [
    columns,
    (chosen) => {
      localStorage.setItem(key, JSON.stringify(chosen));
      setChanged({ key, columns: chosen });
    },
  ];
}
