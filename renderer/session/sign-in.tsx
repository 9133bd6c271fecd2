import { useState, type FormEvent } from 'react';
import type { Operator, SeatState, SiteInfo } from '../../electron/session/session.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import './session.css';

/** Who is at this seat? On a locked seat its own operator first, or another who takes over. */
export function SignIn({ site, seat }: { readonly site: SiteInfo; readonly seat: SeatState }) {
  const { t, format } = useText();
  const all = useQueryOf('session.operators', {}, { nouns: ['operator'] }).data ?? [];
  const own = seat.kind === 'locked' ? seat.operator : null;
  const operators = own ? [own, ...all.filter(({ id }) => id !== own.id)] : all;
  const [chosen, choose] = useState<Operator | null>(own);
  const demo = useCommand('session.signInDemo');
  return (
    <main className="sign-in" id="screen">
      <section className="panel">
        <h1>{own ? t('session.locked') : t('session.signInTitle')}</h1>
        {seat.kind === 'locked' && (
          <p className="muted">
            {t('session.lockedBy', { name: seat.operator.name, time: format.time(seat.since) })}{' '}
            {t('session.lockedHelp')} {t('session.takeOver')}
          </p>
        )}
        {site.sample && <p className="muted">{t('session.sample.help')}</p>}
        <ul className="operators">
          {operators.map((operator, index) => (
            <li key={operator.id}>
              <Button
                className={chosen?.id === operator.id ? 'chosen' : ''}
                autoFocus={site.sample && own !== null && index === 0}
                onPress={() => (site.sample ? void demo.run({ operatorId: operator.id }) : choose(operator))}
              >
                <span>
                  {operator.id === own?.id ? t('session.unlockAs', { name: operator.name }) : operator.name}
                </span>
                <span className="dim">{t(`role.${operator.role}`)}</span>
              </Button>
            </li>
          ))}
        </ul>
        <Problem>{demo.problem}</Problem>
        {!site.sample && chosen && (
          <Secret key={chosen.id} operator={chosen} unlocks={chosen.id === own?.id} />
        )}
      </section>
    </main>
  );
}

function Secret({ operator, unlocks }: { readonly operator: Operator; readonly unlocks: boolean }) {
  const { t } = useText();
  const [secret, setSecret] = useState('');
  const signIn = useCommand('session.signIn');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await signIn.run({ operatorId: operator.id, secret });
    // A wrong one is typed anew, not mended blind.
    if (!result.ok) setSecret('');
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      <Field
        label={t('session.secret')}
        type="password"
        value={secret}
        onChange={setSecret}
        autoFocus
        problem={signIn.problem}
      />
      <Button go type="submit" isDisabled={signIn.pending || secret === ''}>
        {unlocks ? t('session.unlock') : t('session.signIn')}
      </Button>
    </form>
  );
}
