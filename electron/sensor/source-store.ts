import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Feed, Source } from './source.ts';

type SourceRow = Omit<Source, 'settings' | 'isOn'> & { settings: string; isOn: number };
const sourceColumns = 'id, kind, name, isOn, settings, secretSetAt, retiredAt, version';
const feedColumns = 'id, sourceId, pointId, address, valuePath, timePath, scale, shift, retiredAt, version';

const toSource = (row: SourceRow): Source => ({
  ...row,
  isOn: row.isOn === 1,
  settings: JSON.parse(row.settings) as Source['settings'],
});
const toRow = (source: Source): SourceRow => ({
  ...source,
  isOn: source.isOn ? 1 : 0,
  settings: JSON.stringify(source.settings),
});

export function insertSource(db: WriteHandle, source: Source): void {
  db.run(
    `INSERT INTO source (${sourceColumns})
     VALUES (@id, @kind, @name, @isOn, @settings, @secretSetAt, @retiredAt, @version)`,
    toRow(source),
  );
}

export function updateSource(db: WriteHandle, source: Source): void {
  db.run(
    `UPDATE source SET kind = @kind, name = @name, isOn = @isOn, settings = @settings, secretSetAt = @secretSetAt,
       retiredAt = @retiredAt, version = @version WHERE id = @id`,
    toRow(source),
  );
}

export function sourceById(db: ReadHandle, id: string): Source | undefined {
  const row = db.get<SourceRow>(`SELECT ${sourceColumns} FROM source WHERE id = ?`, id);
  return row && toSource(row);
}

/** All sources that were not taken away; a site has some. */
export function sources(db: ReadHandle): Source[] {
  return db
    .all<SourceRow>(`SELECT ${sourceColumns} FROM source WHERE retiredAt IS NULL ORDER BY name, id`)
    .map(toSource);
}

export function insertFeed(db: WriteHandle, feed: Feed): void {
  db.run(
    `INSERT INTO feed (${feedColumns}) VALUES (@id, @sourceId, @pointId, @address, @valuePath, @timePath, @scale, @shift,
       @retiredAt, @version)`,
    feed,
  );
}

export function updateFeed(db: WriteHandle, feed: Feed): void {
  db.run(
    `UPDATE feed SET sourceId = @sourceId, pointId = @pointId, address = @address, valuePath = @valuePath,
       timePath = @timePath, scale = @scale, shift = @shift, retiredAt = @retiredAt, version = @version WHERE id = @id`,
    feed,
  );
}

export function feedById(db: ReadHandle, id: string): Feed | undefined {
  return db.get<Feed>(`SELECT ${feedColumns} FROM feed WHERE id = ?`, id);
}

export function feedOfPoint(db: ReadHandle, pointId: string): Feed | undefined {
  return db.get<Feed>(`SELECT ${feedColumns} FROM feed WHERE pointId = ? AND retiredAt IS NULL`, pointId);
}

/** All feeds in use, those of one source together. */
export function feeds(db: ReadHandle): Feed[] {
  return db.all<Feed>(
    `SELECT ${feedColumns} FROM feed WHERE retiredAt IS NULL ORDER BY sourceId, address, id`,
  );
}
