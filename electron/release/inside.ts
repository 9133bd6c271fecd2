import type { Place, PlaceName } from '../place/place.ts';
import type { Geometry } from '../schema-parts.ts';
import {
  boxOf,
  crossing,
  middle,
  overlap,
  planeAt,
  samples,
  touches,
  turned,
  within,
  type Plane,
  type Xy,
} from './ground.ts';
import type { Assessed, ShapeKind } from './picture.ts';
import type { Release } from './release.ts';

/** The gravest first: what somebody must know of a place that lies in several. */
const gravest: readonly ShapeKind[] = ['isolation', 'level3', 'level2', 'protect', 'wedge', 'level1'];

export interface InsidePlace {
  readonly place: PlaceName;
  readonly reached: ShapeKind;
  readonly distanceM: number;
  /** Minutes after the beginning; null where no cloud is computed or it passes by. */
  readonly arrivesMinute: number | null;
  readonly passedMinute: number | null;
}
export interface InsideTeam extends InsidePlace {
  readonly team: string;
  readonly teamId: string;
  readonly people: number;
}
export interface InsideStore extends InsidePlace {
  readonly holds: readonly {
    readonly un: string | null;
    readonly name: PlaceName['names'];
    readonly amount: number;
    readonly unit: string;
  }[];
}
export interface MusterSafety {
  readonly place: PlaceName;
  readonly expected: number | null;
  readonly distanceM: number;
  readonly reached: ShapeKind | null;
  readonly upwind: boolean;
  /** Straight ways to it from what lies inside that cross neither the gravest zones nor a closed area, of all of them. */
  readonly openWays: number;
  readonly ways: number;
  readonly arrivesMinute: number | null;
  readonly passedMinute: number | null;
  /** Outside every zone and reachable. */
  readonly safe: boolean;
}
export interface Inside {
  readonly buildings: readonly InsidePlace[];
  readonly teams: readonly InsideTeam[];
  readonly stores: readonly InsideStore[];
  readonly musters: readonly MusterSafety[];
  readonly roads: readonly InsidePlace[];
  readonly people: number;
}

export interface Ground {
  readonly places: readonly Place[];
  readonly teams: readonly {
    readonly id: string;
    readonly key: string;
    readonly placeId: string | null;
    readonly people: number;
  }[];
  readonly stores: readonly {
    readonly place: PlaceName;
    readonly holds: readonly {
      readonly substance: { readonly unNumber: string | null; readonly names: PlaceName['names'] };
      readonly amount: number;
      readonly unit: string;
    }[];
  }[];
  readonly expected: ReadonlyMap<string, number | null>;
  /** Areas that are closed: no way leads through them. */
  readonly closed: readonly Geometry[];
}

/** The outer rings of an area; a line or a point closes no way on foot. */
function ringsOf(shape: Geometry, plane: Plane): Xy[][] {
  const polygons =
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [];
  return polygons.flatMap((polygon) =>
    polygon.slice(0, 1).map((ring) => ring.map(([lon, lat]) => plane.to([lon, lat]))),
  );
}

const nameOf = ({ id, key, kind, names }: Place): PlaceName => ({ id, key, kind, names });
const most = 200;

/** Who and what a release reaches, muster points that stay safe, roads to close. */
export function insideOf(release: Release, { picture, cloud, rings }: Assessed, ground: Ground): Inside {
  const plane = planeAt([release.longitude, release.latitude]);
  const wind = turned(picture.fromDegrees ?? 0);
  const known = picture.fromDegrees !== null && picture.uncertainDegrees < 180;
  const byGravity = gravest.flatMap((kind) => rings.filter((one) => one.kind === kind));
  const inner = rings.filter(({ kind }) => kind === 'isolation' || kind === 'level3').map(({ ring }) => ring);
  const bounded = byGravity.map(({ kind, ring }) => ({ kind, ring, box: boxOf(ring) }));
  const reachedBy = (place: Place): ShapeKind | null => {
    const points = samples(place.geometry, plane);
    const own = boxOf(points);
    const hit = bounded.find(
      ({ ring, box }) => overlap(own, box) && touches(place.geometry, points, ring, plane),
    );
    return hit?.kind ?? null;
  };
  const far = Math.max(0, ...rings.flatMap(({ ring }) => ring.map(([x, y]) => Math.hypot(x, y))));
  const near = (place: Place): boolean => {
    const [first] = samples(place.geometry, plane, 1e9);
    return first !== undefined && Math.hypot(first[0], first[1]) < far + 3000;
  };
  const swept = rings
    .filter(({ kind }) => kind !== 'isolation' && kind !== 'protect')
    .map(({ ring }) => ring);
  const times = (at: Xy): { arrivesMinute: number | null; passedMinute: number | null } => {
    const distance = Math.hypot(at[0], at[1]);
    // Off the cloud's way by more than the wind may turn, it does not come.
    if (!cloud || !known || !swept.some((ring) => within(at, ring)))
      return { arrivesMinute: null, passedMinute: null };
    return { arrivesMinute: cloud.comes(distance) / 60, passedMinute: cloud.goes(distance) / 60 };
  };
  const found = (place: Place): InsidePlace[] => {
    const reached = near(place) ? reachedBy(place) : null;
    if (reached === null) return [];
    const at = middle(place.geometry, plane);
    return [{ place: nameOf(place), reached, distanceM: Math.hypot(at[0], at[1]), ...times(at) }];
  };
  const order = <T extends InsidePlace>(list: readonly T[]): T[] =>
    list.toSorted(
      (a, b) => gravest.indexOf(a.reached) - gravest.indexOf(b.reached) || a.distanceM - b.distanceM,
    );
  const ofKind = (...kinds: readonly Place['kind'][]): Place[] =>
    ground.places.filter((place) => kinds.includes(place.kind));
  const byId = new Map(ground.places.map((place) => [place.id, place]));
  const buildings = order(ofKind('building').flatMap(found));
  const teams = order(
    ground.teams.flatMap((team) => {
      const place = byId.get(team.placeId ?? '');
      return place
        ? found(place).map((one) => ({ ...one, team: team.key, teamId: team.id, people: team.people }))
        : [];
    }),
  );
  const stores = order(
    ground.stores.flatMap((store) => {
      const place = byId.get(store.place.id);
      const holds = store.holds.map(({ substance, amount, unit }) => ({
        un: substance.unNumber,
        name: substance.names,
        amount,
        unit,
      }));
      return place && place.id !== release.placeId ? found(place).map((one) => ({ ...one, holds })) : [];
    }),
  );
  const shut = ground.closed.flatMap((shape) => ringsOf(shape, plane));
  const starts = buildings.flatMap(({ place }) => {
    const full = byId.get(place.id);
    return full ? [middle(full.geometry, plane)] : [];
  });
  const musters = ofKind('muster').map((place): MusterSafety => {
    const at = middle(place.geometry, plane);
    const reached = reachedBy(place);
    const [along] = wind.toWind(at);
    // Who stands in the gravest zones must cross it anyway; only ways from outside are counted.
    const outside = starts.filter((from) => !inner.some((ring) => within(from, ring)));
    const openWays = outside.filter((from) => !crossing(from, at, [...inner, ...shut])).length;
    return {
      place: nameOf(place),
      expected: ground.expected.get(place.id) ?? null,
      distanceM: Math.hypot(at[0], at[1]),
      reached,
      upwind: known && along < 0,
      openWays,
      ways: outside.length,
      ...times(at),
      safe: reached === null && (outside.length === 0 || openWays > 0),
    };
  });
  return {
    buildings: buildings.slice(0, most),
    teams: teams.slice(0, most),
    stores: stores.slice(0, most),
    musters: musters.toSorted(
      (a, b) =>
        Number(b.safe) - Number(a.safe) || Number(b.upwind) - Number(a.upwind) || a.distanceM - b.distanceM,
    ),
    roads: order(ofKind('road', 'haulRoad', 'rail').flatMap(found)).slice(0, most),
    people: teams.reduce((sum, { people }) => sum + people, 0),
  };
}

export type Protection = 'evacuate' | 'shelter';

/** Metres a minute on foot with a mask and a detour. */
const walkingMMin = 60;

/**
 * Out or in: out while there is time to walk to a safe muster point before the cloud is there, else in with doors and
 * ventilation shut. Whoever stands in the isolation circle goes out.
 */
export function protectionOf(one: InsidePlace, sinceMinutes: number, walkM: number): Protection {
  if (one.reached === 'isolation' || one.arrivesMinute === null) return 'evacuate';
  return one.arrivesMinute - sinceMinutes > walkM / walkingMMin ? 'evacuate' : 'shelter';
}

/** The first corner of a place, by which its surroundings are measured. */
function corners({ geometry }: Place): [number, number][] {
  const origin = planeAt([0, 0]);
  return samples(geometry, origin, 1e9)
    .slice(0, 1)
    .map((at) => origin.from(at));
}

/** The safe muster point nearest to a place, upwind ones first. */
export function musterFor(
  from: Place | undefined,
  inside: Inside,
  places: ReadonlyMap<string, Place>,
): { muster: MusterSafety; walkM: number } | null {
  const safe = inside.musters.filter((muster) => muster.safe);
  if (!from || safe.length === 0) return null;
  const [[lon, lat] = [0, 0]] = corners(from);
  const plane = planeAt([lon, lat]);
  const metres = (muster: MusterSafety): number => {
    const place = places.get(muster.place.id);
    if (!place) return Infinity;
    const [x, y] = middle(place.geometry, plane);
    const [x0, y0] = middle(from.geometry, plane);
    return Math.hypot(x - x0, y - y0);
  };
  const upwind = safe.filter((muster) => muster.upwind);
  const [best] = (upwind.length > 0 ? upwind : safe).toSorted((a, b) => metres(a) - metres(b));
  return best ? { muster: best, walkM: metres(best) } : null;
}
