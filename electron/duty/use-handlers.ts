import type { Tx } from '../door.ts';
import type { Equipment } from '../equipment/equipment.ts';
import type { DutyRule, ItemUse } from './duty.ts';
import { dutiesOf, insertUse } from './duty-store.ts';
import { use } from './recurrence.ts';
import { ruleById } from './rule-store.ts';
import { keepDuty, keepItem } from './standing-handlers.ts';

/** Going out asks whether it was checked before; coming back counts as a use; said by somebody it is both. */
type Moment = 'out' | 'back' | 'both';
const concerns = (rule: DutyRule, moment: Moment): boolean =>
  (moment !== 'back' && rule.beforeUse) || (moment !== 'out' && rule.uses !== null);

/** Keeps one use of an item, and what is owed for it; gives both as they stand then. */
export function noteUse(
  tx: Tx,
  item: Equipment,
  usedOn: string,
  note: string,
  moment: Moment = 'both',
): { readonly used: ItemUse; readonly item: Equipment } {
  const used: ItemUse = { id: tx.newId(), itemId: item.id, usedOn, note, at: tx.now, by: tx.operator.name };
  insertUse(tx.db, used);
  tx.record('itemUse', used);
  let owed = false;
  for (const duty of dutiesOf(tx.db, item.id)) {
    const rule = ruleById(tx.db, duty.ruleId);
    if (!rule || !concerns(rule, moment)) continue;
    const asked = {
      ...rule,
      uses: moment === 'out' ? null : rule.uses,
      beforeUse: moment !== 'back' && rule.beforeUse,
    };
    const standing = use(asked, duty, usedOn);
    const after = keepDuty(
      tx,
      duty,
      moment === 'out' ? { ...standing, usesSince: duty.usesSince } : standing,
    );
    owed ||= asked.uses !== null && after.usesSince >= asked.uses;
  }
  // What must be checked after a use is not ready until it has been.
  const out = owed && (item.condition === 'ready' || item.condition === 'inUse');
  return { used, item: keepItem(tx, item, out ? 'outOfTest' : item.condition) };
}

function noteIf(tx: Tx, item: Equipment, moment: Moment): Equipment {
  const concerned = dutiesOf(tx.db, item.id).some((duty) => {
    const rule = ruleById(tx.db, duty.ruleId);
    return rule !== undefined && concerns(rule, moment);
  });
  return concerned ? noteUse(tx, item, tx.today, '', moment).item : item;
}

/** Handed out it is in use from now on: what is to be done before each day's use must have been done today. */
export const noteIssued = (tx: Tx, item: Equipment): Equipment => noteIf(tx, item, 'out');

/** It comes back from a use: what is to be done after so many uses may be owed now. */
export const noteReturned = (tx: Tx, item: Equipment): Equipment => noteIf(tx, item, 'back');
