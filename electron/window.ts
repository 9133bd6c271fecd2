import { app, BrowserWindow, session } from 'electron';
import { join } from 'node:path';
import { appOrigin, mayKnock } from './ipc.ts';

/**
 * Before the app is ready: Chromium looks no name up, whatever part of it would like to (dictionaries, components, its own
 * probes). What comes from elsewhere one day is fetched by our own code, by name of an integration that was switched on.
 */
export function silenceChromium(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('no-pings');
}

/** No permission, no navigation, no second window, no webview: nothing on this seat comes from elsewhere. */
export function hardenSession(): void {
  // The session fetches dictionaries for the system's language even when no window checks spelling.
  session.defaultSession.setSpellCheckerEnabled(false);
  session.defaultSession.setSpellCheckerLanguages([]);
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
  // What is begun in a form is kept in the window's own store, which the browser writes out only after seconds: a kill in
  // between would lose the sentence. Without anything new this writes nothing.
  const { session: store } = window.webContents;
  const flush = setInterval(() => store.flushStorageData(), 1000);
  window.once('closed', () => clearInterval(flush));
  window.once('ready-to-show', () => window.show());
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-redirect', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}
