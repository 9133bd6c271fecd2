import type { Feature, FeatureCollection } from 'geojson';
import type { AnyLayer } from 'mapbox-gl';
import type { ShapeKind } from '../../electron/release/picture.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import type { Colours } from './colours.ts';

/** The widest below, so that the gravest is seen on top. */
const below: readonly ShapeKind[] = ['wedge', 'protect', 'level1', 'level2', 'level3', 'isolation'];

/** What releases reach: rings with their kind, and the spot itself. `word` names a kind on the map. */
export function releaseLayer(
  releases: readonly ReleaseZones[],
  word: (kind: ShapeKind) => string,
): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: releases.flatMap(({ release, picture }): Feature[] => [
      ...below.flatMap((kind, order) =>
        picture.shapes
          .filter((shape) => shape.kind === kind)
          .map(({ ring }): Feature => ({
            type: 'Feature',
            geometry: { type: 'Polygon', coordinates: [ring.map((at) => [...at])] },
            properties: { noun: 'release', id: release.id, kind, order, label: word(kind) },
          })),
      ),
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [release.longitude, release.latitude] },
        properties: { noun: 'release', id: release.id, kind: 'spot', label: `UN ${release.un}` },
      },
    ]),
  };
}

export const releaseLayerIds = [
  'release-fill',
  'release-line',
  'release-edge',
  'release-spot',
  'release-label',
] as const;

/** Colour by gravity, and a line of its own for each kind, so that they read in greyscale too. */
export function releaseLayers(c: Colours): AnyLayer[] {
  const colour = [
    'match',
    ['get', 'kind'],
    ['isolation', 'level3'],
    c.p1,
    'level2',
    c.p2,
    'level1',
    c.p3,
    c.text2,
  ];
  const zones = ['==', ['geometry-type'], 'Polygon'];
  const edge = ['in', ['get', 'kind'], ['literal', ['protect', 'wedge']]];
  return [
    {
      id: 'release-fill',
      type: 'fill',
      source: 'release',
      filter: zones,
      layout: { 'fill-sort-key': ['get', 'order'] },
      paint: {
        'fill-color': colour,
        'fill-opacity': [
          'match',
          ['get', 'kind'],
          'level3',
          0.3,
          'level2',
          0.2,
          'level1',
          0.1,
          'isolation',
          0.12,
          0.04,
        ],
      },
    },
    {
      id: 'release-line',
      type: 'line',
      source: 'release',
      filter: ['all', zones, ['!', edge]],
      paint: { 'line-color': colour, 'line-width': ['match', ['get', 'kind'], 'level1', 1.2, 2] },
    },
    {
      id: 'release-edge',
      type: 'line',
      source: 'release',
      filter: ['all', zones, edge],
      paint: { 'line-color': colour, 'line-width': 1.8, 'line-dasharray': [4, 2] },
    },
    {
      id: 'release-spot',
      type: 'circle',
      source: 'release',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 6,
        'circle-color': c.p1,
        'circle-stroke-color': c.land,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'release-label',
      type: 'symbol',
      source: 'release',
      filter: ['!=', ['get', 'kind'], 'wedge'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Noto Sans Bold'],
        'text-size': 12,
        'symbol-placement': 'point',
        'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
        'text-radial-offset': 0.9,
        'text-padding': 2,
      },
      paint: { 'text-color': colour, 'text-halo-color': c.land, 'text-halo-width': 1.8 },
    },
  ] as AnyLayer[];
}
