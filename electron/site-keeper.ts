import { statSync } from 'node:fs';
import { removeOrphans } from './attachment/attachment-store.ts';
import { backupFolder } from './backup/backup-files.ts';
import type { BackupMade, BackupReason } from './backup/backup.ts';
import { iso } from './clock.ts';
import type { Site } from './door.ts';
import { JobCancelled, runJob, shared } from './jobs.ts';
import { signCheckpoint, newestCheckpoint } from './journal/checkpoint-store.ts';
import { chainHead } from './journal/journal-store.ts';
import { setHealth, verifyOpenSite } from './journal/health.ts';
import type { SiteHealth } from './journal/verification.ts';
import { log } from './log.ts';

const minuteMs = 60_000;
/** A checkpoint is signed after so many entries, or so long after the last one when there is anything new. */
const entriesPerCheckpoint = 100;
const checkpointEveryMs = 5 * minuteMs;
/** After these the journal's end is signed without waiting: from then on they are evidence. */
const signedAtOnce: ReadonlySet<string> = new Set(['incident.close']);
const backupEveryMs = 15 * minuteMs;
/** SQLite's log is cut when it is larger than this. */
export const logLimitBytes = 16 * 1024 * 1024;

export interface Keeper {
  /** Call after every commit with the command's name. */
  changed(name: string): void;
  /** What is due by the clock; runs by itself every minute. */
  tick(): Promise<void>;
  /** First backup, and the check of a site that was too large to check before opening. */
  start(): Promise<void>;
  /** Before the site is closed: signs the journal's end. */
  stop(): void;
}

/** Does what an open site needs without being asked: checkpoints, backups, a short log, no leftovers. */
export function keepSite(site: Site, told: (health: SiteHealth) => void = () => {}): Keeper {
  let backedUpSeq = -1;
  let backedUpMs = 0;
  let pending = false;
  let atOnce = false;
  let stopped = false;

  const now = (): number => site.clock.nowMs();

  function checkpointIfDue(): void {
    const head = chainHead(site.reader);
    const newest = newestCheckpoint(site.reader);
    const since = head.seq - (newest?.seq ?? 0);
    if (since <= 0) return;
    const oldMs = newest ? now() - Date.parse(newest.at) : Infinity;
    if (since >= entriesPerCheckpoint || oldMs >= checkpointEveryMs) signCheckpoint(site);
  }

  async function backUp(reason: BackupReason): Promise<void> {
    const made = await makeSiteBackup(site, reason);
    backedUpSeq = made.seq;
    backedUpMs = now();
  }

  function report(health: SiteHealth): void {
    site.health = health;
    told(health);
  }

  async function tick(): Promise<void> {
    if (stopped || site.health.kind === 'damaged') return;
    await quietly('checkpoint', checkpointIfDue);
    await quietly('log', () => shortenLog(site));
    if (now() - backedUpMs >= backupEveryMs && chainHead(site.reader).seq !== backedUpSeq)
      await quietly('backup', () => backUp('routine'));
  }

  const timer = setInterval(() => void tick(), minuteMs);
  timer.unref();

  return {
    changed: (name) => {
      atOnce ||= signedAtOnce.has(name);
      if (pending || stopped) return;
      pending = true;
      // After the answer has gone out: nobody waits for a signature.
      setImmediate(() => {
        pending = false;
        const work = atOnce ? () => signCheckpoint(site) : checkpointIfDue;
        atOnce = false;
        if (!stopped && site.health.kind !== 'damaged') void quietly('checkpoint', work);
      });
    },
    tick,
    start: async () => {
      await quietly('leftovers', () => site.writer.transaction(() => removeOrphans(site.writer)));
      if (site.health.kind === 'unchecked') {
        report({ kind: 'checking', done: 0, total: 0 });
        await quietly('check', async () => {
          const verified = await verifyOpenSite(site, undefined, (done, total) =>
            report({ kind: 'checking', done, total }),
          );
          setHealth(site, verified);
          told(site.health);
        });
        if ((site.health as SiteHealth).kind === 'checking') report({ kind: 'unchecked' });
      }
      // A damaged site must not push good backups out.
      if (!stopped && site.health.kind !== 'damaged') await quietly('backup', () => backUp('start'));
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      if (site.health.kind === 'damaged') return;
      try {
        signCheckpoint(site);
      } catch (error) {
        log.error('the last checkpoint failed', error);
      }
    },
  };
}

/** Signs the journal's end and takes a backup of the site into its folder, or another one. */
export function makeSiteBackup(
  site: Site,
  reason: BackupReason,
  folder = backupFolder(site.file),
  onProgress?: (done: number, total: number) => void,
): Promise<BackupMade> {
  return shared('backup.make', (signal) => {
    if (site.health.kind !== 'damaged') signCheckpoint(site);
    const at = iso(site.clock.nowMs());
    return runJob('makeBackup', { file: site.file, folder, at, reason }, { signal, onProgress });
  });
}

/**
 * Folds SQLite's log back into the file when it has outgrown its limit: a reader that stayed open for long kept it
 * from beginning anew. While one is still open the log can only be folded in part; the next minute tries again.
 */
export function shortenLog(site: Pick<Site, 'file' | 'writer'>): boolean {
  const bytes = statSync(`${site.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= logLimitBytes) return true;
  site.writer.raw.pragma('busy_timeout = 0');
  try {
    const [answer] = site.writer.raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (answer?.busy === 1) log.warn('a reader keeps the log long', { bytes });
    return answer?.busy === 0;
  } finally {
    site.writer.raw.pragma('busy_timeout = 5000');
  }
}

/** Routine work never takes the room down: what failed is logged and tried again at its next time. */
async function quietly(what: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof JobCancelled)) log.error(`${what} failed`, error);
  }
}
