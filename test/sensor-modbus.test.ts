import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ToDevice } from './modbus-device.ts';
import { freePort, until } from './mosquitto.ts';
import { sensorRoom, type SensorRoom } from './sensor-room.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Device {
  readonly tell: (told: ToDevice) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

async function device(port: number): Promise<Device> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'modbus-device.ts'), [String(port)]);
  await once(child, 'message');
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  undo.push(end);
  return {
    tell: async (told) => {
      child.send(told);
      return once(child, 'message');
    },
    end,
  };
}

async function room(unit = 7): Promise<{ at: SensorRoom; port: number }> {
  const port = await freePort();
  const at = await sensorRoom({ kind: 'modbus', host: '127.0.0.1', port, unit, everySeconds: 0.2 });
  undo.push(() => at.stop());
  return { at, port };
}

const last = (at: SensorRoom, point: Awaited<ReturnType<SensorRoom['point']>>) =>
  at.stored(point).at(-1)?.value;

test('registers of every kind become values at their scale, and follow the device', async () => {
  const { at, port } = await room();
  const { tell } = await device(port);
  await tell({
    holding: { 0: 3125, 10: 0x439c, 11: 0x4000, 20: 0x4000, 21: 0x439c, 30: 0xfff6, 40: 1, 41: 0x86a0 },
    input: [0, 0, 77],
    bits: 0b10,
  });
  const tenth = await at.point('holding/0', {}, { scale: 0.1 });
  const shifted = await at.point('holding/0/u16', {}, { scale: 0.01, shift: -10 });
  const float = await at.point('holding/10/f32');
  const swapped = await at.point('holding/20/f32/swapped');
  const negative = await at.point('holding/30/i16');
  const long = await at.point('holding/40/u32', { maxValue: 1e6 });
  const input = await at.point('input/2');
  const bit = await at.point('discrete/1');
  await at.turn(true);
  await at.connected();
  await until('all of them', () => last(at, bit) !== undefined);
  const all = [tenth, shifted, float, swapped, negative, long, input, bit];
  expect(all.map((point) => last(at, point))).toEqual([312.5, 21.25, 312.5, 312.5, -10, 100_000, 77, 1]);
  await tell({ holding: { 0: 3300 }, bits: 0 });
  await until('the new number', () => last(at, tenth) === 330 && last(at, bit) === 0);
});

test('what the device does not have, cannot do or cuts short is named point by point, and the others go on', async () => {
  const { at, port } = await room();
  const { tell } = await device(port);
  await tell({ holding: { 0: 100, 10: 0x7fc0, 11: 0 } });
  const good = await at.point('holding/0');
  const missing = await at.point('holding/500');
  const failing = await at.point('holding/900');
  const short = await at.point('holding/800/u32');
  const none = await at.point('holding/10/f32');
  await at.turn(true);
  await until('a second round', () => at.stored(good).length > 1);
  expect(at.state().kind).toBe('connected');
  const first = async (point: typeof good) => (await at.apart(point))[0];
  expect(await first(missing)).toMatchObject({
    fault: 'noRegister',
    facts: { register: 'holding/500', code: 2 },
  });
  expect(await first(failing)).toMatchObject({ fault: 'deviceFault', facts: { code: 4 } });
  expect(await first(short)).toMatchObject({ fault: 'cutShort', facts: { bytes: 2 } });
  expect(await first(none)).toMatchObject({ fault: 'notANumber' });
  const { rows } = await at.site.call('observer', 'sensor.points', { wrongOnly: true });
  expect(rows.map(({ quality }) => quality)).toEqual(['bad', 'bad', 'bad', 'bad']);
});

test('a wrong unit number is named, whether a gateway answers for it or nobody does', async () => {
  const { at, port } = await room(9);
  const { tell } = await device(port);
  await tell({ holding: { 0: 100 } });
  const point = await at.point('holding/0');
  await at.turn(true);
  await until('the answer', async () => (await at.apart(point)).length > 0);
  expect((await at.apart(point))[0]).toMatchObject({ fault: 'unitSilent', facts: { unit: 9, code: 11 } });
  await tell({ gateway: false });
  expect(await at.failure()).toBe('unitSilent');
  expect(at.state()).toMatchObject({ facts: { detail: '9' } });
  await until('one alarm', async () => (await at.open()).join() === 'source connection raised');
}, 20_000);

test('a device that is not there, is cut off and comes back is read again, and nothing is made up meanwhile', async () => {
  const { at, port } = await room();
  const point = await at.point('holding/0');
  await at.turn(true);
  expect(await at.failure()).toBe('refused');
  const first = await device(port);
  await first.tell({ holding: { 0: 1 } });
  await until('the first number', () => last(at, point) === 1);
  await first.tell({ cut: true });
  await at.failure();
  await first.tell({ holding: { 0: 2 } });
  await until('the second', () => last(at, point) === 2);
  await first.end();
  await at.failure();
  const again = await device(port);
  await again.tell({ holding: { 0: 3 } });
  await until('the third', () => last(at, point) === 3);
  expect([...new Set(at.stored(point).map(({ value }) => value))]).toEqual([1, 2, 3]);
  expect(await at.apart(point)).toEqual([]);
}, 40_000);
