import { rateOf } from '../../electron/drill/drill-clock.ts';
import type { DrillNow } from '../../electron/drill/drill-run.ts';
import { useQueryOf } from '../api.ts';
import { clockText, useDrillMinute, useDrillNow } from '../drill/use-drill.ts';
import { useText } from '../ui/text.ts';

/**
 * EXERCISE on every screen for as long as one runs, so that nobody takes it for a real incident, nor a real one for it; with
 * the clock of the drill that began last.
 */
export function ExerciseMark() {
  const { t } = useText();
  const drills = useDrillNow()?.running ?? [];
  const running =
    useQueryOf('incident.page', { states: ['running', 'stoodDown'], exercise: true, limit: 1 }).data?.total ??
    0;
  if (running === 0 && drills.length === 0) return null;
  const newest = drills.at(-1);
  return (
    <strong className="badge exercise" title={t('common.exerciseHelp')}>
      {t('common.exercise')}
      {newest && <DrillClock drill={newest} more={drills.length - 1} />}
    </strong>
  );
}

function DrillClock({ drill, more }: { readonly drill: DrillNow['running'][number]; readonly more: number }) {
  const { t } = useText();
  const minute = useDrillMinute(drill.legs);
  const rate = rateOf(drill.legs);
  return (
    <span className="drill-clock">
      {' '}
      {clockText(minute)} {rate === 0 ? `□ ${t('drillRun.stands')}` : `${rate}×`}
      {more > 0 && ` +${more}`}
    </span>
  );
}
