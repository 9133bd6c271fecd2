import { setImmediate as breath } from 'node:timers/promises';
import type { Door, Site } from './door.ts';
import { unsettledRule } from './duty/rule-store.ts';
import { log } from './log.ts';
import { systemSeat } from './system-seat.ts';

export interface DutyKeeper {
  /** Call after every commit with the command's name. */
  changed(name: string): void;
  /** Goes on where the last run of the program stopped. */
  start(): Promise<void>;
  stop(): void;
}

/** In whose name a changed rule reaches its items. */
const seat = systemSeat('duty-keeper');

/** Brings items in line with rules that changed: slice after slice, each a command of its own, the room's work in between. */
export function keepDuties(site: Site, door: () => Door): DutyKeeper {
  let running = false;
  let stopped = false;

  async function settle(): Promise<void> {
    if (running || stopped || site.health.kind === 'damaged') return;
    running = true;
    try {
      while (!stopped && unsettledRule(site.reader) !== undefined) {
        const { ok } = await door().dispatch(seat, 'dutyRule.settle', {});
        if (!ok) break;
        await breath();
      }
    } catch (error) {
      log.error('settling duties failed', error);
    } finally {
      running = false;
    }
  }

  return {
    changed: (name) => {
      if (name.startsWith('dutyRule.') && name !== 'dutyRule.settle') setImmediate(() => void settle());
    },
    start: settle,
    stop: () => {
      stopped = true;
    },
  };
}
