import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import {
  daysAfter, exact, lotState, soonDays, type LotLine, type LotState, type MoveLine, type PlaceStock, type StockLot,
  type StockMinimum, type StockMove,
} from './stock.ts'; // prettier-ignore

const lotColumns =
  'id, categoryId, label, amount, unit, placeId, receivedOn, expiresOn, countedAt, note, version';
const moveColumns = 'id, lotId, kind, change, seq, at, by, reason, otherLotId, incidentId';
const minimumColumns = 'id, categoryId, placeId, minimum, version';

export function insertLot(db: WriteHandle, lot: StockLot): void {
  db.run(
    `INSERT INTO stockLot (${lotColumns}, words) VALUES (@id, @categoryId, @label, @amount, @unit, @placeId, @receivedOn,
       @expiresOn, @countedAt, @note, @version, @words)`,
    { ...lot, words: fold(`${lot.label} ${lot.note}`) },
  );
}

export function updateLot(db: WriteHandle, lot: StockLot): void {
  db.run(
    `UPDATE stockLot SET label = @label, amount = @amount, expiresOn = @expiresOn, countedAt = @countedAt, note = @note,
       words = @words, version = @version WHERE id = @id`,
    { ...lot, words: fold(`${lot.label} ${lot.note}`) },
  );
}

export function lotById(db: ReadHandle, id: string): StockLot | undefined {
  return db.get<StockLot>(`SELECT ${lotColumns} FROM stockLot WHERE id = ?`, id);
}

/** Whether anything of a category was ever kept. */
export function hasLots(db: ReadHandle, categoryId: string): boolean {
  return db.get('SELECT 1 FROM stockLot WHERE categoryId = ? LIMIT 1', categoryId) !== undefined;
}

/** What is left of one category at one place, expired or not; first to expire first. */
export function lotsAt(db: ReadHandle, categoryId: string, placeId: string): StockLot[] {
  return db.all<StockLot>(
    `SELECT ${lotColumns} FROM stockLot WHERE categoryId = ? AND placeId = ? AND amount > 0 ORDER BY expiryKey, id`,
    categoryId,
    placeId,
  );
}

/** The lot of the same delivery at another place, where goods of it were moved before. */
export function sameLotAt(db: ReadHandle, lot: StockLot, placeId: string): StockLot | undefined {
  return db.get<StockLot>(
    `SELECT ${lotColumns} FROM stockLot WHERE categoryId = ? AND placeId = ? AND label = ? AND receivedOn = ?
       AND expiryKey = coalesce(?, '9999') AND unit = ? ORDER BY id LIMIT 1`,
    lot.categoryId,
    placeId,
    lot.label,
    lot.receivedOn,
    lot.expiresOn,
    lot.unit,
  );
}

export function insertMove(db: WriteHandle, move: StockMove): void {
  db.run(
    `INSERT INTO stockMove (${moveColumns})
     VALUES (@id, @lotId, @kind, @change, @seq, @at, @by, @reason, @otherLotId, @incidentId)`,
    move,
  );
}

export function minimumAt(db: ReadHandle, categoryId: string, placeId: string): StockMinimum | undefined {
  return db.get<StockMinimum>(
    `SELECT ${minimumColumns} FROM stockMinimum WHERE categoryId = ? AND placeId = ?`,
    categoryId,
    placeId,
  );
}

export function saveMinimum(db: WriteHandle, minimum: StockMinimum): void {
  db.run(
    `INSERT INTO stockMinimum (${minimumColumns}) VALUES (@id, @categoryId, @placeId, @minimum, @version)
     ON CONFLICT (id) DO UPDATE SET minimum = excluded.minimum, version = excluded.version`,
    minimum,
  );
}

interface StoredPlace {
  readonly placeId: string;
  readonly placeKey: string;
  readonly placeKind: PlaceName['kind'];
  readonly placeNames: string;
}
const placeColumns = 'p.id AS placeId, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames';
const placeOf = (row: StoredPlace): PlaceName => ({
  id: row.placeId,
  key: row.placeKey,
  kind: row.placeKind,
  names: JSON.parse(row.placeNames) as Names,
});

type PlaceRow = StoredPlace &
  Omit<PlaceStock, 'place' | 'minimumVersion'> & {
    categoryId: string;
    minimumVersion: number | null;
  };

/** The places where each of the categories lies or should lie, by code. */
export function placesWith(
  db: ReadHandle,
  categoryIds: readonly string[],
  today: string,
): ReadonlyMap<string, readonly PlaceStock[]> {
  const rows = db.all<PlaceRow>(
    `WITH held AS (
       SELECT categoryId, placeId, sum(amount) FILTER (WHERE expiryKey >= ?2) AS usable,
         sum(amount) FILTER (WHERE expiryKey < ?2) AS expired,
         sum(amount) FILTER (WHERE expiryKey BETWEEN ?2 AND ?3) AS soon,
         min(expiresOn) FILTER (WHERE expiryKey >= ?2) AS nextExpiry, count(*) AS lots
       FROM stockLot WHERE categoryId IN (SELECT value FROM json_each(?1)) AND amount > 0
       GROUP BY categoryId, placeId),
     shelf AS (
       SELECT categoryId, placeId FROM held UNION
       SELECT categoryId, placeId FROM stockMinimum
       WHERE minimum > 0 AND categoryId IN (SELECT value FROM json_each(?1)))
     SELECT f.categoryId, ${placeColumns}, coalesce(h.usable, 0) AS usable, coalesce(h.expired, 0) AS expired,
       coalesce(h.soon, 0) AS soon, h.nextExpiry, coalesce(h.lots, 0) AS lots, coalesce(m.minimum, 0) AS minimum,
       m.version AS minimumVersion
     FROM shelf f JOIN place p ON p.id = f.placeId
     LEFT JOIN held h ON h.categoryId = f.categoryId AND h.placeId = f.placeId
     LEFT JOIN stockMinimum m ON m.categoryId = f.categoryId AND m.placeId = f.placeId
     ORDER BY f.categoryId, p.key`,
    JSON.stringify(categoryIds),
    today,
    daysAfter(today, soonDays),
  );
  const byCategory = Map.groupBy(rows, ({ categoryId }) => categoryId);
  return new Map([...byCategory].map(([categoryId, of]) => [categoryId, of.map(toPlaceStock)]));
}

function toPlaceStock(row: PlaceRow): PlaceStock {
  const { usable, expired, soon, minimum, minimumVersion, lots, nextExpiry } = row;
  return {
    place: placeOf(row),
    usable: exact(usable),
    expired: exact(expired),
    soon: exact(soon),
    minimum,
    minimumVersion,
    lots,
    nextExpiry,
  };
}

/** Every word typed is in the label, note or place of a lot that holds something. */
function wordsWhere(text: string): { sql: string; bind: string[] } {
  const words = fold(text).split(' ').filter(Boolean).slice(0, 8);
  return {
    sql: words.map(() => "instr(' ' || l.words || ' ' || p.words, ?) > 0").join(' AND ') || '1',
    bind: words.map((word) => ` ${word}`),
  };
}

/** The categories of which a lot holds something and fits the words. */
export function categoriesWithLots(db: ReadHandle, text: string): Set<string> {
  const { sql, bind } = wordsWhere(text);
  const rows = db.all<{ categoryId: string }>(
    `SELECT DISTINCT l.categoryId FROM stockLot l JOIN place p ON p.id = l.placeId WHERE l.amount > 0 AND ${sql}`,
    ...bind,
  );
  return new Set(rows.map(({ categoryId }) => categoryId));
}

/** What lotState says, as SQL; `today` is a day and nothing else. */
function stateSql(state: LotState, today: string): string {
  switch (state) {
    case 'empty':
      return 'l.amount = 0';
    case 'expired':
      return `(l.amount > 0 AND l.expiryKey < '${today}')`;
    case 'soon':
      return `(l.amount > 0 AND l.expiryKey BETWEEN '${today}' AND '${daysAfter(today, soonDays)}')`;
    case 'good':
      return `(l.amount > 0 AND l.expiryKey > '${daysAfter(today, soonDays)}')`;
  }
}

/** Lots in order of expiry. The cursor is the last row's day and id. */
export function lotPage(
  db: ReadHandle,
  filter: {
    text: string;
    categoryId?: string | undefined;
    placeId?: string | undefined;
    states?: readonly LotState[] | undefined;
    after?: string | undefined;
    limit: number;
  },
  today: string,
): Page<LotLine> {
  const words = wordsWhere(filter.text);
  const states = filter.states?.length ? filter.states : (['expired', 'soon', 'good'] as const);
  const parts = [`(${states.map((state) => stateSql(state, today)).join(' OR ')})`, words.sql];
  const bind: unknown[] = [...words.bind];
  if (filter.categoryId !== undefined) {
    parts.push('l.categoryId = ?');
    bind.push(filter.categoryId);
  }
  if (filter.placeId !== undefined) {
    parts.push('l.placeId = ?');
    bind.push(filter.placeId);
  }
  const from = `FROM stockLot l JOIN place p ON p.id = l.placeId JOIN category c ON c.id = l.categoryId
    WHERE ${parts.join(' AND ')}`;
  const [day, id] = (filter.after ?? '').split(' ');
  const rows = db.all<StockLot & StoredPlace & { categoryKey: string; categoryNames: string }>(
    `SELECT ${lotColumns.replace(/(\w+)/g, 'l.$1')}, ${placeColumns}, c.key AS categoryKey, c.names AS categoryNames
     ${from} AND (l.expiryKey, l.id) > (?, ?) ORDER BY l.expiryKey, l.id LIMIT ?`,
    ...bind,
    day ?? '',
    id ?? '',
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows: rows.map(({ placeKey, placeKind, placeNames, categoryNames, ...lot }) => ({
      ...lot,
      place: placeOf({ placeId: lot.placeId, placeKey, placeKind, placeNames }),
      categoryNames: JSON.parse(categoryNames) as Names,
      state: lotState(lot, today),
    })),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.expiresOn ?? '9999'} ${last.id}` : null,
  };
}

/** Moves, newest first. The cursor is the last row's journal entry and id. */
export function movePage(
  db: ReadHandle,
  filter: {
    categoryId?: string | undefined;
    lotId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Page<MoveLine> {
  const parts: string[] = ['1'];
  const bind: unknown[] = [];
  if (filter.lotId !== undefined) {
    parts.push('m.lotId = ?');
    bind.push(filter.lotId);
  }
  if (filter.categoryId !== undefined) {
    parts.push('l.categoryId = ?');
    bind.push(filter.categoryId);
  }
  const from = `FROM stockMove m JOIN stockLot l ON l.id = m.lotId JOIN place p ON p.id = l.placeId
    LEFT JOIN stockLot ol ON ol.id = m.otherLotId LEFT JOIN place op ON op.id = ol.placeId
    WHERE ${parts.join(' AND ')}`;
  const [seq, id] = (filter.after ?? '').split(' ');
  const rows = db.all<
    StockMove &
      StoredPlace & {
        label: string;
        unit: string;
        otherPlaceId: string | null;
        otherKey: string;
        otherKind: PlaceName['kind'];
        otherNames: string;
      }
  >(
    `SELECT ${moveColumns.replace(/(\w+)/g, 'm.$1')}, l.label, l.unit, ${placeColumns}, op.id AS otherPlaceId,
       op.key AS otherKey, op.kind AS otherKind, op.names AS otherNames
     ${from} AND (m.seq, m.id) < (?, ?) ORDER BY m.seq DESC, m.id DESC LIMIT ?`,
    ...bind,
    Number(seq) || Number.MAX_SAFE_INTEGER,
    id ?? 'z',
    filter.limit,
  );
  const last = rows.at(-1);
  return {
    rows: rows.map(
      ({
        placeId,
        placeKey,
        placeKind,
        placeNames,
        otherPlaceId,
        otherKey,
        otherKind,
        otherNames,
        ...move
      }) => ({
        ...move,
        place: placeOf({ placeId, placeKey, placeKind, placeNames }),
        otherPlace:
          otherPlaceId === null
            ? null
            : placeOf({
                placeId: otherPlaceId,
                placeKey: otherKey,
                placeKind: otherKind,
                placeNames: otherNames,
              }),
      }),
    ),
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${from}`, ...bind)?.n ?? 0,
    next: rows.length === filter.limit && last ? `${last.seq} ${last.id}` : null,
  };
}

/** What Now tells: places below a minimum, lots that expire soon, lots that are past it. */
export function stockTrouble(
  db: ReadHandle,
  today: string,
): { readonly below: number; readonly soon: number; readonly expired: number } {
  const below = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM stockMinimum m WHERE m.minimum > 0 AND m.minimum > round(coalesce(
       (SELECT sum(l.amount) FROM stockLot l
        WHERE l.categoryId = m.categoryId AND l.placeId = m.placeId AND l.amount > 0 AND l.expiryKey >= ?), 0), 3)`,
    today,
  );
  const lots = db.get<{ soon: number; expired: number }>(
    `SELECT coalesce(sum(expiryKey >= ?1), 0) AS soon, coalesce(sum(expiryKey < ?1), 0) AS expired
     FROM stockLot WHERE amount > 0 AND expiryKey <= ?2`,
    today,
    daysAfter(today, soonDays),
  );
  return { below: below?.n ?? 0, soon: lots?.soon ?? 0, expired: lots?.expired ?? 0 };
}
