// The window that everything is measured against: as Tocsin's, with nothing in it.
const { app, BrowserWindow, ipcMain } = require('electron');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

ipcMain.handle('nothing', () => null);

/** Durable inserts of one body each, one transaction each; how long each took, in ms. */
ipcMain.handle('insert', (_event, { addon, file, body, count }) => {
  const Database = require(addon);
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO entry (body) VALUES (?)');
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const start = performance.now();
    insert.run(body);
    times.push(performance.now() - start);
  }
  db.close();
  return times;
});

if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    backgroundColor: '#101315',
    webPreferences: { preload: join(__dirname, 'preload.cjs'), contextIsolation: true, sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
