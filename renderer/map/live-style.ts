import type { AnyLayer } from 'mapbox-gl';
import { blastLayerIds, blastLayers } from './blast-layer.ts';
import type { Colours } from './colours.ts';
import { inundationLayerIds, inundationLayers } from './inundation-layer.ts';

/** The groups that the layer list switches, with the layers of each. */
export const layerGroups = {
  zones: ['zone-fill', 'zone-line', 'zone-label'],
  // Drawn over the map by the window itself.
  release: [],
  blast: blastLayerIds,
  inundation: inundationLayerIds,
  flood: [
    'breach',
    'breach-line',
    'breach-label',
    'flood-zone',
    'flood-zone-line',
    'flood-zone-label',
    'gauge',
    'gauge-label',
    'gauge-alarm-label',
    'device',
  ],
  hazmat: ['store', 'store-verdict', 'store-label', 'check', 'check-label'],
  teams: ['team', 'team-label'],
  muster: ['muster', 'muster-label'],
  closures: ['closure', 'closure-mark'],
  hydrants: ['hydrants'],
  names: ['area-names', 'building-names', 'tank-names', 'road-names', 'gates'],
} as const;
export type LayerGroup = keyof typeof layerGroups;

/** Layers whose things can be clicked, the topmost first. */
export const clickable = [
  'team', 'muster', 'gauge', 'store', 'device', 'closure-mark', 'closure', 'hydrants', 'zone-fill', 'buildings', 'roads', 'haul-roads',
  'flood-zone', 'dams', 'water', 'pit', 'areas',
] as const; // prettier-ignore

/** What is going on, above the land; hazards keep an outline or a pattern so that they read in greyscale. */
export function liveLayers(c: Colours): AnyLayer[] {
  const level = (normal: string): unknown => [
    'match',
    ['get', 'level'],
    'danger',
    c.p1,
    'warning',
    c.p2,
    'watch',
    c.p3,
    normal,
  ];
  const zone: unknown = [
    'match',
    ['get', 'kind'],
    'hot',
    c.p1,
    'warm',
    c.p2,
    'cold',
    c.p3,
    'exclusion',
    c.p1,
    c.focus,
  ];
  const text = (color: unknown) => ({
    'text-color': color,
    'text-halo-color': c.land,
    'text-halo-width': 1.8,
  });
  const label = (offset: readonly [number, number], size = 12) => ({
    'text-field': ['get', 'label'],
    'text-font': ['Noto Sans Bold'],
    'text-size': size,
    'text-anchor': 'left',
    'text-offset': offset,
    'text-padding': 1,
  });
  /** A name on whichever side of its sign is free; `ems` from the sign's middle. */
  const beside = (ems: number, size = 12) => ({
    'text-field': ['get', 'label'],
    'text-font': ['Noto Sans Bold'],
    'text-size': size,
    'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
    'text-radial-offset': ems,
    'text-justify': 'auto',
    'text-padding': 1,
  });
  const icon = (image: unknown, size: unknown = 1) => ({
    'icon-image': image,
    'icon-size': size,
    'icon-allow-overlap': true,
    'icon-ignore-placement': false,
    'icon-padding': 0,
  });
  const abnormal = ['match', ['get', 'level'], ['danger', 'warning', 'watch'], true, false];
  /** Signs grow with the scale: over the whole site they are small, so that they stay apart. */
  const grows = ['interpolate', ['linear'], ['zoom'], 11, 0.5, 14, 0.8];
  const layers = [
    ...inundationLayers(c),
    {
      id: 'flood-zone',
      type: 'fill',
      source: 'floodZones',
      paint: {
        'fill-color': level(c.water),
        'fill-opacity': ['match', ['get', 'level'], ['danger', 'warning', 'watch'], 0.22, 0.05],
      },
    },
    {
      id: 'flood-zone-line',
      type: 'line',
      source: 'floodZones',
      paint: {
        'line-color': level(c.water2),
        'line-opacity': ['match', ['get', 'level'], ['danger', 'warning', 'watch'], 1, 0.45],
        'line-width': ['match', ['get', 'level'], ['danger', 'warning', 'watch'], 2, 1],
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'breach',
      type: 'fill',
      source: 'breach',
      paint: {
        'fill-color': ['match', ['get', 'state'], 'there', c.p1, 'soon', c.p2, c.p3],
        'fill-opacity': ['match', ['get', 'state'], 'there', 0.4, 0.2],
      },
    },
    {
      id: 'breach-line',
      type: 'line',
      source: 'breach',
      paint: {
        'line-color': ['match', ['get', 'state'], 'there', c.p1, 'soon', c.p2, c.p3],
        'line-width': ['match', ['get', 'state'], 'there', 3, 1.5],
      },
    },
    { id: 'zone-fill', type: 'fill', source: 'zones', paint: { 'fill-color': zone, 'fill-opacity': 0.14 } },
    { id: 'zone-line', type: 'line', source: 'zones', paint: { 'line-color': zone, 'line-width': 2.5 } },
    ...blastLayers(c),
    {
      id: 'closure',
      type: 'line',
      source: 'closures',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': c.p2, 'line-width': 4, 'line-dasharray': [1, 1] },
    },
    // Names stand below the signs and in this order of weight: the library places the topmost first, so that a name
    // gives way to every sign and to the names that matter more.
    {
      id: 'breach-label',
      type: 'symbol',
      source: 'breach',
      paint: text(c.text),
      layout: { ...label([0, 0], 13), 'text-anchor': 'center' },
    },
    {
      id: 'flood-zone-label',
      type: 'symbol',
      source: 'floodZones',
      minzoom: 13.5,
      paint: text(level(c.water2)),
      layout: { ...label([0, 0], 11), 'text-anchor': 'center' },
    },
    {
      id: 'store-label',
      type: 'symbol',
      source: 'stores',
      minzoom: 14.5,
      paint: text(['match', ['get', 'verdict'], 'forbidden', c.p1, 'conditions', c.p2, c.text2]),
      layout: beside(1.4, 12),
    },
    {
      id: 'muster-label',
      type: 'symbol',
      source: 'musters',
      minzoom: 13,
      paint: text(['match', ['get', 'state'], 'missing', c.p2, c.text2]),
      layout: beside(1.2),
    },
    {
      id: 'team-label',
      type: 'symbol',
      source: 'teams',
      minzoom: 13,
      paint: text(['case', ['get', 'working'], c.text, c.text3]),
      layout: {
        ...label([1.2, 0]),
        'text-offset': [
          'interpolate',
          ['linear'],
          ['get', 'slot'],
          0,
          ['literal', [1.2, 0]],
          9,
          ['literal', [1.2, 16]],
        ],
      },
    },
    {
      id: 'gauge-label',
      type: 'symbol',
      source: 'gauges',
      minzoom: 13,
      filter: ['!', abnormal],
      paint: text(c.text3),
      layout: beside(1.2),
    },
    {
      id: 'zone-label',
      type: 'symbol',
      source: 'zones',
      paint: text(c.text),
      layout: { ...label([0, 0]), 'text-anchor': 'center' },
    },
    // Work that two people have checked: its shape says how it stands.
    {
      id: 'check',
      type: 'circle',
      source: 'checks',
      minzoom: 12,
      paint: {
        'circle-radius': 5,
        // Filled: a ring is a team that is available.
        'circle-color': ['case', ['get', 'bad'], c.p2, c.text],
        'circle-stroke-width': 2,
        'circle-stroke-color': c.land,
      },
    },
    {
      id: 'check-label',
      type: 'symbol',
      source: 'checks',
      minzoom: 13,
      layout: beside(0.8),
      paint: text(['case', ['get', 'bad'], c.p2, c.text]),
    },
    // Signs, all shown.
    {
      id: 'device',
      type: 'symbol',
      source: 'devices',
      minzoom: 14,
      layout: icon(['concat', ['get', 'sign'], ['case', ['get', 'bad'], '-bad', '']], 0.8),
    },
    {
      id: 'store',
      type: 'symbol',
      source: 'stores',
      minzoom: 13,
      layout: icon(['get', 'sign'], ['interpolate', ['linear'], ['zoom'], 13, 0.6, 16, 1]),
    },
    {
      // How it stands by the assessment: a shape beside the placard, and a word in its name.
      id: 'store-verdict',
      type: 'symbol',
      source: 'stores',
      minzoom: 12,
      filter: ['!=', ['get', 'verdict'], 'allowed'],
      layout: {
        ...icon(
          ['concat', 'store-', ['get', 'verdict']],
          ['interpolate', ['linear'], ['zoom'], 12, 0.7, 16, 1],
        ),
        'icon-offset': [15, -13],
      },
    },
    {
      id: 'closure-mark',
      type: 'symbol',
      source: 'closures',
      layout: { ...icon('roadClosed', 0.9), 'symbol-placement': 'point' },
    },
    {
      id: 'muster',
      type: 'symbol',
      source: 'musters',
      minzoom: 12,
      layout: icon(['match', ['get', 'state'], 'missing', 'musterPoint', 'musterPoint-grey'], grows),
    },
    {
      id: 'gauge',
      type: 'symbol',
      source: 'gauges',
      layout: icon(
        ['match', ['get', 'level'], 'danger', 'level1', 'warning', 'level2', 'watch', 'level3', 'gauge'],
        grows,
      ),
    },
    {
      id: 'team',
      type: 'symbol',
      source: 'teams',
      layout: {
        ...icon(['get', 'sign'], grows),
        'icon-offset': [
          'interpolate',
          ['linear'],
          ['get', 'slot'],
          0,
          ['literal', [0, 0]],
          9,
          ['literal', [0, 240]],
        ],
      },
    },
    {
      // What the water does where it is over a level is read at every scale, whatever else stands there.
      id: 'gauge-alarm-label',
      type: 'symbol',
      source: 'gauges',
      filter: abnormal,
      paint: text(c.text),
      layout: { ...beside(1.2), 'text-allow-overlap': true },
    },
    {
      id: 'selected-line',
      type: 'line',
      source: 'selected',
      paint: { 'line-color': c.focus, 'line-width': 3 },
    },
    {
      id: 'selected-point',
      type: 'circle',
      source: 'selected',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 14,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': c.focus,
        'circle-stroke-width': 2.5,
      },
    },
  ];
  return layers as unknown as AnyLayer[];
}
