import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from '../../renderer/api.ts'; // what the preload bridge puts on the window

const root = join(import.meta.dirname, '../..');
const sampleSite = join(root, 'resources/sample-site/sample.tocsin');

/** A running Tocsin on a copy of the sample site, with a data folder of its own. */
export interface Room {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly siteFile: string;
  /** Picks a demo operator on the sign-in screen by a part of the name. */
  signIn(name: string): Promise<void>;
  /** Calls through the window's own bridge, as a screen does. */
  call<T>(name: string, input: unknown): Promise<T>;
  /** Moves the room's clock forward. */
  advance(minutes: number): Promise<void>;
  size(width: number, height: number): Promise<void>;
  /** Closes the window and the program, and starts them again on the same files. */
  restart(): Promise<void>;
  /** Kills the program as a power cut does, and starts it again on the same files. */
  crash(): Promise<void>;
  picture(name: string): Promise<void>;
}

interface Options {
  /** Where the site comes from; the sample site when not given. Absent file: a first start. */
  readonly site?: string;
  readonly args?: readonly string[];
}

/** Starts Tocsin; `stop` ends it and removes its files. */
export async function startRoom(options: Options = {}): Promise<{ room: Room; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-e2e-'));
  const siteFile = join(folder, 'site.tocsin');
  const from = options.site ?? sampleSite;
  if (existsSync(from)) copyFileSync(from, siteFile);
  let app = await launch(folder, siteFile, options.args ?? []);
  let page = await app.firstWindow();
  const room: Room = {
    get app() {
      return app;
    },
    get page() {
      return page;
    },
    folder,
    siteFile,
    signIn: async (name) => {
      await page.locator('.operators button', { hasText: name }).click();
      await page.locator('nav.rail').waitFor();
    },
    call: async <T>(name: string, input: unknown) => {
      const result = await page.evaluate(([n, i]) => window.tocsin.invoke(n as string, i), [
        name,
        input,
      ] as const);
      if (!result.ok)
        throw new Error(`${name}: ${result.refusal.refused} ${JSON.stringify(result.refusal.facts)}`);
      return result.value as T;
    },
    advance: async (minutes) => {
      // A debugger's call may come in the middle of a query of the program: in its turn it is as any other event. The
      // debugger forgets an answer when memory is swept meanwhile: what was asked is done all the same, so it is looked for.
      const forgotten = (error: unknown): false => {
        if (!String(error).includes('garbage collected')) throw error;
        return false;
      };
      await app
        .evaluate(({ app: main }, ms) => {
          Object.assign(globalThis, { tocsinMoved: false });
          setImmediate(() => {
            main.emit('tocsin-advance-clock', ms);
            Object.assign(globalThis, { tocsinMoved: true });
          });
        }, minutes * 60_000)
        .catch(forgotten);
      const moved = () =>
        app.evaluate(() => Reflect.get(globalThis, 'tocsinMoved') === true).catch(forgotten);
      await expect.poll(moved).toBe(true);
    },
    size: async (width, height) => {
      await app.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
        [width, height] as const,
      );
      await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const);
    },
    restart: async () => {
      await app.close();
      app = await launch(folder, siteFile, options.args ?? []);
      page = await app.firstWindow();
    },
    crash: async () => {
      const gone = app.waitForEvent('close');
      app.process().kill('SIGKILL');
      await gone;
      app = await launch(folder, siteFile, options.args ?? []);
      page = await app.firstWindow();
    },
    picture: async (name) => {
      await page.screenshot({ path: join(root, 'screenshots', `${name}.png`) });
    },
  };
  return {
    room,
    stop: async () => {
      await app.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(folder: string, siteFile: string, args: readonly string[]): Promise<ElectronApplication> {
  const executablePath = process.env['TOCSIN_ELECTRON'];
  const switches = (process.env['TOCSIN_ELECTRON_SWITCHES'] ?? '').split(' ').filter(Boolean);
  return _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...switches, root, `--user-data-dir=${join(folder, 'data')}`, '--site', siteFile, ...args],
    env: { ...(process.env as Record<string, string>), TOCSIN_TEST: '1', NODE_ENV: 'test' },
    timeout: 60_000,
  });
}

/** `test` with a room on the sample site, one for each test. */
export const test = base.extend<{ room: Room }>({
  room: async ({}, use) => {
    const { room, stop } = await startRoom();
    await use(room);
    await stop();
  },
});
export { expect };
