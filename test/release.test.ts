import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ergTable } from '../electron/hazard/erg.ts';
import { toxicTable } from '../electron/hazard/toxic.ts';
import { assess, doseAt, uncertainty } from '../electron/release/picture.ts';
import { circle, crossing, planeAt, touches, turned, wedge, within } from '../electron/release/ground.ts';
import { noPhysical, noToxic, type Substance } from '../electron/hazmat/hazmat.ts';
import { ownMaterial, withMaterials } from '../electron/release/materials.ts';
import { insideOf, type Ground } from '../electron/release/inside.ts';
import type { Place } from '../electron/place/place.ts';
import { declareReleaseInput, shippedTables, type Release } from '../electron/release/release.ts';
import { languages, translator } from '../renderer/locales/index.ts';
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
const jet = {
  kind: 'vessel',
  content: 'liquefied',
  holeMm: 20,
  pressureBar: 2.3,
  temperatureC: 15,
  massKg: 5000,
};

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

  // Each window in which the models decline or widen, with the sentence that the room reads.
  test.each([
    ['nobody entered a wind', {}, null, 'noWind', /Nobody has entered the wind/],
    ['calm', { source: direct }, wind({ speedMs: 0.6 }), 'calm', /below 1 m\/s/],
    ['calm, drawn all round', { source: direct }, wind({ speedMs: 0.6 }), 'allRound', /all round/],
    ['no direction', { source: direct }, wind({ fromDegrees: null, speedMs: 2 }), 'variable', /no direction/],
    [
      'stale weather',
      { source: direct },
      wind({ at: '2026-06-01T22:20:00.000Z' }),
      'windStale',
      /40 min old: the zones are widened/,
    ],
    [
      'weather of long ago',
      { source: direct },
      wind({ at: '2026-06-01T20:00:00.000Z' }),
      'windUseless',
      /180 min old and says nothing/,
    ],
    ['an unknown sky', { source: direct }, wind(), 'cloudUnknown', /longer zones is taken/],
    [
      'a stable night in a valley',
      { source: direct, setting: { terrain: 'valley' } },
      wind({ speedMs: 2 }),
      'valleyNight',
      /follows the ground downhill/,
    ],
    [
      'inside a building',
      { source: direct, setting: { indoors: true } },
      wind(),
      'indoors',
      /inside a building: no threat zones/,
    ],
    ['a fire', { source: direct, setting: { fire: true } }, wind(), 'burning', /smoke is not modelled/],
    ['it reacts', { un: '1829', source: direct }, wind(), 'reacts', /reacts with the moisture/],
    ['it goes as mist', { un: '1830', source: direct }, wind(), 'mist', /as mist and falls out/],
    ['no toxic level', { un: '1202', source: direct }, wind(), 'noToxicLevel', /No toxic level is known/],
    [
      'no level of that kind',
      { source: direct, setting: { levels: 'LEL' } },
      wind(),
      'noLevel',
      /The table has no LEL/,
    ],
    ['an unknown amount', {}, wind(), 'sourceUnknown', /How much gets out is not known/],
    [
      'nothing known of the liquid',
      { un: '1016', source: { kind: 'pool', massKg: 100 } },
      wind(),
      'noProperties',
      /Give the rate instead/,
    ],
    [
      'beyond ten kilometres',
      { source: { kind: 'direct', rateKgS: 500, minutes: 30 } },
      wind(),
      'beyondReach',
      /beyond 10 km/,
    ],
    [
      'a puff beyond four',
      { un: '1051', source: { kind: 'instant', massKg: 10_000 } },
      wind({ speedMs: 6 }),
      'puffFar',
      /Beyond 4 km/,
    ],
    [
      'longer than an hour',
      { source: { kind: 'direct', rateKgS: 1, minutes: 300 } },
      wind(),
      'longRelease',
      /longer than an hour/,
    ],
    ['a flashing jet', { source: jet }, wind(), 'sprayNotModelled', /Drops of a flashing jet/],
    [
      'a liquid from memory',
      { source: jet },
      wind(),
      'liquidUnverified',
      /properties of the liquid are from memory/,
    ],
    ['a guide from memory', { un: '1791' }, wind(), 'ergUnverified', /guide 154 are from memory/],
    ['a guide alone', { un: '1202' }, wind(), 'guideOnly', /those of guide 128 hold/],
    ['an unknown container', {}, wind(), 'ergAssumed_container', /greatest distance is taken/],
    [
      'too much gas for the wind',
      { source: { kind: 'direct', rateKgS: 5000, minutes: 30 } },
      wind({ speedMs: 1.1 }),
      'hazardBeyondNomogram',
      /Too much dense gas/,
    ],
  ] as const)('%s: said in a sentence', (_, given, air, code, sentence) => {
    const { picture } = assess(release(given), air, night);
    const limit = picture.limits.find((one) => one.code === code);
    expect(picture.limits.map((one) => one.code)).toContain(code);
    expect(translator('en')(`release.limit.${code}`, limit!.facts as Record<string, string>)).toMatch(
      sentence,
    );
    for (const language of languages)
      expect(translator(language)(`release.limit.${code}`)).not.toBe(`release.limit.${code}`);
  });

  test('a number of no table gets the guide of the register, else that of unidentified cargo', () => {
    const own = [
      { un: '1090', name: 'Acetone', guide: '128', form: 'liquid' as const, toxic: null },
      { un: '2810', name: 'Reagent', guide: '153', form: 'liquid' as const, toxic: null },
    ];
    const said = (un: string, fire = false) => {
      const tables = withMaterials(shippedTables, [un], own);
      return assess(release({ un, setting: { fire } }), wind(), night, tables).picture;
    };
    expect(said('1090')).toMatchObject({
      erg: { guide: '128', isolateM: 50, protectKm: 0.3, name: 'Acetone' },
    });
    expect(said('1090', true).erg).toMatchObject({ isolateM: 800, from: 'fire' });
    expect(said('1090').limits.map(({ code }) => code)).toContain('guideOfRegister');
    // A guide that Tocsin does not hold, and a number that nobody knows.
    for (const un of ['2810', '9998']) {
      expect(said(un).erg).toMatchObject({ guide: '111', isolateM: 100 });
      expect(said(un, true).erg?.isolateM).toBe(800);
      expect(said(un).limits.map(({ code }) => code)).toContain('unidentified');
    }
  });

  test('the register’s own levels draw zones where the shipped table has none, and say that nobody checked them', () => {
    const substance: Substance = {
      id, key: 'mek', names: { en: 'MEK', srLatn: 'MEK', zhHans: 'MEK' }, unNumber: '1193', hazardClass: '3', subsidiary: [],
      packingGroup: 'II', ghs: [], hStatements: [], ergGuide: '128', form: 'liquid', cas: null, groups: [],
      physical: { ...noPhysical, molarMassG: 72.1, boilingC: 79.6 }, toxic: { ...noToxic, aegl1: 200, aegl2: 2700, aegl3: 4000 },
      version: 1,
    }; // prettier-ignore
    const own = [ownMaterial(substance)!];
    const tables = withMaterials(shippedTables, ['1193'], own);
    const { picture } = assess(release({ un: '1193', source: direct }), wind(), night, tables);
    expect(picture.zones.map(({ level, value }) => [level, value])).toEqual([
      ['AEGL-1 60 min', 200],
      ['AEGL-2 60 min', 2700],
      ['AEGL-3 60 min', 4000],
    ]);
    expect(picture.zones[0]!.distanceM!).toBeGreaterThan(picture.zones[2]!.distanceM ?? 0);
    expect(picture.limits.map(({ code }) => code)).toContain('levelsUnverified');
    expect(ownMaterial({ ...substance, unNumber: null })).toBeNull();
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

test('a muster point behind an area that is closed is not reachable, and not safe', () => {
  const given = release({ setting: { spill: 'small' } });
  const known = assess(given, wind(), night);
  const plane = planeAt([given.longitude, given.latitude]);
  const at = (x: number, y: number): [number, number] => plane.from([x, y]);
  const place = (key: string, kind: Place['kind'], geometry: Place['geometry']): Place => ({
    ...{ id: key, key, kind, names: { en: key, srLatn: key, zhHans: key }, geometry },
    ...{ parentId: null, attributes: {}, version: 1 },
  });
  const ground: Ground = {
    places: [
      place('B', 'building', { type: 'Polygon', coordinates: [[at(400, 0), at(420, 0), at(420, 20), at(400, 20), at(400, 0)]] }),
      place('M', 'muster', { type: 'Point', coordinates: at(400, 2000) }),
      place('W', 'muster', { type: 'Point', coordinates: at(-600, 300) }),
    ],
    ...{ teams: [], stores: [], expected: new Map<string, number | null>(), closed: [] },
  }; // prettier-ignore
  const muster = (shut: Ground['closed'], key: string) =>
    insideOf(given, known, { ...ground, closed: shut }).musters.find(
      ({ place: { id: one } }) => one === key,
    )!;
  expect(muster([], 'M')).toMatchObject({ safe: true, upwind: false, openWays: 1, ways: 1 });
  expect(muster([], 'W')).toMatchObject({ safe: true, upwind: true });
  const wall = { type: 'Polygon' as const, coordinates: [[at(0, 1500), at(900, 1500), at(900, 1600), at(0, 1600), at(0, 1500)]] }; // prettier-ignore
  expect(muster([wall], 'M')).toMatchObject({ safe: false, openWays: 0 });
  expect(muster([wall], 'W')).toMatchObject({ safe: true });
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
    // What was put in stands beside what came out.
    const [first] = site.site.reader.all<{ result: string }>(
      'SELECT result FROM releaseResult ORDER BY rowid',
    );
    expect(JSON.parse(first!.result)).toMatchObject({
      inputs: {
        un: '1079',
        source: { kind: 'direct', rateKgS: 1, minutes: 20 },
        longitude: expect.any(Number) as number,
      },
      model: expect.stringMatching(/Plume/) as string,
      windMs: 4,
    });
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
