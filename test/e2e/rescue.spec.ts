import { _electron, expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRoom } from './room.ts';

const root = join(import.meta.dirname, '../..');

/** Starts the program with a person who answers the first native dialog with its first button, and keeps what it said. */
const stub = (said: string): string => `
const { app, dialog } = require('electron');
app.setAppPath(${JSON.stringify(root)});
app.setName('Tocsin');
let asked = 0;
dialog.showMessageBox = async (options) => {
  require('node:fs').writeFileSync(${JSON.stringify(said)}, JSON.stringify(options));
  asked += 1;
  return { response: asked === 1 ? 0 : options.cancelId, checkboxChecked: false };
};
require(${JSON.stringify(join(root, 'dist/main/main.cjs'))});`;

test('a damaged site is not opened: its newest good backup is offered and takes its place', async () => {
  const { room, stop } = await startRoom();
  try {
    const operators = await room.call<{ id: string; role: string }[]>('session.operators', {});
    const operatorId = operators.find(({ role }) => role === 'administrator')?.id;
    await room.call('session.signInDemo', { operatorId });
    await room.call('backup.make', {});
    await room.app.close();
    const bytes = readFileSync(room.siteFile);
    bytes.fill(3, 16_384, 40_000);
    writeFileSync(room.siteFile, bytes);

    const folder = mkdtempSync(join(tmpdir(), 'tocsin-rescue-'));
    const said = join(folder, 'said.json');
    writeFileSync(join(folder, 'stub.cjs'), stub(said));
    const executablePath = process.env['TOCSIN_ELECTRON'];
    const switches = (process.env['TOCSIN_ELECTRON_SWITCHES'] ?? '').split(' ').filter(Boolean);
    const app = await _electron.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...switches,
        join(folder, 'stub.cjs'),
        `--user-data-dir=${join(room.folder, 'data')}`,
        '--site',
        room.siteFile,
      ],
      env: { ...(process.env as Record<string, string>), TOCSIN_TEST: '1', NODE_ENV: 'test' },
    });
    const page = await app.firstWindow();
    // A larger site is checked once its first screen stands.
    await expect
      .poll(() => page.evaluate(() => window.tocsin.invoke('site.health', {})), { timeout: 30_000 })
      .toMatchObject({ ok: true, value: { kind: 'sound' } });
    const asked = JSON.parse(readFileSync(said, 'utf8')) as { buttons: string[]; detail: string };
    expect(asked.buttons).toHaveLength(3);
    expect(asked.detail).toContain('damaged');
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  } finally {
    await stop();
  }
});
