import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crews } from '../electron/person/person.ts';
import { instantOf, wallAt } from '../electron/roster/local-time.ts';
import {
  checkRoster,
  officeAt,
  shiftAt,
  shiftOn,
  shiftsFrom,
  usualPattern,
} from '../electron/roster/roster.ts';
import { siteInTemp } from './builders.ts';

const zone = 'Europe/Belgrade';
const year = { min: Date.parse('2026-01-01T00:00:00.000Z'), max: Date.parse('2028-12-31T00:00:00.000Z') };

describe('the wall clock of the site', () => {
  test('an instant and what the wall shows lead to each other, but for the hour that comes twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: year.min / 60_000, max: year.max / 60_000 }),
        fc.constantFrom(zone, 'Asia/Shanghai', 'America/Santiago', 'UTC'),
        (minute, where) => {
          const ms = minute * 60_000;
          const { day, minute: at } = wallAt(ms, where);
          const back = instantOf(day, at, where);
          expect(wallAt(back, where)).toEqual({ day, minute: at });
          expect([0, 3_600_000]).toContain(ms - back);
        },
      ),
    );
  });
});

describe('who is on shift', () => {
  test('at every instant exactly one crew of the usual pattern, for at most 13 hours on end', () => {
    fc.assert(
      fc.property(fc.integer(year), (ms) => {
        const at = new Date(ms).toISOString();
        const shift = shiftAt(usualPattern, at, zone);
        expect(shift.crews).toHaveLength(1);
        expect(shift.startsAt <= at && at < shift.endsAt).toBe(true);
        const hours = (Date.parse(shift.endsAt) - Date.parse(shift.startsAt)) / 3_600_000;
        expect([11, 12, 13]).toContain(hours);
        expect(shiftAt(usualPattern, shift.endsAt, zone).startsAt).toBe(shift.endsAt);
      }),
    );
  });

  test('two days, two nights, four off, each crew its quarter', () => {
    const shifts = shiftsFrom(usualPattern, '2026-06-01', 8, zone);
    expect(shifts).toHaveLength(16);
    for (const crew of crews) {
      const own = shifts.filter((shift) => shift.crews.includes(crew));
      expect(own.map(({ kind }) => kind).sort()).toEqual(['day', 'day', 'night', 'night']);
    }
    expect(shiftOn(usualPattern, '2026-01-01', 'day', zone)).toMatchObject({
      crews: ['A'],
      startsAt: '2026-01-01T06:00:00.000Z',
      endsAt: '2026-01-01T18:00:00.000Z',
    });
    expect(shiftOn(usualPattern, '2026-01-03', 'night', zone).crews).toEqual(['A']);
  });

  test('the night on which the clock is moved is an hour shorter or longer', () => {
    const hours = (on: string): number => {
      const shift = shiftOn(usualPattern, on, 'night', zone);
      return (Date.parse(shift.endsAt) - Date.parse(shift.startsAt)) / 3_600_000;
    };
    expect(hours('2026-03-28')).toBe(11);
    expect(hours('2026-10-24')).toBe(13);
    expect(hours('2026-07-01')).toBe(12);
  });

  test('people without a crew are there in office hours of the site', () => {
    expect(officeAt(usualPattern, '2026-06-01T05:00:00.000Z', zone)).toBe(true); // Monday 07:00
    expect(officeAt(usualPattern, '2026-06-01T04:59:00.000Z', zone)).toBe(false);
    expect(officeAt(usualPattern, '2026-06-01T13:00:00.000Z', zone)).toBe(false);
    expect(officeAt(usualPattern, '2026-06-06T08:00:00.000Z', zone)).toBe(false); // Saturday
  });

  test('a pattern with a shift that nobody works is told', () => {
    expect(checkRoster(usualPattern)).toBeNull();
    expect(checkRoster({ ...usualPattern, cycle: 'DDOOOOOO' })?.refused).toBe('rosterNightUncovered');
    expect(checkRoster({ ...usualPattern, cycle: 'NNNNNNNN' })?.refused).toBe('rosterDayUncovered');
    expect(checkRoster({ ...usualPattern, nightStartsAt: '07:00' })?.refused).toBe('rosterTimes');
  });
});

test('the roster is set once and changed against its version; everyone reads the shifts', async () => {
  const site = siteInTemp();
  expect(await site.call('observer', 'roster.current', {})).toBeNull();
  expect(await site.call('observer', 'roster.shifts', {})).toEqual([]);
  const set = await site.call('planner', 'roster.set', { version: null, ...usualPattern });
  expect(set).toMatchObject({ version: 1, cycle: 'DDNNOOOO' });
  expect((await site.refusal('planner', 'roster.set', { version: null, ...usualPattern })).refused).toBe(
    'conflict',
  );
  expect(
    (await site.refusal('planner', 'roster.set', { version: 1, ...usualPattern, cycle: 'D' })).refused,
  ).toBe('rosterNightUncovered');
  const changed = await site.call('planner', 'roster.set', {
    version: 1, ...usualPattern, dayStartsAt: '06:00', nightStartsAt: '18:00',
  }); // prettier-ignore
  expect(changed.version).toBe(2);
  expect(await site.call('observer', 'roster.current', {})).toEqual(changed);
  const [first] = await site.call('observer', 'roster.shifts', { days: 1 });
  expect(first).toMatchObject({ kind: 'day', on: '2026-06-01', startsAt: '2026-06-01T04:00:00.000Z' });
});
