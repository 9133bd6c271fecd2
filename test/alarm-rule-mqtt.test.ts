import { expect, test } from 'vitest';
import { openDoor } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { keepSensors, type SensorKeeper } from '../electron/sensor-keeper.ts';
import { sourceState } from '../electron/sensor-side.ts';
import { hasBroker } from '../scripts/system-packages.ts';
import { tempFolder } from './builders.ts';
import { Broker, freePort, until } from './mosquitto.ts';
import { approve, ruleRoom, written } from './rule-room.ts';

const baseMs = Date.parse('2026-06-01T06:00:00.000Z');

test.skipIf(!hasBroker())(
  'what instruments send is held against the rules: a delay, a dead-band, a pump that suppresses',
  async () => {
    const broker = new Broker(tempFolder(), await freePort());
    await broker.start();
    const { site, point, list } = await ruleRoom();
    const gas = await point('GD-1', 'gas', [{ level: 'danger', side: 'above', value: 50 }]);
    const flow = await point('FL-1', 'flow', [{ level: 'warning', side: 'below', value: 10 }]);
    const pump = await point('PS-1', 'pumpState', []);
    await approve(
      site,
      { pointId: gas, level: 'danger', side: 'above' },
      written({ onDelaySeconds: 30, deadBand: 5, minutesToAct: 20 }),
    );
    await approve(
      site,
      { pointId: flow, level: 'warning', side: 'below' },
      written({ suppressPointId: pump, suppressWhen: { kind: 'state', value: 0 } }),
    );
    const source = await site.call('equipmentManager', 'sensor.addSource', {
      name: 'Broker',
      settings: { kind: 'mqtt', host: '127.0.0.1', port: broker.port, clientId: 'tocsin' },
    } as never);
    for (const [pointId, address] of [[gas, 'gas'], [flow, 'flow'], [pump, 'pump']] as const)
      await site.call('equipmentManager', 'sensor.addFeed', {
        sourceId: source.id, pointId, address, valuePath: 'v', timePath: 't',
      }); // prettier-ignore
    const keeper: SensorKeeper = keepSensors(site.site, () => site.door);
    site.door = openDoor(site.site, handlers, (event, payload) => {
      if (event === 'changed') keeper.changed(payload as never);
    });
    await keeper.start();
    await site.call('equipmentManager', 'sensor.turnSource', {
      id: source.id,
      version: source.version,
      on: true,
    });
    await until('the connection', () => sourceState(site.site, source.id).kind === 'connected');
    const instrument = await broker.instrument();
    try {
      const say = (topic: string, v: number, second: number) =>
        instrument.publishAsync(topic, JSON.stringify({ v, t: (baseMs + second * 1000) / 1000 }), { qos: 1 });
      const rows = async () => (await list()).rows.map(({ sourceId, state }) => `${sourceId} ${state}`);
      site.clock.advance(600_000);
      keeper.clockMoved();
      // Chatter first: never beyond for as long as the delay.
      for (let i = 0; i < 20; i += 1) await say('gas', i % 2 === 0 ? 60 : 40, 100 + i * 5);
      await say('pump', 1, 200);
      await say('flow', 4, 210);
      await expect.poll(rows, { timeout: 20_000 }).toEqual([`${flow} raised`]);
      // Beyond for longer than the delay, by the readings' own time.
      for (const second of [300, 310, 320, 331]) await say('gas', 60, second);
      await expect.poll(async () => (await rows()).includes(`${gas} raised`), { timeout: 20_000 }).toBe(true);
      await say('gas', 47, 400);
      await say('pump', 0, 410);
      await expect.poll(async () => (await list()).held, { timeout: 20_000 }).toBe(1);
      expect(await rows()).toEqual([`${gas} raised`]);
      await say('gas', 40, 420);
      await say('pump', 1, 430);
      await expect
        .poll(async () => (await rows()).toSorted((a, b) => (a < b ? -1 : 1)), { timeout: 20_000 })
        .toEqual([`${gas} returned`, `${flow} raised`].toSorted((a, b) => (a < b ? -1 : 1)));
    } finally {
      await instrument.endAsync();
      await keeper.stop();
      await broker.stop();
    }
  },
  90_000,
);
