import { useState } from 'react';
import type {
  Figure, FigureChange, Figures, PolicyEffect, PolicyLine, PolicyState,
} from '../../electron/hazmat/policy.ts'; // prettier-ignore
import { standingOf } from '../../electron/two-person/two-person.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useSettled } from '../equipment/use-settled.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { figureText, figureValue } from './policy-text.ts';

/** What a change does to the figures: from, to, and where it asks for less than the shipped rules. */
export function Changes({
  changes,
  figures,
}: {
  readonly changes: readonly FigureChange[];
  readonly figures: readonly Figure[];
}) {
  const text = useText();
  const { t } = text;
  if (changes.length === 0) return <p className="muted">{t('hazmat.policy.nothingChanged')}</p>;
  return (
    <ul className="policy-changes">
      {changes.flatMap(({ name, from, to, looser }) => {
        const figure = figures.find((one) => one.name === name);
        if (!figure) return [];
        return [
          <li key={name}>
            {figureText(text, figure)}
            <div>
              <span className="muted">{figureValue(text, figure.unit, from)} →</span>{' '}
              <b>{figureValue(text, figure.unit, to)}</b>
              {looser && (
                <span className="t3">
                  <span aria-hidden> ▼ </span>
                  {t('hazmat.policy.looser')}
                </span>
              )}
            </div>
          </li>,
        ];
      })}
    </ul>
  );
}

/** What the whole site would be found to be under these figures, against how it is found now. */
export function Effect({ figures }: { readonly figures: Figures }) {
  const { t } = useText();
  const settled = useSettled(JSON.stringify(figures), 400);
  const effect = useQueryOf(
    'hazmatPolicy.effect',
    { figures: JSON.parse(settled) as Record<string, number | 'condition' | 'forbidden'> },
    { nouns: ['lot', 'store', 'substance', 'movement', 'tank', 'place'], keepMs: 0 },
  ).data;
  const said = (of: PolicyEffect['now']): string =>
    t('hazmat.policy.found', { forbidden: of.forbidden, conditions: of.conditions });
  return (
    <p role="status">
      {t('hazmat.policy.effect')}{' '}
      {effect ? (
        <>
          <span className="muted">{said(effect.now)} →</span> <b>{said(effect.proposed)}</b>
        </>
      ) : (
        '…'
      )}
    </p>
  );
}

/** A change that waits: what it does, what it would do to the site, and the second person's decision. */
export function Proposal({
  proposal,
  figures,
}: {
  readonly proposal: NonNullable<PolicyState['proposal']>;
  readonly figures: readonly Figure[];
}) {
  const { t, format } = useText();
  const now = new Date(useNow(30_000)).toISOString();
  const { confirmation } = proposal;
  return (
    <>
      <p>
        {proposal.recordedBy} · {format.moment(proposal.recordedAt, now)}
        {confirmation && (
          <span className="muted">
            {' '}
            · {t('hazmat.decideBy')} {format.moment(confirmation.expiresAt, now)}
          </span>
        )}
      </p>
      <p>{proposal.reason}</p>
      <Changes changes={proposal.changes} figures={figures} />
      <Effect figures={proposal.figures} />
      {!proposal.unchanged && <p className="t2">▲ {t('refusal.confirmChanged')}</p>}
      <Decision proposal={proposal} />
    </>
  );
}

function Decision({ proposal }: { readonly proposal: PolicyLine }) {
  const { t } = useText();
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const may = useMay('hazmatPolicy.confirm');
  const confirm = useCommand('hazmatPolicy.confirm');
  const refuse = useCommand('hazmatPolicy.refuse');
  const withdraw = useCommand('hazmatPolicy.withdraw');
  const [reason, setReason] = useState('');
  const { id, version, confirmation } = proposal;
  if (!confirmation || !may) return null;
  const { contentHash, version: confirmationVersion } = confirmation;
  const seen = { id, version, contentHash, confirmationVersion };
  if (seat?.kind === 'signedIn' && seat.operator.id === confirmation.askedBy)
    return (
      <div className="decision">
        <p className="muted">{t('hazmat.ownRequest')}</p>
        <Problem>{withdraw.problem}</Problem>
        <div className="row">
          <Button
            onPress={() => void withdraw.run({ id, version, reason: '' })}
            isDisabled={withdraw.pending}
          >
            {t('hazmat.withdraw')}
          </Button>
        </div>
      </div>
    );
  const pending = confirm.pending || refuse.pending;
  return (
    <div className="decision">
      <Field label={t('hazmat.refuseReason')} value={reason} onChange={setReason} />
      <Problem>{confirm.problem ?? refuse.problem}</Problem>
      <div className="row">
        <Button go onPress={() => void confirm.run(seen)} isDisabled={pending}>
          {t('hazmat.confirm')}
        </Button>
        <Button onPress={() => void refuse.run({ ...seen, reason })} isDisabled={pending}>
          {t('hazmat.refuse')}
        </Button>
      </div>
    </div>
  );
}

/** Who changed what, and who approved it; the newest first. */
export function PastPolicies({
  past,
  figures,
}: {
  readonly past: readonly PolicyLine[];
  readonly figures: readonly Figure[];
}) {
  const { t, format } = useText();
  const now = new Date(useNow(30_000)).toISOString();
  const over = past.filter(({ confirmation }) => confirmation && standingOf(confirmation, now) !== 'waiting');
  if (over.length === 0) return null;
  return (
    <>
      <h3>{t('hazmat.history')}</h3>
      <ul className="policy-past">
        {over.map((line) => {
          const { confirmation } = line;
          return (
            <li key={line.id}>
              <div>
                <b>{confirmation && t(`hazmat.state.${standingOf(confirmation, now)}`)}</b> · {line.reason}
              </div>
              <div className="muted">
                {t('hazmat.recordedBy')} {line.recordedBy} · {format.moment(line.recordedAt, now)}
                {confirmation?.decidedByName &&
                  confirmation.decidedAt &&
                  ` · ${t('hazmat.policy.decidedBy')} ${confirmation.decidedByName} · ${format.moment(confirmation.decidedAt, now)}`}
              </div>
              <Changes changes={line.changes} figures={figures} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
