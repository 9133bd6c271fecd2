import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './build.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { setUp } from './set-up.ts';
import { binOf, isMain, projectRoot, run, runMain, runNode, say, Trouble } from './shell.ts';

/**
 * Packages the app into release/.
 *
 *   npm run dist                  unpacked, for the system it runs on
 *   npm run dist -- --release     the installers of electron-builder.yml for this system
 */

/** Packages an unpacked app and returns the path of its program. `folder` is where it goes, release/ by default. */
export async function packageUnpacked(electron: ElectronRuntime, folder = 'release'): Promise<string> {
  await pack(electron, ['--dir', `-c.directories.output=${folder}`]);
  const program = {
    linux: 'linux-unpacked/tocsin',
    win32: 'win-unpacked/Tocsin.exe',
    darwin: `mac${process.arch === 'arm64' ? '-arm64' : ''}/Tocsin.app/Contents/MacOS/Tocsin`,
  }[process.platform as string];
  const path = join(projectRoot, folder, program ?? '');
  if (!program || !existsSync(path))
    throw new Trouble(`electron-builder said nothing and left no program in ${folder}/.`);
  return path;
}

async function pack(electron: ElectronRuntime, args: readonly string[]): Promise<void> {
  // electron-builder takes the version from the package; the fallback is another, and is named for what it is.
  const given = electron.official ? undefined : await withoutDefaultApp(electron.dist);
  const config = given ? [`-c.electronDist=${given}`, `-c.electronVersion=${electron.version}`] : [];
  if (electron.official) config.push(`-c.electronDist=${electron.dist}`);
  try {
    const packed = await runNode(
      binOf('electron-builder/cli.js'),
      [...args, ...config, '--publish', 'never'],
      {
        show: true,
        env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: process.env['CSC_LINK'] ? 'true' : 'false' },
      },
    );
    if (packed.code !== 0)
      throw new Trouble('electron-builder could not package the app; its reason is above.');
  } finally {
    if (given) await rm(given, { recursive: true, force: true });
  }
}

/** The fallback Electron carries a default app, which must not end up beside ours. Hard links: nothing is copied. */
async function withoutDefaultApp(dist: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-electron-'));
  const linked = await run('cp', ['-al', `${dist}/.`, folder]);
  // Another file system has no hard links to this one.
  if (linked.code !== 0) await cp(dist, folder, { recursive: true });
  await rm(join(folder, 'resources/app'), { recursive: true, force: true });
  return folder;
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const { values } = parseArgs({ options: { release: { type: 'boolean', default: false } } });
    const { electron } = await setUp();
    await buildApp();
    if (values.release) {
      if (!electron.official) {
        throw new Trouble('A release is built on the official Electron only, and it could not be had here.');
      }
      await pack(electron, []);
    } else {
      say(`packaged: ${await packageUnpacked(electron)}`);
    }
  });
}
