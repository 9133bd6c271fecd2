import { endAlarm, raiseAlarm } from '../alarm/alarm-handlers.ts';
import type { Trouble } from '../alarm/alarm.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { openOrders } from '../device-order/device-order-store.ts';
import { settleOrder } from '../device-order/settle-handlers.ts';
import { properName } from '../incident/incident.ts';
import { settleZone } from '../level-action/zone-alert-handlers.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import type { Place, PlaceName } from '../place/place.ts';
import { refuse, type Answer } from '../refusal.ts';
import { pointById, standings, type StandingRow } from '../sensor/point-store.ts';
import { qualityOf, silentMs, type Point } from '../sensor/point.ts';
import { newestUntil } from '../sensor/reading-store.ts';
import {
  deviceInstrumentKinds,
  shownState,
  stateOfValue,
  type InstrumentSays,
  type ShownState,
} from './device-state.ts';
import {
  deviceKinds,
  deviceTrouble,
  isDeviceKind,
  type Device,
  type DeviceKind,
  type DeviceSetup,
} from './flood.ts';
import { devices, deviceSetupById, deviceSetups, saveDeviceSetup } from './flood-store.ts';

/** A device with what its instruments say and how it stands. */
export interface DeviceStanding {
  readonly place: PlaceName;
  readonly kind: DeviceKind;
  readonly device: Device | null;
  readonly setup: DeviceSetup | null;
  readonly instruments: readonly InstrumentSays[];
  readonly shown: ShownState;
}

/** What an instrument of a device says at an instant. */
function says(
  db: ReadHandle,
  pointId: string,
  said: Device | null,
  nowMs: number,
  live: ReadonlyMap<string, StandingRow> | null,
): InstrumentSays[] {
  const point = pointById(db, pointId);
  if (!point || point.retiredAt !== null) return [];
  const standing = live?.get(pointId);
  const newest = live ? standing?.newest : newestUntil(db, pointId, nowMs);
  const state = newest ? stateOfValue(point, newest.value) : null;
  const quality = standing ? qualityOf(point, standing, nowMs) : 'good';
  const late = newest ? nowMs - newest.atMs > silentMs(point) : true;
  return [
    {
      pointId,
      key: point.key,
      state,
      atMs: newest?.atMs ?? null,
      good: !late && (quality === 'good' || quality === 'frozen'),
      whenSaid: said && state !== null && state !== said.state ? stateWhen(db, point, said.at) : state,
    },
  ];
}

function stateWhen(db: ReadHandle, point: Point, at: string): InstrumentSays['whenSaid'] {
  const then = newestUntil(db, point.id, Date.parse(at));
  return then ? stateOfValue(point, then.value) : null;
}

/** All pumps, gates, barriers and culverts by what was said and what their instruments show, as of an instant. */
export function deviceStandings(
  db: ReadHandle,
  nowMs: number,
  then: {
    readonly devices: readonly Device[];
    readonly setups: readonly DeviceSetup[];
    /** Whether it is asked about now, or about an instant that is past. */
    readonly live: boolean;
  } = { devices: devices(db), setups: deviceSetups(db), live: true },
): DeviceStanding[] {
  const said = new Map(then.devices.map((device) => [device.id, device]));
  const setups = new Map(then.setups.map((setup) => [setup.id, setup]));
  const tied = then.setups.some(({ pointIds }) => pointIds.length > 0);
  const live = then.live && tied ? standings(db) : null;
  return placesOf(db, deviceKinds).flatMap(({ id, key, kind, names }) => {
    if (!isDeviceKind(kind)) return [];
    const device = said.get(id) ?? null;
    const setup = setups.get(id) ?? null;
    const instruments = (setup?.pointIds ?? []).flatMap((pointId) => says(db, pointId, device, nowMs, live));
    return [
      {
        place: { id, key, kind, names },
        kind,
        device,
        setup,
        instruments,
        shown: shownState(device, instruments, nowMs),
      },
    ];
  });
}

/** The alarm of two that contradict, as one sentence with both. */
function contradiction({ place, shown }: DeviceStanding): Trouble | null {
  if (shown.kind !== 'contradictory') return null;
  const [a, b] = shown.claims;
  return {
    source: 'floodDevice',
    sourceId: place.id,
    topic: 'contradicts',
    placeId: place.id,
    priority: 2,
    cause: {
      key: a.how === 'said' ? 'flood.cause.saidAgainstInstrument' : 'flood.cause.instrumentsDisagree',
      facts: {
        device: place.names,
        one: properName(a.who),
        oneState: { key: `flood.device.${a.state}` },
        other: properName(b.who),
        otherState: { key: `flood.device.${b.state}` },
      },
    },
    action: { key: 'flood.action.contradicts', facts: {} },
    incidentType: null,
  };
}

/** Brings the alarms of devices in step with what is said and shown; part of whatever command is running. */
export function judgeDevices(tx: Tx): void {
  for (const standing of deviceStandings(tx.db, tx.site.clock.nowMs())) {
    const { place, shown } = standing;
    const wrong = contradiction(standing);
    if (wrong) raiseAlarm(tx, wrong);
    else endAlarm(tx, { source: 'floodDevice', sourceId: place.id, topic: 'contradicts' });
    if (shown.kind !== 'known') continue;
    const trouble = deviceTrouble(place, shown.state);
    if (trouble) raiseAlarm(tx, trouble);
    else endAlarm(tx, { source: 'floodDevice', sourceId: place.id, topic: 'state' });
  }
}

/** Confirms one order that an instrument shows done; says whether there was one. */
function settleAnOrder(tx: Tx): boolean {
  const orders = openOrders(tx.db);
  if (orders.length === 0) return false;
  const standings = new Map(
    deviceStandings(tx.db, tx.site.clock.nowMs()).map((standing) => [standing.place.id, standing]),
  );
  return orders.some((order) => {
    const standing = standings.get(order.deviceId);
    return standing !== undefined && settleOrder(tx, order, standing.place, standing.instruments);
  });
}

/** What of the water would have to be settled, as one word: the same while nothing has changed. */
export function waterState(db: ReadHandle, nowMs: number): string {
  return deviceStandings(db, nowMs)
    .map(({ place, shown, instruments }) => {
      const states = instruments.map(({ state, good }) => `${state} ${good}`).join();
      return `${place.key} ${shown.kind === 'known' ? shown.state : shown.kind} ${states}`;
    })
    .join('\n');
}

export const deviceHandlers: Part<'flood.setUpDevice' | 'flood.settle'> = {
  'flood.setUpDevice': (tx, input) => {
    const place = placeById(tx.db, input.placeId);
    if (!place) return refuse('unknownPlace', { place: input.placeId });
    const before = deviceSetupById(tx.db, place.id);
    const wrong = setupRefusal(tx, place, input.pointIds);
    if (wrong) return wrong;
    if ((before?.version ?? 0) !== (input.version ?? 0))
      return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
    const setup: DeviceSetup = {
      id: place.id,
      capacityM3h: input.capacityM3h,
      pointIds: [...new Set(input.pointIds)],
      version: (before?.version ?? 0) + 1,
    };
    saveDeviceSetup(tx.db, setup);
    tx.record('deviceSetup', setup);
    judgeDevices(tx);
    return setup;
  },
  'flood.settle': (tx) => {
    judgeDevices(tx);
    // One sentence of the log for each command: whoever asks comes again while there is more.
    return { more: settleAnOrder(tx) || settleZone(tx) };
  },
};

function setupRefusal(tx: Tx, place: Place, pointIds: readonly string[]): Answer<null> {
  if (!isDeviceKind(place.kind)) return refuse('notAFloodDevice', { place: place.key });
  const others = deviceSetups(tx.db).filter(({ id }) => id !== place.id);
  for (const pointId of pointIds) {
    const point = pointById(tx.db, pointId);
    if (!point || point.retiredAt !== null) return refuse('unknownPoint');
    const fits = place.kind === 'pump' ? 'pumpState' : 'gatePosition';
    if (point.kind !== fits || !deviceInstrumentKinds.some((kind) => kind === point.kind))
      return refuse('pointShowsOther', { point: point.key, place: place.key });
    const taken = others.find((setup) => setup.pointIds.includes(pointId));
    if (taken)
      return refuse('pointShowsAnother', {
        point: point.key,
        place: placeById(tx.db, taken.id)?.key ?? '',
      });
  }
  return null;
}
