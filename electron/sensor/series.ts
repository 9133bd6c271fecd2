import { z } from 'zod';
import type { Priority } from '../alarm/alarm.ts';
import { id, instant } from '../schema-parts.ts';
import type { Point } from './point.ts';

export const seriesInput = z.object({ pointIds: z.array(id).min(1).max(4), from: instant, to: instant });

/** A point over a span of time. */
export interface Series {
  readonly point: Point;
  /** 0: raw readings. */
  readonly stepSeconds: number;
  /** Oldest first; nothing stands where nothing came. */
  readonly rows: readonly {
    readonly atMs: number;
    readonly min: number;
    readonly mean: number;
    readonly max: number;
  }[];
  /** Alarms of the point that were raised within the span. */
  readonly alarms: readonly { readonly id: string; readonly atMs: number; readonly priority: Priority }[];
}

const minute = 60_000;

/** Minutes of one step of a chart over so many ms; 0 shows every reading. A chart has no more than some 1,500 steps. */
export function stepOf(spanMs: number): number {
  if (spanMs <= 30 * minute) return 0;
  if (spanMs <= 24 * 60 * minute) return 1;
  if (spanMs <= 5 * 1440 * minute) return 5;
  return spanMs <= 60 * 1440 * minute ? 60 : 1440;
}

/** Breaks a line where nothing came for so long that it must not be drawn through: null stands in the gap. */
export function withGaps<T extends { readonly atMs: number }>(
  rows: readonly T[],
  longestMs: number,
): (T | { readonly atMs: number; readonly gap: true })[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    if (!before || row.atMs - before.atMs <= longestMs) return [row];
    return [{ atMs: before.atMs + 1, gap: true as const }, row];
  });
}

/** The longest pause of a point that is no gap, in ms. */
export function longestPauseMs(point: Pick<Point, 'everySeconds'>, stepSeconds: number): number {
  return 3 * 1000 * Math.max(point.everySeconds, stepSeconds, 1);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** What a chart shows as a table: a line for each step or reading, times in UTC; an empty mark begins it for spreadsheets. */
export function csvOf(all: readonly Series[]): string {
  const lines = all.flatMap(({ point: { key, unit }, rows }) =>
    rows.map(({ atMs, min, mean, max }) =>
      [quoted(key), quoted(unit), new Date(atMs).toISOString(), min, mean, max].join(','),
    ),
  );
  return `\uFEFFpoint,unit,time,min,mean,max\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
}
