import { useRef, useState, type KeyboardEvent } from 'react';
import type { ClosedSlot } from '../../electron/drill/closed-slot.ts';
import type { DrillLine } from '../../electron/drill/month.ts';
import { dayPlus } from '../../electron/roster/local-time.ts';
import type { ShiftKind } from '../../electron/roster/roster.ts';
import { useText } from '../ui/text.ts';
import { useBoard, useDrag, useFollowed, useUnder } from './board.ts';
import { ChipBody, useDrillWords } from './chip.tsx';
import { byHalf, clockMoves, closedSpans, halfKey, startIn, type ClosedIn, type Half } from './month-days.ts';

interface Props {
  readonly weeks: readonly (readonly string[])[];
  readonly halves: ReadonlyMap<string, Half>;
  readonly drills: readonly DrillLine[];
  readonly today: string;
  readonly month: string;
  readonly closedIn: ClosedIn;
  readonly holidays: ReadonlyMap<string, string>;
}

/** A shift of which so much is closed is hatched as a whole; less shows as a strip. */
const mostlyClosed = 0.5;

const kinds = ['day', 'night'] as const;
const other = (kind: ShiftKind): ShiftKind => (kind === 'day' ? 'night' : 'day');

/** Where the focus stands: a half of a day, and the drill in it, if there is one. */
interface At {
  readonly on: string;
  readonly kind: ShiftKind;
  readonly drillId: string | null;
}

/**
 * The month: seven columns, each day with its day shift and its night. Arrows walk it; M takes a drill up, arrows carry it,
 * Enter puts it down, Escape puts it back. What is held shows in every half whether it would break something there.
 */
export function MonthGrid({ weeks, halves, drills, today, month, closedIn, holidays }: Props) {
  const { t, format, nameOf } = useText();
  const board = useBoard();
  const { held, zone, programme } = board;
  const startDrag = useDrag(board);
  const words = useDrillWords(zone);
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<At | null>(null);
  const lying = byHalf(drills);
  const inProgramme = (day: string): boolean => day >= programme.fromOn && day <= programme.toOn;

  const find = (selector: string): HTMLElement | null | undefined =>
    grid.current?.querySelector<HTMLElement>(selector);
  const focusAt = (to: At): void => {
    setAt(to);
    const place =
      to.drillId === null ? `[data-half="${halfKey(to.on, to.kind)}"]` : `[data-drill="${to.drillId}"]`;
    find(place)?.focus();
  };

  useFollowed(grid);

  const aimAt = (on: string, kind: ShiftKind): boolean => {
    const half = halves.get(halfKey(on, kind));
    if (!held || !half || !inProgramme(on)) return false;
    board.aim(startIn(half.shift, held.drill, programme.startTimes, zone));
    focusAt({ on, kind, drillId: null });
    return true;
  };

  useUnder((over) => {
    const half = halves.get(over?.closest<HTMLElement>('[data-half]')?.dataset['half'] ?? '');
    if (!half || !held || !inProgramme(half.on)) return undefined;
    return startIn(half.shift, held.drill, programme.startTimes, zone);
  });

  const heldKey = held?.startsAt == null ? null : keyOf(held.startsAt, halves);
  const first = { on: inProgramme(today) ? today : programme.fromOn, kind: 'day' as ShiftKind };
  const standing =
    at !== null && weeks.some((week) => week.includes(at.on)) ? at : { ...first, drillId: null };
  const entry = lying.get(halfKey(standing.on, standing.kind));
  const entryId = held
    ? null
    : ((entry?.find(({ id }) => id === standing.drillId) ?? entry?.[0])?.id ?? null);

  function hear(event: KeyboardEvent, from: At): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (held) return hearHeld(event, key, from);
    const list = lying.get(halfKey(from.on, from.kind)) ?? [];
    const index = list.findIndex(({ id }) => id === from.drillId);
    const into = (on: string, kind: ShiftKind, last = false): At => {
      const there = lying.get(halfKey(on, kind)) ?? [];
      return { on, kind, drillId: (last ? there.at(-1) : there[0])?.id ?? null };
    };
    const down = (): At =>
      index >= 0 && list[index + 1]
        ? { ...from, drillId: list[index + 1]!.id }
        : into(from.kind === 'day' ? from.on : dayPlus(from.on, 7), other(from.kind));
    const up = (): At =>
      index > 0
        ? { ...from, drillId: list[index - 1]!.id }
        : into(from.kind === 'night' ? from.on : dayPlus(from.on, -7), other(from.kind), true);
    const moves: Record<string, () => At> = {
      ArrowRight: () => into(dayPlus(from.on, 1), from.kind),
      ArrowLeft: () => into(dayPlus(from.on, -1), from.kind),
      ArrowDown: down,
      ArrowUp: up,
      Home: () => into(weeks.find((week) => week.includes(from.on))?.[0] ?? from.on, from.kind),
      End: () => into(weeks.find((week) => week.includes(from.on))?.[6] ?? from.on, from.kind),
    };
    const to = moves[key]?.();
    if (to) {
      event.preventDefault();
      if (weeks.some((week) => week.includes(to.on))) focusAt(to);
    } else if (key === 'm' && from.drillId !== null && board.mayMove) {
      event.preventDefault();
      const drill = list[index];
      if (!drill) return;
      board.pickUp(drill);
      if (drill.state === 'planned' && !drill.pinned)
        find(`[data-half="${halfKey(from.on, from.kind)}"]`)?.focus();
    }
  }

  function hearHeld(event: KeyboardEvent, key: string, from: At): void {
    const steps: Record<string, readonly [string, ShiftKind]> = {
      ArrowRight: [dayPlus(from.on, 1), from.kind],
      ArrowLeft: [dayPlus(from.on, -1), from.kind],
      ArrowDown: [from.kind === 'day' ? from.on : dayPlus(from.on, 7), other(from.kind)],
      ArrowUp: [from.kind === 'night' ? from.on : dayPlus(from.on, -7), other(from.kind)],
    };
    const step = steps[key];
    if (step) {
      event.preventDefault();
      aimAt(...step);
    } else if (key === 'Enter' && held) {
      event.preventDefault();
      void board.drop(held.startsAt);
    } else if (key === 'Escape') {
      event.preventDefault();
      board.putBack();
    }
  }

  return (
    <div
      className="dm-month scroll"
      role="grid"
      aria-label={t('drill.monthOf', { month: format.longMonth(`${month}-01`) })}
      ref={grid}
      data-held={held ? true : undefined}
    >
      <div role="row" className="dm-row">
        {weeks[0]?.map((day) => (
          <div key={day} role="columnheader" className="dm-weekday">
            {format.weekday(day)}
          </div>
        ))}
      </div>
      {weeks.map((week, index) =>
        kinds.map((kind) => (
          <div role="row" className="dm-row" key={`${week[0]} ${kind}`}>
            {week.map((on, column) => {
              const half = halves.get(halfKey(on, kind));
              const here = lying.get(halfKey(on, kind)) ?? [];
              const from: At = { on, kind, drillId: null };
              const spans = half ? closedSpans(half.shift, closedIn, zone) : [];
              const closed = spans.reduce((sum, { share }) => sum + share, 0) >= mostlyClosed ? spans : [];
              return (
                <div
                  key={on}
                  role="gridcell"
                  className={`dm-half dm-${kind}`}
                  style={{ gridColumn: column + 1, gridRow: index * 2 + (kind === 'day' ? 2 : 3) }}
                  data-half={halfKey(on, kind)}
                  data-outside={!inProgramme(on) || undefined}
                  data-closed={closed.length > 0 || undefined}
                  data-target={heldKey === halfKey(on, kind) || undefined}
                  data-today={on === today || undefined}
                  tabIndex={
                    standing.on === on && standing.kind === kind && (held !== null || here.length === 0)
                      ? 0
                      : -1
                  }
                  aria-label={[
                    format.weekdayDate(on),
                    t(`drill.shift.${kind}`),
                    half && t('drill.crew', { crew: half.shift.crews.join(' ') }),
                    spans.length > 0 &&
                      t('drill.closedFor', {
                        what: format.list(spans.map(({ slot }) => nameOf(slot.names))),
                      }),
                    here.length === 0 ? t('drill.noDrill') : t('drill.drills', { count: here.length }),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                  onFocus={(event) => event.target === event.currentTarget && setAt(from)}
                  onKeyDown={(event) => event.target === event.currentTarget && hear(event, from)}
                  onClick={() => {
                    if (held && half && inProgramme(on))
                      void board.drop(startIn(half.shift, held.drill, programme.startTimes, zone));
                  }}
                >
                  <HalfHead
                    half={half}
                    on={on}
                    kind={kind}
                    closed={closed.map(({ slot }) => slot)}
                    holiday={kind === 'day' ? holidays.get(on) : undefined}
                    moved={kind === 'night' ? clockMoves(dayPlus(on, 1), zone) : 0}
                    usable={inProgramme(on)}
                  />
                  {spans.length > 0 && (
                    <span className="dm-strip" aria-hidden>
                      {spans.map(({ slot, from, share }) => (
                        <i
                          key={`${slot.id} ${from}`}
                          style={{ left: `${from * 100}%`, width: `${share * 100}%` }}
                        />
                      ))}
                    </span>
                  )}
                  {here.map((drill) => (
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
                      tabIndex={standing.on === on && standing.kind === kind && entryId === drill.id ? 0 : -1}
                      onFocus={() => {
                        setAt({ on, kind, drillId: drill.id });
                        board.choose(drill.id);
                      }}
                      onKeyDown={(event) => hear(event, { on, kind, drillId: drill.id })}
                      onPointerDown={(event) => startDrag(drill, event)}
                    >
                      <ChipBody drill={drill} zone={zone} />
                    </button>
                  ))}
                  {held && heldKey === halfKey(on, kind) && held.drill.startsAt !== held.startsAt && (
                    <span className="dm-chip dm-shadow" aria-hidden>
                      <ChipBody drill={{ ...held.drill, startsAt: held.startsAt }} zone={zone} />
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        )),
      )}
    </div>
  );
}

/** The half in which an instant lies. */
function keyOf(at: string, halves: ReadonlyMap<string, Half>): string | null {
  for (const { key, shift } of halves.values()) if (shift.startsAt <= at && at < shift.endsAt) return key;
  return null;
}

/** The date or the night, its crew, what is closed, and while a drill is held what it would break here. */
function HalfHead(props: {
  readonly half: Half | undefined;
  readonly on: string;
  readonly kind: ShiftKind;
  readonly closed: readonly ClosedSlot[];
  readonly holiday: string | undefined;
  /** Hours by which the clock is moved in this night. */
  readonly moved: number;
  readonly usable: boolean;
}) {
  const { t, nameOf } = useText();
  const { held, breaksAt, programme, zone } = useBoard();
  const { half, on, kind, closed, holiday, moved } = props;
  const breaks =
    held && half && props.usable
      ? breaksAt(startIn(half.shift, held.drill, programme.startTimes, zone))
      : undefined;
  return (
    <span className="dm-head" aria-hidden>
      {kind === 'day' ? <b>{Number(on.slice(8))}</b> : <i>☾</i>}
      <span className="dm-crew">{half?.shift.crews.join(' ')}</span>
      {holiday !== undefined && <span className="dm-note">{holiday}</span>}
      {moved !== 0 && <span className="dm-note">{t(moved > 0 ? 'drill.clockOn' : 'drill.clockBack')}</span>}
      {!held && closed.length > 0 && (
        <span className="dm-note" title={closed.map(({ names }) => nameOf(names)).join(', ')}>
          {closed[0]!.fromTime}–{closed[0]!.toTime} {nameOf(closed[0]!.names)}
        </span>
      )}
      {breaks && (
        <span className={`dm-breaks ${breaks.length > 0 ? 't3' : 'dim'}`}>
          {breaks.length > 0 ? `▲${breaks.length}` : '✓'}
        </span>
      )}
    </span>
  );
}
