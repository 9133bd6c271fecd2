import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const done = await room.call<{ folder: string; pdf: boolean; attachments: number }>('evidence.export', {
    incidentId: id,
    language: 'zh-Hans',
  });
  expect(done).toMatchObject({ pdf: true, attachments: 1 });
  expect(readFileSync(join(done.folder, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  const checked = spawnSync('sh', [join(done.folder, 'verify.sh')], { encoding: 'utf8' });
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
