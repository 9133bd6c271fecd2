import './plan.css';
import { useCallback, useMemo, useState } from 'react';
import type { Plan, PlanLine } from '../../electron/plan/plan.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { ComparePlans } from './compare-plans.tsx';
import { EditPlan } from './edit-plan.tsx';
import { ImportPlan } from './import-plan.tsx';
import { PlanDetail } from './plan-detail.tsx';

type Mode =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly from: Plan | null }
  | { readonly kind: 'compare'; readonly plan: Plan }
  | { readonly kind: 'import' };

/** The plans of the site: a list that filters as one types, and the plan chosen beside it, read, written or compared. */
export default function PlansScreen({ id: given }: { readonly id?: string }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(given ?? null);
  const [older, setOlder] = useState<string | null>(given ?? null);
  const [mode, setMode] = useState<Mode>({ kind: 'read' });
  const mayWrite = useMay('plan.add');
  const page = useQueryOf('plan.page', { text, states: ['draft', 'review', 'approved'], limit: 200 }).data;
  const rows = page?.rows ?? [];
  // An edition that is no longer in force is not in the list, and is read all the same when it was asked for.
  const listed = chosen !== null && (rows.some((row) => row.id === chosen) || chosen === older);
  const id = listed ? chosen : (rows[0]?.id ?? null);
  const ids = rows.map((row) => row.id);
  const { rowProps } = useRowKeys(ids, id, setChosen);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'plan.add',
        title: 'plan.new',
        name: 'plan.add',
        run: () => setMode({ kind: 'write', from: null }),
      },
      {
        id: 'plan.import',
        title: 'plan.file.import',
        name: 'plan.import',
        run: () => setMode({ kind: 'import' }),
      },
    ],
    [],
  );
  useCommands(commands);
  const read = useCallback(() => setMode({ kind: 'read' }), []);
  const write = useCallback((from: Plan | null) => setMode({ kind: 'write', from }), []);
  const compare = useCallback((plan: Plan) => setMode({ kind: 'compare', plan }), []);

  const done = (saved: string | null): void => {
    if (saved !== null) setChosen(saved);
    read();
  };

  if (mode.kind === 'write') return <EditPlan key={mode.from?.id ?? 'new'} from={mode.from} onDone={done} />;
  if (mode.kind === 'import') return <ImportPlan onDone={done} />;
  if (mode.kind === 'compare') return <ComparePlans plan={mode.plan} onDone={read} />;
  return (
    <div className="plans">
      <Panel title={t('nav.plans')} aside={page?.total}>
        <div className="pad">
          <Field label={t('plan.list.search')} value={text} onChange={setText} />
        </div>
        {page && rows.length === 0 ? (
          <Empty>{t(text === '' ? 'plan.list.empty' : 'common.nothingFound', { text })}</Empty>
        ) : (
          <ul className="scroll plan-list" role="listbox" aria-label={t('plan.list.label')}>
            {rows.map((row) => (
              <li key={row.id} {...rowProps(row.id)} role="option" className="item">
                <Line plan={row} />
              </li>
            ))}
          </ul>
        )}
        {mayWrite && (
          <div className="row pad plan-list-foot">
            <Button className="small" onPress={() => write(null)}>
              {t('plan.new')}
            </Button>
            <Button className="small" onPress={() => setMode({ kind: 'import' })}>
              {t('plan.file.import')}
            </Button>
          </div>
        )}
      </Panel>
      {id === null ? (
        <Panel title={t('incident.plan')}>
          <Empty>{t('plan.list.choose')}</Empty>
        </Panel>
      ) : (
        <PlanDetail
          key={id}
          id={id}
          onWrite={write}
          onCompare={compare}
          onOpen={(edition) => {
            setOlder(edition);
            setChosen(edition);
          }}
        />
      )}
    </div>
  );
}

function Line({ plan }: { readonly plan: PlanLine }) {
  const { t, nameOf } = useText();
  return (
    <>
      <b>{nameOf(plan.title)}</b>
      <span className="dim">
        {plan.key} {t('plan.edition', { edition: plan.edition })} ·{' '}
        {t('plan.steps', { count: plan.stepCount })}
        {plan.state !== 'approved' && ` · ◇ ${t(`plan.state.${plan.state}`)}`}
      </span>
    </>
  );
}
