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
  readonly idleMinutes: number;
  readonly version: number;
}

export function siteRow(db: ReadHandle): SiteRow | undefined {
  return db.get<SiteRow>(
    'SELECT id, name, sample, timeZone, longitude, latitude, createdAt, idleMinutes, version FROM site LIMIT 1',
  );
}

/** Where the site is, longitude first; Bor until a site says otherwise. */
export function sitePosition(db: ReadHandle): readonly [number, number] {
  const site = siteRow(db);
  return site ? [site.longitude, site.latitude] : [22.1, 44.07];
}

export function insertSite(db: WriteHandle, site: Omit<SiteRow, 'idleMinutes' | 'version'>): void {
  db.run(
    `INSERT INTO site (id, name, sample, timeZone, longitude, latitude, createdAt)
     VALUES (@id, @name, @sample, @timeZone, @longitude, @latitude, @createdAt)`,
    site,
  );
}

export function updateSite(db: WriteHandle, site: SiteRow): void {
  db.run(
    'UPDATE site SET name = @name, timeZone = @timeZone, idleMinutes = @idleMinutes, version = @version WHERE id = @id',
    {
      id: site.id,
      name: site.name,
      timeZone: site.timeZone,
      idleMinutes: site.idleMinutes,
      version: site.version,
    },
  );
}
