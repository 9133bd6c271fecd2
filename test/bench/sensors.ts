import Database from 'better-sqlite3';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '../../electron/database.ts';
import { migrate } from '../../electron/migrate.ts';
import { Recorder } from '../../electron/sensor/recorder-files.ts';
import { Turns } from '../../electron/turns.ts';
import type { Measure } from './measure.ts';
import type { Bench } from './windows.ts';

const points = 200;
/** Seconds that are simulated, at full speed; growth is told for eight hours of the same. */
const seconds = 1_200;
const packEverySeconds = 60;
const from = { sourceId: '', address: '', raw: '', live: true };
const startMs = Date.UTC(2026, 5, 1, 6);

/** A level that drifts, in tenths of a centimetre, as most instruments tell it. */
const valueAt = (point: number, second: number): number =>
  Math.round(
    (300 +
      point +
      40 * Math.sin((second + point * 37) / 900) +
      ((second * 7919 + point * 104_729) % 5) / 10) *
      10,
  ) / 10;

function sizeOf(file: string): number {
  return statSync(file).size;
}

/**
 * Readings of 200 instruments, one a second each, as they are stored: every second's are one transaction, packed by the
 * minute. Beside it the same readings inserted bare, with an index by point and time, one durable transaction a second.
 */
export async function measureSensors(bench: Bench): Promise<Measure[]> {
  const file = join(bench.folder, 'sensors.tocsin');
  const bareFile = join(bench.folder, 'sensors-bare.db');
  for (const one of [file, bareFile])
    for (const end of ['', '-wal', '-shm']) rmSync(`${one}${end}`, { force: true });
  const site = new Connection(file, 'write');
  migrate(site);
  site.raw.pragma('wal_checkpoint(TRUNCATE)');
  const before = sizeOf(file);
  let longestMs = 0;
  const failures: unknown[] = [];
  const recorder = new Recorder(
    { file, turns: new Turns().shared },
    { stored: () => {}, batch: () => {}, failed: (what, error) => failures.push([what, error]) },
  );
  const numbers = await recorder.pointNos(Array.from({ length: points }, (_, index) => `point-${index}`));
  const nos = [...numbers.values()];
  let durable = 0;
  const start = performance.now();
  for (let second = 0; second < seconds; second += 1) {
    const atMs = startMs + second * 1000;
    for (const [index, pointNo] of nos.entries())
      recorder.add({
        arrived: [{ pointNo, atMs, value: valueAt(index, second), receivedMs: atMs + 20, ...from }],
        apart: [],
        done: () => (durable += 1),
      });
    const began = performance.now();
    await recorder.flush();
    longestMs = Math.max(longestMs, performance.now() - began);
    if (second % packEverySeconds === packEverySeconds - 1) await recorder.pack();
  }
  const oursMs = performance.now() - start;
  await recorder.close();
  site.raw.pragma('wal_checkpoint(TRUNCATE)');
  const grown = sizeOf(file) - before;
  site.close();
  if (failures.length > 0 || durable !== points * seconds) throw new Error(`readings were lost: ${durable}`);

  const bare = new Database(bareFile);
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = FULL');
  bare.exec(
    'CREATE TABLE reading (point INTEGER, at INTEGER, value REAL, PRIMARY KEY (point, at)) WITHOUT ROWID',
  );
  const insert = bare.prepare('INSERT INTO reading VALUES (?, ?, ?)');
  const bareStart = performance.now();
  for (let second = 0; second < seconds; second += 1)
    bare.transaction(() => {
      for (const [index, pointNo] of nos.entries())
        insert.run(pointNo, startMs + second * 1000, valueAt(index, second));
    })();
  const bareMs = performance.now() - bareStart;
  bare.pragma('wal_checkpoint(TRUNCATE)');
  const bareGrown = sizeOf(bareFile);
  bare.close();
  const eightHours = (8 * 3600) / seconds;
  const of = {
    points,
    seconds,
    oursMs,
    bareMs,
    longestCommitMs: longestMs,
    readingsPerSecond: Math.round((points * seconds) / (oursMs / 1000)),
    bytesPerReading: grown / (points * seconds),
    bareBytesPerReading: bareGrown / (points * seconds),
    megabytesInEightHours: (grown * eightHours) / 1e6,
  };
  bench.tell(
    `sensors: ${of.readingsPerSecond} readings a second, ${of.bytesPerReading.toFixed(2)} bytes each (bare ` +
      `${of.bareBytesPerReading.toFixed(1)}), 8 h of 200 at 1 Hz grow the file by ${of.megabytesInEightHours.toFixed(1)} MB`,
  );
  return [
    {
      name: 'readings of 200 points stored, packed and summed up / bare inserts',
      value: oursMs / bareMs,
      unit: 'x',
      limit: 3,
      of,
    },
    {
      name: 'time taken by the readings of 200 points at 1 Hz / the time they span',
      value: oursMs / (seconds * 1000),
      unit: 'x',
      limit: 0.2,
      of,
    },
    {
      name: 'growth of the file by readings / bare rows',
      value: grown / bareGrown,
      unit: 'x',
      limit: 0.5,
      of,
    },
  ];
}
