import { expect, test } from 'vitest';
import { compassPoint, impossibleWind, windAge } from '../electron/weather/weather.ts';
import { siteInTemp } from './builders.ts';

const now = '2026-06-01T06:00:00.000Z';
const wind = { fromDegrees: 315, speedMs: 4.2, gustMs: null, temperatureC: 12, at: now };

test.each([
  [{ fromDegrees: 400 }, 'windDirection'],
  [{ fromDegrees: -1 }, 'windDirection'],
  [{ speedMs: -1 }, 'windNegative'],
  [{ speedMs: 90 }, 'windTooStrong'],
  [{ gustMs: 2 }, 'windGust'],
  [{ fromDegrees: null }, 'windNeedsDirection'],
  [{ temperatureC: 99 }, 'windTemperature'],
  [{ at: '2026-06-01T07:00:00.000Z' }, 'windInFuture'],
])('%o is refused as %s', (change, code) => {
  expect(impossibleWind({ ...wind, ...change }, now)?.refused).toBe(code);
});

test('calm has no direction; the eight winds; stale after a quarter of an hour', () => {
  expect(impossibleWind({ ...wind, fromDegrees: null, speedMs: 0.4 }, now)).toBeNull();
  expect([0, 359, 44, 315, 180].map(compassPoint)).toEqual(['N', 'N', 'NE', 'NW', 'S']);
  expect(windAge(now, Date.parse(now) + 15 * 60_000).stale).toBe(false);
  expect(windAge(now, Date.parse(now) + 16 * 60_000)).toEqual({ minutes: 16, stale: true });
});

test('the newest wind is the one observed last, not typed last', async () => {
  const site = siteInTemp();
  await site.call('coordinator', 'weather.observe', { fromDegrees: 360, speedMs: 4.2 });
  await site.call('coordinator', 'weather.observe', {
    fromDegrees: 90,
    speedMs: 9,
    at: '2026-06-01T05:00:00.000Z',
  });
  expect(await site.call('observer', 'weather.now', {})).toMatchObject({ fromDegrees: 0, speedMs: 4.2 });
  const page = await site.call('observer', 'weather.page', { limit: 1 });
  expect(page).toMatchObject({ total: 2, rows: [{ fromDegrees: 0 }] });
  expect(
    (await site.call('observer', 'weather.page', { limit: 1, after: page.next ?? '' })).rows,
  ).toMatchObject([{ fromDegrees: 90 }]);
  expect(
    (await site.refusal('coordinator', 'weather.observe', { fromDegrees: 400, speedMs: 1 })).facts,
  ).toEqual({ fromDegrees: 400 });
});
