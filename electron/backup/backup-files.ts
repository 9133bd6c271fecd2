import {
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Connection } from '../database.ts';
import { chainHead } from '../journal/journal-store.ts';
import { nameOf, readName, superfluous, type Backup, type BackupJob, type BackupMade } from './backup.ts';

/** Pages copied between two looks at the clock and at the flag that calls the work off (8 MB). */
const pagesAtOnce = 2_000;
const unfinishedEnd = '.unfinished';

/** Where the backups of a site lie: a folder beside it. */
export function backupFolder(siteFile: string): string {
  return join(dirname(siteFile), `${basename(siteFile, extname(siteFile))}-backups`);
}

/** Newest first. */
export function backups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const read = readName(name);
      const found = read && statSync(join(folder, name), { throwIfNoEntry: false });
      return read && found ? [{ name, ...read, bytes: found.size }] : [];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/**
 * Copies the site as it stands at one moment into the folder, beside writers that go on. The copy appears under its
 * name whole, checked and on the disk, or not at all; what is no longer needed is removed after that.
 */
export async function makeBackup(
  job: BackupJob,
  step: (done: number, total: number) => void,
): Promise<BackupMade> {
  mkdirSync(job.folder, { recursive: true });
  const name = nameOf(job.at, job.reason);
  const unfinished = join(job.folder, `${name}.${process.pid}${unfinishedEnd}`);
  try {
    const seq = await copySite(job.file, unfinished, step);
    settle(unfinished, join(job.folder, name));
    for (const old of superfluous(backups(job.folder))) rmSync(join(job.folder, old), { force: true });
    removeUnfinished(job.folder);
    const { at, reason, folder } = job;
    return { name, at, reason, folder, bytes: statSync(join(folder, name)).size, seq };
  } finally {
    removeDatabase(unfinished);
  }
}

/** A checked copy of a site, in one file without side files; gives its newest journal entry. */
export async function copySite(
  from: string,
  to: string,
  step: (done: number, total: number) => void,
): Promise<number> {
  removeDatabase(to);
  const source = new Connection(from, 'read');
  try {
    // A read transaction holds the moment: writers go on, and the copy never begins anew.
    source.raw.exec('BEGIN');
    source.get('SELECT count(*) FROM sqlite_schema');
    await source.raw.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        step(totalPages - remainingPages, totalPages);
        return pagesAtOnce;
      },
    });
    source.raw.exec('COMMIT');
  } finally {
    source.close();
  }
  const copy = new Connection(to, 'write');
  try {
    // One file that can be read from anywhere, also from a disk that cannot be written to.
    copy.raw.pragma('journal_mode = DELETE');
    const answer = copy.raw.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok')
      throw Object.assign(new Error(`the copy is damaged: ${String(answer)}`), { code: 'SQLITE_CORRUPT' });
    return chainHead(copy).seq;
  } finally {
    copy.close();
  }
}

/** Puts a finished file in its place so that a power cut leaves either the old or the new one. */
export function settle(unfinished: string, file: string): void {
  syncPath(unfinished);
  renameSync(unfinished, file);
  syncPath(dirname(file));
}

/** Asks the disk to keep a file or folder; a system that cannot do that for folders is left alone. */
export function syncPath(path: string): void {
  let fd: number;
  try {
    fd = openSync(path, 'r+');
  } catch {
    try {
      fd = openSync(path, 'r');
    } catch {
      return;
    }
  }
  try {
    fsyncSync(fd);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EISDIR') throw error;
  } finally {
    closeSync(fd);
  }
}

/** A database file with what SQLite may have left beside it. */
export function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}

/** What a backup that was killed left behind. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (new RegExp(`\\${unfinishedEnd}(-\\w+)?$`).test(name)) rmSync(join(folder, name), { force: true });
  }
}
