import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ergTable } from '../electron/hazard/erg.ts';
import { toxicTable } from '../electron/hazard/toxic.ts';
import { assess, doseAt, uncertainty } from '../electron/release/picture.ts';
import { circle, crossing, planeAt, touches, turned, wedge, within } from '../electron/release/ground.ts';
import { declareReleaseInput, type Release } from '../electron/release/release.ts';
import type { Wind } from '../electron/weather/weather.ts';
import { siteInTemp } from './builders.ts';

const night = '2026-06-01T23:00:00.000Z';
const noon = '2026-06-01T10:00:00.000Z';
const id = '01900000-0000-7000-8000-000000000001';

function release(given: Record<string, unknown> = {}): Release {
  const { un, source, setting } = declareReleaseInput.parse({
    incidentId: id,
    un: '1079',
    placeId: null,
    ...given,
  });
  return {
    id, incidentId: id, un, source, setting, placeId: null, longitude: 22.1, latitude: 44.07, startedAt: night, endedAt: null,
    endReason: null, tasksMadeAt: null, declaredBy: id, version: 1,
  }; // prettier-ignore
}
const wind = (given: Partial<Wind> = {}): Wind => ({
  id, at: night, fromDegrees: 270, speedMs: 3, gustMs: null, temperatureC: 12, source: 'hand', recordedAt: night, by: id, byName: 'x', ...given,
}); // prettier-ignore
const codes = (given: Release, air: Wind | null, now = night) =>
  assess(given, air, now).picture.limits.map(({ code }) => code);
const direct = { kind: 'direct', rateKgS: 2, minutes: 30 };

describe('what a release would do', () => {
  test('sulfur dioxide by night: the book’s circle and square, the square downwind', () => {
    const { picture, rings } = assess(release({ setting: { spill: 'small' } }), wind(), night);
    expect(picture).toMatchObject({ night: true, erg: { isolateM: 100, protectKm: 2.6 }, zones: [] });
    const square = rings.find(({ kind }) => kind === 'protect')!.ring;
    // Wind from the west: everything lies east of the release, 2.6 km far and 1.3 km to either side.
    expect(Math.max(...square.map(([x]) => x))).toBeCloseTo(2600, 3);
    expect(Math.min(...square.map(([x]) => x))).toBeCloseTo(0, 3);
    expect(Math.max(...square.map(([, y]) => y))).toBeCloseTo(1300, 3);
    const day = assess(release({ setting: { spill: 'small' } }), wind({ at: noon }), noon).picture;
    expect(day).toMatchObject({ night: false, erg: { protectKm: 0.6 } });
  });

  test('threat zones: the graver the shorter, and each says model, criterion and levels', () => {
    const { picture } = assess(release({ source: direct }), wind(), night);
    expect(picture).toMatchObject({ rateKgS: 2, durationS: 1800, criterionLimit: 0.15, model: 'densePlume' });
    const [one, two, three] = picture.zones;
    expect(three!.distanceM!).toBeLessThan(two!.distanceM!);
    expect(two!.distanceM!).toBeLessThanOrEqual(one!.distanceM!);
    expect(picture.zones.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const trickle = assess(
      release({ source: { kind: 'direct', rateKgS: 0.001, minutes: 30 } }),
      wind({ speedMs: 6 }),
      night,
    ).picture;
    expect(trickle.model).toBe('gaussianPlume');
    expect(trickle.criterion!).toBeLessThan(0.15);
  });

  test.each([
    [
      'vessel',
      { kind: 'vessel', content: 'liquefied', holeMm: 20, pressureBar: 2.3, temperatureC: 15, massKg: 5000 },
      'twoPhase',
    ],
    [
      'gas',
      { kind: 'vessel', content: 'gas', holeMm: 20, pressureBar: 2, temperatureC: 15, massKg: 200 },
      'gasHole',
    ],
    ['pool', { kind: 'pool', massKg: 1000, diameterM: 8 }, 'boilingPool'],
    ['duct', { kind: 'duct', ppm: 100_000, flowNm3H: 150_000, heightM: 0, minutes: 20 }, 'duct'],
    ['all at once', { kind: 'instant', massKg: 500 }, 'direct'],
  ])('a source of each kind gives zones: %s', (_, source, model) => {
    const { picture } = assess(release({ source }), wind({ speedMs: 4 }), night);
    expect(picture.sourceModels.join(' ')).toMatch(
      new RegExp(model === 'twoPhase' ? 'twoPhase|partlyFlashed' : model),
    );
    expect(picture.zones.length).toBeGreaterThan(0);
    expect(picture.zones[1]!.distanceM!).toBeGreaterThan(0);
  });

  test('it knows its limits and says them', () => {
    const given = release({ source: direct });
    expect(codes(given, null)).toContain('noWind');
    expect(assess(given, null, night).picture.zones).toEqual([]);
    expect(codes(given, wind({ speedMs: 0.6 }))).toEqual(expect.arrayContaining(['calm', 'allRound']));
    expect(assess(given, wind({ speedMs: 0.6 }), night).picture.model).toBeNull();
    expect(codes(given, wind({ fromDegrees: null, speedMs: 2 }))).toContain('variable');
    expect(codes(release({ source: direct, setting: { indoors: true } }), wind())).toContain('indoors');
    expect(
      assess(release({ source: direct, setting: { indoors: true } }), wind(), night).picture.zones,
    ).toEqual([]);
    expect(codes(release({ source: direct, setting: { terrain: 'valley' } }), wind())).toContain(
      'valleyNight',
    );
    expect(codes(release({ un: '1830', source: direct }), wind())).toContain('mist');
    expect(codes(release({ un: '1202', source: direct }), wind())).toContain('noToxicLevel');
    expect(codes(release(), wind())).toContain('sourceUnknown');
    expect(codes(release({ source: { kind: 'direct', rateKgS: 500, minutes: 30 } }), wind())).toContain(
      'beyondReach',
    );
  });

  test('a stale wind widens, an old one goes all round', () => {
    const given = release({ source: direct });
    const after = (minutes: number) => new Date(Date.parse(night) + minutes * 60_000).toISOString();
    const fresh = assess(given, wind(), night).picture;
    const stale = assess(given, wind(), after(40)).picture;
    expect(stale.limits.map(({ code }) => code)).toContain('windStale');
    expect(stale.uncertainDegrees).toBeGreaterThan(fresh.uncertainDegrees);
    const useless = assess(given, wind(), after(200)).picture;
    expect(useless.uncertainDegrees).toBe(180);
    expect(useless.limits.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['windUseless', 'allRound']),
    );
    expect(uncertainty(1.5, 'F', 0)).toBeGreaterThan(uncertainty(5, 'D', 0));
  });

  test('dose: indoors comes later and stays lower, and never falls', () => {
    const { cloud } = assess(release({ source: direct }), wind(), night);
    const series = doseAt(cloud!, 2.7e-6, 800, 0, 90);
    const peak = (of: (point: (typeof series)[number]) => number): number => Math.max(...series.map(of));
    expect(peak((one) => one.outdoorPpm)).toBeGreaterThan(peak((one) => one.indoorPpm));
    for (let n = 1; n < series.length; n += 1) {
      expect(series[n]!.outdoorDose).toBeGreaterThanOrEqual(series[n - 1]!.outdoorDose);
      expect(series[n]!.indoorDose).toBeGreaterThanOrEqual(series[n - 1]!.indoorDose);
    }
    // Everything that came in goes out again: both doses meet when it is long past.
    const long = doseAt(cloud!, 2.7e-6, 800, 0, 600).at(-1)!;
    expect(long.indoorDose / long.outdoorDose).toBeCloseTo(1, 1);
  });
});

test('the ground: there and back, downwind is where the wind goes, wedges and crossings', () => {
  const plane = planeAt([22.1, 44.07]);
  const [lon, lat] = plane.from(plane.to([22.13, 44.09]));
  expect([lon, lat]).toEqual([expect.closeTo(22.13, 9), expect.closeTo(44.09, 9)]);
  const south = turned(0).toGround([100, 0]);
  expect(south[0]).toBeCloseTo(0, 6);
  expect(south[1]).toBeCloseTo(-100, 6);
  const back = turned(123).toWind(turned(123).toGround([40, -7]));
  expect(back[0]).toBeCloseTo(40, 9);
  expect(back[1]).toBeCloseTo(-7, 9);
  expect(within([500, 100], wedge(1000, 50, 30))).toBe(true);
  expect(within([500, 400], wedge(1000, 50, 30))).toBe(false);
  expect(within([-500, 0], wedge(1000, 50, 180))).toBe(true);
  expect(crossing([-200, 0], [200, 0], [circle(100)])).toBe(true);
  expect(crossing([-200, 150], [200, 150], [circle(100)])).toBe(false);
  expect(touches({ type: 'Point', coordinates: [22.1, 44.07] }, [[0, 0]], circle(50), plane)).toBe(true);
});

describe('through the door', () => {
  test('declared, in a new wind, changed, tasks, ended; each result is kept and said', async () => {
    const site = siteInTemp();
    const names = (en: string) => ({ en, srLatn: en, zhHans: en });
    const square = (lon: number, lat: number) => ({
      type: 'Polygon' as const,
      coordinates: [[[lon, lat], [lon + 0.0004, lat], [lon + 0.0004, lat + 0.0003], [lon, lat + 0.0003], [lon, lat]] as [number, number][]],
    }); // prettier-ignore
    const add = (key: string, kind: 'building' | 'muster' | 'road', geometry: never) =>
      site.call('administrator', 'place.add', { key, kind, names: names(key), geometry });
    const smelter = await add('B-1', 'building', square(22.1, 44.07) as never);
    const east = await add('B-2', 'building', square(22.106, 44.07) as never);
    await add('M-E', 'muster', { type: 'Point', coordinates: [22.108, 44.07] } as never);
    const west = await add('M-W', 'muster', { type: 'Point', coordinates: [22.09, 44.07] } as never);
    await add('R-1', 'road', { type: 'LineString', coordinates: [[22.104, 44.06], [22.104, 44.08]] } as never); // prettier-ignore
    const { id: incidentId } = await site.call('coordinator', 'incident.declare', { type: 'chemicalRelease', placeId: smelter.id, severity: 3, note: 'Gas' }); // prettier-ignore
    await site.call('coordinator', 'weather.observe', { fromDegrees: 270, speedMs: 4, temperatureC: 12 });
    const declared = await site.call('coordinator', 'release.declare', {
      incidentId,
      un: '1079',
      placeId: smelter.id,
      source: { kind: 'direct', rateKgS: 1, minutes: 20 },
    });
    const [zones] = await site.call('coordinator', 'release.zones', { incidentId });
    expect(zones!.picture).toMatchObject({ windMs: 4, fromDegrees: 270, night: false, erg: { un: '1079' } });
    const [reached] = await site.call('coordinator', 'release.inside', { incidentId });
    expect(reached!.inside.buildings.map(({ place }) => place.key)).toEqual(
      expect.arrayContaining(['B-1', 'B-2']),
    );
    expect(reached!.inside.roads.map(({ place }) => place.key)).toEqual(['R-1']);
    const point = (key: string) => reached!.inside.musters.find(({ place }) => place.key === key)!;
    expect(point('M-E')).toMatchObject({ upwind: false, safe: false });
    expect(point('M-E').arrivesMinute!).toBeGreaterThan(0);
    expect(point('M-W').upwind).toBe(true);

    site.clock.advance(60_000);
    // The wind turns: the zones turn with it, and the log says what they are now.
    await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 4, temperatureC: 12 });
    const [after] = await site.call('coordinator', 'release.inside', { incidentId });
    expect(after!.inside.musters.find(({ place }) => place.id === west.id)).toMatchObject({
      upwind: false,
      safe: false,
    });
    expect(after!.inside.buildings.find(({ place }) => place.id === east.id)?.reached).not.toBe('level3');
    // The windows were given the new zones with the wind, and need not ask.
    const told = site.events.findLast(({ event }) => event === 'releases')?.payload;
    expect(told).toMatchObject({ incidentId, zones: [{ picture: { fromDegrees: 90 } }] });
    const log = await site.call('coordinator', 'log.page', { incidentId });
    expect(log.rows.map(({ text }) => text).join('\n')).toMatch(
      /New wind for the release of UN 1079: isolate .* \(wind 90° 4\.0 m\/s; ERG 2024/,
    );

    const changed = await site.call('coordinator', 'release.change', {
      id: declared.id,
      version: 1,
      setting: { spill: 'small' },
    });
    expect(changed).toMatchObject({ version: 2, setting: { spill: 'small' } });
    expect(
      await site.refusal('coordinator', 'release.change', { id: declared.id, version: 1 }),
    ).toMatchObject({ refused: 'conflict' });
    const series = await site.call('coordinator', 'release.at', {
      id: declared.id,
      longitude: 22.09,
      latitude: 44.07,
    });
    expect(Math.max(...series!.series.map(({ outdoorPpm }) => outdoorPpm))).toBeGreaterThan(0.2);

    const tasks = await site.call('coordinator', 'release.makeTasks', { id: declared.id, version: 2 });
    expect(tasks.length).toBeGreaterThan(1);
    expect(tasks[0]!.title).toMatchObject({ en: expect.stringContaining('Isolate') as string });
    await site.call('coordinator', 'release.end', { id: declared.id, version: 3, reason: 'Valve shut' });
    expect(await site.call('coordinator', 'release.zones', { incidentId })).toEqual([]);
    expect(
      await site.refusal('coordinator', 'release.end', { id: declared.id, version: 4, reason: 'x' }),
    ).toMatchObject({ refused: 'releaseEnded' });
    // Replay: in the wind that was known at each minute; nothing once it has ended.
    const then = async (minutes: number) => {
      const at = new Date(Date.parse(declared.startedAt) + minutes * 60_000 + 500).toISOString();
      return (await site.call('coordinator', 'incident.replay', { incidentId, at })).releases;
    };
    expect(await then(5)).toEqual([]);
    expect(await then(0)).toMatchObject([{ release: { version: 1 }, picture: { fromDegrees: 270 } }]);
    const kept = site.site.reader.all<{ cause: string }>('SELECT cause FROM releaseResult ORDER BY rowid');
    expect(kept.map(({ cause }) => cause)).toEqual(['declared', 'wind', 'changed']);
  });

  test('what cannot be is refused in words', async () => {
    const site = siteInTemp();
    const { id: incidentId } = await site.call('coordinator', 'incident.declare', { type: 'chemicalRelease', placeId: null, severity: 3, note: 'Gas' }); // prettier-ignore
    const code = async (input: object) =>
      (
        await site.refusal('coordinator', 'release.declare', {
          incidentId,
          un: '1079',
          placeId: null,
          ...input,
        })
      ).refused;
    expect(await code({})).toBe('releaseNowhere');
    expect(await code({ un: '9998', longitude: 22.1, latitude: 44.07 })).toBe('releaseUnknownMaterial');
    expect(await code({ longitude: 25, latitude: 44.07 })).toBe('zoneTooFar');
    expect(
      await code({ longitude: 22.1, latitude: 44.07, source: { kind: 'direct', rateKgS: -1, minutes: 5 } }),
    ).toBe('badInput');
  });

  test('a site’s own tables stand in for the shipped ones; a broken one is named and not used', async () => {
    const site = siteInTemp();
    const { id: incidentId } = await site.call('coordinator', 'incident.declare', { type: 'chemicalRelease', placeId: null, severity: 3, note: 'Gas' }); // prettier-ignore
    await site.call('coordinator', 'weather.observe', { fromDegrees: 270, speedMs: 4 });
    const folder = join(site.folder, 'reference');
    mkdirSync(folder);
    const [so2] = ergTable.materials.filter(({ un }) => un === '1079');
    const own = { ...ergTable, edition: 'Ours 7', materials: [{ ...so2, containers: [], large: { isolateM: 321, dayKm: 4, nightKm: 5 } }] }; // prettier-ignore
    writeFileSync(join(folder, 'erg.json'), JSON.stringify(own));
    writeFileSync(join(folder, 'toxic-levels.json'), '{ "edition": 3 }');
    await site.call('coordinator', 'release.declare', {
      incidentId,
      un: '1079',
      placeId: null,
      longitude: 22.1,
      latitude: 44.07,
    });
    const [zones] = await site.call('coordinator', 'release.zones', { incidentId });
    expect(zones!.picture.erg).toMatchObject({ edition: 'Ours 7', isolateM: 321, protectKm: 4 });
    expect(zones!.picture.limits).toContainEqual({
      code: 'tableUnreadable',
      facts: { file: 'toxic-levels.json' },
    });
    expect(zones!.picture.toxicEdition).toBe(toxicTable.edition);
  });
});
