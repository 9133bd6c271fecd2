import { expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import { addCategory, siteInTemp } from './builders.ts';

const named = (word: string) => ({ en: word, srLatn: word, zhHans: word });
const gate: Input<'place.add'> = {
  key: 'G-7',
  kind: 'siteGate',
  names: named('East gate'),
  geometry: { type: 'Point', coordinates: [22.1, 44.07] },
};

test('a place is renamed, moved and put inside another, never over an edit that was not seen', async () => {
  const site = siteInTemp();
  const place = await site.call('planner', 'place.add', gate);
  const area = await site.call('planner', 'place.add', {
    ...gate,
    key: 'A-1',
    kind: 'area',
    names: named('Yard'),
  });
  const moved = await site.call('planner', 'place.change', {
    id: place.id,
    version: 1,
    names: named('Old east gate'),
    geometry: { type: 'Point', coordinates: [22.11, 44.08] },
    parentId: area.id,
  });
  expect(moved).toMatchObject({ key: 'G-7', parentId: area.id, version: 2, kind: 'siteGate' });
  expect((await site.call('observer', 'place.find', { text: 'old ea' })).rows).toMatchObject([
    { key: 'G-7' },
  ]);
  const change = { id: place.id, version: 2 };
  const code = async (more: object) =>
    (await site.refusal('planner', 'place.change', { ...change, ...more })).refused;
  expect(await code({ version: 1, key: 'G-8' })).toBe('conflict');
  expect(await code({ key: 'A-1' })).toBe('placeKeyTaken');
  expect(await code({ parentId: place.id })).toBe('placeInsideItself');
  expect(
    (await site.refusal('planner', 'place.change', { id: area.id, version: 1, parentId: place.id })).refused,
  ).toBe('placeInsideItself');
  expect((await site.refusal('coordinator', 'place.change', change)).refused).toBe('wrongRole');
});

test.each([
  ['a slip of a digit', { type: 'Point', coordinates: [22.1, 41.07] }, 'zoneTooFar'],
  [
    'an outline that crosses itself',
    {
      type: 'Polygon',
      coordinates: [
        [
          [22.1, 44.07],
          [22.11, 44.08],
          [22.11, 44.07],
          [22.1, 44.08],
          [22.1, 44.07],
        ],
      ],
    },
    'zoneCrossesItself',
  ],
  [
    'an outline left open',
    {
      type: 'Polygon',
      coordinates: [
        [
          [22.1, 44.07],
          [22.11, 44.08],
          [22.11, 44.07],
          [22.1, 44.08],
        ],
      ],
    },
    'zoneNotClosed',
  ],
] as const)('%s is no place', async (_what, geometry, code) => {
  const site = siteInTemp();
  const refusal = await site.refusal('planner', 'place.add', { ...gate, kind: 'area', geometry });
  expect(refusal.refused).toBe(code);
});

test('a place goes from the register only when nothing needs it, and comes back as it was', async () => {
  const site = siteInTemp();
  const place = await site.call('planner', 'place.add', { ...gate, key: 'R-1', kind: 'road' });
  const part = await site.call('planner', 'place.add', { ...gate, parentId: place.id });
  await site.call('equipmentManager', 'equipment.add', {
    tag: 'X-1',
    categoryId: await addCategory(site, 'pump'),
    placeId: place.id,
  });
  const closure = await site.call('coordinator', 'closure.close', { placeId: place.id, reason: 'rockfall' });
  const seen = { id: place.id, version: 1 };
  expect((await site.refusal('planner', 'place.retire', seen)).facts).toEqual({
    place: 'R-1',
    uses: ['equipment', 'closure', 'part'],
  });
  await site.call('coordinator', 'closure.reopen', {
    id: closure.id,
    version: closure.version,
    reason: 'cleared',
  });
  const [item] = (await site.call('observer', 'equipment.page', {})).rows;
  await site.call('equipmentManager', 'equipment.edit', {
    id: item!.id,
    version: item!.version,
    placeId: null,
  });
  await site.call('planner', 'place.retire', { id: part.id, version: 1 });
  await site.call('planner', 'place.retire', seen);
  expect((await site.call('observer', 'place.all', {})).length).toBe(0);
  expect((await site.refusal('planner', 'place.change', { ...seen, version: 2, key: 'R-9' })).refused).toBe(
    'unknownPlace',
  );
  expect(await site.call('planner', 'place.reinstate', { ...seen, version: 2 })).toEqual({
    ...place,
    version: 3,
  });
  expect((await site.refusal('planner', 'place.reinstate', { ...seen, version: 3 })).refused).toBe(
    'unknownPlace',
  );
});
