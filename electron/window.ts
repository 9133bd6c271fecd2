import { BrowserWindow, session } from 'electron';
import { join } from 'node:path';
import { appOrigin, mayKnock } from './ipc.ts';

/** No permission, no navigation, no second window, no webview: nothing on this seat comes from elsewhere. */
export function hardenSession(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
  // Whatever a page may contain, only our own addresses are fetched: no packet leaves this computer.
  session.defaultSession.webRequest.onBeforeRequest(({ url, webContentsId }, decide) => {
    // The protocol handler itself reads our files (no contents behind it); a page never does.
    const own = webContentsId === undefined ? /^(tocsin|file):/ : /^(tocsin|data|blob|devtools):/;
    decide({ cancel: !own.test(url) });
  });
}

export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 600,
    show: false,
    backgroundColor: '#101315',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webSecurity: true,
      // An alarm sounds on a seat that nobody has touched yet.
      autoplayPolicy: 'no-user-gesture-required',
      spellcheck: false,
    },
  });
  mayKnock(window.webContents);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-redirect', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}
