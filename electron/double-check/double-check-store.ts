import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { CheckAnswer } from './answers.ts';
import type { CheckListEdition, ListContent, WorkKind } from './check-list.ts';
import type { DoubleCheck, UsedSubstance } from './double-check.ts';

type CheckRow = Omit<DoubleCheck, 'substances' | 'list'> & {
  readonly substances: string;
  readonly list: string;
};
const columns = `id, kind, year, number, title, placeId, workers, method, substances, plannedFrom, plannedTo, edition, list, state,
  createdAt, createdByName, begunAt, begunByName, finishedAt, watchUntil, monitorUntil, closedAt, closedByName, closeNote,
  stoppedAt, stoppedByName, stopCause, stopReason, version`;

const toCheck = (row: CheckRow): DoubleCheck => ({
  ...row,
  substances: JSON.parse(row.substances) as UsedSubstance[],
  list: JSON.parse(row.list) as ListContent,
});
const toRow = (check: DoubleCheck): CheckRow => ({
  ...check,
  substances: JSON.stringify(check.substances),
  list: JSON.stringify(check.list),
});

export function insertCheck(db: WriteHandle, check: DoubleCheck): void {
  db.run(
    `INSERT INTO doubleCheck (${columns}) VALUES (${columns.replaceAll(/(\w+)/g, '@$1')})`,
    toRow(check),
  );
}

export function updateCheck(db: WriteHandle, check: DoubleCheck): void {
  const sets = columns
    .split(/,\s*/)
    .filter((column) => column !== 'id')
    .map((column) => `${column} = @${column}`);
  db.run(`UPDATE doubleCheck SET ${sets.join(', ')} WHERE id = @id`, toRow(check));
}

export function checkById(db: ReadHandle, id: string): DoubleCheck | undefined {
  const row = db.get<CheckRow>(`SELECT ${columns} FROM doubleCheck WHERE id = ?`, id);
  return row && toCheck(row);
}

/** The next number of a kind in a year. */
export function nextNumber(db: ReadHandle, kind: WorkKind, year: number): number {
  return (
    (db.get<{ n: number | null }>(
      'SELECT max(number) AS n FROM doubleCheck WHERE kind = ? AND year = ?',
      kind,
      year,
    )?.n ?? 0) + 1
  );
}

const open = `('draft', 'waiting', 'allowed', 'underWay', 'fireWatch')`;

/** Tasks that are neither closed nor stopped, at most so many: a site has some tens. */
export function openChecks(db: ReadHandle): DoubleCheck[] {
  return db
    .all<CheckRow>(
      `SELECT ${columns} FROM doubleCheck WHERE state IN ${open} ORDER BY state, plannedFrom LIMIT 500`,
    )
    .map(toCheck);
}

const order = `CASE state WHEN 'underWay' THEN 0 WHEN 'fireWatch' THEN 1 WHEN 'waiting' THEN 2 WHEN 'allowed' THEN 3
  WHEN 'draft' THEN 4 ELSE 5 END`;

/** What is open first, the work that is under way before the rest; then the newest. `after` is the number of rows already seen. */
export function checkPage(
  db: ReadHandle,
  filter: {
    readonly text: string;
    readonly states?: readonly string[] | undefined;
    readonly kind?: string | undefined;
    readonly after: number;
    readonly limit: number;
  },
): Page<DoubleCheck> {
  const parts: string[] = ['1'];
  const bind: unknown[] = [];
  const add = (sql: string, ...values: unknown[]): void => {
    parts.push(sql);
    bind.push(...values);
  };
  if (filter.states) add('c.state IN (SELECT value FROM json_each(?))', JSON.stringify(filter.states));
  if (filter.kind !== undefined) add('c.kind = ?', filter.kind);
  for (const word of fold(filter.text).split(' ').filter(Boolean).slice(0, 8))
    add(
      `(instr(' ' || p.words, ?) > 0 OR instr(lower(c.title || ' ' || c.workers), ?) > 0)`,
      ` ${word}`,
      word,
    );
  const from = `FROM doubleCheck c JOIN place p ON p.id = c.placeId WHERE ${parts.join(' AND ')}`;
  const rows = db.all<CheckRow>(
    `SELECT ${columns.replaceAll(/(\w+)/g, 'c.$1')} ${from}
     ORDER BY ${order.replaceAll('state', 'c.state')}, c.createdAt DESC, c.id DESC LIMIT ? OFFSET ?`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(toCheck), total, next: seen < total ? String(seen) : null };
}

const answerColumns =
  'id, checkId, part, confirmationId, itemKey, outcome, value, said, note, at, byName, byPersonId, version';

export function saveAnswer(db: WriteHandle, answer: CheckAnswer): void {
  db.run(
    `INSERT INTO checkAnswer (${answerColumns}) VALUES (${answerColumns.replaceAll(/(\w+)/g, '@$1')})
     ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, value = excluded.value, said = excluded.said,
       note = excluded.note, at = excluded.at, byName = excluded.byName, byPersonId = excluded.byPersonId,
       version = excluded.version`,
    answer,
  );
}

/** All answers of a task, in the order in which they were given. */
export function answersOf(db: ReadHandle, checkId: string): CheckAnswer[] {
  return db.all<CheckAnswer>(
    `SELECT ${answerColumns} FROM checkAnswer WHERE checkId = ? ORDER BY at, id`,
    checkId,
  );
}

type ListRow = Omit<CheckListEdition, 'content'> & { readonly content: string };

export function insertList(db: WriteHandle, list: CheckListEdition): void {
  db.run(
    `INSERT INTO checkList (id, kind, edition, content, madeAt, madeByName, version)
     VALUES (@id, @kind, @edition, @content, @madeAt, @madeByName, @version)`,
    { ...list, content: JSON.stringify(list.content) },
  );
}

/** The newest edition of the site's own, when it has one. */
export function newestList(db: ReadHandle, kind: WorkKind): CheckListEdition | undefined {
  const row = db.get<ListRow>(
    `SELECT id, kind, edition, content, madeAt, madeByName, version FROM checkList WHERE kind = ?
     ORDER BY edition DESC LIMIT 1`,
    kind,
  );
  return row && { ...row, content: JSON.parse(row.content) as ListContent };
}
