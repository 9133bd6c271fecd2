import type { Seat } from './door.ts';

/** A seat at which the program itself gives commands; what it does stands in the journal as the system's. */
export function systemSeat(id: string): Seat {
  const operator = {
    id: 'system', name: 'system', role: 'administrator', personId: null, retiredAt: null, version: 1,
  } as const; // prettier-ignore
  return { id, state: { kind: 'signedIn', operator, since: '' } };
}
