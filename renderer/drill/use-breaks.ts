import { useMemo } from 'react';
import type { Clash } from '../../electron/drill/outcome.ts';
import { useQueryOf } from '../api.ts';

/** Whose rows change what a time breaks. */
const nouns = [
  'drillProgramme', 'drillType', 'closedSlot', 'leave', 'person', 'team', 'roster', 'plan', 'equipment',
] as const; // prettier-ignore

/** What a drill would break at each of these times, asked for all at once; undefined while that is not known. */
export function useBreaks(
  drillId: string | null,
  starts: readonly string[],
): (startsAt: string) => readonly Clash[] | undefined {
  const enabled = drillId !== null && starts.length > 0;
  const { data, isPlaceholderData } = useQueryOf(
    'drill.breaks',
    { drillId: drillId ?? '', starts: [...starts] },
    { nouns, enabled, keepMs: 5000 },
  );
  return useMemo(() => {
    // What is known of another drill says nothing of this one.
    const known = new Map(
      enabled && !isPlaceholderData ? data?.map(({ startsAt, breaks }) => [startsAt, breaks]) : [],
    );
    return (startsAt) => known.get(startsAt);
  }, [data, enabled, isPlaceholderData]);
}
