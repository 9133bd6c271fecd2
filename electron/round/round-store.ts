import type { ReadHandle, WriteHandle } from '../database.ts';
import type { DutyKind, LineAnswer } from '../duty/duty.ts';
import type { PlaceName } from '../place/place.ts';
import type { Geometry, Names, Page } from '../schema-parts.ts';
import type { PointLine, Round, RoundLine, RoundPoint, RoundState } from './round.ts';

const columns =
  'id, number, placeId, kind, walkedOn, state, startedAt, startedBy, endedAt, endedBy, note, version';

export function insertRound(db: WriteHandle, round: Round): void {
  db.run(
    `INSERT INTO round (${columns})
     VALUES (@id, @number, @placeId, @kind, @walkedOn, @state, @startedAt, @startedBy, @endedAt, @endedBy, @note, @version)`,
    round,
  );
}

export function updateRound(db: WriteHandle, round: Round): void {
  db.run(
    'UPDATE round SET state = @state, endedAt = @endedAt, endedBy = @endedBy, note = @note, version = @version WHERE id = @id',
    round,
  );
}

export function roundById(db: ReadHandle, id: string): Round | undefined {
  return db.get<Round>(`SELECT ${columns} FROM round WHERE id = ?`, id);
}

export function lastRoundNumber(db: ReadHandle): number {
  return db.get<{ n: number | null }>('SELECT max(number) AS n FROM round')?.n ?? 0;
}

export function openRoundOf(db: ReadHandle, placeId: string, kind: string): Round | undefined {
  return db.get<Round>(
    `SELECT ${columns} FROM round WHERE placeId = ? AND state = 'open' AND kind = ? LIMIT 1`,
    placeId,
    kind,
  );
}

/** The items of the newest finished round of the place, in the order in which they were answered. */
export function lastWalk(db: ReadHandle, placeId: string): string[] {
  return db
    .all<{ itemId: string }>(
      `SELECT itemId FROM roundPoint WHERE answeredAt IS NOT NULL AND roundId =
         (SELECT id FROM round WHERE placeId = ? AND state = 'finished' ORDER BY number DESC LIMIT 1)
       ORDER BY answeredAt, orderNo`,
      placeId,
    )
    .map(({ itemId }) => itemId);
}

/** An item that a round would come to. */
export interface Found {
  readonly itemId: string;
  readonly tag: string;
  readonly geometry: Geometry;
}

/**
 * Items at the place and at every place inside it that are not retired, all or those with a duty of a kind; one more than
 * `most` at most.
 */
export function itemsInside(db: ReadHandle, placeId: string, kind: DutyKind | null, most: number): Found[] {
  return db
    .all<{ itemId: string; tag: string; geometry: string }>(
      `WITH RECURSIVE inside (id) AS (SELECT ?1 UNION SELECT p.id FROM place p JOIN inside i ON p.parentId = i.id)
       SELECT e.id AS itemId, e.tag, p.geometry FROM equipment e JOIN place p ON p.id = e.placeId
       WHERE e.placeId IN (SELECT id FROM inside) AND e.condition <> 'retired'
         AND (?2 IS NULL OR EXISTS (SELECT 1 FROM duty d JOIN dutyRule r ON r.id = d.ruleId
           WHERE d.itemId = e.id AND r.kind = ?2 AND r.categoryId = e.categoryId AND r.retiredAt IS NULL))
       LIMIT ?3`,
      placeId,
      kind,
      most + 1,
    )
    .map((row) => ({ ...row, geometry: JSON.parse(row.geometry) as Geometry }));
}

type PointRow = Omit<RoundPoint, 'lines'> & { readonly lines: string };
const pointColumns =
  'id, roundId, orderNo, itemId, dutyId, result, lines, note, photo, answeredAt, answeredBy, workId, version';
const toPoint = (row: PointRow): RoundPoint => ({ ...row, lines: JSON.parse(row.lines) as LineAnswer[] });
const fromPoint = (point: RoundPoint): PointRow => ({ ...point, lines: JSON.stringify(point.lines) });

export function insertPoint(db: WriteHandle, point: RoundPoint): void {
  db.run(
    `INSERT INTO roundPoint (${pointColumns})
     VALUES (@id, @roundId, @orderNo, @itemId, @dutyId, @result, @lines, @note, @photo, @answeredAt, @answeredBy, @workId, @version)`,
    fromPoint(point),
  );
}

export function updatePoint(db: WriteHandle, point: RoundPoint): void {
  db.run(
    `UPDATE roundPoint SET dutyId = @dutyId, result = @result, lines = @lines, note = @note, photo = @photo,
       answeredAt = @answeredAt, answeredBy = @answeredBy, workId = @workId, version = @version WHERE id = @id`,
    fromPoint(point),
  );
}

export function pointById(db: ReadHandle, id: string): RoundPoint | undefined {
  const row = db.get<PointRow>(`SELECT ${pointColumns} FROM roundPoint WHERE id = ?`, id);
  return row && toPoint(row);
}

export function pointOfItem(db: ReadHandle, roundId: string, itemId: string): RoundPoint | undefined {
  const row = db.get<PointRow>(
    `SELECT ${pointColumns} FROM roundPoint WHERE roundId = ? AND itemId = ?`,
    roundId,
    itemId,
  );
  return row && toPoint(row);
}

type LineRow = PointRow & {
  readonly tag: string;
  readonly model: string;
  readonly categoryNames: string;
  readonly checklist: string | null;
  readonly dueOn: string | null;
  readonly dutyVersion: number | null;
  readonly workNumber: number | null;
  readonly placeRowId: string | null;
  readonly placeKey: string;
  readonly placeKind: PlaceName['kind'];
  readonly placeNames: string;
};

/** Every point of a round in walking order; a round has some hundreds at most. */
export function pointsOf(db: ReadHandle, roundId: string, most: number): PointLine[] {
  const rows = db.all<LineRow>(
    `SELECT ${pointColumns.replace(/(\w+)/g, 'o.$1')}, e.tag, trim(e.make || ' ' || e.model) AS model,
       c.names AS categoryNames, r.checklist, d.dueOn, w.number AS workNumber,
       p.id AS placeRowId, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames
     FROM roundPoint o JOIN equipment e ON e.id = o.itemId JOIN category c ON c.id = e.categoryId
       LEFT JOIN place p ON p.id = e.placeId LEFT JOIN duty d ON d.id = o.dutyId LEFT JOIN dutyRule r ON r.id = d.ruleId
       LEFT JOIN work w ON w.id = o.workId
     WHERE o.roundId = ? ORDER BY o.orderNo LIMIT ?`,
    roundId,
    most,
  );
  return rows.map((row) => {
    const { placeRowId, placeKey, placeKind, placeNames, checklist, ...line } = row;
    return {
      ...toPoint(line as PointRow),
      tag: line.tag,
      model: line.model,
      dueOn: line.dueOn,
      workNumber: line.workNumber,
      categoryNames: JSON.parse(line.categoryNames) as Names,
      checklist: checklist === null ? [] : (JSON.parse(checklist) as Names[]),
      place:
        placeRowId === null
          ? null
          : { id: placeRowId, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names },
    };
  });
}

export function lastOrderOf(db: ReadHandle, roundId: string): number {
  return (
    db.get<{ n: number | null }>('SELECT max(orderNo) AS n FROM roundPoint WHERE roundId = ?', roundId)?.n ??
    0
  );
}

export function unansweredOf(db: ReadHandle, roundId: string): number {
  return (
    db.get<{ n: number }>(
      'SELECT count(*) AS n FROM roundPoint WHERE roundId = ? AND result IS NULL',
      roundId,
    )?.n ?? 0
  );
}

type RoundRow = Round & {
  readonly placeKey: string;
  readonly placeKind: PlaceName['kind'];
  readonly placeNames: string;
  readonly points: number;
  readonly answered: number;
  readonly failed: number;
};

const roundLines = `SELECT ${columns.replace(/(\w+)/g, 'r.$1')}, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames,
    (SELECT count(*) FROM roundPoint o WHERE o.roundId = r.id) AS points,
    (SELECT count(*) FROM roundPoint o WHERE o.roundId = r.id AND o.result IS NOT NULL) AS answered,
    (SELECT count(*) FROM roundPoint o WHERE o.roundId = r.id AND o.result IN ('fail', 'notFound')) AS failed
  FROM round r JOIN place p ON p.id = r.placeId`;

function lineOf(row: RoundRow): RoundLine {
  const { placeKey, placeKind, placeNames, ...round } = row;
  return {
    ...round,
    place: { id: row.placeId, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names },
  };
}

/** Open ones first, then the newest. */
export function roundPage(
  db: ReadHandle,
  filter: {
    readonly states?: readonly RoundState[] | undefined;
    readonly after: number;
    readonly limit: number;
  },
): Page<RoundLine> {
  const where = '(?1 IS NULL OR r.state IN (SELECT value FROM json_each(?1)))';
  const states = filter.states ? JSON.stringify(filter.states) : null;
  const rows = db.all<RoundRow>(
    `${roundLines} WHERE ${where} ORDER BY r.state = 'open' DESC, r.number DESC LIMIT ?2 OFFSET ?3`,
    states,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM round r WHERE ${where}`, states)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(lineOf), total, next: seen < total ? String(seen) : null };
}

export function roundLine(db: ReadHandle, id: string): RoundLine | null {
  const row = db.get<RoundRow>(`${roundLines} WHERE r.id = ?`, id);
  return row ? lineOf(row) : null;
}
