import { z } from 'zod';
import type { RestRule } from './rest.ts';

const span = z.int().min(1).max(1440);

/** How this site works with its teams; minutes everywhere. */
export const teamRulesInput = z.object({
  /** Check-in interval on scene, and with breathing apparatus. */
  parMinutes: span,
  parAirMinutes: span,
  /** A call-out without an answer is late after this. */
  lateMinutes: span,
  rest: z
    .array(z.object({ measure: z.enum(['work', 'duty']), afterMinutes: span, restMinutes: span }))
    .max(8),
});

export interface TeamRules {
  readonly parMinutes: number;
  readonly parAirMinutes: number;
  readonly lateMinutes: number;
  readonly rest: readonly RestRule[];
}

/** Two cylinders are about 40 minutes of work; a shift is 12 hours. */
export const defaultTeamRules: TeamRules = {
  parMinutes: 20,
  parAirMinutes: 10,
  lateMinutes: 5,
  rest: [
    { measure: 'work', afterMinutes: 40, restMinutes: 20 },
    { measure: 'duty', afterMinutes: 720, restMinutes: 480 },
  ],
};
