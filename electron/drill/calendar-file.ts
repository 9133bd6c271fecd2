import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block as zoneBlock } from 'timezones-ical-library';
import { instantOf, wallAt } from '../roster/local-time.ts';
import { formatFor, nameIn, translator, type Language } from '../texts.ts';
import type { Names } from '../schema-parts.ts';
import type { DrillEdition, EditionDrill } from './edition.ts';

export interface CalendarOptions {
  readonly language: Language;
  /** IANA name of the site's zone. */
  readonly zone: string;
  readonly programme: Names;
  readonly site: string;
}

/**
 * An edition as an iCalendar file (RFC 5545): a UID that stays the drill's own in every edition, SEQUENCE and LAST-MODIFIED of
 * the edition that last changed it, cancelled drills as CANCELLED, times in the site's zone with its VTIMEZONE. A time that the
 * wall clock shows twice on the day on which it goes back is the first one when it is written with a zone (3.3.5), so the second
 * is written in UTC.
 */
export function calendarFile(edition: DrillEdition, options: CalendarOptions): string {
  const { language, zone } = options;
  const t = translator(language);
  const format = formatFor(language, zone);
  const nameOf = (names: Names): string => nameIn(names, language);
  const calendar = ical({
    prodId: { company: 'Tocsin', product: 'Drills', language: language.slice(0, 2).toUpperCase() },
    name: `${nameOf(options.programme)} · ${options.site}`,
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.x('X-WR-TIMEZONE', zone);
  for (const drill of edition.drills) {
    const start = new WallTime(Date.parse(drill.startsAt), zone);
    const end = new WallTime(start.ms + drill.minutes * 60_000, zone);
    const title = `${t('common.exercise')}: ${nameOf(drill.typeNames)}, ${nameOf(drill.placeNames)}`;
    const said = sentences(drill);
    const event = calendar.createEvent({
      id: `${drill.drillId}@tocsin`,
      sequence: drill.sequence,
      start,
      end,
      timezone: start.saysItself && end.saysItself ? zone : null,
      stamp: new Date(edition.at),
      lastModified: new Date(drill.changedAt),
      summary: drill.cancelled === null ? title : `${t('drill.file.cancelled')}: ${title}`,
      location: `${drill.placeKey} ${nameOf(drill.placeNames)}`,
      description: said.join('\n'),
      status: drill.cancelled === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
      busystatus: drill.cancelled === null ? ICalEventBusyStatus.BUSY : ICalEventBusyStatus.FREE,
      categories: [{ name: t('common.exercise') }, { name: t(`drill.kind.${drill.kind}`) }],
    });
    event.x('X-TOCSIN-EDITION', String(edition.number));
  }
  const [block] = zoneBlock(zone) as [string, string];
  // The library would write DTSTAMP in the calendar's zone, where the standard wants UTC: the zone is put in beside it.
  const text = calendar.toString();
  const at = text.indexOf('BEGIN:VEVENT');
  return at < 0 ? text : `${text.slice(0, at)}${lines(block)}${text.slice(at)}`;

  function sentences(drill: EditionDrill): string[] {
    const { crew, shift } = drill;
    return [
      drill.cancelled !== null &&
        drill.cancelled !== '' &&
        t('drill.file.reason', { reason: drill.cancelled }),
      t(crew === null ? 'drill.file.shift' : 'drill.file.shiftCrew', {
        shift: t(`drill.shift.${shift}`),
        crew: crew ?? '',
        day: format.date(`${drill.shiftOn}T12:00:00.000Z`),
      }),
      drill.observers.length > 0 &&
        t('drill.file.observers', { names: format.list(drill.observers.map(({ name }) => name)) }),
      t('drill.file.edition', {
        number: edition.number,
        at: format.dateTime(edition.at),
        by: edition.byName,
      }),
    ].filter((one) => one !== false);
  }
}

/** An instant as the wall clock of a zone shows it, in the shape in which the library takes a time with a zone. */
class WallTime {
  readonly isValid = true;
  readonly zone = { type: 'iana' };
  readonly ms: number;
  private readonly name: string;

  constructor(ms: number, name: string) {
    this.ms = ms;
    this.name = name;
  }

  /** Whether the wall clock's time alone names the instant. */
  get saysItself(): boolean {
    const { day, minute } = wallAt(this.ms, this.name);
    return instantOf(day, minute, this.name) === this.ms;
  }
  setZone(name = 'UTC'): WallTime {
    return new WallTime(this.ms, name);
  }
  toFormat(pattern: string): string {
    const { day, minute } = wallAt(this.ms, this.name);
    if (pattern === 'yyyyLLdd') return day.replaceAll('-', '');
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${two(Math.floor(minute / 60))}${two(minute % 60)}00`;
  }
  toJSDate(): Date {
    return new Date(this.ms);
  }
  toJSON(): string {
    return this.toJSDate().toISOString();
  }
}

const lines = (block: string): string => `${block.trim().split(/\r?\n/).join('\r\n')}\r\n`;
