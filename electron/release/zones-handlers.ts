import type { ReadHandle } from '../database.ts';
import { kgM3OfPpm } from '../hazard/physics.ts';
import { storePage, substancesByUn, totalsOf } from '../hazmat/hazmat-store.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { expectedAt } from '../muster/muster.ts';
import { memberCounts } from '../person/person-store.ts';
import { placesOf } from '../place/place-store.ts';
import { allTeams } from '../team/team-store.ts';
import { newestWind } from '../weather/weather-store.ts';
import type { Geometry } from '../schema-parts.ts';
import { zonesOf } from '../zone/zone-store.ts';
import { planeAt, turned } from './ground.ts';
import { insideOf, type Ground } from './inside.ts';
import { ownMaterial, withMaterials, type OwnMaterial } from './materials.ts';
import { assess, doseAt, type Assessed } from './picture.ts';
import { openReleases, releaseById } from './release-store.ts';
import { toxicOf, type Release, type ReleaseTables } from './release.ts';
import type { AtPoint, ReleaseAnswer, ReleaseInside, ReleaseQuestion } from './zones.ts';

/** Answers from the site's rows; run in a thread of its own, because a site's outlines are many. */
export function answerRelease(
  read: <T>(work: (db: ReadHandle) => T) => T,
  question: ReleaseQuestion,
  tables: ReleaseTables,
): ReleaseAnswer {
  if (question.kind !== 'wind') return read((db) => answerFrom(db, question, tables));
  const { releases, wind, own, now } = question;
  const known = withMaterials(tables, unsOf(releases), own);
  return releases.map((release) => ({ release, picture: assess(release, wind, now, known).picture }));
}

const unsOf = (releases: readonly Pick<Release, 'un'>[]): string[] => releases.map(({ un }) => un);

/** What the site's register knows of the materials that get out. */
export function ownMaterials(db: ReadHandle, releases: readonly Pick<Release, 'un'>[]): OwnMaterial[] {
  return substancesByUn(db, unsOf(releases)).flatMap((one) => ownMaterial(one) ?? []);
}

/** Tables with an answer for everything that gets out. */
export function tablesFor(
  db: ReadHandle,
  tables: ReleaseTables,
  releases: readonly Pick<Release, 'un'>[],
): ReleaseTables {
  return withMaterials(tables, unsOf(releases), ownMaterials(db, releases));
}

function answerFrom(
  db: ReadHandle,
  question: Exclude<ReleaseQuestion, { kind: 'wind' }>,
  tables: ReleaseTables,
): ReleaseAnswer {
  switch (question.kind) {
    case 'zones':
      return assessed(db, question, tables).map(({ release, picture }) => ({ release, picture }));
    case 'inside':
      return insideNow(db, question, tables);
    case 'at':
      return pointNow(db, question, tables);
  }
}

type OfIncident = { readonly incidentId: string; readonly now: string };

function assessed(
  db: ReadHandle,
  { incidentId, now }: OfIncident,
  tables: ReleaseTables,
): (Assessed & { release: Release })[] {
  const wind = newestWind(db) ?? null;
  const releases = openReleases(db, incidentId);
  const known = tablesFor(db, tables, releases);
  return releases.map((release) => ({ release, ...assess(release, wind, now, known) }));
}

function insideNow(db: ReadHandle, asked: OfIncident, tables: ReleaseTables): ReleaseInside[] {
  const releases = assessed(db, asked, tables);
  if (releases.length === 0) return [];
  const members = memberCounts(db);
  const ground: Ground = {
    places: placesOf(db, ['building', 'muster', 'store', 'road', 'haulRoad', 'rail', 'tank', 'post']),
    teams: allTeams(db).map(({ id, key, placeId, homePlaceId }) => ({
      id,
      key,
      placeId: placeId ?? homePlaceId,
      people: members.get(id) ?? 0,
    })),
    stores: storePage(db, { text: '', limit: 200 }).rows.map(({ store, place }) => ({
      place,
      holds: totalsOf(db, store.id),
    })),
    // Nobody is led through what the room has drawn as too dangerous.
    closed: zonesOf(db, asked.incidentId, false)
      .filter(({ kind }) => kind === 'hot' || kind === 'exclusion')
      .map(({ geometry }) => geometry as Geometry),
    expected: new Map(musterPoints(db, asked.incidentId).map((point) => [point.place.id, expectedAt(point)])),
  };
  return releases.map((one) => ({ releaseId: one.release.id, inside: insideOf(one.release, one, ground) }));
}

const followedMinutes = 90;

function pointNow(
  db: ReadHandle,
  { id, longitude, latitude, now }: Extract<ReleaseQuestion, { kind: 'at' }>,
  tables: ReleaseTables,
): AtPoint | null {
  const release = releaseById(db, id);
  if (!release) return null;
  const known = tablesFor(db, tables, [release]);
  const { picture, cloud } = assess(release, newestWind(db) ?? null, now, known);
  const substance = toxicOf(release.un, release.setting.inWater, known);
  if (!cloud || !substance || picture.fromDegrees === null) return null;
  const at = planeAt([release.longitude, release.latitude]).to([longitude, latitude]);
  const [downwindM, acrossM] = turned(picture.fromDegrees).toWind(at);
  const perPpm = kgM3OfPpm(1, substance.molarMassGMol, picture.airC + 273.15);
  return { series: doseAt(cloud, perPpm, downwindM, acrossM, followedMinutes), downwindM, acrossM };
}
