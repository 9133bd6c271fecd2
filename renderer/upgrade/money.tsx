import { useState } from 'react';
import { moneyKinds, type Money, type MoneyKind, type UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useToday } from '../ui/today.ts';
import { minorOf } from '../ui/money.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

interface Props {
  readonly line: UpgradeLine;
  readonly done: () => void;
}

/** An order or an invoice. When it goes over the budget the refusal says by how much, and a field for the reason opens. */
export function EnterMoney({ line, done }: Props) {
  const { t, language } = useText();
  const today = useToday();
  const enter = useCommand('upgrade.enterMoney');
  const [kind, setKind] = useState<MoneyKind>('committed');
  const [phaseId, setPhaseId] = useState(line.phaseId ?? '');
  const [typed, setTyped] = useState({ amount: '', what: '', paidOn: today, overReason: '' });
  const [wrong, setWrong] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));

  async function send(): Promise<void> {
    const label = t('upgrade.field.amount', { currency: line.currency });
    const amountMinor = minorOf(typed.amount, line.currency, language);
    setWrong(amountMinor === null ? t('upgrade.notMoney', { field: label }) : null);
    if (amountMinor === null) return;
    const result = await enter.run({
      upgradeId: line.id,
      phaseId: phaseId === '' ? null : phaseId,
      kind,
      amountMinor,
      what: typed.what,
      paidOn: typed.paidOn,
      overReason: typed.overReason.trim() === '' ? null : typed.overReason,
    });
    if (result.ok) done();
    else if (result.refusal.refused === 'upgradeOverBudget') setOver(true);
  }

  return (
    <ShortForm
      title={t('upgrade.form.money', { key: line.key })}
      problem={wrong ?? enter.problem}
      pending={enter.pending}
      send={send}
      done={done}
    >
      <Field
        label={t('upgrade.field.amount', { currency: line.currency })}
        value={typed.amount}
        onChange={change('amount')}
        autoFocus
      />
      <Choice
        label={t('upgrade.field.kind')}
        value={kind}
        of={moneyKinds.map((value) => ({ value, label: t(`upgrade.kind.${value}`) }))}
        onChange={setKind}
      />
      <Field label={t('upgrade.field.what')} value={typed.what} onChange={change('what')} />
      <Field label={t('upgrade.field.paidOn')} type="date" value={typed.paidOn} onChange={change('paidOn')} />
      <Choice
        label={t('upgrade.phase')}
        value={phaseId}
        of={[
          { value: '', label: t('common.none') },
          ...line.phases.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setPhaseId}
      />
      {over && (
        <Field
          label={t('upgrade.field.overReason')}
          value={typed.overReason}
          onChange={change('overReason')}
        />
      )}
    </ShortForm>
  );
}

/** The sums against the budget, and the lines they are made of. */
export function MoneyLines({
  line,
  onStrike,
}: {
  readonly line: UpgradeLine;
  readonly onStrike: (money: Money) => void;
}) {
  const { t, format } = useText();
  const may = useMay('upgrade.strikeMoney');
  const page = useQueryOf('upgrade.money', { upgradeId: line.id }, { nouns: ['upgradeMoney'] }).data;
  const money = (minor: number): string => format.money(minor, line.currency);
  const left = line.budgetMinor - Math.max(line.committedMinor, line.spentMinor);
  const phase = (id: string | null): string => line.phases.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <dl className="up-sums">
        {(
          [
            ['budget', line.budgetMinor],
            ['committed', line.committedMinor],
            ['spent', line.spentMinor],
          ] as const
        ).map(([name, minor]) => (
          <div key={name}>
            <dt>{t(`upgrade.${name}`)}</dt>
            <dd>{money(minor)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('upgrade.left')}</dt>
          <dd className={left < 0 ? 't2' : ''}>
            {left < 0 ? `▲ ${t('upgrade.over', { amount: money(-left) })}` : money(left)}
          </dd>
        </div>
      </dl>
      {page?.rows.length === 0 && <p className="muted">{t('upgrade.noLines')}</p>}
      <ul className="up-lines">
        {page?.rows.map((one) => (
          <li key={one.id} data-struck={one.struckReason !== null || undefined}>
            <span className="dim">{format.date(one.paidOn)}</span>
            <span>
              <span className="words">{one.what}</span>{' '}
              <span className="muted">
                {[t(`upgrade.${one.kind}`), phase(one.phaseId), one.enteredBy].filter(Boolean).join(' · ')}
              </span>
              {one.overReason !== null && <div className="t3">● {one.overReason}</div>}
              {one.struckReason !== null && (
                <div className="dim">{t('upgrade.struck', { reason: one.struckReason })}</div>
              )}
            </span>
            <span className="number">{money(one.amountMinor)}</span>
            {may && one.struckReason === null ? (
              <Button aria-label={`${t('upgrade.do.strike')}: ${one.what}`} onPress={() => onStrike(one)}>
                ×
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function StrikeMoney({ money, done }: { readonly money: Money; readonly done: () => void }) {
  const { t } = useText();
  const strike = useCommand('upgrade.strikeMoney');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    const result = await strike.run({ id: money.id, version: money.version, reason });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('upgrade.form.strike', { what: money.what })}
      problem={strike.problem}
      pending={strike.pending}
      action={t('upgrade.do.strike')}
      send={send}
      done={done}
    >
      <Field label={t('upgrade.field.reason')} value={reason} onChange={setReason} autoFocus />
    </ShortForm>
  );
}
