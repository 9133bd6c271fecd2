import { inflateRawSync } from 'node:zlib';
import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Facts } from '../refusal.ts';
import { unpackBlock, type Sent } from './block.ts';
import { skewCount, skewOf } from './clock-skew.ts';
import type { Packed } from './ingest-store.ts';
import type { FaultCode } from './judge.ts';

/** Where a reading came from, and what came. */
interface Origin {
  readonly sourceId: string;
  readonly address: string;
  readonly raw: string;
  /** Told when it was measured: its delay is the clock's. What is read out of a file may come again. */
  readonly live: boolean;
}

/** A reading on its way into the site. */
export interface Arrived extends Sent, Origin {
  readonly pointNo: number;
}

/** A reading that is kept apart. */
export interface Apart extends Origin {
  readonly pointNo: number | null;
  readonly receivedMs: number;
  readonly atMs: number | null;
  readonly value: number | null;
  readonly fault: FaultCode;
  readonly facts: Facts;
}

interface Newest {
  atMs: number;
  value: number;
  changedMs: number;
  clockMs: number | null;
}

/** So many of each point are kept apart, the newest; all of them are counted. */
export const mostApartOfPoint = 1_000;
/** So many more may stand before the oldest go. */
const slack = 50;
const mostBlocks = 32;

/**
 * What is known of the readings that are not packed yet, so that a reading that comes twice is found without an index that
 * would be written in two hundred places at every commit.
 */
export class Arrivals {
  private readonly fresh = new Map<number, Map<number, number>>();
  private readonly packedTo = new Map<number, number>();
  private readonly newest = new Map<number, Newest>();
  private readonly delays = new Map<number, number[]>();
  private readonly keptApart = new Map<number, number>();
  /** Blocks that were looked into lately: a file that is read again looks into the same ones line by line. */
  private readonly blocks = new Map<number, ReadonlyMap<number, number>>();
  /** Readings not packed yet. */
  count = 0;

  constructor(db: ReadHandle) {
    for (const { pointNo, atMs, value } of db.iterate<{ pointNo: number; atMs: number; value: number }>(
      'SELECT pointNo, atMs, value FROM sentReading',
    ))
      this.note(pointNo, atMs, value);
    for (const { pointNo, toMs } of db.all<{ pointNo: number; toMs: number }>(
      'SELECT pointNo, max(toMs) AS toMs FROM sentBlock GROUP BY pointNo',
    ))
      this.packedTo.set(pointNo, toMs);
    for (const { pointNo, ...newest } of db.all<Newest & { pointNo: number }>(
      'SELECT pointNo, atMs, value, changedMs, clockMs FROM sentNewest',
    ))
      this.newest.set(pointNo, newest);
    for (const { pointNo, kept } of db.all<{ pointNo: number; kept: number }>(
      'SELECT pointNo, count(*) AS kept FROM quarantine WHERE pointNo IS NOT NULL GROUP BY pointNo',
    ))
      this.keptApart.set(pointNo, kept);
  }

  /** The newest good value of a point, null when there is none. */
  last(pointNo: number): number | null {
    return this.newest.get(pointNo)?.value ?? null;
  }

  newestOf(pointNo: number): { atMs: number; value: number } | null {
    const newest = this.newest.get(pointNo);
    return newest ? { atMs: newest.atMs, value: newest.value } : null;
  }

  private note(pointNo: number, atMs: number, value: number): void {
    const times = this.fresh.get(pointNo);
    if (times) times.set(atMs, value);
    else this.fresh.set(pointNo, new Map([[atMs, value]]));
    this.count += 1;
  }

  /** What the point said of that instant before, undefined when nothing. */
  private known(db: ReadHandle, pointNo: number, atMs: number): number | undefined {
    const fresh = this.fresh.get(pointNo)?.get(atMs);
    if (fresh !== undefined || atMs > (this.packedTo.get(pointNo) ?? -1)) return fresh;
    for (const { id } of db.all<{ id: number }>(
      'SELECT id FROM sentBlock WHERE pointNo = ?1 AND toMs >= ?2 AND fromMs <= ?2',
      pointNo,
      atMs,
    )) {
      const value = this.block(db, id).get(atMs);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private block(db: ReadHandle, id: number): ReadonlyMap<number, number> {
    const held = this.blocks.get(id);
    if (held) return held;
    const row = db.get<{ bytes: Uint8Array }>('SELECT bytes FROM sentBlock WHERE id = ?', id);
    const block = new Map(
      row ? unpackBlock(inflateRawSync(row.bytes)).map(({ atMs, value }) => [atMs, value]) : [],
    );
    const [oldest] = this.blocks.keys();
    if (this.blocks.size >= mostBlocks && oldest !== undefined) this.blocks.delete(oldest);
    this.blocks.set(id, block);
    return block;
  }

  /**
   * Writes readings, once each; call inside a transaction. Gives the points that got something new, and what was kept apart
   * because another value stands at its instant.
   */
  store(db: WriteHandle, arrived: readonly Arrived[]): { touched: Set<number>; apart: Apart[] } {
    const touched = new Set<number>();
    const apart: Apart[] = [];
    for (const one of arrived) {
      const { pointNo, atMs, value, receivedMs } = one;
      const known = this.known(db, pointNo, atMs);
      if (known !== undefined) {
        if (known !== value) {
          const two: Apart = { ...one, fault: 'twoValues', facts: { value, kept: known } };
          this.keepApart(db, two);
          apart.push(two);
        }
        continue;
      }
      db.run(
        'INSERT INTO sentReading (pointNo, atMs, value, receivedMs) VALUES (?, ?, ?, ?)',
        pointNo,
        atMs,
        value,
        receivedMs,
      );
      this.note(pointNo, atMs, value);
      touched.add(pointNo);
      const newest = this.newest.get(pointNo);
      const clockMs = one.live ? this.clock(pointNo, receivedMs - atMs) : (newest?.clockMs ?? null);
      if (newest && newest.atMs > atMs) {
        newest.clockMs = clockMs;
        continue;
      }
      const changedMs = newest?.value === value ? newest.changedMs : atMs;
      this.newest.set(pointNo, { atMs, value, changedMs, clockMs });
    }
    for (const pointNo of touched) {
      const newest = this.newest.get(pointNo)!;
      db.run(
        `INSERT INTO sentNewest (pointNo, atMs, value, changedMs, clockMs) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (pointNo) DO UPDATE SET atMs = excluded.atMs, value = excluded.value, changedMs = excluded.changedMs,
           clockMs = excluded.clockMs`,
        pointNo,
        newest.atMs,
        newest.value,
        newest.changedMs,
        newest.clockMs,
      );
    }
    return { touched, apart };
  }

  private clock(pointNo: number, delayMs: number): number | null {
    const delays = [...(this.delays.get(pointNo) ?? []), delayMs].slice(-skewCount);
    this.delays.set(pointNo, delays);
    return delays.length < skewCount ? (this.newest.get(pointNo)?.clockMs ?? null) : skewOf(delays);
  }

  /** Keeps a reading apart; call inside a transaction. Of one point only the newest are kept, and all are counted. */
  keepApart(db: WriteHandle, { live, ...apart }: Apart): void {
    const { pointNo } = apart;
    if (!live && isApart(db, apart)) return;
    db.run(
      `INSERT INTO quarantine (pointNo, sourceId, address, receivedMs, atMs, value, raw, fault, facts)
       VALUES (@pointNo, @sourceId, @address, @receivedMs, @atMs, @value, @raw, @fault, @facts)`,
      { ...apart, facts: JSON.stringify(apart.facts) },
    );
    if (pointNo === null) return;
    db.run(
      'INSERT INTO apartTotal (pointNo, total) VALUES (?, 1) ON CONFLICT (pointNo) DO UPDATE SET total = total + 1',
      pointNo,
    );
    const kept = (this.keptApart.get(pointNo) ?? 0) + 1;
    this.keptApart.set(pointNo, kept);
    if (kept < mostApartOfPoint + slack) return;
    db.run(
      `DELETE FROM quarantine WHERE pointNo = ?1 AND no <=
         (SELECT no FROM quarantine WHERE pointNo = ?1 ORDER BY no DESC LIMIT 1 OFFSET ${mostApartOfPoint})`,
      pointNo,
    );
    this.keptApart.set(pointNo, mostApartOfPoint);
  }

  /** These were packed: their times are found in the blocks from now on. */
  packed(all: readonly Packed[]): void {
    for (const { pointNo, readings, toMs } of all) {
      const times = this.fresh.get(pointNo);
      for (const { atMs } of readings) times?.delete(atMs);
      this.count -= readings.length;
      this.packedTo.set(pointNo, Math.max(toMs, this.packedTo.get(pointNo) ?? -1));
    }
  }
}

/** Whether the same is kept apart already: a file that is read again says it again. */
function isApart(db: ReadHandle, { pointNo, atMs, fault, raw }: Omit<Apart, 'live'>): boolean {
  return (
    db.get(
      'SELECT 1 FROM quarantine WHERE pointNo IS ?1 AND atMs IS ?2 AND fault = ?3 AND raw = ?4',
      pointNo,
      atMs,
      fault,
      raw,
    ) !== undefined
  );
}
