import { z } from 'zod';
import type { Level } from '../flood/flood.ts';
import { incidentType, type IncidentType } from '../incident/incident.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, pageInput, version, type Names, type Page } from '../schema-parts.ts';
import type { Limit, Point } from '../sensor/point.ts';
import type { Confirmation } from '../two-person/two-person.ts';
import type { Priority } from './alarm.ts';
import type { LimitSetting } from './limit-state.ts';
import { priorityOf, severities, type Severity } from './priority-matrix.ts';

export const ruleStates = ['draft', 'asked', 'live', 'retiring', 'retired', 'replaced', 'discarded'] as const;
/** retiring: in force until a second person agrees that it goes. replaced: a newer edition went live. */
export type RuleState = (typeof ruleStates)[number];

type PassedLevel = Limit['level'];
/** Which limit of which point. */
export interface LimitKey {
  readonly pointId: string;
  readonly level: PassedLevel;
  readonly side: Limit['side'];
}

/** A text as typed at the site, in one language or more. */
export interface RuleText {
  readonly en: string;
  readonly srLatn: string;
  readonly zhHans: string;
}

export type RuleOwner =
  | { readonly kind: 'position'; readonly key: string }
  | { readonly kind: 'person'; readonly id: string; readonly name: string };

/** While another point is so, the alarm is suppressed by design. */
export type SuppressWhen =
  | { readonly kind: 'state'; readonly value: number }
  | { readonly kind: 'level'; readonly level: PassedLevel };

/** What is written down about the alarm of a limit. */
export interface RuleContent {
  readonly cause: RuleText;
  readonly consequence: RuleText;
  readonly action: RuleText;
  readonly minutesToAct: number;
  readonly severity: Severity;
  /** In the point's unit. */
  readonly deadBand: number;
  readonly onDelaySeconds: number;
  readonly offDelaySeconds: number;
  readonly owner: RuleOwner;
  readonly parentPointId: string | null;
  readonly parentLevel: PassedLevel | null;
  readonly suppressPointId: string | null;
  readonly suppressWhen: SuppressWhen | null;
  readonly incident: 'none' | 'propose' | 'declare';
  readonly incidentType: IncidentType | null;
  readonly planKey: string | null;
  /** Minutes until it climbs when nobody answers; null: those of its priority. */
  readonly ackMinutes: number | null;
  readonly note: string;
}

/** One edition of the rule of a limit. */
export interface AlarmRule extends LimitKey, RuleContent {
  readonly id: string;
  readonly edition: number;
  readonly state: RuleState;
  /** The limit as it was when the rule was written or asked for. */
  readonly limitValue: number;
  /** Follows from severity and time by the matrix. */
  readonly priority: Priority;
  readonly writtenAt: string;
  readonly writtenByName: string;
  readonly liveAt: string | null;
  readonly approvedByName: string | null;
  readonly endedAt: string | null;
  readonly endedByName: string | null;
  readonly version: number;
}

/** How a limit stands among the rules; what the list can be filtered by. */
export const ruleFilters = ['all', 'shipped', 'draft', 'asked', 'live', 'changed', 'retired'] as const;
export type RuleFilter = (typeof ruleFilters)[number];

/** A line of the list: a limit and what is known of its rule. */
export interface RuleLine extends LimitKey {
  readonly pointKey: string;
  readonly pointNames: Names;
  readonly pointKind: Point['kind'];
  readonly unit: string;
  /** Null: the point has no such limit any more. */
  readonly value: number | null;
  readonly live: AlarmRule | null;
  /** The edition that is being written or waits for its second person. */
  readonly open: AlarmRule | null;
  /** The limit is not what it was when the rule was approved. */
  readonly changed: boolean;
  /** Editions that are over. */
  readonly past: number;
  /** The priority of the alarm that is raised now: of the rule, or the shipped one. */
  readonly priority: Priority;
}

/** A page of limits; of all: how many have no rule, wait for a second person, and are. */
export interface RulePage extends Page<RuleLine> {
  readonly shipped: number;
  readonly asked: number;
  readonly all: number;
}

/** A limit with everything about its rules. */
export interface RuleDetail extends RuleLine {
  readonly minValue: number;
  readonly maxValue: number;
  readonly editions: readonly AlarmRule[];
  /** The request that waits: about the open edition, or about retiring the live one. */
  readonly confirmation: Confirmation | null;
  readonly unchanged: boolean;
  readonly parent: LimitName | null;
  readonly suppressor: LimitName | null;
  readonly planTitle: Names | null;
}
export interface LimitName {
  readonly pointKey: string;
  readonly pointNames: Names;
}

/** How long a request waits for its second person. */
export const ruleLifeMs = 14 * 86_400_000;

const level = z.enum(['watch', 'warning', 'danger']);
const side = z.enum(['above', 'below']);
export const limitKey = z.object({ pointId: id, level, side });
const words = z.string().trim().max(500).default('');
const optionalText = z.object({ en: words, srLatn: words, zhHans: words });
const text = optionalText.refine((given) => Object.values(given).some((one) => one !== ''));
const content = z.object({
  cause: text,
  consequence: text,
  action: text,
  minutesToAct: z.number().positive().max(10_080),
  severity: z.enum(severities),
  deadBand: z.number().min(0).max(1e9).default(0),
  onDelaySeconds: z.number().min(0).max(3600).default(0),
  offDelaySeconds: z.number().min(0).max(3600).default(0),
  owner: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('position'), key: line(40) }),
    z.object({ kind: z.literal('person'), id, name: line(120) }),
  ]),
  parentPointId: id.nullable().default(null),
  parentLevel: level.nullable().default(null),
  suppressPointId: id.nullable().default(null),
  suppressWhen: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('state'), value: z.number().min(-1e9).max(1e9) }),
      z.object({ kind: z.literal('level'), level }),
    ])
    .nullable()
    .default(null),
  incident: z.enum(['none', 'propose', 'declare']).default('none'),
  incidentType: incidentType.nullable().default(null),
  planKey: line(60).nullable().default(null),
  ackMinutes: z.number().positive().max(1_440).nullable().default(null),
  note: z.string().trim().max(1000).default(''),
});
export const draftRuleInput = limitKey.extend({ content });
export const changeRuleInput = z.object({ id, version, content });
export const ruleVersionInput = z.object({ id, version });
export const ruleReasonInput = z.object({ id, version, reason: z.string().trim().max(500).default('') });
const seen = {
  id,
  version,
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  confirmationVersion: version,
};
export const approveRuleInput = z.object(seen);
export const refuseRuleInput = z.object({ ...seen, reason: z.string().trim().max(500) });
export const rulePageInput = pageInput.extend({ filter: z.enum(ruleFilters).default('all') });

export const inForce = (rule: Pick<AlarmRule, 'state'>): boolean =>
  rule.state === 'live' || rule.state === 'retiring';

/** How one limit is known in maps. */
export function limitName({ pointId, level: of, side: on }: LimitKey): string {
  return `${pointId} ${of} ${on}`;
}

/** What the state machine needs of a rule and the limit that it is about. */
export function settingOf(
  rule: Pick<AlarmRule, 'side' | 'deadBand' | 'onDelaySeconds' | 'offDelaySeconds'>,
  value: number,
): LimitSetting {
  const { deadBand, onDelaySeconds, offDelaySeconds } = rule;
  return {
    side: rule.side,
    value,
    deadBand,
    onDelayMs: onDelaySeconds * 1000,
    offDelayMs: offDelaySeconds * 1000,
  };
}

export function limitOf(point: Pick<Point, 'limits'>, key: Omit<LimitKey, 'pointId'>): Limit | undefined {
  return point.limits.find((one) => one.level === key.level && one.side === key.side);
}

/** A text in every language: where nothing was typed, what was typed in another stands. */
export function everyLanguage(given: RuleText): Names {
  const any = given.en || given.srLatn || given.zhHans;
  return { en: given.en || any, srLatn: given.srLatn || any, zhHans: given.zhHans || any };
}

/** Why a rule cannot be so on this limit, or null. Refuses: ruleDeadBand, ruleDelay, ruleParent, ruleSuppress, ruleIncident. */
export function checkRule(point: Point, limit: Limit, given: RuleContent): Refusal | null {
  const { deadBand, minutesToAct, onDelaySeconds } = given;
  const back = limit.side === 'above' ? limit.value - deadBand : limit.value + deadBand;
  if (back < point.minValue || back > point.maxValue)
    return refuse('ruleDeadBand', {
      back,
      unit: point.unit,
      minValue: point.minValue,
      maxValue: point.maxValue,
    });
  if (onDelaySeconds >= minutesToAct * 60)
    return refuse('ruleDelay', { seconds: onDelaySeconds, minutes: minutesToAct });
  if ((given.parentPointId === null) !== (given.parentLevel === null) || given.parentPointId === point.id)
    return refuse('ruleParent', { point: point.key });
  if (
    (given.suppressPointId === null) !== (given.suppressWhen === null) ||
    given.suppressPointId === point.id
  )
    return refuse('ruleSuppress', { point: point.key });
  if (
    (given.incident === 'none') !== (given.incidentType === null) ||
    (given.incident === 'none' && given.planKey !== null)
  )
    return refuse('ruleIncident');
  return null;
}

/** Whether a chain of parents from here comes back to this point. `parentsOf` gives the parents of a point's rules in force. */
export function isRing(
  pointId: string,
  parentId: string | null,
  parentsOf: (id: string) => readonly string[],
): boolean {
  const seenIds = new Set<string>();
  const next = parentId === null ? [] : [parentId];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === pointId) return true;
    if (seenIds.has(at)) continue;
    seenIds.add(at);
    next.push(...parentsOf(at));
  }
  return false;
}

/** A new edition as a draft. */
export function draftRule(
  key: LimitKey,
  given: RuleContent,
  made: {
    readonly id: string;
    readonly edition: number;
    readonly limitValue: number;
    readonly byName: string;
    readonly at: string;
  },
): AlarmRule {
  return {
    id: made.id, ...key, ...given, edition: made.edition, state: 'draft', limitValue: made.limitValue,
    priority: priorityOf(given.severity, given.minutesToAct), writtenAt: made.at, writtenByName: made.byName, liveAt: null,
    approvedByName: null, endedAt: null, endedByName: null, version: 1,
  }; // prettier-ignore
}

type Step = 'change' | 'ask' | 'approve' | 'back' | 'discard' | 'askRetire' | 'retire' | 'stay' | 'replace';
const steps: Readonly<Record<Step, { readonly from: readonly RuleState[]; readonly to: RuleState }>> = {
  change: { from: ['draft', 'asked'], to: 'draft' },
  ask: { from: ['draft'], to: 'asked' },
  approve: { from: ['asked'], to: 'live' },
  back: { from: ['asked'], to: 'draft' },
  discard: { from: ['draft'], to: 'discarded' },
  askRetire: { from: ['live'], to: 'retiring' },
  retire: { from: ['retiring'], to: 'retired' },
  stay: { from: ['retiring'], to: 'live' },
  replace: { from: ['live'], to: 'replaced' },
};

/** The rule after a step; only these lead from state to state. Refuses: ruleState. */
export function stepRule(rule: AlarmRule, step: Step): Answer<AlarmRule> {
  const { from, to } = steps[step];
  if (!from.includes(rule.state)) return refuse('ruleState');
  return { ...rule, state: to, version: rule.version + 1 };
}

/** What the second person sees and their yes is bound to. */
export function contentOfRule(rule: AlarmRule, limitValue: number | null): Record<string, unknown> {
  const {
    pointId,
    level: of,
    side: on,
    edition,
    priority,
    cause,
    consequence,
    action,
    minutesToAct,
    severity,
  } = rule;
  const { deadBand, onDelaySeconds, offDelaySeconds, owner, parentPointId, parentLevel, suppressPointId } =
    rule;
  const { suppressWhen, incident, incidentType: type, planKey, ackMinutes, note } = rule;
  return {
    pointId, level: of, side: on, edition, limitValue, priority, cause, consequence, action, minutesToAct, severity, deadBand,
    onDelaySeconds, offDelaySeconds, owner, parentPointId, parentLevel, suppressPointId, suppressWhen, incident,
    incidentType: type, planKey, ackMinutes, note, retire: rule.state === 'retiring',
  }; // prettier-ignore
}

/** Whether a point's newest value, or the level at which it stands, is what suppresses. */
export function suppresses(when: SuppressWhen, value: number | null, stands: Level): boolean {
  if (when.kind === 'state') return value !== null && value === when.value;
  const order: readonly Level[] = ['normal', 'watch', 'warning', 'danger'];
  return order.indexOf(stands) >= order.indexOf(when.level);
}
