import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { EquipmentColumn, EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import { useText } from '../ui/text.ts';
import { columnsOf } from './columns.tsx';
import { isPicked, nonePicked, togglePicked, withPicked, type Picked } from './picked.ts';
import type { Order } from './use-equipment.ts';

const rowHeight = 32;
const pickWidth = 28;

interface Props {
  readonly rows: readonly EquipmentLine[];
  readonly total: number;
  readonly columns: readonly EquipmentColumn[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  /** The row under the cursor, shown beside the list. */
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** Null where nothing may be changed, and so nothing picked. */
  readonly picked: Picked | null;
  readonly onPick: (picked: Picked) => void;
  readonly onOpen: () => void;
  readonly more: () => void;
}

/** Only the rows in sight are in the page, however many there are. */
export function EquipmentList(props: Props) {
  const { rows, total, columns, order, onOrder, chosen, onChoose, picked, onPick, onOpen, more } = props;
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
  const picking = picked !== null;
  const layout = useMemo(() => {
    const each = columns.map((column) => columnsOf[column]);
    const tracks = each.map(({ width, share }) =>
      share === 0 ? `${width}px` : `minmax(${width}px, ${share}fr)`,
    );
    const pick = picking ? [`${pickWidth}px`] : [];
    return {
      gridTemplateColumns: [...pick, ...tracks].join(' '),
      minWidth: each.reduce((sum, { width }) => sum + width + 8, pickWidth + 24),
    };
  }, [columns, picking]);

  function move(event: KeyboardEvent): boolean {
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
    if (to === undefined) return false;
    const at = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[at];
    if (!row) return false;
    // Shift takes along everything from where the cursor was to where it is.
    if (event.shiftKey && picked !== null) {
      const [from, until] = at < index ? [at, index] : [Math.max(0, index), at];
      onPick(withPicked(picked, rows.slice(from, until + 1).map(({ id }) => id))); // prettier-ignore
    }
    onChoose(row.id);
    list.scrollToIndex(at);
    return true;
  }

  function hear(event: KeyboardEvent): void {
    if (event.altKey) return;
    const all = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
    if (all && picked !== null) onPick({ all: true });
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === ' ' && picked !== null && chosen !== null) toggle(chosen);
    else if (event.key === 'Escape' && picked !== null) onPick(nonePicked);
    else if (event.key === 'Enter') onOpen();
    else if (!move(event)) return;
    event.preventDefault();
  }
  function toggle(id: string): void {
    if (picked !== null) onPick(togglePicked(picked, id, rows.map((row) => row.id))); // prettier-ignore
  }

  return (
    <div
      ref={scroll}
      className="scroll eq-list"
      role="grid"
      aria-label={t('equipment.list')}
      aria-rowcount={total + 1}
      aria-multiselectable={picked !== null}
      aria-activedescendant={
        chosen !== null && seen.some(({ index }) => rows[index]?.id === chosen) ? `eq-${chosen}` : undefined
      }
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) hear(event);
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget && chosen === null && rows[0]) onChoose(rows[0].id);
      }}
    >
      <div role="rowgroup" className="eq-sticky" style={{ minWidth: layout.minWidth }}>
        <div
          className="eq-head eq-row"
          role="row"
          style={{ gridTemplateColumns: layout.gridTemplateColumns }}
        >
          {picked !== null && (
            <span role="columnheader">
              <span className="sr-only">{t('equipment.picked')}</span>
            </span>
          )}
          {columns.map((column) => (
            <Heading key={column} column={column} order={order} onOrder={onOrder} />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        style={{ height: list.getTotalSize(), position: 'relative', minWidth: layout.minWidth }}
      >
        {seen.map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <Row
              key={row.id}
              row={row}
              index={index}
              top={start - rowHeight}
              columns={columns}
              tracks={layout.gridTemplateColumns}
              chosen={row.id === chosen}
              picked={picked === null ? null : isPicked(picked, row.id)}
              onChoose={onChoose}
              onToggle={toggle}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function Heading(props: {
  readonly column: EquipmentColumn;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}) {
  const { column, order, onOrder } = props;
  const { t } = useText();
  const { label, sort, numeric } = columnsOf[column];
  const side = numeric === true ? 'numeric' : '';
  if (sort === undefined)
    return (
      <span role="columnheader" className={side}>
        {t(label)}
      </span>
    );
  const on = order.sort === sort;
  return (
    <span
      role="columnheader"
      className={side}
      aria-sort={on ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        aria-label={t('equipment.sort', { column: t(label) })}
        data-on={on || undefined}
        onClick={() => onOrder({ sort, descending: on && !order.descending })}
      >
        {t(label)}
        {on && <span aria-hidden> {order.descending ? '↓' : '↑'}</span>}
      </button>
    </span>
  );
}

function Row(props: {
  readonly row: EquipmentLine;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly EquipmentColumn[];
  readonly tracks: string;
  readonly chosen: boolean;
  readonly picked: boolean | null;
  readonly onChoose: (id: string) => void;
  readonly onToggle: (id: string) => void;
}) {
  const { row, index, top, columns, tracks, chosen, picked, onChoose, onToggle } = props;
  const text = useText();
  return (
    <div
      id={`eq-${row.id}`}
      role="row"
      className={`eq-row item ${chosen ? 'at' : ''}`}
      aria-selected={picked ?? chosen}
      aria-rowindex={index + 2}
      style={{
        position: 'absolute',
        top: 0,
        left: 0,
        right: 0,
        transform: `translateY(${top}px)`,
        gridTemplateColumns: tracks,
      }}
      onPointerDown={(event) => {
        onChoose(row.id);
        // As in every list of files: with Ctrl one more.
        if (event.ctrlKey || event.metaKey) onToggle(row.id);
      }}
    >
      {picked !== null && (
        <span
          role="gridcell"
          className="pick"
          onPointerDown={(event) => {
            // With Ctrl the row itself hears it.
            if (!event.ctrlKey && !event.metaKey) onToggle(row.id);
          }}
        >
          <span aria-hidden>{picked ? '☑' : '☐'}</span>
        </span>
      )}
      {columns.map((column) => (
        <span
          key={column}
          role="gridcell"
          className={`${column} ${columnsOf[column].numeric === true ? 'numeric' : ''}`}
        >
          {columnsOf[column].cell(row, text, columns)}
        </span>
      ))}
    </div>
  );
}
