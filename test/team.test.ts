import { beforeEach, describe, expect, test } from 'vitest';
import type { Team } from '../electron/team/team.ts';
import { logText } from '../renderer/locales/log-text.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const minute = 60_000;
const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });

let site: TestSite;
let incidentId: string;
let fire: Team;
let hazmat: Team;

beforeEach(async () => {
  site = siteInTemp();
  await site.call('planner', 'qualification.add', { key: 'ba', names: names('BA'), validMonths: 12 });
  fire = await site.call('planner', 'team.add', {
    key: 'T-1',
    names: names('Team 1'),
    kind: 'fire',
    callSign: 'Vatra 1',
  });
  hazmat = await site.call('planner', 'team.add', {
    key: 'T-8',
    names: names('Team 8'),
    kind: 'hazmat',
    callSign: 'Hemija 8',
  });
  incidentId = (
    await site.call('coordinator', 'incident.declare', {
      type: 'fire',
      placeId: null,
      severity: 2,
      note: 'Fire',
    })
  ).id;
});

async function place(key: string, kind: 'building' | 'culvert' = 'culvert'): Promise<string> {
  const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  return (await site.call('planner', 'place.add', { key, kind, names: names(`Culvert ${key}`), geometry }))
    .id;
}
const status = (team: Team, to: 'enRoute' | 'onScene' | 'resting' | 'available' | 'out', more = {}) =>
  site.call('coordinator', 'team.setStatus', { teamId: team.id, version: team.version, status: to, ...more });
const boardTeam = async (id: string) =>
  (await site.call('observer', 'team.board', {})).teams.find((one) => one.id === id)!;
const said = async () =>
  (await site.call('observer', 'log.page', { incidentId })).rows.map(({ text }) => text);

describe('people', () => {
  test('are found by typing, in either script, by team and by qualification', async () => {
    const ilic = await site.call('planner', 'person.add', {
      name: 'Dušan Ilić',
      crew: 'B',
      teamId: fire.id,
      qualifications: [{ key: 'ba', expiresOn: '2027-01-31' }],
    });
    await site.call('planner', 'person.add', { name: 'Ana Stanković', phone: '063 1' });
    for (const text of ['ilic', 'Илић', 'dus il', 'ILIĆ'])
      expect((await site.call('observer', 'person.page', { text })).rows.map(({ id }) => id)).toEqual([
        ilic.id,
      ]);
    expect((await site.call('observer', 'person.page', { teamId: fire.id })).total).toBe(1);
    expect((await site.call('observer', 'person.page', { qualification: 'ba' })).total).toBe(1);
    expect((await site.call('observer', 'person.page', { crew: 'A' })).total).toBe(0);
    expect(await site.call('observer', 'person.byId', { id: ilic.id })).toEqual(ilic);
  });

  test('point only at what is there, and an edit of an older version is a conflict', async () => {
    expect(
      await site.refusal('planner', 'person.add', { name: 'X', qualifications: [{ key: 'wings' }] }),
    ).toMatchObject({
      refused: 'unknownQualification',
      facts: { qualification: 'wings' },
    });
    const person = await site.call('planner', 'person.add', { name: 'Ana' });
    const moved = await site.call('planner', 'person.change', { id: person.id, version: 1, teamId: fire.id });
    expect(moved).toMatchObject({ name: 'Ana', teamId: fire.id, version: 2 });
    expect(
      await site.refusal('planner', 'person.change', { id: person.id, version: 1, crew: 'A' }),
    ).toMatchObject({ refused: 'conflict' });
  });
});

describe('call-out', () => {
  test('one log entry that mentions the teams; each is called once; the first of the crew answers for it', async () => {
    const culvert = await place('C-2');
    const person = await site.call('planner', 'person.add', { name: 'Ana Ilić', teamId: fire.id });
    const calls = await site.call('coordinator', 'team.callOut', {
      teamIds: [fire.id, hazmat.id],
      incidentId,
      message: 'foam, two lines',
      placeId: culvert,
    });
    expect(await said()).toEqual(['Fire', 'Called out @T-1 and @T-8 to Culvert C-2: foam, two lines']);
    expect(
      await site.refusal('coordinator', 'team.callOut', { teamIds: [fire.id], incidentId, message: 'again' }),
    ).toMatchObject({
      refused: 'teamBusy',
      facts: { team: 'T-1' },
    });
    site.clock.advance(2 * minute);
    const answer = { callOutId: calls[0]!.id, personId: person.id };
    await site.call('coordinator', 'team.acknowledge', answer);
    expect(await site.refusal('planner', 'team.acknowledge', answer)).toMatchObject({
      refused: 'alreadyAcknowledged',
      facts: { by: 'Ana Ilić', at: '2026-06-01T06:02:00.000Z' },
    });
    expect((await boardTeam(fire.id)).callOut).toMatchObject({
      acknowledgedBy: 'Ana Ilić',
      answers: 1,
      destination: { key: 'C-2' },
    });
    expect((await boardTeam(hazmat.id)).callOut).toMatchObject({ acknowledgedAt: null });
    const all = await site.call('observer', 'team.callOuts', { incidentId });
    expect(all.find((one) => one.teamId === fire.id)?.answers).toMatchObject([{ name: 'Ana Ilić' }]);
  });

  test('refused for one is sent to none', async () => {
    await status(hazmat, 'out');
    const refusal = await site.refusal('coordinator', 'team.callOut', {
      teamIds: [fire.id, hazmat.id],
      incidentId,
      message: 'go',
    });
    expect(refusal.refused).toBe('teamOut');
    expect(await boardTeam(fire.id)).toMatchObject({ status: 'available', callOut: null, version: 1 });
  });

  test('on the way is an answer; stood down ends the call and the rest of a crew that worked begins', async () => {
    const culvert = await place('C-2');
    await site.call('coordinator', 'team.callOut', {
      teamIds: [fire.id],
      incidentId,
      message: 'go',
      placeId: culvert,
    });
    await status(await boardTeam(fire.id), 'enRoute');
    expect(await boardTeam(fire.id)).toMatchObject({
      place: { key: 'C-2' },
      callOut: { acknowledgedBy: 'Vatra 1' },
    });
    await status(await boardTeam(fire.id), 'onScene');
    site.clock.advance(41 * minute);
    const team = await boardTeam(fire.id);
    const after = await site.call('coordinator', 'team.standDown', {
      teamId: team.id,
      version: team.version,
      reason: 'fire out',
    });
    expect(after).toMatchObject({
      status: 'resting',
      restUntil: '2026-06-01T07:01:00.000Z',
      incidentId: null,
    });
    expect((await boardTeam(fire.id)).callOut).toBeNull();
    expect((await said()).slice(2)).toEqual([
      '@T-1 en route, Culvert C-2',
      '@T-1 on scene, Culvert C-2',
      '@T-1 stood down: fire out',
    ]);
    expect(
      await site.refusal('coordinator', 'team.callOut', { teamIds: [fire.id], incidentId, message: 'again' }),
    ).toMatchObject({
      refused: 'teamResting',
      facts: { until: '2026-06-01T07:01:00.000Z' },
    });
    const early = { teamIds: [fire.id, hazmat.id], incidentId, message: 'go', override: 'second fire' };
    const calls = await site.call('coordinator', 'team.callOut', early);
    expect(calls.map(({ overrideReason }) => overrideReason)).toEqual(['second fire', null]);
    expect((await said()).at(-1)).toBe(
      'Called out @T-1 and @T-8: go. Before the end of rest of @T-1: second fire',
    );
  });

  test('each reader sees it in their own language', async () => {
    await site.call('coordinator', 'team.callOut', { teamIds: [fire.id], incidentId, message: 'pena' });
    const entry = (await site.call('observer', 'log.page', { incidentId })).rows.at(-1)!;
    expect(logText(entry.template!, 'sr-Latn', entry.at)).toBe('Pozvani @T-1: pena');
    expect(logText(entry.template!, 'zh-Hans', entry.at)).toBe('已召集@T-1：pena');
    expect((await site.call('observer', 'log.search', { text: 'called out' })).rows).toHaveLength(1);
  });
});

describe('status and check-in', () => {
  test('two operators at once: the second sees a conflict and nothing is written', async () => {
    await status(fire, 'out');
    expect(
      await site.refusal('planner', 'team.setStatus', { teamId: fire.id, version: 1, status: 'resting' }),
    ).toMatchObject({
      refused: 'conflict',
      facts: { seen: 1, current: 2 },
    });
    expect(
      (await site.call('observer', 'journal.history', { noun: 'team', id: fire.id })).map(({ name }) => name),
    ).toEqual(['team.setStatus', 'team.add']);
  });

  test('impossible steps are refused with both states', async () => {
    await status(fire, 'out');
    const refusal = await site.refusal('coordinator', 'team.setStatus', {
      teamId: fire.id,
      version: 2,
      status: 'onScene',
    });
    expect(refusal).toEqual({
      refused: 'statusNotPossible',
      facts: { team: 'T-1', statusBefore: 'out', statusAfter: 'onScene' },
    });
  });

  test('a crew that counts one fewer is short until all are back', async () => {
    await status(fire, 'onScene', { incidentId, heads: 6, onAir: true });
    site.clock.advance(9 * minute);
    expect(await site.call('coordinator', 'team.checkIn', { teamId: fire.id, heads: 5 })).toMatchObject({
      headsSent: 6,
      headsSafe: 5,
    });
    expect((await said()).at(-1)).toBe('@T-1 checked in, 5 of 6 safe');
    expect(await site.call('coordinator', 'team.checkIn', { teamId: fire.id })).toMatchObject({
      headsSafe: 6,
      checkInAt: '2026-06-01T06:09:00.000Z',
    });
  });

  test('the site’s own rules hold', async () => {
    const rules = { parMinutes: 15, parAirMinutes: 7, lateMinutes: 3, rest: [] };
    await site.call('planner', 'team.setRules', rules);
    expect((await site.call('observer', 'team.board', {})).rules).toEqual(rules);
  });

  test('an observer may look and not touch', async () => {
    expect(await site.refusal('observer', 'team.checkIn', { teamId: fire.id })).toMatchObject({
      refused: 'wrongRole',
    });
  });
});
