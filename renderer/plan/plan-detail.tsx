import type { Criteria, Plan, Step } from '../../electron/plan/plan.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { usePlace } from '../incident/place-of.tsx';
import { mayCall } from '../ui/commands.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { usePositionName } from './position-name.ts';

/** One plan as it is written: when it proposes itself and its steps. */
export function PlanDetail({ id }: { readonly id: string }) {
  const { t, nameOf, format } = useText();
  const plan = useQueryOf('plan.byId', { id }).data;
  if (!plan) return <section className="panel" />;
  return (
    <Panel
      title={`${plan.key} ${t('plan.edition', { edition: plan.edition })}`}
      className="plan-detail"
      aside={
        plan.approvedAt === null
          ? `◇ ${t(`plan.state.${plan.state}`)}`
          : t('plan.approved', { date: format.date(plan.approvedAt) })
      }
    >
      <div className="pad plan-top">
        <h1>{nameOf(plan.title)}</h1>
        <Criterions criteria={plan.criteria} />
        {plan.state === 'draft' && <Approve plan={plan} />}
      </div>
      <ol className="scroll plan-steps" tabIndex={0} aria-label={t('incident.steps.title')}>
        {plan.steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ol>
    </Panel>
  );
}

function Approve({ plan }: { readonly plan: Plan }) {
  const { t } = useText();
  const { run, pending, problem } = useCommand('plan.approve');
  const seat = useQueryOf('session.state', {}).data;
  if (!mayCall('plan.approve', seat?.kind === 'signedIn' ? seat.operator.role : null)) return null;
  return (
    <div>
      <Button go isDisabled={pending} onPress={() => void run({ id: plan.id, version: plan.version })}>
        {t('plan.approve')}
      </Button>
      <Problem>{problem}</Problem>
    </div>
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

function StepLine({ step }: { readonly step: Step }) {
  const { t, nameOf, format } = useText();
  const position = usePositionName(step);
  const place = usePlace(step.placeId);
  const facts = [
    position,
    place ? nameOf(place.names) : null,
    step.condition === null ? null : t('task.if', { condition: nameOf(step.condition) }),
  ].filter(Boolean);
  return (
    <li>
      <span className="no dim">{step.order}</span>
      <div>
        {nameOf(step.instruction)}
        <small>{facts.join(' · ')}</small>
      </div>
      <span className="nowrap">
        {step.targetMinutes !== null && t('plan.target', { span: format.span(step.targetMinutes) })}
      </span>
    </li>
  );
}
