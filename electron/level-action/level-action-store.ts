import type { ReadHandle, WriteHandle } from '../database.ts';
import type { LevelAction, LevelActionDone, ZoneAlert } from './level-action.ts';

type ActionRow = Omit<LevelAction, 'texts'> & { texts: string };
const actionColumns =
  'id, zoneId, level, orderNo, texts, position, targetMinutes, deviceId, wanted, planKey, retiredAt, version';
const alertColumns = 'id, zoneId, level, gaugeId, levelCm, since, until, version';
const doneColumns = 'id, actionId, alertId, taskId, at, by, byName, note';

const toAction = (row: ActionRow): LevelAction => ({
  ...row,
  texts: JSON.parse(row.texts) as LevelAction['texts'],
});

export function saveLevelAction(db: WriteHandle, action: LevelAction): void {
  db.run(
    `INSERT INTO levelAction (${actionColumns}) VALUES (@id, @zoneId, @level, @orderNo, @texts, @position, @targetMinutes,
       @deviceId, @wanted, @planKey, @retiredAt, @version)
     ON CONFLICT (id) DO UPDATE SET level = excluded.level, orderNo = excluded.orderNo, texts = excluded.texts,
       position = excluded.position, targetMinutes = excluded.targetMinutes, deviceId = excluded.deviceId,
       wanted = excluded.wanted, planKey = excluded.planKey, retiredAt = excluded.retiredAt, version = excluded.version`,
    { ...action, texts: JSON.stringify(action.texts) },
  );
}

export function levelActionById(db: ReadHandle, id: string): LevelAction | undefined {
  const row = db.get<ActionRow>(`SELECT ${actionColumns} FROM levelAction WHERE id = ?`, id);
  return row && toAction(row);
}

/** The actions of a zone that hold, by level and order; some tens at most. */
export function levelActionsOf(db: ReadHandle, zoneId: string): LevelAction[] {
  return db
    .all<ActionRow>(
      `SELECT ${actionColumns} FROM levelAction WHERE zoneId = ? AND retiredAt IS NULL ORDER BY orderNo, id`,
      zoneId,
    )
    .map(toAction);
}

export function lastActionOrder(db: ReadHandle, zoneId: string): number {
  return (
    db.get<{ no: number | null }>('SELECT max(orderNo) AS no FROM levelAction WHERE zoneId = ?', zoneId)
      ?.no ?? 0
  );
}

export function insertZoneAlert(db: WriteHandle, alert: ZoneAlert): void {
  db.run(
    `INSERT INTO zoneAlert (${alertColumns}) VALUES (@id, @zoneId, @level, @gaugeId, @levelCm, @since, @until, @version)`,
    alert,
  );
}

export function endZoneAlert(db: WriteHandle, alert: ZoneAlert): void {
  db.run('UPDATE zoneAlert SET until = @until, version = @version WHERE id = @id', alert);
}

export function zoneAlertById(db: ReadHandle, id: string): ZoneAlert | undefined {
  return db.get<ZoneAlert>(`SELECT ${alertColumns} FROM zoneAlert WHERE id = ?`, id);
}

/** Levels at which zones stand now. */
export function openZoneAlerts(db: ReadHandle): ZoneAlert[] {
  return db.all<ZoneAlert>(
    `SELECT ${alertColumns} FROM zoneAlert INDEXED BY zoneAlertOpen WHERE until IS NULL ORDER BY since DESC, id DESC`,
  );
}

export function insertActionDone(db: WriteHandle, done: LevelActionDone): void {
  db.run(
    `INSERT INTO levelActionDone (${doneColumns}) VALUES (@id, @actionId, @alertId, @taskId, @at, @by, @byName, @note)`,
    done,
  );
}

export function removeActionDone(db: WriteHandle, id: string): void {
  db.run('DELETE FROM levelActionDone WHERE id = ?', id);
}

/** What was done while a zone stood at a level. */
export function actionsDone(db: ReadHandle, alertId: string): LevelActionDone[] {
  return db.all<LevelActionDone>(`SELECT ${doneColumns} FROM levelActionDone WHERE alertId = ?`, alertId);
}
