import { attachmentByHash } from '../attachment/attachment-store.ts';
import type { Tx } from '../door.ts';
import { equipmentById } from '../equipment/equipment-store.ts';
import type { Equipment } from '../equipment/equipment.ts';
import { refuse, type Answer } from '../refusal.ts';
import { openOrder } from '../work/opening-handlers.ts';
import type { Completed } from './completion.ts';
import { checkDoneOn, type Duty, type DutyDone, type DutyResult, type LineAnswer } from './duty.ts';
import { doneById, insertDone } from './duty-store.ts';
import { fail, pass } from './recurrence.ts';
import { ruleById } from './rule-store.ts';
import { hindrance, keepDuty, keepItem } from './standing-handlers.ts';

export interface Evidence {
  readonly lines: readonly LineAnswer[];
  readonly note: string;
  readonly photo: string | null;
}
/** Today, or the day that was given if it has come. */
export function doneDay(tx: Pick<Tx, 'today'>, given: string | null): Answer<string> {
  return given === null ? tx.today : (checkDoneOn(given, tx.today) ?? given);
}

/**
 * Keeps one completion: the history, the duty's next day, the item's condition and, of a failure, its work order; all in
 * the caller's transaction, so that readiness never counts a failed item.
 */
export function complete(
  tx: Tx,
  duty: Duty,
  given: Evidence & { readonly result: DutyResult; readonly doneOn: string },
): Answer<Completed> {
  const rule = ruleById(tx.db, duty.ruleId);
  const item = equipmentById(tx.db, duty.itemId);
  if (!rule || !item) throw new Error(`duty ${duty.id} points at nothing`);
  if (rule.retiredAt !== null || rule.categoryId !== item.categoryId) return refuse('dutyEnded');
  if (item.condition === 'retired') return refuse('itemRetired', { tag: item.tag });
  if (given.lines.some((answer) => answer.line >= rule.checklist.length)) return refuse('noSuchLine');
  if (given.photo !== null && !attachmentByHash(tx.db, given.photo)) return refuse('unknownAttachment');
  const { doneOn, result } = given;
  const standing = result === 'pass' ? pass(rule, duty, doneOn) : fail(duty, doneOn);
  const older = duty.lastDoneOn !== null && doneOn < duty.lastDoneOn;
  const after = keepDuty(tx, duty, standing, older ? duty.lastResult : result);
  const done: DutyDone = {
    id: tx.newId(),
    dutyId: duty.id,
    itemId: item.id,
    ruleId: rule.id,
    doneOn,
    result,
    lines: given.lines,
    note: given.note,
    photo: given.photo,
    dueOn: duty.dueOn,
    nextOn: after.dueOn,
    at: tx.now,
    by: tx.operator.name,
  };
  insertDone(tx.db, done);
  tx.record('dutyDone', done);
  if (older) return { duty: after, done, item, work: null };
  return result === 'pass'
    ? { duty: after, done, item: passed(tx, item, duty), work: null }
    : failed(tx, item, after, done);
}

/** An item that was out only because of its duties comes back when none of them is bad any more. */
function passed(tx: Tx, item: Equipment, before: Duty): Equipment {
  const wasOut = item.condition === 'outOfTest' || (item.condition === 'fault' && before.failedOn !== null);
  const back = wasOut && hindrance(tx.db, item.id, tx.today) === null;
  return keepItem(tx, item, back ? 'ready' : item.condition);
}

function failed(tx: Tx, item: Equipment, duty: Duty, done: DutyDone): Completed {
  const work = openOrder(
    tx,
    { itemId: item.id, cause: 'duty', dutyDoneId: done.id, text: done.note, photo: done.photo },
    (known) => known.dutyDoneId !== null && doneById(tx.db, known.dutyDoneId)?.dutyId === duty.id,
  );
  return { duty, done, item: keepItem(tx, item, 'fault'), work };
}
