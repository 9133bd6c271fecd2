import { useEffect, useRef, type ReactNode } from 'react';
import type { SeatState } from '../../electron/session/session.ts';
import { queryClient } from '../api.ts';
import './session.css';

/**
 * The screens of the operator who sits here. While the seat is locked they stay as they are, with everything that was
 * typed, but unseen and out of reach; another operator who takes over gets their own.
 */
export function SeatScreens({ seat, children }: { readonly seat: SeatState; readonly children: ReactNode }) {
  const locked = seat.kind !== 'signedIn';
  const screens = useRef<HTMLDivElement>(null);
  const held = useRef<HTMLElement | null>(null);
  const wasLocked = useRef(locked);

  useEffect(() => {
    const container = screens.current;
    const remember = (event: FocusEvent): void => {
      if (event.target instanceof HTMLElement) held.current = event.target;
    };
    container?.addEventListener('focusin', remember);
    return () => container?.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (wasLocked.current === locked) return;
    wasLocked.current = locked;
    if (locked) return;
    // What changed meanwhile was refused to a locked seat.
    void queryClient.invalidateQueries();
    if (held.current?.isConnected) held.current.focus();
  }, [locked]);

  return (
    <div ref={screens} className="seat-screens" hidden={locked} inert={locked}>
      {children}
    </div>
  );
}
