import type { Handlers } from './door.ts';
import { incidentHandlers } from './incident/incident-handlers.ts';
import { journalHandlers } from './journal/journal-handlers.ts';
import { placeHandlers } from './place/place-handlers.ts';
import { sessionHandlers } from './session/session-handlers.ts';
import { zoneHandlers } from './zone/zone-handlers.ts';

/** Every handler of the contract, one part per noun; a missing one does not compile. */
export const handlers: Handlers = {
  ...incidentHandlers,
  ...journalHandlers,
  ...placeHandlers,
  ...sessionHandlers,
  ...zoneHandlers,
};
