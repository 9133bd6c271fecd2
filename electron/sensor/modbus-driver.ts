import { client as modbus } from 'jsmodbus';
import { Socket } from 'node:net';
import type { z } from 'zod';
import { registerOf, type Feed, type modbusSettings, type Register } from './source.ts';
import type { Driver, OpenSource, Sink } from './wire.ts';

type Settings = z.infer<typeof modbusSettings>;
type Client = InstanceType<typeof modbus.TCP>;

const answerMs = 3_000;
const againMs = 5_000;

/** How many registers, or bits, a type takes. */
const sizeOf = ({ type }: Register): number => (type === 'u32' || type === 'i32' || type === 'f32' ? 2 : 1);

/** A number from its registers, high byte first (Modbus application protocol 1.1b3, 4.2); words as the register says. */
export function numberOfRegisters(bytes: Uint8Array, register: Register): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (sizeOf(register) === 1) return register.type === 'i16' ? view.getInt16(0) : view.getUint16(0);
  const words = new DataView(new ArrayBuffer(4));
  const [high, low] = register.swapped ? [2, 0] : [0, 2];
  words.setUint16(0, view.getUint16(high));
  words.setUint16(2, view.getUint16(low));
  if (register.type === 'f32') return words.getFloat32(0);
  return register.type === 'i32' ? words.getInt32(0) : words.getUint32(0);
}

async function read(client: Client, register: Register): Promise<number> {
  const { table, register: at } = register;
  if (table === 'coil') return (await client.readCoils(at, 1)).response.body.valuesAsArray[0] === 1 ? 1 : 0;
  if (table === 'discrete')
    return (await client.readDiscreteInputs(at, 1)).response.body.valuesAsArray[0] === 1 ? 1 : 0;
  const { response } =
    table === 'input'
      ? await client.readInputRegisters(at, sizeOf(register))
      : await client.readHoldingRegisters(at, sizeOf(register));
  return numberOfRegisters(response.body.valuesAsBuffer, register);
}

/** Asks a Modbus TCP device for the registers of the feeds, over and over, and comes back by itself when it was cut off. */
export function modbusDriver(open: OpenSource, sink: Sink): Driver {
  const { host, port, unit, everySeconds } = open.source.settings as Settings;
  let stopped = false;
  let socket: Socket | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** Runs until the line breaks. */
  async function talk(client: Client): Promise<void> {
    sink.state('connected');
    while (!stopped) {
      const started = performance.now();
      for (const feed of open.feeds) {
        const register = registerOf(feed.address);
        if (register) await ask(client, feed, register);
      }
      await pause(Math.max(0, everySeconds * 1000 - (performance.now() - started)));
    }
  }

  async function ask(client: Client, feed: Feed, register: Register): Promise<void> {
    try {
      const raw = await read(client, register);
      const value = Number((raw * feed.scale + feed.shift).toPrecision(12));
      sink.value(feed, Number.isFinite(value) ? value : null, String(raw));
    } catch (error) {
      // The device has no such register: that is its answer, and the line stands.
      const said = error as { err?: string; message?: string };
      if (said.err !== 'ModbusException')
        throw new Error(said.err === 'Timeout' ? 'timeout' : (said.message ?? said.err));
      sink.value(feed, null, said.message ?? '');
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
  }

  async function run(): Promise<void> {
    while (!stopped) {
      sink.state('connecting');
      socket = new Socket();
      const line = socket;
      // The client listens to the socket from the beginning, so it comes before the connection.
      const client = new modbus.TCP(line, unit, answerMs);
      try {
        await new Promise<void>((resolve, reject) => {
          line.setTimeout(answerMs + everySeconds * 1000, () => line.destroy(new Error('timeout')));
          line.once('connect', () => resolve());
          line.once('error', reject);
          line.connect(port, host);
        });
        line.on('error', () => {});
        await talk(client);
      } catch (error) {
        sink.failed(error as Error);
      }
      line.destroy();
      if (!stopped) await pause(againMs);
    }
  }
  const ended = run();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      socket?.destroy();
      // A pause that was cut short never ends by itself.
      await Promise.race([ended, new Promise((resolve) => void setTimeout(resolve, 50))]);
    },
  };
}
