import { legsOf } from '../drill/drill-run-store.ts';
import { paceOn } from '../drill/drill-clock.ts';
import type { Part, Read, Tx } from '../door.ts';
import { siteTables } from '../hazard/site-tables-files.ts';
import { incidentNumber } from '../incident/incident.ts';
import type { RowsThen } from '../journal/journal-store.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { log } from '../log.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import type { Place } from '../place/place.ts';
import { askRelease } from '../release-side.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import { sitePosition } from '../session/site-store.ts';
import { freeTask } from '../task/task.ts';
import { insertTask, lastOrder } from '../task/task-store.ts';
import { translator } from '../texts.ts';
import { newestWind, windThen } from '../weather/weather-store.ts';
import type { Wind } from '../weather/weather.ts';
import { outOfReach } from '../zone/zone.ts';
import { musterFor, protectionOf, type Inside } from './inside.ts';
import { middle, planeAt } from './ground.ts';
import { assess, type Picture } from './picture.ts';
import type { Release, ReleaseTables } from './release.ts';
import {
  insertRelease,
  insertResult,
  openReleases,
  releaseById,
  releasesOf,
  updateRelease,
  type KeptPicture,
  type ReleaseResult,
} from './release-store.ts';
import type { AtPoint, ReleaseInside, ReleaseZones } from './zones.ts';
import { ownMaterials, tablesFor } from './zones-handlers.ts';

/** The release if it goes on, its incident is open, and the caller saw it as it is. */
function openRelease(tx: Tx, id: string, version: number): Answer<Release> {
  const release = releaseById(tx.db, id);
  if (!release) return refuse('unknownRelease');
  const incident = openIncident(tx, release.incidentId);
  if (isRefusal(incident)) return incident;
  if (release.endedAt !== null) return refuse('releaseEnded');
  return checkVersion(release, version) ?? release;
}

/** The lengths of a picture as a line of the log. */
function inWords(picture: Picture): {
  isolate: string;
  protect: string;
  zones: string;
  wind: string;
  model: string;
} {
  const km = (metres: number): string =>
    metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
  const { erg, zones, windMs, fromDegrees, stability, model } = picture;
  const of = (one: Picture['zones'][number]): string =>
    `${one.level} ${one.distanceM === null ? '0 m' : `${one.beyond ? '> ' : ''}${km(one.distanceM)}`}`;
  return {
    isolate: erg ? km(erg.isolateM) : '–',
    protect: erg?.protectKm ? `${erg.orMore ? '≥ ' : ''}${km(erg.protectKm * 1000)}` : '–',
    zones: zones.length > 0 ? zones.map(of).join(' · ') : '–',
    wind:
      windMs === null
        ? '–'
        : `${fromDegrees === null ? '?' : `${Math.round(fromDegrees)}°`} ${windMs.toFixed(1)} m/s`,
    model: [erg?.edition, model, stability].filter((one) => one !== null && one !== undefined).join(', '),
  };
}

/** Keeps what the models say now, with its inputs, and says it in the incident's log. */
function keepResult(
  tx: Tx,
  release: Release,
  cause: ReleaseResult['cause'],
  picture: Picture = pictureNow(tx, release),
): void {
  const { shapes: _, ...said } = picture;
  const { un, source, setting, longitude, latitude, startedAt } = release;
  const result: KeptPicture = { ...said, inputs: { un, source, setting, longitude, latitude, startedAt } };
  const row: ReleaseResult = {
    id: tx.newId(),
    releaseId: release.id,
    incidentId: release.incidentId,
    at: tx.now,
    cause,
    windId: picture.windId,
    result,
  };
  insertResult(tx.db, row);
  tx.record('releaseResult', row);
  const facts = { un: release.un, material: result.erg?.name ?? result.substance ?? '', ...inWords(picture) };
  sayTemplate(tx, release.incidentId, 'system', `release.said.${cause}`, facts, { placeId: release.placeId });
}

/** The site's tables, with an answer for everything that gets out. */
function tablesOf({ db, site }: Pick<Read, 'db' | 'site'>, releases: readonly Release[]): ReleaseTables {
  return tablesFor(db, siteTables(site.file), releases);
}

function pictureNow(tx: Tx, release: Release): Picture {
  return assess(release, newestWind(tx.db) ?? null, tx.now, tablesOf(tx, [release])).picture;
}

/** What every release that goes on would do in a wind that is about to be kept; worked out beside the room's work. */
export async function releasesIn(read: Read, wind: Wind): Promise<readonly ReleaseZones[]> {
  const releases = openReleases(read.db, null);
  const newest = newestWind(read.db);
  // An observation entered late changes nothing that is drawn.
  if (releases.length === 0 || (newest && newest.at > wind.at)) return [];
  try {
    const own = ownMaterials(read.db, releases);
    const asked = { kind: 'wind', releases, wind, own, now: read.now } as const;
    return (await askRelease(read.site.file, asked)) as ReleaseZones[];
  } catch (error) {
    // The wind is kept whatever becomes of the thread; the zones are then worked out with it.
    log.error('zones in a new wind', error);
    return [];
  }
}

/**
 * A new wind changes every release that goes on: part of the command that wrote it. `known` was worked out before; what has
 * changed since is worked out again. The windows get the pictures themselves and need not ask.
 */
export function releasesInNewWind(tx: Tx, wind: Wind, known: readonly ReleaseZones[]): void {
  if (newestWind(tx.db)?.id !== wind.id) return;
  const zones = openReleases(tx.db, null).map((release): ReleaseZones => {
    const one = known.find((each) => each.release.id === release.id);
    const fits = one?.release.version === release.version && one.picture.windId === wind.id;
    return { release, picture: fits ? one.picture : pictureNow(tx, release) };
  });
  for (const { release, picture } of zones) keepResult(tx, release, 'wind', picture);
  for (const [incidentId, of] of Map.groupBy(zones, ({ release }) => release.incidentId))
    tx.tell('releases', { incidentId, zones: of });
}

/** What went on at a moment, in the wind that was known then; `then` gives rows as they stood. */
export function releasesThen(read: Read, incidentId: string, at: string, then: RowsThen): ReleaseZones[] {
  const wind = windThen(read.db, at) ?? null;
  const ids = releasesOf(read.db, incidentId).map(({ id }) => id);
  return then<Release>('materialRelease', ids)
    .filter((release) => release.endedAt === null)
    .map((release) => ({
      release,
      picture: assess(release, wind, at, tablesOf(read, [release])).picture,
    }));
}

function save(tx: Tx, release: Release): Release {
  updateRelease(tx.db, release);
  tx.record('materialRelease', release);
  return release;
}

export const releaseHandlers: Part<
  | 'release.declare'
  | 'release.change'
  | 'release.end'
  | 'release.makeTasks'
  | 'release.zones'
  | 'release.inside'
  | 'release.at'
> = {
  'release.declare': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    if (incident.state !== 'running')
      return refuse('incidentNotRunning', { number: incidentNumber(incident) });
    const place = input.placeId === null ? undefined : placeById(tx.db, input.placeId);
    if (input.placeId !== null && !place) return refuse('unknownPlace', { place: input.placeId });
    const at = positionOf(input, place);
    if (at === null) return refuse('releaseNowhere');
    const far = outOfReach([at], sitePosition(tx.db));
    if (far) return far;
    const { incidentId, un, placeId, source, setting } = input;
    const release: Release = {
      id: tx.newId(),
      incidentId,
      un,
      placeId,
      longitude: at[0],
      latitude: at[1],
      source,
      setting,
      startedAt: tx.now,
      endedAt: null,
      endReason: null,
      tasksMadeAt: null,
      declaredBy: tx.operator.id,
      version: 1,
    };
    insertRelease(tx.db, release);
    tx.record('materialRelease', release);
    keepResult(tx, release, 'declared');
    return release;
  },
  'release.change': (tx, input) => {
    const release = openRelease(tx, input.id, input.version);
    if (isRefusal(release)) return release;
    const { source = release.source, setting = release.setting } = input;
    const changed = save(tx, { ...release, source, setting, version: release.version + 1 });
    keepResult(tx, changed, 'changed');
    return changed;
  },
  'release.end': (tx, input) => {
    const release = openRelease(tx, input.id, input.version);
    if (isRefusal(release)) return release;
    sayTemplate(tx, release.incidentId, 'decision', 'release.said.ended', {
      un: release.un,
      reason: input.reason,
    });
    return save(tx, { ...release, endedAt: tx.now, endReason: input.reason, version: release.version + 1 });
  },
  'release.makeTasks': {
    prepare: async (read, input) => {
      const release = releaseById(read.db, input.id);
      if (!release) return refuse('unknownRelease');
      const asked = { incidentId: release.incidentId, now: read.now };
      const found = await insideOfAll(read.site.file, asked);
      const inside = found.find((one) => one.releaseId === release.id)?.inside;
      return (tx) => {
        const seen = openRelease(tx, input.id, input.version);
        if (isRefusal(seen)) return seen;
        const wanted = inside ? tasksFor(tx, seen, inside) : [];
        if (wanted.length === 0) return refuse('releaseNobodyInside');
        const first = lastOrder(tx.db, seen.incidentId) + 1;
        const pace = paceOn(legsOf(tx.db, seen.incidentId));
        const tasks = wanted.map((task, at) =>
          freeTask(
            {
              ...task,
              id: tx.newId(),
              incidentId: seen.incidentId,
              orderNo: first + at,
              role: null,
              position: null,
            },
            tx.operator.id,
            tx.now,
            pace,
          ),
        );
        for (const task of tasks) {
          insertTask(tx.db, task);
          tx.record('task', task);
        }
        sayTemplate(tx, seen.incidentId, 'order', 'release.said.tasks', { count: tasks.length });
        save(tx, { ...seen, tasksMadeAt: tx.now, version: seen.version + 1 });
        return tasks;
      };
    },
  },
  'release.zones': async (read, input) =>
    (await askRelease(read.site.file, { kind: 'zones', ...input, now: read.now })) as ReleaseZones[],
  'release.inside': (read, input) => insideOfAll(read.site.file, { ...input, now: read.now }),
  'release.at': async (read, input) => {
    if (!releaseById(read.db, input.id)) return refuse('unknownRelease');
    return (await askRelease(read.site.file, { kind: 'at', ...input, now: read.now })) as AtPoint | null;
  },
};

async function insideOfAll(
  file: string,
  asked: { readonly incidentId: string; readonly now: string },
): Promise<ReleaseInside[]> {
  return (await askRelease(file, { kind: 'inside', ...asked })) as ReleaseInside[];
}

function positionOf(
  input: { readonly longitude: number | null; readonly latitude: number | null },
  place: Place | undefined,
): [number, number] | null {
  if (input.longitude !== null && input.latitude !== null) return [input.longitude, input.latitude];
  if (!place) return null;
  const plane = planeAt([0, 0]);
  return plane.from(middle(place.geometry, plane));
}

interface Wanted {
  readonly title: Names;
  readonly placeId: string | null;
  readonly targetMinutes: number;
}
/** More buildings than that are told by public address, not one by one. */
const mostBuildings = 8;

/** What must be done for whom a release reaches: out or in for each building and team, roads, muster points. */
function tasksFor(tx: Tx, release: Release, inside: Inside): Wanted[] {
  const picture = pictureNow(tx, release);
  const places = new Map(placesOf(tx.db, undefined).map((place) => [place.id, place]));
  const since = (Date.parse(tx.now) - Date.parse(release.startedAt)) / 60_000;
  const grave = (one: Inside['buildings'][number]): boolean =>
    ['isolation', 'level3', 'level2', 'protect'].includes(one.reached);
  const wanted: Wanted[] = [];
  const add = (
    key: string,
    facts: Record<string, Names | string | number>,
    placeId: string | null,
    targetMinutes: number,
  ): void => void wanted.push({ title: inAll(`release.task.${key}`, facts), placeId, targetMinutes });
  if (picture.erg) add('isolate', { metres: picture.erg.isolateM }, release.placeId, 5);
  const out = (
    one: Inside['buildings'][number],
    key: string,
    facts: Record<string, Names | string | number>,
  ): void => {
    const best = musterFor(places.get(one.place.id), inside, places);
    const how = best === null ? 'shelter' : protectionOf(one, since, best.walkM);
    const to = best?.muster.place;
    add(
      `${how}${key}`,
      { ...facts, muster: to ? to.key : '', where: to?.names ?? '' },
      one.place.id,
      how === 'shelter' ? 5 : 10,
    );
  };
  for (const team of inside.teams.filter(grave)) out(team, 'Team', { team: team.team, people: team.people });
  const buildings = inside.buildings.filter(grave);
  for (const one of buildings.slice(0, mostBuildings)) out(one, '', { place: one.place.names });
  if (buildings.length > mostBuildings) add('announce', { count: buildings.length - mostBuildings }, null, 5);
  const threatened = inside.musters.filter(({ reached }) => reached !== null && reached !== 'level1');
  if (threatened.length > 0) add('moveMusters', { musters: keysOf(threatened) }, null, 10);
  const roads = inside.roads.filter(grave);
  if (roads.length > 0) add('closeRoads', { roads: keysOf(roads) }, null, 15);
  const stores = inside.stores.filter(grave);
  if (stores.length > 0) add('stores', { stores: keysOf(stores) }, null, 15);
  return wanted;
}

/** Keys as they stand on the signs, so many that they fit a task. */
function keysOf(things: readonly { readonly place: { readonly key: string } }[]): string {
  const keys = [...new Set(things.map(({ place }) => place.key))];
  return keys.length > 20 ? `${keys.slice(0, 20).join(', ')} …` : keys.join(', ');
}

/** One text in the languages of the room; names that it holds come in the same language. */
function inAll(key: string, facts: Record<string, Names | string | number>): Names {
  const of = (language: 'en' | 'sr-Latn' | 'zh-Hans', field: keyof Names): string =>
    translator(language)(
      key,
      Object.fromEntries(
        Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' ? fact[field] : fact]),
      ),
    );
  return { en: of('en', 'en'), srLatn: of('sr-Latn', 'srLatn'), zhHans: of('zh-Hans', 'zhHans') };
}
