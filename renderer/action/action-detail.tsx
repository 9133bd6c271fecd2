import type { ActionLine } from '../../electron/action/action.ts';
import { go } from '../router.tsx';
import { NumberOf } from '../incident/number-of.tsx';
import { Empty, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { ActionState } from './action-state.tsx';
import { ActionSteps, type ActionStep } from './action-steps.tsx';
import '../ui/shift.css';

/** One action: where it comes from, how far it is, its next step and its history. */
export function ActionDetail(props: {
  readonly line: ActionLine | null;
  readonly step: ActionStep | null;
  readonly onStep: (step: ActionStep | null) => void;
}) {
  const { t, format, nameOf } = useText();
  const { line } = props;
  if (!line)
    return (
      <Panel title={t('common.details')}>
        <Empty>{t('action.choose')}</Empty>
      </Panel>
    );
  const by = (name: string | null, at: string | null): string =>
    at === null ? '' : [name, format.dateTime(at)].filter(Boolean).join(' · ');
  const facts: readonly (readonly [string, string])[] = [
    [t('action.owner'), line.owner],
    [t('action.due'), format.date(`${line.dueOn}T12:00:00.000Z`)],
    [t('action.reminder'), t('action.remindBefore', { count: line.remindDays })],
    [
      t('action.changedWhy'),
      [line.changeReason, line.putOff > 0 && t('action.putOff', { count: line.putOff })]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('action.raisedBy'), by(line.raisedBy, line.raisedAt)],
    [t('action.doneBy'), by(line.doneByName, line.doneAt)],
    [t('action.doneNote'), line.doneNote ?? ''],
    [t('action.verifiedBy'), by(line.verifiedByName, line.verifiedAt)],
    [t(line.state === 'withdrawn' ? 'action.withdrawReason' : 'action.verifyNote'), line.verifyNote ?? ''],
  ];
  return (
    <Panel title={t('action.one')} aside={<ActionState action={line} />}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('action.one')}>
        <p>{line.text}</p>
        {line.drill && line.drillId !== null && (
          <p>
            <button
              type="button"
              className="link"
              onClick={() => go('evaluation', line.drillId ?? undefined)}
            >
              {nameOf(line.drill.type)}, {nameOf(line.drill.place)}
            </button>
            {line.drill.objective && <span className="muted"> · {nameOf(line.drill.objective)}</span>}
          </p>
        )}
        {line.incident && line.incidentId !== null && (
          <p>
            <button
              type="button"
              className="link"
              onClick={() => go('incidents', line.incidentId ?? undefined)}
            >
              <NumberOf incident={line.incident} />
            </button>
          </p>
        )}
        <dl className="action-facts">
          {facts
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        <ActionSteps action={line} step={props.step} onStep={props.onStep} />
        <h3>{t('action.history')}</h3>
        <RowHistory
          noun="action"
          id={line.id}
          fields={{
            owner: { label: 'action.owner' },
            dueOn: { label: 'action.due', show: (day) => format.date(`${String(day)}T12:00:00.000Z`) },
          }}
        />
      </div>
    </Panel>
  );
}
