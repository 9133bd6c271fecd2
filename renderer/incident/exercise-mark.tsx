import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

/** EXERCISE on every screen for as long as one runs, so that nobody takes it for a real incident, nor a real one for it. */
export function ExerciseMark() {
  const { t } = useText();
  const running =
    useQueryOf('incident.page', { states: ['running', 'stoodDown'], exercise: true, limit: 1 }).data?.total ??
    0;
  if (running === 0) return null;
  return (
    <strong className="badge exercise" title={t('common.exerciseHelp')}>
      {t('common.exercise')}
    </strong>
  );
}
