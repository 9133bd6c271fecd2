import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say, Trouble } from './shell.ts';

/** What the system has to bring on Linux, by the name of its Debian package. */
export const needs = {
  /** The shared libraries that Electron is linked against. */
  libraries: [
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'libxss1',
    'libatk-bridge2.0-0',
    'libdrm2',
    'libxkbcommon0',
    'libcups2',
  ],
  /** A screen in memory, for machines without one. */
  display: ['xvfb', 'xauth'],
  /** A broker for the tests of the sensors; they start it themselves. */
  broker: ['mosquitto'],
  /** To compile the database addon for the fallback Electron. */
  compiler: ['g++', 'make', 'python3'],
} as const;

/** Whether a program of that name is on the search path. */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** Debian keeps its daemons where not everyone looks for programs. */
export const brokerProgram = '/usr/sbin/mosquitto';
export function hasBroker(): boolean {
  return existsSync(brokerProgram);
}

/** The libraries that the program is linked against and the system does not have. */
export async function missingLibraries(executable: string): Promise<readonly string[]> {
  const linked = await run('ldd', [executable]);
  return [...linked.output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/**
 * Installs Debian packages when this is root on a Debian-like system; otherwise throws `Trouble` with the command that
 * the person, or their administrator, can run. `why` completes "… are needed". `asleep`: daemons among them are not begun.
 */
export async function installPackages(
  packages: readonly string[],
  why: string,
  { asleep = false }: { readonly asleep?: boolean } = {},
): Promise<void> {
  if (!hasProgram('apt-get')) {
    throw new Trouble(
      `${why}. On Debian and Ubuntu these are the packages ${packages.join(' ')}; install what they are called on this ` +
        'system, then start again.',
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Trouble(
      `${why}. Install it with this command, then start again:\n\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n`,
    );
  }
  say(`${why}: installing ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const updated = await run('apt-get', ['update', '-q'], { env, show: true });
  const named = await Promise.all(packages.map((name) => currentName(name)));
  const wake = asleep ? keepAsleep() : () => {};
  const installed = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...named], {
    env,
    show: true,
  });
  wake();
  if (installed.code !== 0) {
    throw new Trouble(
      `The system's package manager could not install ${named.join(' ')}` +
        `${updated.code === 0 ? '' : ' and could not refresh its lists'}. Its messages are above; when they are mended, ` +
        'start again.',
    );
  }
}

/** Debian begins a daemon as soon as it is installed, unless this program says no (invoke-rc.d asks it). */
function keepAsleep(): () => void {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return () => {};
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(policy, { force: true });
}

/** Newer releases of Debian and Ubuntu carry some libraries under a name that ends in t64. */
async function currentName(name: string): Promise<string> {
  const policy = await run('apt-cache', ['policy', name, `${name}t64`]);
  const [plain, renamed] = policy.output.split(/^(?=\S+:$)/m);
  const hasCandidate = (text: string | undefined): boolean =>
    text !== undefined && /Candidate: [^(\s]/.test(text);
  return !hasCandidate(plain) && hasCandidate(renamed) ? `${name}t64` : name;
}
