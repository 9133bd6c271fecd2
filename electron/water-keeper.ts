import type { Events } from './contract.ts';
import type { Door, Site } from './door.ts';
import { waterState } from './flood/device-handlers.ts';
import { zoneState } from './level-action/zone-alert-handlers.ts';
import { log } from './log.ts';
import { systemSeat } from './system-seat.ts';

export interface WaterKeeper {
  /** Call after every commit. */
  changed(change: Events['changed']): void;
  /** Call when instruments sent something. */
  readings(): void;
  /** What only time changes, an instrument that fell silent say; runs by itself every five seconds. */
  tick(): Promise<void>;
  stop(): void;
}

const tickMs = 5_000;
/** Rows on which the state of devices and zones rests. */
const nouns: ReadonlySet<string> = new Set([
  'point', 'pointReading', 'gaugeReading', 'gauge', 'zoneGauge', 'floodDevice', 'deviceSetup', 'deviceOrder', 'place',
]); // prettier-ignore
/** In whose name orders are confirmed by instruments and levels noted. */
const seat = systemSeat('water-keeper');

/** Confirms orders, notes levels that zones reach and names contradictions as soon as an instrument shows them. */
export function keepWater(site: Site, door: () => Door): WaterKeeper {
  let stopped = false;
  let pending = false;
  let settled = '';
  let settling: Promise<void> = Promise.resolve();

  const stateNow = (): string => `${waterState(site.reader, site.clock.nowMs())}\n${zoneState(site.reader)}`;

  function settle(): Promise<void> {
    settling = settling.then(async () => {
      if (stopped || site.health.kind === 'damaged') return;
      const state = stateNow();
      if (state === settled) return;
      let result = await door().dispatch(seat, 'flood.settle', {});
      while (result.ok && result.value.more) result = await door().dispatch(seat, 'flood.settle', {});
      if (result.ok) settled = stateNow();
    });
    return settling.catch((error: unknown) => log.error('settling the water failed', error));
  }
  function soon(): void {
    if (pending || stopped) return;
    pending = true;
    setImmediate(() => {
      pending = false;
      void settle();
    });
  }

  const timer = setInterval(() => void settle(), tickMs);
  timer.unref();
  return {
    changed: ({ name, rows }) => {
      if (name !== 'flood.settle' && rows.some(({ noun }) => nouns.has(noun))) soon();
    },
    readings: soon,
    tick: settle,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
