import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Names } from '../../electron/schema-parts.ts';
import { useQueryOf } from '../api.ts';
import { formatFor, type Format } from '../locales/format.ts';
import { i18n, isLanguage, type Language, type TextFacts } from '../locales/index.ts';
import { nameIn } from '../locales/names.ts';

export interface Text {
  /** The text of a locale key. */
  readonly t: (key: string, facts?: TextFacts) => string;
  readonly language: Language;
  /** Times, spans and numbers in the site's zone. */
  readonly format: Format;
  /** A name kept in three languages, in the one shown. */
  readonly nameOf: (names: Names) => string;
}

/** Everything a screen needs to say something in the operator's language. */
export function useText(): Text {
  const { t } = useTranslation();
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const language: Language = isLanguage(i18n.language) ? i18n.language : 'en';
  return useMemo(
    () => ({
      t: (key: string, facts: TextFacts = {}) => t(key, facts) as string,
      language,
      format: formatFor(language, zone),
      nameOf: (names: Names) => nameIn(names, language),
    }),
    [t, language, zone],
  );
}
