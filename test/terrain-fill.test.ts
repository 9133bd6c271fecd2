import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, outlines } from '../electron/terrain/bands.ts';
import {
  floodMinutes,
  never,
  nodeStep,
  surfaceAt,
  tiled,
  type Fill,
  type Link,
} from '../electron/terrain/fill.ts';
import { alongLine, unknownCm } from '../electron/terrain/grid.ts';
import { onLine, surfacesOver, type WaterLine } from '../electron/terrain/surface.ts';

const rise = (mean: number) => ({ low: mean / 2, mean, high: mean * 2 });

/** Water over a whole small grid, by one gauge: the level is the same everywhere. */
function levelFill(
  columns: number,
  heightsCm: readonly number[],
  water: { readonly levelCm: number; readonly riseCmMin: number },
  more: Partial<Fill> = {},
): Fill {
  const rows = heightsCm.length / columns;
  const lines: WaterLine[] = [
    { line: [[0, 0]], gauges: [{ alongM: 0, levelCm: water.levelCm, rise: rise(water.riseCmMin) }] },
  ];
  const surface = surfacesOver(columns, rows, lines, (x, y) => [x, y]).mean;
  return {
    columns,
    rows,
    tiled: tiled(columns, rows, Int32Array.from(heightsCm)),
    surface,
    seeds: [0],
    links: [],
    lastMinute: 180,
    ...more,
  };
}

/**
 * The same by brute force and nothing else: spread over everything under the surface until nothing changes.
 */
function wetByForce(
  fill: Fill,
  heightsCm: readonly number[],
  levelAt: (column: number, row: number) => number,
): boolean[] {
  const { columns, rows, seeds, links } = fill;
  const under = Array.from({ length: columns * rows }, (_, cell) => {
    const height = heightsCm[cell]!;
    return height === unknownCm || height < levelAt(cell % columns, Math.floor(cell / columns));
  });
  const wet = under.map((_, cell) => seeds.includes(cell) && under[cell]!);
  for (let changed = true; changed;) {
    changed = false;
    for (let cell = 0; cell < wet.length; cell += 1) {
      if (wet[cell] || !under[cell]) continue;
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      const beside = wet.some((is, other) => {
        const [ox, oy] = [other % columns, Math.floor(other / columns)];
        return is && Math.abs(ox - x) <= 1 && Math.abs(oy - y) <= 1;
      });
      const through = links.some(
        ({ from, to, sillCm }) =>
          to === cell && wet[from]! && sillCm < levelAt(from % columns, Math.floor(from / columns)),
      );
      if (beside || through) {
        wet[cell] = true;
        changed = true;
      }
    }
  }
  return wet;
}

const grids = fc.integer({ min: 2, max: 12 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    heights: fc
      .integer({ min: 2, max: 10 })
      .chain((rows) =>
        fc.array(
          fc.oneof(
            { weight: 12, arbitrary: fc.integer({ min: 0, max: 400 }) },
            { weight: 1, arbitrary: fc.constant(unknownCm) },
          ),
          { minLength: columns * rows, maxLength: columns * rows },
        ),
      ),
    levelCm: fc.integer({ min: 0, max: 300 }),
    riseCmMin: fc.constantFrom(0, 0.5, 1, 2, 4),
    walls: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 450 })), { maxLength: 8 }),
    pipes: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 400 })), { maxLength: 3 }),
    seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  }),
);

describe('the extent of the water', () => {
  test('equals a flood fill by brute force at every minute, with walls, culverts and unknown cells', () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 0, max: 180 }), (made, minute) => {
        const cells = made.heights.length;
        const heights = [...made.heights];
        for (const [at, crest] of made.walls) heights[at % cells] = Math.max(heights[at % cells]!, crest);
        const links: Link[] = made.pipes.map(([a, b, sillCm]) => ({
          from: a % cells,
          to: b % cells,
          sillCm,
        }));
        const seeds = made.seeds.map((at) => at % cells);
        const fill = levelFill(made.columns, heights, made, { links, seeds });
        const found = floodMinutes(fill);
        const levelCm = made.levelCm + made.riseCmMin * minute;
        const wet = wetByForce(fill, heights, () => levelCm);
        expect([...found].map((at) => at <= minute)).toEqual(wet);
      }),
      { numRuns: 400 },
    );
  });

  test('on a falling river, each cell by the level at its own place', () => {
    fc.assert(
      fc.property(
        grids,
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: -60, max: 0 }),
        (made, minute, fall) => {
          const { columns, heights } = made;
          const rows = heights.length / columns;
          const line: WaterLine = {
          line: [[0, 0], [columns, 0]],
          gauges: [
            { alongM: 0, levelCm: made.levelCm, rise: rise(made.riseCmMin) },
            { alongM: columns, levelCm: made.levelCm + fall, rise: rise(made.riseCmMin / 2) },
          ],
        }; // prettier-ignore
          const surface = surfacesOver(columns, rows, [line], (x, y) => [x, y]).mean;
          const fill: Fill = {
            columns,
            rows,
            tiled: tiled(columns, rows, Int32Array.from(heights)),
            surface,
            seeds: [0],
            links: [],
            lastMinute: 180,
          };
          const wet = wetByForce(fill, heights, (x, y) => surfaceAt(surface, x, y, minute));
          const found = [...floodMinutes(fill)].map((at) => at <= minute);
          // A height within a hair of the surface may fall to either side: the one counts minutes, the other compares levels.
          const sure = heights.every(
            (height, cell) =>
              Math.abs(height - surfaceAt(surface, cell % columns, Math.floor(cell / columns), minute)) >
              0.01,
          );
          if (sure) expect(found).toEqual(wet);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('never shrinks when the level or the rate is higher', () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 1, max: 90 }), (made, more) => {
        const seeds = made.seeds.map((at) => at % made.heights.length);
        const low = floodMinutes(levelFill(made.columns, made.heights, made, { seeds }));
        const high = floodMinutes(
          levelFill(made.columns, made.heights, { ...made, levelCm: made.levelCm + more }, { seeds }),
        );
        const fast = floodMinutes(
          levelFill(made.columns, made.heights, { ...made, riseCmMin: made.riseCmMin + more }, { seeds }),
        );
        expect([...high].every((at, cell) => at <= low[cell]!)).toBe(true);
        expect([...fast].every((at, cell) => at <= low[cell]!)).toBe(true);
      }),
    );
  });

  test('a wall holds until the water is over its crest, and not where it has a gap', () => {
    // River | wall | low ground, five rows.
    const row = [0, 0, 300, 100, 100];
    const heights = Array.from({ length: 5 }, () => row).flat();
    const closed = levelFill(5, heights, { levelCm: 200, riseCmMin: 1 });
    const minutes = floodMinutes(closed);
    expect(minutes[3]).toBe(101);
    expect(minutes[2]).toBe(101);
    expect(minutes[1]).toBe(0);
    const open = floodMinutes({ ...closed, links: [{ from: 11, to: 13, sillCm: 220 }] });
    expect(open[13]).toBe(21);
    expect(open[3]).toBe(21);
    expect(open[2]).toBe(101);
  });

  test('a pit behind dry ground stays dry, a bathtub would fill it', () => {
    const minutes = floodMinutes(levelFill(5, [0, 500, 500, 500, 0], { levelCm: 300, riseCmMin: 0 }));
    expect([...minutes]).toEqual([0, never, never, never, never]);
  });

  test('can be called off while it runs', () => {
    const heights = Array.from({ length: 400 * 400 }, () => 0);
    const fill = levelFill(400, heights, { levelCm: 100, riseCmMin: 0 });
    expect(() =>
      floodMinutes({
        ...fill,
        step: () => {
          throw new Error('off');
        },
      }),
    ).toThrow('off');
  });
});

describe('lines', () => {
  test('no diagonal step leads across a line over cells', () => {
    const inside = fc.tuple(
      fc.double({ min: 0.01, max: 11.99, noNaN: true }),
      fc.double({ min: 0.01, max: 11.99, noNaN: true }),
    );
    fc.assert(
      fc.property(inside, inside, (from, to) => {
        const cells: number[] = [];
        alongLine({ columns: 12, rows: 12 }, [from, to], (cell) => cells.push(cell));
        expect(cells[0]).toBe(Math.floor(from[1]) * 12 + Math.floor(from[0]));
        expect(cells.at(-1)).toBe(Math.floor(to[1]) * 12 + Math.floor(to[0]));
        for (const [n, cell] of cells.entries()) {
          const before = cells[n - 1];
          if (before !== undefined) expect([1, 12]).toContain(Math.abs(cell - before));
        }
      }),
    );
  });

  test('a level between gauges is even, and beyond them falls on as between them', () => {
    const gauges = [
      { alongM: 100, levelCm: 1000, rise: rise(2) },
      { alongM: 300, levelCm: 900, rise: rise(4) },
    ];
    expect(onLine(gauges, 200)).toEqual({ levelCm: 950, rise: { low: 1.5, mean: 3, high: 6 } });
    expect(onLine(gauges, 400).levelCm).toBe(850);
    expect(onLine(gauges, 0).levelCm).toBe(1050);
    expect(onLine(gauges.slice(0, 1), 5000).levelCm).toBe(1000);
  });
});

describe('depth bands', () => {
  test('by depth', () => {
    expect([0, 29, 30, 99, 100, 199, 200, 900].map(bandOf)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  /** Square cells in a ring, by the shoelace rule. */
  const areaOf = (ring: readonly (readonly [number, number])[]): number =>
    Math.abs(
      ring.reduce((sum, [x, y], n) => {
        const [nx, ny] = ring[(n + 1) % ring.length]!;
        return sum + x * ny - nx * y;
      }, 0) / 2,
    );
  const within = ([x, y]: readonly [number, number], ring: readonly (readonly [number, number])[]): boolean =>
    ring.reduce((is, [ax, ay], n) => {
      const [bx, by] = ring[(n + 1) % ring.length]!;
      return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !is : is;
    }, false);

  test('outlines hold the middles of exactly the cells of their band, holes left out', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((columns) =>
            fc.tuple(
              fc.constant(columns),
              fc.array(fc.integer({ min: 0, max: 2 }), { minLength: columns, maxLength: columns * 9 }),
            ),
          ),
        ([columns, given]) => {
          const rows = Math.floor(given.length / columns);
          const labels = Uint8Array.from(given.slice(0, columns * rows));
          const found = outlines(labels, columns, rows);
          for (const band of [1, 2])
            for (const [cell, label] of labels.entries()) {
              const middle = [(cell % columns) + 0.5, Math.floor(cell / columns) + 0.5] as const;
              const covered = (found.get(band) ?? []).some(
                ([outer, ...holes]) => within(middle, outer!) && !holes.some((hole) => within(middle, hole)),
              );
              expect(covered, `${cell} of ${columns}`).toBe(label === band);
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a square of cells is a square with its corners cut', () => {
    const [polygon] = outlines(Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]), 4, 4).get(
      1,
    )!;
    expect(areaOf(polygon![0]!)).toBe(3.5);
  });

  test('the step between nodes is a power of two', () => {
    expect(Math.log2(nodeStep) % 1).toBe(0);
  });
});
