import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Connection } from './database.ts';
import { writeOwnersFile } from './key-file.ts';
import { sha256 } from './journal/journal-store.ts';
import { linkInput } from './journal/journal.ts';
import type { Fault, Verification } from './journal/verification.ts';
import { verifySite } from './journal/verify-store.ts';
import { walIsDamaged } from './wal-file.ts';

/** Sites up to this size are checked whole before they open (under a second); larger ones in a worker afterwards. */
export const wholeCheckBytes = 16 * 1024 * 1024;
const lastEntries = 200;

/** What looking at a site file before opening it found; `verified` is null when only the cheap checks were made. */
export interface SiteCheck {
  readonly faults: readonly Fault[];
  readonly verified: Verification | null;
}

/** Checks a site file that nobody holds, without changing it. */
export function checkSiteFile(
  file: string,
  now: string,
  whole = statSync(file).size <= wholeCheckBytes,
): SiteCheck {
  const marked = damageMark(file);
  if (marked) return { faults: marked, verified: null };
  if (walIsDamaged(file)) return { faults: [{ kind: 'file', detail: 'log' }], verified: null };
  if (isCutShort(file)) return { faults: [{ kind: 'file', detail: 'size' }], verified: null };
  const hadLog = existsSync(`${file}-wal`);
  let check: SiteCheck;
  try {
    const connection = new Connection(file, 'read');
    try {
      check = whole ? wholeCheck(connection, now) : { faults: cheapCheck(connection), verified: null };
    } finally {
      connection.close();
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !/^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR|SCHEMA)/.test(code)) throw error;
    check = { faults: [{ kind: 'file', detail: code }], verified: null };
  }
  // Looking must leave nothing behind beside a file that will not be opened.
  if (check.faults.length > 0 && !hadLog)
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  return check;
}

function wholeCheck(connection: Connection, now: string): SiteCheck {
  const verified = verifySite(connection, { structure: true, now });
  return { faults: verified.faults, verified };
}

/** The schema can be read and the journal's last entries hang together. */
function cheapCheck(connection: Connection): Fault[] {
  connection.get('SELECT count(*) FROM sqlite_schema');
  const entries = connection.all<{ seq: number; body: string; link: string }>(
    'SELECT seq, body, link FROM journal ORDER BY seq DESC LIMIT ?',
    lastEntries,
  );
  return entries.flatMap((entry, index): Fault[] => {
    const before = entries[index + 1];
    if (!before) return [];
    if (before.seq !== entry.seq - 1) return [{ kind: 'gap', seq: entry.seq - 1 }];
    return sha256(linkInput(before.link, sha256(entry.body))) === entry.link
      ? []
      : [{ kind: 'link', seq: entry.seq }];
  });
}

/** The header says how many pages there are; a file without a log that is shorter was cut. */
function isCutShort(file: string): boolean {
  const wal = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (wal && wal.size > 0) return false;
  const fd = openSync(file, 'r');
  try {
    const header = Buffer.alloc(100);
    readSync(fd, header, 0, 100, 0);
    const size = header.readUInt16BE(16);
    const pageBytes = size === 1 ? 65_536 : size;
    return fstatSync(fd).size < pageBytes * header.readUInt32BE(28);
  } finally {
    closeSync(fd);
  }
}

/** Damage found while the site was open is kept beside it, so that the next start does not open it as if nothing were. */
export function markDamaged(file: string, faults: readonly Fault[]): void {
  writeOwnersFile(markFile(file), JSON.stringify(faults));
}

export function forgetDamage(file: string): void {
  rmSync(markFile(file), { force: true });
}

function damageMark(file: string): readonly Fault[] | null {
  const mark = markFile(file);
  if (!existsSync(mark)) return null;
  try {
    return JSON.parse(readFileSync(mark, 'utf8')) as Fault[];
  } catch {
    return [{ kind: 'file', detail: 'mark' }];
  }
}

function markFile(file: string): string {
  return join(dirname(file), `.${basename(file)}-damaged`);
}
