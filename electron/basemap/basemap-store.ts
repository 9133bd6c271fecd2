import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Basemap } from './basemap.ts';

type Row = Omit<Basemap, 'bounds' | 'corners' | 'vectorLayers' | 'shown'> & {
  bounds: string;
  corners: string | null;
  vectorLayers: string;
  shown: number;
};
const columns = `id, name, kind, format, hash, bytes, bounds, corners, minZoom, maxZoom, featureCount, vectorLayers, attribution,
  shown, position, addedAt, addedBy, version`;

function toBasemap(row: Row): Basemap {
  return {
    ...row,
    bounds: JSON.parse(row.bounds) as Basemap['bounds'],
    corners: row.corners === null ? null : (JSON.parse(row.corners) as Basemap['corners']),
    vectorLayers: JSON.parse(row.vectorLayers) as string[],
    shown: row.shown === 1,
  };
}

function toRow(basemap: Basemap): Row {
  return {
    ...basemap,
    bounds: JSON.stringify(basemap.bounds),
    corners: basemap.corners === null ? null : JSON.stringify(basemap.corners),
    vectorLayers: JSON.stringify(basemap.vectorLayers),
    shown: basemap.shown ? 1 : 0,
  };
}

export function insertBasemap(db: WriteHandle, basemap: Basemap): void {
  db.run(
    `INSERT INTO basemap (${columns}) VALUES (@id, @name, @kind, @format, @hash, @bytes, @bounds, @corners, @minZoom, @maxZoom,
       @featureCount, @vectorLayers, @attribution, @shown, @position, @addedAt, @addedBy, @version)`,
    toRow(basemap),
  );
}

export function updateBasemap(db: WriteHandle, basemap: Basemap): void {
  db.run(
    'UPDATE basemap SET shown = @shown, position = @position, version = @version WHERE id = @id',
    toRow(basemap),
  );
}

export function deleteBasemap(db: WriteHandle, id: string): void {
  db.run('DELETE FROM basemap WHERE id = ?', id);
}

/** Bottom first. */
export function basemaps(db: ReadHandle): Basemap[] {
  return db.all<Row>(`SELECT ${columns} FROM basemap ORDER BY position, id`).map(toBasemap);
}

export function basemapById(db: ReadHandle, id: string): Basemap | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM basemap WHERE id = ?`, id);
  return row && toBasemap(row);
}

export function basemapByHash(db: ReadHandle, hash: string): Basemap | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM basemap WHERE hash = ?`, hash);
  return row && toBasemap(row);
}
