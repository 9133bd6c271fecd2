import { useState } from 'react';
import type { Phase, UpgradeLine } from '../../electron/upgrade/upgrade.ts';
import { call, useCommand, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useToday } from '../ui/today.ts';
import { minorOf } from '../ui/money.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

const texts = ['title', 'why', 'fromMake', 'fromModel', 'toMake', 'toModel', 'supplier'] as const;

/** A new programme, or one that is changed; `done` hears its id, or null when nothing was saved. */
export function WriteUpgrade({
  line,
  done,
}: {
  readonly line: UpgradeLine | null;
  readonly done: (id: string | null) => void;
}) {
  const { t, nameOf, language } = useText();
  const today = useToday();
  const add = useCommand('upgrade.add');
  const edit = useCommand('upgrade.edit');
  const categories = useQueryOf('category.all', { kind: 'item' }).data ?? [];
  const [typed, setTyped] = useState({
    key: line?.key ?? '',
    title: line?.title ?? '',
    why: line?.why ?? '',
    fromCategoryId: line?.fromCategoryId ?? '',
    fromMake: line?.fromMake ?? '',
    fromModel: line?.fromModel ?? '',
    toMake: line?.toMake ?? '',
    toModel: line?.toModel ?? '',
    supplier: line?.supplier ?? '',
    budget: '',
    currency: line?.currency ?? 'RSD',
    startsOn: line?.startsOn ?? today,
    dueOn: line?.dueOn ?? '',
    phases: '',
  });
  const [wrong, setWrong] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<UpgradeLine | null>(null);
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  const field = (
    name: Exclude<keyof typeof typed, 'fromCategoryId' | 'phases'>,
    label: string,
    type?: string,
  ) => (
    <Field
      label={label}
      value={typed[name]}
      onChange={change(name)}
      {...(type === undefined ? {} : { type })}
      autoFocus={name === (line ? 'title' : 'key')}
    />
  );

  async function send(): Promise<void> {
    const { key, budget, currency, phases, fromCategoryId, ...head } = typed;
    const given = { ...head, fromCategoryId: fromCategoryId === '' ? null : fromCategoryId };
    if (line) {
      const result = await edit.run({ id: line.id, version: theirs?.version ?? line.version, ...given });
      if (result.ok) done(result.value.id);
      else if (result.refusal.refused === 'conflict') setTheirs(await call('upgrade.byId', { id: line.id }));
      return;
    }
    const code = currency.trim().toUpperCase();
    const budgetMinor = minorOf(budget, code, language);
    const read = readPhases(phases);
    setWrong(
      budgetMinor === null
        ? t('upgrade.notMoney', { field: t('upgrade.field.budget') })
        : typeof read === 'string'
          ? t('upgrade.notPhase', { line: read })
          : null,
    );
    if (budgetMinor === null || typeof read === 'string') return;
    const result = await add.run({ key, ...given, budgetMinor, currency: code, phases: read });
    if (result.ok) done(result.value.id);
  }

  const approved = line !== null && line.state !== 'draft';
  return (
    <ShortForm
      title={line ? t('upgrade.form.edit', { key: line.key }) : t('upgrade.form.add')}
      problem={theirs ? null : (wrong ?? add.problem ?? edit.problem)}
      pending={add.pending || edit.pending}
      {...(theirs ? { action: t('upgrade.takeYours') } : {})}
      send={send}
      done={() => done(null)}
    >
      {!line && field('key', t('upgrade.field.key'))}
      {field('title', t('upgrade.field.title'))}
      <div className="all">
        <Field label={t('upgrade.why')} value={typed.why} onChange={change('why')} lines={2} />
      </div>
      {!approved && (
        <>
          <Choice
            label={t('upgrade.field.category')}
            value={typed.fromCategoryId}
            of={[
              { value: '', label: t('upgrade.anyCategory') },
              ...categories.map(({ id, names }) => ({ value: id, label: nameOf(names) })),
            ]}
            onChange={change('fromCategoryId')}
          />
          {field('fromMake', t('upgrade.field.fromMake'))}
          {field('fromModel', t('upgrade.field.fromModel'))}
          {field('toMake', t('upgrade.field.toMake'))}
          {field('toModel', t('upgrade.field.toModel'))}
        </>
      )}
      {field('supplier', t('upgrade.supplier'))}
      {!line && field('budget', t('upgrade.field.budget'))}
      {!line && field('currency', t('upgrade.field.currency'))}
      {field('startsOn', t('upgrade.field.startsOn'), 'date')}
      {field('dueOn', t('upgrade.field.dueOn'), 'date')}
      {!line && (
        <div className="all">
          <Field
            label={t('upgrade.field.phases')}
            value={typed.phases}
            onChange={change('phases')}
            lines={3}
          />
        </div>
      )}
      {theirs && <Both mine={typed} theirs={theirs} keep={() => done(theirs.id)} />}
    </ShortForm>
  );
}

/** What somebody else saved meanwhile, beside what was typed: only what differs. */
function Both({
  mine,
  theirs,
  keep,
}: {
  readonly mine: Readonly<Record<(typeof texts)[number] | 'startsOn' | 'dueOn', string>>;
  readonly theirs: UpgradeLine;
  readonly keep: () => void;
}) {
  const { t } = useText();
  const fields = [...texts, 'startsOn', 'dueOn'] as const;
  const label = (name: (typeof fields)[number]): string =>
    name === 'why' || name === 'supplier' ? t(`upgrade.${name}`) : t(`upgrade.field.${name}`);
  return (
    <div className="conflict all" role="alert">
      <p>{t('upgrade.both')}</p>
      <table className="list">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('upgrade.yours')}</th>
            <th scope="col">{t('upgrade.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields
            .filter((name) => mine[name] !== theirs[name])
            .map((name) => (
              <tr key={name}>
                <th scope="row">{label(name)}</th>
                <td>{mine[name]}</td>
                <td>{theirs[name]}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <Button onPress={keep}>{t('upgrade.takeTheirs')}</Button>
    </div>
  );
}

/** Phases as they are pasted, one a line; the first line that is none when there is one. */
function readPhases(text: string): Pick<Phase, 'name' | 'startsOn' | 'dueOn'>[] | string {
  const phases: Pick<Phase, 'name' | 'startsOn' | 'dueOn'>[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const parts = /^(.+?)[,;\t]\s*(\d{4}-\d\d-\d\d)[,;\t]\s*(\d{4}-\d\d-\d\d)$/.exec(line);
    if (!parts) return line;
    phases.push({ name: parts[1] ?? '', startsOn: parts[2] ?? '', dueOn: parts[3] ?? '' });
  }
  return phases;
}

interface Props {
  readonly line: UpgradeLine;
  readonly done: () => void;
}

export function StopUpgrade({ line, done }: Props) {
  const { t } = useText();
  const stop = useCommand('upgrade.stop');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    const result = await stop.run({ id: line.id, version: line.version, reason });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('upgrade.form.stop', { key: line.key })}
      problem={stop.problem}
      pending={stop.pending}
      action={t('upgrade.do.stop')}
      send={send}
      done={done}
    >
      <Field label={t('upgrade.field.reason')} value={reason} onChange={setReason} autoFocus />
    </ShortForm>
  );
}

/** Those who approved the budget may change it, with a reason. */
export function SetBudget({ line, done }: Props) {
  const { t, language } = useText();
  const set = useCommand('upgrade.setBudget');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  async function send(): Promise<void> {
    const budgetMinor = minorOf(amount, line.currency, language);
    setWrong(budgetMinor === null ? t('upgrade.notMoney', { field: t('upgrade.field.budget') }) : null);
    if (budgetMinor === null) return;
    const result = await set.run({ id: line.id, version: line.version, budgetMinor, reason });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('upgrade.form.budget', { key: line.key })}
      problem={wrong ?? set.problem}
      pending={set.pending}
      send={send}
      done={done}
    >
      <Field
        label={t('upgrade.field.amount', { currency: line.currency })}
        value={amount}
        onChange={setAmount}
        autoFocus
      />
      <Field label={t('upgrade.field.reason')} value={reason} onChange={setReason} />
    </ShortForm>
  );
}
