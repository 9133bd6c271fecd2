import { z } from 'zod';
import { incidentType, type IncidentType, type LogTemplate } from '../incident/incident.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, pageInput } from '../schema-parts.ts';

export type Priority = 1 | 2 | 3;

/**
 * raised: wrong and nobody has said that they saw it. acknowledged: wrong and seen. returned: no longer wrong, but nobody
 * saw it while it was. cleared: over.
 */
export const alarmStates = ['raised', 'acknowledged', 'returned', 'cleared'] as const;
export type AlarmState = (typeof alarmStates)[number];

export interface Alarm {
  readonly id: string;
  /** The noun and the row that it is about, and which of that row's troubles. */
  readonly source: string;
  readonly sourceId: string;
  readonly topic: string;
  readonly placeId: string | null;
  /** 1 act now, 2 act soon, 3 look. */
  readonly priority: Priority;
  /** Tocsin's own sentence, or what was typed. */
  readonly cause: LogTemplate | string;
  /** What to do about it. */
  readonly action: LogTemplate | string | null;
  /** The incident that it may be the beginning of. */
  readonly incidentType: IncidentType | null;
  readonly state: AlarmState;
  readonly raisedAt: string;
  readonly raisedBy: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedByName: string | null;
  readonly returnedAt: string | null;
  readonly clearedAt: string | null;
  /** The alarm that it follows from. */
  readonly underId: string | null;
  /** How many roles it has climbed because nobody answered, and when last. */
  readonly climbed: number;
  readonly climbedAt: string | null;
  /** The rule of the site under which it was raised; null: Tocsin's own alarm, or one by hand. */
  readonly ruleId: string | null;
  /** Minutes after which it climbs when nobody answers; null: those of its priority. */
  readonly ackMinutes: number | null;
  /** The plan that it proposes. */
  readonly planKey: string | null;
  /** What was declared because of it. */
  readonly incidentId: string | null;
  readonly version: number;
}

/** What a rule elsewhere finds wrong. */
export type Trouble = Pick<
  Alarm,
  'source' | 'sourceId' | 'topic' | 'placeId' | 'priority' | 'cause' | 'action' | 'incidentType'
> &
  Partial<Pick<Alarm, 'ruleId' | 'ackMinutes' | 'planKey'>>;

export const raiseInput = z.object({
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  cause: line(300),
  action: z.string().trim().max(500).default(''),
  placeId: id.nullable().default(null),
  incidentType: incidentType.nullable().default(null),
});
/** Ids as `alarm.open` gave them; those of derived alarms are not UUIDs. */
export const acknowledgeInput = z.object({
  ids: z.array(line(200)).min(1).max(200),
  /** Also everything that stands under them in the list. */
  below: z.boolean().default(false),
});
export const clearInput = z.object({ id, reason: line(500) });
/** `areaId`: only what is there; none: what is at no place. */
export const openInput = z.object({
  areaId: z
    .union([id, z.literal('none')])
    .nullable()
    .default(null),
});
/** Yes to the incident that an alarm proposes. */
export const acceptInput = z.object({ alarmId: id });
/** What time brought: shelves ended, alarms climbed, incidents declared, comings and goings written down. */
export interface Settled {
  readonly ended: number;
  readonly climbed: number;
  readonly declared: number;
  readonly noted: number;
}
export const alarmPageInput = pageInput.extend({
  priorities: z.array(z.int().min(1).max(3)).max(3).optional(),
});

/** A trouble with what a rule may say of it: what no rule stands behind has none of it. */
const whole = (trouble: Trouble) => ({ ruleId: null, ackMinutes: null, planKey: null, ...trouble });

export function newAlarm(trouble: Trouble, id: string, by: string, at: string): Alarm {
  return {
    id,
    ...whole(trouble),
    state: 'raised',
    raisedAt: at,
    raisedBy: by,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedByName: null,
    returnedAt: null,
    clearedAt: null,
    underId: null,
    climbed: 0,
    climbedAt: null,
    incidentId: null,
    version: 1,
  };
}

/**
 * The same cause again while its alarm is open. Worse than before, or back again: it must be seen anew. Better or equal:
 * it stays as seen as it was. Null when nothing changes. `higher`: worse although its priority is no other.
 */
export function again(alarm: Alarm, trouble: Trouble, by: string, at: string, higher = false): Alarm | null {
  const worse = higher || trouble.priority < alarm.priority;
  const back = alarm.state === 'returned';
  if (worse || back)
    return {
      ...alarm,
      ...whole(trouble),
      state: 'raised',
      raisedAt: at,
      raisedBy: by,
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedByName: null,
      returnedAt: null,
      climbed: 0,
      climbedAt: null,
      version: alarm.version + 1,
    };
  if (trouble.priority === alarm.priority && (trouble.ruleId ?? null) === alarm.ruleId) return null;
  return { ...alarm, ...whole(trouble), version: alarm.version + 1 };
}

/** Someone has seen it. One that has gone by then is over. */
export function acknowledge(
  alarm: Alarm,
  by: { readonly id: string; readonly name: string },
  at: string,
): Answer<Alarm> {
  if (alarm.state === 'acknowledged' || alarm.state === 'cleared')
    return refuse('alarmAlreadyAcknowledged', {
      by: alarm.acknowledgedByName,
      at: alarm.acknowledgedAt ?? alarm.clearedAt,
    });
  return {
    ...alarm,
    state: alarm.state === 'returned' ? 'cleared' : 'acknowledged',
    clearedAt: alarm.state === 'returned' ? at : null,
    acknowledgedAt: at,
    acknowledgedBy: by.id,
    acknowledgedByName: by.name,
    version: alarm.version + 1,
  };
}

/** What was wrong no longer is: seen alarms are over, unseen ones stay until someone sees them. Null when nothing changes. */
export function returnToNormal(alarm: Alarm, at: string): Alarm | null {
  switch (alarm.state) {
    case 'raised':
      return { ...alarm, state: 'returned', returnedAt: at, version: alarm.version + 1 };
    case 'acknowledged':
      return { ...alarm, state: 'cleared', returnedAt: at, clearedAt: at, version: alarm.version + 1 };
    case 'returned':
    case 'cleared':
      return null;
  }
}
