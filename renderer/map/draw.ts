import MapboxDraw from '@mapbox/mapbox-gl-draw';
import type { Feature, LineString, Polygon } from 'geojson';
import type { Map as MapboxMap } from 'mapbox-gl';
import area from '@turf/area';
import length from '@turf/length';
import type { Colours } from './colours.ts';

/** What is being drawn: a zone's outline, a line or an outline to measure, or corners of a zone that are moved. */
export type Tool = 'zone' | 'measure' | 'reshape';

/** The outline so far, and when it was finished. */
export interface Drawn {
  readonly geometry: Polygon | LineString;
  readonly lengthM: number;
  readonly areaM2: number;
}

/** Starts drawing on a map; `stop` takes it away. Escape and double click are the library's own. */
export function startDrawing(
  map: MapboxMap,
  colours: Colours,
  options: {
    readonly tool: Tool;
    readonly outline?: Polygon;
    readonly onDrawn: (drawn: Drawn | null) => void;
  },
): { readonly stop: () => void } {
  const draw = new MapboxDraw({ displayControlsDefault: false, styles: drawStyles(colours) });
  map.addControl(draw);
  map.doubleClickZoom.disable();
  const report = (): void => {
    const feature = draw.getAll().features.at(-1) as Feature<Polygon | LineString> | undefined;
    options.onDrawn(feature ? measured(feature.geometry) : null);
  };
  const events = ['draw.create', 'draw.update', 'draw.delete'] as const;
  for (const event of events) map.on(event, report);
  if (options.outline) {
    const [id] = draw.add({ type: 'Feature', properties: {}, geometry: options.outline });
    draw.changeMode('direct_select', { featureId: String(id) });
  } else if (options.tool === 'measure') draw.changeMode('draw_line_string');
  else draw.changeMode('draw_polygon');
  return {
    stop: () => {
      for (const event of events) map.off(event, report);
      map.doubleClickZoom.enable();
      // The map itself may be gone already.
      if (map.getContainer().isConnected && map.hasControl(draw)) map.removeControl(draw);
    },
  };
}

/** Length along the line or around the outline in metres, area in square metres. */
export function measured(geometry: Polygon | LineString): Drawn {
  const feature: Feature<Polygon | LineString> = { type: 'Feature', properties: {}, geometry };
  return {
    geometry,
    lengthM: length(feature, { units: 'meters' }),
    areaM2: geometry.type === 'Polygon' ? area(feature) : 0,
  };
}

function drawStyles(c: Colours): object[] {
  return [
    {
      id: 'draw-fill',
      type: 'fill',
      filter: ['==', '$type', 'Polygon'],
      paint: { 'fill-color': c.focus, 'fill-opacity': 0.15 },
    },
    {
      id: 'draw-line',
      type: 'line',
      filter: ['!=', '$type', 'Point'],
      paint: { 'line-color': c.focus, 'line-width': 2.5 },
    },
    {
      id: 'draw-point',
      type: 'circle',
      filter: ['==', '$type', 'Point'],
      paint: {
        'circle-radius': 6,
        'circle-color': c.raised,
        'circle-stroke-color': c.focus,
        'circle-stroke-width': 2.5,
      },
    },
  ];
}
