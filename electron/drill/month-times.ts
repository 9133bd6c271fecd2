import { crews, type Crew } from '../person/person.ts';
import { dayPlus, daysBetween, instantOf, minuteOfDay, wallAt, weekdayOf } from '../roster/local-time.ts';
import { shiftsFrom, type ShiftKind } from '../roster/roster.ts';
import type { MonthDrill, MonthPerson, MonthProblem } from './month-problem.ts';

/** A moment at which a drill may begin, with the shift that is on. Times in ms. */
export interface Slot {
  readonly startMs: number;
  /** The site's day and minute of the day on which it begins. */
  readonly day: string;
  readonly minute: number;
  readonly shift: ShiftKind;
  readonly shiftOn: string;
  readonly shiftEndMs: number;
  readonly crews: readonly Crew[];
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** How a person stands to a span of time: works then, is free and rested, has not rested, or is away (leave, sickness). */
export type Standing = 'onDuty' | 'free' | 'notRested' | 'away';

export const minuteMs = 60_000;
export const hourMs = 3_600_000;

/** Days before and after the month whose shifts still matter for rest. */
const marginDays = 4;

export function overlap(a: Span, b: Span): boolean {
  return a.startMs < b.endMs && b.startMs < a.endMs;
}

/** Whether less than `gapMs` lies between two spans. */
export function closer(a: Span, b: Span, gapMs: number): boolean {
  return a.startMs < b.endMs + gapMs && b.startMs < a.endMs + gapMs;
}

/** The times of a month: its slots, and who works when. Shifts are 23 or 25 hours' worth where the clock is moved. */
export class Times {
  private readonly problem: MonthProblem;
  private readonly shifts: readonly (Span & Pick<Slot, 'shift' | 'shiftOn' | 'crews'>)[];
  private readonly duties: ReadonlyMap<Crew | null, readonly Span[]>;
  private readonly known = new Map<number, Slot | null>();
  private readonly standings = new Map<string, Exclude<Standing, 'away'>>();
  private readonly tested = new Map<string, readonly MonthPerson[]>();

  constructor(problem: MonthProblem) {
    this.problem = problem;
    const from = dayPlus(problem.fromOn, -marginDays);
    const days = daysBetween(problem.fromOn, problem.toOn) + 1 + 2 * marginDays;
    this.shifts = shiftsFrom(problem.roster, from, days, problem.zone)
      .map((shift) => ({
        startMs: Date.parse(shift.startsAt),
        endMs: Date.parse(shift.endsAt),
        shift: shift.kind,
        shiftOn: shift.on,
        crews: shift.crews,
      }))
      .sort((a, b) => a.startMs - b.startMs);
    this.duties = new Map<Crew | null, readonly Span[]>([
      [null, officeSpans(problem, from, days)],
      ...crews.map((crew) => [crew, this.shifts.filter((shift) => shift.crews.includes(crew))] as const),
    ]);
  }

  /** The slot of an instant; null when it lies so far outside the month that its shift is not known. */
  slotAt(startMs: number): Slot | null {
    let slot = this.known.get(startMs);
    if (slot === undefined) {
      const shift = this.shifts.findLast((each) => each.startMs <= startMs);
      const { day, minute } = wallAt(startMs, this.problem.zone);
      slot =
        shift === undefined || startMs >= shift.endMs
          ? null
          : {
              startMs,
              day,
              minute,
              shift: shift.shift,
              shiftOn: shift.shiftOn,
              shiftEndMs: shift.endMs,
              crews: shift.crews,
            };
      this.known.set(startMs, slot);
    }
    return slot;
  }

  /** Every start of the month in its order. A wall-clock time that the day does not have is none. */
  slots(): Slot[] {
    const { fromOn, toOn, startTimes, zone } = this.problem;
    const minutes = [...new Set(startTimes.map(minuteOfDay))].sort((a, b) => a - b);
    return Array.from({ length: daysBetween(fromOn, toOn) + 1 }, (_, i) => dayPlus(fromOn, i)).flatMap(
      (day) =>
        minutes.flatMap((minute) => {
          const slot = this.slotAt(instantOf(day, minute, zone));
          return slot && slot.day === day && slot.minute === minute ? [slot] : [];
        }),
    );
  }

  /** Whether people without a crew work at some time, and at all times, of a span. */
  office(span: Span): { readonly some: boolean; readonly all: boolean } {
    const spans = this.duties.get(null)!;
    return {
      some: spans.some((each) => overlap(each, span)),
      all: spans.some((each) => each.startMs <= span.startMs && span.endMs <= each.endMs),
    };
  }

  standing(person: MonthPerson, slot: Slot, endMs: number): Standing {
    return awayAt(person, slot) ? 'away' : this.dutyAt(person.crew, slot.startMs, endMs);
  }

  /** How all people of a crew, or without one, stand to a span; the same is asked for each of them. */
  private dutyAt(crew: Crew | null, startMs: number, endMs: number): Exclude<Standing, 'away'> {
    const key = `${crew} ${startMs} ${endMs}`;
    let standing = this.standings.get(key);
    if (!standing) {
      const duties = this.duties.get(crew)!;
      const restMs = this.problem.restHours * hourMs;
      standing = duties.some((each) => each.startMs <= startMs && endMs <= each.endMs)
        ? 'onDuty'
        : duties.some((each) => closer(each, { startMs, endMs }, restMs))
          ? 'notRested'
          : 'free';
      this.standings.set(key, standing);
    }
    return standing;
  }

  /** The people of the tested teams who are at work when the drill begins. */
  drilled(drill: MonthDrill, slot: Slot): readonly MonthPerson[] {
    if (drill.teamIds.length === 0) return [];
    const key = `${slot.startMs} ${drill.teamIds.join(' ')}`;
    let people = this.tested.get(key);
    if (!people) {
      const office = this.duties.get(null)!.some((each) => holds(each, slot.startMs));
      people = this.problem.people.filter(
        (person) =>
          person.teamId !== null &&
          drill.teamIds.includes(person.teamId) &&
          (person.crew === null ? office : slot.crews.includes(person.crew)) &&
          !awayAt(person, slot),
      );
      this.tested.set(key, people);
    }
    return people;
  }
}

const holds = ({ startMs, endMs }: Span, ms: number): boolean => startMs <= ms && ms < endMs;

/** A night belongs to the day on which it began: who is away from the next day on still works it to its end. */
export function awayAt(person: MonthPerson, slot: Slot): boolean {
  const on = person.crew !== null && slot.crews.includes(person.crew) ? slot.shiftOn : slot.day;
  return person.away.some(({ fromOn, toOn }) => fromOn <= on && on <= toOn);
}

function officeSpans({ roster, holidays, zone }: MonthProblem, from: string, days: number): Span[] {
  return Array.from({ length: days }, (_, i) => dayPlus(from, i))
    .filter((day) => roster.officeDays.includes(weekdayOf(day)) && !holidays.has(day))
    .map((day) => ({
      startMs: instantOf(day, minuteOfDay(roster.officeFrom), zone),
      endMs: instantOf(day, minuteOfDay(roster.officeTo), zone),
    }));
}
