import { z } from 'zod';
import { day } from '../person/person.ts';
import { id, type Names, type Page } from '../schema-parts.ts';
import type { DrillKind, DrillProgramme } from './drill.ts';
import type { PlacedDrill } from './move.ts';

/** More days than a month with the weeks that hold its ends are never looked at together. */
const mostDays = 62;

export const programmesInput = z.object({
  after: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** The drills of some days (both included), and those that have no place in time yet. */
export const drillsOfInput = z
  .object({ programmeId: id, fromOn: day, toOn: day })
  .refine(({ fromOn, toOn }) => fromOn <= toOn)
  .refine(({ fromOn, toOn }) => (Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000 < mostDays);

/** A programme with how far it is. */
export interface ProgrammeLine extends DrillProgramme {
  /** Drills that are neither cancelled nor without a place. */
  readonly laidOut: number;
  readonly unplaced: number;
  readonly done: number;
  readonly cancelled: number;
}

/** A drill with what a calendar says of it. */
export interface DrillLine extends PlacedDrill {
  readonly kind: DrillKind;
  readonly typeKey: string;
  readonly typeNames: Names;
  readonly placeKey: string;
  readonly placeNames: Names;
  /** Ids of its place and of those that hold it: what closes one of them closes the drill's. */
  readonly placePath: readonly string[];
  readonly observerNames: readonly string[];
}

export interface DrillsOf {
  readonly drills: readonly DrillLine[];
  readonly unplaced: Page<DrillLine>;
}
