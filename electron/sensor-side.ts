import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Site } from './door.ts';
import { log } from './log.ts';
import type { Listening, SourceState } from './sensor/source.ts';
import type { FromSensor, OpenSource, SensorConfig, ToSensor } from './sensor/wire.ts';

/** What a site's sources tell, as it happens. */
export interface SensorEars {
  stored(message: Extract<FromSensor, { kind: 'stored' }>): void;
  state(sourceId: string, state: SourceState): void;
  batch(batchNo: number): void;
}

const longestWaitMs = 15_000;

/** The thread that holds a site's connections; there is none while nothing is switched on and nobody listens. */
class Side {
  readonly states = new Map<string, SourceState>();
  ears: SensorEars | null = null;
  private worker: Worker | null = null;
  private config: SensorConfig = { sources: [], points: [], watched: [] };
  private readonly waiting = new Map<number, (listening: Listening) => void>();
  private no = 0;
  private ending: Promise<void> = Promise.resolve();
  private readonly site: Site;
  /** The thread ended without being asked to: it is begun again after a while. */
  private again: NodeJS.Timeout | undefined;

  constructor(site: Site) {
    this.site = site;
  }

  async configure(config: SensorConfig): Promise<void> {
    this.config = config;
    const on = new Set(config.sources.map(({ source }) => source.id));
    for (const id of this.states.keys()) if (!on.has(id)) this.states.delete(id);
    for (const id of on)
      if (!this.states.has(id)) this.states.set(id, { kind: 'connecting', since: this.now() });
    if (on.size === 0 && this.worker === null) return;
    await this.ending;
    this.tell({ kind: 'config', config });
    // Nothing is on any more: what was held is written, then the thread goes.
    if (on.size === 0) await this.stop();
  }

  async listen(source: OpenSource, filter: string): Promise<Listening> {
    await this.ending;
    return new Promise((resolve) => {
      const no = (this.no += 1);
      const giveUp = setTimeout(() => {
        this.waiting.delete(no);
        resolve({ state: { kind: 'connecting', since: this.now() }, heard: [] });
      }, longestWaitMs);
      giveUp.unref();
      this.waiting.set(no, (listening) => {
        clearTimeout(giveUp);
        resolve(listening);
      });
      this.tell({ kind: 'listen', no, source, filter });
    });
  }

  get running(): boolean {
    return this.worker !== null;
  }

  /** Resolves when the thread has written what it held and is gone. */
  stop(): Promise<void> {
    clearTimeout(this.again);
    const { worker } = this;
    if (worker === null) return this.ending;
    this.worker = null;
    this.ending = new Promise((resolve) => {
      worker.once('exit', () => resolve());
      worker.postMessage({ kind: 'stop' } satisfies ToSensor);
    });
    return this.ending;
  }

  /** The room's clock was moved. */
  clockMoved(): void {
    if (this.worker) this.tell({ kind: 'clock', offsetMs: this.offsetMs() });
  }

  private offsetMs(): number {
    return this.site.clock.nowMs() - Date.now();
  }

  private now(): string {
    return new Date(this.site.clock.nowMs()).toISOString();
  }

  private tell(message: ToSensor): void {
    this.worker ??= this.begin();
    this.worker.postMessage(message);
  }

  private begin(): Worker {
    const { file, writer } = this.site;
    const workerData = { file, turns: writer.turns.shared, offsetMs: this.offsetMs() };
    const worker = new Worker(workerFile(), { workerData });
    worker.unref();
    worker.on('message', (message: FromSensor) => this.hear(message));
    worker.on('error', (error) => log.error('the thread of the sources failed', error));
    worker.on('exit', () => {
      if (this.worker !== worker) return;
      this.worker = null;
      this.again = setTimeout(() => void this.configure(this.config), 5_000).unref();
    });
    return worker;
  }

  private hear(message: FromSensor): void {
    switch (message.kind) {
      case 'stored':
        return this.ears?.stored(message);
      case 'state':
        if (message.state.kind === 'off') this.states.delete(message.sourceId);
        else this.states.set(message.sourceId, message.state);
        return this.ears?.state(message.sourceId, message.state);
      case 'batch':
        return this.ears?.batch(message.batchNo);
      case 'heard': {
        const waiting = this.waiting.get(message.no);
        this.waiting.delete(message.no);
        return waiting?.({ state: message.state, heard: message.heard });
      }
      case 'failed':
        log.error(message.what, message.message);
    }
  }
}

const sides = new WeakMap<Site, Side>();

/** The thread of a site's sources; it is begun when there is something for it to do. */
export function sensorSide(site: Site): Side {
  let side = sides.get(site);
  if (!side) {
    side = new Side(site);
    sides.set(site, side);
  }
  return side;
}

/** How a source stands at this moment. */
export function sourceState(site: Site, sourceId: string): SourceState {
  return sides.get(site)?.states.get(sourceId) ?? { kind: 'off' };
}

function workerFile(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, 'sensor/sensor-worker.ts')
    : join(import.meta.dirname, 'sensor-worker.cjs');
}
