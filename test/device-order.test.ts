import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { iso } from '../electron/clock.ts';
import {
  acknowledgeOrder,
  endOrder,
  lateStep,
  newOrder,
  type DeviceOrder,
} from '../electron/device-order/device-order.ts';
import { confirming, shownState, stateOfValue, type InstrumentSays } from '../electron/flood/device-state.ts';
import { isRefusal } from '../electron/refusal.ts';
import { Arrivals } from '../electron/sensor/arrivals-store.ts';
import { takePointNo } from '../electron/sensor/reading-store.ts';
import { keepWater } from '../electron/water-keeper.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const at = (minutes: number): string =>
  new Date(Date.parse('2026-06-01T06:00:00.000Z') + minutes * 60_000).toISOString();
const ms = (minutes: number): number => Date.parse(at(minutes));
const says = (
  state: InstrumentSays['state'],
  minutes: number,
  more: Partial<InstrumentSays> = {},
): InstrumentSays => ({
  pointId: 'p',
  key: 'ZS-1',
  state,
  atMs: ms(minutes),
  good: true,
  whenSaid: state,
  ...more,
});
const said = (state: 'open' | 'closed', minutes: number) => ({ state, at: at(minutes), byName: 'Jovanović' });

describe('how a device stands', () => {
  test('a gate both open and closed is contradictory, and both are kept', () => {
    expect(shownState(said('closed', 0), [says('open', 4)], ms(5))).toMatchObject({
      kind: 'contradictory',
      claims: [
        { state: 'closed', how: 'said', who: 'Jovanović' },
        { state: 'open', how: 'instrument', who: 'ZS-1' },
      ],
    });
    // Two limit switches.
    expect(shownState(null, [says('open', 4), says('closed', 4, { key: 'ZS-2' })], ms(5))).toMatchObject({
      kind: 'contradictory',
      claims: [{ who: 'ZS-1' }, { who: 'ZS-2' }],
    });
  });

  test('a gate that was moved after somebody said where it stood is no contradiction', () => {
    const moved = says('open', 20, { whenSaid: 'closed' });
    expect(shownState(said('closed', 0), [moved], ms(21))).toMatchObject({
      kind: 'known',
      state: 'open',
      how: 'instrument',
    });
  });

  test('for two minutes after it was said the instrument may lag', () => {
    expect(shownState(said('closed', 0), [says('open', 1)], ms(1))).toMatchObject({ kind: 'known' });
    expect(shownState(said('closed', 0), [says('open', 3)], ms(3)).kind).toBe('contradictory');
  });

  test('what was said long before an instrument first spoke is no contradiction', () => {
    const first = says('open', 200, { whenSaid: null });
    expect(shownState(said('closed', 0), [first], ms(201))).toMatchObject({ kind: 'known', state: 'open' });
    const soon = says('open', 10, { whenSaid: null });
    expect(shownState(said('closed', 0), [soon], ms(11)).kind).toBe('contradictory');
  });

  test('a silent instrument contradicts nothing', () => {
    expect(shownState(said('closed', 0), [says('open', -60, { good: false })], ms(5))).toMatchObject({
      state: 'closed',
      how: 'said',
    });
    expect(shownState(null, [], ms(0))).toEqual({ kind: 'unknown' });
  });

  test('numbers of instruments as states', () => {
    const gate = { kind: 'gatePosition', minValue: 0, maxValue: 100 } as const;
    expect([0, 4, 50, 96, 100].map((value) => stateOfValue(gate, value))).toEqual([
      'closed',
      'closed',
      'between',
      'open',
      'open',
    ]);
    const pump = { kind: 'pumpState', minValue: 0, maxValue: 2 } as const;
    expect([0, 1, 2, 7].map((value) => stateOfValue(pump, value))).toEqual([
      'stopped',
      'running',
      'fault',
      null,
    ]);
  });

  test('only what was measured after the order confirms it, and no other switch may show the opposite', () => {
    const order = { wanted: 'closed', orderedAt: at(0) } as const;
    expect(confirming([says('closed', -1)], order)).toBeUndefined();
    expect(confirming([says('closed', 1)], order)?.key).toBe('ZS-1');
    expect(confirming([says('closed', 1, { good: false })], order)).toBeUndefined();
    expect(confirming([says('closed', 1), says('open', 1, { key: 'ZS-2' })], order)).toBeUndefined();
  });
});

describe('the talk of an order', () => {
  const given = {
    deviceId: 'd', wanted: 'running', toWhom: 'Voda 3', channel: 'radio', reason: '', acknowledgeMinutes: 5, doneMinutes: 15, incidentId: null,
  } as const; // prettier-ignore
  const by = { id: 'o', name: 'coordinator' };
  const fresh = (): DeviceOrder => newOrder(given, 'id', by, at(0)) as DeviceOrder;

  test('whatever is tried in whatever order: it ends once, and never goes back', () => {
    const steps = fc.constantFrom('acknowledge', 'confirmed', 'refused', 'withdrawn');
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 12 }), (tried) => {
        let order = fresh();
        for (const [index, step] of tried.entries()) {
          const now = at(index + 1);
          const after =
            step === 'acknowledge'
              ? acknowledgeOrder(order, 'Voda 3', now)
              : endOrder(order, { state: step as 'confirmed', who: 'Voda 3', how: 'radio' }, now);
          if (order.endedAt !== null) expect(isRefusal(after) && after.refused).toBe('orderOver');
          if (isRefusal(after)) continue;
          expect(after.version).toBe(order.version + 1);
          order = after;
        }
        const ended = tried.some((step) => step !== 'acknowledge');
        expect(order.endedAt !== null).toBe(ended);
      }),
    );
  });

  test('late at either step, and never after its end', () => {
    expect(lateStep(fresh(), at(5))).toBeNull();
    expect(lateStep(fresh(), at(6))).toBe('acknowledge');
    const heard = acknowledgeOrder(fresh(), 'Voda 3', at(2)) as DeviceOrder;
    expect(lateStep(heard, at(6))).toBeNull();
    expect(lateStep(heard, at(16))).toBe('done');
    expect(
      lateStep(endOrder(heard, { state: 'confirmed', who: 'x', how: 'radio' }, at(3)) as DeviceOrder, at(60)),
    ).toBeNull();
    expect(newOrder({ ...given, doneMinutes: 2 }, 'id', by, at(0))).toMatchObject({
      refused: 'orderDoneBeforeHeard',
    });
  });
});

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
async function pumpSite(): Promise<{
  site: TestSite;
  pump: string;
  gate: string;
  point: string;
  position: string;
  settle: () => Promise<void>;
}> {
  const site = siteInTemp();
  const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  const place = async (key: string, kind: 'pump' | 'floodGate') =>
    (await site.call('planner', 'place.add', { key, kind, names: names(key), geometry })).id;
  const [pump, gate] = [await place('PMP-1', 'pump'), await place('P-1', 'floodGate')];
  const shared = { placeId: null, everySeconds: 60, frozenMinutes: null, limits: [], minValue: 0 };
  const add = async (key: string, kind: 'pumpState' | 'gatePosition', unit: string, maxValue: number) =>
    (
      await site.call('equipmentManager', 'sensor.addPoint', {
        ...shared,
        key,
        kind,
        unit,
        maxValue,
        names: names(key),
      })
    ).id;
  const point = await add('XS-1', 'pumpState', 'state', 2);
  const position = await add('ZT-1', 'gatePosition', '%', 100);
  await site.call('planner', 'flood.setUpDevice', { placeId: pump, capacityM3h: 1620, pointIds: [point] });
  await site.call('planner', 'flood.setUpDevice', { placeId: gate, pointIds: [position] });
  // As the program does it by itself after what was said or sent.
  const settle = async (): Promise<void> => {
    const keeper = keepWater(site.site, () => site.door);
    await keeper.tick();
    keeper.stop();
  };
  return { site, pump, gate, point, position, settle };
}
const line = async (site: TestSite, id: string) =>
  (await site.call('observer', 'flood.board', {})).devices.find(({ place }) => place.id === id)!;

describe('through the door', () => {
  test('a pump is ordered, heard, and confirmed by its own instrument; the log tells it', async () => {
    const { site, pump, point, settle } = await pumpSite();
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: null,
      severity: 2,
      note: 'Water',
    });
    await site.call('coordinator', 'sensor.read', { pointId: point, value: 0 });
    site.clock.advance(1000);
    const order = await site.call('coordinator', 'deviceOrder.give', {
      deviceId: pump,
      wanted: 'running',
      toWhom: 'Voda 3',
    });
    expect(order).toMatchObject({ state: 'ordered', incidentId: incident.id, acknowledgeBy: at(5 + 1 / 60) });
    expect(
      (
        await site.refusal('coordinator', 'deviceOrder.give', {
          deviceId: pump,
          wanted: 'running',
          toWhom: 'Voda 4',
        })
      ).refused,
    ).toBe('orderGiven');
    const heard = await site.call('safetyOfficer', 'deviceOrder.acknowledge', {
      id: order.id,
      version: 1,
      who: 'Simić',
    });
    expect(heard).toMatchObject({ state: 'acknowledged', acknowledgedWho: 'Simić' });
    expect(
      (await site.refusal('coordinator', 'deviceOrder.confirm', { id: order.id, version: 1 })).refused,
    ).toBe('conflict');
    site.clock.advance(60_000);
    await site.call('coordinator', 'sensor.read', { pointId: point, value: 1 });
    await settle();
    expect(await line(site, pump)).toMatchObject({
      shown: { kind: 'known', state: 'running', how: 'instrument', who: 'XS-1' },
      setup: { capacityM3h: 1620 },
      order: null,
    });
    const page = await site.call('observer', 'deviceOrder.page', { deviceId: pump });
    expect(page.rows).toMatchObject([{ state: 'confirmed', endedHow: 'instrument', endedWho: 'XS-1' }]);
    const log = (await site.call('observer', 'log.page', { incidentId: incident.id })).rows.map(
      ({ text }) => text,
    );
    expect(log.slice(-3)).toEqual([
      'PMP-1: ordered running, to Voda 3',
      'PMP-1: Simić acknowledged the order running',
      'PMP-1: running, shown by XS-1',
    ]);
    expect(
      (
        await site.refusal('coordinator', 'deviceOrder.give', {
          deviceId: pump,
          wanted: 'running',
          toWhom: 'V',
        })
      ).refused,
    ).toBe('deviceIsSo');
  });

  test('late at either step is an alarm that ends with the order', async () => {
    const { site, pump } = await pumpSite();
    const give = {
      deviceId: pump,
      wanted: 'running',
      toWhom: 'Voda 3',
      acknowledgeMinutes: 2,
      doneMinutes: 10,
    };
    const order = await site.call('coordinator', 'deviceOrder.give', give);
    const alarms = async () =>
      (await site.call('observer', 'alarm.open', {})).rows.map(({ cause }) =>
        typeof cause === 'string' ? cause : cause.key,
      );
    expect(await alarms()).toEqual([]);
    site.clock.advance(3 * 60_000);
    expect(await alarms()).toEqual(['flood.order.alarm.notHeard']);
    await site.call('coordinator', 'deviceOrder.acknowledge', { id: order.id, version: 1 });
    expect(await alarms()).toEqual([]);
    site.clock.advance(8 * 60_000);
    expect(await alarms()).toEqual(['flood.order.alarm.notDone']);
    await site.call('coordinator', 'deviceOrder.refuse', { id: order.id, version: 2, reason: 'No power' });
    expect(await alarms()).toEqual([]);
    expect(
      (await site.refusal('coordinator', 'deviceOrder.withdraw', { id: order.id, version: 3, reason: 'x' }))
        .refused,
    ).toBe('orderOver');
  });

  test('radio says closed, the instrument says open: named in a sentence, both kept, until one gives way', async () => {
    const { site, gate, position, settle } = await pumpSite();
    await site.call('coordinator', 'sensor.read', { pointId: position, value: 100 });
    site.clock.advance(1000);
    const order = await site.call('coordinator', 'deviceOrder.give', {
      deviceId: gate,
      wanted: 'closed',
      toWhom: 'Voda 3',
    });
    await site.call('coordinator', 'deviceOrder.confirm', { id: order.id, version: 1, who: 'Simić' });
    site.clock.advance(150_000);
    await site.call('coordinator', 'sensor.read', { pointId: position, value: 100 });
    await settle();
    expect((await line(site, gate)).shown).toMatchObject({
      kind: 'contradictory',
      claims: [
        { state: 'closed', who: 'Simić' },
        { state: 'open', who: 'ZT-1' },
      ],
    });
    const [alarm] = (await site.call('observer', 'alarm.open', {})).rows;
    expect(alarm?.cause).toMatchObject({ key: 'flood.cause.saidAgainstInstrument' });
    // Somebody went and looked: it is open indeed.
    const { device } = await line(site, gate);
    await site.call('coordinator', 'flood.setDevice', {
      placeId: gate,
      state: 'open',
      version: device!.version,
    });
    expect((await line(site, gate)).shown).toMatchObject({ kind: 'known', state: 'open' });
    expect((await site.call('observer', 'alarm.open', {})).rows).toMatchObject([{ state: 'returned' }]);
  });

  test('the other order replaces the first; an instrument belongs to one device of its kind', async () => {
    const { site, pump, gate, point } = await pumpSite();
    const give = (wanted: string) =>
      site.call('coordinator', 'deviceOrder.give', {
        deviceId: pump,
        wanted,
        toWhom: 'Voda 3',
        reason: 'Creek falls',
      });
    await give('running');
    site.clock.advance(1000);
    await give('stopped');
    expect((await site.call('observer', 'deviceOrder.page', { deviceId: pump })).rows).toMatchObject([
      { wanted: 'stopped', state: 'ordered' },
      { wanted: 'running', state: 'withdrawn', endReason: 'Creek falls' },
    ]);
    const tie = (placeId: string, version?: number) =>
      site.refusal('planner', 'flood.setUpDevice', { placeId, pointIds: [point], version });
    expect((await tie(gate, 1)).refused).toBe('pointShowsOther');
    expect((await tie(pump)).refused).toBe('conflict');
  });
});

describe('levels with actions', () => {
  test('a zone that reaches its level lists what to do; it is ticked or becomes tasks; a later flood begins anew', async () => {
    const { site, pump, settle } = await pumpSite();
    const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
    const add = async (key: string, kind: 'gauge' | 'floodZone') =>
      (await site.call('planner', 'place.add', { key, kind, names: names(key), geometry })).id;
    const [gaugeId, zoneId] = [await add('G-07', 'gauge'), await add('FZ-2', 'floodZone')];
    await site.call('planner', 'flood.addGauge', {
      placeId: gaugeId,
      watchCm: 300,
      warningCm: 330,
      dangerCm: 360,
    });
    await site.call('planner', 'flood.addZoneGauge', { zoneId, gaugeId });
    const own = { zoneId, level: 'warning' as const };
    const start = await site.call('planner', 'levelAction.add', {
      ...own, texts: names('Start pump 1'), position: 'operations', targetMinutes: 10, deviceId: pump, wanted: 'running',
    }); // prettier-ignore
    const bags = await site.call('planner', 'levelAction.add', {
      ...own,
      texts: names('Sandbags to the gate'),
    });
    expect(
      (
        await site.refusal('planner', 'levelAction.add', {
          ...own,
          texts: names('x'),
          deviceId: pump,
          wanted: 'open',
        })
      ).refused,
    ).toBe('deviceStateUnknown');
    const read = async (levelCm: number) => {
      site.clock.advance(60_000);
      await site.call('coordinator', 'flood.read', { gaugeId, levelCm });
      await settle();
    };
    await read(310);
    expect(await site.call('observer', 'levelAction.toDo', {})).toMatchObject([
      { alert: { level: 'watch' }, toDo: [] },
    ]);
    await read(335);
    const [warning] = await site.call('observer', 'levelAction.toDo', {});
    expect(warning).toMatchObject({
      zone: { key: 'FZ-2' },
      alert: { level: 'warning', levelCm: 335 },
      toDo: [
        { id: start.id, dueAt: at(12), device: { key: 'PMP-1' }, done: null },
        { id: bags.id, dueAt: null },
      ],
    });
    const alertId = warning!.alert.id;
    await site.call('coordinator', 'levelAction.tick', { actionId: bags.id, alertId });
    expect(
      (await site.refusal('coordinator', 'levelAction.tick', { actionId: bags.id, alertId })).refused,
    ).toBe('levelActionTicked');
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: zoneId,
      severity: 2,
      note: 'Water',
    });
    const tasks = await site.call('coordinator', 'levelAction.makeTasks', {
      alertId,
      incidentId: incident.id,
    });
    expect(tasks).toMatchObject([
      { title: names('Start pump 1'), position: 'operations', targetMinutes: 10, placeId: pump },
    ]);
    expect(
      (await site.refusal('coordinator', 'levelAction.makeTasks', { alertId, incidentId: incident.id }))
        .refused,
    ).toBe('levelActionsNone');
    await read(200);
    expect(await site.call('observer', 'levelAction.toDo', {})).toEqual([]);
    await read(340);
    const again = (await site.call('observer', 'levelAction.toDo', {})).find(
      ({ alert }) => alert.level === 'warning',
    );
    expect(again?.toDo.map(({ done }) => done)).toEqual([null, null]);
    const log = (await site.call('observer', 'log.page', { incidentId: incident.id })).rows.map(
      ({ text }) => text,
    );
    expect(log).toContain('FZ-2: warning reached, G-07 at 340 cm');
  });

  test('levels of gauge and zone are edited by whoever saw them last, and must climb together', async () => {
    const { site } = await pumpSite();
    const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
    const add = async (key: string, kind: 'gauge' | 'floodZone') =>
      (await site.call('planner', 'place.add', { key, kind, names: names(key), geometry })).id;
    const [gaugeId, zoneId] = [await add('G-07', 'gauge'), await add('FZ-2', 'floodZone')];
    await site.call('planner', 'flood.addGauge', {
      placeId: gaugeId,
      watchCm: 300,
      warningCm: 330,
      dangerCm: 360,
    });
    const link = await site.call('planner', 'flood.addZoneGauge', { zoneId, gaugeId, warningCm: 340 });
    await site.call('coordinator', 'flood.read', { gaugeId, levelCm: 345 });
    const levels = {
      id: gaugeId,
      version: 1,
      watchCm: 300,
      warningCm: 320,
      dangerCm: 350,
      minCm: 0,
      maxCm: 600,
      everyMinutes: 5,
    };
    expect((await site.refusal('planner', 'flood.changeGauge', { ...levels, dangerCm: 335 })).refused).toBe(
      'zoneLevelsClash',
    );
    expect(await site.call('planner', 'flood.changeGauge', levels)).toMatchObject({
      dangerCm: 350,
      version: 2,
    });
    expect((await site.refusal('planner', 'flood.changeGauge', levels)).refused).toBe('conflict');
    const own = { id: link.id, version: 1, watchCm: null, warningCm: 346, dangerCm: null };
    await site.call('planner', 'flood.changeZoneGauge', own);
    expect((await site.call('observer', 'flood.board', {})).zones[0]?.level).toBe('watch');
    expect(
      (await site.refusal('planner', 'flood.removeZoneGauge', { id: link.id, version: 1 })).refused,
    ).toBe('conflict');
    await site.call('planner', 'flood.removeZoneGauge', { id: link.id, version: 2 });
    expect((await site.call('observer', 'flood.board', {})).zones[0]).toMatchObject({
      level: 'unknown',
      gauges: [],
    });
  });
});

describe('by itself', () => {
  test('a value that the instrument sent confirms the order, without anybody saying so', async () => {
    const { site, pump, point } = await pumpSite();
    const order = await site.call('coordinator', 'deviceOrder.give', {
      deviceId: pump,
      wanted: 'running',
      toWhom: 'Voda 3',
    });
    const keeper = keepWater(site.site, () => site.door);
    site.clock.advance(30_000);
    const nowMs = site.clock.nowMs();
    const db = site.site.writer;
    db.transaction(() => {
      const one = {
        pointNo: takePointNo(db, point),
        atMs: nowMs,
        value: 1,
        receivedMs: nowMs,
        sourceId: 's',
        address: 'pump/1',
        raw: '1',
        live: true,
      };
      new Arrivals(db).store(db, [one]);
    });
    keeper.readings();
    await vi.waitFor(async () => {
      const page = await site.call('observer', 'deviceOrder.page', { deviceId: pump });
      expect(page.rows).toMatchObject([
        { id: order.id, state: 'confirmed', endedHow: 'instrument', endedWho: 'XS-1' },
      ]);
    });
    keeper.stop();
  });

  test('the board of an instant that is past shows the order that waited then, and what stood against it', async () => {
    const { site, gate, position, settle } = await pumpSite();
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: null,
      severity: 2,
      note: 'Water',
    });
    await site.call('coordinator', 'sensor.read', { pointId: position, value: 100 });
    site.clock.advance(1000);
    const order = await site.call('coordinator', 'deviceOrder.give', {
      deviceId: gate,
      wanted: 'closed',
      toWhom: 'Voda 3',
    });
    const waited = iso(site.clock.nowMs());
    site.clock.advance(60_000);
    await site.call('coordinator', 'deviceOrder.confirm', { id: order.id, version: 1 });
    site.clock.advance(150_000);
    await site.call('coordinator', 'sensor.read', { pointId: position, value: 100 });
    await settle();
    const against = iso(site.clock.nowMs());
    site.clock.advance(60_000);
    const then = async (at: string) =>
      (await site.call('observer', 'incident.replay', { incidentId: incident.id, at })).flood.devices.find(
        ({ place }) => place.id === gate,
      );
    expect(await then(waited)).toMatchObject({
      shown: { kind: 'known', state: 'open' },
      order: { state: 'ordered', version: 1 },
    });
    expect(await then(against)).toMatchObject({ shown: { kind: 'contradictory' }, order: null });
  });
});
