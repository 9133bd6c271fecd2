import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Operator, Role } from './session.ts';

const columns = 'id, name, role, retiredAt, version';

/** What the door needs to decide a sign-in; never leaves the main process. */
export interface OperatorSecret {
  readonly salt: string | null;
  readonly hash: string | null;
  readonly failedAttempts: number;
  readonly blockedUntil: string | null;
}

export function insertOperator(db: WriteHandle, operator: Operator, secret: { salt: string; hash: string } | null): void {
  db.run(
    `INSERT INTO operator (id, name, role, secretSalt, secretHash, retiredAt, version)
     VALUES (@id, @name, @role, @salt, @hash, @retiredAt, @version)`,
    { ...operator, salt: secret?.salt ?? null, hash: secret?.hash ?? null },
  );
}

export function operators(db: ReadHandle): Operator[] {
  return db.all<Operator>(`SELECT ${columns} FROM operator WHERE retiredAt IS NULL ORDER BY name`);
}

export function operatorById(db: ReadHandle, id: string): Operator | undefined {
  return db.get<Operator>(`SELECT ${columns} FROM operator WHERE id = ? AND retiredAt IS NULL`, id);
}

export function operatorByName(db: ReadHandle, name: string): Operator | undefined {
  return db.get<Operator>(`SELECT ${columns} FROM operator WHERE name = ? AND retiredAt IS NULL`, name);
}

export function operatorSecret(db: ReadHandle, id: string): OperatorSecret | undefined {
  return db.get<OperatorSecret>(
    'SELECT secretSalt AS salt, secretHash AS hash, failedAttempts, blockedUntil FROM operator WHERE id = ?',
    id,
  );
}

export function setAttempts(db: WriteHandle, id: string, failedAttempts: number, blockedUntil: string | null): void {
  db.run('UPDATE operator SET failedAttempts = ?, blockedUntil = ? WHERE id = ?', failedAttempts, blockedUntil, id);
}

export function countRole(db: ReadHandle, role: Role): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM operator WHERE role = ? AND retiredAt IS NULL', role)?.n ?? 0;
}
