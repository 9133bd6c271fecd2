import { z } from 'zod';
import { dutyKinds, evidence, type DutyKind, type LineAnswer } from '../duty/duty.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';

const roundStates = ['open', 'finished', 'abandoned'] as const;
export type RoundState = (typeof roundStates)[number];
export const pointResults = ['pass', 'fail', 'notFound'] as const;
export type PointResult = (typeof pointResults)[number];
/** More than this is not walked in one go: take a smaller place. */
export const mostPoints = 400;

export const startRoundInput = z.object({
  placeId: id,
  /** Which duty a pass fulfils. */
  kind: z.enum(dutyKinds).default('visualCheck'),
  /** Also what has no such duty: to see that everything is where the register has it. */
  everything: z.boolean().default(false),
  /** A paper list that is typed in later has the day on which it was walked. */
  walkedOn: z.iso.date().nullable().default(null),
  /** Where the walk begins, e.g. a gate; without one at the place itself. */
  fromPlaceId: id.nullable().default(null),
});
export const answerInput = z.object({ pointId: id, version, result: z.enum(pointResults), ...evidence });
export const addPointInput = z.object({ roundId: id, tag: line(60) });
export const finishRoundInput = z.object({
  id,
  version,
  note: z.string().trim().max(1000).default(''),
  /** What was not answered stays as it was. */
  leaveRest: z.boolean().default(false),
});
export const abandonInput = z.object({ id, version, reason: line(1000) });
export const roundPageInput = pageInput
  .omit({ text: true })
  .extend({ states: z.array(z.enum(roundStates)).max(3).optional() });
export const pointsInput = z.object({ roundId: id });

export interface Round {
  readonly id: string;
  readonly number: number;
  readonly placeId: string;
  readonly kind: DutyKind;
  readonly walkedOn: string;
  readonly state: RoundState;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt: string | null;
  /** Who signed it. */
  readonly endedBy: string | null;
  readonly note: string;
  readonly version: number;
}
export interface RoundPoint {
  readonly id: string;
  readonly roundId: string;
  readonly orderNo: number;
  readonly itemId: string;
  /** The duty that a pass fulfils; null when the item has none of that kind. */
  readonly dutyId: string | null;
  readonly result: PointResult | null;
  readonly lines: readonly LineAnswer[];
  readonly note: string;
  readonly photo: string | null;
  readonly answeredAt: string | null;
  readonly answeredBy: string | null;
  /** The work order that its failure opened. */
  readonly workId: string | null;
  readonly version: number;
}
export interface PointLine extends RoundPoint {
  readonly tag: string;
  readonly model: string;
  readonly categoryNames: Names;
  readonly place: PlaceName | null;
  readonly dueOn: string | null;
  readonly checklist: readonly Names[];
  readonly workNumber: number | null;
}
export interface RoundLine extends Round {
  readonly place: PlaceName;
  readonly points: number;
  readonly answered: number;
  readonly failed: number;
}

/** Refuses a round that has ended. */
export function checkOpen(round: Round): Refusal | null {
  return round.state === 'open' ? null : refuse('roundEnded', { number: round.number });
}

/** A stop of a walk; longitude and latitude in degrees, null when it is not known where it is. */
export interface Stop {
  readonly itemId: string;
  readonly tag: string;
  readonly at: readonly [number, number] | null;
}

/** Squared distance in units that only serve to compare: degrees of longitude shrink with the latitude. */
function far(a: readonly [number, number], b: readonly [number, number]): number {
  const east = (a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180);
  return east * east + (a[1] - b[1]) ** 2;
}

const byTag = new Intl.Collator('en', { numeric: true });

/**
 * The order in which the stops are walked. Those that were walked last time keep that order (`last`, ids of items); a new
 * one comes after the nearest of them. Without a last time: from `from` always to the nearest next. What is at one point
 * goes by its tag; what has no position comes last.
 */
export function walkingOrder(
  stops: readonly Stop[],
  last: readonly string[],
  from: readonly [number, number] | null,
): Stop[] {
  const sorted = stops.toSorted((a, b) => byTag.compare(a.tag, b.tag));
  const known = new Map(sorted.map((stop) => [stop.itemId, stop]));
  const kept = last.flatMap((itemId) => known.get(itemId) ?? []);
  const fresh = sorted.filter((stop) => !last.includes(stop.itemId));
  if (kept.length === 0) return nearestNext(fresh, from);
  const walk = [...kept];
  for (const stop of fresh) walk.splice(afterNearest(walk, stop), 0, stop);
  return walk;
}

function nearestNext(stops: readonly Stop[], from: readonly [number, number] | null): Stop[] {
  const left = stops.filter(({ at }) => at !== null);
  const walk: Stop[] = [];
  let here = from ?? left[0]?.at ?? null;
  while (here !== null && left.length > 0) {
    let best = 0;
    for (let i = 1; i < left.length; i += 1)
      if (far(left[i]!.at!, here) < far(left[best]!.at!, here)) best = i;
    const [stop] = left.splice(best, 1) as [Stop];
    walk.push(stop);
    here = stop.at;
  }
  return [...walk, ...stops.filter(({ at }) => at === null)];
}

/** Behind the last of the stops that are nearest to it. */
function afterNearest(walk: readonly Stop[], stop: Stop): number {
  if (stop.at === null) return walk.length;
  let [best, least] = [walk.length - 1, Infinity];
  walk.forEach(({ at }, index) => {
    const distance = at === null ? Infinity : far(at, stop.at!);
    if (distance <= least) [best, least] = [index, distance];
  });
  return best + 1;
}
