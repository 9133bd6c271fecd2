import { paceOn, type Pace } from '../drill/drill-clock.ts';
import type { Outlook } from '../flood/outlook.ts';
import type { IncidentType, LogTemplate } from '../incident/incident.ts';
import type { Alarm, AlarmState, Priority } from './alarm.ts';
import type { Names } from '../schema-parts.ts';
import type { EscalationStep } from './escalation.ts';
import { causeKey, type AlarmHold } from './hold.ts';
import type { AlarmRule } from './rule.ts';
import { spanMs, targets } from './performance.ts';

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
  /** Of an exercise: it is never counted among what is really wrong. */
  readonly exercise?: boolean;
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
  /** The plan that goes with it: with one, a single key declares and starts it. */
  readonly planKey: string | null;
  readonly planTitle: Names | null;
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
  /** The alarm under which it is shown: its cause, or the first of its like in a flood. */
  readonly headId: string | null;
  /** How many are shown under it. */
  readonly below: number;
  /** Of an exercise. */
  readonly exercise: boolean;
  /** How many roles it has climbed unanswered, and when last; the roles are the list's chain. */
  readonly climbed: number;
  readonly climbedAt: string | null;
  readonly ruleId: string | null;
  /** What its rule says of it. */
  readonly rule: ExplainedRule | null;
  /** Of a gauge: what its readings say about the next hours. */
  readonly outlook?: Outlook;
}

/** What a rule says of its alarm to whoever has to act. */
export interface ExplainedRule extends Pick<
  AlarmRule,
  'pointId' | 'level' | 'side' | 'minutesToAct' | 'owner' | 'incident'
> {
  readonly cause: Names;
  readonly consequence: Names;
}

/** A part of the site in which alarms stand. */
export interface AlarmArea {
  /** 'none': at no place of the register. */
  readonly id: string;
  readonly names: Names | null;
  readonly count: number;
}

export interface AlarmList {
  readonly rows: readonly OpenAlarm[];
  /** Open alarms by priority, those beyond the rows included; without those of exercises. */
  readonly counts: Readonly<Record<Priority, number>>;
  /** How many are of exercises: they stand after all others. */
  readonly exercise: number;
  /** Alarms that are true but held: shelved, suppressed by design, out of service. */
  readonly held: number;
  /** More have come in ten minutes than one operator can take: those of a kind stand under one. */
  readonly flood: boolean;
  /** The highest priority that nobody has acknowledged: it sounds, also in an exercise. Null: silence. */
  readonly sounds: Priority | null;
  /** When the newest of the unanswered climbed: the sound begins anew. */
  readonly climbedAt: string | null;
  readonly areas: readonly AlarmArea[];
  readonly chain: readonly EscalationStep[];
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
    id, source, sourceId, topic, placeId, incidentId: alarm.incidentId, priority, cause, action, state, raisedAt, acknowledgedAt, acknowledgedByName,
    byHand: source === 'hand',
    proposes: alarm.incidentId === null ? proposalOf(alarm) : null,
    headId: alarm.underId,
    below: 0,
    exercise: false,
    climbed: alarm.climbed,
    climbedAt: alarm.climbedAt,
    ruleId: alarm.ruleId,
    rule: null,
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
    headId: null,
    below: 0,
    exercise: alarm.exercise === true,
    climbed: 0,
    climbedAt: null,
    ruleId: null,
    rule: null,
  };
}

/** An alarm of a kind that begins an incident proposes it, with its words as the first note. */
export function proposalOf(
  alarm: Pick<Alarm, 'incidentType' | 'placeId' | 'cause' | 'priority' | 'planKey'>,
): AlarmProposal | null {
  if (alarm.incidentType === null) return null;
  const { incidentType: type, placeId, cause, priority, planKey } = alarm;
  return { type, placeId, cause, priority, planKey, planTitle: null };
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

/** So many of a kind stand under the first of them while it floods. */
const likeness = 3;

/**
 * The list in its order, with what follows from another alarm under that one, and in a flood (more than ten within the last
 * ten minutes) what is of a kind under the most urgent of its kind. What people said themselves is never put under another.
 * Nothing leaves the list; a head comes before what is under it, and as early as the most urgent of them would.
 */
export function grouped(
  rows: readonly OpenAlarm[],
  now: string,
): { readonly rows: OpenAlarm[]; readonly flood: boolean } {
  const since = new Date(Date.parse(now) - spanMs).toISOString();
  const flood = rows.filter(({ raisedAt }) => raisedAt > since).length > targets.floodBegins;
  const sorted = [...rows].sort(compareAlarms);
  const byId = new Map(sorted.map((row) => [row.id, row]));
  const heads = new Map<string, string>();
  for (const row of sorted) {
    const head = row.headId === null ? undefined : topOf(row.headId, byId);
    if (head !== undefined && head !== row.id) heads.set(row.id, head);
  }
  if (flood) {
    const kinds = new Map<string, OpenAlarm[]>();
    for (const row of sorted) {
      if (heads.has(row.id) || row.byHand || row.raisedAt <= since) continue;
      const kind = `${row.source} ${row.topic}`;
      const known = kinds.get(kind);
      if (known) known.push(row);
      else kinds.set(kind, [row]);
    }
    for (const alike of kinds.values())
      if (alike.length >= likeness) for (const row of alike.slice(1)) heads.set(row.id, alike[0]!.id);
    // What stood under one that now stands under another goes up with it.
    for (const [id, head] of heads) heads.set(id, heads.get(head) ?? head);
  }
  const below = new Map<string, OpenAlarm[]>();
  for (const row of sorted) {
    const head = heads.get(row.id);
    if (head === undefined) continue;
    const known = below.get(head);
    if (known) known.push(row);
    else below.set(head, [row]);
  }
  const blocks = sorted
    .filter(({ id }) => !heads.has(id))
    .map((row) => ({ row, under: below.get(row.id) ?? [] }))
    .map(({ row, under }) => ({ row, under, first: [row, ...under].sort(compareAlarms)[0]! }))
    .sort((a, b) => compareAlarms(a.first, b.first));
  return {
    rows: blocks.flatMap(({ row, under }) => [
      { ...row, headId: null, below: under.length },
      ...under.map((each) => ({ ...each, headId: row.id, below: 0 })),
    ]),
    flood,
  };
}

/** The alarm at the top of a chain of causes, as far as they are in the list; a ring has none. */
function topOf(id: string, rows: ReadonlyMap<string, OpenAlarm>): string | undefined {
  let top: string | undefined;
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null && rows.has(at); at = rows.get(at)!.headId) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    top = at;
  }
  return top;
}

/** Which causes are held now, and when each was last let out, by `causeKey`. */
export interface Held {
  readonly now: ReadonlyMap<string, AlarmHold>;
  readonly released: ReadonlyMap<string, string>;
}
const nothingHeld: Held = { now: new Map(), released: new Map() };

/** Most lines under one head that are shown with it. */
const shownBelow = 20;

/** The first lines of a grouped list: no burst of one kind crowds out another kind. */
function shownOf(rows: readonly OpenAlarm[], limit: number): OpenAlarm[] {
  if (limit === Infinity) return [...rows];
  const under = new Map<string, number>();
  return rows
    .filter(({ headId }) => {
      if (headId === null) return true;
      const n = (under.get(headId) ?? 0) + 1;
      under.set(headId, n);
      return n <= shownBelow;
    })
    .slice(0, limit);
}

/** Where a place lies, and the only area that is asked for. */
interface Areas {
  readonly of: (placeId: string | null) => { readonly id: string; readonly names: Names } | null;
  readonly only: string | null;
}
const everywhere: Areas = { of: () => null, only: null };

function areasIn(rows: readonly OpenAlarm[], area: Areas): AlarmArea[] {
  const found = new Map<string, { names: Names | null; count: number }>();
  for (const { placeId } of rows) {
    const where = area.of(placeId);
    const id = where?.id ?? 'none';
    const known = found.get(id);
    if (known) known.count += 1;
    else found.set(id, { names: where?.names ?? null, count: 1 });
  }
  return [...found]
    .map(([id, one]) => ({ id, ...one }))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** Stored and derived alarms as one list: at most `limit` lines, all of them counted; held ones are counted apart. */
export function mergeAlarms(
  stored: readonly Alarm[],
  derived: readonly DerivedAlarm[],
  seen: ReadonlyMap<string, Seen>,
  limit: number,
  now: string,
  held: Held = nothingHeld,
  area: Areas = everywhere,
): Omit<AlarmList, 'chain'> {
  const all = [
    ...stored.flatMap((alarm) => fromStored(alarm) ?? []),
    ...derived.map((alarm) => fromDerived(alarm, seen, held.released.get(derivedKey(alarm)))),
  ];
  const told = all.filter((alarm) => !held.now.has(causeKey(alarm)));
  // What an exercise brings makes no flood, and is under nothing real.
  const played = told.filter(({ exercise }) => exercise).sort(compareAlarms);
  const { rows: open, flood } = grouped(
    told.filter(({ exercise }) => !exercise),
    now,
  );
  const counts = { 1: 0, 2: 0, 3: 0 };
  let sounds: Priority | null = null;
  for (const alarm of [...open, ...played]) {
    if (!alarm.exercise) counts[alarm.priority] += 1;
    if (alarm.state !== 'acknowledged' && (sounds === null || alarm.priority < sounds))
      sounds = alarm.priority;
  }
  const inArea = ({ placeId }: OpenAlarm): boolean =>
    area.only === null || (area.of(placeId)?.id ?? 'none') === area.only;
  const rows = shownOf(open.filter(inArea), limit);
  const shownPlayed = played.filter(inArea).slice(0, Math.max(0, limit - rows.length));
  const unseen = open.filter(({ state }) => state === 'raised');
  return {
    rows: [...rows, ...shownPlayed],
    climbedAt: unseen.reduce<string | null>(
      (last, { climbedAt }) => (climbedAt !== null && (last === null || climbedAt > last) ? climbedAt : last),
      null,
    ),
    areas: areasIn([...open, ...played], area),
    counts,
    exercise: played.length,
    held: all.length - told.length,
    flood,
    sounds,
  };
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
  pace: Pace = paceOn(null),
): DerivedAlarm[] {
  return tasks.flatMap((task) => {
    if (task.state !== 'open' || task.dueAt === null || task.startedAt === null || task.dueAt >= now)
      return [];
    const minutes = pace.minutesBetween(task.dueAt, now);
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
