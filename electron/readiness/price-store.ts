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

/** The site's prices as mending asks for them. */
export function pricesOf(db: ReadHandle): Prices {
  const known = new Map(allPrices(db).map((price) => [`${price.kind} ${price.of}`, price]));
  return { of: (kind, of) => known.get(`${kind} ${of}`) ?? null };
}

/** Whether a category or qualification that a price is for is there. */
export function pricedThing(db: ReadHandle, kind: PricedKind, of: string): boolean {
  const table = kind === 'requalify' ? 'qualification' : 'category';
  return db.get(`SELECT 1 FROM ${table} WHERE id = ?`, of) !== undefined;
}
