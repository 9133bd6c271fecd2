import { useState } from 'react';
import type { Clash } from '../../electron/drill/outcome.ts';

/** What a drill would break at each of these times. */
export function useBreaks(): readonly [
  (startsAt: string) => readonly Clash[] | undefined,
  (drillId: string | null, starts: readonly string[]) => void,
] {
  useState(0);
  return [() => undefined, () => {}];
}
