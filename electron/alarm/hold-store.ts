import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Page } from '../schema-parts.ts';
import type { Alarm } from './alarm.ts';
import { causeKey, type AlarmHold, type Cause } from './hold.ts';
import type { AlarmEvent } from './performance.ts';

type HoldRow = Omit<AlarmHold, 'label'> & { readonly label: string };
const columns = `id, source, sourceId, topic, kind, label, priority, reason, since, by, byName, until, endedAt, endedBy,
  endedByName, endReason, version`;

function toHold(row: HoldRow): AlarmHold {
  return { ...row, label: JSON.parse(row.label) as Alarm['cause'] };
}

export function insertHold(db: WriteHandle, hold: AlarmHold): void {
  db.run(
    `INSERT INTO alarmHold (${columns}) VALUES (@id, @source, @sourceId, @topic, @kind, @label, @priority, @reason, @since, @by,
       @byName, @until, @endedAt, @endedBy, @endedByName, @endReason, @version)`,
    { ...hold, label: JSON.stringify(hold.label) },
  );
}

export function updateHold(db: WriteHandle, hold: AlarmHold): void {
  db.run(
    `UPDATE alarmHold SET endedAt = @endedAt, endedBy = @endedBy, endedByName = @endedByName, endReason = @endReason,
       version = @version WHERE id = @id`,
    {
      id: hold.id,
      endedAt: hold.endedAt,
      endedBy: hold.endedBy,
      endedByName: hold.endedByName,
      endReason: hold.endReason,
      version: hold.version,
    },
  );
}

export function holdById(db: ReadHandle, id: string): AlarmHold | undefined {
  const row = db.get<HoldRow>(`SELECT ${columns} FROM alarmHold WHERE id = ?`, id);
  return row && toHold(row);
}

/** The hold of one cause that nobody has ended; it may have run out. */
export function holdOf(db: ReadHandle, { source, sourceId, topic }: Cause): AlarmHold | undefined {
  const row = db.get<HoldRow>(
    `SELECT ${columns} FROM alarmHold WHERE source = ? AND sourceId = ? AND topic = ? AND endedAt IS NULL`,
    source,
    sourceId,
    topic,
  );
  return row && toHold(row);
}

/** The holds in force, by `causeKey`. Few: each was set by a hand or a rule of the site. */
export function holdsInForce(db: ReadHandle, now: string): Map<string, AlarmHold> {
  const rows = db.all<HoldRow>(
    `SELECT ${columns} FROM alarmHold WHERE endedAt IS NULL AND (until IS NULL OR until > ?)`,
    now,
  );
  return new Map(rows.map((row) => [causeKey(row), toHold(row)]));
}

/** Holds that ran out and are still to be ended, oldest first. */
export function holdsRunOut(db: ReadHandle, now: string, limit: number): AlarmHold[] {
  return db
    .all<HoldRow>(
      `SELECT ${columns} FROM alarmHold WHERE endedAt IS NULL AND until <= ? ORDER BY until LIMIT ?`,
      now,
      limit,
    )
    .map(toHold);
}

/** When the next hold runs out; null when none does. */
export function nextRunOut(db: ReadHandle): string | null {
  return (
    db.get<{ at: string | null }>('SELECT min(until) AS at FROM alarmHold WHERE endedAt IS NULL')?.at ?? null
  );
}

/** When each of these causes last came out from under a hold, by `causeKey`. */
export function lastReleases(db: ReadHandle, causes: readonly Cause[]): Map<string, string> {
  const rows = db.all<Cause & { at: string }>(
    `SELECT source, sourceId, topic, max(endedAt) AS at FROM alarmHold
     WHERE endedAt IS NOT NULL AND topic IN (SELECT value FROM json_each(?)) GROUP BY source, sourceId, topic`,
    JSON.stringify(causes.map(({ topic }) => topic)),
  );
  return new Map(rows.map((row) => [causeKey(row), row.at]));
}

/** What is held, the newest first; those that have ended when asked for. */
export function holdPage(
  db: ReadHandle,
  filter: { readonly ended: boolean; readonly after?: string; readonly limit: number },
): Page<AlarmHold> {
  const where = filter.ended ? '1' : 'endedAt IS NULL';
  const rows = db.all<HoldRow>(
    `SELECT ${columns} FROM alarmHold WHERE ${where} AND id < ? ORDER BY id DESC LIMIT ?`,
    filter.after ?? '~',
    filter.limit,
  );
  return {
    rows: rows.map(toHold),
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM alarmHold WHERE ${where}`)?.n ?? 0,
    next: rows.length === filter.limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

export function insertEvent(db: WriteHandle, event: AlarmEvent): void {
  db.run(
    `INSERT INTO alarmEvent (id, at, kind, source, sourceId, topic, priority, placeId)
     VALUES (@id, @at, @kind, @source, @sourceId, @topic, @priority, @placeId)`,
    event,
  );
}

/**
 * What happened to alarms until an instant, oldest first: all from `from`, and before it those events of the causes that
 * were still wrong then.
 */
export function eventsFor(db: ReadHandle, from: string, to: string, limit: number): AlarmEvent[] {
  const list = 'id, at, kind, source, sourceId, topic, priority, placeId';
  // The last word on each cause before the period: what had not returned by then stands.
  const before = db.all<AlarmEvent>(
    `SELECT ${list} FROM (
       SELECT ${list}, row_number() OVER (PARTITION BY source, sourceId, topic ORDER BY at DESC, id DESC) AS back
       FROM alarmEvent WHERE at < ? AND kind IN ('announced', 'returned', 'cleared'))
     WHERE back = 1 AND kind = 'announced' ORDER BY at, id`,
    from,
  );
  const inside = db.all<AlarmEvent>(
    `SELECT ${list} FROM alarmEvent WHERE at >= ? AND at < ? ORDER BY at, id LIMIT ?`,
    from,
    to,
    limit,
  );
  return [...before, ...inside];
}
