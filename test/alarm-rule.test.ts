import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  freshState,
  onReading,
  onTime,
  zoneOf,
  type Flip,
  type LimitSetting,
  type LimitState,
} from '../electron/alarm/limit-state.ts';
import { priorityMatrix, priorityOf, severities, timeClasses } from '../electron/alarm/priority-matrix.ts';
import type { RuleContent } from '../electron/alarm/rule.ts';
import { openDoor } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { Crossings } from '../electron/sensor/crossing.ts';
import { keepSensors, type SensorKeeper } from '../electron/sensor-keeper.ts';
import type { Role } from '../electron/session/session.ts';
import { approve, ruleRoom, seenOf, written } from './rule-room.ts';

const setting = fc.record({
  side: fc.constantFrom('above' as const, 'below' as const),
  value: fc.constant(100),
  deadBand: fc.integer({ min: 0, max: 8 }),
  onDelayMs: fc.integer({ min: 0, max: 5 }).map((s) => s * 1000),
  offDelayMs: fc.integer({ min: 0, max: 5 }).map((s) => s * 1000),
});
/** Readings in the order of time, and looks of the clock between them. */
const course = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 4000 }),
    value: fc.integer({ min: 88, max: 112 }),
    clock: fc.boolean(),
  }),
  { maxLength: 60 },
);
type Course = readonly { readonly waitMs: number; readonly value: number; readonly clock: boolean }[];

function run(
  of: LimitSetting,
  steps: Course,
  withClock: boolean,
): { flips: Flip[]; state: LimitState; endMs: number } {
  let state = freshState(false);
  let atMs = 1_000_000;
  const flips: Flip[] = [];
  for (const { waitMs, value, clock } of steps) {
    atMs += waitMs;
    if (clock && withClock) {
      const ticked = onTime(of, state, atMs);
      state = ticked.state;
      flips.push(...ticked.flips);
    }
    const read = onReading(of, state, { atMs, value });
    state = read.state;
    flips.push(...read.flips);
  }
  const end = onTime(of, state, atMs + 60_000);
  return { flips: [...flips, ...end.flips], state: end.state, endMs: atMs };
}

describe('a limit with dead-band and delays', () => {
  test('the clock and the readings agree: when it is looked at changes nothing', () => {
    fc.assert(
      fc.property(setting, course, (of, steps) => {
        expect(run(of, steps, true).flips).toEqual(run(of, steps, false).flips);
      }),
    );
  });

  test('on and off take turns, and never more often than the delays allow', () => {
    fc.assert(
      fc.property(setting, course, (of, steps) => {
        const { flips } = run(of, steps, true);
        flips.forEach((flip, i) => expect(flip.active).toBe(i % 2 === 0));
        flips.forEach((flip, i) => {
          const before = flips[i - 1];
          if (!before) return;
          expect(flip.atMs - before.atMs).toBeGreaterThanOrEqual(flip.active ? of.onDelayMs : of.offDelayMs);
        });
      }),
    );
  });

  test('it comes on only beyond the limit and goes only from beyond the dead-band', () => {
    fc.assert(
      fc.property(setting, course, (of, steps) => {
        const readings: { atMs: number; value: number }[] = [];
        let atMs = 1_000_000;
        for (const { waitMs, value } of steps) readings.push({ atMs: (atMs += waitMs), value });
        for (const flip of run(of, steps, true).flips) {
          const delay = flip.active ? of.onDelayMs : of.offDelayMs;
          const within = readings.filter((one) => one.atMs >= flip.atMs - delay && one.atMs < flip.atMs);
          const begun = readings.findLast((one) => one.atMs <= flip.atMs - delay);
          const zones = [...within, ...(begun ? [begun] : [])].map(({ value }) => zoneOf(of, value));
          // Something out of the zone within the delay would have begun it anew.
          if (delay > 0) for (const zone of zones) expect(zone).toBe(flip.active ? 'beyond' : 'back');
        }
      }),
    );
  });

  test('nothing true is lost: what stays beyond is told once its delay is over, what stays back is let go', () => {
    fc.assert(
      fc.property(setting, course, (of, steps) => {
        const last = steps.at(-1);
        if (!last) return;
        const zone = zoneOf(of, last.value);
        const { state } = run(of, steps, false);
        if (zone === 'beyond') expect(state.active).toBe(true);
        if (zone === 'back') expect(state.active).toBe(false);
      }),
    );
  });

  test('an older reading than the newest changes nothing', () => {
    const of: LimitSetting = { side: 'above', value: 100, deadBand: 5, onDelayMs: 0, offDelayMs: 0 };
    const on = onReading(of, freshState(false), { atMs: 5000, value: 101 }).state;
    expect(onReading(of, on, { atMs: 4000, value: 10 })).toEqual({ state: on, flips: [] });
    expect(onReading(of, on, { atMs: 6000, value: 95 }).state.active).toBe(true);
    expect(onReading(of, on, { atMs: 6000, value: 94.9 }).state.active).toBe(false);
  });
});

test('the priority follows from the matrix: worse or sooner is never less urgent, and every cell is filled', () => {
  for (const [i, severity] of severities.entries()) {
    const row = priorityMatrix[severity];
    expect(row).toHaveLength(timeClasses.length);
    row.forEach((priority, j) => {
      if (j > 0) expect(priority).toBeGreaterThanOrEqual(row[j - 1]!);
      if (i > 0) expect(priority).toBeLessThanOrEqual(priorityMatrix[severities[i - 1]!][j]!);
    });
  }
  expect(priorityOf('severe', 10)).toBe(1);
  expect(priorityOf('severe', 10.1)).toBe(2);
  expect(priorityOf('minor', 600)).toBe(3);
});

// Through the door

describe('the rule of a limit', () => {
  const danger = { level: 'danger', side: 'above', value: 5 } as const;

  test('goes live only by a second person, and the shipped alarm stands until then', async () => {
    const { site, point, read, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    const key = { pointId: gas, level: 'danger', side: 'above' } as const;
    const draft = await site.call('equipmentManager', 'alarmRule.draft', {
      ...key,
      content: written({ minutesToAct: 30 }),
    });
    expect(draft).toMatchObject({ state: 'draft', edition: 1, priority: 2, limitValue: 5 });
    await read(gas, 6);
    expect(await list()).toMatchObject({ rows: [{ priority: 1, cause: { key: 'sensor.cause.danger' } }] });
    const asked = await site.call('equipmentManager', 'alarmRule.ask', { id: draft.id, version: 1 });
    const seen = await seenOf(site, key, asked);
    const own = await site.refusal('equipmentManager', 'alarmRule.approve', seen);
    expect(own.refused).toBe('confirmSelf');
    expect((await site.refusal('observer', 'alarmRule.approve', seen)).refused).toBe('wrongRole');
    const live = await site.call('safetyOfficer', 'alarmRule.approve', seen);
    expect(live).toMatchObject({ state: 'live', approvedByName: 'safetyOfficer' });
    // The alarm that stood stands on, by the rule.
    expect(await list()).toMatchObject({
      rows: [{ priority: 2, state: 'raised', action: { facts: { words: { zhHans: 'Clear the aisle' } } } }],
    });
    const page = await site.call('observer', 'alarmRule.page', {});
    expect(page).toMatchObject({ shipped: 0, all: 1 });
  });

  test('a change goes through it again while the old edition stays; what was changed under a request is refused', async () => {
    const { site, point } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    const key = { pointId: gas, level: 'danger', side: 'above' } as const;
    const first = await approve(site, key, written());
    const second = await site.call('equipmentManager', 'alarmRule.draft', {
      ...key,
      content: written({ deadBand: 1 }),
    });
    const asked = await site.call('equipmentManager', 'alarmRule.ask', {
      id: second.id,
      version: second.version,
    });
    const seen = await seenOf(site, key, asked);
    const changed = await site.call('equipmentManager', 'alarmRule.change', {
      id: second.id, version: asked.version, content: written({ deadBand: 2 }),
    }); // prettier-ignore
    expect(changed.state).toBe('draft');
    const late = await site.refusal('safetyOfficer', 'alarmRule.approve', {
      ...seen,
      version: changed.version,
    });
    expect(late.refused).toBe('confirmChanged');
    expect((await site.call('observer', 'alarmRule.one', key))?.live).toMatchObject({
      id: first.id,
      deadBand: 0,
    });
    // The limit itself moved after the request: what was seen is not what would go live.
    const again = await site.call('equipmentManager', 'alarmRule.ask', {
      id: second.id,
      version: changed.version,
    });
    const { points } = { points: await site.call('observer', 'sensor.points', {}) };
    const {
      key: name,
      names,
      unit,
      placeId,
      minValue,
      maxValue,
      everySeconds,
      frozenMinutes,
    } = points.rows[0]!;
    await site.call('equipmentManager', 'sensor.changePoint', {
      id: gas, version: 1, key: name, names, unit, placeId, minValue, maxValue, everySeconds, frozenMinutes,
      limits: [{ ...danger, value: 8 }],
    }); // prettier-ignore
    const moved = await site.refusal('safetyOfficer', 'alarmRule.approve', await seenOf(site, key, again));
    expect(moved.refused).toBe('confirmChanged');
    expect(await site.call('observer', 'alarmRule.page', { filter: 'changed' })).toMatchObject({ total: 1 });
    const refused = await site.call('safetyOfficer', 'alarmRule.refuse', {
      ...(await seenOf(site, key, again)), reason: 'the limit moved',
    }); // prettier-ignore
    expect(refused.state).toBe('draft');
  });

  test('two people retire it, and the shipped alarm is back', async () => {
    const { site, point, read, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    const key = { pointId: gas, level: 'danger', side: 'above' } as const;
    const live = await approve(site, key, written({ severity: 'minor', minutesToAct: 20 }));
    await read(gas, 9);
    expect((await list()).rows[0]?.priority).toBe(3);
    const asked = await site.call('equipmentManager', 'alarmRule.askRetire', {
      id: live.id, version: live.version, reason: 'detector goes',
    }); // prettier-ignore
    expect(asked.state).toBe('retiring');
    expect((await list()).rows[0]?.priority).toBe(3);
    await site.call('safetyOfficer', 'alarmRule.approve', await seenOf(site, key, asked));
    expect(await list()).toMatchObject({ rows: [{ priority: 1, state: 'raised' }] });
    expect(await site.call('observer', 'alarmRule.page', { filter: 'retired' })).toMatchObject({ total: 1 });
  });

  test('inside the dead-band the alarm stands', async () => {
    const { site, point, read, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    await approve(site, { pointId: gas, level: 'danger', side: 'above' }, written({ deadBand: 2 }));
    await read(gas, 5);
    await read(gas, 3.5);
    expect((await list()).rows).toMatchObject([{ state: 'raised' }]);
    await read(gas, 2.9);
    expect((await list()).rows).toMatchObject([{ state: 'returned' }]);
  });

  test('a pump that stands still suppresses its low flow by design, in plain sight', async () => {
    const { site, point, read, list } = await ruleRoom();
    const flow = await point('FL-1', 'flow', [{ level: 'warning', side: 'below', value: 10 }]);
    const pump = await point('PS-1', 'pumpState', []);
    await read(pump, 1);
    await approve(site, { pointId: flow, level: 'warning', side: 'below' }, written({
      suppressPointId: pump, suppressWhen: { kind: 'state', value: 0 },
    })); // prettier-ignore
    await read(flow, 3);
    expect(await list()).toMatchObject({ rows: [{ state: 'raised' }], held: 0 });
    await read(pump, 0);
    expect(await list()).toMatchObject({ rows: [], held: 1, sounds: null });
    expect((await site.call('observer', 'alarm.held', {})).rows).toMatchObject([
      { kind: 'suppressed', reason: 'PS-1: 0' },
    ]);
    await read(pump, 1);
    expect(await list()).toMatchObject({ rows: [{ state: 'raised' }], held: 0 });
    await read(pump, 0);
    await read(flow, 40);
    expect(await list()).toMatchObject({ rows: [], held: 0 });
  });

  test('a child stands under its cause while that is wrong, and by itself afterwards', async () => {
    const { site, point, read, list } = await ruleRoom();
    const pump = await point('PS-1', 'pumpState', [{ level: 'warning', side: 'above', value: 2 }]);
    const flow = await point('FL-1', 'flow', [{ level: 'warning', side: 'below', value: 10 }]);
    await approve(site, { pointId: pump, level: 'warning', side: 'above' }, written());
    await approve(
      site,
      { pointId: flow, level: 'warning', side: 'below' },
      written({ parentPointId: pump, parentLevel: 'warning' }),
    );
    await read(flow, 3);
    expect((await list()).rows).toMatchObject([{ headId: null }]);
    await read(pump, 2);
    const [head, child] = (await list()).rows;
    expect(head).toMatchObject({ sourceId: pump, below: 1 });
    expect(child).toMatchObject({ sourceId: flow, headId: head!.id });
    await read(pump, 1);
    expect((await list()).rows.map(({ headId }) => headId)).toEqual([null, null]);
    const ring = await site.refusal('equipmentManager', 'alarmRule.draft', {
      pointId: pump, level: 'warning', side: 'above', content: written({ parentPointId: flow, parentLevel: 'warning' }),
    }); // prettier-ignore
    expect(ring.refused).toBe('ruleRing');
  });

  test('what cannot be is said in a sentence', async () => {
    const { site, point } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    const key = { pointId: gas, level: 'danger', side: 'above' } as const;
    const tried = async (more: Partial<RuleContent>, role: Role = 'equipmentManager') =>
      (await site.refusal(role, 'alarmRule.draft', { ...key, content: written(more) })).refused;
    expect(await tried({ deadBand: 6 })).toBe('ruleDeadBand');
    expect(await tried({ onDelaySeconds: 300 })).toBe('ruleDelay');
    expect(await tried({ incident: 'declare' })).toBe('ruleIncident');
    expect(await tried({ planKey: 'X', incident: 'propose', incidentType: 'fire' })).toBe('rulePlan');
    expect(await tried({ owner: { kind: 'position', key: 'nobody' } })).toBe('ruleOwner');
    expect(await tried({ suppressPointId: gas, suppressWhen: { kind: 'state', value: 0 } })).toBe(
      'ruleSuppress',
    );
    expect(await tried({}, 'observer')).toBe('wrongRole');
    const gone = await site.refusal('equipmentManager', 'alarmRule.draft', {
      ...key,
      level: 'watch',
      content: written(),
    });
    expect(gone.refused).toBe('ruleNoLimit');
  });
});

describe('delays that run by the clock', () => {
  async function kept() {
    const at = await ruleRoom();
    const { site } = at;
    const keepers: SensorKeeper[] = [];
    const begin = async (): Promise<SensorKeeper> => {
      const keeper: SensorKeeper = keepSensors(site.site, () => site.door);
      site.door = openDoor(site.site, handlers, (event, payload) => {
        site.events.push({ event, payload });
        if (event === 'changed') keeper.changed(payload as never);
      });
      keepers.push(keeper);
      await keeper.start();
      return keeper;
    };
    const keeper = await begin();
    const states = async () => (await at.list()).rows.map(({ state }) => state);
    return { ...at, keeper, begin, states, stop: () => keepers.forEach((one) => void one.stop()) };
  }
  const limit = { level: 'danger', side: 'above', value: 50 } as const;
  const key = (pointId: string) => ({ pointId, level: 'danger', side: 'above' }) as const;

  test('a delay that runs out without another reading raises the alarm, also after a restart', async () => {
    const { site, point, read, keeper, begin, states, stop } = await kept();
    const gas = await point('GD-1', 'gas', [limit]);
    await approve(site, key(gas), written({ onDelaySeconds: 60, offDelaySeconds: 30, minutesToAct: 20 }));
    await read(gas, 60);
    expect(await states()).toEqual([]);
    site.clock.advance(30_000);
    keeper.clockMoved();
    await keeper.tick();
    expect(await states()).toEqual([]);
    // Closed and opened again in the middle of the delay.
    void keeper.stop();
    site.reopen();
    const second = await begin();
    site.clock.advance(31_000);
    second.clockMoved();
    await second.tick();
    await expect.poll(states).toEqual(['raised']);
    await read(gas, 20);
    expect(await states()).toEqual(['raised']);
    site.clock.advance(31_000);
    second.clockMoved();
    await expect.poll(states).toEqual(['returned']);
    stop();
  });

  test('a chattering input raises nothing that its delay does not let through', async () => {
    const { site, point, read, keeper, states, stop } = await kept();
    const gas = await point('GD-1', 'gas', [limit]);
    await approve(site, key(gas), written({ onDelaySeconds: 5, minutesToAct: 20 }));
    for (let i = 0; i < 20; i += 1) await read(gas, i % 2 === 0 ? 60 : 40);
    await keeper.tick();
    expect(await states()).toEqual([]);
    const told = await site.call('observer', 'alarm.performance', {
      from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z',
    }); // prettier-ignore
    expect(told.announced).toBe(0);
    stop();
  });
});

test('of all readings only those that cross something are looked at again', () => {
  const crossings = new Crossings();
  crossings.configure([
    { pointId: 'a', limits: [{ side: 'above', value: 10, deadBand: 2 }], everyValue: false },
    { pointId: 'p', limits: [], everyValue: true },
  ]);
  for (const [i, value] of [1, 2, 3, 10, 12, 9, 9, 7, 6].entries()) crossings.note('a', i, value);
  crossings.note('a', 2, 99);
  for (const [i, value] of [0, 0, 1, 1].entries()) crossings.note('p', i, value);
  crossings.note('unknown', 1, 1);
  expect(crossings.take().map(({ pointId, value }) => [pointId, value])).toEqual([
    ['a', 1], ['a', 10], ['a', 9], ['a', 7], ['p', 0], ['p', 1],
  ]); // prettier-ignore
  expect(crossings.take()).toEqual([]);
});
