import type { AnySourceData, Map as MapboxMap, RasterSource } from 'mapbox-gl';
import type { ListedBasemap } from '../../electron/basemap/basemap.ts';

/** The first layer above basemaps: they lie on the land and under everything that Tocsin knows. */
const above = 'areas';

/** Puts the site's own basemaps that are switched on under the site, in their order, and takes the others away. */
export function showBasemaps(map: MapboxMap, basemaps: readonly ListedBasemap[]): void {
  const shown = basemaps.filter((basemap) => basemap.shown && !basemap.missing);
  const wanted = new Set(shown.map((basemap) => `basemap-${basemap.id}`));
  for (const layer of map.getStyle().layers ?? []) {
    const source = 'source' in layer && typeof layer.source === 'string' ? layer.source : '';
    if (source.startsWith('basemap-') && !wanted.has(source)) map.removeLayer(layer.id);
  }
  for (const basemap of shown) {
    const id = `basemap-${basemap.id}`;
    if (!map.getSource(id)) map.addSource(id, sourceOf(basemap));
    for (const layer of layersOf(basemap)) {
      if (map.getLayer(layer.id)) map.moveLayer(layer.id, above);
      else map.addLayer(layer as never, above);
    }
  }
}

/** How the map asks for a basemap: tiles only where the set has some, and only at its zooms. */
export function sourceOf(basemap: ListedBasemap): AnySourceData {
  const base = `tocsin://app/basemap/${basemap.id}`;
  const within = { bounds: [...basemap.bounds] as [number, number, number, number] };
  const zooms = { minzoom: basemap.minZoom ?? 0, maxzoom: basemap.maxZoom ?? 18 };
  switch (basemap.kind) {
    case 'rasterTiles':
      return {
        type: 'raster',
        tiles: [`${base}/{z}/{x}/{y}`],
        tileSize: 256,
        ...zooms,
        ...within,
      } as RasterSource;
    case 'vectorTiles':
      return { type: 'vector', tiles: [`${base}/{z}/{x}/{y}`], ...zooms, ...within };
    case 'image':
      return { type: 'image', url: `${base}/data`, coordinates: basemap.corners as never };
    case 'features':
      return { type: 'geojson', data: `${base}/data` };
  }
}

function layersOf(basemap: ListedBasemap): { readonly id: string }[] {
  const source = `basemap-${basemap.id}`;
  const lines = { 'line-color': '#7a868e', 'line-width': 1 };
  switch (basemap.kind) {
    case 'rasterTiles':
    case 'image':
      return [{ id: source, type: 'raster', source, paint: { 'raster-opacity': 0.85 } } as { id: string }];
    case 'features':
      return [
        {
          id: `${source}-fill`,
          type: 'fill',
          source,
          filter: ['==', ['geometry-type'], 'Polygon'],
          paint: { 'fill-color': '#7a868e', 'fill-opacity': 0.15 },
        } as { id: string },
        { id: `${source}-line`, type: 'line', source, paint: lines } as { id: string },
      ];
    case 'vectorTiles':
      return basemap.vectorLayers.map(
        (name) =>
          ({ id: `${source}-${name}`, type: 'line', source, 'source-layer': name, paint: lines }) as {
            id: string;
          },
      );
  }
}
