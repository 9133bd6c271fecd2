import { useState } from 'react';
import { workNumber, type CheckDetail } from '../../electron/double-check/double-check.ts';
import { standingOf } from '../../electron/two-person/two-person.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { amountText } from '../hazmat/amount-text.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { AnswerRow, type AnswerGiven } from './answer-row.tsx';
import { CheckForm } from './check-form.tsx';
import { CheckSteps } from './check-steps.tsx';
import { WorkState } from './work-state.tsx';

const nouns = [
  'doubleCheck',
  'checkAnswer',
  'confirmation',
  'lot',
  'store',
  'place',
  'substance',
  'seat',
] as const;

/** Which list whoever sits here works in: the first, their own as the second, or none. */
function ownPart(check: CheckDetail, operatorId: string | null, now: string): 'first' | 'second' | null {
  if (check.state === 'draft') return 'first';
  const { confirmation } = check;
  const waits = check.state === 'waiting' && confirmation !== null && standingOf(confirmation, now) === 'waiting';
  return waits && operatorId !== null && confirmation.askedBy !== operatorId ? 'second' : null;
} // prettier-ignore

/** One task: how it stands, its list line by line, and what can be done with it. */
export function CheckDetailPanel({ id, now }: { readonly id: string; readonly now: string }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const check = useQueryOf('doubleCheck.one', { id }, { nouns }).data;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const operatorId = seat?.kind === 'signedIn' ? seat.operator.id : null;
  const mayAnswer = useMay('doubleCheck.answer');
  const answer = useCommand('doubleCheck.answer');
  const [at, setAt] = useState<string | null>(null);
  const [changing, setChanging] = useState(false);
  if (!check) return <Panel title={t('common.details')}>{null}</Panel>;
  const part = mayAnswer ? ownPart(check, operatorId, now) : null;

  async function give(given: AnswerGiven): Promise<boolean> {
    if (part === null) return false;
    setAt(given.itemKey);
    return (await answer.run({ id, part, ...given })).ok;
  }
  const fact = (label: string, value: string | null | undefined) =>
    value && (
      <>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </>
    );
  const { confirmation } = check;
  const done = part === 'second' ? check.second.length : check.answered;
  return (
    <Panel title={`${workNumber(check)} · ${t(`doubleCheck.kind.${check.kind}`)}`} aside={<WorkState line={check} now={now} />}>
      <div className="scroll store-detail" tabIndex={0} role="region" aria-label={t('common.details')}>
        {changing ? (
          <CheckForm was={check} done={() => setChanging(false)} />
        ) : (
          <>
            <div className="check-title">{check.title}</div>
            <dl className="facts">
              {fact(t('field.name.placeId'), `${check.place.key} · ${nameOf(check.place.names)}`)}
              {fact(t('doubleCheck.methodOf'), t(`doubleCheck.method.${check.method}`))}
              {fact(t('doubleCheck.workers'), check.workers)}
              {fact(t('hazmat.substance'), check.used.map(({ substance, amount, unit }) => `${nameOf(substance.names)} ${amountText(text, amount, unit)}`).join(' · '))}
              {fact(t('doubleCheck.planned'), `${format.dateTime(check.plannedFrom)} – ${format.moment(check.plannedTo, check.plannedFrom)}`)}
              {confirmation && fact(t('doubleCheck.askedBy'), `${confirmation.askedByName} · ${format.moment(confirmation.askedAt, now)}`)}
              {confirmation?.decidedByName && confirmation.decidedAt && fact(t(`hazmat.decided.${confirmation.state}`), [confirmation.decidedByName, format.moment(confirmation.decidedAt, now), confirmation.reason].filter(Boolean).join(' · '))}
              {check.begunAt && fact(t('doubleCheck.begun'), `${check.begunByName ?? ''} · ${format.moment(check.begunAt, now)}`)}
              {['allowed', 'underWay'].includes(check.state) && fact(t(check.endsByTest ? 'doubleCheck.holdsTest' : 'doubleCheck.holds'), format.moment(check.validUntil, now))}
              {check.watchUntil && fact(t('doubleCheck.watchUntil'), format.moment(check.watchUntil, now))}
              {check.monitorUntil && fact(t('doubleCheck.monitorUntil'), format.moment(check.monitorUntil, now))}
              {check.closedAt && fact(t('doubleCheck.closedBy'), [check.closedByName, format.moment(check.closedAt, now), check.closeNote].filter(Boolean).join(' · '))}
              {check.stoppedAt && fact(t(check.stopCause === 'test' ? 'doubleCheck.stoppedByTest' : 'doubleCheck.stoppedBy'), [check.stoppedByName, format.moment(check.stoppedAt, now), check.stopReason].filter(Boolean).join(' · '))}
            </dl>
            {check.state === 'stopped' && check.watchUntil !== null && check.watchUntil > now && (
              <p className="t2">▲ {t('doubleCheck.stillHot', { at: format.time(check.watchUntil) })}</p>
            )}
            {!check.unchanged && <p className="t2">▲ {t('refusal.confirmChanged')}</p>}
            <CheckSteps key={check.version} check={check} part={part} now={now} change={() => setChanging(true)} />
            <h3>
              {t(part === 'second' ? 'doubleCheck.yourList' : 'doubleCheck.list')}{' '}
              <span className="muted">
                {t('doubleCheck.progress', { done, total: check.items })}
                {check.edition > 0 && ` · ${t('doubleCheck.editionNo', { edition: check.edition })}`}
              </span>
            </h3>
            {part === 'second' && check.first === null && <p className="muted">{t('doubleCheck.ownEyes')}</p>}
            {part !== null && <p className="dim">{t('doubleCheck.keysHelp')}</p>}
            <ol className="check-items">
              {check.list.items.map((item, i) => {
                const of = (list: CheckDetail['first']) => list?.find(({ itemKey }) => itemKey === item.key);
                const [mine, other] = part === 'second' ? [of(check.second), of(check.first)] : [of(check.first), of(check.second)];
                return (
                  <AnswerRow
                    key={`${item.key} ${part ?? ''}`}
                    item={item}
                    no={i + 1}
                    answer={mine}
                    other={other}
                    difference={check.differences.find(({ itemKey }) => itemKey === item.key)}
                    surroundings={check.surroundings}
                    give={part === null ? null : give}
                    problem={at === item.key ? answer.problem : null}
                  />
                );
              })}
            </ol>
            {check.state !== 'draft' && check.state !== 'closed' && check.state !== 'stopped' && mayAnswer && part === null && (
              <Button className="add" onPress={() => setChanging(true)} isDisabled={check.begunAt !== null}>
                {t('doubleCheck.change')}
              </Button>
            )}
          </>
        )}
      </div>
    </Panel>
  );
} // prettier-ignore
