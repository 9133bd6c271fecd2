import { useState } from 'react';
import type { JournalLine } from '../../electron/journal/journal-page.ts';
import { useQueryOf } from '../api.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { EntryRows } from './entry-rows.tsx';
import './journal.css';
import { RecordPanel } from './record-panel.tsx';

const pageSize = 50;

/** Everything that was ever done on this site, newest first, with what each entry changed. */
export default function JournalScreen() {
  const { t } = useText();
  const [text, setText] = useState('');
  const [pages, setPages] = useState<readonly (number | undefined)[]>([undefined]);
  function search(typed: string): void {
    setText(typed);
    setPages([undefined]);
  }
  return (
    <div className="one-column journal">
      <RecordPanel />
      <Panel title={t('nav.journal')}>
        <div className="pad">
          <Field label={t('common.search')} value={text} onChange={search} />
        </div>
        <ol className="journal-lines">
          {pages.map((before, index) => (
            <PageOf
              key={before ?? 'newest'}
              text={text}
              before={before}
              isLast={index === pages.length - 1}
              older={(seq) => setPages([...pages, seq])}
            />
          ))}
        </ol>
      </Panel>
    </div>
  );
}

function PageOf({
  text,
  before,
  isLast,
  older,
}: {
  readonly text: string;
  readonly before: number | undefined;
  readonly isLast: boolean;
  readonly older: (seq: number) => void;
}) {
  const { t } = useText();
  const page = useQueryOf(
    'journal.page',
    { text, limit: pageSize, ...(before === undefined ? {} : { before }) },
    // Only the newest page grows.
    { nouns: before === undefined ? ['seat', 'logEntry', 'task', 'alarm', 'operator', 'site'] : [] },
  ).data;
  if (!page) return null;
  if (page.rows.length === 0 && before === undefined)
    return (
      <li>
        <Empty>{text === '' ? t('common.empty') : t('common.nothingFound', { text })}</Empty>
      </li>
    );
  const last = page.rows.at(-1)?.seq;
  return (
    <>
      {page.rows.map((line) => (
        <Line key={line.seq} line={line} />
      ))}
      {isLast && page.next !== null && last !== undefined && (
        <li className="pad">
          <Button onPress={() => older(last)}>{t('journal.older')}</Button>
        </li>
      )}
    </>
  );
}

function Line({ line }: { readonly line: JournalLine }) {
  const { t, format } = useText();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <Button
        className="journal-line"
        aria-expanded={open}
        aria-label={`${t(`journal.command.${line.name}`)}, ${line.byName}, ${format.dateTime(line.at)}. ${t('journal.open', { seq: line.seq })}`}
        onPress={() => setOpen(!open)}
      >
        <span className="dim">{line.seq}</span>
        <span>{format.dateTime(line.at)}</span>
        <span>{line.byName}</span>
        <span>{t(`journal.command.${line.name}`)}</span>
      </Button>
      {open && <EntryRows line={line} />}
    </li>
  );
}
