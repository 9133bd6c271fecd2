import { between, offset, fromLine, grid, inside, simplify, smooth, type Xy } from './shapes.ts';

/** Centre line of the invented Brezova river, flowing from west to east. */
export const RIVER: Xy[] = smooth(
  [
    [-2620, -560],
    [-2250, -600],
    [-1900, -690],
    [-1560, -880],
    [-1200, -985],
    [-860, -900],
    [-560, -800],
    [-240, -812],
    [100, -900],
    [460, -995],
    [820, -1040],
    [1160, -960],
    [1480, -850],
    [1820, -842],
    [2150, -930],
    [2620, -1080],
  ],
  8,
);

/** Jasen creek, from the hills in the north down to culvert C-2 at the river wall. */
export const CREEK: Xy[] = smooth(
  [
    [905, 1790],
    [850, 1500],
    [915, 1240],
    [880, 1010],
    [820, 800],
    [835, 600],
    [775, 420],
    [790, 240],
    [725, 60],
    [745, -120],
    [690, -300],
    [668, -480],
    [606, -640],
    [572, -752],
    [541, -860],
    [500, -978],
  ],
  7,
);

/** The river wall's line. */
export const RIVER_WALL: Xy[] = offset(between(RIVER, -430, 560), 33);

/** The smelter's drawing grid: along its terrace, parallel to the river. */
export const SMELTER = grid([60, -470], -13);

const step = (from: number, to: number, value: number): number => {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Water level of the river at normal flow, metres above the Adriatic. */
export const riverLevelM = (x: number): number => 333.6 - 0.0026 * x;

/** Ground before the mine: metres above the Adriatic, invented to suit the drawing. */
export function heightM(at: Xy): number {
  return heightBy(at, fromLine(at, RIVER), Math.abs(fromLine(at, CREEK).metres));
}

/** The same for a point whose distances from the river and the creek are known. */
export function heightBy(
  [x, y]: Xy,
  river: { readonly metres: number; readonly nearX: number },
  creek: number,
): number {
  const level = riverLevelM(river.nearX);
  const far = Math.abs(river.metres);
  const waves =
    Math.sin(x / 330 + 0.7) * Math.cos(y / 270 - 0.4) +
    0.6 * Math.sin((x + y) / 190 + 1.9) +
    0.5 * Math.cos((x - 1.3 * y) / 410);
  const valley = Math.exp(-((creek / 110) ** 2));
  if (river.metres < 0) {
    return level + 4 * step(14, 50, far) + 0.17 * Math.max(0, far - 60) + 15 * waves * step(120, 600, far);
  }
  // Terraces were cut for the plants only; up and down the valley the bank rises evenly.
  const cut = step(-1150, -640, x) * (1 - step(880, 1350, x));
  const terraces = 3.4 * step(14, 40, far) + 7.2 * step(178, 206, far) + 7.6 * step(334, 362, far);
  const natural = 3.4 * step(14, 60, far) + 14.8 * step(40, 520, far);
  const hill = 0.062 * Math.max(0, far - 560) + 0.00002 * Math.max(0, far - 900) ** 2;
  return (
    level +
    cut * terraces +
    (1 - cut) * natural +
    hill +
    13 * waves * step(480, 1300, far) -
    15 * valley * step(300, 800, far)
  );
}

/** One line of equal height. */
export interface Contour {
  readonly heightM: number;
  readonly line: Xy[];
}

interface Frame {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly cellM: number;
}

const key = ([x, y]: Xy): string => `${Math.round(x * 4)} ${Math.round(y * 4)}`;

/** Segments of one height through a grid of samples (marching squares). */
function segments(samples: readonly (readonly number[])[], frame: Frame, height: number): [Xy, Xy][] {
  const out: [Xy, Xy][] = [];
  const sample = (i: number, j: number): number => samples[j]?.[i] ?? Number.NaN;
  const rows = samples.length;
  const columns = samples[0]?.length ?? 0;
  for (let j = 0; j + 1 < rows; j += 1) {
    for (let i = 0; i + 1 < columns; i += 1) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ] as const;
      const cuts: Xy[] = [];
      corners.forEach(([ai, aj], n) => {
        const [bi, bj] = corners[(n + 1) % 4] as readonly [number, number];
        const a = sample(ai, aj);
        const b = sample(bi, bj);
        if (a < height === b < height) return;
        const t = (height - a) / (b - a);
        cuts.push([
          frame.x0 + (ai + (bi - ai) * t) * frame.cellM,
          frame.y0 + (aj + (bj - aj) * t) * frame.cellM,
        ]);
      });
      for (let n = 0; n + 1 < cuts.length; n += 2) out.push([cuts[n] as Xy, cuts[n + 1] as Xy]);
    }
  }
  return out;
}

/** Joins loose segments end to end into lines. */
function join(loose: readonly [Xy, Xy][]): Xy[][] {
  const ends = new Map<string, number[]>();
  loose.forEach(([a, b], i) => {
    for (const end of [key(a), key(b)]) ends.set(end, [...(ends.get(end) ?? []), i]);
  });
  const used = new Set<number>();
  const grow = (from: Xy): Xy[] => {
    const line: Xy[] = [];
    let end = from;
    for (;;) {
      const next = ends.get(key(end))?.find((i) => !used.has(i));
      if (next === undefined) return line;
      used.add(next);
      const [a, b] = loose[next] as [Xy, Xy];
      end = key(a) === key(end) ? b : a;
      line.push(end);
    }
  };
  const lines: Xy[][] = [];
  loose.forEach(([a, b], i) => {
    if (used.has(i)) return;
    used.add(i);
    lines.push([...grow(a).reverse(), a, b, ...grow(b)]);
  });
  return lines;
}

/** Contours of the ground outside the given outlines (pit, dumps, dams have their own lines). */
export function contours(frame: Frame, everyM: number, outside: readonly (readonly Xy[])[]): Contour[] {
  const samples: number[][] = [];
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let y = frame.y0; y <= frame.y1; y += frame.cellM) {
    const row: number[] = [];
    for (let x = frame.x0; x <= frame.x1; x += frame.cellM) {
      const height = heightM([x, y]);
      row.push(height);
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
    samples.push(row);
  }
  const out: Contour[] = [];
  for (let height = Math.ceil(low / everyM) * everyM; height < high; height += everyM) {
    const kept = segments(samples, frame, height + 0.001).filter(
      ([a]) => !outside.some((outline) => inside(a, outline)),
    );
    for (const line of join(kept)) {
      if (line.length >= 6) out.push({ heightM: height, line: simplify(line, 2.5) });
    }
  }
  return out;
}
