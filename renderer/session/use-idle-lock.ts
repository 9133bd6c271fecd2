import { useEffect } from 'react';
import { ask } from '../api.ts';

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
/** How often it is looked at; a lock comes at most this much late. */
const beatMs = 2_000;

/**
 * Locks the seat after so many minutes without a key or the mouse, by this computer's own clock: a rehearsal that moves
 * the room's clock locks nobody out, a computer that slept for an hour does.
 */
export function useIdleLock(minutes: number, signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    let touchedMs = Date.now();
    const touch = (): void => {
      touchedMs = Date.now();
    };
    const timer = setInterval(() => {
      if (Date.now() - touchedMs < minutes * 60_000) return;
      clearInterval(timer);
      void ask('session.lock', {});
    }, beatMs);
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [minutes, signedIn]);
}
