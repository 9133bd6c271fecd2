import { expect, test } from 'vitest';
import { siteInTemp } from './builders.ts';

test('a command is one journal entry, told after the commit', async () => {
  const site = siteInTemp();
  const incident = await site.call('coordinator', 'incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'Water over the culvert',
  });
  expect(incident).toMatchObject({ number: 1, state: 'running', title: 'Water over the culvert' });
  expect(site.events.filter((told) => told.event === 'changed')).toHaveLength(1);
  const page = await site.call('observer', 'journal.page', {});
  expect(page.rows[0]).toMatchObject({ seq: 2, name: 'incident.declare', byName: 'coordinator' });
});

test('a clock that jumps back does not reorder the record', async () => {
  const site = siteInTemp();
  const given = { type: 'fire', placeId: null, severity: 1, note: 'Smoke' } as const;
  const first = await site.call('coordinator', 'incident.declare', given);
  site.clock.advance(-3_600_000);
  const second = await site.call('coordinator', 'incident.declare', given);
  expect(second.declaredAt).toBe(first.declaredAt);
});

test('what was said is there after a restart', async () => {
  const site = siteInTemp();
  await site.call('coordinator', 'incident.declare', {
    type: 'fire',
    placeId: null,
    severity: 1,
    note: 'Smoke',
  });
  site.reopen();
  const page = await site.call('observer', 'incident.page', {});
  expect(page.total).toBe(1);
});
