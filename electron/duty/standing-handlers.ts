import type { ReadHandle } from '../database.ts';
import type { Writing } from '../door.ts';
import { setStanding } from '../equipment/equipment-store.ts';
import type { Equipment } from '../equipment/equipment.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { unfinishedWorkOf, verifiedOutOf, updateWork } from '../work/work-store.ts';
import type { Duty, DutyRule } from './duty.ts';
import { dutiesOf, dutyOf, insertDuty, updateDuty } from './duty-store.ts';
import { adopt, begin, dueOf, end, type Standing } from './recurrence.ts';
import { rulesOf } from './rule-store.ts';

/** The day in UTC, as the conditions of equipment are counted. */

/** Keeps a duty as it stands now. */
export function keepDuty(
  tx: Writing,
  before: Duty,
  standing: Standing,
  lastResult = before.lastResult,
): Duty {
  const after: Duty = {
    ...before,
    ...standing,
    dueOn: dueOf(standing),
    lastResult,
    version: before.version + 1,
  };
  updateDuty(tx.db, after);
  tx.record('duty', after);
  return after;
}

export function beginDuty(tx: Writing, itemId: string, rule: DutyRule, standing: Standing): Duty {
  const duty: Duty = {
    id: tx.newId(),
    itemId,
    ruleId: rule.id,
    ...standing,
    dueOn: dueOf(standing),
    lastResult: null,
    version: 1,
  };
  insertDuty(tx.db, duty);
  tx.record('duty', duty);
  return duty;
}

export interface NewDuties {
  /** The earliest of them, or what was known when there are none. */
  readonly nextDueOn: string | null;
  /** Writes them, once the item is written. */
  readonly begin: (itemId: string) => void;
}

/**
 * The duties that the rules of its category give a new item. A day of the next inspection that is known (a spreadsheet's)
 * is the day of the duty that would be due first; none is due before it.
 */
export function newDuties(
  tx: Writing,
  item: Pick<Equipment, 'categoryId' | 'boughtOn' | 'nextDueOn'>,
  rules: readonly DutyRule[] = knownRules(tx, item.categoryId),
): NewDuties {
  const today = tx.today;
  const natural = rules.map((rule) => ({
    rule,
    standing: begin(rule, { boughtOn: item.boughtOn, plannedOn: null }, today),
  }));
  const earliest = firstOf(natural.map(({ standing }) => standing.periodOn));
  const duties = natural.map(({ rule, standing }) => {
    const { periodOn } = standing;
    const known = item.nextDueOn;
    if (known === null || periodOn === null) return { rule, standing };
    const plannedOn = periodOn === earliest || periodOn < known ? known : periodOn;
    return { rule, standing: begin(rule, { boughtOn: item.boughtOn, plannedOn }, today) };
  });
  return {
    nextDueOn: earliest === null ? item.nextDueOn : (item.nextDueOn ?? earliest),
    begin: (itemId) => {
      for (const { rule, standing } of duties) beginDuty(tx, itemId, rule, standing);
    },
  };
}

/** Within one command the rules stand still: a list of items asks for them once. */
const rulesIn = new WeakMap<Writing, Map<string, readonly DutyRule[]>>();
function knownRules(tx: Writing, categoryId: string): readonly DutyRule[] {
  let known = rulesIn.get(tx);
  if (!known) rulesIn.set(tx, (known = new Map()));
  let rules = known.get(categoryId);
  if (!rules) known.set(categoryId, (rules = rulesOf(tx.db, categoryId)));
  return rules;
}

function firstOf(days: readonly (string | null)[]): string | null {
  return days.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
}

/**
 * The item has another category: duties of the old one end, those of the new one begin. Gives the item's next day; the
 * caller writes it.
 */
export function followCategory(tx: Writing, before: Equipment, after: Equipment): string | null {
  if (before.categoryId === after.categoryId) return after.nextDueOn;
  const rules = knownRules(tx, after.categoryId);
  const today = tx.today;
  const old = dutiesOf(tx.db, after.id);
  for (const duty of old) if (!rules.some(({ id }) => id === duty.ruleId)) keepDuty(tx, duty, end(duty));
  for (const rule of rules) {
    // It may have been of this category before: what was done then still counts.
    const known = dutyOf(tx.db, after.id, rule.id);
    if (known) keepDuty(tx, known, adopt(rule, known, after, today));
    else beginDuty(tx, after.id, rule, begin(rule, { boughtOn: after.boughtOn, plannedOn: null }, today));
  }
  const days = rules.map((rule) => dutyOf(tx.db, after.id, rule.id)?.dueOn ?? null);
  return rules.length === 0 ? after.nextDueOn : firstOf(days);
}

/** Whether nothing keeps the item from being ready, and if something does, what. */
export function hindrance(db: ReadHandle, itemId: string, today: string): 'duties' | 'otherWork' | null {
  if (unfinishedWorkOf(db, itemId).length > 0) return 'otherWork';
  const bad = dutiesOf(db, itemId).some(
    ({ dueOn, failedOn, owedOn, usesSince }) =>
      failedOn !== null || (owedOn !== null && usesSince > 0) || (dueOn !== null && dueOn < today),
  );
  return bad ? 'duties' : null;
}

/**
 * What duties and orders decide is not said by hand: an item is not ready while a duty of it stands failed or work on it is
 * not over, and its next day follows from its duties. Refuses: itemInWork, itemFailed, dueByDuties.
 */
export function heldByDuties(db: ReadHandle, before: Equipment, after: Equipment): Refusal | null {
  if (before.nextDueOn === after.nextDueOn && before.condition === after.condition) return null;
  const duties = dutiesOf(db, after.id);
  if (before.nextDueOn !== after.nextDueOn && duties.length > 0)
    return refuse('dueByDuties', { tag: after.tag });
  if (before.condition === after.condition || (after.condition !== 'ready' && after.condition !== 'inUse'))
    return null;
  const [work] = unfinishedWorkOf(db, after.id);
  if (work) return refuse('itemInWork', { tag: after.tag, number: work.number });
  return duties.some(({ failedOn }) => failedOn !== null) ? refuse('itemFailed', { tag: after.tag }) : null;
}

/** Brings the item in line with its duties: the next day, and its condition when `condition` is given. */
export function keepItem(
  tx: Writing,
  item: Equipment,
  condition: Equipment['condition'] = item.condition,
): Equipment {
  const duties = dutiesOf(tx.db, item.id);
  const nextDueOn = duties.length === 0 ? item.nextDueOn : firstOf(duties.map(({ dueOn }) => dueOn));
  if (nextDueOn === item.nextDueOn && condition === item.condition) return item;
  // Only what a person sees as a change of theirs counts as a new version.
  const version = condition === item.condition ? item.version : item.version + 1;
  const after: Equipment = { ...item, nextDueOn, condition, version };
  setStanding(tx.db, after);
  tx.record('equipment', after);
  if (condition === 'ready' && item.condition !== 'ready') endDowntime(tx, item.id);
  return after;
}

/** Orders that were verified while something else still kept the item out end their downtime now. */
export function endDowntime(tx: Writing, itemId: string): void {
  for (const work of verifiedOutOf(tx.db, itemId)) {
    const after = { ...work, backAt: tx.now, version: work.version + 1 };
    updateWork(tx.db, after);
    tx.record('work', after);
  }
}
