import { DUMP_FOOT, PIT_RIM } from './mine.ts';
import { random } from './random.ts';
import { blob, fromLine, grid, lonLat, offset, smooth, type LonLat, type Xy } from './shapes.ts';
import { TAILINGS_FEET } from './tailings.ts';
import { contours, RIVER, SMELTER as S } from './terrain.ts';

/** Land that nobody can act on: drawn under the places, never clicked. */
export interface BackdropFeature {
  readonly kind: 'contour' | 'forest' | 'field' | 'scarp' | 'house' | 'countryRoad';
  readonly heightM?: number;
  readonly geometry:
    | { readonly type: 'LineString'; readonly coordinates: LonLat[] }
    | { readonly type: 'Polygon'; readonly coordinates: LonLat[][] };
}

const closed = (outline: readonly Xy[]): LonLat[][] => {
  const points = outline.map(lonLat);
  return [[...points, points[0] as LonLat]];
};

const woods: readonly (readonly [Xy, number, number, number])[] = [
  [[-1900, -1330], 470, 270, 0.4],
  [[-980, -1420], 400, 250, 2.2],
  [[-120, -1330], 330, 260, 3.1],
  [[1360, -1420], 440, 260, 1.2],
  [[2230, -1440], 320, 240, 4.4],
  [[180, 520], 190, 130, 1.1],
  [[420, 860], 170, 210, 2.8],
  [[560, 1330], 230, 260, 0.3],
  [[1330, 1450], 380, 210, 1.8],
  [[2160, 1120], 330, 360, 3.6],
  [[2330, 470], 190, 240, 5.1],
  [[1240, -90], 150, 120, 2.4],
  [[-1240, 1450], 400, 200, 0.9],
  [[-1780, 1560], 240, 140, 4],
  [[-2480, 160], 120, 300, 2],
  [[-2450, 1450], 190, 230, 1.4],
  [[420, 190], 120, 84, 4.2],
  [[-2350, -860], 230, 150, 0.2],
];

const fields: readonly (readonly [Xy, number, number, number])[] = [
  [[1780, -690], 150, 62, -14],
  [[2120, -730], 130, 78, -18],
  [[2400, -790], 110, 90, -22],
  [[1620, -250], 130, 70, 9],
  [[1950, -270], 110, 54, 4],
  [[-1180, -690], 150, 66, -26],
  [[-1560, -620], 140, 70, -24],
  [[-2040, -560], 140, 66, -15],
  [[1340, -800], 96, 48, 24],
  [[480, -1240], 150, 90, -16],
  [[700, -1530], 120, 80, -28],
  [[-560, -1020], 130, 64, 8],
];

/** A wood's edge runs in and out in short steps. */
const ragged = (outline: readonly Xy[], [cx, cy]: Xy, phase: number): Xy[] =>
  outline.map(([x, y], i): Xy => {
    const swing =
      1 +
      0.05 * Math.sin(i * 0.9 + phase) +
      0.045 * Math.sin(i * 1.63 + phase * 3) +
      0.03 * Math.sin(i * 2.9);
    return [cx + (x - cx) * swing, cy + (y - cy) * swing];
  });

function houses(): Xy[][] {
  const roll = random(7);
  const rows = [
    grid([2170, -440], -4),
    grid([2190, -320], 3),
    grid([2420, -470], -10),
    grid([2440, -260], 8),
    grid([640, -1600], 62),
    grid([1640, -470], -8),
  ];
  return rows.flatMap((row, n) =>
    Array.from({ length: n < 4 ? 9 : 4 }, (_, i): Xy[] => {
      const u = (i - 4) * 27 + roll.whole(-4, 4);
      const v = (i % 2 === 0 ? 12 : -14) + roll.whole(-3, 3);
      const w = roll.whole(8, 13);
      const d = roll.whole(7, 10);
      return i % 3 === 0
        ? row.poly([
            [u, v],
            [u + w, v],
            [u + w, v + d],
            [u + w - 5, v + d],
            [u + w - 5, v + d + 5],
            [u, v + d + 5],
          ])
        : row.box(u, v, u + w, v + d);
    }),
  );
}

/** Contours every 10 m, woods, fields, terrace scarps and the village's houses. */
export function backdrop(): BackdropFeature[] {
  const frame = { x0: -2600, y0: -1760, x1: 2600, y1: 1760, cellM: 26 };
  const river = [...offset(RIVER, 14), ...offset(RIVER, -14).reverse()];
  const lines = contours(frame, 10, [PIT_RIM, DUMP_FOOT, ...TAILINGS_FEET, river]);
  const scarps: Xy[][] = [
    smooth(
      S.line([
        [-470, -48],
        [-360, -54],
        [-100, -38],
        [220, -38],
        [420, -42],
      ]),
      6,
    ),
    smooth(
      S.line([
        [-470, -196],
        [-300, -212],
        [0, -208],
        [300, -207],
        [420, -205],
      ]),
      6,
    ),
    smooth(
      S.line([
        [-140, 136],
        [0, 132],
        [96, 128],
        [146, 96],
      ]),
      6,
    ),
  ];
  return [
    ...fields.map(([centre, w, h, turn]): BackdropFeature => ({
      kind: 'field',
      geometry: {
        type: 'Polygon',
        coordinates: closed(
          grid(centre, turn).poly([
            [-w, -h],
            [w * 0.9, -h * 1.1],
            [w, h * 0.85],
            [-w * 0.8, h],
          ]),
        ),
      },
    })),
    ...woods
      .filter(([[x, y]]) => Math.abs(fromLine([x, y], RIVER).metres) > 60)
      .map(([centre, rx, ry, phase]): BackdropFeature => ({
        kind: 'forest',
        geometry: {
          type: 'Polygon',
          coordinates: closed(ragged(blob(centre, rx, ry, 0.36, phase, 90), centre, phase)),
        },
      })),
    ...lines.map(({ heightM, line }): BackdropFeature => ({
      kind: 'contour',
      heightM,
      geometry: { type: 'LineString', coordinates: line.map(lonLat) },
    })),
    ...scarps.map((line): BackdropFeature => ({
      kind: 'scarp',
      geometry: { type: 'LineString', coordinates: line.map(lonLat) },
    })),
    ...houses().map((outline): BackdropFeature => ({
      kind: 'house',
      geometry: { type: 'Polygon', coordinates: closed(outline) },
    })),
  ];
}
