import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { LogEntry } from '../../electron/incident/incident.ts';
import { useQueryOf } from '../api.ts';
import { Button, Empty } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useBook, useBooks, type Filter } from './log-book.ts';
import { LogLine, SendingLine } from './log-line.tsx';

interface Props {
  readonly incidentId: string;
  readonly filter: Filter;
  /** Asked for by key or button on a chosen entry. */
  readonly onStrike: ((entry: LogEntry) => void) | null;
}

/** The entries, oldest at the top. New ones are followed at the bottom only; whoever reads further up is left in peace. */
export function LogList({ incidentId, filter, onStrike }: Props) {
  const { t } = useText();
  const book = useBook(incidentId, filter);
  const { rows, before, readEarlier } = book;
  const sending = useBooks((state) => state.sending);
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [seen, setSeen] = useState(0);
  const [atEnd, setAtEnd] = useState(true);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 32,
    getItemKey: (index) => rows[index]?.seq ?? index,
    overscan: 10,
    anchorTo: 'end',
    paddingEnd: 4,
  });
  const items = virtual.getVirtualItems();
  const newest = rows.at(-1)?.seq ?? 0;
  const loaded = before !== undefined;

  const size = virtual.getTotalSize();
  const waiting = sending.filter((each) => each.incidentId === incidentId);
  const following = useRef(true);
  // Whoever reads the newest keeps the newest in sight, also when the log has just outgrown its box.
  useLayoutEffect(() => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [size, newest, waiting.length, loaded]);
  useLayoutEffect(() => {
    following.current = true;
    setAtEnd(true);
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [filter]);
  useEffect(() => {
    if (atEnd) setSeen(newest);
  }, [atEnd, newest]);

  const first = items[0]?.index ?? 0;
  useEffect(() => {
    if (loaded && before !== null && first < 15) readEarlier();
  }, [loaded, before, first, readEarlier]);

  const saidAt = useMemo(() => new Map(rows.map((row) => [row.id, row.at])), [rows]);
  const unread = atEnd ? 0 : rows.filter((row) => row.seq > seen).length;

  function scrolled(): void {
    const at = box.current;
    if (!at) return;
    following.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
    setAtEnd(following.current);
  }

  function toNewest(): void {
    following.current = true;
    setAtEnd(true);
    virtual.scrollToEnd();
  }

  function choose(index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setChosen(row.seq);
    virtual.scrollToIndex(rows.indexOf(row));
    requestAnimationFrame(() => {
      // By now the keys may be in a form that was opened meanwhile; they stay there.
      if (!box.current?.contains(document.activeElement)) return;
      box.current.querySelector<HTMLElement>(`[data-seq="${row.seq}"]`)?.focus();
    });
  }

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = rows.findIndex((row) => row.seq === chosen);
    const entry = rows[at];
    const to =
      event.key === 'ArrowUp' ? (at < 0 ? rows.length - 1 : at - 1)
      : event.key === 'ArrowDown' ? (at < 0 ? rows.length - 1 : at + 1)
      : event.key === 'Home' ? 0
      : event.key === 'End' ? rows.length - 1
      : null; // prettier-ignore
    if (to !== null) choose(to);
    else if ((event.key === 'Delete' || event.key.toLowerCase() === 'x') && entry && entry.struckAt === null)
      onStrike?.(entry);
    else return;
    event.preventDefault();
  }

  if (loaded && rows.length === 0 && waiting.length === 0)
    return <Empty>{t(filter === 'all' ? 'incident.log.empty' : 'incident.log.emptyKind')}</Empty>;
  return (
    <div className="log-box">
      <div
        className="log"
        ref={box}
        role="log"
        aria-label={t('incident.log.label')}
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={pressed}
      >
        <div className="log-gap" />
        {before === null && <p className="log-begin dim">{t('incident.log.begin')}</p>}
        <div className="log-rows" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const entry = rows[item.index];
            if (!entry) return null;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-seq={entry.seq}
                className={`line ${entry.struckAt === null ? '' : 'struck'} ${entry.kind}`}
                style={{ transform: `translateY(${item.start}px)` }}
                tabIndex={-1}
                aria-current={entry.seq === chosen ? 'true' : undefined}
                onClick={() => setChosen(entry.seq)}
              >
                <LogLine
                  entry={entry}
                  correctsAt={entry.corrects === null ? null : (saidAt.get(entry.corrects) ?? null)}
                  zone={zone}
                />
                {entry.seq === chosen && entry.struckAt === null && onStrike !== null && (
                  <Button className="small" onPress={() => onStrike(entry)}>
                    {t('incident.log.strike')} <kbd className="kbd">X</kbd>
                  </Button>
                )}
              </div>
            );
          })}
        </div>
        {waiting.map(({ key, kind, text }) => (
          <SendingLine key={key} kind={kind} text={text} />
        ))}
      </div>
      {!atEnd && (
        <Button className="log-newest" onPress={toNewest}>
          {unread > 0 ? t('incident.log.newer', { count: unread }) : t('incident.log.toNewest')} ↓
        </Button>
      )}
    </div>
  );
}
