import { BrowserWindow } from 'electron';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  pages.set(name, withFonts(html));
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

/** The page with the app's own letters, so that Chinese and Cyrillic print on a system that has no such fonts. */
function withFonts(html: string): string {
  const nonce = randomUUID();
  return html
    .replace(
      "default-src 'none'; style-src",
      `default-src 'none'; font-src 'self'; style-src 'nonce-${nonce}'`,
    )
    .replace('<style>', () => `<style nonce="${nonce}">${fontFaces()}</style><style>`);
}

let faces: string | undefined;

function fontFaces(): string {
  if (faces === undefined) {
    const folder = join(import.meta.dirname, '../renderer/assets');
    const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
    faces = sheets
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/@font-face\s*\{[^}]*\}/g) ?? [])
      .map((face) =>
        face.replaceAll('url(./', 'url(/assets/').replace('font-display:swap', 'font-display:block'),
      )
      .join('\n');
  }
  return faces;
}
