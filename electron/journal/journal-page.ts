import { z } from 'zod';
import { id, line } from '../schema-parts.ts';
import type { JournalRow } from './journal.ts';

export const journalPageInput = z.object({
  text: z.string().max(10_000).default(''),
  incidentId: id.optional(),
  /** Entries older than this seq. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});

export const historyInput = z.object({ noun: line(40), id: line(80), before: z.int().min(1).optional() });

/** A journal entry as the screens show it. */
export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly byName: string;
  readonly name: string;
  readonly incidentId: string | null;
  readonly rows: readonly JournalRow[];
}
