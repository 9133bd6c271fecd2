import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { DutyRule } from './duty.ts';
import type { Period } from './recurrence.ts';

type Row = Omit<DutyRule, 'names' | 'every' | 'checklist' | 'beforeUse' | 'critical'> & {
  readonly names: string | null;
  readonly every: string | null;
  readonly checklist: string;
  readonly beforeUse: number;
  readonly critical: number;
};
const columns =
  'id, categoryId, kind, names, every, policy, uses, beforeUse, checklist, standard, edition, critical, retiredAt, version';

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const toRow = (rule: DutyRule): Row => ({
  ...rule,
  names: json(rule.names),
  every: json(rule.every),
  checklist: JSON.stringify(rule.checklist),
  beforeUse: rule.beforeUse ? 1 : 0,
  critical: rule.critical ? 1 : 0,
});
const toRule = (row: Row): DutyRule => ({
  ...row,
  names: row.names === null ? null : (JSON.parse(row.names) as Names),
  every: row.every === null ? null : (JSON.parse(row.every) as Period),
  checklist: JSON.parse(row.checklist) as Names[],
  beforeUse: row.beforeUse === 1,
  critical: row.critical === 1,
});

/** A new rule, and one that changed, is not settled: its items follow in slices. */
export function insertRule(db: WriteHandle, rule: DutyRule): void {
  db.run(
    `INSERT INTO dutyRule (${columns}, settledNo)
     VALUES (@id, @categoryId, @kind, @names, @every, @policy, @uses, @beforeUse, @checklist, @standard, @edition, @critical,
       @retiredAt, @version, 0)`,
    toRow(rule),
  );
}

export function updateRule(db: WriteHandle, rule: DutyRule): void {
  db.run(
    `UPDATE dutyRule SET kind = @kind, names = @names, every = @every, policy = @policy, uses = @uses, beforeUse = @beforeUse,
       checklist = @checklist, standard = @standard, edition = @edition, critical = @critical, retiredAt = @retiredAt,
       version = @version, settledNo = 0
     WHERE id = @id`,
    toRow(rule),
  );
}

export function ruleById(db: ReadHandle, id: string): DutyRule | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM dutyRule WHERE id = ?`, id);
  return row && toRule(row);
}

/** The rules in force for a category, in the order in which they were made. */
export function rulesOf(db: ReadHandle, categoryId: string): DutyRule[] {
  return db
    .all<Row>(
      `SELECT ${columns} FROM dutyRule WHERE categoryId = ? AND retiredAt IS NULL ORDER BY rowid`,
      categoryId,
    )
    .map(toRule);
}

/** A rule with which some items are not yet in line, and up to which number they are. */
export function unsettledRule(
  db: ReadHandle,
): { readonly rule: DutyRule; readonly settledNo: number } | undefined {
  const row = db.get<Row & { settledNo: number }>(
    `SELECT ${columns}, settledNo FROM dutyRule WHERE settledNo IS NOT NULL ORDER BY rowid LIMIT 1`,
  );
  if (!row) return undefined;
  const { settledNo, ...rule } = row;
  return { rule: toRule(rule), settledNo };
}

/** Items up to this number are in line; null: all are. */
export function setSettled(db: WriteHandle, ruleId: string, settledNo: number | null): void {
  db.run('UPDATE dutyRule SET settledNo = ? WHERE id = ?', settledNo, ruleId);
}
