import type { ReadHandle, WriteHandle } from '../database.ts';
import type { DrillObjective } from '../drill/drill.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { Action, ActionLine, ActionShow, ActionState } from './action.ts';

const columns = `id, incidentId, taskId, drillId, objectiveKey, text, owner, ownerPersonId, dueOn, remindDays, state, raisedAt,
  raisedBy, doneAt, doneBy, doneNote, verifiedAt, verifiedBy, verifyNote, changeReason, putOff, version`;

export function insertAction(db: WriteHandle, action: Action): void {
  db.run(
    `INSERT INTO action (${columns})
     VALUES (@id, @incidentId, @taskId, @drillId, @objectiveKey, @text, @owner, @ownerPersonId, @dueOn, @remindDays, @state,
       @raisedAt, @raisedBy, @doneAt, @doneBy, @doneNote, @verifiedAt, @verifiedBy, @verifyNote, @changeReason, @putOff,
       @version)`,
    action,
  );
}

export function updateAction(db: WriteHandle, action: Action): void {
  db.run(
    `UPDATE action SET owner = @owner, ownerPersonId = @ownerPersonId, dueOn = @dueOn, remindDays = @remindDays,
       changeReason = @changeReason, putOff = @putOff, state = @state, doneAt = @doneAt, doneBy = @doneBy, doneNote = @doneNote, verifiedAt = @verifiedAt,
       verifiedBy = @verifiedBy, verifyNote = @verifyNote, version = @version WHERE id = @id`,
    action,
  );
}

export function actionById(db: ReadHandle, id: string): Action | undefined {
  return db.get<Action>(`SELECT ${columns} FROM action WHERE id = ?`, id);
}

/** Which actions each view holds: today is ?1 and the operator's name ?2. */
const shown: Record<ActionShow, string> = {
  open: "a.state = 'open'",
  overdue: "a.state = 'open' AND a.dueOn < ?1",
  mine: "a.state = 'open' AND lower(a.owner) = lower(?2)",
  toVerify: "a.state = 'done'",
  all: 'TRUE',
};

/** On which day it is asked, and by whom. */
interface Asked {
  readonly today: string;
  readonly operatorName: string;
}

type LineRow = Action & {
  readonly doneByName: string | null;
  readonly verifiedByName: string | null;
  readonly year: number | null;
  readonly number: number;
  readonly exercise: number;
  readonly typeNames: string | null;
  readonly placeNames: string;
  readonly objectives: string;
};

function toLine(row: LineRow): ActionLine {
  const { year, number, exercise, typeNames, placeNames, objectives, ...action } = row;
  return {
    ...action,
    incident: year === null ? null : { year, number, exercise: exercise === 1 },
    drill:
      typeNames === null
        ? null
        : {
            type: JSON.parse(typeNames) as Names,
            place: JSON.parse(placeNames) as Names,
            objective:
              (JSON.parse(objectives) as DrillObjective[]).find(({ key }) => key === action.objectiveKey)
                ?.names ?? null,
          },
  };
}

/** Open ones first, then first due first. `after` is the number of rows already seen. */
export function actionPage(
  db: ReadHandle,
  filter: {
    text: string;
    incidentId?: string;
    drillId?: string;
    states?: readonly ActionState[];
    show: ActionShow;
    after: number;
    limit: number;
  },
  asked: Asked,
): Page<ActionLine> {
  // ?1 and ?2 are named in every case, so that the numbers of the parameters hold.
  const where = `?1 <> '' AND ?2 IS NOT NULL AND ${shown[filter.show]} AND (?3 IS NULL OR a.incidentId = ?3)
    AND (?4 IS NULL OR a.drillId = ?4) AND (?5 IS NULL OR a.state IN (SELECT value FROM json_each(?5)))
    AND (?6 = '' OR instr(lower(a.text || ' ' || a.owner), lower(?6)) > 0)`;
  const bind = [
    asked.today,
    asked.operatorName,
    filter.incidentId ?? null,
    filter.drillId ?? null,
    filter.states ? JSON.stringify(filter.states) : null,
    filter.text,
  ];
  const rows = db.all<LineRow>(
    `SELECT ${columns.replaceAll(/(\w+)/g, 'a.$1')}, od.name AS doneByName, ov.name AS verifiedByName, i.year, i.number,
       i.exercise, t.names AS typeNames, p.names AS placeNames, t.objectives
     FROM action a LEFT JOIN operator od ON od.id = a.doneBy LEFT JOIN operator ov ON ov.id = a.verifiedBy
       LEFT JOIN incident i ON i.id = a.incidentId LEFT JOIN drill d ON d.id = a.drillId
       LEFT JOIN drillType t ON t.id = d.typeId LEFT JOIN place p ON p.id = d.placeId
     WHERE ${where} ORDER BY a.state = 'open' DESC, a.dueOn, a.id LIMIT ?7 OFFSET ?8`,
    ...bind,
    filter.limit,
    filter.after,
  );
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM action a WHERE ${where}`, ...bind)?.n ?? 0;
  const seen = filter.after + rows.length;
  return { rows: rows.map(toLine), total, next: seen < total ? String(seen) : null };
}

/** How many each view holds. */
export function actionCounts(db: ReadHandle, asked: Asked): Record<ActionShow, number> {
  const sums = Object.entries(shown).map(([show, which]) => `coalesce(sum(${which}), 0) AS "${show}"`);
  return (
    db.get<Record<ActionShow, number>>(
      `SELECT ${sums.join(', ')} FROM action a WHERE ?1 <> '' AND ?2 IS NOT NULL`,
      asked.today,
      asked.operatorName,
    ) ?? { open: 0, overdue: 0, mine: 0, toVerify: 0, all: 0 }
  );
}

/** Open actions whose day is past. */
export function overdueActions(db: ReadHandle, today: string, limit: number): Action[] {
  return db.all<Action>(
    `SELECT ${columns} FROM action WHERE state = 'open' AND dueOn < ? ORDER BY dueOn LIMIT ?`,
    today,
    limit,
  );
}

/** Open actions whose reminder has come while their day has not passed. */
export function dueActions(db: ReadHandle, today: string, limit: number): Action[] {
  return db.all<Action>(
    `SELECT ${columns} FROM action
     WHERE state = 'open' AND dueOn >= ?1 AND dueOn <= date(?1, '+' || remindDays || ' days') ORDER BY dueOn LIMIT ?2`,
    today,
    limit,
  );
}

/** Actions that answer findings of some drills, by drill and due day; at most 2,000. */
export function actionsOfDrills(db: ReadHandle, drillIds: readonly string[]): Action[] {
  return db.all<Action>(
    `SELECT ${columns} FROM action WHERE drillId IN (SELECT value FROM json_each(?)) ORDER BY drillId, dueOn, id LIMIT 2000`,
    JSON.stringify(drillIds),
  );
}
