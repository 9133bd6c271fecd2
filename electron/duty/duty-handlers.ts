import type { Part, Tx } from '../door.ts';
import { equipmentById } from '../equipment/equipment-store.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { Completed } from './completion.ts';
import { complete, doneDay, type Evidence } from './completion-handlers.ts';
import {
  dueCounts, duePage, duePlaces, dutiesOf, dutyById, historyOf,
} from './duty-store.ts'; // prettier-ignore
import { nextJune, type DutyOfItem, type DutyResult } from './duty.ts';
import { rulesOf } from './rule-store.ts';
import { noteUse } from './use-handlers.ts';

function completeOne(
  tx: Tx,
  input: Evidence & {
    readonly dutyId: string;
    readonly version: number;
    readonly result: DutyResult;
    readonly doneOn: string | null;
  },
): Answer<Completed> {
  const duty = dutyById(tx.db, input.dutyId);
  if (!duty) return refuse('unknownDuty');
  const conflict = checkVersion(duty, input.version);
  if (conflict) return conflict;
  const doneOn = doneDay(tx, input.doneOn);
  return isRefusal(doneOn) ? doneOn : complete(tx, duty, { ...input, doneOn });
}

export const dutyHandlers: Part<
  | 'duty.complete'
  | 'duty.completeMany'
  | 'duty.use'
  | 'duty.ofItem'
  | 'duty.history'
  | 'duty.page'
  | 'duty.places'
  | 'duty.counts'
> = {
  'duty.complete': (tx, input) => completeOne(tx, input),
  'duty.completeMany': (tx, input) => {
    for (const row of input.rows) {
      const answer = completeOne(tx, { ...row, result: 'pass', lines: [], photo: null });
      if (!isRefusal(answer)) continue;
      if (answer.refused !== 'conflict') return answer;
      const itemId = dutyById(tx.db, row.dutyId)?.itemId ?? '';
      return refuse('dutyDoneMeanwhile', { tag: equipmentById(tx.db, itemId)?.tag ?? '' });
    }
    return { done: input.rows.length };
  },
  'duty.use': (tx, input) => {
    const item = equipmentById(tx.db, input.itemId);
    if (!item) return refuse('notFound');
    if (item.condition === 'retired') return refuse('itemRetired', { tag: item.tag });
    const usedOn = doneDay(tx, input.usedOn);
    if (isRefusal(usedOn)) return usedOn;
    return noteUse(tx, item, usedOn, input.note).used;
  },
  'duty.ofItem': (read, input): DutyOfItem[] => {
    const item = equipmentById(read.db, input.itemId);
    if (!item) return [];
    const rules = new Map(rulesOf(read.db, item.categoryId).map((rule) => [rule.id, rule]));
    return dutiesOf(read.db, input.itemId).flatMap((duty) => {
      const rule = rules.get(duty.ruleId);
      return rule ? [{ ...duty, rule }] : [];
    });
  },
  'duty.history': (read, input) =>
    historyOf(read.db, input.itemId, Number(input.after ?? 0) || 0, input.limit),
  'duty.page': (read, input) => {
    const today = read.today;
    return duePage(read.db, { ...input, today, before: input.before ?? nextJune(today) });
  },
  'duty.places': (read, input) => {
    const today = read.today;
    return duePlaces(read.db, { span: input.span, today, before: input.before ?? nextJune(today) });
  },
  'duty.counts': (read, input) => {
    const today = read.today;
    return dueCounts(read.db, today, input.before ?? nextJune(today));
  },
};
