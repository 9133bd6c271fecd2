import { siteDay } from '../../electron/roster/local-time.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from './clock.ts';

/** The day that it is on the site, YYYY-MM-DD, UTC's until the site is known; renewed at its midnight. */
export function useToday(): string {
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  return siteDay(new Date(useNow(60_000)).toISOString(), zone);
}
