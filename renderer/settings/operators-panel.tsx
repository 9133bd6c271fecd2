import { useState, type FormEvent } from 'react';
import { roles, type OperatorLine, type Role } from '../../electron/session/session.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { OperatorPerson } from './operator-person.tsx';

/** Who may sign in: added, given a new secret, retired; never deleted, the record names them. */
export function OperatorsPanel({ sample }: { readonly sample: boolean }) {
  const { t } = useText();
  const page = useQueryOf('operator.page', {}, { nouns: ['operator', 'signInFailure', 'seat'] }).data;
  const [open, setOpen] = useState<{ id: string; what: 'retire' | 'secret' | 'person' } | null>(null);
  return (
    <Panel title={t('settings.operators')} aside={page?.rows.filter(({ retiredAt }) => !retiredAt).length}>
      <ul className="settings-list">
        {page?.rows.map((operator) => (
          <li key={operator.id}>
            <div className="row">
              <span className={operator.retiredAt === null ? '' : 'dim'}>{operator.name}</span>
              <span className="dim">{t(`role.${operator.role}`)}</span>
              <State operator={operator} />
              <span className="grow" />
              {operator.retiredAt === null && (
                <>
                  <Button
                    aria-expanded={open?.id === operator.id && open.what === 'person'}
                    onPress={() => setOpen({ id: operator.id, what: 'person' })}
                  >
                    {operator.personId === null && <span aria-hidden>▲ </span>}
                    {t('settings.person')}
                  </Button>
                  <Button
                    aria-expanded={open?.id === operator.id && open.what === 'secret'}
                    onPress={() => setOpen({ id: operator.id, what: 'secret' })}
                  >
                    {t('settings.resetSecret')}
                  </Button>
                  <Button
                    aria-expanded={open?.id === operator.id && open.what === 'retire'}
                    onPress={() => setOpen({ id: operator.id, what: 'retire' })}
                  >
                    {t('settings.retire')}
                  </Button>
                </>
              )}
            </div>
            {open?.id === operator.id && open.what === 'retire' && operator.retiredAt === null && (
              <Retire operator={operator} close={() => setOpen(null)} />
            )}
            {open?.id === operator.id && open.what === 'person' && (
              <OperatorPerson operator={operator} close={() => setOpen(null)} />
            )}
            {open?.id === operator.id && open.what === 'secret' && (
              <Reset operator={operator} close={() => setOpen(null)} />
            )}
          </li>
        ))}
      </ul>
      <Add sample={sample} />
    </Panel>
  );
}

function State({ operator }: { readonly operator: OperatorLine }) {
  const { t, format } = useText();
  if (operator.retiredAt !== null) return <span className="dim">{t('settings.retired')}</span>;
  if (operator.blockedUntil === null) return null;
  return (
    <span className="dim">▲ {t('settings.blocked', { time: format.dateTime(operator.blockedUntil) })}</span>
  );
}

function Retire({ operator, close }: { readonly operator: OperatorLine; readonly close: () => void }) {
  const { t } = useText();
  const retire = useCommand('operator.retire');
  async function send(): Promise<void> {
    const result = await retire.run({ operatorId: operator.id, version: operator.version });
    if (result.ok) close();
  }
  return (
    <div className="settings-form" role="group" aria-label={t('settings.retire')}>
      <p>{t('settings.retireSure', { name: operator.name })}</p>
      <Problem>{retire.problem}</Problem>
      <div className="row">
        <Button onPress={() => void send()} isDisabled={retire.pending} autoFocus>
          {t('settings.retire')}
        </Button>
        <Button onPress={close}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}

function Reset({ operator, close }: { readonly operator: OperatorLine; readonly close: () => void }) {
  const { t } = useText();
  const [secret, setSecret] = useState('');
  const [done, setDone] = useState(false);
  const reset = useCommand('operator.resetSecret');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await reset.run({ operatorId: operator.id, version: operator.version, secret });
    if (!result.ok) return;
    setSecret('');
    setDone(true);
  }
  return (
    <form className="settings-form" onSubmit={(event) => void send(event)}>
      <Field
        label={t('settings.resetSecret')}
        help={t('session.secretHelp')}
        type="password"
        value={secret}
        onChange={setSecret}
        problem={reset.problem}
        autoFocus
      />
      {done && <p role="status">✓ {t('settings.secretReset', { name: operator.name })}</p>}
      <div className="row">
        <Button type="submit" isDisabled={reset.pending || secret === ''}>
          {t('common.save')}
        </Button>
        <Button onPress={close}>{t('common.close')}</Button>
      </div>
    </form>
  );
}

function Add({ sample }: { readonly sample: boolean }) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('coordinator');
  const [secret, setSecret] = useState('');
  const create = useCommand('operator.create');
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await create.run({ name, role, secret: secret === '' && sample ? null : secret });
    if (!result.ok) return;
    setName('');
    setSecret('');
  }
  return (
    <form
      className="pad settings-form"
      aria-label={t('settings.addOperator')}
      onSubmit={(event) => void send(event)}
    >
      <Field label={t('settings.name')} value={name} onChange={setName} />
      <Choice
        label={t('settings.role')}
        value={role}
        of={roles.map((each) => ({ value: each, label: t(`role.${each}`) }))}
        onChange={setRole}
      />
      <Field
        label={t('session.secret')}
        help={t('session.secretHelp')}
        type="password"
        value={secret}
        onChange={setSecret}
      />
      <Problem>{create.problem}</Problem>
      <Button type="submit" isDisabled={create.pending || name.trim() === '' || (secret === '' && !sample)}>
        {t('settings.addOperator')}
      </Button>
    </form>
  );
}
