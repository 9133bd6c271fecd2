import { create } from 'zustand';
import { go } from '../router.tsx';

interface StartAt {
  /** The place for which a round is about to be started. */
  readonly placeId: string | null;
}
export const useStartAt = create<StartAt>(() => ({ placeId: null }));

/** Opens the rounds with the form for this place. */
export function startRoundAt(placeId: string): void {
  useStartAt.setState({ placeId });
  go('rounds');
}
