import type { Feature, FeatureCollection } from 'geojson';
import type { AnyLayer } from 'mapbox-gl';
import type { BlastOnMap } from '../../electron/blast/blast.ts';
import { circle, planeAt } from '../../electron/release/ground.ts';
import type { Colours } from './colours.ts';

type Ring = 'people' | 'equipment' | 'throw';

/** Around each shot: how far people and machines stay, and how far rock may fly. Words come from `say`. */
export function blastLayer(
  shots: readonly BlastOnMap[],
  say: { readonly ring: (kind: Ring, metres: number) => string; readonly spot: (shot: BlastOnMap) => string },
): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shots.flatMap((shot): Feature[] => {
      const plane = planeAt([shot.longitude, shot.latitude]);
      const misfire = shot.state === 'misfire';
      const properties = { noun: 'blast', id: shot.id, misfire };
      const ring = (kind: Ring, metres: number): Feature => ({
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [[...circle(metres), circle(metres)[0]!].map((at) => plane.from(at))],
        },
        properties: { ...properties, kind, label: say.ring(kind, metres) },
      });
      return [
        ring('people', shot.peopleM),
        ring('equipment', shot.equipmentM),
        ...(shot.throwM === null ? [] : [ring('throw', shot.throwM)]),
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [shot.longitude, shot.latitude] },
          properties: { ...properties, kind: 'spot', label: say.spot(shot) },
        },
      ];
    }),
  };
}

export const blastLayerIds = [
  'blast-fill',
  'blast-line',
  'blast-dash',
  'blast-dot',
  'blast-spot',
  'blast-label',
  'blast-ring-label',
] as const;

/** Grey while a shot is planned, coloured while a misfire waits; each circle has a line of its own. */
export function blastLayers(c: Colours): AnyLayer[] {
  const colour = ['case', ['get', 'misfire'], c.p2, c.text2];
  const of = (kind: Ring) => ['==', ['get', 'kind'], kind];
  const line = (id: string, kind: Ring, dash: readonly number[] | null) => ({
    id,
    type: 'line',
    source: 'blast',
    filter: of(kind),
    paint: { 'line-color': colour, 'line-width': 2, ...(dash && { 'line-dasharray': dash }) },
  });
  const words = { 'text-color': c.text, 'text-halo-color': c.land, 'text-halo-width': 1.8 };
  return [
    {
      id: 'blast-fill',
      type: 'fill',
      source: 'blast',
      filter: of('people'),
      paint: { 'fill-color': colour, 'fill-opacity': 0.07 },
    },
    line('blast-dash', 'people', [4, 2]),
    line('blast-line', 'equipment', null),
    line('blast-dot', 'throw', [1, 2]),
    {
      id: 'blast-spot',
      type: 'circle',
      source: 'blast',
      filter: ['==', ['get', 'kind'], 'spot'],
      paint: {
        'circle-radius': 5,
        'circle-color': colour,
        'circle-stroke-color': c.land,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'blast-label',
      type: 'symbol',
      source: 'blast',
      filter: ['==', ['get', 'kind'], 'spot'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Noto Sans Bold'],
        'text-size': 13,
        'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
        'text-radial-offset': 0.8,
      },
      paint: words,
    },
    {
      id: 'blast-ring-label',
      type: 'symbol',
      source: 'blast',
      filter: ['==', ['geometry-type'], 'Polygon'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Noto Sans Regular'],
        'text-size': 12,
        'symbol-placement': 'line',
        'symbol-spacing': 700,
      },
      paint: words,
    },
  ] as unknown as AnyLayer[];
}
