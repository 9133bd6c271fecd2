import { z } from 'zod';
import { id, names } from '../schema-parts.ts';
import { windAge, type Wind } from '../weather/weather.ts';

const degrees = z.number().min(0).max(360);

/** Under what a step is done at all: its time runs from the moment at which the coordinator takes it. */
export const branch = z.discriminatedUnion('kind', [
  /** Wind from a sector, clockwise from one bearing to the other in degrees from north; 315 to 45 is the north. */
  z.object({ kind: z.literal('wind'), fromDegrees: degrees, toDegrees: degrees }),
  /** A gauge at or over a level. */
  z.object({ kind: z.literal('gauge'), placeId: id, minLevelCm: z.number().min(-10_000).max(100_000) }),
  z.object({ kind: z.literal('words'), words: names }),
]);
export type Branch = z.output<typeof branch>;

/** Whether a wind from this bearing lies in the sector, its edges included. */
export function inSector(bearing: number, fromDegrees: number, toDegrees: number): boolean {
  const turn = (value: number): number => ((value % 360) + 360) % 360;
  // A whole turn, e.g. 0 to 360, is any wind; the same bearing twice is only that one.
  if (toDegrees - fromDegrees >= 360) return true;
  return turn(bearing - fromDegrees) <= turn(toDegrees - fromDegrees);
}

export interface Known {
  readonly wind: Pick<Wind, 'at' | 'fromDegrees' | 'speedMs'> | null;
  readonly levels: readonly { readonly placeId: string; readonly levelCm: number; readonly at: string }[];
  readonly nowMs: number;
}

/** What the instruments say about a branch: `holds` null means that they do not say, and why. */
export type BranchNow =
  | { readonly holds: boolean; readonly kind: 'wind'; readonly fromDegrees: number; readonly at: string }
  | { readonly holds: boolean; readonly kind: 'gauge'; readonly levelCm: number; readonly at: string }
  | { readonly holds: null; readonly kind: 'noWind' | 'windStale' | 'windVariable' | 'noReading' | 'judge' };

/** Evaluates a branch now. Old or variable wind and free words are left to the coordinator's own judgement. */
export function branchNow(given: Branch, { wind, levels, nowMs }: Known): BranchNow {
  switch (given.kind) {
    case 'words':
      return { holds: null, kind: 'judge' };
    case 'wind': {
      if (!wind) return { holds: null, kind: 'noWind' };
      if (windAge(wind.at, nowMs).stale) return { holds: null, kind: 'windStale' };
      const { fromDegrees, at } = wind;
      if (fromDegrees === null) return { holds: null, kind: 'windVariable' };
      const holds = inSector(fromDegrees, given.fromDegrees, given.toDegrees);
      return { holds, kind: 'wind', fromDegrees, at };
    }
    case 'gauge': {
      const reading = levels.find(({ placeId }) => placeId === given.placeId);
      if (!reading) return { holds: null, kind: 'noReading' };
      const { levelCm, at } = reading;
      return { holds: levelCm >= given.minLevelCm, kind: 'gauge', levelCm, at };
    }
  }
}
