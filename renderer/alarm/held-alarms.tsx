import { useState } from 'react';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Mark, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useWords } from './alarm-words.ts';

/** What is not announced now, why, until when and by whom: an alarm that is held back is never out of sight. */
export function HeldAlarms() {
  const { t, format } = useText();
  const words = useWords();
  const now = new Date(useNow(15_000)).toISOString();
  const [limit, setLimit] = useState(50);
  const page = useQueryOf('alarm.held', { limit }, { nouns: ['alarmHold'] }).data;
  const release = useCommand('alarm.release');
  const may = useMay('alarm.release');
  if (!page) return null;
  const rows = page.rows.filter(({ until }) => until === null || until > now);
  if (rows.length === 0) return <Empty>{t('alarm.nothingHeld')}</Empty>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('alarm.held')}>
      <table className="list alarms">
        <tbody>
          {rows.map((hold) => (
            <tr key={hold.id}>
              <td className="alarm-mark">
                <Mark priority={hold.priority}>
                  <span className="sr-only">{t(`common.priority.${hold.priority}`)}</span>
                </Mark>
              </td>
              <td>
                <div>{words(hold.label, hold.since)}</div>
                <div className="muted">
                  {t(`alarm.kind.${hold.kind}`)} · {hold.reason}
                </div>
              </td>
              <td className="alarm-when">
                {hold.until === null
                  ? t('alarm.noEnd')
                  : t('alarm.until', { time: format.moment(hold.until, now) })}
                <div className="dim">
                  {t('alarm.heldBy', { name: hold.byName, time: format.moment(hold.since, now) })}
                </div>
              </td>
              <td>
                {may && hold.kind !== 'suppressed' && (
                  <Button
                    className="small"
                    isDisabled={release.pending}
                    onPress={() => void release.run({ holdId: hold.id, version: hold.version })}
                  >
                    {t('alarm.release')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {page.rows.length < page.total && limit < 200 && (
        <div className="pad">
          <Button onPress={() => setLimit(200)}>{t('common.more')}</Button>
        </div>
      )}
      <Problem>{release.problem}</Problem>
    </div>
  );
}
