import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import type { Ghs, Lot, Store, Substance, SubstanceName, Total, Unit } from './hazmat.ts';

type SubstanceRow = Omit<Substance, 'names' | 'subsidiary' | 'ghs' | 'hStatements'> &
  Record<'names' | 'subsidiary' | 'ghs' | 'hStatements', string>;
const substanceColumns = `id, key, names, unNumber, hazardClass, subsidiary, packingGroup, ghs, hStatements, ergGuide, form, version`;
type StoreRow = Omit<Store, 'allowedClasses' | 'containment'> & {
  allowedClasses: string;
  containment: string | null;
};
const storeColumns = 'id, capacity, unit, allowedClasses, containment, maxC, version';
const lotColumns = 'id, storeId, substanceId, amount, unit, lotNumber, receivedOn, expiresOn, note, version';

function toSubstance(row: SubstanceRow): Substance {
  return {
    ...row,
    names: JSON.parse(row.names) as Names,
    subsidiary: JSON.parse(row.subsidiary) as string[],
    ghs: JSON.parse(row.ghs) as Ghs[],
    hStatements: JSON.parse(row.hStatements) as string[],
  };
}

function toStore(row: StoreRow): Store {
  return {
    ...row,
    allowedClasses: JSON.parse(row.allowedClasses) as string[],
    containment: row.containment === null ? null : (JSON.parse(row.containment) as Names),
  };
}

export function insertSubstance(db: WriteHandle, substance: Substance): void {
  const { names } = substance;
  db.run(
    `INSERT INTO substance (${substanceColumns}, words)
     VALUES (@id, @key, @names, @unNumber, @hazardClass, @subsidiary, @packingGroup, @ghs, @hStatements, @ergGuide, @form, @version, @words)`,
    {
      ...substance,
      names: JSON.stringify(names),
      subsidiary: JSON.stringify(substance.subsidiary),
      ghs: JSON.stringify(substance.ghs),
      hStatements: JSON.stringify(substance.hStatements),
      words: fold(
        [
          substance.key,
          substance.unNumber ?? '',
          substance.hazardClass,
          names.en,
          names.srLatn,
          names.zhHans,
        ].join(' '),
      ),
    },
  );
}

export function substanceById(db: ReadHandle, id: string): Substance | undefined {
  const row = db.get<SubstanceRow>(`SELECT ${substanceColumns} FROM substance WHERE id = ?`, id);
  return row && toSubstance(row);
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

export function insertStore(db: WriteHandle, store: Store): void {
  db.run(
    `INSERT INTO store (${storeColumns}) VALUES (@id, @capacity, @unit, @allowedClasses, @containment, @maxC, @version)`,
    {
      ...store,
      allowedClasses: JSON.stringify(store.allowedClasses),
      containment: store.containment === null ? null : JSON.stringify(store.containment),
    },
  );
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
      SELECT s.*, p.key AS placeKey, p.kind, p.names AS placeNames,
        p.words || ' ' || coalesce((SELECT group_concat(u.words, ' ') FROM substance u
          WHERE u.id IN (SELECT l.substanceId FROM lot l WHERE l.storeId = s.id AND l.amount > 0)), '') AS words
      FROM store s JOIN place p ON p.id = s.id WHERE p.retiredAt IS NULL) WHERE ${where}`;
  const rows = db.all<StoreRow & { placeKey: string; kind: PlaceName['kind']; placeNames: string }>(
    `SELECT ${storeColumns}, placeKey, kind, placeNames ${from} AND placeKey > ? ORDER BY placeKey LIMIT ?`,
    ...bind,
    filter.after ?? '',
    filter.limit,
  );
  return {
    rows: rows.map(({ placeKey, kind, placeNames, ...store }) => ({
      store: toStore(store),
      place: { id: store.id, key: placeKey, kind, names: JSON.parse(placeNames) as Names },
    })),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit ? (rows.at(-1)?.placeKey ?? null) : null,
  };
}

/** What a store holds by substance and unit; empty lots left out. */
export function totalsOf(db: ReadHandle, storeId: string): (Total & { substance: SubstanceName })[] {
  return db
    .all<SubstanceRow & { substanceId: string; amount: number; lotUnit: Unit; lots: number }>(
      `SELECT ${substanceColumns.replace(/(\w+)/g, 'u.$1')}, t.substanceId, t.amount, t.unit AS lotUnit, t.lots
       FROM (SELECT substanceId, unit, sum(amount) AS amount, count(*) AS lots FROM lot
             WHERE storeId = ? AND amount > 0 GROUP BY substanceId, unit) t
       JOIN substance u ON u.id = t.substanceId ORDER BY u.hazardClass, u.key`,
      storeId,
    )
    .map((row) => {
      const { id, key, names, unNumber, hazardClass, subsidiary, ghs } = toSubstance(row);
      return {
        substanceId: row.substanceId,
        amount: row.amount,
        unit: row.lotUnit,
        lots: row.lots,
        substance: { id, key, names, unNumber, hazardClass, subsidiary, ghs },
      };
    });
}

export function insertLot(db: WriteHandle, lot: Lot): void {
  db.run(
    `INSERT INTO lot (${lotColumns})
     VALUES (@id, @storeId, @substanceId, @amount, @unit, @lotNumber, @receivedOn, @expiresOn, @note, @version)`,
    lot,
  );
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
