import Database from 'better-sqlite3';
import { basename, dirname, join } from 'node:path';
import { backupFolder, removeDatabase, settle } from './backup/backup-files.ts';
import { iso, wallClock, type Clock } from './clock.ts';
import { Connection, fileKind } from './database.ts';
import type { Site } from './door.ts';
import { bareHouse, type House } from './house.ts';
import { emptyStaging } from './import/staging-files.ts';
import { indexPending } from './equipment/reindex-handlers.ts';
import { takeBackBroken } from './import/take-back-handlers.ts';
import { runJobHere } from './jobs.ts';
import type { SiteHealth } from './journal/verification.ts';
import { log } from './log.ts';
import { migrate, migrations, type Migration } from './migrate.ts';
import { isRefusal, refuse, type Answer, type Refusal } from './refusal.ts';
import { checkSiteFile } from './site-check.ts';

export interface OpenSite extends Site {
  close(): void;
}

export interface OpenOptions {
  readonly clock?: Clock;
  readonly migrations?: Migration[];
  readonly house?: House;
}

/**
 * Opens a site file for one Tocsin, or makes it when it is absent.
 * Refuses: siteInUse, notASiteFile, siteNewer, siteDamaged, siteReadOnly. Never changes a file that it refuses.
 * Small files are checked whole first; of larger ones `health` says 'unchecked' and the keeper checks them.
 */
export function openSite(file: string, options: OpenOptions = {}): Answer<OpenSite> {
  const all = options.migrations ?? migrations();
  const newest = all.at(-1)?.version ?? 0;
  const clock = options.clock ?? wallClock;
  const kind = fileKind(file);
  if (kind.kind === 'foreign') return refuse('notASiteFile', { file: basename(file) });
  if (kind.kind === 'site' && kind.schemaVersion > newest)
    return refuse('siteNewer', { file: basename(file), schema: kind.schemaVersion, known: newest });
  const lock = lockSite(file);
  if (isRefusal(lock)) return lock;
  const opened: Connection[] = [];
  try {
    let health: SiteHealth = { kind: 'unchecked' };
    if (kind.kind === 'absent') {
      makeSite(file, all);
    } else {
      const { faults, verified } = checkSiteFile(file, iso(clock.nowMs()));
      if (faults.length > 0) {
        log.warn('site refused', { file, faults });
        lock.release();
        return refuse('siteDamaged', { file: basename(file) });
      }
      if (verified) health = { kind: 'sound', verified };
      if (kind.schemaVersion < newest) backUpBeforeMigration(file, iso(clock.nowMs()));
    }
    const writer = new Connection(file, 'write');
    opened.push(writer);
    migrate(writer, all);
    emptyStaging(file);
    takeBackBroken(writer, clock.nowMs());
    void indexPending(writer);
    const reader = new Connection(file, 'read');
    opened.push(reader);
    return {
      file,
      writer,
      reader,
      clock,
      house: options.house ?? bareHouse(),
      health,
      close: () => {
        reader.close();
        writer.close();
        lock.release();
      },
    };
  } catch (error) {
    for (const connection of opened) connection.close();
    lock.release();
    const code = (error as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
      return refuse('siteDamaged', { file: basename(file) });
    if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EROFS|EPERM)/.test(code))
      return refuse('siteReadOnly', { file: basename(file) });
    if (code === 'SQLITE_FULL' || code === 'ENOSPC') return refuse('notSavedDiskFull');
    throw error;
  }
}

/** A new site appears under its name with its whole schema: a kill in between leaves no half-made file there. */
function makeSite(file: string, all: Migration[]): void {
  const unfinished = `${file}-unfinished`;
  removeDatabase(unfinished);
  try {
    const connection = new Connection(unfinished, 'write');
    migrate(connection, all);
    connection.close();
    settle(unfinished, file);
  } finally {
    removeDatabase(unfinished);
  }
}

function backUpBeforeMigration(file: string, at: string): void {
  runJobHere('makeBackup', { file, folder: backupFolder(file), at, reason: 'migration' });
}

/**
 * Holds the site for this process alone. The lock is SQLite's own lock on a small file beside the site:
 * the system drops it with the process, so that a crash never leaves a site locked.
 */
export function lockSite(file: string): { release(): void } | Refusal {
  const lockFile = join(dirname(file), `.${basename(file)}-lock`);
  let lock: Database.Database | undefined;
  try {
    lock = new Database(lockFile, { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const code = (error as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_BUSY')) return refuse('siteInUse', { file: basename(file) });
    return refuse('siteReadOnly', { file: basename(file) });
  }
  const held = lock;
  return { release: () => void held.close() };
}
