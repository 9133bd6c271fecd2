import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { Missing, ReadinessChange, ReadinessDay, Standing } from './detail.ts';
import type { State } from './readiness.ts';

const parsed = (missing: string): Missing[] => JSON.parse(missing) as Missing[];

/** How a plan stands after it was worked out again. */
export interface Noted {
  readonly planKey: string;
  readonly planId: string;
  readonly edition: number;
  readonly state: State;
  readonly missing: readonly Missing[];
}

/** Keeps the day's row of a plan: its last state, and its worst. */
export function noteDay(db: WriteHandle, noted: Noted, day: string, at: string, seq: number): void {
  db.run(
    `INSERT INTO readinessDay (planKey, day, planId, edition, state, worst, missing, at, seq)
     VALUES (@planKey, @day, @planId, @edition, @state, @state, @missing, @at, @seq)
     ON CONFLICT (planKey, day) DO UPDATE SET planId = @planId, edition = @edition, state = @state, missing = @missing,
       at = @at, seq = @seq,
       worst = CASE WHEN worst = 'broken' OR @state = 'broken' THEN 'broken'
                    WHEN worst = 'tight' OR @state = 'tight' THEN 'tight' ELSE 'met' END`,
    { ...noted, missing: JSON.stringify(noted.missing), day, at, seq },
  );
}

/** Keeps that a plan became better or worse; `seq` is the entry that did it, null when only time had passed. */
export function noteChange(
  db: WriteHandle,
  noted: Noted,
  before: State | null,
  at: string,
  seq: number | null,
): void {
  db.run(
    `INSERT INTO readinessChange (planKey, planId, at, before, after, seq, missing)
     VALUES (@planKey, @planId, @at, @before, @after, @seq, @missing)`,
    {
      planKey: noted.planKey,
      planId: noted.planId,
      at,
      before,
      after: noted.state,
      seq,
      missing: JSON.stringify(noted.missing),
    },
  );
}

/** How each approved plan stood when it was last worked out. */
export function standings(db: ReadHandle): Standing[] {
  const rows = db.all<
    Omit<Standing, 'missing' | 'title'> & { readonly missing: string; readonly title: string }
  >(
    `SELECT d.planId, d.planKey, p.title, d.state, d.missing,
       (SELECT c.at FROM readinessChange c WHERE c.planKey = d.planKey ORDER BY c.no DESC LIMIT 1) AS since
     FROM plan p JOIN readinessDay d ON d.planKey = p.key
       AND d.day = (SELECT max(day) FROM readinessDay l WHERE l.planKey = p.key)
     WHERE p.state = 'approved' AND d.planId = p.id ORDER BY p.key LIMIT 500`,
  );
  return rows.map((row) => ({
    ...row,
    title: JSON.parse(row.title) as Names,
    missing: parsed(row.missing),
  }));
}

/** The last state that was kept of each plan, whatever its edition. */
export function lastStates(db: ReadHandle): Map<string, State> {
  const rows = db.all<{ planKey: string; after: State }>(
    `SELECT planKey, after FROM readinessChange WHERE no IN (SELECT max(no) FROM readinessChange GROUP BY planKey)`,
  );
  return new Map(rows.map(({ planKey, after }) => [planKey, after]));
}

/** The days of a plan up to one, the latest first. */
export function daysOf(db: ReadHandle, planKey: string, until: string, limit: number): ReadinessDay[] {
  return db
    .all<Omit<ReadinessDay, 'missing'> & { readonly missing: string }>(
      `SELECT day, edition, state, worst, missing FROM readinessDay WHERE planKey = ? AND day <= ? ORDER BY day DESC LIMIT ?`,
      planKey,
      until,
      limit,
    )
    .map((row) => ({ ...row, missing: parsed(row.missing) }));
}

/** When a plan became better or worse, the latest first. */
export function changesOf(db: ReadHandle, planKey: string, limit: number): ReadinessChange[] {
  return db
    .all<{
      at: string;
      before: State | null;
      after: State;
      missing: string;
      seq: number | null;
      name: string | null;
      byName: string | null;
    }>(
      `SELECT c.at, c.before, c.after, c.missing, c.seq, j.name, json_extract(j.body, '$.byName') AS byName
       FROM readinessChange c LEFT JOIN journal j ON j.seq = c.seq WHERE c.planKey = ? ORDER BY c.no DESC LIMIT ?`,
      planKey,
      limit,
    )
    .map(({ at, before, after, missing, seq, name, byName }) => ({
      at,
      before,
      after,
      missing: parsed(missing),
      entry: seq === null || name === null ? null : { seq, name, byName: byName ?? '' },
    }));
}

/** How much there is to work out; the more there is, the less it may be done between two keys. */
export function sizes(db: ReadHandle): {
  readonly items: number;
  readonly people: number;
  readonly steps: number;
} {
  return db.get(
    `SELECT (SELECT coalesce(max(no), 0) FROM equipment) AS items, (SELECT count(*) FROM person) AS people,
       (SELECT coalesce(sum(json_array_length(steps)), 0) FROM plan WHERE state = 'approved') AS steps`,
  )!;
}
