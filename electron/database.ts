import Database from 'better-sqlite3';
import { existsSync, openSync, readSync, closeSync, fstatSync } from 'node:fs';
import { log } from './log.ts';
import { Turns } from './turns.ts';

/** 'TOCS': how a site file is told from any other SQLite file. */
export const applicationId = 0x544f4353;

/** A handle that can only read; stores that do not change anything take this. */
export interface ReadHandle {
  /** All rows. `bind` is positional or one object of named parameters. */
  all<T>(sql: string, ...bind: unknown[]): T[];
  /** The first row, or undefined. */
  get<T>(sql: string, ...bind: unknown[]): T | undefined;
  /** Row by row, for what must not be held in memory at once. */
  iterate<T>(sql: string, ...bind: unknown[]): IterableIterator<T>;
}

/** A handle inside a writing transaction. */
export interface WriteHandle extends ReadHandle {
  /** Number of rows changed. */
  run(sql: string, ...bind: unknown[]): number;
}

interface Prepared {
  readonly statement: Database.Statement;
  /** Its parameters are ?1, ?2 …, which the driver takes by name. */
  readonly numbered: boolean;
}

function prepare(raw: Database.Database, sql: string): Prepared {
  return { statement: raw.prepare(sql), numbered: /\?\d/.test(sql) };
}

/** ?1 … as the driver wants them: one object with the numbers as names. */
function byNumber(bind: readonly unknown[]): [Record<string, unknown>] {
  return [Object.fromEntries(bind.map((value, index) => [String(index + 1), value]))];
}

/** Slower statements are logged with their plan. */
const slowMs = 40;

/** One live connection, set as every connection of Tocsin must be (bar 2), with its statements kept prepared. */
export class Connection implements WriteHandle {
  readonly raw: Database.Database;
  /** Turns with a worker that writes much through a connection of its own. */
  readonly turns = new Turns();
  private readonly statements = new Map<string, Prepared>();

  constructor(file: string, mode: 'write' | 'read') {
    this.raw = new Database(file, { readonly: mode === 'read', fileMustExist: mode === 'read' });
    if (mode === 'write') {
      this.raw.pragma('journal_mode = WAL');
      // The log is folded back every 1,000 pages and cut to 16 MB, so that it never grows without bound.
      this.raw.pragma('wal_autocheckpoint = 1000');
      this.raw.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
    }
    // better-sqlite3 compiles WAL to NORMAL: an acknowledged entry must survive a power cut.
    this.raw.pragma('synchronous = FULL');
    this.raw.pragma('foreign_keys = ON');
    this.raw.pragma('trusted_schema = OFF');
    this.raw.pragma('cell_size_check = ON');
    this.raw.pragma('busy_timeout = 5000');
    this.raw.pragma('cache_size = -32000');
    // What a statement sets aside stays in memory: a temporary file for each costs a millisecond, and holds site data.
    this.raw.pragma('temp_store = MEMORY');
  }

  all<T>(sql: string, ...bind: unknown[]): T[] {
    const { statement, numbered } = this.prepared(sql);
    return this.timed(sql, () => statement.all(...(numbered ? byNumber(bind) : bind))) as T[];
  }

  get<T>(sql: string, ...bind: unknown[]): T | undefined {
    const { statement, numbered } = this.prepared(sql);
    return this.timed(sql, () => statement.get(...(numbered ? byNumber(bind) : bind))) as T | undefined;
  }

  iterate<T>(sql: string, ...bind: unknown[]): IterableIterator<T> {
    // Not from the cache: an iterator keeps its statement busy while the caller may use the same SQL.
    const { statement, numbered } = prepare(this.raw, sql);
    return statement.iterate(...(numbered ? byNumber(bind) : bind)) as IterableIterator<T>;
  }

  run(sql: string, ...bind: unknown[]): number {
    const { statement, numbered } = this.prepared(sql);
    return this.timed(sql, () => statement.run(...(numbered ? byNumber(bind) : bind))).changes;
  }

  /** Runs `work` in one immediate transaction; rolls back when it throws or when `keep` says no to its result. */
  transaction<T>(work: () => T, keep: (result: T) => boolean = () => true): T {
    const done = this.turns.want();
    try {
      this.raw.exec('BEGIN IMMEDIATE');
      const result = work();
      this.raw.exec(keep(result) ? 'COMMIT' : 'ROLLBACK');
      return result;
    } catch (error) {
      if (this.raw.inTransaction) this.raw.exec('ROLLBACK');
      throw error;
    } finally {
      done();
    }
  }

  close(): void {
    this.statements.clear();
    this.raw.close();
  }

  private prepared(sql: string): Prepared {
    let prepared = this.statements.get(sql);
    if (!prepared) {
      prepared = prepare(this.raw, sql);
      this.statements.set(sql, prepared);
    }
    return prepared;
  }

  private timed<T>(sql: string, work: () => T): T {
    const start = performance.now();
    const result = work();
    const ms = performance.now() - start;
    if (ms > slowMs) log.warn('slow query', { ms: Math.round(ms), sql, plan: this.plan(sql) });
    return result;
  }

  private plan(sql: string): string[] {
    try {
      const rows = this.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
      return rows.map((row) => row.detail);
    } catch {
      return []; // a statement with parameters that must be bound has no plan without them
    }
  }
}

/** What the first hundred bytes of a file say, read without SQLite so that a foreign file stays untouched. */
export type FileKind = { kind: 'absent' } | { kind: 'foreign' } | { kind: 'site'; schemaVersion: number };

export function fileKind(file: string): FileKind {
  if (!existsSync(file)) return { kind: 'absent' };
  const fd = openSync(file, 'r');
  try {
    if (fstatSync(fd).size === 0) return { kind: 'foreign' };
    const header = Buffer.alloc(100);
    const length = readSync(fd, header, 0, 100, 0);
    const magic = header.toString('latin1', 0, 16);
    if (length < 100 || magic !== 'SQLite format 3\0') return { kind: 'foreign' };
    if (header.readUInt32BE(68) !== applicationId) return { kind: 'foreign' };
    return { kind: 'site', schemaVersion: header.readUInt32BE(60) };
  } finally {
    closeSync(fd);
  }
}
