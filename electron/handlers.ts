import type { Handlers } from './door.ts';
import { closingHandlers } from './incident/closing-handlers.ts';
import { incidentHandlers } from './incident/incident-handlers.ts';
import { journalHandlers } from './journal/journal-handlers.ts';
import { planHandlers } from './plan/plan-handlers.ts';
import { placeHandlers } from './place/place-handlers.ts';
import { sessionHandlers } from './session/session-handlers.ts';
import { taskHandlers } from './task/task-handlers.ts';
import { zoneHandlers } from './zone/zone-handlers.ts';

/** Every handler of the contract, one part per noun; a missing one does not compile. */
export const handlers: Handlers = {
  ...closingHandlers,
  ...incidentHandlers,
  ...journalHandlers,
  ...placeHandlers,
  ...planHandlers,
  ...sessionHandlers,
  ...taskHandlers,
  ...zoneHandlers,
};
