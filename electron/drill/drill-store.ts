import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { DrillKind, DrillProgramme } from './drill.ts';
import type { DrillLine, DrillsOf, ProgrammeLine } from './month.ts';
import type { PlacedDrill } from './move.ts';

type ProgrammeRow = Omit<DrillProgramme, 'names' | 'startTimes'> & {
  readonly names: string;
  readonly startTimes: string;
};
type DrillRow = Omit<PlacedDrill, 'observers' | 'pinned' | 'reasons'> & {
  readonly observers: string;
  readonly reasons: string;
  readonly pinned: number;
};
type LineRow = DrillRow & {
  readonly kind: DrillKind;
  readonly typeKey: string;
  readonly typeNames: string;
  readonly placeKey: string;
  readonly placeNames: string;
};

const programmeColumns =
  'id, names, every, fromOn, toOn, state, startTimes, maxPerDay, restHours, edition, version';
const columns = `id, programmeId, typeId, placeId, requirementId, askedShift, askedCrew, startsAt, shiftOn, shift, crew, minutes,
  observers, pinned, reasons, state, cancelReason, incidentId, sequence, version`;
const lineFrom = `SELECT ${columns.replace(/(\w+)/g, 'd.$1')}, t.kind, t.key AS typeKey, t.names AS typeNames,
    p.key AS placeKey, p.names AS placeNames
  FROM drill d JOIN drillType t ON t.id = d.typeId JOIN place p ON p.id = d.placeId`;

/** More drills without a place are counted, not listed. */
const mostUnplaced = 200;

const toProgramme = (row: ProgrammeRow): DrillProgramme => ({
  ...row,
  names: JSON.parse(row.names) as Names,
  startTimes: JSON.parse(row.startTimes) as string[],
});
const toDrill = (row: DrillRow): PlacedDrill => ({
  ...row,
  observers: JSON.parse(row.observers) as string[],
  reasons: JSON.parse(row.reasons) as PlacedDrill['reasons'],
  pinned: row.pinned === 1,
});

export function programmeById(db: ReadHandle, id: string): DrillProgramme | undefined {
  const row = db.get<ProgrammeRow>(`SELECT ${programmeColumns} FROM drillProgramme WHERE id = ?`, id);
  return row && toProgramme(row);
}

/** Published programmes whose last day has not gone by; there are few, for a year has one or twelve. */
export function publishedFrom(db: ReadHandle, today: string): DrillProgramme[] {
  return db
    .all<ProgrammeRow>(
      `SELECT ${programmeColumns} FROM drillProgramme WHERE state = 'published' AND toOn >= ? ORDER BY fromOn LIMIT 24`,
      today,
    )
    .map(toProgramme);
}

/** Programmes, the one that begins last first; the cursor is the last one's first day and id. */
export function programmePage(
  db: ReadHandle,
  filter: { readonly after?: string | undefined; readonly limit: number },
): Page<ProgrammeLine> {
  const [fromOn, id] = (filter.after ?? '').split(' ');
  const rows = db.all<ProgrammeRow & Omit<ProgrammeLine, keyof DrillProgramme>>(
    `SELECT ${programmeColumns.replace(/(\w+)/g, 'p.$1')},
       count(d.id) FILTER (WHERE d.startsAt IS NOT NULL AND d.state <> 'cancelled') AS laidOut,
       count(d.id) FILTER (WHERE d.startsAt IS NULL AND d.state <> 'cancelled') AS unplaced,
       count(d.id) FILTER (WHERE d.state = 'done') AS done,
       count(d.id) FILTER (WHERE d.state = 'cancelled') AS cancelled
     FROM drillProgramme p LEFT JOIN drill d ON d.programmeId = p.id
     WHERE @fromOn = '' OR (p.fromOn, p.id) < (@fromOn, @id)
     GROUP BY p.id ORDER BY p.fromOn DESC, p.id DESC LIMIT @limit + 1`,
    { fromOn: fromOn ?? '', id: id ?? '', limit: filter.limit },
  );
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({ ...row, ...toProgramme(row) })),
    total: db.get<{ n: number }>('SELECT count(*) AS n FROM drillProgramme')?.n ?? 0,
    next: rows.length > filter.limit && last ? `${last.fromOn} ${last.id}` : null,
  };
}

/** Writes that a programme was published. */
export function setPublished(db: WriteHandle, programme: DrillProgramme): void {
  db.run('UPDATE drillProgramme SET state = @state, edition = @edition, version = @version WHERE id = @id', {
    id: programme.id,
    state: programme.state,
    edition: programme.edition,
    version: programme.version,
  });
}

export function drillById(db: ReadHandle, id: string): PlacedDrill | undefined {
  const row = db.get<DrillRow>(`SELECT ${columns} FROM drill WHERE id = ?`, id);
  return row && toDrill(row);
}

/** Writes a drill's place in time, its observers and its state. */
export function updateDrill(db: WriteHandle, drill: PlacedDrill): void {
  db.run(
    `UPDATE drill SET startsAt = @startsAt, shiftOn = @shiftOn, shift = @shift, crew = @crew, observers = @observers,
       pinned = @pinned, reasons = @reasons, state = @state, cancelReason = @cancelReason, sequence = @sequence,
       version = @version WHERE id = @id`,
    {
      ...drill,
      observers: JSON.stringify(drill.observers),
      pinned: drill.pinned ? 1 : 0,
      reasons: JSON.stringify(drill.reasons),
    },
  );
}

/** The drills of a programme that begin in a span of time (`until` not included), and those without a place. */
export function drillsOf(
  db: ReadHandle,
  programmeId: string,
  span: { readonly from: string; readonly until: string },
): DrillsOf {
  const drills = db.all<LineRow>(
    `${lineFrom} WHERE d.programmeId = ? AND d.startsAt >= ? AND d.startsAt < ? ORDER BY d.startsAt, d.id`,
    programmeId,
    span.from,
    span.until,
  );
  const unplaced = db.all<LineRow>(
    `${lineFrom} WHERE d.programmeId = ? AND d.startsAt IS NULL AND d.state <> 'cancelled'
     ORDER BY t.kind, p.key, d.id LIMIT ?`,
    programmeId,
    mostUnplaced,
  );
  const total =
    unplaced.length < mostUnplaced
      ? unplaced.length
      : (db.get<{ n: number }>(
          `SELECT count(*) AS n FROM drill WHERE programmeId = ? AND startsAt IS NULL AND state <> 'cancelled'`,
          programmeId,
        )?.n ?? 0);
  const all = [...drills, ...unplaced];
  const known = { names: observerNames(db, all), paths: placePaths(db, all) };
  const line = (row: LineRow): DrillLine => toLine(row, known);
  return { drills: drills.map(line), unplaced: { rows: unplaced.map(line), total, next: null } };
}

/** Drills that begin in a span, of any programme, by what is known of them (null: all); the cursor is the number of rows seen. */
export function linesWhere(
  db: ReadHandle,
  filter: {
    readonly from: string;
    readonly until: string;
    readonly placeId: string | null;
    readonly kind: DrillKind | null;
    readonly shift: string | null;
    readonly crew: string | null;
  },
  after: number,
  limit: number,
): Page<DrillLine> {
  const where = `WHERE d.startsAt >= @from AND d.startsAt < @until AND (@placeId IS NULL OR d.placeId = @placeId)
    AND (@kind IS NULL OR t.kind = @kind) AND (@shift IS NULL OR d.shift = @shift) AND (@crew IS NULL OR d.crew = @crew)`;
  const rows = db.all<LineRow>(`${lineFrom} ${where} ORDER BY d.startsAt, d.id LIMIT @limit OFFSET @after`, {
    ...filter,
    after,
    limit,
  });
  const known = { names: observerNames(db, rows), paths: placePaths(db, rows) };
  const total =
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM drill d JOIN drillType t ON t.id = d.typeId ${where}`,
      filter,
    )?.n ?? 0;
  const seen = after + rows.length;
  return { rows: rows.map((row) => toLine(row, known)), total, next: seen < total ? String(seen) : null };
}

/** Every drill of a programme, the cancelled ones too: what an edition is made of. */
export function allDrillsOf(db: ReadHandle, programmeId: string): DrillLine[] {
  const rows = db.all<LineRow>(`${lineFrom} WHERE d.programmeId = ? ORDER BY d.startsAt, d.id`, programmeId);
  const known = { names: observerNames(db, rows), paths: placePaths(db, rows) };
  return rows.map((row) => toLine(row, known));
}

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

function toLine(row: LineRow, { names, paths }: Known): DrillLine {
  const drill = toDrill(row);
  return {
    ...row,
    ...drill,
    typeNames: JSON.parse(row.typeNames) as Names,
    placeNames: JSON.parse(row.placeNames) as Names,
    placePath: paths.get(drill.placeId) ?? [drill.placeId],
    observerNames: drill.observers.map((one) => names.get(one) ?? ''),
  };
}

/** Each place with those that hold it. */
function placePaths(
  db: ReadHandle,
  rows: readonly { readonly placeId: string }[],
): ReadonlyMap<string, readonly string[]> {
  const found = db.all<{ id: string; at: string }>(
    `WITH RECURSIVE up (id, at) AS (
       SELECT DISTINCT value, value FROM json_each(?)
       UNION SELECT up.id, p.parentId FROM up JOIN place p ON p.id = up.at WHERE p.parentId IS NOT NULL)
     SELECT id, at FROM up`,
    JSON.stringify(rows.map(({ placeId }) => placeId)),
  );
  const paths = Map.groupBy(found, ({ id }) => id);
  return new Map([...paths].map(([id, all]) => [id, all.map(({ at }) => at)]));
}

function observerNames(
  db: ReadHandle,
  rows: readonly { readonly observers: string }[],
): ReadonlyMap<string, string> {
  const ids = [...new Set(rows.flatMap(({ observers }) => JSON.parse(observers) as string[]))];
  if (ids.length === 0) return new Map();
  const found = db.all<{ id: string; name: string }>(
    'SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
