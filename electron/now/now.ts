import { z } from 'zod';
import type { Action } from '../action/action.ts';
import type { OpenAlarm } from '../alarm/alarm-list.ts';
import type { Priority } from '../alarm/alarm.ts';
import type { Outlook } from '../flood/outlook.ts';
import { properName, type LogTemplate } from '../incident/incident.ts';
import { planName, type Plan } from '../plan/plan.ts';
import { missingWords, type Standing } from '../readiness/detail.ts';
import type { Names } from '../schema-parts.ts';
import { windAge, type Wind } from '../weather/weather.ts';

/** One thing that is not as it should be, and where to go to do something about it. */
export interface NowItem {
  readonly key: string;
  readonly priority: Priority;
  /** Under which word it stands: alarm, missing, wind, equipment, … */
  readonly kind: NowKind;
  readonly text: LogTemplate | string;
  /** What to do. */
  readonly action: LogTemplate | string | null;
  /** Since when. */
  readonly since: string | null;
  /** Someone has seen it. */
  readonly seen: boolean;
  /** The screen of the rail, and the thing on it. */
  readonly screen: string;
  readonly id: string | null;
  /** Of an exercise: marked, and after all that is real. */
  readonly exercise?: boolean;
  /** Of a gauge: minutes left until its levels. */
  readonly outlook?: Outlook;
}
export type NowKind =
  | 'alarm'
  | 'task'
  | 'team'
  | 'missing'
  | 'wind'
  | 'equipment'
  | 'stock'
  | 'upgrade'
  | 'action'
  | 'plan'
  | 'work'
  | 'drill'
  | 'readiness'
  | 'hazmat'
  | 'blast';

export const nowInput = z.object({ limit: z.int().min(1).max(200).default(100) });

const screenOf: Readonly<Record<string, string>> = {
  gauge: 'flood',
  floodDevice: 'flood',
  deviceOrder: 'flood',
  point: 'sensors',
  doubleCheck: 'doubleChecks',
  source: 'sources',
  team: 'teams',
  task: 'incidents',
  blast: 'blasting',
};

export function alarmItem(alarm: OpenAlarm): NowItem {
  return {
    key: `alarm.${alarm.id}`,
    priority: alarm.priority,
    kind: alarm.source === 'task' || alarm.source === 'team' ? alarm.source : 'alarm',
    text: alarm.cause,
    action: alarm.action,
    since: alarm.raisedAt,
    seen: alarm.state === 'acknowledged',
    screen: screenOf[alarm.source] ?? 'now',
    // A late task is done on its incident's screen.
    id:
      alarm.incidentId ??
      (['gauge', 'floodDevice', 'deviceOrder', 'point', 'doubleCheck', 'blast'].includes(alarm.source)
        ? alarm.sourceId
        : null),
    exercise: alarm.exercise,
    ...(alarm.outlook ? { outlook: alarm.outlook } : {}),
  };
}

/** Heads missing at a muster point are acted on at once. */
export function missingItem(muster: {
  readonly id: string;
  readonly incidentId: string;
  readonly names: Names;
  readonly missing: number;
  readonly countedAt: string | null;
  readonly exercise: boolean;
}): NowItem | null {
  if (muster.missing <= 0) return null;
  return {
    key: `muster.${muster.id}`,
    priority: 1,
    kind: 'missing',
    text: { key: 'now.text.missing', facts: { place: muster.names, count: muster.missing } },
    action: { key: 'now.action.missing', facts: {} },
    since: muster.countedAt,
    seen: false,
    screen: 'incidents',
    id: muster.incidentId,
    exercise: muster.exercise,
  };
}

/** Wind that says nothing about now matters when something may drift: soon during an incident, else to be looked at. */
export function windItem(wind: Wind | undefined, now: string, running: boolean): NowItem | null {
  if (wind && !windAge(wind.at, Date.parse(now)).stale) return null;
  return {
    key: 'wind',
    priority: running ? 2 : 3,
    kind: 'wind',
    text: { key: wind ? 'now.text.windStale' : 'now.text.windNone', facts: {} },
    action: { key: 'now.action.wind', facts: {} },
    since: wind?.at ?? null,
    seen: false,
    screen: 'weather',
    id: null,
  };
}

export function equipmentItem(count: number): NowItem | null {
  if (count === 0) return null;
  return {
    key: 'equipment.outOfTest',
    priority: 3,
    kind: 'equipment',
    text: { key: 'now.text.outOfTest', facts: { count } },
    action: { key: 'now.action.outOfTest', facts: {} },
    since: null,
    seen: false,
    screen: 'equipment',
    id: null,
  };
}

/** One line for each kind of trouble, however many lots or programmes it is about. */
function countItems(
  kind: NowKind,
  screen: string,
  counts: readonly (readonly [name: string, count: number])[],
): NowItem[] {
  return counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({
      key: `${kind}.${name}`,
      priority: 3,
      kind,
      text: { key: `now.text.${name}`, facts: { count } },
      action: { key: `now.action.${name}`, facts: {} },
      since: null,
      seen: false,
      screen,
      id: null,
    }));
}

export function stockItems(trouble: {
  readonly below: number;
  readonly soon: number;
  readonly expired: number;
}): NowItem[] {
  return countItems('stock', 'stock', [
    ['stockBelow', trouble.below],
    ['stockExpired', trouble.expired],
    ['stockSoon', trouble.soon],
  ]);
}

/** What waits for a second person or did so too long, and data sheets past their review. */
export function hazmatItems(
  waiting: readonly {
    readonly kind: string;
    readonly waiting: number;
    readonly expired: number;
  }[],
  sheets: { readonly count: number },
): NowItem[] {
  const counts = (of: string) => waiting.find(({ kind }) => kind === of) ?? { waiting: 0, expired: 0 };
  const movements = counts('movement');
  return [
    ...countItems('hazmat', 'movements', [
      ['movementsWaiting', movements.waiting],
      ['movementsExpired', movements.expired],
    ]),
    // One that nobody answered in time is an alarm of its own.
    ...countItems('hazmat', 'doubleChecks', [['checksWaiting', counts('doubleCheck').waiting]]),
    ...countItems('hazmat', 'hazmat', [
      // Rules that nobody approved in time stay as they were: there is nothing to be done about it.
      ['policyWaiting', counts('hazmatPolicy').waiting],
      ['sheetsOverdue', sheets.count],
    ]),
  ];
}

export function upgradeItems(trouble: { readonly late: number; readonly over: number }): NowItem[] {
  return countItems('upgrade', 'upgrades', [
    ['upgradeLate', trouble.late],
    ['upgradeOver', trouble.over],
  ]);
}

/** Duties of critical rules that are overdue: their number, never their lines. */
export function dutyItem(count: number): NowItem | null {
  if (count === 0) return null;
  return {
    key: 'duty.criticalOverdue',
    priority: 3,
    kind: 'equipment',
    text: { key: 'now.text.criticalOverdue', facts: { count } },
    action: { key: 'now.action.criticalOverdue', facts: {} },
    since: null,
    seen: false,
    screen: 'due',
    id: null,
  };
}

/** Drills that are otherwise than they were published: people still go by the old edition. */
export function drillItem(unpublished: {
  readonly programmeId: string;
  readonly names: Names;
  readonly edition: number;
  readonly count: number;
}): NowItem {
  const { programmeId, names, edition, count } = unpublished;
  return {
    key: `drill.unpublished.${programmeId}`,
    priority: 3,
    kind: 'drill',
    text: { key: 'now.text.drillsUnpublished', facts: { programme: names, edition, count } },
    action: { key: 'now.action.drillsUnpublished', facts: {} },
    since: null,
    seen: false,
    screen: 'drillEditions',
    id: programmeId,
  };
}

/** Work orders that are not over, since when the oldest of them is open. */
export function workItem(open: { readonly count: number; readonly since: string | null }): NowItem | null {
  if (open.count === 0) return null;
  return {
    key: 'work.open',
    priority: 3,
    kind: 'work',
    text: { key: 'now.text.openWork', facts: { count: open.count } },
    action: { key: 'now.action.openWork', facts: {} },
    since: open.since,
    seen: false,
    screen: 'work',
    id: null,
  };
}

type Due = Pick<Action, 'id' | 'text' | 'owner' | 'dueOn'>;

/** A corrective action whose day has passed. */
export function actionItem(action: Due): NowItem {
  return actionLine(action, 'actionOverdue');
}

/** A corrective action whose reminder has come: said before it is late. */
export function actionDueItem(action: Due): NowItem {
  return actionLine(action, 'actionDue');
}

function actionLine({ id, text, owner, dueOn }: Due, what: 'actionOverdue' | 'actionDue'): NowItem {
  const late = what === 'actionOverdue';
  return {
    key: `action.${id}`,
    priority: 3,
    kind: 'action',
    text: { key: `now.text.${what}`, facts: { text } },
    action: { key: `now.action.${what}`, facts: { owner: properName(owner), day: dueOn } },
    since: late ? `${dueOn}T00:00:00.000Z` : null,
    seen: false,
    screen: 'actions',
    id,
  };
}

/** A plan in force that should have been looked at again. */
export function planItem(
  plan: Pick<Plan, 'id' | 'key' | 'edition' | 'title'> & { readonly reviewDueOn: string },
): NowItem {
  return {
    key: `plan.${plan.id}`,
    priority: 3,
    kind: 'plan',
    text: { key: 'now.text.planReview', facts: { plan: plan.title, edition: properName(planName(plan)) } },
    action: { key: 'now.action.planReview', facts: {} },
    since: `${plan.reviewDueOn}T00:00:00.000Z`,
    seen: false,
    screen: 'plans',
    id: plan.id,
  };
}

/** A plan in force that could not be carried out now. */
export function brokenPlanItem(standing: Standing): NowItem {
  return {
    key: `readiness.${standing.planId}`,
    priority: 2,
    kind: 'readiness',
    text: {
      key: 'now.text.planBroken',
      facts: { plan: standing.title, missing: standing.missing.slice(0, 4).map(missingWords) },
    },
    action: { key: 'now.action.planBroken', facts: {} },
    since: standing.since,
    seen: false,
    screen: 'readiness',
    id: standing.planId,
  };
}

/** In the order of what to do next: unseen first, the most urgent first, what has waited longest first. */
export function inOrder(items: readonly (NowItem | null)[]): NowItem[] {
  return items
    .filter((item) => item !== null)
    .sort(
      (a, b) =>
        Number(a.exercise === true) - Number(b.exercise === true) ||
        Number(a.seen) - Number(b.seen) ||
        a.priority - b.priority ||
        (a.since ?? '9').localeCompare(b.since ?? '9') ||
        (a.key < b.key ? -1 : 1),
    );
}
