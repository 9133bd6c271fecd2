import 'mapbox-gl/dist/mapbox-gl.css';
import './map.css';
import type { FeatureCollection } from 'geojson';
import mapboxgl from 'mapbox-gl';
import workerUrl from 'mapbox-gl/dist/mapbox-gl-csp-worker.js?url';
import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../electron/replay/replay.ts';
import { useQueryOf } from '../api.ts';
import { usePreferences } from '../ui/preferences.ts';
import { useText } from '../ui/text.ts';
import { baseLayers, nameLayers } from './base-layers.ts';
import { coloursNow } from './colours.ts';
import { sourceNames, useMapData } from './layer-data.ts';
import { clickable, layerGroups, liveLayers, type LayerGroup } from './live-style.ts';
import { addSigns } from './map-signs.ts';
import { nothing } from './place-layer.ts';
import { ReleaseOverlay } from './release-overlay.tsx';
import { viewKey } from './show-on-map.ts';
import { showBasemaps } from './basemap-layers.ts';

// The library's types do not know the build whose worker is a file of its own.
(mapboxgl as unknown as { workerUrl: string }).workerUrl = workerUrl;

export interface Selected {
  readonly noun: 'place' | 'team' | 'zone' | 'closure' | 'point';
  readonly id: string;
  readonly longitude: number;
  readonly latitude: number;
}

interface Props {
  readonly label: string;
  readonly incidentId: string | null;
  /** Replay: everything as it stood then; live rows are not shown. */
  readonly snapshot?: Snapshot | null;
  readonly selected?: Selected | null;
  readonly onSelect?: (selected: Selected) => void;
  readonly hidden?: readonly LayerGroup[];
  /** Gives the map to tools that need it (drawing, measuring); null when it goes. */
  readonly onMap?: (map: mapboxgl.Map | null) => void;
  readonly onPointer?: (at: { readonly longitude: number; readonly latitude: number } | null) => void;
  /** A strip keeps its own view; the map screen remembers its view between visits. */
  readonly remember?: boolean;
  /** Where to look first, e.g. the place of the incident. */
  readonly centre?: readonly [number, number] | null;
}

function keptView(): { center: [number, number]; zoom: number } | null {
  try {
    return JSON.parse(localStorage.getItem(viewKey) ?? 'null') as {
      center: [number, number];
      zoom: number;
    } | null;
  } catch {
    return null;
  }
}

/** The site's map. The only component that owns a mapbox map; it needs no tiles and no network. */
export function SiteMap(props: Props) {
  const { incidentId, snapshot = null, selected = null, hidden = [], centre = null } = props;
  const { t, format } = useText();
  const site = useQueryOf('site.info', {}).data;
  const siteFile = site?.file;
  const siteLatitude = site?.latitude;
  const siteLongitude = site?.longitude;
  const siteIsSample = site?.sample;
  const theme = usePreferences((preferences) => preferences.theme);
  const basemaps = useQueryOf('basemap.list', {}).data;
  const { data, where, ready } = useMapData(incidentId, snapshot);
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<mapboxgl.Map | null>(null);
  const sent = useRef(new Map<string, FeatureCollection>());
  const hear = useRef(props);
  hear.current = props;

  useEffect(() => {
    if (!box.current || siteFile === undefined || siteLatitude === undefined || siteLongitude === undefined)
      return undefined;
    const remembered = hear.current.remember ? keptView() : null;
    const made = new mapboxgl.Map({
      container: box.current,
      style: {
        version: 8,
        sources: {},
        layers: [],
        glyphs: 'tocsin://app/resources/map/glyphs/{fontstack}/{range}.pbf',
      },
      center: remembered?.center ?? [siteLongitude, siteLatitude],
      zoom: remembered?.zoom ?? 13.4,
      minZoom: 9,
      maxZoom: 20,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      localIdeographFontFamily: "'Noto Sans SC Variable', 'Noto Sans SC', sans-serif",
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new mapboxgl.ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
    sent.current = new Map();
    made.once('load', () => {
      const colours = coloursNow();
      addSigns(made, colours);
      for (const name of [...sourceNames, 'backdrop', 'selected'] as const)
        made.addSource(name, { type: 'geojson', data: nothing });
      for (const each of [
        ...baseLayers(colours, siteLatitude),
        ...nameLayers(colours),
        ...liveLayers(colours),
      ])
        made.addLayer(each);
      if (siteIsSample) void addBackdrop(made);
      setMap(made);
      hear.current.onMap?.(made);
    });
    made.on('click', (event) => {
      const found = made.queryRenderedFeatures(event.point, { layers: [...clickable] });
      const top = clickable.flatMap((id) => found.filter((feature) => feature.layer.id === id))[0];
      const { lng, lat } = event.lngLat;
      hear.current.onSelect?.({
        noun: (top?.properties?.['noun'] as Selected['noun'] | undefined) ?? 'point',
        id: String(top?.properties?.['id'] ?? ''),
        longitude: lng,
        latitude: lat,
      });
    });
    made.on('mousemove', ({ lngLat }) =>
      hear.current.onPointer?.({ longitude: lngLat.lng, latitude: lngLat.lat }),
    );
    made.on('moveend', () => {
      if (hear.current.remember)
        localStorage.setItem(
          viewKey,
          JSON.stringify({ center: made.getCenter().toArray(), zoom: made.getZoom() }),
        );
    });
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(box.current);
    return () => {
      resized.disconnect();
      hear.current.onMap?.(null);
      setMap(null);
      made.remove();
    };
    // The map is made once for a site; everything else reaches it through the effects below.
  }, [siteFile, siteLatitude, siteLongitude, siteIsSample]);

  // Only the sources whose rows changed are sent again.
  useEffect(() => {
    if (!map) return;
    for (const name of sourceNames) {
      if (sent.current.get(name) === data[name]) continue;
      sent.current.set(name, data[name]);
      (map.getSource(name) as mapboxgl.GeoJSONSource).setData(data[name]);
    }
  });

  useEffect(() => {
    if (!map || !site) return;
    const colours = coloursNow();
    addSigns(map, colours);
    for (const each of [
      ...baseLayers(colours, site.latitude),
      ...nameLayers(colours),
      ...liveLayers(colours),
    ])
      for (const [name, value] of Object.entries((each as { paint?: object }).paint ?? {}))
        map.setPaintProperty(each.id, name, value);
  }, [map, site, theme]);

  useEffect(() => {
    if (!map) return;
    for (const [group, ids] of Object.entries(layerGroups))
      for (const id of ids)
        map.setLayoutProperty(id, 'visibility', hidden.includes(group as LayerGroup) ? 'none' : 'visible');
  }, [map, hidden]);

  useEffect(() => {
    if (map && basemaps) showBasemaps(map, basemaps);
  }, [map, basemaps]);

  useEffect(() => {
    if (!map) return;
    const place = selected ? where.get(selected.id) : undefined;
    const geometry =
      place?.geometry ??
      (selected ? { type: 'Point', coordinates: [selected.longitude, selected.latitude] } : null);
    const feature = geometry && { type: 'Feature', geometry, properties: {} };
    (map.getSource('selected') as mapboxgl.GeoJSONSource).setData((feature ?? nothing) as FeatureCollection);
  }, [map, selected, where]);

  const [centreLon, centreLat] = centre ?? [];
  useEffect(() => {
    if (map && centreLon !== undefined && centreLat !== undefined)
      map.jumpTo({ center: [centreLon, centreLat], zoom: Math.max(map.getZoom(), 14.6) });
  }, [map, centreLon, centreLat]);

  return (
    <div className="site-map" data-ready={map !== null && ready}>
      <div ref={box} className="canvas" role="region" aria-label={props.label} />
      {map && !hidden.includes('release') && (
        <ReleaseOverlay
          map={map}
          incidentId={incidentId}
          then={snapshot && snapshot.releases}
          name={props.remember ? 'map' : 'strip'}
        />
      )}
      {snapshot && (
        <p className="replay-mark">
          {t('map.replay')} {format.dateTime(snapshot.at)}
        </p>
      )}
    </div>
  );
}

/** Hills, forests and the village: they come with the sample site and are no places of the register. */
async function addBackdrop(map: mapboxgl.Map): Promise<void> {
  const response = await fetch('tocsin://app/resources/sample-site/geography.json');
  if (!response.ok) return;
  const { backdrop } = (await response.json()) as { backdrop: { kind: string; geometry: object }[] };
  const features = backdrop.map(({ kind, geometry }) => ({
    type: 'Feature',
    geometry,
    properties: { kind },
  }));
  const source = map.getSource('backdrop') as mapboxgl.GeoJSONSource | undefined;
  source?.setData({ type: 'FeatureCollection', features } as FeatureCollection);
}
