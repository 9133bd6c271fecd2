import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Page } from '../schema-parts.ts';
import type { DrillEdition, EditionDrill, EditionLine } from './edition.ts';

type Row = Omit<DrillEdition, 'drills'> & { readonly drills: string };
const columns = 'id, programmeId, number, at, by, byName, drills, note';

const toEdition = (row: Row): DrillEdition => ({ ...row, drills: JSON.parse(row.drills) as EditionDrill[] });

export function insertEdition(db: WriteHandle, edition: DrillEdition): void {
  db.run(
    `INSERT INTO drillEdition (${columns}) VALUES (@id, @programmeId, @number, @at, @by, @byName, @drills, @note)`,
    { ...edition, drills: JSON.stringify(edition.drills) },
  );
}

/** An edition by its number, the newest when none is given. */
export function editionOf(db: ReadHandle, programmeId: string, number?: number): DrillEdition | undefined {
  const row = db.get<Row>(
    `SELECT ${columns} FROM drillEdition WHERE programmeId = ?1 AND (?2 IS NULL OR number = ?2)
     ORDER BY number DESC LIMIT 1`,
    programmeId,
    number ?? null,
  );
  return row && toEdition(row);
}

/** The editions of a programme, the newest first; the cursor is the last one's number. */
export function editionPage(
  db: ReadHandle,
  filter: { readonly programmeId: string; readonly after?: string | undefined; readonly limit: number },
): Page<EditionLine> {
  const rows = db.all<EditionLine>(
    `SELECT id, programmeId, number, at, by, byName, note,
       (SELECT count(*) FROM json_each(e.drills) d WHERE d.value ->> 'cancelled' IS NULL) AS takePlace,
       (SELECT count(*) FROM json_each(e.drills) d WHERE d.value ->> 'cancelled' IS NOT NULL) AS cancelled,
       (SELECT count(*) FROM json_each(e.drills) d WHERE d.value ->> 'changedAt' = e.at) AS changed
     FROM drillEdition e WHERE programmeId = @programmeId AND number < @below ORDER BY number DESC LIMIT @limit + 1`,
    {
      programmeId: filter.programmeId,
      below: filter.after === undefined ? Number.MAX_SAFE_INTEGER : Number(filter.after),
      limit: filter.limit,
    },
  );
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    total:
      db.get<{ n: number }>(
        'SELECT count(*) AS n FROM drillEdition WHERE programmeId = ?',
        filter.programmeId,
      )?.n ?? 0,
    next: rows.length > filter.limit && last ? String(last.number) : null,
  };
}
