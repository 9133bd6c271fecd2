import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, test } from 'vitest';
import { toUtm } from '../electron/basemap/utm.ts';
import type { Place } from '../electron/place/place.ts';
import { latLonText, parsePosition, utmText } from '../renderer/map/coordinates.ts';
import { closureLayer, musterLayer, storeLayer, teamLayer } from '../renderer/map/live-layers.ts';
import { middleOf } from '../renderer/map/place-layer.ts';

const names = { en: 'Gate', srLatn: 'Kapija', zhHans: '门' };
const place = (id: string, longitude: number, latitude: number): Place => ({
  id, key: id, kind: 'muster', names, geometry: { type: 'Point', coordinates: [longitude, latitude] }, parentId: null, attributes: {}, version: 1,
}); // prettier-ignore
const where = new Map([place('M-4', 22.1, 44.07), place('M-6', 22.11, 44.08)].map((one) => [one.id, one]));

describe('positions as people type them', () => {
  test.each([
    ['44.07123, 22.09631', 44.07123, 22.09631],
    ['44.07123 22.09631', 44.07123, 22.09631],
    ['44,07123; 22,09631', 44.07123, 22.09631],
    ['44.07123° N 22.09631° E', 44.07123, 22.09631],
  ])('%s', (text, latitude, longitude) => {
    expect(parsePosition(text)).toEqual({ latitude, longitude });
  });

  test.each(['', 'smelter', '44.07', '91, 22', '587772 99', '1 2 3', '44.07, east'])(
    '“%s” is no position',
    (text) => {
      expect(parsePosition(text)).toBeNull();
    },
  );

  test('what is shown can be typed back, in both forms', () => {
    const latitudes = fc.double({ min: 43.6, max: 44.6, noNaN: true });
    const longitudes = fc.double({ min: 21.4, max: 22.8, noNaN: true });
    fc.assert(
      fc.property(latitudes, longitudes, (latitude, longitude) => {
        const degrees = parsePosition(latLonText(latitude, longitude))!;
        expect(Math.abs(degrees.latitude - latitude)).toBeLessThan(1e-5);
        const metres = parsePosition(utmText(latitude, longitude))!;
        expect(Math.abs(metres.longitude - longitude)).toBeLessThan(2e-5);
        expect(Math.abs(metres.latitude - latitude)).toBeLessThan(2e-5);
      }),
    );
  });

  test('UTM agrees with proj4 to a centimetre', () => {
    const utm = '+proj=utm +zone=34 +datum=WGS84 +units=m +no_defs';
    fc.assert(
      fc.property(
        fc.double({ min: 18.5, max: 23.9, noNaN: true }),
        fc.double({ min: 41, max: 47, noNaN: true }),
        (longitude, latitude) => {
          const [easting, northing] = toUtm(longitude, latitude, 34);
          const [e, n] = proj4('EPSG:4326', utm, [longitude, latitude]) as [number, number];
          expect(Math.hypot(easting - e, northing - n)).toBeLessThan(0.01);
        },
      ),
    );
  });
});

describe('live layers', () => {
  const team = { key: 'T-1', placeId: 'M-4', longitude: null, latitude: null } as const;

  test('teams at one place stand beside each other, each state with a sign of its own', () => {
    const layer = teamLayer(
      [
        { id: 'a', status: 'onScene', ...team },
        { id: 'b', status: 'enRoute', ...team },
      ],
      where,
    );
    expect(layer.features.map(({ properties }) => [properties?.['slot'], properties?.['sign']])).toEqual([
      // the muster point's own sign has the first place
      [1, 'teamOnScene'],
      [2, 'teamEnRoute'],
    ]);
  });

  test('a team without any place is not drawn somewhere else', () => {
    expect(teamLayer([{ id: 'a', status: 'onScene', ...team, placeId: 'unknown' }], where).features).toEqual(
      [],
    );
  });

  test('a muster point says counted of expected, and that somebody is missing', () => {
    const muster = {
      id: 'm', incidentId: 'i', placeId: 'M-6', expected: 16, expectedNames: [], counted: 14, missing: [],
      countedAt: null, countedBy: null, version: 1,
    }; // prettier-ignore
    const layer = musterLayer([{ place: where.get('M-6')!, registered: 16, muster }], where);
    expect(layer.features[0]?.properties).toMatchObject({ label: 'M-6 14/16', state: 'missing' });
  });

  test('a closed road is drawn along the road, a reopened one not at all', () => {
    const closure = {
      id: 'c', incidentId: null, placeId: 'M-4', geometry: { type: 'Point', coordinates: [0, 0] }, reason: 'Water', closedAt: '', closedBy: '',
      reopenedAt: null, reopenedBy: null, reopenReason: null, version: 1,
    }; // prettier-ignore
    expect(closureLayer([closure], where).features[0]?.geometry).toEqual(where.get('M-4')?.geometry);
    expect(closureLayer([{ ...closure, reopenedAt: '2026-06-01T06:00:00.000Z' }], where).features).toEqual(
      [],
    );
  });

  test('the middle of a thing lies within its box', () => {
    expect(middleOf({ type: 'LineString', coordinates: [[22, 44], [22.2, 44.1]] })).toEqual([22.1, 44.05]); // prettier-ignore
  });
});

test('a store about which something was found says so in a word and a shape', () => {
  const place = {
    id: 'p',
    key: 'H-01',
    kind: 'store',
    geometry: { type: 'Point', coordinates: [22.1, 44.07] },
  };
  const where = new Map([['p', place]]) as never;
  const line = [{ place: { id: 'p' }, holds: [] }] as never;
  const found = new Map([['p', { verdict: 'forbidden', word: 'forbidden' }]]);
  expect(storeLayer(line, where, found).features[0]?.properties).toMatchObject({
    verdict: 'forbidden',
    label: 'H-01\nforbidden',
  });
  expect(storeLayer(line, where).features[0]?.properties).toMatchObject({
    verdict: 'allowed',
    label: 'H-01',
  });
});
