import type mapboxgl from 'mapbox-gl';
import { useCallback, useEffect, useMemo, useState, type FormEvent } from 'react';
import type { Place } from '../../electron/place/place.ts';
import type { Zone } from '../../electron/zone/zone.ts';
import { call, useQueryOf } from '../api.ts';
import { mayCall, useCommands } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import { BasemapPanel } from './basemap-panel.tsx';
import { coloursNow } from './colours.ts';
import { latLonText, parsePosition, utmText } from './coordinates.ts';
import { startDrawing, type Drawn } from './draw.ts';
import { FindOnMap } from './find-on-map.tsx';
import { LayerPanel } from './layer-panel.tsx';
import type { LayerGroup } from './live-style.ts';
import { ThingPanel } from './map-panel.tsx';
import { middleOf } from './place-layer.ts';
import { PlaceTools } from './place-tools.tsx';
import { SiteMap, type Selected } from './site-map.tsx';
import { ZoneTools } from './zone-tools.tsx';

type Side = 'layers' | 'find' | 'basemaps' | 'zone' | 'measure' | 'thing' | 'place';
const hiddenKey = 'tocsin.map.hidden';

/** The heart: land, water, stores, teams, heads, zones; click a thing for its facts and what can be done to it. */
export default function MapScreen() {
  const { t } = useText();
  const running =
    useQueryOf('incident.page', { states: ['running', 'stoodDown'], limit: 1 }).data?.rows[0] ?? null;
  const incidentId = running?.id ?? null;
  const seat = useQueryOf('session.state', {}).data;
  const role = seat?.kind === 'signedIn' ? seat.operator.role : null;
  const zones =
    useQueryOf('zone.list', { incidentId: incidentId ?? '' }, { enabled: incidentId !== null }).data ?? [];
  const [map, setMap] = useState<mapboxgl.Map | null>(null);
  const [selected, select] = useState<Selected | null>(null);
  const [side, setSide] = useState<Side>('layers');
  const [hidden, setHidden] = useState<readonly LayerGroup[]>(
    () => JSON.parse(localStorage.getItem(hiddenKey) ?? '[]') as LayerGroup[],
  );
  const [pointer, setPointer] = useState<{ longitude: number; latitude: number } | null>(null);
  const [reshaped, reshape] = useState<Zone | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [edited, edit] = useState<Place | null>(null);
  const places = useQueryOf('place.all', {}).data;
  const zone = selected?.noun === 'zone' ? zones.find((one) => one.id === selected.id) : undefined;
  const mayAddPlace = mayCall('place.add', role);
  const mayDraw = incidentId !== null && mayCall('zone.draw', role);

  useEffect(() => localStorage.setItem(hiddenKey, JSON.stringify(hidden)), [hidden]);
  useCommands(
    useMemo(
      () => [
        { id: 'map.find', title: 'map.find', keys: 'Alt+F', run: () => setSide('find') },
        { id: 'map.layers', title: 'map.layers', keys: 'Alt+L', run: () => setSide('layers') },
        { id: 'map.measure', title: 'map.measure', keys: 'Alt+M', run: () => setSide('measure') },
        { id: 'map.print', title: 'map.print', run: () => void call('map.print', {}) },
        ...(mayDraw
          ? [
              {
                id: 'zone.draw',
                title: 'zone.draw',
                name: 'zone.draw' as const,
                keys: 'Alt+Z',
                run: () => {
                  reshape(null);
                  setSide('zone');
                },
              },
            ]
          : []),
      ],
      [mayDraw],
    ),
  );

  const goTo = useCallback(
    (longitude: number, latitude: number): void => {
      map?.jumpTo({ center: [longitude, latitude], zoom: Math.max(map.getZoom(), 16) });
    },
    [map],
  );
  const show = useCallback(
    (place: Place): void => {
      const [longitude, latitude] = middleOf(place.geometry);
      goTo(longitude, latitude);
      select({ noun: 'place', id: place.id, longitude, latitude });
      setSide('thing');
    },
    [goTo],
  );
  useIntent('place.add', () => {
    edit(null);
    setSide('place');
  });
  useIntent('basemap.import', () => setSide('basemaps'));
  useIntent('place', setWanted);
  useIntent('closure.close', () => setSide('find'));
  useEffect(() => {
    const place = places?.find((one) => one.id === wanted);
    if (!map || !place) return;
    setWanted(null);
    show(place);
  }, [wanted, places, map, show]);

  function choose(next: Selected): void {
    if (side === 'zone' || side === 'measure' || side === 'place') return;
    select(next);
    setSide('thing');
  }

  return (
    <div className="map-screen">
      <Panel title={t('map.title')} className="map-panel" aside={running?.title}>
        <div className="map-tools" role="toolbar" aria-label={t('map.tools')}>
          {(['layers', 'find', 'measure'] as const).map((each) => (
            <Button key={each} aria-pressed={side === each} onPress={() => setSide(each)}>
              {t(`map.${each}`)}
            </Button>
          ))}
          {mayDraw && (
            <Button
              aria-pressed={side === 'zone'}
              onPress={() => {
                reshape(null);
                setSide('zone');
              }}
            >
              {t('zone.draw')}
            </Button>
          )}
          {zone && mayDraw && (
            <Button
              onPress={() => {
                reshape(zone);
                setSide('zone');
              }}
            >
              {t('zone.reshape')}
            </Button>
          )}
          {mayAddPlace && (
            <Button
              aria-pressed={side === 'place' && edited === null}
              onPress={() => {
                edit(null);
                setSide('place');
              }}
            >
              {t('place.add')}
            </Button>
          )}
          <Button aria-pressed={side === 'basemaps'} onPress={() => setSide('basemaps')}>
            {t('map.basemaps')}
          </Button>
          <Button onPress={() => void call('map.print', {})}>{t('common.print')}</Button>
          <span className="grow" />
          <GoTo onGo={goTo} />
        </div>
        <div className="map-body">
          <SiteMap
            label={t('map.label')}
            incidentId={incidentId}
            selected={selected}
            onSelect={choose}
            hidden={hidden}
            onMap={setMap}
            onPointer={setPointer}
            remember
          />
        </div>
        <p className="map-foot" aria-live="off">
          {pointer ? (
            <>
              <span>{latLonText(pointer.latitude, pointer.longitude)}</span>
              <span>{utmText(pointer.latitude, pointer.longitude)}</span>
            </>
          ) : (
            <span>{t('map.hint')}</span>
          )}
          <span className="grow" />
          <span>▲ {t('map.north')}</span>
        </p>
      </Panel>
      {side === 'layers' && <LayerPanel hidden={hidden} onHidden={setHidden} />}
      {side === 'find' && (
        <FindOnMap
          onFound={(found) => {
            goTo(found.longitude, found.latitude);
            select(found);
            setSide('thing');
          }}
        />
      )}
      {side === 'basemaps' && <BasemapPanel />}
      {side === 'measure' && <Measure map={map} />}
      {side === 'zone' && incidentId !== null && (
        <ZoneTools
          key={reshaped?.id ?? 'new'}
          map={map}
          incidentId={incidentId}
          zone={reshaped}
          onDone={() => setSide('layers')}
        />
      )}
      {side === 'place' && (
        <PlaceTools
          key={edited?.id ?? 'new'}
          map={map}
          place={edited}
          places={places ?? []}
          onDone={(place) => {
            if (place) show(place);
            else setSide(edited ? 'thing' : 'layers');
          }}
        />
      )}
      {side === 'thing' && selected && (
        <ThingPanel
          selected={selected}
          incidentId={incidentId}
          onChange={(place) => {
            edit(place);
            setSide('place');
          }}
        />
      )}
    </div>
  );
}

/** A position typed as degrees or UTM. */
function GoTo({ onGo }: { readonly onGo: (longitude: number, latitude: number) => void }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  function send(event: FormEvent): void {
    event.preventDefault();
    const at = parsePosition(text);
    setWrong(at === null);
    if (at) onGo(at.longitude, at.latitude);
  }
  return (
    <form onSubmit={send} className="go-to">
      <Field
        aria-label={t('map.goTo')}
        label=""
        placeholder={t('map.goTo')}
        value={text}
        onChange={setText}
        problem={wrong ? t('map.badPosition') : null}
      />
    </form>
  );
}

function Measure({ map }: { readonly map: mapboxgl.Map | null }) {
  const { t, format } = useText();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    if (!map) return undefined;
    return startDrawing(map, coloursNow(), { tool: 'measure', onDrawn: setDrawn }).stop;
  }, [map]);
  return (
    <Panel title={t('map.measure')}>
      <div className="pad column">
        <p className="muted">{t('map.measureHelp')}</p>
        {drawn && (
          <output className="big">{t('common.unit.m', { value: format.number(drawn.lengthM) })}</output>
        )}
      </div>
    </Panel>
  );
}
