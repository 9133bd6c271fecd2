import { useState } from 'react';
import type { Backup } from '../../electron/backup/backup.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** The copies that are kept; one more by hand; and the way back to one of them. */
export function BackupsPanel() {
  const { t, format } = useText();
  const page = useQueryOf('backup.page', {}, { nouns: ['backup'] });
  const make = useCommand('backup.make');
  const [folder, setFolder] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const rows = page.data?.rows ?? [];
  async function now(): Promise<void> {
    const result = await make.run({});
    if (!result.ok) return;
    setFolder(result.value.folder);
    await page.refetch();
  }
  return (
    <Panel title={t('settings.backups')} aside={rows.length}>
      <div className="pad row">
        <Button onPress={() => void now()} isDisabled={make.pending}>
          {t('settings.backupNow')}
        </Button>
        {folder !== null && <span role="status">✓ {t('settings.backupMade', { folder })}</span>}
      </div>
      <Problem>{make.problem}</Problem>
      {rows.length === 0 && <Empty>{t('common.empty')}</Empty>}
      <ul className="settings-list">
        {rows.map((backup) => (
          <li key={backup.name}>
            <div className="row">
              <span>{format.dateTime(backup.at)}</span>
              <span className="dim">{t(`settings.reason.${backup.reason}`)}</span>
              <span className="dim">{format.number(backup.bytes / 1e6, 1)} MB</span>
              <span className="grow" />
              <Button aria-expanded={asked === backup.name} onPress={() => setAsked(backup.name)}>
                {t('settings.restore')}
              </Button>
            </div>
            {asked === backup.name && <Restore backup={backup} close={() => setAsked(null)} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Restore({ backup, close }: { readonly backup: Backup; readonly close: () => void }) {
  const { t, format } = useText();
  const [problem, setProblem] = useState<string | null>(null);
  async function restore(): Promise<void> {
    const result = await ask('backup.restore', { name: backup.name });
    setProblem(result.ok ? null : refusalText(result.refusal));
  }
  return (
    <div className="settings-form" role="group" aria-label={t('settings.restore')}>
      <p>{t('settings.restoreSure', { time: format.dateTime(backup.at) })}</p>
      <Problem>{problem}</Problem>
      <div className="row">
        <Button onPress={() => void restore()}>{t('settings.restore')}</Button>
        <Button onPress={close} autoFocus>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
