import { closedOn, type ClosedSlot } from '../../electron/drill/closed-slot.ts';
import type { DrillLine } from '../../electron/drill/month.ts';
import {
  dayPlus,
  daysBetween,
  instantOf,
  minuteOfDay,
  wallAt,
  weekdayOf,
} from '../../electron/roster/local-time.ts';
import type { Shift, ShiftKind } from '../../electron/roster/roster.ts';

/** A half of a day in the calendar: one shift. */
export interface Half {
  readonly key: string;
  /** The day on which the shift begins. */
  readonly on: string;
  readonly shift: Shift;
}

/** What is closed between two instants (ms). */
export type ClosedIn = (fromMs: number, toMs: number) => readonly ClosedSlot[];

export const halfKey = (on: string, kind: ShiftKind): string => `${on} ${kind}`;

/** The days of whole weeks, Monday first, that hold a month of a programme (YYYY-MM). */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const from = dayPlus(first, 1 - weekdayOf(first));
  const last = dayPlus(`${monthPlus(month, 1)}-01`, -1);
  const weeks = Math.floor(daysBetween(from, last) / 7) + 1;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_unused, day) => dayPlus(from, week * 7 + day)),
  );
}

export function monthPlus(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

export function halvesOf(shifts: readonly Shift[]): ReadonlyMap<string, Half> {
  return new Map(
    shifts.map((shift) => [
      halfKey(shift.on, shift.kind),
      { key: halfKey(shift.on, shift.kind), on: shift.on, shift },
    ]),
  );
}

/** The instants within a shift at which the wall clock shows one of these times (HH:MM), in their order. */
export function startsIn(shift: Shift, times: readonly string[], zone: string): string[] {
  const days = [...new Set([shift.startsAt, shift.endsAt].map((at) => wallAt(Date.parse(at), zone).day))];
  const found = days.flatMap((day) =>
    times.flatMap((time) => {
      const at = instantOf(day, minuteOfDay(time), zone);
      const wall = wallAt(at, zone);
      // A time that the day leaves out when the clock goes forward is none.
      if (wall.day !== day || wall.minute !== minuteOfDay(time)) return [];
      const instant = new Date(at).toISOString();
      return instant >= shift.startsAt && instant < shift.endsAt ? [instant] : [];
    }),
  );
  return [...new Set(found)].sort();
}

export function timeOf(at: string, zone: string): string {
  const { minute } = wallAt(Date.parse(at), zone);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** When a drill would begin in a shift: at its own time of the day where that lies in it, else at the first that is usual. */
export function startIn(
  shift: Shift,
  drill: Pick<DrillLine, 'startsAt'>,
  times: readonly string[],
  zone: string,
): string {
  const own = drill.startsAt === null ? [] : startsIn(shift, [timeOf(drill.startsAt, zone)], zone);
  return own[0] ?? startsIn(shift, times, zone)[0] ?? shift.startsAt;
}

/** Drills by the shift in which they lie, each in the order of their times. */
export function byHalf(drills: readonly DrillLine[]): ReadonlyMap<string, readonly DrillLine[]> {
  return Map.groupBy(
    drills.filter(({ shift }) => shift !== null),
    ({ shiftOn, shift }) => halfKey(shiftOn ?? '', shift ?? 'day'),
  );
}

/** Hours by which the wall clock is moved within a day: 1 in spring, -1 in autumn, else 0. */
export function clockMoves(day: string, zone: string): number {
  const hours = (instantOf(dayPlus(day, 1), 0, zone) - instantOf(day, 0, zone)) / 3_600_000;
  return 24 - hours;
}

/** What is closed within a shift, as shares of its length from its start. */
export function closedSpans(
  shift: Shift,
  closedIn: ClosedIn,
  zone: string,
): { readonly slot: ClosedSlot; readonly from: number; readonly share: number }[] {
  const [start, end] = [Date.parse(shift.startsAt), Date.parse(shift.endsAt)];
  const days = [-1, 0, 1].map((by) => dayPlus(shift.on, by));
  return closedIn(start, end).flatMap((slot) =>
    days.flatMap((on) => {
      const span = closedOn(slot, on, zone);
      if (!span || span.fromMs >= end || span.toMs <= start) return [];
      const from = (Math.max(start, span.fromMs) - start) / (end - start);
      return { slot, from, share: (Math.min(end, span.toMs) - start) / (end - start) - from };
    }),
  );
}
