import { useRef, useState, type KeyboardEvent } from 'react';
import type { DrillLine } from '../../electron/drill/month.ts';
import { crews } from '../../electron/person/person.ts';
import { useText } from '../ui/text.ts';
import { useBoard, useDrag, useFollowed, useUnder } from './board.ts';
import { ChipBody, useDrillWords } from './chip.tsx';
import { startIn, type Half } from './month-days.ts';

interface Props {
  readonly weeks: readonly (readonly string[])[];
  readonly halves: ReadonlyMap<string, Half>;
  readonly drills: readonly DrillLine[];
  readonly by: 'crew' | 'week';
}

interface Column {
  readonly key: string;
  readonly kind: 'day' | 'night';
  readonly title: string;
  readonly holds: (half: Half) => boolean;
}

/**
 * Areas by shift: who is drilled where by day and by night, by crew or by week. A drill carried to another column takes the time
 * there that breaks least, and of those the nearest to where it was.
 */
export function MatrixView({ weeks, halves, drills, by }: Props) {
  const { t, format, nameOf } = useText();
  const board = useBoard();
  const { held, zone, programme, breaksAt } = board;
  const startDrag = useDrag(board);
  const words = useDrillWords(zone);
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });

  const columns: readonly Column[] = (['day', 'night'] as const).flatMap((kind): Column[] =>
    by === 'crew'
      ? crews.map((crew) => ({
          key: `${kind} ${crew}`,
          kind,
          title: t('drill.crew', { crew }),
          holds: ({ shift }) => shift.kind === kind && shift.crews.includes(crew),
        }))
      : weeks.map((week) => ({
          key: `${kind} ${week[0]}`,
          kind,
          title: format.weekdayDate(week[0] ?? ''),
          holds: ({ shift, on }) => shift.kind === kind && week.includes(on),
        })),
  );
  const rows = [...Map.groupBy(drills, ({ placeId }) => placeId)]
    .map(([placeId, all]) => ({ placeId, key: all[0]?.placeKey ?? '', names: all[0]!.placeNames, all }))
    .sort((a, b) => format.compare(nameOf(a.names), nameOf(b.names)));
  const halfOf = (drill: DrillLine): Half | undefined => halves.get(`${drill.shiftOn} ${drill.shift}`);
  const cell = (row: (typeof rows)[number], column: Column): DrillLine[] =>
    row.all.filter((drill) => {
      const half = halfOf(drill);
      return half !== undefined && column.holds(half);
    });

  const bestIn = (column: Column): string | undefined => {
    if (!held) return undefined;
    const from = Date.parse(held.drill.startsAt ?? `${programme.fromOn}T12:00:00.000Z`);
    return [...halves.values()]
      .filter((half) => half.on >= programme.fromOn && half.on <= programme.toOn && column.holds(half))
      .map(({ shift }) => startIn(shift, held.drill, programme.startTimes, zone))
      .map((startsAt) => ({
        startsAt,
        n: breaksAt(startsAt)?.length ?? 0,
        away: Math.abs(Date.parse(startsAt) - from),
      }))
      .sort((a, b) => a.n - b.n || a.away - b.away)[0]?.startsAt;
  };
  const targetColumn = held?.startsAt
    ? columns.findIndex((column) =>
        [...halves.values()].some(
          (half) =>
            column.holds(half) && half.shift.startsAt <= held.startsAt! && held.startsAt! < half.shift.endsAt,
        ),
      )
    : -1;

  useFollowed(table);
  useUnder((over) => {
    const under = over?.closest<HTMLElement>('[data-column]')?.dataset['column'];
    const column = columns.find(({ key }) => key === under);
    return column && bestIn(column);
  });

  function hear(event: KeyboardEvent, row: number, column: number, drill: DrillLine | null): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (held) {
      if (event.key === 'Enter') void board.drop(held.startsAt);
      else if (event.key === 'Escape') board.putBack();
      else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        const next =
          columns[(targetColumn < 0 ? column : targetColumn) + (event.key === 'ArrowRight' ? 1 : -1)];
        const startsAt = next && bestIn(next);
        if (startsAt !== undefined) board.aim(startsAt);
      } else return;
      event.preventDefault();
      return;
    }
    if (event.key.toLowerCase() === 'm' && drill && board.mayMove) {
      event.preventDefault();
      return board.pickUp(drill);
    }
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      Home: [row, 0],
      End: [row, columns.length - 1],
    };
    const to = moves[event.key];
    if (!to || !rows[to[0]] || !columns[to[1]]) return;
    event.preventDefault();
    setAt({ row: to[0], column: to[1] });
    const there = table.current?.querySelector<HTMLElement>(`[data-cell="${to[0]} ${to[1]}"]`);
    (there?.querySelector<HTMLElement>('.dm-chip') ?? there)?.focus();
  }

  return (
    <div className="scroll dm-matrix-box" tabIndex={-1}>
      <table className="dm-matrix" role="grid" aria-label={t('drill.views.matrix')} ref={table}>
        <thead>
          <tr>
            <th rowSpan={2} className="dm-corner">
              {t('drill.area')}
            </th>
            {(['day', 'night'] as const).map((kind) => (
              <th key={kind} colSpan={columns.length / 2} scope="colgroup">
                {kind === 'night' && <span aria-hidden>☾ </span>}
                {t(`drill.shift.${kind}`)}
              </th>
            ))}
          </tr>
          <tr>
            {columns.map((column, index) => (
              <th key={column.key} scope="col" data-target={targetColumn === index || undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.placeId}>
              <th scope="row" role="rowheader">
                <span className="dim">{row.key}</span> {nameOf(row.names)}
              </th>
              {columns.map((column, number) => {
                const here = cell(row, column);
                const entered = at.row === index && at.column === number;
                return (
                  <td
                    key={column.key}
                    role="gridcell"
                    data-column={column.key}
                    data-cell={`${index} ${number}`}
                    data-kind={column.kind}
                    data-target={
                      (targetColumn === number && held?.drill.placeId === row.placeId) || undefined
                    }
                    tabIndex={entered && here.length === 0 ? 0 : -1}
                    onFocus={(event) =>
                      event.target === event.currentTarget && setAt({ row: index, column: number })
                    }
                    onKeyDown={(event) =>
                      event.target === event.currentTarget && hear(event, index, number, null)
                    }
                    onClick={() => {
                      const startsAt = held && bestIn(column);
                      if (typeof startsAt === 'string') void board.drop(startsAt);
                    }}
                  >
                    {here.length === 0 && <span className="sr-only">{t('drill.noDrill')}</span>}
                    {here.map((drill, place) => (
                      <button
                        key={drill.id}
                        type="button"
                        className="dm-chip"
                        data-drill={drill.id}
                        data-starts={drill.startsAt}
                        data-state={drill.state}
                        data-pinned={drill.pinned || undefined}
                        data-held={held?.drill.id === drill.id || undefined}
                        aria-label={words(drill)}
                        title={words(drill)}
                        aria-pressed={board.chosenId === drill.id}
                        tabIndex={entered && place === 0 ? 0 : -1}
                        onFocus={() => {
                          setAt({ row: index, column: number });
                          board.choose(drill.id);
                        }}
                        onKeyDown={(event) => hear(event, index, number, drill)}
                        onPointerDown={(event) => startDrag(drill, event)}
                      >
                        <ChipBody drill={drill} zone={zone} day />
                      </button>
                    ))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
