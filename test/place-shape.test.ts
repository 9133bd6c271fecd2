import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Geometry } from '../electron/schema-parts.ts';
import { fewest, positionsText, shapeFrom, shapes, usualShape } from '../renderer/map/place-shape.ts';

/** Positions around the site, to the five decimals (a metre) that are shown. */
const position = fc
  .tuple(fc.integer({ min: 2_200_000, max: 2_220_000 }), fc.integer({ min: 4_400_000, max: 4_410_000 }))
  .map(([lon, lat]): [number, number] => [lon / 1e5, lat / 1e5]);

test('what is shown of a shape gives the same shape when it is typed', () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 3, maxLength: 60 }), (positions) => {
      const first = positions[0]!;
      const all: readonly Geometry[] = [
        { type: 'Point', coordinates: first },
        { type: 'LineString', coordinates: positions },
        { type: 'Polygon', coordinates: [[...positions, first]] },
      ];
      for (const [i, geometry] of all.entries())
        expect(shapeFrom(positionsText(geometry)!, shapes[i]!)).toEqual(geometry);
    }),
  );
});

test('a line that is no position is named, and too few of them are told apart from that', () => {
  expect(shapeFrom('44.07, 22.10\n\n44,0712', 'line')).toBe(3);
  expect(shapeFrom('', 'point')).toBe(0);
  for (const shape of shapes) {
    const lines = Array.from({ length: fewest[shape] }, (_, i) => `44.0${i}, 22.1`);
    expect(typeof shapeFrom(lines.join('\n'), shape)).toBe('object');
    expect(shapeFrom(lines.slice(1).join('\n'), shape)).toBe(0);
  }
  // UTM 34N and degrees may be mixed, as they come from paper.
  const mixed = shapeFrom('34N 587772 4880459\n44.07205, 22.09609', 'line') as { coordinates: number[][] };
  expect(mixed.coordinates[0]![0]).toBeCloseTo(mixed.coordinates[1]![0]!, 4);
  expect(mixed.coordinates[0]![1]).toBeCloseTo(mixed.coordinates[1]![1]!, 4);
});

test('a shape of several parts is not taken apart by hand', () => {
  const ring = [[22.1, 44.07], [22.11, 44.07], [22.11, 44.08], [22.1, 44.07]] as [number, number][]; // prettier-ignore
  expect(positionsText({ type: 'MultiPolygon', coordinates: [[ring]] })).toBeNull();
  expect(positionsText({ type: 'Polygon', coordinates: [ring, ring] })).toBeNull();
  expect(usualShape('road')).toBe('line');
  expect(usualShape('building')).toBe('area');
  expect(usualShape('hydrant')).toBe('point');
});
