import './plan.css';
import { useState } from 'react';
import type { PlanLine } from '../../electron/plan/plan.ts';
import { useQueryOf } from '../api.ts';
import { Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PlanDetail } from './plan-detail.tsx';

/** The plans of the site: a list that filters as one types, and the plan chosen beside it. */
export default function PlansScreen({ id: given }: { readonly id?: string }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(given ?? null);
  const page = useQueryOf('plan.page', { text, states: ['draft', 'review', 'approved'], limit: 200 }).data;
  const rows = page?.rows ?? [];
  const id = chosen !== null && rows.some((row) => row.id === chosen) ? chosen : (rows[0]?.id ?? null);

  function move(by: number): void {
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setChosen(next.id);
  }

  return (
    <div className="plans">
      <Panel title={t('nav.plans')} aside={page?.total}>
        <div className="pad">
          <Field label={t('plan.list.search')} value={text} onChange={setText} />
        </div>
        {page && rows.length === 0 ? (
          <Empty>{t(text === '' ? 'plan.list.empty' : 'common.nothingFound', { text })}</Empty>
        ) : (
          <ul
            className="scroll plan-list"
            role="listbox"
            aria-label={t('plan.list.label')}
            tabIndex={0}
            aria-activedescendant={id === null ? undefined : `plan-${id}`}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
              event.preventDefault();
              move(event.key === 'ArrowDown' ? 1 : -1);
            }}
          >
            {rows.map((row) => (
              <Line key={row.id} plan={row} chosen={row.id === id} onChoose={() => setChosen(row.id)} />
            ))}
          </ul>
        )}
      </Panel>
      {id === null ? (
        <Panel title={t('incident.plan')}>
          <Empty>{t('plan.list.choose')}</Empty>
        </Panel>
      ) : (
        <PlanDetail key={id} id={id} />
      )}
    </div>
  );
}

function Line({
  plan,
  chosen,
  onChoose,
}: {
  readonly plan: PlanLine;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t, nameOf } = useText();
  return (
    <li id={`plan-${plan.id}`} role="option" aria-selected={chosen} className="item" onClick={onChoose}>
      <b>{nameOf(plan.title)}</b>
      <span className="dim">
        {plan.key} {t('plan.edition', { edition: plan.edition })} ·{' '}
        {t('plan.steps', { count: plan.stepCount })}
        {plan.state !== 'approved' && ` · ◇ ${t(`plan.state.${plan.state}`)}`}
      </span>
    </li>
  );
}
