import Database from 'better-sqlite3';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inParts } from '../parts.ts';
import type { Page } from '../schema-parts.ts';
import type { Change, DryRow, DryRun, Fault, Verdict } from './import.ts';
import type { Judged } from './judge.ts';
import type { Value } from './table.ts';

/**
 * Where files wait between being opened and being imported, with what their dry run said: beside the site, because they
 * hold what the site holds. Emptied when the site is opened.
 */
export function stagingFolder(siteFile: string): string {
  return `${siteFile.replace(/\.tocsin$/, '')}.imports`;
}

export function emptyStaging(siteFile: string): void {
  rmSync(stagingFolder(siteFile), { recursive: true, force: true });
}

export function stagedFile(siteFile: string, id: string): string {
  mkdirSync(stagingFolder(siteFile), { recursive: true, mode: 0o700 });
  return join(stagingFolder(siteFile), `${id}.file`);
}

export function removeStaged(siteFile: string, id: string): void {
  for (const end of ['file', 'rows']) rmSync(join(stagingFolder(siteFile), `${id}.${end}`), { force: true });
}

export function stagedRows(siteFile: string, id: string): string {
  return join(stagingFolder(siteFile), `${id}.rows`);
}

/** Writes what a dry run says, row by row; nothing of it outlives the program, so that nothing is synced. */
export function stagingWriter(file: string): {
  /** Rows of a lower depth are written before those of a higher one. */
  add(no: number, judged: Judged, cells: readonly string[], depth: number): void;
  close(): void;
} {
  rmSync(file, { force: true });
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(`CREATE TABLE row (no INTEGER PRIMARY KEY, verdict TEXT NOT NULL, key TEXT NOT NULL, codes TEXT NOT NULL,
    faults TEXT NOT NULL, changes TEXT NOT NULL, cells TEXT NOT NULL, rowId TEXT, version INTEGER, vals TEXT NOT NULL,
    inside TEXT, depth INTEGER, sortKey TEXT NOT NULL) STRICT`);
  const insert = db.prepare('INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  return {
    add: (no, judged, cells, depth) =>
      void insert.run(
        no,
        judged.verdict,
        judged.key,
        judged.faults.length === 0 ? '' : ` ${judged.faults.map(({ code }) => code).join(' ')} `,
        JSON.stringify(judged.faults),
        JSON.stringify(judged.changes),
        JSON.stringify(cells),
        judged.rowId,
        judged.version,
        JSON.stringify(judged.values),
        judged.inside,
        judged.verdict === 'new' || judged.verdict === 'changed' ? depth : null,
        judged.key.toLowerCase().replace(/\d+/gu, (digits) => digits.padStart(12, '0')),
      ),
    close: () => {
      db.exec('COMMIT; CREATE INDEX byVerdict ON row (verdict, no)');
      // What others are put into comes first. Then by key: most indexes of a register go by it, and rows that come in their
      // order are written several times as fast.
      db.exec(`CREATE TABLE accepted (at INTEGER PRIMARY KEY, no INTEGER, key TEXT, rowId TEXT, version INTEGER, vals TEXT,
          inside TEXT) STRICT;
        INSERT INTO accepted (no, key, rowId, version, vals, inside)
          SELECT no, key, rowId, version, vals, inside FROM row WHERE depth IS NOT NULL ORDER BY depth, sortKey, no`);
      db.close();
    },
  };
}

/** A row that is to be written. */
export interface AcceptedRow {
  readonly no: number;
  readonly key: string;
  readonly rowId: string | null;
  readonly version: number | null;
  readonly values: Readonly<Record<string, Value>>;
  /** The key of the row in which it is to be kept; null when nothing changes in that. */
  readonly inside: string | null;
  /** Its number in the order of writing. */
  readonly at: number;
}

type Stored = { no: number; verdict: Verdict; key: string; faults: string; changes: string; cells: string };

const rowsAtOnce = 500;

/** Reads what a dry run said. */
export class Staging {
  private readonly db: Database.Database;
  constructor(file: string) {
    this.db = new Database(file, { readonly: true, fileMustExist: true });
  }

  /** A page of the rows; they are looked through part by part, so that the room's work goes on in between. */
  async page(filter: {
    readonly verdict?: Verdict | undefined;
    readonly code?: string | undefined;
    readonly text: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<Page<DryRow>> {
    const where: string[] = ['no BETWEEN ? AND ?'];
    const bind: string[] = [];
    const add = (sql: string, value: string): void => {
      where.push(sql);
      bind.push(value);
    };
    if (filter.verdict !== undefined) add('verdict = ?', filter.verdict);
    if (filter.code !== undefined) add('instr(codes, ?) > 0', ` ${filter.code} `);
    if (filter.text !== '') add('instr(lower(cells), lower(?)) > 0', filter.text);
    const sql = where.join(' AND ');
    const some = this.db.prepare(
      `SELECT no, verdict, key, faults, changes, cells FROM row WHERE ${sql} AND no > ? ORDER BY no LIMIT ?`,
    );
    const count = this.db.prepare(`SELECT count(*) AS n FROM row WHERE ${sql}`);
    const { last } = this.db.prepare('SELECT max(no) AS last FROM row').get() as { last: number | null };
    const rows: Stored[] = [];
    let total = 0;
    await inParts(last ?? 0, ({ from, to }) => {
      if (!this.db.open) return;
      total += (count.get(from, to, ...bind) as { n: number }).n;
      if (rows.length < filter.limit)
        rows.push(...(some.all(from, to, ...bind, filter.after, filter.limit - rows.length) as Stored[]));
    });
    return {
      rows: rows.map((row) => ({
        ...row,
        faults: JSON.parse(row.faults) as Fault[],
        changes: JSON.parse(row.changes) as Change[],
        cells: JSON.parse(row.cells) as string[],
      })),
      total,
      next: rows.length === filter.limit ? String(rows.at(-1)?.no ?? '') : null,
    };
  }

  /** Rows to be written, in their order, after this number. */
  *accepted(after: number): Generator<AcceptedRow> {
    const some = this.db.prepare('SELECT * FROM accepted WHERE at > ? ORDER BY at LIMIT ?');
    for (let last = after; ;) {
      const rows = some.all(last, rowsAtOnce) as (Omit<AcceptedRow, 'values'> & { vals: string })[];
      for (const { vals, ...row } of rows)
        yield { ...row, values: JSON.parse(vals) as AcceptedRow['values'] };
      if (rows.length < rowsAtOnce) return;
      last = rows.at(-1)?.at ?? last;
    }
  }

  acceptedCount(): number {
    const row = this.db.prepare(`SELECT count(*) AS n FROM accepted`).get();
    return (row as { n: number }).n;
  }

  close(): void {
    this.db.close();
  }
}

/** What the worker gives back of a dry run. */
export type DryRunDone = Omit<DryRun, 'id'> & {
  /** SHA-256 of the file, hex. */
  readonly hash: string;
};
