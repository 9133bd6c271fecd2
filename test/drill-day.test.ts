import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepDrills } from '../electron/drill-keeper.ts';
import { drillMsAt, rateOf } from '../electron/drill/drill-clock.ts';
import { pretended } from '../electron/drill/drill-inject.ts';
import { sheetHtml } from '../electron/drill/drill-sheet.ts';
import { typeById } from '../electron/drill/drill-type-store.ts';
import { headcountComplete, measured } from '../electron/drill/measure.ts';
import type { Inject } from '../electron/drill/drill.ts';
import { plannedDrill, siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const inject = (minute: number, text: string, effect: Inject['effect'] = null): Inject => ({
  id: `0197c000-0000-7000-8000-0000000000${String(minute).padStart(2, '0')}`,
  minute,
  channel: 'radio',
  text: names(text),
  effect,
});

async function addTeam(site: TestSite, key: string) {
  return site.call('planner', 'team.add', { key, names: names(key), kind: 'fire', callSign: key });
}
async function begun(
  site: TestSite,
  rate: number,
  injects: readonly Inject[] = [],
  teamIds: readonly string[] = [],
) {
  const drill = await plannedDrill(site, { injects, teamIds });
  const run = await site.call('coordinator', 'drill.start', {
    id: drill.id,
    version: 1,
    rate,
    title: 'Fire drill',
  });
  return { drill, run, incidentId: run.incidentId };
}
const texts = async (site: TestSite, incidentId: string) =>
  (await site.call('observer', 'log.page', { incidentId })).rows.map(({ text }) => text);

describe('a drill on its clock', () => {
  test('is an exercise with its own number; what is due after 10 minutes is due after 30 seconds at 20x', async () => {
    const site = siteInTemp();
    const { incidentId, drill } = await begun(site, 20);
    const incident = await site.call('observer', 'incident.byId', { id: incidentId });
    expect(incident).toMatchObject({ exercise: true, number: 1, type: 'fire', placeId: drill.placeId });
    const task = await site.call('coordinator', 'task.add', {
      incidentId,
      title: 'Close the valve',
      targetMinutes: 10,
    });
    expect(task.dueAt).toBe('2026-06-01T06:00:30.000Z');
    // Real incidents are counted apart and keep the wall's minutes.
    const real = await site.call('coordinator', 'incident.declare', {
      type: 'fire', placeId: null, placeText: 'Mill', severity: 2, note: 'Smoke',
    }); // prettier-ignore
    expect(real).toMatchObject({ exercise: false, number: 1 });
    const other = await site.call('coordinator', 'task.add', {
      incidentId: real.id,
      title: 'x',
      targetMinutes: 10,
    });
    expect(other.dueAt).toBe('2026-06-01T06:10:00.000Z');
  });
  test('a clock that is turned takes the open tasks with it; one that stands lets nothing become due', async () => {
    const site = siteInTemp();
    const { incidentId, run } = await begun(site, 20);
    const add = (targetMinutes: number) =>
      site.call('coordinator', 'task.add', { incidentId, title: `in ${targetMinutes}`, targetMinutes });
    await add(5);
    await add(40);
    site.clock.advance(30_000); // minute 10
    const due = async () =>
      (await site.call('observer', 'task.list', { incidentId })).map(({ dueAt }) => dueAt);
    const stands = await site.call('coordinator', 'drill.turnClock', {
      id: run.id,
      version: 1,
      rate: 20,
      running: false,
    });
    expect(await due()).toEqual(['2026-06-01T06:00:15.000Z', null]);
    site.clock.advance(3_600_000);
    expect((await site.call('observer', 'alarm.open', {})).rows.map(({ source }) => source)).toEqual([
      'task',
    ]);
    await site.call('coordinator', 'drill.turnClock', {
      id: run.id,
      version: stands.version,
      rate: 1,
      running: true,
    });
    expect(await due()).toEqual(['2026-06-01T06:00:15.000Z', '2026-06-01T07:30:30.000Z']);
    expect((await texts(site, incidentId)).at(-1)).toBe('The drill clock runs at 1× from minute 10');
    expect(await site.refusal('coordinator', 'drill.turnClock', { id: run.id, version: stands.version, rate: 2, running: true }))
      .toMatchObject({ refused: 'conflict' }); // prettier-ignore
  });
  test('check-ins of a crew and late answers follow it too', async () => {
    const site = siteInTemp();
    const team = await addTeam(site, 'T-1');
    const { incidentId } = await begun(site, 20);
    await site.call('coordinator', 'team.callOut', { teamIds: [team.id], incidentId, message: 'Go' });
    site.clock.advance(15_000); // 5 minutes of the drill
    const causes = async () =>
      (await site.call('observer', 'alarm.open', {})).rows.map(({ topic }) => topic.split('.')[1]);
    expect(await causes()).toEqual(['late']);
    const called = (await site.call('observer', 'team.board', {})).teams[0]!;
    await site.call('coordinator', 'team.setStatus', {
      teamId: team.id,
      version: called.version,
      status: 'onScene',
    });
    site.clock.advance(59_000);
    const worst = async () => (await site.call('observer', 'alarm.open', {})).rows[0]!.priority;
    expect(await worst()).toBe(2);
    site.clock.advance(1_000); // 20 minutes on scene
    expect(await causes()).toEqual(['par']);
    expect(await worst()).toBe(1);
    // Told and heard as in a real one, but counted apart and after all that is real.
    const real = { priority: 3 as const, cause: 'Smell of gas', placeId: null };
    await site.call('coordinator', 'alarm.raise', real);
    const list = await site.call('observer', 'alarm.open', {});
    expect(list).toMatchObject({ counts: { 1: 0, 2: 0, 3: 1 }, exercise: 1, sounds: 1 });
    expect(list.rows.map(({ exercise }) => exercise)).toEqual([false, true]);
    const now = await site.call('observer', 'now.list', {});
    expect(now.rows.at(-1)).toMatchObject({ kind: 'team', exercise: true });
  });
});

describe('injects', () => {
  const valve: Inject = inject(2, 'Valve room is full of smoke');
  test('are fired at their minute, once, in every language; held, skipped and added by the controller', async () => {
    const site = siteInTemp();
    const { run, incidentId } = await begun(site, 20, [
      inject(1, 'First'),
      valve,
      inject(3, 'Never'),
      inject(4, 'Late'),
    ]);
    const list = () => site.call('observer', 'drillInject.list', { id: run.id });
    const [, second, third] = await list();
    await site.call('planner', 'drillInject.skip', { id: third!.id, version: 1 });
    await site.call('planner', 'drillInject.hold', { id: second!.id, version: 1 });
    const keeper = keepDrills(site.site, () => site.door);
    await keeper.start();
    await keeper.tick();
    expect((await list()).map(({ state }) => state)).toEqual(['waiting', 'held', 'skipped', 'waiting']);
    site.clock.advance(6_000); // minute 2
    await keeper.tick();
    await keeper.tick();
    expect((await list()).map(({ state }) => state)).toEqual(['fired', 'held', 'skipped', 'waiting']);
    const entry = (await site.call('observer', 'log.page', { incidentId })).rows.at(-1)!;
    expect(entry).toMatchObject({
      kind: 'radioIn',
      text: 'INJECT 1 · minute 2 · radio: First',
      byName: 'system',
    });
    expect(await site.refusal('planner', 'drillInject.letGo', { id: second!.id, version: 2 })).toMatchObject({
      refused: 'injectPast',
    });
    await site.call('planner', 'drillInject.fire', { id: second!.id, version: 2 });
    expect(await site.refusal('planner', 'drillInject.fire', { id: second!.id, version: 2 })).toMatchObject({
      refused: 'conflict',
    });
    await site.call('planner', 'drillInject.add', {
      drillId: run.id,
      dueMinute: 2.5,
      channel: 'phone',
      text: 'The press asks',
    });
    site.clock.advance(1_500);
    await keeper.tick();
    expect((await texts(site, incidentId)).at(-1)).toBe('INJECT 5 · minute 2 · phone: The press asks');
    keeper.stop();
  });
  test('change the picture of the exercise alone: no reading, closure, wind or alarm of the site', async () => {
    const site = siteInTemp();
    const place = await site.call('planner', 'place.add', {
      key: 'G-01', kind: 'gauge', names: names('Gauge'), geometry: { type: 'Point', coordinates: [22.1, 44.07] },
    }); // prettier-ignore
    await site.call('planner', 'flood.addGauge', {
      placeId: place.id,
      watchCm: 200,
      warningCm: 300,
      dangerCm: 400,
    });
    const { run, incidentId } = await begun(site, 20, [
      inject(1, 'The river rises', { kind: 'gauge', gaugeId: place.id, levelCm: 420 }),
      inject(2, 'The road is gone', { kind: 'place', placeId: place.id, open: false }),
      inject(3, 'It turns', { kind: 'wind', fromDegrees: 270, speedMs: 9 }),
    ]);
    for (const one of await site.call('observer', 'drillInject.list', { id: run.id }))
      await site.call('planner', 'drillInject.fire', { id: one.id, version: 1 });
    expect(await site.call('observer', 'drillInject.pretended', { incidentId })).toMatchObject({
      places: [{ placeId: place.id, open: false }],
      gauges: [{ gaugeId: place.id, levelCm: 420 }],
      wind: { fromDegrees: 270, speedMs: 9 },
    });
    const board = await site.call('observer', 'flood.board', {});
    expect(board.gauges.flatMap(({ recent }) => recent)).toEqual([]);
    expect(await site.call('observer', 'closure.list', {})).toEqual([]);
    expect(await site.call('observer', 'weather.now', {})).toBeNull();
    expect((await site.call('observer', 'alarm.open', {})).rows).toEqual([]);
    expect(pretended([])).toEqual({ places: [], gauges: [], wind: null });
  });
});

test('the seat dies in the middle: nothing is lost, the clock has gone on, what came due waits for a yes', async () => {
  const site = siteInTemp();
  const { run, incidentId } = await begun(site, 20, [
    inject(1, 'First'),
    inject(5, 'Second'),
    inject(9, 'Third'),
  ]);
  const keeper = keepDrills(site.site, () => site.door);
  await keeper.start();
  site.clock.advance(3_000);
  await keeper.tick();
  await site.call('hazmatKeeper', 'drillMark.give', { drillId: run.id, measure: 'callOutAcknowledged' });
  const before = await texts(site, incidentId);
  keeper.stop();
  site.reopen();
  site.clock.advance(13_000); // minute 5.3
  const again = keepDrills(site.site, () => site.door);
  await again.start();
  await again.tick();
  const rows = await site.call('observer', 'drillInject.list', { id: run.id });
  expect(rows.map(({ state, heldBecause }) => [state, heldBecause])).toEqual([
    ['fired', null],
    ['held', 'overdue'],
    ['waiting', null],
  ]);
  expect(await texts(site, incidentId)).toEqual([
    ...before,
    '1 inject came due while Tocsin did not run; it waits for the controller',
  ]);
  expect(await site.call('observer', 'drillMark.list', { id: run.id })).toMatchObject([
    { minute: 1, observer: 'hazmatKeeper' },
  ]);
  // What comes due from now on is fired as before; a machine that slept is as one that was dead.
  site.clock.advance(12_000);
  await again.tick();
  const [, , third] = await site.call('observer', 'drillInject.list', { id: run.id });
  expect(third).toMatchObject({ state: 'fired', firedByName: 'system' });
  again.stop();
});

test('a drill begun before the keeper has looked has missed nothing: its first inject is fired', async () => {
  const site = siteInTemp();
  const keeper = keepDrills(site.site, () => site.door);
  const { run } = await begun(site, 20, [inject(0, 'First'), inject(9, 'Second')]);
  site.clock.advance(2_000);
  await keeper.start();
  const rows = await site.call('observer', 'drillInject.list', { id: run.id });
  expect(rows.map(({ state }) => state)).toEqual(['fired', 'waiting']);
  keeper.stop();
});

test('a machine that slept holds what it missed', async () => {
  const site = siteInTemp();
  const { run } = await begun(site, 1, [inject(1, 'First')]);
  const keeper = keepDrills(site.site, () => site.door);
  await keeper.start();
  site.clock.advance(60_000 + 15_001);
  await keeper.tick();
  expect(await site.call('observer', 'drillInject.list', { id: run.id })).toMatchObject([
    { heldBecause: 'overdue' },
  ]);
  keeper.stop();
});

describe('a real incident', () => {
  test('stops every drill in its own entry, frees their teams, and everybody is told until someone says that they saw it', async () => {
    const site = siteInTemp();
    const [one, two] = [await addTeam(site, 'T-1'), await addTeam(site, 'T-2')];
    const { run, incidentId, drill } = await begun(site, 20, [inject(9, 'Never')]);
    await site.call('coordinator', 'team.callOut', { teamIds: [one.id, two.id], incidentId, message: 'Go' });
    const called = (await site.call('observer', 'team.board', {})).teams[0]!;
    await site.call('coordinator', 'team.setStatus', {
      teamId: one.id,
      version: called.version,
      status: 'onScene',
    });
    // Long enough on the scene that the team has earned a rest.
    site.clock.advance(60 * 60_000);
    await site.call('hazmatKeeper', 'drillMark.give', { drillId: run.id, measure: 'firstTeamOnScene' });
    const seq = (await site.call('observer', 'journal.page', { limit: 1 })).rows[0]!.seq;
    const real = await site.call('coordinator', 'incident.declare', {
      type: 'fire', placeId: null, placeText: 'Mill', severity: 3, note: 'Smoke at the mill',
    }); // prettier-ignore
    const [line] = (await site.call('observer', 'journal.page', { limit: 1 })).rows;
    expect(line).toMatchObject({ seq: seq + 1, name: 'incident.declare', incidentId: real.id });
    const now = await site.call('observer', 'drill.now', {});
    expect(now.running).toEqual([]);
    expect(now.stopped).toMatchObject([{ id: drill.id, exercise: { number: 1 }, real: { number: 1 } }]);
    expect((await site.call('observer', 'drill.ofExercise', { incidentId }))?.drill.state).toBe(
      'interrupted',
    );
    expect(now.stopped[0]!.freedTeams).toEqual(['@T-1', '@T-2']);
    expect(await texts(site, real.id)).toEqual(['Smoke at the mill']);
    const called2 = await site.call('coordinator', 'team.callOut', {
      teamIds: [one.id, two.id], incidentId: real.id, message: 'Fire',
    }); // prettier-ignore
    expect(called2).toMatchObject([{ overrideReason: null }, { overrideReason: null }]);
    // No inject any more, and the clock stands.
    const keeper = keepDrills(site.site, () => site.door);
    await keeper.start();
    site.clock.advance(3_600_000);
    await keeper.tick();
    expect(await site.call('observer', 'drillInject.list', { id: run.id })).toMatchObject([
      { state: 'waiting' },
    ]);
    // The exercise's own log is told by itself, once.
    expect((await texts(site, incidentId)).at(-1)).toBe(
      'DRILL STOPPED at minute 1200: REAL INCIDENT INC 2026-001. Free for it: @T-1 and @T-2',
    );
    expect(await site.refusal('coordinator', 'drill.sayStop', { id: run.id })).toMatchObject({
      refused: 'drillNotStopped',
    });
    keeper.stop();
    expect(await site.call('observer', 'drillMark.list', { id: run.id })).toHaveLength(1);
    const seen = await site.call('equipmentManager', 'drill.seeStop', {
      id: run.id,
      version: now.stopped[0]!.version,
    });
    expect((await site.call('observer', 'drill.now', {})).stopped).toEqual([]);
    const resumed = await site.call('coordinator', 'drill.resume', {
      id: run.id, version: seen.version, rate: 10, reason: 'the fire is out',
    }); // prettier-ignore
    expect((await texts(site, incidentId)).at(-1)).toBe(
      'The drill is taken up again at minute 1200, clock 10×: the fire is out',
    );
    await site.call('coordinator', 'drill.end', { id: run.id, version: resumed.version, note: 'All clear' });
    expect((await site.call('observer', 'drill.ofExercise', { incidentId }))?.drill.state).toBe('done');
  });
  test('frees the teams of an exercise that is no drill; another exercise stops nothing', async () => {
    const site = siteInTemp();
    const { incidentId } = await begun(site, 1);
    const declare = (exercise: boolean) =>
      site.call('coordinator', 'incident.declare', {
        type: 'fire', placeId: null, placeText: 'Mill', severity: 3, note: 'Smoke', exercise,
      }); // prettier-ignore
    const talk = await declare(true);
    const team = await addTeam(site, 'T-1');
    await site.call('coordinator', 'team.callOut', {
      teamIds: [team.id],
      incidentId: talk.id,
      message: 'Go',
    });
    expect((await site.call('observer', 'drill.now', {})).running).toHaveLength(1);
    const real = await declare(false);
    expect(real.exercise).toBe(false);
    expect((await site.call('observer', 'team.board', {})).teams[0]).toMatchObject({
      status: 'available',
      callOut: null,
    });
    // Ended without having been taken up again it does not count as done.
    const stopped = (await site.call('observer', 'drill.ofExercise', { incidentId }))!;
    await site.call('coordinator', 'drill.end', {
      id: stopped.run.id,
      version: stopped.run.version,
      note: 'Not today',
    });
    expect((await site.call('observer', 'drill.ofExercise', { incidentId }))?.drill.state).toBe(
      'interrupted',
    );
    expect(await site.refusal('coordinator', 'drill.resume', { id: stopped.run.id, version: stopped.run.version + 1, rate: 1, reason: 'x' }))
      .toMatchObject({ refused: 'drillNotInterrupted' }); // prettier-ignore
  });
  test('that runs is in the way of a drill, which then wants a reason', async () => {
    const site = siteInTemp();
    await site.call('coordinator', 'incident.declare', {
      type: 'fire', placeId: null, placeText: 'Mill', severity: 3, note: 'Smoke',
    }); // prettier-ignore
    const drill = await plannedDrill(site, {
      planKey: 'NOPE',
      observers: 2,
      startsAt: '2026-06-01T09:00:00.000Z',
    });
    expect(
      (await site.call('observer', 'drill.inTheWay', { id: drill.id })).map(({ key, serious }) => [
        key,
        serious,
      ]),
    ).toEqual([
      ['realIncident', true],
      ['plan', false],
      ['observers', false],
      ['hour', false],
    ]);
    const start = { id: drill.id, version: 1, title: 'Fire drill' };
    expect(await site.refusal('coordinator', 'drill.start', start)).toMatchObject({
      refused: 'drillInTheWay',
    });
    await site.call('coordinator', 'drill.start', { ...start, despite: 'a small one, far away' });
    expect(await site.refusal('coordinator', 'drill.start', { ...start, version: 2 })).toMatchObject({
      refused: 'drillNotWaiting',
    });
  });
});

describe('measures', () => {
  test('come from the rows where they know, else from marks; both stand beside the target and the drills before', async () => {
    const site = siteInTemp();
    const team = await addTeam(site, 'T-1');
    const play = async (drill: { id: string }, rate: number) => {
      const run = await site.call('coordinator', 'drill.start', {
        id: drill.id,
        version: 1,
        rate,
        title: 'Fire drill',
      });
      const [call] = await site.call('coordinator', 'team.callOut', {
        teamIds: [team.id],
        incidentId: run.incidentId,
        message: 'Go',
      });
      site.clock.advance(60_000);
      await site.call('coordinator', 'team.acknowledge', { callOutId: call!.id });
      await site.call('hazmatKeeper', 'drillMark.give', { drillId: run.id, measure: 'evacuationComplete' });
      site.clock.advance(60_000);
      const { version } = (await site.call('observer', 'team.board', {})).teams[0]!;
      await site.call('coordinator', 'team.setStatus', { teamId: team.id, version, status: 'onScene' });
      site.clock.advance(60_000);
      const back = (await site.call('observer', 'team.board', {})).teams[0]!;
      await site.call('coordinator', 'team.setStatus', {
        teamId: team.id,
        version: back.version,
        status: 'available',
      });
      await site.call('coordinator', 'drill.end', { id: run.id, version: 1, note: 'All clear' });
      return run;
    };
    const first = await plannedDrill(site);
    await play(first, 1);
    site.clock.advance(3_600_000);
    const second = await plannedDrill(site, { typeId: first.typeId, placeId: first.placeId });
    const run = await play(second, 6);
    const found = (await site.call('observer', 'drill.measures', { id: second.id }))!;
    expect(
      found.measured.map(({ measure, minutes, source, kept }) => [measure, minutes, source, kept]),
    ).toEqual([
      ['callOutAcknowledged', 6, 'system', false],
      ['firstTeamOnScene', 12, 'system', false],
      ['evacuationComplete', 6, 'observer', null],
      ['headcountComplete', null, null, null],
      ['allClear', 18, 'system', true],
    ]);
    expect(found.before).toMatchObject([{ drillId: first.id }]);
    expect(found.before[0]!.measured.map(({ minutes }) => minutes)).toEqual([1, 2, 1, null, 3]);
    // A mark stands until it is struck; paper may be typed in when all is over.
    const later = {
      drillId: run.id,
      measure: 'headcountComplete' as const,
      later: { minute: 14.5, observer: 'B. Ilić' },
    };
    await site.call('hazmatKeeper', 'drillMark.give', later);
    expect(await site.refusal('hazmatKeeper', 'drillMark.give', later)).toMatchObject({
      refused: 'markGiven',
    });
    const mark = (await site.call('observer', 'drillMark.list', { id: run.id })).find(
      ({ typedLater }) => typedLater,
    )!;
    await site.call('hazmatKeeper', 'drillMark.strike', { id: mark.id, version: 1 });
    await site.call('hazmatKeeper', 'drillMark.give', {
      ...later,
      later: { minute: 15.5, observer: 'B. Ilić' },
    });
    expect((await site.call('observer', 'drill.measures', { id: second.id }))!.measured[3]).toMatchObject({
      minutes: 15.5,
      kept: false,
    });
    expect(
      await site.refusal('hazmatKeeper', 'drillMark.give', { drillId: run.id, measure: null, text: 'now' }),
    ).toMatchObject({
      refused: 'drillRunOver',
    });
  });
  test('a headcount is complete with its last count, and not while anybody is missing or a point is uncounted', () => {
    const point = { counted: true, expectedHere: true, missing: 0, countedAt: '2026-06-01T06:05:00.000Z' };
    expect(headcountComplete([])).toBeNull();
    expect(
      headcountComplete([{ ...point, counted: false, expectedHere: false, countedAt: null }]),
    ).toBeNull();
    expect(headcountComplete([point, { ...point, countedAt: '2026-06-01T06:07:00.000Z' }])).toBe(
      '2026-06-01T06:07:00.000Z',
    );
    expect(headcountComplete([point, { ...point, missing: 1 }])).toBeNull();
    expect(headcountComplete([point, { ...point, counted: false, countedAt: null }])).toBeNull();
  });
  test('the system goes before observers, the first of them for what is first, the last for what is complete', () => {
    const mark = (measure: 'firstTeamOnScene' | 'evacuationComplete', minute: number) => ({
      id: `${measure}${minute}`, drillId: 'd', measure, minute, text: '', at: '', byName: 'o', observer: `o${minute}`,
      typedLater: false, struckAt: null, struckByName: null, version: 1,
    }); // prettier-ignore
    const marks = [
      mark('firstTeamOnScene', 4),
      mark('firstTeamOnScene', 3),
      mark('evacuationComplete', 7),
      mark('evacuationComplete', 9),
    ];
    const by = Object.fromEntries(measured({}, marks, {}).map((one) => [one.measure, one]));
    expect(by['firstTeamOnScene']).toMatchObject({ minutes: 3, source: 'observer' });
    expect(by['evacuationComplete']).toMatchObject({ minutes: 9 });
    expect(measured({ firstTeamOnScene: 5 }, marks, {})[1]).toMatchObject({
      minutes: 5,
      source: 'system',
      observer: 3,
    });
  });
});

test('the sheet for observers prints in every language, with targets, objectives and room to write', async () => {
  const site = siteInTemp();
  const drill = await plannedDrill(site);
  const type = typeById(site.site.reader, drill.typeId)!;
  const objectives = [
    { id: drill.id, key: 'out', names: { en: 'All are out', srLatn: 'Svi su napolju', zhHans: '全员撤出' } },
  ];
  for (const [language, said] of [
    ['en', 'All are out'],
    ['sr-Latn', 'Svi su napolju'],
    ['sr-Cyrl', 'Сви су напољу'],
    ['zh-Hans', '全员撤出'],
  ] as const) {
    const html = sheetHtml(
      {
        drill,
        type: { ...type, objectives },
        place: { en: 'Store <1>', srLatn: 'Magacin', zhHans: '仓库' },
        siteName: 'Site',
        timeZone: 'Europe/Belgrade',
        language,
      },
      'x',
    );
    expect(html).toContain(said);
    expect(html).not.toMatch(/drillRun\.|evidence\.|<1>/);
    expect(html.match(/<td class="key">/g)).toHaveLength(5);
  }
  expect(await site.refusal('observer', 'drill.printSheet', { id: drill.id, language: 'en' })).toMatchObject({
    refused: 'noWindowHere',
  });
});

test('whatever the machine does, an inject happens once at most, never before its minute, and none is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }),
      fc.array(
        fc.record({
          seconds: fc.integer({ min: 0, max: 25 }),
          what: fc.constantFrom('tick', 'crash', 'turn'),
        }),
        { minLength: 4, maxLength: 8 },
      ),
      async (minutes, steps) => {
        const site = siteInTemp();
        const { run, incidentId } = await begun(
          site,
          20,
          minutes.map((minute) => inject(minute, `at ${minute}`)),
        );
        let keeper = keepDrills(site.site, () => site.door);
        await keeper.start();
        for (const { seconds, what } of steps) {
          site.clock.advance(seconds * 1000);
          if (what === 'crash') {
            keeper.stop();
            site.reopen();
            keeper = keepDrills(site.site, () => site.door);
            await keeper.start();
          }
          if (what === 'turn') {
            const { version, legs } = (await site.call('observer', 'drill.ofExercise', { incidentId }))!.run;
            const running = rateOf(legs) === 0;
            await site.call('planner', 'drill.turnClock', { id: run.id, version, rate: 20, running });
          }
          await keeper.tick();
        }
        const { legs } = (await site.call('observer', 'drill.ofExercise', { incidentId }))!.run;
        const now = drillMsAt(legs, site.clock.nowMs()) / 60_000;
        const rows = await site.call('observer', 'drillInject.list', { id: run.id });
        for (const { state, dueMinute, firedMinute, heldBecause } of rows) {
          if (state === 'fired') expect(firedMinute).toBeGreaterThanOrEqual(dueMinute);
          if (state === 'held') expect(heldBecause).toBe('overdue');
          // Only a clock that stands lets something due wait.
          if (state === 'waiting' && rateOf(legs) > 0) expect(dueMinute).toBeGreaterThan(now);
        }
        const said = (await texts(site, incidentId)).filter((text) => text.startsWith('INJECT'));
        expect(said).toHaveLength(rows.filter(({ state }) => state === 'fired').length);
        keeper.stop();
        site.close();
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
