import { languages } from '../locales/index.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { useText } from '../ui/text.ts';

/** How this seat looks and speaks. */
export default function SettingsScreen() {
  const { t } = useText();
  const { theme, language, setTheme, setLanguage } = usePreferences();
  return (
    <div className="one-column">
      <Panel title={t('nav.settings')}>
        <div className="pad row" role="group" aria-label={t('common.language.label')}>
          {languages.map((each) => (
            <Button key={each} aria-pressed={each === language} className={each === language ? 'chosen' : ''} onPress={() => setLanguage(each)}>
              {t(`common.language.${each}`)}
            </Button>
          ))}
        </div>
        <div className="pad row" role="group" aria-label={t('common.theme.label')}>
          {(['night', 'day'] as const).map((each) => (
            <Button key={each} aria-pressed={each === theme} className={each === theme ? 'chosen' : ''} onPress={() => setTheme(each)}>
              {t(`common.theme.${each}`)}
            </Button>
          ))}
        </div>
      </Panel>
    </div>
  );
}
