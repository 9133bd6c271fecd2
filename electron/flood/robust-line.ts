/** A reading: minutes and centimetres. */
export interface Dot {
  readonly t: number;
  readonly cm: number;
}

/** The middle of some numbers; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
}

/** The slopes of the lines through each two dots that lie at least so many minutes apart. */
export function pairSlopes(dots: readonly Dot[], leastMinutes = 1e-6): number[] {
  const slopes: number[] = [];
  for (let i = 0; i < dots.length; i += 1)
    for (let j = i + 1; j < dots.length; j += 1) {
      const minutes = dots[j]!.t - dots[i]!.t;
      if (minutes >= leastMinutes) slopes.push((dots[j]!.cm - dots[i]!.cm) / minutes);
    }
  return slopes;
}

/** Two-sided, a little wider than 95 %: the range of the time left is made of two such intervals. */
const z = 2.1;

/** Sen's (1968) interval of the median slope by the spread of Kendall's S; the outermost slopes where there are few. */
export function senInterval(slopes: readonly number[], n: number): readonly [low: number, high: number] {
  const sorted = Float64Array.from(slopes).sort();
  const c = z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const below = Math.max(0, Math.floor((sorted.length - c) / 2) - 1);
  return [sorted[below]!, sorted[sorted.length - 1 - below]!];
}

/** The scatter of dots by their second differences, which a line or a slow bend does not enlarge. */
export function scatterOf(dots: readonly Dot[]): number {
  const off = dots.slice(2).map((c, i) => {
    const [a, b] = [dots[i]!, dots[i + 1]!];
    const share = (b.t - a.t) / (c.t - a.t);
    const scale = Math.sqrt(1 + share ** 2 + (1 - share) ** 2);
    return Math.abs(b.cm - a.cm - share * (c.cm - a.cm)) / scale;
  });
  return 1.4826 * median(off);
}

/** A parabola through dots by least squares, told at t = 0, with standard errors; null where they lie too close in time. */
export function parabola(
  dots: readonly Dot[],
  leastSpreadCm: number,
): {
  readonly levelCm: number;
  readonly levelError: number;
  readonly cmMin: number;
  readonly cmMinError: number;
  readonly quickens: number;
  readonly quickensError: number;
  readonly spread: number;
} | null {
  const n = dots.length;
  const mid = dots.reduce((sum, { t }) => sum + t, 0) / n;
  const width = Math.max(...dots.map(({ t }) => Math.abs(t - mid)));
  if (width === 0 || n < 5) return null;
  // Polynomials that are orthogonal over these very times: 1, u, u² - b u - c.
  const u = dots.map(({ t }) => (t - mid) / width);
  const sum = (of: (x: number, i: number) => number): number => u.reduce((all, x, i) => all + of(x, i), 0);
  const s2 = sum((x) => x * x);
  const b = sum((x) => x ** 3) / s2;
  const c = s2 / n;
  const square = (x: number): number => x * x - b * x - c;
  const s4 = sum((x) => square(x) ** 2);
  if (s4 < 1e-9) return null;
  const mean = sum((_, i) => dots[i]!.cm) / n;
  const k1 = sum((x, i) => x * (dots[i]!.cm - mean)) / s2;
  const k2 = sum((x, i) => square(x) * (dots[i]!.cm - mean)) / s4;
  const left = sum((x, i) => (dots[i]!.cm - mean - k1 * x - k2 * square(x)) ** 2);
  const variance = Math.max(leastSpreadCm ** 2, left / (n - 3));
  const at = -mid / width;
  const steep = 2 * at - b;
  return {
    levelCm: mean + k1 * at + k2 * square(at),
    levelError: Math.sqrt(variance * (1 / n + at ** 2 / s2 + square(at) ** 2 / s4)),
    cmMin: (k1 + k2 * steep) / width,
    cmMinError: Math.sqrt(variance * (1 / s2 + steep ** 2 / s4)) / width,
    quickens: (2 * k2) / width ** 2,
    quickensError: (2 * Math.sqrt(variance / s4)) / width ** 2,
    spread: Math.sqrt(variance),
  };
}

interface Side {
  readonly dots: readonly Dot[];
  readonly cm: number;
  readonly cmMin: number;
  readonly off: readonly number[];
}

/** The median line through the dots next to a place, its height there, and how far they lie off it. */
function beside(dots: readonly Dot[], at: number): Side {
  const cmMin = median(pairSlopes(dots));
  const cm = median(dots.map((one) => one.cm - cmMin * (one.t - at)));
  return { dots, cm, cmMin, off: dots.map((one) => Math.abs(one.cm - cmMin * (one.t - at) - cm)) };
}

/** A shift must be so many times the scatter of the readings on either side of it. */
const stepScatters = 6;
/** With two readings after it that agree it is no outlier. */
const leastAfter = 2;
const leastBefore = 3;
const fewBeside = 4;
/** What lies further from a place than so many readings says nothing about it. */
const besideCount = 10;

/**
 * The last place at which the level shifted at once, or null: the line before it and the line after it do not meet there. Where
 * water begins to rise at once they do, however fast it then rises.
 */
export function trailingStep(
  dots: readonly Dot[],
  leastScatterCm: number,
): { readonly index: number; readonly byCm: number } | null {
  const n = dots.length;
  if (n < leastBefore + leastAfter) return null;
  const gaps = dots
    .slice(1)
    .map(({ t, cm }, i) => ({ index: i + 1, dt: t - dots[i]!.t, cm: cm - dots[i]!.cm }));
  const usual = median(gaps.map(({ dt, cm }) => cm / Math.max(dt, 1e-6)));
  const candidates = gaps
    .filter(({ index }) => index >= leastBefore && n - index >= leastAfter)
    .map((gap) => ({ ...gap, jump: Math.abs(gap.cm - usual * gap.dt) }))
    .sort((a, b) => b.jump - a.jump)
    .slice(0, 4);
  const found = candidates.flatMap(({ index, dt }) => {
    const at = (dots[index - 1]!.t + dots[index]!.t) / 2;
    const left = beside(dots.slice(Math.max(0, index - besideCount), index), at);
    const right = beside(dots.slice(index, index + besideCount), at);
    // Two or three lie on a line by themselves: only the scatter of more says anything.
    const off = [left.off, right.off].filter(({ length }) => length > 3).flat();
    const known = off.length > 0 ? off : [...left.off, ...right.off];
    const few = known.length / Math.max(1, known.length - 2);
    const scatter = Math.max(leastScatterCm, few * 1.4826 * median(known));
    const byCm = right.cm - left.cm;
    // Faster water on either side of the gap would explain as much.
    const moved = 1.5 * Math.max(Math.abs(left.cmMin), Math.abs(right.cmMin)) * dt;
    if (Math.abs(byCm) <= stepScatters * scatter + moved) return [];
    // The readings next to the place lie on their own line: water that rises fast for a while is no shift.
    const edge = Math.abs(byCm) / 4;
    if (left.off.at(-1)! > edge || right.off[0]! > edge) return [];
    // A wrong reading among few bends their line: each of few must lie off the other side's.
    const apart = (few: Side, other: Side): boolean =>
      few.dots.length > fewBeside ||
      few.dots.every((one) => {
        const off = one.cm - other.cm - other.cmMin * (one.t - at);
        return Math.abs(off) > stepScatters * scatter && off > 0 === (few === right ? byCm : -byCm) > 0;
      });
    return apart(left, right) && apart(right, left) ? [{ index, byCm }] : [];
  });
  return found.length === 0 ? null : found.reduce((a, b) => (b.index > a.index ? b : a));
}

/** A turn is looked for before readings that lie so many times the scatter off the line of those before them. */
const turnScatters = 4;
/** Two that run away the same way are no two wrong readings. */
const leastTurned = 2;
const leastBeforeTurn = 5;
/** The new pace must be so many times the old one, and at least so much faster in cm a minute. */
const turnTimes = 2;
const turnCmMin = 0.2;

/**
 * Where the newest readings leave the line of those before them and run away from it: water that stood and now rises. The
 * median line would take them for wrong readings until they are half of all, and call the water steady meanwhile. The index of
 * the last reading of the old pace, or null.
 */
export function trailingTurn(dots: readonly Dot[], leastScatterCm: number): number | null {
  const n = dots.length;
  for (let turned = Math.min(Math.floor(n / 2), n - leastBeforeTurn); turned >= leastTurned; turned -= 1) {
    const before = dots.slice(0, n - turned);
    const after = dots.slice(n - turned);
    const last = before.at(-1)!;
    const { cm, cmMin, off } = beside(before, last.t);
    const scatter = Math.max(leastScatterCm, 1.4826 * median(off));
    if (off.at(-1)! > turnScatters * scatter) continue;
    const span = last.t - before[0]!.t;
    const away = after.map((one) => one.cm - cm - cmMin * (one.t - last.t));
    const side = Math.sign(away[0]!);
    const runs = away.every((one, i) => {
      // A line is known the less the further it is drawn out.
      const room = turnScatters * scatter * (1 + (after[i]!.t - last.t) / span);
      return one * side > room && (i === 0 || one * side > away[i - 1]! * side + scatter);
    });
    const pace = median(pairSlopes([last, ...after]));
    if (runs && Math.abs(pace - cmMin) >= Math.abs(cmMin) * (turnTimes - 1) + turnCmMin)
      return n - turned - 1;
  }
  return null;
}
