import type { Need } from '../plan/need.ts';
import { metresBetween } from '../zone/plane.ts';
import type { PoolPlace } from './pool.ts';

/** How fast a crew comes to a scene over the site's roads, in km/h, when the planner gave no time. */
export const peopleKmh = 20;

/** Metres to a place from every other, measured once. */
export type Metres = ReadonlyMap<string, number>;

export function metresTo(toId: string, places: ReadonlyMap<string, PoolPlace>): Metres {
  const to = places.get(toId);
  if (!to) return new Map();
  return new Map(
    [...places].map(([id, from]) => [
      id,
      metresBetween([from.longitude, from.latitude], [to.longitude, to.latitude]),
    ]),
  );
}

/**
 * Minutes from where a thing stands to where it is needed: as the planner gave them, else the straight distance at its
 * speed. Null: not known, because one of the two places is not. Infinity: it does not leave its place (`speedKmh` null).
 * `metres` are those to the scene; null when the scene is not known.
 */
export function travelMinutes(
  need: Exclude<Need, { kind: 'place' }>,
  fromId: string | null,
  toId: string | null,
  speedKmh: number | null,
  metres: Metres | null,
): number | null {
  if (fromId === null) return null;
  for (const given of need.travelMinutes) if (given.placeId === fromId) return given.minutes;
  if (fromId === toId) return 0;
  const way = metres?.get(fromId);
  if (way === undefined) return null;
  return speedKmh === null ? Infinity : Math.round((way / 1000 / speedKmh) * 600) / 10;
}

/**
 * Whether a thing that is so far away may serve. When the scene is not known (a step without a place) the limit says
 * nothing; when the thing's own place is not known, it is not counted on to be in time.
 */
export function inReach(
  minutes: number | null,
  max: number | null,
  from: string | null,
  to: string | null,
): boolean {
  if (minutes === null) return max === null || (to === null && from !== null);
  return minutes !== Infinity && (max === null || minutes <= max);
}
