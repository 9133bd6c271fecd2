import type { ReadHandle, WriteHandle } from '../database.ts';
import type { ApartPage, Point, PointReading } from './point.ts';
import type { Series } from './series.ts';

type PointRow = Omit<Point, 'names' | 'limits'> & { names: string; limits: string };
const columns =
  'id, key, kind, names, unit, placeId, minValue, maxValue, everySeconds, frozenMinutes, limits, retiredAt, version';

const toPoint = (row: PointRow): Point => ({
  ...row,
  names: JSON.parse(row.names) as Point['names'],
  limits: JSON.parse(row.limits) as Point['limits'],
});
const toRow = (point: Point): PointRow => ({
  ...point,
  names: JSON.stringify(point.names),
  limits: JSON.stringify(point.limits),
});

export function insertPoint(db: WriteHandle, point: Point): void {
  db.run(
    `INSERT INTO point (${columns}) VALUES (@id, @key, @kind, @names, @unit, @placeId, @minValue, @maxValue, @everySeconds,
       @frozenMinutes, @limits, @retiredAt, @version)`,
    toRow(point),
  );
}

export function updatePoint(db: WriteHandle, point: Point): void {
  db.run(
    `UPDATE point SET key = @key, names = @names, unit = @unit, placeId = @placeId, minValue = @minValue,
       maxValue = @maxValue, everySeconds = @everySeconds, frozenMinutes = @frozenMinutes, limits = @limits,
       retiredAt = @retiredAt, version = @version WHERE id = @id`,
    toRow(point),
  );
}

/** A point of its own, not a gauge. */
export function ownPointById(db: ReadHandle, id: string): Point | undefined {
  const row = db.get<PointRow>(`SELECT ${columns} FROM point WHERE id = ?`, id);
  return row && toPoint(row);
}

/** Any point, gauges among them. */
export function pointById(db: ReadHandle, id: string): Point | undefined {
  const row = db.get<PointRow>(`SELECT ${columns} FROM everyPoint WHERE id = ?`, id);
  return row && toPoint(row);
}

/** Whether another point, or a place of a gauge, bears this key. */
export function pointKeyTaken(db: ReadHandle, key: string, except: string | null): boolean {
  return (
    db.get('SELECT 1 FROM everyPoint WHERE key = ?1 COLLATE NOCASE AND id IS NOT ?2', key, except) !==
    undefined
  );
}

/** All points that are in use; a site has some hundreds. */
export function pointsInUse(db: ReadHandle): Point[] {
  return db
    .all<PointRow>(
      `SELECT ${columns} FROM everyPoint WHERE retiredAt IS NULL ORDER BY key COLLATE NOCASE, id`,
    )
    .map(toPoint);
}

/** What the store knows of each point that was ever told anything; quality follows from it. */
export interface StandingRow {
  readonly pointId: string;
  readonly newest: PointReading | null;
  readonly changedMs: number | null;
  /** See `PointLine`. */
  readonly clockMs: number | null;
  readonly faultMs: number | null;
  readonly fed: boolean;
}

/** The newest of every point in use, whoever told it. */
export function standings(db: ReadHandle): Map<string, StandingRow> {
  const rows = db.all<{
    pointId: string;
    sentMs: number | null;
    sent: number | null;
    changedMs: number | null;
    clockMs: number | null;
    faultMs: number | null;
    fed: number;
  }>(
    `SELECT p.id AS pointId, n.atMs AS sentMs, n.value AS sent, n.changedMs, n.clockMs,
       (SELECT receivedMs FROM quarantine q WHERE q.pointNo = o.no ORDER BY q.no DESC LIMIT 1) AS faultMs,
       EXISTS (SELECT 1 FROM feed f JOIN source s ON s.id = f.sourceId
               WHERE f.pointId = p.id AND f.retiredAt IS NULL AND s.retiredAt IS NULL AND s.isOn = 1) AS fed
     FROM everyPoint p LEFT JOIN pointNo o ON o.pointId = p.id LEFT JOIN sentNewest n ON n.pointNo = o.no
     WHERE p.retiredAt IS NULL`,
  );
  const said = new Map(
    db
      .all<{ pointId: string; at: string; value: number; source: PointReading['source']; byName: string }>(
        `SELECT pointId, at, value, source, byName FROM (
           SELECT pointId, at, value, source, byName,
             row_number() OVER (PARTITION BY pointId ORDER BY at DESC, id DESC) AS place FROM pointReading
         ) WHERE place = 1`,
      )
      .map(({ pointId, ...one }) => [pointId, one]),
  );
  for (const id of gaugeIds(db)) {
    const one = db.get<{ at: string; value: number; source: PointReading['source']; byName: string }>(
      'SELECT at, levelCm AS value, source, byName FROM gaugeReading WHERE gaugeId = ? ORDER BY at DESC, id DESC LIMIT 1',
      id,
    );
    if (one) said.set(id, one);
  }
  return new Map(
    rows.map(({ pointId, sentMs, sent, changedMs, clockMs, faultMs, fed }) => {
      const told = said.get(pointId);
      const toldMs = told ? Date.parse(told.at) : -Infinity;
      const newest: PointReading | null =
        sentMs !== null && sentMs > toldMs
          ? { atMs: sentMs, value: sent!, source: 'sensor', byName: null }
          : told
            ? { atMs: toldMs, value: told.value, source: told.source, byName: told.byName }
            : null;
      const row: StandingRow = {
        pointId,
        newest,
        changedMs: newest?.source === 'sensor' ? changedMs : null,
        clockMs: newest?.source === 'sensor' ? clockMs : null,
        faultMs,
        fed: fed === 1,
      };
      return [pointId, row];
    }),
  );
}

/** Means of spans of five minutes since an instant, of packed readings; by point, then by span since 1970. */
export function sparks(
  db: ReadHandle,
  pointIds: readonly string[],
  fromMs: number,
): Map<string, Map<number, number>> {
  const found = new Map<string, Map<number, number>>();
  for (const { pointId, start, mean } of db.all<{ pointId: string; start: number; mean: number }>(
    `SELECT o.pointId, s.start / 5 AS start, sum(s.sum) / sum(s.count) AS mean
     FROM json_each(?1) e JOIN pointNo o ON o.pointId = e.value
       JOIN sentSummary s ON s.span = 60 AND s.pointNo = o.no AND s.start >= ?2
     GROUP BY 1, 2`,
    JSON.stringify(pointIds),
    Math.floor(fromMs / 60_000),
  )) {
    const one = found.get(pointId) ?? new Map<number, number>();
    one.set(start, mean);
    found.set(pointId, one);
  }
  return found;
}

/** Points that are gauges of the flood screen. */
export function gaugeIds(db: ReadHandle): string[] {
  return db.all<{ id: string }>('SELECT id FROM gauge').map(({ id }) => id);
}

/** A reading that somebody said, of a point or a gauge. */
export function saidById(
  db: ReadHandle,
  id: string,
): { readonly pointId: string; readonly atMs: number; readonly value: number } | undefined {
  const row = db.get<{ pointId: string; at: string; value: number }>(
    'SELECT pointId, at, value FROM saidReading WHERE id = ?',
    id,
  );
  return row && { pointId: row.pointId, atMs: Date.parse(row.at), value: row.value };
}

export interface SaidRow {
  readonly id: string;
  readonly pointId: string;
  readonly at: string;
  readonly value: number;
  readonly source: 'radio' | 'hand';
  readonly recordedAt: string;
  readonly by: string;
  readonly byName: string;
}

export function insertPointReading(db: WriteHandle, reading: SaidRow): void {
  db.run(
    `INSERT INTO pointReading (id, pointId, at, value, source, recordedAt, by, byName)
     VALUES (@id, @pointId, @at, @value, @source, @recordedAt, @by, @byName)`,
    reading,
  );
}

interface ApartRow {
  readonly no: number;
  readonly pointId: string | null;
  readonly sourceId: string;
  readonly address: string;
  readonly receivedMs: number;
  readonly atMs: number | null;
  readonly value: number | null;
  readonly raw: string;
  readonly fault: string;
  readonly facts: string;
}

/** Readings that are kept apart, newest first; `after` is the number of the last one seen. */
export function quarantinePage(
  db: ReadHandle,
  filter: { pointId: string | null; after?: string; limit: number },
): ApartPage<ApartRow> {
  const before = filter.after === undefined ? Number.MAX_SAFE_INTEGER : Number(filter.after) || 0;
  const where = '(?1 IS NULL OR q.pointNo = (SELECT no FROM pointNo WHERE pointId = ?1))';
  const rows = db.all<ApartRow>(
    `SELECT q.no, o.pointId, q.sourceId, q.address, q.receivedMs, q.atMs, q.value, q.raw, q.fault, q.facts
     FROM quarantine q LEFT JOIN pointNo o ON o.no = q.pointNo
     WHERE ${where} AND q.no < ?2 ORDER BY q.no DESC LIMIT ?3`,
    filter.pointId,
    before,
    filter.limit,
  );
  const { total, came } = db.get<{ total: number; came: number }>(
    `SELECT (SELECT count(*) FROM quarantine q WHERE ${where}) AS total,
       (SELECT coalesce(sum(q.total), 0) FROM apartTotal q WHERE ${where}) AS came`,
    filter.pointId,
  )!;
  const last = rows.at(-1);
  return { rows, total, came, next: rows.length === filter.limit && last ? String(last.no) : null };
}

/** Alarms of a point that were raised within a span, oldest first; a chart marks them. */
export function alarmsOf(db: ReadHandle, pointId: string, from: string, to: string): Series['alarms'] {
  return db
    .all<{ id: string; raisedAt: string; priority: 1 | 2 | 3 }>(
      'SELECT id, raisedAt, priority FROM alarm WHERE raisedAt >= ?2 AND raisedAt <= ?3 AND sourceId = ?1 ORDER BY raisedAt LIMIT 200',
      pointId,
      from,
      to,
    )
    .map(({ raisedAt, ...one }) => ({ ...one, atMs: Date.parse(raisedAt) }));
}

/** Points and gauges with an alarm that is not over. */
export function openPointAlarms(db: ReadHandle): { pointId: string }[] {
  return db.all<{ pointId: string }>(
    "SELECT DISTINCT sourceId AS pointId FROM alarm WHERE state <> 'cleared' AND source IN ('point', 'gauge')",
  );
}
