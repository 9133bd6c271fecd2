import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { DrillLine } from '../../electron/drill/month.ts';
import { dayPlus, instantOf, minuteOfDay, wallAt } from '../../electron/roster/local-time.ts';
import { closedOn } from '../../electron/drill/closed-slot.ts';
import { useText } from '../ui/text.ts';
import { useBoard, useDrag, useFollowed, useUnder } from './board.ts';
import { ChipBody, useDrillWords } from './chip.tsx';
import { timeOf, type ClosedIn, type Half } from './month-days.ts';
import { lanesOf } from './lanes.ts';

interface Props {
  readonly days: readonly string[];
  readonly halves: ReadonlyMap<string, Half>;
  readonly drills: readonly DrillLine[];
  readonly today: string;
  readonly closedIn: ClosedIn;
}

const dayMinutes = 24 * 60;
/** A drag by the mouse goes by so many minutes. */
const grainMinutes = 15;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * A week by its hours, as the wall clock shows them. Arrows go from drill to drill and from day to day; a held drill is carried
 * from one usual time to the next (with Shift by a quarter of an hour) and from day to day.
 */
export function WeekView({ days, halves, drills, today, closedIn }: Props) {
  const { t, format } = useText();
  const board = useBoard();
  const { held, zone, programme } = board;
  const startDrag = useDrag(board);
  const words = useDrillWords(zone);
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const wall = (instant: string) => wallAt(Date.parse(instant), zone);
  const of = (day: string): DrillLine[] =>
    drills.filter(({ startsAt }) => startsAt !== null && wall(startsAt).day === day);
  const order = days.flatMap(of);
  const entry =
    order.find(({ id }) => id === at) ?? order.find(({ id }) => id === board.chosenId) ?? order[0];

  useFollowed(box);
  // The morning shift is what one looks for first.
  useEffect(() => {
    const scroll = box.current;
    if (scroll) scroll.scrollTop = (scroll.scrollHeight * 6) / 24;
  }, []);
  useUnder((over, _x, y) => {
    const column = over?.closest<HTMLElement>('[data-day]');
    const day = column?.dataset['day'];
    if (!column || !day || day < programme.fromOn || day > programme.toOn) return undefined;
    const { top, height } = column.getBoundingClientRect();
    const minute = Math.floor((((y - top) / height) * dayMinutes) / grainMinutes) * grainMinutes;
    return new Date(
      instantOf(day, Math.max(0, Math.min(dayMinutes - grainMinutes, minute)), zone),
    ).toISOString();
  });

  function carry(event: KeyboardEvent): void {
    if (!held || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = held.startsAt === null ? { day: programme.fromOn, minute: 9 * 60 } : wall(held.startsAt);
    const times = programme.startTimes.map(minuteOfDay).toSorted((a, b) => a - b);
    const sideways = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const upright = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter') void board.drop(held.startsAt);
    else if (event.key === 'Escape') board.putBack();
    else if (sideways !== 0) aim(dayPlus(from.day, sideways), from.minute);
    else if (upright !== 0 && event.shiftKey) aim(from.day, from.minute + upright * grainMinutes);
    else if (upright > 0) {
      const next = times.find((minute) => minute > from.minute);
      if (next === undefined) aim(dayPlus(from.day, 1), times[0] ?? 0);
      else aim(from.day, next);
    } else if (upright < 0) {
      const next = times.findLast((minute) => minute < from.minute);
      if (next === undefined) aim(dayPlus(from.day, -1), times.at(-1) ?? 0);
      else aim(from.day, next);
    } else return;
    event.preventDefault();
  }
  function aim(day: string, minute: number): void {
    if (day < programme.fromOn || day > programme.toOn) return;
    board.aim(new Date(instantOf(day, minute, zone)).toISOString());
  }

  function walk(event: KeyboardEvent, drill: DrillLine): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (held) return carry(event);
    if (event.key.toLowerCase() === 'm' && board.mayMove) {
      event.preventDefault();
      return board.pickUp(drill);
    }
    const index = order.indexOf(drill);
    const column = days.findIndex((day) => of(day).includes(drill));
    const beside = (by: 1 | -1): DrillLine | undefined => {
      for (let next = column + by; next >= 0 && next < days.length; next += by) {
        const there = of(days[next]!);
        if (there.length > 0) return there[0];
      }
      return undefined;
    };
    const moves: Record<string, DrillLine | undefined> = {
      ArrowDown: order[index + 1],
      ArrowUp: order[index - 1],
      ArrowRight: beside(1),
      ArrowLeft: beside(-1),
      Home: order[0],
      End: order.at(-1),
    };
    const next = moves[event.key];
    if (!next) return;
    event.preventDefault();
    box.current?.querySelector<HTMLElement>(`[data-drill="${next.id}"]`)?.focus();
  }

  const percent = (minute: number): string => `${(minute / dayMinutes) * 100}%`;
  return (
    <div className="scroll dm-week" ref={box} tabIndex={-1}>
      <div className="dm-week-heads" aria-hidden>
        <span />
        {days.map((day) => (
          <span key={day} data-today={day === today || undefined}>
            {format.weekdayDate(day)}
          </span>
        ))}
      </div>
      <div className="dm-week-body" role="group" aria-label={t('drill.views.week')}>
        <div className="dm-hours" aria-hidden>
          {hours.map((hour) => (
            <span key={hour}>{String(hour).padStart(2, '0')}</span>
          ))}
        </div>
        {days.map((day) => {
          const inside = day >= programme.fromOn && day <= programme.toOn;
          const lanes = lanesOf(of(day));
          const target = held?.startsAt != null && wall(held.startsAt).day === day ? held : null;
          return (
            <div
              key={day}
              className="dm-day-column"
              data-day={day}
              data-outside={!inside || undefined}
              role="group"
              aria-label={format.weekdayDate(day)}
              onClick={(event) => {
                const under = held ? board.timeUnder(event.clientX, event.clientY) : undefined;
                if (held && under !== undefined) void board.drop(under);
              }}
            >
              <Shifts day={day} halves={halves} zone={zone} />
              <Closed day={day} closedIn={closedIn} zone={zone} />
              {of(day).map((drill) => {
                const lane = lanes.get(drill.id) ?? { lane: 0, of: 1 };
                return (
                  <button
                    key={drill.id}
                    type="button"
                    className="dm-chip dm-block"
                    data-drill={drill.id}
                    data-starts={drill.startsAt}
                    data-state={drill.state}
                    data-pinned={drill.pinned || undefined}
                    data-held={held?.drill.id === drill.id || undefined}
                    aria-label={words(drill)}
                    title={words(drill)}
                    aria-pressed={board.chosenId === drill.id}
                    tabIndex={entry?.id === drill.id ? 0 : -1}
                    style={{
                      top: percent(wall(drill.startsAt ?? '').minute),
                      height: `max(20px, ${percent(drill.minutes)})`,
                      left: `${(lane.lane / lane.of) * 100}%`,
                      width: `${100 / lane.of}%`,
                    }}
                    onFocus={() => {
                      setAt(drill.id);
                      board.choose(drill.id);
                    }}
                    onKeyDown={(event) => walk(event, drill)}
                    onPointerDown={(event) => startDrag(drill, event)}
                  >
                    <ChipBody drill={drill} zone={zone} />
                  </button>
                );
              })}
              {target?.startsAt != null && target.startsAt !== target.drill.startsAt && (
                <span
                  className="dm-chip dm-block dm-shadow"
                  aria-hidden
                  style={{
                    top: percent(wall(target.startsAt).minute),
                    height: `max(20px, ${percent(target.drill.minutes)})`,
                  }}
                >
                  <ChipBody drill={{ ...target.drill, startsAt: target.startsAt }} zone={zone} />
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The nights of a day as a darker ground, with the crews. */
function Shifts({
  day,
  halves,
  zone,
}: {
  readonly day: string;
  readonly halves: ReadonlyMap<string, Half>;
  readonly zone: string;
}) {
  const { t } = useText();
  const minuteIn = (at: string): number => minuteOn(day, Date.parse(at), zone);
  return [...halves.values()]
    .filter(({ on }) => on === day || on === dayPlus(day, -1))
    .map(({ key, shift }) => ({ key, shift, from: minuteIn(shift.startsAt), to: minuteIn(shift.endsAt) }))
    .filter(({ from, to }) => to > from)
    .map(({ key, shift, from, to }) => (
      <span
        key={key}
        className="dm-shift"
        data-kind={shift.kind}
        aria-hidden
        style={{ top: `${(from / dayMinutes) * 100}%`, height: `${((to - from) / dayMinutes) * 100}%` }}
      >
        {t('drill.crew', { crew: shift.crews.join(' ') })}
      </span>
    ));
}

/** The minute of a day at which the wall clock shows an instant, kept within the day. */
function minuteOn(day: string, ms: number, zone: string): number {
  const wall = wallAt(ms, zone);
  return wall.day < day ? 0 : wall.day > day ? dayMinutes : wall.minute;
}

/** What is closed on a day, hatched. */
function Closed({
  day,
  closedIn,
  zone,
}: {
  readonly day: string;
  readonly closedIn: ClosedIn;
  readonly zone: string;
}) {
  const { nameOf } = useText();
  const slots = closedIn(instantOf(day, 0, zone), instantOf(dayPlus(day, 1), 0, zone));
  return slots.flatMap((slot) =>
    [dayPlus(day, -1), day].flatMap((on) => {
      const span = closedOn(slot, on, zone);
      if (!span) return [];
      const from = minuteOn(day, span.fromMs, zone);
      const to = minuteOn(day, span.toMs, zone);
      if (to <= from) return [];
      return (
        <span
          key={`${slot.id} ${on}`}
          className="dm-closed"
          style={{ top: `${(from / dayMinutes) * 100}%`, height: `${((to - from) / dayMinutes) * 100}%` }}
        >
          {timeOf(new Date(span.fromMs).toISOString(), zone)} {nameOf(slot.names)}
        </span>
      );
    }),
  );
}
