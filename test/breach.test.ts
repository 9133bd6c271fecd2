import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutesLeft, reachOf, whatIsReached, type BreachArea } from '../electron/breach/breach.ts';
import { readStudy } from '../electron/breach/study-file.ts';
import { isRefusal } from '../electron/refusal.ts';
import type { Place } from '../electron/place/place.ts';
import type { LonLat } from '../electron/zone/plane.ts';
import { siteInTemp } from './builders.ts';

const square = (lon: number, lat: number, size: number): BreachArea['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ],
});
const file = (features: readonly object[], more: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
const feature = (properties: object, geometry: object = square(22.1, 44.07, 0.01)): object => ({
  type: 'Feature',
  properties,
  geometry,
});
const anywhere = (_at: LonLat): boolean => true;
const read = (text: string) => {
  const found = readStudy(text, anywhere);
  if (isRefusal(found)) throw new Error(found.refused);
  return found;
};

describe('a breach study as engineers hand it over', () => {
  test('columns in three languages, hours and seconds, decimal commas', () => {
    const cases: readonly [object, number, number | null][] = [
      [{ arrival_min: 12, depth_m: 2.5 }, 12, 2.5],
      [{ T_arr_h: 0.5 }, 30, null],
      [{ 'arrival (s)': 90 }, 1.5, null],
      [{ dolazak: '1,5 h', dubina: '0,8' }, 90, 0.8],
      [{ 到达时间: '7 min', 水深: 3 }, 7, 3],
    ];
    for (const [properties, arrivalMin, depthM] of cases) {
      const [area] = read(file([feature(properties)])).areas;
      expect(area).toMatchObject({ arrivalMin, depthM });
    }
  });

  test('lines are left out and counted; what cannot be is refused with the number of the feature', () => {
    const line = feature({ arrival_min: 3 }, { type: 'LineString', coordinates: [[22, 44], [22.1, 44]] }); // prettier-ignore
    expect(read(file([line, feature({ arrival_min: 3 })]))).toMatchObject({ leftOut: 1, areas: [{}] });
    const refusal = (text: string, reaches = anywhere) => readStudy(text, reaches);
    expect(refusal('not json')).toMatchObject({ refused: 'studyNotGeoJson' });
    expect(refusal('{"type":"Feature"}')).toMatchObject({ refused: 'studyNotGeoJson' });
    expect(refusal(file([line]))).toMatchObject({ refused: 'studyEmpty', facts: { leftOut: 1 } });
    const without = file([feature({ arrival_min: 3 }), feature({ depth: 2 })]);
    expect(refusal(without)).toMatchObject({ refused: 'studyNoArrival', facts: { number: 2 } });
    expect(refusal(file([feature({ arrival_min: -3 })]))).toMatchObject({ refused: 'studyNoArrival' });
    const utm = file([feature({ arrival_min: 3 }, square(587_000, 4_880_000, 500))]);
    expect(refusal(utm, ([lon]) => Math.abs(lon - 22.1) < 1)).toMatchObject({ refused: 'studyNotDegrees' });
    const named = file([feature({ arrival_min: 3 })], { crs: { properties: { name: 'EPSG:6316' } } });
    expect(refusal(named)).toMatchObject({ refused: 'studySystem', facts: { system: 'EPSG:6316' } });
    const swapped = file([feature({ arrival_min: 3 }, square(44.07, 22.1, 0.01))]);
    expect(refusal(swapped, ([lon]) => Math.abs(lon - 22.1) < 1)).toMatchObject({ refused: 'studyFarAway' });
  });
});

describe('what the wave reaches', () => {
  const spot = (key: string, kind: Place['kind'], lon: number, lat: number): Place => ({
    id: key, key, kind, names: { en: key, srLatn: key, zhHans: key }, geometry: { type: 'Point', coordinates: [lon, lat] },
    parentId: null, attributes: {}, version: 1,
  }); // prettier-ignore

  test('a point is reached by exactly the squares that it lies in, first come first', () => {
    const areas = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 8 }),
        y: fc.integer({ min: 0, max: 8 }),
        size: fc.integer({ min: 1, max: 4 }),
        arrivalMin: fc.integer({ min: 0, max: 90 }),
        depthM: fc.option(fc.integer({ min: 0, max: 9 })),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(areas, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }), (given, x, y) => {
        const found = reachOf(
          given.map((each) => ({
            ...each,
            velocityMs: null,
            geometry: square(22 + each.x / 100, 44 + each.y / 100, each.size / 100),
          })),
          { type: 'Point', coordinates: [22 + (x + 0.5) / 100, 44 + (y + 0.5) / 100] },
        );
        const inside = given.filter(
          (each) => x >= each.x && x < each.x + each.size && y >= each.y && y < each.y + each.size,
        );
        expect(found?.arrivalMin ?? null).toBe(
          inside.length === 0 ? null : Math.min(...inside.map(({ arrivalMin }) => arrivalMin)),
        );
        const depths = inside.flatMap(({ depthM }) => depthM ?? []);
        if (found) expect(found.depthM).toBe(depths.length === 0 ? null : Math.max(...depths));
      }),
    );
  });

  test('people are sent to the nearest dry muster point that they reach in time, and told when there is none', () => {
    const areas: BreachArea[] = [
      { arrivalMin: 10, depthM: 2, velocityMs: 3, geometry: square(22.1, 44.07, 0.01) },
    ];
    const places = [
      spot('B-1', 'building', 22.101, 44.071),
      spot('B-2', 'building', 22.109, 44.079),
      spot('M-1', 'muster', 22.105, 44.075),
      spot('M-2', 'muster', 22.0995, 44.071),
    ];
    const reached = whatIsReached(areas, places, new Map([['M-1', 40]]));
    const of = (key: string) => reached.find(({ place }) => place.key === key);
    expect(reached.map(({ place }) => place.key)).toEqual(['B-1', 'B-2', 'M-1']);
    // 120 m west in a straight line: 156 m on foot, 3 minutes.
    expect(of('B-1')?.wayOut).toMatchObject({ to: { key: 'M-2' }, walkMin: 3, bearing: 270 });
    expect(of('B-2')?.wayOut).toBeNull();
    expect(of('M-1')).toMatchObject({ heads: 40 });
  });

  test('minutes left go through zero and on', () => {
    const run = { startedAt: '2026-06-01T03:40:00.000Z' };
    expect(minutesLeft(run, 12, '2026-06-01T03:40:00.000Z')).toBe(12);
    expect(minutesLeft(run, 12, '2026-06-01T03:55:30.000Z')).toBe(-3.5);
  });
});

describe('the clock', () => {
  const names = { en: 'Dam', srLatn: 'Brana', zhHans: '坝' };
  async function site() {
    const room = siteInTemp();
    const add = (key: string, kind: string, geometry: object, parentId: string | null = null) =>
      room.call('planner', 'place.add', { key, kind, names, geometry, parentId } as never);
    const dam = await add('TD-1', 'tailingsDam', square(22.1, 44.08, 0.01));
    const part = await add('TD-1-EMB', 'tailingsDam', square(22.1, 44.08, 0.002), dam.id);
    await add('M-1', 'muster', { type: 'Point', coordinates: [22.105, 44.075] });
    const study = {
      damId: dam.id, title: 'Breach', author: 'Engineers', madeOn: '2026-02-01', text: file([feature({ arrival_min: 9 })]),
    }; // prettier-ignore
    await room.call('planner', 'breach.importStudy', study);
    return { room, dam, part, study };
  }

  test('is rehearsed without an alarm, gives way to the real one, and is stopped with a reason', async () => {
    const { room, dam, study } = await site();
    const board = await room.call('observer', 'breach.board', { damId: dam.id });
    expect(board).toMatchObject({ run: null, reached: [{ place: { key: 'M-1' }, arrivalMin: 9 }] });
    await room.call('coordinator', 'breach.start', { damId: dam.id, rehearsal: true });
    expect(
      await room.refusal('coordinator', 'breach.start', { damId: dam.id, rehearsal: true }),
    ).toMatchObject({
      refused: 'breachRuns',
    });
    expect(await room.refusal('planner', 'breach.importStudy', study)).toMatchObject({
      refused: 'breachRuns',
    });
    const real = await room.call('coordinator', 'breach.start', { damId: dam.id, rehearsal: false });
    expect(await room.call('observer', 'breach.running', {})).toMatchObject([
      { id: real.id, rehearsal: false },
    ]);
    const stopped = { id: real.id, version: real.version, reason: 'false alarm, seen on site' };
    await room.call('coordinator', 'breach.stop', stopped);
    expect(await room.refusal('coordinator', 'breach.stop', stopped)).toMatchObject({
      refused: 'breachOver',
    });
    expect(await room.call('observer', 'breach.running', {})).toEqual([]);
  });

  test('an alarm of the first priority on the dam, or on a part of it, starts it at once', async () => {
    const { room, dam, part } = await site();
    await room.call('coordinator', 'alarm.raise', { priority: 2, cause: 'Seepage', placeId: part.id });
    expect(await room.call('observer', 'breach.running', {})).toEqual([]);
    const alarm = await room.call('coordinator', 'alarm.raise', {
      priority: 1, cause: 'Embankment moves', placeId: part.id,
    }); // prettier-ignore
    expect(await room.call('observer', 'breach.running', {})).toMatchObject([
      { damId: dam.id, alarmId: alarm.id, rehearsal: false },
    ]);
  });

  test('a breach is not of tomorrow nor of last week, and an exercise only rehearses', async () => {
    const { room, dam } = await site();
    const at = new Date(room.clock.nowMs() + 600_000).toISOString();
    expect(
      await room.refusal('coordinator', 'breach.start', { damId: dam.id, rehearsal: false, at }),
    ).toMatchObject({ refused: 'breachAtWrong' });
    const { id: incidentId } = await room.call('coordinator', 'incident.declare', {
      type: 'slopeOrDam', placeId: dam.id, severity: 3, note: 'Drill', exercise: true,
    }); // prettier-ignore
    const given = { damId: dam.id, incidentId };
    expect(await room.refusal('coordinator', 'breach.start', { ...given, rehearsal: false })).toMatchObject({
      refused: 'breachInExercise',
    });
    await room.call('coordinator', 'breach.start', { ...given, rehearsal: true });
  });
});
