import { useMemo, useState } from 'react';
import {
  unfinished,
  workStates,
  downMinutes,
  type WorkLine,
  type WorkState,
} from '../../electron/work/work.ts';
import { useQueryOf } from '../api.ts';
import { useDutyWords } from '../duty/duty-words.ts';
import { useNow } from '../ui/clock.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { WorkDetail } from './work-detail.tsx';
import type { WorkStep } from './work-steps.tsx';
import './work.css';

type Shown = 'unfinished' | WorkState;
const shownStates: readonly Shown[] = ['unfinished', ...workStates];
const stepKeys: Readonly<Record<string, WorkStep>> = { w: 'wait', d: 'done', v: 'verify' };

/** Work orders by state, what has waited longest first; the steps of one beside them. */
export default function WorkScreen({ id }: { readonly id?: string }) {
  const { t, format } = useText();
  const { ruleName } = useDutyWords();
  const now = new Date(useNow(60_000)).toISOString();
  const [shown, setShown] = useState<Shown>('unfinished');
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(50);
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [step, setStep] = useState<WorkStep | null>(null);
  const counts = useQueryOf('work.counts', {}).data;
  const states = shown === 'unfinished' ? [...unfinished] : [shown];
  const page = useQueryOf('work.page', { states, text, limit }, { nouns: ['equipment'] }).data;
  const rows = page?.rows ?? [];
  const line = chosen ?? rows[0]?.id ?? null;
  const choose = (workId: string): void => {
    if (workId !== line) setStep(null);
    setChosen(workId);
  };
  const keys = useRowKeys(
    rows.map((row) => row.id),
    line,
    choose,
    (event) => {
      const wanted = stepKeys[event.key.toLowerCase()];
      if (wanted === undefined) return;
      event.preventDefault();
      setStep(wanted);
    },
  );
  const commands = useMemo<readonly Command[]>(
    () =>
      (['done', 'wait', 'verify', 'withdraw'] as const).map((one) => ({
        id: `work.${one}`,
        title: `work.${one}`,
        name: `work.${one}`,
        run: () => setStep(one),
      })),
    [setStep],
  );
  useCommands(commands);
  const countOf = (one: Shown): number =>
    counts
      ? one === 'unfinished'
        ? unfinished.reduce((sum, state) => sum + counts[state], 0)
        : counts[one]
      : 0;
  const what = (row: WorkLine): string => {
    const rule = row.ruleKind === null ? '' : ruleName({ kind: row.ruleKind, names: row.ruleNames });
    const cause = row.cause === 'duty' ? rule : t(`work.cause.${row.cause}`);
    return [row.text, row.text === '' || row.cause !== 'report' ? cause : ''].filter(Boolean).join(' · ');
  };

  return (
    <div className="work-screen">
      <Panel title={t('work.title')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad work-find">
          <div className="row" role="group" aria-label={t('work.stateHead')}>
            {shownStates.map((one) => (
              <Button
                key={one}
                aria-pressed={shown === one}
                onPress={() => {
                  setShown(one);
                  setChosen(null);
                }}
              >
                {t(one === 'unfinished' ? 'work.unfinished' : `work.state.${one}`)}{' '}
                <span className="dim">{format.number(countOf(one))}</span>
              </Button>
            ))}
          </div>
          <Field aria-label={t('common.filter')} label={t('common.filter')} value={text} onChange={setText} />
        </div>
        {page && rows.length === 0 ? (
          <Empty>{t('work.none')}</Empty>
        ) : (
          <div className="scroll">
            <table className="list work-list" role="grid" aria-label={t('work.title')}>
              <thead>
                <tr>
                  <th scope="col">{t('work.number')}</th>
                  <th scope="col">{t('work.item')}</th>
                  <th scope="col">{t('work.what')}</th>
                  <th scope="col">{t('work.stateHead')}</th>
                  <th scope="col" className="num">
                    {t('work.downtime')}
                  </th>
                  <th scope="col" className="num cost">
                    {t('work.cost')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <td>
                      <b>{row.number}</b>
                    </td>
                    <td className="nowrap">
                      <b>{row.tag}</b> <span className="dim">{row.place?.key}</span>
                    </td>
                    <td>
                      {what(row)}
                      {row.state === 'waiting' && (
                        <div className="muted">
                          {row.part}
                          {row.partExpectedOn !== null &&
                            ` · ${t('work.expected', { day: format.date(row.partExpectedOn) })}`}
                        </div>
                      )}
                    </td>
                    <td className={row.state === 'open' ? 't3 nowrap' : 'muted'}>
                      {row.state === 'open' && <span aria-hidden>● </span>}
                      {t(`work.state.${row.state}`)}
                    </td>
                    <td className="num nowrap">{format.span(downMinutes(row, now))}</td>
                    <td className="num nowrap muted cost">
                      {row.costMinor > 0 && format.money(row.costMinor, row.currency)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {page && page.next !== null && (
              <div className="pad">
                <Button onPress={() => setLimit(Math.min(200, limit + 50))}>{t('common.more')}</Button>
              </div>
            )}
          </div>
        )}
      </Panel>
      {line === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('work.choose')}</Empty>
        </Panel>
      ) : (
        <WorkDetail key={line} id={line} step={step} onStep={setStep} />
      )}
    </div>
  );
}
