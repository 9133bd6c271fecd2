import type { Geometry, Names } from '../../electron/schema-parts.ts';
import type { PlaceKind } from '../../electron/place/place.ts';
import { concentrator } from './concentrator.ts';
import { draft, say, spot, type Draft, type Facts } from './draft.ts';
import { mine } from './mine.ts';
import { roadNet } from './roads.ts';
import { safety } from './safety.ts';
import { grid, lonLat, smooth, type LonLat, type Xy } from './shapes.ts';
import { smelter } from './smelter.ts';
import { tailings } from './tailings.ts';
import { heightM } from './terrain.ts';
import { water } from './water.ts';
import { yards } from './yards.ts';

/** A place as the data file keeps it; `parentKey` names another place. */
export interface SitePlace {
  readonly key: string;
  readonly kind: PlaceKind;
  readonly names: Names;
  readonly geometry: Geometry;
  readonly parentKey: string | null;
  readonly attributes: Facts;
}

/** Twice the signed area; positive is anticlockwise. */
const turning = (ring: readonly Xy[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] as Xy;
    return sum + x * ny - nx * y;
  }, 0);

/** GeoJSON ring: anticlockwise, closed, no corner twice in a row after rounding. */
function ring(outline: readonly Xy[]): LonLat[] {
  const turned = turning(outline) < 0 ? [...outline].reverse() : outline;
  const points = turned.map(lonLat).filter((p, i, all) => {
    const before = all[(i + all.length - 1) % all.length] as LonLat;
    return p[0] !== before[0] || p[1] !== before[1];
  });
  return [...points, points[0] as LonLat];
}

function geometryOf(shape: Draft['shape']): Geometry {
  if ('point' in shape) return { type: 'Point', coordinates: lonLat(shape.point) };
  if ('line' in shape) return { type: 'LineString', coordinates: shape.line.map(lonLat) };
  return { type: 'Polygon', coordinates: [ring(shape.polygon)] };
}

const levelled = new Set<PlaceKind>([
  'area',
  'building',
  'store',
  'tank',
  'muster',
  'hydrant',
  'substation',
  'siteGate',
  'pump',
  'floodGate',
  'post',
]);

/** Every place of the sample site, larger things before what stands on them. */
export function geography(): SitePlace[] {
  const settlement = draft(
    'V-1',
    'area',
    say('Brezova village', 'Selo Brezova', '布雷佐瓦村'),
    {
      polygon: smooth(
        grid([2290, -370], 2).poly([
          [-270, -110],
          [0, -150],
          [260, -130],
          [280, 90],
          [60, 150],
          [-220, 120],
        ]),
        4,
        true,
      ),
    },
    { form: 'settlement', outsideSite: true, residents: 340 },
  );
  const fixed = [
    settlement,
    ...mine(),
    ...tailings(),
    ...water(),
    ...concentrator(),
    ...smelter(),
    ...yards(),
    ...roadNet(),
  ];
  return [...fixed, ...safety(fixed)].map(({ key, kind, names, shape, parentKey, attributes }) => {
    const groundM = Math.round(heightM(spot(shape)) * 10) / 10;
    return {
      key,
      kind,
      names,
      geometry: geometryOf(shape),
      parentKey,
      attributes:
        levelled.has(kind) && attributes.groundM === undefined && parentKey !== 'PIT-1'
          ? { ...attributes, groundM }
          : attributes,
    };
  });
}
