import { nextRunOut } from './alarm/hold-store.ts';
import type { Door, Site } from './door.ts';
import { log } from './log.ts';
import { systemSeat } from './system-seat.ts';

export interface AlarmKeeper {
  /** Call after every commit with the command's name, and when the clock was moved. */
  changed(name: string): void;
  stop(): void;
}

/** In whose name a shelf runs out. */
const seat = systemSeat('alarm-keeper');

/** A timer in Node holds no more. */
const longestMs = 2 ** 31 - 1;

/** Announces again what was shelved, at the minute when the shelf ends. */
export function keepAlarms(site: Site, door: () => Door): AlarmKeeper {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;

  async function settle(): Promise<void> {
    try {
      await door().dispatch(seat, 'alarm.settle', {});
    } catch (error) {
      log.error('ending shelves failed', error);
    }
    wait();
  }

  function wait(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (stopped || site.health.kind === 'damaged') return;
    const at = nextRunOut(site.reader);
    if (at === null) return;
    const ms = Math.max(0, Date.parse(at) - site.clock.nowMs());
    timer = setTimeout(() => void settle(), Math.min(ms + 5, longestMs));
    timer.unref();
  }

  wait();
  return {
    changed: (name) => {
      if (name.startsWith('alarm.') && name !== 'alarm.settle') wait();
    },
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}
