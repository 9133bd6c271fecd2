import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { go } from '../router.tsx';

/** What a screen is opened for: a view of it, in it the name of a command or of a thing, and which one is meant. */
interface Intent {
  readonly view?: string;
  readonly what: string;
  readonly id?: string;
}

const useIntents = create<{ readonly intent: Intent | null }>(() => ({ intent: null }));

/** Opens a screen (or one thing of it) to do something there; null: whatever hears it is on every screen. */
export function intend(screen: string | null, intent: Intent, thing?: string): void {
  useIntents.setState({ intent });
  if (screen !== null) go(screen, thing);
}

/** Runs once for each time that somebody came to this screen for `what`. */
export function useIntent(what: string, run: (id: string | null) => void): void {
  const { intent } = useIntents();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (intent?.what !== what) return;
    useIntents.setState({ intent: null });
    latest.current(intent.id ?? null);
  }, [intent, what]);
}

/**
 * Hears which view of the screen is wanted; what is to be done there is left for the view itself. A wish for the view alone
 * is done with that.
 */
export function useIntendedView(onView: (view: string) => void): void {
  const { intent } = useIntents();
  const view = intent?.view;
  const latest = useRef(onView);
  useEffect(() => {
    latest.current = onView;
  });
  useEffect(() => {
    if (view === undefined) return;
    if (intent?.what === view) useIntents.setState({ intent: null });
    latest.current(view);
  }, [view, intent]);
}
