import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ringAreaM2, selfCrossing, type LonLat } from '../electron/zone/plane.ts';
import { checkOutline, zoneCornersMax, type ZoneGeometry } from '../electron/zone/zone.ts';
import { siteInTemp } from './builders.ts';

const bor: LonLat = [22.1, 44.07];
type Ring = [number, number][];
const polygon = (ring: Ring): ZoneGeometry => ({ type: 'Polygon', coordinates: [ring] });

/** A closed ring about Bor from offsets in thousandths of a degree. */
const about = (...offsets: [number, number][]): Ring =>
  [...offsets, offsets[0]!].map(([x, y]) => [22.1 + x / 1000, 44.07 + y / 1000]);
const square = about([0, 0], [2, 0], [2, 2], [0, 2]);
const why = (ring: Ring) => {
  const found = checkOutline(polygon(ring), bor);
  return 'refused' in found ? found : null;
};

describe('the outline of a zone', () => {
  test('a square is taken, with its area', () => {
    const found = checkOutline(polygon(square), bor);
    // 0.002 degrees are 222.4 m north and 159.8 m east at this latitude
    expect('areaM2' in found && found.areaM2).toBeCloseTo(222.39 * 159.78, -3);
  });

  test.each([
    ['zoneNotClosed', square.slice(0, -1)],
    ['zoneCrossesItself', about([0, 0], [2, 2], [2, 0], [0, 2])],
    ['zoneCrossesItself', about([0, 0], [4, 0], [2, 0], [2, 2])],
    ['zoneTooFewCorners', about([0, 0], [2, 0])],
    ['zoneTooFewCorners', []],
    ['zoneTooSmall', about([0, 0], [0.001, 0], [0, 0.001])],
    ['zoneTooFar', about([0, 0], [900, 0], [0, 2])],
    ['zoneNotWgs84', about([0, 0], [0, 60_000], [2, 2])],
    [
      'zoneTooManyCorners',
      about(
        ...Array.from({ length: zoneCornersMax + 1 }, (_, i): [number, number] => [Math.cos(i), i / 100]),
      ),
    ],
  ] as [string, Ring][])('%s', (code, ring) => expect(why(ring)?.refused).toBe(code));

  test('a crossing is told with its place, latitude first', () => {
    expect(why(about([0, 0], [2, 2], [2, 0], [0, 2]))?.facts).toEqual({ where: '44.07100, 22.10100' });
  });

  const corners = fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 3, maxLength: 40 });
  test('corners in order round a middle never cross, in whatever direction they are drawn', () => {
    fc.assert(
      fc.property(corners, fc.boolean(), (degrees, backwards) => {
        const sorted = degrees.sort((a, b) => a - b);
        const ring = about(
          ...sorted.map((degree): [number, number] => [
            3 * Math.cos((degree * Math.PI) / 180),
            3 * Math.sin((degree * Math.PI) / 180),
          ]),
        );
        if (backwards) ring.reverse();
        expect(selfCrossing(ring)).toBeNull();
        expect(ringAreaM2(ring)).toBeGreaterThan(0);
      }),
    );
  });

  test('exchanging two corners of a convex outline makes it cross', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 24 }), fc.nat(), (count, at) => {
        const round = Array.from({ length: count }, (_, i): [number, number] => [
          3 * Math.cos((2 * Math.PI * i) / count),
          3 * Math.sin((2 * Math.PI * i) / count),
        ]);
        const first = at % (count - 2);
        [round[first], round[first + 2]] = [round[first + 2]!, round[first]!];
        expect(selfCrossing(about(...round))).not.toBeNull();
      }),
    );
  });
});

describe('commands', () => {
  const site = siteInTemp();
  const declare = () =>
    site.call('coordinator', 'incident.declare', {
      type: 'chemicalRelease',
      placeId: null,
      placeText: 'Smelter',
      severity: 2,
      note: 'SO2 at the converter',
    });
  const road = async () => {
    const names = { en: 'Lower road', srLatn: 'Donji put', zhHans: '下线路' };
    const geometry = { type: 'LineString' as const, coordinates: [[22.1, 44.07], [22.11, 44.07]] as [number, number][] }; // prettier-ignore
    return site.call('planner', 'place.add', { key: `RD-${Math.random()}`, kind: 'road', names, geometry });
  };
  const texts = async (incidentId: string) =>
    (await site.call('observer', 'log.page', { incidentId })).rows.map(({ text }) => text);

  test('a zone is drawn, reshaped and lifted; each is a line of the log, and history stays', async () => {
    const { id: incidentId } = await declare();
    const drawn = await site.call('coordinator', 'zone.draw', {
      incidentId,
      kind: 'hot',
      label: 'Converter aisle',
      geometry: polygon(square),
    });
    const wider = polygon(about([0, 0], [4, 0], [4, 4], [0, 4]));
    const reshaped = await site.call('safetyOfficer', 'zone.reshape', {
      id: drawn.id,
      version: 1,
      geometry: wider,
    });
    expect(reshaped).toMatchObject({ version: 2, kind: 'hot', label: 'Converter aisle' });
    expect(reshaped.areaM2 / drawn.areaM2).toBeCloseTo(4, 1);

    const late = await site.refusal('coordinator', 'zone.reshape', {
      id: drawn.id,
      version: 1,
      geometry: wider,
    });
    expect(late).toMatchObject({ refused: 'conflict', facts: { seen: 1, current: 2 } });

    await site.call('coordinator', 'zone.lift', {
      id: drawn.id,
      version: 2,
      reason: 'Below 2 ppm for 20 minutes',
    });
    expect(await site.call('observer', 'zone.list', { incidentId })).toEqual([]);
    expect(await site.call('observer', 'zone.list', { incidentId, lifted: true })).toMatchObject([
      { id: drawn.id, liftReason: 'Below 2 ppm for 20 minutes' },
    ]);
    const again = await site.refusal('coordinator', 'zone.lift', { id: drawn.id, version: 3, reason: 'x' });
    expect(again.refused).toBe('zoneAlreadyLifted');
    const log = await texts(incidentId);
    expect(log).toHaveLength(4);
    expect(log[3]).toContain('Below 2 ppm for 20 minutes');
  });

  test('a refused outline leaves nothing behind', async () => {
    const { id: incidentId } = await declare();
    const geometry = polygon(about([0, 0], [2, 2], [2, 0], [0, 2]));
    const refusal = await site.refusal('coordinator', 'zone.draw', { incidentId, kind: 'warm', geometry });
    expect(refusal.refused).toBe('zoneCrossesItself');
    expect(await site.call('observer', 'zone.list', { incidentId, lifted: true })).toEqual([]);
    expect(await texts(incidentId)).toHaveLength(1);
  });

  test('a road is closed once, and reopened', async () => {
    const { id: incidentId } = await declare();
    const { id: placeId, key } = await road();
    const closed = await site.call('coordinator', 'closure.close', {
      incidentId,
      placeId,
      reason: 'Water over the road',
    });
    const twice = await site.refusal('coordinator', 'closure.close', {
      incidentId,
      placeId,
      reason: 'Again',
    });
    expect(twice).toMatchObject({ refused: 'roadAlreadyClosed', facts: { place: key } });
    expect((await site.call('observer', 'closure.list', { incidentId })).map(({ id }) => id)).toEqual([
      closed.id,
    ]);
    await site.call('coordinator', 'closure.reopen', { id: closed.id, version: 1, reason: 'Dry' });
    expect(await site.call('observer', 'closure.list', { incidentId })).toEqual([]);
    const more = await site.call('coordinator', 'closure.close', {
      incidentId,
      placeId,
      reason: 'Water is back',
    });
    expect(more.id).not.toBe(closed.id);
    expect((await texts(incidentId)).slice(1).map((text) => text.includes('Lower road'))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('a stretch of its own can be closed without an incident; a building cannot', async () => {
    const geometry = { type: 'LineString' as const, coordinates: [[22.1, 44.07], [22.1, 44.08]] as [number, number][] }; // prettier-ignore
    expect(await site.call('planner', 'closure.close', { geometry, reason: 'Crane' })).toMatchObject({
      incidentId: null,
      placeId: null,
    });
    const far = { ...geometry, coordinates: [[22.1, 44.07], [23.1, 44.08]] }; // prettier-ignore
    expect((await site.refusal('planner', 'closure.close', { geometry: far, reason: 'Crane' })).refused).toBe(
      'zoneTooFar',
    );
    const names = { en: 'Shed', srLatn: 'Šupa', zhHans: '棚' };
    const shed = await site.call('planner', 'place.add', {
      key: 'B-SHED',
      kind: 'building',
      names,
      geometry: { type: 'Point', coordinates: [22.1, 44.07] },
    });
    expect((await site.refusal('planner', 'closure.close', { placeId: shed.id, reason: 'x' })).refused).toBe(
      'notARoad',
    );
    expect((await site.refusal('planner', 'closure.close', { reason: 'x' })).refused).toBe('badInput');
    expect((await site.refusal('observer', 'closure.close', { geometry, reason: 'x' })).refused).toBe(
      'wrongRole',
    );
  });
});
