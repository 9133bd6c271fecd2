import type { Part } from '../door.ts';
import type { ReadHandle } from '../database.ts';
import type { JournalEntry } from './journal.ts';
import type { JournalLine } from './journal-page.ts';
import { cancelJob, JobCancelled } from '../jobs.ts';
import { refuse } from '../refusal.ts';
import { newestCheckpoint, signingKey } from './checkpoint-store.ts';
import { setHealth, verifyOpenSite } from './health.ts';
import { chainHead, entryOf, historyOf } from './journal-store.ts';
import { matchExpression } from './search-text.ts';

function lineOf(entry: JournalEntry): JournalLine {
  const { seq, at, byName, name, rows } = entry;
  return { seq, at, byName, name, incidentId: entry.incidentId ?? null, rows };
}

function page(
  db: ReadHandle,
  filter: { text: string; incidentId?: string; before?: number; limit: number },
): JournalLine[] {
  const before = filter.before ?? Number.MAX_SAFE_INTEGER;
  const match = matchExpression(filter.text);
  const found =
    match === null
      ? filter.incidentId === undefined
        ? db.all<{ body: string }>(
            'SELECT body FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?',
            before,
            filter.limit,
          )
        : db.all<{ body: string }>(
            'SELECT body FROM journal WHERE incidentId = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
            filter.incidentId,
            before,
            filter.limit,
          )
      : db.all<{ body: string }>(
          `SELECT j.body FROM (SELECT rowid AS seq FROM journalText WHERE journalText MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) f
           JOIN journal j ON j.seq = f.seq ORDER BY f.seq DESC`,
          `text : (${match})`,
          before,
          filter.limit,
        );
  return found.map(entryOf).map(lineOf);
}

function entryCount(db: ReadHandle, incidentId: string | undefined): number {
  const found =
    incidentId === undefined
      ? db.get<{ n: number }>('SELECT coalesce(max(seq), 0) AS n FROM journal')
      : db.get<{ n: number }>('SELECT count(*) AS n FROM journal WHERE incidentId = ?', incidentId);
  return found?.n ?? 0;
}

export const journalHandlers: Part<
  'journal.page' | 'journal.history' | 'journal.status' | 'journal.verify' | 'site.health' | 'job.cancel'
> = {
  'journal.page': (read, input) => {
    const rows = page(read.db, input);
    return {
      rows,
      total: entryCount(read.db, input.incidentId),
      next: rows.length === input.limit ? String(rows.at(-1)?.seq ?? '') : null,
    };
  },
  'journal.history': (read, input) =>
    historyOf(read.db, input.noun, input.id, input.before ?? Number.MAX_SAFE_INTEGER, 50).map(lineOf),
  'journal.status': (read) => ({
    head: chainHead(read.db),
    newestCheckpoint: newestCheckpoint(read.db) ?? null,
    keyKeptIn: read.site.house.keys.keptIn,
    keyId: signingKey(read.site.house.keys).id,
    health: read.site.health,
  }),
  'journal.verify': async (read, input) => {
    try {
      const verified = await verifyOpenSite(read.site, input.against, (done, total) =>
        read.progress('journal.verify', done, total),
      );
      // Against a checkpoint from elsewhere the answer says nothing about this file alone.
      if (input.against === undefined) setHealth(read.site, verified);
      return verified;
    } catch (error) {
      if (error instanceof JobCancelled) return refuse('calledOff');
      throw error;
    }
  },
  'site.health': (read) => read.site.health,
  'job.cancel': (_read, input) => ({ calledOff: cancelJob(input.job) }),
};
