import {
  priorityMatrix,
  severities,
  timeClasses,
  timeClassOf,
  type Severity,
} from '../../electron/alarm/priority-matrix.ts';
import { Mark } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** The table from which the priority follows, with the cell that is meant. */
export function Matrix({
  severity,
  minutesToAct,
}: {
  readonly severity: Severity;
  readonly minutesToAct: number;
}) {
  const { t } = useText();
  const column = Number.isFinite(minutesToAct) && minutesToAct > 0 ? timeClassOf(minutesToAct) : -1;
  return (
    <table className="list matrix">
      <caption>{t('alarmRule.matrix')}</caption>
      <thead>
        <tr>
          <th>{t('alarmRule.field.severity')}</th>
          {timeClasses.map(({ key, upToMinutes }, i) => (
            <th key={key} scope="col">
              {upToMinutes === null
                ? t('alarmRule.longerThan', { minutes: timeClasses[i - 1]?.upToMinutes ?? 0 })
                : t('alarmRule.upTo', { minutes: upToMinutes })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {severities.toReversed().map((row) => (
          <tr key={row}>
            <th scope="row">{t(`alarmRule.severity.${row}`)}</th>
            {priorityMatrix[row].map((priority, i) => (
              <td key={timeClasses[i]?.key} className={row === severity && i === column ? 'meant' : ''}>
                {row === severity && i === column ? (
                  <>
                    <Mark priority={priority} /> <span aria-hidden>◂</span>
                  </>
                ) : (
                  priority
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
