import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from './electron-runtime.ts';
import { binOf, cacheFolder, progress, projectRoot, run, runNode, say, scratch, Trouble } from './shell.ts';

/**
 * The database addon, for both who load it: Node (tests, scripts) and Electron. The binary that better-sqlite3 brings
 * serves the official Electron. The fallback is older than the Node-API it wants, so for that one it is compiled once
 * against an older Node-API; that binary serves both.
 */

const addonFolder = join(projectRoot, 'node_modules/better-sqlite3');
const compiledPlace = join(addonFolder, 'build/Release/better_sqlite3.node');
const compatHeader = join(import.meta.dirname, 'napi8-compat.h');
const nodeHeaders = join(
  projectRoot,
  'node_modules/node/node_modules',
  `node-${process.platform}-${process.arch}`,
);
const compileFlags = ['-UNAPI_VERSION', '-DNAPI_VERSION=8'];
const stamp = join(scratch, 'addon-loads');

const probe =
  "const D = require('better-sqlite3'); const d = new D(':memory:');" +
  "if (d.prepare('select 7 as seven').get().seven !== 7) process.exit(3); d.close();";

/** Whether the addon, as it lies there, was seen to work in this Electron and this Node. Starts no program. */
export async function addonKnownGood(electron: ElectronRuntime): Promise<boolean> {
  return (await readFile(stamp, 'utf8').catch(() => '')) === situation(electron);
}

/** Tries the addon in Electron and in Node, and remembers when both can load it. */
export async function addonLoads(electron: ElectronRuntime): Promise<boolean> {
  const inElectron = await run(electron.executable, ['-e', probe], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    limitMs: 60_000,
  });
  const inNode = await runNode('-e', [probe], { limitMs: 60_000 });
  if (inElectron.code !== 0 || inNode.code !== 0) return false;
  await mkdir(scratch, { recursive: true });
  await writeFile(stamp, situation(electron));
  return true;
}

/** Lays the binary compiled for an older Node-API where better-sqlite3 looks first; compiles it when it is not cached. */
export async function layCompiledAddon(prepareCompiler: () => Promise<void>): Promise<void> {
  const version = (JSON.parse(readFileSync(join(addonFolder, 'package.json'), 'utf8')) as { version: string })
    .version;
  const recipe = createHash('sha256')
    .update(readFileSync(compatHeader))
    .update(compileFlags.join(' '))
    .digest('hex');
  const cached = join(cacheFolder, `better-sqlite3-${version}-napi8-${recipe.slice(0, 12)}.node`);
  if (!existsSync(cached)) {
    await prepareCompiler();
    await compile(version, cached);
  }
  await mkdir(join(compiledPlace, '..'), { recursive: true });
  const half = `${compiledPlace}.${process.pid}`;
  await copyFile(cached, half);
  await rename(half, compiledPlace);
}

async function compile(version: string, result: string): Promise<void> {
  say(`compiling better-sqlite3 ${version} for the fallback Electron (about two minutes, once)`);
  if (!existsSync(join(nodeHeaders, 'include/node/node_api.h'))) {
    throw new Trouble("Node's headers are missing from node_modules/node. Run: npm ci");
  }
  await mkdir(cacheFolder, { recursive: true });
  await removeLeftovers();
  const work = join(cacheFolder, `unfinished-addon-${process.pid}`);
  const copy = join(work, 'better-sqlite3');
  try {
    for (const part of ['binding.gyp', 'package.json', 'src', 'deps', 'lib']) {
      await cp(join(addonFolder, part), join(copy, part), { recursive: true });
    }
    await cp(join(projectRoot, 'node_modules/node-addon-api'), join(copy, 'node_modules/node-addon-api'), {
      recursive: true,
    });
    const started = Date.now();
    const stop = progress(() => `compiling for ${Math.round((Date.now() - started) / 1000)} s`);
    const built = await runNode(
      binOf('node-gyp/bin/node-gyp.js'),
      ['rebuild', '--release', '--force_build=1', `--nodedir=${nodeHeaders}`, '-j', '2'],
      {
        cwd: copy,
        // The compiler takes these after those of binding.gyp, so that ours stand.
        env: { ...process.env, CXXFLAGS: [...compileFlags, '-include', compatHeader].join(' ') },
      },
    );
    stop();
    const made = join(copy, 'build/Release/better_sqlite3.node');
    if (built.code !== 0 || !existsSync(made)) {
      throw new Trouble(
        `better-sqlite3 ${version} did not compile:\n${built.output.trim().split('\n').slice(-25).join('\n')}\n` +
          'The last lines above say why. A full disk and less than 1 GB of free memory are the usual reasons.',
      );
    }
    await rename(made, result);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (name.startsWith('unfinished-addon-'))
      await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

/** All that decides whether the addon loads: which Electron, which Node, which binary. */
function situation(electron: ElectronRuntime): string {
  const mark = (path: string): string => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? `${path} ${found.size} ${found.mtimeMs}` : `${path} none`;
  };
  return [
    process.version,
    mark(electron.executable),
    mark(compiledPlace),
    mark(join(addonFolder, 'package.json')),
  ].join('\n');
}
