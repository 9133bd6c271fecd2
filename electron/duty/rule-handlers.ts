import { categoryById } from '../category/category-store.ts';
import type { Part, Tx } from '../door.ts';
import { equipmentById, itemsAfter } from '../equipment/equipment-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { checkRule, mostRules, type DutyRule } from './duty.ts';
import { dutyOf } from './duty-store.ts';
import { adopt, begin, end } from './recurrence.ts';
import { insertRule, ruleById, rulesOf, setSettled, unsettledRule, updateRule } from './rule-store.ts';
import { standardRules } from './standards.ts';
import { beginDuty, keepDuty, keepItem } from './standing-handlers.ts';

function add(tx: Tx, given: Omit<DutyRule, 'id' | 'retiredAt' | 'version'>): Answer<DutyRule> {
  const category = categoryById(tx.db, given.categoryId);
  if (!category) return refuse('unknownCategory');
  if (category.kind !== 'item') return refuse('categoryNotOfItems', { category: category.names });
  if (rulesOf(tx.db, category.id).length >= mostRules) return refuse('tooManyRules', { most: mostRules });
  const wrong = checkRule(given);
  if (wrong) return wrong;
  const rule: DutyRule = { id: tx.newId(), ...given, retiredAt: null, version: 1 };
  insertRule(tx.db, rule);
  tx.record('dutyRule', rule);
  return rule;
}

function seen(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<DutyRule> {
  const rule = ruleById(tx.db, input.id);
  if (!rule) return refuse('unknownRule');
  const conflict = checkVersion(rule, input.version);
  if (conflict) return conflict;
  return rule.retiredAt === null ? rule : refuse('ruleRetired');
}

function keep(tx: Tx, after: DutyRule): DutyRule {
  updateRule(tx.db, after);
  tx.record('dutyRule', after);
  return after;
}

export const ruleHandlers: Part<
  | 'dutyRule.add'
  | 'dutyRule.change'
  | 'dutyRule.retire'
  | 'dutyRule.takeDefaults'
  | 'dutyRule.settle'
  | 'dutyRule.list'
> = {
  'dutyRule.add': (tx, input) => add(tx, input),
  'dutyRule.change': (tx, input) => {
    const before = seen(tx, input);
    if (isRefusal(before)) return before;
    const { id: _id, version: _version, ...changes } = input;
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after: DutyRule = { ...before, ...given, version: before.version + 1 };
    return checkRule(after) ?? keep(tx, after);
  },
  'dutyRule.retire': (tx, input) => {
    const before = seen(tx, input);
    return isRefusal(before)
      ? before
      : keep(tx, { ...before, retiredAt: tx.now, version: before.version + 1 });
  },
  'dutyRule.takeDefaults': (tx, input) => {
    const category = categoryById(tx.db, input.categoryId);
    if (!category) return refuse('unknownCategory');
    const known = rulesOf(tx.db, category.id);
    const missing = standardRules(category.key).filter(
      (rule) => !known.some(({ kind, names }) => kind === rule.kind && names?.en === rule.names?.en),
    );
    if (missing.length === 0) return refuse('noDefaults', { category: category.names });
    const added: DutyRule[] = [];
    for (const rule of missing) {
      const answer = add(tx, { categoryId: category.id, ...rule });
      if (isRefusal(answer)) return answer;
      added.push(answer);
    }
    return added;
  },
  'dutyRule.settle': (tx, input) => {
    const next = unsettledRule(tx.db);
    if (!next) return refuse('nothingToSettle');
    const { rule } = next;
    const items = itemsAfter(tx.db, rule.categoryId, next.settledNo, input.limit);
    for (const { id } of items) settle(tx, rule, id);
    setSettled(tx.db, rule.id, items.length < input.limit ? null : (items.at(-1)?.no ?? null));
    return { done: items.length, left: unsettledRule(tx.db) !== undefined };
  },
  'dutyRule.list': (read, input) => rulesOf(read.db, input.categoryId),
};

/** Brings one item in line with a rule that is new, changed or retired. */
function settle(tx: Tx, rule: DutyRule, itemId: string): void {
  const item = equipmentById(tx.db, itemId);
  if (!item) throw new Error(`item ${itemId} went away`);
  const today = tx.today;
  const duty = dutyOf(tx.db, itemId, rule.id);
  if (rule.retiredAt !== null) {
    if (duty) keepDuty(tx, duty, end(duty));
  } else if (duty) keepDuty(tx, duty, adopt(rule, duty, item, today));
  else beginDuty(tx, itemId, rule, begin(rule, { boughtOn: item.boughtOn, plannedOn: null }, today));
  keepItem(tx, item);
}
