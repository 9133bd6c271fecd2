import { nextClimbMs } from './alarm/escalation-store.ts';
import { nextRunOut } from './alarm/hold-store.ts';
import { derivedMoved, dueToDeclare } from './alarm/settle-handlers.ts';
import { iso } from './clock.ts';
import type { Events } from './contract.ts';
import type { Door, Site } from './door.ts';
import { log } from './log.ts';
import { systemSeat } from './system-seat.ts';

export interface AlarmKeeper {
  /** Call after every commit. */
  changed(change: Pick<Events['changed'], 'rows'>): void;
  /** The room's clock was moved. */
  clockMoved(): void;
  /** What only time changes: alarms that follow from other rows come and go. Runs by itself. */
  tick(): Promise<void>;
  stop(): void;
}

/** In whose name a shelf runs out, an alarm climbs and an incident is declared by a rule. */
const seat = systemSeat('alarm-keeper');

/** A timer in Node holds no more. */
const longestMs = 2 ** 31 - 1;
/** Alarms that follow from other rows are looked at so often; what the room sees does not wait for it. */
const tickMs = 15_000;
/** After a settling that came to nothing (a full disk, say) it is tried again no sooner. */
const againMs = 5_000;
/** Rows on which what is due rests. */
const nouns: ReadonlySet<string> = new Set([
  'alarm',
  'alarmHold',
  'alarmRule',
  'alarmEscalation',
  'incident',
]);

/** Does what time brings to alarms: ends shelves, lets unanswered ones climb, declares what a rule says. */
export function keepAlarms(site: Site, door: () => Door): AlarmKeeper {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let looking = false;
  let settling: Promise<void> | null = null;
  let notBeforeMs = 0;
  let stopped = false;

  const idle = (): boolean => stopped || site.health.kind === 'damaged';

  function settle(): Promise<void> {
    settling ??= (async () => {
      try {
        const result = await door().dispatch(seat, 'alarm.settle', {});
        if (!result.ok) notBeforeMs = performance.now() + againMs;
      } catch (error) {
        notBeforeMs = performance.now() + againMs;
        log.error('settling alarms failed', error);
      } finally {
        settling = null;
      }
      wait();
    })();
    return settling;
  }

  /** When something is due, ms since 1970; null when nothing will be. */
  function nextMs(nowMs: number): number | null {
    if (dueToDeclare(site.reader, iso(nowMs)).length > 0) return nowMs;
    const shelf = nextRunOut(site.reader);
    const all = [shelf === null ? null : Date.parse(shelf), nextClimbMs(site.reader, iso(nowMs))];
    const known = all.filter((at) => at !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  function wait(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (idle()) return;
    const nowMs = site.clock.nowMs();
    const at = nextMs(nowMs);
    if (at === null) return;
    const ms = Math.max(0, at - nowMs, notBeforeMs - performance.now());
    timer = setTimeout(() => void settle(), Math.min(ms + 5, longestMs));
    timer.unref();
  }

  /** One look for all the commits of a moment. */
  function lookSoon(): void {
    if (looking || stopped) return;
    looking = true;
    setImmediate(() => {
      looking = false;
      wait();
    });
  }

  async function tick(): Promise<void> {
    if (!idle() && derivedMoved(site.reader, iso(site.clock.nowMs()))) await settle();
  }
  const ticking = setInterval(() => void tick(), tickMs);
  ticking.unref();

  wait();
  return {
    changed: ({ rows }) => {
      if (rows.some(({ noun }) => nouns.has(noun))) lookSoon();
    },
    clockMoved: () => {
      notBeforeMs = 0;
      wait();
      void tick();
    },
    tick,
    stop: () => {
      stopped = true;
      clearInterval(ticking);
      if (timer) clearTimeout(timer);
    },
  };
}
