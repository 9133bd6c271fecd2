import { useState, type FormEvent } from 'react';
import type { RoundLine } from '../../electron/round/round.ts';
import { useCommand } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** How a round ends: finished and signed, with the rest left open if need be, or abandoned with a reason. */
export function EndRound(props: {
  readonly round: RoundLine;
  readonly left: number;
  readonly able: boolean;
}) {
  const { t, format } = useText();
  const { round, left, able } = props;
  const finish = useCommand('round.finish');
  const abandon = useCommand('round.abandon');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const seen = { id: round.id, version: round.version };

  async function giveUp(event: FormEvent): Promise<void> {
    event.preventDefault();
    const sent = await abandon.run({ ...seen, reason });
    if (sent.ok) setAsking(false);
  }

  return (
    <div className="end-round">
      {round.state !== 'open' && (
        <p>
          <b>{t(`round.state.${round.state}`)}</b>{' '}
          <span className="muted">
            {t('round.signed', {
              name: round.endedBy ?? '',
              time: format.dateTime(round.endedAt ?? round.startedAt),
            })}
            {round.note !== '' && ` · ${round.note}`}
          </span>
        </p>
      )}
      {able && (
        <div className="row">
          <Button go={left === 0} isDisabled={finish.pending} onPress={() => void finish.run(seen)}>
            {t('round.finish')}
          </Button>
          {finish.problem !== null && left > 0 && (
            <Button isDisabled={finish.pending} onPress={() => void finish.run({ ...seen, leaveRest: true })}>
              {t('round.leaveRest', { count: left })}
            </Button>
          )}
          {!asking && <Button onPress={() => setAsking(true)}>{t('round.abandon')}</Button>}
        </div>
      )}
      <Problem>{finish.problem}</Problem>
      {able && asking && (
        <form className="check-form" onSubmit={(event) => void giveUp(event)}>
          <Field label={t('round.reason')} value={reason} onChange={setReason} autoFocus />
          <Problem>{abandon.problem}</Problem>
          <div className="row">
            <Button type="submit" isDisabled={abandon.pending}>
              {t('round.abandon')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('common.cancel')}</Button>
          </div>
        </form>
      )}
      {(left === 0 || round.state !== 'open') && <Papers noun="round" rowId={round.id} />}
    </div>
  );
}
