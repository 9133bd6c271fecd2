import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { DerivedAlarm } from './alarm-list.ts';
import type { Cause } from './hold.ts';
import { minutesFor, usualEscalation, type Escalation } from './escalation.ts';
import type { Priority } from './alarm.ts';

export function escalationOf(db: ReadHandle): Escalation {
  const row = db.get<Omit<Escalation, 'chain'> & { chain: string }>(
    'SELECT minutes1, minutes2, minutes3, chain, version FROM alarmEscalation',
  );
  return row ? { ...row, chain: JSON.parse(row.chain) as Escalation['chain'] } : usualEscalation;
}

export function saveEscalation(db: WriteHandle, escalation: Escalation): void {
  db.run(
    `INSERT INTO alarmEscalation (id, minutes1, minutes2, minutes3, chain, version)
     VALUES ('site', @minutes1, @minutes2, @minutes3, @chain, @version)
     ON CONFLICT (id) DO UPDATE SET minutes1 = excluded.minutes1, minutes2 = excluded.minutes2, minutes3 = excluded.minutes3,
       chain = excluded.chain, version = excluded.version`,
    { ...escalation, chain: JSON.stringify(escalation.chain) },
  );
}

const heldNow = `EXISTS (SELECT 1 FROM alarmHold h WHERE h.source = a.source AND h.sourceId = a.sourceId AND h.topic = a.topic
  AND h.endedAt IS NULL AND (h.until IS NULL OR h.until > @now))`;
/** Alarms that wait for an answer and can still climb; what stands under another climbs with that one. */
const unanswered = `FROM alarm a INDEXED BY alarmOpen
  WHERE a.state <> 'cleared' AND a.state = 'raised' AND a.climbed < @steps AND a.underId IS NULL AND NOT ${heldNow}`;

interface Group {
  readonly priority: Priority;
  readonly ackMinutes: number | null;
  readonly since: string;
}

/** Those that wait, by how long they may: a handful of groups, however many alarms there are. */
function groups(
  db: ReadHandle,
  escalation: Escalation,
  now: string,
): (Group & { readonly waitMs: number })[] {
  return db
    .all<Group>(
      `SELECT a.priority, a.ackMinutes, min(coalesce(a.climbedAt, a.raisedAt)) AS since ${unanswered} GROUP BY 1, 2`,
      { now, steps: escalation.chain.length },
    )
    .flatMap((group) => {
      const minutes = group.ackMinutes ?? minutesFor(escalation, group.priority);
      return minutes === null ? [] : [{ ...group, waitMs: minutes * 60_000 }];
    });
}

/** When the next alarm climbs, ms since 1970; null when none will. */
export function nextClimbMs(db: ReadHandle, now: string): number | null {
  const all = groups(db, escalationOf(db), now).map(({ since, waitMs }) => Date.parse(since) + waitMs);
  return all.length === 0 ? null : Math.min(...all);
}

/** Alarms that have waited long enough, by id. */
export function dueToClimb(db: ReadHandle, now: string, limit: number): string[] {
  const escalation = escalationOf(db);
  return groups(db, escalation, now)
    .flatMap(({ priority, ackMinutes, waitMs }) =>
      db.all<{ id: string }>(
        `SELECT a.id ${unanswered} AND a.priority = @priority AND a.ackMinutes IS @ackMinutes
           AND coalesce(a.climbedAt, a.raisedAt) <= @before ORDER BY a.raisedAt LIMIT @limit`,
        {
          now, steps: escalation.chain.length, priority, ackMinutes, limit,
          before: new Date(Date.parse(now) - waitMs).toISOString(),
        }, // prettier-ignore
      ),
    )
    .map(({ id }) => id)
    .slice(0, limit);
}

/** Open alarms whose rule declares an incident and that none has come of yet. */
export function undeclared(db: ReadHandle, now: string): string[] {
  return db
    .all<{ id: string }>(
      `SELECT a.id FROM alarm a INDEXED BY alarmOpen JOIN alarmRule r ON r.id = a.ruleId
       WHERE a.state <> 'cleared' AND a.state IN ('raised', 'acknowledged') AND a.incidentId IS NULL AND r.incident = 'declare'
         AND NOT ${heldNow}
       ORDER BY a.raisedAt LIMIT 20`,
      { now },
    )
    .map(({ id }) => id);
}

/** The running incident that came of an earlier alarm of the same cause, if there is one. */
export function runningOfCause(db: ReadHandle, { source, sourceId, topic }: Cause): string | undefined {
  return db.get<{ id: string }>(
    `SELECT i.id FROM alarm a JOIN incident i ON i.id = a.incidentId
     WHERE a.source = ? AND a.sourceId = ? AND a.topic = ? AND i.state = 'running' AND i.exercise = 0
     ORDER BY a.raisedAt DESC LIMIT 1`,
    source,
    sourceId,
    topic,
  )?.id;
}

export const exerciseRuns = (db: ReadHandle): boolean =>
  db.get("SELECT 1 FROM incident WHERE exercise = 1 AND state = 'running' LIMIT 1") !== undefined;

/** An alarm without a row of its own that was true when last looked at. */
export interface DerivedRow extends Cause {
  readonly id: string;
  readonly priority: Priority;
  readonly placeId: string | null;
}

export function derivedRows(db: ReadHandle): DerivedRow[] {
  return db.all<DerivedRow>('SELECT id, source, sourceId, topic, priority, placeId FROM alarmDerived');
}

export function insertDerived(db: WriteHandle, row: DerivedRow): boolean {
  return (
    db.run(
      `INSERT OR IGNORE INTO alarmDerived (id, source, sourceId, topic, priority, placeId)
       VALUES (@id, @source, @sourceId, @topic, @priority, @placeId)`,
      row,
    ) > 0
  );
}

export function deleteDerived(db: WriteHandle, id: string): void {
  db.run('DELETE FROM alarmDerived WHERE id = ?', id);
}

export const derivedRow = (alarm: DerivedAlarm, id: string): DerivedRow => ({
  id,
  source: alarm.noun,
  sourceId: alarm.id,
  topic: alarm.key,
  priority: alarm.priority,
  placeId: alarm.placeId ?? null,
});

/** The outermost place around each of these: the area by which alarms are filtered. */
export function areasOf(
  db: ReadHandle,
  placeIds: readonly string[],
): Map<string, { readonly id: string; readonly names: Names }> {
  const rows = db.all<{ start: string; id: string; names: string }>(
    `WITH RECURSIVE up (start, id, parentId, names, depth) AS (
       SELECT p.id, p.id, p.parentId, p.names, 0 FROM json_each(?) e JOIN place p ON p.id = e.value
       UNION ALL
       SELECT up.start, p.id, p.parentId, p.names, up.depth + 1 FROM up JOIN place p ON p.id = up.parentId WHERE up.depth < 8)
     SELECT start, id, names FROM up WHERE parentId IS NULL`,
    JSON.stringify([...new Set(placeIds)]),
  );
  return new Map(rows.map(({ start, id, names }) => [start, { id, names: JSON.parse(names) as Names }]));
}
