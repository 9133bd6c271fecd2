import type { ShapeKind } from '../../electron/release/picture.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';

/** The widest below, so that the gravest is seen on top. */
export const below: readonly ShapeKind[] = ['wedge', 'protect', 'level1', 'level2', 'level3', 'isolation'];

type LonLat = readonly [number, number];
/** A place on the screen, in pixels from the map's upper left. */
export type Pixel = readonly [x: number, y: number];

export interface Outline {
  readonly key: string;
  readonly kind: ShapeKind;
  readonly ring: readonly LonLat[];
  /** Metres that the outline stands for; null where none is said (how far the wind may turn). */
  readonly metres: number | null;
  /** It goes further than the model or the book says. */
  readonly orMore: boolean;
}

/** What releases reach, in the order in which it is drawn. */
export function outlinesOf(releases: readonly ReleaseZones[]): Outline[] {
  return releases.flatMap(({ release, picture }) =>
    below.flatMap((kind) =>
      picture.shapes
        .filter((shape) => shape.kind === kind)
        .map(({ ring }): Outline => {
          const zone = picture.zones.find(({ rank }) => kind === `level${rank}`);
          const metres =
            kind === 'isolation'
              ? (picture.erg?.isolateM ?? null)
              : kind === 'protect'
                ? (picture.erg?.protectKm ?? 0) * 1000
                : (zone?.distanceM ?? null);
          const orMore = kind === 'protect' ? (picture.erg?.orMore ?? false) : (zone?.beyond ?? false);
          return { key: `${release.id} ${kind}`, kind, ring, metres, orMore };
        }),
    ),
  );
}

/** West, south, east and north of everything that is drawn; null when nothing is. */
export function boundsOf(outlines: readonly Outline[]): [LonLat, LonLat] | null {
  const points = outlines.flatMap(({ ring }) => ring);
  if (points.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [
    [west, south],
    [east, north],
  ];
}

/** A ring of pixels as an SVG path; tenths of a pixel are seen by nobody. */
export function pathOf(ring: readonly Pixel[]): string {
  return `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
const apart = (a: Box, b: Box): boolean =>
  a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

const nearestPx = 24;

/**
 * Where each name stands: on its own outline, as far from the release as there is room, whole on the screen and over no
 * other name. The gravest is given its place first; null where there is no room.
 */
export function placeNames(
  names: readonly { readonly ring: readonly Pixel[]; readonly widthPx: number }[],
  spot: Pixel,
  screen: { readonly width: number; readonly height: number },
  taken: readonly Box[] = [],
): (Pixel | null)[] {
  const used = [...taken];
  const half = 10;
  const placed = names.toReversed().map(({ ring, widthPx }): Pixel | null => {
    const far = ring.toSorted(
      (a, b) => Math.hypot(b[0] - spot[0], b[1] - spot[1]) - Math.hypot(a[0] - spot[0], a[1] - spot[1]),
    );
    for (const [x, y] of far) {
      // At the release itself it would say which of all?
      if (Math.hypot(x - spot[0], y - spot[1]) < nearestPx) return null;
      // Beside the line, on the side away from the release.
      const away = Math.hypot(x - spot[0], y - spot[1]) || 1;
      const at: Pixel = [
        x + ((x - spot[0]) / away) * (widthPx / 2 + 6),
        y + ((y - spot[1]) / away) * (half + 4),
      ];
      const box: Box = {
        left: at[0] - widthPx / 2,
        right: at[0] + widthPx / 2,
        top: at[1] - half,
        bottom: at[1] + half,
      };
      const whole =
        box.left >= 4 && box.right <= screen.width - 4 && box.top >= 4 && box.bottom <= screen.height - 4;
      if (!whole || used.some((other) => !apart(box, other))) continue;
      used.push(box);
      return at;
    }
    return null;
  });
  return placed.toReversed();
}
