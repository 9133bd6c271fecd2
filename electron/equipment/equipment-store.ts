import type { CategoryName } from '../category/category.ts';
import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold, matchExpression } from '../journal/search-text.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names, Page } from '../schema-parts.ts';
import {
  conditionOn,
  type Condition,
  type Equipment,
  type EquipmentFilter,
  type EquipmentLine,
  type EquipmentSort,
  type Facet,
  type FacetName,
} from './equipment.ts';

const columns = `id, tag, categoryId, make, model, serial, placeId, ownerTeamId, condition, boughtOn, endOfLifeOn, nextDueOn, note, version`;

/** What an item points at and is also found by. */
export interface Around {
  readonly category: CategoryName;
  readonly place: PlaceName | null;
}

function wordsOf(item: Equipment, { category, place }: Around): string {
  const named = [category, ...(place ? [place] : [])].flatMap(({ key, names }) => [
    key,
    names.en,
    names.srLatn,
    names.zhHans,
  ]);
  return fold([item.tag, item.make, item.model, item.serial, item.note, ...named].join(' '));
}

export function insertEquipment(db: WriteHandle, item: Equipment, around: Around): void {
  db.run(
    `INSERT INTO equipment (${columns})
     VALUES (@id, @tag, @categoryId, @make, @model, @serial, @placeId, @ownerTeamId, @condition, @boughtOn, @endOfLifeOn, @nextDueOn, @note, @version)`,
    item,
  );
  index(db, item, around);
}

export function updateEquipment(db: WriteHandle, item: Equipment, around: Around): void {
  db.run(
    `UPDATE equipment SET placeId = @placeId, condition = @condition, nextDueOn = @nextDueOn, note = @note, version = @version
     WHERE id = @id`,
    item,
  );
  index(db, item, around);
}

/** What follows from duties and work orders; no word of the row changes, so the index of words stays as it is. */
export function setStanding(
  db: WriteHandle,
  item: Pick<Equipment, 'id' | 'condition' | 'nextDueOn' | 'version'>,
): void {
  db.run(
    'UPDATE equipment SET condition = @condition, nextDueOn = @nextDueOn, version = @version WHERE id = @id',
    item,
  );
}

/** The next items of a category in the order in which they were entered. */
export function itemsAfter(
  db: ReadHandle,
  categoryId: string,
  no: number,
  limit: number,
): { readonly id: string; readonly no: number }[] {
  return db.all(
    'SELECT id, no FROM equipment WHERE categoryId = ? AND no > ? ORDER BY no LIMIT ?',
    categoryId,
    no,
    limit,
  );
}

/** Every field as given: an import changes any of them. */
export function replaceEquipment(db: WriteHandle, item: Equipment, around: Around): void {
  db.run(
    `UPDATE equipment SET tag = @tag, categoryId = @categoryId, make = @make, model = @model, serial = @serial,
       placeId = @placeId, ownerTeamId = @ownerTeamId, condition = @condition, boughtOn = @boughtOn,
       endOfLifeOn = @endOfLifeOn, nextDueOn = @nextDueOn, note = @note, version = @version WHERE id = @id`,
    item,
  );
  index(db, item, around);
}

/** Takes an item out whose import is taken back. Throws SQLITE_CONSTRAINT_FOREIGNKEY when something points at it. */
export function deleteEquipment(db: WriteHandle, id: string): void {
  const no = db.get<{ no: number }>('SELECT no FROM equipment WHERE id = ?', id)?.no;
  if (no === undefined) return;
  db.run('DELETE FROM equipment WHERE id = ?', id);
  db.run('DELETE FROM equipmentText WHERE rowid = ?', no);
}

function index(db: WriteHandle, item: Equipment, around: Around): void {
  const no = db.get<{ no: number }>('SELECT no FROM equipment WHERE id = ?', item.id)!.no;
  db.run('DELETE FROM equipmentText WHERE rowid = ?', no);
  db.run('INSERT INTO equipmentText (rowid, words) VALUES (?, ?)', no, wordsOf(item, around));
}

export function equipmentById(db: ReadHandle, id: string): Equipment | undefined {
  return db.get<Equipment>(`SELECT ${columns} FROM equipment WHERE id = ?`, id);
}

export function equipmentByTag(db: ReadHandle, tag: string): Equipment | undefined {
  return db.get<Equipment>(`SELECT ${columns} FROM equipment WHERE tag = ?`, tag);
}

export function equipmentBySerial(
  db: ReadHandle,
  item: Pick<Equipment, 'make' | 'model' | 'serial'>,
): Equipment | undefined {
  if (item.serial === '') return undefined;
  return db.get<Equipment>(
    `SELECT ${columns} FROM equipment WHERE make = ? AND model = ? AND serial = ? AND serial <> ''`,
    item.make,
    item.model,
    item.serial,
  );
}

/** What conditionOn says, as SQL that the indexes can answer. `today` is a date and nothing else (dayOf). */
function countsAs(condition: Condition, today: string): string {
  switch (condition) {
    case 'outOfTest':
      return `(e.condition = 'outOfTest' OR (e.condition IN ('ready', 'inUse') AND e.dueKey < '${today}'))`;
    case 'ready':
    case 'inUse':
      return `(e.condition = '${condition}' AND e.dueKey >= '${today}')`;
    case 'fault':
    case 'retired':
      return `e.condition = '${condition}'`;
  }
}

interface Where {
  readonly sql: string;
  readonly bind: readonly unknown[];
}

/** Conditions are only written when they filter, so that each combination gets the index that suits it. */
function whereOf(filter: EquipmentFilter, today: string, except?: FacetName): Where {
  const parts: string[] = [];
  const bind: unknown[] = [];
  const list = (column: string, values: readonly string[] | undefined, facet: FacetName): void => {
    if (values === undefined || values.length === 0 || facet === except) return;
    parts.push(`${column} IN (${values.map(() => '?').join(', ')})`);
    bind.push(...values);
  };
  list('e.categoryId', filter.categoryIds, 'categoryId');
  if (filter.conditions !== undefined && filter.conditions.length > 0 && except !== 'condition')
    parts.push(`(${filter.conditions.map((condition) => countsAs(condition, today)).join(' OR ')})`);
  list('e.placeId', filter.placeIds, 'placeId');
  list('e.ownerTeamId', filter.ownerTeamIds, 'ownerTeamId');
  const match = matchExpression(filter.text);
  if (match !== null) {
    parts.push('e.no IN (SELECT rowid FROM equipmentText WHERE equipmentText MATCH ?)');
    bind.push(match);
  }
  return { sql: parts.join(' AND ') || '1', bind };
}

const sortKeys: Record<Exclude<EquipmentSort, 'category'>, readonly string[]> = {
  tag: ['e.tag'],
  model: ['e.make', 'e.model', 'e.tag'],
  condition: ['e.condition', 'e.dueKey', 'e.categoryId'],
  nextDueOn: ['e.dueKey', 'e.tag'],
  endOfLifeOn: ['e.lifeKey', 'e.tag'],
};

const ranks = { en: 'c.rankEn', srLatn: 'c.rankSrLatn', zhHans: 'c.rankZhHans' } as const;

type LineRow = Equipment & {
  categoryKey: string;
  categoryNames: string;
  placeKey: string | null;
  placeKind: PlaceName['kind'];
  placeNames: string;
  sortKey: string;
};

/** A page in the order of `sort`. The cursor is the sort key of the last row, so that a page costs the same at any depth. */
export function equipmentPage(
  db: ReadHandle,
  filter: EquipmentFilter & {
    sort: EquipmentSort;
    descending: boolean;
    language: keyof Names;
    after?: string;
    limit: number;
  },
  today: string,
): Page<EquipmentLine> {
  const where = whereOf(filter, today);
  const rank = ranks[filter.language];
  const byCategory = filter.sort === 'category';
  const keys = byCategory
    ? [rank, 'c.id', 'e.condition', 'e.dueKey', 'e.no']
    : [...sortKeys[filter.sort as Exclude<EquipmentSort, 'category'>], 'e.no'];
  const after = cursorOf(filter.after, keys.length);
  const seek = after
    ? ` AND (${keys.join(', ')}) ${filter.descending ? '<' : '>'} (${keys.map(() => '?').join(', ')})` +
      // What SQLite cannot see by itself across two tables: earlier categories need no look.
      (byCategory ? ` AND ${rank} ${filter.descending ? '<=' : '>='} ${Number(after[0])}` : '')
    : '';
  const order = keys.map((key) => `${key} ${filter.descending ? 'DESC' : 'ASC'}`).join(', ');
  const rows = db.all<LineRow>(
    // CROSS JOIN: the order of the tables is the order of the rows.
    `SELECT ${columns.replace(/(\w+)/g, 'e.$1')}, c.key AS categoryKey, c.names AS categoryNames, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames,
       json_array(${keys.join(', ')}) AS sortKey
     FROM ${byCategory ? 'category c CROSS JOIN equipment e' : 'equipment e CROSS JOIN category c'} ON c.id = e.categoryId
       LEFT JOIN place p ON p.id = e.placeId
     WHERE ${where.sql}${seek} ORDER BY ${order} LIMIT ?`,
    ...where.bind,
    ...(after ?? []),
    filter.limit,
  );
  return {
    rows: rows.map((row) => lineOf(row, today)),
    total: totalOf(db, filter, where),
    next: rows.length === filter.limit ? (rows.at(-1)?.sortKey ?? null) : null,
  };
}

function totalOf(db: ReadHandle, filter: EquipmentFilter, where: Where): number {
  const lists = [filter.categoryIds, filter.conditions, filter.placeIds, filter.ownerTeamIds];
  const match = matchExpression(filter.text);
  // Words alone: the index of words knows how many without a look at the rows.
  const [sql, bind] =
    match !== null && lists.every((values) => values === undefined || values.length === 0)
      ? ['SELECT count(*) AS n FROM equipmentText WHERE equipmentText MATCH ?', [match]]
      : [`SELECT count(*) AS n FROM equipment e WHERE ${where.sql}`, where.bind];
  return db.get<{ n: number }>(sql, ...bind)?.n ?? 0;
}

/** A cursor that was tampered with begins at the beginning. */
function cursorOf(after: string | undefined, length: number): (string | number)[] | null {
  if (after === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(after);
    const fits = Array.isArray(parsed) && parsed.length === length;
    return fits && parsed.every((part) => typeof part === 'string' || typeof part === 'number')
      ? (parsed as (string | number)[])
      : null;
  } catch {
    return null;
  }
}

function lineOf(row: LineRow, today: string): EquipmentLine {
  const { categoryKey, categoryNames, placeKey, placeKind, placeNames, sortKey: _sortKey, ...item } = row;
  const category = { id: item.categoryId, key: categoryKey, names: JSON.parse(categoryNames) as Names };
  const place =
    placeKey === null || item.placeId === null
      ? null
      : { id: item.placeId, key: placeKey, kind: placeKind, names: JSON.parse(placeNames) as Names };
  return { ...item, place, category, counts: conditionOn(item, today) };
}

/** The values of one facet with their numbers, the most first; at most 100. */
export function equipmentFacet(
  db: ReadHandle,
  filter: EquipmentFilter,
  facet: FacetName,
  today: string,
): Facet {
  const where = whereOf(filter, today, facet);
  if (facet === 'condition') return conditionFacet(db, where, today);
  return db.all<{ value: string | null; count: number }>(
    `SELECT e.${facet} AS value, count(*) AS count FROM equipment e WHERE ${where.sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
    ...where.bind,
  );
}

/** Grouped by the condition as written, which an index has in order; what is overdue is moved afterwards. */
function conditionFacet(db: ReadHandle, where: Where, today: string): Facet {
  const rows = db.all<{ condition: Condition; count: number; overdue: number }>(
    `SELECT e.condition, count(*) AS count, sum(e.dueKey < '${today}') AS overdue FROM equipment e
     WHERE ${where.sql} GROUP BY e.condition`,
    ...where.bind,
  );
  const counts = new Map<Condition, number>();
  const add = (condition: Condition, count: number): void => {
    if (count > 0) counts.set(condition, (counts.get(condition) ?? 0) + count);
  };
  for (const { condition, count, overdue } of rows) {
    const moved = condition === 'ready' || condition === 'inUse' ? overdue : 0;
    add(condition, count - moved);
    add('outOfTest', moved);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** How many items are not to be used because an inspection is overdue. */
export function countOutOfTest(db: ReadHandle, today: string): number {
  const sql = `SELECT (SELECT count(*) FROM equipment WHERE condition IN ('ready', 'inUse') AND dueKey < ?)
    + (SELECT count(*) FROM equipment WHERE condition = 'outOfTest') AS n`;
  return db.get<{ n: number }>(sql, today)?.n ?? 0;
}

/** How many items of a category are not retired. */
export function countOfCategory(db: ReadHandle, categoryId: string): number {
  const sql = `SELECT count(*) AS n FROM equipment WHERE categoryId = ? AND condition <> 'retired'`;
  return db.get<{ n: number }>(sql, categoryId)?.n ?? 0;
}
