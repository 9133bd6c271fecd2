import type { ReadHandle, WriteHandle } from '../database.ts';
import type { FindingLine, SafetySheet } from './finding.ts';

export function insertFindingAction(
  db: WriteHandle,
  row: { readonly id: string; readonly findingKey: string; readonly actionId: string },
): void {
  db.run('INSERT INTO findingAction (id, findingKey, actionId) VALUES (@id, @findingKey, @actionId)', row);
}

/** The newest action about a finding that was not withdrawn. */
export function actionAbout(db: ReadHandle, findingKey: string): FindingLine['action'] {
  return (
    db.get<NonNullable<FindingLine['action']>>(
      `SELECT a.id, a.state, a.dueOn FROM findingAction f JOIN action a ON a.id = f.actionId
       WHERE f.findingKey = ? AND a.state <> 'withdrawn' ORDER BY a.raisedAt DESC LIMIT 1`,
      findingKey,
    ) ?? null
  );
}

const sheetColumns = 'id, substanceId, revision, revisedOn, reviewOn, version';

export function saveSheet(db: WriteHandle, sheet: SafetySheet): void {
  db.run(
    `INSERT INTO safetySheet (${sheetColumns}) VALUES (@id, @substanceId, @revision, @revisedOn, @reviewOn, @version)
     ON CONFLICT (id) DO UPDATE SET revision = @revision, revisedOn = @revisedOn, reviewOn = @reviewOn, version = @version`,
    sheet,
  );
}

export function sheetById(db: ReadHandle, id: string): SafetySheet | undefined {
  return db.get<SafetySheet>(`SELECT ${sheetColumns} FROM safetySheet WHERE id = ?`, id);
}

const hanging = `FROM safetySheet s JOIN attachmentLink l ON l.id = s.id WHERE l.unlinkedAt IS NULL`;

/** The dated sheets that hang on a substance, the newest revision first. */
export function sheetsOf(db: ReadHandle, substanceId: string): SafetySheet[] {
  return db.all<SafetySheet>(
    `SELECT ${sheetColumns.replaceAll(/(\w+)/g, 's.$1')} ${hanging} AND s.substanceId = ?
     ORDER BY s.revisedOn DESC, s.id LIMIT 200`,
    substanceId,
  );
}

/** Substances whose newest sheet is past its review. `today` is a day. */
export function sheetsOverdue(db: ReadHandle, today: string): { readonly count: number } {
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 ${hanging} GROUP BY s.substanceId HAVING max(s.reviewOn) < ?)`,
    today,
  );
  return { count: row?.count ?? 0 };
}
