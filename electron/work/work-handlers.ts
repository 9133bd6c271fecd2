import { attachmentByHash } from '../attachment/attachment-store.ts';
import type { Part, Tx } from '../door.ts';
import { doneById } from '../duty/duty-store.ts';
import { ruleById } from '../duty/rule-store.ts';
import { endDowntime, hindrance, keepItem } from '../duty/standing-handlers.ts';
import { equipmentById } from '../equipment/equipment-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { openOrder } from './opening-handlers.ts';
import { updateWork, workById, workCounts, workLine, workPage } from './work-store.ts';
import { finish, resume, verify, wait, withdraw, type Verified, type Work, type WorkDetail } from './work.ts';

function change(
  tx: Tx,
  input: { readonly id: string; readonly version: number },
  rule: (work: Work) => Answer<Work>,
): Answer<Work> {
  const work = workById(tx.db, input.id);
  if (!work) return refuse('notFound');
  const after = checkVersion(work, input.version) ?? rule(work);
  if (isRefusal(after)) return after;
  updateWork(tx.db, after);
  tx.record('work', after);
  return after;
}

/** The item of an order that is over comes back if nothing else keeps it out; then its downtime ends. */
function bringBack(tx: Tx, work: Work): Verified {
  const item = equipmentById(tx.db, work.itemId);
  if (!item) throw new Error(`order ${work.number} has no item`);
  const still = hindrance(tx.db, item.id, tx.today);
  if (still !== null || item.condition === 'retired') return { work, back: false, still };
  keepItem(tx, item, item.condition === 'inUse' ? 'inUse' : 'ready');
  // Somebody may have said before that the item is ready: the order is over all the same.
  endDowntime(tx, item.id);
  return { work: workById(tx.db, work.id) ?? work, back: true, still: null };
}

export const workHandlers: Part<
  | 'work.open'
  | 'work.wait'
  | 'work.resume'
  | 'work.done'
  | 'work.verify'
  | 'work.withdraw'
  | 'work.page'
  | 'work.byId'
  | 'work.counts'
> = {
  'work.open': (tx, input) => {
    const item = equipmentById(tx.db, input.itemId);
    if (!item) return refuse('notFound');
    if (item.condition === 'retired') return refuse('itemRetired', { tag: item.tag });
    if (input.photo !== null && !attachmentByHash(tx.db, input.photo)) return refuse('unknownAttachment');
    const { itemId, text, photo } = input;
    const work = openOrder(tx, { itemId, cause: 'report', dutyDoneId: null, text, photo });
    keepItem(tx, item, 'fault');
    return work;
  },
  'work.wait': (tx, input) => change(tx, input, (work) => wait(work, input.part, input.expectedOn)),
  'work.resume': (tx, input) => change(tx, input, resume),
  'work.done': (tx, input) => change(tx, input, (work) => finish(work, tx.operator, input, tx.now)),
  'work.verify': (tx, input) => {
    const work = change(tx, input, (before) => verify(before, tx.operator, input.good, input.note, tx.now));
    if (isRefusal(work)) return work;
    return work.state === 'verified' ? bringBack(tx, work) : { work, back: false, still: 'otherWork' };
  },
  'work.withdraw': (tx, input) => {
    const work = change(tx, input, (before) => withdraw(before, input.reason));
    return isRefusal(work) ? work : bringBack(tx, work);
  },
  'work.page': (read, input) => workPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 }),
  'work.byId': (read, input): WorkDetail | null => {
    const work = workLine(read.db, input.id);
    if (!work) return null;
    const evidence = work.dutyDoneId === null ? null : (doneById(read.db, work.dutyDoneId) ?? null);
    const rule = evidence ? ruleById(read.db, evidence.ruleId) : undefined;
    return { work, evidence, checklist: rule?.checklist ?? [] };
  },
  'work.counts': (read) => workCounts(read.db),
};
