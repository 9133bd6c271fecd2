import { BrowserWindow, ipcMain, type WebContents } from 'electron';
import type { EventName, Events } from './contract.ts';
import type { Door, Seat } from './door.ts';
import { refuse } from './refusal.ts';

/** The origin of the window's own pages; nothing else may speak to the door. */
export const appOrigin = 'tocsin://app';

/** The contents of the seat's window; whatever else this program may show stays without a voice. */
const ownContents = new WeakSet<WebContents>();

export function mayKnock(contents: WebContents): void {
  ownContents.add(contents);
}

/** Puts the door behind the one channel that the preload bridge knows. */
export function listen(door: () => Door, seat: Seat): void {
  ipcMain.handle('tocsin', (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    // Only the top frame of the seat's own window, showing our own page.
    if (
      !ownContents.has(event.sender) ||
      !frame ||
      frame.parent !== null ||
      !frame.url.startsWith(`${appOrigin}/`)
    )
      return { ok: false, refusal: refuse('foreignSender') };
    return door().dispatch(seat, name as never, input);
  });
}

/** Tells every window of something that happened. */
export function emit<E extends EventName>(event: E, payload: Events[E]): void {
  for (const { webContents } of BrowserWindow.getAllWindows())
    if (ownContents.has(webContents)) webContents.send('tocsin', event, payload);
}
