import { useMemo, useState } from 'react';
import { actionShows, type ActionLine, type ActionShow } from '../../electron/action/action.ts';
import { incidentNumber } from '../../electron/incident/incident.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { ActionDetail } from './action-detail.tsx';
import { ActionState } from './action-state.tsx';
import type { ActionStep } from './action-steps.tsx';
import { RaiseAction } from './raise-action.tsx';
import './action.css';

const stepKeys: Readonly<Record<string, ActionStep>> = {
  d: 'done',
  v: 'verify',
  e: 'change',
  w: 'withdraw',
};
/** What changes a line besides the action itself. */
const nouns = ['drill', 'drillType', 'incident', 'operator'];

/** All corrective actions of the site, first due first; the steps of one beside them. */
export default function ActionsScreen({ id }: { readonly id?: string }) {
  const { t, format, nameOf } = useText();
  const [show, setShow] = useState<ActionShow>('open');
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(50);
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [step, setStep] = useState<ActionStep | null>(null);
  const [raising, setRaising] = useState(false);
  const mayRaise = useMay('action.raise');
  const counts = useQueryOf('action.counts', {}).data;
  const page = useQueryOf('action.page', { show, text, limit }, { nouns }).data;
  const rows = page?.rows ?? [];
  const line = rows.find((row) => row.id === chosen) ?? rows[0] ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.id),
    line?.id ?? null,
    (actionId) => {
      if (actionId !== line?.id) setStep(null);
      setChosen(actionId);
    },
    (event) => {
      const key = event.key.toLowerCase();
      const wanted = stepKeys[key];
      if (wanted !== undefined) setStep(wanted);
      else if (key === 'n' && mayRaise) setRaising(true);
      else return;
      event.preventDefault();
    },
  );
  useIntent('action.raise', () => setRaising(true));
  useIntent('action.verify', () => setShow('toVerify'));
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'action.raise', title: 'action.raise', name: 'action.raise', run: () => setRaising(true) },
      ...(['done', 'verify', 'change', 'withdraw'] as const).map((one) => ({
        id: `action.${one}`,
        title: `action.${one}`,
        name: `action.${one}` as const,
        run: () => setStep(one),
      })),
      ...actionShows.map((one) => ({
        id: `action.show.${one}`,
        title: `action.show.${one}`,
        also: 'actions',
        run: () => setShow(one),
      })),
    ],
    [],
  );
  useCommands(commands);
  return (
    <div className="actions-screen">
      <Panel title={t('action.title')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad actions-find">
          <div className="row" role="group" aria-label={t('action.show.label')}>
            {actionShows.map((one) => (
              <Button
                key={one}
                aria-pressed={show === one}
                onPress={() => {
                  setShow(one);
                  setChosen(null);
                }}
              >
                {t(`action.show.${one}`)} <span className="dim">{format.number(counts?.[one] ?? 0)}</span>
              </Button>
            ))}
            {mayRaise && (
              <Button onPress={() => setRaising(true)}>
                {t('action.raise')} <kbd className="kbd">N</kbd>
              </Button>
            )}
          </div>
          <Field label={t('common.filter')} value={text} onChange={setText} />
        </div>
        {page && rows.length === 0 ? (
          <Empty>{text === '' ? t(`action.none.${show}`) : t('common.nothingFound', { text })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list" role="grid" aria-label={t('action.title')}>
              <thead>
                <tr>
                  <th scope="col">{t('action.due')}</th>
                  <th scope="col">{t('action.text')}</th>
                  <th scope="col">{t('action.owner')}</th>
                  <th scope="col">{t('action.stateHead')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <td className="nowrap">{format.date(`${row.dueOn}T12:00:00.000Z`)}</td>
                    <td>
                      {row.text}
                      <div className="muted">{from(row, nameOf)}</div>
                    </td>
                    <td>{row.owner}</td>
                    <td className="nowrap">
                      <ActionState action={row} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {page && page.next !== null && limit < 200 && (
              <div className="pad">
                <Button onPress={() => setLimit(Math.min(200, limit + 50))}>{t('common.more')}</Button>
              </div>
            )}
          </div>
        )}
      </Panel>
      {raising ? (
        <Panel title={t('action.raise')}>
          <div className="scroll pad">
            <RaiseAction
              origin={{}}
              autoFocus
              onRaised={() => setRaising(false)}
              onCancel={() => setRaising(false)}
            />
          </div>
        </Panel>
      ) : (
        <ActionDetail line={line} step={step} onStep={setStep} />
      )}
    </div>
  );
}

/** Where it comes from, in a few words. */
function from(line: ActionLine, nameOf: ReturnType<typeof useText>['nameOf']): string {
  return [
    line.incident && incidentNumber(line.incident),
    line.drill && `${nameOf(line.drill.type)}, ${nameOf(line.drill.place)}`,
    line.drill?.objective && nameOf(line.drill.objective),
  ]
    .filter(Boolean)
    .join(' · ');
}
