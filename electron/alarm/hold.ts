import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { line, pageInput } from '../schema-parts.ts';
import type { Alarm, Priority } from './alarm.ts';

export const holdKinds = ['shelved', 'suppressed', 'outOfService'] as const;
export type HoldKind = (typeof holdKinds)[number];

/** The cause of an alarm: the noun and row that raised it, and which of that row's troubles. */
export type Cause = Pick<Alarm, 'source' | 'sourceId' | 'topic'>;

/** An alarm that is not announced for a while; that it is so is always to be seen. */
export interface AlarmHold extends Cause {
  readonly id: string;
  readonly kind: HoldKind;
  /** What the list called the alarm when it was held. */
  readonly label: Alarm['cause'];
  readonly priority: Priority;
  readonly reason: string;
  readonly since: string;
  readonly by: string;
  readonly byName: string;
  /** When it ends by itself; null: when someone, or the rule that suppressed it, says so. */
  readonly until: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  readonly endReason: 'time' | 'hand' | 'worse' | 'design' | null;
  readonly version: number;
}

/** Longest shelf, in minutes: the more urgent, the shorter (EEMUA 191 asks that a shelf ends by itself). */
export const longestShelfMinutes: Readonly<Record<Priority, number>> = { 1: 30, 2: 240, 3: 720 };

export const shelveInput = z.object({
  /** As `alarm.open` gave it. */
  alarmId: line(200),
  minutes: z.int().min(1).max(1_440),
  reason: line(500),
});
export const outOfServiceInput = z.object({ alarmId: line(200), reason: line(500) });
export const releaseInput = z.object({ holdId: z.uuid(), version: z.int().min(1) });
export const holdPageInput = pageInput.extend({
  /** Those that have ended too. */
  ended: z.boolean().default(false),
});

/** How one cause is known in maps and lists. */
export function causeKey({ source, sourceId, topic }: Cause): string {
  return JSON.stringify([source, sourceId, topic]);
}

/** Whether a hold is in force at an instant (ISO 8601). */
export function holds(hold: AlarmHold, now: string): boolean {
  return hold.endedAt === null && (hold.until === null || hold.until > now);
}

/** The seven states of ISA-18.2, A to G, of one cause. */
export type Standing =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returnedUnacknowledged'
  | 'shelved'
  | 'suppressedByDesign'
  | 'outOfService';

export function standingOf(
  alarm: Pick<Alarm, 'state'> | undefined,
  hold: AlarmHold | undefined,
  now: string,
): Standing {
  if (hold && holds(hold, now)) return hold.kind === 'suppressed' ? 'suppressedByDesign' : hold.kind;
  switch (alarm?.state) {
    case 'raised':
      return 'unacknowledged';
    case 'acknowledged':
      return 'acknowledged';
    case 'returned':
      return 'returnedUnacknowledged';
    default:
      return 'normal';
  }
}

/** Refuses: alarmHeldAlready, shelfTooLong. */
export function shelve(
  alarm: Cause & { readonly cause: Alarm['cause']; readonly priority: Priority },
  held: AlarmHold | undefined,
  given: { readonly minutes: number; readonly reason: string },
  by: { readonly id: string; readonly name: string },
  id: string,
  now: string,
): Answer<AlarmHold> {
  const longest = longestShelfMinutes[alarm.priority];
  if (given.minutes > longest)
    return refuse('shelfTooLong', { priority: alarm.priority, minutes: given.minutes, longest });
  const until = new Date(Date.parse(now) + given.minutes * 60_000).toISOString();
  return begin('shelved', alarm, held, { reason: given.reason, until }, by, id, now);
}

/** Holds an alarm in a way. Refuses: alarmHeldAlready. */
export function begin(
  kind: HoldKind,
  alarm: Cause & { readonly cause: Alarm['cause']; readonly priority: Priority },
  held: AlarmHold | undefined,
  { reason, until }: { readonly reason: string; readonly until: string | null },
  by: { readonly id: string; readonly name: string },
  id: string,
  now: string,
): Answer<AlarmHold> {
  if (held && holds(held, now))
    return refuse('alarmHeldAlready', { by: held.byName, at: held.since, kind: held.kind });
  const { source, sourceId, topic, cause: label, priority } = alarm;
  return {
    id, source, sourceId, topic, kind, label, priority, reason, since: now, by: by.id, byName: by.name, until, endedAt: null,
    endedBy: null, endedByName: null, endReason: null, version: 1,
  }; // prettier-ignore
}

/** The hold is over. Refuses: alarmNotHeld (it was over already). */
export function release(
  hold: AlarmHold,
  why: NonNullable<AlarmHold['endReason']>,
  by: { readonly id: string; readonly name: string },
  now: string,
): Answer<AlarmHold> {
  if (hold.endedAt !== null) return refuse('alarmNotHeld', { by: hold.endedByName, at: hold.endedAt });
  return {
    ...hold,
    // A shelf that ran out while nobody looked ended when it ran out.
    endedAt: why === 'time' && hold.until !== null && hold.until < now ? hold.until : now,
    endedBy: by.id,
    endedByName: by.name,
    endReason: why,
    version: hold.version + 1,
  };
}

/** Worse than what was shelved is news (0: worse than any); what is out of service or suppressed by design stays so. */
export function breaksShelf(hold: AlarmHold, priority: Priority | 0): boolean {
  return hold.kind === 'shelved' && priority < hold.priority;
}

/**
 * The alarm as it comes out from under a hold: still wrong, it is announced anew; gone meanwhile, nobody has to see it. Null
 * when nothing changes.
 */
export function afterHold(alarm: Alarm, now: string): Alarm | null {
  switch (alarm.state) {
    case 'acknowledged':
      return {
        ...alarm,
        state: 'raised',
        raisedAt: now,
        acknowledgedAt: null,
        acknowledgedBy: null,
        acknowledgedByName: null,
        version: alarm.version + 1,
      };
    case 'raised':
      return { ...alarm, raisedAt: now, version: alarm.version + 1 };
    case 'returned':
      return { ...alarm, state: 'cleared', clearedAt: now, version: alarm.version + 1 };
    case 'cleared':
      return null;
  }
}
