import { useState, type FormEvent } from 'react';
import { useCommand } from '../api.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** The operator's own PIN or passphrase; the present one is asked for. */
export function OwnSecretPanel() {
  const { t } = useText();
  const [old, setOld] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [done, setDone] = useState(false);
  const change = useCommand('operator.changeSecret');
  const differs = again !== '' && again !== secret;
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (again !== secret) return;
    const result = await change.run({ old, secret });
    setDone(result.ok);
    if (!result.ok) return;
    setOld('');
    setSecret('');
    setAgain('');
  }
  return (
    <Panel title={t('settings.secret')}>
      <form className="pad settings-form" onSubmit={(event) => void send(event)}>
        <Field label={t('settings.oldSecret')} type="password" value={old} onChange={setOld} />
        <Field
          label={t('settings.newSecret')}
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
        <Problem>{change.problem}</Problem>
        {done && <p role="status">✓ {t('settings.secretChanged')}</p>}
        <Button type="submit" isDisabled={change.pending || old === '' || secret === '' || again !== secret}>
          {t('settings.changeSecret')}
        </Button>
      </form>
    </Panel>
  );
}
