import { spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFolder, backups } from '../../electron/backup/backup-files.ts';
import { checkBackup } from '../../electron/backup/restore-files.ts';
import { Connection } from '../../electron/database.ts';
import { sha256 } from '../../electron/journal/journal-store.ts';
import { migrations, type Migration } from '../../electron/migrate.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { openSite } from '../../electron/site-file.ts';
import { opened, tempFolder } from '../builders.ts';
import { chance, times } from './counts.ts';
import { filledSite } from './filled.ts';

const all = migrations();

function schemaOf(file: string): string[] {
  const db = new Connection(file, 'read');
  try {
    return db
      .all<{ sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL')
      .map(({ sql }) => sql)
      .sort();
  } finally {
    db.close();
  }
}

function fresh(folder: string, upTo: Migration[]): string {
  const file = join(folder, `fresh-${upTo.length}.tocsin`);
  opened(file, { migrations: upTo }).close();
  return file;
}

test('a file of any earlier schema becomes what a fresh one is', () => {
  const folder = tempFolder();
  const whole = schemaOf(fresh(folder, all));
  const steps = all
    .map((_, index) => index + 1)
    .filter((_, index) => index % 9 === 0 || index === all.length - 2);
  for (const step of steps) {
    const file = fresh(folder, all.slice(0, step));
    opened(file).close();
    expect(schemaOf(file)).toEqual(whole);
  }
});

const fixtures = join(import.meta.dirname, '../fixtures');
const released = readdirSync(fixtures).filter((name) => name.endsWith('.site'));

test.each(released)('the released site %s is brought to this schema with everything in it', (name) => {
  const folder = tempFolder();
  const file = join(folder, 'old.tocsin');
  copyFileSync(join(fixtures, name), file);
  const before = journalOf(file);
  const site = opened(file);
  expect(site.reader.raw.pragma('user_version', { simple: true })).toBe(all.at(-1)?.version);
  site.close();
  expect(journalOf(file)).toEqual(before);
  expect(schemaOf(file)).toEqual(schemaOf(fresh(folder, all)));
  opened(file).close();
});

function journalOf(file: string): unknown[] {
  const db = new Connection(file, 'read');
  try {
    return db.all('SELECT seq, body, link FROM journal ORDER BY seq');
  } finally {
    db.close();
  }
}

test('a backup is taken before a migration, and a migration that fails leaves the file as it was', async () => {
  const { site } = await filledSite(5);
  site.close();
  const next = (all.at(-1)?.version ?? 0) + 10;
  const failing = {
    version: next,
    file: `${next}-x.sql`,
    sql: 'CREATE TABLE halfMade (id TEXT) STRICT; SELECT nonsense();',
  };
  const content = journalOf(site.file);
  expect(() => openSite(site.file, { migrations: [...all, failing] })).toThrow('nonsense');
  expect(journalOf(site.file)).toEqual(content);
  const [backup] = backups(backupFolder(site.file));
  expect(backup?.reason).toBe('migration');
  expect(isRefusal(checkBackup(join(backupFolder(site.file), backup?.name ?? ''), ''))).toBe(false);
  expect(schemaOf(site.file).join()).not.toContain('halfMade');
  opened(site.file).close();
});

test('a file of a newer Tocsin is refused by name and not touched', async () => {
  const { site } = await filledSite(2);
  site.close();
  const db = new Connection(site.file, 'write');
  db.raw.pragma('user_version = 9990');
  db.close();
  const before = sha256(readFileSync(site.file));
  expect(openSite(site.file)).toMatchObject({ refused: 'siteNewer', facts: { schema: 9990 } });
  expect(sha256(readFileSync(site.file))).toBe(before);
});

test('a kill in the middle of a migration loses nothing', async () => {
  const folder = tempFolder();
  const old = fresh(folder, all.slice(0, 3));
  const random = chance(6);
  const whole = schemaOf(fresh(folder, all));
  for (let run = 0; run < times(2, 40); run += 1) {
    const file = join(folder, `killed-${run}.tocsin`);
    copyFileSync(old, file);
    await killedAfter([file], random(900));
    opened(file).close();
    expect(schemaOf(file)).toEqual(whole);
    rmSync(file);
  }
});

/** Opens the site in a child that is killed so many turns of our event loop after it began to open it. */
function killedAfter(args: readonly string[], microsteps: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'opener.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => {
      const later = (left: number): void =>
        left === 0 ? void child.kill('SIGKILL') : void setImmediate(() => later(left - 1));
      later(microsteps);
    });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}
