import type { ReadHandle, WriteHandle } from '../database.ts';
import type { PlaceKind, PlaceName } from '../place/place.ts';
import type { Names } from '../schema-parts.ts';
import type { Drill, DrillProgramme } from './drill.ts';
import type { Counted } from './expansion.ts';

/** Writes a programme: a new one, or what it has become; how it was laid out stays as it is. */
export function saveProgramme(db: WriteHandle, programme: DrillProgramme): void {
  db.run(
    `INSERT INTO drillProgramme (id, names, every, fromOn, toOn, state, startTimes, maxPerDay, restHours, edition, version)
     VALUES (@id, @names, @every, @fromOn, @toOn, @state, @startTimes, @maxPerDay, @restHours, @edition, @version)
     ON CONFLICT (id) DO UPDATE SET names = @names, fromOn = @fromOn, toOn = @toOn, state = @state, startTimes = @startTimes,
       maxPerDay = @maxPerDay, restHours = @restHours, edition = @edition, version = @version`,
    {
      ...programme,
      names: JSON.stringify(programme.names),
      startTimes: JSON.stringify(programme.startTimes),
    },
  );
}

/** A new drill, without reasons yet for where it lies. */
export function insertDrill(db: WriteHandle, drill: Drill): void {
  db.run(
    `INSERT INTO drill (id, programmeId, typeId, placeId, requirementId, askedShift, askedCrew, startsAt, shiftOn, shift, crew,
       minutes, observers, pinned, reasons, state, cancelReason, incidentId, sequence, version)
     VALUES (@id, @programmeId, @typeId, @placeId, @requirementId, @askedShift, @askedCrew, @startsAt, @shiftOn, @shift, @crew,
       @minutes, @observers, @pinned, '[]', @state, @cancelReason, @incidentId, @sequence, @version)`,
    { ...drill, observers: JSON.stringify(drill.observers), pinned: drill.pinned ? 1 : 0 },
  );
}

export function deleteDrill(db: WriteHandle, id: string): void {
  db.run('DELETE FROM drill WHERE id = ?', id);
}

/** Every drill of a programme, and those of its year (instants of its bounds given) that were not cancelled. */
export function drillsOfYear(
  db: ReadHandle,
  programmeId: string,
  year: { readonly from: string; readonly until: string },
): Counted[] {
  return db
    .all<Omit<Counted, 'pinned'> & { readonly pinned: number }>(
      `SELECT id, programmeId, requirementId, typeId, placeId, askedShift, askedCrew, startsAt, shift, crew, pinned, state
       FROM drill WHERE programmeId = ?1
       UNION
       SELECT id, programmeId, requirementId, typeId, placeId, askedShift, askedCrew, startsAt, shift, crew, pinned, state
       FROM drill WHERE startsAt >= ?2 AND startsAt < ?3 AND state <> 'cancelled'
       UNION
       SELECT d.id, d.programmeId, d.requirementId, d.typeId, d.placeId, d.askedShift, d.askedCrew, d.startsAt, d.shift, d.crew,
         d.pinned, d.state
       FROM drill d JOIN drillProgramme p ON p.id = d.programmeId
       WHERE d.startsAt IS NULL AND d.state <> 'cancelled'
         AND substr(p.fromOn, 1, 4) = (SELECT substr(fromOn, 1, 4) FROM drillProgramme WHERE id = ?1)
       ORDER BY 1`,
      programmeId,
      year.from,
      year.until,
    )
    .map((row) => ({ ...row, pinned: row.pinned === 1 }));
}

/** Another programme of the same kind that is not closed and shares a day. */
export function programmeBeside(
  db: ReadHandle,
  programme: DrillProgramme,
): { readonly names: Names } | undefined {
  const row = db.get<{ names: string }>(
    `SELECT names FROM drillProgramme
     WHERE every = ? AND id <> ? AND state <> 'closed' AND toOn >= ? AND fromOn <= ? LIMIT 1`,
    programme.every,
    programme.id,
    programme.fromOn,
    programme.toOn,
  );
  return row && { names: JSON.parse(row.names) as Names };
}

/** Drills of a programme that begin before `from` or from `until` on. */
export function drillsOutside(db: ReadHandle, programmeId: string, from: string, until: string): number {
  return (
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM drill
       WHERE programmeId = ? AND state <> 'cancelled' AND (startsAt < ? OR startsAt >= ?)`,
      programmeId,
      from,
      until,
    )?.n ?? 0
  );
}

/** Drills of a programme that are neither done nor cancelled. */
export function drillsOpen(db: ReadHandle, programmeId: string): number {
  return (
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM drill WHERE programmeId = ? AND state NOT IN ('done', 'cancelled')`,
      programmeId,
    )?.n ?? 0
  );
}

/**
 * Areas of the site in which no fire drill begins between two instants, counting the places within them, and those that this
 * programme has yet to lay out.
 */
export function areasWithoutFire(
  db: ReadHandle,
  programmeId: string,
  span: { readonly from: string; readonly until: string },
  areas: readonly string[],
): PlaceName[] {
  const rows = db.all<{ id: string; key: string; kind: PlaceKind; names: string }>(
    `WITH RECURSIVE drilled (id) AS (
       SELECT d.placeId FROM drill d JOIN drillType t ON t.id = d.typeId
       WHERE t.kind = 'fire' AND d.state <> 'cancelled'
         AND ((d.startsAt >= ?2 AND d.startsAt < ?3) OR (d.startsAt IS NULL AND d.programmeId = ?1))
       UNION SELECT p.parentId FROM place p JOIN drilled ON p.id = drilled.id WHERE p.parentId IS NOT NULL)
     SELECT id, key, kind, names FROM place
     WHERE id IN (SELECT value FROM json_each(?4)) AND id NOT IN (SELECT id FROM drilled) ORDER BY key`,
    programmeId,
    span.from,
    span.until,
    JSON.stringify(areas),
  );
  return rows.map((row) => ({ ...row, names: JSON.parse(row.names) as Names }));
}
