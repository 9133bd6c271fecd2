import { z } from 'zod';
import { crew, type Crew } from '../person/person.ts';
import type { ShiftKind } from '../roster/roster.ts';
import { id, pageInput, type Names } from '../schema-parts.ts';
import type { DrillKind, DrillState } from './drill.ts';
import { drillKinds } from './drill-type.ts';

export const coverageInput = z.object({ programmeId: id });
export const coverageDrillsInput = z.object({
  programmeId: id,
  /** The days of the programme, or the same days a year before. */
  of: z.enum(['this', 'last']),
  placeId: id.optional(),
  kind: z.enum(drillKinds).optional(),
  shift: z.enum(['day', 'night']).optional(),
  crew: crew.optional(),
  after: z.string().max(20).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const peopleCoverageInput = pageInput.extend({
  programmeId: id,
  crew: crew.optional(),
  /** Only those who had none and have none before them. */
  withoutAny: z.boolean().default(false),
});

/** How a kind of drill stands somewhere: held, still to come, asked for and without a time, and held in the year before. */
export interface CoverageCounts {
  readonly done: number;
  readonly planned: number;
  readonly missing: number;
  readonly last: number;
}
export interface PlaceCell extends CoverageCounts {
  readonly placeId: string;
  readonly kind: DrillKind;
}
export interface ShiftCell extends CoverageCounts {
  readonly shift: ShiftKind;
  readonly crew: Crew | null;
  readonly kind: DrillKind;
}
export interface CoveragePlace {
  readonly id: string;
  readonly key: string;
  readonly names: Names;
}
export interface Coverage {
  readonly fromOn: string;
  readonly toOn: string;
  readonly lastFromOn: string;
  readonly lastToOn: string;
  readonly kinds: readonly DrillKind[];
  readonly places: readonly CoveragePlace[];
  readonly byPlace: readonly PlaceCell[];
  readonly byShift: readonly ShiftCell[];
}

/** A drill that a person took part in, or will. */
export interface PersonDrill {
  readonly drillId: string;
  readonly kind: DrillKind;
  readonly placeKey: string;
  readonly startsAt: string;
  readonly state: DrillState;
}
export interface PersonCoverage {
  readonly id: string;
  readonly name: string;
  readonly crew: Crew | null;
  readonly team: Names | null;
  /** In the programme's days, by their times; at most the first twelve. */
  readonly drills: readonly PersonDrill[];
  readonly done: number;
  readonly planned: number;
  /** Held in the same days a year before. */
  readonly last: number;
}

/** The same day a year before; 28 February for a leap day. */
export function yearBefore(day: string): string {
  const year = Number(day.slice(0, 4)) - 1;
  return `${String(year).padStart(4, '0')}-${day.slice(5) === '02-29' ? '02-28' : day.slice(5)}`;
}

interface Lacking {
  readonly placeId: string;
  readonly kind: DrillKind;
}

/** Counts with what is missing beside them; a kind that is only missing at a place gets a cell of its own. */
export function withMissing(
  counted: readonly Omit<PlaceCell, 'missing'>[],
  lacking: readonly Lacking[],
): PlaceCell[] {
  const keyOf = ({ placeId, kind }: Lacking): string => `${placeId} ${kind}`;
  const missing = Map.groupBy(lacking, keyOf);
  const cells = counted.map((cell) => ({ ...cell, missing: missing.get(keyOf(cell))?.length ?? 0 }));
  const known = new Set(counted.map(keyOf));
  for (const [key, all] of missing)
    if (!known.has(key)) cells.push({ ...all[0]!, done: 0, planned: 0, last: 0, missing: all.length });
  return cells;
}
