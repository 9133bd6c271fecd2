import type { ReadHandle, WriteHandle } from '../database.ts';
import { fold } from '../journal/search-text.ts';
import type { Page } from '../schema-parts.ts';
import type { DrillType } from './drill.ts';
import type { TypeLine } from './drill-type.ts';

type Json = 'names' | 'teamIds' | 'uses' | 'injects' | 'objectives' | 'targets';
type Row = Omit<DrillType, Json> & Readonly<Record<Json, string>>;
const json: readonly Json[] = ['names', 'teamIds', 'uses', 'injects', 'objectives', 'targets'];
const columns = `id, key, names, kind, planKey, minutes, teamIds, uses, observers, observerQualificationId, injects, objectives,
  targets, retiredAt, version`;

const toType = <R extends Row>(row: R): Omit<R, Json> & DrillType => ({
  ...row,
  ...(Object.fromEntries(json.map((name) => [name, JSON.parse(row[name]) as unknown])) as Pick<
    DrillType,
    Json
  >),
});

/** Writes a type: a new one, or what it has become. */
export function saveType(db: WriteHandle, type: DrillType): void {
  db.run(
    `INSERT INTO drillType (${columns})
     VALUES (@id, @key, @names, @kind, @planKey, @minutes, @teamIds, @uses, @observers, @observerQualificationId, @injects,
       @objectives, @targets, @retiredAt, @version)
     ON CONFLICT (id) DO UPDATE SET key = @key, names = @names, kind = @kind, planKey = @planKey, minutes = @minutes,
       teamIds = @teamIds, uses = @uses, observers = @observers, observerQualificationId = @observerQualificationId,
       injects = @injects, objectives = @objectives, targets = @targets, retiredAt = @retiredAt, version = @version`,
    { ...type, ...Object.fromEntries(json.map((name) => [name, JSON.stringify(type[name])])) },
  );
}

export function typeById(db: ReadHandle, id: string): DrillType | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM drillType WHERE id = ?`, id);
  return row && toType(row);
}

export function typeByKey(db: ReadHandle, key: string): DrillType | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM drillType WHERE key = ?`, key);
  return row && toType(row);
}

/** Types whose code or name holds every word typed, by kind and code; a site has tens. The cursor is the rows seen. */
export function typePage(
  db: ReadHandle,
  filter: { text: string; retired: boolean; after?: string | undefined; limit: number },
): Page<TypeLine> {
  const words = fold(filter.text).split(' ').filter(Boolean).slice(0, 8);
  const all = db
    .all<Row & Pick<TypeLine, 'requirements' | 'drills'>>(
      `SELECT ${columns},
         (SELECT count(*) FROM drillRequirement r WHERE r.typeId = t.id AND r.retiredAt IS NULL) AS requirements,
         (SELECT count(*) FROM drill d WHERE d.typeId = t.id AND d.state <> 'cancelled') AS drills
       FROM drillType t WHERE ?1 OR retiredAt IS NULL ORDER BY retiredAt IS NOT NULL, kind = 'other', rowid LIMIT 500`,
      filter.retired ? 1 : 0,
    )
    .map(toType)
    .filter(({ key, names }) => {
      const said = ` ${fold([key, names.en, names.srLatn, names.zhHans].join(' '))}`;
      return words.every((word) => said.includes(` ${word}`));
    });
  const seen = Number(filter.after ?? 0) || 0;
  const rows = all.slice(seen, seen + filter.limit);
  const next = seen + rows.length;
  return { rows, total: all.length, next: next < all.length ? String(next) : null };
}
