import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closedAt, closedOn, type ClosedSlot } from '../electron/drill/closed-slot.ts';
import { leaveBook } from '../electron/roster/leave.ts';
import { wallAt } from '../electron/roster/local-time.ts';
import { gapsIn, usualPattern } from '../electron/roster/roster.ts';
import { momentAt } from '../electron/readiness/readiness-handlers.ts';
import { candidates } from '../electron/readiness/pool-store.ts';
import { siteInTemp } from './builders.ts';

const zone = 'Europe/Belgrade';
const place = '00000000-0000-7000-8000-000000000001';
const names = { en: 'Blasting', srLatn: 'Miniranje', zhHans: '爆破' };
const blast: ClosedSlot = {
  id: place, kind: 'blast', names, placeId: null, fromOn: '2027-01-01', toOn: '2027-12-31', weekdays: [],
  fromTime: '14:00', toTime: '14:30', version: 1,
}; // prettier-ignore
const hours = ({ fromMs, toMs }: { fromMs: number; toMs: number }): number => (toMs - fromMs) / 3_600_000;

describe('times at which no drill is held', () => {
  test('any drill that shares a moment with a closed time is told, on every day of the year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2027-01-02') / 60_000, max: Date.parse('2027-12-30') / 60_000 }),
        fc.integer({ min: 5, max: 720 }),
        (start, minutes) => {
          const at = start * 60_000;
          let shares = false;
          for (let minute = 0; minute < minutes; minute++) {
            const wall = wallAt(at + minute * 60_000, zone).minute;
            shares ||= wall >= 14 * 60 && wall < 14 * 60 + 30;
          }
          expect(closedAt([blast], at, at + minutes * 60_000, place, zone) !== null).toBe(shares);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a time past midnight follows the wall clock when the clock is moved', () => {
    const stop = { ...blast, fromTime: '22:00', toTime: '06:00' };
    expect(hours(closedOn(stop, '2027-03-27', zone)!)).toBe(7);
    expect(hours(closedOn(stop, '2027-10-30', zone)!)).toBe(9);
    expect(hours(closedOn(stop, '2027-06-01', zone)!)).toBe(8);
    // 05:30 of the day after still belongs to it.
    const at = Date.parse('2027-06-02T03:30:00.000Z');
    expect(closedAt([stop], at, at + 60_000, place, zone)).toBe(stop);
    expect(closedAt([stop], at + 3_600_000, at + 3_660_000, place, zone)).toBeNull();
  });

  test('the hour that comes twice is closed both times, the one that is left out is not lost', () => {
    const night = { ...blast, fromTime: '02:00', toTime: '02:30' };
    for (const second of ['2027-10-31T00:15:00.000Z', '2027-10-31T01:15:00.000Z'])
      expect(closedAt([night], Date.parse(second), Date.parse(second) + 60_000, place, zone)).toBe(night);
    expect(hours(closedOn(night, '2027-03-28', zone)!)).toBeGreaterThanOrEqual(0.5);
  });

  test('weekdays and places narrow it; what closes a works closes its halls', () => {
    const hall = '00000000-0000-7000-8000-000000000002';
    const monday = { ...blast, weekdays: [1], placeId: place };
    const at = (day: string): [number, number] => [
      Date.parse(`${day}T12:00:00Z`),
      Date.parse(`${day}T12:10:00Z`),
    ];
    expect(closedAt([monday], ...at('2027-06-07'), place, zone)).toBe(monday);
    expect(closedAt([monday], ...at('2027-06-08'), place, zone)).toBeNull();
    expect(closedAt([monday], ...at('2027-06-07'), hall, zone)).toBeNull();
    expect(closedAt([monday], ...at('2027-06-07'), hall, zone, new Map([[hall, place]]))).toBe(monday);
  });
});

test('a closed time is added, changed against its version and removed; a range without its weekday is refused', async () => {
  const site = siteInTemp();
  const { id: _id, version: _version, ...given } = blast;
  const slot = await site.call('planner', 'closedSlot.add', { ...given, weekdays: [5, 1] });
  expect(slot).toMatchObject({ weekdays: [1, 5], version: 1 });
  const never = { ...given, weekdays: [7], fromOn: '2027-06-01', toOn: '2027-06-05' };
  expect((await site.refusal('planner', 'closedSlot.add', never)).refused).toBe('closedNever');
  const changed = await site.call('planner', 'closedSlot.change', {
    id: slot.id,
    version: 1,
    toTime: '15:00',
  });
  expect(await site.call('observer', 'closedSlot.list', { from: '2027-06-01', to: '2027-06-30' })).toEqual([
    changed,
  ]);
  expect(await site.call('observer', 'closedSlot.list', { from: '2028-06-01' })).toEqual([]);
  expect((await site.refusal('planner', 'closedSlot.remove', { id: slot.id, version: 1 })).refused).toBe(
    'conflict',
  );
  await site.call('planner', 'closedSlot.remove', { id: slot.id, version: 2 });
  expect(await site.call('observer', 'closedSlot.list', {})).toEqual([]);
});

describe('leave', () => {
  test('the book knows each person on each day, and the holidays', () => {
    const row = { kind: 'leave' as const, note: '', uid: null, version: 1 };
    const leave = { ...row, id: 'a', personId: 'p', fromOn: '2027-06-01', toOn: '2027-06-03' };
    const holiday = {
      ...row,
      kind: 'holiday' as const,
      id: 'b',
      personId: null,
      fromOn: '2027-06-28',
      toOn: '2027-06-28',
    };
    const book = leaveBook([leave, holiday]);
    expect(book.of('p', '2027-06-03')).toBe(leave);
    expect(book.of('p', '2027-06-04')).toBeUndefined();
    expect(book.of('q', '2027-06-02')).toBeUndefined();
    expect(book.holiday('2027-06-28')).toBe(holiday);
    expect(book.holiday('2027-06-02')).toBeUndefined();
  });

  test('who is on leave is on no shift: readiness on that night does not count them', async () => {
    const site = siteInTemp();
    await site.call('planner', 'roster.set', { version: null, ...usualPattern });
    const miner = await site.call('planner', 'person.add', { name: 'Ana Ilić', crew: 'A' });
    const clerk = await site.call('planner', 'person.add', { name: 'Petar Savić' });
    const onShift = (at: string): string[] =>
      candidates(site.site.reader, momentAt(site.site.reader, at, true).moment)
        .filter((person) => person.onShift)
        .map(({ name }) => name);
    // Crew A: days on 1 and 2, nights on 3 and 4 January 2026; the night of the 3rd ends on the 4th.
    const night = '2026-01-04T02:00:00.000Z';
    const friday = '2026-01-02T09:00:00.000Z';
    expect(onShift(night)).toEqual(['Ana Ilić']);
    const leave = await site.call('planner', 'leave.add', {
      personId: miner.id, kind: 'leave', fromOn: '2026-01-03', toOn: '2026-01-03',
    }); // prettier-ignore
    expect(onShift(night)).toEqual([]);
    expect(onShift('2026-01-05T02:00:00.000Z')).toEqual(['Ana Ilić']);
    expect(onShift(friday)).toEqual(['Ana Ilić', 'Petar Savić']);
    await site.call('planner', 'leave.add', {
      personId: null,
      kind: 'holiday',
      fromOn: '2026-01-02',
      toOn: '2026-01-02',
    });
    expect(onShift(friday)).toEqual(['Ana Ilić']);
    await site.call('planner', 'leave.remove', { id: leave.id, version: 1 });
    expect(onShift(night)).toEqual(['Ana Ilić']);
    expect(await site.call('observer', 'leave.list', { from: '2026-01-01', days: 31 })).toHaveLength(1);
    expect(clerk.crew).toBeNull();
  });

  test('what cannot be is refused: reversed days, a wrong year, nobody, twice the same', async () => {
    const site = siteInTemp();
    const person = await site.call('planner', 'person.add', { name: 'Ana Ilić', crew: 'A' });
    const base = { personId: person.id, kind: 'leave' as const, fromOn: '2027-06-01', toOn: '2027-06-10' };
    const refused = async (change: object): Promise<string> =>
      (await site.refusal('planner', 'leave.add', { ...base, ...change })).refused;
    expect(await refused({ toOn: '2027-05-01' })).toBe('leaveReversed');
    expect(await refused({ toOn: '2029-06-10' })).toBe('leaveTooLong');
    expect(await refused({ personId: null })).toBe('leaveOfNobody');
    expect(await refused({ kind: 'holiday' })).toBe('leaveOfNobody');
    const leave = await site.call('planner', 'leave.add', base);
    expect(await refused({ fromOn: '2027-06-10', toOn: '2027-06-12' })).toBe('leaveTwice');
    const longer = await site.call('planner', 'leave.change', {
      id: leave.id,
      version: 1,
      toOn: '2027-06-20',
    });
    expect(longer).toMatchObject({ toOn: '2027-06-20', version: 2 });
    expect(
      (await site.refusal('planner', 'leave.change', { id: leave.id, version: 1, note: 'x' })).refused,
    ).toBe('conflict');
  });
});

test('a shift on which leave takes the last of a team is named; teams without shifts have no gaps', () => {
  const shifts = [
    { on: '2027-06-07', kind: 'day' as const, crews: ['A' as const] },
    { on: '2027-06-07', kind: 'night' as const, crews: ['B' as const] },
  ];
  const people = [
    { id: '1', crew: 'A' as const, teamId: 'T' },
    { id: '2', crew: 'A' as const, teamId: 'T' },
    { id: '3', crew: 'B' as const, teamId: 'T' },
    { id: '4', crew: null, teamId: 'office' },
  ];
  const away = (ids: readonly string[]) => (personId: string) => ids.includes(personId);
  expect(gapsIn(shifts, people, away(['1', '4']))).toEqual([]);
  expect(gapsIn(shifts, people, away(['1', '2', '4']))).toEqual([
    { on: '2027-06-07', kind: 'day', teamId: 'T' },
  ]);
});
