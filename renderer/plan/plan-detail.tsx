import { useState } from 'react';
import type { Criteria, Plan, Step } from '../../electron/plan/plan.ts';
import { useQueryOf } from '../api.ts';
import { AttachmentChip } from '../incident/attachment-chip.tsx';
import { usePlace } from '../incident/place-of.tsx';
import { PlanOutlookNow } from '../readiness/plan-outlook.tsx';
import { useToday } from '../ui/today.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { Approval } from './approval.tsx';
import { useBranchText } from './branch-text.ts';
import { PlanActions } from './plan-actions.tsx';
import { useNeedText } from './need-text.ts';
import { usePositionName } from './position-name.ts';

/** One plan as it is written: when it proposes itself and its steps. */
export function PlanDetail({
  id,
  onWrite,
  onCompare,
  onOpen,
}: {
  readonly id: string;
  readonly onWrite: (from: Plan) => void;
  readonly onCompare: (plan: Plan) => void;
  readonly onOpen: (id: string) => void;
}) {
  const { t, nameOf, format } = useText();
  const plan = useQueryOf('plan.byId', { id }, { nouns: ['planApproval'] }).data;
  if (!plan) return <section className="panel" />;
  return (
    <Panel
      title={`${plan.key} ${t('plan.edition', { edition: plan.edition })}`}
      className="plan-detail"
      aside={
        plan.state === 'approved' && plan.approvedAt !== null
          ? t('plan.approved', { date: format.date(plan.approvedAt) })
          : `◇ ${t(`plan.state.${plan.state}`)}`
      }
    >
      <div className="scroll" tabIndex={0} role="region" aria-label={nameOf(plan.title)}>
        <div className="pad plan-top">
          <h1>{nameOf(plan.title)}</h1>
          {plan.purpose !== null && <p>{nameOf(plan.purpose)}</p>}
          <ReviewDue plan={plan} />
          <Criterions criteria={plan.criteria} />
          {plan.state === 'approved' && <PlanOutlookNow planId={plan.id} leads />}
          <Approval plan={plan}>
            <PlanActions plan={plan} onWrite={onWrite} onCompare={onCompare} onOpen={onOpen} />
          </Approval>
        </div>
        <ol className="plan-steps" aria-label={t('incident.steps.title')}>
          {plan.steps.map((step) => (
            <StepLine key={step.id} step={step} />
          ))}
        </ol>
        <History id={plan.id} />
      </div>
    </Panel>
  );
}

/** Who wrote, gave, approved and reviewed this edition, from the journal. */
function History({ id }: { readonly id: string }) {
  const { t, format } = useText();
  const [open, setOpen] = useState(false);
  return (
    <section className="pad">
      <Button className="small" aria-expanded={open} onPress={() => setOpen(!open)}>
        {t('team.history')}
      </Button>
      {open && (
        <RowHistory
          noun="plan"
          id={id}
          fields={{
            state: { label: 'plan.stateOf', show: (state) => t(`plan.state.${String(state)}`) },
            givenBack: { label: 'plan.giveBack', show: (reason) => (reason === null ? '–' : String(reason)) },
            reviewDueOn: {
              label: 'plan.reviewNext',
              show: (day) => (typeof day === 'string' ? format.date(day) : '–'),
            },
            reviewNote: { label: 'plan.confirm', show: (note) => (note === null ? '–' : String(note)) },
          }}
        />
      )}
    </section>
  );
}

/** By when it has to be looked at again, and that this day has passed. */
function ReviewDue({
  plan,
}: {
  readonly plan: Pick<Plan, 'state' | 'reviewDueOn' | 'reviewedAt' | 'reviewedByName' | 'reviewNote'>;
}) {
  const { t, format } = useText();
  const today = useToday();
  if (plan.reviewDueOn === null || plan.state === 'superseded') return null;
  const overdue = plan.state === 'approved' && plan.reviewDueOn < today;
  return (
    <p className={overdue ? 't3' : 'dim'}>
      {overdue ? '● ' : ''}
      {t(overdue ? 'plan.reviewOverdue' : 'plan.reviewDue', { date: format.date(plan.reviewDueOn) })}
      {plan.reviewedAt !== null &&
        ` · ${t('plan.reviewed', { name: plan.reviewedByName ?? '', date: format.date(plan.reviewedAt), note: plan.reviewNote ?? '' })}`}
    </p>
  );
}

function Criterions({ criteria }: { readonly criteria: Criteria }) {
  const { t, format } = useText();
  const any = t('plan.criteria.any');
  const types = criteria.types.map((type) => t(`incident.type.${type}`));
  return (
    <dl className="criteria" aria-label={t('plan.criteria.title')}>
      <div>
        <dt>{t('plan.criteria.type')}</dt>
        <dd>{types.length === 0 ? any : format.list(types)}</dd>
      </div>
      <div>
        <dt>{t('plan.criteria.severity')}</dt>
        <dd>{t('plan.criteria.atLeast', { severity: criteria.minSeverity })}</dd>
      </div>
      <div>
        <dt>{t('plan.criteria.places')}</dt>
        <dd>
          {criteria.placeIds.length + criteria.placeKinds.length === 0 && any}
          {criteria.placeIds.map((id) => (
            <PlaceName key={id} id={id} />
          ))}
          {criteria.placeKinds.map((kind) => (
            <span key={kind} className="tag">
              {t(`map.placeKind.${kind}`)}
            </span>
          ))}
        </dd>
      </div>
      {criteria.gauge !== null && <Gauge {...criteria.gauge} />}
      {criteria.alarm !== null && <AlarmAt {...criteria.alarm} />}
    </dl>
  );
}

function PlaceName({ id }: { readonly id: string }) {
  const { nameOf } = useText();
  const place = usePlace(id);
  return place && <span className="tag">{nameOf(place.names)}</span>;
}

function Gauge({ placeId, minLevelCm }: { readonly placeId: string; readonly minLevelCm: number }) {
  const { t, nameOf, format } = useText();
  const place = usePlace(placeId);
  const level = t('common.unit.cm', { value: format.number(minLevelCm) });
  return (
    <div>
      <dt>{t('plan.criteria.gauge')}</dt>
      <dd>{t('plan.criteria.gaugeAt', { gauge: place ? nameOf(place.names) : '', level })}</dd>
    </div>
  );
}

function AlarmAt({ placeId, priority }: { readonly placeId: string; readonly priority: number }) {
  const { t, nameOf } = useText();
  const place = usePlace(placeId);
  return (
    <div>
      <dt>{t('plan.criteria.alarm')}</dt>
      <dd>
        {t('plan.criteria.alarmAt', {
          place: place ? nameOf(place.names) : '',
          priority: t(`common.priority.${priority}`),
        })}
      </dd>
    </div>
  );
}

function StepLine({ step }: { readonly step: Step }) {
  const { t, nameOf, format } = useText();
  const position = usePositionName(step);
  const place = usePlace(step.placeId);
  const branch = useBranchText(step.branch);
  const needText = useNeedText();
  const facts = [
    position,
    place ? nameOf(place.names) : null,
    step.repeatMinutes === null ? null : `↻ ${t('plan.repeat', { span: format.span(step.repeatMinutes) })}`,
  ].filter(Boolean);
  return (
    <li>
      <span className="no dim">{step.order}</span>
      <div>
        {branch !== null && <span className="branch">{t('task.if', { condition: branch })}</span>}
        {nameOf(step.instruction)}
        <small>{facts.join(' · ')}</small>
        {step.needs.length > 0 && (
          <ul className="needs" aria-label={t('plan.needs.title')}>
            {step.needs.map((need) => (
              <li key={need.id} className="tag">
                {needText(need)}
              </li>
            ))}
          </ul>
        )}
        {step.papers.map(({ hash, name }) => (
          <AttachmentChip key={hash} hash={hash} name={name} />
        ))}
      </div>
      <span className="nowrap">
        {step.targetMinutes !== null && t('plan.target', { span: format.span(step.targetMinutes) })}
      </span>
    </li>
  );
}
