import { LimitWatch, type WatchedLimit } from './alarm/limit-watch.ts';
import { limitName } from './alarm/rule.ts';
import { limitsPassed } from './alarm/rule-store.ts';
import { suppressors, watchedLimits } from './alarm/rule-watch-handlers.ts';
import { iso } from './clock.ts';
import type { Events } from './contract.ts';
import type { Door, Site } from './door.ts';
import { log } from './log.ts';
import { mayForget } from './sensor/batch-store.ts';
import { rawDays } from './sensor/judge.ts';
import { levelOfPoint, type Limit } from './sensor/point.ts';
import { pointStandings } from './sensor/point-handlers.ts';
import { openPointAlarms, saidById } from './sensor/point-store.ts';
import { newestReading, readings } from './sensor/reading-store.ts';
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
/** Changes of limits that one command writes down. */
const mostFlips = 200;
/** Points judged in one command, so that a burst of alarms never holds the room. */
const mostAtOnce = 25;
/** Readings of one command that are looked at one by one; more at once come from an import, long after the fact. */
const mostSaid = 500;
/** A timer in Node holds no more. */
const longestMs = 2 ** 31 - 1;
const forgetEveryMs = 60_000;
/** Rows on which the work of the thread of the sources rests. */
const nouns: ReadonlySet<string> = new Set([
  'source',
  'feed',
  'point',
  'gauge',
  'place',
  'site',
  'alarmRule',
]);
/** Readings that people say. */
const saidNouns: ReadonlySet<string> = new Set(['pointReading', 'gaugeReading']);

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
  /** Limits of each point that no rule is about: the newest value alone decides there. */
  let plain = new Map<string, readonly Limit[]>();
  /** Limits with a rule, and the delays that run there. */
  const watch = new LimitWatch();
  let suppressing: ReadonlySet<string> = new Set();
  const alsoJudge = new Set<string>();
  let waking: NodeJS.Timeout | undefined;
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
    const ruled = watchedLimits(site.reader);
    const names = new Set(ruled.map(({ key }) => limitName(key)));
    plain = new Map(
      config.points.map(({ id, limits }) => [
        id,
        limits.filter((limit) => !names.has(limitName({ pointId: id, ...limit }))),
      ]),
    );
    suppressing = new Set(suppressors(site.reader));
    await catchUp(watch.configure(ruled, limitsPassed(site.reader)));
    await side.configure(config);
  }

  /** A limit that is watched from now on takes over the readings of the last moments: a delay that ran goes on. */
  async function catchUp(fresh: readonly WatchedLimit[]): Promise<void> {
    for (const [pointId, limits] of Map.groupBy(fresh, ({ key }) => key.pointId)) {
      if (damaged()) return;
      const nowMs = site.clock.nowMs();
      const delayMs = Math.max(
        ...limits.map(({ setting }) => Math.max(setting.onDelayMs, setting.offDelayMs)),
      );
      const last = delayMs === 0 ? [] : readings(site.reader, pointId, nowMs - delayMs - 1000, nowMs);
      const newest = last.length === 0 ? newestReading(site.reader, pointId) : undefined;
      for (const reading of newest ? [newest] : last) watch.reading(pointId, reading);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    wake();
  }

  /** Looks at the delays that have run out, has judged what that changes, and comes again when the next one does. */
  function wake(): void {
    clearTimeout(waking);
    if (damaged()) return;
    const nowMs = site.clock.nowMs();
    watch.time(nowMs);
    if (watch.flips.length > 0 || alsoJudge.size > 0) void judge();
    const next = watch.nextMs();
    if (next === null) return;
    waking = setTimeout(wake, Math.min(Math.max(0, next - nowMs) + 5, longestMs));
    waking.unref();
  }

  side.ears = {
    stored: ({ points: newest, crossings }) => {
      for (const { pointId, ...reading } of crossings) {
        watch.reading(pointId, reading);
        if (suppressing.has(pointId)) alsoJudge.add(pointId);
      }
      if (crossings.length > 0) wake();
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
      const limits = plain.get(pointId) ?? [];
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
        const level = standing.newest
          ? levelOfPoint(plain.get(point.id) ?? [], standing.newest.value)
          : 'normal';
        const state = `${level} ${quality === 'none' || quality === 'old' ? 'good' : quality}`;
        if (state === (judged.get(point.id) ?? 'normal good')) continue;
        states.set(point.id, state);
        changed.push(point.id);
      }
      const moved = watch.flips.slice(0, mostFlips);
      const others = [...new Set([...moved.map(({ pointId }) => pointId), ...alsoJudge])];
      alsoJudge.clear();
      changed.unshift(...others.filter((id) => !states.has(id)));
      const sourceIds = [...sourcesToJudge];
      sourcesToJudge.clear();
      for (let from = 0; from < Math.max(changed.length, sourceIds.length > 0 ? 1 : 0); from += mostAtOnce) {
        const pointIds = changed.slice(from, from + mostAtOnce);
        const flips = moved.filter(({ pointId }) => pointIds.includes(pointId));
        const result = await door().dispatch(seat, 'sensor.judge', {
          pointIds,
          flips,
          sourceIds: from === 0 ? sourceIds : [],
        });
        if (result.ok) {
          watch.done(flips);
          for (const id of pointIds) judged.set(id, states.get(id) ?? judged.get(id) ?? 'normal good');
        } else if (from === 0) for (const id of sourceIds) sourcesToJudge.add(id);
      }
      if (watch.flips.length > 0 && moved.length === mostFlips) wake();
    });
    return judging.catch((error: unknown) => log.error('judging sensors failed', error));
  }

  async function tick(): Promise<void> {
    if (damaged()) return;
    if (side.states.size > 0 || watch.flips.length > 0) await judge();
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
      if (stopped) return;
      if (rows.some(({ noun }) => noun === 'alarmLimit')) watch.agree(limitsPassed(site.reader));
      const said = rows.filter(({ noun }) => saidNouns.has(noun));
      for (const { id } of said.slice(0, mostSaid)) {
        const reading = saidById(site.reader, id);
        if (reading) watch.reading(reading.pointId, reading);
      }
      if (said.length > 0) wake();
      if (setting || !rows.some(({ noun }) => nouns.has(noun))) return;
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
    clockMoved: () => {
      side.clockMoved();
      wake();
    },
    get running() {
      return side.running;
    },
    stop: () => {
      stopped = true;
      clearInterval(timer);
      clearTimeout(telling);
      clearTimeout(waking);
      side.ears = null;
      return side.stop();
    },
  };
}
