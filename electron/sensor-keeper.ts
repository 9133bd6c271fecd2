import { iso } from './clock.ts';
import type { Events } from './contract.ts';
import type { Door, Site } from './door.ts';
import { log } from './log.ts';
import { mayForget } from './sensor/batch-store.ts';
import { rawDays } from './sensor/judge.ts';
import { levelOfPoint, type Point } from './sensor/point.ts';
import { pointStandings } from './sensor/point-handlers.ts';
import { openPointAlarms } from './sensor/point-store.ts';
import { sensorConfig } from './sensor/source-handlers.ts';
import type { StoredPoint } from './sensor/wire.ts';
import { sensorSide } from './sensor-side.ts';
import { systemSeat } from './system-seat.ts';

export interface SensorKeeper {
  /** Call after every commit. */
  changed(change: Events['changed']): void;
  /** Connects what is switched on. */
  start(): Promise<void>;
  /** What only time changes, a silent instrument say; runs by itself every five seconds. */
  tick(): Promise<void>;
  /** The room's clock was moved. */
  clockMoved(): void;
  /** Resolves when what was held is written and the connections are gone. */
  /** Whether the thread of the sources is there. */
  readonly running: boolean;
  stop(): Promise<void>;
}

const tellMs = 500;
const tickMs = 5_000;
const forgetEveryMs = 60_000;
/** Rows on which the work of the thread of the sources rests. */
const nouns: ReadonlySet<string> = new Set(['source', 'feed', 'point', 'gauge', 'place', 'site']);

/** In whose name alarms of instruments are raised and batches sealed. */
const seat = systemSeat('sensor-keeper');

/** Keeps what is switched on connected, tells the windows what came, and has alarms raised when a state changes. */
export function keepSensors(
  site: Site,
  door: () => Door,
  told: <E extends 'readings' | 'sources'>(event: E, payload: Events[E]) => void = () => {},
): SensorKeeper {
  const side = sensorSide(site);
  let stopped = false;
  let setting = false;
  let telling: NodeJS.Timeout | undefined;
  let fresh = new Map<string, StoredPoint>();
  let points = new Map<string, Point>();
  /** Level and quality of each point as they were last judged. */
  const judged = new Map<string, string>();
  const sourcesToJudge = new Set<string>();
  const down = new Set<string>();
  let judging: Promise<void> = Promise.resolve();
  let forgotMs = 0;

  const damaged = (): boolean => stopped || site.health.kind === 'damaged';

  async function configure(): Promise<void> {
    if (damaged()) return;
    const config = sensorConfig(site);
    points = new Map(config.points.map((point) => [point.id, point]));
    await side.configure(config);
  }

  side.ears = {
    stored: ({ points: newest }) => {
      for (const one of newest) fresh.set(one.pointId, one);
      telling ??= setTimeout(tell, tellMs);
    },
    state: (sourceId, state) => {
      if (stopped) return;
      if ((state.kind === 'failed') !== down.has(sourceId)) sourcesToJudge.add(sourceId);
      if (state.kind === 'failed') down.add(sourceId);
      else if (state.kind === 'connected' || state.kind === 'off') down.delete(sourceId);
      told('sources', {});
      void judge();
    },
    batch: (batchNo) => {
      if (!damaged()) void door().dispatch(seat, 'sensor.sealBatch', { batchNo });
    },
  };

  function tell(): void {
    telling = undefined;
    if (stopped) return;
    const all = [...fresh.values()];
    fresh = new Map();
    if (all.length > 0) told('readings', { points: all });
    // A level that is passed cannot wait for the next look.
    const passed = all.some(({ pointId, value }) => {
      const limits = points.get(pointId)?.limits ?? [];
      const before = judged.get(pointId)?.split(' ')[0] ?? 'normal';
      return levelOfPoint(limits, value) !== before;
    });
    if (passed) void judge();
  }

  /** Has everything judged whose level or quality is not what it was; one command, one entry of the journal. */
  function judge(): Promise<void> {
    judging = judging.then(async () => {
      if (damaged()) return;
      const changed: string[] = [];
      const states = new Map<string, string>();
      for (const { point, standing, quality } of pointStandings(site.reader, site.clock.nowMs())) {
        // What people read out is judged when they say it.
        if (!standing.fed) continue;
        const level = standing.newest ? levelOfPoint(point.limits, standing.newest.value) : 'normal';
        const state = `${level} ${quality === 'none' || quality === 'old' ? 'good' : quality}`;
        if (state === (judged.get(point.id) ?? 'normal good')) continue;
        states.set(point.id, state);
        changed.push(point.id);
      }
      const sourceIds = [...sourcesToJudge];
      sourcesToJudge.clear();
      for (let from = 0; from < Math.max(changed.length, sourceIds.length > 0 ? 1 : 0); from += 100) {
        const pointIds = changed.slice(from, from + 100);
        const result = await door().dispatch(seat, 'sensor.judge', {
          pointIds,
          sourceIds: from === 0 ? sourceIds : [],
        });
        if (result.ok) for (const id of pointIds) judged.set(id, states.get(id)!);
        else if (from === 0) for (const id of sourceIds) sourcesToJudge.add(id);
      }
    });
    return judging.catch((error: unknown) => log.error('judging sensors failed', error));
  }

  async function tick(): Promise<void> {
    if (damaged()) return;
    if (side.states.size > 0) await judge();
    const nowMs = site.clock.nowMs();
    if (nowMs - forgotMs < forgetEveryMs) return;
    forgotMs = nowMs;
    if (mayForget(site.reader, iso(nowMs - rawDays * 86_400_000)))
      await door().dispatch(seat, 'sensor.forget', {});
  }
  const timer = setInterval(() => void tick(), tickMs);
  timer.unref();

  return {
    changed: ({ rows, name }) => {
      if (stopped || setting || !rows.some(({ noun }) => nouns.has(noun))) return;
      setting = true;
      setImmediate(() => {
        setting = false;
        void configure().catch((error: unknown) => log.error(`after ${name}`, error));
      });
    },
    start: async () => {
      // An alarm that was open when Tocsin was closed ends when what it watches is well again.
      for (const { pointId } of openPointAlarms(site.reader)) judged.set(pointId, 'unknown unknown');
      await configure();
    },
    tick,
    clockMoved: () => side.clockMoved(),
    get running() {
      return side.running;
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      clearTimeout(telling);
      side.ears = null;
      return side.stop();
    },
  };
}
