import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cachedFallback, fallbackSupported, installFallback } from './electron-fallback.ts';
import { cacheFolder, progress, projectRoot, runNode, say, Trouble } from './shell.ts';

/** Which Electron the scripts start: a folder as Electron is distributed, and the program in it. */
export type ElectronRuntime = {
  readonly dist: string;
  readonly executable: string;
  /** e.g. "45.4.1" */
  readonly version: string;
  /** False for the fallback, which is never released. */
  readonly official: boolean;
};

const packageFolder = join(projectRoot, 'node_modules/electron');

/** How long the official download may take to send its first byte, and how long it may then stall. */
const patienceMs = 20_000;

/** After a failed download the fallback is used for a day before the official Electron is tried again. */
const retryAfterMs = 24 * 60 * 60 * 1000;

/** The Electron that is ready to use now, or undefined when one has to be fetched first. Makes no connection. */
export async function readyElectron(): Promise<ElectronRuntime | undefined> {
  const chosen = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen) {
    if (!existsSync(join(chosen, programName()))) {
      throw new Trouble(
        `ELECTRON_OVERRIDE_DIST_PATH names ${chosen}, where there is no ${programName()}. Correct it or unset it.`,
      );
    }
    return describe(chosen);
  }
  const official = officialRuntime();
  if (official) return official;
  const fallback = cachedFallback();
  return fallback && (await triedLately()) ? describe(fallback) : undefined;
}

/**
 * Fetches Electron: the official one, and where that cannot be had the fallback. Throws `Trouble` that says what to do
 * when neither can.
 */
export async function fetchElectron(): Promise<ElectronRuntime> {
  const reason = (await triedLately()) ? 'it could not be reached when last tried' : await downloadOfficial();
  const official = officialRuntime();
  if (official) return official;
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(failureStamp(), reason ?? '');
  if (!fallbackSupported) {
    await rm(failureStamp(), { force: true });
    throw new Trouble(
      `Electron ${packageVersion()} could not be downloaded: ${reason}.\n` +
        'Check the connection and start again. Behind a mirror set ELECTRON_MIRROR; with an Electron at hand set ' +
        'ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  }
  say(`the official Electron could not be had (${reason}): using the fallback for development and tests`);
  return describe(cachedFallback() ?? (await installFallback()));
}

/** Returns why it failed, or undefined when the official Electron is in place. */
async function downloadOfficial(): Promise<string | undefined> {
  say(`fetching Electron ${packageVersion()}`);
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), patienceMs);
  let told = 'waiting for the first byte';
  const stop = progress(() => told);
  try {
    await electronsOwnDownload(stalled.signal, (sentBytes, totalBytes) => {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), patienceMs);
      told = `${Math.round(sentBytes / 1e6)} of ${totalBytes ? Math.round(totalBytes / 1e6) : '?'} MB`;
    });
  } catch (error) {
    return stalled.signal.aborted ? `no answer for ${patienceMs / 1000} s` : reasonOf(error);
  } finally {
    clearTimeout(timer);
    stop();
  }
  // What was downloaded is in Electron's own cache now; its own installer unpacks it from there.
  const installed = await runNode(join(packageFolder, 'install.js'), [], { limitMs: 300_000 });
  if (installed.code === 0) return undefined;
  await rm(join(packageFolder, 'dist'), { recursive: true, force: true });
  return `it could not be unpacked: ${installed.output.trim().split('\n')[0]}`;
}

type Downloader = {
  downloadArtifact(request: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    cacheRoot: string | undefined;
    checksums: Record<string, string>;
    downloadOptions: {
      quiet: boolean;
      signal: AbortSignal;
      getProgressCallback: (at: { transferred: number; total: number | null }) => Promise<void>;
    };
  }): Promise<string>;
};

/** The downloader that the electron package itself uses, with its pinned checksums, mirrors and cache. */
async function electronsOwnDownload(
  signal: AbortSignal,
  onProgress: (sentBytes: number, totalBytes: number | null) => void,
): Promise<void> {
  const fromElectron = createRequire(join(packageFolder, 'package.json'));
  const downloader = fromElectron('@electron/get') as Downloader;
  await downloader.downloadArtifact({
    version: packageVersion(),
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    cacheRoot: process.env['electron_config_cache'],
    checksums: JSON.parse(readFileSync(join(packageFolder, 'checksums.json'), 'utf8')) as Record<
      string,
      string
    >,
    downloadOptions: {
      quiet: true,
      signal,
      getProgressCallback: async ({ transferred, total }) => onProgress(transferred, total),
    },
  });
}

function officialRuntime(): ElectronRuntime | undefined {
  const dist = join(packageFolder, 'dist');
  const version = readVersion(dist);
  return version === packageVersion() && existsSync(join(dist, programName())) ? describe(dist) : undefined;
}

function describe(dist: string): ElectronRuntime {
  return {
    dist,
    executable: join(dist, programName()),
    version: readVersion(dist) ?? 'unknown',
    official: readVersion(dist) === packageVersion(),
  };
}

function readVersion(dist: string): string | undefined {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

function packageVersion(): string {
  const manifest = join(packageFolder, 'package.json');
  if (!existsSync(manifest)) throw new Trouble('The electron package is missing. Run: npm ci');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function programName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function failureStamp(): string {
  return join(cacheFolder, `official-${packageVersion()}-failed`);
}

async function triedLately(): Promise<boolean> {
  const stamp = await stat(failureStamp()).catch(() => undefined);
  return stamp !== undefined && Date.now() - stamp.mtimeMs < retryAfterMs;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
