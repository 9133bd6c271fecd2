import { createHash, hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ReadHandle, WriteHandle } from '../database.ts';
import { packBlock, summarise, type Sent } from './block.ts';

export function nextBatchNo(db: ReadHandle): number {
  return (db.get<{ no: number | null }>('SELECT max(batchNo) AS no FROM sentBlock')?.no ?? 0) + 1;
}

type Fresh = Sent & { readonly no: number };
/** The readings of one point on their way from the fresh ones into blocks. */
export interface Packed {
  readonly pointNo: number;
  /** Sorted by time. */
  readonly readings: readonly Fresh[];
  readonly toMs: number;
  readonly blocks: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly count: number;
    readonly bytes: Uint8Array;
  }[];
}

/** Neighbours in a block may be so far apart. */
const blockSpanMs = 20 * 86_400_000;
const mostInBlock = 20_000;

/** Readings of one point, sorted, parted where a block could not hold them. */
function parted(sorted: readonly Fresh[]): Fresh[][] {
  const parts: Fresh[][] = [];
  for (const one of sorted) {
    const last = parts.at(-1);
    if (last && one.atMs - last[0]!.atMs < blockSpanMs && last.length < mostInBlock) last.push(one);
    else parts.push([one]);
  }
  return parts;
}

/** All fresh readings by point in the order of their numbers, packed; the work that needs no transaction. */
export function* packFresh(db: ReadHandle): Generator<Packed> {
  const rows = db.all<Fresh & { pointNo: number }>(
    'SELECT no, pointNo, atMs, value, receivedMs FROM sentReading ORDER BY pointNo, atMs',
  );
  for (const [pointNo, readings] of Map.groupBy(rows, (row) => row.pointNo))
    yield {
      pointNo,
      readings,
      toMs: readings.at(-1)!.atMs,
      blocks: parted(readings).map((part) => ({
        fromMs: part[0]!.atMs,
        toMs: part.at(-1)!.atMs,
        count: part.length,
        bytes: deflateRawSync(packBlock(part)),
      })),
    };
}

/** Puts packed readings in the place of the fresh ones, and sums them up; call inside a transaction. */
export function storePacked(db: WriteHandle, packed: Packed, batchNo: number): void {
  const { pointNo, readings, blocks } = packed;
  for (const { fromMs, toMs, count, bytes } of blocks)
    db.run(
      'INSERT INTO sentBlock (pointNo, batchNo, fromMs, toMs, readings, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      pointNo,
      batchNo,
      fromMs,
      toMs,
      count,
      bytes,
    );
  for (const span of [60, 3600])
    for (const one of summarise(readings, span))
      db.run(
        `INSERT INTO sentSummary (span, pointNo, start, count, min, max, sum) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (span, pointNo, start) DO UPDATE SET count = count + excluded.count,
           min = min(min, excluded.min), max = max(max, excluded.max), sum = sum + excluded.sum`,
        span,
        pointNo,
        one.start,
        one.count,
        one.min,
        one.max,
        one.sum,
      );
  db.run(
    'DELETE FROM sentReading WHERE no IN (SELECT value FROM json_each(?))',
    JSON.stringify(readings.map(({ no }) => no)),
  );
}

/** What the blocks of a batch hold, and their one hash. */
export interface BatchContent {
  readonly points: number;
  readonly readings: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly hash: string;
}

/** The hash of a batch as its blocks now are; null when it has none. */
export function batchContent(db: ReadHandle, batchNo: number): BatchContent | null {
  const all = createHash('sha256');
  const points = new Set<number>();
  let count = 0;
  let fromMs = Infinity;
  let toMs = -Infinity;
  for (const block of db.iterate<{
    pointNo: number;
    readings: number;
    fromMs: number;
    toMs: number;
    bytes: Uint8Array;
  }>(
    'SELECT pointNo, readings, fromMs, toMs, bytes FROM sentBlock WHERE batchNo = ? ORDER BY pointNo, id',
    batchNo,
  )) {
    all.update(`${block.pointNo} ${hash('sha256', block.bytes)}\n`);
    points.add(block.pointNo);
    count += block.readings;
    fromMs = Math.min(fromMs, block.fromMs);
    toMs = Math.max(toMs, block.toMs);
  }
  return points.size === 0
    ? null
    : { points: points.size, readings: count, fromMs, toMs, hash: all.digest('hex') };
}

/** Batches that were packed and have no hash in the journal yet; the newest may still grow. */
export function unsealedBatches(db: ReadHandle): number[] {
  return db
    .all<{ batchNo: number }>(
      `SELECT DISTINCT batchNo FROM sentBlock WHERE batchNo > (SELECT coalesce(max(batchNo), 0) FROM readingBatch)
       ORDER BY batchNo`,
    )
    .map(({ batchNo }) => batchNo);
}
