import { z } from 'zod';
import type { Crew } from '../person/person.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, version } from '../schema-parts.ts';
import { daysBetween } from './local-time.ts';

export const leaveKinds = ['leave', 'sick', 'training', 'holiday'] as const;
export type LeaveKind = (typeof leaveKinds)[number];

/** Days on which a person is not there although the cycle says so, or a holiday of the whole site. */
export interface Leave {
  readonly id: string;
  /** Null: a holiday of the whole site. */
  readonly personId: string | null;
  readonly kind: LeaveKind;
  /** Days in the site's zone, both included; a shift counts by the day on which it begins. */
  readonly fromOn: string;
  readonly toOn: string;
  readonly note: string;
  /** UID of the calendar event it came from, with the day of its recurrence; null: entered by hand. */
  readonly uid: string | null;
  readonly version: number;
}

/** With the person whose leave it is; null for a holiday. */
export interface LeaveLine extends Leave {
  readonly personName: string | null;
  readonly crew: Crew | null;
}

const details = {
  kind: z.enum(leaveKinds),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  note: z.string().trim().max(200),
};

export const addLeaveInput = z.object({
  personId: id.nullable(),
  ...details,
  note: details.note.default(''),
});
/** Only what is named changes. */
export const changeLeaveInput = z.object({ id, version, ...z.object(details).partial().shape });
export const removeLeaveInput = z.object({ id, version });
/** Leave and holidays that touch these days. */
export const leaveListInput = z.object({ from: z.iso.date(), days: z.int().min(1).max(400) });

/** Longest leave that is believed: a longer one is a slip of the year. */
export const leaveMaxDays = 400;

/** Refuses: leaveReversed, leaveTooLong, leaveOfNobody (a leave without a person, or a holiday with one). */
export function checkLeave(leave: Omit<Leave, 'id' | 'uid' | 'version'>): Refusal | null {
  const days = daysBetween(leave.fromOn, leave.toOn) + 1;
  if (days < 1) return refuse('leaveReversed', { from: leave.fromOn, to: leave.toOn });
  if (days > leaveMaxDays) return refuse('leaveTooLong', { days, most: leaveMaxDays });
  return (leave.personId === null) === (leave.kind === 'holiday') ? null : refuse('leaveOfNobody');
}

/** Leave that is asked for by person and day, as often as a planner needs it. */
export interface LeaveBook {
  /** The leave of a person on a day (of a shift: the day on which it begins). */
  readonly of: (personId: string, on: string) => Leave | undefined;
  /** The holiday on a day: people without a crew are not there, crews are. */
  readonly holiday: (on: string) => Leave | undefined;
}

export function leaveBook(leaves: readonly Leave[]): LeaveBook {
  const byPerson = Map.groupBy(leaves, ({ personId }) => personId);
  const find = (personId: string | null, on: string): Leave | undefined =>
    byPerson.get(personId)?.find(({ fromOn, toOn }) => fromOn <= on && on <= toOn);
  return { of: find, holiday: (on) => find(null, on) };
}
