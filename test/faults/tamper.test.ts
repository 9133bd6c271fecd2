import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Connection } from '../../electron/database.ts';
import { signCheckpoint } from '../../electron/journal/checkpoint-store.ts';
import { sha256 } from '../../electron/journal/journal-store.ts';
import { verifySite } from '../../electron/journal/verify-store.ts';
import { tempFolder } from '../builders.ts';
import { chance, times } from './counts.ts';
import { filledSite } from './filled.ts';

type Chance = (below: number) => number;

/** One way to falsify the journal inside SQLite, by someone who knows how it is made but has no key. */
const falsify: Record<string, (db: Connection, seq: number, last: number, random: Chance) => void> = {
  'a body edited': (db, seq) =>
    db.run('UPDATE journal SET body = replace(body, \'"by"\', \'"bz"\') WHERE seq = ?', seq),
  'one character of a body': (db, seq, _last, random) => {
    const body = db.get<{ body: string }>('SELECT body FROM journal WHERE seq = ?', seq)?.body ?? '';
    // The table itself takes no text that is not JSON: look for a place where the change is only a lie.
    for (let tries = 0; tries < 100; tries += 1) {
      const at = random(body.length);
      const edited = body.slice(0, at) + (body[at] === 'x' ? 'y' : 'x') + body.slice(at + 1);
      if (!isJson(edited)) continue;
      db.run('UPDATE journal SET body = ? WHERE seq = ?', edited, seq);
      return;
    }
  },
  'a link edited': (db, seq) =>
    db.run("UPDATE journal SET link = '00' || substr(link, 3) WHERE seq = ?", seq),
  'an entry deleted': (db, seq) => db.run('DELETE FROM journal WHERE seq = ?', seq),
  'the tail cut': (db, seq) => {
    db.run('DELETE FROM checkpoint WHERE seq >= ?', seq);
    db.run('DELETE FROM journalRow WHERE seq >= ?', seq);
    db.run('DELETE FROM logEntry WHERE seq >= ?', seq);
    db.run('DELETE FROM journal WHERE seq >= ?', seq);
  },
  'two entries swapped': (db, seq, last) => {
    const other = seq === last ? seq - 1 : seq + 1;
    db.run('UPDATE journal SET seq = -1 WHERE seq = ?', seq);
    db.run('UPDATE journal SET seq = ? WHERE seq = ?', seq, other);
    db.run('UPDATE journal SET seq = ? WHERE seq = -1', other);
  },
  'an entry moved away and the rest closed up': (db, seq, last) => {
    db.run('DELETE FROM journal WHERE seq = ?', seq);
    for (let next = seq + 1; next <= last; next += 1)
      db.run('UPDATE journal SET seq = ? WHERE seq = ?', next - 1, next);
  },
  'the chain made anew from a changed entry on': (db, seq, last) => {
    db.run('UPDATE journal SET body = replace(body, \'"seat"\', \'"seal"\') WHERE seq = ?', seq);
    relink(db, seq, last);
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function relink(db: Connection, from: number, last: number): void {
  const zero = '0'.repeat(64);
  for (let seq = from; seq <= last; seq += 1) {
    const before = db.get<{ link: string }>('SELECT link FROM journal WHERE seq = ?', seq - 1)?.link ?? zero;
    const body = db.get<{ body: string }>('SELECT body FROM journal WHERE seq = ?', seq)?.body ?? '';
    db.run('UPDATE journal SET link = ? WHERE seq = ?', sha256(`${before}\n${sha256(body)}\n`), seq);
  }
}

test('every edit, deletion, reordering and tail cut of the journal is found against a checkpoint', async () => {
  const { site } = await filledSite(24);
  const checkpoint = signCheckpoint(site.site);
  site.close();
  const db = new Connection(site.file, 'write');
  for (const { name } of db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
    db.raw.exec(`DROP TRIGGER ${name}`);
  db.raw.pragma('foreign_keys = OFF');
  const last = checkpoint?.seq ?? 0;
  const against = checkpoint;
  const options = { structure: false, now: '', against };
  expect(verifySite(db, options)).toMatchObject({ sound: true, entries: last });
  const random = chance(7);
  const ways = Object.entries(falsify);
  const missed: string[] = [];
  for (let n = 0; n < times(240, 10_000); n += 1) {
    const [what, how] = ways[n % ways.length] ?? ways[0]!;
    const seq = random(last) + 1;
    db.raw.exec('BEGIN');
    how(db, seq, last, random);
    if (verifySite(db, options).sound) missed.push(`${what} at ${seq}`);
    db.raw.exec('ROLLBACK');
  }
  expect(missed).toEqual([]);
  expect(verifySite(db, options)).toMatchObject({ sound: true });
  db.close();
});

test('edits of the tables behind the journal are found', async () => {
  const { site } = await filledSite(8);
  site.close();
  const db = new Connection(site.file, 'write');
  for (const { name } of db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
    db.raw.exec(`DROP TRIGGER ${name}`);
  db.raw.pragma('foreign_keys = OFF');
  const edits: Record<string, string> = {
    rowDiffers: "UPDATE logEntry SET text = 'never said' WHERE text LIKE 'entry 5%'",
    rowMissing: "DELETE FROM logEntry WHERE text LIKE 'entry 6%'",
    rowUnrecorded:
      "INSERT INTO logEntry SELECT 'x', incidentId, 9999, at, by, byName, kind, 'slipped in', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM logEntry LIMIT 1",
    rowIndex: 'DELETE FROM journalRow WHERE seq = 5',
    attachment: "UPDATE attachmentPiece SET content = x'00'",
  };
  for (const [kind, sql] of Object.entries(edits)) {
    db.raw.exec('BEGIN');
    db.raw.exec(sql);
    const { faults } = verifySite(db, { structure: false, now: '' });
    expect(faults.map((fault) => fault.kind)).toContain(kind);
    db.raw.exec('ROLLBACK');
  }
  db.close();
});

test('the shell checker finds every falsified export', async () => {
  const { site, incident } = await filledSite(24);
  Object.assign(site.site, {
    house: { ...site.site.house, chooseFolder: () => Promise.resolve(site.folder) },
  });
  const { path: folder } = await site.call('coordinator', 'evidence.export', { incidentId: incident.id });
  const scratch = join(tempFolder(), 'copy');
  const random = chance(11);
  const names = [
    'journal.jsonl',
    'chain.txt',
    'checkpoint.json',
    'manifest.txt',
    'public-key.pem',
    'report.html',
  ];
  const missed: string[] = [];
  for (let n = 0; n < times(6, 300); n += 1) {
    rmSync(scratch, { recursive: true, force: true });
    execFileSync('cp', ['-r', folder, scratch]);
    const name = names[n % names.length] ?? '';
    const file = join(scratch, name);
    const before = readFileSync(file);
    const after = mutate(before, random);
    writeFileSync(file, after);
    // The falsifier also lists the new content in the manifest, which he cannot sign.
    if (n % 2 === 0 && name !== 'manifest.txt') {
      const list = join(scratch, 'manifest.txt');
      writeFileSync(list, readFileSync(list, 'utf8').replace(sha256(before), sha256(after)));
    }
    if (spawnSync('sh', ['verify.sh'], { cwd: scratch }).status !== 1) missed.push(`${name} ${n}`);
  }
  expect(missed).toEqual([]);
});

/** A byte changed, a line removed, two lines swapped, or the end cut off. */
function mutate(content: Buffer, random: Chance): Buffer {
  const lines = content.toString('utf8').split(/(?<=\n)/);
  const at = random(lines.length);
  switch (lines.length < 3 ? 0 : random(4)) {
    case 1:
      return Buffer.from(lines.toSpliced(at, 1).join(''));
    case 2: {
      const other = (at + 1) % lines.length;
      if (lines[at] === lines[other]) break;
      return Buffer.from(
        lines.map((line, i) => (i === at ? lines[other] : i === other ? lines[at] : line)).join(''),
      );
    }
    case 3:
      return content.subarray(0, content.length - 1 - random(Math.min(200, content.length - 2)));
  }
  const copy = Buffer.from(content);
  const byte = random(copy.length);
  copy[byte] = (copy[byte] ?? 0) ^ (1 << random(7));
  return copy;
}
