import { useCallback } from 'react';
import type { LogTemplate } from '../../electron/incident/incident.ts';
import { useQueryOf } from '../api.ts';
import { logText } from '../locales/log-text.ts';
import { useText } from '../ui/text.ts';

/** Says what an alarm or a list means in the operator's language: as typed, or Tocsin's own sentence. */
export function useWords(): (words: LogTemplate | string, at?: string | null) => string {
  const { language } = useText();
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  return useCallback(
    (words, at) =>
      typeof words === 'string' ? words : logText(words, language, at ?? '1970-01-01T00:00:00.000Z', zone),
    [language, zone],
  );
}
