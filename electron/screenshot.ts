import type { BrowserWindow } from 'electron';
import { writeFileSync } from 'node:fs';

/** Resolves in the page when its first screen stands: drawn, fonts loaded, nothing announced as busy. */
const standing = `new Promise((done) => {
  const started = performance.now();
  const look = () => {
    const drawn = (document.getElementById('root')?.childElementCount ?? 0) > 0;
    const busy = document.querySelector('[aria-busy="true"]') !== null;
    if ((drawn && !busy) || performance.now() - started > 20000) {
      document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(drawn))));
    } else setTimeout(look, 100);
  };
  look();
})`;

/** Writes a PNG of the window once its first screen stands. Throws when nothing was drawn. */
export async function takeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  if ((await window.webContents.executeJavaScript(standing)) !== true)
    throw new Error('the window stayed empty');
  const picture = await window.webContents.capturePage();
  writeFileSync(file, picture.toPNG());
}
