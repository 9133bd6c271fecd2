import { useEffect } from 'react';
import type { Inside } from '../../electron/release/inside.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';

/** A new wind brings its zones along (event `releases`), so that it is not among these. */
const drawn = ['materialRelease'];
/** A team that moves or a count changes what is inside. */
const reached = [...drawn, 'wind', 'place', 'team', 'muster', 'lot', 'person', 'closure'];
const none: readonly ReleaseZones[] = [];

/** What an incident's releases would do, given with each new wind and asked again each minute: winds grow old by themselves. */
export function useReleases(incidentId: string | null): readonly ReleaseZones[] {
  const { data, refetch } = useQueryOf(
    'release.zones',
    { incidentId: incidentId ?? '' },
    { nouns: drawn, enabled: incidentId !== null },
  );
  const some = data !== undefined && data.length > 0;
  const minute = Math.floor(useNow(10_000) / 60_000);
  useEffect(() => {
    if (some) void refetch();
  }, [minute, some, refetch]);
  return incidentId === null ? none : (data ?? none);
}

/** Whom and what a release reaches; undefined until the register was looked through. */
export function useInside(incidentId: string, releaseId: string): Inside | undefined {
  const { data } = useQueryOf('release.inside', { incidentId }, { nouns: reached });
  return data?.find((one) => one.releaseId === releaseId)?.inside;
}
