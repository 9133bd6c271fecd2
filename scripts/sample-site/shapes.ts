/**
 * Plane geometry for drawing the sample site by hand: metres east and north of the site's origin,
 * turned into longitude and latitude only when a place is written.
 */
export type Xy = readonly [x: number, y: number];
export type LonLat = [lon: number, lat: number];

const ORIGIN = { lat: 44.07, lon: 22.1 } as const;

const RAD = Math.PI / 180;
// Lengths of one degree at the site's latitude on WGS 84.
const M_PER_LAT =
  111_132.954 - 559.822 * Math.cos(2 * ORIGIN.lat * RAD) + 1.175 * Math.cos(4 * ORIGIN.lat * RAD);
const M_PER_LON = 111_412.84 * Math.cos(ORIGIN.lat * RAD) - 93.5 * Math.cos(3 * ORIGIN.lat * RAD);

const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Local metres to longitude and latitude, 6 decimals (about 0.1 m). */
export function lonLat([x, y]: Xy): LonLat {
  return [sixDecimals(ORIGIN.lon + x / M_PER_LON), sixDecimals(ORIGIN.lat + y / M_PER_LAT)];
}

/** Longitude and latitude back to local metres. */
export function toXy([lon, lat]: readonly [number, number]): Xy {
  return [(lon - ORIGIN.lon) * M_PER_LON, (lat - ORIGIN.lat) * M_PER_LAT];
}

/** A turned drawing grid: `u` runs along the terrace, `v` up the slope, both in metres. */
export interface Grid {
  at(u: number, v: number): Xy;
  box(u0: number, v0: number, u1: number, v1: number): Xy[];
  poly(points: readonly Xy[]): Xy[];
  line(points: readonly Xy[]): Xy[];
}

/** A grid at a point, turned anticlockwise by degrees. */
export function grid([x, y]: Xy, degrees: number): Grid {
  const c = Math.cos(degrees * RAD);
  const s = Math.sin(degrees * RAD);
  const at = (u: number, v: number): Xy => [x + u * c - v * s, y + u * s + v * c];
  const poly = (points: readonly Xy[]): Xy[] => points.map(([u, v]) => at(u, v));
  return {
    at,
    poly,
    line: poly,
    box: (u0, v0, u1, v1) =>
      poly([
        [u0, v0],
        [u1, v0],
        [u1, v1],
        [u0, v1],
      ]),
  };
}

/** A round tank or pond. */
export function circle([x, y]: Xy, radiusM: number, corners = 28): Xy[] {
  return Array.from({ length: corners }, (_, i): Xy => {
    const turn = (i / corners) * 2 * Math.PI;
    return [x + radiusM * Math.cos(turn), y + radiusM * Math.sin(turn)];
  });
}

/** An irregular rounded outline: an ellipse whose radius swings with a few slow waves. */
export function blob(centre: Xy, rx: number, ry: number, wobble: number, phase: number, corners = 48): Xy[] {
  return Array.from({ length: corners }, (_, i): Xy => {
    const a = (i / corners) * 2 * Math.PI;
    const swing =
      1 +
      wobble *
        (0.5 * Math.sin(2 * a + phase) +
          0.32 * Math.sin(3 * a + phase * 2.3) +
          0.2 * Math.sin(5 * a - phase * 1.7));
    return [centre[0] + rx * swing * Math.cos(a), centre[1] + ry * swing * Math.sin(a)];
  });
}

function spline(p0: Xy, p1: Xy, p2: Xy, p3: Xy, t: number): Xy {
  const on = (a: number, b: number, c: number, d: number): number =>
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
  return [on(p0[0], p1[0], p2[0], p3[0]), on(p0[1], p1[1], p2[1], p3[1])];
}

/** A smooth curve through every given point (Catmull-Rom), `steps` pieces per span. */
export function smooth(points: readonly Xy[], steps = 6, closed = false): Xy[] {
  const count = points.length;
  const get = (i: number): Xy =>
    points[closed ? (i + count) % count : Math.max(0, Math.min(count - 1, i))] ?? [0, 0];
  const out: Xy[] = [];
  for (let span = 0; span < (closed ? count : count - 1); span += 1) {
    for (let step = 0; step < steps; step += 1) {
      out.push(spline(get(span - 1), get(span), get(span + 1), get(span + 2), step / steps));
    }
  }
  if (!closed) out.push(get(count - 1));
  return out;
}

/** A line moved sideways, to the left of its direction for positive metres. */
export function offset(line: readonly Xy[], metres: number | ((share: number) => number)): Xy[] {
  return line.map((point, i): Xy => {
    const before = line[Math.max(0, i - 1)] ?? point;
    const after = line[Math.min(line.length - 1, i + 1)] ?? point;
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    const by = typeof metres === 'number' ? metres : metres(i / Math.max(1, line.length - 1));
    return [
      point[0] - ((after[1] - before[1]) / length) * by,
      point[1] + ((after[0] - before[0]) / length) * by,
    ];
  });
}

/** The strip between two offsets of one line, as a polygon outline. */
export function strip(
  line: readonly Xy[],
  left: number | ((share: number) => number),
  right: number | ((share: number) => number),
): Xy[] {
  return [...offset(line, right), ...offset(line, left).reverse()];
}

/** The part of a line whose x lies between two values (ends interpolated by nearest vertex). */
export const between = (line: readonly Xy[], x0: number, x1: number): Xy[] =>
  line.filter(([x]) => x >= x0 && x <= x1);

/** Points along a line at equal distances, with the line's direction there (radians). */
export function walk(line: readonly Xy[], everyM: number, startM: number): { at: Xy; direction: number }[] {
  const out: { at: Xy; direction: number }[] = [];
  let next = startM;
  let gone = 0;
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1] as Xy;
    const b = line[i] as Xy;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    while (next <= gone + length && length > 0) {
      const t = (next - gone) / length;
      out.push({
        at: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t],
        direction: Math.atan2(b[1] - a[1], b[0] - a[0]),
      });
      next += everyM;
    }
    gone += length;
  }
  return out;
}

/** Metres from a point to a line, positive to the left of its direction, with the x of the nearest point. */
export function fromLine([x, y]: Xy, line: readonly Xy[]): { metres: number; nearX: number } {
  let best = { metres: Number.POSITIVE_INFINITY, nearX: 0 };
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1] as Xy;
    const b = line[i] as Xy;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
    const nx = a[0] + dx * t;
    const ny = a[1] + dy * t;
    const distance = Math.hypot(x - nx, y - ny);
    if (distance < Math.abs(best.metres)) {
      const side = dx * (y - a[1]) - dy * (x - a[0]) >= 0 ? 1 : -1;
      best = { metres: distance * side, nearX: nx };
    }
  }
  return best;
}

/** Whether a point lies in a polygon outline (even-odd rule). */
export function inside([x, y]: Xy, outline: readonly Xy[]): boolean {
  let within = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i, i += 1) {
    const a = outline[i] as Xy;
    const b = outline[j] as Xy;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) within = !within;
  }
  return within;
}

/** The average of an outline's corners. */
export function middle(points: readonly Xy[]): Xy {
  const sum = points.reduce<[number, number]>((acc, [x, y]) => [acc[0] + x, acc[1] + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** Fewer points, none of the dropped ones further from the line than the tolerance (Douglas-Peucker). */
export function simplify(line: readonly Xy[], toleranceM: number): Xy[] {
  if (line.length < 3) return [...line];
  const first = line[0] as Xy;
  const last = line[line.length - 1] as Xy;
  let worst = 0;
  let at = 0;
  for (let i = 1; i < line.length - 1; i += 1) {
    const metres = Math.abs(fromLine(line[i] as Xy, [first, last]).metres);
    if (metres > worst) {
      worst = metres;
      at = i;
    }
  }
  if (worst <= toleranceM) return [first, last];
  return [
    ...simplify(line.slice(0, at + 1), toleranceM).slice(0, -1),
    ...simplify(line.slice(at), toleranceM),
  ];
}
