import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { MqttClient } from 'mqtt';
import type { AlarmList } from '../../electron/alarm/alarm-list.ts';
import type { DeviceOrder } from '../../electron/device-order/device-order.ts';
import type { FloodBoard, GaugeLine } from '../../electron/flood/flood.ts';
import type { Inundation, InundationBands, Polygon } from '../../electron/terrain/inundation.ts';
import type { PointPage } from '../../electron/sensor/point.ts';
import { hasBroker } from '../../scripts/system-packages.ts';
import { geoTiff } from '../geotiff-file.ts';
import { Broker, freePort } from '../mosquitto.ts';
import { expect, test, type Room } from './room.ts';

// The night on which the river comes: a gauge and a pump's contactor speak over a real mosquitto, three hours of the river in
// two minutes. The truth is written down here, and what the room is told is held against it.

test.describe.configure({ timeout: 300_000 });
test.skip(!hasBroker(), 'no mosquitto here');

const minuteMs = 60_000;
/** Where the river stands at G-07 so many minutes after it began to rise, cm: 1.45 cm a minute, and the waves on it. */
const truth = (minute: number): number => 118 + 1.45 * minute;
const wave = (minute: number): number => [0.4, -0.3, 0.1, -0.5, 0.3, 0, -0.2][minute % 7]!;
const told = (minute: number): number => Math.round((truth(minute) + wave(minute)) * 10) / 10;
/** Minutes from the beginning until the river stands at a level. */
const reaches = (levelCm: number): number => (levelCm - 118) / 1.45;

const instruments = 500;
const topic = (n: number): string => `plant/x${n}`;

interface Night {
  readonly room: Room;
  readonly instrument: MqttClient;
  /** The room's clock, ms. */
  now(): number;
  /** Moves it on. */
  later(minutes: number): Promise<void>;
  /** Has an instrument say something until the room has heard it: the thread of the sources sets its clock a moment later. */
  say(topic: string, value: unknown, heard: () => Promise<boolean>): Promise<void>;
}

async function show(page: Page, screen: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, '') + `#/${screen}`);
}
const board = (room: Room) => room.call<FloodBoard>('flood.board', {});
const gaugeOf = async (room: Room): Promise<GaugeLine> =>
  (await board(room)).gauges.find(({ place }) => place.key === 'G-07')!;
const open = (room: Room) => room.call<AlarmList>('alarm.open', {});

/** One broker, the gauge, the contactor of pump 1, and five hundred points of the plant, as the instrument technician sets them up. */
async function setUp(room: Room, broker: Broker): Promise<void> {
  await room.signIn('Equipment manager');
  const gauge = await gaugeOf(room);
  const pumps = await room.call<PointPage>('sensor.points', { kinds: ['pumpState'] });
  const contactor = pumps.rows.find(({ key }) => key === 'XS-1')!;
  await room.page.evaluate(
    async ({ port, gaugeId, contactorId, count }) => {
      const call = async (name: string, input: unknown): Promise<{ id: string; version: number }> => {
        const result = await window.tocsin.invoke(name, input);
        if (!result.ok) throw new Error(`${name} ${result.refusal.refused}`);
        return result.value as { id: string; version: number };
      };
      const source = await call('sensor.addSource', {
        name: 'Site broker', settings: { kind: 'mqtt', host: '127.0.0.1', port, clientId: 'tocsin' },
      }); // prettier-ignore
      const feed = (pointId: string, address: string) =>
        call('sensor.addFeed', { sourceId: source.id, pointId, address, valuePath: 'v', timePath: 't' });
      await feed(gaugeId, 'river/g07');
      await feed(contactorId, 'pump/1');
      for (let n = 0; n < count; n += 1) {
        const name = `Bearing ${n}`;
        const { id } = await call('sensor.addPoint', {
          kind: 'temperature', key: `BT-${n}`, names: { en: name, srLatn: name, zhHans: name }, unit: '°C', placeId: null,
          minValue: -40, maxValue: 300, everySeconds: 600_000, frozenMinutes: null,
          limits: [{ level: 'watch', side: 'above', value: 80 }, { level: 'danger', side: 'above', value: 150 }],
        }); // prettier-ignore
        await feed(id, `plant/x${n}`);
      }
      await call('sensor.turnSource', { id: source.id, version: source.version, on: true });
    },
    { port: broker.port, gaugeId: gauge.id, contactorId: contactor.id, count: instruments },
  );
  await expect
    .poll(async () => (await room.call<{ state: { kind: string } }[]>('sensor.sources', {}))[0]?.state.kind)
    .toBe('connected');
  await room.call('session.signOut', {});
  await room.page.locator('.operators').waitFor();
}

test('the river rises over three hours: alarms in order, minutes left that are true, water where brute force has it, a flood of alarms that stays readable', async ({
  room,
}) => {
  const { page } = room;
  const broker = new Broker(room.folder, await freePort());
  await broker.start();
  const instrument = await broker.instrument();
  let moved = 0;
  const night: Night = {
    room,
    instrument,
    now: () => Date.now() + moved,
    later: async (minutes) => {
      moved += minutes * minuteMs;
      await room.advance(minutes);
    },
    say: async (name, value, heard) => {
      const message = JSON.stringify({ v: value, t: night.now() });
      await expect
        .poll(
          async () => {
            await instrument.publishAsync(name, message, { qos: 1 });
            return heard();
          },
          { intervals: [100, 300, 500] },
        )
        .toBe(true);
    },
  };
  try {
    await setUp(room, broker);
    await room.size(1440, 900);
    await room.signIn('Petrović');
    await show(page, 'flood');
    await theRiverRises(night);
    await theListStaysReadable(night);
    await theDamClockRuns(night);
  } finally {
    await instrument.endAsync(true);
    await broker.stop();
  }
});

async function theRiverRises(night: Night): Promise<void> {
  const { room } = night;
  const { page } = room;
  const line = page.locator('.gauges tr', { hasText: 'G-07' });
  const alarms: string[] = [];
  const alarmOf = async (): Promise<number | null> =>
    (await open(room)).rows.find(({ source, topic: of }) => source === 'gauge' && of === 'level')?.priority ??
    null;
  const { watchCm, warningCm, dangerCm } = await gaugeOf(room);
  const step = 4;
  for (let minute = step; minute <= 176; minute += step) {
    await night.later(step);
    const levelCm = told(minute);
    await night.say('river/g07', levelCm, async () => {
      const { outlook } = await gaugeOf(room);
      return outlook.kind !== 'noReadings' && outlook.newest.levelCm === levelCm;
    });
    if (minute >= 36 && minute % 12 === 0) await minutesLeftAreTrue(room, minute);
    // Each level is an alarm of its own urgency when it is reached, and not before.
    const priority = levelCm >= dangerCm ? 1 : levelCm >= warningCm ? 2 : levelCm >= watchCm ? 3 : null;
    await expect.poll(alarmOf).toBe(priority);
    const known = `${priority}`;
    if (minute === 140) await theWaterIsWhereBruteForceHasIt(night, minute);
    if (priority === null || alarms.at(-1) === known) continue;
    alarms.push(known);
    if (priority === 2) await aPumpIsOrdered(night);
    if (priority === 1) await thePlanIsProposed(room);
  }
  expect(alarms).toEqual(['3', '2', '1']);
  await show(page, 'flood');
  await expect(line).toContainText(`${Math.round(told(176))}`.slice(0, 2));
  await room.picture('river-danger-1440');
}

/** What the board says until each level holds the truth between its soonest and its latest. */
async function minutesLeftAreTrue(room: Room, minute: number): Promise<void> {
  const { outlook } = await gaugeOf(room);
  expect(outlook.kind).toBe('rising');
  if (outlook.kind !== 'rising') return;
  for (const { levelCm, minutes, soonest, latest } of outlook.thresholds) {
    const left = reaches(levelCm) - minute;
    if (left <= 0) continue;
    expect(soonest, `soonest to ${levelCm} cm at minute ${minute}`).toBeLessThanOrEqual(left);
    if (latest !== null)
      expect(latest, `latest to ${levelCm} cm at minute ${minute}`).toBeGreaterThanOrEqual(left);
    // And what it says first is worth something.
    expect(Math.abs(minutes! - left), `${levelCm} cm at minute ${minute}`).toBeLessThan(5 + left / 5);
  }
}

/** The rule of the danger level proposes the plan of the wall: one key declares the incident and starts it. */
async function thePlanIsProposed(room: Room): Promise<void> {
  const { page } = room;
  await page.keyboard.press('F8');
  const row = page.getByRole('grid', { name: 'Open' }).getByRole('row', { name: /G-07/ }).first();
  await row.click();
  await expect(page.getByRole('button', { name: /Declare and start the plan/ })).toBeVisible();
  await room.picture('river-declare-1440');
  await row.press('d');
  const incident = async (): Promise<string | null> =>
    (await open(room)).rows.find(({ source, topic: of }) => source === 'gauge' && of === 'level')
      ?.incidentId ?? null;
  await expect.poll(incident).not.toBeNull();
  await page.keyboard.press('F8');
  await show(page, `incidents/${await incident()}`);
  await expect(page.locator('.task').first()).toBeVisible();
  await room.picture('river-plan-1440');
  await show(page, 'flood');
}

const side = 220;
const cellM = 10;
/** The invented ground lies far above the site's walls, and the gauge's zero with it. */
const zeroM = 400;

interface InventedGround {
  readonly heightsCm: readonly number[];
  /** The bed of the river and the way from it to the gauge. */
  readonly bed: readonly boolean[];
  /** Rivers and ponds: water belongs there and is not drawn. */
  readonly water: readonly boolean[];
  readonly centre: (column: number, row: number) => readonly [number, number];
}

/** Hills and hollows around the gauge, some of them cut off; the site's gates and culverts there are shut. */
async function inventedGround(room: Room): Promise<InventedGround> {
  type Line = readonly (readonly [number, number])[];
  const places = await room.call<
    { key: string; kind: string; geometry: { type: string; coordinates: unknown } }[]
  >('place.all', {});
  const [lon, lat] = places.find(({ key }) => key === 'G-07')!.geometry.coordinates as [number, number];
  const dLat = cellM / 111_320;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const centre = (column: number, row: number): readonly [number, number] => [
    lon + (column + 0.5 - side / 2) * dLon,
    lat - (row + 0.5 - side / 2) * dLat,
  ];
  const metres = ([x, y]: readonly [number, number]): [number, number] => [
    ((x - lon) / dLon) * cellM,
    ((y - lat) / dLat) * cellM,
  ];
  const away = ([x, y]: [number, number], line: readonly [number, number][]) => {
    let best = { far: Infinity, at: [0, 0] as [number, number] };
    for (const [n, b] of line.entries()) {
      const a = line[n - 1] ?? b;
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const share = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
      const at: [number, number] = [a[0] + share * dx, a[1] + share * dy];
      const far = Math.hypot(x - at[0], y - at[1]);
      if (far < best.far) best = { far, at };
    }
    return best;
  };
  const rivers = places
    .filter(({ kind, geometry }) => kind === 'river' && geometry.type === 'LineString')
    .map(({ geometry }) => (geometry.coordinates as Line).map(metres));
  const { near, river } = rivers
    .map((line) => ({ river: line, near: away([0, 0], line) }))
    .toSorted((a, b) => a.near.far - b.near.far)[0]!;
  const beds = [river, [[0, 0] as [number, number], near.at]];
  const cells = Array.from({ length: side * side }, (_, n) => [n % side, Math.floor(n / side)] as const);
  const middles = cells.map(([column, row]) => metres(centre(column, row)));
  const bed = middles.map((at) => beds.some((line) => away(at, line).far < 2 * cellM));
  const ponds = places
    .filter(({ kind, geometry }) => (kind === 'water' || kind === 'river') && geometry.type === 'Polygon')
    .map(({ geometry }) => (geometry.coordinates as Line[]).map((ring) => ring.map(metres)));
  const water = middles.map(
    (at, n) =>
      bed[n] ||
      [...rivers, ...ponds.flat()].some((line) => away(at, line).far < 2 * cellM) ||
      ponds.some((rings) => covers(rings, at)),
  );
  const heightsCm = cells.map(([column, row], n) =>
    bed[n]
      ? zeroM * 100 + 100
      : zeroM * 100 +
        400 +
        Math.round(120 * Math.sin(column / 6) * Math.cos(row / 7) + 60 * Math.sin((column + row) / 11)),
  );
  const path = join(room.folder, 'invented.tif');
  const [west, north] = [lon - (side / 2) * dLon, lat + (side / 2) * dLat];
  const heights = heightsCm.map((cm) => cm / 100);
  writeFileSync(
    path,
    geoTiff({ columns: side, rows: side, heights, epsg: 4326, origin: [west, north], scale: [dLon, dLat] }),
  );
  await room.app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, path);
  await room.call('terrain.choose', {});
  await room.call('terrain.import', { path, name: 'Invented', author: 'The test', madeOn: '2026-01-01' });
  const { gauges } = await room.call<Inundation>('terrain.inundation', {});
  const gauge = gauges.find(({ place }) => place.key === 'G-07')!;
  await room.call('terrain.setGaugeZero', { gaugeId: gauge.place.id, zeroM, version: gauge.zeroVersion });
  for (const { place, device } of (await board(room)).devices) {
    const state = { floodGate: 'closed', culvert: 'blocked' }[place.kind as string];
    if (state === undefined || device?.state === state) continue;
    const { geometry } = places.find(({ key }) => key === place.key)!;
    const at = (geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates) as Line;
    if (at.every((one) => Math.hypot(...metres(one)) > side * cellM)) continue;
    await room.call('flood.setDevice', {
      placeId: place.id,
      state,
      ...(device ? { version: device.version } : {}),
    });
  }
  return { heightsCm, bed, water, centre };
}

/** What is under water in an hour, cell by cell, by nothing but spreading from the river until nothing changes. */
function byBruteForce({ heightsCm, bed }: InventedGround, levelCm: number): boolean[] {
  const wet = heightsCm.map((height, n) => bed[n]! && height < levelCm);
  for (let changed = true; changed;) {
    changed = false;
    for (const [n, height] of heightsCm.entries()) {
      if (wet[n] || height >= levelCm) continue;
      const [column, row] = [n % side, Math.floor(n / side)];
      for (let y = Math.max(0, row - 1); y <= Math.min(side - 1, row + 1); y += 1)
        for (let x = Math.max(0, column - 1); x <= Math.min(side - 1, column + 1); x += 1)
          if (wet[y * side + x]) wet[n] = true;
      changed ||= wet[n]!;
    }
  }
  return wet;
}

function covers(polygon: Polygon, [x, y]: readonly [number, number]): boolean {
  let inside = false;
  for (const ring of polygon)
    for (const [n, [bx, by]] of ring.entries()) {
      const [ax, ay] = ring[(n || ring.length) - 1]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

function boxOf(ring: readonly (readonly [number, number])[]): [number, number, number, number] {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

async function theWaterIsWhereBruteForceHasIt({ room }: Night, minute: number): Promise<void> {
  const { page } = room;
  const ground = await inventedGround(room);
  const told = async () =>
    (await room.call<Inundation>('terrain.inundation', {})).gauges.find(({ place }) => place.key === 'G-07')!;
  let bands: InundationBands | null = null;
  let gauge = await told();
  // The picture goes with its gauges: asked between two answers that are the same.
  await expect
    .poll(async () => {
      gauge = await told();
      bands = await room.call<InundationBands>('terrain.bands', { minutes: 60 });
      return gauge.part === 'rising' && JSON.stringify(await told()) === JSON.stringify(gauge);
    })
    .toBe(true);
  const inAnHourCm = gauge.levelCm! + gauge.rise!.mean * 60;
  expect(Math.abs(inAnHourCm - truth(minute + 60))).toBeLessThan(6);
  const levelCm = zeroM * 100 + inAnHourCm;
  const wet = byBruteForce(ground, levelCm);
  const polygons = bands!.bands
    .flatMap((band) => band.polygons)
    .map((polygon) => ({ polygon, box: boxOf(polygon[0]!) }));
  const covered = (at: readonly [number, number]): boolean =>
    polygons.some(
      ({ polygon, box: [west, south, east, north] }) =>
        at[0] >= west && at[0] <= east && at[1] >= south && at[1] <= north && covers(polygon, at),
    );
  const differ = wet.flatMap((is, n) => {
    const [column, row] = [n % side, Math.floor(n / side)];
    // The river itself is not drawn as flooded.
    if (ground.water[n]) return [];
    return covered(ground.centre(column, row)) === is ? [] : [[column, row, is]];
  });
  expect(differ).toEqual([]);
  // And it was worth asking: much is wet, and hollows that the water cannot get to stay dry.
  const dryHollows = wet.filter((is, n) => !is && ground.heightsCm[n]! < levelCm).length;
  const wetGround = wet.filter((is, n) => is && !ground.bed[n]).length;
  expect(wetGround).toBeGreaterThan(500);
  expect(dryHollows).toBeGreaterThan(50);
  await show(page, 'inundation');
  await page.locator('.site-map[data-ready=true]').waitFor();
  await page.keyboard.press('3');
  await expect(page.getByRole('button', { name: /\+1 h/ })).toHaveAttribute('aria-pressed', 'true');
  await room.picture('river-inundation-1440');
  await show(page, 'flood');
}

async function aPumpIsOrdered(night: Night): Promise<void> {
  const { room } = night;
  const { page } = room;
  const pump = page.locator('.devices tr', { hasText: 'PMP-1' });
  await pump.focus();
  await page.keyboard.press('o');
  await expect(page.getByRole('form', { name: 'Order to PMP-1' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(pump).toContainText('ordered running');
  await pump.focus();
  await page.keyboard.press('a');
  await expect(pump).toContainText('heard: running');
  await room.picture('river-pump-1440');
  const last = async (): Promise<DeviceOrder | undefined> =>
    (await room.call<{ rows: DeviceOrder[] }>('deviceOrder.page', {})).rows[0];
  await night.say('pump/1', 1, async () => (await last())?.state === 'confirmed');
  expect(await last()).toMatchObject({ endedHow: 'instrument', endedWho: 'XS-1' });
}

/** Alarms of points, those that stand under another among them. */
const ofPoints = ({ rows }: AlarmList): number =>
  rows
    .filter(({ headId, source }) => headId === null && source === 'point')
    .reduce((sum, { below }) => sum + below + 1, 0);

async function theListStaysReadable(night: Night): Promise<void> {
  const { room, instrument } = night;
  const { page } = room;
  const before = ofPoints(await open(room));
  const all = Array.from({ length: instruments }, (_, n) => n);
  const t = night.now();
  const say = (n: number, v: unknown) =>
    instrument.publishAsync(topic(n), JSON.stringify({ v, t: t + n }), { qos: 1 });
  // Five hundred bearings are hot, one of them dangerously so, and that is the last to say it.
  await Promise.all(all.slice(1).map((n) => say(n, 90)));
  await say(0, 170);
  const begun = Date.now();
  await expect
    .poll(async () => JSON.stringify((await open(room)).rows[0]?.cause), { intervals: [50] })
    .toContain('Bearing 0');
  test.info().annotations.push({ type: 'danger on top after', description: `${Date.now() - begun} ms` });
  // Then the cable burns through, and each of them sends what cannot be.
  await Promise.all(all.map((n) => say(n, 'ERR')));
  await expect
    .poll(async () => ofPoints(await open(room)), { timeout: 60_000 })
    .toBe(before + 2 * instruments);
  const after = await open(room);
  expect(after.flood).toBe(true);
  // Nothing is lost: what is counted is what stands as a line or under one, and few lines carry all of it.
  const heads = after.rows.filter(({ headId }) => headId === null);
  const standing = heads.reduce((sum, { below }) => sum + below + 1, 0);
  expect(standing).toBe(after.counts[1] + after.counts[2] + after.counts[3] + after.exercise);
  expect(heads.length).toBeLessThan(60);
  expect(after.rows.length).toBeLessThanOrEqual(200);
  await page.keyboard.press('F8');
  const list = page.getByRole('grid', { name: 'Open' });
  await expect(list.getByRole('row').first()).toContainText('Bearing 0');
  await room.picture('river-burst-1440');
  await room.size(1024, 768);
  await room.picture('river-burst-1024');
  await room.size(1440, 900);
  await page.keyboard.press('Escape');
}

async function theDamClockRuns(night: Night): Promise<void> {
  const { room } = night;
  const { page } = room;
  const dams = await room.call<{ place: { id: string; key: string } }[]>('breach.dams', {});
  const dam = dams.find(({ place }) => place.key === 'TD-1')!.place;
  await room.call('alarm.raise', { priority: 1, cause: 'Embankment moves', placeId: dam.id });
  const mark = page.locator('.breach-mark');
  await expect(mark).toContainText('DAM BREAK 00:00');
  await night.later(12);
  await expect(mark).toContainText('00:12');
  await mark.click();
  const table = page.getByRole('region', { name: 'What the wave reaches' });
  await expect(table).toContainText('reached');
  await room.picture('river-dam-1440');
}
