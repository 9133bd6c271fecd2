import { useQueryOf } from '../api.ts';
import { defaultZone } from '../locales/format.ts';

/** The site's time zone (IANA name). */
export function useZone(): string {
  return useQueryOf('site.info', {}).data?.timeZone ?? defaultZone;
}
