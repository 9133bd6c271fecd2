import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { checkClosedSlot, type ClosedSlot } from './closed-slot.ts';
import { closedSlotById, closedSlotsIn, deleteClosedSlot, saveClosedSlot } from './closed-slot-store.ts';

function seenSlot(tx: Tx, id: string, version: number): Answer<ClosedSlot> {
  const slot = closedSlotById(tx.db, id);
  if (!slot) return refuse('unknownClosedSlot');
  return checkVersion(slot, version) ?? slot;
}

const inOrder = (days: readonly number[]): number[] => days.toSorted((a, b) => a - b);

function keep(tx: Tx, slot: ClosedSlot): Answer<ClosedSlot> {
  const wrong = checkClosedSlot(slot);
  if (wrong) return wrong;
  if (slot.placeId !== null && !placeById(tx.db, slot.placeId))
    return refuse('unknownPlace', { place: slot.placeId });
  saveClosedSlot(tx.db, slot);
  tx.record('closedSlot', slot);
  return slot;
}

export const closedSlotHandlers: Part<
  'closedSlot.add' | 'closedSlot.change' | 'closedSlot.remove' | 'closedSlot.list'
> = {
  'closedSlot.add': (tx, input) =>
    keep(tx, { id: tx.newId(), ...input, weekdays: inOrder(input.weekdays), version: 1 }),
  'closedSlot.change': (tx, { id, version, ...given }) => {
    const before = seenSlot(tx, id, version);
    if (isRefusal(before)) return before;
    const weekdays = inOrder(given.weekdays ?? before.weekdays);
    return keep(tx, { ...before, ...given, weekdays, version: version + 1 });
  },
  'closedSlot.remove': (tx, { id, version }) => {
    const before = seenSlot(tx, id, version);
    if (isRefusal(before)) return before;
    deleteClosedSlot(tx.db, id);
    tx.erase('closedSlot', id);
    return before;
  },
  'closedSlot.list': (read, { from = '0000-01-01', to = '9999-12-31' }) => closedSlotsIn(read.db, from, to),
};
