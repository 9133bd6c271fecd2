import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Handover } from './handover.ts';

type HandoverRow = Omit<Handover, 'briefing'> & { readonly briefing: string };
const columns =
  'id, incidentId, briefing, note, givenAt, givenBy, givenByName, takenAt, takenBy, takenByName, version';

function toHandover(row: HandoverRow): Handover {
  return { ...row, briefing: JSON.parse(row.briefing) as Handover['briefing'] };
}

export function insertHandover(db: WriteHandle, handover: Handover): void {
  db.run(
    `INSERT INTO handover (${columns})
     VALUES (@id, @incidentId, @briefing, @note, @givenAt, @givenBy, @givenByName, @takenAt, @takenBy, @takenByName, @version)`,
    { ...handover, briefing: JSON.stringify(handover.briefing) },
  );
}

export function signHandover(db: WriteHandle, handover: Handover): void {
  db.run(
    `UPDATE handover SET takenAt = @takenAt, takenBy = @takenBy, takenByName = @takenByName, version = @version WHERE id = @id`,
    {
      id: handover.id,
      takenAt: handover.takenAt,
      takenBy: handover.takenBy,
      takenByName: handover.takenByName,
      version: handover.version,
    },
  );
}

export function handoverById(db: ReadHandle, id: string): Handover | undefined {
  const row = db.get<HandoverRow>(`SELECT ${columns} FROM handover WHERE id = ?`, id);
  return row && toHandover(row);
}

/** The handovers of an incident, the newest first; at most 50. */
export function handoversOf(db: ReadHandle, incidentId: string): Handover[] {
  return db
    .all<HandoverRow>(
      `SELECT ${columns} FROM handover WHERE incidentId = ? ORDER BY givenAt DESC, id DESC LIMIT 50`,
      incidentId,
    )
    .map(toHandover);
}
