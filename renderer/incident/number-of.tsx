import { incidentNumber, type Incident } from '../../electron/incident/incident.ts';
import { useText } from '../ui/text.ts';

/** The number, which says EXERCISE by itself; in other languages the word stands beside it. */
export function NumberOf({
  incident,
}: {
  readonly incident: Pick<Incident, 'year' | 'number' | 'exercise'>;
}) {
  const { t, language } = useText();
  const number = incidentNumber(incident);
  if (!incident.exercise) return number;
  return (
    <span className="exercise-number">
      {number}
      {language !== 'en' && <span className="badge exercise">{t('common.exercise')}</span>}
    </span>
  );
}
