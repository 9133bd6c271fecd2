import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Page } from '../schema-parts.ts';
import type { Incident, IncidentState } from './incident.ts';

type IncidentRow = Omit<Incident, 'exercise'> & { exercise: number };
const columns = `id, year, number, exercise, type, placeId, placeText, longitude, latitude, severity, title, state,
  declaredAt, declaredBy, stoodDownAt, closedAt, version`;

function toIncident(row: IncidentRow): Incident {
  return { ...row, exercise: row.exercise === 1 };
}

/** The next number of the year; drills are counted apart. */
export function nextNumber(db: ReadHandle, year: number, exercise: boolean): number {
  const sql = 'SELECT max(number) AS number FROM incident WHERE year = ? AND exercise = ?';
  return (db.get<{ number: number | null }>(sql, year, exercise ? 1 : 0)?.number ?? 0) + 1;
}

export function insertIncident(db: WriteHandle, incident: Incident): void {
  db.run(
    `INSERT INTO incident (${columns})
     VALUES (@id, @year, @number, @exercise, @type, @placeId, @placeText, @longitude, @latitude, @severity, @title, @state,
       @declaredAt, @declaredBy, @stoodDownAt, @closedAt, @version)`,
    { ...incident, exercise: incident.exercise ? 1 : 0 },
  );
}

/** Saves the state of an incident whose version was checked. */
export function updateIncident(db: WriteHandle, incident: Incident): void {
  db.run(
    `UPDATE incident SET severity = @severity, title = @title, state = @state, stoodDownAt = @stoodDownAt,
       closedAt = @closedAt, version = @version WHERE id = @id`,
    { ...incident, exercise: incident.exercise ? 1 : 0 },
  );
}

export function incidentById(db: ReadHandle, id: string): Incident | undefined {
  const row = db.get<IncidentRow>(`SELECT ${columns} FROM incident WHERE id = ?`, id);
  return row && toIncident(row);
}

/** Newest first. `after` is the id of the last one seen (ids are time-ordered). */
export function incidentPage(
  db: ReadHandle,
  filter: {
    text: string;
    states?: readonly IncidentState[];
    exercise?: boolean;
    after?: string;
    limit: number;
  },
): Page<Incident> {
  const where = `(?1 IS NULL OR state IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR exercise = ?2)
    AND (?3 = '' OR instr(lower(title), lower(?3)) > 0 OR instr(printf('%d-%03d', year, number), ?3) > 0)`;
  const bind = [
    filter.states ? JSON.stringify(filter.states) : null,
    filter.exercise === undefined ? null : filter.exercise ? 1 : 0,
    filter.text,
  ];
  const rows = db.all<IncidentRow>(
    `SELECT ${columns} FROM incident WHERE ${where} AND (?4 IS NULL OR id < ?4) ORDER BY id DESC LIMIT ?5`,
    ...bind,
    filter.after ?? null,
    filter.limit,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM incident WHERE ${where}`, ...bind)?.n ?? 0;
  return {
    rows: rows.map(toIncident),
    total,
    next: rows.length === filter.limit ? (rows.at(-1)?.id ?? null) : null,
  };
}
