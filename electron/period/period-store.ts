import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Objective, Period, PeriodWithObjectives } from './period.ts';

const periodColumns = 'id, incidentId, number, startedAt, plannedEndAt, endedAt, version';
const objectiveColumns =
  'id, periodId, incidentId, orderNo, text, metAt, metBy, droppedAt, dropReason, version';

export function insertPeriod(db: WriteHandle, period: Period): void {
  db.run(
    `INSERT INTO period (${periodColumns})
     VALUES (@id, @incidentId, @number, @startedAt, @plannedEndAt, @endedAt, @version)`,
    period,
  );
}

export function endPeriod(db: WriteHandle, period: Period): void {
  db.run('UPDATE period SET endedAt = @endedAt, version = @version WHERE id = @id', period);
}

export function periodById(db: ReadHandle, id: string): Period | undefined {
  return db.get<Period>(`SELECT ${periodColumns} FROM period WHERE id = ?`, id);
}

/** The periods of an incident, the newest first, each with its objectives. */
export function periodsOf(db: ReadHandle, incidentId: string): PeriodWithObjectives[] {
  return db
    .all<Period>(`SELECT ${periodColumns} FROM period WHERE incidentId = ? ORDER BY number DESC`, incidentId)
    .map((period) => ({ ...period, objectives: objectivesOf(db, period.id) }));
}

export function objectivesOf(db: ReadHandle, periodId: string): Objective[] {
  return db.all<Objective>(
    `SELECT ${objectiveColumns} FROM objective WHERE periodId = ? ORDER BY orderNo`,
    periodId,
  );
}

export function objectiveById(db: ReadHandle, id: string): Objective | undefined {
  return db.get<Objective>(`SELECT ${objectiveColumns} FROM objective WHERE id = ?`, id);
}

export function insertObjective(db: WriteHandle, objective: Objective): void {
  db.run(
    `INSERT INTO objective (${objectiveColumns})
     VALUES (@id, @periodId, @incidentId, @orderNo, @text, @metAt, @metBy, @droppedAt, @dropReason, @version)`,
    objective,
  );
}

export function updateObjective(db: WriteHandle, objective: Objective): void {
  db.run(
    `UPDATE objective SET metAt = @metAt, metBy = @metBy, droppedAt = @droppedAt, dropReason = @dropReason, version = @version
     WHERE id = @id`,
    objective,
  );
}
