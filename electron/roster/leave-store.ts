import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Leave, LeaveLine } from './leave.ts';

const columns = 'id, personId, kind, fromOn, toOn, note, uid, version';

/** Writes a leave: a new one, or what it has become. */
export function saveLeave(db: WriteHandle, leave: Leave): void {
  db.run(
    `INSERT INTO leave (${columns}) VALUES (@id, @personId, @kind, @fromOn, @toOn, @note, @uid, @version)
     ON CONFLICT (id) DO UPDATE SET personId = @personId, kind = @kind, fromOn = @fromOn, toOn = @toOn, note = @note,
       uid = @uid, version = @version`,
    leave,
  );
}

export function leaveById(db: ReadHandle, id: string): Leave | undefined {
  return db.get<Leave>(`SELECT ${columns} FROM leave WHERE id = ?`, id);
}

/** The leave that came from a calendar's event. */
export function leaveByUid(db: ReadHandle, uid: string): Leave | undefined {
  return db.get<Leave>(`SELECT ${columns} FROM leave WHERE uid = ?`, uid);
}

/** What came from the days of one event, within some days (both included). */
export function leavesOfEvent(db: ReadHandle, event: string, from: string, to: string): Leave[] {
  return db.all<Leave>(
    `SELECT ${columns} FROM leave
     WHERE (uid = ?1 OR (uid > ?1 || ' ' AND uid < ?1 || '!')) AND toOn >= ?2 AND fromOn <= ?3 LIMIT 1000`,
    event,
    from,
    to,
  );
}

/** Leave and holidays that touch these days (YYYY-MM-DD, both included), at most 5000. */
export function leaveIn(db: ReadHandle, from: string, to: string): Leave[] {
  return db.all<Leave>(
    `SELECT ${columns} FROM leave WHERE toOn >= ? AND fromOn <= ? ORDER BY fromOn, id LIMIT 5000`,
    from,
    to,
  );
}

/** The same, with the people whose leave it is; holidays first. */
export function leaveLines(db: ReadHandle, from: string, to: string): LeaveLine[] {
  return db.all<LeaveLine>(
    `SELECT l.id, l.personId, l.kind, l.fromOn, l.toOn, l.note, l.uid, l.version, p.name AS personName, p.crew
     FROM leave l LEFT JOIN person p ON p.id = l.personId
     WHERE l.toOn >= ? AND l.fromOn <= ? AND p.retiredAt IS NULL
     ORDER BY l.personId IS NOT NULL, p.crew, p.words, l.fromOn, l.id LIMIT 5000`,
    from,
    to,
  );
}

/** Another leave of the same kind and person (or another holiday) that shares a day with this one. */
export function sameLeave(db: ReadHandle, leave: Leave): Leave | undefined {
  return db.get<Leave>(
    `SELECT ${columns} FROM leave
     WHERE personId IS @personId AND kind = @kind AND toOn >= @fromOn AND fromOn <= @toOn AND id <> @id LIMIT 1`,
    leave,
  );
}

/** Ids of the people who are on leave: those of a crew by the day of their shift, the others by the calendar's day. */
export function peopleOnLeave(db: ReadHandle, day: string, shiftOn: string): Set<string> {
  const rows = db.all<{ id: string }>(
    `SELECT p.id FROM leave l JOIN person p ON p.id = l.personId
     WHERE CASE WHEN p.crew IS NULL THEN ?1 ELSE ?2 END BETWEEN l.fromOn AND l.toOn`,
    day,
    shiftOn,
  );
  return new Set(rows.map(({ id }) => id));
}

export function isHoliday(db: ReadHandle, day: string): boolean {
  return (
    db.get('SELECT 1 FROM leave WHERE personId IS NULL AND ? BETWEEN fromOn AND toOn LIMIT 1', day) !==
    undefined
  );
}

export function deleteLeave(db: WriteHandle, id: string): void {
  db.run('DELETE FROM leave WHERE id = ?', id);
}
