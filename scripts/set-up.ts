import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchElectron, readyElectron, type ElectronRuntime } from './electron-runtime.ts';
import { alone } from './lock.ts';
import { addonKnownGood, addonLoads, layCompiledAddon } from './native-addon.ts';
import { cacheFolder, isMain, projectRoot, runMain, say, Trouble } from './shell.ts';
import { hasProgram, installPackages, missingLibraries, needs } from './system-packages.ts';

/**
 * Makes everything ready that `npm ci` alone does not: an Electron that runs here, the system libraries it needs, a
 * database addon that it can load, and a display where there is none. Takes no time when all is there.
 */

export type Ready = {
  readonly electron: ElectronRuntime;
  /** True when there is no screen to draw on, so that a virtual one has to be started. */
  readonly headless: boolean;
};

/** Whether a window would have nowhere to open. */
function isHeadless(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

/** Throws `Trouble` that says what to do. Several at once, also of several copies of the project, take turns. */
export async function setUp(): Promise<Ready> {
  const headless = isHeadless();
  const ready = await readyElectron();
  if (ready && (!headless || hasProgram('Xvfb')) && (await addonKnownGood(ready)))
    return { electron: ready, headless };
  if (!existsSync(join(projectRoot, 'node_modules/better-sqlite3/package.json'))) {
    throw new Trouble('The dependencies are not installed. Run: npm ci');
  }
  return alone(
    cacheFolder,
    () => say('another set-up is at work: waiting for it'),
    async () => ({ electron: await prepare(headless), headless }),
  );
}

async function prepare(headless: boolean): Promise<ElectronRuntime> {
  const electron = (await readyElectron()) ?? (await fetchElectron());
  if (process.platform === 'linux') await prepareSystem(electron, headless);
  if (await addonLoads(electron)) return electron;
  if (process.platform !== 'linux') {
    throw new Trouble(
      `The database addon does not load in Electron ${electron.version}. Delete node_modules, run: npm ci`,
    );
  }
  await layCompiledAddon(async () => {
    if (!['g++', 'make', 'python3'].every(hasProgram)) {
      await installPackages(needs.compiler, 'The fallback Electron needs a C++ compiler, make and Python');
    }
  });
  if (await addonLoads(electron)) return electron;
  throw new Trouble(
    `Electron ${electron.version} does not load the database addon even when it is compiled for it. Delete ` +
      `${cacheFolder} and node_modules, run npm ci and start again; if it stays so, this machine is one we have not seen.`,
  );
}

async function prepareSystem(electron: ElectronRuntime, headless: boolean): Promise<void> {
  const missing = await missingLibraries(electron.executable);
  const packages: string[] = [];
  const reasons: string[] = [];
  if (missing.length > 0) {
    packages.push(...needs.libraries);
    reasons.push(`Electron needs system libraries that are missing (${missing.slice(0, 3).join(', ')} …)`);
  }
  if (headless && !hasProgram('Xvfb')) {
    packages.push(...needs.display);
    reasons.push('There is no screen here, so that a virtual one (Xvfb) is needed');
  }
  if (packages.length > 0) await installPackages(packages, reasons.join('; '));
  const still = await missingLibraries(electron.executable);
  if (still.length > 0) {
    throw new Trouble(
      `Electron still misses ${still.join(', ')}. Find the packages that bring them (apt-file search ${still[0]}), ` +
        'install them and start again.',
    );
  }
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const { electron, headless } = await setUp();
    say(
      `Electron ${electron.version}${electron.official ? '' : ' (fallback)'}${headless ? ', no screen' : ''}: ready`,
    );
  });
}
