type Point = readonly [number, number, ...number[]];

const side = (a: Point, b: Point, p: Point): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));

/** The corners at which a closed ring crosses itself; an open ring, or one too short, answers its first corner. */
export function crossings(ring: readonly Point[]): Point[] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (!first || !last || ring.length < 4) return first ? [first] : [];
  if (first[0] !== last[0] || first[1] !== last[1]) return [first];
  const out: Point[] = [];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const a = ring[i] as Point;
    const b = ring[i + 1] as Point;
    for (let j = i + 2; j + 1 < ring.length; j += 1) {
      if (i === 0 && j === ring.length - 2) continue;
      const c = ring[j] as Point;
      const d = ring[j + 1] as Point;
      if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) out.push(a);
    }
  }
  return out;
}
