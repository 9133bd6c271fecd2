import type { CategoryName } from '../category/category.ts';
import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { PlaceName } from '../place/place.ts';
import type { Names } from '../schema-parts.ts';
import type { EquipmentLine, Holder } from './equipment-filter.ts';
import { conditionOn, type Equipment } from './equipment.ts';

const fields = [
  'id', 'tag', 'categoryId', 'make', 'model', 'serial', 'placeId', 'insideId', 'ownerTeamId', 'condition', 'boughtOn',
  'endOfLifeOn', 'nextDueOn', 'costMinor', 'currency', 'heldByPersonId', 'heldByTeamId', 'heldSince', 'backOn', 'note',
  'version',
] as const satisfies readonly (keyof Equipment)[]; // prettier-ignore
const columns = fields.join(', ');

/** What an item points at and is also found by. */
export interface Around {
  readonly category: CategoryName;
  readonly place: PlaceName | null;
}

/** The words that an item is found by, folded. */
export function wordsOf(item: Equipment, { category, place }: Around): string {
  const named = [category, ...(place ? [place] : [])].flatMap(({ key, names }) => [
    key,
    names.en,
    names.srLatn,
    names.zhHans,
  ]);
  return fold([item.tag, item.make, item.model, item.serial, item.note, ...named].join(' '));
}

/** The tag so that numbers in it sort as numbers. */
export function tagKeyOf(tag: string): string {
  return fold(tag).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

export function insertEquipment(db: WriteHandle, item: Equipment, around: Around): void {
  db.run(
    `INSERT INTO equipment (${columns}, tagKey) VALUES (${fields.map((name) => `@${name}`).join(', ')}, @tagKey)`,
    { ...item, tagKey: tagKeyOf(item.tag) },
  );
  const no = noOf(db, item.id);
  db.run('INSERT INTO equipmentText (rowid, words) VALUES (?, ?)', no, wordsOf(item, around));
}

/**
 * Only what differs is written: SQLite writes every index of a column that is named, changed or not. `words` only when
 * they are others than before.
 */
export function updateEquipment(db: WriteHandle, item: Equipment, words: string | null): void {
  const before = equipmentById(db, item.id);
  const changed: string[] = fields.filter((name) => before?.[name] !== item[name]);
  if (changed.includes('tag')) changed.push('tagKey');
  if (changed.length > 0)
    db.run(`UPDATE equipment SET ${changed.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`, {
      ...item,
      tagKey: tagKeyOf(item.tag),
    });
  if (words !== null) indexWords(db, noOf(db, item.id), words);
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

/** Takes an item out whose import is taken back. Throws SQLITE_CONSTRAINT_FOREIGNKEY when something points at it. */
export function deleteEquipment(db: WriteHandle, id: string): void {
  const no = db.get<{ no: number }>('SELECT no FROM equipment WHERE id = ?', id)?.no;
  if (no === undefined) return;
  db.run('DELETE FROM equipment WHERE id = ?', id);
  db.run('DELETE FROM equipmentText WHERE rowid = ?', no);
}

function noOf(db: ReadHandle, id: string): number {
  return db.get<{ no: number }>('SELECT no FROM equipment WHERE id = ?', id)!.no;
}

/** Writes the words that an item is found by again. */
export function indexWords(db: WriteHandle, no: number, words: string): void {
  db.run('DELETE FROM equipmentText WHERE rowid = ?', no);
  db.run('INSERT INTO equipmentText (rowid, words) VALUES (?, ?)', no, words);
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

/** What is kept directly inside it, by tag. */
export function equipmentInside(db: ReadHandle, id: string): Equipment[] {
  return db.all<Equipment>(`SELECT ${columns} FROM equipment WHERE insideId = ? ORDER BY tagKey`, id);
}

export function countInside(db: ReadHandle, id: string): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM equipment WHERE insideId = ?', id)?.n ?? 0;
}

type LineRow = Equipment & {
  no: number;
  categoryKey: string;
  categoryNames: string;
  placeKey: string | null;
  placeKind: PlaceName['kind'];
  placeNames: string;
  insideTag: string | null;
  teamKey: string | null;
  teamNames: string;
  personName: string | null;
  holderNames: string;
};

const lineSql = `SELECT e.no, ${fields.map((name) => `e.${name}`).join(', ')},
    c.key AS categoryKey, c.names AS categoryNames, p.key AS placeKey, p.kind AS placeKind, p.names AS placeNames,
    i.tag AS insideTag, t.key AS teamKey, t.names AS teamNames, h.name AS personName, ht.names AS holderNames
  FROM json_each(?) n CROSS JOIN equipment e ON e.no = n.value CROSS JOIN category c ON c.id = e.categoryId
    LEFT JOIN place p ON p.id = e.placeId LEFT JOIN equipment i ON i.id = e.insideId
    LEFT JOIN team t ON t.id = e.ownerTeamId LEFT JOIN person h ON h.id = e.heldByPersonId
    LEFT JOIN team ht ON ht.id = e.heldByTeamId`;

/** The items with these numbers, in this order, with what they point at. `today` is YYYY-MM-DD. */
export function equipmentLines(db: ReadHandle, nos: readonly number[], today: string): EquipmentLine[] {
  const rows = new Map(db.all<LineRow>(lineSql, JSON.stringify(nos)).map((row) => [row.no, row]));
  return nos.flatMap((no) => {
    const row = rows.get(no);
    return row ? [lineOf(row, today)] : [];
  });
}

/** One item with what it points at. */
export function equipmentLine(db: ReadHandle, id: string, today: string): EquipmentLine | undefined {
  const no = db.get<{ no: number }>('SELECT no FROM equipment WHERE id = ?', id)?.no;
  return no === undefined ? undefined : equipmentLines(db, [no], today)[0];
}

function lineOf(row: LineRow, today: string): EquipmentLine {
  const item = Object.fromEntries(fields.map((name) => [name, row[name]])) as unknown as Equipment;
  const names = (json: string): Names => JSON.parse(json) as Names;
  return {
    ...item,
    category: { id: row.categoryId, key: row.categoryKey, names: names(row.categoryNames) },
    place:
      row.placeKey === null || row.placeId === null
        ? null
        : { id: row.placeId, key: row.placeKey, kind: row.placeKind, names: names(row.placeNames) },
    inside: row.insideId === null || row.insideTag === null ? null : { id: row.insideId, tag: row.insideTag },
    ownerTeam:
      row.ownerTeamId === null || row.teamKey === null
        ? null
        : { id: row.ownerTeamId, key: row.teamKey, names: names(row.teamNames) },
    holder: holderOf(row, names),
    counts: conditionOn(item, today),
  };
}

function holderOf(row: LineRow, names: (json: string) => Names): Holder | null {
  if (row.heldByPersonId !== null)
    return { kind: 'person', id: row.heldByPersonId, name: row.personName ?? '' };
  return row.heldByTeamId === null
    ? null
    : { kind: 'team', id: row.heldByTeamId, names: names(row.holderNames) };
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

interface Unindexed {
  readonly noun: 'category' | 'place';
  readonly id: string;
  readonly afterNo: number;
}

/** The items of `noun` `id` after number `afterNo` are still found by its old names. */
export function remind(db: WriteHandle, noun: Unindexed['noun'], id: string, afterNo = 0): void {
  db.run(
    `INSERT INTO equipmentUnindexed (noun, id, afterNo) VALUES (?, ?, ?)
     ON CONFLICT (noun, id) DO UPDATE SET afterNo = excluded.afterNo`,
    noun,
    id,
    afterNo,
  );
}

export function forget(db: WriteHandle, noun: Unindexed['noun'], id: string): void {
  db.run('DELETE FROM equipmentUnindexed WHERE noun = ? AND id = ?', noun, id);
}

export function pending(db: ReadHandle): Unindexed | undefined {
  return db.get<Unindexed>('SELECT noun, id, afterNo FROM equipmentUnindexed LIMIT 1');
}

/** The next items of a category or at a place, in the order in which they came in. */
export function equipmentOf(
  db: ReadHandle,
  noun: Unindexed['noun'],
  id: string,
  afterNo: number,
  limit: number,
): { readonly id: string; readonly no: number }[] {
  const column = noun === 'category' ? 'categoryId' : 'placeId';
  return db.all(
    `SELECT id, no FROM equipment WHERE ${column} = ? AND no > ? ORDER BY no LIMIT ?`,
    id,
    afterNo,
    limit,
  );
}
