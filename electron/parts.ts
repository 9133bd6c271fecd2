import { setImmediate as breath } from 'node:timers/promises';

/** Rows by their number, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** So many rows cost a statement about ten milliseconds at most. */
const partRows = 20_000;

/**
 * Work over a table that may be large, part by part by its row numbers 1 … `last`: what waits for the main process gets
 * its turn in between. Rows that change meanwhile may be seen as they were or as they are.
 */
export async function inParts(last: number, work: (span: Span) => void, rows = partRows): Promise<void> {
  for (let from = 1; from <= last; from += rows) {
    if (from > 1) await breath();
    work({ from, to: Math.min(last, from + rows - 1) });
  }
}

/** Work over many things, so many at a time; what waits for the main process gets its turn in between. */
export async function inBatches<T>(
  all: readonly T[],
  work: (batch: readonly T[]) => void,
  size = 500,
): Promise<void> {
  for (let from = 0; from < all.length; from += size) {
    if (from > 0) await breath();
    work(all.slice(from, from + size));
  }
}
