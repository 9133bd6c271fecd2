import { breachStudy } from './breach-study.ts';
import { seedTerrain } from './seed-terrain.ts';
import { iso } from '../../electron/clock.ts';
import { isDeviceKind } from '../../electron/flood/flood.ts';
import { standardPositions } from '../../electron/position/position.ts';
import { usualPattern } from '../../electron/roster/roster.ts';
import type { SampleSite } from './data.ts';
import { seedBlasts } from './seed-blasts.ts';
import { seedFlood } from './seed-flood.ts';
import { seedIssues, seedStores } from './seed-hazmat.ts';
import { seedPapers, seedSheets } from './seed-papers.ts';
import { seedEquipment, seedCategories } from './seed-equipment.ts';
import { seedPlans } from './seed-plans.ts';
import { seedChecks } from './seed-checks.ts';
import { seedDrills } from './seed-drills.ts';
import { seedPrices } from './seed-prices.ts';
import { dayAfter } from './random.ts';
import { seedCompletions, seedRules, seedWork } from './seed-duties.ts';
import { seedAlarmRules } from './seed-alarm-rules.ts';
import type { SeedRoom } from './seed-room.ts';
import { seedSensors, type Call } from './seed-sensors.ts';
import { seedUpgrades } from './seed-upgrades.ts';

/** Keys of the sample site's files and the ids that the site gave them. */
export interface Keys {
  readonly places: ReadonlyMap<string, string>;
  readonly teams: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
  readonly qualifications: ReadonlyMap<string, string>;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

export function known(keys: ReadonlyMap<string, string>, key: string): string {
  const id = keys.get(key);
  if (id === undefined) throw new Error(`${key} is not in the sample site`);
  return id;
}

/**
 * Everything in the sample site's files, entered through the commands, ending at `nowMs`. `history` is what the room did
 * in between, before the year in which the stores were filled; it finds places, people and equipment.
 */
export async function seedSite(
  room: SeedRoom,
  sample: SampleSite,
  nowMs: number,
  history?: (keys: Keys) => Promise<void>,
): Promise<void> {
  const daysAgo = (days: number): string => iso(nowMs - days * dayMs);
  const ground = await seedGround(room, sample);
  const keys: Keys = { ...ground, qualifications: await seedPeople(room, sample, ground) };
  if (history) {
    await seedEquipment(room, sample, keys);
    await history(keys);
  }
  await seedStores(room, sample, keys);
  room.until(daysAgo(30));
  await seedPlans(room, sample, keys, nowMs);
  if (!history) {
    room.until(daysAgo(20));
    await seedEquipment(room, sample, keys);
  }
  await seedUpgrades(room, sample, keys, nowMs);
  await seedIssues(room, sample, nowMs);
  await seedShelves(room, sample, keys, nowMs);
  await seedPrices(room, sample, keys);
  room.until(daysAgo(1));
  if (!history) {
    await seedCompletions(room, sample, daysAgo(1).slice(0, 10));
    await seedWork(room, (key) => known(keys.places, key));
  }
  await seedDrills(room, sample, keys, daysAgo(0).slice(0, 10));
  await seedPapers(room);
  await seedSheets(room, iso(nowMs).slice(0, 10));
  await seedDevices(room, sample, keys);
  await seedBlasts(room, sample, (key) => known(keys.places, key), nowMs);
  await seedFlood(room, sample, keys);
  await room.give('planner', 'breach.importStudy', {
    damId: known(keys.places, 'TD-1'),
    title: 'Dam 1 (Jasen): sunny-day breach',
    author: 'Site engineering, invented for the sample',
    madeOn: '2026-02-16',
    text: breachStudy(),
  });
  const substance = (key: string): string =>
    room.site.writer.get<{ id: string }>('SELECT id FROM substance WHERE key = ?', key)?.id ?? '';
  const checks = seedChecks(room, (key) => known(keys.places, key), substance, nowMs);
  await seedTerrain(room, sample, keys);
  const calls = await seedSensors(room, nowMs);
  await seedAlarmRules(room);
  await seedReadings(room, sample, keys, nowMs, [...calls, ...checks]);
}

type Ground = Omit<Keys, 'qualifications'>;

async function seedGround(room: SeedRoom, sample: SampleSite): Promise<Ground> {
  const places = new Map<string, string>();
  const teams = new Map<string, string>();
  for (const { parentKey, ...place } of sample.places) {
    const parentId = parentKey === null ? null : known(places, parentKey);
    places.set(place.key, (await room.give('planner', 'place.add', { ...place, parentId })).id);
  }
  const number = (key: string, value: unknown): number => {
    if (typeof value !== 'number') throw new Error(`${key} lacks a number`);
    return value;
  };
  const thresholds = ({ key, attributes }: SampleSite['places'][number]) => ({
    watchCm: number(key, attributes['watchCm']),
    warningCm: number(key, attributes['warningCm']),
    dangerCm: number(key, attributes['dangerCm']),
  });
  for (const gauge of sample.places.filter(({ kind }) => kind === 'gauge'))
    await room.give('planner', 'flood.addGauge', {
      placeId: known(places, gauge.key),
      ...thresholds(gauge),
      everyMinutes: number(gauge.key, gauge.attributes['everyMinutes']),
    });
  for (const zone of sample.places.filter(({ kind }) => kind === 'floodZone'))
    await room.give('planner', 'flood.addZoneGauge', {
      zoneId: known(places, zone.key),
      gaugeId: known(places, String(zone.attributes['gaugeKey'])),
      ...thresholds(zone),
    });
  for (const { homePlaceKey, size: _size, core: _core, some: _some, ...team } of sample.teams) {
    const homePlaceId = known(places, homePlaceKey);
    teams.set(team.key, (await room.give('planner', 'team.add', { ...team, homePlaceId })).id);
  }
  const categories = await seedCategories(room, sample);
  await seedRules(room, sample, categories);
  return { places, teams, categories };
}

/** Gives the qualifications' ids by their keys. */
async function seedPeople(
  room: SeedRoom,
  sample: SampleSite,
  keys: Ground,
): Promise<ReadonlyMap<string, string>> {
  const held = new Map<string, string>();
  await room.give('planner', 'roster.set', { version: null, ...usualPattern });
  for (const position of sample.site.positions.filter(({ key }) => !standardPositions.some((s) => s === key)))
    await room.give('planner', 'position.add', position);
  for (const qualification of sample.qualifications)
    held.set(qualification.key, (await room.give('planner', 'qualification.add', qualification)).id);
  const callSigns = new Map(sample.teams.map(({ key, callSign }) => [key, callSign]));
  const counts = new Map<string, number>();
  const operators = room.site.writer.all<{ id: string; name: string; version: number }>(
    'SELECT id, name, version FROM operator',
  );
  for (const { key, name, crew, extension, teamKey, qualifications } of sample.people) {
    const count = (counts.get(teamKey ?? '') ?? 0) + 1;
    counts.set(teamKey ?? '', count);
    const { id: personId } = await room.give('planner', 'person.add', {
      name,
      crew,
      phone: extension,
      teamId: teamKey === null ? null : known(keys.teams, teamKey),
      callSign: teamKey === null ? '' : `${callSigns.get(teamKey) ?? teamKey}-${count}`,
      qualifications: qualifications.map((held) => ({ key: held.key, expiresOn: held.expiresOn })),
    });
    const account = sample.site.operators.find(({ personKey }) => personKey === key);
    const operator = operators.find((each) => each.name === account?.name);
    if (operator)
      await room.give('administrator', 'operator.link', {
        operatorId: operator.id,
        version: operator.version,
        personId,
      });
  }
  return held;
}

/** Consumables: what must be there, the opening inventory, and what was given out in the last days. */
async function seedShelves(room: SeedRoom, sample: SampleSite, keys: Keys, nowMs: number): Promise<void> {
  const where = (row: { readonly category: string; readonly placeKey: string }) => ({
    categoryId: known(keys.categories, row.category),
    placeId: known(keys.places, row.placeKey),
  });
  const today = iso(nowMs).slice(0, 10);
  for (const row of sample.shelves.minimums)
    await room.give('planner', 'stock.setMinimum', { ...where(row), minimum: row.minimum, version: null });
  for (const { category, placeKey, receivedDaysAgo, expiresAfterDays, ...lot } of sample.shelves.lots)
    await room.give('equipmentManager', 'stock.receive', {
      ...where({ category, placeKey }),
      ...lot,
      receivedOn: dayAfter(today, -receivedDaysAgo),
      expiresOn: expiresAfterDays === null ? null : dayAfter(today, expiresAfterDays),
    });
  for (const { category, placeKey, daysAgo, amount, reason } of sample.shelves.issues) {
    room.until(iso(nowMs - daysAgo * dayMs));
    await room.give('equipmentManager', 'stock.issue', { ...where({ category, placeKey }), amount, reason });
  }
}

/** Pumps, gates and barriers as the files say, and culverts as they were last found: clear. */
async function seedDevices(room: SeedRoom, sample: SampleSite, keys: Keys): Promise<void> {
  for (const { key, kind, attributes } of sample.places) {
    if (!isDeviceKind(kind)) continue;
    const state = String(attributes['state'] ?? 'clear');
    await room.give('coordinator', 'flood.setDevice', { placeId: known(keys.places, key), state });
  }
}

/** The last three hours: each gauge every five minutes as called in by radio, and the wind. */
async function seedReadings(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  nowMs: number,
  others: readonly Call[],
): Promise<void> {
  const gauges = sample.readings.map(({ gaugeKey, minutesAgo, levelCm }): Call => {
    const at = iso(nowMs - minutesAgo * minuteMs);
    const reading = { gaugeId: known(keys.places, gaugeKey), levelCm, at };
    return { at, give: () => room.give('coordinator', 'flood.read', reading) };
  });
  for (const { at, give } of [...gauges, ...others].toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )) {
    // The round of calls takes a minute; what is written down is when the gauge was read.
    room.until(at);
    await give();
  }
  const { fromDeg, speedMs, gustMs, temperatureC, ageMin } = sample.site.wind;
  const at = iso(nowMs - ageMin * minuteMs);
  await room.give('coordinator', 'weather.observe', {
    fromDegrees: fromDeg,
    speedMs,
    gustMs,
    temperatureC,
    at,
  });
}
