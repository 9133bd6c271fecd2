import { useState } from 'react';
import { useQueryOf } from '../api.ts';
import { Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Everything that was ever done on this site, newest first. */
export default function JournalScreen() {
  const { t, format } = useText();
  const [text, setText] = useState('');
  const page = useQueryOf('journal.page', { text }, { nouns: [] });
  const rows = page.data?.rows ?? [];
  return (
    <div className="one-column">
      <Panel title={t('nav.journal')} aside={page.data?.total}>
        <Field label={t('common.search')} value={text} onChange={setText} />
        {rows.length === 0 ? (
          <Empty>{t('common.empty')}</Empty>
        ) : (
          <table className="list">
            <tbody>
              {rows.map((line) => (
                <tr key={line.seq}>
                  <td className="dim">{line.seq}</td>
                  <td>{format.dateTime(line.at)}</td>
                  <td>{line.byName}</td>
                  <td>{line.name}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  );
}
