import { create } from 'zustand';
import { isLanguage, setLanguage, type Language } from '../locales/index.ts';

export type Theme = 'night' | 'day';

interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: Language) => void;
}

function kept(key: string): string | null {
  return localStorage.getItem(`tocsin.${key}`);
}

function show(theme: Theme, language: Language): void {
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.lang = language;
  void setLanguage(language);
}

const firstLanguage = kept('language');
const first = {
  theme: kept('theme') === 'day' ? ('day' as const) : ('night' as const),
  language: isLanguage(firstLanguage) ? firstLanguage : ('en' as const),
};
show(first.theme, first.language);

/** How this seat looks and speaks; kept on the seat, not in the site. */
export const usePreferences = create<Preferences>((set, get) => ({
  ...first,
  setTheme: (theme) => {
    localStorage.setItem('tocsin.theme', theme);
    set({ theme });
    show(theme, get().language);
  },
  setLanguage: (language) => {
    localStorage.setItem('tocsin.language', language);
    set({ language });
    show(get().theme, language);
  },
}));
