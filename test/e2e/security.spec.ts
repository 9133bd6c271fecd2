import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, startRoom, test as base, type Room } from './room.ts';

/**
 * Electron's own security checklist, point by point, on the running program (what the packaged one adds is in
 * packaged.spec.ts). One room for all points: none of them may change it.
 */
const test = base.extend<object, { shared: Room }>({
  shared: [
    async ({}, use) => {
      const { room, stop } = await startRoom();
      await room.signIn('coordinator');
      await use(room);
      await stop();
    },
    { scope: 'worker' },
  ],
});

const origin = 'tocsin://app';
const root = join(import.meta.dirname, '../..');

interface WebPreferences {
  readonly [name: string]: unknown;
}
/** What Chromium was really told about the seat's window. */
const preferencesOf = (room: Room) =>
  room.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): WebPreferences;
    };
    return contents.getLastWebPreferences();
  });

test('1. only secure content: every request of the session is our own protocol', async ({ shared: room }) => {
  await room.app.evaluate(({ session }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    session.defaultSession.webRequest.onSendHeaders(({ url, webContentsId }) => {
      if (webContentsId !== undefined) seen.push(url);
    });
  });
  await room.page.reload();
  await room.page.locator('nav.rail').waitFor();
  for (const key of ['2', '3', '4', '5', '6', '7', '8', '9', '1'])
    await room.page.keyboard.press(`Alt+${key}`);
  await room.page.locator('main.screen > *').first().waitFor();
  const loaded = await room.app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.filter((url) => !/^(tocsin:\/\/app\/|data:|blob:)/.test(url))).toEqual([]);
  for (const url of [
    'http://127.0.0.1:9/',
    'https://localhost:9/',
    'ws://127.0.0.1:9/',
    'file:///etc/hostname',
  ])
    expect(await reach(room, url), url).toBe('refused');
});

test('2. no Node in the window', async ({ shared: room }) => {
  const seen = await room.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
      (name) => name in window,
    ),
  );
  expect(seen).toEqual([]);
  expect(await preferencesOf(room)).toMatchObject({ nodeIntegration: false });
  const { nodeIntegrationInWorker, nodeIntegrationInSubFrames } = await preferencesOf(room);
  expect([nodeIntegrationInWorker ?? false, nodeIntegrationInSubFrames ?? false]).toEqual([false, false]);
});

test('3. context isolation', async ({ shared: room }) => {
  expect(await preferencesOf(room)).toMatchObject({ contextIsolation: true });
  // The bridge cannot be bent by the page.
  const bent = await room.page.evaluate(() => {
    const before = window.tocsin.invoke;
    try {
      Object.assign(window.tocsin, { invoke: () => Promise.resolve() });
    } catch {
      // frozen
    }
    return window.tocsin.invoke !== before;
  });
  expect(bent).toBe(false);
});

test('4. the process of the window is sandboxed', async ({ shared: room }) => {
  expect(await preferencesOf(room)).toMatchObject({ sandbox: true });
});

test('5. every permission is refused', async ({ shared: room }) => {
  const states = await room.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as 'geolocation' })).state),
    );
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
  const media = await room.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      () => 'refused',
    ),
  );
  expect(media).toBe('refused');
});

test('6. web security is on', async ({ shared: room }) => {
  expect((await preferencesOf(room))['webSecurity'] ?? true).toBe(true);
});

test('7. a strict content security policy, on every page that we serve', async ({ shared: room }) => {
  const policy = await room.page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const ran = await room.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    let evaluated = false;
    try {
      // Through the page's own world: what a smuggled text would try.
      evaluated = window.setTimeout('window.stringRan = true', 0) > 0 && 'stringRan' in window;
    } catch {
      evaluated = false;
    }
    script.remove();
    return evaluated || 'inlineRan' in window;
  });
  expect(ran).toBe(false);
});

test('7b. the screens themselves never meet the policy', async ({ shared: room }) => {
  const said: string[] = [];
  room.page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) said.push(message.text());
  });
  await room.page.reload();
  await room.page.locator('nav.rail').waitFor();
  for (const key of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
    await room.page.keyboard.press(`Alt+${key}`);
    await room.page.locator('main.screen > *').first().waitFor();
  }
  expect(said).toEqual([]);
});

test('8, 9, 10. no insecure content, no experimental features, no Blink features', async ({
  shared: room,
}) => {
  const preferences = await preferencesOf(room);
  expect(preferences['allowRunningInsecureContent'] ?? false).toBe(false);
  expect(preferences['experimentalFeatures'] ?? false).toBe(false);
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
});

test('11, 12. no webview, and none can be attached', async ({ shared: room }) => {
  expect((await preferencesOf(room))['webviewTag'] ?? false).toBe(false);
  const isPlain = await room.page.evaluate(
    () => Object.getPrototypeOf(document.createElement('webview')) === HTMLElement.prototype,
  );
  expect(isPlain).toBe(true);
  const listeners = await room.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.listenerCount('will-attach-webview') ?? 0,
  );
  expect(listeners).toBeGreaterThan(0);
});

test('13. the window cannot be led elsewhere', async ({ shared: room }) => {
  const before = room.page.url();
  for (const url of [
    'https://example.invalid/',
    'file:///etc/hostname',
    'data:text/html,x',
    `${origin}/resources/`,
  ]) {
    await room.page
      .evaluate((to) => {
        location.href = to;
      }, url)
      .catch(() => undefined);
    expect(room.page.url(), url).toBe(before);
  }
  expect(await room.page.locator('nav.rail').count()).toBe(1);
});

test('14. no second window can be opened', async ({ shared: room }) => {
  const opened = await room.page.evaluate(() =>
    ['https://example.invalid/', 'about:blank', `tocsin://app/index.html`].map(
      (url) => window.open(url) !== null,
    ),
  );
  expect(opened).toEqual([false, false, false]);
  expect(room.app.windows()).toHaveLength(1);
});

test('15. nothing is handed to the system to open', () => {
  const found = globSync('electron/**/*.ts', { cwd: root }).filter((file) =>
    /openExternal|openPath|showItemInFolder/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(found).toEqual([]);
});

test('16. the Electron in use is told, and the one in package.json is exact', async ({ shared: room }) => {
  const running = await room.app.evaluate(() => process.versions['electron'] ?? '');
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  test.info().annotations.push({
    type: 'Electron',
    description: `running ${running}, shipped ${devDependencies['electron']}`,
  });
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
});

test('17. only our own window, top frame and origin may speak to the door', async ({ shared: room }) => {
  const preload = join(root, 'dist/main/preload.cjs');
  const answers = await room.app.evaluate(async ({ BrowserWindow }, bridge) => {
    const said: Record<string, unknown> = {};
    const pages = {
      data: 'data:text/html,<p>x',
      file: 'file:///etc/hostname',
      ours: 'tocsin://app/resources/none',
    };
    for (const [name, url] of Object.entries(pages)) {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: bridge, sandbox: true, contextIsolation: true },
      });
      await window.loadURL(url).catch(() => undefined);
      said[name] = await window.webContents.executeJavaScript(
        "'tocsin' in window ? window.tocsin.invoke('site.info', {}).then((a) => a.ok || a.refusal.refused, String) : 'noBridge'",
      );
      window.destroy();
    }
    return said;
  }, preload);
  expect(answers).toMatchObject({ data: 'foreignSender', ours: 'foreignSender' });
  // A page from the disk is not even loaded.
  expect(['foreignSender', 'noBridge']).toContain(answers['file']);
  // A frame inside our own page is not even drawn.
  const framed = await room.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/index.html';
    document.body.append(frame);
    await new Promise((done) => {
      frame.addEventListener('load', done, { once: true });
    });
    const inside = (() => {
      try {
        return frame.contentWindow !== null && 'tocsin' in frame.contentWindow;
      } catch {
        return false;
      }
    })();
    frame.remove();
    return inside;
  });
  expect(framed).toBe(false);
});

test('18. our own protocol gives what we ship and nothing beside it', async ({ shared: room }) => {
  expect(room.page.url().startsWith(`${origin}/`)).toBe(true);
  const tries = [
    '/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/resources/..%2f..%2fpackage.json',
    '/resources/%2e%2e%2f%2e%2e%2fpackage.json', '/resources//etc/hostname', '/%2fetc%2fhostname', '/..%5cpackage.json',
    '/attachment/..%2f..%2fsite.tocsin', '/attachment/', '/print/none', '/%00', '/%ff', '/%', '/assets', '/resources',
  ]; // prettier-ignore
  for (const path of tries) expect(await status(room, path), path).toBe(404);
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect(await status(room, '/index.html', method), method).toBe(404);
});

test('19. what the packaged program may do is fused', () => {
  const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  expect(builder).toContain('electronFuses');
});

test('20. the window holds one bridge of two functions, and nothing of Electron', async ({
  shared: room,
}) => {
  const shape = await room.page.evaluate(() =>
    Object.entries(window.tocsin).map(([name, value]) => `${name}: ${typeof value}`),
  );
  expect(shape).toEqual(['invoke: function', 'on: function']);
  const leaked = await room.page.evaluate(async () => {
    const heard: unknown[] = [];
    const stop = window.tocsin.on((...parts: unknown[]) => heard.push(...parts));
    await window.tocsin.invoke('weather.observe', { fromDegrees: 10, speedMs: 2 });
    stop();
    return heard.filter((part) => typeof part === 'object' && part !== null && 'sender' in part).length;
  });
  expect(leaked).toBe(0);
});

async function reach(room: Room, url: string): Promise<string> {
  return room.page.evaluate(
    (to) =>
      new Promise<string>((done) => {
        if (to.startsWith('ws:')) {
          try {
            const socket = new WebSocket(to);
            socket.addEventListener('open', () => done('reached'));
            socket.addEventListener('error', () => done('refused'));
          } catch {
            done('refused');
          }
        } else
          fetch(to).then(
            () => done('reached'),
            () => done('refused'),
          );
      }),
    url,
  );
}

function status(room: Room, path: string, method = 'GET'): Promise<number> {
  return room.page.evaluate(
    ([to, how]) => fetch(`tocsin://app${to}`, { method: how as string }).then((answer) => answer.status),
    [path, method],
  );
}
