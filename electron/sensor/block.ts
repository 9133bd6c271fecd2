/** One reading as it is packed. */
export interface Sent {
  readonly atMs: number;
  readonly value: number;
  readonly receivedMs: number;
}

/**
 * Readings of one point as bytes, before they are deflated: count (u32), first time (f64 ms), scale (u32); then the
 * differences of the times (i32 ms), of the delays (i32 s), and the values: as differences of whole numbers at the scale
 * in which they all are whole, or as 64-bit floats when the scale is 0. Columns, because neighbours in a column are alike.
 * Little endian. Sorted by time; neighbours lie less than 24 days apart (a caller parts them before).
 */
export function packBlock(sorted: readonly Sent[]): Uint8Array {
  const scale = scaleOf(sorted);
  const n = sorted.length;
  const bytes = new Uint8Array(4 + 8 + 4 + n * (4 + 4 + (scale === 0 ? 8 : 4)));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, n, true);
  view.setFloat64(4, sorted[0]?.atMs ?? 0, true);
  view.setUint32(12, scale, true);
  let place = 16;
  let before = sorted[0]?.atMs ?? 0;
  for (const { atMs } of sorted) {
    view.setInt32(place, atMs - before, true);
    before = atMs;
    place += 4;
  }
  let delay = 0;
  for (const { atMs, receivedMs } of sorted) {
    // Kept to the second, and to what 32 bits hold: only how late a reading came matters.
    const seconds = Math.max(-1e9, Math.min(1e9, Math.round((receivedMs - atMs) / 1000)));
    view.setInt32(place, seconds - delay, true);
    delay = seconds;
    place += 4;
  }
  let last = 0;
  for (const { value } of sorted) {
    if (scale === 0) {
      view.setFloat64(place, value, true);
      place += 8;
    } else {
      const whole = Math.round(value * scale);
      view.setInt32(place, whole - last, true);
      last = whole;
      place += 4;
    }
  }
  return bytes.subarray(0, place);
}

/** The readings of a packed block, sorted by time. */
export function unpackBlock(bytes: Uint8Array): Sent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const n = view.getUint32(0, true);
  const scale = view.getUint32(12, true);
  const times = 16;
  const delays = times + n * 4;
  const values = delays + n * 4;
  let atMs = view.getFloat64(4, true);
  let delay = 0;
  let whole = 0;
  return Array.from({ length: n }, (_, index) => {
    atMs += view.getInt32(times + index * 4, true);
    delay += view.getInt32(delays + index * 4, true);
    let value: number;
    if (scale === 0) value = view.getFloat64(values + index * 8, true);
    else {
      whole += view.getInt32(values + index * 4, true);
      value = whole / scale;
    }
    return { atMs, value, receivedMs: atMs + delay * 1000 };
  });
}

/** The smallest power of ten at which every value is a whole number of 30 bits; 0 when there is none. */
function scaleOf(sorted: readonly Sent[]): number {
  for (const scale of [1, 10, 100, 1000, 10_000]) {
    const fits = ({ value }: Sent): boolean => {
      const whole = Math.round(value * scale);
      return Math.abs(whole) < 2 ** 30 && whole / scale === value && !Object.is(value, -0);
    };
    if (sorted.every(fits)) return scale;
  }
  return 0;
}

/** A stretch of time summed up. */
export interface Summary {
  /** In units of the span since 1970. */
  readonly start: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
}

/** Sums readings up by spans of so many seconds, in the order of time. */
export function summarise(readings: readonly Pick<Sent, 'atMs' | 'value'>[], seconds: number): Summary[] {
  const found = new Map<number, Summary>();
  for (const { atMs, value } of readings) {
    const start = Math.floor(atMs / (seconds * 1000));
    const one = found.get(start);
    found.set(
      start,
      one
        ? { start, count: one.count + 1, min: Math.min(one.min, value), max: Math.max(one.max, value), sum: one.sum + value }
        : { start, count: 1, min: value, max: value, sum: value },
    ); // prettier-ignore
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
