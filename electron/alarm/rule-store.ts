import type { ReadHandle, WriteHandle } from '../database.ts';
import { limitName, type AlarmRule, type LimitKey } from './rule.ts';

type Json = 'cause' | 'consequence' | 'action' | 'owner' | 'suppressWhen';
type RuleRow = Omit<AlarmRule, Json> & { readonly [K in Json]: string | null };
const names = [
  'id', 'pointId', 'level', 'side', 'edition', 'state', 'limitValue', 'cause', 'consequence', 'action', 'minutesToAct', 'severity',
  'priority', 'deadBand', 'onDelaySeconds', 'offDelaySeconds', 'owner', 'parentPointId', 'parentLevel', 'suppressPointId',
  'suppressWhen', 'incident', 'incidentType', 'planKey', 'ackMinutes', 'note', 'writtenAt', 'writtenByName', 'liveAt',
  'approvedByName', 'endedAt', 'endedByName', 'version',
] as const satisfies readonly (keyof AlarmRule)[]; // prettier-ignore
const columns = names.join(', ');
const force = "state IN ('live', 'retiring')";

const parsed = <T>(text: string | null): T => JSON.parse(text ?? 'null') as T;
function toRule(row: RuleRow): AlarmRule {
  return {
    ...row,
    cause: parsed(row.cause),
    consequence: parsed(row.consequence),
    action: parsed(row.action),
    owner: parsed(row.owner),
    suppressWhen: parsed(row.suppressWhen),
  };
}

function toRow(rule: AlarmRule): RuleRow {
  return {
    ...rule,
    cause: JSON.stringify(rule.cause),
    consequence: JSON.stringify(rule.consequence),
    action: JSON.stringify(rule.action),
    owner: JSON.stringify(rule.owner),
    suppressWhen: rule.suppressWhen === null ? null : JSON.stringify(rule.suppressWhen),
  };
}

export function insertRule(db: WriteHandle, rule: AlarmRule): void {
  db.run(
    `INSERT INTO alarmRule (${columns}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    toRow(rule),
  );
}

export function updateRule(db: WriteHandle, rule: AlarmRule): void {
  const set = names.filter((name) => name !== 'id').map((name) => `${name} = @${name}`);
  db.run(`UPDATE alarmRule SET ${set.join(', ')} WHERE id = @id`, toRow(rule));
}

export function ruleById(db: ReadHandle, id: string): AlarmRule | undefined {
  const row = db.get<RuleRow>(`SELECT ${columns} FROM alarmRule WHERE id = ?`, id);
  return row && toRule(row);
}

/** Every edition that is in force, being written or waiting, by limit: a site has some hundreds. */
export function currentRules(db: ReadHandle): AlarmRule[] {
  return db
    .all<RuleRow>(`SELECT ${columns} FROM alarmRule WHERE state IN ('live', 'retiring', 'draft', 'asked')`)
    .map(toRule);
}

/** All rules in force. */
export function rulesInForce(db: ReadHandle): AlarmRule[] {
  return db
    .all<RuleRow>(`SELECT ${columns} FROM alarmRule INDEXED BY alarmRuleLive WHERE ${force}`)
    .map(toRule);
}

/** The rules in force on a point. */
export function rulesOfPoint(db: ReadHandle, pointId: string): AlarmRule[] {
  return db
    .all<RuleRow>(
      `SELECT ${columns} FROM alarmRule INDEXED BY alarmRuleLive WHERE pointId = ? AND ${force}`,
      pointId,
    )
    .map(toRule);
}

/** Rules in force whose alarm stands under that of a point, or is suppressed by it. */
export function rulesAfter(db: ReadHandle, pointId: string): AlarmRule[] {
  return db
    .all<RuleRow>(
      `SELECT ${columns} FROM alarmRule INDEXED BY alarmRuleLive WHERE ${force} AND (parentPointId = ?1 OR suppressPointId = ?1)`,
      pointId,
    )
    .map(toRule);
}

/** Every edition of the rule of a limit, the newest first. */
export function editionsOfRule(db: ReadHandle, { pointId, level, side }: LimitKey): AlarmRule[] {
  return db
    .all<RuleRow>(
      `SELECT ${columns} FROM alarmRule WHERE pointId = ? AND level = ? AND side = ? ORDER BY edition DESC LIMIT 100`,
      pointId,
      level,
      side,
    )
    .map(toRule);
}

/** How many editions of each limit are over, by `limitName`. */
export function pastCounts(db: ReadHandle): Map<string, number> {
  return new Map(
    db
      .all<LimitKey & { n: number }>(
        `SELECT pointId, level, side, count(*) AS n FROM alarmRule WHERE state IN ('retired', 'replaced')
         GROUP BY pointId, level, side`,
      )
      .map((row) => [limitName(row), row.n]),
  );
}

/** How a limit with a rule stands now. */
export interface LimitRow extends LimitKey {
  readonly id: string;
  readonly state: 'in' | 'out';
  readonly at: string;
  readonly version: number;
}

export function limitRow(db: ReadHandle, { pointId, level, side }: LimitKey): LimitRow | undefined {
  return db.get<LimitRow>(
    'SELECT id, pointId, level, side, state, at, version FROM alarmLimit WHERE pointId = ? AND level = ? AND side = ?',
    pointId,
    level,
    side,
  );
}

/** The limits with a rule that count as passed, by `limitName`. */
export function limitsPassed(db: ReadHandle): Set<string> {
  return new Set(
    db.all<LimitKey>("SELECT pointId, level, side FROM alarmLimit WHERE state = 'in'").map(limitName),
  );
}

export function saveLimit(db: WriteHandle, row: LimitRow): void {
  db.run(
    `INSERT INTO alarmLimit (id, pointId, level, side, state, at, version) VALUES (@id, @pointId, @level, @side, @state, @at, @version)
     ON CONFLICT (pointId, level, side) DO UPDATE SET state = excluded.state, at = excluded.at, version = excluded.version`,
    row,
  );
}
