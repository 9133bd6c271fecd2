import { hash } from 'node:crypto';
import type { Connection, ReadHandle } from '../database.ts';
import { checkpointFault, checkpoints, signingKeys, siteIdOf } from './checkpoint-store.ts';
import { firstLink, linkInput, type JournalEntry, type JournalRow } from './journal.ts';
import type { Checkpoint, Fault, Verification } from './verification.ts';

/** Entries read in one short transaction, so that a long check never holds back the folding of SQLite's log. */
const chunk = 2_000;
const mostFaults = 50;

export interface VerifyOptions {
  readonly against?: Checkpoint | undefined;
  /** SQLite's own check of the file's structure first. */
  readonly structure: boolean;
  readonly now: string;
  /** Called between chunks; may throw to call the check off. */
  readonly step?: (done: number, total: number) => void;
}

/**
 * Checks the whole record: every entry's place, body and link, the index of rows, each recorded row against the table
 * that it was written to, checkpoints and their signatures, attachments against their hashes. Reads only; may run
 * beside a writer. A file too damaged to be read gives a fault, not an exception.
 */
export function verifySite(connection: Connection, options: VerifyOptions): Verification {
  const started = performance.now();
  const found = new Faults();
  let head = { seq: 0, link: firstLink };
  let signed = 0;
  try {
    if (options.structure) checkStructure(connection, found);
    // A file from before the first migration of the journal has nothing to check.
    if (found.count === 0 && has(connection, 'journal')) {
      head = checkChain(connection, found, options);
      if (has(connection, 'signingKey'))
        signed = checkCheckpoints(connection, found, head.seq, options.against);
      checkUnrecorded(connection, found);
      if (has(connection, 'readingBatch')) checkReadings(connection, found, options.step);
      if (has(connection, 'attachment')) checkAttachments(connection, found, options.step);
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !code.startsWith('SQLITE_')) throw error;
    found.add({ kind: 'file', detail: code });
  }
  return {
    sound: found.count === 0,
    faults: found.first,
    faultCount: found.count,
    entries: head.seq,
    checkpoints: signed,
    head,
    at: options.now,
    tookMs: Math.round(performance.now() - started),
  };
}

function has(db: ReadHandle, table: string): boolean {
  return db.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", table) !== undefined;
}

class Faults {
  readonly first: Fault[] = [];
  count = 0;
  add(fault: Fault): void {
    this.count += 1;
    if (this.first.length < mostFaults) this.first.push(fault);
  }
}

// Not quick_check: it does not compare indexes with their tables, and a changed id would be found under its old name.
function checkStructure(connection: Connection, found: Faults): void {
  const answer = connection.raw.pragma('integrity_check(20)') as Record<string, string>[];
  for (const row of answer) {
    const detail = Object.values(row)[0] ?? '';
    if (detail !== 'ok') found.add({ kind: 'file', detail: detail.slice(0, 300) });
  }
}

/** Reads `work` at one moment of the file. */
function atOneMoment<T>(connection: Connection, work: () => T): T {
  const nested = connection.raw.inTransaction;
  if (!nested) connection.raw.exec('BEGIN');
  try {
    return work();
  } finally {
    if (!nested && connection.raw.inTransaction) connection.raw.exec('COMMIT');
  }
}

function checkChain(
  connection: Connection,
  found: Faults,
  options: VerifyOptions,
): { seq: number; link: string } {
  const tables = new Tables(connection);
  let head = { seq: 0, link: firstLink };
  let indexed = 0;
  for (;;) {
    const more = atOneMoment(connection, () => {
      const entries = connection.all<{ seq: number; body: string; link: string }>(
        'SELECT seq, body, link FROM journal WHERE seq > ? ORDER BY seq LIMIT ?',
        head.seq,
        chunk,
      );
      for (const entry of entries) {
        for (let seq = head.seq + 1; seq < entry.seq; seq += 1) found.add({ kind: 'gap', seq });
        if (hash('sha256', linkInput(head.link, hash('sha256', entry.body))) !== entry.link)
          found.add({ kind: 'link', seq: entry.seq });
        indexed += checkBody(connection, tables, entry, found);
        head = { seq: entry.seq, link: entry.link };
      }
      const end = connection.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM journal')?.seq ?? 0;
      if (entries.length > 0) options.step?.(head.seq, end);
      if (head.seq < end) return true;
      // Every row that the entries name was found; equal counts mean that the index names no other.
      const known = connection.get<{ n: number }>('SELECT count(*) AS n FROM journalRow')?.n ?? 0;
      if (known !== indexed && found.count === 0)
        found.add({ kind: 'rowIndex', seq: head.seq, noun: '', id: '' });
      return false;
    });
    if (!more) return head;
  }
}

/** Gives the number of different rows that the entry names. */
function checkBody(
  db: ReadHandle,
  tables: Tables,
  line: { seq: number; body: string },
  found: Faults,
): number {
  const entry = readBody(line.body);
  if (entry?.seq !== line.seq) {
    found.add({ kind: 'body', seq: line.seq });
    return 0;
  }
  // Of two changes of a row in one command the last one stands.
  const last = new Map<string, JournalRow>();
  for (const row of entry.rows) last.set(`${row.noun} ${row.id}`, row);
  for (const row of last.values()) {
    const newest = db.get<{ seq: number | null }>(
      'SELECT max(seq) AS seq FROM journalRow WHERE noun = ? AND rowId = ?',
      row.noun,
      row.id,
    )?.seq;
    if (newest === line.seq) {
      const fault = tables.compare(row, line.seq);
      if (fault) found.add(fault);
    } else if (
      !db.get('SELECT 1 FROM journalRow WHERE noun = ? AND rowId = ? AND seq = ?', row.noun, row.id, line.seq)
    ) {
      found.add({ kind: 'rowIndex', seq: line.seq, noun: row.noun, id: row.id });
    }
  }
  return last.size;
}

/** An entry as `append` writes it, or null: a falsified body may be any JSON. */
function readBody(body: string): JournalEntry | null {
  let entry: Partial<JournalEntry> | null;
  try {
    entry = JSON.parse(body) as Partial<JournalEntry> | null;
  } catch {
    return null;
  }
  const isRow = (row: Partial<JournalRow> | null): boolean =>
    typeof row?.noun === 'string' && typeof row.id === 'string' && typeof row.row === 'object';
  return Array.isArray(entry?.rows) && entry.rows.every(isRow) ? (entry as JournalEntry) : null;
}

interface TableShape {
  readonly key: string;
  readonly columns: readonly string[];
}

/** Compares what was recorded with what the tables hold; a noun's table has its name and its fields as columns. */
class Tables {
  private readonly shapes = new Map<string, TableShape | null>();
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  compare(recorded: JournalRow, seq: number): Fault | null {
    const shape = this.shapeOf(recorded.noun);
    if (shape === null) return null;
    const { noun, id } = recorded;
    const kept = this.connection.get<Record<string, unknown>>(
      `SELECT * FROM "${noun}" WHERE "${shape.key}" = ?`,
      id,
    );
    if (recorded.row === null) return kept ? { kind: 'rowUnrecorded', noun, id } : null;
    if (!kept) return { kind: 'rowMissing', seq, noun, id };
    const row = recorded.row as Record<string, unknown>;
    for (const column of shape.columns) {
      if (Object.hasOwn(row, column) && !same(row[column], kept[column]))
        return { kind: 'rowDiffers', seq, noun, id, column };
    }
    return null;
  }

  /** Null for a noun without a table of its own, or one whose rows have no single name. */
  shapeOf(noun: string): TableShape | null {
    let shape = this.shapes.get(noun);
    if (shape === undefined) {
      const known = this.connection.all<{ name: string; type: string; pk: number }>(
        'SELECT name, type, pk FROM pragma_table_info(?)',
        noun,
      );
      const keys = known.filter((column) => column.pk > 0);
      const [key] = keys;
      shape =
        key && keys.length === 1 && key.type === 'TEXT'
          ? { key: key.name, columns: known.map((column) => column.name) }
          : null;
      this.shapes.set(noun, shape);
    }
    return shape;
  }
}

/** A recorded value and its column: booleans are kept as 0 and 1; what may be an object or a list is kept as JSON. */
function same(recorded: unknown, kept: unknown): boolean {
  if (recorded === kept) return true;
  if (recorded === null || recorded === undefined) return kept === null;
  if (typeof recorded === 'boolean') return kept === (recorded ? 1 : 0);
  if (typeof kept !== 'string') return false;
  try {
    return sameJson(recorded, JSON.parse(kept));
  } catch {
    return false;
  }
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameJson(item, b[i]))
    );
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = Object.entries(b).filter(([, value]) => value !== undefined);
  return (
    left.length === right.length &&
    left.every(([key, value]) => sameJson(value, (b as Record<string, unknown>)[key]))
  );
}

/** Rows that no command wrote, in tables that commands write. */
function checkUnrecorded(connection: Connection, found: Faults): void {
  const tables = new Tables(connection);
  const nouns = connection.all<{ noun: string }>('SELECT DISTINCT noun FROM journalRow');
  for (const { noun } of nouns) {
    const shape = tables.shapeOf(noun);
    if (shape === null) continue;
    const strange = connection.all<{ id: string }>(
      `SELECT t."${shape.key}" AS id FROM "${noun}" t
       WHERE NOT EXISTS (SELECT 1 FROM journalRow r WHERE r.noun = ? AND r.rowId = t."${shape.key}") LIMIT ?`,
      noun,
      mostFaults,
    );
    for (const { id } of strange) found.add({ kind: 'rowUnrecorded', noun, id });
  }
}

function checkCheckpoints(
  connection: Connection,
  found: Faults,
  end: number,
  against: Checkpoint | undefined,
): number {
  const siteId = siteIdOf(connection);
  const keys = new Map(signingKeys(connection).map((key) => [key.id, key.publicKey]));
  const linkAt = (seq: number) =>
    connection.get<{ link: string }>('SELECT link FROM journal WHERE seq = ?', seq)?.link;
  let count = 0;
  for (const checkpoint of checkpoints(connection)) {
    count += 1;
    const fault = checkpointFault(siteId, checkpoint, keys);
    if (fault) found.add({ kind: 'checkpoint', seq: checkpoint.seq, detail: fault });
    else if (linkAt(checkpoint.seq) !== checkpoint.link)
      found.add({ kind: 'checkpoint', seq: checkpoint.seq, detail: 'link' });
  }
  if (against) {
    const link = linkAt(against.seq);
    if (against.seq > end || link === undefined)
      found.add({ kind: 'checkpoint', seq: against.seq, detail: 'beyondEnd' });
    else if (link !== against.link) found.add({ kind: 'checkpoint', seq: against.seq, detail: 'link' });
  }
  return count;
}

/** What instruments sent has no entries of its own: each batch of it is held against its hash in the journal. */
function checkReadings(
  connection: Connection,
  found: Faults,
  step?: (done: number, total: number) => void,
): void {
  const kept = connection.all<{ batchNo: number; hash: string }>(
    'SELECT batchNo, hash FROM readingBatch WHERE droppedAt IS NULL ORDER BY batchNo',
  );
  for (const [index, { batchNo, hash: sealed }] of kept.entries()) {
    const lines = connection
      .all<{ pointNo: number; bytes: Uint8Array }>(
        'SELECT pointNo, bytes FROM sentBlock WHERE batchNo = ? ORDER BY pointNo, id',
        batchNo,
      )
      .map(({ pointNo, bytes }) => `${pointNo} ${hash('sha256', bytes)}\n`);
    if (hash('sha256', lines.join('')) !== sealed) found.add({ kind: 'readings', batchNo });
    step?.(index, kept.length);
  }
}

function checkAttachments(
  connection: Connection,
  found: Faults,
  step?: (done: number, total: number) => void,
): void {
  // Only what entries point at: pieces of an upload that was broken off are cleaned later.
  const kept = connection.all<{ hash: string; bytes: number }>('SELECT hash, bytes FROM attachment');
  for (const [index, attachment] of kept.entries()) {
    const pieces = connection.all<{ content: Uint8Array }>(
      'SELECT content FROM attachmentPiece WHERE hash = ? ORDER BY piece',
      attachment.hash,
    );
    const whole = Buffer.concat(pieces.map((piece) => piece.content));
    if (whole.length !== attachment.bytes || hash('sha256', whole) !== attachment.hash)
      found.add({ kind: 'attachment', hash: attachment.hash });
    step?.(index, kept.length);
  }
}
