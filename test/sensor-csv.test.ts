import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readLogger } from '../electron/sensor/logger-file.ts';
import { tempFolder } from './builders.ts';
import { until } from './mosquitto.ts';
import { sensorRoom, type SensorRoom } from './sensor-room.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function room(
  timeColumn = 'Time',
): Promise<{ at: SensorRoom; file: (name: string) => string; folder: string }> {
  const folder = tempFolder();
  const at = await sensorRoom({ kind: 'csv', folder, timeColumn, dayOrder: 'dmy', wallTime: false });
  undo.push(() => at.stop());
  return { at, folder, file: (name) => join(folder, name) };
}
const line = (minute: number, value: string | number): string =>
  `2026-06-01 05:${String(minute).padStart(2, '0')}:00,${value}\n`;
/** As if nobody had written to it for long. */
const settle = (file: string): void => utimesSync(file, Date.now() / 1000 - 600, Date.now() / 1000 - 600);

test('half written, growing, begun anew under its name, and twice in the folder: every reading once', async () => {
  const { at, file } = await room();
  const flow = await at.point('Flow');
  const values = (): number[] => at.stored(flow).map(({ value }) => value);
  writeFileSync(file('a.csv'), `Time,Flow\n${line(0, 10)}2026-06-01 05:01:00,1`);
  await at.turn(true);
  await until('the first line', () => values().length === 1);
  appendFileSync(file('a.csv'), `1\n${line(2, 12)}`);
  await until('what was added', () => values().join() === '10,11,12');
  // The same file under another name, as a copy of a copy has it: nothing new.
  copyFileSync(file('a.csv'), file('a (1).csv'));
  // Begun anew with as many lines as before, and put there by renaming.
  writeFileSync(file('a.part'), `Time,Flow\n${line(3, 13)}${line(4, 14)}${line(5, 15)}`);
  renameSync(file('a.part'), file('a.csv'));
  await until('the new file', () => values().join() === '10,11,12,13,14,15');
  // And with the same number of bytes again.
  writeFileSync(file('a.csv'), `Time,Flow\n${line(6, 16)}${line(7, 17)}${line(8, 18)}`);
  await until('the newest file', () => values().join() === '10,11,12,13,14,15,16,17,18');
  rmSync(file('a.csv'));
  // A file that nobody writes to any more is done, also without an end of its last line.
  writeFileSync(file('b.csv'), `Time,Flow\n${line(9, 19)}2026-06-01 05:10:00,20`);
  settle(file('b.csv'));
  await until('the last line', () => values().at(-1) === 20);
  expect(values()).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(await at.apart(flow)).toEqual([]);
  expect(at.state().kind).toBe('connected');
}, 30_000);

test('read again after a restart nothing is there twice, neither what is good nor what is kept apart', async () => {
  const { at, file } = await room();
  const flow = await at.point('Flow');
  writeFileSync(
    file('a.csv'),
    `Time,Flow\n${line(0, 10)}${line(1, 9999)}${line(2, 'ERR')}${line(3, 30)}${line(3, 30)}${line(3, 31)}1970-01-01 00:00:05,3\n99/99,4\n`,
  );
  await at.turn(true);
  await until('all of it', async () => (await at.apart(flow)).length === 5);
  const before = { stored: at.stored(flow), apart: await at.apart(flow) };
  expect(before.stored.map(({ value }) => value)).toEqual([10, 30]);
  expect(before.apart.map(({ fault }) => fault)).toEqual([
    'faultCode', 'notANumber', 'clockNotSet', 'noTime', 'twoValues',
  ]); // prettier-ignore
  expect(before.apart.at(-1)!.facts).toEqual({ value: 31, kept: 30 });
  await at.turn(false);
  await until('off', () => at.state().kind === 'off');
  await at.turn(true);
  await at.connected();
  appendFileSync(file('a.csv'), line(4, 40));
  await until('what is new', () => at.stored(flow).length === 3);
  expect(at.stored(flow).slice(0, 2)).toEqual(before.stored);
  expect(await at.apart(flow)).toEqual(before.apart);
}, 30_000);

test('semicolons, a byte order mark, UTF-16, decimal commas and thousands: as loggers write them', async () => {
  const { at, file } = await room('Datum i vreme');
  const level = await at.point('Nivo (cm)');
  const rain = await at.point('Kiša', {}, { scale: 10 });
  writeFileSync(
    file('a.csv'),
    '\uFEFFLogger 7;serijski 12\r\n\r\nDatum i vreme;Nivo (cm);Kiša\r\n01.06.2026 05:00:00;1.312,5;0,2\r\n01.06.2026 05:05;;0,4\r\n',
  );
  writeFileSync(
    file('b.txt'),
    Buffer.from('\uFEFFDatum i vreme\tNivo (cm)\tKiša\r\n01/06/2026 05:10:00\t313,5\t0,6\r\n', 'utf16le'),
  );
  writeFileSync(file('readme.txt'), 'Logger of the north ditch. Battery changed in May.\n');
  settle(file('readme.txt'));
  await at.turn(true);
  await until('both files', () => at.stored(rain).length === 3 && at.stored(level).length === 2);
  expect(at.stored(level).map(({ value }) => value)).toEqual([1312.5, 313.5]);
  expect(at.stored(rain).map(({ value }) => value)).toEqual([2, 4, 6]);
  expect(at.stored(rain).map(({ atMs }) => new Date(atMs).toISOString().slice(11, 16))).toEqual([
    '05:00',
    '05:05',
    '05:10',
  ]);
  expect(at.state().kind).toBe('connected');
});

test('a folder that is not there, a heading that nobody wrote and a file without end are named', async () => {
  const { at, folder, file } = await room('Zeit');
  await at.point('Flow');
  rmSync(folder, { recursive: true });
  await at.turn(true);
  expect(await at.failure()).toBe('noFolder');
  await at.turn(false);
  await until('off', () => at.state().kind === 'off');
  mkdirSync(folder);
  writeFileSync(file('a.csv'), `Time,Flow\n${line(0, 10)}`);
  settle(file('a.csv'));
  await at.turn(true);
  expect(await at.failure()).toBe('noHeading');
  expect(at.state()).toMatchObject({ facts: { detail: 'a.csv' } });
  writeFileSync(file('big.csv'), Buffer.alloc(33 * 1024 * 1024, 'x'));
  await until('the large file', () => {
    const state = at.state();
    return state.kind === 'failed' && state.code === 'fileTooLarge';
  });
}, 30_000);

test('the hour that comes twice in autumn is two hours, and the one that is left out in spring none', () => {
  const how = { timeColumn: 'T', dayOrder: 'dmy', zone: 'Europe/Belgrade' } as const;
  const times = (rows: readonly string[], from = 0): string[] => {
    const read = readLogger(`T;V\n${rows.map((row) => `${row};1\n`).join('')}`, ['V'], how, from);
    return read.kind === 'rows'
      ? read.cells.map(({ atMs }) => new Date(atMs ?? 0).toISOString().slice(11, 16))
      : [];
  };
  const autumn = [
    '25.10.2026 01:30',
    '25.10.2026 02:00',
    '25.10.2026 02:30',
    '25.10.2026 02:00',
    '25.10.2026 02:30',
    '25.10.2026 03:00',
  ];
  const utc = ['23:30', '00:00', '00:30', '01:00', '01:30', '02:00'];
  expect(times(autumn)).toEqual(utc);
  // Also when only the end is new.
  for (let from = 0; from <= autumn.length; from += 1) expect(times(autumn, from)).toEqual(utc.slice(from));
  expect(times(['29.03.2026 01:59', '29.03.2026 03:00'])).toEqual(['00:59', '01:00']);
  // Two lines of one minute outside of that hour stay what they are.
  expect(times(['25.10.2026 12:00', '25.10.2026 12:00'])).toEqual(['11:00', '11:00']);
});
