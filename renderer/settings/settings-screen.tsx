import { useQueryOf } from '../api.ts';
import { languages } from '../locales/index.ts';
import { openKeyboardMap } from '../ui/keyboard-map.tsx';
import { Button, Panel } from '../ui/parts.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { useText } from '../ui/text.ts';
import { RosterPanel } from '../roster/roster-panel.tsx';
import { mayCall } from '../ui/commands.ts';
import { BackupsPanel } from './backups-panel.tsx';
import { OperatorsPanel } from './operators-panel.tsx';
import { OwnSecretPanel } from './own-secret-panel.tsx';
import './settings.css';
import { SitePanel } from './site-panel.tsx';

/** This seat for everyone; operators, the site and its backups for the administrator. */
export default function SettingsScreen() {
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const site = useQueryOf('site.info', {}).data;
  const administrator = seat?.kind === 'signedIn' && seat.operator.role === 'administrator';
  return (
    <div className="one-column settings">
      <SeatPanel />
      {site && !site.sample && <OwnSecretPanel />}
      {seat?.kind === 'signedIn' && mayCall('roster.set', seat.operator.role) && <RosterPanel />}
      {site && administrator && (
        <>
          <OperatorsPanel sample={site.sample} />
          <SitePanel key={site.version} site={site} />
          <BackupsPanel />
        </>
      )}
    </div>
  );
}

function SeatPanel() {
  const { t } = useText();
  const { theme, language, setTheme, setLanguage } = usePreferences();
  return (
    <Panel title={t('settings.seat')}>
      <div className="pad row" role="group" aria-label={t('common.language.label')}>
        {languages.map((each) => (
          <Button
            key={each}
            aria-pressed={each === language}
            className={each === language ? 'chosen' : ''}
            onPress={() => setLanguage(each)}
          >
            <span lang={each}>{t(`common.language.${each}`)}</span>
          </Button>
        ))}
      </div>
      <div className="pad row" role="group" aria-label={t('common.theme.label')}>
        {(['night', 'day'] as const).map((each) => (
          <Button
            key={each}
            aria-pressed={each === theme}
            className={each === theme ? 'chosen' : ''}
            onPress={() => setTheme(each)}
          >
            {t(`common.theme.${each}`)}
          </Button>
        ))}
        <Button onPress={openKeyboardMap}>{t('settings.keyboard')}</Button>
      </div>
    </Panel>
  );
}
