import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Names } from '../schema-parts.ts';
import type { Category } from './category.ts';

type Row = Omit<Category, 'names'> & { readonly names: string };
const columns = 'id, key, names, kind, unit, speedKmh, retiredAt, version';

const toCategory = (row: Row): Category => ({ ...row, names: JSON.parse(row.names) as Names });
const toRow = (category: Category): Row => ({ ...category, names: JSON.stringify(category.names) });

export function insertCategory(db: WriteHandle, category: Category): void {
  db.run(
    `INSERT INTO category (${columns})
     VALUES (@id, @key, @names, @kind, @unit, @speedKmh, @retiredAt, @version)`,
    toRow(category),
  );
  rank(db);
}

export function updateCategory(db: WriteHandle, category: Category): void {
  db.run(
    `UPDATE category SET names = @names, unit = @unit, speedKmh = @speedKmh, retiredAt = @retiredAt, version = @version
     WHERE id = @id`,
    toRow(category),
  );
  rank(db);
}

/** Lists sort by the name that is read, which SQLite cannot compare: it gets the order as numbers. */
function rank(db: WriteHandle): void {
  const all = allCategories(db, {});
  const orders = {
    rankEn: inOrder(all, 'en', 'en'),
    rankSrLatn: inOrder(all, 'srLatn', 'sr-Latn'),
    rankZhHans: inOrder(all, 'zhHans', 'zh-Hans'),
  };
  for (const { id } of all)
    db.run(
      'UPDATE category SET rankEn = ?, rankSrLatn = ?, rankZhHans = ? WHERE id = ?',
      orders.rankEn.get(id),
      orders.rankSrLatn.get(id),
      orders.rankZhHans.get(id),
      id,
    );
}

function inOrder(all: readonly Category[], name: keyof Names, locale: string): Map<string, number> {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const sorted = all.toSorted((a, b) => compare(a.names[name], b.names[name]) || compare(a.key, b.key));
  return new Map(sorted.map(({ id }, at) => [id, at + 1]));
}

export function categoryById(db: ReadHandle, id: string): Category | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM category WHERE id = ?`, id);
  return row && toCategory(row);
}

export function categoryByKey(db: ReadHandle, key: string): Category | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM category WHERE key = ?`, key);
  return row && toCategory(row);
}

/** In the order of their keys. */
export function allCategories(
  db: ReadHandle,
  filter: { readonly kind?: Category['kind'] | undefined; readonly current?: boolean },
): Category[] {
  const rows = db.all<Row>(
    `SELECT ${columns} FROM category WHERE kind = coalesce(?, kind) AND (? = 0 OR retiredAt IS NULL) ORDER BY key`,
    filter.kind ?? null,
    filter.current === true ? 1 : 0,
  );
  return rows.map(toCategory);
}
