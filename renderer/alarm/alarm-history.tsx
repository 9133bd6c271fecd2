import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { Button, Empty, Field, Mark } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useWords } from './alarm-words.ts';

/** Every alarm there ever was, newest first. */
export function AlarmHistory() {
  const { t, format } = useText();
  const words = useWords();
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(50);
  const page = useQueryOf('alarm.page', { text, limit }).data;
  return (
    <>
      <div className="pad">
        <Field label={t('common.filter')} value={text} onChange={setText} autoFocus />
      </div>
      {page?.rows.length === 0 ? (
        <Empty>{text === '' ? t('alarm.noneEver') : t('common.nothingFound', { text })}</Empty>
      ) : (
        // a list with nothing to focus in it is scrolled by keys itself
        <div className="scroll" tabIndex={0} role="region" aria-label={t('alarm.history')}>
          <table className="list alarms">
            <tbody>
              {page?.rows.map((alarm) => (
                <tr key={alarm.id}>
                  <td className="alarm-mark">
                    <Mark priority={alarm.priority}>
                      <span className="sr-only">{t(`common.priority.${alarm.priority}`)}</span>
                    </Mark>
                  </td>
                  <td>{words(alarm.cause, alarm.raisedAt)}</td>
                  <td className="alarm-when">
                    {format.dateTime(alarm.raisedAt)}
                    <div className="dim">{t(`alarm.state.${alarm.state}`)}</div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {page && page.rows.length < page.total && limit < 200 && (
            <div className="pad">
              <Button onPress={() => setLimit(200)}>{t('common.more')}</Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}
