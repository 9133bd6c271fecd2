import type { Door, Site } from './door.ts';
import { instantOfDrill, rateOf } from './drill/drill-clock.ts';
import { waitingInjects } from './drill/drill-inject-store.ts';
import { runningRuns, stopsUnsaid } from './drill/drill-run-store.ts';
import { log } from './log.ts';
import { systemSeat } from './system-seat.ts';

export interface DrillKeeper {
  /** Call after every commit with the command's name. */
  changed(name: string): void;
  /** What came due while Tocsin did not run is held for the controller; from now on injects are fired on time. */
  start(): Promise<void>;
  /** Fires what is due now; runs by itself. */
  tick(): Promise<void>;
  stop(): void;
}

/** In whose name injects are fired by the clock. */
const seat = systemSeat('drill-keeper');

/** The wall clock may jump under us: even when nothing is due for long, it is asked again after this. */
const longestMs = 1_000;
const shortestMs = 20;

/** Lets the injects of running drills happen at their minute of the drill's clock. */
export function keepDrills(site: Site, door: () => Door): DrillKeeper {
  /** What came due before this was missed; a drill begun since, before the first screen stood, has missed nothing. */
  const begunMs = site.clock.nowMs();
  let started = false;
  let stopped = false;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** Real ms until the next inject of any drill; null when none waits on a clock that runs. */
  function untilNext(nowMs: number): number | null {
    const waits = runningRuns(site.reader).flatMap(({ id, legs }) => {
      const next = rateOf(legs) === 0 ? undefined : waitingInjects(site.reader, id)[0];
      const at = next && instantOfDrill(legs, next.dueMinute * 60_000);
      return typeof at === 'number' ? [at - nowMs] : [];
    });
    return waits.length === 0 ? null : Math.min(...waits);
  }

  /** `tried`: what is due still could not be written (a full disk): it is tried again, not without pause. */
  function again(tried = false): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (stopped || !started) return;
    const wait = stopsUnsaid(site.reader).length > 0 ? 0 : untilNext(site.clock.nowMs());
    if (wait === null) return;
    const least = tried && wait <= 0 ? longestMs : shortestMs;
    timer = setTimeout(() => void tick(), Math.min(longestMs, Math.max(least, wait)));
    timer.unref();
  }

  async function fireDue(afterRestart: boolean): Promise<void> {
    for (const { id } of stopsUnsaid(site.reader)) await door().dispatch(seat, 'drill.sayStop', { id });
    for (const { id, legs } of runningRuns(site.reader)) {
      // Several may fall on the same minute: one entry of the log after the other.
      for (let more = true; more && !stopped;) {
        const next = rateOf(legs) === 0 ? undefined : waitingInjects(site.reader, id)[0];
        const at = next && instantOfDrill(legs, next.dueMinute * 60_000);
        if (typeof at !== 'number' || at > site.clock.nowMs()) break;
        const given = { drillId: id, afterRestart: afterRestart && at < begunMs };
        more = (await door().dispatch(seat, 'drillInject.fireDue', given)).ok;
      }
    }
  }

  async function tick(): Promise<void> {
    if (running || stopped || !started || site.health.kind === 'damaged') return;
    running = true;
    try {
      await fireDue(false);
    } catch (error) {
      log.error('firing injects failed', error);
    } finally {
      running = false;
    }
    again(true);
  }

  return {
    changed: (name) => {
      if (/^(drill|incident)/.test(name) && name !== 'drillInject.fireDue') setImmediate(() => again());
    },
    start: async () => {
      try {
        if (site.health.kind !== 'damaged') await fireDue(true);
      } catch (error) {
        log.error('holding missed injects failed', error);
      }
      started = true;
      again();
    },
    tick,
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
