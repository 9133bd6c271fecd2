import type { ReadHandle, WriteHandle } from '../database.ts';
import type { DrillMark } from './measure.ts';

type MarkRow = Omit<DrillMark, 'typedLater'> & { readonly typedLater: number };
const columns =
  'id, drillId, measure, minute, text, at, byName, observer, typedLater, struckAt, struckByName, version';
/** More than observers can write in one drill. */
const most = 1000;

const toMark = (row: MarkRow): DrillMark => ({ ...row, typedLater: row.typedLater === 1 });

export function insertMark(db: WriteHandle, mark: DrillMark): void {
  db.run(
    `INSERT INTO drillMark (${columns}) VALUES (@id, @drillId, @measure, @minute, @text, @at, @byName, @observer, @typedLater,
       @struckAt, @struckByName, @version)`,
    { ...mark, typedLater: mark.typedLater ? 1 : 0 },
  );
}

/** Saves the strike of a mark whose version was checked. */
export function strikeMarkRow(db: WriteHandle, mark: DrillMark): void {
  const { id, struckAt, struckByName, version } = mark;
  db.run(
    'UPDATE drillMark SET struckAt = @struckAt, struckByName = @struckByName, version = @version WHERE id = @id',
    { id, struckAt, struckByName, version },
  );
}

export function markById(db: ReadHandle, id: string): DrillMark | undefined {
  const row = db.get<MarkRow>(`SELECT ${columns} FROM drillMark WHERE id = ?`, id);
  return row && toMark(row);
}

/** In the order of their minutes, struck ones with them. */
export function marksOf(db: ReadHandle, drillId: string): DrillMark[] {
  return db
    .all<MarkRow>(
      `SELECT ${columns} FROM drillMark WHERE drillId = ? ORDER BY minute, id LIMIT ${most}`,
      drillId,
    )
    .map(toMark);
}
