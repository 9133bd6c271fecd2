import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDoor, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import { logTo } from '../../electron/log.ts';
import { openSite } from '../../electron/site-file.ts';
import { opened, tempFolder } from '../builders.ts';
import { filledSite, png } from './filled.ts';

// What fails here is meant to fail.
logTo({ info: () => {}, warn: () => {}, error: () => {} });

const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted) spawnSync('umount', ['-l', folder]);
});

/** A file system of so many kilobytes, where this user may mount one. */
function smallDisk(kilobytes: number): string | null {
  const folder = tempFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  if (status !== 0) return null;
  mounted.push(folder);
  return folder;
}
const disk = smallDisk(4_096);

test.skipIf(disk === null)(
  'a full disk: said as not saved, nothing falsely said as saved, and it goes on when there is space',
  async () => {
    const { site, incident } = await filledSite(3);
    site.close();
    const file = join(disk ?? '', 'site.tocsin');
    spawnSync('cp', [site.file, file]);
    const ballast = join(disk ?? '', 'ballast');
    const open = opened(file);
    const door = openDoor(open, handlers);
    const seat: Seat = site.seatOf('coordinator');
    const say = (text: string) =>
      door.dispatch(seat, 'log.say', { incidentId: incident.id, kind: 'note', text });
    const saved: string[] = [];
    let free = 4_096;
    // Fill what is left, then write until the disk says no.
    for (; free > 0; free -= 64) {
      try {
        writeFileSync(ballast, Buffer.alloc(64 * 1024), { flag: 'a' });
      } catch {
        break;
      }
    }
    let refused = '';
    for (let n = 0; n < 2_000 && refused === ''; n += 1) {
      const result = await say(`line ${n} ${'water '.repeat(300)}`);
      if (result.ok) saved.push(result.value.text);
      else refused = result.refusal.refused;
    }
    expect(refused).toBe('notSavedDiskFull');
    const attached = await door.dispatch(seat, 'attachment.add', {
      name: 'big.pdf',
      bytes: new Uint8Array(
        Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(3_000_000, 'x'), Buffer.from('\n%%EOF\n')]),
      ),
    });
    expect(attached).toMatchObject({ ok: false, refusal: { refused: 'notSavedDiskFull' } });
    const kept = () =>
      open.reader
        .all<{ text: string }>("SELECT text FROM logEntry WHERE text LIKE 'line %'")
        .map((row) => row.text);
    expect(kept().sort()).toEqual(saved.toSorted());
    rmSync(ballast);
    const again = await say('after space was made');
    expect(again).toMatchObject({ ok: true });
    open.close();
    const reopened = opened(file);
    expect(reopened.health.kind).toBe('sound');
    expect(
      reopened.reader.get<{ n: number }>(
        'SELECT count(*) AS n FROM logEntry WHERE text = ?',
        'after space was made',
      )?.n,
    ).toBe(1);
    reopened.close();
  },
);

test('a site that can no longer be written to: said as not saved, still read', async () => {
  const { site, incident } = await filledSite(3);
  site.site.writer.raw.pragma('query_only = ON');
  const input = { incidentId: incident.id, kind: 'note', text: 'heard?' } as const;
  expect(await site.refusal('coordinator', 'log.say', input)).toMatchObject({ refused: 'notSavedReadOnly' });
  const { total } = await site.call('observer', 'log.page', { incidentId: incident.id });
  expect(total).toBe(4);
  site.site.writer.raw.pragma('query_only = OFF');
  await site.call('coordinator', 'log.say', input);
});

test.skipIf(disk === null)('a site on a disk that cannot be written to is refused by name', async () => {
  const { site } = await filledSite(2);
  site.close();
  const folder = smallDisk(4_096) ?? '';
  spawnSync('cp', [site.file, join(folder, 'site.tocsin')]);
  spawnSync('mount', ['-o', 'remount,ro', folder]);
  expect(openSite(join(folder, 'site.tocsin'))).toMatchObject({ refused: 'siteReadOnly' });
});

test('an attachment that lies about its kind, or is none of those taken, is refused and leaves nothing', async () => {
  const { site } = await filledSite(1);
  const bytes = new Uint8Array(png);
  expect(await site.refusal('coordinator', 'attachment.add', { name: 'plan.pdf', bytes })).toMatchObject({
    refused: 'attachmentLies',
    facts: { says: 'pdf', is: 'png' },
  });
  const html = new TextEncoder().encode('<html><script>alert(1)</script></html>');
  for (const name of ['page.html', 'photo.png', 'photo'])
    expect(await site.refusal('coordinator', 'attachment.add', { name, bytes: html })).toMatchObject({
      refused: 'attachmentType',
    });
  const half = new Uint8Array(png.subarray(0, 40));
  expect(
    await site.refusal('coordinator', 'attachment.add', { name: 'half.png', bytes: half }),
  ).toMatchObject({ refused: 'attachmentType' });
  const huge = new Uint8Array(21 * 1024 * 1024);
  expect(
    await site.refusal('coordinator', 'attachment.add', { name: 'huge.png', bytes: huge }),
  ).toMatchObject({ refused: 'tooLarge' });
});
