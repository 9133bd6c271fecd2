import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSampleSite } from '../scripts/sample-site/data.ts';
import { geographyFile, peopleFile } from '../scripts/sample-site/make.ts';
import { unknownKeys } from '../scripts/sample-site/references.ts';
import { inside, middle, toXy, walk, type Xy } from '../scripts/sample-site/shapes.ts';
import { nightFlood } from '../scripts/sample-site/stock.ts';

const folder = join(import.meta.dirname, '../resources/sample-site');
const today = '2026-06-01';
const sample = loadSampleSite(folder, today);
const ofKind = (kind: string) => sample.places.filter((place) => place.kind === kind);
const byKey = new Map(sample.places.map((place) => [place.key, place]));
const outline = (key: string): Xy[] => {
  const shape = byKey.get(key)?.geometry;
  return shape?.type === 'Polygon' ? (shape.coordinates[0] ?? []).map(([lon, lat]) => toXy([lon, lat])) : [];
};
const spot = (key: string): Xy => {
  const shape = byKey.get(key)?.geometry;
  return shape?.type === 'Point' ? toXy([shape.coordinates[0], shape.coordinates[1]]) : [0, 0];
};
const ends = (key: string): Xy[] => {
  const shape = byKey.get(key)?.geometry;
  return shape?.type === 'LineString' ? shape.coordinates.map(([lon, lat]) => toXy([lon, lat])) : [];
};

/** An outline's corners drawn in by a metre: walls that only touch do not count as standing in each other. */
const drawnIn = (key: string): Xy[] => {
  const corners = outline(key).slice(0, -1);
  const [mx, my] = middle(corners);
  return corners.map(([x, y]): Xy => {
    const metres = Math.hypot(mx - x, my - y);
    return [x + (mx - x) / metres, y + (my - y) / metres];
  });
};
const between = (share: number, { at, direction }: { at: Xy; direction: number }): Xy => [
  at[0] - share * Math.sin(direction),
  at[1] + share * Math.cos(direction),
];

describe('the sample site', () => {
  test('uses only keys that exist, each once', () => {
    expect(unknownKeys(sample)).toEqual([]);
    expect(byKey.size).toBe(sample.places.length);
    expect(new Set(sample.people.map(({ key }) => key)).size).toBe(sample.people.length);
    expect(new Set(sample.people.map(({ name }) => name)).size).toBe(sample.people.length);
    expect(new Set(sample.equipment.map(({ tag }) => tag)).size).toBe(sample.equipment.length);
  });

  test('has the numbers that were promised', () => {
    expect(ofKind('area').length + ofKind('building').length).toBeGreaterThanOrEqual(30);
    expect(ofKind('floodZone')).toHaveLength(8);
    expect(ofKind('gauge')).toHaveLength(12);
    expect(ofKind('muster')).toHaveLength(12);
    expect(ofKind('store')).toHaveLength(15);
    expect(sample.stores).toHaveLength(15);
    expect(ofKind('hydrant').length).toBeGreaterThanOrEqual(40);
    for (const kind of ['pump', 'floodGate', 'barrier', 'substation', 'siteGate'])
      expect(ofKind(kind).length).toBeGreaterThanOrEqual(4);
    expect(sample.teams).toHaveLength(10);
    expect(sample.people.filter(({ kind }) => kind === 'responder')).toHaveLength(80);
    expect(sample.plans).toHaveLength(6);
    expect(sample.equipment).toHaveLength(1500);
    expect(new Set(sample.site.operators.map(({ role }) => role)).size).toBe(7);
  });

  test('tells the story of gauge G-07 at the river wall', () => {
    const gauge = byKey.get('G-07');
    expect(gauge?.attributes).toMatchObject({ watchCm: 300, warningCm: 330, dangerCm: 360 });
    const levels = { normalCm: 115, watchCm: 300, dangerCm: 360 };
    expect(nightFlood(levels, 0)).toBe(115);
    expect(nightFlood(levels, 85)).toBe(300);
    expect(nightFlood(levels, 145)).toBe(360);
    for (const key of ['M-4', 'M-6']) {
      const muster = sample.musters.find(({ placeKey }) => placeKey === key);
      expect(muster?.personKeys).toHaveLength(muster?.expectedCount ?? -1);
    }
    expect(sample.people.filter(({ musterKey }) => musterKey === 'M-6').map(({ name }) => name)).toContain(
      'Jovan Ilić',
    );
  });

  test('stands where it says: reagent store in flood zone 2, sump in the pit, benches inside one another', () => {
    expect(outline('H-11').every((corner) => inside(corner, outline('FZ-2')))).toBe(true);
    expect(inside(spot('G-01'), outline('PIT-1'))).toBe(true);
    const benches = ofKind('bench')
      .filter(({ parentKey }) => parentKey === 'PIT-1')
      .map(({ key }) => key);
    ['PIT-1', ...benches].reduce((outer, inner) => {
      expect(outline(inner).every((corner) => inside(corner, outline(outer)))).toBe(true);
      return inner;
    });
  });

  test('no muster point lies in a flood zone or in a building, and no building on another', () => {
    for (const { key } of ofKind('muster')) {
      for (const other of [...ofKind('floodZone'), ...ofKind('building')]) {
        expect(inside(spot(key), outline(other.key)), `${key} in ${other.key}`).toBe(false);
      }
    }
    const solid = [...ofKind('building'), ...ofKind('store'), ...ofKind('substation')].filter(
      ({ parentKey }) => parentKey !== 'SS-1',
    );
    for (const a of solid) {
      for (const b of solid) {
        if (a.key === b.key) continue;
        expect(
          drawnIn(a.key).some((corner) => inside(corner, outline(b.key))),
          `${a.key} on ${b.key}`,
        ).toBe(false);
      }
    }
  });

  test('no road or rail, in its full width, runs through a building, tank or pond', () => {
    const ways = sample.places.filter(({ kind }) => ['road', 'rail', 'haulRoad'].includes(kind));
    const ponds = sample.places.filter(({ attributes }) => attributes.form === 'pond');
    const solid = [
      ...ofKind('building'),
      ...ofKind('store'),
      ...ofKind('substation'),
      ...ofKind('tank'),
      ...ponds,
    ];
    for (const way of ways) {
      const half = Number(way.attributes.widthM) / 2;
      const traffic = walk(ends(way.key), 4, 0).flatMap((step) =>
        [-half, 0, half].map((share) => between(share, step)),
      );
      for (const { key } of solid) {
        expect(
          traffic.some((at) => inside(at, outline(key))),
          `${way.key} through ${key}`,
        ).toBe(false);
      }
    }
  });

  test('stores hold what they may, within capacity, and their lots add up', () => {
    for (const store of sample.stores) {
      const total = store.holdings.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(total, store.placeKey).toBeLessThanOrEqual(store.capacity);
      for (const { substanceKey, quantity } of store.holdings) {
        const substance = sample.substances.find(({ key }) => key === substanceKey);
        expect(store.allowedClasses).toContain(substance?.hazardClass);
        const lots = sample.lots.filter(
          (lot) => lot.storeKey === store.placeKey && lot.substanceKey === substanceKey,
        );
        expect(lots.reduce((sum, lot) => sum + lot.quantity, 0)).toBeCloseTo(quantity, 6);
      }
    }
  });

  test('plans run in order of their targets and say each step in three languages', () => {
    for (const plan of sample.plans) {
      expect(plan.steps.map(({ order }) => order)).toEqual(plan.steps.map((_, i) => i + 1));
      const targets = plan.steps.map(({ targetMin }) => targetMin);
      expect(targets).toEqual([...targets].sort((a, b) => a - b));
      for (const { instruction } of plan.steps) {
        expect(instruction.zhHans).toMatch(/\p{Script=Han}/u);
        expect(instruction.srLatn).not.toMatch(/\p{Script=Cyrillic}/u);
      }
    }
  });

  test('teams can do what the plans ask of them', () => {
    for (const plan of sample.plans) {
      for (const need of plan.steps.flatMap(({ needs }) => needs)) {
        if ('openPlaceKey' in need || 'stock' in need) continue;
        const have =
          'qualification' in need
            ? sample.people.filter((who) =>
                who.qualifications.some(
                  ({ key, expiresOn }) => key === need.qualification && expiresOn >= today,
                ),
              ).length
            : sample.equipment.filter(
                ({ category, condition }) => category === need.equipmentCategory && condition === 'ready',
              ).length;
        expect(have, `${plan.key} ${JSON.stringify(need)}`).toBeGreaterThanOrEqual(need.count);
      }
    }
  });

  test('is the same every time it is made', () => {
    expect(geographyFile()).toBe(readFileSync(join(folder, 'geography.json'), 'utf8'));
    expect(peopleFile(sample.site.seed, sample.teams)).toBe(
      readFileSync(join(folder, 'people.json'), 'utf8'),
    );
    expect(loadSampleSite(folder, today)).toEqual(sample);
  });
});
