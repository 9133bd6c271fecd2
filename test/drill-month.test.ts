import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yearBefore } from '../electron/drill/coverage.ts';
import { instantOf, weekdayOf } from '../electron/roster/local-time.ts';
import { shiftOn, usualPattern } from '../electron/roster/roster.ts';
import { lanesOf } from '../renderer/drill/lanes.ts';
import {
  clockMoves,
  closedSpans,
  monthPlus,
  startIn,
  startsIn,
  weeksOf,
} from '../renderer/drill/month-days.ts';

const zone = 'Europe/Belgrade';
const shift = (on: string, kind: 'day' | 'night') => shiftOn(usualPattern, on, kind, zone);

describe('the days of a month', () => {
  test('by property: whole weeks from Monday that hold every day of the month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const of = `${year}-${String(month).padStart(2, '0')}`;
        const days = weeksOf(of).flat();
        expect(days.length % 7).toBe(0);
        expect(weekdayOf(days[0]!)).toBe(1);
        expect(new Set(days).size).toBe(days.length);
        expect(days).toContain(`${of}-01`);
        expect(days.filter((day) => day.startsWith(of)).length).toBeGreaterThanOrEqual(28);
        expect(days.slice(7)).not.toContain(`${of}-01`);
        expect(monthPlus(monthPlus(of, 1), -1)).toBe(of);
      }),
    );
  });

  test('a drill keeps its time of the day in another shift of its kind, and takes the first usual one elsewhere', () => {
    const times = ['09:00', '20:30', '04:00'];
    const drill = { startsAt: new Date(instantOf('2027-06-03', 9 * 60 + 15, zone)).toISOString() };
    expect(startIn(shift('2027-06-10', 'day'), drill, times, zone)).toBe('2027-06-10T07:15:00.000Z');
    expect(startIn(shift('2027-06-10', 'night'), drill, times, zone)).toBe('2027-06-10T18:30:00.000Z');
    // 04:00 belongs to the night that began the day before.
    expect(startsIn(shift('2027-06-10', 'night'), times, zone)).toEqual([
      '2027-06-10T18:30:00.000Z',
      '2027-06-11T02:00:00.000Z',
    ]);
  });

  test('on days on which the clock is moved a time that is left out is none, and one that comes twice is the first', () => {
    expect(startsIn(shift('2027-03-27', 'night'), ['02:30', '03:30'], zone)).toEqual([
      '2027-03-28T01:30:00.000Z',
    ]);
    expect(startsIn(shift('2027-10-30', 'night'), ['02:30'], zone)).toEqual(['2027-10-31T00:30:00.000Z']);
    expect(['2027-03-28', '2027-10-31', '2027-06-01'].map((day) => clockMoves(day, zone))).toEqual([
      1, -1, 0,
    ]);
  });

  test('the same days a year before, on leap days too', () => {
    expect(yearBefore('2027-06-30')).toBe('2026-06-30');
    expect(yearBefore('2028-02-29')).toBe('2027-02-28');
  });

  test('what is closed shows as a share of the shift', () => {
    const slot = {
      id: 'b', kind: 'blast', names: { en: 'Blasting', srLatn: 'Miniranje', zhHans: '爆破' }, placeId: null,
      fromOn: '2027-06-01', toOn: '2027-06-30', weekdays: [], fromTime: '13:00', toTime: '16:00', version: 1,
    } as const; // prettier-ignore
    const [span, ...more] = closedSpans(shift('2027-06-10', 'day'), () => [slot], zone);
    expect(more).toEqual([]);
    expect(span).toMatchObject({ from: 0.5, share: 0.25 });
    expect(closedSpans(shift('2027-06-10', 'night'), () => [slot], zone)).toEqual([]);
  });

  test('by property: drills that run at the same time never share a lane', () => {
    const one = fc.record({
      at: fc.integer({ min: 0, max: 1400 }),
      minutes: fc.integer({ min: 5, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (drills) => {
        const lines = drills.map(({ at, minutes }, index) => ({
          id: String(index),
          startsAt: new Date(at * 60_000).toISOString(),
          minutes,
        }));
        const lanes = lanesOf(lines);
        for (const a of drills.keys())
          for (const b of drills.keys()) {
            const [one, two] = [drills[a]!, drills[b]!];
            if (a === b || one.at >= two.at + two.minutes || two.at >= one.at + one.minutes) continue;
            expect(lanes.get(String(a))!.lane).not.toBe(lanes.get(String(b))!.lane);
            expect(lanes.get(String(a))!.of).toBe(lanes.get(String(b))!.of);
          }
        for (const { lane, of } of lanes.values()) expect(lane).toBeLessThan(of);
      }),
    );
  });
});
