import { z } from 'zod';
import { id, instant, version } from '../schema-parts.ts';
import type { DrillProgramme } from './drill.ts';
import type { Clash, LaidOut, MonthOutcome } from './outcome.ts';

/** `seconds`: the longest that may be looked for a better plan. */
export const layOutInput = z.object({
  programmeId: id,
  version,
  seconds: z.int().min(1).max(600).default(60),
});
export const outcomeInput = z.object({ programmeId: id });
/** Times at which a drill could begin. */
export const breaksInput = z.object({ drillId: id, starts: z.array(instant).min(1).max(400) });

/** The programme as it is now, and how laying it out ended. */
export interface LaidOutProgramme {
  readonly programme: DrillProgramme;
  readonly outcome: LaidOut;
}

/** What a drill would break at a time; its observers are looked at where they stay, else whether there are enough. */
export interface BreaksAt {
  readonly startsAt: string;
  readonly breaks: readonly Clash[];
}

export interface LayOutJob {
  readonly site: string;
  readonly programmeId: string;
  readonly now: string;
  readonly seconds: number;
}
export interface LayOutDone {
  readonly outcome: MonthOutcome;
  /** Version of each drill that was looked at. */
  readonly versions: Readonly<Record<string, number>>;
}
export interface BreaksJob {
  readonly site: string;
  readonly drillId: string;
  readonly starts: readonly string[];
  readonly now: string;
}
