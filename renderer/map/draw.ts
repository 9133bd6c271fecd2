import MapboxDraw from '@mapbox/mapbox-gl-draw';
import type { Feature, Geometry, LineString, Point, Polygon } from 'geojson';
import type { Map as MapboxMap } from 'mapbox-gl';
import area from '@turf/area';
import length from '@turf/length';
import type { Colours } from './colours.ts';

/** What is being drawn: an outline, a line, a point (each click moves it), or the corners of what is there already. */
export type Tool = 'zone' | 'measure' | 'point' | 'reshape';

/** The outline so far, and when it was finished. */
export interface Drawn {
  readonly geometry: Polygon | LineString | Point;
  readonly lengthM: number;
  readonly areaM2: number;
}

/** A drawing that goes on; `stop` takes it away, `show` puts a shape that was typed in its place. */
export interface Drawing {
  readonly stop: () => void;
  readonly show: (geometry: Geometry) => void;
}

/** Starts drawing on a map. Escape and double click are the library's own. */
export function startDrawing(
  map: MapboxMap,
  colours: Colours,
  options: {
    readonly tool: Tool;
    readonly outline?: Geometry;
    readonly onDrawn: (drawn: Drawn | null) => void;
  },
): Drawing {
  const draw = new MapboxDraw({ displayControlsDefault: false, styles: drawStyles(colours) });
  map.addControl(draw);
  map.doubleClickZoom.disable();
  const report = (): void => {
    const features = draw.getAll().features as Feature<Drawn['geometry']>[];
    const feature = features.at(-1);
    options.onDrawn(feature ? measured(feature.geometry) : null);
    if (options.tool !== 'point') return;
    for (const before of features.slice(0, -1)) draw.delete(String(before.id));
    // The library leaves its own mode only after it has told of the point.
    setTimeout(() => map.hasControl(draw) && draw.changeMode('draw_point'));
  };
  const events = ['draw.create', 'draw.update', 'draw.delete'] as const;
  for (const event of events) map.on(event, report);
  if (options.outline) {
    const [id] = draw.add({ type: 'Feature', properties: {}, geometry: options.outline });
    draw.changeMode('direct_select', { featureId: String(id) });
  } else if (options.tool === 'point') draw.changeMode('draw_point');
  else if (options.tool === 'measure') draw.changeMode('draw_line_string');
  else draw.changeMode('draw_polygon');
  return {
    show: (geometry) => {
      if (!map.hasControl(draw)) return;
      if (options.tool === 'point') draw.changeMode('draw_point');
      else draw.changeMode('simple_select');
      draw.set({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', id: 'typed', properties: {}, geometry }],
      });
    },
    stop: () => {
      for (const event of events) map.off(event, report);
      map.doubleClickZoom.enable();
      // The map itself may be gone already.
      if (map.getContainer().isConnected && map.hasControl(draw)) map.removeControl(draw);
    },
  };
}

/** Length along the line or around the outline in metres, area in square metres. */
export function measured(geometry: Drawn['geometry']): Drawn {
  const feature: Feature<Drawn['geometry']> = { type: 'Feature', properties: {}, geometry };
  return {
    geometry,
    lengthM: geometry.type === 'Point' ? 0 : length(feature, { units: 'meters' }),
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
