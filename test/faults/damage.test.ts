import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFolder } from '../../electron/backup/backup-files.ts';
import { newestGoodBackup, restoreBackup } from '../../electron/backup/restore-files.ts';
import { Connection } from '../../electron/database.ts';
import { sha256 } from '../../electron/journal/journal-store.ts';
import { logTo } from '../../electron/log.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { openSite } from '../../electron/site-file.ts';
import { makeSiteBackup } from '../../electron/site-keeper.ts';
import { opened, tempFolder } from '../builders.ts';
import { chance, times } from './counts.ts';
import { filledSite } from './filled.ts';

// What is refused here is meant to be.
logTo({ info: () => {}, warn: () => {}, error: () => {} });

type Chance = (below: number) => number;

/** Every row of every ordinary table, as one hash; full-text indexes are derived and left out. */
function contentOf(file: string): string {
  const db = new Connection(file, 'read');
  try {
    const tables = db.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'journalText%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    const content = tables.map(({ name }) => {
      const rows = db.all(`SELECT * FROM "${name}"`).map((row) => JSON.stringify(row));
      return `${name} ${rows.sort().join(' ')}`;
    });
    return sha256(content.join('\n'));
  } finally {
    db.close();
  }
}

const damage: Record<string, (file: string, random: Chance) => void> = {
  'bytes flipped': (file, random) => {
    const bytes = readFileSync(file);
    for (let n = random(24) + 1; n > 0; n -= 1) {
      const at = random(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255));
    }
    writeFileSync(file, bytes);
  },
  'cut short': (file, random) => truncateSync(file, random(readFileSync(file).length)),
  'a page of zeros': (file, random) => {
    const bytes = readFileSync(file);
    const page = random(bytes.length / 4096);
    bytes.fill(0, page * 4096, (page + 1) * 4096);
    writeFileSync(file, bytes);
  },
  'a page in the place of another': (file, random) => {
    const bytes = readFileSync(file);
    const pages = bytes.length / 4096;
    const [from, to] = [random(pages), random(pages)];
    bytes.copyWithin(to * 4096, from * 4096, (from + 1) * 4096);
    writeFileSync(file, bytes);
  },
  'another kind of file': (file, random) => writeFileSync(file, Buffer.alloc(random(20_000), 'not a site ')),
};

test('a damaged site is never opened as if it were sound, and never changed', async () => {
  const { site } = await filledSite(40);
  site.close();
  const sound = contentOf(site.file);
  const random = chance(4);
  const ways = Object.entries(damage);
  const file = join(tempFolder(), 'damaged.tocsin');
  const wrong: string[] = [];
  let refused = 0;
  for (let n = 0; n < times(20, 100); n += 1) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    copyFileSync(site.file, file);
    const [what, how] = ways[n % ways.length] ?? ways[0]!;
    how(file, random);
    const before = sha256(readFileSync(file));
    const answer = openSite(file);
    if (isRefusal(answer)) {
      refused += 1;
      if (!['siteDamaged', 'notASiteFile', 'siteNewer'].includes(answer.refused))
        wrong.push(`${n} ${what}: ${answer.refused}`);
      if (sha256(readFileSync(file)) !== before) wrong.push(`${n} ${what}: the refused file was changed`);
      if (existsSync(`${file}-wal`)) wrong.push(`${n} ${what}: a log was left beside it`);
    } else {
      answer.close();
      // Damage in bytes that hold nothing is no damage; anything else must have been refused.
      if (contentOf(file) !== sound) wrong.push(`${n} ${what}: opened with other content`);
    }
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(10);
});

test('damage in the log beside the site is not passed over', async () => {
  const { site } = await filledSite(30);
  const file = join(tempFolder(), 'killed.tocsin');
  // As after a power cut: the file and its log, taken while the site is open.
  copyFileSync(site.file, file);
  copyFileSync(`${site.file}-wal`, `${file}-wal`);
  const log = readFileSync(`${file}-wal`);
  const sound = opened(file);
  expect(sound.reader.get<{ n: number }>('SELECT count(*) AS n FROM logEntry')?.n).toBe(31);
  sound.close();
  const random = chance(9);
  for (let n = 0; n < times(5, 60); n += 1) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    copyFileSync(site.file, file);
    const broken = Buffer.from(log);
    const at = random(Math.floor(log.length * 0.8));
    broken[at] = (broken[at] ?? 0) ^ 0x40;
    writeFileSync(`${file}-wal`, broken);
    expect([at, openSite(file)]).toMatchObject([at, { refused: 'siteDamaged' }]);
    expect(readFileSync(`${file}-wal`).equals(broken)).toBe(true);
  }
});

test('the newest good backup takes the place of a damaged site, which is kept aside', async () => {
  const { site } = await filledSite(12);
  await makeSiteBackup(site.site, 'start');
  site.clock.advance(60_000);
  const newest = await makeSiteBackup(site.site, 'routine');
  const sound = contentOf(site.file);
  site.close();
  const bytes = readFileSync(site.file);
  bytes.fill(7, 8_192, 20_000);
  writeFileSync(site.file, bytes);
  expect(openSite(site.file)).toMatchObject({ refused: 'siteDamaged' });

  const folder = backupFolder(site.file);
  const nowMs = site.clock.nowMs();
  // The newest one is damaged too: the one before it is offered.
  truncateSync(join(folder, newest.name), 30_000);
  const good = newestGoodBackup(folder, '');
  if (isRefusal(good)) throw new Error(good.refused);
  expect(good.reason).toBe('start');
  const by = { id: 'system', name: 'root' };
  const restored = await restoreBackup({ file: site.file, backup: join(folder, good.name), nowMs, by });
  if (isRefusal(restored)) throw new Error(restored.refused);
  expect(readFileSync(restored.keptAside ?? '').equals(bytes)).toBe(true);
  const again = opened(site.file);
  expect(again.health.kind).toBe('sound');
  expect(again.reader.get<{ name: string }>('SELECT name FROM journal ORDER BY seq DESC LIMIT 1')?.name).toBe(
    'backup.restore',
  );
  again.close();
  expect(contentOf(site.file)).not.toBe(sound);
  expect(readdirSync(site.folder).filter((name) => /restoring|unfinished/.test(name))).toEqual([]);
  // A damaged backup is refused and nothing is replaced.
  const refusal = await restoreBackup({ file: site.file, backup: join(folder, newest.name), nowMs, by });
  expect(refusal).toMatchObject({ refused: 'backupDamaged' });
  opened(site.file).close();
});
