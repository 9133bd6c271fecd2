import { afterEach, describe, expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import { openDoor } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { newestReading, readings } from '../electron/sensor/reading-store.ts';
import { keepSensors, type SensorKeeper } from '../electron/sensor-keeper.ts';
import { sourceState } from '../electron/sensor-side.ts';
import { hasBroker } from '../scripts/system-packages.ts';
import { siteInTemp, tempFolder, type TestSite } from './builders.ts';
import { Broker, freePort, until } from './mosquitto.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
const baseMs = Date.parse('2026-06-01T06:00:00.000Z');

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Room {
  readonly site: TestSite;
  readonly broker: Broker;
  readonly keeper: SensorKeeper;
  readonly gaugeId: string;
  readonly sourceId: string;
  /** What the windows were told came. */
  readonly told: number[];
  begin(): SensorKeeper;
}

async function room(
  settings: Partial<Input<'sensor.addSource'>['settings']> = {},
  lines?: readonly string[],
  folder = tempFolder(),
): Promise<Room> {
  const broker = new Broker(folder, await freePort(), lines);
  await broker.start();
  const site = siteInTemp();
  const placeId = (
    await site.call('planner', 'place.add', {
      key: 'G-07',
      kind: 'gauge',
      names: names('G-07'),
      geometry: point,
    })
  ).id;
  await site.call('planner', 'flood.addGauge', { placeId, watchCm: 300, warningCm: 330, dangerCm: 360 });
  const source = await site.call('equipmentManager', 'sensor.addSource', {
    name: 'River broker',
    settings: {
      kind: 'mqtt',
      host: '127.0.0.1',
      port: broker.port,
      clientId: 'tocsin',
      ...settings,
    } as never,
  });
  await site.call('equipmentManager', 'sensor.addFeed', {
    sourceId: source.id, pointId: placeId, address: 'river/g7', valuePath: 'cm', timePath: 't',
  }); // prettier-ignore
  const told: number[] = [];
  const begin = (): SensorKeeper => {
    const keeper: SensorKeeper = keepSensors(
      site.site,
      () => site.door,
      (event) => void (event === 'readings' && told.push(performance.now())),
    );
    site.door = openDoor(site.site, handlers, (event, payload) => {
      site.events.push({ event, payload });
      if (event === 'changed') keeper.changed(payload as never);
    });
    undo.push(() => keeper.stop());
    return keeper;
  };
  const keeper = begin();
  undo.unshift(() => broker.stop());
  await keeper.start();
  return { site, broker, keeper, gaugeId: placeId, sourceId: source.id, told, begin };
}

async function turn({ site, sourceId }: Room, on: boolean): Promise<void> {
  const version = site.site.reader.get<{ version: number }>(
    'SELECT version FROM source WHERE id = ?',
    sourceId,
  )!.version;
  await site.call('equipmentManager', 'sensor.turnSource', { id: sourceId, version, on });
}
const stateOf = ({ site, sourceId }: Room) => sourceState(site.site, sourceId);
const connected = (at: Room) => until('the connection', () => stateOf(at).kind === 'connected');
const values = ({ site, gaugeId }: Room): number[] =>
  readings(site.site.reader, gaugeId, 0, baseMs + 1e9).map(({ value }) => value);
const apart = async ({ site }: Room) => (await site.call('observer', 'sensor.quarantine', {})).rows;
const message = (cm: unknown, second: number): string =>
  JSON.stringify({ cm, t: (baseMs + second * 1000) / 1000 });

describe.skipIf(!hasBroker())('a real broker', () => {
  test('nothing speaks to it before it is switched on; then a message is a level, a gauge, an alarm', async () => {
    const at = await room();
    expect(stateOf(at)).toEqual({ kind: 'off' });
    await turn(at, true);
    await connected(at);
    const instrument = await at.broker.instrument();
    undo.push(() => instrument.endAsync());
    at.site.clock.advance(600_000);
    at.keeper.clockMoved();
    await instrument.publishAsync('river/g7', message(290, 100), { qos: 1 });
    await instrument.publishAsync('river/g7', message(341, 560), { qos: 1 });
    await until('the readings', () => values(at).length === 2);
    const board = await at.site.call('observer', 'flood.board', {});
    expect(board.gauges[0]).toMatchObject({
      level: 'warning',
      recent: [{ source: 'sensor' }, { levelCm: 341, source: 'sensor' }],
    });
    await until('the alarm', async () => {
      const { rows } = await at.site.call('observer', 'alarm.open', {});
      return rows.some(
        ({ source, sourceId, priority }) => source === 'gauge' && sourceId === at.gaugeId && priority === 2,
      );
    });
    expect(at.told.length).toBeGreaterThan(0);
    // A person may still say what they see, and the newest decides.
    await at.site.call('coordinator', 'flood.read', { gaugeId: at.gaugeId, levelCm: 345 });
    expect(newestReading(at.site.site.reader, at.gaugeId)).toMatchObject({ value: 345, source: 'radio' });
  });

  test('retained, double, late, out of order, malformed, huge and impossible messages', async () => {
    const at = await room();
    at.site.clock.advance(600_000);
    const instrument = await at.broker.instrument();
    undo.push(() => instrument.endAsync());
    await instrument.publishAsync('river/g7', message(280, 10), { qos: 1, retain: true });
    await turn(at, true);
    await connected(at);
    const say = (payload: string | Buffer) => instrument.publishAsync('river/g7', payload, { qos: 1 });
    for (const text of [message(283, 40), message(282, 30), message(283, 40), message(281, 20)])
      await say(text);
    await say('{"cm":28');
    await say(Buffer.alloc(300_000, 'x'));
    await say(message(9999, 50));
    await say(message(2.84, 60));
    await say(JSON.stringify({ cm: 284, t: 0 }));
    await say(message(284, 86_400));
    await say(message('n/a', 70));
    await say(message(284, 80));
    await until('the last one', () => values(at).includes(284));
    expect(values(at)).toEqual([280, 281, 282, 283, 284]);
    expect((await apart(at)).map(({ fault }) => fault).toReversed()).toEqual([
      'malformed', 'tooLarge', 'faultCode', 'looksLikeMetres', 'clockNotSet', 'fromFuture', 'notANumber',
    ]); // prettier-ignore
  });

  test('what comes while Tocsin is closed or the broker restarts is not lost', async () => {
    const at = await room();
    at.site.clock.advance(3_600_000);
    await turn(at, true);
    await connected(at);
    const instrument = await at.broker.instrument();
    undo.push(() => instrument.endAsync());
    const say = (n: number) => instrument.publishAsync('river/g7', message(200 + n / 10, n), { qos: 1 });
    for (let n = 0; n < 50; n += 1) await say(n);
    await until('the first fifty', () => values(at).length === 50);
    await at.keeper.stop();
    for (let n = 50; n < 150; n += 1) await say(n);
    await at.broker.stop();
    await at.broker.start();
    await until('the instrument', () => instrument.connected);
    for (let n = 150; n < 200; n += 1) await say(n);
    const again = at.begin();
    await again.start();
    await until('all of them', () => values(at).length === 200);
    // The broker goes in the middle of a burst: what it did not hear acknowledged, it sends again.
    const burst = Array.from({ length: 200 }, (_, n) => say(200 + n));
    await until('some of the burst', () => values(at).length > 200);
    await at.broker.stop();
    await at.broker.start();
    await Promise.all(burst);
    await until('the burst', () => values(at).length === 400);
    expect(values(at)).toEqual(Array.from({ length: 400 }, (_, n) => 200 + n / 10));
  }, 40_000);

  test('silent: the instrument is an alarm; the broker gone: one alarm, not one for each point', async () => {
    const at = await room();
    await turn(at, true);
    await connected(at);
    const instrument = await at.broker.instrument();
    undo.push(() => instrument.endAsync());
    await instrument.publishAsync('river/g7', message(200, 0), { qos: 1 });
    await until('the reading', () => values(at).length === 1);
    const open = async () =>
      (await at.site.call('observer', 'alarm.open', {})).rows.map(
        ({ source, topic, state }) => `${source} ${topic} ${state}`,
      );
    at.site.clock.advance(3_600_000);
    await at.keeper.tick();
    expect(await open()).toEqual(['point instrument raised']);
    at.keeper.clockMoved();
    await instrument.publishAsync('river/g7', message(201, 3600), { qos: 1 });
    await until('the second', () => values(at).length === 2);
    await at.keeper.tick();
    expect(await open()).toEqual(['point instrument returned']);
    await at.broker.stop();
    await until('the failure', () => stateOf(at).kind === 'failed');
    await until('the alarm', async () => (await open()).includes('source connection raised'));
  });

  test('the preview hears topics and keeps nothing', async () => {
    const at = await room();
    const instrument = await at.broker.instrument();
    undo.push(() => instrument.endAsync());
    await instrument.publishAsync('river/g7', message(200, 0), { qos: 1, retain: true });
    const heard = await until('the topic', async () => {
      const listening = await at.site.call('equipmentManager', 'sensor.listen', {
        sourceId: at.sourceId,
        filter: 'river/#',
      });
      return listening.heard[0] ?? null;
    });
    expect(heard).toMatchObject({ address: 'river/g7', retained: true });
    expect(values(at)).toEqual([]);
  });
});
