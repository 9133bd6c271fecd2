import { useState } from 'react';
import type { Action } from '../../electron/action/action.ts';
import { useQueryOf } from '../api.ts';
import { Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { ActionState } from './action-state.tsx';
import { ActionSteps, type ActionStep } from './action-steps.tsx';
import { RaiseAction } from './raise-action.tsx';
import '../ui/shift.css';

/** The corrective actions of an incident, with what each still needs. */
export function ActionsPanel(props: {
  readonly incidentId: string;
  /** A gap that is to become an action. */
  readonly proposed?: { readonly text: string; readonly taskId: string | null } | null;
  readonly onRaised?: () => void;
}) {
  const { t } = useText();
  const page = useQueryOf('action.page', { incidentId: props.incidentId, limit: 200 }).data;
  const { proposed } = props;
  return (
    <Panel title={t('action.title')} aside={page?.total}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('action.title')}>
        <RaiseAction
          origin={{ incidentId: props.incidentId, taskId: proposed?.taskId ?? null }}
          proposed={proposed?.text ?? null}
          onRaised={props.onRaised}
        />
        {page?.rows.length === 0 && <Empty>{t('action.empty')}</Empty>}
        <ul className="plain">
          {page?.rows.map((action) => (
            <ActionItem key={action.id} action={action} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

/** One action in a narrow list: what, whose, until when, how it stands, and its next step. */
export function ActionItem({ action }: { readonly action: Action }) {
  const { format } = useText();
  const [step, setStep] = useState<ActionStep | null>(null);
  return (
    <li className="column">
      <div>
        {action.text}
        <div className="dim">
          {action.owner} · {format.date(`${action.dueOn}T12:00:00.000Z`)} · <ActionState action={action} />
        </div>
      </div>
      {(action.state === 'open' || action.state === 'done') && (
        <ActionSteps action={action} step={step} onStep={setStep} />
      )}
    </li>
  );
}
