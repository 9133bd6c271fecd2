import { createServer, type Socket } from 'node:net';
import modbus from 'jsmodbus';

// A device of its own process that speaks Modbus TCP by the server of the package: its registers are set by its parent's
// messages. Unit 7 is its own. Registers it does not have, a unit that is not its own and the register 900 are answered with
// exceptions as the protocol has them (1.1b3, 7); the register 800 is answered with fewer bytes than were asked for.

const { server: servers, responses } = modbus;
const ownUnit = 7;
const input = Buffer.alloc(64);
const discrete = Buffer.alloc(4);
const holding = new Map<number, number>();
/** Whether an unknown unit is answered as a gateway does, or not at all. */
let gateway = true;

export interface ToDevice {
  readonly holding?: Readonly<Record<number, number>>;
  readonly input?: readonly number[];
  readonly bits?: number;
  readonly gateway?: boolean;
  /** Cuts all lines. */
  readonly cut?: true;
}

process.on('message', (told: ToDevice) => {
  for (const [at, value] of Object.entries(told.holding ?? {})) holding.set(Number(at), value);
  for (const [at, value] of (told.input ?? []).entries()) input.writeUInt16BE(value, at * 2);
  if (told.bits !== undefined) discrete.writeUInt8(told.bits, 0);
  gateway = told.gateway ?? gateway;
  if (told.cut) for (const socket of lines) socket.destroy();
  process.send?.('done');
});

const lines = new Set<Socket>();
const net = createServer((socket) => {
  lines.add(socket);
  socket.on('error', () => {});
  socket.once('close', () => lines.delete(socket));
});
// Without a buffer of its own the server asks for each answer.
const device = new servers.TCP(net, { input, discrete, holding: undefined as never });
device.on('readHoldingRegisters', (asked: unknown, answer: (bytes: Buffer) => void) => {
  const request = asked as { id: number; unitId: number; body: { fc: 3; start: number; count: number } };
  const { id, unitId, body } = request;
  const reply = (payload: Buffer): void => {
    const head = Buffer.alloc(7);
    head.writeUInt16BE(id, 0);
    head.writeUInt16BE(payload.length + 1, 4);
    head.writeUInt8(unitId, 6);
    answer(Buffer.concat([head, payload]));
  };
  const exception = (code: 2 | 4 | 11): void =>
    reply(new responses.ExceptionResponseBody(body.fc, code).createPayload());
  if (unitId !== ownUnit) return gateway ? exception(11) : undefined;
  if (body.start === 900) return exception(4);
  if (body.start === 800) return reply(Buffer.from([body.fc, 2, 0, 1]));
  const values = Array.from({ length: body.count }, (_, index) => holding.get(body.start + index));
  if (values.includes(undefined)) return exception(2);
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value ?? 0, index * 2);
  return reply(Buffer.concat([Buffer.from([body.fc, bytes.length]), bytes]));
});
net.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('listening'));
