import { useMemo, useState } from 'react';
import type { DutyDone, DutyOfItem } from '../../electron/duty/duty.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { go } from '../router.tsx';
import { ReportFault } from '../work/report-fault.tsx';
import { CheckForm, type CheckEvidence } from './check-form.tsx';
import { useDutyWords } from './duty-words.ts';
import './duty.css';

/** What recurs for one item: each duty with its last and next day, and what was done. */
export function ItemDuties({ itemId, retired }: { readonly itemId: string; readonly retired: boolean }) {
  const { t, format } = useText();
  const may = useMay('duty.complete');
  const duties = useQueryOf('duty.ofItem', { itemId }, { nouns: ['dutyRule', 'equipment'] }).data;
  const orders = useQueryOf('work.page', { itemId, states: ['open', 'waiting', 'done'] }).data?.rows ?? [];
  const complete = useCommand('duty.complete');
  const use = useCommand('duty.use');
  const [form, setForm] = useState<{ id: string; result: 'pass' | 'fail' } | null>(null);
  const [told, setTold] = useState('');
  const [reporting, setReporting] = useState(false);
  const able = may && !retired;
  const uses = duties?.some(({ rule }) => rule.uses !== null || rule.beforeUse) ?? false;

  const commands = useMemo<readonly Command[]>(
    () =>
      able
        ? [{ id: 'work.open', title: 'work.report', name: 'work.open', run: () => setReporting(true) }]
        : [],
    [able, setReporting],
  );
  useCommands(commands);

  async function send(duty: DutyOfItem, result: 'pass' | 'fail', evidence: CheckEvidence): Promise<void> {
    const sent = await complete.run({ dutyId: duty.id, version: duty.version, result, ...evidence });
    if (sent.ok) setForm(null);
  }
  async function recordUse(): Promise<void> {
    const sent = await use.run({ itemId });
    if (sent.ok) setTold(t('duty.usedSo'));
  }

  return (
    <section className="item-duties" aria-label={t('duty.duties')}>
      <h3>{t('duty.duties')}</h3>
      {duties?.length === 0 && <p className="dim">{t('duty.none')}</p>}
      <ul>
        {duties?.map((duty) => (
          <li key={duty.id}>
            <DutyFacts duty={duty} />
            {able && form?.id !== duty.id && (
              <div className="row">
                <Button onPress={() => setForm({ id: duty.id, result: 'pass' })}>{t('duty.passKey')}</Button>
                <Button onPress={() => setForm({ id: duty.id, result: 'fail' })}>{t('duty.failKey')}</Button>
              </div>
            )}
            {form?.id === duty.id && (
              <CheckForm
                checklist={form.result === 'fail' ? duty.rule.checklist : []}
                withDay
                submit={t(form.result === 'pass' ? 'duty.savePass' : 'duty.saveFail')}
                problem={complete.problem}
                pending={complete.pending}
                onSend={(evidence) => void send(duty, form.result, evidence)}
                onCancel={() => setForm(null)}
              />
            )}
          </li>
        ))}
      </ul>
      {orders.map(({ id, number, state }) => (
        <p key={id}>
          <button type="button" className="link" onClick={() => go('work', id)}>
            ▲ {t('work.order', { number })}
          </button>{' '}
          <span className="muted">{t(`work.state.${state}`)}</span>
        </p>
      ))}
      {able && (
        <div className="row">
          {uses && <Button onPress={() => void recordUse()}>{t('duty.used')}</Button>}
          {!reporting && <Button onPress={() => setReporting(true)}>{t('work.report')}</Button>}
          <span role="status" className="muted">
            {told}
          </span>
        </div>
      )}
      <Problem>{use.problem}</Problem>
      {reporting && <ReportFault itemId={itemId} done={() => setReporting(false)} />}
      <h3>{t('duty.history')}</h3>
      <Done itemId={itemId} duties={duties ?? []} format={format.date} />
    </section>
  );
}

function DutyFacts({ duty }: { readonly duty: DutyOfItem }) {
  const { t, format } = useText();
  const { ruleName, recurs } = useDutyWords();
  const today = useToday();
  const { dueOn, failedOn, lastDoneOn, rule } = duty;
  const late = dueOn !== null && dueOn < today;
  return (
    <div className="duty-facts">
      <b>{ruleName(rule)}</b>
      <span className={failedOn !== null ? 't2' : late ? 't3' : ''}>
        {failedOn !== null
          ? `▲ ${t('duty.failedSince', { day: format.date(failedOn) })}`
          : dueOn === null
            ? t('duty.notDue')
            : `${late ? '● ' : ''}${format.date(dueOn)}`}
      </span>
      <small className="dim">
        {[recurs(rule), [rule.standard, rule.edition].filter(Boolean).join(':')].filter(Boolean).join(' · ')}
      </small>
      <small className="dim">
        {t('duty.lastDone')}: {lastDoneOn === null ? t('duty.never') : format.date(lastDoneOn)}
      </small>
    </div>
  );
}

function Done(props: {
  readonly itemId: string;
  readonly duties: readonly DutyOfItem[];
  readonly format: (day: string) => string;
}) {
  const { t, nameOf } = useText();
  const { ruleName } = useDutyWords();
  const [limit, setLimit] = useState(8);
  const page = useQueryOf('duty.history', { itemId: props.itemId, limit }).data;
  if (!page) return null;
  const lines = (done: DutyDone): string => {
    const checklist = props.duties.find(({ ruleId }) => ruleId === done.ruleId)?.rule.checklist ?? [];
    return done.lines
      .filter(({ ok }) => !ok)
      .map(({ line, note }) => {
        const text = checklist[line];
        return [text ? nameOf(text) : '', note].filter(Boolean).join(': ');
      })
      .join(' · ');
  };
  return (
    <>
      {page.rows.length === 0 && <p className="dim">{t('duty.noHistory')}</p>}
      <ul className="row-history">
        {page.rows.map((done) => {
          const duty = props.duties.find(({ ruleId }) => ruleId === done.ruleId);
          const words = [lines(done), done.note].filter(Boolean).join(' · ');
          return (
            <li key={done.id}>
              <span className="dim">{props.format(done.doneOn)}</span> {duty ? ruleName(duty.rule) : ''}{' '}
              <span className={done.result === 'fail' ? 't2' : 'muted'}>
                {done.result === 'fail' ? `▲ ${t('duty.fail')}` : t('duty.pass')}
              </span>{' '}
              <span className="dim">{done.by}</span>
              {words !== '' && <div className="muted">{words}</div>}
            </li>
          );
        })}
      </ul>
      {page.next !== null && (
        <Button onPress={() => setLimit(Math.min(200, limit + 40))}>{t('duty.older')}</Button>
      )}
    </>
  );
}
