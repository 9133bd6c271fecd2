import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { personById } from '../person/person-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { dayPlus } from './local-time.ts';
import { checkLeave, type Leave } from './leave.ts';
import { deleteLeave, leaveById, leaveLines, saveLeave, sameLeave } from './leave-store.ts';

function seenLeave(tx: Tx, id: string, version: number): Answer<Leave> {
  const leave = leaveById(tx.db, id);
  if (!leave) return refuse('unknownLeave');
  return checkVersion(leave, version) ?? leave;
}

/** Why it cannot be kept so, or null. */
function wrongLeave(tx: Tx, leave: Leave): Refusal | null {
  const wrong = checkLeave(leave);
  if (wrong) return wrong;
  const person = leave.personId === null ? null : personById(tx.db, leave.personId);
  if (person === undefined) return refuse('unknownPerson');
  const twice = sameLeave(tx.db, leave);
  if (!twice) return null;
  const facts = { from: twice.fromOn, to: twice.toOn };
  return person ? refuse('leaveTwice', { person: person.name, ...facts }) : refuse('holidayTwice', facts);
}

function keep(tx: Tx, leave: Leave): Answer<Leave> {
  const wrong = wrongLeave(tx, leave);
  if (wrong) return wrong;
  saveLeave(tx.db, leave);
  tx.record('leave', leave);
  return leave;
}

export const leaveHandlers: Part<'leave.add' | 'leave.change' | 'leave.remove' | 'leave.list'> = {
  'leave.add': (tx, input) => keep(tx, { id: tx.newId(), ...input, uid: null, version: 1 }),
  'leave.change': (tx, { id, version, ...given }) => {
    const before = seenLeave(tx, id, version);
    if (isRefusal(before)) return before;
    return keep(tx, { ...before, ...given, version: version + 1 });
  },
  'leave.remove': (tx, { id, version }) => {
    const before = seenLeave(tx, id, version);
    if (isRefusal(before)) return before;
    deleteLeave(tx.db, id);
    tx.erase('leave', id);
    return before;
  },
  'leave.list': (read, { from, days }) => leaveLines(read.db, from, dayPlus(from, days - 1)),
};
