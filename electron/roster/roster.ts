import { z } from 'zod';
import { crews, type Crew } from '../person/person.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { version, wallTime } from '../schema-parts.ts';
import { dayPlus, daysBetween, instantOf, minuteOfDay, wallAt, weekdayOf } from './local-time.ts';

const phase = z.int().min(0).max(55);

/** `version` is null for the first roster of a site. */
export const setRosterInput = z.object({
  version: version.nullable(),
  anchorOn: z.iso.date(),
  /** One letter a day: D day shift, N night shift, O off. */
  cycle: z.string().regex(/^[DNO]{1,56}$/),
  /** At which day of the cycle, from 0, each crew stands on the anchor day. */
  phases: z.object({ A: phase, B: phase, C: phase, D: phase }),
  dayStartsAt: wallTime,
  nightStartsAt: wallTime,
  /** When people without a crew are there. */
  officeFrom: wallTime,
  officeTo: wallTime,
  /** ISO days of the week, 1 Monday. */
  officeDays: z.array(z.int().min(1).max(7)).max(7),
});
export const shiftsInput = z.object({
  /** Today when not given. */
  from: z.iso.date().optional(),
  days: z.int().min(1).max(62).default(14),
});

export type Roster = Omit<z.output<typeof setRosterInput>, 'version'> & {
  readonly id: string;
  readonly version: number;
};

/** The rules of who is there; what a roster says without its row's name. */
export type Pattern = Omit<Roster, 'id' | 'version'>;

/** Twelve hours a shift, two days, two nights, four off: each shift has one crew. */
export const usualPattern: Pattern = {
  anchorOn: '2026-01-01',
  cycle: 'DDNNOOOO',
  phases: { A: 0, B: 6, C: 4, D: 2 },
  dayStartsAt: '07:00',
  nightStartsAt: '19:00',
  officeFrom: '07:00',
  officeTo: '15:00',
  officeDays: [1, 2, 3, 4, 5],
};

export type ShiftKind = 'day' | 'night';
export interface Shift {
  readonly kind: ShiftKind;
  /** The day on which it begins, YYYY-MM-DD. */
  readonly on: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly crews: readonly Crew[];
}

/** What a crew does on a day: D, N or O. */
function dutyOn(pattern: Pattern, crew: Crew, day: string): string {
  const at = daysBetween(pattern.anchorOn, day) + pattern.phases[crew];
  const { length } = pattern.cycle;
  return pattern.cycle[((at % length) + length) % length]!;
}

function crewsOn(pattern: Pattern, day: string, kind: ShiftKind): Crew[] {
  return crews.filter((crew) => dutyOn(pattern, crew, day) === (kind === 'day' ? 'D' : 'N'));
}

/** A team with nobody left on a shift that one of its people works by the cycle. */
export interface RosterGap {
  readonly on: string;
  readonly kind: ShiftKind;
  readonly teamId: string;
}

/** `away` says who is on leave on a day (of a shift: the day on which it begins). Teams whose people work no shifts have no gaps. */
export function gapsIn(
  shifts: readonly Pick<Shift, 'on' | 'kind' | 'crews'>[],
  people: readonly { readonly id: string; readonly crew: Crew | null; readonly teamId: string | null }[],
  away: (personId: string, on: string) => boolean,
): RosterGap[] {
  const teams = Map.groupBy(
    people.filter(({ crew, teamId }) => crew !== null && teamId !== null),
    ({ teamId }) => teamId!,
  );
  return shifts.flatMap(({ on, kind, crews: own }) =>
    [...teams].flatMap(([teamId, members]) => {
      const due = members.filter(({ crew }) => own.includes(crew!));
      return due.length > 0 && due.every(({ id }) => away(id, on)) ? [{ on, kind, teamId }] : [];
    }),
  );
}

/** A shift by its first day. `zone` is the site's (IANA). */
export function shiftOn(pattern: Pattern, on: string, kind: ShiftKind, zone: string): Shift {
  const day = minuteOfDay(pattern.dayStartsAt);
  const night = minuteOfDay(pattern.nightStartsAt);
  // A night that begins after midnight still follows the day of its date.
  const ends = kind === 'day' ? (night > day ? [on, night] : [dayPlus(on, 1), night]) : [dayPlus(on, 1), day];
  const begins = kind === 'day' || night > day ? on : dayPlus(on, 1);
  return {
    kind,
    on,
    startsAt: new Date(instantOf(begins, kind === 'day' ? day : night, zone)).toISOString(),
    endsAt: new Date(instantOf(ends[0] as string, ends[1] as number, zone)).toISOString(),
    crews: crewsOn(pattern, on, kind),
  };
}

/** The shift that is on at an instant: it holds its first moment, not its last. */
export function shiftAt(pattern: Pattern, at: string, zone: string): Shift {
  const { day } = wallAt(Date.parse(at), zone);
  for (const on of [dayPlus(day, 1), day, dayPlus(day, -1)])
    for (const kind of ['night', 'day'] as const) {
      const shift = shiftOn(pattern, on, kind, zone);
      if (shift.startsAt <= at) return shift;
    }
  throw new Error(`no shift at ${at}`);
}

/** The shifts of some days, in their order. */
export function shiftsFrom(pattern: Pattern, from: string, days: number, zone: string): Shift[] {
  return Array.from({ length: days }, (_, i) => dayPlus(from, i)).flatMap((on) =>
    (['day', 'night'] as const).map((kind) => shiftOn(pattern, on, kind, zone)),
  );
}

/** Whether people without a crew are at work. */
export function officeAt(pattern: Pattern, at: string, zone: string): boolean {
  const { day, minute } = wallAt(Date.parse(at), zone);
  return (
    pattern.officeDays.includes(weekdayOf(day)) &&
    minute >= minuteOfDay(pattern.officeFrom) &&
    minute < minuteOfDay(pattern.officeTo)
  );
}

/** Refuses: rosterUncovered (a shift of the cycle that no crew works), rosterTimes. */
export function checkRoster(pattern: Pattern): Refusal | null {
  if (pattern.dayStartsAt === pattern.nightStartsAt || pattern.officeTo < pattern.officeFrom)
    return refuse('rosterTimes', { dayStartsAt: pattern.dayStartsAt, nightStartsAt: pattern.nightStartsAt });
  for (let i = 0; i < pattern.cycle.length; i++) {
    const day = dayPlus(pattern.anchorOn, i);
    for (const kind of ['day', 'night'] as const)
      if (crewsOn(pattern, day, kind).length === 0)
        return refuse(kind === 'day' ? 'rosterDayUncovered' : 'rosterNightUncovered', { day });
  }
  return null;
}
