import { refuse, type Answer, type Refusal } from '../refusal.ts';

/** What takes two people. */
export type ConfirmationKind = 'movement' | 'doubleCheck' | 'alarmRule' | 'hazmatPolicy';
type ConfirmationState = 'waiting' | 'confirmed' | 'refused' | 'withdrawn' | 'replaced';

/** What one person recorded and another, signed in on their own, has to look at and decide. */
export interface Confirmation {
  readonly id: string;
  readonly kind: ConfirmationKind;
  readonly subjectId: string;
  /** SHA-256 of what was asked. */
  readonly contentHash: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedPersonId: string;
  readonly askedAt: string;
  /** From this instant on it counts no more. */
  readonly expiresAt: string;
  readonly state: ConfirmationState;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedPersonId: string | null;
  readonly decidedAt: string | null;
  readonly reason: string;
  readonly version: number;
}

/** Who acts: the account, and the person that the administrator has tied it to. */
export interface Who {
  readonly id: string;
  readonly name: string;
  readonly personId: string | null;
}

/** What the second person had before their eyes. */
export interface Seen {
  readonly contentHash: string;
  readonly version: number;
}

/** How a request stands at an instant: one that nobody decided in time has expired. */
export function standingOf(asked: Confirmation, now: string): ConfirmationState | 'expired' {
  return asked.state === 'waiting' && asked.expiresAt <= now ? 'expired' : asked.state;
}

/** Asks for a second person. Refuses: confirmNotLinked when the account is not tied to a person. `lifeMs` in milliseconds. */
export function ask(
  what: Pick<Confirmation, 'id' | 'kind' | 'subjectId' | 'contentHash'>,
  by: Who,
  now: string,
  lifeMs: number,
): Answer<Confirmation> {
  if (by.personId === null) return refuse('confirmNotLinked', { name: by.name });
  return {
    ...what,
    askedBy: by.id,
    askedByName: by.name,
    askedPersonId: by.personId,
    askedAt: now,
    expiresAt: new Date(Date.parse(now) + lifeMs).toISOString(),
    state: 'waiting',
    decidedBy: null,
    decidedByName: null,
    decidedPersonId: null,
    decidedAt: null,
    reason: '',
    version: 1,
  };
}

/** Why a request can no longer be decided, or null. */
function over(asked: Confirmation, now: string): Refusal | null {
  switch (standingOf(asked, now)) {
    case 'waiting':
      return null;
    case 'expired':
      return refuse('confirmExpired', { at: asked.expiresAt, name: asked.askedByName });
    case 'withdrawn':
      return refuse('confirmWithdrawn', { name: asked.askedByName, at: asked.decidedAt });
    case 'replaced':
      return refuse('confirmChanged');
    case 'confirmed':
    case 'refused':
      return refuse('confirmDecided', { name: asked.decidedByName, at: asked.decidedAt });
  }
}

/**
 * The second person's yes or no to what they saw. `hashNow` is the hash of what it says at this moment. Refuses:
 * confirmExpired, confirmWithdrawn, confirmDecided, confirmChanged, confirmNotLinked, confirmSelf, confirmSamePerson,
 * confirmReason (a no without a reason).
 */
export function decide(
  asked: Confirmation,
  by: Who,
  seen: Seen,
  hashNow: string,
  verdict: 'confirmed' | 'refused',
  reason: string,
  now: string,
): Answer<Confirmation> {
  const late = over(asked, now);
  if (late) return late;
  if (by.id === asked.askedBy) return refuse('confirmSelf');
  if (by.personId === null) return refuse('confirmNotLinked', { name: by.name });
  if (by.personId === asked.askedPersonId)
    return refuse('confirmSamePerson', { name: by.name, other: asked.askedByName });
  if (seen.version !== asked.version || seen.contentHash !== asked.contentHash)
    return refuse('confirmChanged');
  // What has changed under a request may still be refused, never confirmed.
  if (verdict === 'confirmed' && hashNow !== asked.contentHash) return refuse('confirmChanged');
  if (verdict === 'refused' && reason === '') return refuse('confirmReason');
  return {
    ...asked,
    state: verdict,
    decidedBy: by.id,
    decidedByName: by.name,
    decidedPersonId: by.personId,
    decidedAt: now,
    reason,
    version: asked.version + 1,
  };
}

/** The one who asked takes it back, or asks anew with something changed. Refuses what is over, and confirmNotYours. */
export function takeBack(
  asked: Confirmation,
  by: Who,
  state: 'withdrawn' | 'replaced',
  reason: string,
  now: string,
): Answer<Confirmation> {
  // What has expired may still be taken back or asked anew: that is how it leaves the list.
  const late = asked.state === 'waiting' ? null : over(asked, now);
  if (late) return late;
  if (by.id !== asked.askedBy && by.personId !== asked.askedPersonId)
    return refuse('confirmNotYours', { name: asked.askedByName });
  return {
    ...asked,
    state,
    decidedBy: by.id,
    decidedByName: by.name,
    decidedPersonId: by.personId,
    decidedAt: now,
    reason,
    version: asked.version + 1,
  };
}
