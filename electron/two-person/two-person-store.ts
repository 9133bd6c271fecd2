import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Confirmation, ConfirmationKind } from './two-person.ts';

const columns = `id, kind, subjectId, contentHash, askedBy, askedByName, askedPersonId, askedAt, expiresAt, state, decidedBy,
  decidedByName, decidedPersonId, decidedAt, reason, version`;

export function insertConfirmation(db: WriteHandle, asked: Confirmation): void {
  db.run(
    `INSERT INTO confirmation (${columns})
     VALUES (@id, @kind, @subjectId, @contentHash, @askedBy, @askedByName, @askedPersonId, @askedAt, @expiresAt, @state,
       @decidedBy, @decidedByName, @decidedPersonId, @decidedAt, @reason, @version)`,
    asked,
  );
}

export function updateConfirmation(db: WriteHandle, asked: Confirmation): void {
  db.run(
    `UPDATE confirmation SET state = @state, decidedBy = @decidedBy, decidedByName = @decidedByName,
       decidedPersonId = @decidedPersonId, decidedAt = @decidedAt, reason = @reason, version = @version WHERE id = @id`,
    asked,
  );
}

/** The newest request about a thing; the older ones were replaced by it. */
export function confirmationOf(
  db: ReadHandle,
  kind: ConfirmationKind,
  subjectId: string,
): Confirmation | undefined {
  return db.get<Confirmation>(
    `SELECT ${columns} FROM confirmation WHERE kind = ? AND subjectId = ? ORDER BY rowid DESC LIMIT 1`,
    kind,
    subjectId,
  );
}

/** How many requests wait and can still be decided; and how many ran out undecided. */
export function waitingCounts(
  db: ReadHandle,
  now: string,
): {
  readonly kind: ConfirmationKind;
  readonly waiting: number;
  readonly expired: number;
}[] {
  return db.all(
    `SELECT kind, sum(expiresAt > ?1) AS waiting, sum(expiresAt <= ?1) AS expired
     FROM confirmation WHERE state = 'waiting' GROUP BY kind ORDER BY kind`,
    now,
  );
}
