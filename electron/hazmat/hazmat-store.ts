import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { PlaceName } from '../place/place.ts';
import type { Geometry, Names, Page } from '../schema-parts.ts';
import {
  noPhysical,
  noToxic,
  type Ghs,
  type Lot,
  type Physical,
  type Store,
  type Substance,
  type SubstanceName,
  type Tank,
  type Total,
  type Toxic,
  type Unit,
} from './hazmat.ts';

type SubstanceJson = 'names' | 'subsidiary' | 'ghs' | 'hStatements' | 'groups' | 'physical' | 'toxic';
type SubstanceRow = Omit<Substance, SubstanceJson> & Record<SubstanceJson, string>;
const substanceColumns = `id, key, names, unNumber, hazardClass, subsidiary, packingGroup, ghs, hStatements, ergGuide, form, cas, groups,
  physical, toxic, version`;
type StoreRow = Omit<Store, 'allowedClasses' | 'containment'> & {
  allowedClasses: string;
  containment: string | null;
};
const storeColumns =
  'id, kind, capacity, unit, allowedClasses, containment, containmentM3, minC, maxC, ventilation, version';
const lotColumns = `id, storeId, substanceId, amount, unit, lotNumber, receivedOn, expiresOn, note, opening, vessel, countedAt,
  version`;
const tankColumns = 'id, storeId, volumeM3, maxPercent, levelPercent, levelAt, version';

const valuesOf = (columns: string): string => columns.replaceAll(/(\w+)/g, '@$1');
const setsOf = (columns: string): string => columns.replaceAll(/(\w+)/g, '$1 = @$1');

function toSubstance(row: SubstanceRow): Substance {
  return {
    ...row,
    names: JSON.parse(row.names) as Names,
    subsidiary: JSON.parse(row.subsidiary) as string[],
    ghs: JSON.parse(row.ghs) as Ghs[],
    hStatements: JSON.parse(row.hStatements) as string[],
    groups: JSON.parse(row.groups) as string[],
    // Rows of older sites say nothing of these.
    physical: { ...noPhysical, ...(JSON.parse(row.physical) as Partial<Physical>) },
    toxic: { ...noToxic, ...(JSON.parse(row.toxic) as Partial<Toxic>) },
  };
}

function toStore(row: StoreRow): Store {
  return {
    ...row,
    allowedClasses: JSON.parse(row.allowedClasses) as string[],
    containment: row.containment === null ? null : (JSON.parse(row.containment) as Names),
  };
}

function fromSubstance(substance: Substance): SubstanceRow & { readonly words: string } {
  const { names } = substance;
  return {
    ...substance,
    names: JSON.stringify(names),
    subsidiary: JSON.stringify(substance.subsidiary),
    ghs: JSON.stringify(substance.ghs),
    hStatements: JSON.stringify(substance.hStatements),
    groups: JSON.stringify(substance.groups),
    physical: JSON.stringify(substance.physical),
    toxic: JSON.stringify(substance.toxic),
    words: fold(
      [
        substance.key,
        substance.unNumber ?? '',
        substance.hazardClass,
        substance.cas ?? '',
        names.en,
        names.srLatn,
        names.zhHans,
      ].join(' '),
    ),
  };
}

export function insertSubstance(db: WriteHandle, substance: Substance): void {
  db.run(
    `INSERT INTO substance (${substanceColumns}, words) VALUES (${valuesOf(substanceColumns)}, @words)`,
    fromSubstance(substance),
  );
}

export function updateSubstance(db: WriteHandle, substance: Substance): void {
  db.run(
    `UPDATE substance SET ${setsOf(substanceColumns)}, words = @words WHERE id = @id`,
    fromSubstance(substance),
  );
}

/** Only one that nothing points at: a lot or a movement of it keeps it. */
export function deleteSubstance(db: WriteHandle, id: string): void {
  db.run('DELETE FROM substance WHERE id = ?', id);
}

export function substanceById(db: ReadHandle, id: string): Substance | undefined {
  const row = db.get<SubstanceRow>(`SELECT ${substanceColumns} FROM substance WHERE id = ?`, id);
  return row && toSubstance(row);
}

/** The register's substances with one of these UN numbers. */
export function substancesByUn(db: ReadHandle, uns: readonly string[]): Substance[] {
  const sql = `SELECT ${substanceColumns} FROM substance WHERE unNumber IN (SELECT value FROM json_each(?)) ORDER BY key LIMIT 200`;
  return db.all<SubstanceRow>(sql, JSON.stringify(uns)).map(toSubstance);
}

export function substanceByKey(db: ReadHandle, key: string): Substance | undefined {
  const row = db.get<SubstanceRow>(`SELECT ${substanceColumns} FROM substance WHERE key = ?`, key);
  return row && toSubstance(row);
}

function wordFilter(column: string, text: string): { where: string; bind: string[] } {
  const words = fold(text).split(' ').filter(Boolean).slice(0, 8);
  return {
    where: words.map(() => `instr(' ' || ${column}, ?) > 0`).join(' AND ') || '1',
    bind: words.map((word) => ` ${word}`),
  };
}

export function substancePage(
  db: ReadHandle,
  filter: { text: string; after?: string; limit: number },
): Page<Substance> {
  const { where, bind } = wordFilter('words', filter.text);
  const rows = db.all<SubstanceRow>(
    `SELECT ${substanceColumns} FROM substance WHERE ${where} AND key > ? ORDER BY key LIMIT ?`,
    ...bind,
    filter.after ?? '',
    filter.limit,
  );
  return {
    rows: rows.map(toSubstance),
    total: db.get<{ n: number }>(`SELECT count(*) AS n FROM substance WHERE ${where}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit ? (rows.at(-1)?.key ?? null) : null,
  };
}

function fromStore(store: Store): StoreRow {
  return {
    ...store,
    allowedClasses: JSON.stringify(store.allowedClasses),
    containment: store.containment === null ? null : JSON.stringify(store.containment),
  };
}

export function insertStore(db: WriteHandle, store: Store): void {
  db.run(`INSERT INTO store (${storeColumns}) VALUES (${valuesOf(storeColumns)})`, fromStore(store));
}

export function updateStore(db: WriteHandle, store: Store): void {
  db.run(`UPDATE store SET ${setsOf(storeColumns)} WHERE id = @id`, fromStore(store));
}

export function storeById(db: ReadHandle, id: string): Store | undefined {
  const row = db.get<StoreRow>(`SELECT ${storeColumns} FROM store WHERE id = ?`, id);
  return row && toStore(row);
}

/**
 * Stores whose own words, or those of a substance in them, hold every word typed; by the code of the place.
 * `after` is that code.
 */
export function storePage(
  db: ReadHandle,
  filter: { text: string; after?: string; limit: number },
): Page<{ store: Store; place: PlaceName }> {
  const { where, bind } = wordFilter('words', filter.text);
  const from = `FROM (
      SELECT s.*, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames,
        p.words || ' ' || coalesce((SELECT group_concat(u.words, ' ') FROM substance u
          WHERE u.id IN (SELECT l.substanceId FROM lot l WHERE l.storeId = s.id AND l.amount > 0)), '') AS words
      FROM store s JOIN place p ON p.id = s.id WHERE p.retiredAt IS NULL) WHERE ${where}`;
  const rows = db.all<StoreRow & { placeKey: string; placeKind: PlaceName['kind']; placeNames: string }>(
    `SELECT ${storeColumns}, placeKey, placeKind, placeNames ${from} AND placeKey > ? ORDER BY placeKey LIMIT ?`,
    ...bind,
    filter.after ?? '',
    filter.limit,
  );
  return {
    rows: rows.map(({ placeKey, placeKind, placeNames, ...store }) => ({
      store: toStore(store),
      place: { id: store.id, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names },
    })),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit ? (rows.at(-1)?.placeKey ?? null) : null,
  };
}

/** Places of kind 'store' without a store, or of kind 'tank' inside a store's place without a tank; by their codes. */
export function freePlaces(db: ReadHandle, storeId: string | null): PlaceName[] {
  const rows = db.all<{ id: string; key: string; kind: PlaceName['kind']; names: string }>(
    storeId === null
      ? `SELECT id, key, kind, names FROM place WHERE kind = 'store' AND retiredAt IS NULL
           AND NOT EXISTS (SELECT 1 FROM store s WHERE s.id = place.id) AND ?1 IS NULL ORDER BY key LIMIT 500`
      : `SELECT id, key, kind, names FROM place WHERE kind = 'tank' AND parentId = ?1 AND retiredAt IS NULL
           AND NOT EXISTS (SELECT 1 FROM tank t WHERE t.id = place.id) ORDER BY key LIMIT 500`,
    storeId,
  );
  return rows.map(({ names, ...place }) => ({ ...place, names: JSON.parse(names) as Names }));
}

/** What a store holds by substance and unit; empty lots left out. */
export function totalsOf(
  db: ReadHandle,
  storeId: string,
): (Total & { substance: SubstanceName; densityKgM3: number | null })[] {
  return db
    .all<SubstanceRow & { substanceId: string; amount: number; lotUnit: Unit; lots: number }>(
      `SELECT ${substanceColumns.replace(/(\w+)/g, 'u.$1')}, t.substanceId, t.amount, t.unit AS lotUnit, t.lots
       FROM (SELECT substanceId, unit, sum(amount) AS amount, count(*) AS lots FROM lot
             WHERE storeId = ? AND amount > 0 GROUP BY substanceId, unit) t
       JOIN substance u ON u.id = t.substanceId ORDER BY u.hazardClass, u.key`,
      storeId,
    )
    .map((row) => {
      const { id, key, names, unNumber, hazardClass, subsidiary, ghs, physical } = toSubstance(row);
      return {
        densityKgM3: physical.densityKgM3,
        substanceId: row.substanceId,
        amount: row.amount,
        unit: row.lotUnit,
        lots: row.lots,
        substance: { id, key, names, unNumber, hazardClass, subsidiary, ghs },
      };
    });
}

export function insertLot(db: WriteHandle, lot: Lot): void {
  db.run(`INSERT INTO lot (${lotColumns}) VALUES (${valuesOf(lotColumns)})`, lot);
}

export function updateLot(db: WriteHandle, lot: Lot): void {
  db.run(`UPDATE lot SET ${setsOf(lotColumns)} WHERE id = @id`, lot);
}

export function lotById(db: ReadHandle, id: string): Lot | undefined {
  return db.get<Lot>(`SELECT ${lotColumns} FROM lot WHERE id = ?`, id);
}

/** The lots of a store that hold something; at most 500. */
export function lotsOf(db: ReadHandle, storeId: string): Lot[] {
  return db.all<Lot>(
    `SELECT ${lotColumns} FROM lot WHERE storeId = ? AND amount > 0 ORDER BY substanceId, receivedOn, id LIMIT 500`,
    storeId,
  );
}

/** Lots that a command touched after entry `seq` of the journal. */
export function lotsTouchedAfter(db: ReadHandle, seq: number): Lot[] {
  return db.all<Lot>(
    `SELECT ${lotColumns} FROM lot WHERE id IN (SELECT rowId FROM journalRow WHERE noun = 'lot' AND seq > ?)`,
    seq,
  );
}

export function insertTank(db: WriteHandle, tank: Tank): void {
  db.run(`INSERT INTO tank (${tankColumns}) VALUES (${valuesOf(tankColumns)})`, tank);
}

export function updateTank(db: WriteHandle, tank: Tank): void {
  db.run(`UPDATE tank SET ${setsOf(tankColumns)} WHERE id = @id`, tank);
}

export function tankById(db: ReadHandle, id: string): Tank | undefined {
  return db.get<Tank>(`SELECT ${tankColumns} FROM tank WHERE id = ?`, id);
}

/** The tanks of a store, or of all stores. */
export function tanksOf(db: ReadHandle, storeId: string | null): Tank[] {
  return db.all<Tank>(
    `SELECT ${tankColumns} FROM tank WHERE ?1 IS NULL OR storeId = ?1 ORDER BY storeId, id LIMIT 2000`,
    storeId,
  );
}

/** Every substance; a site has some hundreds. */
export function allSubstances(db: ReadHandle): Substance[] {
  return db
    .all<SubstanceRow>(`SELECT ${substanceColumns} FROM substance ORDER BY key LIMIT 5000`)
    .map(toSubstance);
}

/** Every store whose place is in the register, with the place's code, names and outline. */
export function allStores(
  db: ReadHandle,
): { readonly store: Store; readonly key: string; readonly names: Names; readonly geometry: Geometry }[] {
  return db
    .all<StoreRow & { placeKey: string; placeNames: string; geometry: string }>(
      `SELECT ${storeColumns.replaceAll(/(\w+)/g, 's.$1')}, p.key AS placeKey, p.names AS placeNames, p.geometry
       FROM store s JOIN place p ON p.id = s.id WHERE p.retiredAt IS NULL ORDER BY p.key LIMIT 5000`,
    )
    .map(({ placeKey, placeNames, geometry, ...store }) => ({
      store: toStore(store),
      key: placeKey,
      names: JSON.parse(placeNames) as Names,
      geometry: JSON.parse(geometry) as Geometry,
    }));
}

/** Every lot that holds something. */
export function allLots(db: ReadHandle): Lot[] {
  return db.all<Lot>(
    `SELECT ${lotColumns} FROM lot WHERE amount > 0 ORDER BY storeId, substanceId, id LIMIT 50000`,
  );
}
