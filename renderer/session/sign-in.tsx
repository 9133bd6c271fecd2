import { useState, type FormEvent } from 'react';
import type { Operator, SeatState, SiteInfo } from '../../electron/session/session.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Who is at this seat? On a locked seat only its own operator, or another who takes over. */
export function SignIn({ site, seat }: { readonly site: SiteInfo; readonly seat: SeatState }) {
  const { t, format } = useText();
  const operators = useQueryOf('session.operators', {}, { nouns: ['operator'] }).data ?? [];
  const [chosen, choose] = useState<Operator | null>(seat.kind === 'locked' ? seat.operator : null);
  const demo = useCommand('session.signInDemo');
  return (
    <main className="sign-in" id="screen">
      <section className="panel">
        <h1>{seat.kind === 'locked' ? t('session.locked') : t('session.signInTitle')}</h1>
        {seat.kind === 'locked' && (
          <p className="muted">
            {t('session.lockedBy', { name: seat.operator.name, time: format.time(seat.since) })} {t('session.lockedHelp')}
          </p>
        )}
        {site.sample && <p className="muted">{t('session.sample.help')}</p>}
        <ul className="operators">
          {operators.map((operator) => (
            <li key={operator.id}>
              <Button
                className={chosen?.id === operator.id ? 'chosen' : ''}
                onPress={() => (site.sample ? void demo.run({ operatorId: operator.id }) : choose(operator))}
              >
                <span>{operator.name}</span>
                <span className="dim">{t(`role.${operator.role}`)}</span>
              </Button>
            </li>
          ))}
        </ul>
        <Problem>{demo.problem}</Problem>
        {!site.sample && chosen && <Secret key={chosen.id} operator={chosen} />}
      </section>
    </main>
  );
}

function Secret({ operator }: { readonly operator: Operator }) {
  const { t } = useText();
  const [secret, setSecret] = useState('');
  const signIn = useCommand('session.signIn');
  function send(event: FormEvent): void {
    event.preventDefault();
    void signIn.run({ operatorId: operator.id, secret });
  }
  return (
    <form onSubmit={send}>
      <Field label={t('session.secret')} type="password" value={secret} onChange={setSecret} autoFocus problem={signIn.problem} />
      <Button go type="submit" isDisabled={signIn.pending || secret === ''}>
        {t('session.signIn')}
      </Button>
    </form>
  );
}
