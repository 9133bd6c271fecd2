import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { backupFolder, backups } from '../../electron/backup/backup-files.ts';
import type {} from '../../renderer/api.ts'; // what the preload bridge puts on the window

/** What the measurements run on. */
export interface Bench {
  readonly executable: string;
  readonly switches: readonly string[];
  readonly display: string | undefined;
  /** The project's root, where the built app is. */
  readonly root: string;
  /** For what each run leaves behind; on the disk on which sites lie. */
  readonly folder: string;
  /** A working copy of the large site. */
  readonly largeSite: string;
  /** A working copy of the site with 10,000 features. */
  readonly mapSite: string;
  /** A working copy of the site with 200 plans of 20 needs. */
  readonly readinessSite: string;
  tell(line: string): void;
}

export interface Opened {
  readonly app: ElectronApplication;
  readonly page: Page;
}

async function open(bench: Bench, args: readonly string[]): Promise<Opened> {
  mkdirSync(bench.folder, { recursive: true });
  const data = mkdtempSync(join(bench.folder, 'data-'));
  const app = await _electron.launch({
    executablePath: bench.executable,
    args: [...bench.switches, ...args, `--user-data-dir=${data}`],
    env: {
      ...(process.env as Record<string, string>),
      ...(bench.display === undefined ? {} : { DISPLAY: bench.display }),
    },
    timeout: 120_000,
  });
  return { app, page: await app.firstWindow() };
}

/** The bare window, with the same switches. */
export function openBare(bench: Bench): Promise<Opened> {
  return open(bench, [join(bench.root, 'test/bench/bare/main.cjs')]);
}

export function openTocsin(bench: Bench, site: string): Promise<Opened> {
  // The options after the app's folder are the app's own.
  return open(bench, [bench.root, '--site', site]);
}

/** Signs a demo operator in on the first screen. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.locator('.operators button', { hasText: name }).click();
  await page.locator('nav.rail').waitFor();
}

/** Calls through the window's own bridge, as a screen does; throws when it is refused. */
export async function call<T>(page: Page, name: string, input: unknown): Promise<T> {
  const result = await page.evaluate(([n, i]) => window.tocsin.invoke(n as string, i), [
    name,
    input,
  ] as const);
  if (!result.ok)
    throw new Error(`${name}: ${result.refusal.refused} ${JSON.stringify(result.refusal.facts)}`);
  return result.value as T;
}

/** Until what the system still holds in its cache is on the disk. */
export function writtenOut(): void {
  if (process.platform !== 'win32') execFileSync('sync');
}

/** Until the site is checked and backed up: what follows is not measured against a room that has just begun. */
export async function settled(page: Page, site: string, limitMs = 900_000): Promise<void> {
  const until = Date.now() + limitMs;
  while (Date.now() < until) {
    const health = await call<{ kind: string }>(page, 'site.health', {});
    if (health.kind === 'sound' && backups(backupFolder(site)).length > 0) return;
    if (health.kind === 'damaged') throw new Error('the site is damaged');
    await page.waitForTimeout(1_000);
  }
  throw new Error('the site was never checked to its end');
}
