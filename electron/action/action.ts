import { z } from 'zod';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, pageInput, version } from '../schema-parts.ts';

export const actionStates = ['open', 'done', 'verified', 'withdrawn'] as const;
export type ActionState = (typeof actionStates)[number];

/** A corrective action: what a gap asks for, who sees to it until when, and who checked that it helped. */
export interface Action {
  readonly id: string;
  readonly incidentId: string | null;
  readonly taskId: string | null;
  readonly text: string;
  readonly owner: string;
  /** Day in the site's zone, 2026-06-30. */
  readonly dueOn: string;
  readonly state: ActionState;
  readonly raisedAt: string;
  readonly raisedBy: string;
  readonly doneAt: string | null;
  readonly doneBy: string | null;
  readonly doneNote: string | null;
  readonly verifiedAt: string | null;
  readonly verifiedBy: string | null;
  readonly verifyNote: string | null;
  readonly version: number;
}

export const raiseActionInput = z.object({
  incidentId: id.nullable().default(null),
  taskId: id.nullable().default(null),
  text: line(1000),
  owner: line(120),
  dueOn: z.iso.date(),
});
export const doneActionInput = z.object({ actionId: id, version, note: line(1000) });
export const verifyActionInput = z.object({ actionId: id, version, helped: z.boolean(), note: line(1000) });
export const withdrawActionInput = z.object({ actionId: id, version, reason: line(1000) });
export const actionPageInput = pageInput.extend({
  incidentId: id.optional(),
  states: z.array(z.enum(actionStates)).max(4).optional(),
});

export function finish(action: Action, byId: string, note: string, at: string): Answer<Action> {
  if (action.state !== 'open') return refuse('actionNotOpen', { action: action.text });
  return { ...action, state: 'done', doneAt: at, doneBy: byId, doneNote: note, version: action.version + 1 };
}

/** Another person than the one who did it looks whether it helped; if not, it is open again. */
export function verify(
  action: Action,
  byId: string,
  helped: boolean,
  note: string,
  at: string,
): Answer<Action> {
  if (action.state !== 'done') return refuse('actionNotDone', { action: action.text });
  if (action.doneBy === byId) return refuse('actionOwnWork', { action: action.text });
  const version = action.version + 1;
  if (!helped)
    return {
      ...action,
      state: 'open',
      doneAt: null,
      doneBy: null,
      doneNote: null,
      verifyNote: note,
      version,
    };
  return { ...action, state: 'verified', verifiedAt: at, verifiedBy: byId, verifyNote: note, version };
}

export function withdraw(action: Action, reason: string): Answer<Action> {
  if (action.state !== 'open') return refuse('actionNotOpen', { action: action.text });
  return { ...action, state: 'withdrawn', verifyNote: reason, version: action.version + 1 };
}

/** Overdue on the day after `dueOn`; `today` is a day in the site's zone. */
export function isOverdue(action: Pick<Action, 'state' | 'dueOn'>, today: string): boolean {
  return action.state === 'open' && action.dueOn < today;
}
