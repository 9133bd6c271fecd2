import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { Leg } from './drill-clock.ts';
import type { DrillRun, RunLine, StoppedDrill } from './drill-run.ts';
import type { Drill } from './drill.ts';

type RunRow = Omit<DrillRun, 'legs' | 'freedTeams'> & { readonly legs: string; readonly freedTeams: string };
const columns = `id, incidentId, legs, startedAt, startedBy, startedByName, endedAt, stoppedBy, stoppedAt, seenAt, seenByName, freedTeams,
  stopSaidAt, version`;

const toRun = (row: RunRow): DrillRun => ({
  ...row,
  legs: JSON.parse(row.legs) as Leg[],
  freedTeams: JSON.parse(row.freedTeams) as string[],
});
const toRow = (run: DrillRun): RunRow => ({
  ...run,
  legs: JSON.stringify(run.legs),
  freedTeams: JSON.stringify(run.freedTeams),
});

export function insertRun(db: WriteHandle, run: DrillRun): void {
  db.run(
    `INSERT INTO drillRun (${columns}) VALUES (@id, @incidentId, @legs, @startedAt, @startedBy, @startedByName, @endedAt,
       @stoppedBy, @stoppedAt, @seenAt, @seenByName, @freedTeams, @stopSaidAt, @version)`,
    toRow(run),
  );
}

/** Saves the clock, the end and the stop of a run whose version was checked. */
export function updateRun(db: WriteHandle, run: DrillRun): void {
  const { id, legs, endedAt, stoppedBy, stoppedAt, seenAt, seenByName, freedTeams, stopSaidAt, version } =
    toRow(run);
  db.run(
    `UPDATE drillRun SET legs = @legs, endedAt = @endedAt, stoppedBy = @stoppedBy, stoppedAt = @stoppedAt, seenAt = @seenAt,
       seenByName = @seenByName, freedTeams = @freedTeams, stopSaidAt = @stopSaidAt, version = @version WHERE id = @id`,
    { id, legs, endedAt, stoppedBy, stoppedAt, seenAt, seenByName, freedTeams, stopSaidAt, version },
  );
}

export function runById(db: ReadHandle, id: string): DrillRun | undefined {
  const row = db.get<RunRow>(`SELECT ${columns} FROM drillRun WHERE id = ?`, id);
  return row && toRun(row);
}

export function runOfIncident(db: ReadHandle, incidentId: string): DrillRun | undefined {
  const row = db.get<RunRow>(`SELECT ${columns} FROM drillRun WHERE incidentId = ?`, incidentId);
  return row && toRun(row);
}

/** The clock of an incident that is a drill; null: the wall's. */
export function legsOf(db: ReadHandle, incidentId: string): readonly Leg[] | null {
  const row = db.get<{ legs: string }>('SELECT legs FROM drillRun WHERE incidentId = ?', incidentId);
  return row ? (JSON.parse(row.legs) as Leg[]) : null;
}

/** The drills that run now. */
export function runningRuns(db: ReadHandle): DrillRun[] {
  return db
    .all<RunRow>(
      `SELECT ${columns.replace(/(\w+)/g, 'r.$1')} FROM drill d JOIN drillRun r ON r.id = d.id
       WHERE d.state = 'running' ORDER BY r.startedAt, r.id LIMIT 50`,
    )
    .map(toRun);
}

/** Drills that were stopped and whose log does not say so yet. */
export function stopsUnsaid(db: ReadHandle): DrillRun[] {
  return db
    .all<RunRow>(
      `SELECT ${columns} FROM drillRun WHERE stoppedAt IS NOT NULL AND stopSaidAt IS NULL ORDER BY stoppedAt, id LIMIT 50`,
    )
    .map(toRun);
}

/** Drills that a real incident stopped and that nobody has acknowledged. */
export function stoppedUnseen(db: ReadHandle): StoppedDrill[] {
  return db
    .all<{
      id: string;
      version: number;
      at: string;
      freedTeams: string;
      exerciseId: string;
      exerciseYear: number;
      exerciseNumber: number;
      realId: string;
      realYear: number;
      realNumber: number;
    }>(
      `SELECT r.id, r.version, r.stoppedAt AS at, r.freedTeams, e.id AS exerciseId, e.year AS exerciseYear, e.number AS exerciseNumber,
         i.id AS realId, i.year AS realYear, i.number AS realNumber
       FROM drillRun r JOIN incident e ON e.id = r.incidentId JOIN incident i ON i.id = r.stoppedBy
       WHERE r.stoppedAt IS NOT NULL AND r.seenAt IS NULL ORDER BY r.stoppedAt, r.id LIMIT 20`,
    )
    .map((row) => ({
      id: row.id,
      version: row.version,
      at: row.at,
      freedTeams: JSON.parse(row.freedTeams) as string[],
      exercise: { id: row.exerciseId, year: row.exerciseYear, number: row.exerciseNumber },
      real: { id: row.realId, year: row.realYear, number: row.realNumber },
    }));
}

/** Saves how far a drill is, and its exercise. */
export function updateConduct(
  db: WriteHandle,
  drill: Pick<Drill, 'id' | 'state' | 'incidentId' | 'version'>,
): void {
  const { id, state, incidentId, version } = drill;
  db.run('UPDATE drill SET state = @state, incidentId = @incidentId, version = @version WHERE id = @id', {
    id,
    state,
    incidentId,
    version,
  });
}

type LineRow = Omit<RunLine, 'observers' | 'pinned' | 'typeNames' | 'placeNames' | 'run'> & {
  readonly observers: string;
  readonly pinned: number;
  readonly typeNames: string;
  readonly placeNames: string;
};

/** Drills that begin in a span of time or are under way, in their order; at most 200. */
export function runLines(db: ReadHandle, span: { readonly from: string; readonly until: string }): RunLine[] {
  const rows = db.all<LineRow>(
    `SELECT d.id, d.programmeId, d.typeId, d.placeId, d.requirementId, d.askedShift, d.askedCrew, d.startsAt, d.shiftOn, d.shift,
       d.crew, d.minutes, d.observers, d.pinned, d.state, d.cancelReason, d.incidentId, d.sequence, d.version,
       t.kind, t.names AS typeNames, p.names AS placeNames, p.key AS placeKey
     FROM drill d JOIN drillType t ON t.id = d.typeId JOIN place p ON p.id = d.placeId
     WHERE d.id IN (
       SELECT id FROM drill WHERE startsAt >= @from AND startsAt < @until AND state <> 'cancelled'
       UNION SELECT id FROM drill WHERE state IN ('running', 'interrupted')
     ) ORDER BY d.startsAt, d.id LIMIT 200`,
    span,
  );
  return rows.map((row) => ({
    ...row,
    pinned: row.pinned === 1,
    observers: JSON.parse(row.observers) as string[],
    typeNames: JSON.parse(row.typeNames) as Names,
    placeNames: JSON.parse(row.placeNames) as Names,
    run: runById(db, row.id) ?? null,
  }));
}

/** What is over of the same type at the same place before `before`, the newest first. */
export function runsBefore(
  db: ReadHandle,
  drill: Pick<Drill, 'typeId' | 'placeId'>,
  before: string,
  limit: number,
): DrillRun[] {
  return db
    .all<RunRow>(
      `SELECT ${columns.replace(/(\w+)/g, 'r.$1')} FROM drill d JOIN drillRun r ON r.id = d.id
       WHERE d.typeId = ? AND d.placeId = ? AND d.state = 'done' AND r.startedAt < ? ORDER BY r.startedAt DESC LIMIT ?`,
      drill.typeId,
      drill.placeId,
      before,
      limit,
    )
    .map(toRun);
}

/** The first time at which a team was said to be on the scene; what was struck does not count. */
export function firstOnScene(db: ReadHandle, incidentId: string): string | null {
  return (
    db.get<{ at: string | null }>(
      `SELECT min(at) AS at FROM logEntry WHERE incidentId = ? AND kind = 'radioIn' AND struckAt IS NULL
         AND template ->> '$.key' IN ('log.teamStatus', 'log.teamStatusAt')
         AND template ->> '$.facts.status.key' = 'team.status.onScene'`,
      incidentId,
    )?.at ?? null
  );
}

/** Exercises that run, drills or not. */
export function runningExercises(db: ReadHandle): string[] {
  return db
    .all<{ id: string }>(
      "SELECT id FROM incident WHERE state = 'running' AND exercise = 1 ORDER BY id LIMIT 50",
    )
    .map(({ id }) => id);
}
