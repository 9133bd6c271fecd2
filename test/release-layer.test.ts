import { expect, test } from 'vitest';
import { boundsOf, outlinesOf, pathOf, placeNames, type Pixel } from '../renderer/map/release-layer.ts';
import { assess } from '../electron/release/picture.ts';
import { declareReleaseInput } from '../electron/release/release.ts';

const id = '01900000-0000-7000-8000-000000000001';
const at = '2026-06-01T23:00:00.000Z';
const given = declareReleaseInput.parse({
  incidentId: id,
  un: '1079',
  placeId: null,
  source: { kind: 'direct', rateKgS: 2, minutes: 30 },
});
const release = {
  ...{ id, incidentId: id, un: '1079', source: given.source, setting: given.setting, placeId: null },
  ...{ longitude: 22.1, latitude: 44.07, startedAt: at, endedAt: null, endReason: null, tasksMadeAt: null },
  ...{ declaredBy: id, version: 1 },
};
const wind = {
  ...{ id, at, fromDegrees: 270, speedMs: 3, gustMs: null, temperatureC: 12, source: 'hand' as const },
  ...{ recordedAt: at, by: id, byName: '' },
};

test('outlines are drawn with the gravest on top, each with the length that it stands for', () => {
  const { picture } = assess(release, wind, at);
  const outlines = outlinesOf([{ release, picture }]);
  expect(outlines.map(({ kind }) => kind)).toEqual([
    ...['wedge', 'protect', 'level1', 'level2', 'level3', 'isolation'],
  ]);
  expect(outlines.find(({ kind }) => kind === 'isolation')?.metres).toBe(picture.erg?.isolateM);
  expect(outlines.find(({ kind }) => kind === 'level3')?.metres).toBe(
    picture.zones.find(({ rank }) => rank === 3)?.distanceM,
  );
  const [[west], [east]] = boundsOf(outlines)!;
  // Wind from the west: most of it lies east of the release.
  expect(22.1 - west).toBeLessThan(east - 22.1);
  expect(boundsOf([])).toBeNull();
});

test('names stand on the screen, over none of the others, the gravest first', () => {
  const ring = (radius: number): Pixel[] =>
    Array.from({ length: 36 }, (_, n): Pixel => {
      const angle = (n / 36) * 2 * Math.PI;
      return [200 + radius * Math.cos(angle), 150 + radius * Math.sin(angle)];
    });
  const names = [
    { ring: ring(5_000), widthPx: 120 },
    { ring: ring(80), widthPx: 120 },
    { ring: ring(40), widthPx: 120 },
  ];
  const [far, wide, near] = placeNames(names, [200, 150], { width: 400, height: 300 });
  // Nothing of the largest is on the screen.
  expect(far).toBeNull();
  expect(near).not.toBeNull();
  expect(wide).not.toBeNull();
  expect(Math.abs(wide![0] - near![0]) >= 120 || Math.abs(wide![1] - near![1]) >= 20).toBe(true);
  expect(pathOf([[0, 0], [10.04, 0], [10, 5]])).toBe('M0.0 0.0L10.0 0.0L10.0 5.0Z'); // prettier-ignore
});
