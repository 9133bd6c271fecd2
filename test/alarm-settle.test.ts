import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { climb, usualEscalation } from '../electron/alarm/escalation.ts';
import { newAlarm, type Priority } from '../electron/alarm/alarm.ts';
import { openAlarmOf } from '../electron/alarm/alarm-store.ts';
import { standingOf, type Standing } from '../electron/alarm/hold.ts';
import { holdOf } from '../electron/alarm/hold-store.ts';
import { limitRow } from '../electron/alarm/rule-store.ts';
import { keepAlarms } from '../electron/alarm-keeper.ts';
import { iso } from '../electron/clock.ts';
import { openDoor } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { systemSeat } from '../electron/system-seat.ts';
import type { TestSite } from './builders.ts';
import { approve, ruleRoom, written } from './rule-room.ts';

const minuteMs = 60_000;
const danger = { level: 'danger', side: 'above', value: 50 } as const;
const key = (pointId: string) => ({ pointId, level: 'danger', side: 'above' }) as const;
/** As the keeper does it, in the program's own name. */
async function settle(site: TestSite) {
  const result = await site.door.dispatch(systemSeat('alarm-keeper'), 'alarm.settle', {});
  if (!result.ok) throw new Error(result.refusal.refused);
  return result.value;
}

/** A plan that two people of two roles put in force. */
async function plan(site: TestSite): Promise<string> {
  const names = (en: string) => ({ en, srLatn: en, zhHans: en });
  const draft = await site.call('planner', 'plan.add', {
    key: 'GAS',
    title: names('Gas in the converter aisle'),
    criteria: { types: ['chemicalRelease'], minSeverity: 1, placeIds: [] },
    steps: [{ instruction: names('Clear the aisle'), targetMinutes: 5 }],
  });
  const { id, version, contentHash } = await site.call('planner', 'plan.submit', {
    id: draft.id,
    version: draft.version,
  });
  const read = { id, version, contentHash: contentHash! };
  await site.call('safetyOfficer', 'plan.approve', read);
  await site.call('administrator', 'plan.approve', read);
  return 'GAS';
}

describe('an alarm that nobody answers', () => {
  test('climbs role by role after its minutes, says so, and stops when somebody answers', async () => {
    const { site, point, read, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    await approve(site, key(gas), written());
    await read(gas, 60);
    site.clock.advance(minuteMs);
    expect((await site.refusal('administrator', 'alarm.settle', {})).refused).toBe('nothingToSettle');
    site.clock.advance(minuteMs);
    expect(await settle(site)).toMatchObject({ climbed: 1 });
    const first = await list();
    expect(first.rows[0]).toMatchObject({ climbed: 1, climbedAt: expect.any(String), state: 'raised' });
    expect(first.chain[0]).toEqual({ kind: 'role', key: 'coordinator' });
    expect(first.climbedAt).toBe(first.rows[0]!.climbedAt);
    site.clock.advance(2 * minuteMs);
    site.reopen();
    await settle(site);
    expect((await list()).rows[0]).toMatchObject({ climbed: 2 });
    await site.call('coordinator', 'alarm.acknowledge', { ids: [first.rows[0]!.id] });
    site.clock.advance(60 * minuteMs);
    expect((await site.refusal('administrator', 'alarm.settle', {})).refused).toBe('nothingToSettle');
  });

  test('its own minutes go before those of its priority; the chain is the site’s', async () => {
    const { site, point, read, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    await approve(site, key(gas), written({ ackMinutes: 7 }));
    const set = await site.call('coordinator', 'alarm.setEscalation', {
      minutes1: 1, minutes2: 5, minutes3: null, chain: [{ kind: 'position', key: 'safety' }], version: 1,
    }); // prettier-ignore
    expect(set.version).toBe(2);
    const late = { minutes1: 1, minutes2: 5, minutes3: null, chain: set.chain, version: 1 };
    expect((await site.refusal('coordinator', 'alarm.setEscalation', late)).refused).toBe('conflict');
    await read(gas, 60);
    site.clock.advance(6 * minuteMs);
    expect((await site.refusal('administrator', 'alarm.settle', {})).refused).toBe('nothingToSettle');
    site.clock.advance(minuteMs);
    await settle(site);
    expect(await list()).toMatchObject({ rows: [{ climbed: 1 }], chain: [{ key: 'safety' }] });
    site.clock.advance(60 * minuteMs);
    // There is nobody above.
    expect((await site.refusal('administrator', 'alarm.settle', {})).refused).toBe('nothingToSettle');
  });

  test('by its priority, never before its time, and never one that somebody has seen', () => {
    const trouble = (priority: Priority) => ({
      source: 'point', sourceId: 'p', topic: 'level', placeId: null, priority, cause: 'x', action: null, incidentType: null,
    }); // prettier-ignore
    fc.assert(
      fc.property(
        fc.constantFrom<Priority>(1, 2, 3),
        fc.nat(40 * 60),
        fc.boolean(),
        (priority, seconds, seen) => {
          const alarm = {
            ...newAlarm(trouble(priority), 'a', 'o', iso(0)),
            ...(seen ? { state: 'acknowledged' as const } : {}),
          };
          const minutes = { 1: 2, 2: 10, 3: Infinity }[priority];
          const after = climb(usualEscalation, alarm, iso(seconds * 1000));
          expect(after !== null).toBe(!seen && seconds >= minutes * 60);
        },
      ),
    );
  });

  test('the keeper does it by the clock, and begins where it was after a restart', async () => {
    const { site, point, read, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [danger]);
    await approve(site, key(gas), written());
    await read(gas, 60);
    const keeper = keepAlarms(site.site, () => site.door);
    site.door = openDoor(site.site, handlers, (event, payload) => {
      if (event === 'changed') keeper.changed(payload as never);
    });
    site.clock.advance(2 * minuteMs);
    keeper.clockMoved();
    await expect.poll(async () => (await list()).rows[0]?.climbed).toBe(1);
    site.clock.advance(2 * minuteMs);
    keeper.clockMoved();
    await expect.poll(async () => (await list()).rows[0]?.climbed).toBe(2);
    keeper.stop();
  });
});

describe('an alarm and an incident', () => {
  async function gasRoom(incident: 'propose' | 'declare') {
    const at = await ruleRoom();
    const planKey = await plan(at.site);
    const gas = await at.point('GD-1', 'gas', [danger]);
    await approve(
      at.site,
      key(gas),
      written({ incident, incidentType: 'chemicalRelease', planKey, deadBand: 5 }),
    );
    const running = async () =>
      (await at.site.call('observer', 'incident.page', { states: ['running'] })).rows;
    return { ...at, gas, running };
  }

  test('proposed: one key declares it, starts the plan, and the reading stands in its log', async () => {
    const { site, gas, read, list, running } = await gasRoom('propose');
    await read(gas, 62);
    const [alarm] = (await list()).rows;
    expect(alarm?.proposes).toMatchObject({
      planKey: 'GAS',
      planTitle: { en: 'Gas in the converter aisle' },
    });
    expect((await site.refusal('observer', 'alarm.accept', { alarmId: alarm!.id })).refused).toBe(
      'wrongRole',
    );
    const incident = await site.call('coordinator', 'alarm.accept', { alarmId: alarm!.id });
    expect(await running()).toMatchObject([{ id: incident.id, exercise: false, severity: 3 }]);
    const [activation] = await site.call('observer', 'plan.activations', { incidentId: incident.id });
    expect(activation).toMatchObject({ planKey: 'GAS' });
    const log = (await site.call('observer', 'log.page', { incidentId: incident.id })).rows;
    expect(log.map(({ template }) => template)).toMatchObject([
      { key: 'alarm.saidReadingPlan', facts: { value: 62, unit: 'ppm', limit: 50 } },
    ]);
    const again = await site.refusal('coordinator', 'alarm.accept', { alarmId: alarm!.id });
    expect(again.refused).toBe('alarmHasIncident');
    expect((await list()).rows.find(({ id }) => id === alarm!.id)).toMatchObject({
      proposes: null,
      incidentId: incident.id,
    });
  });

  test('declared by itself once; the same trouble again while it runs is said in the same incident', async () => {
    const { site, gas, read, list, running } = await gasRoom('declare');
    await read(gas, 62);
    expect(await settle(site)).toMatchObject({ declared: 1 });
    const [incident] = await running();
    expect(incident).toMatchObject({ declaredBy: 'system' });
    await site.call('coordinator', 'alarm.acknowledge', { ids: [(await list()).rows[0]!.id] });
    await read(gas, 10);
    await read(gas, 70);
    expect(await settle(site)).toMatchObject({ declared: 1 });
    expect(await running()).toHaveLength(1);
    const log = (await site.call('observer', 'log.page', { incidentId: incident!.id })).rows;
    expect(new Set(log.map(({ template }) => template?.key))).toEqual(
      new Set(['alarm.saidReading', 'alarm.saidReadingPlan']),
    );
  });

  test('what is read out during an exercise declares nothing by itself; it is proposed', async () => {
    const { site, gas, read, list, running } = await gasRoom('declare');
    await site.call('coordinator', 'incident.declare', {
      type: 'chemicalRelease', placeId: null, severity: 2, note: 'Exercise', exercise: true,
    }); // prettier-ignore
    await read(gas, 62);
    expect((await site.refusal('administrator', 'alarm.settle', {})).refused).toBe('nothingToSettle');
    expect(await running()).toHaveLength(1);
    expect((await list()).rows[0]?.proposes).toMatchObject({ planKey: 'GAS' });
  });
});

test('alarms that follow from other rows are written down as they come, are answered and go', async () => {
  const { site } = await ruleRoom();
  const incident = await site.call('coordinator', 'incident.declare', {
    type: 'fire', placeId: null, severity: 2, note: 'Smoke',
  }); // prettier-ignore
  const task = await site.call('coordinator', 'task.add', {
    incidentId: incident.id,
    title: 'Close the valve',
    targetMinutes: 10,
  });
  site.clock.advance(11 * minuteMs);
  expect(await settle(site)).toMatchObject({ noted: 1 });
  const [late] = (await site.call('observer', 'alarm.open', {})).rows;
  await site.call('coordinator', 'alarm.acknowledge', { ids: [late!.id] });
  await site.call('coordinator', 'task.done', { taskId: task.id, version: task.version });
  expect(await settle(site)).toMatchObject({ noted: 1 });
  const report = await site.call('observer', 'alarm.performance', {
    from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z',
  }); // prettier-ignore
  expect(report).toMatchObject({ announced: 1, standing: 0, answer: { 3: { never: 0 } } });
});

/** ISA-18.2: from which state of an alarm a command, a reading or the time may lead to which. */
const legal: Readonly<Record<Standing, readonly Standing[]>> = {
  normal: ['unacknowledged', 'suppressedByDesign'],
  unacknowledged: ['acknowledged', 'returnedUnacknowledged', 'shelved', 'suppressedByDesign', 'outOfService'],
  acknowledged: ['normal', 'unacknowledged', 'shelved', 'suppressedByDesign', 'outOfService'],
  returnedUnacknowledged: ['normal', 'unacknowledged', 'shelved', 'suppressedByDesign', 'outOfService'],
  shelved: ['normal', 'unacknowledged', 'suppressedByDesign'],
  suppressedByDesign: ['normal', 'unacknowledged', 'outOfService'],
  outOfService: ['normal', 'unacknowledged', 'suppressedByDesign'],
};

test('whatever is read and done, an alarm goes only legal ways, and what is true is in the list or under a named hold', async () => {
  const { site, point, read, list } = await ruleRoom();
  const flow = await point('FL-1', 'flow', [danger]);
  const pump = await point('PS-1', 'pumpState', []);
  await read(pump, 1);
  await approve(site, key(flow), written({
    deadBand: 5, suppressPointId: pump, suppressWhen: { kind: 'state', value: 0 },
  })); // prettier-ignore
  const cause = { source: 'point', sourceId: flow, topic: 'level' };
  const now = () => iso(site.clock.nowMs());
  const standing = (): Standing => {
    const db = site.site.reader;
    return standingOf(openAlarmOf(db, cause), holdOf(db, cause), now());
  };
  const alarmId = async () => (await list()).rows[0]?.id;
  const step = {
    high: () => read(flow, 60),
    between: () => read(flow, 47),
    low: () => read(flow, 10),
    pumpStops: () => read(pump, 0),
    pumpRuns: () => read(pump, 1),
    acknowledge: async () => {
      const id = await alarmId();
      if (id) await site.door.dispatch(site.seatOf('coordinator'), 'alarm.acknowledge', { ids: [id] });
    },
    shelve: async () => {
      const id = await alarmId();
      if (id) await site.call('coordinator', 'alarm.shelve', { alarmId: id, minutes: 10, reason: 'known' });
    },
    takeOut: async () => {
      const id = await alarmId();
      if (id) await site.call('coordinator', 'alarm.takeOutOfService', { alarmId: id, reason: 'calibrated' });
    },
    release: async () => {
      const hold = holdOf(site.site.reader, cause);
      if (hold && hold.kind !== 'suppressed')
        await site.call('coordinator', 'alarm.release', { holdId: hold.id, version: hold.version });
    },
    wait: async () => {
      site.clock.advance(11 * minuteMs);
      await site.door.dispatch(site.seatOf('administrator'), 'alarm.settle', {});
    },
  } as const;
  const names = Object.keys(step) as (keyof typeof step)[];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { minLength: 8, maxLength: 14 }), async (course) => {
      for (const name of course) {
        const before = standing();
        await step[name]();
        const after = standing();
        if (after !== before && name !== 'wait')
          expect(legal[before], `${name} from ${before}`).toContain(after);
        const isTrue = limitRow(site.site.reader, key(flow))?.state === 'in';
        const open = (await list()).rows.some(({ sourceId }) => sourceId === flow);
        const held = ['shelved', 'suppressedByDesign', 'outOfService'].includes(after);
        if (isTrue) expect(open || held).toBe(true);
        if (!isTrue) expect(['unacknowledged', 'acknowledged']).not.toContain(after);
        // Held and listed exclude each other.
        expect(open && held).toBe(false);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
