import fc from 'fast-check';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachmentResponse } from '../electron/attachment/attachment-response-files.ts';
import { backupFolder, backups } from '../electron/backup/backup-files.ts';
import { nameOf, readName, superfluous, type BackupReason } from '../electron/backup/backup.ts';
import { Connection } from '../electron/database.ts';
import { fileKeys, memoryKeys } from '../electron/key-file.ts';
import { checkpoints, signCheckpoint, signingKeys } from '../electron/journal/checkpoint-store.ts';
import { append } from '../electron/journal/journal-store.ts';
import { verifySite } from '../electron/journal/verify-store.ts';
import { logTo } from '../electron/log.ts';
import { openSite } from '../electron/site-file.ts';
import { keepSite, logLimitBytes, shortenLog } from '../electron/site-keeper.ts';
import { siteInTemp, tempFolder, type TestSite } from './builders.ts';
import { filledSite, png } from './faults/filled.ts';

logTo({ info: () => {}, warn: () => {}, error: (message, cause) => console.error(message, cause) });

const at = fc
  .integer({ min: 0, max: 40 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2026, 5, 1) + minutes * 60_000).toISOString());
const reason = fc.constantFrom<BackupReason>('start', 'routine', 'migration', 'asked');

test('of any backups, three of the newest day and one a day for ten days before it are kept', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ at, reason }), { selector: (b) => b.at, maxLength: 120 }),
      (taken) => {
        const all = taken.map((backup) => ({ ...backup, name: nameOf(backup.at, backup.reason) }));
        const gone = new Set(superfluous(all));
        const kept = all.filter(({ name }) => !gone.has(name)).sort((a, b) => (a.at < b.at ? 1 : -1));
        const newest = all.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
        if (!newest) return;
        expect(kept[0]).toEqual(newest);
        const today = newest.at.slice(0, 10);
        const todays = all.filter((b) => b.at.startsWith(today)).length;
        expect(kept.filter((b) => b.at.startsWith(today)).length).toBeGreaterThanOrEqual(Math.min(3, todays));
        const days = new Set(all.map((b) => b.at.slice(0, 10)).filter((day) => day !== today));
        const keptDays = new Set(kept.map((b) => b.at.slice(0, 10)).filter((day) => day !== today));
        expect(keptDays.size).toBeGreaterThanOrEqual(Math.min(10, days.size));
        expect(kept.length).toBeLessThanOrEqual(3 + 10 + 1);
        // Dropping is settled at once: nothing more is dropped the second time.
        expect(superfluous(kept)).toEqual([]);
      },
    ),
  );
});

test('a backup is named for its moment and reason, and read back from the name', () => {
  fc.assert(
    fc.property(at, reason, (moment, why) => {
      expect(readName(nameOf(moment, why))).toEqual({ at: moment, reason: why });
    }),
  );
  expect(readName('site.tocsin')).toBeNull();
});

async function say(site: TestSite, incidentId: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1)
    await site.call('coordinator', 'log.say', { incidentId, kind: 'note', text: `line ${n}` });
}

test('checkpoints are signed after a hundred entries or five minutes, backups after fifteen, only when something changed', async () => {
  const { site, incident } = await filledSite(2);
  const keeper = keepSite(site.site);
  await keeper.start();
  const signed = () => [...checkpoints(site.site.reader)].length;
  const first = signed();
  expect(first).toBe(1);
  await keeper.tick();
  expect(signed()).toBe(first);
  await say(site, incident.id, 5);
  await keeper.tick();
  expect(signed()).toBe(first);
  site.clock.advance(5 * 60_000);
  await keeper.tick();
  expect(signed()).toBe(first + 1);
  await say(site, incident.id, 100);
  await keeper.tick();
  expect(signed()).toBe(first + 2);
  const folder = backupFolder(site.file);
  expect(backups(folder).map((backup) => backup.reason)).toEqual(['start']);
  site.clock.advance(10 * 60_000);
  await keeper.tick();
  expect(backups(folder).map((backup) => backup.reason)).toEqual(['routine', 'start']);
  site.clock.advance(60 * 60_000);
  await keeper.tick();
  expect(backups(folder)).toHaveLength(2);
  keeper.stop();
  expect(verifySite(site.site.writer, { structure: true, now: '' })).toMatchObject({ sound: true });
});

test('a lost key is followed by a new one; what the old one signed is still checked', async () => {
  const { site } = await filledSite(1);
  const first = signCheckpoint(site.site);
  const house = { ...site.site.house, keys: memoryKeys() };
  Object.assign(site.site, { house });
  const second = signCheckpoint(site.site);
  expect(second?.keyId).not.toBe(first?.keyId);
  expect(signingKeys(site.site.reader)).toHaveLength(2);
  expect(verifySite(site.site.writer, { structure: false, now: '' })).toMatchObject({
    sound: true,
    checkpoints: 2,
  });
  // A checkpoint that names a known key but was not signed by it.
  const forged = tempFolder();
  const copy = join(forged, 'copy.tocsin');
  site.site.writer.raw.exec(`VACUUM INTO '${copy}'`);
  const db = new Connection(copy, 'write');
  db.raw.exec('DROP TRIGGER checkpointIsNeverChanged');
  db.run('UPDATE checkpoint SET keyId = ? WHERE seq = ?', first?.keyId, second?.seq);
  expect(verifySite(db, { structure: false, now: '' }).faults).toMatchObject([
    { kind: 'checkpoint', detail: 'signature' },
  ]);
  db.close();
});

test('the key file is for its owner alone', () => {
  const file = join(tempFolder(), 'key', 'signing-key.pem');
  const keys = fileKeys(file);
  expect(keys.load()).toBeNull();
  keys.save('secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(keys.load()).toBe('secret');
});

test('the record is checked beside the room, with progress, and can be called off', async () => {
  const site = siteInTemp();
  const rows: [] = [];
  site.site.writer.transaction(() => {
    for (let n = 0; n < 30_000; n += 1)
      append(site.site.writer, {
        at: '2026-06-01T06:00:00.000Z',
        by: 'x',
        byName: 'x',
        seat: 's',
        name: 'seat.lock',
        rows,
      });
  });
  const verified = await site.call('observer', 'journal.verify', {});
  expect(verified).toMatchObject({ sound: true, entries: 30_001 });
  expect(site.events.some(({ event }) => event === 'progress')).toBe(true);
  expect(await site.call('observer', 'site.health', {})).toMatchObject({ kind: 'sound' });
  const running = site.door.dispatch(site.seatOf('observer'), 'journal.verify', {});
  expect(await site.call('observer', 'job.cancel', { job: 'journal.verify' })).toEqual({ calledOff: true });
  expect(await running).toMatchObject({ ok: false, refusal: { refused: 'calledOff' } });
  expect(await site.call('observer', 'job.cancel', { job: 'journal.verify' })).toEqual({ calledOff: false });
  const status = await site.call('observer', 'journal.status', {});
  expect(status).toMatchObject({ head: { seq: 30_001 }, keyKeptIn: 'memory', newestCheckpoint: null });
});

test('a site found damaged while it is open takes no more writes, nor does it open again', async () => {
  const { site, incident } = await filledSite(3);
  const other = new Connection(site.file, 'write');
  other.raw.exec("DROP TRIGGER logEntryIsNeverEdited; UPDATE logEntry SET text = 'never said' WHERE seq = 5");
  other.close();
  expect(await site.call('observer', 'journal.verify', {})).toMatchObject({
    sound: false,
    faults: [{ kind: 'rowDiffers' }],
  });
  const input = { incidentId: incident.id, kind: 'note', text: 'x' } as const;
  expect(await site.refusal('coordinator', 'log.say', input)).toMatchObject({ refused: 'siteDamaged' });
  expect((await site.call('observer', 'log.page', { incidentId: incident.id })).total).toBe(4);
  site.close();
  expect(openSite(site.file)).toMatchObject({ refused: 'siteDamaged' });
});

test("SQLite's log is cut again when a reader that held it long is gone", async () => {
  const { site, incident } = await filledSite(1);
  const log = `${site.file}-wal`;
  const reader = new Connection(site.file, 'read');
  reader.raw.exec('BEGIN');
  reader.get('SELECT count(*) FROM journal');
  const text = 'water '.repeat(600);
  for (let n = 0; statSync(log).size <= logLimitBytes + 1_000_000; n += 1) {
    site.site.writer.transaction(() => {
      for (let m = 0; m < 200; m += 1)
        append(site.site.writer, {
          at: site.site.clock.nowMs().toString(),
          by: 'x',
          byName: text,
          seat: 's',
          name: 'x',
          rows: [],
        });
    });
  }
  expect(shortenLog(site.site)).toBe(false);
  reader.raw.exec('COMMIT');
  expect(shortenLog(site.site)).toBe(true);
  expect(statSync(log).size).toBeLessThanOrEqual(logLimitBytes);
  reader.close();
  // Checking the record while it is written to reads in short steps: the log does not grow for it.
  const checking = site.call('observer', 'journal.verify', {});
  await say(site, incident.id, 20);
  await checking;
  expect(statSync(log).size).toBeLessThanOrEqual(logLimitBytes);
});

test('an attachment is served as what it is, to a signed-in seat only', async () => {
  const { site } = await filledSite(3);
  const { hash } = site.site.reader.get<{ hash: string }>('SELECT hash FROM attachment') ?? { hash: '' };
  const seat = site.seatOf('observer');
  const serve = attachmentResponse(site.site, seat);
  const response = serve(hash);
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
  });
  expect(Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(png)).toBe(true);
  expect(serve('0'.repeat(64))).toBeNull();
  expect(serve('../site')).toBeNull();
  seat.state = { kind: 'empty' };
  expect(serve(hash)?.status).toBe(403);
});

test('a large attachment is kept in pieces and comes back whole', async () => {
  const site = siteInTemp();
  const body = Buffer.alloc(3_000_000);
  for (let n = 0; n < body.length; n += 1) body[n] = (n * 31) % 251;
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), body, Buffer.from('\n%%EOF\n')]);
  const kept = await site.call('coordinator', 'attachment.add', {
    name: 'plan.pdf',
    bytes: new Uint8Array(pdf),
  });
  expect(kept).toMatchObject({ mediaType: 'application/pdf', bytes: pdf.length });
  const response = attachmentResponse(site.site, site.seatOf('observer'))(kept.hash);
  expect(Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0)).equals(pdf)).toBe(true);
});

test('backups are listed and taken by the administrator, and restored where the program can start again', async () => {
  const { site } = await filledSite(1);
  const made = await site.call('administrator', 'backup.make', {});
  expect(existsSync(join(made.folder, made.name))).toBe(true);
  expect((await site.call('administrator', 'backup.page', {})).rows).toHaveLength(1);
  expect(await site.refusal('coordinator', 'backup.make', {})).toMatchObject({ refused: 'wrongRole' });
  const restore = (name: string) => site.refusal('administrator', 'backup.restore', { name });
  expect(await restore(made.name)).toMatchObject({ refused: 'restoreNotHere' });
  const begun = { keptAside: null, seq: 1 };
  Object.assign(site.site, { house: { ...site.site.house, restore: () => Promise.resolve(begun) } });
  expect(await site.call('administrator', 'backup.restore', { name: made.name })).toEqual(begun);
  const name = nameOf('2026-01-01T00:00:00.000Z', 'asked');
  expect(await restore(name)).toMatchObject({ refused: 'unknownBackup' });
  writeFileSync(join(made.folder, name), readFileSync(join(made.folder, made.name)).subarray(0, 50_000));
  expect(await restore(name)).toMatchObject({ refused: 'backupDamaged' });
  writeFileSync(join(made.folder, name), 'nothing of ours');
  expect(await restore(name)).toMatchObject({ refused: 'backupDamaged' });
});
