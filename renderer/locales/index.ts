import { createInstance } from 'i18next';
import { treeToCyrillic } from './cyrillic.ts';
import en from './en/index.ts';
import srLatn from './sr-Latn/index.ts';
import zhHans from './zh-Hans/index.ts';

/** The languages of the room, as BCP 47 tags; they are also the values of the document's `lang`. */
export const languages = ['en', 'sr-Latn', 'sr-Cyrl', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

// A missing text must stop a test, and must never stop a control room.
let strict = ['test', 'development'].includes(
  (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.['NODE_ENV'] ?? '',
);

/** Whether a key without a text throws (development, tests) or shows the English text (production). */
export function throwOnMissingText(on: boolean): void {
  strict = on;
}

/**
 * The texts of every screen, in the four languages; ready at once, nothing is loaded later. Give it to
 * `I18nextProvider`; outside React use `t`.
 */
export const i18n = createInstance();

void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: [...languages],
  load: 'currentOnly',
  initAsync: false,
  resources: {
    en: { translation: en },
    'sr-Latn': { translation: srLatn },
    'zh-Hans': { translation: zhHans },
  },
  keySeparator: '.',
  nsSeparator: false,
  returnNull: false,
  saveMissing: true,
  interpolation: { escapeValue: false },
  missingKeyHandler: (tried, _namespace, key) => {
    if (strict) throw new Error(`No text for ${key} in ${tried.join(', ')}`);
  },
});

/** Serbian Cyrillic is derived when it is first asked for: start-up does not pay for it. */
function prepare(language: Language): void {
  if (language === 'sr-Cyrl' && !i18n.hasResourceBundle(language, 'translation'))
    i18n.addResourceBundle(language, 'translation', treeToCyrillic(srLatn));
}

/** What fills the `{{…}}` of a text; `count` also chooses the plural form. */
export type TextFacts = Readonly<Record<string, string | number>>;

/** The text of a key in the language now set. */
export function t(key: string, facts: TextFacts = {}): string {
  return i18n.t(key, facts);
}

/** A translator for one language, whatever language is set: an export, a message for another seat. */
export function translator(language: Language): (key: string, facts?: TextFacts) => string {
  prepare(language);
  const fixed = i18n.getFixedT(language);
  return (key, facts = {}) => fixed(key, facts);
}

/** The one way to change the language of everything shown; the texts are here, so it is immediate. */
export async function setLanguage(language: Language): Promise<void> {
  prepare(language);
  await i18n.changeLanguage(language);
}
