import { beforeEach, expect, test } from 'vitest';
import { standardPositions } from '../electron/position/position.ts';
import { siteInTemp, type TestSite } from './builders.ts';

let site: TestSite;
let incidentId: string;

beforeEach(async () => {
  site = siteInTemp();
  incidentId = (
    await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: null,
      severity: 3,
      note: 'Flood',
    })
  ).id;
});
const held = async (key: string) =>
  (await site.call('observer', 'position.list', { incidentId })).find((one) => one.key === key)!;
const lastSaid = async () => (await site.call('observer', 'log.page', { incidentId })).rows.at(-1)?.text;

test('whoever declares the incident commands it, in the same journal entry', async () => {
  const { coordinator } = site.operators;
  expect((await held('incidentCommander')).term).toMatchObject({
    operatorId: coordinator.id,
    holder: coordinator.name,
    until: null,
  });
  const entries = await site.call('observer', 'journal.page', {});
  expect(entries.rows[0]?.rows.map(({ noun }) => noun).sort()).toEqual([
    'incident',
    'logEntry',
    'positionTerm',
  ]);
});

test('handed over with a note: both names, both times, and the chart of before', async () => {
  const person = await site.call('planner', 'person.add', { name: 'Ana Ilić' });
  const before = (await held('incidentCommander')).term!;
  site.clock.advance(90 * 60_000);
  await site.call('coordinator', 'position.handOver', {
    termId: before.id,
    to: { personId: person.id },
    note: 'Pump 3 is out',
  });
  const now = await held('incidentCommander');
  expect(now.term).toMatchObject({
    holder: 'Ana Ilić',
    personId: person.id,
    since: '2026-06-01T07:30:00.000Z',
  });
  expect(now.before).toMatchObject([
    { id: before.id, until: '2026-06-01T07:30:00.000Z', note: 'Pump 3 is out' },
  ]);
  expect(await lastSaid()).toBe(
    `Incident commander handed over from ${before.holder} to Ana Ilić: Pump 3 is out`,
  );
});

test('two hand over the same position: the second is told who did', async () => {
  const term = (await held('incidentCommander')).term!;
  await site.call('coordinator', 'position.handOver', { termId: term.id, to: { name: 'A' }, note: 'x' });
  expect(
    await site.refusal('safetyOfficer', 'position.handOver', {
      termId: term.id,
      to: { name: 'B' },
      note: 'x',
    }),
  ).toMatchObject({
    refused: 'positionHandedOverMeanwhile',
    facts: { name: term.holder },
  });
});

test('an incident is never without a commander; other positions may stay empty', async () => {
  const term = (await held('incidentCommander')).term!;
  expect(
    await site.refusal('coordinator', 'position.handOver', { termId: term.id, to: null, note: 'tired' }),
  ).toMatchObject({ refused: 'commanderNeeded' });
  const safety = await site.call('coordinator', 'position.assign', {
    incidentId,
    position: 'safety',
    to: { name: 'Ana' },
  });
  expect(
    await site.refusal('coordinator', 'position.assign', {
      incidentId,
      position: 'safety',
      to: { name: 'B' },
    }),
  ).toMatchObject({
    refused: 'positionHeld',
    facts: { name: 'Ana' },
  });
  await site.call('coordinator', 'position.handOver', { termId: safety.id, to: null, note: 'not needed' });
  expect((await held('safety')).term).toBeNull();
});

test('the site has positions of its own beside the standard ones', async () => {
  const names = { en: 'Flood warden', srLatn: 'Rukovodilac odbrane', zhHans: '防汛负责人' };
  await site.call('planner', 'position.add', { key: 'floodWarden', names });
  expect(await site.refusal('planner', 'position.add', { key: 'safety', names })).toMatchObject({
    refused: 'positionKeyTaken',
  });
  const chart = await site.call('observer', 'position.list', { incidentId });
  expect(chart.map(({ key }) => key)).toEqual([...standardPositions, 'floodWarden']);
  await site.call('coordinator', 'position.assign', {
    incidentId,
    position: 'floodWarden',
    to: { name: 'Ana' },
  });
  expect(await lastSaid()).toBe('Flood warden: Ana');
  expect(
    await site.refusal('coordinator', 'position.assign', {
      incidentId,
      position: 'pilot',
      to: { name: 'Ana' },
    }),
  ).toMatchObject({ refused: 'unknownPosition' });
});
