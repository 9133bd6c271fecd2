import { Connection, type WriteHandle } from '../database.ts';
import { Turns } from '../turns.ts';
import { Arrivals, type Apart, type Arrived } from './arrivals-store.ts';
import { nextBatchNo, packFresh, storePacked, unsealedBatches } from './ingest-store.ts';
import { takePointNo } from './reading-store.ts';

/** Something on its way into the site, and who waits until it is durable. */
interface Waiting {
  readonly arrived: readonly Arrived[];
  readonly apart: readonly Apart[];
  readonly done: () => void;
}

/** Readings of a quarter of a second are one transaction, */
const longestMs = 250;
/** a burst that has paused is written at once, because a broker may wait for its acknowledgements before it goes on, */
const pauseMs = 10;
const burst = 10;
/** and one transaction holds no more than so many. */
const most = 500;
const packEveryMs = 60_000;
const mostFresh = 20_000;
const packsPerBatch = 5;
/** Points packed in one transaction: some milliseconds. */
const pointsPerSlice = 20;

export interface Stored {
  readonly pointNos: ReadonlySet<number>;
  readonly apart: readonly Apart[];
}

/** Writes what instruments send, in short transactions of its own beside the program's. */
export class Recorder {
  private readonly db: Connection;
  private readonly turns: Turns;
  private arrivals: Arrivals;
  private queue: Waiting[] = [];
  private firstMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly packTimer: NodeJS.Timeout;
  private working: Promise<void> = Promise.resolve();
  private batchNo: number;
  private packs = 0;
  private readonly told: (stored: Stored) => void;
  private readonly sealed: (batchNo: number) => void;
  private readonly failed: (what: string, error: unknown) => void;

  constructor(
    site: { readonly file: string; readonly turns: SharedArrayBuffer },
    told: {
      readonly stored: (stored: Stored) => void;
      /** A batch has come to its end: its hash can go into the journal. */
      readonly batch: (batchNo: number) => void;
      readonly failed: (what: string, error: unknown) => void;
    },
  ) {
    this.db = new Connection(site.file, 'write');
    this.turns = new Turns(site.turns);
    this.arrivals = new Arrivals(this.db);
    this.batchNo = nextBatchNo(this.db);
    this.told = told.stored;
    this.sealed = told.batch;
    this.failed = told.failed;
    for (const batchNo of unsealedBatches(this.db)) this.sealed(batchNo);
    this.packTimer = setInterval(() => void this.pack(), packEveryMs);
  }

  /** The short numbers of points, given where there are none yet. */
  async pointNos(pointIds: readonly string[]): Promise<Map<string, number>> {
    const give = (db: WriteHandle): Map<string, number> =>
      new Map(pointIds.map((pointId) => [pointId, takePointNo(db, pointId)]));
    return this.turns.quickly(() => this.db.transaction(() => give(this.db)));
  }

  /** The newest good value of a point, null when there is none. */
  last(pointNo: number): number | null {
    return this.arrivals.last(pointNo);
  }

  newest(pointNo: number): { readonly atMs: number; readonly value: number } | null {
    return this.arrivals.newestOf(pointNo);
  }

  /** Takes readings; `done` is called when they are durable. */
  add(waiting: Waiting): void {
    if (this.queue.length === 0) this.firstMs = performance.now();
    this.queue.push(waiting);
    if (this.queue.length >= most) return this.flushSoon(0);
    const leftMs = this.firstMs + longestMs - performance.now();
    this.flushSoon(this.queue.length >= burst ? Math.min(pauseMs, leftMs) : leftMs);
  }

  private flushSoon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), Math.max(0, ms));
  }

  /** Writes what waits. Resolves when it is durable. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.working = this.working.then(() => this.write());
    return this.working;
  }

  private async write(): Promise<void> {
    while (this.queue.length > 0) {
      const now = this.queue.slice(0, most);
      try {
        const { touched, apart } = await this.turns.quickly(() =>
          this.db.transaction(() => {
            for (const { apart } of now) for (const one of apart) this.arrivals.keepApart(this.db, one);
            return this.arrivals.store(
              this.db,
              now.flatMap(({ arrived }) => arrived),
            );
          }),
        );
        this.queue.splice(0, now.length);
        this.told({ pointNos: touched, apart: [...now.flatMap((one) => one.apart), ...apart] });
        for (const { done } of now) done();
      } catch (error) {
        // A full disk, say: nothing is acknowledged, and all of it is tried again.
        this.failed('storing readings', error);
        this.arrivals = new Arrivals(this.db);
        this.flushSoon(2_000);
        return;
      }
    }
    if (this.arrivals.count >= mostFresh) await this.packNow();
  }

  /** Packs what is fresh; after some times the batch is at its end. */
  pack(end = false): Promise<void> {
    this.working = this.working.then(() => this.packNow(end));
    return this.working;
  }

  private async packNow(end = false): Promise<void> {
    try {
      const all = [...packFresh(this.db)];
      for (let from = 0; from < all.length; from += pointsPerSlice) {
        const slice = all.slice(from, from + pointsPerSlice);
        await this.turns.quickly(() =>
          this.db.transaction(() => {
            for (const packed of slice) storePacked(this.db, packed, this.batchNo);
          }),
        );
        this.arrivals.packed(slice);
        await new Promise((resolve) => void setImmediate(resolve));
      }
      if (all.length > 0) this.packs += 1;
      if (this.packs > 0 && (this.packs >= packsPerBatch || end)) {
        this.packs = 0;
        this.sealed(this.batchNo);
        this.batchNo += 1;
      }
    } catch (error) {
      this.failed('packing readings', error);
    }
  }

  /** Writes what waits, brings the batch to its end, and closes the site. */
  async close(): Promise<void> {
    clearInterval(this.packTimer);
    await this.flush();
    await this.pack(true);
    clearTimeout(this.timer);
    this.db.close();
  }
}
