import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepWeather } from '../electron/weather-keeper.ts';
import { stationDue, stationWind } from '../electron/weather/station.ts';
import type { Wind } from '../electron/weather/weather.ts';
import { siteInTemp } from './builders.ts';

const at = (values: readonly number[]) => values.map((value, n) => ({ atMs: n * 1000, value }));

describe('the mean wind of a station', () => {
  test('directions are meant as arrows: 350° and 10° are north, opposite ones are variable', () => {
    expect(stationWind(at([2, 3, 4]), at([350, 10]))).toEqual({
      fromDegrees: 0, speedMs: 3, gustMs: 4, atMs: 2000,
    }); // prettier-ignore
    expect(stationWind(at([1, 1]), at([90, 270]))).toMatchObject({ fromDegrees: null, gustMs: null });
    // A strong wind has a direction; without a vane there is none to tell.
    expect(stationWind(at([5]), at([80, 100]))?.fromDegrees).toBe(90);
    expect(stationWind(at([5]), [])).toBeNull();
    expect(stationWind([], at([90]))).toBeNull();
  });

  test('a turned vane turns the mean by as much', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 359 }),
        (around, by) => {
          const base = stationWind(at([4]), at(around.map((each) => (each + 360) % 360)))!.fromDegrees!;
          const turned = stationWind(
            at([4]),
            at(around.map((each) => (each + by + 360) % 360)),
          )!.fromDegrees!;
          const apart = Math.abs(((turned - base - by + 900) % 360) - 180);
          expect(apart).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('kept each minute while something gets out, else when it changes; never over what a person has just read', () => {
    const wind = (source: Wind['source'], minutesAgo: number): Wind => ({
      ...{
        id: 'w',
        at: new Date(3_600_000 - minutesAgo * 60_000).toISOString(),
        fromDegrees: 90,
        speedMs: 3,
      },
      ...{ gustMs: null, temperatureC: null, source, recordedAt: '', by: '', byName: '' },
    });
    const next = { fromDegrees: 95, speedMs: 3.2, gustMs: null, atMs: 3_600_000 };
    expect(stationDue(undefined, next, false)).toBe(true);
    expect(stationDue(wind('station', 0.5), { ...next, speedMs: 9 }, true)).toBe(false);
    expect(stationDue(wind('station', 2), next, true)).toBe(true);
    expect(stationDue(wind('station', 2), next, false)).toBe(false);
    expect(stationDue(wind('station', 2), { ...next, fromDegrees: 130 }, false)).toBe(true);
    expect(stationDue(wind('station', 11), next, false)).toBe(true);
    expect(stationDue(wind('radio', 10), { ...next, fromDegrees: 270 }, true)).toBe(false);
    expect(stationDue(wind('radio', 16), next, false)).toBe(true);
  });
});

test('a cup and a vane at one place turn the zones of a release; nobody types a station’s wind', async () => {
  const site = siteInTemp();
  const name = (text: string) => ({ en: text, srLatn: text, zhHans: text });
  const mast = await site.call('administrator', 'place.add', { key: 'MAST', kind: 'post', names: name('Mast'), geometry: { type: 'Point', coordinates: [22.1, 44.07] } }); // prettier-ignore
  const add = (key: string, kind: 'windSpeed' | 'windDirection', unit: string, maxValue: number) =>
    site.call('equipmentManager', 'sensor.addPoint', {
      ...{ key, kind, unit, maxValue, names: name(key), placeId: mast.id, minValue: 0, everySeconds: 60 },
      ...{ frozenMinutes: null, limits: [] },
    });
  const speed = await add('WS-1', 'windSpeed', 'm/s', 60);
  const vane = await add('WD-1', 'windDirection', '°', 360);
  const { id: incidentId } = await site.call('coordinator', 'incident.declare', { type: 'chemicalRelease', placeId: null, severity: 3, note: 'Gas' }); // prettier-ignore
  await site.call('coordinator', 'weather.observe', { fromDegrees: 270, speedMs: 4 });
  await site.call('coordinator', 'release.declare', { incidentId, un: '1079', placeId: null, longitude: 22.1, latitude: 44.07 }); // prettier-ignore
  const keeper = keepWeather(site.site, () => site.door);
  const read = async (degrees: number, ms: number): Promise<void> => {
    await site.call('coordinator', 'sensor.read', { pointId: speed.id, value: ms });
    await site.call('coordinator', 'sensor.read', { pointId: vane.id, value: degrees });
    await keeper.look();
  };
  const from = async () =>
    (await site.call('coordinator', 'release.zones', { incidentId }))[0]!.picture.fromDegrees;
  await read(90, 5);
  // What a person has just read stands for a quarter of an hour.
  expect(await from()).toBe(270);
  site.clock.advance(16 * 60_000);
  await read(92, 5);
  expect(await from()).toBe(92);
  expect(await site.call('coordinator', 'weather.now', {})).toMatchObject({ source: 'station', by: 'system', speedMs: 5 }); // prettier-ignore
  expect(
    (await site.refusal('coordinator', 'weather.observe', { fromDegrees: 1, speedMs: 1, source: 'station' }))
      .refused,
  ).toBe('windOfStation');
});
