import { BrowserWindow, ipcMain } from 'electron';
import type { EventName, Events } from './contract.ts';
import type { Door, Seat } from './door.ts';
import { refuse } from './refusal.ts';

/** The origin of the window's own pages; nothing else may speak to the door. */
export const appOrigin = 'tocsin://app';

/** Puts the door behind the one channel that the preload bridge knows. */
export function listen(door: () => Door, seat: Seat): void {
  ipcMain.handle('tocsin', (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const own = BrowserWindow.fromWebContents(event.sender) !== null;
    // Only the top frame of our own window, showing our own page.
    if (!own || !frame || frame.parent !== null || !frame.url.startsWith(`${appOrigin}/`))
      return { ok: false, refusal: refuse('foreignSender') };
    return door().dispatch(seat, name as never, input);
  });
}

/** Tells every window of something that happened. */
export function emit<E extends EventName>(event: E, payload: Events[E]): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send('tocsin', event, payload);
}
