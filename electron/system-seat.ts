import type { Seat } from './door.ts';
import type { Operator } from './session/session.ts';

/** In whose name the program itself acts: no account, nobody signs in as it. */
export const system: Operator = {
  id: 'system', name: 'system', role: 'administrator', personId: null, retiredAt: null, version: 1,
}; // prettier-ignore

/** A seat at which the program itself gives commands; what it does stands in the journal as the system's. */
export function systemSeat(id: string): Seat {
  return { id, state: { kind: 'signedIn', operator: system, since: '' } };
}
