import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Picture } from './picture.ts';
import type { Release } from './release.ts';

type ReleaseRow = Omit<Release, 'source' | 'setting'> & { readonly source: string; readonly setting: string };
const columns =
  'id, incidentId, un, placeId, longitude, latitude, source, setting, startedAt, endedAt, endReason, tasksMadeAt, declaredBy, version';
/** More at once than a room can follow. */
const most = 20;

const toRelease = (row: ReleaseRow): Release => ({
  ...row,
  source: JSON.parse(row.source) as Release['source'],
  setting: JSON.parse(row.setting) as Release['setting'],
});

/** What the models said, as it is kept: without the outlines, which follow from it; with all that was put in. */
export type KeptPicture = Omit<Picture, 'shapes'> & {
  readonly inputs: Pick<Release, 'un' | 'source' | 'setting' | 'longitude' | 'latitude' | 'startedAt'>;
};
export interface ReleaseResult {
  readonly id: string;
  readonly releaseId: string;
  readonly incidentId: string;
  readonly at: string;
  readonly cause: 'declared' | 'changed' | 'wind';
  readonly windId: string | null;
  readonly result: KeptPicture;
}

export function insertRelease(db: WriteHandle, release: Release): void {
  db.run(
    `INSERT INTO materialRelease (${columns}) VALUES (@id, @incidentId, @un, @placeId, @longitude, @latitude, @source, @setting,
       @startedAt, @endedAt, @endReason, @tasksMadeAt, @declaredBy, @version)`,
    { ...release, source: JSON.stringify(release.source), setting: JSON.stringify(release.setting) },
  );
}

export function updateRelease(db: WriteHandle, release: Release): void {
  const { id, endedAt, endReason, tasksMadeAt, version } = release;
  db.run(
    `UPDATE materialRelease SET source = @source, setting = @setting, endedAt = @endedAt, endReason = @endReason,
       tasksMadeAt = @tasksMadeAt, version = @version WHERE id = @id`,
    {
      id,
      endedAt,
      endReason,
      tasksMadeAt,
      version,
      source: JSON.stringify(release.source),
      setting: JSON.stringify(release.setting),
    },
  );
}

export function releaseById(db: ReadHandle, id: string): Release | undefined {
  const row = db.get<ReleaseRow>(`SELECT ${columns} FROM materialRelease WHERE id = ?`, id);
  return row && toRelease(row);
}

/** Releases that go on: of one incident, or of all that are not closed. */
export function openReleases(db: ReadHandle, incidentId: string | null): Release[] {
  return db
    .all<ReleaseRow>(
      `SELECT ${columns} FROM materialRelease WHERE endedAt IS NULL AND (?1 IS NULL OR incidentId = ?1)
       AND incidentId IN (SELECT id FROM incident WHERE state <> 'closed') ORDER BY id LIMIT ${most}`,
      incidentId,
    )
    .map(toRelease);
}

/** Every release of an incident, those that have ended too. */
export function releasesOf(db: ReadHandle, incidentId: string): Release[] {
  const sql = `SELECT ${columns} FROM materialRelease WHERE incidentId = ? ORDER BY id LIMIT ${most}`;
  return db.all<ReleaseRow>(sql, incidentId).map(toRelease);
}

export function insertResult(db: WriteHandle, result: ReleaseResult): void {
  db.run(
    `INSERT INTO releaseResult (id, releaseId, incidentId, at, cause, windId, result)
     VALUES (@id, @releaseId, @incidentId, @at, @cause, @windId, @result)`,
    { ...result, result: JSON.stringify(result.result) },
  );
}
