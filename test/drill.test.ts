import { describe, expect, test } from 'vitest';
import type { DrillLine } from '../electron/drill/month.ts';
import { siteInTemp, type TestSite } from './builders.ts';
import { drillMonth } from './drill-builders.ts';

// The clock of a test site stands at 2026-06-01 08:00 in Belgrade.
async function lineOf(site: TestSite, programmeId: string, id: string): Promise<DrillLine> {
  const { drills, unplaced } = await site.call('planner', 'drill.ofProgramme', {
    programmeId,
    fromOn: '2026-06-01',
    toOn: '2026-06-30',
  });
  const found = [...drills, ...unplaced.rows].find((one) => one.id === id);
  if (!found) throw new Error('not in the month');
  return found;
}

describe('a drill', () => {
  test('is moved: its shift and crew follow from its time; the past and other months are refused whatever the reason', async () => {
    const site = siteInTemp();
    const { programmeId, drillIds } = await drillMonth(site, [
      { startsAt: '2026-06-10T07:00:00.000Z' },
      { startsAt: null },
    ]);
    const [id = '', other = ''] = drillIds;
    const night = await site.call('planner', 'drill.move', {
      id,
      version: 1,
      startsAt: '2026-06-12T23:30:00.000Z',
    });
    // 01:30 on the 13th belongs to the night of the 12th.
    expect(night).toMatchObject({ shift: 'night', shiftOn: '2026-06-12', version: 2 });
    expect(night.crew).not.toBeNull();
    expect(
      await site.refusal('planner', 'drill.move', {
        id,
        version: 2,
        startsAt: '2026-05-31T07:00:00.000Z',
        reason: 'the inspector asks for it',
      }),
    ).toMatchObject({ refused: 'drillPast' });
    expect(
      await site.refusal('planner', 'drill.move', {
        id,
        version: 2,
        // 00:30 on 1 July in Belgrade, although it is June in UTC.
        startsAt: '2026-06-30T22:30:00.000Z',
      }),
    ).toMatchObject({ refused: 'drillOutside' });
    expect(
      await site.refusal('planner', 'drill.move', { id, version: 1, startsAt: '2026-06-14T07:00:00.000Z' }),
    ).toMatchObject({ refused: 'conflict', facts: { seen: 1, current: 2 } });

    await site.call('planner', 'drill.move', { id: other, version: 1, startsAt: '2026-06-15T07:00:00.000Z' });
    expect(await lineOf(site, programmeId, other)).toMatchObject({ shift: 'day', shiftOn: '2026-06-15' });
    const back = await site.call('planner', 'drill.move', { id: other, version: 2, startsAt: null });
    expect(back).toMatchObject({ startsAt: null, shift: null, crew: null });
  });

  test('is pinned, cancelled with a reason and taken back; what is done stays', async () => {
    const site = siteInTemp();
    const { programmeId, drillIds } = await drillMonth(site, [
      { startsAt: '2026-06-10T07:00:00.000Z' },
      { startsAt: '2026-06-02T07:00:00.000Z', state: 'done' },
      { startsAt: null },
    ]);
    const [id = '', done = '', nowhere = ''] = drillIds;
    expect(await site.call('planner', 'drill.pin', { id, version: 1 })).toMatchObject({ pinned: true });
    expect(await site.refusal('planner', 'drill.pin', { id: nowhere, version: 1 })).toMatchObject({
      refused: 'drillNowhere',
    });
    expect(await site.refusal('planner', 'drill.cancel', { id, version: 2, reason: ' ' })).toMatchObject({
      refused: 'badInput',
    });
    const off = await site.call('planner', 'drill.cancel', { id, version: 2, reason: 'Furnace is relined' });
    expect(off).toMatchObject({ state: 'cancelled', cancelReason: 'Furnace is relined', pinned: false });
    expect(
      await site.refusal('planner', 'drill.move', { id, version: 3, startsAt: '2026-06-11T07:00:00.000Z' }),
    ).toMatchObject({ refused: 'drillNotPlanned', facts: { drillState: 'cancelled' } });
    expect(
      await site.refusal('planner', 'drill.cancel', { id: done, version: 1, reason: 'x' }),
    ).toMatchObject({
      refused: 'drillOver',
    });
    const line = (await site.call('planner', 'drill.programmes', {})).rows[0];
    expect(line).toMatchObject({ id: programmeId, laidOut: 1, unplaced: 1, done: 1, cancelled: 1 });
    // Its time goes by before it is taken back: it is planned again, and looks for another time.
    site.clock.set('2026-06-11T06:00:00.000Z');
    expect(await site.call('planner', 'drill.reinstate', { id, version: 3 })).toMatchObject({
      state: 'planned',
      startsAt: null,
    });
    expect(await site.refusal('equipmentManager', 'drill.pin', { id, version: 4 })).toMatchObject({
      refused: 'wrongRole',
    });
  });

  test('has observers from the register', async () => {
    const site = siteInTemp();
    const { programmeId, drillIds } = await drillMonth(site, [{ startsAt: '2026-06-10T07:00:00.000Z' }]);
    const [id = ''] = drillIds;
    const mira = await site.call('planner', 'person.add', { name: 'Mira Đorđević', crew: null });
    await site.call('planner', 'drill.setObservers', { id, version: 1, observers: [mira.id] });
    expect((await lineOf(site, programmeId, id)).observerNames).toEqual(['Mira Đorđević']);
    expect(
      await site.refusal('planner', 'drill.setObservers', {
        id,
        version: 2,
        observers: [mira.id, '01890000-0000-7000-8000-000000000000'],
      }),
    ).toMatchObject({ refused: 'unknownPerson' });
  });
});

describe('coverage', () => {
  test('this June against the last: held, to come and missing by area and crew, and who had which', async () => {
    const site = siteInTemp();
    const { programmeId, placeIds } = await drillMonth(site, [
      { startsAt: '2026-06-02T07:00:00.000Z', state: 'done' },
      { startsAt: '2026-06-20T07:00:00.000Z', place: 1 },
      { startsAt: null },
      { startsAt: '2025-06-11T07:00:00.000Z', state: 'done' },
      { startsAt: '2026-06-21T07:00:00.000Z', state: 'cancelled' },
      // The last evening of June by the site's clock, and the first minute of July.
      { startsAt: '2026-06-30T21:30:00.000Z', place: 1 },
      { startsAt: '2026-06-30T22:00:00.000Z', place: 1 },
    ]);
    const coverage = await site.call('planner', 'drill.coverage', { programmeId });
    expect(coverage).toMatchObject({ lastFromOn: '2025-06-01', lastToOn: '2025-06-30', kinds: ['fire'] });
    const cell = (index: number) => coverage.byPlace.find(({ placeId }) => placeId === placeIds[index]);
    expect(cell(0)).toMatchObject({ done: 1, planned: 0, missing: 1, last: 1 });
    expect(cell(1)).toMatchObject({ done: 0, planned: 2, missing: 0, last: 0 });
    const drills = await site.call('planner', 'drill.coverageDrills', {
      programmeId,
      of: 'last',
      placeId: placeIds[0],
      kind: 'fire',
    });
    expect(drills.total).toBe(1);
    await site.call('planner', 'person.add', { name: 'Mira Đorđević', crew: null });
    const people = await site.call('planner', 'drill.peopleCoverage', { programmeId, withoutAny: true });
    expect(people.rows).toMatchObject([{ name: 'Mira Đorđević', done: 0, planned: 0, last: 0, drills: [] }]);
  });
});
