import type { Need } from '../plan/need.ts';
import { metresBetween } from '../zone/plane.ts';
import type { PoolPlace } from './pool.ts';

/** How fast a crew comes to a scene over the site's roads, in km/h, when the planner gave no time. */
export const peopleKmh = 20;

/**
 * Minutes from where a thing stands to where it is needed: as the planner gave them, else the straight distance at its
 * speed. Null: not known, because one of the two places is not. Infinity: it does not leave its place (`speedKmh` null).
 */
export function travelMinutes(
  need: Exclude<Need, { kind: 'place' }>,
  fromId: string | null,
  toId: string | null,
  speedKmh: number | null,
  places: ReadonlyMap<string, PoolPlace>,
): number | null {
  if (fromId !== null) {
    const given = need.travelMinutes.find(({ placeId }) => placeId === fromId);
    if (given) return given.minutes;
    if (fromId === toId) return 0;
  }
  const from = fromId === null ? undefined : places.get(fromId);
  const to = toId === null ? undefined : places.get(toId);
  if (!from || !to) return null;
  if (speedKmh === null) return Infinity;
  const metres = metresBetween([from.longitude, from.latitude], [to.longitude, to.latitude]);
  return Math.round((metres / 1000 / speedKmh) * 600) / 10;
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
