import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adopt, begin, daysAfter, dueOf, end, fail, pass, periodsAfter, use, type Period, type Recurrence, type Standing,
} from '../electron/duty/recurrence.ts'; // prettier-ignore
import { nextJune } from '../electron/duty/duty.ts';

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => daysAfter('2000-01-01', n));
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 400 }), unit: fc.constant('day' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 60 }), unit: fc.constant('week' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 60 }), unit: fc.constant('month' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 12 }), unit: fc.constant('year' as const) }),
);
const rule = (every: Period | null, change: Partial<Recurrence> = {}): Recurrence => ({
  every,
  policy: 'fromDue',
  uses: null,
  beforeUse: false,
  ...change,
});
const begun = (every: Period, first: string): Standing =>
  begin(rule(every), { boughtOn: null, plannedOn: first }, first);
const month: Period = { count: 1, unit: 'month' };
const gap = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;

describe('calendar', () => {
  test('the end of a month stays the end of a month', () => {
    expect([1, 2, 3, 4].map((n) => periodsAfter('2027-01-31', month, n))).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
    expect(periodsAfter('2028-01-31', month, 1)).toBe('2028-02-29');
    expect(periodsAfter('2027-03-31', month, -1)).toBe('2027-02-28');
  });

  test('29 February comes back in its leap years', () => {
    const year: Period = { count: 1, unit: 'year' };
    expect([1, 2, 3, 4].map((n) => periodsAfter('2024-02-29', year, n))).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
    // 2100 is none
    expect(periodsAfter('2096-02-29', { count: 4, unit: 'year' }, 1)).toBe('2100-02-28');
  });

  test('later is later, whatever the period', () => {
    fc.assert(
      fc.property(day, period, fc.integer({ min: -20, max: 20 }), (from, every, n) => {
        expect(periodsAfter(from, every, n + 1) > periodsAfter(from, every, n)).toBe(true);
        expect(periodsAfter(from, every, 0)).toBe(from);
      }),
    );
  });

  test('the June after today', () => {
    expect(nextJune('2026-05-31')).toBe('2026-06-01');
    expect(nextJune('2026-06-01')).toBe('2027-06-01');
  });
});

describe('a period', () => {
  test('the next day is always after the day it was done, under either policy', () => {
    fc.assert(
      fc.property(
        day,
        period,
        fc.constantFrom('fromDue', 'fromDone'),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 12 }),
        (first, every, policy, waits) => {
          const asked = rule(every, { policy });
          let standing = begun(every, first);
          let doneOn = first;
          for (const wait of waits) {
            doneOn = daysAfter(doneOn, wait);
            standing = pass(asked, standing, doneOn);
            expect(standing.periodOn! > doneOn).toBe(true);
            expect(standing.lastDoneOn).toBe(doneOn);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('from due never drifts: every next day is a whole number of periods from the first', () => {
    fc.assert(
      fc.property(
        day,
        period,
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 12 }),
        (first, every, waits) => {
          let standing = begun(every, first);
          let doneOn = first;
          const points = new Set([first]);
          for (const wait of waits) {
            doneOn = daysAfter(doneOn, wait);
            const before = standing.periodOn!;
            standing = pass(rule(every), standing, doneOn);
            while ([...points].at(-1)! < standing.periodOn!)
              points.add(periodsAfter(first, every, points.size));
            expect(points.has(standing.periodOn!)).toBe(true);
            expect(standing.periodOn! >= before).toBe(true);
            // no point of the rhythm is left out between the later of both days and the next one
            const later = doneOn > before ? doneOn : before;
            const between = [...points].filter((point) => point > later && point < standing.periodOn!);
            expect(between).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('from due: nobody waits longer than one and a half periods for the next', () => {
    fc.assert(
      fc.property(day, period, fc.integer({ min: 0, max: 900 }), (first, every, wait) => {
        const doneOn = daysAfter(first, wait);
        const { periodOn } = pass(rule(every), { ...begun(every, first), lastDoneOn: first }, doneOn);
        // a month may be three days longer than its neighbour
        expect(gap(doneOn, periodOn!)).toBeLessThanOrEqual(
          1.5 * gap(doneOn, periodsAfter(doneOn, every, 1)) + 6,
        );
      }),
    );
  });

  test('done in time, a little early, or late', () => {
    const known = { ...begun(month, '2027-01-31'), lastDoneOn: '2026-12-31' };
    expect(pass(rule(month), known, '2027-01-31').periodOn).toBe('2027-02-28');
    expect(pass(rule(month), known, '2027-01-20').periodOn).toBe('2027-02-28');
    expect(pass(rule(month), known, '2027-03-15').periodOn).toBe('2027-03-31');
    const fromDone = rule(month, { policy: 'fromDone' });
    expect(pass(fromDone, known, '2027-01-20').periodOn).toBe('2027-02-20');
    expect(pass(fromDone, known, '2027-03-15').periodOn).toBe('2027-04-15');
  });

  test('a check on the day after a check does not cover the next period', () => {
    const year: Period = { count: 1, unit: 'year' };
    const once = pass(rule(year), { ...begun(year, '2027-06-01'), lastDoneOn: '2026-06-01' }, '2027-06-01');
    expect(pass(rule(year), once, '2027-06-02').periodOn).toBe('2028-06-01');
    expect(pass(rule(year), once, '2028-05-20').periodOn).toBe('2029-06-01');
  });

  test('an older day typed in later is history and moves nothing', () => {
    fc.assert(
      fc.property(day, period, fc.integer({ min: 1, max: 900 }), (doneOn, every, back) => {
        const known = pass(rule(every), begun(every, doneOn), doneOn);
        expect(pass(rule(every), known, daysAfter(doneOn, -back))).toEqual(known);
        expect(fail(known, daysAfter(doneOn, -back))).toEqual(known);
      }),
    );
  });
});

describe('beginning and changing', () => {
  test('bought lately it waits a period; without any record it is due today, not overdue for years', () => {
    const asked = rule({ count: 5, unit: 'year' });
    const first = (boughtOn: string | null) =>
      begin(asked, { boughtOn, plannedOn: null }, '2026-06-01').periodOn;
    expect(first('2025-03-31')).toBe('2030-03-31');
    expect(first('2010-03-31')).toBe('2026-06-01');
    expect(first(null)).toBe('2031-06-01');
  });

  test('a record of the time before begins the rhythm', () => {
    const asked = rule({ count: 5, unit: 'year' });
    const known = begin(asked, { boughtOn: '2010-03-31', plannedOn: null }, '2026-06-01');
    expect(pass(asked, known, '2024-02-29').periodOn).toBe('2029-02-28');
    // and if even that is long ago it is overdue, as it is
    expect(pass(asked, known, '2020-01-10').periodOn).toBe('2025-01-10');
  });

  test('a shorter period counts from the day it was last passed', () => {
    const known = pass(
      rule({ count: 1, unit: 'year' }),
      begun({ count: 1, unit: 'year' }, '2026-01-10'),
      '2026-01-10',
    );
    expect(adopt(rule(month), known, { boughtOn: null }, '2026-06-01').periodOn).toBe('2026-02-10');
    expect(dueOf(end(known))).toBeNull();
    expect(adopt(rule(null, { uses: 3 }), known, { boughtOn: null }, '2026-06-01').periodOn).toBeNull();
    // what was never done keeps its planned day
    expect(
      adopt(rule(month), begun(month, '2026-09-01'), { boughtOn: '2015-01-01' }, '2026-06-01').periodOn,
    ).toBe('2026-09-01');
  });
});

describe('uses and failures', () => {
  test('owed after so many uses, from the day of the last of them, until it is passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), day, (uses, from) => {
        const asked = rule(null, { uses });
        let standing = begin(asked, { boughtOn: null, plannedOn: null }, from);
        for (let n = 1; n <= uses + 2; n += 1) {
          standing = use(asked, standing, daysAfter(from, n));
          expect(dueOf(standing)).toBe(n >= uses ? daysAfter(from, uses) : null);
        }
        const passed = pass(asked, standing, daysAfter(from, uses + 3));
        expect(passed.usesSince).toBe(0);
        expect(dueOf(passed)).toBeNull();
      }),
    );
  });

  test('before each day of use: done that day it is not owed, not done it is', () => {
    const asked = rule(null, { beforeUse: true });
    const fresh = begin(asked, { boughtOn: null, plannedOn: null }, '2026-06-01');
    expect(dueOf(use(asked, fresh, '2026-06-01'))).toBe('2026-06-01');
    const bumped = pass(asked, fresh, '2026-06-01');
    expect(dueOf(use(asked, bumped, '2026-06-01'))).toBeNull();
    expect(dueOf(use(asked, bumped, '2026-06-02'))).toBe('2026-06-02');
  });

  test('failed is due from that day on, whatever the period says, until it is passed', () => {
    fc.assert(
      fc.property(
        day,
        period,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (first, every, wait, mend) => {
          const failedOn = daysAfter(first, wait);
          const failed = fail(fail(begun(every, daysAfter(first, 61)), failedOn), daysAfter(failedOn, 1));
          expect(dueOf(failed)).toBe(failedOn);
          const again = pass(rule(every), failed, daysAfter(failedOn, mend + 1));
          expect(again.failedOn).toBeNull();
          expect(dueOf(again)! > daysAfter(failedOn, mend + 1)).toBe(true);
        },
      ),
    );
  });
});
