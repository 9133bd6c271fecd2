import type { ReadHandle, WriteHandle } from '../database.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import { unfinished, workStates, type Work, type WorkCounts, type WorkLine, type WorkState } from './work.ts';

const columns = `id, number, itemId, cause, dutyDoneId, text, state, openedAt, openedBy, part, partExpectedOn, costMinor, currency,
  doneAt, doneById, doneBy, doneNote, verifiedAt, verifiedById, verifiedBy, verifyNote, backAt, version`;

export function insertWork(db: WriteHandle, work: Work): void {
  db.run(
    `INSERT INTO work (${columns})
     VALUES (@id, @number, @itemId, @cause, @dutyDoneId, @text, @state, @openedAt, @openedBy, @part, @partExpectedOn, @costMinor,
       @currency, @doneAt, @doneById, @doneBy, @doneNote, @verifiedAt, @verifiedById, @verifiedBy, @verifyNote, @backAt, @version)`,
    work,
  );
}

export function updateWork(db: WriteHandle, work: Work): void {
  db.run(
    `UPDATE work SET state = @state, part = @part, partExpectedOn = @partExpectedOn, costMinor = @costMinor, currency = @currency,
       doneAt = @doneAt, doneById = @doneById, doneBy = @doneBy, doneNote = @doneNote, verifiedAt = @verifiedAt,
       verifiedById = @verifiedById, verifiedBy = @verifiedBy, verifyNote = @verifyNote, backAt = @backAt, version = @version
     WHERE id = @id`,
    work,
  );
}

export function workById(db: ReadHandle, id: string): Work | undefined {
  return db.get<Work>(`SELECT ${columns} FROM work WHERE id = ?`, id);
}

export function lastWorkNumber(db: ReadHandle): number {
  return db.get<{ n: number | null }>('SELECT max(number) AS n FROM work')?.n ?? 0;
}

const placeholders = unfinished.map((state) => `'${state}'`).join(', ');
/** Orders of an item that still keep it out; an item has a few at most. */
export function unfinishedWorkOf(db: ReadHandle, itemId: string): Work[] {
  return db.all<Work>(
    `SELECT ${columns} FROM work WHERE itemId = ? AND state IN (${placeholders}) ORDER BY number LIMIT 100`,
    itemId,
  );
}

/** Orders of an item that are over while it has not come back yet. */
export function verifiedOutOf(db: ReadHandle, itemId: string): Work[] {
  return db.all<Work>(
    `SELECT ${columns} FROM work WHERE itemId = ? AND state IN ('verified', 'withdrawn') AND backAt IS NULL ORDER BY number LIMIT 100`,
    itemId,
  );
}

export function workCounts(db: ReadHandle): WorkCounts {
  const rows = db.all<{ state: WorkState; n: number }>(
    'SELECT state, count(*) AS n FROM work GROUP BY state',
  );
  const counts = new Map(rows.map(({ state, n }) => [state, n]));
  return Object.fromEntries(workStates.map((state) => [state, counts.get(state) ?? 0])) as WorkCounts;
}

/** How many are not over, and since when the oldest of them is open. */
export function openWork(db: ReadHandle): { readonly count: number; readonly since: string | null } {
  return (
    db.get<{ count: number; since: string | null }>(
      `SELECT count(*) AS count, min(openedAt) AS since FROM work WHERE state IN (${placeholders})`,
    ) ?? { count: 0, since: null }
  );
}

type LineRow = Work & {
  readonly tag: string;
  readonly categoryNames: string;
  readonly ruleKind: WorkLine['ruleKind'];
  readonly ruleNames: string | null;
  readonly placeRowId: string | null;
  readonly placeKey: string;
  readonly placeKind: PlaceName['kind'];
  readonly placeNames: string;
};
const lines = `SELECT ${columns.replace(/(\w+)/g, 'w.$1')}, e.tag, c.names AS categoryNames,
    r.kind AS ruleKind, r.names AS ruleNames, p.id AS placeRowId, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames
  FROM work w JOIN equipment e ON e.id = w.itemId JOIN category c ON c.id = e.categoryId LEFT JOIN place p ON p.id = e.placeId
    LEFT JOIN dutyDone d ON d.id = w.dutyDoneId LEFT JOIN dutyRule r ON r.id = d.ruleId`;

function lineOf(row: LineRow): WorkLine {
  const { placeRowId, placeKey, placeKind, placeNames, ...work } = row;
  return {
    ...work,
    categoryNames: JSON.parse(row.categoryNames) as Names,
    ruleNames: row.ruleNames === null ? null : (JSON.parse(row.ruleNames) as Names),
    place:
      placeRowId === null
        ? null
        : { id: placeRowId, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names },
  };
}

/** What has waited longest stands first among what is open, the newest first among what is over. */
export function workPage(
  db: ReadHandle,
  filter: {
    readonly text: string;
    readonly states?: readonly WorkState[] | undefined;
    readonly itemId?: string | undefined;
    readonly after: number;
    readonly limit: number;
  },
): Page<WorkLine> {
  const where = `(?1 IS NULL OR w.state IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR w.itemId = ?2)
    AND (?3 = '' OR instr(lower(e.tag || ' ' || w.text), lower(?3)) > 0)`;
  const bind = [filter.states ? JSON.stringify(filter.states) : null, filter.itemId ?? null, filter.text];
  const rows = db.all<LineRow>(
    `${lines} WHERE ${where}
     ORDER BY w.state IN (${placeholders}) DESC, CASE WHEN w.state IN (${placeholders}) THEN w.number ELSE -w.number END
     LIMIT ?4 OFFSET ?5`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total =
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM work w JOIN equipment e ON e.id = w.itemId WHERE ${where}`,
      ...bind,
    )?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(lineOf), total, next: seen < total ? String(seen) : null };
}

export function workLine(db: ReadHandle, id: string): WorkLine | null {
  const row = db.get<LineRow>(`${lines} WHERE w.id = ?`, id);
  return row ? lineOf(row) : null;
}
