import { client as modbus } from 'jsmodbus';
import { Socket } from 'node:net';
import type { z } from 'zod';
import type { Fault } from './judge.ts';
import { registerOf, type Feed, type modbusSettings, type Register } from './source.ts';
import type { Driver, OpenSource, Sink } from './wire.ts';

type Settings = z.infer<typeof modbusSettings>;
type Client = InstanceType<typeof modbus.TCP>;

/** How the library tells of what went wrong. */
interface Said {
  readonly err?: string;
  readonly message?: string;
  readonly response?: { readonly body?: { readonly code?: number } };
}

const answerMs = 3_000;
const againMs = 2_000;

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

async function read(client: Client, register: Register): Promise<number | Fault> {
  const { table, register: at } = register;
  if (table === 'coil' || table === 'discrete') {
    const answer = await (table === 'coil' ? client.readCoils(at, 1) : client.readDiscreteInputs(at, 1));
    const [bit] = answer.response.body.valuesAsArray;
    return bit === undefined ? cutShort(0) : Number(bit);
  }
  const { response } =
    table === 'input'
      ? await client.readInputRegisters(at, sizeOf(register))
      : await client.readHoldingRegisters(at, sizeOf(register));
  const bytes = response.body.valuesAsBuffer;
  return bytes.length < sizeOf(register) * 2 ? cutShort(bytes.length) : numberOfRegisters(bytes, register);
}

const cutShort = (bytes: number): Fault => ({ fault: 'cutShort', facts: { bytes } });

/** What a device's exception says (Modbus application protocol 1.1b3, 7). */
export function faultOfException(code: number, register: string, unit: number): Fault {
  // Illegal function, address or value: it has no such register.
  if (code >= 1 && code <= 3) return { fault: 'noRegister', facts: { register, code } };
  // A gateway found no way to the unit, or the unit did not answer it.
  if (code === 10 || code === 11) return { fault: 'unitSilent', facts: { unit, code } };
  return { fault: 'deviceFault', facts: { code } };
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
      if (typeof raw !== 'number') return sink.value(feed, raw, '');
      const value = Number((raw * feed.scale + feed.shift).toPrecision(12));
      // Many devices send "not a number" when they have none.
      const none: Fault = { fault: 'notANumber', facts: { unit: '' } };
      sink.value(feed, Number.isFinite(value) ? value : none, String(raw));
    } catch (error) {
      const said = error as Said;
      const code = said.response?.body?.code;
      // An exception is an answer, and the line stands.
      if (said.err === 'ModbusException' && code !== undefined)
        return sink.value(feed, faultOfException(code, feed.address, unit), said.message ?? '');
      // Connected, and still no answer: devices and gateways are silent to a unit number that is none of theirs.
      if (said.err === 'Timeout') throw Object.assign(new Error(String(unit)), { code: 'UNIT_SILENT' });
      throw new Error(said.message ?? said.err);
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
