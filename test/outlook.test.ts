import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  levelIn, outlookAt, outlookOf, timesLeft, type LevelReading, type Moving, type Outlook,
} from '../electron/flood/outlook.ts'; // prettier-ignore
import { siteInTemp } from './builders.ts';

const nowMs = Date.parse('2026-06-01T06:00:00.000Z');
const minute = 60_000;
const levels = { watchCm: 300, warningCm: 330, dangerCm: 360, everyMinutes: 5 };

/** A fixed row of numbers between 0 and 1, the same at every run. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Readings of a scripted river: `at(t)` is the truth, t in minutes from now. */
function script(
  at: (t: number) => number,
  times: readonly number[],
  noise: (t: number) => number = () => 0,
): LevelReading[] {
  return times.map((t) => ({ atMs: nowMs + t * minute, levelCm: at(t) + noise(t) }));
}
const every = (minutes: number, count: number, lastAgo = 0): number[] =>
  Array.from({ length: count }, (_, n) => -lastAgo - n * minutes);

function moving(outlook: Outlook): Moving {
  if (outlook.kind !== 'rising' && outlook.kind !== 'falling' && outlook.kind !== 'steady')
    throw new Error(outlook.kind);
  return outlook;
}
const dangerOf = (outlook: Outlook) => moving(outlook).thresholds.find(({ level }) => level === 'danger')!;

interface Case {
  readonly name: string;
  readonly times: (age: number) => readonly number[];
  readonly outliers?: number;
  /** The gauge's zero was shifted by so many cm so many minutes ago. */
  readonly shift?: { readonly cm: number; readonly ago: number };
  readonly quickens?: number;
}

/** How often the truth lies within the range, of many noisy rivers that rise towards danger. */
function covered({ times, outliers = 0, shift, quickens = 0 }: Case, seed: number) {
  const random = dice(seed);
  let [within, told, silent] = [0, 0, 0];
  for (let run = 0; run < 1500; run += 1) {
    const slope = 0.3 + random() * 3.7;
    const ahead = 15 + random() * 90;
    const bend = (quickens * slope) / 60;
    const truth = (t: number): number => 200 + slope * t + (bend * t * t) / 2;
    const noise = (t: number): number => {
      const wrong = random() < outliers ? (random() < 0.5 ? -1 : 1) * (20 + random() * 200) : 0;
      return random() * 4 - 2 + wrong - (shift && t < -shift.ago ? shift.cm : 0);
    };
    const readings = script(truth, times(random() * 5), noise).map((one) => ({
      ...one,
      levelCm: Math.round(one.levelCm),
    }));
    const outlook = outlookOf(
      readings,
      { ...levels, watchCm: -1e6, warningCm: -1e5, dangerCm: truth(ahead) },
      nowMs,
    );
    if (outlook.kind !== 'rising') {
      silent += 1;
      continue;
    }
    const { soonest, latest } = dangerOf(outlook);
    told += 1;
    if ((soonest ?? Infinity) <= ahead && ahead <= (latest ?? Infinity)) within += 1;
  }
  return { within: within / told, told: told / (told + silent) };
}

describe('minutes left against a scripted truth', () => {
  const linear: readonly Case[] = [
    { name: 'by radio, every five minutes for an hour', times: (age) => every(5, 12, age) },
    { name: 'two hours of them', times: (age) => every(5, 24, age) },
    { name: 'an instrument, every minute', times: (age) => every(1, 90, age) },
    { name: 'six readings', times: (age) => every(5, 6, age) },
    { name: 'one reading of ten wrong by 20 to 220 cm', times: (age) => every(5, 20, age), outliers: 0.1 },
    { name: 'a gap of half an hour', times: (age) => every(5, 20, age).filter((t) => t > -15 || t < -45) },
  ];
  test.each(linear)('a steady rise read to ±2 cm lies in the range 95 times of 100: $name', (one) => {
    const { within, told } = covered(one, 7);
    expect(within).toBeGreaterThanOrEqual(0.95);
    expect(told).toBeGreaterThan(0.9);
  });
  test.each<Case>([
    { name: '40 cm up, 50 minutes ago', times: (age) => every(5, 20, age), shift: { cm: 40, ago: 50 } },
    { name: '70 cm down, 50 minutes ago', times: (age) => every(5, 24, age), shift: { cm: -70, ago: 50 } },
    { name: '120 cm up, 35 minutes ago', times: (age) => every(5, 20, age), shift: { cm: 120, ago: 35 } },
  ])('a shifted zero does not tilt the slope: $name', (one) => {
    const { within, told } = covered(one, 11);
    expect(within).toBeGreaterThanOrEqual(0.93);
    expect(told).toBeGreaterThan(0.85);
  });
  test('a rise that quickens by half an hour after hour is seen in time', () => {
    const { within } = covered({ name: '', times: (age) => every(5, 24, age), quickens: 0.5 }, 13);
    expect(within).toBeGreaterThanOrEqual(0.85);
  });

  test('a rise on a line is read back: slope, level and minutes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 6, noNaN: true }),
        fc.integer({ min: 5, max: 30 }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (slope, count, age) => {
          const ahead = 45;
          const truth = (t: number): number => 360 - slope * (ahead - t);
          const outlook = outlookOf(script(truth, every(5, count, age)), levels, nowMs);
          expect(outlook).toMatchObject({ kind: 'rising', readings: Math.min(count, 25) });
          expect(moving(outlook).cmMin).toBeCloseTo(slope, 6);
          expect(moving(outlook).levelCm).toBeCloseTo(truth(0), 4);
          const danger = dangerOf(outlook);
          expect(danger.minutes).toBeCloseTo(ahead, 4);
          expect(danger.soonest).toBeLessThan(ahead);
          expect(danger.latest).toBeGreaterThan(ahead);
        },
      ),
    );
  });

  const noisy = fc
    .record({
      slope: fc.double({ min: 0.4, max: 4, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1e9 }),
      count: fc.integer({ min: 6, max: 30 }),
    })
    .map(({ slope, seed, count }) => {
      const random = dice(seed);
      return script(
        (t) => 250 + slope * t,
        every(5, count, 2),
        () => random() * 4 - 2,
      );
    });

  test('the order of the readings and saying one twice change nothing', () => {
    fc.assert(
      fc.property(noisy, fc.integer({ min: 1, max: 1e9 }), (readings, seed) => {
        const random = dice(seed);
        const mixed = [...readings, readings[0]!]
          .map((one) => ({ one, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(outlookOf(mixed, levels, nowMs)).toEqual(outlookOf(readings, levels, nowMs));
      }),
    );
  });

  test('another zero of the gauge, another day: the same minutes', () => {
    fc.assert(
      fc.property(
        noisy,
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: -90, max: 90 }),
        (readings, up, days) => {
          const by = days * 86_400_000;
          const raised = { watchCm: 300 + up, warningCm: 330 + up, dangerCm: 360 + up, everyMinutes: 5 };
          const moved = readings.map(({ atMs, levelCm }) => ({ atMs: atMs + by, levelCm: levelCm + up }));
          const [here, there] = [outlookOf(readings, levels, nowMs), outlookOf(moved, raised, nowMs + by)];
          expect(there.kind).toBe(here.kind);
          if (here.kind !== 'rising' || there.kind !== 'rising') return;
          for (const [index, { minutes, soonest, latest }] of here.thresholds.entries()) {
            const other = there.thresholds[index]!;
            expect(other.minutes ?? -1).toBeCloseTo(minutes ?? -1, 3);
            expect(other.soonest ?? -1).toBeCloseTo(soonest ?? -1, 3);
            expect(other.latest ?? -1).toBeCloseTo(latest ?? -1, 3);
          }
        },
      ),
    );
  });

  test('levels, noise and thresholds all twice as large: the same minutes', () => {
    fc.assert(
      fc.property(noisy, fc.integer({ min: 2, max: 5 }), (readings, scale) => {
        const big = readings.map(({ atMs, levelCm }) => ({ atMs, levelCm: levelCm * scale }));
        const far = { watchCm: 300 * scale, warningCm: 330 * scale, dangerCm: 360 * scale, everyMinutes: 5 };
        const [small, large] = [outlookOf(readings, levels, nowMs), outlookOf(big, far, nowMs)];
        if (small.kind !== 'rising' || large.kind !== 'rising' || small.readings !== large.readings) return;
        expect(large.cmMin / scale).toBeCloseTo(small.cmMin, 5);
        expect(dangerOf(large).minutes ?? -1).toBeCloseTo(dangerOf(small).minutes ?? -1, 3);
      }),
    );
  });
});

describe('what it does not know it says', () => {
  const rising = script((t) => 300 + 2 * t, every(5, 12));

  test('nothing read, too few, too short', () => {
    expect(outlookOf([], levels, nowMs)).toEqual({ kind: 'noReadings', nowMs });
    expect(outlookOf(rising.slice(0, 4), levels, nowMs)).toMatchObject({
      kind: 'fewReadings',
      readings: 4,
      cmMin: 2,
    });
    expect(outlookOf(rising.slice(0, 1), levels, nowMs)).toMatchObject({ kind: 'fewReadings', cmMin: null });
    const seconds = script((t) => 300 + t, every(0.1, 50));
    expect(outlookOf(seconds, levels, nowMs)).toMatchObject({ kind: 'fewReadings' });
  });

  test('a reading of yesterday counts for nothing; none for a quarter of an hour is stale', () => {
    const old = { atMs: nowMs - 86_400_000, levelCm: 10 };
    expect(outlookOf([...rising, old], levels, nowMs)).toEqual(outlookOf(rising, levels, nowMs));
    expect(outlookOf(rising, levels, nowMs + 16 * minute)).toMatchObject({ kind: 'stale', ageMinutes: 16 });
    // One that is read by the hour is not stale after half an hour.
    expect(outlookOf(rising, { ...levels, everyMinutes: 60 }, nowMs + 30 * minute).kind).toBe('rising');
    expect(outlookAt(outlookOf(rising, levels, nowMs), nowMs + 16 * minute)).toEqual(
      outlookOf(rising, levels, nowMs + 16 * minute),
    );
  });

  test('still and falling water have no minutes, whatever the noise', () => {
    const random = dice(3);
    const still = script(
      () => 280,
      every(5, 20),
      () => Math.round(random() * 4 - 2),
    );
    expect(outlookOf(still, levels, nowMs)).toMatchObject({ kind: 'steady', thresholds: [] });
    const falling = script((t) => 280 - t, every(5, 20));
    expect(outlookOf(falling, levels, nowMs)).toMatchObject({
      kind: 'falling',
      cmMin: expect.closeTo(-1, 6) as number,
      thresholds: [],
    });
  });

  test('a level that is reached has 0 minutes; one beyond six hours has none', () => {
    const outlook = outlookOf(
      script((t) => 331 + 0.06 * t, every(5, 20)),
      levels,
      nowMs,
    );
    expect(moving(outlook).thresholds).toMatchObject([
      { level: 'watch', minutes: 0, soonest: 0, latest: 0 },
      { level: 'warning', minutes: 0 },
      { level: 'danger', minutes: null, latest: null },
    ]);
    expect(
      timesLeft(
        outlookOf(
          script(() => 340, every(5, 20)),
          levels,
          nowMs,
        ),
        levels,
      ),
    ).toMatchObject([
      { level: 'watch', minutes: 0 },
      { level: 'warning', minutes: 0 },
    ]);
  });

  test('right after a shift there are not enough readings, and it says by how much the level shifted', () => {
    const shifted = script((t) => 200 + 0.5 * t + (t > -7 ? 60 : 0), every(5, 20));
    const outlook = outlookOf(shifted, levels, nowMs);
    expect(outlook).toMatchObject({
      kind: 'fewReadings',
      readings: 2,
      step: { byCm: expect.closeTo(60, 0) as number },
    });
    // One reading that is far off is wrong, not a shift.
    const wrong = rising.map((one, index) => (index === 0 ? { ...one, levelCm: one.levelCm - 90 } : one));
    expect(outlookOf(wrong, levels, nowMs)).toMatchObject({
      kind: 'rising',
      cmMin: expect.closeTo(2, 6) as number,
      step: null,
    });
  });

  test('a flood wave that begins at once is no shift: the later half counts', () => {
    const wave = script((t) => 200 + Math.max(0, t + 30) * 3, every(5, 18));
    expect(outlookOf(wave, levels, nowMs)).toMatchObject({ kind: 'rising', step: null });
    expect(moving(outlookOf(wave, levels, nowMs)).cmMin).toBeGreaterThan(2);
  });

  test('water that stood for hours and begins to rise is not called steady: the second reading says so', () => {
    const random = dice(5);
    for (const slope of [0.8, 1.45, 3]) {
      // Two hours still, to ±1 cm, then the wave; asked at each reading of it.
      const told = [1, 2, 3, 4, 5, 6, 7].map((after) =>
        outlookOf(
          script(
            (t) => 150 + Math.max(0, t + after * 5) * slope,
            every(5, 24 + after),
            () => Math.round(random() * 2 - 1),
          ),
          levels,
          nowMs,
        ),
      );
      const since = slope < 1 ? 3 : 2;
      for (const outlook of told.slice(since - 1)) {
        if (outlook.kind === 'noReadings' || outlook.kind === 'stale') throw new Error(outlook.kind);
        expect(['fewReadings', 'rising'], `${slope} cm/min`).toContain(outlook.kind);
        expect(outlook.cmMin).toBeGreaterThan(slope * 0.6);
      }
      expect(told[4]).toMatchObject({ kind: 'rising' });
    }
  });

  test('one wrong reading at the end is no rise', () => {
    const still = script((t) => (t === 0 ? 190 : 150), every(5, 24));
    expect(outlookOf(still, levels, nowMs)).toMatchObject({ kind: 'steady' });
  });

  test('minutes run down by the clock between readings', () => {
    const outlook = outlookOf(rising, levels, nowMs);
    const later = outlookAt(outlook, nowMs + 7 * minute);
    expect(dangerOf(later).minutes).toBeCloseTo(dangerOf(outlook).minutes! - 7, 6);
    expect(moving(later).levelCm).toBeCloseTo(314, 6);
    // The clock tells the same as asking again would.
    expect(dangerOf(outlookOf(rising, levels, nowMs + 7 * minute)).minutes).toBeCloseTo(
      dangerOf(later).minutes!,
      6,
    );
  });

  test('a clock that lags behind the answer does not bring back what was reached', () => {
    const reached = outlookOf(
      script((t) => 340 + t, every(5, 12)),
      levels,
      nowMs,
    );
    expect(moving(outlookAt(reached, nowMs - 4000)).thresholds).toEqual(moving(reached).thresholds);
  });

  test('the level in an hour has a range that grows', () => {
    const outlook = outlookOf(rising, levels, nowMs);
    const [soon, late] = [levelIn(outlook, 30)!, levelIn(outlook, 180)!];
    expect(soon.meanCm).toBeCloseTo(360, 6);
    expect(soon.lowCm).toBeLessThan(360);
    expect(soon.highCm).toBeGreaterThan(360);
    expect(late.highCm - late.lowCm).toBeGreaterThan(soon.highCm - soon.lowCm);
    expect(levelIn({ kind: 'noReadings', nowMs }, 30)).toBeNull();
  });
});

describe('through the door', () => {
  test('readings by radio raise the river; gauge, zone and log tell the minutes', async () => {
    const site = siteInTemp();
    const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
    const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
    const add = async (key: string, kind: 'gauge' | 'floodZone') =>
      (await site.call('planner', 'place.add', { key, kind, names: names(key), geometry })).id;
    const [gaugeId, zoneId] = [await add('G-07', 'gauge'), await add('FZ-2', 'floodZone')];
    await site.call('planner', 'flood.addGauge', {
      placeId: gaugeId,
      watchCm: 300,
      warningCm: 330,
      dangerCm: 360,
    });
    await site.call('planner', 'flood.addZoneGauge', {
      zoneId,
      gaugeId,
      watchCm: 330,
      warningCm: 350,
      dangerCm: 380,
    });
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: zoneId,
      severity: 2,
      note: 'Water',
    });
    for (let n = 0; n < 7; n += 1) {
      site.clock.advance(5 * minute);
      await site.call('coordinator', 'flood.read', {
        gaugeId,
        levelCm: 260 + 5 * n,
        incidentId: incident.id,
      });
    }
    const [gauge] = (await site.call('observer', 'flood.board', {})).gauges;
    expect(gauge!.outlook).toMatchObject({
      kind: 'rising',
      cmMin: expect.closeTo(1, 6) as number,
      readings: 7,
    });
    expect(dangerOf(gauge!.outlook).minutes).toBeCloseTo(70, 4);
    const [zone] = (await site.call('observer', 'flood.board', {})).zones;
    expect(zone!.left.map(({ level, minutes }) => [level, Math.round(minutes ?? -1)])).toEqual([
      ['watch', 40],
      ['warning', 60],
      ['danger', 90],
    ]);
    const log = await site.call('observer', 'log.page', { incidentId: incident.id });
    expect(log.rows.at(-1)?.text).toContain('watch in 10 min');
  });
});
