import { describe, expect, test } from 'vitest';
import { siteInTemp, addCategory } from './builders.ts';

const names = (en: string, srLatn = en, zhHans = en) => ({ en, srLatn, zhHans });
const manager = 'equipmentManager';

describe('categories', () => {
  test('a consumable has a unit, an item has none, and each code is one of a kind', async () => {
    const site = siteInTemp();
    await site.call(manager, 'category.add', {
      key: 'foam',
      names: names('Foam'),
      kind: 'consumable',
      unit: 'l',
    });
    const refused = async (input: Record<string, unknown>) =>
      (await site.refusal(manager, 'category.add', { names: names('X'), ...input })).refused;
    expect(await refused({ key: 'foam' })).toBe('categoryKeyTaken');
    expect(await refused({ key: 'lime', kind: 'consumable' })).toBe('unitMissing');
    expect(await refused({ key: 'hose', unit: 'm' })).toBe('unitNotForItems');
    expect(await refused({ key: 'hose', speedKmh: 0 })).toBe('badInput');
  });

  test('an older sight is a conflict', async () => {
    const site = siteInTemp();
    const id = await addCategory(site, 'hose');
    await site.call(manager, 'category.change', { id, version: 1, speedKmh: 20 });
    expect(
      await site.refusal('administrator', 'category.change', { id, version: 1, speedKmh: 5 }),
    ).toMatchObject({
      refused: 'conflict',
      facts: { seen: 1, current: 2 },
    });
    expect((await site.call('observer', 'category.all', {}))[0]).toMatchObject({ speedKmh: 20, version: 2 });
  });

  test('is retired only when nothing is of it, and then nothing new can be', async () => {
    const site = siteInTemp();
    const id = await addCategory(site, 'hose', 'Hose');
    const item = await site.call(manager, 'equipment.add', { tag: 'H-1', categoryId: id });
    expect(await site.refusal(manager, 'category.retire', { id, version: 1 })).toMatchObject({
      refused: 'categoryInUse',
      facts: { category: names('Hose'), items: 1 },
    });
    await site.call(manager, 'equipment.edit', { id: item.id, version: 1, condition: 'retired' });
    await site.call(manager, 'category.retire', { id, version: 1 });
    expect((await site.refusal(manager, 'equipment.add', { tag: 'H-2', categoryId: id })).refused).toBe(
      'categoryRetired',
    );
    // What is retired with it can still be written about.
    await site.call(manager, 'equipment.edit', { id: item.id, version: 2, note: 'scrapped' });
    expect(await site.call('observer', 'category.all', {})).toEqual([]);
    expect(await site.call('observer', 'category.all', { retired: true })).toHaveLength(1);
    await site.call(manager, 'category.restore', { id, version: 2 });
    await site.call(manager, 'equipment.add', { tag: 'H-2', categoryId: id });
  });

  test('a plan that needs it keeps it, and says which plan', async () => {
    const site = siteInTemp();
    const id = await addCategory(site, 'pump', 'Pump');
    const plan = await site.call('planner', 'plan.add', {
      key: 'FL',
      title: names('Flood'),
      criteria: { types: ['flood'], placeIds: [], gauge: null },
      steps: [
        {
          instruction: names('Pump out'),
          position: null,
          targetMinutes: null,
          placeId: null,
          needs: [
            { kind: 'equipment', categoryId: id, count: 1, condition: 'ready', maxTravelMinutes: null },
          ],
        },
      ],
    });
    expect(await site.refusal(manager, 'category.retire', { id, version: 1 })).toMatchObject({
      refused: 'categoryNeeded',
      facts: { plans: [plan.title] },
    });
  });

  test('items are found by the new name of their category and of their place, and no longer by the old', async () => {
    const site = siteInTemp();
    const categoryId = await addCategory(site, 'pump', 'Pump');
    const place = await site.call('planner', 'place.add', {
      key: 'W-9',
      kind: 'building',
      names: names('Warehouse'),
      geometry: { type: 'Point', coordinates: [22, 44] },
    });
    const rows = Array.from({ length: 250 }, (_, n) => ({ tag: `X-${n}`, categoryId, placeId: place.id }));
    await site.call(manager, 'equipment.addMany', { rows });
    const found = async (text: string) => (await site.call('observer', 'equipment.page', { text })).total;
    await site.call(manager, 'category.change', { id: categoryId, version: 1, names: names('Siphon') });
    await site.call('planner', 'place.change', { id: place.id, version: 1, names: names('Boathouse') });
    await expect.poll(() => found('siphon boathouse')).toBe(250);
    await expect.poll(() => found('warehouse')).toBe(0);
    expect(await found('x-7')).toBe(11);
  });

  test('lists sort by the names of the language that is read', async () => {
    const site = siteInTemp();
    const given = [
      { key: 'a', names: names('Zipper', 'Čamac', '泵') },
      { key: 'b', names: names('Boat', 'Crevo', '安全帽') },
      { key: 'c', names: names('Mask', 'Ćebe', '绳') },
    ];
    for (const [no, category] of given.entries()) {
      const { id } = await site.call(manager, 'category.add', category);
      await site.call(manager, 'equipment.add', { tag: `T-${no}`, categoryId: id });
    }
    const order = async (language: 'en' | 'srLatn' | 'zhHans') =>
      (await site.call('observer', 'equipment.page', { sort: 'category', language })).rows
        .map(({ category }) => category.key)
        .join('');
    expect(await order('en')).toBe('bca');
    expect(await order('srLatn')).toBe('bac');
    expect(await order('zhHans')).toBe('bac');
  });

  test('a consumable is not a category of items', async () => {
    const site = siteInTemp();
    const { id } = await site.call(manager, 'category.add', {
      key: 'foam',
      names: names('Foam'),
      kind: 'consumable',
      unit: 'l',
    });
    expect((await site.refusal(manager, 'equipment.add', { tag: 'F-1', categoryId: id })).refused).toBe(
      'categoryNotOfItems',
    );
  });
});
