import { z } from 'zod';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';

/** Somebody who should be at a muster point; `personId` when the register knows them. */
export interface Head {
  readonly personId: string | null;
  readonly name: string;
}

/** The last count of one muster point in one incident. */
export interface Muster {
  readonly id: string;
  readonly incidentId: string;
  readonly placeId: string;
  /** How many should be there; null: not known. */
  readonly expected: number | null;
  readonly expectedNames: readonly Head[];
  /** Null until somebody counts. */
  readonly counted: number | null;
  readonly missing: readonly Head[];
  readonly countedAt: string | null;
  readonly countedBy: string | null;
  readonly version: number;
}

/** A muster point with its count, if it has one. */
export interface MusterPoint {
  readonly place: PlaceName;
  /** How many the site's register expects there. */
  readonly registered: number | null;
  readonly muster: Muster | null;
}

const headCount = z.int().min(0).max(100_000);
/** A person's id, or a name as it was called out. */
const people = z.array(line(120)).max(2000);

export const musterListInput = z.object({ incidentId: id.optional() });
export const countInput = z.object({
  incidentId: id,
  placeId: id,
  counted: headCount,
  missing: people.default([]),
  /** The version of the count that the caller saw; left out when there was none. */
  version: version.optional(),
});
export const expectInput = z.object({
  incidentId: id,
  placeId: id,
  expected: headCount,
  names: people.default([]),
  version: version.optional(),
});

/** How many should be at a point: said for this incident, else from the register. */
export function expectedAt(point: Pick<MusterPoint, 'registered' | 'muster'>): number | null {
  return point.muster?.expected ?? point.registered;
}

/** How many are missing after a count: those named, or the difference when that is more. 0 before the first count. */
export function missingAt(point: Pick<MusterPoint, 'registered' | 'muster'>): number {
  const { muster } = point;
  if (!muster || muster.counted === null) return 0;
  return Math.max((expectedAt(point) ?? 0) - muster.counted, muster.missing.length, 0);
}

export interface MusterTotals {
  readonly expected: number;
  readonly counted: number;
  readonly missing: number;
  readonly points: number;
  readonly pointsCounted: number;
}

export function musterTotals(points: readonly MusterPoint[]): MusterTotals {
  return points.reduce<MusterTotals>(
    (sum, point) => ({
      expected: sum.expected + (expectedAt(point) ?? point.muster?.counted ?? 0),
      counted: sum.counted + (point.muster?.counted ?? 0),
      missing: sum.missing + missingAt(point),
      points: sum.points + 1,
      pointsCounted: sum.pointsCounted + ((point.muster?.counted ?? null) === null ? 0 : 1),
    }),
    { expected: 0, counted: 0, missing: 0, points: 0, pointsCounted: 0 },
  );
}

/**
 * Refuses a count made without sight of the one that stands: the facts say what the other operator counted, so that
 * both can be compared (musterCountedMeanwhile).
 */
export function checkSeen(
  before: Muster | undefined,
  seen: number | undefined,
  placeKey: string,
): Answer<true> {
  if (before === undefined || before.counted === null || before.version === seen) return true;
  return refuse('musterCountedMeanwhile', {
    place: placeKey,
    counted: before.counted,
    missing: before.missing.length === 0 ? ['–'] : before.missing.map(({ name }) => name),
    by: before.countedBy ?? '',
    at: before.countedAt ?? '',
    current: before.version,
  });
}
