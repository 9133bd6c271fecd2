import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Operator, OperatorLine, Role } from './session.ts';

const columns = 'id, name, role, personId, retiredAt, version';

/** What the door needs to decide a sign-in; never leaves the main process. */
export interface OperatorSecret {
  readonly salt: string | null;
  readonly hash: string | null;
  readonly failedAttempts: number;
  readonly blockedUntil: string | null;
}

export function insertOperator(
  db: WriteHandle,
  operator: Operator,
  secret: { salt: string; hash: string } | null,
): void {
  db.run(
    `INSERT INTO operator (id, name, role, personId, secretSalt, secretHash, retiredAt, version)
     VALUES (@id, @name, @role, @personId, @salt, @hash, @retiredAt, @version)`,
    { ...operator, salt: secret?.salt ?? null, hash: secret?.hash ?? null },
  );
}

export function operators(db: ReadHandle): Operator[] {
  return db.all<Operator>(`SELECT ${columns} FROM operator WHERE retiredAt IS NULL ORDER BY name`);
}

export function operatorById(db: ReadHandle, id: string): Operator | undefined {
  return db.get<Operator>(`SELECT ${columns} FROM operator WHERE id = ? AND retiredAt IS NULL`, id);
}

/** Also one who is retired: the record names people, so a name stays theirs. */
export function operatorByName(db: ReadHandle, name: string): Operator | undefined {
  return db.get<Operator>(`SELECT ${columns} FROM operator WHERE name = ?`, name);
}

/** Those in service first, then the retired, by name. */
export function operatorLines(db: ReadHandle): OperatorLine[] {
  return db.all<OperatorLine>(
    `SELECT ${columns}, failedAttempts, blockedUntil FROM operator ORDER BY retiredAt IS NOT NULL, name LIMIT 500`,
  );
}

/** Also forgets wrong tries: the new secret is known to its owner alone. */
export function setSecret(db: WriteHandle, operator: Operator, secret: { salt: string; hash: string }): void {
  db.run(
    `UPDATE operator SET secretSalt = @salt, secretHash = @hash, failedAttempts = 0, blockedUntil = NULL, version = @version
     WHERE id = @id`,
    { ...secret, id: operator.id, version: operator.version },
  );
}

export function setRetired(db: WriteHandle, operator: Operator): void {
  db.run(
    'UPDATE operator SET retiredAt = @retiredAt, secretSalt = NULL, secretHash = NULL, version = @version WHERE id = @id',
    { id: operator.id, retiredAt: operator.retiredAt, version: operator.version },
  );
}

export function setPerson(db: WriteHandle, operator: Operator): void {
  db.run('UPDATE operator SET personId = @personId, version = @version WHERE id = @id', {
    id: operator.id,
    personId: operator.personId,
    version: operator.version,
  });
}

export function operatorSecret(db: ReadHandle, id: string): OperatorSecret | undefined {
  return db.get<OperatorSecret>(
    'SELECT secretSalt AS salt, secretHash AS hash, failedAttempts, blockedUntil FROM operator WHERE id = ?',
    id,
  );
}

export function setAttempts(
  db: WriteHandle,
  id: string,
  failedAttempts: number,
  blockedUntil: string | null,
): void {
  db.run(
    'UPDATE operator SET failedAttempts = ?, blockedUntil = ? WHERE id = ?',
    failedAttempts,
    blockedUntil,
    id,
  );
}

export function countRole(db: ReadHandle, role: Role): number {
  return (
    db.get<{ n: number }>('SELECT count(*) AS n FROM operator WHERE role = ? AND retiredAt IS NULL', role)
      ?.n ?? 0
  );
}
