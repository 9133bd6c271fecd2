import { call } from '../api.ts';
import { languages } from '../locales/index.ts';
import { go } from '../router.tsx';
import { screens } from '../screens.tsx';
import { offer } from './commands.ts';
import { openKeyboardMap } from './keyboard-map.tsx';
import { openPalette } from './palette.tsx';
import { usePreferences } from './preferences.ts';

// What is there on every screen.
offer([
  { id: 'palette', title: 'nav.keys.palette', keys: 'Ctrl+K', run: openPalette },
  { id: 'keys', title: 'nav.keys.open', keys: '?', run: openKeyboardMap },
  {
    id: 'lock',
    title: 'nav.keys.lock',
    keys: 'Ctrl+L',
    name: 'session.lock',
    run: () => void call('session.lock', {}),
  },
  {
    id: 'signOut',
    title: 'session.signOut',
    name: 'session.signOut',
    run: () => void call('session.signOut', {}),
  },
  {
    id: 'theme',
    title: 'nav.keys.theme',
    keys: 'Ctrl+Shift+D',
    run: () => {
      const { theme, setTheme } = usePreferences.getState();
      setTheme(theme === 'night' ? 'day' : 'night');
    },
  },
  ...languages.map((language) => ({
    id: `language.${language}`,
    title: `common.language.${language}`,
    also: 'language jezik 语言',
    run: () => usePreferences.getState().setLanguage(language),
  })),
  ...screens.map((screen) => {
    const index = screens.filter(({ of }) => of === undefined).indexOf(screen);
    return {
      id: `screen.${screen.key}`,
      title: `nav.${screen.key}`,
      ...(index >= 0 && index < 9 ? { keys: `Alt+${index + 1}` } : {}),
      run: () => go(screen.key),
    };
  }),
]);
