import canonicalize from 'canonicalize';

/** The link before the first entry. */
export const firstLink = '0'.repeat(64);

/** A row as it stood after the command (null: it is gone). */
export interface JournalRow {
  readonly noun: string;
  readonly id: string;
  readonly row: unknown;
}

/** One command: who, when, what, and the rows it left behind. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: string;
  /** Operator id, or 'system'. */
  readonly by: string;
  readonly byName: string;
  readonly seat: string;
  readonly name: string;
  readonly incidentId?: string;
  readonly rows: readonly JournalRow[];
}

/** Canonical JSON (RFC 8785): the same entry is the same bytes everywhere. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('a journal entry must be JSON');
  return text;
}

/** The bytes whose SHA-256 is the next link; a checker makes the same with printf and sha256sum. */
export function linkInput(linkBefore: string, bodyHash: string): string {
  return `${linkBefore}\n${bodyHash}\n`;
}

const idLike = /^[0-9a-f-]{36}$|^[0-9a-f]{64}$|^\d{4}-\d\d-\d\dT/;

/** The words of an entry worth finding again: every text in its rows, without ids, hashes, times and shapes. */
export function wordsOf(entry: Pick<JournalEntry, 'rows' | 'byName'>): string {
  const words: string[] = [entry.byName];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (!idLike.test(value)) words.push(value);
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, key);
    } else if (typeof value === 'object' && value !== null && key !== 'geometry') {
      for (const [name, item] of Object.entries(value)) visit(item, name);
    }
  };
  for (const { row } of entry.rows) visit(row, '');
  return words.join(' ');
}
