import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { Alarm } from './alarm.ts';
import type { Seen } from './alarm-list.ts';

type AlarmRow = Omit<Alarm, 'cause' | 'action'> & { cause: string; action: string | null };
const columns = `id, source, sourceId, topic, placeId, priority, cause, action, incidentType, state, raisedAt, raisedBy,
  acknowledgedAt, acknowledgedBy, acknowledgedByName, returnedAt, clearedAt, underId, climbed, climbedAt,
  ruleId, ackMinutes, planKey, incidentId, version`;

function toAlarm(row: AlarmRow): Alarm {
  return {
    ...row,
    cause: JSON.parse(row.cause) as Alarm['cause'],
    action: row.action === null ? null : (JSON.parse(row.action) as Alarm['action']),
  };
}

function toRow(alarm: Alarm): AlarmRow {
  return {
    ...alarm,
    cause: JSON.stringify(alarm.cause),
    action: alarm.action === null ? null : JSON.stringify(alarm.action),
  };
}

export function insertAlarm(db: WriteHandle, alarm: Alarm): void {
  db.run(
    `INSERT INTO alarm (${columns})
     VALUES (@id, @source, @sourceId, @topic, @placeId, @priority, @cause, @action, @incidentType, @state, @raisedAt, @raisedBy,
       @acknowledgedAt, @acknowledgedBy, @acknowledgedByName, @returnedAt, @clearedAt, @underId, @climbed, @climbedAt,
       @ruleId, @ackMinutes, @planKey, @incidentId, @version)`,
    toRow(alarm),
  );
}

export function updateAlarm(db: WriteHandle, alarm: Alarm): void {
  db.run(
    `UPDATE alarm SET placeId = @placeId, priority = @priority, cause = @cause, action = @action, incidentType = @incidentType,
       state = @state, raisedAt = @raisedAt, raisedBy = @raisedBy, acknowledgedAt = @acknowledgedAt,
       acknowledgedBy = @acknowledgedBy, acknowledgedByName = @acknowledgedByName, returnedAt = @returnedAt,
       clearedAt = @clearedAt, underId = @underId, climbed = @climbed, climbedAt = @climbedAt,
       ruleId = @ruleId, ackMinutes = @ackMinutes, planKey = @planKey, incidentId = @incidentId, version = @version
     WHERE id = @id`,
    toRow(alarm),
  );
}

export function alarmById(db: ReadHandle, id: string): Alarm | undefined {
  const row = db.get<AlarmRow>(`SELECT ${columns} FROM alarm WHERE id = ?`, id);
  return row && toAlarm(row);
}

/** The open alarm of one cause, if there is one. */
export function openAlarmOf(
  db: ReadHandle,
  cause: Pick<Alarm, 'source' | 'sourceId' | 'topic'>,
): Alarm | undefined {
  const row = db.get<AlarmRow>(
    `SELECT ${columns} FROM alarm WHERE source = ? AND sourceId = ? AND topic = ? AND state <> 'cleared'`,
    cause.source,
    cause.sourceId,
    cause.topic,
  );
  return row && toAlarm(row);
}

/** Everything open. A site in trouble has tens; a burst has some thousands. */
export function openAlarms(db: ReadHandle): Alarm[] {
  return db
    .all<AlarmRow>(`SELECT ${columns} FROM alarm INDEXED BY alarmOpen WHERE state <> 'cleared'`)
    .map(toAlarm);
}

/** All alarms ever, newest first. `after` is the cursor `raisedAt id`. */
export function alarmPage(
  db: ReadHandle,
  filter: { text: string; priorities?: readonly number[]; after?: string; limit: number },
): Page<Alarm> {
  const [raisedAt = '9999', id = ''] = filter.after?.split(' ') ?? [];
  const priorities = filter.priorities ? JSON.stringify(filter.priorities) : null;
  const words = fold(filter.text);
  const where = `(?1 IS NULL OR priority IN (SELECT value FROM json_each(?1))) AND (?2 = '' OR instr(lower(cause), ?2) > 0)`;
  const rows = db.all<AlarmRow>(
    `SELECT ${columns} FROM alarm WHERE ${where} AND (raisedAt, id) < (?3, ?4) ORDER BY raisedAt DESC, id DESC LIMIT ?5`,
    priorities,
    words,
    raisedAt,
    id,
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows: rows.map(toAlarm),
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM alarm WHERE ${where}`, priorities, words)?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.raisedAt} ${last.id}` : null,
  };
}

/** What the newest alarm of each cause said; the causes by `causeKey`. */
export function labelsOf(db: ReadHandle, keys: readonly string[]): Record<string, Alarm['cause']> {
  const labels: Record<string, Alarm['cause']> = {};
  for (const key of keys) {
    const row = db.get<{ cause: string }>(
      'SELECT cause FROM alarm WHERE source = ? AND sourceId = ? AND topic = ? ORDER BY raisedAt DESC LIMIT 1',
      ...(JSON.parse(key) as string[]),
    );
    if (row) labels[key] = JSON.parse(row.cause) as Alarm['cause'];
  }
  return labels;
}

export function insertSeen(db: WriteHandle, seen: Seen): void {
  db.run('INSERT OR IGNORE INTO alarmSeen (id, at, by, byName) VALUES (@id, @at, @by, @byName)', seen);
}

/** Which of these derived alarms someone has seen. */
export function seenOf(db: ReadHandle, ids: readonly string[]): Map<string, Seen> {
  const rows = db.all<Seen>(
    'SELECT id, at, by, byName FROM alarmSeen WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, row]));
}
