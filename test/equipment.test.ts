import { beforeAll, describe, expect, test } from 'vitest';
import { equipmentSorts, type EquipmentLine } from '../electron/equipment/equipment-filter.ts';
import { conditionOn, conditions } from '../electron/equipment/equipment.ts';
import { addCategory, siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });

async function all(site: TestSite, input: Record<string, unknown>): Promise<EquipmentLine[]> {
  const rows: EquipmentLine[] = [];
  let after: string | undefined;
  do {
    const page = await site.call('observer', 'equipment.page', { ...input, after });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

describe('rows', () => {
  test('tag and serial are one of a kind', async () => {
    const site = siteInTemp();
    const categoryId = await addCategory(site, 'breathingSet', 'Breathing set');
    const item = { tag: 'BA-01', categoryId, make: 'Draeger', model: 'PSS', serial: 'S1' };
    await site.call('equipmentManager', 'equipment.add', item);
    expect((await site.refusal('equipmentManager', 'equipment.add', { ...item, serial: 'S2' })).refused).toBe(
      'tagTaken',
    );
    const same = await site.refusal('equipmentManager', 'equipment.add', { ...item, tag: 'BA-02' });
    expect(same).toMatchObject({ refused: 'serialTaken', facts: { tag: 'BA-01' } });
    // many things have no serial
    await site.call('equipmentManager', 'equipment.add', { ...item, tag: 'BA-03', serial: '' });
    await site.call('equipmentManager', 'equipment.add', { ...item, tag: 'BA-04', serial: '' });
  });

  test('a batch is one entry, all or none', async () => {
    const site = siteInTemp();
    const categoryId = await addCategory(site, 'hose');
    site.events.splice(0);
    const rows = Array.from({ length: 500 }, (_, n) => ({ tag: `E-${n}`, categoryId }));
    await site.call('equipmentManager', 'equipment.addMany', { rows });
    expect(site.events).toHaveLength(1);
    const again = await site.refusal('equipmentManager', 'equipment.addMany', {
      rows: [{ tag: 'NEW', categoryId }, ...rows.slice(0, 3)],
    });
    expect(again).toMatchObject({ refused: 'rowRefused', facts: { row: 2, tag: 'E-0', code: 'tagTaken' } });
    expect((await site.call('observer', 'equipment.page', {})).total).toBe(500);
    expect(
      (
        await site.refusal('equipmentManager', 'equipment.addMany', {
          rows: [...rows, { tag: 'x', categoryId }],
        })
      ).refused,
    ).toBe('badInput');
  });

  test('an older sight is a conflict and changes nothing', async () => {
    const site = siteInTemp();
    const categoryId = await addCategory(site, 'pump');
    const item = await site.call('equipmentManager', 'equipment.add', { tag: 'P-1', categoryId });
    const place = await site.call('planner', 'place.add', {
      key: 'W-9',
      kind: 'building',
      names: names('Warehouse nine'),
      geometry: { type: 'Point', coordinates: [22, 44] },
    });
    await site.call('equipmentManager', 'equipment.edit', {
      id: item.id,
      version: 1,
      condition: 'fault',
      placeId: place.id,
    });
    const refusal = await site.refusal('administrator', 'equipment.edit', {
      id: item.id,
      version: 1,
      condition: 'ready',
    });
    expect(refusal).toMatchObject({ refused: 'conflict', facts: { seen: 1, current: 2 } });
    expect(await site.call('observer', 'equipment.byId', { id: item.id })).toMatchObject({
      condition: 'fault',
      place: { key: 'W-9' },
    });
    // found by where it now is
    expect((await all(site, { text: 'warehouse nine' })).map(({ tag }) => tag)).toEqual(['P-1']);
    expect(await site.call('observer', 'journal.history', { noun: 'equipment', id: item.id })).toHaveLength(
      2,
    );
  });

  test('an inspection that has passed takes it out of use', () => {
    expect(conditionOn({ condition: 'ready', nextDueOn: '2026-05-31' }, '2026-06-01')).toBe('outOfTest');
    expect(conditionOn({ condition: 'ready', nextDueOn: '2026-06-01' }, '2026-06-01')).toBe('ready');
    expect(conditionOn({ condition: 'fault', nextDueOn: '2026-05-31' }, '2026-06-01')).toBe('fault');
  });
});

describe('pages, filters and counts over 2,000 rows', () => {
  let site: TestSite;
  let hose: string;
  let pump: string;
  beforeAll(async () => {
    site = siteInTemp();
    hose = await addCategory(site, 'hose');
    pump = await addCategory(site, 'pump', '泵');
    const categories = [
      await addCategory(site, 'breathingSet', 'Breathing set'),
      await addCategory(site, 'extinguisher', 'Vatrogasni aparat'),
      pump,
      hose,
    ];
    for (let batch = 0; batch < 4; batch += 1)
      await site.call('equipmentManager', 'equipment.addMany', {
        rows: Array.from({ length: 500 }, (_, n) => {
          const no = batch * 500 + n;
          return {
            tag: `T-${String((no * 7919) % 2000).padStart(4, '0')}`,
            categoryId: categories[no % 4]!,
            make: ['Alfa', 'Beta', 'Gama'][no % 3]!,
            model: `M${no % 11}`,
            condition: conditions[no % 5]!,
            nextDueOn: no % 6 === 0 ? null : `2026-0${1 + (no % 9)}-15`,
          };
        }),
      });
  });

  test('every sort gives every row once, both ways', async () => {
    for (const sort of equipmentSorts) {
      const up = (await all(site, { sort, limit: 200 })).map(({ id }) => id);
      expect(new Set(up).size).toBe(2000);
      expect((await all(site, { sort, descending: true, limit: 200 })).map(({ id }) => id)).toEqual(
        up.toReversed(),
      );
    }
  });

  test('facets equal a count by hand; a facet does not filter itself', async () => {
    const everything = await all(site, { limit: 200 });
    const byHand = (rows: readonly EquipmentLine[]) => {
      const counts = new Map<string, number>();
      for (const row of rows) counts.set(row.counts, (counts.get(row.counts) ?? 0) + 1);
      return counts;
    };
    for (const filter of [
      {},
      { conditions: ['outOfTest' as const] },
      { categoryIds: [hose, pump] },
      { text: 'alfa hos' },
    ]) {
      const facet = await site.call('observer', 'equipment.facet', { ...filter, facet: 'condition' });
      const rows = everything.filter(
        (row) =>
          (!('categoryIds' in filter) || filter.categoryIds!.includes(row.categoryId)) &&
          (!('text' in filter) || (row.make === 'Alfa' && row.categoryId === hose)),
      );
      expect(new Map(facet.map(({ value, count }) => [value, count]))).toEqual(byHand(rows));
      const page = await site.call('observer', 'equipment.page', filter);
      expect(page.total).toBe('conditions' in filter ? byHand(everything).get('outOfTest') : rows.length);
    }
  });

  test('words find in any script', async () => {
    expect(
      (await site.call('observer', 'equipment.page', { text: 'ватрогасни апарат M3' })).total,
    ).toBeGreaterThan(0);
    expect((await site.call('observer', 'equipment.page', { text: '泵' })).total).toBe(500);
    expect(
      (await site.call('observer', 'equipment.page', { text: 't-0007' })).rows.map(({ tag }) => tag),
    ).toEqual(['T-0007']);
    expect((await site.call('observer', 'equipment.page', { text: '"*) OR (' })).total).toBe(0);
  });

  test('a cursor that was made up begins at the beginning', async () => {
    for (const after of ['x', '{}', '[1]', '[null,null]'])
      expect((await site.call('observer', 'equipment.page', { after, limit: 1 })).rows[0]?.tag).toBe(
        'T-0000',
      );
  });
});
