import { extractFile, listPackage } from '@electron/asar';
import { getCurrentFuseWire, FuseV1Options, FuseVersion } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** What `npm run dist` makes: packaged once here, then looked at and started as a person would. */

const root = join(import.meta.dirname, '../..');
const runFile = promisify(execFile);
let program = '';

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const { stdout } = await runFile(process.execPath, ['scripts/dist.ts'], { cwd: root, maxBuffer: 1e8 });
  program = /^packaged: (.+)$/m.exec(stdout)?.[1] ?? '';
});

test('the fuses are set against taking the program over', async () => {
  const wire = await getCurrentFuseWire(program);
  const on = (fuse: FuseV1Options): boolean => wire[fuse] === '1'.charCodeAt(0);
  expect(wire.version).toBe(FuseVersion.V1);
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    ownSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    ownSnapshot: false,
    fileProtocol: false,
  });
});

test('nothing goes in but what runs', () => {
  const archive = join(dirname(program), 'resources/app.asar');
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const foreign = files.filter(
    (path) => !/^\/(package\.json|dist(\/.*)?|node_modules(\/better-sqlite3(\/.*)?)?)$/.test(path),
  );
  expect(foreign).toEqual([]);
  expect(files.filter((path) => /better-sqlite3\/(deps|src)\/|\.map$|\.ts$/.test(path))).toEqual([]);
  const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8')) as { main: string };
  expect(files).toContain(`/${manifest.main}`);
});

test('it starts on the sample site, and no variable turns it into something else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-packaged-'));
  try {
    const picture = join(folder, 'first.png');
    const switches = (process.env['TOCSIN_ELECTRON_SWITCHES'] ?? '').split(' ').filter(Boolean);
    await runFile(
      program,
      [...switches, `--user-data-dir=${join(folder, 'data')}`, '--screenshot', picture],
      {
        timeout: 90_000,
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nowhere/at-all.cjs' },
      },
    );
    const png = readFileSync(picture);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.length).toBeGreaterThan(10_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
