import { contextBridge, ipcRenderer } from 'electron';

// One generic bridge: names, schemas and roles are the contract's business, on the other side of the door.
contextBridge.exposeInMainWorld('tocsin', {
  invoke: (name: string, input: unknown) => ipcRenderer.invoke('tocsin', name, input),
  on: (listener: (event: string, payload: unknown) => void) => {
    const relay = (_: unknown, event: string, payload: unknown) => listener(event, payload);
    ipcRenderer.on('tocsin', relay);
    return () => void ipcRenderer.off('tocsin', relay);
  },
});
