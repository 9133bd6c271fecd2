import { z } from 'zod';
import type { Place, PlaceName } from '../place/place.ts';
import { id } from '../schema-parts.ts';
import { distanceTo } from './reach.ts';

/** Nearer than machines may stand, or nearer than people may. */
export type Ring = 'equipment' | 'people';
export interface WithinRing {
  readonly place: PlaceName;
  readonly ring: Ring;
  readonly distanceM: number;
}
/** Who and what must be out of the way of a shot, the nearest first. */
export interface BlastInside {
  readonly teams: readonly (WithinRing & { readonly team: string; readonly people: number })[];
  readonly buildings: readonly WithinRing[];
  /** To be closed, and guarded where they cross the circle. */
  readonly roads: readonly WithinRing[];
  readonly stores: readonly (WithinRing & {
    readonly holds: readonly { readonly un: string | null; readonly names: PlaceName['names'] }[];
  })[];
  /** Nobody is sent there. */
  readonly musters: readonly WithinRing[];
  readonly people: number;
  /** The nearest muster points outside. */
  readonly musterAt: readonly { readonly place: PlaceName; readonly distanceM: number }[];
}
export const blastInsideInput = z.object({ id });

const most = 100;

/** Kinds of places that are looked for; teams stand at any of them. */
export const insideKinds = [
  'building', 'post', 'substation', 'road', 'haulRoad', 'rail', 'store', 'tank', 'muster', 'siteGate', 'pump', 'area',
] as const satisfies readonly Place['kind'][]; // prettier-ignore

export function insideBlast(
  shot: { readonly longitude: number; readonly latitude: number },
  clear: { readonly equipmentM: number; readonly peopleM: number },
  ground: {
    readonly places: readonly Place[];
    readonly teams: readonly {
      readonly key: string;
      readonly placeId: string | null;
      readonly people: number;
    }[];
    /** What a store holds, by the id of its place. */
    readonly holds: (placeId: string) => BlastInside['stores'][number]['holds'];
  },
): BlastInside {
  const far = ground.places.map((place) => ({
    place,
    name: { id: place.id, key: place.key, kind: place.kind, names: place.names },
    distanceM: distanceTo(place.geometry, [shot.longitude, shot.latitude]).metres,
  }));
  const nearest = far.toSorted((a, b) => a.distanceM - b.distanceM);
  const found = (kinds: readonly Place['kind'][]): WithinRing[] =>
    nearest
      .filter(({ place, distanceM }) => kinds.includes(place.kind) && distanceM < clear.peopleM)
      .map(({ name, distanceM }) => ({
        place: name,
        ring: distanceM < clear.equipmentM ? 'equipment' : 'people',
        distanceM,
      }));
  const byId = new Map(far.map((one) => [one.place.id, one]));
  const teams = ground.teams
    .flatMap((team) => {
      const at = team.placeId === null ? undefined : byId.get(team.placeId);
      if (!at || at.distanceM >= clear.peopleM) return [];
      const ring: Ring = at.distanceM < clear.equipmentM ? 'equipment' : 'people';
      return [{ place: at.name, ring, distanceM: at.distanceM, team: team.key, people: team.people }];
    })
    .toSorted((a, b) => a.distanceM - b.distanceM);
  return {
    teams: teams.slice(0, most),
    buildings: found(['building', 'post', 'substation']).slice(0, most),
    roads: found(['road', 'haulRoad', 'rail']).slice(0, most),
    stores: found(['store', 'tank'])
      .slice(0, most)
      .map((one) => ({ ...one, holds: ground.holds(one.place.id) })),
    musters: found(['muster']).slice(0, most),
    people: teams.reduce((sum, one) => sum + one.people, 0),
    musterAt: nearest
      .filter(({ place, distanceM }) => place.kind === 'muster' && distanceM >= clear.peopleM)
      .slice(0, 3)
      .map(({ name, distanceM }) => ({ place: name, distanceM })),
  };
}
