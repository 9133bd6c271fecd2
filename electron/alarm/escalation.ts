import { z } from 'zod';
import { role } from '../session/session.ts';
import type { Alarm, Priority } from './alarm.ts';

/** Whom an alarm reaches when nobody answered before: everyone of a role, or whoever holds a position. */
export type EscalationStep =
  | { readonly kind: 'role'; readonly key: z.infer<typeof role> }
  | { readonly kind: 'position'; readonly key: string };

/** How long an alarm waits, in minutes by priority (null: it never climbs), and to whom it climbs, nearest first. */
export interface Escalation {
  readonly minutes1: number | null;
  readonly minutes2: number | null;
  readonly minutes3: number | null;
  readonly chain: readonly EscalationStep[];
  readonly version: number;
}

/** As long as the site has said nothing else. */
export const usualEscalation: Escalation = {
  minutes1: 2,
  minutes2: 10,
  minutes3: null,
  chain: [
    { kind: 'role', key: 'coordinator' },
    { kind: 'role', key: 'safetyOfficer' },
    { kind: 'role', key: 'administrator' },
  ],
  version: 1,
};

const minutes = z.number().min(0.5).max(1_440).nullable();
export const escalationInput = z.object({
  minutes1: minutes,
  minutes2: minutes,
  minutes3: minutes,
  chain: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('role'), key: role }),
        z.object({
          kind: z.literal('position'),
          key: z
            .string()
            .regex(/^[A-Za-z][A-Za-z0-9]*$/)
            .max(40),
        }),
      ]),
    )
    .min(1)
    .max(6),
  version: z.int().min(1),
});

export function minutesFor(escalation: Escalation, priority: Priority): number | null {
  return { 1: escalation.minutes1, 2: escalation.minutes2, 3: escalation.minutes3 }[priority];
}

type Waiting = Pick<Alarm, 'priority' | 'ackMinutes' | 'climbed' | 'climbedAt' | 'raisedAt'>;

/** When an alarm that nobody answers climbs next, ISO 8601; null when it does not. */
export function climbsAt(escalation: Escalation, alarm: Waiting): string | null {
  const wait = alarm.ackMinutes ?? minutesFor(escalation, alarm.priority);
  if (wait === null || alarm.climbed >= escalation.chain.length) return null;
  return new Date(Date.parse(alarm.climbedAt ?? alarm.raisedAt) + wait * 60_000).toISOString();
}

/** The alarm a step higher; null while it is not yet time, or when somebody has seen it. */
export function climb(escalation: Escalation, alarm: Alarm, now: string): Alarm | null {
  if (alarm.state !== 'raised') return null;
  const at = climbsAt(escalation, alarm);
  if (at === null || at > now) return null;
  return { ...alarm, climbed: alarm.climbed + 1, climbedAt: now, version: alarm.version + 1 };
}

/**
 * What tells people who are not in the room: a text message, a phone call, a siren. None yet; they are handed every step that
 * an alarm climbs, after it is written down.
 */
export interface OutsideChannel {
  tell(alarm: Alarm, step: EscalationStep): void;
}
export const outsideChannels: readonly OutsideChannel[] = [];
