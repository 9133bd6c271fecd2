import { useState, type FormEvent } from 'react';
import { secret as secretRule } from '../../electron/session/session.ts';
import { ask, useCommand } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import './session.css';

/** A file without operators: what it is to become, in two steps; nothing is written before the last one. */
export function FirstStart() {
  const { t } = useText();
  const [step, setStep] = useState<'choice' | 'site' | 'administrator'>('choice');
  const [tried, setTried] = useState(false);
  const [siteName, setSiteName] = useState('');
  const [latitude, setLatitude] = useState('44.07');
  const [longitude, setLongitude] = useState('22.10');
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [administrator, setAdministrator] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [sampleProblem, setSampleProblem] = useState<string | null>(null);
  const create = useCommand('session.firstStart');

  async function openSample(): Promise<void> {
    const result = await ask('site.openSample', {});
    setSampleProblem(result.ok ? null : refusalText(result.refusal));
  }

  const north = degrees(latitude, 90);
  const east = degrees(longitude, 180);
  const siteProblem = siteName.trim() === '' || north === null || east === null;
  const weak = !secretRule.safeParse(secret).success;
  const administratorProblem = administrator.trim() === '' || weak || again !== secret;
  const say = (wrong: boolean, key: string): string | null => (tried && wrong ? t(`session.${key}`) : null);

  function send(event: FormEvent): void {
    event.preventDefault();
    const wrong = step === 'site' ? siteProblem : administratorProblem;
    setTried(wrong);
    if (wrong || north === null || east === null) return;
    if (step === 'site') setStep('administrator');
    else void create.run({ siteName, administrator, secret, timeZone, latitude: north, longitude: east });
  }

  if (step === 'choice')
    return (
      <main className="sign-in">
        <section className="panel">
          <h1>{t('session.firstStart.title')}</h1>
          <p className="muted">{t('session.firstStart.help')}</p>
          <div className="choice">
            <p className="muted">{t('session.firstStart.sampleHelp')}</p>
            <Button onPress={() => void openSample()}>{t('session.firstStart.sample')}</Button>
            <Problem>{sampleProblem}</Problem>
          </div>
          <div className="choice">
            <p className="muted">{t('session.firstStart.ownHelp')}</p>
            <Button go autoFocus onPress={() => setStep('site')}>
              {t('session.firstStart.own')}
            </Button>
          </div>
        </section>
      </main>
    );
  return (
    <main className="sign-in">
      <form className="panel" onSubmit={send} noValidate>
        <p className="dim">{t('session.firstStart.step', { step: step === 'site' ? 1 : 2, total: 2 })}</p>
        <h1>{t(step === 'site' ? 'session.firstStart.site' : 'session.firstStart.first')}</h1>
        {step === 'site' ? (
          <fieldset key="site">
            <Field
              label={t('session.firstStart.siteName')}
              value={siteName}
              onChange={setSiteName}
              problem={say(siteName.trim() === '', 'firstStart.nameNeeded')}
              autoFocus
            />
            <div className="pair">
              <Field
                label={t('session.firstStart.latitude')}
                value={latitude}
                onChange={setLatitude}
                problem={say(north === null, 'firstStart.badLatitude')}
              />
              <Field
                label={t('session.firstStart.longitude')}
                value={longitude}
                onChange={setLongitude}
                problem={say(east === null, 'firstStart.badLongitude')}
              />
            </div>
            <p className="dim">{t('session.firstStart.coordinatesHelp')}</p>
            <Field
              label={t('session.firstStart.timeZone')}
              help={t('session.firstStart.zoneHelp')}
              value={timeZone}
              onChange={setTimeZone}
            />
          </fieldset>
        ) : (
          <fieldset key="administrator">
            <Field
              label={t('session.firstStart.administrator')}
              value={administrator}
              onChange={setAdministrator}
              problem={say(administrator.trim() === '', 'firstStart.administratorNeeded')}
              autoFocus
            />
            <Field
              label={t('session.secret')}
              help={t('session.secretHelp')}
              type="password"
              value={secret}
              onChange={setSecret}
              problem={say(weak, 'firstStart.secretWeak')}
            />
            <Field
              label={t('session.secretAgain')}
              type="password"
              value={again}
              onChange={setAgain}
              problem={say(again !== secret, 'secretDiffers')}
            />
            <Problem>{create.problem}</Problem>
          </fieldset>
        )}
        <div className="row">
          <Button onPress={() => setStep(step === 'site' ? 'choice' : 'site')}>{t('common.back')}</Button>
          <Button go type="submit" isDisabled={create.pending}>
            {t(step === 'site' ? 'common.next' : 'session.firstStart.create')}
          </Button>
        </div>
      </form>
    </main>
  );
}

/** Degrees as people type them, with a point or a comma; null when it is no such angle. */
function degrees(text: string, most: number): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) || Math.abs(value) > most ? null : value;
}
