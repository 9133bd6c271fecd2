import { useState, type ReactNode } from 'react';
import { approvalsNeeded, aYearAfter, counting, type PlanWithProof } from '../../electron/plan/review.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useToday } from '../ui/today.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** First digits of a hash: enough to compare by eye, the whole of it on hover. */
export function Hash({ hash }: { readonly hash: string }) {
  return (
    <code className="hash" title={hash}>
      {hash.slice(0, 4)} {hash.slice(4, 8)} {hash.slice(8, 12)}
    </code>
  );
}

/** Where an edition stands between draft and in force, who said yes to what, and what can be done about it. */
export function Approval({
  plan,
  children,
}: {
  readonly plan: PlanWithProof;
  /** More that can be done with the plan, in the same row. */
  readonly children: ReactNode;
}) {
  const { t, format } = useText();
  const given = counting(plan, plan.approvals);
  const sound = plan.contentHash === null || plan.contentHash === plan.hashNow;
  const lost = plan.state === 'draft' || plan.state === 'review' ? plan.approvals.length - given.length : 0;
  return (
    <section className="approval" aria-label={t('plan.approval.title')}>
      {plan.contentHash !== null && (
        <p>
          {t('plan.approval.says')} <Hash hash={plan.contentHash} />{' '}
          {sound ? (
            <span>✓ {t(`plan.approval.${plan.state === 'review' ? 'soundReview' : 'sound'}`)}</span>
          ) : (
            <strong className="t1">■ {t('plan.approval.unsound')}</strong>
          )}
        </p>
      )}
      {plan.state !== 'draft' && (
        <ol className="signs">
          {Array.from({ length: Math.max(approvalsNeeded, given.length) }, (_, i) => {
            const each = given[i];
            return (
              <li key={i} className={each ? '' : 'dim'}>
                {each
                  ? `✓ ${t('plan.approval.by', { name: each.byName, role: t(`role.${each.role}`), at: format.dateTime(each.at) })}`
                  : `○ ${t('plan.approval.missing')}`}
              </li>
            );
          })}
        </ol>
      )}
      {lost > 0 && <p className="dim">{t('plan.approval.lost', { count: lost })}</p>}
      {plan.givenBack !== null && <p>↩ {t('plan.approval.givenBack', { reason: plan.givenBack })}</p>}
      <Moves plan={plan}>{children}</Moves>
    </section>
  );
}

/** Why the operator at this seat does not approve what is in review; null when they may. */
function useHindrance(plan: PlanWithProof): string | null {
  const { t } = useText();
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  if (seat?.kind !== 'signedIn' || plan.state !== 'review') return null;
  const { id, role } = seat.operator;
  const given = counting(plan, plan.approvals);
  if (plan.authors.includes(id)) return t('plan.approval.yours');
  if (given.some((each) => each.by === id)) return t('plan.approval.given');
  if (given.some((each) => each.role === role)) return t('plan.approval.role');
  return null;
}

function Moves({ plan, children }: { readonly plan: PlanWithProof; readonly children: ReactNode }) {
  const { t } = useText();
  const mayApprove = useMay('plan.approve');
  const maySubmit = useMay('plan.submit');
  const mayGiveBack = useMay('plan.giveBack');
  const mayConfirm = useMay('plan.confirm');
  const approve = useCommand('plan.approve');
  const submit = useCommand('plan.submit');
  const [asking, setAsking] = useState<'giveBack' | 'confirm' | null>(null);
  const hindrance = useHindrance(plan);
  const seen = { id: plan.id, version: plan.version };

  return (
    <>
      {hindrance !== null && <p className="dim">{hindrance}</p>}
      <div className="row">
        {plan.state === 'draft' && maySubmit && (
          <Button isDisabled={submit.pending} onPress={() => void submit.run(seen)}>
            {t('plan.submit')}
          </Button>
        )}
        {plan.state === 'review' && mayApprove && hindrance === null && (
          <Button
            go
            isDisabled={approve.pending}
            onPress={() => void approve.run({ ...seen, contentHash: plan.hashNow })}
          >
            {t('plan.approve')}
          </Button>
        )}
        {plan.state === 'review' && mayGiveBack && asking === null && (
          <Button onPress={() => setAsking('giveBack')}>{t('plan.giveBack')}</Button>
        )}
        {plan.state === 'approved' && mayConfirm && asking === null && (
          <Button onPress={() => setAsking('confirm')}>{t('plan.confirm')}</Button>
        )}
        {children}
      </div>
      <Problem>{submit.problem ?? approve.problem}</Problem>
      {asking === 'giveBack' && <GiveBack seen={seen} onDone={() => setAsking(null)} />}
      {asking === 'confirm' && <Confirm seen={seen} onDone={() => setAsking(null)} />}
    </>
  );
}

interface Seen {
  readonly seen: { readonly id: string; readonly version: number };
  readonly onDone: () => void;
}

function GiveBack({ seen, onDone }: Seen) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const { run, pending, problem } = useCommand('plan.giveBack');
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ ...seen, reason }).then(({ ok }) => ok && onDone());
      }}
    >
      <Field label={t('plan.giveBackReason')} value={reason} onChange={setReason} lines={2} autoFocus />
      <div className="row">
        <Button type="submit" isDisabled={pending || reason.trim() === ''}>
          {t('plan.giveBack')}
        </Button>
        <Button onPress={onDone}>{t('common.cancel')}</Button>
      </div>
      <Problem>{problem}</Problem>
    </form>
  );
}

function Confirm({ seen, onDone }: Seen) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const today = useToday();
  const [reviewDueOn, setDue] = useState(() => aYearAfter(today));
  const { run, pending, problem } = useCommand('plan.confirm');
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ ...seen, reviewDueOn, note }).then(({ ok }) => ok && onDone());
      }}
    >
      <Field label={t('plan.confirmNote')} value={note} onChange={setNote} lines={2} autoFocus />
      <Field label={t('plan.reviewNext')} type="date" value={reviewDueOn} onChange={setDue} />
      <div className="row">
        <Button type="submit" isDisabled={pending || note.trim() === '' || reviewDueOn === ''}>
          {t('plan.confirm')}
        </Button>
        <Button onPress={onDone}>{t('common.cancel')}</Button>
      </div>
      <Problem>{problem}</Problem>
    </form>
  );
}
