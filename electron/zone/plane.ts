/** Longitude and latitude in degrees, WGS 84. */
export type LonLat = readonly [number, number];

const earthM = 6_371_008.8;
const rad = Math.PI / 180;

/** Metres between two positions on a sphere; good to half a percent, which is enough for limits and labels. */
export function metresBetween(a: LonLat, b: LonLat): number {
  const half = Math.sin(((b[1] - a[1]) * rad) / 2) ** 2;
  const across = Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(((b[0] - a[0]) * rad) / 2) ** 2;
  return 2 * earthM * Math.asin(Math.min(1, Math.sqrt(half + across)));
}

/** A ring or line on a plane that touches the sphere at its first position, in metres. */
function onPlane(line: readonly LonLat[]): [number, number][] {
  const [lon0, lat0] = line[0] ?? [0, 0];
  const east = earthM * rad * Math.cos(lat0 * rad);
  return line.map(([lon, lat]) => [(lon - lon0) * east, (lat - lat0) * earthM * rad]);
}

/** Square metres inside a closed ring of a site's size. */
export function ringAreaM2(ring: readonly LonLat[]): number {
  const points = onPlane(ring);
  let twice = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const [x1, y1] = points[i]!;
    const [x2, y2] = points[i + 1]!;
    twice += x1 * y2 - x2 * y1;
  }
  return Math.abs(twice) / 2;
}

/** Where a closed ring crosses or touches itself, or null when it is simple. */
export function selfCrossing(ring: readonly LonLat[]): LonLat | null {
  const points = onPlane(ring);
  const edges = points.length - 1;
  for (let i = 0; i < edges; i++) {
    for (let j = i + 1; j < edges; j++) {
      // Neighbours share a corner; they are wrong only when one runs back over the other.
      if (j === i + 1 || (i === 0 && j === edges - 1)) {
        const [before, corner, after] = j === i + 1 ? [i, j, j + 1] : [j, 0, 1];
        if (runsBack(points[before]!, points[corner]!, points[after]!)) return ring[corner]!;
      } else if (cross(points[i]!, points[i + 1]!, points[j]!, points[j + 1]!)) {
        return meeting(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!);
      }
    }
  }
  return null;
}

type Xy = readonly [number, number];

/** Twice the signed area of a triangle; within a millimetre squared of zero counts as on one line. */
function turn(a: Xy, b: Xy, c: Xy): number {
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  return Math.abs(area) < 1e-6 ? 0 : Math.sign(area);
}

function between(a: Xy, b: Xy, p: Xy): boolean {
  return (
    Math.min(a[0], b[0]) <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= p[1] &&
    p[1] <= Math.max(a[1], b[1])
  );
}

function cross(a: Xy, b: Xy, c: Xy, d: Xy): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

function runsBack(before: Xy, corner: Xy, after: Xy): boolean {
  const dot =
    (before[0] - corner[0]) * (after[0] - corner[0]) + (before[1] - corner[1]) * (after[1] - corner[1]);
  return turn(before, corner, after) === 0 && dot > 0;
}

function meeting(a: LonLat, b: LonLat, c: LonLat, d: LonLat): LonLat {
  const scale = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (scale === 0) return c;
  const share = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / scale;
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}
