/** One thing measured, as it is printed: `name: value (limit)`. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'x' | 'ms' | 'count';
  /** Null for what is only told, such as the parts of a sum. */
  readonly limit: number | null;
  /** What the value was made of, for bench.json. */
  readonly of?: Readonly<Record<string, number | string>>;
}

/** The value below which 95 of 100 lie. */
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);
export const median = (values: readonly number[]): number => quantile(values, 0.5);

function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] as number;
}

export function met({ value, limit }: Measure): boolean {
  return limit === null || value <= limit;
}

export function lineOf(measure: Measure): string {
  const text = (value: number): string =>
    measure.unit === 'count'
      ? String(value)
      : `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ${measure.unit}`;
  const limit = measure.limit === null ? 'no limit' : text(measure.limit);
  return `${measure.name}: ${text(measure.value)} (${limit})${met(measure) ? '' : '  MISSED'}`;
}
