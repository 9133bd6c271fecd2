import fc from 'fast-check';
import type { MqttClient } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';
import { skewOf } from '../electron/sensor/clock-skew.ts';
import type { Point } from '../electron/sensor/point.ts';
import { summaries } from '../electron/sensor/reading-store.ts';
import { verifySite } from '../electron/journal/verify-store.ts';
import { hasBroker } from '../scripts/system-packages.ts';
import { tempFolder } from './builders.ts';
import { Broker, freePort, until } from './mosquitto.ts';
import { sensorRoom, type SensorRoom } from './sensor-room.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Bank {
  readonly at: SensorRoom;
  readonly level: Point;
  /** Publishes a value with the instrument's own time, `seconds` from the room's. */
  readonly say: (value: unknown, seconds?: number) => Promise<unknown>;
  readonly instrument: MqttClient;
  /** Moves the clock of the room, and of the thread of the sources with it. */
  readonly later: (minutes: number) => Promise<void>;
}

/** A water level that a real broker brings. */
async function bank(more: Partial<Parameters<SensorRoom['point']>[1]> = {}): Promise<Bank> {
  const broker = new Broker(tempFolder(), await freePort());
  await broker.start();
  undo.push(() => broker.stop());
  const at = await sensorRoom({ kind: 'mqtt', host: '127.0.0.1', port: broker.port, clientId: 'tocsin' });
  undo.push(() => at.stop());
  const level = await at.point(
    'bank/level',
    { kind: 'waterLevel', unit: 'cm', minValue: -100, maxValue: 660, ...more },
    { valuePath: 'v', timePath: 't' },
  );
  await at.turn(true);
  await at.connected();
  const instrument = await broker.instrument();
  undo.push(() => instrument.endAsync());
  return {
    at,
    level,
    instrument,
    say: (value, seconds = 0) =>
      instrument.publishAsync(
        'bank/level',
        JSON.stringify({ v: value, t: Math.round(at.site.clock.nowMs() + seconds * 1000) }),
        { qos: 1 },
      ),
    later: async (minutes) => {
      at.site.clock.advance(minutes * 60_000);
      at.keeper.clockMoved();
      await at.keeper.tick();
    },
  };
}
const quality = async ({ at, level }: Bank) =>
  (await at.site.call('observer', 'sensor.points', {})).rows.find(({ id }) => id === level.id);

describe('the clock of an instrument', () => {
  test('is told by the delay of what it sends live, when that is steady', () => {
    const eight = (of: (n: number) => number) => Array.from({ length: 8 }, (_, n) => of(n));
    expect(skewOf(eight((n) => 40 + n))).toBe(0);
    expect(skewOf(eight((n) => -95_000 + n * 100))).toBe(94_600);
    expect(skewOf(eight(() => 180_000))).toBe(-180_000);
    // What was held back comes late, and each a little less so.
    expect(skewOf(eight((n) => 600_000 - n * 60_000))).toBe(0);
    expect(skewOf(eight(() => -95_000).slice(1))).toBe(0);
  });
  test('a steady delay is its clock whatever the way adds, and the order does not matter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3_600_000, max: 3_600_000 }),
        fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 8, maxLength: 8 }),
        (off, ways) => {
          const delays = ways.map((way) => way - off);
          expect(skewOf(delays)).toBe(skewOf(delays.toReversed()));
          if (off > 10_000) expect(Math.abs(skewOf(delays) - off)).toBeLessThanOrEqual(4_000);
          if (Math.abs(off) < 900) expect(skewOf(delays)).toBe(0);
        },
      ),
    );
  });
});

describe.skipIf(!hasBroker())('over a real broker', () => {
  test('an instrument whose clock is ahead is named, and named no more when it is set', async () => {
    const it = await bank();
    // The test's clock stands still, and the one of the thread of the sources does not.
    it.at.keeper.clockMoved();
    for (let n = 0; n < 8; n += 1) await it.say(300 + n, 90 + n / 100);
    await until('the eighth', () => it.at.stored(it.level).length === 8);
    const ahead = (await quality(it))!.clockMs!;
    expect(Math.abs(ahead - 90_000)).toBeLessThan(5_000);
    expect((await quality(it))!.quality).toBe('good');
    // Three minutes ahead is more than can be: kept apart, with how far it is.
    await it.say(310, 180);
    await until('the one kept apart', async () => (await it.at.apart(it.level)).length === 1);
    expect((await it.at.apart(it.level))[0]).toMatchObject({ fault: 'fromFuture', facts: { minutes: 3 } });
    await it.later(5);
    for (let n = 0; n < 8; n += 1) await it.say(320 + n, n / 100);
    await until('it is set', async () => (await quality(it))!.clockMs === 0);
  });

  test('two values of one instant: the same is one, another is kept apart, before and after packing', async () => {
    const it = await bank();
    await it.say(300, -60);
    await it.say(300, -60);
    await it.say(301, -60);
    await it.say(302, -30);
    await until('the last', () => it.at.stored(it.level).length === 2);
    const first = await it.at.apart(it.level);
    expect(first).toMatchObject([{ fault: 'twoValues', facts: { value: 301, kept: 300 } }]);
    expect(JSON.parse(first[0]!.raw)).toMatchObject({ v: 301 });
    // Switched off and on again all of it is packed.
    await it.at.turn(false);
    await until('off', () => it.at.state().kind === 'off' && !it.at.keeper.running);
    await it.at.turn(true);
    await it.at.connected();
    await it.say(302, -30);
    await it.say(299, -30);
    await it.say(303, -1);
    await until('the new one', () => it.at.stored(it.level).length === 3);
    expect((await it.at.apart(it.level)).map(({ facts }) => facts)).toEqual([
      { value: 301, kept: 300 },
      { value: 299, kept: 302 },
    ]);
  });

  test('metres for centimetres, 9999, 1970 and tomorrow are kept apart beside what is good', async () => {
    const it = await bank();
    await it.say(331, -50);
    await it.say(3.32, -40);
    await it.say(9999, -30);
    await it.instrument.publishAsync('bank/level', JSON.stringify({ v: 333, t: 12 }), { qos: 1 });
    await it.say(334, 86_400);
    await it.say(335, -20);
    await until('the good one', () => it.at.stored(it.level).length === 2);
    expect((await it.at.apart(it.level)).map(({ fault, facts }) => ({ fault, ...facts }))).toMatchObject([
      { fault: 'looksLikeMetres', asCm: 332 },
      { fault: 'faultCode', value: 9999 },
      { fault: 'clockNotSet' },
      { fault: 'fromFuture', minutes: 1440 },
    ]);
    expect(it.at.stored(it.level).map(({ value }) => value)).toEqual([331, 335]);
  });

  test('frozen and silent are alarms of the instrument, and end when it moves again', async () => {
    const it = await bank({ everySeconds: 60, frozenMinutes: 10 });
    await it.say(300);
    for (let minute = 1; minute <= 10; minute += 1) {
      await it.later(1);
      await it.say(300);
    }
    await until('eleven of one number', () => it.at.stored(it.level).length === 11);
    await it.at.keeper.tick();
    expect((await quality(it))!.quality).toBe('frozen');
    expect(await it.at.open()).toEqual(['point instrument raised']);
    await it.later(1);
    await it.say(301);
    await until('the move', () => it.at.stored(it.level).length === 12);
    await it.at.keeper.tick();
    expect(await it.at.open()).toEqual(['point instrument returned']);
    await it.later(4);
    expect((await quality(it))!.quality).toBe('silent');
    expect(await it.at.open()).toEqual(['point instrument raised']);
    await it.say(302);
    await until('the voice', () => it.at.stored(it.level).length === 13);
    await it.at.keeper.tick();
    expect(await it.at.open()).toEqual(['point instrument returned']);
  });

  test('of one broken instrument the newest thousand are kept and all are counted', async () => {
    const it = await bank();
    await it.say(300);
    const sent: Promise<unknown>[] = [];
    for (let n = 0; n < 1_300; n += 1) sent.push(it.say(n % 2 === 0 ? 'ERR' : 9999, n / 1e3));
    await Promise.all(sent);
    const page = () => it.at.site.call('observer', 'sensor.quarantine', { pointId: it.level.id, limit: 20 });
    await until('all of them', async () => (await page()).came === 1_300);
    expect((await page()).total).toBeGreaterThanOrEqual(1_000);
    expect((await page()).total).toBeLessThan(1_050);
    expect((await page()).rows).toHaveLength(20);
    expect((await it.at.site.call('observer', 'sensor.quarantine', {})).came).toBe(1_300);
  }, 20_000);

  test('after ninety days raw readings go, their extremes stay, and the journal says which went', async () => {
    const it = await bank();
    for (let n = 0; n < 120; n += 1) await it.say(300 + n / 10, n - 3_600);
    await it.say(9999, -10);
    await until('all of them', () => it.at.stored(it.level).length === 120);
    await it.at.turn(false);
    await until('off', () => !it.at.keeper.running);
    const { reader, writer } = it.at.site.site;
    const batches = () =>
      reader.all<{ hash: string; droppedAt: string | null }>('SELECT hash, droppedAt FROM readingBatch');
    await until('sealed', () => batches().length === 1);
    const hash = batches()[0]!.hash;
    const minutes = () => summaries(reader, it.level.id, 0, 9e12, 1);
    const before = minutes();
    expect(before.reduce((sum, { count }) => sum + count, 0)).toBe(120);
    await it.later(89 * 1440);
    expect(it.at.stored(it.level)).toHaveLength(120);
    await it.later(2 * 1440);
    expect(it.at.stored(it.level)).toEqual([]);
    expect(await it.at.apart(it.level)).toEqual([]);
    expect(minutes()).toEqual(before);
    expect(batches()).toEqual([{ hash, droppedAt: new Date(it.at.site.clock.nowMs()).toISOString() }]);
    const said = reader.all<{ body: string }>('SELECT body FROM journal ORDER BY seq DESC LIMIT 3');
    expect(JSON.stringify(said)).toContain('sensor.forget');
    expect(verifySite(writer, { structure: false, now: '' }).sound).toBe(true);
    // What comes from so long ago has nowhere to go any more.
    await it.at.turn(true);
    await it.at.connected();
    await it.say(300, -91 * 86_400);
    await until('the old one', async () => (await it.at.apart(it.level)).length === 1);
    expect((await it.at.apart(it.level))[0]).toMatchObject({ fault: 'tooOld' });
  }, 20_000);
});
