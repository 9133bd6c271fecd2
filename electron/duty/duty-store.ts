import type { ReadHandle, WriteHandle } from '../database.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import type {
  DueCounts,
  DueLine,
  DuePlace,
  DueSpan,
  Duty,
  DutyDone,
  DutyKind,
  ItemUse,
  LineAnswer,
} from './duty.ts';
import { daysAfter } from './recurrence.ts';

const columns = `id, itemId, ruleId, enteredOn, anchorOn, periodOn, owedOn, failedOn, usesSince, lastDoneOn, lastResult, dueOn, version`;

/** Its place and whether its item is retired are copied from the item. */
export function insertDuty(db: WriteHandle, duty: Duty): void {
  db.run(
    `INSERT INTO duty (${columns}, placeId, live)
     SELECT @id, @itemId, @ruleId, @enteredOn, @anchorOn, @periodOn, @owedOn, @failedOn, @usesSince, @lastDoneOn, @lastResult, @dueOn,
       @version, placeId, condition <> 'retired' FROM equipment WHERE id = @itemId`,
    duty,
  );
}

export function updateDuty(db: WriteHandle, duty: Duty): void {
  db.run(
    `UPDATE duty SET anchorOn = @anchorOn, periodOn = @periodOn, owedOn = @owedOn, failedOn = @failedOn,
       usesSince = @usesSince, lastDoneOn = @lastDoneOn, lastResult = @lastResult, dueOn = @dueOn, version = @version
     WHERE id = @id`,
    duty,
  );
}

/** Takes out the duties of an item that goes itself; gives their ids. */
export function deleteDutiesOf(db: WriteHandle, itemId: string): string[] {
  const ids = db.all<{ id: string }>('SELECT id FROM duty WHERE itemId = ? ORDER BY id', itemId);
  db.run('DELETE FROM duty WHERE itemId = ?', itemId);
  return ids.map(({ id }) => id);
}

export function dutyById(db: ReadHandle, id: string): Duty | undefined {
  return db.get<Duty>(`SELECT ${columns} FROM duty WHERE id = ?`, id);
}

export function dutyOf(db: ReadHandle, itemId: string, ruleId: string): Duty | undefined {
  return db.get<Duty>(`SELECT ${columns} FROM duty WHERE itemId = ? AND ruleId = ?`, itemId, ruleId);
}

/** The duties of an item; those of a retired rule, and of a category that it had before, have no day and are left out. */
export function dutiesOf(db: ReadHandle, itemId: string): Duty[] {
  return db.all<Duty>(
    `SELECT ${columns.replace(/(\w+)/g, 'd.$1')} FROM duty d JOIN dutyRule r ON r.id = d.ruleId
       JOIN equipment e ON e.id = d.itemId AND e.categoryId = r.categoryId
     WHERE d.itemId = ? AND r.retiredAt IS NULL ORDER BY coalesce(d.dueOn, '9999'), r.rowid`,
    itemId,
  );
}

/** The duty of this kind that is due first. */
export function dutyOfKind(db: ReadHandle, itemId: string, kind: DutyKind): Duty | undefined {
  return db.get<Duty>(
    `SELECT ${columns.replace(/(\w+)/g, 'd.$1')} FROM duty d JOIN dutyRule r ON r.id = d.ruleId
       JOIN equipment e ON e.id = d.itemId AND e.categoryId = r.categoryId
     WHERE d.itemId = ? AND r.kind = ? AND r.retiredAt IS NULL ORDER BY coalesce(d.dueOn, '9999'), r.rowid LIMIT 1`,
    itemId,
    kind,
  );
}

type DoneRow = Omit<DutyDone, 'lines'> & { readonly lines: string };
const doneColumns = 'id, dutyId, itemId, ruleId, doneOn, result, lines, note, photo, dueOn, nextOn, at, by';

export function insertDone(db: WriteHandle, done: DutyDone): void {
  db.run(
    `INSERT INTO dutyDone (${doneColumns})
     VALUES (@id, @dutyId, @itemId, @ruleId, @doneOn, @result, @lines, @note, @photo, @dueOn, @nextOn, @at, @by)`,
    { ...done, lines: JSON.stringify(done.lines) },
  );
}

export function doneById(db: ReadHandle, id: string): DutyDone | undefined {
  const row = db.get<DoneRow>(`SELECT ${doneColumns} FROM dutyDone WHERE id = ?`, id);
  return row && { ...row, lines: JSON.parse(row.lines) as LineAnswer[] };
}

/** What was done to an item, newest first. */
export function historyOf(db: ReadHandle, itemId: string, after: number, limit: number): Page<DutyDone> {
  const rows = db.all<DoneRow>(
    `SELECT ${doneColumns} FROM dutyDone WHERE itemId = ? ORDER BY doneOn DESC, id DESC LIMIT ? OFFSET ?`,
    itemId,
    limit,
    after,
  );
  const total = db.get<{ n: number }>('SELECT count(*) AS n FROM dutyDone WHERE itemId = ?', itemId)?.n ?? 0;
  const seen = after + rows.length;
  return {
    rows: rows.map((row) => ({ ...row, lines: JSON.parse(row.lines) as LineAnswer[] })),
    total,
    next: seen < total ? String(seen) : null,
  };
}

export function insertUse(db: WriteHandle, use: ItemUse): void {
  db.run(
    'INSERT INTO itemUse (id, itemId, usedOn, note, at, by) VALUES (@id, @itemId, @usedOn, @note, @at, @by)',
    use,
  );
}

/** From this day up to the day before that one, as the index has them. */
function daysOf(span: DueSpan, today: string, before: string): readonly [string, string] {
  const tomorrow = daysAfter(today, 1);
  switch (span) {
    case 'overdue':
      return ['', today];
    case 'today':
      return [today, tomorrow];
    case 'week':
      return [tomorrow, daysAfter(today, 8)];
    case 'before':
      return ['', before];
  }
}

interface Due {
  readonly span: DueSpan;
  readonly today: string;
  readonly before: string;
  /** null: without a place; undefined: wherever. */
  readonly placeId?: string | null | undefined;
}
interface Where {
  readonly sql: string;
  readonly bind: readonly unknown[];
  /** Named, because the planner would rather read every row when the span is long. */
  readonly index: 'dutyByDue' | 'dutyByPlace';
}
function whereOf(due: Due): Where {
  const [from, to] = daysOf(due.span, due.today, due.before);
  const range = 'd.dueKey >= ? AND d.dueKey < ?';
  return due.placeId === undefined
    ? { sql: range, bind: [from, to], index: 'dutyByDue' }
    : { sql: `d.placeId IS ? AND ${range}`, bind: [due.placeId, from, to], index: 'dutyByPlace' };
}

type LineRow = Duty & {
  readonly tag: string;
  readonly itemVersion: number;
  readonly kind: DutyKind;
  readonly ruleNames: string | null;
  readonly categoryNames: string;
  readonly critical: number;
  readonly dueKey: string;
  readonly no: number;
  readonly placeRowId: string | null;
  readonly placeKey: string;
  readonly placeKind: PlaceName['kind'];
  readonly placeNames: string;
};

/** What is due first stands first. The cursor is the last row's day and number, so that a page costs the same at any depth. */
export function duePage(
  db: ReadHandle,
  due: Due & { readonly after?: string | undefined; readonly limit: number },
): Page<DueLine> {
  const where = whereOf(due);
  const seek = /^(\S+) (\d+)$/.exec(due.after ?? '');
  const rows = db.all<LineRow>(
    `SELECT ${columns.replace(/(\w+)/g, 'd.$1')}, d.dueKey, d.rowid AS no, e.tag, e.version AS itemVersion, r.kind,
       r.names AS ruleNames, r.critical, c.names AS categoryNames,
       p.id AS placeRowId, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames
     FROM duty d INDEXED BY ${where.index} JOIN equipment e ON e.id = d.itemId JOIN dutyRule r ON r.id = d.ruleId
       JOIN category c ON c.id = e.categoryId LEFT JOIN place p ON p.id = d.placeId
     WHERE ${where.sql} ${seek ? 'AND (d.dueKey, d.rowid) > (?, ?)' : ''} ORDER BY d.dueKey, d.rowid LIMIT ?`,
    ...(seek
      ? [...where.bind.slice(0, -2), seek[1], where.bind.at(-1), seek[1], Number(seek[2])]
      : where.bind),
    due.limit,
  );
  const total = countOf(db, where);
  const last = rows.at(-1);
  return {
    rows: rows.map(lineOf),
    total,
    next: last && rows.length === due.limit ? `${last.dueKey} ${last.no}` : null,
  };
}

function countOf(db: ReadHandle, where: Where): number {
  return (
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM duty d INDEXED BY ${where.index} WHERE ${where.sql}`,
      ...where.bind,
    )?.n ?? 0
  );
}

function lineOf(row: LineRow): DueLine {
  const { placeRowId, placeKey, placeKind, placeNames, dueKey: _dueKey, no: _no, ...line } = row;
  return {
    ...line,
    ruleNames: line.ruleNames === null ? null : (JSON.parse(line.ruleNames) as Names),
    categoryNames: JSON.parse(line.categoryNames) as Names,
    critical: line.critical === 1,
    failed: line.failedOn !== null,
    place:
      placeRowId === null
        ? null
        : { id: placeRowId, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names },
  };
}

/** How much is due at which place, the most first; at most 200 places. */
export function duePlaces(db: ReadHandle, due: Omit<Due, 'placeId'>): DuePlace[] {
  const where = whereOf(due);
  const rows = db.all<{ placeId: string | null; count: number }>(
    `SELECT d.placeId, count(*) AS count FROM duty d INDEXED BY dutyByPlace WHERE ${where.sql} GROUP BY d.placeId ORDER BY 2 DESC LIMIT 200`,
    ...where.bind,
  );
  return rows.map(({ placeId, count }) => {
    if (placeId === null) return { place: null, count };
    const row = db.get<Omit<PlaceName, 'names'> & { names: string }>(
      'SELECT id, key, kind, names FROM place WHERE id = ?',
      placeId,
    );
    return { place: row ? { ...row, names: JSON.parse(row.names) as Names } : null, count };
  });
}

export function dueCounts(db: ReadHandle, today: string, before: string): DueCounts {
  const count = (span: DueSpan): number => countOf(db, whereOf({ span, today, before }));
  return {
    counts: {
      overdue: count('overdue'),
      today: count('today'),
      week: count('week'),
      before: count('before'),
    },
    before,
  };
}

/** How many duties of critical rules are overdue. */
export function countCriticalOverdue(db: ReadHandle, today: string): number {
  return (
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM dutyRule r JOIN duty d ON d.ruleId = r.id
       WHERE r.critical = 1 AND r.retiredAt IS NULL AND d.dueKey < ?`,
      today,
    )?.n ?? 0
  );
}
