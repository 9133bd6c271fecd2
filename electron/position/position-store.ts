import type { ReadHandle, WriteHandle } from '../database.ts';
import type { PositionTerm, SitePosition } from './position.ts';

const columns = 'id, incidentId, position, personId, operatorId, holder, since, until, note, version';

export function insertTerm(db: WriteHandle, term: PositionTerm): void {
  db.run(
    `INSERT INTO positionTerm (${columns})
     VALUES (@id, @incidentId, @position, @personId, @operatorId, @holder, @since, @until, @note, @version)`,
    term,
  );
}

export function updateTerm(db: WriteHandle, term: PositionTerm): void {
  const { id, until, note, version } = term;
  db.run('UPDATE positionTerm SET until = @until, note = @note, version = @version WHERE id = @id', {
    id,
    until,
    note,
    version,
  });
}

export function termById(db: ReadHandle, id: string): PositionTerm | undefined {
  return db.get<PositionTerm>(`SELECT ${columns} FROM positionTerm WHERE id = ?`, id);
}

/** Who holds a position of an incident now. */
export function currentTerm(db: ReadHandle, incidentId: string, position: string): PositionTerm | undefined {
  return db.get<PositionTerm>(
    `SELECT ${columns} FROM positionTerm WHERE incidentId = ? AND position = ? AND until IS NULL`,
    incidentId,
    position,
  );
}

/** All terms of an incident, oldest first. */
export function termsOf(db: ReadHandle, incidentId: string): PositionTerm[] {
  return db.all<PositionTerm>(
    `SELECT ${columns} FROM positionTerm WHERE incidentId = ? ORDER BY since, id LIMIT 2000`,
    incidentId,
  );
}

type OwnRow = Omit<SitePosition, 'names'> & { readonly names: string };

export function insertSitePosition(db: WriteHandle, position: SitePosition): void {
  db.run('INSERT INTO sitePosition (id, key, names, version) VALUES (@id, @key, @names, @version)', {
    ...position,
    names: JSON.stringify(position.names),
  });
}

/** The site's own positions in the order in which they were added. */
export function sitePositions(db: ReadHandle): SitePosition[] {
  return db
    .all<OwnRow>('SELECT id, key, names, version FROM sitePosition ORDER BY id LIMIT 200')
    .map((row) => ({ ...row, names: JSON.parse(row.names) as SitePosition['names'] }));
}
