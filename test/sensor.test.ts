import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packBlock, summarise, unpackBlock } from '../electron/sensor/block.ts';
import { verifySite } from '../electron/journal/verify-store.ts';
import { timeFault, valueFault } from '../electron/sensor/judge.ts';
import { readLogger } from '../electron/sensor/logger-file.ts';
import { mapMessage, topicMatches } from '../electron/sensor/mapping.ts';
import { numberOfRegisters } from '../electron/sensor/modbus-driver.ts';
import { levelOfPoint, qualityOf } from '../electron/sensor/point.ts';
import { newestReading, readings, summaries } from '../electron/sensor/reading-store.ts';
import { Recorder } from '../electron/sensor/recorder-files.ts';
import { longestPauseMs, withGaps } from '../electron/sensor/series.ts';
import { registerOf } from '../electron/sensor/source.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const now = Date.parse('2026-06-01T06:00:00.000Z');
const level = { kind: 'waterLevel', unit: 'cm', minValue: -100, maxValue: 660 } as const;
const rain = {
  key: 'R-1', kind: 'rain', names: names('Rain'), unit: 'mm', placeId: null, minValue: 0, maxValue: 200, everySeconds: 60,
  frozenMinutes: null, limits: [{ level: 'warning', side: 'above', value: 40 }],
} as const; // prettier-ignore
const addPoint = (site: TestSite, key = 'R-1') =>
  site.call('equipmentManager', 'sensor.addPoint', { ...rain, limits: [...rain.limits], key });

describe('what a message says', () => {
  const plain = { valuePath: '', timePath: '', scale: 1, shift: 0 };
  test.each([
    [plain, '312.5', { value: 312.5, atMs: null }],
    [{ ...plain, scale: 100 }, '3,125', { value: 312.5, atMs: null }],
    [
      { ...plain, valuePath: 'd[1].v', timePath: 't' },
      '{"t":1780293600,"d":[0,{"v":"7"}]}',
      { value: 7, atMs: now },
    ],
    [
      { ...plain, valuePath: '$.v', timePath: 't' },
      '{"t":"2026-06-01T08:00:00+02:00","v":true}',
      { value: 1, atMs: now },
    ],
    [{ ...plain, valuePath: 'v' }, '{"v":', { fault: 'malformed', facts: {} }],
    [{ ...plain, valuePath: 'v' }, '{"w":1}', { fault: 'noValue', facts: { path: 'v' } }],
    [
      { ...plain, valuePath: 'v', timePath: 't' },
      '{"v":1,"t":"noon"}',
      { fault: 'noTime', facts: { path: 't' } },
    ],
    [plain, 'ERR', { fault: 'notANumber', facts: { unit: '' } }],
  ])('%o of %s', (mapping, payload, expected) => expect(mapMessage(mapping, payload)).toEqual(expected));

  test('any text is a value or a named fault, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (payload) => {
        const mapped = mapMessage({ ...plain, valuePath: 'a.b', timePath: 't' }, payload);
        expect('fault' in mapped || Number.isFinite(mapped.value)).toBe(true);
      }),
    );
  });

  test('topics and filters as MQTT has them', () => {
    expect(topicMatches('site/+/level', 'site/g7/level')).toBe(true);
    expect(topicMatches('site/#', 'site')).toBe(true);
    expect(topicMatches('site/+', 'site/g7/level')).toBe(false);
    expect(topicMatches('#', '$SYS/uptime')).toBe(false);
  });
});

describe('what cannot be is named', () => {
  test.each([
    [9999, 312, 'faultCode'],
    [-999.9, null, 'faultCode'],
    [3.31, 330, 'looksLikeMetres'],
    [3.31, null, 'looksLikeMetres'],
    [3310, 330, 'outOfRange'],
    [Number.NaN, 330, 'notANumber'],
    [331, 330, undefined],
    [4, 6, undefined],
  ])('%d after %d: %s', (value, last, fault) => expect(valueFault(level, value, last)?.fault).toBe(fault));
  test.each([
    [0, 'clockNotSet'],
    [now + 86_400_000, 'fromFuture'],
    [now - 91 * 86_400_000, 'tooOld'],
    [now + 60_000, undefined],
  ])('a time of %d: %s', (atMs, fault) => expect(timeFault(atMs, now)?.fault).toBe(fault));

  test('quality: silent, frozen, bad, old, none', () => {
    const point = { everySeconds: 60, frozenMinutes: 30 };
    const at = (ago: number, more: object = {}) =>
      qualityOf(
        point,
        {
          newest: { atMs: now - ago, value: 1, source: 'sensor' },
          changedMs: now - ago,
          faultMs: null,
          fed: true,
          ...more,
        },
        now,
      );
    expect(at(10_000)).toBe('good');
    expect(at(200_000)).toBe('silent');
    expect(at(200_000, { fed: false })).toBe('old');
    expect(at(10_000, { changedMs: now - 3_600_000 })).toBe('frozen');
    expect(at(10_000, { faultMs: now - 5_000 })).toBe('bad');
    expect(at(0, { newest: null })).toBe('none');
    expect(levelOfPoint([{ level: 'danger', side: 'below', value: 5 }], 5)).toBe('danger');
  });
});

describe('packed readings', () => {
  const sent = fc.record({
    atMs: fc.integer({ min: now, max: now + 86_400_000 }),
    value: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -9999, max: 9999 }).map((n) => n / 10),
    ),
    lateS: fc.integer({ min: 0, max: 100_000 }),
  });
  test('come back exactly', () => {
    fc.assert(
      fc.property(fc.uniqueArray(sent, { minLength: 1, selector: ({ atMs }) => atMs }), (all) => {
        const sorted = all
          .map(({ atMs, value, lateS }) => ({ atMs, value, receivedMs: atMs + lateS * 1000 }))
          .sort((a, b) => a.atMs - b.atMs);
        expect(unpackBlock(packBlock(sorted))).toEqual(sorted);
        const total = summarise(sorted, 3600).reduce((sum, one) => sum + one.count, 0);
        expect(total).toBe(sorted.length);
      }),
    );
  });

  test('a gap is a gap', () => {
    const rows = [0, 1, 2, 30].map((s) => ({ atMs: s * 1000 }));
    expect(withGaps(rows, longestPauseMs({ everySeconds: 1 }, 0)).map((row) => 'gap' in row)).toEqual([
      false, false, false, true, false,
    ]); // prettier-ignore
  });
});

describe('files of loggers', () => {
  const how = { timeColumn: 'Datum', dayOrder: 'dmy', zone: 'Europe/Belgrade' } as const;
  test('semicolons, decimal commas, lines about itself, a last line that is half written', () => {
    const text =
      'Logger 7;serial 12\r\n\r\nDatum;Nivo;Kiša\r\n01.06.2026 08:00:00;312,5;0,2\r\n01.06.2026 08:05:00;;0,4\r\n01.06.2026 08:1';
    const file = readLogger(text, ['Nivo', 'Kiša'], how, 0);
    expect(file).toMatchObject({ kind: 'rows', rows: 2 });
    expect(
      file.kind === 'rows' && file.cells.map(({ column, atMs, value }) => [column, atMs, value]),
    ).toEqual([
      ['Nivo', now, 312.5],
      ['Kiša', now, 0.2],
      ['Kiša', now + 300_000, 0.4],
    ]);
    expect(readLogger('no heading\n1;2\n', ['Nivo'], how, 0)).toEqual({ kind: 'noHeading' });
  });
});

test('registers of Modbus', () => {
  expect(registerOf('holding/100/f32')).toEqual({
    table: 'holding',
    register: 100,
    type: 'f32',
    swapped: false,
  });
  expect(registerOf('coil/3')?.type).toBe('bit');
  expect(registerOf('holding/70000')).toBeNull();
  const bytes = new Uint8Array([0x43, 0x9c, 0x40, 0x00]);
  expect(numberOfRegisters(bytes, registerOf('holding/0/f32')!)).toBe(312.5);
  expect(
    numberOfRegisters(new Uint8Array([0x40, 0x00, 0x43, 0x9c]), registerOf('holding/0/f32/swapped')!),
  ).toBe(312.5);
});

describe('through the door', () => {
  test('a point is read by hand, its limit raises an alarm, and what cannot be is refused', async () => {
    const site = siteInTemp();
    const point = await addPoint(site);
    await site.call('coordinator', 'sensor.read', { pointId: point.id, value: 12 });
    site.clock.advance(60_000);
    await site.call('coordinator', 'sensor.read', { pointId: point.id, value: 44 });
    expect((await site.call('observer', 'alarm.open', {})).rows).toMatchObject([
      { source: 'point', priority: 2 },
    ]);
    expect(
      (await site.refusal('coordinator', 'sensor.read', { pointId: point.id, value: 900 })).refused,
    ).toBe('readingNotPossible');
    const page = await site.call('observer', 'sensor.points', {});
    expect(page).toMatchObject({
      total: 1,
      wrong: 1,
      rows: [{ key: 'R-1', level: 'warning', quality: 'good', newest: { value: 44 } }],
    });
    expect(readings(site.site.reader, point.id, 0, now + 1e9).map(({ value }) => value)).toEqual([12, 44]);
    expect((await site.refusal('equipmentManager', 'sensor.addPoint', { ...rain })).refused).toBe(
      'pointKeyTaken',
    );
  });

  test('a source is off, keeps its secret out of the site, and feeds a point once', async () => {
    const site = siteInTemp();
    const point = await addPoint(site);
    const settings = { kind: 'mqtt', host: '127.0.0.1', port: 1883, clientId: 'tocsin' } as const;
    const source = await site.call('equipmentManager', 'sensor.addSource', { name: 'Broker', settings });
    expect(source.isOn).toBe(false);
    await site.call('equipmentManager', 'sensor.setSecret', {
      id: source.id,
      version: 1,
      password: 'hush-hush-broker',
    });
    const feed = { sourceId: source.id, pointId: point.id, address: 'site/r1' };
    await site.call('equipmentManager', 'sensor.addFeed', feed);
    expect((await site.refusal('equipmentManager', 'sensor.addFeed', feed)).refused).toBe('pointHasFeed');
    const [line] = await site.call('equipmentManager', 'sensor.sources', {});
    expect(line).toMatchObject({
      state: { kind: 'off' },
      hasPassword: true,
      feeds: [{ address: 'site/r1' }],
    });
    const bodies = site.site.reader.all<{ body: string }>('SELECT body FROM journal');
    expect(JSON.stringify(bodies)).not.toContain('hush-hush');
  });

  test('readings are kept once, packed, sealed by a hash in the journal, and read back whole', async () => {
    const site = siteInTemp();
    const point = await addPoint(site);
    const batches: number[] = [];
    const recorder = new Recorder(
      { file: site.file, turns: site.site.writer.turns.shared },
      {
        stored: () => {},
        batch: (no) => batches.push(no),
        failed: (what, error) => expect([what, error]).toBeNull(),
      },
    );
    const no = (await recorder.pointNos([point.id])).get(point.id)!;
    let acknowledged = 0;
    const add = (second: number) =>
      recorder.add({
        arrived: [
          {
            pointNo: no, atMs: now + second * 1000, value: second / 10, receivedMs: now + second * 1000,
            sourceId: 's', address: 'a', raw: '', live: true,
          }, // prettier-ignore
        ],
        apart: [],
        done: () => (acknowledged += 1),
      });
    for (let second = 0; second < 300; second += 1) add(second);
    for (const again of [5, 7, 299]) add(again);
    await recorder.flush();
    expect(acknowledged).toBe(303);
    const all = () => readings(site.site.reader, point.id, now, now + 1e6);
    expect(all()).toHaveLength(300);
    await recorder.pack();
    add(100);
    add(450);
    add(400);
    await recorder.close();
    expect(all().map(({ value }) => value)).toEqual([
      ...Array.from({ length: 300 }, (_, n) => n / 10),
      40,
      45,
    ]);
    expect(newestReading(site.site.reader, point.id)?.value).toBe(45);
    const minutes = summaries(site.site.reader, point.id, now, now + 1e6, 1);
    expect(minutes.map(({ count }) => count)).toEqual([60, 60, 60, 60, 60, 1, 1]);
    expect(minutes[0]).toMatchObject({ min: 0, max: 5.9 });
    const [batchNo] = batches;
    const row = await site.call('administrator', 'sensor.sealBatch', { batchNo: batchNo! });
    expect(row).toMatchObject({ readings: 302, points: 1 });
    const whole = site.site.reader.get<{ bytes: Uint8Array }>(
      'SELECT bytes FROM sentBlock WHERE id = 1',
    )!.bytes;
    site.site.writer.run("UPDATE sentBlock SET bytes = x'00' WHERE id = 1");
    expect(verifySite(site.site.writer, { structure: false, now: '' }).faults).toEqual([
      { kind: 'readings', batchNo },
    ]);
    site.site.writer.run('UPDATE sentBlock SET bytes = ? WHERE id = 1', whole);
    expect(verifySite(site.site.writer, { structure: false, now: '' }).sound).toBe(true);
  });
});
