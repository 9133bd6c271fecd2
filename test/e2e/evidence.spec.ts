import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import en from '../../renderer/locales/en/index.ts';
import { unzip } from '../../scripts/zip.ts';
import { expect, test } from './room.ts';

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('an incident is exported with its PDF and checked by the shell script alone', async ({ room }) => {
  await room.signIn('coordinator');
  const declare = {
    type: 'flood',
    placeId: null,
    placeText: 'River wall',
    severity: 2,
    note: 'Water over the wall',
  };
  const { id } = await room.call<{ id: string }>('incident.declare', declare);
  const served = await room.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const added = await window.tocsin.invoke('attachment.add', { name: 'wall.png', bytes });
    if (!added.ok) throw new Error(added.refusal.refused);
    const { hash } = added.value as { hash: string };
    const response = await fetch(`tocsin://app/attachment/${hash}`);
    return {
      hash,
      type: response.headers.get('content-type'),
      bytes: (await response.arrayBuffer()).byteLength,
    };
  }, png);
  expect(served).toMatchObject({ type: 'image/png', bytes: 70 });
  const say = { incidentId: id, kind: 'note', text: 'Photo of the wall', attachmentHash: served.hash };
  await room.call('log.say', say);

  await room.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, room.folder);
  // From the screen, as one file: what the panel says can be read out over the telephone.
  await room.size(1440, 900);
  await room.page.evaluate((incident) => void (location.hash = `#/incidents/${incident}`), id);
  await room.page.getByRole('tab', { name: en.incident.tab.evidence, exact: true }).click();
  await room.page.getByRole('button', { name: en.evidence.screen.zip }).click();
  const said = room.page.locator('.made');
  await expect(said).toContainText('.zip');
  await room.picture('evidence-1440-night');
  await room.size(1024, 768);
  await room.page.evaluate(() => (document.documentElement.dataset['theme'] = 'day'));
  await room.picture('evidence-1024-day');
  const zipped = readdirSync(room.folder).find((name) => name.endsWith('.zip'));
  const made = join(room.folder, String(zipped));
  expect(await said.textContent()).toContain(hash('sha256', readFileSync(made)));
  await unzip(made, join(room.folder, 'out'), (name) => name);
  const inside = join(room.folder, 'out', basename(made, '.zip'));
  expect(readFileSync(join(inside, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(spawnSync('sh', [join(inside, 'verify.sh')], { encoding: 'utf8' }).stdout).toContain('SOUND');

  const done = await room.call<{ path: string; pdf: boolean; attachments: number }>('evidence.export', {
    incidentId: id,
    language: 'zh-Hans',
  });
  expect(done).toMatchObject({ pdf: true, attachments: 1 });
  const checked = spawnSync('sh', [join(done.path, 'verify.sh')], { encoding: 'utf8' });
  expect(checked.stdout).toContain('SOUND');
  expect(await room.call('journal.verify', {})).toMatchObject({ sound: true });
  expect(await room.call('journal.status', {})).toMatchObject({ keyKeptIn: 'file' });
});

test('a backup is taken and put back from inside; what came after it is kept aside', async ({ room }) => {
  await room.signIn('administrator');
  const made = await room.call<{ name: string; folder: string }>('backup.make', {});
  expect(existsSync(join(made.folder, made.name))).toBe(true);
  const closed = room.app.waitForEvent('close');
  const begun = await room.call<{ keptAside: string }>('backup.restore', { name: made.name });
  await closed;
  expect(existsSync(begun.keptAside)).toBe(true);
  await room.restart();
  await room.signIn('administrator');
  expect(await room.call('journal.verify', {})).toMatchObject({ sound: true });
});
