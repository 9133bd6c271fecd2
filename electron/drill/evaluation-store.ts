import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { Drill, DrillObjective, DrillType } from './drill.ts';
import type {
  AfterDrill,
  EarlierFinding,
  Evaluation,
  HeldDrill,
  Lesson,
  Participant,
  ParticipantLine,
  ProposedParticipant,
  Review,
} from './evaluation.ts';

/** A drill with what its evaluation needs of its type and place. */
export interface DrillInPlace extends Drill {
  readonly type: AfterDrill['type'] & Pick<DrillType, 'teamIds' | 'planKey'>;
  readonly objectives: readonly DrillObjective[];
  readonly place: AfterDrill['place'];
  /** When it began: the exercise's declaration, else as laid out. */
  readonly at: string;
}

type Row = Omit<Drill, 'observers' | 'pinned'> & {
  readonly observers: string;
  readonly pinned: number;
  readonly typeKey: string;
  readonly typeNames: string;
  readonly kind: DrillType['kind'];
  readonly planKey: string | null;
  readonly targets: string;
  readonly teamIds: string;
  readonly objectives: string;
  readonly placeKey: string;
  readonly placeNames: string;
  readonly at: string;
};

const drills = `SELECT d.id, d.programmeId, d.typeId, d.placeId, d.requirementId, d.askedShift, d.askedCrew, d.startsAt, d.shiftOn,
    d.shift, d.crew, d.minutes, d.observers, d.pinned, d.state, d.cancelReason, d.incidentId, d.sequence, d.version,
    t.key AS typeKey, t.names AS typeNames, t.kind, t.planKey, t.targets, t.teamIds, t.objectives, p.key AS placeKey,
    p.names AS placeNames, coalesce(i.declaredAt, d.startsAt, '') AS at
  FROM drill d JOIN drillType t ON t.id = d.typeId JOIN place p ON p.id = d.placeId
    LEFT JOIN incident i ON i.id = d.incidentId`;

function toDrill(row: Row): DrillInPlace {
  const { typeKey, typeNames, kind, planKey, targets, teamIds, placeKey, placeNames, ...drill } = row;
  return {
    ...drill,
    observers: JSON.parse(row.observers) as string[],
    pinned: row.pinned === 1,
    objectives: JSON.parse(row.objectives) as DrillObjective[],
    type: {
      id: row.typeId,
      key: typeKey,
      names: JSON.parse(typeNames) as Names,
      kind,
      planKey,
      targets: JSON.parse(targets) as DrillType['targets'],
      teamIds: JSON.parse(teamIds) as string[],
    },
    place: { id: row.placeId, key: placeKey, names: JSON.parse(placeNames) as Names },
  };
}

export function drillOf(db: ReadHandle, id: string): DrillInPlace | undefined {
  const row = db.get<Row>(`${drills} WHERE d.id = ?`, id);
  return row && toDrill(row);
}

/** The drill that is run in an exercise. */
export function drillOfIncident(db: ReadHandle, incidentId: string): DrillInPlace | undefined {
  const row = db.get<Row>(`${drills} WHERE d.incidentId = ?`, incidentId);
  return row && toDrill(row);
}

/** All drills of a programme in the order of their time; those without a place last. A programme has some hundreds at most. */
export function drillsOfProgramme(db: ReadHandle, programmeId: string): DrillInPlace[] {
  return db
    .all<Row>(
      `${drills} WHERE d.programmeId = ? ORDER BY d.startsAt IS NULL, d.startsAt, d.id LIMIT 2000`,
      programmeId,
    )
    .map(toDrill);
}

const evaluationColumns =
  'id, drillId, objectiveId, objectiveKey, rating, note, evidence, by, byName, at, version';
type EvaluationRow = Omit<Evaluation, 'evidence'> & { readonly evidence: string };
const toEvaluation = (row: EvaluationRow): Evaluation => ({
  ...row,
  evidence: JSON.parse(row.evidence) as string[],
});

/** Writes an evaluation: the first of its objective, or what it has become. */
export function saveEvaluation(db: WriteHandle, evaluation: Evaluation): void {
  db.run(
    `INSERT INTO drillEvaluation (${evaluationColumns})
     VALUES (@id, @drillId, @objectiveId, @objectiveKey, @rating, @note, @evidence, @by, @byName, @at, @version)
     ON CONFLICT (id) DO UPDATE SET rating = @rating, note = @note, evidence = @evidence, by = @by, byName = @byName, at = @at,
       version = @version`,
    { ...evaluation, evidence: JSON.stringify(evaluation.evidence) },
  );
}

export function evaluationsOf(db: ReadHandle, drillIds: readonly string[]): Evaluation[] {
  return db
    .all<EvaluationRow>(
      `SELECT ${evaluationColumns} FROM drillEvaluation WHERE drillId IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 20000`,
      JSON.stringify(drillIds),
    )
    .map(toEvaluation);
}

/** Findings of the same type at the same place that began before an instant, newest first. */
export function earlierFindings(
  db: ReadHandle,
  drill: Pick<DrillInPlace, 'id' | 'typeId' | 'placeId' | 'at'>,
): Omit<EarlierFinding, 'actions'>[] {
  return db.all(
    `SELECT e.drillId, coalesce(i.declaredAt, d.startsAt) AS at, e.objectiveKey, e.rating, e.note
     FROM drill d JOIN drillEvaluation e ON e.drillId = d.id LEFT JOIN incident i ON i.id = d.incidentId
     WHERE d.typeId = ? AND d.placeId = ? AND d.id <> ? AND coalesce(i.declaredAt, d.startsAt) < ? AND e.rating <> 'performed'
     ORDER BY at DESC LIMIT 200`,
    drill.typeId,
    drill.placeId,
    drill.id,
    drill.at,
  );
}

export function insertParticipant(db: WriteHandle, participant: Participant): void {
  db.run(
    'INSERT INTO drillParticipant (id, drillId, personId, role, source) VALUES (@id, @drillId, @personId, @role, @source)',
    participant,
  );
}

export function deleteParticipant(db: WriteHandle, id: string): void {
  db.run('DELETE FROM drillParticipant WHERE id = ?', id);
}

/** By role, then by name. */
export function participantsOf(db: ReadHandle, drillIds: readonly string[]): ParticipantLine[] {
  return db.all<ParticipantLine>(
    `SELECT r.id, r.drillId, r.personId, r.role, r.source, p.name, t.key AS teamKey
     FROM drillParticipant r JOIN person p ON p.id = r.personId LEFT JOIN team t ON t.id = p.teamId
     WHERE r.drillId IN (SELECT value FROM json_each(?)) ORDER BY r.role, p.words, r.id LIMIT 20000`,
    JSON.stringify(drillIds),
  );
}

type Named = Pick<ProposedParticipant, 'personId' | 'name' | 'teamKey'>;

/** Who answered a call of the exercise. */
export function answeredIn(db: ReadHandle, incidentId: string): Named[] {
  return db.all<Named>(
    `SELECT DISTINCT p.id AS personId, p.name, t.key AS teamKey FROM callOut c JOIN callOutAnswer a ON a.callOutId = c.id
     JOIN person p ON p.id = a.personId LEFT JOIN team t ON t.id = p.teamId WHERE c.incidentId = ? ORDER BY p.words LIMIT 500`,
    incidentId,
  );
}

/** Members of some teams with their crews. */
export function membersOf(
  db: ReadHandle,
  teamIds: readonly string[],
): (Named & { readonly crew: string | null })[] {
  return db.all(
    `SELECT p.id AS personId, p.name, t.key AS teamKey, p.crew FROM person p JOIN team t ON t.id = p.teamId
     WHERE p.teamId IN (SELECT value FROM json_each(?)) AND p.retiredAt IS NULL ORDER BY t.key, p.words LIMIT 1000`,
    JSON.stringify(teamIds),
  );
}

export function peopleById(db: ReadHandle, ids: readonly string[]): Named[] {
  return db.all<Named>(
    `SELECT p.id AS personId, p.name, t.key AS teamKey FROM person p LEFT JOIN team t ON t.id = p.teamId
     WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.words LIMIT 500`,
    JSON.stringify(ids),
  );
}

export function insertLesson(db: WriteHandle, lesson: Lesson): void {
  db.run(
    'INSERT INTO drillLesson (id, drillId, text, by, byName, at) VALUES (@id, @drillId, @text, @by, @byName, @at)',
    lesson,
  );
}

export function lessonById(db: ReadHandle, id: string): Lesson | undefined {
  return db.get<Lesson>('SELECT id, drillId, text, by, byName, at FROM drillLesson WHERE id = ?', id);
}

export function deleteLesson(db: WriteHandle, id: string): void {
  db.run('DELETE FROM drillLesson WHERE id = ?', id);
}

export function lessonsOf(db: ReadHandle, drillIds: readonly string[]): Lesson[] {
  return db.all<Lesson>(
    `SELECT id, drillId, text, by, byName, at FROM drillLesson WHERE drillId IN (SELECT value FROM json_each(?))
     ORDER BY drillId, id LIMIT 5000`,
    JSON.stringify(drillIds),
  );
}

/** Writes the review of a drill: the first, or what it has become. */
export function saveReview(db: WriteHandle, review: Review): void {
  db.run(
    `INSERT INTO drillReview (id, drillId, evacuated, signedAt, signedBy, signedByName, version)
     VALUES (@id, @drillId, @evacuated, @signedAt, @signedBy, @signedByName, @version)
     ON CONFLICT (id) DO UPDATE SET evacuated = @evacuated, signedAt = @signedAt, signedBy = @signedBy,
       signedByName = @signedByName, version = @version`,
    review,
  );
}

export function reviewsOf(db: ReadHandle, drillIds: readonly string[]): Review[] {
  return db.all<Review>(
    `SELECT id, drillId, evacuated, signedAt, signedBy, signedByName, version FROM drillReview
     WHERE drillId IN (SELECT value FROM json_each(?)) LIMIT 2000`,
    JSON.stringify(drillIds),
  );
}

/** Drills that were held (or are running), newest first. `after` is the number of rows already seen. */
export function heldPage(
  db: ReadHandle,
  filter: { text: string; programmeId?: string; after: number; limit: number },
): Page<HeldDrill> {
  const where = `d.state IN ('running', 'interrupted', 'done') AND (?1 IS NULL OR d.programmeId = ?1)
    AND (?2 = '' OR instr(lower(t.names || ' ' || p.key || ' ' || p.names), lower(?2)) > 0)`;
  const from = 'FROM drill d JOIN drillType t ON t.id = d.typeId JOIN place p ON p.id = d.placeId';
  const bind = [filter.programmeId ?? null, filter.text];
  type HeldRow = Omit<HeldDrill, 'typeNames' | 'placeNames'> & { typeNames: string; placeNames: string };
  const rows = db.all<HeldRow>(
    `SELECT d.id, d.state, d.startsAt, t.names AS typeNames, p.key AS placeKey, p.names AS placeNames, d.incidentId,
       json_array_length(t.objectives) AS objectives,
       (SELECT count(*) FROM drillEvaluation e WHERE e.drillId = d.id) AS rated,
       (SELECT count(*) FROM drillEvaluation e WHERE e.drillId = d.id AND e.rating <> 'performed') AS findings,
       (SELECT count(*) FROM action a WHERE a.drillId = d.id AND a.state IN ('open', 'done')) AS openActions,
       (SELECT count(*) FROM drillParticipant r WHERE r.drillId = d.id) AS participants,
       (SELECT v.signedAt FROM drillReview v WHERE v.drillId = d.id) AS signedAt
     ${from} WHERE ${where} ORDER BY d.startsAt DESC, d.id DESC LIMIT ?3 OFFSET ?4`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${from} WHERE ${where}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return {
    rows: rows.map((row) => ({
      ...row,
      typeNames: JSON.parse(row.typeNames) as Names,
      placeNames: JSON.parse(row.placeNames) as Names,
    })),
    total,
    next: seen < total ? String(seen) : null,
  };
}
