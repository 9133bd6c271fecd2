const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bare', {
  nothing: () => ipcRenderer.invoke('nothing'),
  insert: (given) => ipcRenderer.invoke('insert', given),
});
