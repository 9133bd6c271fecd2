import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Figures, PolicyChange } from './policy.ts';

type Row = Omit<PolicyChange, 'figures'> & { readonly figures: string };
const columns = 'id, state, figures, reason, baseId, recordedAt, recordedBy, doneAt, version';

const fromRow = (row: Row): PolicyChange => ({ ...row, figures: JSON.parse(row.figures) as Figures });
const toRow = (change: PolicyChange): Row => ({ ...change, figures: JSON.stringify(change.figures) });

export function insertPolicy(db: WriteHandle, change: PolicyChange): void {
  db.run(
    `INSERT INTO hazmatPolicy (${columns}) VALUES (${columns.replaceAll(/(\w+)/g, '@$1')})`,
    toRow(change),
  );
}

/** Its state alone: what was proposed is never another thing. */
export function updatePolicy(db: WriteHandle, change: PolicyChange): void {
  const { id, state, doneAt, version } = change;
  db.run('UPDATE hazmatPolicy SET state = @state, doneAt = @doneAt, version = @version WHERE id = @id', {
    id,
    state,
    doneAt,
    version,
  });
}

export function policyById(db: ReadHandle, id: string): PolicyChange | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM hazmatPolicy WHERE id = ?`, id);
  return row && fromRow(row);
}

/** The newest approved change; none: the shipped rules. */
export function policyInForce(db: ReadHandle): PolicyChange | undefined {
  const row = db.get<Row>(
    `SELECT ${columns} FROM hazmatPolicy WHERE state = 'done' ORDER BY doneAt DESC, rowid DESC LIMIT 1`,
  );
  return row && fromRow(row);
}

/** The change that waits and can still be decided. */
export function policyWaiting(db: ReadHandle, now: string): PolicyChange | undefined {
  const row = db.get<Row>(
    `SELECT ${columns.replaceAll(/(\w+)/g, 'p.$1')} FROM hazmatPolicy p WHERE p.state = 'waiting' AND EXISTS (
       SELECT 1 FROM confirmation c WHERE c.kind = 'hazmatPolicy' AND c.subjectId = p.id AND c.state = 'waiting'
         AND c.expiresAt > ?) ORDER BY p.recordedAt DESC LIMIT 1`,
    now,
  );
  return row && fromRow(row);
}

/** Newest first. */
export function pastPolicies(db: ReadHandle, limit: number): PolicyChange[] {
  return db
    .all<Row>(`SELECT ${columns} FROM hazmatPolicy ORDER BY recordedAt DESC, rowid DESC LIMIT ?`, limit)
    .map(fromRow);
}
