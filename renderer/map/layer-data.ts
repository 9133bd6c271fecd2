import { useMemo } from 'react';
import type { FeatureCollection } from 'geojson';
import { holdsBefore } from '../../electron/hazmat/hazmat.ts';
import type { Snapshot } from '../../electron/replay/replay.ts';
import { useQueryOf } from '../api.ts';
import { useBlastLayer } from '../blast/use-blast-layer.ts';
import { breachLayer } from '../breach/breach-layer.ts';
import { useCheckLayer } from '../double-check/use-check-layer.ts';
import { usePretended } from '../drill/use-drill.ts';
import { useWaterWords } from '../flood/map-words.ts';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';
import {
  closureLayer, deviceLayer, floodZoneLayer, gaugeLayer, musterLayer, storeLayer, teamLayer, zoneLayer, type Where,
} from './live-layers.ts'; // prettier-ignore
import { nothing, placeLayer } from './place-layer.ts';
import { useBands } from '../terrain/use-inundation.ts';
import { inundationLayer } from './inundation-layer.ts';
import { marked, pretendedClosures, pretendedWater } from './pretended.ts';

/** One GeoJSON source per noun; each is made again only when its own rows change. */
export const sourceNames = [
  'places',
  'floodZones',
  'inundation',
  'breach',
  'zones',
  'closures',
  'blast',
  'devices',
  'stores',
  'checks',
  'musters',
  'gauges',
  'teams',
] as const;
export type SourceName = (typeof sourceNames)[number];
export type MapData = Readonly<Record<SourceName, FeatureCollection>>;

/** What decides about how a store stands. */
const assessed = ['store', 'lot', 'substance', 'tank', 'movement', 'place', 'hazmatPolicy'];

/** What the map shows: live, or as it stood in a replay. `incidentId` adds its zones and headcounts. */
export function useMapData(
  incidentId: string | null,
  snapshot: Snapshot | null,
): { data: MapData; where: Where; ready: boolean } {
  const { t, nameOf } = useText();
  const word = t('common.exercise');
  const told = usePretended(snapshot ? null : incidentId);
  const places = useQueryOf('place.all', {}).data;
  const board = useQueryOf(
    'flood.board',
    {},
    { nouns: ['gauge', 'gaugeReading', 'reading', 'floodDevice', 'deviceSetup', 'deviceOrder', 'zoneGauge'] },
  ).data;
  const stores = useQueryOf('hazmat.stores', { limit: 200 }, { nouns: ['store', 'lot', 'substance'] }).data
    ?.rows;
  const found = useQueryOf('hazmat.assessment', { limit: 1 }, { nouns: assessed, enabled: !snapshot }).data;
  const verdicts = useMemo(
    () =>
      new Map(
        (found?.stores ?? []).map(({ storeId, verdict }) => [
          storeId,
          { verdict, word: t(`hazmat.verdict.${verdict}`) },
        ]),
      ),
    [found?.stores, t],
  );
  const teams = useQueryOf('team.board', {}).data?.teams;
  const musters = useQueryOf('muster.list', incidentId === null ? {} : { incidentId }).data;
  const zones = useQueryOf(
    'zone.list',
    { incidentId: incidentId ?? '' },
    { enabled: incidentId !== null },
  ).data;
  const closures = useQueryOf('closure.list', {}).data;
  const breach = useQueryOf('breach.board', {}, { nouns: ['breachRun', 'breachStudy'] }).data;
  const minute = useNow(15_000);
  const bands = useBands(board, snapshot === null);

  const where = useMemo<Where>(() => new Map((places ?? []).map((place) => [place.id, place])), [places]);
  const water = useMemo(() => {
    const known = snapshot?.flood ?? board;
    return known && pretendedWater(known, told);
  }, [snapshot, board, told]);
  const waterWords = useWaterWords(snapshot?.flood.nowMs ?? minute);
  const data: MapData = {
    places: useMemo(() => (places ? placeLayer(places, nameOf) : nothing), [places, nameOf]),
    inundation: useMemo(() => (bands ? inundationLayer(bands) : nothing), [bands]),
    breach: useMemo(
      () =>
        breach && !snapshot
          ? breachLayer(breach, new Date(minute).toISOString(), (minutes) =>
              minutes > 0 ? t('breach.map', { minutes }) : '',
            )
          : nothing,
      [breach, snapshot, minute, t],
    ),
    floodZones: useMemo(
      () => (water ? floodZoneLayer(water, where, (zone) => waterWords.zone(zone, water)) : nothing),
      [water, where, waterWords],
    ),
    gauges: useMemo(() => {
      const ids = (told?.gauges ?? []).map(({ gaugeId }) => gaugeId);
      return water ? marked(gaugeLayer(water, where, waterWords.gauge), ids, word) : nothing;
    }, [water, where, told, word, waterWords]),
    devices: useMemo(
      () => (water ? deviceLayer(water, where, waterWords.device) : nothing),
      [water, where, waterWords],
    ),
    stores: useMemo(() => {
      const since = snapshot?.storesSince;
      const then = since?.length
        ? stores?.map((line) => ({ ...line, holds: holdsBefore(line, since) }))
        : stores;
      return then ? storeLayer(then, where, snapshot ? undefined : verdicts) : nothing;
    }, [stores, snapshot, where, verdicts]),
    teams: useMemo(() => teamLayer(snapshot?.teams ?? teams ?? [], where), [snapshot, teams, where]),
    musters: useMemo(() => {
      const counted = snapshot && new Map(snapshot.musters.map((muster) => [muster.placeId, muster]));
      const points = counted
        ? musters?.map((one) => ({ ...one, muster: counted.get(one.place.id) ?? null }))
        : musters;
      return musterLayer(points ?? [], where);
    }, [snapshot, musters, where]),
    zones: useMemo(() => {
      if (snapshot) return zoneLayer(snapshot.zones);
      return incidentId === null ? nothing : zoneLayer(zones ?? []);
    }, [snapshot, zones, incidentId]),
    checks: useCheckLayer(where, snapshot !== null),
    blast: useBlastLayer(snapshot !== null),
    closures: useMemo(
      () => pretendedClosures(closureLayer(snapshot?.closures ?? closures ?? [], where), told, where, word),
      [snapshot, closures, where, told, word],
    ),
  };
  return { data, where, ready: places !== undefined };
}
