import { hash } from 'node:crypto';
import type { Tx } from '../door.ts';
import { canonical } from '../journal/journal.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { operatorById } from '../session/operator-store.ts';
import { confirmationOf, insertConfirmation, updateConfirmation } from './two-person-store.ts';
import {
  ask,
  decide,
  takeBack,
  type Confirmation,
  type ConfirmationKind,
  type Seen,
  type Who,
} from './two-person.ts';

/** SHA-256 of what is asked, hex. */
export function contentHashOf(content: unknown): string {
  return hash('sha256', canonical(content));
}

/** The account at the seat as it stands now: the person behind it may have been set since it signed in. */
function whoOf(tx: Tx): Who {
  const { id, name } = tx.operator;
  return { id, name, personId: operatorById(tx.db, id)?.personId ?? null };
}

/** Asks for a second person about a row of this command. */
export function askSecond(
  tx: Tx,
  kind: ConfirmationKind,
  subjectId: string,
  contentHash: string,
  lifeMs: number,
): Answer<Confirmation> {
  const asked = ask({ id: tx.newId(), kind, subjectId, contentHash }, whoOf(tx), tx.now, lifeMs);
  if (isRefusal(asked)) return asked;
  insertConfirmation(tx.db, asked);
  tx.record('confirmation', asked);
  return asked;
}

function change(
  tx: Tx,
  kind: ConfirmationKind,
  subjectId: string,
  rule: (asked: Confirmation, by: Who) => Answer<Confirmation>,
): Answer<Confirmation> {
  const asked = confirmationOf(tx.db, kind, subjectId);
  if (!asked) return refuse('notFound');
  const after = rule(asked, whoOf(tx));
  if (isRefusal(after)) return after;
  updateConfirmation(tx.db, after);
  tx.record('confirmation', after);
  return after;
}

/** The second person's decision about a row of this command. */
export function decideSecond(
  tx: Tx,
  kind: ConfirmationKind,
  subjectId: string,
  seen: Seen,
  hashNow: string,
  verdict: 'confirmed' | 'refused',
  reason: string,
): Answer<Confirmation> {
  return change(tx, kind, subjectId, (asked, by) =>
    decide(asked, by, seen, hashNow, verdict, reason, tx.now),
  );
}

/** The one who asked withdraws it, or makes way for a changed request. */
export function takeBackSecond(
  tx: Tx,
  kind: ConfirmationKind,
  subjectId: string,
  state: 'withdrawn' | 'replaced',
  reason: string,
): Answer<Confirmation> {
  return change(tx, kind, subjectId, (asked, by) => takeBack(asked, by, state, reason, tx.now));
}
