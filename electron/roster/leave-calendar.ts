import ICAL from 'ical.js';
import { z } from 'zod';
import { fold } from '../journal/search-text.ts';
import { refuse, type Answer, type Facts } from '../refusal.ts';
import { id } from '../schema-parts.ts';
import type { Leave, LeaveKind } from './leave.ts';
import { dayPlus, instantOf, wallAt } from './local-time.ts';

/** Bytes of text; a year of a large site's leave has less. */
const longest = 8_000_000;
/** Most days of leave and holidays that one file brings. */
const mostLines = 5_000;

export const readCalendarInput = z.object({
  text: z.string().max(longest),
  /** Only what touches these days is read. */
  from: z.iso.date(),
  to: z.iso.date(),
});
export const importCalendarInput = readCalendarInput.extend({
  /** Whose an event is that the file does not say: by the event's UID; null drops it. */
  given: z
    .array(z.object({ uid: z.string().max(500), personId: id.nullable() }))
    .max(2_000)
    .default([]),
});

/** Why an event is kept apart: `roster.ics.problem.<code>`. */
export type CalendarProblem = {
  readonly code: 'zoneUnknown' | 'zoneWrong' | 'noStart' | 'endBeforeStart' | 'broken';
  readonly facts: Facts;
};

/** One leave or holiday as a file tells it. */
export interface CalendarLine {
  /** UID of the event, with the day of its recurrence. */
  readonly uid: string;
  readonly event: string;
  readonly summary: string;
  readonly kind: LeaveKind;
  readonly fromOn: string;
  readonly toOn: string;
  /** Whose it is; null for a holiday, or when the file does not say (then `matched` is false). */
  readonly personId: string | null;
  readonly matched: boolean;
  readonly cancelled: boolean;
  readonly problem: CalendarProblem | null;
}

/** Who leave can be of. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Reads leave and holidays from an iCalendar file (RFC 5545): all-day and timed events, recurrences with their exceptions,
 * cancellations. Days are the site's (`zone`, IANA). An event is a person's by its attendee or by the name in its summary.
 * Refuses: icsNotCalendar, icsNothing (no event on these days), icsTooMany.
 */
export function readLeaveCalendar(
  text: string,
  {
    from,
    to,
    zone,
    people,
    dayStartsAt = 420,
  }: {
    readonly from: string;
    readonly to: string;
    readonly zone: string;
    readonly people: readonly Named[];
    /** Minute of the day at which the day shift begins: a night off that ends by then is one day of leave. */
    readonly dayStartsAt?: number;
  },
): Answer<CalendarLine[]> {
  let calendars: ICAL.Component[];
  try {
    const parsed = ICAL.parse(text.replace(/^\uFEFF/u, '')) as unknown[];
    const roots = Array.isArray(parsed[0]) ? parsed : [parsed];
    calendars = roots.map((root) => new ICAL.Component(root as never));
  } catch {
    return refuse('icsNotCalendar');
  }
  if (calendars.length === 0 || calendars.some(({ name }) => name !== 'vcalendar'))
    return refuse('icsNotCalendar');
  const whose = matcher(people);
  const lines: CalendarLine[] = [];
  for (const calendar of calendars) {
    const zones = new Map(
      calendar.getAllSubcomponents('vtimezone').map((component) => {
        const made = new ICAL.Timezone(component);
        return [made.tzid, made] as const;
      }),
    );
    const events = newest(calendar.getAllSubcomponents('vevent'));
    const callsOff = textOf(calendar, 'method').toUpperCase() === 'CANCEL';
    // What replaces single days of a recurring event stands beside it under the same UID.
    const exceptions = Map.groupBy(
      events.filter((event) => event.hasProperty('recurrence-id')),
      (event) => textOf(event, 'uid'),
    );
    const whole = new Set(
      events.filter((event) => !event.hasProperty('recurrence-id')).map((event) => textOf(event, 'uid')),
    );
    for (const event of events) {
      // A single day of a recurring event that is not in the file stands for itself.
      if (event.hasProperty('recurrence-id') && whole.has(textOf(event, 'uid'))) continue;
      const own = event.hasProperty('recurrence-id') ? [] : (exceptions.get(textOf(event, 'uid')) ?? []);
      for (const line of linesOf(event, own, { from, to, zone, zones, whose, dayStartsAt })) {
        lines.push(callsOff ? { ...line, cancelled: true } : line);
        if (lines.length > mostLines) return refuse('icsTooMany', { most: mostLines });
      }
    }
  }
  return lines.length === 0 ? refuse('icsNothing', { from, to }) : lines;
}

/** Of several versions of one event the one with the highest SEQUENCE, of equals the last. */
function newest(events: readonly ICAL.Component[]): ICAL.Component[] {
  const sequence = (event: ICAL.Component): number =>
    Number(event.getFirstPropertyValue('sequence') ?? 0) || 0;
  const best = new Map<string, ICAL.Component>();
  const nameless: ICAL.Component[] = [];
  for (const event of events) {
    const uid = textOf(event, 'uid');
    if (uid === '') {
      nameless.push(event);
      continue;
    }
    const key = `${uid} ${String(event.getFirstPropertyValue('recurrence-id') ?? '')}`;
    const known = best.get(key);
    if (!known || sequence(event) >= sequence(known)) best.set(key, event);
  }
  return [...best.values(), ...nameless];
}

interface Ground {
  readonly dayStartsAt: number;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly zones: ReadonlyMap<string, ICAL.Timezone>;
  readonly whose: (event: ICAL.Component) => string | null;
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name) as unknown;
  return typeof value === 'string' ? value.trim() : '';
}

function linesOf(
  component: ICAL.Component,
  exceptions: readonly ICAL.Component[],
  ground: Ground,
): CalendarLine[] {
  const summary = textOf(component, 'summary');
  const uid =
    textOf(component, 'uid') || `no-uid ${summary} ${String(component.getFirstPropertyValue('dtstart'))}`;
  const kind = kindOf(`${summary} ${textOf(component, 'categories')}`);
  const base = {
    uid: uid.slice(0, 480),
    event: uid.slice(0, 480),
    summary: summary.slice(0, 200),
    kind,
    fromOn: ground.from,
    toOn: ground.from,
    personId: kind === 'holiday' ? null : ground.whose(component),
    matched: false,
    cancelled: textOf(component, 'status').toUpperCase() === 'CANCELLED',
    problem: null,
  };
  const line = { ...base, matched: kind === 'holiday' || base.personId !== null };
  const wrong = (problem: CalendarProblem): CalendarLine[] => [{ ...line, problem }];
  try {
    const event = new ICAL.Event(component, { exceptions: [...exceptions], strictExceptions: false });
    if (!component.hasProperty('dtstart')) return wrong({ code: 'noStart', facts: { event: summary } });
    const spans = event.isRecurring() ? recurrences(event, ground.to) : [once(event)];
    const out: CalendarLine[] = [];
    for (const span of spans) {
      const days = daysOf(span, ground);
      if ('code' in days) return wrong(days);
      if (days.toOn < ground.from || days.fromOn > ground.to) continue;
      out.push({
        ...line,
        ...days,
        uid: span.recurrence === null ? line.uid : `${line.uid} ${span.recurrence}`,
        cancelled: line.cancelled || span.cancelled,
      });
    }
    return out;
  } catch (error) {
    return wrong({
      code: 'broken',
      facts: { event: summary, detail: String((error as Error).message).slice(0, 120) },
    });
  }
}

interface Span {
  readonly start: ICAL.Time;
  readonly end: ICAL.Time;
  readonly tzid: string | null;
  readonly recurrence: string | null;
  readonly cancelled: boolean;
  readonly summary: string;
}

function tzidOf(component: ICAL.Component): string | null {
  const value = component.getFirstProperty('dtstart')?.getFirstParameter('tzid');
  return value || null;
}

function once(event: ICAL.Event): Span {
  return {
    start: event.startDate,
    end: event.endDate,
    tzid: tzidOf(event.component),
    recurrence: event.isRecurrenceException() ? dayText(event.recurrenceId) : null,
    cancelled: false,
    summary: event.summary,
  };
}

/** The days of a recurring event up to a day; a rule without end goes no further. */
function recurrences(event: ICAL.Event, to: string): Span[] {
  const spans: Span[] = [];
  const all = event.iterator();
  for (let next = all.next() as ICAL.Time | null, n = 0; next && n < mostLines; next = all.next(), n += 1) {
    if (dayText(next) > to) break;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    spans.push({
      start: startDate,
      end: endDate,
      tzid: tzidOf(item.component),
      recurrence: dayText(next),
      cancelled: textOf(item.component, 'status').toUpperCase() === 'CANCELLED',
      summary: item.summary,
    });
  }
  return spans;
}

const two = (value: number): string => String(value).padStart(2, '0');
const dayText = (time: ICAL.Time): string => `${time.year}-${two(time.month)}-${two(time.day)}`;

/** The site's days that a span touches, or why they cannot be known. */
function daysOf(
  span: Span,
  { zone, zones, dayStartsAt }: Ground,
): { readonly fromOn: string; readonly toOn: string } | CalendarProblem {
  const { start, end, summary } = span;
  if (start.isDate) {
    const fromOn = dayText(start);
    // The end of an all-day event is the day after it (RFC 5545, 3.6.1).
    const last = end.isDate ? dayPlus(dayText(end), -1) : dayText(end);
    // Some programs write the same day twice and mean that day.
    const toOn = dayText(end) === fromOn ? fromOn : last;
    return toOn < fromOn ? { code: 'endBeforeStart', facts: { event: summary } } : { fromOn, toOn };
  }
  const read = instants(span, zone, zones);
  if ('code' in read) return read;
  if (read.endMs < read.startMs) return { code: 'endBeforeStart', facts: { event: summary } };
  const fromOn = wallAt(read.startMs, zone).day;
  const last = wallAt(Math.max(read.startMs, read.endMs - 1), zone);
  // A shift counts by the day on which it begins: a night off until the morning takes nothing of that morning's shift.
  const toOn = last.day > fromOn && last.minute < dayStartsAt ? dayPlus(last.day, -1) : last.day;
  return { fromOn, toOn };
}

/** The instants of a timed span, in ms; by the zone that it names, which must be known and be what the file says of it. */
function instants(
  { start, end, tzid, summary }: Span,
  zone: string,
  zones: ReadonlyMap<string, ICAL.Timezone>,
): { readonly startMs: number; readonly endMs: number } | CalendarProblem {
  if (start.zone === ICAL.Timezone.utcTimezone)
    return { startMs: start.toUnixTime() * 1000, endMs: end.toUnixTime() * 1000 };
  // Without a zone it is the wall clock of whoever reads it: the site's.
  if (tzid === null) return { startMs: wallInstant(start, zone), endMs: wallInstant(end, zone) };
  const told = zones.get(tzid);
  const known = isZone(tzid);
  if (!told && !known) return { code: 'zoneUnknown', facts: { event: summary, zone: tzid } };
  const byFile = (time: ICAL.Time): number =>
    Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second) -
    told!.utcOffset(time) * 1000;
  if (!known) return { startMs: byFile(start), endMs: byFile(end) };
  const startMs = wallInstant(start, tzid);
  const endMs = wallInstant(end, tzid);
  if (told) {
    const other = (byFile(start) - startMs) / 60_000;
    const sameDays =
      wallAt(byFile(start), zone).day === wallAt(startMs, zone).day &&
      wallAt(byFile(end) - 1, zone).day === wallAt(endMs - 1, zone).day;
    if (other !== 0 && !sameDays)
      return { code: 'zoneWrong', facts: { event: summary, zone: tzid, minutes: Math.abs(other) } };
  }
  return { startMs, endMs };
}

function wallInstant(time: ICAL.Time, zone: string): number {
  return instantOf(dayText(time), time.hour * 60 + time.minute, zone);
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What kind of absence the words of an event speak of, in the languages of the room. */
function kindOf(said: string): LeaveKind {
  // Cyrillic and Latin alike.
  const words = `${said} ${fold(said)}`;
  if (/holiday|praznik|neradni|节|假日|法定/iu.test(words)) return 'holiday';
  if (/sick|ill\b|bolovanj|病/iu.test(words)) return 'sick';
  if (/training|course|obuka|kurs|培训/iu.test(words)) return 'training';
  return 'leave';
}

/** Finds whose an event is: an attendee's or organizer's name, else the longest name that its summary holds; two equals: none. */
function matcher(people: readonly Named[]): (event: ICAL.Component) => string | null {
  const byName = new Map<string, string | null>();
  for (const { id: personId, name } of people) {
    const key = fold(name);
    byName.set(key, byName.has(key) ? null : personId);
  }
  const names = [...byName.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  return (event) => {
    for (const property of event.getAllProperties('attendee')) {
      const called = property.getFirstParameter('cn');
      const found = called ? byName.get(fold(called)) : undefined;
      if (found) return found;
    }
    const summary = ` ${fold(textOf(event, 'summary'))} `;
    const held = names.filter((name) => summary.includes(` ${name} `));
    return held[0] === undefined ? null : (byName.get(held[0]) ?? null);
  };
}

/** What a line of a file does to what is kept. */
export type CalendarStep = 'add' | 'change' | 'remove' | 'same' | 'apart' | 'unmatched' | 'nothing';

/** `kept` is the leave that came from the same event before. */
export function stepOf(line: CalendarLine, kept: Leave | undefined): CalendarStep {
  if (line.problem) return 'apart';
  if (line.cancelled) return kept ? 'remove' : 'nothing';
  if (!line.matched) return 'unmatched';
  if (!kept) return 'add';
  const same =
    kept.fromOn === line.fromOn &&
    kept.toOn === line.toOn &&
    kept.personId === line.personId &&
    kept.kind === line.kind;
  return same ? 'same' : 'change';
}
