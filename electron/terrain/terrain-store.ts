import type { ReadHandle, WriteHandle } from '../database.ts';
import type { GaugeZero, TerrainModel } from './terrain.ts';

type Row = Omit<TerrainModel, 'shape' | 'problems'> & { readonly shape: string; readonly problems: string };
const columns = `id, name, author, madeOn, fileHash, heightsHash, shape, minM, maxM, unknownShare, problems, importedAt, importedBy,
  importedByName, retiredAt, version`;

const toModel = (row: Row): TerrainModel => ({
  ...row,
  shape: JSON.parse(row.shape) as TerrainModel['shape'],
  problems: JSON.parse(row.problems) as TerrainModel['problems'],
});

export function insertModel(db: WriteHandle, model: TerrainModel): void {
  db.run(
    `INSERT INTO terrainModel (${columns}) VALUES (@id, @name, @author, @madeOn, @fileHash, @heightsHash, @shape, @minM, @maxM,
       @unknownShare, @problems, @importedAt, @importedBy, @importedByName, @retiredAt, @version)`,
    { ...model, shape: JSON.stringify(model.shape), problems: JSON.stringify(model.problems) },
  );
}

export function updateModel(db: WriteHandle, model: TerrainModel): void {
  db.run(
    'UPDATE terrainModel SET retiredAt = ?, version = ? WHERE id = ?',
    model.retiredAt,
    model.version,
    model.id,
  );
}

export function modelById(db: ReadHandle, id: string): TerrainModel | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM terrainModel WHERE id = ?`, id);
  return row && toModel(row);
}

export function modelInForce(db: ReadHandle): TerrainModel | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM terrainModel WHERE retiredAt IS NULL`);
  return row && toModel(row);
}

/** The newest first; the one in force, then those before it. */
export function models(db: ReadHandle, limit: number): TerrainModel[] {
  return db
    .all<Row>(
      `SELECT ${columns} FROM terrainModel ORDER BY retiredAt IS NOT NULL, retiredAt DESC, id DESC LIMIT ?`,
      limit,
    )
    .map(toModel);
}

/** Heights that are there already, from an earlier import of the same file, are written over by the same. */
export function insertHeights(
  db: WriteHandle,
  heightsHash: string,
  packed: Uint8Array,
  pieceBytes: number,
): void {
  for (let piece = 0; piece * pieceBytes < packed.length; piece += 1)
    db.run(
      'INSERT OR REPLACE INTO terrainPiece (heightsHash, piece, content) VALUES (?, ?, ?)',
      heightsHash,
      piece,
      packed.subarray(piece * pieceBytes, (piece + 1) * pieceBytes),
    );
}

/** The packed heights whole. */
export function packedHeights(db: ReadHandle, heightsHash: string): Uint8Array {
  const pieces = db
    .all<{ content: Uint8Array }>(
      'SELECT content FROM terrainPiece WHERE heightsHash = ? ORDER BY piece',
      heightsHash,
    )
    .map(({ content }) => content);
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const zeroColumns = 'id, zeroM, note, at, by, byName, version';

export function gaugeZeros(db: ReadHandle): GaugeZero[] {
  return db.all<GaugeZero>(`SELECT ${zeroColumns} FROM gaugeZero`);
}

export function gaugeZero(db: ReadHandle, gaugeId: string): GaugeZero | undefined {
  return db.get<GaugeZero>(`SELECT ${zeroColumns} FROM gaugeZero WHERE id = ?`, gaugeId);
}

export function saveGaugeZero(db: WriteHandle, zero: GaugeZero): void {
  db.run(
    `INSERT INTO gaugeZero (${zeroColumns}) VALUES (@id, @zeroM, @note, @at, @by, @byName, @version)
     ON CONFLICT (id) DO UPDATE SET zeroM = excluded.zeroM, note = excluded.note, at = excluded.at, by = excluded.by,
       byName = excluded.byName, version = excluded.version`,
    zero,
  );
}
