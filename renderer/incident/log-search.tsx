import './incident.css';
import './declare.css';
import './log.css';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { incidentNumber, type FoundEntry } from '../../electron/incident/incident.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { Button, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { LogLine } from './log-line.tsx';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));

export function openLogSearch(): void {
  useOpen.setState({ open: true });
}
function close(): void {
  useOpen.setState({ open: false });
}

/** Words said in any incident, newest first; beside the screen, so that both can be read. */
export function LogSearch() {
  return useOpen().open ? <Search /> : null;
}

function Search() {
  const { t, format } = useText();
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(50);
  const page = useQueryOf(
    'log.search',
    { text, limit },
    { enabled: text.trim() !== '', nouns: ['logEntry'] },
  );
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const rows = text.trim() === '' ? [] : (page.data?.rows ?? []);
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  function show(entry: FoundEntry): void {
    close();
    go('incidents', entry.incidentId);
  }

  return (
    <div
      className="log-search"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <Panel
        title={t('incident.search.title')}
        aside={
          <Button className="small" onPress={close}>
            {t('common.close')} <kbd className="kbd">Esc</kbd>
          </Button>
        }
      >
        <div className="pad">
          <Field label={t('incident.search.label')} value={text} onChange={setText} autoFocus />
        </div>
        {rows.length === 0 ? (
          <p className="pad dim">
            {text.trim() === ''
              ? t('incident.search.hint')
              : page.data
                ? t('common.nothingFound', { text })
                : ''}
          </p>
        ) : (
          <ul className="scroll found">
            {rows.map((entry) => (
              <li key={entry.id}>
                <button type="button" className="found-entry" onClick={() => show(entry)}>
                  <span className="muted">
                    {incidentNumber(entry)} · {entry.title} · {format.date(entry.at)}
                  </span>
                  <span className={`line ${entry.struckAt === null ? '' : 'struck'}`}>
                    <LogLine entry={entry} correctsAt={null} zone={zone} plain />
                  </span>
                </button>
              </li>
            ))}
            {page.data?.next != null && limit < 100 && (
              <li className="pad">
                <Button onPress={() => setLimit(100)}>{t('incident.search.more')}</Button>
              </li>
            )}
          </ul>
        )}
      </Panel>
    </div>
  );
}
