import type { ReadHandle, WriteHandle } from '../database.ts';
import type { BreachArea, BreachRun, BreachStudy } from './breach.ts';

type StudyRow = Omit<BreachStudy, 'areas'> & { readonly areas: string };
const studyColumns =
  'id, damId, title, author, madeOn, fileHash, importedAt, importedByName, areas, retiredAt, version';
type RunRow = Omit<BreachRun, 'rehearsal'> & { readonly rehearsal: number };
const runColumns = `id, studyId, damId, rehearsal, incidentId, alarmId, startedAt, startedByName, endedAt, endedByName,
  endReason, version`;

const toStudy = (row: StudyRow): BreachStudy => ({ ...row, areas: JSON.parse(row.areas) as BreachArea[] });
const toRun = (row: RunRow): BreachRun => ({ ...row, rehearsal: row.rehearsal === 1 });

export function insertStudy(db: WriteHandle, study: BreachStudy): void {
  db.run(
    `INSERT INTO breachStudy (${studyColumns}) VALUES (@id, @damId, @title, @author, @madeOn, @fileHash, @importedAt,
       @importedByName, @areas, @retiredAt, @version)`,
    { ...study, areas: JSON.stringify(study.areas) },
  );
}

export function retireStudyRow(db: WriteHandle, study: BreachStudy): void {
  db.run(
    'UPDATE breachStudy SET retiredAt = ?, version = ? WHERE id = ?',
    study.retiredAt,
    study.version,
    study.id,
  );
}

export function studyById(db: ReadHandle, id: string): BreachStudy | undefined {
  const row = db.get<StudyRow>(`SELECT ${studyColumns} FROM breachStudy WHERE id = ?`, id);
  return row && toStudy(row);
}

/** The study that counts for a dam. */
export function studyOf(db: ReadHandle, damId: string): BreachStudy | undefined {
  const row = db.get<StudyRow>(
    `SELECT ${studyColumns} FROM breachStudy WHERE damId = ? AND retiredAt IS NULL`,
    damId,
  );
  return row && toStudy(row);
}

/** Dams that have a study, the one whose clock runs first. */
export function damsWithStudy(db: ReadHandle): { readonly damId: string }[] {
  return db.all<{ damId: string }>(
    `SELECT s.damId FROM breachStudy s LEFT JOIN breachRun r ON r.damId = s.damId AND r.endedAt IS NULL
     WHERE s.retiredAt IS NULL ORDER BY r.startedAt IS NULL, r.rehearsal, s.id`,
  );
}

export function insertRun(db: WriteHandle, run: BreachRun): void {
  db.run(
    `INSERT INTO breachRun (${runColumns}) VALUES (@id, @studyId, @damId, @rehearsal, @incidentId, @alarmId, @startedAt,
       @startedByName, @endedAt, @endedByName, @endReason, @version)`,
    { ...run, rehearsal: run.rehearsal ? 1 : 0 },
  );
}

export function updateRun(db: WriteHandle, run: BreachRun): void {
  db.run(
    'UPDATE breachRun SET endedAt = ?, endedByName = ?, endReason = ?, version = ? WHERE id = ?',
    run.endedAt,
    run.endedByName,
    run.endReason,
    run.version,
    run.id,
  );
}

export function runById(db: ReadHandle, id: string): BreachRun | undefined {
  const row = db.get<RunRow>(`SELECT ${runColumns} FROM breachRun WHERE id = ?`, id);
  return row && toRun(row);
}

/** The clock that runs for a dam. */
export function runOf(db: ReadHandle, damId: string): BreachRun | undefined {
  const row = db.get<RunRow>(
    `SELECT ${runColumns} FROM breachRun WHERE damId = ? AND endedAt IS NULL`,
    damId,
  );
  return row && toRun(row);
}

/** Every clock that runs. */
export function runningBreaches(db: ReadHandle): BreachRun[] {
  return db
    .all<RunRow>(`SELECT ${runColumns} FROM breachRun WHERE endedAt IS NULL ORDER BY rehearsal, startedAt`)
    .map(toRun);
}

/** Changes whenever a place of these kinds is added, changed or retired. */
export function placesMark(db: ReadHandle): string {
  const row = db.get<{ n: number; sum: number }>(
    'SELECT count(*) AS n, coalesce(sum(version), 0) AS sum FROM place WHERE retiredAt IS NULL',
  );
  return `${row?.n} ${row?.sum}`;
}
