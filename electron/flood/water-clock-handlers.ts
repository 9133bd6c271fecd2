import { reachKinds, reachOf } from '../breach/breach.ts';
import { placesMark } from '../breach/breach-store.ts';
import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { expectedAt } from '../muster/muster.ts';
import { musterPoints } from '../muster/muster-handlers.ts';
import { placesOf } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { board } from '../team/team-handlers.ts';
import { runningFlood } from '../device-order/settle-handlers.ts';
import type { ZoneInside } from './flood.ts';

/** Most places that one zone lists, the people first. */
const mostPlaces = 200;

/** What stands in which zone changes with the places, not with the water. */
const known = new WeakMap<
  ReadHandle,
  { readonly mark: string; readonly inside: ReadonlyMap<string, readonly PlaceName[]> }
>();

function placesInside(db: ReadHandle): ReadonlyMap<string, readonly PlaceName[]> {
  const mark = placesMark(db);
  const before = known.get(db);
  if (before?.mark === mark) return before.inside;
  const rank = new Map<string, number>(reachKinds.map((kind, index) => [kind, index]));
  const places = placesOf(db, [...reachKinds]).toSorted(
    (a, b) => rank.get(a.kind)! - rank.get(b.kind)! || (a.key < b.key ? -1 : 1),
  );
  const inside = new Map(
    placesOf(db, ['floodZone']).map(({ id, geometry }) => {
      const area = { geometry, arrivalMin: 0, depthM: null, velocityMs: null };
      const found = places.filter((place) => reachOf([area], place.geometry) !== null);
      return [
        id,
        found.map((place) => ({ id: place.id, key: place.key, kind: place.kind, names: place.names })),
      ];
    }),
  );
  known.set(db, { mark, inside });
  return inside;
}

/** Who and what stands in each flood zone: places with the heads at muster points, and teams that are there. */
export function insideZones(db: ReadHandle): ZoneInside[] {
  const heads = new Map(
    musterPoints(db, runningFlood(db)?.id).map((point) => [
      point.place.id,
      point.muster?.counted ?? expectedAt(point),
    ]),
  );
  const { teams } = board({ db });
  return [...placesInside(db)].map(([zoneId, places]) => {
    const here = new Set([zoneId, ...places.map(({ id }) => id)]);
    const lines = places.slice(0, mostPlaces).map((place) => ({ place, heads: heads.get(place.id) ?? null }));
    const crews = teams
      .filter(({ place, status }) => place !== null && here.has(place.id) && status === 'onScene')
      .map(({ id, key, names, headsSent, members }) => ({ id, key, names, heads: headsSent ?? members }));
    const sum = (all: readonly { readonly heads: number | null }[]): number =>
      all.reduce((total, one) => total + (one.heads ?? 0), 0);
    return { zoneId, places: lines, teams: crews, heads: sum(lines) + sum(crews) };
  });
}

export const waterClockHandlers: Part<'flood.inside'> = { 'flood.inside': (read) => insideZones(read.db) };
