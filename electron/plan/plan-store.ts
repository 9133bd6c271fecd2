import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { Activation, Plan, PlanLine, PlanState } from './plan.ts';

type PlanRow = Omit<Plan, 'title' | 'criteria' | 'steps'> & {
  title: string;
  criteria: string;
  steps: string;
};
type LineRow = Omit<PlanRow, 'steps'> & { stepCount: number };
type ActivationRow = Omit<Activation, 'title'> & { title: string };

const lineColumns =
  'id, key, edition, title, state, criteria, createdAt, createdBy, approvedAt, approvedBy, version';
const columns = `${lineColumns}, steps`;
const activationColumns = 'id, incidentId, planId, planKey, edition, title, at, by, byName';

function toPlan(row: PlanRow): Plan {
  return {
    ...row,
    title: JSON.parse(row.title) as Plan['title'],
    criteria: JSON.parse(row.criteria) as Plan['criteria'],
    steps: JSON.parse(row.steps) as Plan['steps'],
  };
}

function toActivation(row: ActivationRow): Activation {
  return { ...row, title: JSON.parse(row.title) as Activation['title'] };
}

export function insertPlan(db: WriteHandle, plan: Plan): void {
  db.run(
    `INSERT INTO plan (${columns}, words) VALUES (@id, @key, @edition, @title, @state, @criteria, @createdAt, @createdBy,
       @approvedAt, @approvedBy, @version, @steps, @words)`,
    {
      ...plan,
      title: JSON.stringify(plan.title),
      criteria: JSON.stringify(plan.criteria),
      steps: JSON.stringify(plan.steps),
      words: fold([plan.key, plan.title.en, plan.title.srLatn, plan.title.zhHans].join(' ')),
    },
  );
}

/** Saves the state of a plan; what it says cannot be changed this way. */
export function updatePlanState(db: WriteHandle, plan: Plan): void {
  const { id, state, approvedAt, approvedBy, version } = plan;
  db.run(
    `UPDATE plan SET state = @state, approvedAt = @approvedAt, approvedBy = @approvedBy, version = @version WHERE id = @id`,
    { id, state, approvedAt, approvedBy, version },
  );
}

export function planById(db: ReadHandle, id: string): Plan | undefined {
  const row = db.get<PlanRow>(`SELECT ${columns} FROM plan WHERE id = ?`, id);
  return row && toPlan(row);
}

/** The edition in force. */
export function approvedPlan(db: ReadHandle, key: string): Plan | undefined {
  const row = db.get<PlanRow>(`SELECT ${columns} FROM plan WHERE key = ? AND state = 'approved'`, key);
  return row && toPlan(row);
}

/** All plans in force; a site has some tens. */
export function approvedPlans(db: ReadHandle): Plan[] {
  return db
    .all<PlanRow>(`SELECT ${columns} FROM plan WHERE state = 'approved' ORDER BY key LIMIT 500`)
    .map(toPlan);
}

export function lastEdition(db: ReadHandle, key: string): number {
  return (
    db.get<{ edition: number | null }>('SELECT max(edition) AS edition FROM plan WHERE key = ?', key)
      ?.edition ?? 0
  );
}

/** By code, newest edition first. `after` is the number of rows already seen. */
export function planPage(
  db: ReadHandle,
  filter: { text: string; states?: readonly PlanState[]; after: number; limit: number },
): Page<PlanLine> {
  const words = fold(filter.text).split(' ').filter(Boolean).slice(0, 8);
  const states = filter.states ? JSON.stringify(filter.states) : null;
  const found = words.map((_, i) => `AND instr(' ' || words, ?${i + 2}) > 0`).join(' ');
  const where = `(?1 IS NULL OR state IN (SELECT value FROM json_each(?1))) ${found}`;
  const bind = [states, ...words.map((word) => ` ${word}`)];
  const rows = db.all<LineRow>(
    `SELECT ${lineColumns}, json_array_length(steps) AS stepCount FROM plan WHERE ${where}
     ORDER BY key, edition DESC LIMIT ?${bind.length + 1} OFFSET ?${bind.length + 2}`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM plan WHERE ${where}`, ...bind)?.n ?? 0;
  return {
    rows: rows.map((row) => ({
      ...row,
      title: JSON.parse(row.title) as PlanLine['title'],
      criteria: JSON.parse(row.criteria) as PlanLine['criteria'],
    })),
    total,
    next: filter.after + rows.length < total ? String(filter.after + rows.length) : null,
  };
}

export function insertActivation(db: WriteHandle, activation: Activation): void {
  db.run(
    `INSERT INTO activation (${activationColumns}) VALUES (@id, @incidentId, @planId, @planKey, @edition, @title, @at, @by, @byName)`,
    { ...activation, title: JSON.stringify(activation.title) },
  );
}

/** The plans of an incident in the order in which they were started. */
export function activationsOf(db: ReadHandle, incidentId: string): Activation[] {
  return db
    .all<ActivationRow>(
      `SELECT ${activationColumns} FROM activation WHERE incidentId = ? ORDER BY at, rowid LIMIT 200`,
      incidentId,
    )
    .map(toActivation);
}
