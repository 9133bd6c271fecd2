import { useEffect, useState } from 'react';
import type { ProgrammeLine } from '../../electron/drill/month.ts';
import type { LaidOut } from '../../electron/drill/outcome.ts';
import { ask, listen, useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { usePlannerWords } from './clash-words.ts';

/** Lays out all that is not pinned; while it runs it can be called off, and afterwards it says how good the month is. */
export function useLayOut(programme: ProgrammeLine): {
  readonly start: (() => void) | null;
  readonly running: boolean;
  readonly share: number;
  readonly problem: string | null;
} {
  const { nameOf } = useText();
  const may = useMay('drill.layOut') && programme.state !== 'closed';
  const { run, pending, problem } = useCommand('drill.layOut');
  const [share, setShare] = useState(0);
  useEffect(
    () =>
      listen('progress', ({ job, done, total }) => {
        if (job === 'drill.layOut') setShare(total === 0 ? 0 : done / total);
      }),
    [],
  );
  const start =
    may && !pending
      ? (): void => {
          setShare(0);
          void run({ programmeId: programme.id, version: programme.version });
        }
      : null;
  useOffer('drill.layOut', 'drill.layOutIt', start, { facts: { programme: nameOf(programme.names) } });
  return { start, running: pending, share, problem };
}

/** How the last laying-out ended, in a line; what clashes, in words. */
export function LayOutLine({
  programme,
  layOut,
  zone,
}: {
  readonly programme: ProgrammeLine;
  readonly layOut: ReturnType<typeof useLayOut>;
  readonly zone: string;
}) {
  const { t } = useText();
  const outcome = useQueryOf(
    'drill.outcome',
    { programmeId: programme.id },
    { nouns: ['drillProgramme'] },
  ).data;
  if (layOut.running)
    return (
      <div className="dm-outcome" role="status">
        <progress value={layOut.share} aria-label={t('drill.layingOut')} />
        {t('drill.layingOut')}
        <Button onPress={() => void ask('job.cancel', { job: 'drill.layOut' })}>{t('import.stop')}</Button>
      </div>
    );
  if (layOut.problem !== null)
    return (
      <div className="dm-outcome">
        <Problem>{layOut.problem}</Problem>
      </div>
    );
  return outcome ? <Ended outcome={outcome} zone={zone} /> : null;
}

function Ended({ outcome, zone }: { readonly outcome: LaidOut; readonly zone: string }) {
  const { t, format } = useText();
  const words = usePlannerWords(zone);
  if (outcome.clash === null)
    return (
      <p className="dm-outcome muted" role="status">
        {t('drill.laidOutAt', { at: format.dateTime(outcome.at), count: outcome.placed })}
        {' · '}
        {outcome.proven
          ? t('drill.provenBest')
          : t('drill.gap', { percent: format.number(outcome.gap * 100, 1) })}
        {outcome.moved > 0 && ` · ${t('drill.changeCount.moved', { count: outcome.moved })}`}
      </p>
    );
  return (
    <div className="dm-outcome dm-clash" role="status">
      <b>
        <span className="t2" aria-hidden>
          ▲{' '}
        </span>
        {t(outcome.clashSmallest ? 'drill.clashSmallest' : 'drill.clash')}
      </b>
      <ul>
        {outcome.clash.map((clash, index) => (
          <li key={`${clash.rule} ${index}`}>{words.needed(clash)}</li>
        ))}
      </ul>
    </div>
  );
}
