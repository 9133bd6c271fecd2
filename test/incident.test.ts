import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incidentNumber } from '../electron/incident/incident.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const fire = {
  type: 'fire' as const,
  placeId: null,
  placeText: 'North yard',
  severity: 2,
  note: 'Smoke over the north yard',
};

async function declared(site: TestSite) {
  return site.call('coordinator', 'incident.declare', fire);
}

describe('an incident', () => {
  test('is numbered per year of the site, drills apart, without gaps', async () => {
    const site = siteInTemp();
    const numbers: string[] = [];
    const declare = async (exercise: boolean) => {
      numbers.push(incidentNumber(await site.call('coordinator', 'incident.declare', { ...fire, exercise })));
    };
    await declare(false);
    await declare(true);
    await declare(false);
    // 00:30 on New Year's Day in Belgrade is still the old year in UTC.
    site.clock.set('2026-12-31T23:30:00.000Z');
    await declare(false);
    await declare(true);
    expect(numbers).toEqual([
      'INC 2026-001',
      'EXERCISE 2026-001',
      'INC 2026-002',
      'INC 2027-001',
      'EXERCISE 2027-001',
    ]);
  });
  test('its number reads the same everywhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2100 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.boolean(),
        (year, number, exercise) => {
          const text = incidentNumber({ year, number, exercise });
          expect(text).toMatch(/^(INC|EXERCISE) \d{4}-\d{3,}$/);
          expect(Number(text.split('-')[1])).toBe(number);
        },
      ),
    );
  });
  test('wrong coordinates and an unknown place are refused with what and where; nothing is declared', async () => {
    const site = siteInTemp();
    const far = await site.refusal('coordinator', 'incident.declare', {
      ...fire,
      latitude: 22.0963,
      longitude: 44.0712,
    });
    expect(far).toMatchObject({ refused: 'positionTooFar', facts: { where: '22.0963, 44.0712', limit: 50 } });
    expect(
      (await site.refusal('coordinator', 'incident.declare', { ...fire, latitude: 91, longitude: 22 })).facts,
    ).toMatchObject({ field: 'latitude' });
    expect(
      (
        await site.refusal('coordinator', 'incident.declare', {
          ...fire,
          placeId: '018f0000-0000-7000-8000-000000000000',
        })
      ).refused,
    ).toBe('unknownPlace');
    expect((await site.call('observer', 'incident.page', {})).total).toBe(0);
  });
  test('is found by its number and by words of its title', async () => {
    const site = siteInTemp();
    await declared(site);
    await site.call('coordinator', 'incident.declare', { ...fire, note: 'Acid on the road' });
    expect(
      (await site.call('observer', 'incident.page', { text: '2026-002' })).rows.map(({ title }) => title),
    ).toEqual(['Acid on the road']);
    expect((await site.call('observer', 'incident.page', { text: 'SMOKE' })).total).toBe(1);
  });
  test('its severity goes up and down with a reason in the log; an old version is a conflict', async () => {
    const site = siteInTemp();
    const { id } = await declared(site);
    const raised = await site.call('coordinator', 'incident.setSeverity', {
      id,
      version: 1,
      severity: 4,
      reason: 'spreads',
    });
    expect(raised).toMatchObject({ severity: 4, version: 2 });
    expect(
      (
        await site.refusal('safetyOfficer', 'incident.setSeverity', {
          id,
          version: 1,
          severity: 1,
          reason: 'x',
        })
      ).refused,
    ).toBe('conflict');
    expect(
      (
        await site.refusal('coordinator', 'incident.setSeverity', {
          id,
          version: 2,
          severity: 4,
          reason: 'x',
        })
      ).refused,
    ).toBe('severityUnchanged');
    const log = await site.call('observer', 'log.page', { incidentId: id });
    expect(log.rows.at(-1)).toMatchObject({ kind: 'decision', text: 'Severity raised from 2 to 4: spreads' });
  });
  test('is closed only when stood down and nothing is open, and the list says what is', async () => {
    const site = siteInTemp();
    const { id } = await declared(site);
    const task = await site.call('coordinator', 'task.add', { incidentId: id, title: 'Cool the tank' });
    const zone = await site.call('coordinator', 'zone.draw', {
      incidentId: id,
      kind: 'hot',
      geometry: { type: 'Polygon', coordinates: [[[22.1, 44.07], [22.101, 44.07], [22.101, 44.071], [22.1, 44.07]]] },
    }); // prettier-ignore
    expect(
      (await site.refusal('coordinator', 'incident.close', { id, version: 1, reason: 'over' })).refused,
    ).toBe('incidentNotStoodDown');
    await site.call('coordinator', 'incident.standDown', { id, version: 1, reason: 'out' });
    const refusal = await site.refusal('coordinator', 'incident.close', { id, version: 2, reason: 'over' });
    expect(refusal).toMatchObject({
      refused: 'incidentNotFinished',
      facts: { count: 2, ids: [task.id, zone.id] },
    });
    expect((await site.call('observer', 'incident.openEnds', { id })).map(({ noun }) => noun)).toEqual([
      'task',
      'zone',
    ]);
    await site.call('coordinator', 'task.skip', { taskId: task.id, version: 1, reason: 'cold' });
    await site.call('coordinator', 'zone.lift', { id: zone.id, version: 1, reason: 'clear' });
    expect(await site.call('observer', 'incident.openEnds', { id })).toEqual([]);
    const closed = await site.call('coordinator', 'incident.close', { id, version: 2, reason: 'over' });
    expect(closed).toMatchObject({ state: 'closed', closedAt: '2026-06-01T06:00:00.000Z' });
    expect(
      (await site.refusal('coordinator', 'log.say', { incidentId: id, kind: 'note', text: 'late' })).facts[
        'number'
      ],
    ).toBe('INC 2026-001');
    const again = await site.call('coordinator', 'incident.reopen', {
      id,
      version: 3,
      reason: 'smoke again',
    });
    expect(again).toMatchObject({ state: 'running', closedAt: null, stoodDownAt: null, version: 4 });
    expect(
      (await site.refusal('coordinator', 'incident.reopen', { id, version: 4, reason: 'x' })).refused,
    ).toBe('incidentRunning');
    const log = await site.call('observer', 'log.page', { incidentId: id });
    expect(log.rows.slice(-2).map(({ text }) => text)).toEqual([
      'Closed: over',
      'INC 2026-001 reopened: smoke again',
    ]);
  });
  test('survives a restart as it was', async () => {
    const site = siteInTemp();
    const { id } = await declared(site);
    await site.call('coordinator', 'log.say', { incidentId: id, kind: 'radioIn', text: 'On our way' });
    const before = await site.call('observer', 'log.page', { incidentId: id });
    site.reopen();
    expect(await site.call('observer', 'log.page', { incidentId: id })).toEqual(before);
  });
});
