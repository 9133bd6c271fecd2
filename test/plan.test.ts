import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incidentTypes } from '../electron/incident/incident.ts';
import { placeKinds } from '../electron/place/place.ts';
import { match, propose, type Criteria, type Plan, type Situation } from '../electron/plan/plan.ts';
import type { PlanWithProof } from '../electron/plan/review.ts';
import { surrounding } from '../electron/plan/place-around.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (en: string) => ({ en, srLatn: en, zhHans: en });
const placeId = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const criteria: fc.Arbitrary<Criteria> = fc.record({
  types: fc.uniqueArray(fc.constantFrom(...incidentTypes), { maxLength: 3 }),
  minSeverity: fc.integer({ min: 1, max: 4 }),
  placeIds: fc.uniqueArray(placeId, { maxLength: 2 }),
  placeKinds: fc.uniqueArray(fc.constantFrom(...placeKinds.slice(0, 4)), { maxLength: 2 }),
  gauge: fc.option(fc.record({ placeId, minLevelCm: fc.integer({ min: 0, max: 500 }) })),
  alarm: fc.option(fc.record({ placeId, priority: fc.integer({ min: 1, max: 3 }) })),
});
const situation: fc.Arbitrary<Situation> = fc.record({
  type: fc.constantFrom(...incidentTypes),
  severity: fc.integer({ min: 1, max: 4 }),
  places: fc.array(
    fc.record({
      id: placeId,
      kind: fc.constantFrom(...placeKinds.slice(0, 4)),
      names: fc.constant(names('A place')),
    }),
    { maxLength: 3 },
  ),
  readings: fc.array(
    fc.record({
      placeId,
      names: fc.constant(names('G')),
      levelCm: fc.integer({ min: 0, max: 600 }),
      at: fc.constant('2026-06-01T06:00:00.000Z'),
    }),
    { maxLength: 3 },
  ),
  alarms: fc.array(
    fc.record({ placeId, names: fc.constant(names('D')), priority: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 3 },
  ),
});
function planOf(given: Criteria, key = 'P'): Plan {
  return {
    id: key, key, edition: 1, title: names(key), state: 'approved', criteria: given, steps: [],
    purpose: null, reviewDueOn: null, reviewedAt: null, reviewedByName: null, reviewNote: null, authors: [],
    contentHash: null, submission: 1, givenBack: null,
    createdAt: '', createdBy: '', approvedAt: '', approvedBy: '', version: 2,
  }; // prettier-ignore
}

describe('which plans fit', () => {
  test('every reason given is true, and type and severity always fit', () => {
    fc.assert(
      fc.property(criteria, situation, (given, now) => {
        const fit = match({ criteria: given }, now);
        if (!fit) return;
        expect(now.severity).toBeGreaterThanOrEqual(given.minSeverity);
        if (given.types.length > 0) expect(given.types).toContain(now.type);
        for (const { key } of fit.reasons) {
          if (key.endsWith('.place'))
            expect(now.places.some(({ id }) => given.placeIds.includes(id))).toBe(true);
          if (key.endsWith('.placeKind'))
            expect(now.places.some(({ kind }) => given.placeKinds.includes(kind))).toBe(true);
          if (key.endsWith('.gauge'))
            expect(
              now.readings.some(
                (each) => each.placeId === given.gauge?.placeId && each.levelCm >= given.gauge.minLevelCm,
              ),
            ).toBe(true);
          if (key.endsWith('.alarm'))
            expect(
              now.alarms.some(
                (each) =>
                  each.placeId === given.alarm?.placeId && each.priority <= (given.alarm?.priority ?? 0),
              ),
            ).toBe(true);
          if (key.endsWith('.placeUnknown')) expect(now.places).toEqual([]);
        }
      }),
    );
  });
  test('a graver case never loses a plan', () => {
    fc.assert(
      fc.property(criteria, situation, (given, now) => {
        if (match({ criteria: given }, now))
          expect(match({ criteria: given }, { ...now, severity: 4 })).not.toBeNull();
      }),
    );
  });
  test('water over the threshold calls its plan wherever the incident was declared', () => {
    fc.assert(
      fc.property(criteria, situation, (given, now) => {
        if (!given.gauge || now.severity < given.minSeverity) return;
        const { placeId: gauge, minLevelCm } = given.gauge;
        const over = { placeId: gauge, names: names('G'), levelCm: minLevelCm, at: '' };
        const type = given.types[0] ?? now.type;
        const fit = match({ criteria: given }, { ...now, type, readings: [over] });
        expect(fit?.reasons.map(({ key }) => key)).toContain('plan.reason.gauge');
      }),
    );
  });
  test('an alarm at its detector calls the plan, a less urgent one does not', async () => {
    const site = siteInTemp();
    const detector = await site.call('planner', 'place.add', {
      key: 'D-1',
      kind: 'post',
      names: names('SO2 detector D-1'),
      geometry: { type: 'Point', coordinates: [22.1, 44.07] },
    });
    const draft = await site.call('planner', 'plan.add', {
      key: 'GAS',
      title: names('Gas'),
      criteria: { types: ['chemicalRelease'], alarm: { placeId: detector.id, priority: 1 } },
      steps: [{ instruction: names('Walk across the wind') }],
    });
    await putInForce(site, draft);
    const elsewhere = await site.call('planner', 'place.add', {
      key: 'X',
      kind: 'post',
      names: names('X'),
      geometry: { type: 'Point', coordinates: [22.2, 44.08] },
    });
    const asked = { type: 'chemicalRelease' as const, severity: 2, placeId: elsewhere.id };
    const raise = (priority: 1 | 2) =>
      site.call('coordinator', 'alarm.raise', { priority, cause: `8 ppm ${priority}`, placeId: detector.id });
    await raise(2);
    expect(await site.call('coordinator', 'incident.proposals', asked)).toEqual([]);
    await raise(1);
    expect(await site.call('coordinator', 'incident.proposals', asked)).toMatchObject([
      { key: 'GAS', reasons: [{ key: 'plan.reason.type' }, { key: 'plan.reason.alarm' }] },
    ]);
  });
  test('the order does not depend on the order of the register, and the closest is first', () => {
    fc.assert(
      fc.property(fc.array(criteria, { maxLength: 6 }), situation, (all, now) => {
        const plans = all.map((each, i) => planOf(each, `P${i}`));
        const found = propose(plans, now);
        expect(propose([...plans].reverse(), now)).toEqual(found);
        for (let i = 1; i < found.length; i++)
          expect(found[i - 1]!.score).toBeGreaterThanOrEqual(found[i]!.score);
      }),
    );
  });
  test('what surrounds a position, smallest first', () => {
    const square = (half: number) => [[[-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]]] as [number, number][][]; // prettier-ignore
    const place = (id: string, half: number) => ({
      id, key: id, kind: 'area' as const, names: names(id), geometry: { type: 'Polygon' as const, coordinates: square(half) }, parentId: null, attributes: {}, version: 1,
    }); // prettier-ignore
    expect(surrounding([place('site', 3), place('hall', 1)], [0.5, 0.5]).map(({ id }) => id)).toEqual([
      'hall',
      'site',
    ]);
    expect(surrounding([place('site', 3), place('hall', 1)], [2, 2]).map(({ id }) => id)).toEqual(['site']);
  });
});

export async function floodPlan(site: TestSite, more: { minSeverity?: number; key?: string } = {}) {
  const wall = await site.call('planner', 'place.add', {
    key: `W-${more.key ?? 'FLOOD'}`,
    kind: 'wall',
    names: names('River wall'),
    geometry: { type: 'Point', coordinates: [22.1, 44.07] },
  });
  const draft = await site.call('planner', 'plan.add', {
    key: more.key ?? 'FLOOD',
    title: names('Flood at the river wall'),
    criteria: { types: ['flood'], minSeverity: more.minSeverity ?? 2, placeIds: [wall.id] },
    steps: [
      { instruction: names('Call out team 3'), role: names('Coordinator'), targetMinutes: 5 },
      {
        instruction: names('Close gate P-2'),
        role: names('Flood warden'),
        targetMinutes: 10,
        placeId: wall.id,
      },
      {
        instruction: names('Evacuate the workshop'),
        targetMinutes: 15,
        branch: { kind: 'words', words: names('G-07 reaches danger level') },
      },
    ],
  });
  return { wall, plan: await putInForce(site, draft) };
}

/** Gives a draft to review and has the safety officer and the administrator approve it. */
export async function putInForce(site: TestSite, draft: Plan): Promise<PlanWithProof> {
  const { id, version, contentHash } = await site.call('planner', 'plan.submit', draft);
  const read = { id, version, contentHash: contentHash! };
  await site.call('safetyOfficer', 'plan.approve', read);
  return site.call('administrator', 'plan.approve', read);
}

describe('plans through the door', () => {
  test('a new edition supersedes the one in force at the moment of its second approval', async () => {
    const site = siteInTemp();
    const steps = [{ instruction: names('Do it') }];
    const draft = await site.call('planner', 'plan.add', { key: 'A', title: names('A'), steps });
    expect((await site.refusal('planner', 'plan.add', { key: 'A', title: names('A'), steps })).refused).toBe(
      'planInWork',
    );
    const first = await putInForce(site, draft);
    expect(first).toMatchObject({ state: 'approved', reviewDueOn: '2027-06-01' });
    const second = await site.call('planner', 'plan.add', { key: 'A', title: names('A2'), steps });
    expect(second.edition).toBe(2);
    await putInForce(site, second);
    expect((await site.call('observer', 'plan.byId', { id: first.id }))?.state).toBe('superseded');
    const page = await site.call('observer', 'plan.page', { states: ['approved'] });
    expect(page.rows.map(({ key, edition, stepCount }) => ({ key, edition, stepCount }))).toEqual([
      { key: 'A', edition: 2, stepCount: 1 },
    ]);
    const editions = await site.call('observer', 'plan.editions', { key: 'A' });
    expect(editions.rows.map(({ edition, state }) => `${edition} ${state}`)).toEqual([
      '2 approved',
      '1 superseded',
    ]);
  });
  test('what an approved plan says cannot be changed, not even in the file', async () => {
    const site = siteInTemp();
    const { plan } = await floodPlan(site);
    expect(() => site.site.writer.run('UPDATE plan SET steps = ? WHERE id = ?', '[]', plan.id)).toThrow(
      /never changed/,
    );
    expect(() => site.site.writer.run('DELETE FROM plan WHERE id = ?', plan.id)).toThrow(/never deleted/);
  });
  test('a step at a place that the register does not have is refused', async () => {
    const site = siteInTemp();
    const steps = [{ instruction: names('Go'), placeId: '018f0000-0000-7000-8000-000000000000' }];
    expect((await site.refusal('planner', 'plan.add', { key: 'A', title: names('A'), steps })).refused).toBe(
      'unknownPlace',
    );
  });
  test('proposed with its reasons before and after the incident is declared, started once', async () => {
    const site = siteInTemp();
    const { wall, plan } = await floodPlan(site);
    const asked = { type: 'flood' as const, severity: 3, placeId: wall.id };
    const [proposal] = await site.call('coordinator', 'incident.proposals', asked);
    expect(proposal).toMatchObject({ planId: plan.id, stepCount: 3, active: false });
    expect(proposal?.reasons.map(({ key }) => key)).toEqual([
      'plan.reason.type',
      'plan.reason.severity',
      'plan.reason.place',
    ]);
    expect(await site.call('coordinator', 'incident.proposals', { ...asked, severity: 1 })).toEqual([]);

    const incident = await site.call('coordinator', 'incident.declare', {
      ...asked,
      note: 'Water over the watch level',
    });
    site.clock.advance(60_000);
    await site.call('coordinator', 'incident.activatePlan', { incidentId: incident.id, planId: plan.id });
    const tasks = await site.call('observer', 'task.list', { incidentId: incident.id });
    expect(tasks.map(({ dueAt }) => dueAt)).toEqual([
      '2026-06-01T06:06:00.000Z',
      '2026-06-01T06:11:00.000Z',
      null,
    ]);
    const again = await site.refusal('coordinator', 'incident.activatePlan', {
      incidentId: incident.id,
      planId: plan.id,
    });
    expect(again).toMatchObject({ refused: 'planAlreadyRunning', facts: { plan: 'FLOOD v1' } });
    expect(
      (await site.call('coordinator', 'incident.proposals', { incidentId: incident.id }))[0]?.active,
    ).toBe(true);
    const log = await site.call('observer', 'log.page', { incidentId: incident.id });
    expect(log.rows.at(-1)?.text).toBe('Plan “Flood at the river wall” v1 started, 3 steps');
  });
  test('several plans run in one incident; their steps follow each other', async () => {
    const site = siteInTemp();
    const a = await floodPlan(site);
    const b = await floodPlan(site, { key: 'B' });
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: a.wall.id,
      severity: 3,
      note: 'Water',
    });
    for (const { plan } of [a, b])
      await site.call('coordinator', 'incident.activatePlan', { incidentId: incident.id, planId: plan.id });
    const tasks = await site.call('observer', 'task.list', { incidentId: incident.id });
    expect(tasks.map(({ orderNo }) => orderNo)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(
      (await site.call('observer', 'plan.activations', { incidentId: incident.id })).map(
        ({ planKey }) => planKey,
      ),
    ).toEqual(['FLOOD', 'B']);
  });
});
