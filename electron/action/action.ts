import { z } from 'zod';
import { dayPlus } from '../roster/local-time.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';

export const actionStates = ['open', 'done', 'verified', 'withdrawn'] as const;
export type ActionState = (typeof actionStates)[number];

/** A corrective action: what a gap asks for, who sees to it until when, and who checked that it helped. */
export interface Action {
  readonly id: string;
  readonly incidentId: string | null;
  readonly taskId: string | null;
  /** The drill whose finding it answers, and the objective there. */
  readonly drillId: string | null;
  readonly objectiveKey: string | null;
  readonly text: string;
  readonly owner: string;
  /** The owner in the register of people; null: only a name, or a company. */
  readonly ownerPersonId: string | null;
  /** Day in the site's zone, 2026-06-30. */
  readonly dueOn: string;
  /** From so many days before that day Now says it; 0: on the day. */
  readonly remindDays: number;
  readonly state: ActionState;
  readonly raisedAt: string;
  readonly raisedBy: string;
  readonly doneAt: string | null;
  readonly doneBy: string | null;
  readonly doneNote: string | null;
  readonly verifiedAt: string | null;
  readonly verifiedBy: string | null;
  readonly verifyNote: string | null;
  /** Why its owner or its day was changed last; null: never. */
  readonly changeReason: string | null;
  /** How often its day was moved to a later one. */
  readonly putOff: number;
  readonly version: number;
}

/** An action in the list of all, with where it comes from. */
export interface ActionLine extends Action {
  readonly doneByName: string | null;
  readonly verifiedByName: string | null;
  readonly incident: { readonly year: number; readonly number: number; readonly exercise: boolean } | null;
  /** What the drill was; null without one. */
  readonly drill: { readonly type: Names; readonly place: Names; readonly objective: Names | null } | null;
}

/** What may be seen of the list: open ones, late ones, one's own, those that another person is to verify. */
export const actionShows = ['open', 'overdue', 'mine', 'toVerify', 'all'] as const;
export type ActionShow = (typeof actionShows)[number];

export const raiseActionInput = z.object({
  incidentId: id.nullable().default(null),
  taskId: id.nullable().default(null),
  drillId: id.nullable().default(null),
  objectiveKey: line(80).nullable().default(null),
  text: line(1000),
  owner: line(120),
  ownerPersonId: id.nullable().default(null),
  dueOn: z.iso.date(),
  remindDays: z.int().min(0).max(90).default(7),
});
export const doneActionInput = z.object({ actionId: id, version, note: line(1000) });
export const verifyActionInput = z.object({ actionId: id, version, helped: z.boolean(), note: line(1000) });
export const changeActionInput = z.object({
  actionId: id,
  version,
  owner: line(120),
  ownerPersonId: id.nullable().default(null),
  dueOn: z.iso.date(),
  remindDays: z.int().min(0).max(90),
  reason: line(1000),
});
export const withdrawActionInput = z.object({ actionId: id, version, reason: line(1000) });
export const actionPageInput = pageInput.extend({
  incidentId: id.optional(),
  drillId: id.optional(),
  states: z.array(z.enum(actionStates)).max(4).optional(),
  show: z.enum(actionShows).default('all'),
});

export function finish(action: Action, byId: string, note: string, at: string): Answer<Action> {
  if (action.state !== 'open') return refuse('actionNotOpen', { action: action.text });
  return { ...action, state: 'done', doneAt: at, doneBy: byId, doneNote: note, version: action.version + 1 };
}

/** Another person than the one who did it looks whether it helped; if not, it is open again. */
export function verify(
  action: Action,
  by: { readonly id: string; readonly name: string },
  helped: boolean,
  note: string,
  at: string,
): Answer<Action> {
  if (action.state !== 'done') return refuse('actionNotDone', { action: action.text });
  if (action.doneBy === by.id) return refuse('actionOwnWork', { action: action.text });
  // Somebody else may have said that it is done: whose it is does not judge it either.
  if (isOwner(action, by.name)) return refuse('actionOwnerVerifies', { action: action.text });
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
  return { ...action, state: 'verified', verifiedAt: at, verifiedBy: by.id, verifyNote: note, version };
}

/** Whose it is: operators and people of the register are the same when they are called the same. */
export function isOwner(action: Pick<Action, 'owner'>, name: string): boolean {
  return action.owner.trim().toLowerCase() === name.trim().toLowerCase();
}

/**
 * Another owner, another day, with the reason. Refuses: actionNotOpen; actionSame when nothing would change; actionDuePast when
 * the new day has passed (a day that stays may have passed). Days in the site's zone.
 */
export function reassign(
  action: Action,
  to: Pick<Action, 'owner' | 'ownerPersonId' | 'dueOn' | 'remindDays'>,
  reason: string,
  today: string,
): Answer<Action> {
  if (action.state !== 'open') return refuse('actionNotOpen', { action: action.text });
  const { owner, ownerPersonId, dueOn, remindDays } = to;
  const same =
    owner === action.owner &&
    ownerPersonId === action.ownerPersonId &&
    dueOn === action.dueOn &&
    remindDays === action.remindDays;
  if (same) return refuse('actionSame', { action: action.text });
  if (dueOn !== action.dueOn && dueOn < today) return refuse('actionDuePast', { day: dueOn });
  return {
    ...action,
    owner,
    ownerPersonId,
    dueOn,
    remindDays,
    changeReason: reason,
    putOff: action.putOff + (dueOn > action.dueOn ? 1 : 0),
    version: action.version + 1,
  };
}

export function withdraw(action: Action, reason: string): Answer<Action> {
  if (action.state !== 'open') return refuse('actionNotOpen', { action: action.text });
  return { ...action, state: 'withdrawn', verifyNote: reason, version: action.version + 1 };
}

/** Overdue on the day after `dueOn`; `today` is a day in the site's zone. */
export function isOverdue(action: Pick<Action, 'state' | 'dueOn'>, today: string): boolean {
  return action.state === 'open' && action.dueOn < today;
}

/** Its reminder has come and its day has not passed. */
export function isDueSoon(action: Pick<Action, 'state' | 'dueOn' | 'remindDays'>, today: string): boolean {
  return (
    action.state === 'open' && action.dueOn >= today && dayPlus(action.dueOn, -action.remindDays) <= today
  );
}
