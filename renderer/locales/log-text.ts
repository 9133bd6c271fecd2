import type { LogTemplate, LogWord } from '../../electron/incident/incident.ts';
import { nameIn } from './names.ts';
import { formatFor, type Format } from './format.ts';
import { translator, type Language } from './index.ts';

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A sentence that Tocsin wrote into the log at `at`, in one language; times in the site's zone. */
export function logText(template: LogTemplate, language: Language, at: string, zone?: string): string {
  const t = translator(language);
  const format = formatFor(language, zone);
  const word = (fact: LogWord): string => wordText(fact, language, at, t, format);
  const facts = Object.entries(template.facts).map(([name, fact]) => {
    if (Array.isArray(fact)) return [name, format.list((fact as readonly LogWord[]).map(word))] as const;
    // A number goes in as it is: it may choose the plural form.
    return [name, typeof fact === 'number' ? fact : word(fact as LogWord)] as const;
  });
  return t(template.key, Object.fromEntries(facts));
}

function wordText(
  fact: LogWord,
  language: Language,
  at: string,
  t: (key: string) => string,
  format: Format,
): string {
  if (typeof fact === 'number') return format.number(fact, 2);
  if (typeof fact === 'string') return instant.test(fact) ? format.moment(fact, at) : fact;
  if ('key' in fact) return t(fact.key);
  return nameIn(fact, language);
}
