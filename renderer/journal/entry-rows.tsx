import type { JournalLine } from '../../electron/journal/journal-page.ts';
import type { JournalRow } from '../../electron/journal/journal.ts';
import { useQueryOf } from '../api.ts';
import { i18n } from '../locales/index.ts';
import { useText } from '../ui/text.ts';
import { differences } from './row-difference.ts';

/** What one entry did to each row, against what the row was before it. */
export function EntryRows({ line }: { readonly line: JournalLine }) {
  const { t } = useText();
  if (line.rows.length === 0) return <p className="dim pad">{t('journal.nothing')}</p>;
  return (
    <div className="entry-rows">
      {line.rows.slice(0, 50).map((row) => (
        <RowChange key={`${row.noun} ${row.id}`} seq={line.seq} row={row} />
      ))}
    </div>
  );
}

function RowChange({ seq, row }: { readonly seq: number; readonly row: JournalRow }) {
  const { t } = useText();
  const history = useQueryOf('journal.history', { noun: row.noun, id: row.id, before: seq }).data;
  if (!history) return null;
  const before = history[0]?.rows.findLast((each) => each.noun === row.noun && each.id === row.id)?.row;
  const changed = differences(before, row.row);
  const state = row.row === null ? t('journal.gone') : before === undefined ? t('journal.fresh') : null;
  return (
    <table className="list">
      <caption>
        {row.noun} {state !== null && <span className="dim">· {state}</span>}
        {changed.length === 0 && <span className="dim">· {t('journal.same')}</span>}
      </caption>
      <thead hidden={changed.length === 0}>
        <tr>
          <th>{t('journal.field')}</th>
          <th>{t('journal.before')}</th>
          <th>{t('journal.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((each) => (
          <tr key={each.field}>
            <td>{i18n.exists(`field.name.${each.field}`) ? t(`field.name.${each.field}`) : each.field}</td>
            <td className="dim">{each.before ?? '–'}</td>
            <td>{each.after ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
