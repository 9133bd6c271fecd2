import type { ReadHandle, WriteHandle } from '../database.ts';
import type { FixPrice, PricedKind } from './ask.ts';
import type { Prices } from './fixes.ts';

const columns = 'id, kind, of, minutes, costMinor, currency, version';

export function allPrices(db: ReadHandle): FixPrice[] {
  return db.all<FixPrice>(`SELECT ${columns} FROM fixPrice ORDER BY of, kind LIMIT 4000`);
}

export function priceOf(db: ReadHandle, kind: PricedKind, of: string): FixPrice | undefined {
  return db.get<FixPrice>(`SELECT ${columns} FROM fixPrice WHERE kind = ? AND of = ?`, kind, of);
}

/** Writes a new price, or what one has become. */
export function savePrice(db: WriteHandle, price: FixPrice): void {
  db.run(
    `INSERT INTO fixPrice (${columns}) VALUES (@id, @kind, @of, @minutes, @costMinor, @currency, @version)
     ON CONFLICT (id) DO UPDATE SET minutes = @minutes, costMinor = @costMinor, currency = @currency, version = @version`,
    price,
  );
}

interface Past {
  readonly categoryId: string;
  readonly currency: string;
  readonly costMinor: number;
  readonly minutes: number;
}

/** What verified repairs of a category cost and took on average: where nobody wrote a price down, the best guess. */
function pastRepairs(db: ReadHandle): Map<string, Past> {
  const rows = db.all<Past>(
    `SELECT e.categoryId, w.currency, CAST(round(avg(w.costMinor)) AS INTEGER) AS costMinor,
       CAST(round(avg((julianday(w.doneAt) - julianday(w.openedAt)) * 1440)) AS INTEGER) AS minutes
     FROM work w JOIN equipment e ON e.id = w.itemId WHERE w.doneAt IS NOT NULL AND w.costMinor > 0
     GROUP BY e.categoryId, w.currency ORDER BY count(*)`,
  );
  return new Map(rows.map((row) => [row.categoryId, row]));
}

/** What items of a category cost when they were bought, on average. */
function pastPurchase(db: ReadHandle, categoryId: string): Omit<Past, 'categoryId' | 'minutes'> | undefined {
  return db.get(
    `SELECT currency, CAST(round(avg(costMinor)) AS INTEGER) AS costMinor FROM equipment
     WHERE categoryId = ? AND costMinor IS NOT NULL GROUP BY currency ORDER BY count(*) DESC LIMIT 1`,
    categoryId,
  );
}

/** The site's prices as mending asks for them: as written down, else as past work and purchases were. */
export function pricesOf(db: ReadHandle): Prices {
  const known = new Map(allPrices(db).map((price) => [`${price.kind} ${price.of}`, price]));
  const repairs = pastRepairs(db);
  const guess = (kind: PricedKind, of: string): ReturnType<Prices['of']> => {
    if (kind === 'repair') return repairs.get(of) ?? null;
    const bought = kind === 'buy' ? pastPurchase(db, of) : undefined;
    return bought ? { ...bought, minutes: null } : null;
  };
  return { of: (kind, of) => known.get(`${kind} ${of}`) ?? guess(kind, of) };
}

/** Whether a category or qualification that a price is for is there. */
export function pricedThing(db: ReadHandle, kind: PricedKind, of: string): boolean {
  const table = kind === 'requalify' ? 'qualification' : 'category';
  return db.get(`SELECT 1 FROM ${table} WHERE id = ?`, of) !== undefined;
}
