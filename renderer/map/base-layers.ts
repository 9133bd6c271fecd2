import type { AnyLayer, Expression } from 'mapbox-gl';
import type { Colours } from './colours.ts';

/** Pixels of a metre at zoom 10 and 22 at the site's latitude (512-pixel tiles); between them it doubles with each step. */
function metres(latitude: number, of: Expression | number): Expression {
  const pixels = (zoom: number): number => 2 ** zoom / (78_271.517 * Math.cos((latitude * Math.PI) / 180));
  return [
    'interpolate',
    ['exponential', 2],
    ['zoom'],
    10,
    ['*', of, pixels(10)],
    22,
    ['*', of, pixels(22)],
  ] as Expression;
}

const kind = (...kinds: string[]): Expression => ['in', ['get', 'kind'], ['literal', kinds]] as Expression;
const form = (...forms: string[]): Expression => ['in', ['get', 'form'], ['literal', forms]] as Expression;
const all = (...parts: Expression[]): Expression => ['all', ...parts] as Expression;
const not = (part: Expression): Expression => ['!', part] as Expression;
const shape = (type: 'Polygon' | 'LineString' | 'Point'): Expression =>
  ['==', ['geometry-type'], type] as Expression;

type Paint = Readonly<Record<string, unknown>>;
function layer(
  id: string,
  type: 'fill' | 'line' | 'symbol',
  filter: Expression,
  paint: Paint,
  layout: Paint = {},
  minzoom = 0,
): AnyLayer {
  return {
    id,
    type,
    source: 'places',
    filter,
    paint,
    layout,
    ...(minzoom > 0 ? { minzoom } : {}),
  } as AnyLayer;
}
function back(id: string, type: 'fill' | 'line', of: string, paint: Paint, minzoom = 0): AnyLayer {
  return {
    id,
    type,
    source: 'backdrop',
    filter: ['==', ['get', 'kind'], of],
    paint,
    ...(minzoom > 0 ? { minzoom } : {}),
  } as AnyLayer;
}

/**
 * Land, water, roads and buildings: greys that recede, water blue because it is water. In drawing order. Called again
 * for another theme; ids stay, so that only paints need to change.
 */
export function baseLayers(c: Colours, latitude: number): AnyLayer[] {
  const tone = (night: string, day: string): string => (c.night ? night : day);
  const bed = tone('#14191b', '#d8dedb');
  const width = metres(latitude, ['get', 'widthM'] as Expression);
  const casing = metres(latitude, ['+', ['get', 'widthM'], 2] as Expression);
  return [
    { id: 'land', type: 'background', paint: { 'background-color': c.land } },
    back('field', 'fill', 'field', { 'fill-color': tone('#1d2322', '#dde4d8') }),
    back('forest', 'fill', 'forest', { 'fill-color': tone('#182320', '#d3ded3') }),
    back('contour', 'line', 'contour', { 'line-color': tone('#242b2f', '#d3d9d6'), 'line-width': 1 }, 12),
    back('scarp', 'line', 'scarp', { 'line-color': tone('#30383d', '#bcc4c2'), 'line-width': 1.5 }, 13),
    back('house', 'fill', 'house', { 'fill-color': tone('#262c30', '#d2d8da') }, 13),
    layer('areas', 'fill', all(kind('area'), shape('Polygon')), {
      'fill-color': tone('#1f2629', '#dbe0df'),
      'fill-opacity': 0.9,
    }),
    layer('area-edges', 'line', all(kind('area'), shape('Polygon')), {
      'line-color': tone('#2d353a', '#c3cbcd'),
      'line-width': 1,
    }),
    layer('pit', 'fill', kind('pit'), { 'fill-color': bed }),
    layer('benches', 'fill', all(kind('bench'), not(form('dumpTier'))), {
      'fill-color': tone('#0c0f11', '#b9c1c3'),
      'fill-opacity': 0.28,
    }),
    layer('tiers', 'fill', all(kind('bench'), form('dumpTier')), {
      'fill-color': tone('#39434a', '#ffffff'),
      'fill-opacity': 0.22,
    }),
    layer('bench-edges', 'line', kind('pit', 'bench'), {
      'line-color': tone('#39434a', '#a6b0b4'),
      'line-width': 1,
    }),
    layer('dams', 'fill', all(kind('tailingsDam', 'wall'), shape('Polygon')), {
      'fill-color': [
        'match',
        ['get', 'form'],
        'basin',
        tone('#26323a', '#c4d4dc'),
        'beach',
        tone('#2a2f30', '#dcd9cd'),
        tone('#313a3f', '#cdd3d1'),
      ],
    }),
    layer('water', 'fill', all(kind('water', 'river'), shape('Polygon')), {
      'fill-color': c.water,
      'fill-opacity': tone('0.55', '0.9') === '0.55' ? 0.55 : 0.9,
    }),
    layer(
      'streams',
      'line',
      all(kind('river'), shape('LineString'), not(form('axis'))),
      { 'line-color': c.water, 'line-opacity': 0.6, 'line-width': width },
      { 'line-cap': 'round', 'line-join': 'round' },
    ),
    layer('dam-edges', 'line', all(kind('tailingsDam'), shape('LineString')), {
      'line-color': tone('#4b565d', '#97a2a6'),
      'line-width': 1.5,
    }),
    layer(
      'haul-roads',
      'line',
      kind('haulRoad'),
      { 'line-color': tone('#2b3135', '#efeae0'), 'line-width': width },
      { 'line-cap': 'round', 'line-join': 'round' },
    ),
    layer(
      'road-casings',
      'line',
      kind('road'),
      { 'line-color': tone('#14181a', '#c9cfd1'), 'line-width': casing },
      { 'line-cap': 'round', 'line-join': 'round' },
    ),
    layer(
      'roads',
      'line',
      kind('road'),
      { 'line-color': c.road, 'line-width': width },
      { 'line-cap': 'round', 'line-join': 'round' },
    ),
    layer('rails', 'line', kind('rail'), {
      'line-color': c.rail,
      'line-opacity': 0.55,
      'line-width': 1.5,
      'line-dasharray': [4, 2],
    }),
    layer('walls', 'line', all(kind('wall'), shape('LineString')), {
      'line-color': c.text3,
      'line-width': 2.5,
    }),
    layer(
      'buildings',
      'fill',
      all(kind('building', 'substation', 'store', 'tank'), shape('Polygon')),
      { 'fill-color': c.built },
      {},
      12,
    ),
    layer('building-edges', 'line', all(kind('building', 'substation', 'store', 'tank'), shape('Polygon')), {
      'line-color': tone('#5b666e', '#8f9ba1'),
      'line-width': ['interpolate', ['linear'], ['zoom'], 13, 0.4, 17, 1.4],
    }),
    layer('conveyors', 'line', kind('conveyor'), {
      'line-color': tone('#556069', '#98a3a8'),
      'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.8, 17, 3],
    }),
    layer(
      'flood-works',
      'line',
      all(kind('barrier', 'culvert'), shape('LineString')),
      { 'line-color': c.water2, 'line-width': 2.5 },
      {},
      13,
    ),
    layer(
      'hydrants',
      'symbol',
      kind('hydrant'),
      {},
      { 'icon-image': 'hydrant', 'icon-size': 0.7, 'icon-allow-overlap': false },
      15.5,
    ),
    layer(
      'gates',
      'symbol',
      kind('siteGate'),
      { 'text-color': c.text2, 'text-halo-color': c.land, 'text-halo-width': 1.4 },
      label(11, 'key'),
      13.5,
    ),
  ];
}

function label(size: number, of: 'name' | 'key'): Paint {
  return {
    'text-field': ['get', of],
    'text-font': ['Noto Sans Regular'],
    'text-size': size,
    'text-max-width': 8,
    'text-padding': 4,
  };
}

/** Names of areas and buildings, above everything of the base but below the live things. */
export function nameLayers(c: Colours): AnyLayer[] {
  const paint = { 'text-color': c.text2, 'text-halo-color': c.land, 'text-halo-width': 1.6 };
  return [
    layer(
      'area-names',
      'symbol',
      all(kind('area', 'pit', 'tailingsDam', 'water'), shape('Polygon'), not(form('basin', 'beach'))),
      { ...paint, 'text-color': c.text3 },
      label(12, 'name'),
      12.5,
    ),
    layer(
      'building-names',
      'symbol',
      all(kind('building', 'store', 'substation'), shape('Polygon')),
      paint,
      label(11, 'name'),
      15,
    ),
    layer('tank-names', 'symbol', all(kind('tank'), shape('Polygon')), paint, label(10, 'key'), 16.5),
    layer(
      'road-names',
      'symbol',
      kind('road', 'haulRoad', 'river'),
      { ...paint, 'text-color': c.text3 },
      { ...label(11, 'name'), 'symbol-placement': 'line' },
      15,
    ),
  ];
}
