import { expect, test } from 'vitest';
import { addCategory, siteInTemp } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };

test('nothing abnormal is an empty list', async () => {
  const site = siteInTemp();
  await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
  expect(await site.call('observer', 'now.list', {})).toEqual({ rows: [], total: 0, next: null });
});

test('what to do next comes first; what was seen comes last', async () => {
  const site = siteInTemp();
  const gauge = await site.call('planner', 'place.add', {
    key: 'G-07',
    kind: 'gauge',
    names: names('G-07'),
    geometry: point,
  });
  const muster = await site.call('planner', 'place.add', {
    key: 'M-6', kind: 'muster', names: names('M-6'), geometry: point, attributes: { expectedCount: 16 },
  }); // prettier-ignore
  await site.call('planner', 'flood.addGauge', {
    placeId: gauge.id,
    watchCm: 300,
    warningCm: 330,
    dangerCm: 360,
  });
  await site.call('equipmentManager', 'equipment.add', {
    tag: 'BA-1',
    categoryId: await addCategory(site, 'breathingSet'),
    nextDueOn: '2026-05-01',
  });
  await site.call('coordinator', 'flood.read', { gaugeId: gauge.id, levelCm: 338 });
  const incident = await site.call('coordinator', 'incident.declare', {
    type: 'flood',
    placeId: gauge.id,
    severity: 3,
    note: 'Water',
  });
  await site.call('coordinator', 'task.add', {
    incidentId: incident.id,
    title: 'Close P-2',
    targetMinutes: 10,
  });
  await site.call('coordinator', 'muster.count', {
    incidentId: incident.id,
    placeId: muster.id,
    counted: 14,
    missing: ['Ilić'],
  });
  site.clock.advance(12 * 60_000);
  const list = async () =>
    (await site.call('observer', 'now.list', {})).rows.map(
      ({ kind, priority, seen }) => `${priority} ${kind}${seen ? ' seen' : ''}`,
    );
  expect(await list()).toEqual(['1 missing', '2 alarm', '2 wind', '3 task', '3 equipment']);
  const [alarm] = (await site.call('observer', 'alarm.open', {})).rows;
  await site.call('coordinator', 'alarm.acknowledge', { ids: [alarm!.id] });
  await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
  expect(await list()).toEqual(['1 missing', '3 task', '3 equipment', '2 alarm seen']);
  const rows = (await site.call('observer', 'now.list', {})).rows;
  expect(rows[0]).toMatchObject({ screen: 'incidents', id: incident.id, text: { facts: { count: 2 } } });
  expect(rows[3]).toMatchObject({ screen: 'flood', id: gauge.id });
});

test('a corrective action past its day is abnormal until it is done', async () => {
  const site = siteInTemp();
  await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
  await site.call('coordinator', 'action.raise', {
    text: 'Second pump at C-2',
    owner: 'Ilić',
    dueOn: '2026-06-02',
    remindDays: 0,
  });
  await site.call('coordinator', 'action.raise', {
    text: 'Paint the wall',
    owner: 'Ilić',
    dueOn: '2026-06-12',
  });
  expect((await site.call('observer', 'now.list', {})).rows).toEqual([]);
  // Midnight in Belgrade, not in Greenwich: the day on which it is due has begun.
  site.clock.set('2026-06-01T22:30:00.000Z');
  await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
  expect((await site.call('observer', 'now.list', {})).rows).toMatchObject([
    { kind: 'action', text: { key: 'now.text.actionDue' }, since: null },
  ]);
  site.clock.set('2026-06-03T06:00:00.000Z');
  await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
  expect((await site.call('observer', 'now.list', {})).rows).toMatchObject([
    { kind: 'action', priority: 3, screen: 'actions' },
  ]);
});
