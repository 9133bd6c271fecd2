import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drillMsAt, instantOfDrill, paceOn, turned, type Leg } from '../electron/drill/drill-clock.ts';

const t0 = Date.parse('2026-06-01T06:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

/** A clock that was turned now and then, with the moment after the last turn. */
const turns: fc.Arbitrary<readonly Leg[]> = fc
  .array(
    fc.record({ afterMs: fc.integer({ min: 0, max: 3_600_000 }), rate: fc.integer({ min: 0, max: 60 }) }),
    { maxLength: 8 },
  )
  .map((steps) => {
    let legs: readonly Leg[] = [{ at: iso(t0), drillMs: 0, rate: 1 }];
    let at = t0;
    for (const { afterMs, rate } of steps) {
      at += afterMs;
      legs = turned(legs, iso(at), rate);
    }
    return legs;
  });
const moment = fc.integer({ min: 0, max: 10 * 3_600_000 }).map((ms) => t0 + ms);

describe('the clock of a drill', () => {
  test('never runs back, and never jumps: no faster than 60 times the wall', () => {
    fc.assert(
      fc.property(turns, moment, fc.integer({ min: 0, max: 3_600_000 }), (legs, at, more) => {
        const passed = drillMsAt(legs, at + more) - drillMsAt(legs, at);
        expect(passed).toBeGreaterThanOrEqual(0);
        expect(passed).toBeLessThanOrEqual(60 * more);
      }),
    );
  });
  test('turning it changes nothing of what it showed before, and goes on from there', () => {
    fc.assert(
      fc.property(
        turns,
        fc.integer({ min: 0, max: 3_600_000 }),
        fc.integer({ min: 0, max: 60 }),
        (legs, ms, rate) => {
          const at = Date.parse(legs.at(-1)!.at) + ms;
          const after = turned(legs, iso(at), rate);
          for (const before of [t0, (t0 + at) / 2, at].map(Math.round))
            expect(drillMsAt(after, before)).toBe(drillMsAt(legs, before));
          expect(drillMsAt(after, at + 1000) - drillMsAt(after, at)).toBe(1000 * rate);
        },
      ),
    );
  });
  test('the instant of a drill minute is the first at which the clock shows it; none when it stands before', () => {
    fc.assert(
      fc.property(turns, fc.integer({ min: 0, max: 36_000_000 }), (legs, drillMs) => {
        const instant = instantOfDrill(legs, drillMs);
        if (instant === null) {
          expect(legs.at(-1)!.rate).toBe(0);
          expect(drillMsAt(legs, t0 + 1e12)).toBeLessThan(drillMs);
          return;
        }
        expect(drillMsAt(legs, instant)).toBeGreaterThanOrEqual(drillMs);
        if (instant > t0) expect(drillMsAt(legs, instant - 1)).toBeLessThan(drillMs);
      }),
    );
  });
  test('what has become due by it was due at that instant, however the clock is turned after', () => {
    fc.assert(
      fc.property(
        turns,
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 60 }),
        (legs, minutes, rate) => {
          const due = paceOn(legs).after(iso(t0), minutes);
          if (due === null) return;
          const later = Math.max(Date.parse(legs.at(-1)!.at), Date.parse(due));
          expect(paceOn(turned(legs, iso(later), rate)).after(iso(t0), minutes)).toBe(due);
        },
      ),
    );
  });
  test('an incident that is no drill runs by the wall', () => {
    expect(paceOn(null).after(iso(t0), 10)).toBe(iso(t0 + 600_000));
    expect(paceOn([]).minutesBetween(iso(t0), iso(t0 + 90_000))).toBe(1.5);
  });
});
