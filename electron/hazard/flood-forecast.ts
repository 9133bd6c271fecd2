import { refuse, type Answer } from '../refusal.ts';

export interface Reading {
  readonly minute: number;
  readonly levelM: number;
}
export interface FloodForecast {
  readonly slopeMMin: number;
  readonly interceptM: number;
  readonly levelNowM: number;
  /** Minutes from the last reading; 0 when it is passed, null when the water does not rise. */
  readonly minutes: number | null;
  /** From the 80th and the 20th percentile of the slopes; null where one does not rise. */
  readonly soonest: number | null;
  readonly latest: number | null;
  readonly used: number;
  /** Whether it is near enough to be shown: within six hours. */
  readonly shown: boolean;
}

export const forecastRules = { lastReadings: 12, fewest: 6, spanMinutes: 30, horizonMinutes: 360 } as const;

const median = (values: readonly number[]): number => percentile(values, 50);
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = ((sorted.length - 1) * percent) / 100;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/** When a level will be reached: Theil's and Sen's median slope through the last readings, which one false reading cannot bend. */
export function floodForecast(
  readings: readonly Reading[],
  thresholdM: number,
  last: number = forecastRules.lastReadings,
): Answer<FloodForecast> {
  const used = readings.toSorted((a, b) => a.minute - b.minute).slice(-last);
  const span = used.length === 0 ? 0 : used.at(-1)!.minute - used[0]!.minute;
  if (used.length < forecastRules.fewest || span < forecastRules.spanMinutes)
    return refuse('hazardFewReadings', {
      readings: used.length,
      minutes: Math.round(span),
      least: forecastRules.fewest,
      leastMinutes: forecastRules.spanMinutes,
    });
  const slopes: number[] = [];
  for (let i = 0; i < used.length; i += 1)
    for (let j = i + 1; j < used.length; j += 1) {
      const minutes = used[j]!.minute - used[i]!.minute;
      if (minutes > 0) slopes.push((used[j]!.levelM - used[i]!.levelM) / minutes);
    }
  const slopeMMin = median(slopes);
  const interceptM = median(used.map(({ minute, levelM }) => levelM - slopeMMin * minute));
  const levelNowM = interceptM + slopeMMin * used.at(-1)!.minute;
  const until = (slope: number): number | null =>
    levelNowM >= thresholdM ? 0 : slope <= 0 ? null : (thresholdM - levelNowM) / slope;
  const minutes = until(slopeMMin);
  return {
    slopeMMin,
    interceptM,
    levelNowM,
    minutes,
    soonest: until(percentile(slopes, 80)),
    latest: until(percentile(slopes, 20)),
    used: used.length,
    shown: minutes !== null && minutes <= forecastRules.horizonMinutes,
  };
}

export interface Inundation {
  readonly bathtubCells: number;
  readonly connectedCells: number;
  /** Depth of each flooded cell in metres, row by row; null where dry. */
  readonly depthM: readonly (number | null)[][];
}

/**
 * Which cells a water level reaches from its seeds: the lowest crest on the way to each must lie under it, so that
 * ground behind a levee stays dry. Cells without a height block.
 */
export function inundation(
  heights: readonly (readonly (number | null)[])[],
  seeds: readonly (readonly [row: number, column: number])[],
  levelM: number,
  neighbours: 4 | 8,
): Inundation {
  const under = (row: number, column: number): boolean => {
    const height = heights[row]?.[column];
    return typeof height === 'number' && height < levelM;
  };
  const depthM: (number | null)[][] = heights.map((row) => row.map(() => null));
  const queue: (readonly [number, number])[] = [];
  let connectedCells = 0;
  const enter = (row: number, column: number): void => {
    if (!under(row, column) || depthM[row]![column] !== null) return;
    depthM[row]![column] = levelM - heights[row]![column]!;
    connectedCells += 1;
    queue.push([row, column]);
  };
  for (const [row, column] of seeds) enter(row, column);
  // With a level plane every reachable cell has the same key, so that the order in which they are taken does not matter.
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [row, column] = next;
    for (const down of [-1, 0, 1])
      for (const right of [-1, 0, 1]) {
        if ((down === 0 && right === 0) || (neighbours === 4 && down !== 0 && right !== 0)) continue;
        enter(row + down, column + right);
      }
  }
  let bathtubCells = 0;
  for (const [row, line] of heights.entries())
    for (const column of line.keys()) if (under(row, column)) bathtubCells += 1;
  return { bathtubCells, connectedCells, depthM };
}
