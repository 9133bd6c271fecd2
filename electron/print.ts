import { BrowserWindow } from 'electron';
import { randomUUID } from 'node:crypto';
import { appOrigin } from './ipc.ts';
import type { Serve } from './protocol.ts';

const pages = new Map<string, string>();

/** Serves the page that is being printed, once, under a name that nobody can guess. */
export const servePrint: Serve = (path) => {
  const html = pages.get(path);
  if (html === undefined) return null;
  pages.delete(path);
  // The page's own policy, in its head, allows its one style and nothing else.
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
};

/** A PDF of a page, from a hidden window without scripts, bridge or network. */
export async function printPdf(html: string): Promise<Uint8Array> {
  const name = randomUUID();
  pages.set(name, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  try {
    await window.loadURL(`${appOrigin}/print/${name}`);
    return new Uint8Array(
      await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
    );
  } finally {
    pages.delete(name);
    window.destroy();
  }
}
