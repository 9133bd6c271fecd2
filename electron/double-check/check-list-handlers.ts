import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { refuse } from '../refusal.ts';
import {
  listFault,
  shippedList,
  workKinds,
  type CheckListEdition,
  type ListInForce,
  type WorkKind,
} from './check-list.ts';
import { insertList, newestList } from './double-check-store.ts';

/** The list by which new tasks of a kind are checked: the site's newest edition, else the one that came with Tocsin. */
export function listInForce(db: ReadHandle, kind: WorkKind): ListInForce {
  return newestList(db, kind) ?? shippedList(kind);
}

export const checkListHandlers: Part<'checkList.change' | 'checkList.all'> = {
  'checkList.change': (tx, { kind, edition, content }) => {
    const before = listInForce(tx.db, kind);
    if (before.edition !== edition) return refuse('conflict', { seen: edition, current: before.edition });
    const wrong = listFault(kind, content);
    if (wrong) return wrong;
    const list: CheckListEdition = {
      id: tx.newId(), kind, edition: edition + 1, content, madeAt: tx.now, madeByName: tx.operator.name, version: 1,
    };
    insertList(tx.db, list);
    tx.record('checkList', list);
    return list;
  },
  'checkList.all': (read) => workKinds.map((kind) => listInForce(read.db, kind)),
}; // prettier-ignore
