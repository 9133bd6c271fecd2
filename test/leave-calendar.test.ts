import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../electron/refusal.ts';
import { dayPlus } from '../electron/roster/local-time.ts';
import { readLeaveCalendar } from '../electron/roster/leave-calendar.ts';
import { siteInTemp } from './builders.ts';

const zone = 'Europe/Belgrade';
const people = [
  { id: 'p1', name: 'Dragana Đorđević' },
  { id: 'p2', name: 'Marko Jović' },
  { id: 'p3', name: 'Li Wei' },
];
const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const read = (text: string, span = { from: '2027-01-01', to: '2027-12-31' }) => {
  const lines = readLeaveCalendar(text, { ...span, zone, people });
  if (isRefusal(lines)) throw new Error(lines.refused);
  return lines;
};
const refused = (text: string) => {
  const lines = readLeaveCalendar(text, { from: '2027-01-01', to: '2027-12-31', zone, people });
  return isRefusal(lines) ? lines.refused : null;
};

describe('leave and holidays from a calendar file', () => {
  test('all-day events end the day before; one that says the same day twice is that day', () => {
    const [a, b] = read(
      calendar(
        event(
          'UID:a',
          'SUMMARY:Odmor Marko Jovic',
          'DTSTART;VALUE=DATE:20270607',
          'DTEND;VALUE=DATE:20270612',
        ),
        event('UID:b', 'SUMMARY:Praznik rada', 'DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270501'),
      ),
    );
    expect(a).toMatchObject({ fromOn: '2027-06-07', toOn: '2027-06-11', personId: 'p2', kind: 'leave' });
    expect(b).toMatchObject({
      fromOn: '2027-05-01',
      toOn: '2027-05-01',
      personId: null,
      kind: 'holiday',
      matched: true,
    });
  });

  test('whose it is: by the attendee, by the name in any script, else nobody', () => {
    const lines = read(
      calendar(
        event(
          'UID:1',
          'SUMMARY:bolovanje',
          'ATTENDEE;CN=Dragana Djordjevic:mailto:d@example.invalid',
          'DTSTART;VALUE=DATE:20270607',
        ),
        event('UID:2', 'SUMMARY:Марко Јовић обука', 'DTSTART;VALUE=DATE:20270607'),
        event('UID:3', 'SUMMARY:Somebody else away', 'DTSTART;VALUE=DATE:20270607'),
      ),
    );
    expect(lines.map(({ personId, kind, matched }) => [personId, kind, matched])).toEqual([
      ['p1', 'sick', true],
      ['p2', 'training', true],
      [null, 'leave', false],
    ]);
  });

  test('times with a zone, without one and in UTC fall on the days of the site', () => {
    const lines = read(
      calendar(
        event('UID:utc', 'SUMMARY:Li Wei', 'DTSTART:20270607T220000Z', 'DTEND:20270608T220000Z'),
        event(
          'UID:tz',
          'SUMMARY:Li Wei',
          'DTSTART;TZID=Asia/Shanghai:20270610T040000',
          'DTEND;TZID=Asia/Shanghai:20270610T120000',
        ),
        event('UID:floating', 'SUMMARY:Li Wei', 'DTSTART:20270612T000000', 'DTEND:20270613T000000'),
      ),
    );
    // 22:00 UTC is midnight in Belgrade in June; 04:00 to 12:00 in Shanghai is the night from 22:00 to 06:00.
    expect(lines.map(({ fromOn, toOn }) => [fromOn, toOn])).toEqual([
      ['2027-06-08', '2027-06-08'],
      ['2027-06-09', '2027-06-09'],
      ['2027-06-12', '2027-06-12'],
    ]);
  });

  const wrongZone = [
    'BEGIN:VTIMEZONE', 'TZID:Europe/Belgrade', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0800',
    'TZOFFSETTO:+0800', 'END:STANDARD', 'END:VTIMEZONE',
  ].join('\r\n'); // prettier-ignore

  test('a zone that nobody knows, and one that the file has wrong, keep the event apart with its name', () => {
    const lines = read(
      calendar(
        wrongZone,
        event(
          'UID:1',
          'SUMMARY:Li Wei',
          'DTSTART;TZID=Mars/Olympus:20270607T080000',
          'DTEND;TZID=Mars/Olympus:20270607T160000',
        ),
        event(
          'UID:2',
          'SUMMARY:Marko Jović',
          'DTSTART;TZID=Europe/Belgrade:20270607T000000',
          'DTEND;TZID=Europe/Belgrade:20270608T000000',
        ),
        event(
          'UID:3',
          'SUMMARY:Li Wei',
          'DTSTART;TZID=Europe/Belgrade:20270607T100000',
          'DTEND;TZID=Europe/Belgrade:20270607T160000',
        ),
      ),
    );
    expect(lines.map(({ problem }) => problem?.code ?? null)).toEqual(['zoneUnknown', 'zoneWrong', null]);
    expect(lines[1]?.problem?.facts).toMatchObject({
      event: 'Marko Jović',
      zone: 'Europe/Belgrade',
      minutes: 360,
    });
  });

  test('a zone with a name of its own is read by the rules in the file, as mail programs write them', () => {
    const own = [
      'BEGIN:VTIMEZONE', 'TZID:Central Europe Standard Time', 'BEGIN:STANDARD', 'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT', 'END:VTIMEZONE',
    ].join('\r\n'); // prettier-ignore
    const tz = 'TZID=Central Europe Standard Time';
    const lines = read(
      calendar(
        own,
        event('UID:s', 'SUMMARY:Li Wei', `DTSTART;${tz}:20270607T000000`, `DTEND;${tz}:20270608T000000`),
        event('UID:w', 'SUMMARY:Li Wei', `DTSTART;${tz}:20271130T000000`, `DTEND;${tz}:20271201T000000`),
      ),
    );
    expect(lines.map(({ fromOn, toOn, problem }) => [fromOn, toOn, problem])).toEqual([
      ['2027-06-07', '2027-06-07', null],
      ['2027-11-30', '2027-11-30', null],
    ]);
  });

  test('days on which the clock goes forward or back are whole days', () => {
    for (const on of ['20270328', '20271031']) {
      const next = dayPlus(`${on.slice(0, 4)}-${on.slice(4, 6)}-${on.slice(6)}`, 1).replaceAll('-', '');
      const [line] = read(
        calendar(
          event(
            'UID:d',
            'SUMMARY:Li Wei',
            `DTSTART;TZID=Europe/Belgrade:${on}T000000`,
            `DTEND;TZID=Europe/Belgrade:${next}T000000`,
          ),
        ),
      );
      expect(line?.fromOn.replaceAll('-', '')).toBe(on);
      expect(line?.toOn).toBe(line?.fromOn);
    }
  });

  test('recurrences come within the days asked for, without those struck out, with those moved', () => {
    const lines = read(
      calendar(
        event(
          'UID:r',
          'SUMMARY:Li Wei',
          'DTSTART;VALUE=DATE:20270604',
          'RRULE:FREQ=WEEKLY',
          'EXDATE;VALUE=DATE:20270611',
        ),
        event(
          'UID:r',
          'SUMMARY:Li Wei',
          'RECURRENCE-ID;VALUE=DATE:20270618',
          'DTSTART;VALUE=DATE:20270617',
          'DTEND;VALUE=DATE:20270618',
        ),
      ),
      { from: '2027-06-01', to: '2027-06-30' },
    );
    expect(lines.map(({ fromOn, uid }) => [fromOn, uid])).toEqual([
      ['2027-06-04', 'r 2027-06-04'],
      ['2027-06-17', 'r 2027-06-18'],
      ['2027-06-25', 'r 2027-06-25'],
    ]);
  });

  test('a single day of a recurring event that the file does not hold is read by itself', () => {
    const lines = read(
      calendar(
        event('UID:r', 'SUMMARY:Li Wei', 'RECURRENCE-ID;VALUE=DATE:20270618', 'DTSTART;VALUE=DATE:20270617'),
      ),
    );
    expect(lines.map(({ fromOn, uid }) => [fromOn, uid])).toEqual([['2027-06-17', 'r 2027-06-18']]);
  });

  test('a night off until the morning is one day; the newest version of an event counts; a file may call off all', () => {
    const night = event('UID:n', 'SUMMARY:Li Wei', 'DTSTART:20270607T190000', 'DTEND:20270608T070000');
    expect(read(calendar(night))[0]).toMatchObject({ fromOn: '2027-06-07', toOn: '2027-06-07' });
    const versions = [2, 1].map((sequence) =>
      event('UID:v', `SEQUENCE:${sequence}`, 'SUMMARY:Li Wei', `DTSTART;VALUE=DATE:2027061${sequence}`),
    );
    expect(read(calendar(...versions)).map(({ fromOn }) => fromOn)).toEqual(['2027-06-12']);
    expect(read(calendar('METHOD:CANCEL', night))[0]).toMatchObject({ cancelled: true });
  });

  test('what is no calendar is refused in a word; any text answers', () => {
    expect(refused('hello')).toBe('icsNotCalendar');
    expect(refused(calendar())).toBe('icsNothing');
    expect(refused('BEGIN:VCARD\r\nFN:x\r\nEND:VCARD')).toBe('icsNotCalendar');
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        refused(text);
        refused(
          calendar(
            event(
              'UID:x',
              `SUMMARY:${text.replace(/[\r\n]/g, ' ')}`,
              `DTSTART:${text.slice(0, 20).replace(/[\r\n]/g, '')}`,
            ),
          ),
        );
      }),
    );
  });
});

test('a file is previewed, imported, imported again as nothing new, changed and cancelled by its UIDs', async () => {
  const site = siteInTemp();
  const span = { from: '2027-01-01', to: '2027-12-31' };
  const mira = await site.call('planner', 'person.add', { name: 'Mira Savić', crew: 'A' });
  const first = calendar(
    event('UID:1', 'SUMMARY:Mira Savić odmor', 'DTSTART;VALUE=DATE:20270607', 'DTEND;VALUE=DATE:20270610'),
    event('UID:2', 'SUMMARY:Away', 'DTSTART;VALUE=DATE:20270620'),
    event('UID:3', 'SUMMARY:Vidovdan praznik', 'DTSTART;VALUE=DATE:20270628'),
  );
  const seen = await site.call('planner', 'leave.readCalendar', { text: first, ...span });
  expect(seen.counts).toMatchObject({ add: 2, unmatched: 1 });
  expect(seen.lines[0]).toMatchObject({ summary: 'Away', step: 'unmatched' });
  const given = [{ uid: '2', personId: mira.id }];
  expect(await site.call('planner', 'leave.importCalendar', { text: first, ...span, given })).toEqual({
    added: 3,
    changed: 0,
    removed: 0,
    leftOut: 0,
  });
  const again = await site.refusal('planner', 'leave.importCalendar', { text: first, ...span });
  expect(again.refused).toBe('icsNothingNew');
  const second = calendar(
    event('UID:1', 'SUMMARY:Mira Savić odmor', 'DTSTART;VALUE=DATE:20270608', 'DTEND;VALUE=DATE:20270610'),
    event('UID:3', 'SUMMARY:Vidovdan praznik', 'DTSTART;VALUE=DATE:20270628', 'STATUS:CANCELLED'),
  );
  expect(await site.call('planner', 'leave.importCalendar', { text: second, ...span })).toEqual({
    added: 0,
    changed: 1,
    removed: 1,
    leftOut: 0,
  });
  const kept = await site.call('observer', 'leave.list', { from: '2027-06-01', days: 30 });
  expect(kept.map(({ fromOn, toOn, personName }) => [fromOn, toOn, personName])).toEqual([
    ['2027-06-08', '2027-06-09', 'Mira Savić'],
    ['2027-06-20', '2027-06-20', 'Mira Savić'],
  ]);
});

test('days that a shortened recurrence no longer has are taken out', async () => {
  const site = siteInTemp();
  await site.call('planner', 'person.add', { name: 'Mira Savić', crew: 'A' });
  const weekly = (rule: string) =>
    calendar(
      event('UID:w', 'SUMMARY:Mira Savić', 'DTSTART;VALUE=DATE:20270604', `RRULE:FREQ=WEEKLY;${rule}`),
    );
  const span = { from: '2027-06-01', to: '2027-06-30' };
  await site.call('planner', 'leave.importCalendar', { text: weekly('COUNT=4'), ...span });
  expect(
    await site.call('planner', 'leave.importCalendar', { text: weekly('COUNT=2'), ...span }),
  ).toMatchObject({ removed: 2, added: 0 });
  const kept = await site.call('observer', 'leave.list', { from: '2027-06-01', days: 30 });
  expect(kept.map(({ fromOn }) => fromOn)).toEqual(['2027-06-04', '2027-06-11']);
});
