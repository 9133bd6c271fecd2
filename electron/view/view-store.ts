import type { ReadHandle, WriteHandle } from '../database.ts';
import type { View } from './view.ts';

type Row = Omit<View, 'filter' | 'descending' | 'columns'> & {
  readonly filter: string;
  readonly descending: number;
  readonly columns: string;
};
const columns = 'id, name, filter, sort, descending, columns, version';

const toView = (row: Row): View => ({
  ...row,
  filter: JSON.parse(row.filter) as View['filter'],
  descending: row.descending === 1,
  columns: JSON.parse(row.columns) as View['columns'],
});

/** Writes it, over the one with the same id when there is one. */
export function putView(db: WriteHandle, view: View): void {
  const row: Row = {
    ...view,
    filter: JSON.stringify(view.filter),
    descending: view.descending ? 1 : 0,
    columns: JSON.stringify(view.columns),
  };
  db.run(
    `INSERT INTO view (${columns}) VALUES (@id, @name, @filter, @sort, @descending, @columns, @version)
     ON CONFLICT (id) DO UPDATE SET name = @name, filter = @filter, sort = @sort, descending = @descending,
       columns = @columns, version = @version`,
    row,
  );
}

export function deleteView(db: WriteHandle, id: string): void {
  db.run('DELETE FROM view WHERE id = ?', id);
}

export function viewById(db: ReadHandle, id: string): View | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM view WHERE id = ?`, id);
  return row && toView(row);
}

export function viewByName(db: ReadHandle, name: string): View | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM view WHERE name = ?`, name);
  return row && toView(row);
}

/** By name. */
export function allViews(db: ReadHandle): View[] {
  return db.all<Row>(`SELECT ${columns} FROM view ORDER BY name`).map(toView);
}
