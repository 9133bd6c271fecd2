import { expect, test } from 'vitest';
import { siteInTemp } from './builders.ts';

const view = {
  name: 'Monday',
  filter: { text: 'hose', conditions: ['fault' as const] },
  sort: 'nextDueOn' as const,
  descending: false,
  columns: ['tag' as const, 'nextDueOn' as const],
};

test('a view is shared by the site, written over as it was seen, and goes', async () => {
  const site = siteInTemp();
  const saved = await site.call('equipmentManager', 'view.save', view);
  expect(await site.call('observer', 'view.list', {})).toEqual([saved]);
  expect((await site.refusal('coordinator', 'view.save', { ...view, name: 'monday' })).refused).toBe(
    'viewNameTaken',
  );
  const over = { id: saved.id, version: 1 };
  await site.call('coordinator', 'view.save', { ...view, over, descending: true });
  expect((await site.refusal('equipmentManager', 'view.save', { ...view, over })).refused).toBe('conflict');
  expect((await site.refusal('equipmentManager', 'view.remove', over)).refused).toBe('conflict');
  await site.call('equipmentManager', 'view.remove', { id: saved.id, version: 2 });
  expect((await site.refusal('equipmentManager', 'view.remove', { id: saved.id, version: 2 })).refused).toBe(
    'notFound',
  );
  expect(await site.call('observer', 'view.list', {})).toEqual([]);
});
