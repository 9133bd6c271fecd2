import { useState, type FormEvent } from 'react';
import type { SiteInfo } from '../../electron/session/session.ts';
import { useCommand } from '../api.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** What holds for every seat of the site. Mount it anew when the site's version changes. */
export function SitePanel({ site }: { readonly site: SiteInfo }) {
  const { t } = useText();
  const [name, setName] = useState(site.name);
  const [timeZone, setTimeZone] = useState(site.timeZone);
  const [idle, setIdle] = useState(String(site.idleMinutes));
  const change = useCommand('site.change');
  const idleMinutes = Number(idle);
  const idleWrong = !Number.isInteger(idleMinutes) || idleMinutes < 1 || idleMinutes > 240;
  const same = name === site.name && timeZone === site.timeZone && idleMinutes === site.idleMinutes;
  function send(event: FormEvent): void {
    event.preventDefault();
    if (!idleWrong) void change.run({ version: site.version, name, timeZone, idleMinutes });
  }
  return (
    <Panel title={t('settings.site')}>
      <form className="pad settings-form" onSubmit={send}>
        <Field label={t('settings.siteName')} value={name} onChange={setName} />
        <Field
          label={t('settings.timeZone')}
          help={t('session.firstStart.zoneHelp')}
          value={timeZone}
          onChange={setTimeZone}
        />
        <Field
          label={t('settings.idleMinutes')}
          help={t('settings.idleHelp')}
          value={idle}
          onChange={setIdle}
          problem={idleWrong ? t('settings.idleWrong') : null}
        />
        <p className="dim">
          {t('settings.file')}: {site.file}
        </p>
        <Problem>{change.problem}</Problem>
        <Button type="submit" isDisabled={change.pending || idleWrong || same || name.trim() === ''}>
          {t('common.save')}
        </Button>
      </form>
    </Panel>
  );
}
