import type { Names } from '../schema-parts.ts';
import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { Activation, Plan, PlanLine, PlanState } from './plan.ts';
import type { Approval } from './review.ts';

interface LineRow extends Omit<PlanLine, 'title' | 'criteria' | 'authors'> {
  readonly title: string;
  readonly criteria: string;
  readonly authors: string;
}
interface PlanRow extends Omit<LineRow, 'stepCount'> {
  readonly purpose: string | null;
  readonly reviewNote: string | null;
  readonly steps: string;
}
type ActivationRow = Omit<Activation, 'title'> & { title: string };

const lineColumns = `id, key, edition, title, state, criteria, reviewDueOn, reviewedAt, reviewedByName, authors, contentHash,
  submission, givenBack, createdAt, createdBy, approvedAt, approvedBy, version`;
const columns = `${lineColumns}, purpose, reviewNote, steps`;
const approvalColumns = 'id, planId, submission, contentHash, by, byName, role, at';
const activationColumns = 'id, incidentId, planId, planKey, edition, title, at, by, byName';

function toPlan(row: PlanRow): Plan {
  return {
    ...row,
    title: JSON.parse(row.title) as Plan['title'],
    purpose: row.purpose === null ? null : (JSON.parse(row.purpose) as Plan['purpose']),
    criteria: JSON.parse(row.criteria) as Plan['criteria'],
    authors: JSON.parse(row.authors) as Plan['authors'],
    steps: JSON.parse(row.steps) as Plan['steps'],
  };
}

function toLine(row: LineRow): PlanLine {
  return {
    ...row,
    title: JSON.parse(row.title) as PlanLine['title'],
    criteria: JSON.parse(row.criteria) as PlanLine['criteria'],
    authors: JSON.parse(row.authors) as PlanLine['authors'],
  };
}

function toActivation(row: ActivationRow): Activation {
  return { ...row, title: JSON.parse(row.title) as Activation['title'] };
}

/** What a plan says, as its columns. */
function written(plan: Plan) {
  return {
    title: JSON.stringify(plan.title),
    purpose: plan.purpose === null ? null : JSON.stringify(plan.purpose),
    criteria: JSON.stringify(plan.criteria),
    steps: JSON.stringify(plan.steps),
    authors: JSON.stringify(plan.authors),
    words: fold([plan.key, plan.title.en, plan.title.srLatn, plan.title.zhHans].join(' ')),
  };
}

export function insertPlan(db: WriteHandle, plan: Plan): void {
  db.run(
    `INSERT INTO plan (${columns}, words) VALUES (@id, @key, @edition, @title, @state, @criteria, @reviewDueOn, @reviewedAt,
       @reviewedByName, @authors, @contentHash, @submission, @givenBack, @createdAt, @createdBy, @approvedAt, @approvedBy,
       @version, @purpose, @reviewNote, @steps, @words)`,
    { ...plan, ...written(plan) },
  );
}

/** Saves a draft whose version was checked. */
export function updateDraft(db: WriteHandle, plan: Plan): void {
  const { id, reviewDueOn, version } = plan;
  db.run(
    `UPDATE plan SET title = @title, purpose = @purpose, criteria = @criteria, steps = @steps, authors = @authors,
       words = @words, reviewDueOn = @reviewDueOn, version = @version WHERE id = @id`,
    { id, reviewDueOn, version, ...written(plan) },
  );
}

/** A draft that nobody was ever given to read. */
export function deleteDraft(db: WriteHandle, id: string): void {
  db.run("DELETE FROM plan WHERE id = ? AND state = 'draft'", id);
}

/** Saves the state of a plan; what it says cannot be changed this way. */
export function updatePlanState(db: WriteHandle, plan: Plan): void {
  const { id, state, reviewDueOn, reviewedAt, reviewedByName, reviewNote, version } = plan;
  const { contentHash, submission, givenBack, approvedAt, approvedBy } = plan;
  db.run(
    `UPDATE plan SET state = @state, reviewDueOn = @reviewDueOn, reviewedAt = @reviewedAt, reviewedByName = @reviewedByName,
       reviewNote = @reviewNote, contentHash = @contentHash, submission = @submission, givenBack = @givenBack,
       approvedAt = @approvedAt, approvedBy = @approvedBy, version = @version WHERE id = @id`,
    {
      id,
      state,
      reviewDueOn,
      reviewedAt,
      reviewedByName,
      reviewNote,
      version,
      contentHash,
      submission,
      givenBack,
      approvedAt,
      approvedBy,
    },
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

/** The edition that is being written or read for approval; there is one at most. */
export function editionInWork(db: ReadHandle, key: string): Plan | undefined {
  const row = db.get<PlanRow>(
    `SELECT ${columns} FROM plan WHERE key = ? AND state IN ('draft', 'review')`,
    key,
  );
  return row && toPlan(row);
}

/** Plans in force whose review was due before the day, longest ago first. */
export function overduePlans(
  db: ReadHandle,
  today: string,
  limit: number,
): (Pick<Plan, 'id' | 'key' | 'edition' | 'title'> & { readonly reviewDueOn: string })[] {
  return db
    .all<{ id: string; key: string; edition: number; title: string; reviewDueOn: string }>(
      `SELECT id, key, edition, title, reviewDueOn FROM plan WHERE state = 'approved' AND reviewDueOn < ?
       ORDER BY reviewDueOn, key LIMIT ?`,
      today,
      limit,
    )
    .map((row) => ({ ...row, title: JSON.parse(row.title) as Plan['title'] }));
}

export function insertApproval(db: WriteHandle, approval: Approval): void {
  db.run(
    `INSERT INTO planApproval (${approvalColumns}) VALUES (@id, @planId, @submission, @contentHash, @by, @byName, @role, @at)`,
    approval,
  );
}

/** Every approval that an edition was ever given, oldest first; also those that no longer count. */
export function approvalsOf(db: ReadHandle, planId: string): Approval[] {
  return db.all<Approval>(
    `SELECT ${approvalColumns} FROM planApproval WHERE planId = ? ORDER BY at, rowid LIMIT 200`,
    planId,
  );
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
    rows: rows.map(toLine),
    total,
    next: filter.after + rows.length < total ? String(filter.after + rows.length) : null,
  };
}

/** The editions of one plan, newest first. */
export function editionsOf(db: ReadHandle, key: string): PlanLine[] {
  return db
    .all<LineRow>(
      `SELECT ${lineColumns}, json_array_length(steps) AS stepCount FROM plan WHERE key = ? ORDER BY edition DESC LIMIT 200`,
      key,
    )
    .map(toLine);
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

/** The titles of the plans in force or in work of which a step needs something of the category, by their codes. */
export function plansNeeding(db: ReadHandle, categoryId: string): Names[] {
  const rows = db.all<{ title: string }>(
    `SELECT DISTINCT p.key, p.title FROM plan p, json_each(p.steps) s, json_each(s.value, '$.needs') n
     WHERE p.state <> 'superseded' AND n.value ->> 'categoryId' = ? ORDER BY p.key, p.edition DESC`,
    categoryId,
  );
  return rows.map(({ title }) => JSON.parse(title) as Names);
}
