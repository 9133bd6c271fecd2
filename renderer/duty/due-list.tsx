import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { DueLine } from '../../electron/duty/duty.ts';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { useDutyWords } from './duty-words.ts';

const rowHeight = 32;

/** Only the rows in sight are in the page; choosing follows the arrows, other keys go to `onKey`. */
export function DueList(props: {
  readonly rows: readonly DueLine[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly marked: ReadonlySet<string>;
  /** Whether the key was one of its own. */
  readonly onKey: (key: string, line: DueLine) => boolean;
  readonly more: () => void;
}) {
  const { t } = useText();
  const { rows, chosen, onChoose, more } = props;
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

  function hear(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
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
    const line = rows[index];
    if (to === undefined) {
      if (!line || !props.onKey(event.key, line)) return;
      event.preventDefault();
      if (event.key === ' ' && rows[index + 1]) onChoose(rows[index + 1]!.id);
      return;
    }
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
      className="scroll eq-list due-list"
      role="grid"
      aria-label={t('duty.title')}
      aria-multiselectable
      aria-activedescendant={
        chosen !== null && seen.some(({ index }) => rows[index]?.id === chosen) ? `due-${chosen}` : undefined
      }
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) hear(event);
      }}
      onFocus={() => {
        if (!rows.some(({ id }) => id === chosen) && rows[0]) onChoose(rows[0].id);
      }}
    >
      <div role="rowgroup" className="eq-sticky">
        <div className="eq-head due-row" role="row">
          <span role="columnheader">{t('equipment.tag')}</span>
          <span role="columnheader">{t('duty.name')}</span>
          <span role="columnheader" className="category">
            {t('equipment.categoryId')}
          </span>
          <span role="columnheader">{t('equipment.placeId')}</span>
          <span role="columnheader">{t('duty.due')}</span>
        </div>
      </div>
      <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
        {seen.map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <Row
              key={row.id}
              row={row}
              top={start - rowHeight}
              chosen={row.id === chosen}
              marked={props.marked.has(row.id)}
              onChoose={onChoose}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

function Row(props: {
  readonly row: DueLine;
  readonly top: number;
  readonly chosen: boolean;
  readonly marked: boolean;
  readonly onChoose: (id: string) => void;
}) {
  const { t, format, nameOf } = useText();
  const { ruleName } = useDutyWords();
  const { row, marked } = props;
  const today = useToday();
  const due = row.dueOn ?? '';
  const lateDays = Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000);
  return (
    <div
      id={`due-${row.id}`}
      role="row"
      className="due-row item"
      aria-selected={props.chosen}
      data-marked={marked || undefined}
      style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${props.top}px)` }}
      onPointerDown={() => props.onChoose(row.id)}
    >
      <span role="gridcell" className="due-tag">
        {marked && (
          <span aria-label={t('duty.mark')} role="img">
            ☑{' '}
          </span>
        )}
        <b>{row.tag}</b>
      </span>
      <span role="gridcell">
        {ruleName({ kind: row.kind, names: row.ruleNames })}
        {row.critical && <span className="dim"> · {t('duty.critical')}</span>}
      </span>
      <span role="gridcell" className="category muted">
        {nameOf(row.categoryNames)}
      </span>
      <span role="gridcell" className="muted" title={row.place ? nameOf(row.place.names) : undefined}>
        {row.place?.key ?? t('equipment.noPlace')}
      </span>
      <span role="gridcell" className={row.failed ? 't2' : lateDays > 0 ? 't3' : 'muted'}>
        {row.failed
          ? `▲ ${t('duty.failedSince', { day: format.date(row.failedOn ?? due) })}`
          : lateDays > 0
            ? `● ${t('duty.lateBy', { span: format.span(lateDays * 1440) })}`
            : lateDays === 0
              ? t('duty.dueToday')
              : format.date(due)}
      </span>
    </div>
  );
}
