import { beforeEach, describe, expect, test } from 'vitest';
import type { CommandName, Input } from '../electron/contract.ts';
import { keepReadiness, type ReadinessKeeper } from '../electron/readiness-keeper.ts';
import { endSide, standBy } from '../electron/readiness-side.ts';
import { usualPattern } from '../electron/roster/roster.ts';
import { addCategory, siteInTemp, type TestSite } from './builders.ts';

const names = (en: string) => ({ en, srLatn: en, zhHans: en });
let site: TestSite;
let sets: string;
let store: string;
let ba: string;

async function addPlace(key: string, longitude: number): Promise<string> {
  const place = await site.call('planner', 'place.add', {
    key, kind: 'building', names: names(key), geometry: { type: 'Point', coordinates: [longitude, 44.07] },
  }); // prettier-ignore
  return place.id;
}

const addSet = (tag: string, more: Partial<Input<'equipment.add'>> = {}) =>
  site.call('equipmentManager', 'equipment.add', { tag, categoryId: sets, placeId: store, ...more });

type Needs = NonNullable<Input<'plan.add'>['steps'][number]['needs']>;
async function addPlan(key: string, needs: Needs, placeId: string | null = store) {
  const draft = await site.call('planner', 'plan.add', {
    key, title: names(key), steps: [{ instruction: names('Go in'), placeId, needs }],
  }); // prettier-ignore
  const { id, version, contentHash } = await site.call('planner', 'plan.submit', draft);
  const read = { id, version, contentHash: contentHash! };
  await site.call('safetyOfficer', 'plan.approve', read);
  return site.call('administrator', 'plan.approve', read);
}

const matrix = (input: Input<'readiness.matrix'> = {}) => site.call('observer', 'readiness.matrix', input);
const need = async (planId: string, input: Partial<Input<'readiness.need'>> = {}) => {
  const { rows } = await matrix(input);
  const { needId } = rows.find((row) => row.planId === planId)!.needs[0]!;
  return site.call('observer', 'readiness.need', { planId, needId, ...input });
};

beforeEach(async () => {
  site = siteInTemp();
  sets = await addCategory(site, 'breathingSet', 'Breathing set');
  store = await addPlace('STORE', 22.1);
  ba = (await site.call('planner', 'qualification.add', { key: 'ba', names: names('Breathing apparatus') }))
    .id;
});

describe('plans against what the site has', () => {
  test('the matrix has a column for each thing, and a cell for each need', async () => {
    await addSet('BA-1');
    await addSet('BA-2', { nextDueOn: '2026-05-31' });
    await site.call('planner', 'person.add', { name: 'Ana', qualifications: [{ key: 'ba' }] });
    const plan = await addPlan('FIRE', [
      { kind: 'equipment', categoryId: sets, count: 2 },
      { kind: 'people', qualificationId: ba, count: 1 },
      { kind: 'place', placeId: store },
    ]);
    const found = await matrix();
    expect(found.columns.map(({ kind, names: { en } }) => `${kind} ${en}`)).toEqual([
      'equipment Breathing set',
      'people Breathing apparatus',
      'place STORE',
    ]);
    expect(found.shift).toBeNull();
    expect(found.rows).toMatchObject([
      {
        planId: plan.id,
        state: 'broken',
        needs: [{ state: 'broken', served: 1, wanted: 2 }, { state: 'tight', served: 1 }, { state: 'met' }],
      },
    ]);
    // on the day before, the second set was in test
    expect((await matrix({ at: '2026-05-31T06:00:00.000Z' })).rows[0]?.state).toBe('tight');
  });

  test('who is on shift counts at the moment that is asked for', async () => {
    await site.call('planner', 'roster.set', { version: null, ...usualPattern });
    for (const crew of ['A', 'B'] as const)
      await site.call('planner', 'person.add', {
        name: crew,
        crew,
        qualifications: [{ key: 'ba', expiresOn: '2026-07-01' }],
      });
    await addPlan('NIGHT', [{ kind: 'people', qualificationId: ba, count: 1 }], null);
    const shifts = await site.call('observer', 'roster.shifts', { from: '2026-06-06', days: 8 });
    for (const shift of shifts) {
      const { rows, shift: on } = await matrix({ at: shift.startsAt });
      expect(on).toMatchObject({ kind: shift.kind, on: shift.on });
      expect(rows[0]?.state).toBe(shift.crews[0] === 'A' || shift.crews[0] === 'B' ? 'tight' : 'broken');
    }
    expect((await matrix({ at: '2026-07-20T12:00:00.000Z' })).rows[0]?.state).toBe('broken');
    const free = shifts.find(({ crews }) => crews[0] === 'C')!;
    const { cause, fixes } = await need((await matrix()).rows[0]!.planId, { at: free.startsAt });
    expect(cause).toEqual({ kind: 'shift' });
    expect(fixes.map(({ kind, labels }) => [kind, ...labels])).toEqual([
      ['callIn', 'A'],
      ['callIn', 'B'],
    ]);
  });

  test('what is tried is not saved', async () => {
    const item = await addSet('BA-1');
    const plan = await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    const head = () => site.call('observer', 'journal.status', {}).then((status) => status.head);
    const before = await head();
    const after = await matrix({ whatIf: [{ kind: 'removeItem', itemId: item.id }] });
    expect(after.rows[0]?.state).toBe('broken');
    const more = [{ kind: 'addItems' as const, categoryId: sets, count: 2, placeId: store }];
    expect((await matrix({ whatIf: more })).rows[0]?.state).toBe('met');
    expect((await matrix({ whatIf: [{ kind: 'closePlace', placeId: store }] })).rows[0]?.state).toBe(
      'broken',
    );
    expect((await need(plan.id, { whatIf: more })).state.spare).toBe(2);
    expect((await matrix()).rows[0]?.state).toBe('tight');
    expect(await head()).toEqual(before);
  });

  test('a need that a plan does not have is refused in words', async () => {
    const planId = '0190b3a0-0000-7000-8000-000000000000';
    const refusal = await site.refusal('observer', 'readiness.need', { planId, needId: planId });
    expect(refusal.refused).toBe('unknownNeed');
  });
});

describe('why, and what would mend it', () => {
  test('the entry that broke it, past later ones that did not matter', async () => {
    const first = await addSet('BA-1');
    const second = await addSet('BA-2');
    const plan = await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    const edit = (item: { id: string; version: number }, change: Partial<Input<'equipment.edit'>>) =>
      site.call('equipmentManager', 'equipment.edit', { id: item.id, version: item.version, ...change });
    site.clock.advance(60_000);
    const failed = await edit(first, { condition: 'fault' });
    site.clock.advance(60_000);
    await edit(second, { condition: 'fault', note: 'Strap torn' });
    const broke = await site.call('observer', 'journal.status', {});
    site.clock.advance(60_000);
    await edit(failed, { note: 'Sent away' });
    await addSet('BA-3', { condition: 'outOfTest' });
    const { cause, fixes, assigned } = await need(plan.id);
    expect(cause).toEqual({
      kind: 'entry',
      seq: broke.head.seq,
      at: broke.head.at,
      name: 'equipment.edit',
      byName: 'equipmentManager',
      labels: ['BA-2'],
      failed: null,
    });
    expect(assigned).toEqual([]);
    expect(fixes.map(({ kind, takes, labels }) => [kind, takes, ...labels])).toEqual([
      ['test', 1, 'BA-3'],
      ['repair', 0, 'BA-1', 'BA-2'],
      ['buy', 0],
    ]);
  });

  test('a test that fell due breaks it on that day and nobody is to blame', async () => {
    await addSet('BA-1', { nextDueOn: '2026-06-10' });
    const plan = await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    site.clock.set('2026-06-12T03:40:00.000Z');
    expect((await need(plan.id)).cause).toEqual({ kind: 'time', day: '2026-06-10', labels: ['BA-1'] });
    const [fix] = (await need(plan.id)).fixes;
    expect(fix).toMatchObject({ kind: 'test', labels: ['BA-1'], minutes: 30, costMinor: 0 });
  });

  test('never met since its approval; held by a running incident; closed', async () => {
    const lacking = await addPlan('NONE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    expect((await need(lacking.id)).cause).toEqual({ kind: 'never', since: lacking.approvedAt });
    await addSet('BA-1', { condition: 'inUse' });
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'fire',
      placeId: null,
      severity: 3,
      note: 'x',
    });
    await site.call('coordinator', 'incident.activatePlan', { incidentId: incident.id, planId: lacking.id });
    const other = await addPlan('OTHER', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    expect((await need(other.id)).cause).toMatchObject({
      kind: 'held',
      incidents: [{ id: incident.id, number: 1 }],
    });
    expect((await need(other.id, { held: false })).state.state).toBe('tight');
    const line = { type: 'LineString' as const, coordinates: [[22.1, 44.07], [22.11, 44.07]] as [number, number][] }; // prettier-ignore
    const placeId = (
      await site.call('planner', 'place.add', {
        key: 'R-1',
        kind: 'road',
        names: names('R-1'),
        geometry: line,
      })
    ).id;
    const road = await addPlan('ROAD', [{ kind: 'place', placeId }]);
    const closure = await site.call('coordinator', 'closure.close', { placeId, reason: 'Water' });
    expect(closure.reopenedAt).toBeNull();
    const { cause, fixes } = await need(road.id);
    expect(cause).toMatchObject({ kind: 'entry', name: 'closure.close' });
    expect(fixes.map(({ kind }) => kind)).toEqual(['reopen']);
  });

  test('what mending takes is written down once and changed against its version', async () => {
    const price = { kind: 'buy' as const, of: sets, minutes: 20_160, costMinor: 18_900_000, currency: 'RSD' };
    const plan = await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    const set = await site.call('equipmentManager', 'readiness.setPrice', { ...price, version: null });
    expect(set.version).toBe(1);
    const again = await site.refusal('planner', 'readiness.setPrice', { ...price, version: null });
    expect(again.refused).toBe('conflict');
    await site.call('planner', 'readiness.setPrice', { ...price, costMinor: 1, version: 1 });
    const wrong = await site.refusal('planner', 'readiness.setPrice', {
      ...price,
      kind: 'requalify',
      version: null,
    });
    expect(wrong.refused).toBe('unknownPricedThing');
    expect((await need(plan.id)).fixes).toMatchObject([
      { kind: 'buy', costMinor: 1, currency: 'RSD', minutes: 20_160 },
    ]);
    expect(await site.call('observer', 'readiness.prices', {})).toHaveLength(1);
  });
});

test('a thread that stands by answers as the room itself does, and goes when the site is closed', async () => {
  await addSet('BA-1');
  const plan = await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 2 }]);
  const { rows: own } = await matrix();
  const detail = await need(plan.id);
  standBy(site.site);
  // another question, so that the answer is not the one that is known
  const { rows } = await matrix({
    whatIf: [{ kind: 'addItems', categoryId: sets, count: 1, placeId: store }],
  });
  expect(rows[0]?.state).toBe('tight');
  expect(await need(plan.id)).toEqual(detail);
  expect((await matrix()).rows).toEqual(own);
  const unknown = await site.refusal('observer', 'readiness.need', { planId: plan.id, needId: plan.id });
  expect(unknown.refused).toBe('unknownNeed');
  endSide(site.site);
  expect((await need(plan.id)).state).toEqual(detail.state);
});

describe('the record of readiness', () => {
  let keeper: ReadinessKeeper;
  async function through<N extends CommandName>(
    role: Parameters<TestSite['call']>[0],
    name: N,
    input: Input<N>,
  ) {
    const value = await site.call(role, name, input);
    const told = site.events.findLast(({ event }) => event === 'changed')!;
    keeper.changed(told.payload as Parameters<ReadinessKeeper['changed']>[0]);
    await keeper.settle();
    return value;
  }

  test('a row a day, and each change with the entry that made it', async () => {
    const item = await addSet('BA-1', { nextDueOn: '2026-06-02' });
    const plan = await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    keeper = keepReadiness(site.site);
    await keeper.settle();
    await through('equipmentManager', 'equipment.edit', { id: item.id, version: 1, condition: 'fault' });
    const broke = (await site.call('observer', 'journal.status', {})).head.seq;
    await through('equipmentManager', 'equipment.edit', { id: item.id, version: 2, condition: 'ready' });
    const mended = (await site.call('observer', 'journal.status', {})).head.seq;
    site.clock.set('2026-06-03T06:00:00.000Z');
    await keeper.tick();
    await keeper.tick();
    keeper.stop();
    const history = await site.call('observer', 'readiness.history', { planId: plan.id });
    expect(history.days).toMatchObject([
      {
        day: '2026-06-03',
        state: 'broken',
        worst: 'broken',
        missing: [{ names: names('Breathing set'), served: 0, wanted: 1 }],
      },
      { day: '2026-06-01', state: 'tight', worst: 'broken', missing: [] },
    ]);
    expect(
      history.changes.map(({ before, after, entry }) => [before, after, entry?.seq ?? null, entry?.name]),
    ).toEqual([
      ['tight', 'broken', null, undefined],
      ['broken', 'tight', mended, 'equipment.edit'],
      ['tight', 'broken', broke, 'equipment.edit'],
      [null, 'tight', null, undefined],
    ]);
    expect(await site.call('observer', 'readiness.standings', {})).toMatchObject([
      { planKey: 'FIRE', state: 'broken', since: '2026-06-03T06:00:00.000Z' },
    ]);
  });

  test('commands that touch nothing of it are not worked out again', async () => {
    await addPlan('FIRE', [{ kind: 'equipment', categoryId: sets, count: 1 }]);
    let told = 0;
    keeper = keepReadiness(site.site, () => (told += 1));
    await keeper.settle();
    keeper.changed({ seq: 1, name: 'log.say', rows: [{ noun: 'logEntry', id: 'x' }] });
    await keeper.tick();
    expect(told).toBe(1);
    keeper.stop();
  });
});
