const made = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  let format = made.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    made.set(zone, format);
  }
  return format;
}

/** What the wall clock of a zone (IANA name) shows at an instant, as ms of a clock without a zone. */
function wallMs(ms: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of wallClock(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<string, number>;
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

/** The day, YYYY-MM-DD, and the minute of the day that the wall clock shows at an instant. */
export function wallAt(ms: number, zone: string): { readonly day: string; readonly minute: number } {
  const wall = new Date(wallMs(ms, zone)).toISOString();
  return { day: wall.slice(0, 10), minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) };
}

/**
 * The instant, in ms, at which the wall clock shows a minute of a day. Of an hour that comes twice the first one; a minute
 * that is left out in spring is as much later as the clock was moved.
 */
export function instantOf(day: string, minute: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00.000Z`) + minute * 60_000;
  const offset = (ms: number): number => wallMs(ms, zone) - Math.floor(ms / 1000) * 1000;
  const first = wall - offset(wall - 86_400_000);
  if (wallMs(first, zone) === wall) return first;
  const second = wall - offset(wall + 86_400_000);
  return wallMs(second, zone) === wall ? second : first;
}

/** The day that it is on a site at an instant (ISO 8601): what "today" means for due days. Without a zone, UTC's. */
export function siteDay(at: string, zone: string | undefined): string {
  return zone === undefined ? at.slice(0, 10) : wallAt(Date.parse(at), zone).day;
}

/** A day so many days later, YYYY-MM-DD. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one day to another, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / 86_400_000);
}

/** ISO day of the week, 1 Monday, of a day YYYY-MM-DD. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7;
}

/** Minute of the day of a wall-clock time HH:MM. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
