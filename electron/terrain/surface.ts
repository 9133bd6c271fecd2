import { nodeStep, type Surface } from './fill.ts';

export type Xy = readonly [x: number, y: number];

/** How fast a level rises, cm a minute, with its range; 0 when it stands, falls, or nothing is known. */
export interface Rise {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}
/** A gauge on a line of water: metres along it, level in cm above sea. */
export interface OnLine {
  readonly alongM: number;
  readonly levelCm: number;
  readonly rise: Rise;
}
/** A river's line with the gauges that speak for it; positions in metres on any plane. */
export interface WaterLine {
  readonly line: readonly Xy[];
  readonly gauges: readonly OnLine[];
}

/** A line made ready to be asked for the nearest of its points many times. */
export interface Ready {
  readonly nearest: (x: number, y: number) => void;
  /** Of the last point asked for: square metres from the line, and metres along it from its beginning. */
  square: number;
  alongM: number;
}

export function readyLine(line: readonly Xy[]): Ready {
  const flat = Float64Array.from((line.length === 1 ? [line[0]!, line[0]!] : line).flat());
  const last = flat.length - 2;
  const before = new Float64Array(flat.length / 2);
  for (let n = 2, at = 1; n <= last; n += 2, at += 1)
    before[at] = before[at - 1]! + Math.hypot(flat[n]! - flat[n - 2]!, flat[n + 1]! - flat[n - 1]!);
  const ready: Ready = {
    square: 0,
    alongM: 0,
    nearest: (x, y) => {
      let least = Infinity;
      let alongM = 0;
      for (let n = 0; n < last; n += 2) {
        const dx = flat[n + 2]! - flat[n]!;
        const dy = flat[n + 3]! - flat[n + 1]!;
        const px = x - flat[n]!;
        const py = y - flat[n + 1]!;
        const length = dx * dx + dy * dy;
        let share = length === 0 ? 0 : (px * dx + py * dy) / length;
        if (share < 0) share = 0;
        else if (share > 1) share = 1;
        const ex = px - share * dx;
        const ey = py - share * dy;
        const square = ex * ex + ey * ey;
        if (square >= least) continue;
        least = square;
        const at = n >> 1;
        alongM = before[at]! + share * (before[at + 1]! - before[at]!);
      }
      ready.square = least;
      ready.alongM = alongM;
    },
  };
  return ready;
}

/** The nearest point of a line: metres from it, and metres along it from its beginning. */
export function nearestOn(
  [x, y]: Xy,
  line: readonly Xy[],
): { readonly metres: number; readonly alongM: number } {
  const ready = readyLine(line);
  ready.nearest(x, y);
  return { metres: Math.sqrt(ready.square), alongM: ready.alongM };
}

/**
 * Level and rise at a point of a line: even between two gauges; beyond the outermost with the slope between them, because a
 * river goes on falling. One gauge gives a level surface.
 */
export function onLine(gauges: readonly OnLine[], alongM: number): { levelCm: number; rise: Rise } {
  const first = gauges[0]!;
  const last = gauges.at(-1)!;
  const whole = last.alongM - first.alongM;
  const slope = whole > 0 ? (last.levelCm - first.levelCm) / whole : 0;
  if (alongM <= first.alongM)
    return { levelCm: first.levelCm + slope * (alongM - first.alongM), rise: first.rise };
  if (alongM >= last.alongM)
    return { levelCm: last.levelCm + slope * (alongM - last.alongM), rise: last.rise };
  const at = gauges.findIndex((gauge) => gauge.alongM >= alongM);
  const [a, b] = [gauges[at - 1]!, gauges[at]!];
  const share = (alongM - a.alongM) / (b.alongM - a.alongM);
  const mix = (from: number, to: number): number => from + (to - from) * share;
  return {
    levelCm: mix(a.levelCm, b.levelCm),
    rise: {
      low: mix(a.rise.low, b.rise.low),
      mean: mix(a.rise.mean, b.rise.mean),
      high: mix(a.rise.high, b.rise.high),
    },
  };
}

/** Which of the rises a surface is wanted for. */
export type Pace = keyof Rise;

/**
 * The surface over a grid, at its nodes: each takes the level of the nearest point of the nearest line. `place` turns columns
 * and rows into the plane of the lines.
 */
export function surfacesOver(
  columns: number,
  rows: number,
  lines: readonly WaterLine[],
  place: (column: number, row: number) => Xy,
): Record<Pace, Surface> {
  const nodeColumns = Math.ceil(columns / nodeStep) + 1;
  const nodeRows = Math.ceil(rows / nodeStep) + 1;
  const nodes = nodeColumns * nodeRows;
  const levelCm = new Float32Array(nodes);
  const rises = {
    low: new Float32Array(nodes),
    mean: new Float32Array(nodes),
    high: new Float32Array(nodes),
  };
  const spoken = lines
    .filter(({ gauges }) => gauges.length > 0)
    .map(({ line, gauges }) => ({
      ready: readyLine(line),
      gauges: gauges.toSorted((a, b) => a.alongM - b.alongM),
    }));
  for (let j = 0; j < nodeRows; j += 1)
    for (let i = 0; i < nodeColumns; i += 1) {
      const [x, y] = place(i * nodeStep + 0.5, j * nodeStep + 0.5);
      let nearest = spoken[0]!;
      for (const one of spoken) {
        one.ready.nearest(x, y);
        if (one.ready.square < nearest.ready.square) nearest = one;
      }
      const { levelCm: level, rise } = onLine(nearest.gauges, nearest.ready.alongM);
      const n = j * nodeColumns + i;
      levelCm[n] = level;
      rises.low[n] = Math.max(0, rise.low);
      rises.mean[n] = Math.max(0, rise.mean);
      rises.high[n] = Math.max(0, rise.high);
    }
  const of = (pace: Pace): Surface => ({ nodeColumns, nodeRows, levelCm, riseCmMin: rises[pace] });
  return { low: of('low'), mean: of('mean'), high: of('high') };
}
