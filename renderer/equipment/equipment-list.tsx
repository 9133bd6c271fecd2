import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { EquipmentLine, EquipmentSort } from '../../electron/equipment/equipment-filter.ts';
import { useText } from '../ui/text.ts';
import { ConditionMark } from './condition.tsx';
import type { Order } from './use-equipment.ts';

const rowHeight = 32;
const columns = ['tag', 'category', 'model', 'condition', 'place', 'nextDueOn'] as const;
const sorts: Partial<Record<(typeof columns)[number], EquipmentSort>> = {
  tag: 'tag',
  category: 'category',
  model: 'model',
  condition: 'condition',
  nextDueOn: 'nextDueOn',
};

const labels: Partial<Record<(typeof columns)[number], string>> = {
  place: 'equipment.placeId',
  category: 'equipment.categoryId',
};

interface Props {
  readonly rows: readonly EquipmentLine[];
  readonly total: number;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly more: () => void;
}

/** Only the rows in sight are in the page, however many there are. */
export function EquipmentList({ rows, total, order, onOrder, chosen, onChoose, more }: Props) {
  const { t } = useText();
  const scroll = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // the head stays in sight above the rows
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
  });
  const seen = list.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 30) more();
  }, [last, rows.length, more]);
  useEffect(() => {
    scroll.current?.scrollTo({ top: 0 });
  }, [order]);

  function hear(event: KeyboardEvent): void {
    const index = rows.findIndex(({ id }) => id === chosen);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 320) / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const at = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[at];
    if (!row) return;
    onChoose(row.id);
    list.scrollToIndex(at);
  }

  return (
    <div
      ref={scroll}
      className="scroll eq-list"
      role="grid"
      aria-label={t('equipment.list')}
      aria-rowcount={total + 1}
      aria-activedescendant={
        chosen !== null && seen.some(({ index }) => rows[index]?.id === chosen) ? `eq-${chosen}` : undefined
      }
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) hear(event);
      }}
      onFocus={() => {
        if (chosen === null && rows[0]) onChoose(rows[0].id);
      }}
    >
      <div role="rowgroup" className="eq-sticky">
        <div className="eq-head eq-row" role="row">
          {columns.map((column) => {
            const sort = sorts[column];
            const label = t(labels[column] ?? `equipment.${column}`);
            if (sort === undefined)
              return (
                <span key={column} role="columnheader" className={column}>
                  {label}
                </span>
              );
            const on = order.sort === sort;
            return (
              <span
                key={column}
                role="columnheader"
                className={column}
                aria-sort={on ? (order.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  aria-label={t('equipment.sort', { column: label })}
                  data-on={on || undefined}
                  onClick={() => onOrder({ sort, descending: on && !order.descending })}
                >
                  {label}
                  {on && <span aria-hidden> {order.descending ? '↓' : '↑'}</span>}
                </button>
              </span>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
        {seen.map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <Row
              key={row.id}
              row={row}
              index={index}
              top={start - rowHeight}
              chosen={row.id === chosen}
              onChoose={onChoose}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function Row(props: {
  readonly row: EquipmentLine;
  readonly index: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}) {
  const { row, index, top, chosen, onChoose } = props;
  const { t, format, nameOf } = useText();
  const due = row.nextDueOn;
  const overdue = row.counts === 'outOfTest' && row.condition !== 'outOfTest';
  return (
    <div
      id={`eq-${row.id}`}
      role="row"
      className="eq-row item"
      aria-selected={chosen}
      aria-rowindex={index + 2}
      style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${top}px)` }}
      onPointerDown={() => onChoose(row.id)}
    >
      <span role="gridcell" className="tag">
        <b>{row.tag}</b>
      </span>
      <span role="gridcell" className="category">
        {nameOf(row.category.names)}
      </span>
      <span role="gridcell" className="model muted">
        {`${row.make} ${row.model}`.trim()}
      </span>
      <span role="gridcell" className="condition">
        <ConditionMark condition={row.counts} />
      </span>
      <span role="gridcell" className="place muted" title={row.place?.names.en}>
        {row.place?.key ?? t('equipment.noPlace')}
      </span>
      <span role="gridcell" className={`nextDueOn ${overdue ? 't3' : 'muted'}`}>
        {due === null ? '' : format.date(due)}
      </span>
    </div>
  );
}
