import type { IncidentType, LogTemplate } from '../incident/incident.ts';
import type { Alarm, AlarmState, Priority } from './alarm.ts';
import { causeKey, type AlarmHold } from './hold.ts';

/** An alarm that follows from other rows at this moment; `key` is the same while the same thing is wrong. */
export interface DerivedAlarm {
  readonly key: string;
  readonly priority: Priority;
  readonly noun: string;
  readonly id: string;
  readonly incidentId: string | null;
  readonly placeId?: string | null;
  readonly since: string;
  readonly template: LogTemplate;
}

/** Who said that they saw a derived alarm; `id` is `seenId` of it. */
export interface Seen {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
}

/** What an incident declared from this alarm begins with. */
export interface AlarmProposal {
  readonly type: IncidentType;
  readonly placeId: string | null;
  readonly cause: LogTemplate | string;
  readonly priority: Priority;
}

/** A line of the alarm list. */
export interface OpenAlarm {
  readonly id: string;
  readonly source: string;
  readonly sourceId: string;
  readonly topic: string;
  readonly placeId: string | null;
  readonly incidentId: string | null;
  readonly priority: Priority;
  readonly cause: LogTemplate | string;
  readonly action: LogTemplate | string | null;
  readonly state: Exclude<AlarmState, 'cleared'>;
  readonly raisedAt: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedByName: string | null;
  /** Raised by hand: can be cleared by hand. */
  readonly byHand: boolean;
  readonly proposes: AlarmProposal | null;
}

export interface AlarmList {
  readonly rows: readonly OpenAlarm[];
  /** Open alarms by priority, those beyond the rows included. */
  readonly counts: Readonly<Record<Priority, number>>;
  /** Alarms that are true but held: shelved, suppressed by design, out of service. */
  readonly held: number;
  /** The highest priority that nobody has acknowledged: it sounds. Null: silence. */
  readonly sounds: Priority | null;
}

/** One occasion of a derived alarm; a later one of the same key must be seen again. */
export function seenId(alarm: Pick<DerivedAlarm, 'key' | 'since'>): string {
  return `${alarm.key}@${alarm.since}`;
}

/** The cause of a derived alarm as holds know it. */
export function derivedKey({ noun, id, key }: Pick<DerivedAlarm, 'noun' | 'id' | 'key'>): string {
  return causeKey({ source: noun, sourceId: id, topic: key });
}

export function fromStored(alarm: Alarm): OpenAlarm | null {
  if (alarm.state === 'cleared') return null;
  const {
    id,
    source,
    sourceId,
    topic,
    placeId,
    priority,
    cause,
    action,
    state,
    raisedAt,
    acknowledgedAt,
    acknowledgedByName,
  } = alarm;
  return {
    id, source, sourceId, topic, placeId, incidentId: null, priority, cause, action, state, raisedAt, acknowledgedAt, acknowledgedByName,
    byHand: source === 'hand',
    proposes: proposalOf(alarm),
  }; // prettier-ignore
}

export function fromDerived(
  alarm: DerivedAlarm,
  seen: ReadonlyMap<string, Seen>,
  releasedAt?: string,
): OpenAlarm {
  const id = seenId(alarm);
  const known = seen.get(id);
  // Out from under a hold it must be seen anew.
  const by = known && (releasedAt === undefined || known.at > releasedAt) ? known : undefined;
  return {
    id,
    source: alarm.noun,
    sourceId: alarm.id,
    topic: alarm.key,
    placeId: alarm.placeId ?? null,
    incidentId: alarm.incidentId,
    priority: alarm.priority,
    cause: alarm.template,
    action: null,
    state: by ? 'acknowledged' : 'raised',
    raisedAt: alarm.since,
    acknowledgedAt: by?.at ?? null,
    acknowledgedByName: by?.byName ?? null,
    byHand: false,
    proposes: null,
  };
}

/** An alarm of a kind that begins an incident proposes it, with its words as the first note. */
export function proposalOf(
  alarm: Pick<Alarm, 'incidentType' | 'placeId' | 'cause' | 'priority'>,
): AlarmProposal | null {
  if (alarm.incidentType === null) return null;
  return { type: alarm.incidentType, placeId: alarm.placeId, cause: alarm.cause, priority: alarm.priority };
}

const urgency = { raised: 0, returned: 1, acknowledged: 2 } as const;

/** Unseen before seen, then by priority, then the newest first. A total order. */
export function compareAlarms(a: OpenAlarm, b: OpenAlarm): number {
  return (
    urgency[a.state] - urgency[b.state] ||
    a.priority - b.priority ||
    (a.raisedAt < b.raisedAt ? 1 : a.raisedAt > b.raisedAt ? -1 : 0) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** Which causes are held now, and when each was last let out, by `causeKey`. */
export interface Held {
  readonly now: ReadonlyMap<string, AlarmHold>;
  readonly released: ReadonlyMap<string, string>;
}
const nothingHeld: Held = { now: new Map(), released: new Map() };

/** Stored and derived alarms as one list: at most `limit` lines, all of them counted; held ones are counted apart. */
export function mergeAlarms(
  stored: readonly Alarm[],
  derived: readonly DerivedAlarm[],
  seen: ReadonlyMap<string, Seen>,
  limit: number,
  held: Held = nothingHeld,
): AlarmList {
  const all = [
    ...stored.flatMap((alarm) => fromStored(alarm) ?? []),
    ...derived.map((alarm) => fromDerived(alarm, seen, held.released.get(derivedKey(alarm)))),
  ];
  const open = all.filter((alarm) => !held.now.has(causeKey(alarm))).sort(compareAlarms);
  const counts = { 1: 0, 2: 0, 3: 0 };
  let sounds: Priority | null = null;
  for (const alarm of open) {
    counts[alarm.priority] += 1;
    if (alarm.state !== 'acknowledged' && (sounds === null || alarm.priority < sounds))
      sounds = alarm.priority;
  }
  return { rows: open.slice(0, limit), counts, held: all.length - open.length, sounds };
}

/**
 * The order to show while someone has the list under their hands: lines that were there stay where they were, gone ones
 * leave, new ones come below as they come. `shown` are the ids as now shown.
 */
export function heldOrder(shown: readonly string[], rows: readonly OpenAlarm[]): OpenAlarm[] {
  const place = new Map(shown.map((id, index) => [id, index]));
  const known = rows.filter((row) => place.has(row.id)).sort((a, b) => place.get(a.id)! - place.get(b.id)!);
  const fresh = rows
    .filter((row) => !place.has(row.id))
    .sort((a, b) => (a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : a.id < b.id ? -1 : 1));
  return [...known, ...fresh];
}

/** Tasks that are past their time, as alarms: 10 minutes over is to be acted on soon. */
export function lateTaskAlarms(
  tasks: readonly {
    readonly id: string;
    readonly incidentId: string;
    readonly placeId: string | null;
    readonly title: LogTemplate['facts'][string];
    readonly dueAt: string | null;
    readonly state: string;
    readonly startedAt: string | null;
  }[],
  now: string,
): DerivedAlarm[] {
  return tasks.flatMap((task) => {
    if (task.state !== 'open' || task.dueAt === null || task.startedAt === null || task.dueAt >= now)
      return [];
    const minutes = (Date.parse(now) - Date.parse(task.dueAt)) / 60_000;
    return [
      {
        key: `task.late.${task.id}`,
        priority: minutes >= 10 ? 2 : 3,
        noun: 'task',
        id: task.id,
        incidentId: task.incidentId,
        placeId: task.placeId,
        since: task.dueAt,
        template: { key: 'alarm.cause.taskLate', facts: { task: task.title } },
      },
    ];
  });
}
