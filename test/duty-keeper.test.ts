import { expect, test } from 'vitest';
import { keepDuties } from '../electron/duty-keeper.ts';
import { unsettledRule } from '../electron/duty/rule-store.ts';
import { siteInTemp } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });

test('a rule reaches every item by itself, each slice an entry of its own, and goes on after a restart', async () => {
  const site = siteInTemp();
  const categoryId = (
    await site.call('equipmentManager', 'category.add', { key: 'hose', names: names('Hose') })
  ).id;
  const rows = Array.from({ length: 120 }, (_, n) => ({ tag: `H-${n}`, categoryId, boughtOn: '2026-05-01' }));
  await site.call('equipmentManager', 'equipment.addMany', { rows });
  const every = { count: 3, unit: 'month' as const };
  await site.call('equipmentManager', 'dutyRule.add', { categoryId, kind: 'maintenance', every });
  expect(unsettledRule(site.site.reader)).toBeDefined();
  site.reopen();
  const keeper = keepDuties(site.site, () => site.door);
  const before = site.events.length;
  await keeper.start();
  expect(unsettledRule(site.site.reader)).toBeUndefined();
  expect(site.events.slice(before).map(({ payload }) => (payload as { name: string }).name)).toEqual(
    Array.from({ length: 3 }, () => 'dutyRule.settle'),
  );
  const page = await site.call('observer', 'equipment.page', { limit: 200 });
  expect(page.rows.every(({ nextDueOn }) => nextDueOn === '2026-08-01')).toBe(true);
  keeper.stop();
  await site.call('equipmentManager', 'dutyRule.add', { categoryId, kind: 'visualCheck', every });
  await keeper.start();
  expect(unsettledRule(site.site.reader)).toBeDefined();
});
