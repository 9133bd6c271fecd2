import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { Events } from '../../electron/contract.ts';
import type { LogEntry, LogKind } from '../../electron/incident/incident.ts';
import type { Refusal, Result } from '../../electron/refusal.ts';
import type { Input } from '../../electron/contract.ts';
import { ask, call, listen } from '../api.ts';

export const filters = ['all', 'radio', 'decisions', 'orders'] as const;
export type Filter = (typeof filters)[number];

const kindsOf: Record<Filter, readonly LogKind[] | null> = {
  all: null,
  radio: ['radioIn', 'radioOut'],
  decisions: ['decision'],
  orders: ['order'],
};

/** What is known of one incident's log under one filter: the newest entries without a gap, oldest first. */
export interface Book {
  readonly rows: readonly LogEntry[];
  /** Where the page before begins; null at the beginning of the log, undefined while nothing is loaded. */
  readonly before: number | null | undefined;
}

/** What was typed and is on its way; it is not said until the main process answers. */
export interface Sending {
  readonly key: string;
  readonly incidentId: string;
  readonly kind: LogKind;
  readonly text: string;
}

interface Books {
  readonly books: Readonly<Record<string, Book>>;
  readonly sending: readonly Sending[];
}

export const useBooks = create<Books>(() => ({ books: {}, sending: [] }));

const empty: Book = { rows: [], before: undefined };
const pageSize = 100;
const bookKey = (incidentId: string, filter: Filter): string => `${incidentId} ${filter}`;

/** The rows with the entries put in or replaced, in the order of the log. */
export function withEntries(rows: readonly LogEntry[], entries: readonly LogEntry[]): readonly LogEntry[] {
  if (entries.length === 0) return rows;
  const newest = rows.at(-1)?.seq ?? 0;
  if (entries.every((entry, i) => entry.seq > (entries[i - 1]?.seq ?? newest))) return [...rows, ...entries];
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  for (const entry of entries) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Puts entries where they belong in every book that is open: nothing is fetched again. `sent` is no longer on its way. */
function put(entries: readonly LogEntry[], sent?: string): void {
  useBooks.setState(({ books, sending }) => {
    const next: Record<string, Book> = { ...books };
    for (const [key, book] of Object.entries(books)) {
      const [incidentId, filter] = key.split(' ') as [string, Filter];
      const kinds = kindsOf[filter];
      const oldest = book.before === null ? 0 : (book.rows[0]?.seq ?? 0);
      const own = entries.filter(
        (entry) =>
          entry.incidentId === incidentId &&
          entry.seq >= oldest &&
          (kinds === null || kinds.includes(entry.kind)),
      );
      if (book.before !== undefined && own.length > 0)
        next[key] = { ...book, rows: withEntries(book.rows, own) };
    }
    return {
      books: next,
      sending: sent === undefined ? sending : sending.filter((each) => each.key !== sent),
    };
  });
}

const reading = new Set<string>();

/** Reads the newest page, or the page before what is known. */
async function read(incidentId: string, filter: Filter): Promise<void> {
  const key = bookKey(incidentId, filter);
  const known = useBooks.getState().books[key] ?? empty;
  if (known.before === null || reading.has(key)) return;
  reading.add(key);
  try {
    const kinds = kindsOf[filter];
    const page = await call('log.page', {
      incidentId,
      limit: pageSize,
      ...(kinds === null ? {} : { kinds: [...kinds] }),
      ...(known.before === undefined ? {} : { before: known.before }),
    });
    useBooks.setState(({ books }) => {
      const now = books[key] ?? empty;
      return { books: { ...books, [key]: { rows: withEntries(now.rows, page.rows), before: page.before } } };
    });
  } finally {
    reading.delete(key);
  }
}

let following = false;
const ownSeqs = new Set<number>();
let onTheWay: Promise<unknown>[] = [];

/** Hears what other seats and other screens wrote into a log that is open here. */
function follow(): void {
  if (following) return;
  following = true;
  listen('changed', (event) => void hear(event));
}

async function hear({ seq, rows }: Events['changed']): Promise<void> {
  const ids = rows.filter((row) => row.noun === 'logEntry').map((row) => row.id);
  if (ids.length === 0 || Object.keys(useBooks.getState().books).length === 0) return;
  // An entry said here comes back as the answer; only what is not ours is asked for.
  await Promise.allSettled(onTheWay);
  if (ownSeqs.delete(seq)) return;
  put(await call('log.entries', { ids }));
}

let sent = 0;

/** An answer that comes sooner needs no sign that it is awaited: the sign would only flicker. */
const noticeMs = 150;

/** Says it. When that takes its time it stands below the log in grey; the result tells whether it is said. */
export async function say(input: Input<'log.say'>): Promise<Result<LogEntry>> {
  const key = `sending-${++sent}`;
  const notice = setTimeout(
    () =>
      useBooks.setState(({ sending }) => ({
        sending: [...sending, { key, incidentId: input.incidentId, kind: input.kind, text: input.text }],
      })),
    noticeMs,
  );
  const answer = ask('log.say', input).catch((): Result<LogEntry> => ({
    ok: false,
    refusal: { refused: 'bug', facts: { name: 'log.say' } } satisfies Refusal,
  }));
  onTheWay.push(answer);
  const result = await answer;
  clearTimeout(notice);
  onTheWay = onTheWay.filter((each) => each !== answer);
  if (result.ok) ownSeqs.add(result.value.seq);
  put(result.ok ? [result.value] : [], key);
  return result;
}

export interface ReadBook extends Book {
  readonly readEarlier: () => void;
}

/** The log of an incident under a filter, kept in step with what is said anywhere. */
export function useBook(incidentId: string, filter: Filter): ReadBook {
  const key = bookKey(incidentId, filter);
  const book = useBooks((state) => state.books[key]) ?? empty;
  const asked = useRef('');
  useEffect(() => {
    follow();
    // Other incidents' logs are let go: a room looks at one at a time.
    useBooks.setState(({ books }) => ({
      books: Object.fromEntries(Object.entries(books).filter(([each]) => each.startsWith(`${incidentId} `))),
    }));
    if (asked.current !== key || useBooks.getState().books[key] === undefined) void read(incidentId, filter);
    asked.current = key;
  }, [incidentId, filter, key]);
  return { ...book, readEarlier: () => void read(incidentId, filter) };
}
