import { useState, type FormEvent } from 'react';
import { useCommand } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** A new site file has no operators yet: name the site and its first administrator. */
export function FirstStart() {
  const { t } = useText();
  const [siteName, setSiteName] = useState('');
  const [administrator, setAdministrator] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [latitude, setLatitude] = useState('44.07');
  const [longitude, setLongitude] = useState('22.10');
  const create = useCommand('session.firstStart');
  const differs = again !== '' && again !== secret;
  function send(event: FormEvent): void {
    event.preventDefault();
    if (again !== secret) return;
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    void create.run({
      siteName,
      administrator,
      secret,
      timeZone,
      latitude: Number(latitude),
      longitude: Number(longitude),
    });
  }
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={send}>
        <h1>{t('session.firstStart.title')}</h1>
        <p className="muted">{t('session.firstStart.help')}</p>
        <Field label={t('session.firstStart.siteName')} value={siteName} onChange={setSiteName} autoFocus />
        <Field label={t('session.firstStart.latitude')} value={latitude} onChange={setLatitude} />
        <Field label={t('session.firstStart.longitude')} value={longitude} onChange={setLongitude} />
        <Field
          label={t('session.firstStart.administrator')}
          value={administrator}
          onChange={setAdministrator}
        />
        <Field
          label={t('session.secret')}
          help={t('session.secretHelp')}
          type="password"
          value={secret}
          onChange={setSecret}
        />
        <Field
          label={t('session.secretAgain')}
          type="password"
          value={again}
          onChange={setAgain}
          problem={differs ? t('session.secretDiffers') : null}
        />
        <Problem>{create.problem}</Problem>
        <Button go type="submit" isDisabled={create.pending || differs}>
          {t('session.firstStart.create')}
        </Button>
      </form>
    </main>
  );
}
