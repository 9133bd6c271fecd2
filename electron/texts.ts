import type { LogTemplate } from './incident/incident.ts';
// The texts are plain data and pure functions that both sides need; this file alone knows where they are kept.
import { logText } from '../renderer/locales/log-text.ts';

/** The English rendering of a sentence in the log: what search finds and evidence shows. */
export function englishLogText(template: LogTemplate, at: string, timeZone: string | undefined): string {
  return logText(template, 'en', at, timeZone);
}

/** Words of one language, for what the main side writes in words itself: evidence, the page before the site opens. */
export { translator, type Language } from '../renderer/locales/index.ts';
export { formatFor } from '../renderer/locales/format.ts';
export { nameIn } from '../renderer/locales/names.ts';
export { logText } from '../renderer/locales/log-text.ts';
export { toCyrillic } from '../renderer/locales/cyrillic.ts';
