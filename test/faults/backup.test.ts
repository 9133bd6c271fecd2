import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFolder, backups } from '../../electron/backup/backup-files.ts';
import { checkBackup, restoreBackup } from '../../electron/backup/restore-files.ts';
import { Connection } from '../../electron/database.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { makeSiteBackup } from '../../electron/site-keeper.ts';
import { tempFolder } from '../builders.ts';
import { chance, times } from './counts.ts';
import { filledSite } from './filled.ts';

/** Every row of every table that holds rows of its own. */
function rows(file: string, upTo?: number): Map<string, string[]> {
  const db = new Connection(file, 'read');
  try {
    const tables = db.all<{ name: string; cut: number }>(
      `SELECT name, name IN ('journal', 'logEntry', 'journalRow', 'checkpoint') AS cut FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'journalText%' AND name NOT LIKE 'sqlite_%'`,
    );
    return new Map(
      tables.map(({ name, cut }) => {
        const where = cut === 1 && upTo !== undefined ? ` WHERE seq <= ${upTo}` : '';
        return [
          name,
          db
            .all(`SELECT * FROM "${name}"${where}`)
            .map((row) => JSON.stringify(row))
            .sort(),
        ];
      }),
    );
  } finally {
    db.close();
  }
}

test('a backup taken while twenty entries a second are written restores row for row', async () => {
  const { site, incident } = await filledSite(30);
  let writing = true;
  let written = 0;
  const load = (async () => {
    while (writing) {
      const text = `under load ${written}`;
      await site.call('coordinator', 'log.say', { incidentId: incident.id, kind: 'note', text });
      written += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const made: { backup: string; seq: number }[] = [];
  for (let n = 0; n < times(2, 50); n += 1) {
    site.clock.advance(1_000);
    // Not in the site's own folder: all of them are compared afterwards, none is to be dropped.
    const folder = join(site.folder, `backups-${n}`);
    const backup = await makeSiteBackup(site.site, 'routine', folder);
    made.push({ backup: join(folder, backup.name), seq: backup.seq });
    // The next checkpoint is then signed behind what this backup holds.
    const then = written;
    while (written === then) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  writing = false;
  await load;
  const nowMs = site.clock.nowMs();
  for (const { backup, seq } of made) {
    const file = join(tempFolder(), 'restored.tocsin');
    const restored = await restoreBackup({ file, backup, nowMs, by: { id: 'system', name: 'root' } });
    if (isRefusal(restored)) throw new Error(restored.refused);
    expect(restored.verified).toMatchObject({ sound: true, entries: seq });
    expect(rows(file, seq)).toEqual(rows(site.file, seq));
  }
});

test('a kill during a backup leaves the ones before it valid', async () => {
  const { site } = await filledSite(40);
  const folder = backupFolder(site.file);
  const random = chance(5);
  for (let run = 0; run < times(2, 60); run += 1) {
    const finished = await killedBackups([site.file, folder], random(3) + 1, random(400));
    const newest = finished.at(-1) ?? '';
    expect(isRefusal(checkBackup(join(folder, newest), ''))).toBe(false);
    for (const { name } of backups(folder))
      expect([name, isRefusal(checkBackup(join(folder, name), ''))]).toEqual([name, false]);
  }
  // The next backup clears what the kills left behind.
  const made = await makeSiteBackup(site.site, 'routine');
  expect(existsSync(join(folder, made.name))).toBe(true);
});

function killedBackups(args: readonly string[], lines: number, microsteps: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'backup-writer.ts'), ...args]);
    let said = '';
    let failure = '';
    let killing = false;
    child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (killing || said.split('\n').length <= lines) return;
      killing = true;
      const later = (left: number): void =>
        left === 0 ? void child.kill('SIGKILL') : void setImmediate(() => later(left - 1));
      later(microsteps);
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(failure));
    });
  });
}
