import type { Feature, FeatureCollection } from 'geojson';
import type { AnyLayer, Map as MapboxMap } from 'mapbox-gl';
import { bands, type Band } from '../../electron/terrain/bands.ts';
import type { InundationBands } from '../../electron/terrain/inundation.ts';
import type { Colours } from './colours.ts';

/** The bands of a minute as areas, and how far the water could be by then as an edge. */
export function inundationLayer(found: InundationBands): FeatureCollection {
  const area = (polygons: unknown, properties: Record<string, unknown>): Feature => ({
    type: 'Feature',
    geometry: { type: 'MultiPolygon', coordinates: polygons as number[][][][] },
    properties,
  });
  return {
    type: 'FeatureCollection',
    features: [
      ...found.bands.map(({ band, polygons }) => area(polygons, { band })),
      ...(found.upper.length > 0 ? [area(found.upper, { band: 'upper' })] : []),
    ],
  };
}

export const inundationLayerIds = [
  'inundation-fill',
  'inundation-hatch',
  'inundation-line',
  'inundation-upper',
] as const;

const imageOf = (band: Band): string => `water-${band}`;

/** Deeper is darker and hatched more closely, so that the bands read without colour; unknown ground is dotted. */
export function inundationLayers(c: Colours): AnyLayer[] {
  const areas = ['!=', ['get', 'band'], 'upper'];
  return [
    {
      id: 'inundation-fill',
      type: 'fill',
      source: 'inundation',
      filter: ['all', areas, ['!=', ['get', 'band'], 'unknown']],
      paint: {
        'fill-color': c.water2,
        'fill-opacity': ['match', ['get', 'band'], 'shallow', 0.22, 'knee', 0.36, 'chest', 0.5, 0.66],
        'fill-antialias': false,
      },
    },
    {
      id: 'inundation-hatch',
      type: 'fill',
      source: 'inundation',
      filter: areas,
      paint: { 'fill-pattern': ['concat', 'water-', ['get', 'band']], 'fill-antialias': false },
    },
    {
      id: 'inundation-line',
      type: 'line',
      source: 'inundation',
      filter: areas,
      paint: { 'line-color': c.water2, 'line-width': 1 },
    },
    {
      id: 'inundation-upper',
      type: 'line',
      source: 'inundation',
      filter: ['==', ['get', 'band'], 'upper'],
      paint: { 'line-color': c.text, 'line-width': 1.5, 'line-dasharray': [2, 2] },
    },
  ] as AnyLayer[];
}

const side = 24;
const pixelRatio = 2;
/** How far apart the lines of a band's hatching lie, in units of the picture, and in how many directions they run. */
const hatching: Readonly<Record<Band, readonly [apart: number, ways: number]>> = {
  shallow: [24, 1],
  knee: [12, 1],
  chest: [12, 2],
  over: [6, 2],
  unknown: [12, 0],
};

/** Puts the hatchings into the map, drawn in the theme now shown; called again when it changes. */
export function addHatchings(map: MapboxMap, colours: Colours): void {
  for (const band of bands) {
    const id = imageOf(band);
    if (map.hasImage(id)) map.removeImage(id);
    map.addImage(id, hatched(band, band === 'unknown' ? colours.text : colours.water2), { pixelRatio });
  }
}

function hatched(band: Band, colour: string): ImageData {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  const [apart, ways] = hatching[band];
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = band === 'over' ? 1.5 : 2;
  if (ways === 0)
    for (let x = apart / 2; x < side; x += apart)
      for (let y = apart / 2; y < side; y += apart) context.fillRect(x - 2, y - 2, 4, 4);
  context.beginPath();
  for (let at = -side; at < 2 * side; at += apart) {
    if (ways >= 1) {
      context.moveTo(at, side);
      context.lineTo(at + side, 0);
    }
    if (ways === 2) {
      context.moveTo(at, 0);
      context.lineTo(at + side, side);
    }
  }
  context.stroke();
  return context.getImageData(0, 0, side, side);
}
