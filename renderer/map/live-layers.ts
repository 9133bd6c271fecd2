import type { Feature, FeatureCollection } from 'geojson';
import type { DeviceLine, FloodBoard, GaugeLine, ZoneLine } from '../../electron/flood/flood.ts';
import type { StoreLine } from '../../electron/hazmat/hazmat.ts';
import { expectedAt, missingAt, type MusterPoint } from '../../electron/muster/muster.ts';
import type { Place } from '../../electron/place/place.ts';
import type { TeamStatus } from '../../electron/team/team.ts';
import type { Closure, Zone } from '../../electron/zone/zone.ts';
import { classSign } from '../ui/signs/sign-data.ts';
import { middleOf } from './place-layer.ts';

/** Where each place stands, by its id. */
export type Where = ReadonlyMap<string, Place>;

interface MapTeam {
  readonly id: string;
  readonly key: string;
  readonly status: TeamStatus;
  readonly placeId: string | null;
  readonly homePlaceId?: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

function point(at: readonly [number, number], properties: Record<string, unknown>): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [...at] }, properties };
}

function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}

const teamSign: Readonly<Record<TeamStatus, string>> = {
  available: 'teamAvailable',
  calledOut: 'teamAvailable',
  enRoute: 'teamEnRoute',
  onScene: 'teamOnScene',
  resting: 'teamResting',
  out: 'teamOut',
};

/** Places that the map marks with a sign of their own. */
const signed: ReadonlySet<string> = new Set(['gauge', 'muster', 'pump', 'floodGate', 'barrier', 'culvert']);

/**
 * Teams at their place, or at home where none is said. Several at one place stand in a row, so that none hides another:
 * `slot` is the place in that row, whose first is left to the place's own sign (a gauge's level, a muster point).
 */
export function teamLayer(teams: readonly MapTeam[], where: Where): FeatureCollection {
  const taken = new Map<string, number>();
  return collection(
    teams.flatMap((team) => {
      const place = where.get(team.placeId ?? team.homePlaceId ?? '');
      const own = team.longitude !== null && team.latitude !== null;
      const at = own ? ([team.longitude!, team.latitude!] as const) : place ? middleOf(place.geometry) : null;
      if (!at) return [];
      const spot = at.map((degrees) => degrees.toFixed(5)).join();
      const slot = taken.get(spot) ?? (!own && place && signed.has(place.kind) ? 1 : 0);
      taken.set(spot, slot + 1);
      const working = team.status === 'enRoute' || team.status === 'onScene' || team.status === 'calledOut';
      return [
        point(at, { noun: 'team', id: team.id, label: team.key, sign: teamSign[team.status], working, slot }),
      ];
    }),
  );
}

/** Muster points with counted and expected heads; `state` is missing, all or open (not counted). */
export function musterLayer(points: readonly MusterPoint[], where: Where): FeatureCollection {
  return collection(
    points.flatMap((one) => {
      const place = where.get(one.place.id);
      if (!place) return [];
      const counted = one.muster?.counted ?? null;
      const expected = expectedAt(one);
      const state = counted === null ? 'open' : missingAt(one) > 0 ? 'missing' : 'all';
      const heads = counted === null ? '' : ` ${counted}/${expected ?? '?'}`;
      return [
        point(middleOf(place.geometry), {
          noun: 'place',
          id: place.id,
          label: `${place.key}${heads}`,
          state,
        }),
      ];
    }),
  );
}

const arrow = { rising: '↑', falling: '↓', steady: '→', unknown: '' } as const;

/** Gauges with level, trend and the minutes until the next level; `left` says those, '' where nothing is known. */
export function gaugeLayer(
  board: FloodBoard,
  where: Where,
  left: (gauge: GaugeLine) => string = () => '',
): FeatureCollection {
  return collection(
    board.gauges.flatMap((gauge) => {
      const place = where.get(gauge.place.id);
      if (!place) return [];
      const newest = gauge.recent.at(-1);
      const label = newest
        ? `${place.key} ${newest.levelCm} cm ${arrow[gauge.trend.kind]} ${left(gauge)}`
        : place.key;
      return [
        point(middleOf(place.geometry), {
          noun: 'place',
          id: place.id,
          label: label.trim(),
          level: gauge.level,
        }),
      ];
    }),
  );
}

/** Flood-control zones by the worst of their gauges, with the minutes until the next level. */
export function floodZoneLayer(
  board: FloodBoard,
  where: Where,
  left: (zone: ZoneLine) => string = () => '',
): FeatureCollection {
  return collection(
    board.zones.flatMap((zone) => {
      const place = where.get(zone.place.id);
      if (!place) return [];
      const label = `${place.key} ${left(zone)}`.trim();
      const properties = { noun: 'place', id: place.id, label, level: zone.level };
      return [{ type: 'Feature' as const, geometry: place.geometry as Feature['geometry'], properties }];
    }),
  );
}

/** Pumps, gates, barriers and culverts by how they stand; `bad` ones need a person. `says` tells what is not usual. */
export function deviceLayer(
  board: FloodBoard,
  where: Where,
  says: (line: DeviceLine) => string = () => '',
): FeatureCollection {
  const sign = { pump: 'pump', floodGate: 'gate', barrier: 'barrier', culvert: 'culvert' } as const;
  return collection(
    board.devices.flatMap((line) => {
      const { kind, shown } = line;
      const place = where.get(line.place.id);
      if (!place) return [];
      const bad =
        shown.kind === 'contradictory' ||
        (shown.kind === 'known' && (shown.state === 'fault' || shown.state === 'blocked'));
      return [
        point(middleOf(place.geometry), {
          noun: 'place',
          id: place.id,
          label: `${place.key} ${says(line)}`.trim(),
          sign: sign[kind],
          bad,
        }),
      ];
    }),
  );
}

/**
 * Hazardous-material stores with the placard of the most of what they hold, and how much that is; those about which the
 * assessment of the site has found something carry its worst word.
 */
export function storeLayer(
  stores: readonly StoreLine[],
  where: Where,
  verdicts: ReadonlyMap<string, { readonly verdict: string; readonly word: string }> = new Map(),
): FeatureCollection {
  return collection(
    stores.flatMap((store) => {
      const place = where.get(store.place.id);
      if (!place) return [];
      const most = [...store.holds].sort((a, b) => b.amount - a.amount)[0];
      const sign = most ? classSign(most.substance.hazardClass) : null;
      const amount = most ? ` ${Math.round(most.amount * 10) / 10} ${most.unit}` : '';
      const found = verdicts.get(place.id);
      return [
        point(middleOf(place.geometry), {
          noun: 'place',
          id: place.id,
          label: `${place.key}${amount}${found ? `\n${found.word}` : ''}`,
          sign: sign ?? 'class9',
          verdict: found?.verdict ?? 'allowed',
        }),
      ];
    }),
  );
}

export function zoneLayer(zones: readonly Zone[]): FeatureCollection {
  return collection(
    zones
      .filter((zone) => zone.liftedAt === null)
      .map((zone) => ({
        type: 'Feature' as const,
        geometry: zone.geometry as unknown as Feature['geometry'],
        properties: { noun: 'zone', id: zone.id, kind: zone.kind, label: zone.label },
      })),
  );
}

export function closureLayer(closures: readonly Closure[], where: Where): FeatureCollection {
  return collection(
    closures
      .filter((closure) => closure.reopenedAt === null)
      .map((closure) => {
        const place = closure.placeId === null ? undefined : where.get(closure.placeId);
        const geometry = (place?.geometry ?? closure.geometry) as Feature['geometry'];
        return {
          type: 'Feature' as const,
          geometry,
          properties: { noun: 'closure', id: closure.id, label: closure.reason },
        };
      }),
  );
}
