import { useState } from 'react';
import type { JournalLine } from '../../electron/journal/journal-page.ts';
import { useQueryOf } from '../api.ts';
import { Button, Empty } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { EntryRows } from './entry-rows.tsx';
import './journal.css';

const pageSize = 50;

interface Filter {
  readonly text?: string;
  readonly incidentId?: string;
}

/** Journal entries, newest first, page by page; each opens to what it changed. Give it a key when the filter changes. */
export function JournalLines({ text = '', incidentId }: Filter) {
  const [pages, setPages] = useState<readonly (number | undefined)[]>([undefined]);
  return (
    <ol className="journal-lines">
      {pages.map((before, index) => (
        <PageOf
          key={before ?? 'newest'}
          filter={incidentId === undefined ? { text } : { text, incidentId }}
          before={before}
          isLast={index === pages.length - 1}
          older={(seq) => setPages([...pages, seq])}
        />
      ))}
    </ol>
  );
}

function PageOf({
  filter,
  before,
  isLast,
  older,
}: {
  readonly filter: Filter;
  readonly before: number | undefined;
  readonly isLast: boolean;
  readonly older: (seq: number) => void;
}) {
  const { t } = useText();
  const page = useQueryOf(
    'journal.page',
    { ...filter, limit: pageSize, ...(before === undefined ? {} : { before }) },
    // Only the newest page grows.
    { nouns: before === undefined ? ['seat', 'logEntry', 'task', 'alarm', 'operator', 'site'] : [] },
  ).data;
  if (!page) return null;
  if (page.rows.length === 0 && before === undefined)
    return (
      <li>
        <Empty>{filter.text ? t('common.nothingFound', { text: filter.text }) : t('common.empty')}</Empty>
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
