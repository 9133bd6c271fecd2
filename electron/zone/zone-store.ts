import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Closure, Zone } from './zone.ts';

type ZoneRow = Omit<Zone, 'geometry'> & { geometry: string };
type ClosureRow = Omit<Closure, 'geometry'> & { geometry: string };

const zoneColumns =
  'id, incidentId, kind, label, geometry, areaM2, drawnAt, drawnBy, liftedAt, liftedBy, liftReason, version';
const closureColumns =
  'id, incidentId, placeId, geometry, reason, closedAt, closedBy, reopenedAt, reopenedBy, reopenReason, version';
/** More zones or closures than a room can follow; a runaway import must not fill the screen. */
const most = 500;

const toZone = (row: ZoneRow): Zone => ({ ...row, geometry: JSON.parse(row.geometry) as Zone['geometry'] });
const toClosure = (row: ClosureRow): Closure => ({
  ...row,
  geometry: JSON.parse(row.geometry) as Closure['geometry'],
});

export function insertZone(db: WriteHandle, zone: Zone): void {
  db.run(
    `INSERT INTO zone (${zoneColumns}) VALUES (@id, @incidentId, @kind, @label, @geometry, @areaM2, @drawnAt, @drawnBy,
       @liftedAt, @liftedBy, @liftReason, @version)`,
    { ...zone, geometry: JSON.stringify(zone.geometry) },
  );
}

export function updateZone(db: WriteHandle, zone: Zone): void {
  db.run(
    `UPDATE zone SET kind = @kind, label = @label, geometry = @geometry, areaM2 = @areaM2, liftedAt = @liftedAt,
       liftedBy = @liftedBy, liftReason = @liftReason, version = @version WHERE id = @id`,
    { ...zone, geometry: JSON.stringify(zone.geometry) },
  );
}

export function zoneById(db: ReadHandle, id: string): Zone | undefined {
  const row = db.get<ZoneRow>(`SELECT ${zoneColumns} FROM zone WHERE id = ?`, id);
  return row && toZone(row);
}

/** An incident's zones, oldest first: those in force, or all with the lifted ones. */
export function zonesOf(db: ReadHandle, incidentId: string, lifted: boolean): Zone[] {
  return db
    .all<ZoneRow>(
      `SELECT ${zoneColumns} FROM zone WHERE incidentId = ? AND (? OR liftedAt IS NULL) ORDER BY id LIMIT ${most}`,
      incidentId,
      lifted ? 1 : 0,
    )
    .map(toZone);
}

export function insertClosure(db: WriteHandle, closure: Closure): void {
  db.run(
    `INSERT INTO closure (${closureColumns}) VALUES (@id, @incidentId, @placeId, @geometry, @reason, @closedAt, @closedBy,
       @reopenedAt, @reopenedBy, @reopenReason, @version)`,
    { ...closure, geometry: JSON.stringify(closure.geometry) },
  );
}

export function updateClosure(db: WriteHandle, closure: Closure): void {
  db.run(
    `UPDATE closure SET reopenedAt = @reopenedAt, reopenedBy = @reopenedBy, reopenReason = @reopenReason, version = @version
     WHERE id = @id`,
    closure,
  );
}

export function closureById(db: ReadHandle, id: string): Closure | undefined {
  const row = db.get<ClosureRow>(`SELECT ${closureColumns} FROM closure WHERE id = ?`, id);
  return row && toClosure(row);
}

export function openClosureOf(db: ReadHandle, placeId: string): Closure | undefined {
  const row = db.get<ClosureRow>(
    `SELECT ${closureColumns} FROM closure WHERE placeId = ? AND reopenedAt IS NULL`,
    placeId,
  );
  return row && toClosure(row);
}

/** Closures of the whole site that were in force at an instant. */
export function closuresAt(db: ReadHandle, at: string): { id: string }[] {
  return db.all<{ id: string }>(
    `SELECT id FROM closure WHERE closedAt <= ?1 AND (reopenedAt IS NULL OR reopenedAt > ?1) ORDER BY id DESC LIMIT ${most}`,
    at,
  );
}

/** Closures in force (or all), of one incident or of the site, newest first. */
export function closuresOf(db: ReadHandle, incidentId: string | undefined, reopened: boolean): Closure[] {
  return db
    .all<ClosureRow>(
      `SELECT ${closureColumns} FROM closure WHERE (?1 IS NULL OR incidentId = ?1) AND (?2 OR reopenedAt IS NULL)
       ORDER BY id DESC LIMIT ${most}`,
      incidentId ?? null,
      reopened ? 1 : 0,
    )
    .map(toClosure);
}
