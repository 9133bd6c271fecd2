import './plan.css';
import type { Proposal } from '../../electron/plan/plan.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { logText } from '../locales/log-text.ts';
import { PlanOutlookNow } from '../readiness/plan-outlook.tsx';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

interface ListProps {
  readonly proposals: readonly Proposal[];
  readonly onStart?: (planId: string) => void;
  readonly pending?: boolean;
}

/** Plans that fit, closest first, each with the facts that speak for it. */
export function ProposalList({ proposals, onStart, pending = false }: ListProps) {
  const { t, nameOf, language } = useText();
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  return (
    <ol className="proposals">
      {proposals.map((proposal) => (
        <li key={proposal.planId}>
          <div>
            <b>{nameOf(proposal.title)}</b>{' '}
            <span className="dim">
              {proposal.key} {t('plan.edition', { edition: proposal.edition })} ·{' '}
              {t('plan.steps', { count: proposal.stepCount })}
            </span>
            <small>{proposal.reasons.map((reason) => logText(reason, language, '', zone)).join(' · ')}</small>
            {!proposal.active && <PlanOutlookNow planId={proposal.planId} brief />}
          </div>
          {proposal.active && <span className="muted">▶ {t('plan.running')}</span>}
          {!proposal.active && onStart && (
            <Button
              className="small"
              isDisabled={pending}
              aria-label={`${t('plan.start')}: ${nameOf(proposal.title)}`}
              onPress={() => onStart(proposal.planId)}
            >
              {t('plan.start')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The plans for a running incident, to be started from here. */
export function Proposals({
  incidentId,
  onStarted,
}: {
  readonly incidentId: string;
  readonly onStarted: () => void;
}) {
  const { t } = useText();
  const proposals = useQueryOf(
    'incident.proposals',
    { incidentId },
    { nouns: ['plan', 'activation', 'reading'] },
  ).data;
  const { run, pending, problem } = useCommand('incident.activatePlan');

  async function start(planId: string): Promise<void> {
    const result = await run({ incidentId, planId });
    if (result.ok) onStarted();
  }

  if (!proposals) return null;
  return (
    <section className="proposed" aria-label={t('plan.proposals')}>
      <h3>{t('plan.proposals')}</h3>
      {proposals.length === 0 ? (
        <p className="muted">{t('plan.proposalsNone')}</p>
      ) : (
        <ProposalList proposals={proposals} pending={pending} onStart={(planId) => void start(planId)} />
      )}
      <Problem>{problem}</Problem>
    </section>
  );
}
