import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { Place, PlaceKind, PlaceName, PlaceUse } from './place.ts';

type PlaceRow = Omit<Place, 'names' | 'geometry' | 'attributes'> & {
  names: string;
  geometry: string;
  attributes: string;
};
const columns = 'id, key, kind, names, geometry, parentId, attributes, version';

function toPlace(row: PlaceRow): Place {
  return {
    ...row,
    names: JSON.parse(row.names) as Place['names'],
    geometry: JSON.parse(row.geometry) as Place['geometry'],
    attributes: JSON.parse(row.attributes) as Place['attributes'],
  };
}

export function insertPlace(db: WriteHandle, place: Place): void {
  db.run(
    `INSERT INTO place (id, key, kind, names, geometry, parentId, attributes, words, version)
     VALUES (@id, @key, @kind, @names, @geometry, @parentId, @attributes, @words, @version)`,
    toRow(place),
  );
}

function toRow(place: Place): PlaceRow & { readonly words: string } {
  return {
    ...place,
    names: JSON.stringify(place.names),
    geometry: JSON.stringify(place.geometry),
    attributes: JSON.stringify(place.attributes),
    words: fold([place.key, place.names.en, place.names.srLatn, place.names.zhHans].join(' ')),
  };
}

export function updatePlace(db: WriteHandle, place: Place): void {
  db.run(
    `UPDATE place SET key = @key, names = @names, geometry = @geometry, parentId = @parentId, words = @words,
       version = @version WHERE id = @id`,
    toRow(place),
  );
}

export function setPlaceRetired(db: WriteHandle, place: Place, retiredAt: string | null): void {
  db.run('UPDATE place SET retiredAt = ?, version = ? WHERE id = ?', retiredAt, place.version, place.id);
}

/** When a place was retired; null while it is in the register, undefined when it never was. */
export function placeRetiredAt(db: ReadHandle, id: string): string | null | undefined {
  return db.get<{ retiredAt: string | null }>('SELECT retiredAt FROM place WHERE id = ?', id)?.retiredAt;
}

const usedBy: Readonly<Record<PlaceUse, string>> = {
  equipment: "SELECT 1 FROM equipment WHERE placeId = ? AND condition <> 'retired' LIMIT 1",
  stock: 'SELECT 1 FROM stockLot WHERE placeId = ? AND amount > 0 LIMIT 1',
  team: 'SELECT 1 FROM team WHERE homePlaceId = ? AND retiredAt IS NULL LIMIT 1',
  store: 'SELECT 1 FROM store WHERE id = ?',
  gauge: 'SELECT 1 FROM gauge WHERE id = ?',
  zoneGauge: 'SELECT 1 FROM zoneGauge WHERE zoneId = ? LIMIT 1',
  closure: 'SELECT 1 FROM closure WHERE placeId = ? AND reopenedAt IS NULL LIMIT 1',
  incident: "SELECT 1 FROM incident WHERE placeId = ? AND state <> 'closed' LIMIT 1",
  part: 'SELECT 1 FROM place WHERE parentId = ? AND retiredAt IS NULL LIMIT 1',
};

/** What still points at a place of the register. */
export function usesOf(db: ReadHandle, id: string): PlaceUse[] {
  return (Object.keys(usedBy) as PlaceUse[]).filter((use) => db.get(usedBy[use], id) !== undefined);
}

export function placeById(db: ReadHandle, id: string): Place | undefined {
  const row = db.get<PlaceRow>(`SELECT ${columns} FROM place WHERE id = ?`, id);
  return row && toPlace(row);
}

export function placeByKey(db: ReadHandle, key: string): Place | undefined {
  const row = db.get<PlaceRow>(`SELECT ${columns} FROM place WHERE key = ?`, key);
  return row && toPlace(row);
}

/** The places of the named kinds, or of all; a site has some hundreds. */
export function placesOf(db: ReadHandle, kinds: readonly PlaceKind[] | undefined): Place[] {
  return db
    .all<PlaceRow>(
      `SELECT ${columns} FROM place WHERE retiredAt IS NULL AND (?1 IS NULL OR kind IN (SELECT value FROM json_each(?1))) ORDER BY kind, key`,
      kinds ? JSON.stringify(kinds) : null,
    )
    .map(toPlace);
}

/** Places whose code or name in any language holds every word typed; those that begin with the text come first. */
export function findPlaces(db: ReadHandle, text: string, after: number, limit: number): Page<PlaceName> {
  const words = fold(text).split(' ').filter(Boolean).slice(0, 8);
  const where = words.map(() => `instr(' ' || words, ?) > 0`).join(' AND ') || '1';
  const bind = words.map((word) => ` ${word}`);
  const rows = db.all<PlaceRow>(
    `SELECT ${columns} FROM place WHERE retiredAt IS NULL AND ${where}
     ORDER BY instr(words, ?) = 1 DESC, length(key), key LIMIT ? OFFSET ?`,
    ...bind,
    words[0] ?? '',
    limit,
    after,
  );
  const total =
    db.get<{ n: number }>(`SELECT count(*) AS n FROM place WHERE retiredAt IS NULL AND ${where}`, ...bind)
      ?.n ?? 0;
  return {
    rows: rows.map(toPlace).map(({ id, key, kind, names }) => ({ id, key, kind, names })),
    total,
    next: after + rows.length < total ? String(after + rows.length) : null,
  };
}
