import Database from 'better-sqlite3';
import { basename, dirname, join } from 'node:path';
import { wallClock, type Clock } from './clock.ts';
import { Connection, fileKind } from './database.ts';
import type { Site } from './door.ts';
import { migrate, migrations, type Migration } from './migrate.ts';
import { isRefusal, refuse, type Answer, type Refusal } from './refusal.ts';

export interface OpenSite extends Site {
  close(): void;
}

/**
 * Opens a site file for one Tocsin, or makes it when it is absent.
 * Refuses: siteInUse, notASiteFile, siteNewer, siteDamaged, siteReadOnly. Never changes a file that it refuses.
 */
export function openSite(file: string, options: { clock?: Clock; migrations?: Migration[] } = {}): Answer<OpenSite> {
  const all = options.migrations ?? migrations();
  const newest = all.at(-1)?.version ?? 0;
  const kind = fileKind(file);
  if (kind.kind === 'foreign') return refuse('notASiteFile', { file: basename(file) });
  if (kind.kind === 'site' && kind.schemaVersion > newest)
    return refuse('siteNewer', { file: basename(file), schema: kind.schemaVersion, known: newest });
  const lock = lockSite(file);
  if (isRefusal(lock)) return lock;
  try {
    const writer = new Connection(file, 'write');
    migrate(writer, all);
    const reader = new Connection(file, 'read');
    return {
      file,
      writer,
      reader,
      clock: options.clock ?? wallClock,
      close: () => {
        reader.close();
        writer.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    const code = (error as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return refuse('siteDamaged', { file: basename(file) });
    if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') return refuse('siteReadOnly', { file: basename(file) });
    throw error;
  }
}

/**
 * Holds the site for this process alone. The lock is SQLite's own lock on a small file beside the site:
 * the system drops it with the process, so that a crash never leaves a site locked.
 */
function lockSite(file: string): { release(): void } | Refusal {
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
