import { z } from 'zod';
import { paceOn, type Pace } from '../drill/drill-clock.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';
import type { TeamRules } from './team-rules.ts';

/** One team called to one incident. */
export interface CallOut {
  readonly id: string;
  readonly incidentId: string;
  readonly teamId: string;
  readonly placeId: string | null;
  readonly message: string;
  readonly at: string;
  readonly byName: string;
  /** Why it was called before its rest was over. */
  readonly overrideReason: string | null;
  readonly acknowledgedAt: string | null;
  /** The person who answered, or the call sign. */
  readonly acknowledgedBy: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly version: number;
}

/** One person's own answer to a call. */
export interface CallOutAnswer {
  readonly id: string;
  readonly callOutId: string;
  readonly personId: string;
  readonly at: string;
}

/** A call with its answers, for the incident. */
export interface CallOutWithAnswers extends CallOut {
  readonly answers: readonly (CallOutAnswer & { readonly name: string })[];
}

export const callOutInput = z.object({
  teamIds: z
    .array(id)
    .min(1)
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length),
  incidentId: id,
  message: line(500),
  placeId: id.nullable().default(null),
  override: line(500).optional(),
});

export const acknowledgeInput = z.object({ callOutId: id, personId: id.optional() });
export const standDownTeamInput = z.object({ teamId: id, version, reason: line(500) });

export type CallOutState =
  | { readonly kind: 'waiting'; readonly waitedMinutes: number }
  | { readonly kind: 'late'; readonly waitedMinutes: number }
  | { readonly kind: 'acknowledged'; readonly at: string }
  | { readonly kind: 'ended'; readonly at: string };

/** How a call stands at `now` by the clock of its incident: late once nobody has answered for the site's time. */
export function callOutState(
  call: Pick<CallOut, 'at' | 'acknowledgedAt'> & { readonly endedAt?: string | null },
  now: number,
  rules: Pick<TeamRules, 'lateMinutes'>,
  pace: Pace = paceOn(null),
): CallOutState {
  if (call.endedAt !== undefined && call.endedAt !== null) return { kind: 'ended', at: call.endedAt };
  if (call.acknowledgedAt !== null) return { kind: 'acknowledged', at: call.acknowledgedAt };
  const waitedMinutes = Math.max(0, pace.minutesBetween(call.at, new Date(now).toISOString()));
  return { kind: waitedMinutes >= rules.lateMinutes ? 'late' : 'waiting', waitedMinutes };
}

/** The call once it is answered. Refuses: callOutEnded, alreadyAcknowledged. */
export function acknowledge(call: CallOut, by: string, at: string): Answer<CallOut> {
  if (call.endedAt !== null) return refuse('callOutEnded', { at: call.endedAt });
  if (call.acknowledgedAt !== null)
    return refuse('alreadyAcknowledged', { by: call.acknowledgedBy ?? '', at: call.acknowledgedAt });
  return { ...call, acknowledgedAt: at, acknowledgedBy: by, version: call.version + 1 };
}

/** The call once the team is released from it. */
export function endCallOut(call: CallOut, reason: string | null, at: string): CallOut {
  return { ...call, endedAt: at, endReason: reason, version: call.version + 1 };
}
