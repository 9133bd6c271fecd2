import { app, BrowserWindow, dialog, Menu } from 'electron';
import electronLog from 'electron-log/main';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attachmentResponse } from './attachment/attachment-response-files.ts';
import { restoreBackup } from './backup/restore-files.ts';
import type { Clock } from './clock.ts';
import type { Events } from './contract.ts';
import { chooseBasemapsWith } from './basemap/run-files.ts';
import { serveBasemaps } from './basemap/serve-files.ts';
import { chooseTerrainWith } from './terrain/choose-files.ts';
import { openDoor, type Seat } from './door.ts';
import { keepAlarms } from './alarm-keeper.ts';
import { keepDrills } from './drill-keeper.ts';
import { keepDuties } from './duty-keeper.ts';
import { handlers } from './handlers.ts';
import type { House } from './house.ts';
import { emit, listen } from './ipc.ts';
import { systemKeys, systemSecrets } from './keyring.ts';
import { log, logTo } from './log.ts';
import { printPdf, servePrint } from './print.ts';
import { registerScheme, serveApp } from './protocol.ts';
import { isRefusal } from './refusal.ts';
import { standBy } from './readiness-side.ts';
import { keepReadiness, type ReadinessKeeper } from './readiness-keeper.ts';
import { keepWeather } from './weather-keeper.ts';
import { keepWater } from './water-keeper.ts';
import { keepSensors, type SensorKeeper } from './sensor-keeper.ts';
import { takeScreenshot } from './screenshot.ts';
import { openOrRescue } from './rescue.ts';
import type { OpenSite } from './site-file.ts';
import { keepSite, type Keeper } from './site-keeper.ts';
import { hardenSession, openWindow, silenceChromium } from './window.ts';

electronLog.transports.console.level = app.isPackaged ? false : 'warn';
logTo(electronLog);

const resources = app.isPackaged
  ? join(process.resourcesPath, 'resources')
  : join(app.getAppPath(), 'resources');

process.on('uncaughtException', (error) => log.error('uncaught', error));
process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason));

registerScheme();
silenceChromium();
// Chromium has no sandbox for root; the switch is then given by whoever starts it, and said so.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
Menu.setApplicationMenu(null);
// Chromium writes the day of a date field in the order of its own language: the site's is day, month, year.
app.commandLine.appendSwitch('lang', 'en-GB');

/** --site FILE, or a *.tocsin that was double-clicked, else the sample site in the user's data folder. */
function siteFileOf(argv: readonly string[]): string {
  const flag = argv.indexOf('--site');
  const named = flag >= 0 ? argv[flag + 1] : argv.slice(1).find((word) => word.endsWith('.tocsin'));
  if (named !== undefined) return named;
  const folder = join(app.getPath('userData'), 'sites');
  mkdirSync(folder, { recursive: true });
  const sample = join(folder, 'sample.tocsin');
  const shipped = join(resources, 'sample-site', 'sample.tocsin');
  if (!existsSync(sample) && existsSync(shipped)) copyFileSync(shipped, sample);
  return sample;
}

/** What handlers ask of the program around them. `begun` is asked only when a site is open. */
function house(
  begun: () => {
    readonly site: OpenSite;
    readonly keeper: Keeper;
    readonly readiness: ReadinessKeeper;
    readonly sensors: SensorKeeper;
  },
): House {
  return {
    keys: systemKeys(app.getPath('userData')),
    secrets: systemSecrets(app.getPath('userData')),
    printPdf,
    printWindow: async () => {
      const window = BrowserWindow.getAllWindows().find((one) => one.isVisible());
      if (!window) return null;
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: 'map.pdf',
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (!filePath) return null;
      await writeFile(
        filePath,
        await window.webContents.printToPDF({ landscape: true, pageSize: 'A3', printBackground: true }),
      );
      return filePath;
    },
    saveFile: async (name, bytes) => {
      const extension = name.slice(name.lastIndexOf('.') + 1);
      const { filePath } = await dialog.showSaveDialog({
        defaultPath: name,
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      if (!filePath) return null;
      await writeFile(filePath, bytes);
      return filePath;
    },
    chooseFolder: async () => {
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
      return filePaths[0] ?? null;
    },
    openSample: () => {
      if (!existsSync(join(resources, 'sample-site', 'sample.tocsin'))) return false;
      // Without a site named, the next start opens the sample.
      const flag = process.argv.indexOf('--site');
      const args = process.argv
        .slice(1)
        .filter(
          (word, index) => !word.endsWith('.tocsin') && (flag < 0 || (index + 1 !== flag && index !== flag)),
        );
      if (app.isPackaged || process.env['TOCSIN_TEST'] !== '1') app.relaunch({ args });
      setTimeout(() => app.quit(), 200);
      return true;
    },
    restore: async (backup, by) => {
      const { site, keeper, readiness, sensors } = begun();
      await sensors.stop();
      readiness.stop();
      keeper.stop();
      site.close();
      const restored = await restoreBackup({ file: site.file, backup, nowMs: site.clock.nowMs(), by });
      // Whatever came of it, the next start opens what now lies there.
      // Tests start it again themselves, under their own eyes.
      if (app.isPackaged || process.env['TOCSIN_TEST'] !== '1') app.relaunch();
      setTimeout(() => app.quit(), 200);
      return isRefusal(restored)
        ? restored
        : { keptAside: restored.keptAside, seq: restored.verified.head.seq };
    },
  };
}

async function start(): Promise<void> {
  // The room's clock; end-to-end tests of the unpackaged app move it, as a rehearsal will.
  let offsetMs = 0;
  const clock: Clock = { nowMs: () => Date.now() + offsetMs };
  hardenSession();
  const site = await openOrRescue(siteFileOf(process.argv), { clock, house: house(() => begun) });
  if (site === null) {
    app.exit(1);
    return;
  }
  const seat: Seat = { id: 'seat-1', state: { kind: 'empty' } };
  const keeper = keepSite(site, (health) => emit('health', health));
  const readiness = keepReadiness(site, () => emit('readiness', {}));
  const water = keepWater(site, () => door);
  const weather = keepWeather(site, () => door);
  const sensors = keepSensors(
    site,
    () => door,
    (event, payload) => {
      emit(event, payload);
      if (event !== 'readings') return;
      water.readings();
      weather.readings();
    },
  );
  const begun = { site, keeper, readiness, sensors };
  const door = openDoor(site, handlers, (event, payload) => {
    emit(event, payload);
    if (event !== 'changed') return;
    const change = payload as Events['changed'];
    keeper.changed(change.name);
    duties.changed(change.name);
    alarms.changed(change);
    drills.changed(change.name);
    readiness.changed(change);
    sensors.changed(change);
    water.changed(change);
  });
  const duties = keepDuties(site, () => door);
  const alarms = keepAlarms(site, () => door);
  const drills = keepDrills(site, () => door);
  serveApp(join(import.meta.dirname, '../renderer'), resources, {
    attachment: attachmentResponse(site, seat),
    print: servePrint,
    basemap: serveBasemaps(site),
  });
  listen(() => door, seat);
  const window = openWindow();
  chooseBasemapsWith(async () => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [{ name: '', extensions: ['mbtiles', 'pmtiles', 'png', 'geojson', 'json', 'kml', 'kmz'] }],
    });
    return filePaths[0] ?? null;
  });
  chooseTerrainWith(async () => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [{ name: 'GeoTIFF', extensions: ['tif', 'tiff'] }],
    });
    return filePaths[0] ?? null;
  });
  if (!app.isPackaged && process.env['TOCSIN_TEST'] === '1')
    app.on('tocsin-advance-clock' as 'activate', (...args: unknown[]) => {
      offsetMs += Number(args[0]);
      emit('clock', { offsetMs });
      sensors.clockMoved();
      void readiness.tick();
      alarms.clockMoved();
      void water.tick();
      void drills.tick();
    });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    ended = true;
    duties.stop();
    alarms.stop();
    water.stop();
    drills.stop();
    readiness.stop();
    const close = (): void => {
      keeper.stop();
      site.close();
    };
    const listened = sensors.running;
    const stopped = sensors.stop();
    if (!listened) return close();
    // What instruments sent is written, and acknowledged to their brokers, before the site is closed.
    event.preventDefault();
    const gone = new Promise((resolve) => void setTimeout(resolve, 5_000));
    void Promise.race([stopped, gone]).finally(() => {
      close();
      // Asked for while this event is still being told, a second end would be taken for the first.
      setImmediate(() => app.quit());
    });
  });
  // The first screen comes first: backup and check begin when it stands.
  window.webContents.once('did-finish-load', () => {
    // The first screen is drawn before anything else wants the two cores.
    setTimeout(() => {
      standBy(site);
      void readiness.settle();
      void drills.start();
      void keeper.start().then(duties.start);
    }, 2_000).unref();
  });
  const picture = process.argv[process.argv.indexOf('--screenshot') + 1];
  if (process.argv.includes('--screenshot') && picture !== undefined) {
    takeScreenshot(window, picture).then(
      () => process.argv.includes('--stay') || app.quit(),
      (error: unknown) => {
        log.error('no screenshot', error);
        app.exit(1);
      },
    );
  }
}

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start, (error: unknown) => {
    log.error('start failed', error);
    app.exit(1);
  });
  app.on('window-all-closed', () => app.quit());
} else {
  app.quit();
}
