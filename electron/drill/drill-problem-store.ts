import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { DrillProgramme, DrillType } from './drill.ts';
import type { MonthDrill, MonthPerson } from './month-problem.ts';
import type { LaidOut } from './outcome.ts';

interface Row {
  readonly id: string;
  readonly programmeId: string | null;
  readonly typeId: string;
  readonly typeNames: string;
  readonly placeId: string;
  readonly placeNames: string;
  readonly teamIds: string;
  readonly uses: string;
  readonly minutes: number;
  readonly wanted: number;
  readonly observerQualificationId: string | null;
  readonly askedShift: MonthDrill['askedShift'];
  readonly askedCrew: MonthDrill['askedCrew'];
  readonly startsAt: string | null;
  readonly observers: string;
  readonly pinned: number;
  readonly state: string;
  readonly version: number;
  readonly findingAt: string | null;
}

/** A drill as the planner needs it, and which version of it that is. */
export type ProblemDrill = MonthDrill & { readonly version: number; readonly own: boolean };

/**
 * The drills of a programme that are not cancelled, and others that begin between two instants. A finding is one of the drill of
 * this kind at this place that was evaluated last, or the action for which the drill is repeated.
 */
export function problemDrills(
  db: ReadHandle,
  programmeId: string,
  span: { readonly from: string; readonly until: string },
): ProblemDrill[] {
  return db
    .all<Row>(
      `WITH held AS (
         SELECT d.typeId, d.placeId, coalesce(i.declaredAt, d.startsAt) AS at, max(e.rating <> 'performed') AS short
         FROM drillEvaluation e JOIN drill d ON d.id = e.drillId LEFT JOIN incident i ON i.id = d.incidentId
         GROUP BY d.id),
       newest AS (SELECT typeId, placeId, max(at) AS at, short FROM held GROUP BY typeId, placeId)
       SELECT d.id, d.programmeId, d.typeId, t.names AS typeNames, d.placeId, p.names AS placeNames, t.teamIds, t.uses,
         d.minutes, t.observers AS wanted, t.observerQualificationId, d.askedShift, d.askedCrew, d.startsAt, d.observers,
         d.pinned, d.state, d.version,
         coalesce(a.raisedAt, CASE WHEN n.short = 1 THEN n.at END) AS findingAt
       FROM drill d JOIN drillType t ON t.id = d.typeId JOIN place p ON p.id = d.placeId
         LEFT JOIN drillRequirement r ON r.id = d.requirementId
         LEFT JOIN action a ON a.id = r.actionId AND a.state IN ('open', 'done')
         LEFT JOIN newest n ON n.typeId = d.typeId AND n.placeId = d.placeId
       WHERE d.state <> 'cancelled' AND (d.programmeId = ?1 OR (d.startsAt >= ?2 AND d.startsAt < ?3))
       ORDER BY d.id LIMIT 5000`,
      programmeId,
      span.from,
      span.until,
    )
    .map((row) => {
      const own = row.programmeId === programmeId;
      return {
        id: row.id,
        typeId: row.typeId,
        typeNames: JSON.parse(row.typeNames) as Names,
        placeId: row.placeId,
        placeNames: JSON.parse(row.placeNames) as Names,
        teamIds: JSON.parse(row.teamIds) as string[],
        uses: JSON.parse(row.uses) as DrillType['uses'],
        minutes: row.minutes,
        observers: row.wanted,
        observerQualificationId: row.observerQualificationId,
        askedShift: row.askedShift,
        askedCrew: row.askedCrew,
        startsAt: row.startsAt,
        observerIds: JSON.parse(row.observers) as string[],
        fixed: !own || row.pinned === 1 || row.state !== 'planned',
        findingOn: row.findingAt?.slice(0, 10) ?? null,
        version: row.version,
        own,
      };
    });
}

/** Everyone who works on the site, with their qualifications by id and no leave yet. */
export function problemPeople(db: ReadHandle): MonthPerson[] {
  const ids = new Map(
    db.all<{ key: string; id: string }>('SELECT key, id FROM qualification').map(({ key, id }) => [key, id]),
  );
  return db
    .all<Omit<MonthPerson, 'qualifications' | 'away'> & { readonly qualifications: string }>(
      'SELECT id, name, crew, teamId, qualifications FROM person WHERE retiredAt IS NULL ORDER BY words, id',
    )
    .map(({ qualifications, ...person }) => ({
      ...person,
      away: [],
      qualifications: new Map(
        (JSON.parse(qualifications) as { key: string; expiresOn: string | null }[]).flatMap(
          ({ key, expiresOn }) => {
            const id = ids.get(key);
            return id === undefined ? [] : [[id, expiresOn] as const];
          },
        ),
      ),
    }));
}

export function teamNames(db: ReadHandle): Map<string, Names> {
  return new Map(
    db
      .all<{ id: string; names: string }>('SELECT id, names FROM team')
      .map(({ id, names }) => [id, JSON.parse(names) as Names]),
  );
}

/** Which place lies in which. */
export function placeParents(db: ReadHandle): Map<string, string | null> {
  return new Map(
    db
      .all<{ id: string; parentId: string | null }>('SELECT id, parentId FROM place')
      .map(({ id, parentId }) => [id, parentId]),
  );
}

/** How the last laying-out of a programme ended; null before the first. */
export function outcomeOf(db: ReadHandle, programmeId: string): LaidOut | null {
  const row = db.get<{ outcome: string | null }>(
    'SELECT outcome FROM drillProgramme WHERE id = ?',
    programmeId,
  );
  return row?.outcome == null ? null : (JSON.parse(row.outcome) as LaidOut);
}

export function saveOutcome(
  db: WriteHandle,
  { id, version }: Pick<DrillProgramme, 'id' | 'version'>,
  outcome: LaidOut,
): void {
  db.run(
    'UPDATE drillProgramme SET outcome = ?, version = ? WHERE id = ?',
    JSON.stringify(outcome),
    version,
    id,
  );
}
