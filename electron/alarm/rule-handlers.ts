import type { ReadHandle } from '../database.ts';
import type { Part, Read, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { fold } from '../journal/search-text.ts';
import { personById } from '../person/person-store.ts';
import { approvedPlan } from '../plan/plan-store.ts';
import { standardPositions } from '../position/position.ts';
import { sitePositions } from '../position/position-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import type { Limit, Point } from '../sensor/point.ts';
import { pointById, pointsInUse } from '../sensor/point-store.ts';
import { askSecond, contentHashOf, decideSecond, takeBackSecond } from '../two-person/two-person-handlers.ts';
import { confirmationOf } from '../two-person/two-person-store.ts';
import {
  checkRule, contentOfRule, draftRule, inForce, isRing, limitName, limitOf, ruleLifeMs, stepRule, type AlarmRule, type LimitKey,
  type LimitName, type RuleContent, type RuleDetail, type RuleFilter, type RuleLine,
} from './rule.ts'; // prettier-ignore
import { judgeRule } from './rule-judge-handlers.ts';
import {
  currentRules, editionsOfRule, insertRule, pastCounts, ruleById, rulesOfPoint, updateRule,
} from './rule-store.ts'; // prettier-ignore

const shipped = { danger: 1, warning: 2, watch: 3 } as const;

/** Why a rule names something that is not there or comes back to itself, or null. */
function unknownIn(db: ReadHandle, point: Point, given: RuleContent): Refusal | null {
  for (const id of [given.parentPointId, given.suppressPointId])
    if (id !== null && !pointById(db, id)) return refuse('unknownPoint');
  const parentsOf = (id: string): string[] =>
    rulesOfPoint(db, id).flatMap(({ parentPointId }) => parentPointId ?? []);
  if (isRing(point.id, given.parentPointId, parentsOf)) return refuse('ruleRing', { point: point.key });
  if (given.planKey !== null && !approvedPlan(db, given.planKey))
    return refuse('rulePlan', { plan: given.planKey });
  const { owner } = given;
  const known =
    owner.kind === 'person'
      ? personById(db, owner.id)
      : [...standardPositions, ...sitePositions(db).map(({ key }) => key)].some((key) => key === owner.key);
  return known ? null : refuse('ruleOwner');
}

/** The limit that a rule is about, and that the rule can be so there. */
function limitFor(db: ReadHandle, key: LimitKey, given: RuleContent): Answer<Limit> {
  const point = pointById(db, key.pointId);
  if (!point || point.retiredAt !== null) return refuse('unknownPoint');
  const limit = limitOf(point, key);
  if (!limit) return refuse('ruleNoLimit', { point: point.key });
  return checkRule(point, limit, given) ?? unknownIn(db, point, given) ?? limit;
}

function save(tx: Tx, rule: AlarmRule, insert = false): AlarmRule {
  if (insert) insertRule(tx.db, rule);
  else updateRule(tx.db, rule);
  tx.record('alarmRule', rule);
  return rule;
}

/** A rule as the caller saw it. */
function seenRule(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<AlarmRule> {
  const rule = ruleById(tx.db, input.id);
  if (!rule) return refuse('unknownRule');
  return checkVersion(rule, input.version) ?? rule;
}

function valueNow(db: ReadHandle, rule: AlarmRule): number | null {
  const point = pointById(db, rule.pointId);
  return (point && limitOf(point, rule)?.value) ?? null;
}

const hashNow = (db: ReadHandle, rule: AlarmRule): string =>
  contentHashOf(contentOfRule(rule, valueNow(db, rule)));

/** The second person agrees: the edition goes live in the place of the one before, or the rule goes. */
function agreed(tx: Tx, rule: AlarmRule): Answer<AlarmRule> {
  const byName = tx.operator.name;
  if (rule.state === 'retiring') {
    const gone = stepRule(rule, 'retire');
    if (isRefusal(gone)) return gone;
    const kept = save(tx, { ...gone, endedAt: tx.now, endedByName: byName });
    judgeRule(tx, rule);
    return kept;
  }
  const limit = limitFor(tx.db, rule, rule);
  if (isRefusal(limit)) return limit;
  const before = editionsOfRule(tx.db, rule).find(inForce);
  const live = stepRule(rule, 'approve');
  if (isRefusal(live)) return live;
  if (before) {
    const replaced = stepRule(before, 'replace');
    if (isRefusal(replaced)) return replaced;
    save(tx, { ...replaced, endedAt: tx.now, endedByName: byName });
  }
  const kept = save(tx, { ...live, liveAt: tx.now, approvedByName: byName });
  judgeRule(tx, rule);
  return kept;
}

function lines(db: ReadHandle): RuleLine[] {
  const rules = Map.groupBy(currentRules(db), limitName);
  const past = pastCounts(db);
  const found = pointsInUse(db).flatMap((point) => {
    const known = new Set(point.limits.map((limit) => limitName({ pointId: point.id, ...limit })));
    const gone = [...rules.values()].flatMap(([rule]) =>
      rule && rule.pointId === point.id && !known.has(limitName(rule))
        ? [{ level: rule.level, side: rule.side, value: null }]
        : [],
    );
    return [...point.limits, ...gone].map(({ level, side, value }) =>
      lineOf(point, { level, side, value }, rules, past),
    );
  });
  return found;
}

function lineOf(
  point: Point,
  { level, side, value }: Omit<LimitKey, 'pointId'> & { readonly value: number | null },
  rules: ReadonlyMap<string, readonly AlarmRule[]>,
  past: ReadonlyMap<string, number>,
): RuleLine {
  const name = limitName({ pointId: point.id, level, side });
  const known = rules.get(name) ?? [];
  const live = known.find(inForce) ?? null;
  return {
    pointId: point.id, level, side, pointKey: point.key, pointNames: point.names, pointKind: point.kind, unit: point.unit, value,
    live, open: known.find((rule) => !inForce(rule)) ?? null, changed: live !== null && live.limitValue !== value,
    past: past.get(name) ?? 0, priority: live?.priority ?? shipped[level],
  }; // prettier-ignore
}

const fits: Readonly<Record<RuleFilter, (line: RuleLine) => boolean>> = {
  all: () => true,
  shipped: ({ live, value }) => live === null && value !== null,
  draft: ({ open }) => open?.state === 'draft',
  asked: ({ open, live }) => open?.state === 'asked' || live?.state === 'retiring',
  live: ({ live }) => live !== null,
  changed: ({ changed }) => changed,
  retired: ({ past, live }) => past > 0 && live === null,
};

/** How many limits have the alarm that Tocsin ships, because nobody has written a rule for them. */
export function countShipped(db: ReadHandle): { readonly shipped: number; readonly all: number } {
  const all = lines(db).filter(({ value }) => value !== null);
  return { shipped: all.filter(fits.shipped).length, all: all.length };
}

function detailOf(read: Pick<Read, 'db'>, key: LimitKey): RuleDetail | null {
  const point = pointById(read.db, key.pointId);
  if (!point) return null;
  const editions = editionsOfRule(read.db, key);
  const rules = new Map([
    [limitName(key), editions.filter(({ state }) => ['live', 'retiring', 'draft', 'asked'].includes(state))],
  ]);
  const over = editions.filter(({ state }) => state === 'retired' || state === 'replaced');
  const value = limitOf(point, key)?.value ?? null;
  const line = lineOf(point, { ...key, value }, rules, new Map([[limitName(key), over.length]]));
  const asked = line.live?.state === 'retiring' ? line.live : line.open;
  const confirmation = (asked && confirmationOf(read.db, 'alarmRule', asked.id)) ?? null;
  const shown = line.open ?? line.live;
  const named = (id: string | null | undefined): LimitName | null => {
    const other = id == null ? undefined : pointById(read.db, id);
    return other ? { pointKey: other.key, pointNames: other.names } : null;
  };
  return {
    ...line,
    minValue: point.minValue,
    maxValue: point.maxValue,
    editions,
    confirmation,
    unchanged:
      !asked || confirmation?.state !== 'waiting' || hashNow(read.db, asked) === confirmation.contentHash,
    parent: named(shown?.parentPointId),
    suppressor: named(shown?.suppressPointId),
    planTitle: (shown?.planKey != null && approvedPlan(read.db, shown.planKey)?.title) || null,
  };
}

export const alarmRuleHandlers: Part<
  | 'alarmRule.draft'
  | 'alarmRule.change'
  | 'alarmRule.discard'
  | 'alarmRule.ask'
  | 'alarmRule.approve'
  | 'alarmRule.refuse'
  | 'alarmRule.withdraw'
  | 'alarmRule.askRetire'
  | 'alarmRule.page'
  | 'alarmRule.one'
> = {
  'alarmRule.draft': (tx, { content, ...key }) => {
    const limit = limitFor(tx.db, key, content);
    if (isRefusal(limit)) return limit;
    const editions = editionsOfRule(tx.db, key);
    const open = editions.find(({ state }) => state === 'draft' || state === 'asked');
    if (open) return refuse('ruleOpen', { name: open.writtenByName });
    const made = {
      id: tx.newId(), edition: (editions[0]?.edition ?? 0) + 1, limitValue: limit.value, byName: tx.operator.name, at: tx.now,
    }; // prettier-ignore
    return save(tx, draftRule(key, content, made), true);
  },
  'alarmRule.change': (tx, input) => {
    const before = seenRule(tx, input);
    if (isRefusal(before)) return before;
    const limit = limitFor(tx.db, before, input.content);
    if (isRefusal(limit)) return limit;
    if (before.state === 'asked') {
      // A changed request starts again.
      const back = takeBackSecond(tx, 'alarmRule', before.id, 'replaced', '');
      if (isRefusal(back)) return back;
    }
    const after = stepRule(before, 'change');
    if (isRefusal(after)) return after;
    const { id, edition } = before;
    const written = draftRule(before, input.content, {
      id, edition, limitValue: limit.value, byName: tx.operator.name, at: tx.now,
    }); // prettier-ignore
    return save(tx, { ...written, version: after.version });
  },
  'alarmRule.discard': (tx, input) => {
    const before = seenRule(tx, input);
    if (isRefusal(before)) return before;
    const after = stepRule(before, 'discard');
    return isRefusal(after) ? after : save(tx, { ...after, endedAt: tx.now, endedByName: tx.operator.name });
  },
  'alarmRule.ask': (tx, input) => {
    const before = seenRule(tx, input);
    if (isRefusal(before)) return before;
    if (editionsOfRule(tx.db, before).some(({ state }) => state === 'retiring'))
      return refuse('ruleRetiring');
    const limit = limitFor(tx.db, before, before);
    if (isRefusal(limit)) return limit;
    const after = stepRule({ ...before, limitValue: limit.value }, 'ask');
    if (isRefusal(after)) return after;
    save(tx, after);
    const asked = askSecond(tx, 'alarmRule', after.id, hashNow(tx.db, after), ruleLifeMs);
    return isRefusal(asked) ? asked : after;
  },
  'alarmRule.approve': (tx, input) => {
    const rule = seenRule(tx, input);
    if (isRefusal(rule)) return rule;
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const decided = decideSecond(tx, 'alarmRule', rule.id, seen, hashNow(tx.db, rule), 'confirmed', '');
    return isRefusal(decided) ? decided : agreed(tx, rule);
  },
  'alarmRule.refuse': (tx, input) => {
    const rule = seenRule(tx, input);
    if (isRefusal(rule)) return rule;
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const decided = decideSecond(tx, 'alarmRule', rule.id, seen, '', 'refused', input.reason);
    if (isRefusal(decided)) return decided;
    const after = stepRule(rule, rule.state === 'retiring' ? 'stay' : 'back');
    return isRefusal(after) ? after : save(tx, after);
  },
  'alarmRule.withdraw': (tx, input) => {
    const rule = seenRule(tx, input);
    if (isRefusal(rule)) return rule;
    const back = takeBackSecond(tx, 'alarmRule', rule.id, 'withdrawn', input.reason);
    if (isRefusal(back)) return back;
    const after = stepRule(rule, rule.state === 'retiring' ? 'stay' : 'back');
    return isRefusal(after) ? after : save(tx, after);
  },
  'alarmRule.askRetire': (tx, input) => {
    const before = seenRule(tx, input);
    if (isRefusal(before)) return before;
    const waits = editionsOfRule(tx.db, before).find(({ state }) => state === 'asked');
    if (waits) return refuse('ruleOpen', { name: waits.writtenByName });
    const after = stepRule(before, 'askRetire');
    if (isRefusal(after)) return after;
    save(tx, { ...after, note: input.reason || after.note });
    const rule = { ...after, note: input.reason || after.note };
    const asked = askSecond(tx, 'alarmRule', rule.id, hashNow(tx.db, rule), ruleLifeMs);
    return isRefusal(asked) ? asked : rule;
  },
  'alarmRule.page': (read, input) => {
    const words = fold(input.text).split(' ').filter(Boolean);
    const all = lines(read.db);
    const matching = all.filter(fits[input.filter]).filter((line) => {
      const text = fold(`${line.pointKey} ${Object.values(line.pointNames).join(' ')}`);
      return words.every((word) => text.includes(word));
    });
    const from = Number(input.after ?? 0) || 0;
    const rows = matching.slice(from, from + input.limit);
    const next = from + rows.length;
    const known = all.filter(({ value }) => value !== null);
    return {
      rows,
      total: matching.length,
      next: next < matching.length ? String(next) : null,
      shipped: known.filter(fits.shipped).length,
      asked: all.filter(fits.asked).length,
      all: known.length,
    };
  },
  'alarmRule.one': (read, key) => detailOf(read, key),
};
