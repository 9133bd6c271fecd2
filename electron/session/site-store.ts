import type { ReadHandle, WriteHandle } from '../database.ts';

/** The one row that says which site a file is. */
export interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly sample: number;
  readonly timeZone: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly createdAt: string;
}

export function siteRow(db: ReadHandle): SiteRow | undefined {
  return db.get<SiteRow>('SELECT id, name, sample, timeZone, longitude, latitude, createdAt FROM site LIMIT 1');
}

export function insertSite(db: WriteHandle, site: SiteRow): void {
  db.run(
    `INSERT INTO site (id, name, sample, timeZone, longitude, latitude, createdAt)
     VALUES (@id, @name, @sample, @timeZone, @longitude, @latitude, @createdAt)`,
    site,
  );
}
