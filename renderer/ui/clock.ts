import { useSyncExternalStore } from 'react';

// The main process is the clock of the room: a rehearsal may run at another time than this computer.
let offsetMs = 0;
let second = stamp();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function stamp(): number {
  return Math.floor((Date.now() + offsetMs) / 1000) * 1000;
}

function tick(): void {
  const next = stamp();
  if (next === second) return;
  second = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 200);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

export function setClockOffset(ms: number): void {
  offsetMs = ms;
  tick();
}

/**
 * The room's time in ms, renewed once a `stepMs` (a whole number of seconds): only components that show a running
 * number re-render, and only when the number changes.
 */
export function useNow(stepMs = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(second / stepMs) * stepMs);
}
