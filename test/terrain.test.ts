import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../electron/refusal.ts';
import { fromUtm, toUtm } from '../electron/basemap/utm.ts';
import { latticeOf, unknownCm } from '../electron/terrain/grid.ts';
import { packHeights, unpackHeights } from '../electron/terrain/heights-files.ts';
import { readTerrain, type ReadTerrainJob } from '../electron/terrain/read-terrain-files.ts';
import { ofLonLat, systemOf, toLonLat } from '../electron/terrain/systems.ts';
import { siteInTemp, tempFolder, type TestSite } from './builders.ts';
import { geoTiff, type GeoTiff } from './geotiff-file.ts';

const folder = tempFolder();
// In UTM 34N, in the middle of what geoTiff() writes when nothing else is said.
const site = fromUtm(585_150, 4_880_850);
const slope = Array.from({ length: 30 * 30 }, (_, n) => 300 + (n % 30) + Math.floor(n / 30) / 4);
const plain: GeoTiff = { columns: 30, rows: 30, heights: slope, epsg: 32_634, verticalUnit: 9001 };

let files = 0;
function kept(bytes: Uint8Array): string {
  files += 1;
  const path = join(folder, `${files}.tif`);
  writeFileSync(path, bytes);
  return path;
}
const read = (bytes: Uint8Array, more: Partial<ReadTerrainJob> = {}) =>
  readTerrain({ path: kept(bytes), keep: true, site, places: [], ...more });
async function refused(bytes: Uint8Array, more: Partial<ReadTerrainJob> = {}) {
  const answer = await read(bytes, more);
  if (!isRefusal(answer)) throw new Error('taken');
  return answer;
}
async function taken(bytes: Uint8Array, more: Partial<ReadTerrainJob> = {}) {
  const answer = await read(bytes, more);
  if (isRefusal(answer)) throw new Error(`${answer.refused} ${JSON.stringify(answer.facts)}`);
  return {
    ...answer.read,
    heightsCm: [...unpackHeights(answer.packed!, answer.read.shape.columns * answer.read.shape.rows)],
  };
}

describe('a terrain model is read', () => {
  const forms = [1, 5, 8].flatMap((compression) =>
    [false, true].flatMap((tiled) =>
      [false, true].map((bigEndian) => ({ compression, tiled, bigEndian }) as const),
    ),
  );
  test.each(forms)('compressed $compression, tiled $tiled, big-endian $bigEndian', async (form) => {
    const found = await taken(geoTiff({ ...plain, ...(form as Partial<GeoTiff>) }));
    expect(found.heightsCm).toEqual(slope.map((height) => height * 100));
    expect(found.shape).toEqual({
      columns: 30,
      rows: 30,
      epsg: 32_634,
      west: 585_000,
      north: 4_881_000,
      cellX: 10,
      cellY: 10,
    });
    expect(found.problems).toEqual([]);
  });

  test('whole metres, degrees, values that stand for the middle of a cell', async () => {
    const whole = slope.map(Math.round);
    expect((await taken(geoTiff({ ...plain, kind: 'int16', heights: whole }))).heightsCm).toEqual(
      whole.map((m) => m * 100),
    );
    const degrees = await taken(
      geoTiff({ ...plain, epsg: 4326, origin: [site[0] - 0.002, site[1] + 0.002], scale: [0.00015, 0.0001] }),
    );
    expect(degrees.shape.epsg).toBe(4326);
    expect(degrees.cellM).toBeCloseTo(12, 0);
    const point = await taken(geoTiff({ ...plain, pixelIsPoint: true }));
    expect([point.shape.west, point.shape.north]).toEqual([584_995, 4_881_005]);
  });

  test('feet that say so are turned, a unit that is not said is told', async () => {
    const feet = await taken(geoTiff({ ...plain, verticalUnit: 9002 }));
    expect(feet.heightsCm[0]).toBe(Math.round(300 * 30.48));
    expect(feet.problems.map(({ code }) => code)).toEqual(['feetTurned']);
    const { verticalUnit: _none, ...silent } = plain;
    expect((await taken(geoTiff(silent))).problems.map(({ code }) => code)).toEqual(['unitNotSaid']);
  });

  test('holes stay unknown and are named with the places over them', async () => {
    const holed = slope.map((height, n) => (n % 30 < 3 ? -9999 : height));
    const places = [
      { key: 'B-1', at: fromUtm(585_005, 4_880_995), knownM: null },
      { key: 'B-2', at: site, knownM: null },
      { key: 'B-3', at: fromUtm(585_200, 4_880_900), knownM: null },
      { key: 'B-4', at: fromUtm(586_200, 4_880_900), knownM: null },
    ];
    const said = await taken(geoTiff({ ...plain, heights: holed, noData: '-9999' }), { places });
    expect(said.heightsCm.slice(0, 4)).toEqual([unknownCm, unknownCm, unknownCm, 30_300]);
    expect(said.unknownShare).toBe(0.1);
    expect(said.problems).toEqual([
      { code: 'holes', facts: { percent: 10, count: 1, places: 'B-1' } },
      { code: 'partly', facts: { count: 1, places: 'B-4' } },
    ]);
    const guessed = await taken(geoTiff({ ...plain, heights: holed }));
    expect(guessed.problems[0]).toEqual({ code: 'noDataGuessed', facts: { value: -9999, count: 90 } });
    const huge = await taken(geoTiff({ ...plain, heights: slope.map((h, n) => (n === 5 ? -3.4e38 : h)) }));
    expect(huge.heightsCm[5]).toBe(unknownCm);
  });
});

describe('a terrain model is refused in words', () => {
  test('no projection, one that is not known, one that is wrong', async () => {
    expect((await refused(geoTiff({ ...plain, epsg: null }))).refused).toBe('terrainNoProjection');
    const balkans = await refused(geoTiff({ ...plain, epsg: 6316, citation: 'MGI 1901 / Balkans zone 7' }));
    expect(balkans).toMatchObject({
      refused: 'terrainSystemUnknown',
      facts: { system: 'EPSG:6316 (MGI 1901 / Balkans zone 7)' },
    });
    const own = await refused(geoTiff({ ...plain, epsg: 32_767 }));
    expect(own).toMatchObject({ refused: 'terrainSystemUnknown', facts: { system: 'user-defined' } });
    // Metres that call themselves degrees, and the other way round.
    expect((await refused(geoTiff({ ...plain, epsg: 4326 }))).refused).toBe('terrainSaysDegrees');
    const swapped = { origin: [site[0] - 0.002, site[1] + 0.002], scale: [0.0001, 0.0001] } as const;
    expect((await refused(geoTiff({ ...plain, ...swapped }))).refused).toBe('terrainSaysMetres');
    // The next zone is hundreds of kilometres away.
    const zone = await refused(geoTiff({ ...plain, epsg: 32_633 }));
    expect(zone).toMatchObject({ refused: 'terrainElsewhere', facts: { system: 'EPSG:32633' } });
    expect(Number(zone.facts['km'])).toBeGreaterThan(300);
    expect((await refused(geoTiff({ ...plain, origin: [589_000, 4_881_000] }))).refused).toBe(
      'terrainElsewhere',
    );
  });

  test('without a position, turned against north, of several bands', async () => {
    expect((await refused(geoTiff({ ...plain, scale: null }))).refused).toBe('terrainNoPosition');
    const turned = [7, -7, 0, 585_000, -7, -7, 0, 4_881_000, 0, 0, 0, 0, 0, 0, 0, 1];
    expect((await refused(geoTiff({ ...plain, transformation: turned }))).refused).toBe('terrainTurned');
    expect((await refused(geoTiff({ ...plain, bands: 3 }))).refused).toBe('terrainManyBands');
  });

  test('heights that no ground has', async () => {
    const first = (value: number) => slope.map((height, n) => (n === 31 ? value : height));
    expect(await refused(geoTiff({ ...plain, heights: first(12_000) }))).toMatchObject({
      refused: 'terrainHeightImpossible',
      facts: { height: 12_000, row: 2, column: 2 },
    });
    expect((await refused(geoTiff({ ...plain, heights: slope.map(() => -9999) }))).refused).toBe(
      'terrainEmpty',
    );
    expect((await refused(geoTiff({ ...plain, heights: slope.map(() => 0) }))).refused).toBe('terrainFlat');
    expect((await refused(geoTiff({ ...plain, verticalUnit: 9099 }))).refused).toBe('terrainUnit');
  });

  test('a hole over the site, feet that call themselves metres, another datum', async () => {
    const places = [0, 1, 2, 3].map((n) => ({
      key: `B-${n}`,
      at: fromUtm(585_105 + n * 10, 4_880_850),
      knownM: 314 + n,
    }));
    const hole = slope.map((height, n) => (n % 30 > 9 && n % 30 < 14 ? -9999 : height));
    expect((await refused(geoTiff({ ...plain, heights: hole }), { places })).refused).toBe(
      'terrainHoleOverSite',
    );
    const feet = slope.map((height) => height * 3.2808);
    expect(await refused(geoTiff({ ...plain, heights: feet }), { places })).toMatchObject({
      refused: 'terrainLooksLikeFeet',
      facts: { place: 'B-0', knownM: 314 },
    });
    const off = await taken(geoTiff({ ...plain, heights: slope.map((height) => height + 44) }), { places });
    expect(off.problems[0]).toMatchObject({
      code: 'heightsDoNotFit',
      facts: { differenceM: 43.8, count: 4 },
    });
  });

  test('too many cells, too large, not there, no TIFF, cut short: never an error', async () => {
    const wide = geoTiff(plain);
    // The directory says 5000 by 5000 and the file holds 900 cells.
    for (const tag of [0, 1]) wide.writeUInt16LE(5000, 10 + tag * 12 + 8);
    expect((await refused(wide)).refused).toBe('terrainTooManyCells');
    const none = await readTerrain({ path: join(folder, 'none.tif'), keep: false, site, places: [] });
    expect(none).toMatchObject({ refused: 'terrainUnreadable' });
    const asFolder = await readTerrain({ path: folder, keep: false, site, places: [] });
    expect(asFolder).toMatchObject({ refused: 'terrainUnreadable' });
    expect((await refused(Buffer.from('GIF89a, and no heights at all'))).refused).toBe('terrainNotTiff');
    expect((await refused(Buffer.alloc(0))).refused).toBe('terrainNotTiff');
    const good = geoTiff({ ...plain, compression: 8 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: good.length - 40 }), async (length) => {
        expect((await refused(good.subarray(0, length))).refused).toMatch(/^terrain/);
      }),
      { numRuns: 40 },
    );
  });

  test('any byte may be wrong: it is taken or refused, never thrown', async () => {
    const good = geoTiff({ ...plain, compression: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: good.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (at, value) => {
          const bad = Buffer.from(good);
          bad[at] = value;
          expect(typeof (await read(bad))).toBe('object');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('heights and positions', () => {
  test('packed heights come back as they were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -50_000, max: 900_000 }), fc.constant(unknownCm)), {
          maxLength: 200,
        }),
        (list) => {
          expect([...unpackHeights(packHeights(Int32Array.from(list)), list.length)]).toEqual(list);
        },
      ),
    );
  });

  test('each accepted system gives back the position it was given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(4326, 4258, 8682, 32_634, 25_834, 32_734),
        fc.double({ min: 19, max: 23, noNaN: true }),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (epsg, lon, lat) => {
          const system = systemOf(epsg)!;
          const given: [number, number] = [lon, epsg === 32_734 ? -lat : lat];
          const back = toLonLat(system, ...ofLonLat(system, given));
          expect(back[0]).toBeCloseTo(given[0], 8);
          expect(back[1]).toBeCloseTo(given[1], 8);
        },
      ),
    );
    expect([3857, 3909, 6316, 31_277, 32_661].map(systemOf)).toEqual([null, null, null, null, null]);
  });

  test('a cell knows its position and a position its cell', () => {
    const lattice = latticeOf({
      columns: 30,
      rows: 20,
      epsg: 32_634,
      west: 585_000,
      north: 4_881_000,
      cellX: 10,
      cellY: 10,
    });
    expect(lattice.cell(fromUtm(585_005, 4_880_995))).toBe(0);
    expect(lattice.cell(fromUtm(585_295, 4_880_805))).toBe(599);
    expect(lattice.cell(fromUtm(585_305, 4_880_805))).toBe(-1);
    expect(lattice.cellXM).toBeCloseTo(10, 1);
  });
});

describe('the commands', () => {
  /** A valley: the river in the south, a wall with a gate, a low yard behind it, a hill. Forty by forty cells of 10 m. */
  const columns = 40;
  const valley = Array.from({ length: columns * columns }, (_, n) => {
    const row = Math.floor(n / columns);
    return row > 34 ? 298 : row === 34 ? 300 : row > 20 ? 300.5 : row > 10 ? 301 + (20 - row) / 2 : 330;
  });
  const [west, north] = toUtm(22.1, 44.07).map((metres, n) => metres + (n === 0 ? -200 : 200)) as [
    number,
    number,
  ];
  const at = (column: number, row: number): [number, number] => fromUtm(west + column * 10, north - row * 10);
  const file = (more: Partial<GeoTiff> = {}) =>
    kept(
      geoTiff({
        columns,
        rows: columns,
        heights: valley,
        epsg: 32_634,
        verticalUnit: 9001,
        origin: [west, north],
        ...more,
      }),
    );

  interface Valley {
    readonly room: TestSite;
    readonly gauge: string;
    readonly gate: string;
    say(levelCm: number): Promise<unknown>;
    inundation(): Promise<Extract<Awaited<ReturnType<typeof found>>, object>>;
  }
  const found = (room: TestSite) => room.call('planner', 'terrain.inundation', {});

  async function inValley(): Promise<Valley> {
    const room = siteInTemp();
    const names = (en: string) => ({ en, srLatn: en, zhHans: en });
    const add = async (key: string, kind: string, geometry: object, attributes: object = {}) =>
      (
        await room.call('planner', 'place.add', {
          key,
          kind,
          names: names(key),
          geometry,
          attributes,
        } as never)
      ).id;
    const line = (...points: readonly [number, number][]) => ({
      type: 'LineString',
      coordinates: points.map(([x, y]) => at(x, y)),
    });
    await add('R-1', 'river', line([0, 37.5], [40, 37.5]));
    await add('W-1', 'wall', line([0, 33.5], [40, 33.5]), { crestM: 302 });
    const gate = await add(
      'P-1',
      'floodGate',
      { type: 'Point', coordinates: at(10, 33.5) },
      { sillM: 299.5 },
    );
    const gauge = await add('G-1', 'gauge', { type: 'Point', coordinates: at(20, 36.5) });
    const box = (x: number, y: number) => ({
      type: 'Polygon',
      coordinates: [[at(x, y), at(x + 3, y), at(x + 3, y + 3), at(x, y + 3), at(x, y)]],
    });
    await add('B-LOW', 'building', box(15, 25));
    await add('B-MID', 'building', box(15, 17));
    await add('B-HILL', 'building', box(15, 3));
    await add('M-1', 'muster', { type: 'Point', coordinates: at(25, 28) }, { expectedCount: 40 });
    await room.call('planner', 'flood.addGauge', {
      placeId: gauge,
      watchCm: 100,
      warningCm: 200,
      dangerCm: 300,
      everyMinutes: 5,
    });
    return {
      room,
      gauge,
      gate,
      say: (levelCm) => room.call('coordinator', 'flood.read', { gaugeId: gauge, levelCm, sure: true }),
      inundation: async () => {
        const water = await found(room);
        if (water === null) throw new Error('no model');
        return water;
      },
    };
  }
  const model = { name: 'Valley', author: 'Survey', madeOn: '2026-01-05' };

  test('water behind a wall: by the gate while it is open, over the crest when it is shut; ahead at the present rate', async () => {
    const { room, gauge, gate, say, inundation } = await inValley();
    expect(await found(room)).toBeNull();
    const kept = await room.call('planner', 'terrain.import', { path: file(), ...model });
    expect(kept).toMatchObject({ version: 1, minM: 298, maxM: 330, unknownShare: 0 });
    expect((await inundation()).gauges[0]).toMatchObject({ part: 'noZero' });
    await room.call('planner', 'terrain.setGaugeZero', { gaugeId: gauge, zeroM: 298, version: null });
    expect(
      await room.refusal('planner', 'terrain.setGaugeZero', { gaugeId: gauge, zeroM: 299, version: null }),
    ).toMatchObject({
      refused: 'conflict',
    });
    await say(200);
    let water = await inundation();
    expect(water.gauges[0]).toMatchObject({ part: 'fewReadings', levelCm: 200, river: { key: 'R-1' } });
    expect(water.ahead).toBe(false);
    expect(water.limits.map(({ code }) => code)).toEqual([
      'bathtub',
      'oneGauge',
      'notRising',
      'fewReadings',
      'openTaken',
    ]);
    expect(water.inside).toEqual([]);

    // Two centimetres a minute: in 30 minutes the yard's 300.5 m, in 100 the wall's crest.
    for (let level = 202; level <= 240; level += 2) {
      room.clock.advance(60_000);
      await say(level);
    }
    await room.call('coordinator', 'flood.setDevice', { placeId: gate, state: 'open' });
    water = await inundation();
    expect(water.ahead).toBe(true);
    expect(water.gauges[0]!.rise!.mean).toBeCloseTo(2, 1);
    const line = (key: string) => water.inside.find(({ place }) => place.key === key);
    expect(line('B-LOW')).toMatchObject({ heads: null, unknown: false });
    expect(line('B-LOW')!.minute).toBeGreaterThanOrEqual(5);
    expect(line('B-LOW')!.minute).toBeLessThanOrEqual(6);
    expect(line('B-LOW')!.soonest! <= line('B-LOW')!.minute!).toBe(true);
    expect(line('B-LOW')!.latest! >= line('B-LOW')!.minute!).toBe(true);
    expect(line('B-LOW')!.depthsCm[0]).toBeNull();
    expect(line('B-LOW')!.depthsCm[1]!).toBeCloseTo(50, -1);
    expect(line('M-1')).toMatchObject({ heads: 40, place: { kind: 'muster' } });
    expect(line('B-HILL')).toBeUndefined();

    const { version } = (await room.call('planner', 'flood.board', {})).devices.find(
      ({ place }) => place.id === gate,
    )!.device!;
    await room.call('coordinator', 'flood.setDevice', { placeId: gate, state: 'closed', version });
    water = await inundation();
    expect(water.works.find(({ place }) => place.key === 'P-1')).toMatchObject({
      effect: 'holds',
      crestM: 302,
    });
    // 302 m is 160 cm over what stands now: 81 minutes.
    expect(line('B-LOW')!.minute).toBeGreaterThanOrEqual(79);
    expect(line('B-LOW')!.minute).toBeLessThanOrEqual(82);
    expect(line('B-MID')).toBeDefined();

    const bands = (await room.call('planner', 'terrain.bands', { minutes: 180 }))!;
    expect(bands.bands.map(({ band }) => band)).toContain('over');
    expect(bands.upper.length).toBeGreaterThan(0);
    const nowBands = (await room.call('planner', 'terrain.bands', { minutes: 0 }))!;
    expect(nowBands.upper).toEqual([]);
  });

  test('holes are drawn as unknown, never as dry; a zero that cannot be is said; a steady river has no hours ahead', async () => {
    const { room, gauge, say, inundation } = await inValley();
    const holed = valley.map((height, n) => (n % columns === 30 ? -9999 : height));
    const kept = await room.call('planner', 'terrain.import', { path: file({ heights: holed }), ...model });
    expect(kept.problems.map(({ code }) => code)).toContain('holes');
    await room.call('planner', 'terrain.setGaugeZero', { gaugeId: gauge, zeroM: 398, version: null });
    await say(240);
    expect((await inundation()).gauges[0]).toMatchObject({ part: 'doesNotFit' });
    await room.call('planner', 'terrain.setGaugeZero', { gaugeId: gauge, zeroM: 298, version: 1 });
    const water = await inundation();
    expect(water.limits.map(({ code }) => code)).toContain('unknownGround');
    const { bands } = (await room.call('planner', 'terrain.bands', { minutes: 0 }))!;
    expect(bands.map(({ band }) => band)).toContain('unknown');
    for (let n = 0; n < 12; n += 1) {
      room.clock.advance(5 * 60_000);
      await say(240);
    }
    const steady = await inundation();
    expect(steady.ahead).toBe(false);
    expect(steady.limits.map(({ code }) => code)).toContain('notRising');
    expect((await room.call('planner', 'terrain.bands', { minutes: 60 }))!.bands).toEqual([]);
    room.clock.advance(3 * 3_600_000);
    expect((await inundation()).limits.map(({ code }) => code)).toContain('stale');
  });

  test('one model is in force, the older are kept and can be put back; versions are guarded', async () => {
    const { room } = await inValley();
    const first = await room.call('planner', 'terrain.import', { path: file(), ...model });
    expect(await room.refusal('planner', 'terrain.import', { path: file(), ...model })).toMatchObject({
      refused: 'terrainAlreadyThere',
    });
    const second = await room.call('planner', 'terrain.import', {
      path: file({ heights: valley.map((height) => height + 0.1) }),
      ...model,
      name: 'Valley, new',
    });
    expect(
      (await room.call('planner', 'terrain.models', {})).map(({ name, retiredAt }) => [
        name,
        retiredAt === null,
      ]),
    ).toEqual([
      ['Valley, new', true],
      ['Valley', false],
    ]);
    expect(await room.refusal('planner', 'terrain.putBack', { id: first.id, version: 1 })).toMatchObject({
      refused: 'conflict',
    });
    await room.call('planner', 'terrain.putBack', { id: first.id, version: 2 });
    const [inForce] = await room.call('planner', 'terrain.models', {});
    expect(inForce).toMatchObject({ id: first.id, version: 3 });
    await room.call('planner', 'terrain.retire', { id: first.id, version: 3, reason: 'Survey withdrawn' });
    expect(await room.call('planner', 'terrain.inundation', {})).toBeNull();
    expect(
      await room.refusal('planner', 'terrain.retire', { id: second.id, version: 2, reason: 'x' }),
    ).toMatchObject({
      refused: 'unknownTerrain',
    });
  });

  test('heights that were changed in the file are not believed; the same file imported again mends them', async () => {
    const { room, gauge, say } = await inValley();
    const path = file();
    const { id } = await room.call('planner', 'terrain.import', { path, ...model });
    await room.call('planner', 'terrain.setGaugeZero', { gaugeId: gauge, zeroM: 298, version: null });
    await say(240);
    room.site.writer.run('UPDATE terrainPiece SET content = zeroblob(200)');
    expect(await room.refusal('planner', 'terrain.inundation', {})).toMatchObject({
      refused: 'terrainHeightsDamaged',
      facts: { name: 'Valley' },
    });
    await room.call('planner', 'terrain.retire', { id, version: 1, reason: 'Damaged' });
    await room.call('planner', 'terrain.import', { path, ...model });
    expect(await found(room)).not.toBeNull();
  });

  test('working it out can be called off', async () => {
    const { room, gauge, say } = await inValley();
    // Cells so small that there is time to call it off.
    const heights = Array.from({ length: 1000 * 1000 }, (_, n) => 297 + (n % 7) / 10);
    const path = file({ columns: 1000, rows: 1000, heights, scale: [0.4, 0.4] });
    await room.call('planner', 'terrain.import', { path, ...model });
    await room.call('planner', 'terrain.setGaugeZero', { gaugeId: gauge, zeroM: 298, version: null });
    await say(240);
    const asked = room.refusal('planner', 'terrain.inundation', {});
    await room.call('planner', 'job.cancel', { job: 'terrain.inundation' });
    expect(await asked).toMatchObject({ refused: 'calledOff' });
    expect(await found(room)).not.toBeNull();
  });
});
