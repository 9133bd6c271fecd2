import type { ReadHandle, WriteHandle } from '../database.ts';
import type { PlaceKind } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { DrillRequirement } from './drill.ts';
import type { DrillPlace, RequirementLine } from './requirement.ts';

type Row = Omit<DrillRequirement, 'crews'> & { readonly crews: string };
interface LineRow extends Row {
  readonly placeKey: string;
  readonly placeKind: PlaceKind;
  readonly placeNames: string;
  readonly actionText: string | null;
  readonly actionState: string | null;
}
const columns = 'id, typeId, placeId, shift, crews, times, every, actionId, note, retiredAt, version';
const own = columns.replace(/(\w+)/g, 'r.$1');

const toRequirement = (row: Row): DrillRequirement => ({
  ...row,
  crews: JSON.parse(row.crews) as DrillRequirement['crews'],
});

/** Writes a requirement: a new one, or what it has become. */
export function saveRequirement(db: WriteHandle, requirement: DrillRequirement): void {
  db.run(
    `INSERT INTO drillRequirement (${columns})
     VALUES (@id, @typeId, @placeId, @shift, @crews, @times, @every, @actionId, @note, @retiredAt, @version)
     ON CONFLICT (id) DO UPDATE SET shift = @shift, crews = @crews, times = @times, every = @every, actionId = @actionId,
       note = @note, retiredAt = @retiredAt, version = @version`,
    { ...requirement, crews: JSON.stringify(requirement.crews) },
  );
}

export function requirementById(db: ReadHandle, id: string): DrillRequirement | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM drillRequirement WHERE id = ?`, id);
  return row && toRequirement(row);
}

/**
 * What must be drilled: of types and places that are still there, and of findings that are still open. At most 5000.
 */
export function requirementsInForce(db: ReadHandle): DrillRequirement[] {
  return db
    .all<Row>(
      `SELECT ${own} FROM drillRequirement r
         JOIN drillType t ON t.id = r.typeId AND t.retiredAt IS NULL
         JOIN place p ON p.id = r.placeId AND p.retiredAt IS NULL
         LEFT JOIN action a ON a.id = r.actionId
       WHERE r.retiredAt IS NULL AND (a.id IS NULL OR a.state IN ('open', 'done')) ORDER BY r.rowid LIMIT 5000`,
    )
    .map(toRequirement);
}

/** Requirements in force with their places; the cursor is the rows seen. */
export function requirementPage(
  db: ReadHandle,
  filter: { after?: string | undefined; limit: number },
): Page<RequirementLine> {
  const seen = Number(filter.after ?? 0) || 0;
  const rows = db.all<LineRow>(
    `SELECT ${own}, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames, a.text AS actionText, a.state AS actionState
     FROM drillRequirement r JOIN place p ON p.id = r.placeId LEFT JOIN action a ON a.id = r.actionId
     WHERE r.retiredAt IS NULL ORDER BY r.rowid LIMIT ? OFFSET ?`,
    filter.limit,
    seen,
  );
  const total =
    db.get<{ n: number }>('SELECT count(*) AS n FROM drillRequirement WHERE retiredAt IS NULL')?.n ?? 0;
  const next = seen + rows.length;
  return {
    rows: rows.map(({ placeKey, placeKind, placeNames, actionText, actionState, ...row }) => ({
      ...toRequirement(row),
      place: { id: row.placeId, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names },
      actionText,
      actionOpen: actionState === 'open' || actionState === 'done',
    })),
    total,
    next: next < total ? String(next) : null,
  };
}

/** An area of the site: not within another, and not what lies outside the fence. */
const areaSql = `p.kind IN ('area', 'pit') AND p.parentId IS NULL AND p.retiredAt IS NULL
  AND json_extract(p.attributes, '$.outsideSite') IS NOT 1`;

/** The areas of the site, and every other place of which drills are asked. */
export function drillPlaces(db: ReadHandle): DrillPlace[] {
  return db
    .all<{ id: string; key: string; kind: PlaceKind; names: string; area: number }>(
      `SELECT p.id, p.key, p.kind, p.names, (${areaSql}) AS area FROM place p
       WHERE (${areaSql}) OR (p.retiredAt IS NULL AND p.id IN
         (SELECT placeId FROM drillRequirement WHERE retiredAt IS NULL)) ORDER BY area DESC, p.key LIMIT 1000`,
    )
    .map((row) => ({ ...row, names: JSON.parse(row.names) as Names, area: row.area === 1 }));
}

/** Corrective actions of earlier drills that are still open and for which no repeat is asked: a drill and its first finding. */
export function findingsWithoutRepeat(
  db: ReadHandle,
): { readonly actionId: string; readonly text: string; readonly typeId: string; readonly placeId: string }[] {
  return db.all(
    `SELECT min(a.id) AS actionId, a.text, d.typeId, d.placeId
     FROM action a JOIN drill d ON d.incidentId = a.incidentId
       JOIN drillType t ON t.id = d.typeId AND t.retiredAt IS NULL
       JOIN place p ON p.id = d.placeId AND p.retiredAt IS NULL
     WHERE a.state IN ('open', 'done') AND d.state = 'done'
       AND NOT EXISTS (SELECT 1 FROM drillRequirement r JOIN action o ON o.id = r.actionId
         WHERE r.typeId = d.typeId AND r.placeId = d.placeId AND (r.actionId = a.id OR (r.retiredAt IS NULL AND o.state IN ('open', 'done'))))
     GROUP BY d.typeId, d.placeId ORDER BY 1 LIMIT 500`,
  );
}
