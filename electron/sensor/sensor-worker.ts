import { parentPort, workerData } from 'node:worker_threads';
import { logTo } from '../log.ts';
import { Crossings } from './crossing.ts';
import { csvDriver } from './csv-driver.ts';
import type { Apart, Arrived } from './arrivals-store.ts';
import { timeFault, valueFault, type Fault } from './judge.ts';
import { mapMessage, mostPayloadBytes, topicMatches, type Mapped } from './mapping.ts';
import { modbusDriver } from './modbus-driver.ts';
import { mqttDriver, mqttListener } from './mqtt-driver.ts';
import type { Point } from './point.ts';
import { Recorder, type Stored } from './recorder-files.ts';
import { troubleOf, type Feed, type Heard, type SourceState } from './source.ts';
import type { Driver, FromSensor, OpenSource, SensorConfig, Sink, ToSensor } from './wire.ts';

// One thread for all sources of a site: it holds their connections, takes their messages apart, judges them and writes
// them down, so that nothing an instrument does can hold up the room.

const { file, turns, offsetMs } = workerData as {
  file: string;
  turns: SharedArrayBuffer;
  offsetMs: number;
};
logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause ?? '') });

let offset = offsetMs;
const nowMs = (): number => Date.now() + offset;
const tell = (message: FromSensor): void => parentPort?.postMessage(message);
const failed = (what: string, error: unknown): void =>
  tell({ kind: 'failed', what, message: error instanceof Error ? error.message : String(error) });

/** What is said of a quarantined message: its beginning. */
const rawLength = 200;
const mostHeard = 200;
const listenMs = 20_000;

const pointIds = new Map<number, string>();
let numbers = new Map<string, number>();
let points = new Map<string, Point>();
const crossings = new Crossings();

const recorder = new Recorder(
  { file, turns },
  { stored, batch: (batchNo) => tell({ kind: 'batch', batchNo }), failed },
);

function stored({ pointNos, apart }: Stored): void {
  const newest = [...pointNos].flatMap((pointNo) => {
    const pointId = pointIds.get(pointNo);
    const known = recorder.newest(pointNo);
    return pointId !== undefined && known ? [{ pointId, ...known }] : [];
  });
  const bad = new Set(
    apart.flatMap(({ pointNo }) => (pointNo === null ? [] : (pointIds.get(pointNo) ?? []))),
  );
  if (newest.length > 0 || bad.size > 0)
    tell({ kind: 'stored', points: newest, apart: [...bad], crossings: crossings.take() });
}

/** One source that is switched on. */
class Running {
  open: OpenSource;
  readonly key: string;
  private readonly driver: Driver;
  private last = '';
  private since = '';

  constructor(open: OpenSource) {
    this.open = open;
    this.key = keyOf(open);
    const { kind } = open.source;
    const sink = this.sink();
    this.driver =
      kind === 'mqtt'
        ? mqttDriver(open, sink)
        : kind === 'modbus'
          ? modbusDriver(open, sink)
          : csvDriver(open, sink);
  }

  stop(): Promise<void> {
    return this.driver.stop();
  }

  private say(state: SourceState): void {
    const text = JSON.stringify({ ...state, since: '' });
    // While it is tried again the reason of the failure is worth more than the news that it is tried.
    if (text === this.last || (state.kind === 'connecting' && this.last !== '')) return;
    this.last = text;
    tell({ kind: 'state', sourceId: this.open.source.id, state });
  }

  private sink(): Sink {
    return {
      nowMs,
      state: (kind) => this.say({ kind, since: this.now() }),
      failed: (error) => {
        const code = troubleOf(error);
        // The connection that ends after an error says nothing new.
        if (code === 'closed' && this.last.includes('"failed"')) return;
        const facts = { detail: String(error.message ?? '').slice(0, 200) };
        this.say({ kind: 'failed', since: this.now(), code, facts });
      },
      message: (address, payload, retained, done) => this.message(address, payload, retained, done),
      value: (feed, answer, raw) =>
        this.number(feed, typeof answer === 'number' ? { value: answer, atMs: null } : answer, raw, true),
      cell: (feed, value, atMs, raw) =>
        this.number(
          feed,
          value === null
            ? { fault: 'notANumber', facts: { unit: '' } }
            : atMs === null
              ? { fault: 'noTime', facts: { path: '' } }
              : { value, atMs },
          raw,
          false,
          atMs,
        ),
      settled: () => recorder.flush(),
    };
  }

  private number(
    feed: Feed,
    mapped: Mapped | Fault,
    raw: string,
    live: boolean,
    atMs: number | null = null,
  ): void {
    const came = { address: feed.address, receivedMs: nowMs(), raw, live, atMs };
    recorder.add({ ...judge(this.open, feed, mapped, came), done: () => {} });
  }

  private now(): string {
    return new Date(nowMs()).toISOString();
  }

  private message(topic: string, payload: Uint8Array, retained: boolean, done: () => void): void {
    const feeds = this.open.feeds.filter(({ address }) => topicMatches(address, topic));
    if (feeds.length === 0) return done();
    const receivedMs = nowMs();
    const tooLarge = payload.length > mostPayloadBytes;
    const text = Buffer.from(
      payload.buffer,
      payload.byteOffset,
      Math.min(payload.length, mostPayloadBytes),
    ).toString();
    const arrived: Arrived[] = [];
    const apart: Apart[] = [];
    for (const feed of feeds) {
      const mapped = tooLarge
        ? { fault: 'tooLarge' as const, facts: { kilobytes: Math.ceil(payload.length / 1024) } }
        : mapMessage(feed, text);
      // What a broker kept has no time when the message has none: nobody knows when it was so.
      if (retained && !('fault' in mapped) && mapped.atMs === null) continue;
      const came = { address: topic, receivedMs, raw: text, live: !retained, atMs: null };
      const one = judge(this.open, feed, mapped, came);
      arrived.push(...one.arrived);
      apart.push(...one.apart);
    }
    if (arrived.length === 0 && apart.length === 0) return done();
    recorder.add({ arrived, apart, done });
  }
}

/** How a reading came. */
interface Came {
  readonly address: string;
  readonly receivedMs: number;
  readonly raw: string;
  readonly live: boolean;
  /** The time that stands beside it also where it cannot be read itself. */
  readonly atMs: number | null;
}

/** The last time that was given to readings of a point that have none of their own. */
const given = new Map<string, number>();
/** Arrival as the time of a reading: two that arrive together are still one after the other. */
function timeGiven(pointId: string, receivedMs: number): number {
  const last = given.get(pointId) ?? 0;
  const atMs = Math.round(receivedMs);
  const ms = last >= atMs && last - atMs < 60_000 ? last + 1 : atMs;
  given.set(pointId, ms);
  return ms;
}

/** A reading as it is stored, or as it is kept apart. */
function judge(
  { source }: OpenSource,
  feed: Feed,
  mapped: Mapped | Fault,
  { address, receivedMs, raw, live, atMs: beside }: Came,
): { arrived: Arrived[]; apart: Apart[] } {
  const point = points.get(feed.pointId);
  const pointNo = numbers.get(feed.pointId);
  if (!point || pointNo === undefined) return { arrived: [], apart: [] };
  const from = {
    pointNo,
    sourceId: source.id,
    address,
    receivedMs: Math.round(receivedMs),
    raw: raw.slice(0, rawLength),
    live,
  };
  const kept = (fault: Fault, value: number | null, atMs: number | null): Apart => ({
    ...from,
    value: value !== null && Number.isFinite(value) ? value : null,
    atMs: atMs !== null && Math.abs(atMs) < 8.64e15 ? atMs : null,
    ...fault,
  });
  if ('fault' in mapped) return { arrived: [], apart: [kept(mapped, null, beside)] };
  const own = mapped.atMs !== null;
  const atMs = mapped.atMs ?? timeGiven(feed.pointId, receivedMs);
  const { value } = mapped;
  const wrong = timeFault(atMs, receivedMs) ?? valueFault(point, value, recorder.last(pointNo));
  if (wrong) return { arrived: [], apart: [kept(wrong, value, atMs)] };
  crossings.note(feed.pointId, atMs, value);
  // A time of arrival says nothing of the instrument's clock.
  return { arrived: [{ ...from, atMs, value, live: live && own }], apart: [] };
}

/** What makes another connection necessary when it changes. */
function keyOf({ source, password, keyPem, feeds, zone }: OpenSource): string {
  return JSON.stringify([source.settings, password, keyPem, feeds, zone]);
}

const running = new Map<string, Running>();

async function configure(config: SensorConfig): Promise<void> {
  points = new Map(config.points.map((point) => [point.id, point]));
  crossings.configure(config.watched);
  const fed = config.sources.flatMap(({ feeds }) => feeds.map(({ pointId }) => pointId));
  const missing = fed.filter((pointId) => !numbers.has(pointId));
  if (missing.length > 0) {
    numbers = new Map([...numbers, ...(await recorder.pointNos(missing))]);
    for (const [pointId, pointNo] of numbers) pointIds.set(pointNo, pointId);
  }
  const wanted = new Map(config.sources.map((open) => [open.source.id, open]));
  for (const [sourceId, one] of running) {
    const open = wanted.get(sourceId);
    if (open && keyOf(open) === one.key) {
      wanted.delete(sourceId);
      continue;
    }
    running.delete(sourceId);
    // What has come is written and acknowledged before the line is cut.
    await recorder.flush();
    await one.stop();
    if (!open) tell({ kind: 'state', sourceId, state: { kind: 'off' } });
  }
  for (const [sourceId, open] of wanted) running.set(sourceId, new Running(open));
}

// Listening for the preview

interface Ear {
  readonly key: string;
  readonly driver: Driver;
  readonly heard: Map<string, Heard>;
  state: SourceState;
  timer: NodeJS.Timeout;
}
let ear: Ear | null = null;

function listen(no: number, open: OpenSource, filter: string): void {
  const key = JSON.stringify([open.source.settings, open.password, open.keyPem, filter]);
  if (ear?.key !== key) {
    void ear?.driver.stop();
    clearTimeout(ear?.timer);
    ear = beginListening(key, open, filter);
  }
  clearTimeout(ear.timer);
  // Nobody asks any more: the line is hung up.
  ear.timer = setTimeout(() => {
    void ear?.driver.stop();
    ear = null;
  }, listenMs);
  const heard = [...ear.heard.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
  tell({ kind: 'heard', no, state: ear.state, heard });
}

function beginListening(key: string, open: OpenSource, filter: string): Ear {
  const heard = new Map<string, Heard>();
  const since = (): string => new Date(nowMs()).toISOString();
  const one: Ear = {
    key,
    heard,
    state: { kind: 'connecting', since: since() },
    timer: setTimeout(() => {}, 0),
    driver: { stop: () => Promise.resolve() },
  };
  const sink: Sink = {
    nowMs,
    state: (kind) => (one.state = { kind, since: since() }),
    failed: (error) => {
      const facts = { detail: String(error.message ?? '').slice(0, 200) };
      one.state = { kind: 'failed', since: since(), code: troubleOf(error), facts };
    },
    message: (address, payload, retained) => {
      const before = heard.get(address);
      if (!before && heard.size >= mostHeard) return;
      const text = Buffer.from(payload.buffer, payload.byteOffset, Math.min(payload.length, 2000)).toString();
      heard.set(address, {
        address,
        payload: text,
        retained,
        receivedMs: nowMs(),
        count: (before?.count ?? 0) + 1,
      });
    },
    value: () => {},
    cell: () => {},
    settled: () => Promise.resolve(),
  };
  return Object.assign(one, {
    driver: open.source.kind === 'mqtt' ? mqttListener(open, filter, sink) : one.driver,
  });
}

let work: Promise<void> = Promise.resolve();
/** One after the other, in the order in which they were told. */
function next(what: string, step: () => Promise<void>): void {
  work = work.then(step).catch((error: unknown) => failed(what, error));
}

parentPort?.on('message', (message: ToSensor) => {
  switch (message.kind) {
    case 'config':
      return next('setting up sources', () => configure(message.config));
    case 'clock':
      offset = message.offsetMs;
      return;
    case 'listen':
      return listen(message.no, message.source, message.filter);
    case 'stop':
      return next('ending', async () => {
        await ear?.driver.stop();
        clearTimeout(ear?.timer);
        await recorder.flush();
        for (const one of running.values()) await one.stop();
        await recorder.close();
        parentPort?.close();
      });
  }
});
