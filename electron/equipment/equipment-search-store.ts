import { setImmediate as breath } from 'node:timers/promises';
import type { ReadHandle } from '../database.ts';
import { matchExpression } from '../journal/search-text.ts';
import { inParts, type Span } from '../parts.ts';
import type { Page } from '../schema-parts.ts';
import type { Condition } from './equipment.ts';
import type {
  Custody, EquipmentFilter, EquipmentLine, EquipmentOrder, EquipmentSort, Facet, FacetName,
} from './equipment-filter.ts'; // prettier-ignore
import { equipmentLines } from './equipment-store.ts';

/** What conditionOn says, as SQL that the indexes can answer. `today` is a date and nothing else. */
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

function heldAs(custody: Custody, today: string): string {
  switch (custody) {
    case 'in':
      return 'e.heldSince IS NULL';
    case 'out':
      return 'e.heldSince IS NOT NULL';
    case 'late':
      return `(e.heldSince IS NOT NULL AND e.backOn < '${today}')`;
  }
}

interface Where {
  readonly sql: string;
  readonly bind: readonly unknown[];
  /** The same, written so that no index is chosen for it: for a walk in the order of another index. */
  readonly plain: string;
  /** What must be in the words of the item; null when nothing was typed. */
  readonly match: string | null;
  /** By who has the items, which no index of counts knows. */
  readonly byHolder: boolean;
}

/** Conditions are only written when they filter, so that each combination gets the index that suits it. */
function whereOf(filter: EquipmentFilter, today: string, except?: FacetName): Where {
  const parts: string[] = [];
  const bind: unknown[] = [];
  const list = (column: string, values: readonly string[] | undefined): void => {
    if (values === undefined || values.length === 0 || column === except) return;
    parts.push(`e.${column} IN (${values.map(() => '?').join(', ')})`);
    bind.push(...values);
  };
  const any = <T>(values: readonly T[] | undefined, facet: FacetName, sql: (value: T) => string): void => {
    if (values === undefined || values.length === 0 || facet === except) return;
    parts.push(`(${values.map(sql).join(' OR ')})`);
  };
  const day = (column: string, value: string | undefined): void => {
    if (value === undefined) return;
    parts.push(`e.${column} <= ?`);
    bind.push(value);
  };
  list('categoryId', filter.categoryIds);
  any(filter.conditions, 'condition', (condition) => countsAs(condition, today));
  list('placeId', filter.placeIds);
  list('ownerTeamId', filter.ownerTeamIds);
  any(filter.custodies, 'custody', (custody) => heldAs(custody, today));
  list('insideId', filter.insideIds);
  day('dueKey', filter.dueBy);
  day('lifeKey', filter.lifeBy);
  const sql = parts.join(' AND ') || '1';
  return {
    sql,
    bind,
    plain: sql.replaceAll('e.', '+e.'),
    match: matchExpression(filter.text),
    byHolder: except !== 'custody' && (filter.custodies ?? []).includes('in'),
  };
}

/** The items of a part of the table that have the words. */
const inWords =
  'e.no IN (SELECT rowid FROM equipmentText WHERE equipmentText MATCH ? AND rowid BETWEEN ? AND ?)';

const sortKeys: Record<Exclude<EquipmentSort, 'category'>, readonly string[]> = {
  tag: ['e.tagKey'],
  model: ['e.make', 'e.model', 'e.tagKey'],
  condition: ['e.condition', 'e.dueKey', 'e.categoryId'],
  nextDueOn: ['e.dueKey', 'e.tagKey'],
  endOfLifeOn: ['e.lifeKey', 'e.tagKey'],
  boughtOn: ['e.boughtKey', 'e.tagKey'],
  cost: ['e.costKey', 'e.tagKey'],
};
/** The index of each order. Named where the order decides: with counts of its values SQLite may think of a skip and sort all. */
const sortIndexes: Record<EquipmentSort, string> = {
  tag: 'equipmentByTag',
  category: 'equipmentCounts',
  model: 'equipmentByModel',
  condition: 'equipmentByCondition',
  nextDueOn: 'equipmentByDue',
  endOfLifeOn: 'equipmentByLife',
  boughtOn: 'equipmentByBought',
  cost: 'equipmentByCost',
};
const ranks = { en: 'c.rankEn', srLatn: 'c.rankSrLatn', zhHans: 'c.rankZhHans' } as const;

/** How the rows are put in order: from which tables, by which keys, after which row. What is met first decides: the order, what filters, or the words. */
interface Order {
  readonly from: string;
  readonly keys: readonly string[];
  readonly sql: string;
  readonly seek: string;
  readonly bind: readonly unknown[];
}

function orderOf(
  { sort, descending, language }: EquipmentOrder,
  after: string | undefined,
  how: 'order' | 'filter' | 'words',
): Order {
  const equipment = `equipment e ${how === 'order' ? `INDEXED BY ${sortIndexes[sort]}` : ''}`;
  const byCategory = sort === 'category';
  const rank = ranks[language];
  const keys = byCategory ? [rank, 'c.id', 'e.condition', 'e.dueKey', 'e.no'] : [...sortKeys[sort], 'e.no'];
  const cursor = cursorOf(after, keys.length);
  const seek =
    cursor === null
      ? ''
      : ` AND (${keys.join(', ')}) ${descending ? '<' : '>'} (${keys.map(() => '?').join(', ')})` +
        // What SQLite cannot see by itself across two tables: earlier categories need no look.
        (byCategory ? ` AND ${rank} ${descending ? '<=' : '>='} ${Number(cursor[0])}` : '');
  return {
    // CROSS JOIN: the order of the tables is the order of the rows.
    from: !byCategory
      ? equipment
      : how === 'words'
        ? `${equipment} CROSS JOIN category c ON c.id = e.categoryId`
        : `category c CROSS JOIN ${equipment} ON e.categoryId = c.id`,
    keys,
    sql: keys.map((key) => `${key} ${descending ? 'DESC' : 'ASC'}`).join(', '),
    seek,
    bind: cursor ?? [],
  };
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

type Picked = readonly { readonly no: number; readonly sortKey: string }[];

/** So many matching rows are sorted in about ten milliseconds; more are met on a walk in the order asked for. */
const mostSorted = 12_000;
/** Rows of one stretch of that walk. */
const stretch = 5_000;

/**
 * A page in the order asked for. The cursor is the sort key of the last row, so that a page costs the same at any depth.
 * Words may be in every row: then the table is asked part by part, and the room's work goes on in between.
 */
export async function equipmentPage(
  db: ReadHandle,
  filter: EquipmentFilter & EquipmentOrder & { after?: string | undefined; limit: number },
  today: string,
): Promise<Page<EquipmentLine>> {
  const where = whereOf(filter, today);
  const order = orderOf(
    filter,
    filter.after,
    where.match !== null ? 'words' : where.sql === '1' ? 'order' : 'filter',
  );
  const pick = (extra: string, bind: readonly unknown[]): Picked =>
    db.all(
      `SELECT e.no, json_array(${order.keys.join(', ')}) AS sortKey FROM ${order.from}
       WHERE ${where.sql}${order.seek}${extra} ORDER BY ${order.sql} LIMIT ?`,
      ...where.bind,
      ...order.bind,
      ...bind,
      filter.limit,
    );
  const total = await totalOf(db, where);
  let picked: Picked;
  if (where.match === null)
    picked =
      where.sql !== '1' && total > mostSorted && filter.sort !== 'category'
        ? await walk(db, where, filter)
        : pick('', []);
  else {
    const best: number[] = [];
    await inParts(lastNo(db), ({ from, to }) => {
      best.push(...pick(` AND ${inWords}`, [where.match, from, to]).map(({ no }) => no));
    });
    // The best of each part, and of these the best.
    picked = pick(' AND e.no IN (SELECT value FROM json_each(?))', [JSON.stringify(best)]);
  }
  return {
    rows: equipmentLines(
      db,
      picked.map(({ no }) => no),
      today,
    ),
    total,
    next: picked.length === filter.limit ? (picked.at(-1)?.sortKey ?? null) : null,
  };
}

/** Looks at the rows in their order, stretch by stretch, until the page is full. */
async function walk(
  db: ReadHandle,
  where: Where,
  filter: EquipmentOrder & { after?: string | undefined; limit: number },
): Promise<Picked> {
  const picked: Picked[number][] = [];
  for (let after = filter.after; ; await breath()) {
    const order = orderOf(filter, after, 'order');
    const key = `json_array(${order.keys.join(', ')})`;
    const end = db.get<{ sortKey: string }>(
      `SELECT ${key} AS sortKey FROM ${order.from} WHERE 1${order.seek} ORDER BY ${order.sql} LIMIT 1 OFFSET ?`,
      ...order.bind,
      stretch - 1,
    )?.sortKey;
    const until = end === undefined ? null : (JSON.parse(end) as (string | number)[]);
    const side = filter.descending ? '>=' : '<=';
    const rows: Picked = db.all(
      `SELECT e.no, ${key} AS sortKey FROM ${order.from} WHERE ${where.plain}${order.seek}
       ${until === null ? '' : `AND (${order.keys.join(', ')}) ${side} (${until.map(() => '?').join(', ')})`}
       ORDER BY ${order.sql} LIMIT ?`,
      ...where.bind,
      ...order.bind,
      ...(until ?? []),
      filter.limit - picked.length,
    );
    picked.push(...rows);
    if (end === undefined || picked.length === filter.limit) return picked;
    after = end;
  }
}

const lastNo = (db: ReadHandle): number =>
  db.get<{ no: number | null }>('SELECT max(no) AS no FROM equipment')?.no ?? 0;

async function totalOf(db: ReadHandle, where: Where): Promise<number> {
  const count = (sql: string, ...bind: unknown[]): number => db.get<{ n: number }>(sql, ...bind)?.n ?? 0;
  if (where.match === null)
    return count(`SELECT count(*) AS n FROM equipment e WHERE ${where.sql}`, ...where.bind);
  let total = 0;
  await inParts(lastNo(db), ({ from, to }) => {
    const bind = [where.match, from, to];
    total +=
      where.sql === '1'
        ? // Words alone: their index knows how many without a look at the rows.
          count(
            'SELECT count(*) AS n FROM equipmentText WHERE equipmentText MATCH ? AND rowid BETWEEN ? AND ?',
            ...bind,
          )
        : count(
            `SELECT count(*) AS n FROM equipment e WHERE ${where.sql} AND ${inWords}`,
            ...where.bind,
            ...bind,
          );
  });
  return total;
}

/** The values of one facet with their numbers, the most first; at most 100. */
export async function equipmentFacet(
  db: ReadHandle,
  filter: EquipmentFilter,
  facet: FacetName,
  today: string,
): Promise<Facet> {
  const where = whereOf(filter, today, facet);
  const counts = new Map<string | null, number>();
  const add = (value: string | null, count: number): void => {
    if (count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
  };
  const ask = ({ sql, bind }: Pick<Where, 'sql' | 'bind'>): void =>
    countInto(db, facet, sql, bind, today, add);
  if (where.match === null && where.byHolder)
    await inParts(lastNo(db), ({ from, to }) =>
      ask({ sql: `${where.plain} AND e.no BETWEEN ? AND ?`, bind: [...where.bind, from, to] }),
    );
  else if (where.match === null) ask(where);
  else
    await inParts(lastNo(db), ({ from, to }) =>
      ask({ sql: `${where.sql} AND ${inWords}`, bind: [...where.bind, where.match, from, to] }),
    );
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value ?? '').localeCompare(b.value ?? ''))
    .slice(0, 100);
}

function countInto(
  db: ReadHandle,
  facet: FacetName,
  sql: string,
  bind: readonly unknown[],
  today: string,
  add: (value: string | null, count: number) => void,
): void {
  switch (facet) {
    case 'condition': {
      // Grouped by the condition as written, which an index has in order; what is overdue is moved afterwards.
      const rows = db.all<{ condition: Condition; count: number; overdue: number }>(
        `SELECT e.condition, count(*) AS count, sum(e.dueKey < '${today}') AS overdue FROM equipment e
         WHERE ${sql} GROUP BY e.condition`,
        ...bind,
      );
      for (const { condition, count, overdue } of rows) {
        const moved = condition === 'ready' || condition === 'inUse' ? overdue : 0;
        add(condition, count - moved);
        add('outOfTest', moved);
      }
      return;
    }
    case 'custody': {
      const row = db.get<{ out: number; late: number }>(
        `SELECT count(*) AS out, coalesce(sum(e.backOn < '${today}'), 0) AS late
         FROM equipment e INDEXED BY equipmentHeld
         WHERE e.heldSince IS NOT NULL AND ${sql}`,
        ...bind,
      );
      add('out', row?.out ?? 0);
      add('late', row?.late ?? 0);
      return;
    }
    case 'categoryId':
    case 'placeId':
    case 'ownerTeamId': {
      const rows = db.all<{ value: string | null; count: number }>(
        `SELECT e.${facet} AS value, count(*) AS count FROM equipment e WHERE ${sql} GROUP BY 1`,
        ...bind,
      );
      for (const { value, count } of rows) add(value, count);
    }
  }
}

/** Rows as a change of many sees them: number and version, in the order in which they came in. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

/** Which items match, part by part; `take` gets those of each part. */
export async function equipmentIds(
  db: ReadHandle,
  filter: EquipmentFilter,
  today: string,
  take: (seen: readonly Seen[]) => void,
): Promise<void> {
  const where = whereOf(filter, today);
  await inParts(lastNo(db), ({ from, to }: Span) => {
    const words = where.match === null ? '' : ` AND ${inWords}`;
    const bind = where.match === null ? [] : [where.match, from, to];
    take(
      db.all<Seen>(
        `SELECT e.id, e.version FROM equipment e WHERE ${where.sql}${words} AND e.no BETWEEN ? AND ?`,
        ...where.bind,
        ...bind,
        from,
        to,
      ),
    );
  });
}
