import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { iso } from '../clock.ts';
import { Connection, fileKind } from '../database.ts';
import { append } from '../journal/journal-store.ts';
import type { Verification } from '../journal/verification.ts';
import { verifySite } from '../journal/verify-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { forgetDamage } from '../site-check.ts';
import { lockSite } from '../site-file.ts';
import { backups, copySite, removeDatabase, settle, syncPath } from './backup-files.ts';
import { readName, type Backup } from './backup.ts';

export interface RestoreJob {
  /** The site file that is replaced; it may be damaged or absent. */
  readonly file: string;
  /** The backup, by its whole path. */
  readonly backup: string;
  readonly nowMs: number;
  readonly by: { readonly id: string; readonly name: string };
}

export interface Restored {
  readonly file: string;
  /** Where the replaced file lies now; null when there was none. */
  readonly keptAside: string | null;
  readonly verified: Verification;
}

/** Checks a backup from end to end. */
export function checkBackup(file: string, now: string): Answer<Verification> {
  const kind = fileKind(file);
  if (kind.kind === 'absent') return refuse('unknownBackup', { file });
  if (kind.kind === 'foreign') return refuse('backupDamaged', { file });
  try {
    const connection = new Connection(file, 'read');
    try {
      const verified = verifySite(connection, { structure: true, now });
      return verified.sound ? verified : refuse('backupDamaged', { file });
    } finally {
      connection.close();
    }
  } catch (error) {
    if (isStorageError(error)) return refuse('backupDamaged', { file });
    throw error;
  }
}

/**
 * Puts a backup in the place of the site file, which nobody may hold: copied beside it, checked from end to end,
 * written to the disk, then swapped by renaming. The replaced file is kept aside with all that belongs to it. The
 * restored journal says who restored what and when, as its next entry.
 * Refuses: siteInUse, unknownBackup, backupDamaged.
 */
export async function restoreBackup(job: RestoreJob): Promise<Answer<Restored>> {
  const lock = lockSite(job.file);
  if (isRefusal(lock)) return lock;
  try {
    return await swapIn(job);
  } finally {
    lock.release();
  }
}

/** Like `restoreBackup`, for a caller that holds the site's lock and has closed its connections. */
export async function swapIn(job: RestoreJob): Promise<Answer<Restored>> {
  const now = iso(job.nowMs);
  const kind = fileKind(job.backup);
  if (kind.kind === 'absent') return refuse('unknownBackup', { file: job.backup });
  if (kind.kind === 'foreign') return refuse('backupDamaged', { file: job.backup });
  const unfinished = `${job.file}-restoring`;
  try {
    await copySite(job.backup, unfinished, () => {});
    const verified = checkBackup(unfinished, now);
    if (isRefusal(verified)) return refuse('backupDamaged', { file: job.backup });
    recordRestore(unfinished, job, now);
    const keptAside = setAside(job.file, now);
    settle(unfinished, job.file);
    forgetDamage(job.file);
    return { file: job.file, keptAside, verified };
  } catch (error) {
    if (isStorageError(error)) return refuse('backupDamaged', { file: job.backup });
    throw error;
  } finally {
    removeDatabase(unfinished);
  }
}

/** The newest backup that passes every check; the damaged ones before it are passed over. */
export function newestGoodBackup(folder: string, now: string): Answer<Backup> {
  for (const backup of backups(folder)) {
    if (!isRefusal(checkBackup(join(folder, backup.name), now))) return backup;
  }
  return refuse('noGoodBackup', { folder });
}

function recordRestore(file: string, job: RestoreJob, now: string): void {
  const copy = new Connection(file, 'write');
  try {
    copy.raw.pragma('journal_mode = DELETE');
    copy.transaction(() => {
      const head = copy.get<{ at: string }>('SELECT at FROM journal ORDER BY seq DESC LIMIT 1');
      const at = head && head.at > now ? head.at : now;
      const name = job.backup.split(/[\\/]/).at(-1) ?? job.backup;
      append(copy, {
        at,
        by: job.by.id,
        byName: job.by.name,
        seat: 'restore',
        name: 'backup.restore',
        rows: [
          {
            noun: 'restore',
            id: name,
            row: { id: name, takenAt: readName(name)?.at ?? null, restoredAt: at },
          },
        ],
      });
    });
  } finally {
    copy.close();
  }
}

/** Moves the site file and what SQLite has beside it out of the way, under a name that says when. */
function setAside(file: string, now: string): string | null {
  const aside = `${file}-replaced-${now.replaceAll(':', '-')}`;
  let moved = false;
  // The log first: a site file whose log has been left behind would be opened without it.
  for (const end of ['-shm', '-wal', '']) {
    if (!existsSync(`${file}${end}`)) continue;
    renameSync(`${file}${end}`, `${aside}${end}`);
    moved = true;
  }
  syncPath(join(file, '..'));
  return moved ? aside : null;
}

function isStorageError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR|SCHEMA|CONSTRAINT)/.test(code);
}
