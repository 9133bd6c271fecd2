import { judgeLevel } from '../alarm/rule-judge-handlers.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import type { DeviceOrder } from '../device-order/device-order.ts';
import { openOrders, orderIdsBy } from '../device-order/device-order-store.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import type { Parsed } from '../contract.ts';
import type { RowsThen } from '../journal/journal-store.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import type { Place, PlaceName } from '../place/place.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import type { Names } from '../schema-parts.ts';
import { pointById } from '../sensor/point-store.ts';
import { newestReading, thinned, unpackedReadings } from '../sensor/reading-store.ts';
import { deviceStandings, judgeDevices } from './device-handlers.ts';
import {
  checkThresholds, deviceStates, floodBoard, gaugeLine, isDeviceKind, isDeviceState, levelOf, type BoardFacts, type Device,
  type DeviceSetup, type FloodBoard, type Gauge, type GaugeLine, type Reading, type ToldReading, type ZoneGauge,
} from './flood.ts'; // prettier-ignore
import {
  deviceById, gaugeById, gaugesWithPlaces, insertGauge, insertReading, insertZoneGauge, lastReadings, readingPage,
  readingsSaidBy, removeZoneGauge, saveDevice, updateGauge, updateZoneGauge, zoneGauges,
} from './flood-store.ts'; // prettier-ignore
import { outlookNow, saidLevels, sentLevels } from './outlook-handlers.ts';
import { implausible } from './plausible.ts';
import { readingSentence } from './told.ts';

/** How many readings the board carries for its lines. */
const recentCount = 24;

/** A sensor's readings are thinned to means of so many minutes: a line of hours needs no seconds. */
const thinMinutes = 5;

const byTime = (a: ToldReading, b: ToldReading): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** What a gauge's sensor sent until an instant, if it has one, with what people said; oldest first. */
function withSent(
  db: ReadHandle,
  gaugeId: string,
  said: readonly ToldReading[],
  count: number,
  untilMs: number,
  unpacked?: Parameters<typeof thinned>[5],
): readonly ToldReading[] {
  const sent = thinned(db, gaugeId, untilMs, thinMinutes, count, unpacked);
  if (sent.length === 0) return said;
  const told = sent.map(({ atMs, value }): ToldReading => ({
    at: new Date(atMs).toISOString(),
    levelCm: Math.round(value * 10) / 10,
    source: 'sensor',
    byName: '',
  }));
  return [...said, ...told].toSorted(byTime).slice(-count);
}

/** The last readings of a gauge, said or sent, oldest first. */
const recentOf = (
  db: ReadHandle,
  gaugeId: string,
  unpacked?: Parameters<typeof thinned>[5],
): readonly ToldReading[] =>
  withSent(db, gaugeId, lastReadings(db, gaugeId, recentCount).reverse(), recentCount, Infinity, unpacked);

/** The newest level of each gauge, said or sent, for whoever decides by it. */
export function newestLevels(
  db: ReadHandle,
): { placeId: string; names: Names; levelCm: number; at: string }[] {
  return gaugesWithPlaces(db).flatMap(({ place }) => {
    const newest = newestReading(db, place.id);
    if (!newest) return [];
    return [
      {
        placeId: place.id,
        names: place.names,
        levelCm: newest.value,
        at: new Date(newest.atMs).toISOString(),
      },
    ];
  });
}

const nameOf = ({ id, key, kind, names }: Place): PlaceName => ({ id, key, kind, names });

/** What the board is made of, as the site stands. */
function factsNow(db: ReadHandle, nowMs: number): BoardFacts {
  const gauges = gaugesWithPlaces(db).map(({ place, rest }) => ({ place, gauge: rest }));
  const unpacked = unpackedReadings(
    db,
    gauges.map(({ gauge }) => gauge.id),
  );
  return {
    nowMs,
    gauges,
    readingsOf: (gaugeId) => recentOf(db, gaugeId, unpacked.get(gaugeId)),
    levelsOf: ({ id, everyMinutes }) => [
      ...saidLevels(db, id, everyMinutes, nowMs),
      ...sentLevels(db, id, everyMinutes, nowMs, unpacked.get(id)),
    ],
    links: zoneGauges(db),
    devices: deviceStandings(db, nowMs),
    orders: openOrders(db),
    zonePlaces: placesOf(db, ['floodZone']).map(nameOf),
  };
}

/**
 * The board as it stood at an instant: thresholds, links, readings and devices as the journal had them by then.
 * A reading that was said later is not in it, whatever time it was taken at.
 */
export function floodBoardThen(db: ReadHandle, at: string, then: RowsThen): FloodBoard {
  const atMs = Date.parse(at);
  const now = factsNow(db, atMs);
  const gauges = now.gauges.map(({ gauge }) => gauge.id);
  const thresholds = new Map(then<Gauge>('gauge', gauges).map((gauge) => [gauge.id, gauge]));
  const ids = gauges.flatMap((gauge) => readingsSaidBy(db, gauge, at, recentCount));
  const readings = Map.groupBy(then<Reading>('gaugeReading', ids), (reading) => reading.gaugeId);
  return floodBoard({
    ...now,
    gauges: now.gauges.flatMap(({ place }) => {
      const gauge = thresholds.get(place.id);
      return gauge ? [{ place, gauge }] : [];
    }),
    readingsOf: (gaugeId) =>
      withSent(
        db,
        gaugeId,
        (readings.get(gaugeId) ?? []).toSorted((a, b) =>
          a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1,
        ),
        recentCount,
        atMs,
      ),
    levelsOf: ({ id, everyMinutes }) => [
      ...(readings.get(id) ?? []).map((one) => ({ atMs: Date.parse(one.at), levelCm: one.levelCm })),
      ...sentLevels(db, id, everyMinutes, atMs),
    ],
    links: then<ZoneGauge>(
      'zoneGauge',
      now.links.map((link) => link.id),
    ),
    devices: deviceStandings(db, atMs, {
      devices: then<Device>(
        'floodDevice',
        now.devices.map(({ place }) => place.id),
      ),
      setups: then<DeviceSetup>(
        'deviceSetup',
        now.devices.map(({ place }) => place.id),
      ),
      live: false,
    }),
    orders: then<DeviceOrder>('deviceOrder', orderIdsBy(db, at)).filter(({ endedAt }) => endedAt === null),
  });
}

/** A level as somebody read it; the alarm of the gauge follows the newest level, said or sent. */
export function readGauge(tx: Tx, input: Parsed<'flood.read'>): Answer<GaugeLine> {
  const gauge = gaugeById(tx.db, input.gaugeId);
  const place = gauge && placeById(tx.db, gauge.id);
  if (!gauge || !place) return refuse('unknownGauge');
  if (input.incidentId !== null) {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
  }
  const at = input.at ?? tx.now;
  const before = newestReading(tx.db, gauge.id);
  const wrong = implausible(
    gauge,
    place.key,
    { levelCm: input.levelCm, at, sure: input.sure },
    before?.value ?? null,
    tx.now,
  );
  if (wrong) return wrong;
  const reading: Reading = {
    id: tx.newId(),
    gaugeId: gauge.id,
    at,
    levelCm: input.levelCm,
    source: input.source,
    recordedAt: tx.now,
    by: tx.operator.id,
    byName: tx.operator.name,
  };
  insertReading(tx.db, reading);
  tx.record('gaugeReading', reading);
  const outlook = outlookNow(tx.db, gauge.id, Date.parse(tx.now))!;
  const line = gaugeLine(nameOf(place), gauge, recentOf(tx.db, gauge.id), outlook);
  // A reading that comes late by radio is kept, but the newest one decides.
  judgeGauge(tx, gauge);
  if (input.incidentId !== null) {
    const said = readingSentence(place.names, reading.levelCm, levelOf(gauge, reading.levelCm), outlook);
    sayTemplate(tx, input.incidentId, 'reading', said.key, said.facts, { placeId: place.id });
  }
  return line;
}

/** The alarm of a gauge follows the newest level, said or sent. */
function judgeGauge(tx: Tx, gauge: Gauge): void {
  const point = pointById(tx.db, gauge.id);
  if (point) judgeLevel(tx, point, [], newestReading(tx.db, gauge.id) ?? null);
}

/** The levels at which a gauge speaks for a zone. */
const levelsOfLink = (gauge: Gauge, link: Pick<ZoneGauge, 'watchCm' | 'warningCm' | 'dangerCm'>): Gauge => ({
  ...gauge,
  watchCm: link.watchCm ?? gauge.watchCm,
  warningCm: link.warningCm ?? gauge.warningCm,
  dangerCm: link.dangerCm ?? gauge.dangerCm,
});

export const floodHandlers: Part<
  | 'flood.addGauge'
  | 'flood.addZoneGauge'
  | 'flood.changeGauge'
  | 'flood.changeZoneGauge'
  | 'flood.removeZoneGauge'
  | 'flood.read'
  | 'flood.setDevice'
  | 'flood.board'
  | 'flood.readings'
> = {
  'flood.addGauge': (tx, input) => {
    const place = placeById(tx.db, input.placeId);
    if (!place) return refuse('unknownPlace', { place: input.placeId });
    if (place.kind !== 'gauge') return refuse('notAGauge', { place: place.key });
    if (gaugeById(tx.db, place.id)) return refuse('gaugeKnown', { gauge: place.key });
    const { watchCm, warningCm, dangerCm, everyMinutes } = input;
    const gauge: Gauge = {
      id: place.id,
      watchCm,
      warningCm,
      dangerCm,
      minCm: input.minCm ?? Math.min(-200, watchCm - 200),
      maxCm: input.maxCm ?? dangerCm + 300,
      everyMinutes,
      version: 1,
    };
    const wrong = checkThresholds(gauge);
    if (wrong) return wrong;
    insertGauge(tx.db, gauge);
    tx.record('gauge', gauge);
    return gauge;
  },
  'flood.addZoneGauge': (tx, input) => {
    const zone = placeById(tx.db, input.zoneId);
    if (!zone) return refuse('unknownPlace', { place: input.zoneId });
    if (zone.kind !== 'floodZone') return refuse('notAFloodZone', { place: zone.key });
    const gauge = gaugeById(tx.db, input.gaugeId);
    if (!gauge) return refuse('unknownGauge');
    if (zoneGauges(tx.db).some((link) => link.zoneId === zone.id && link.gaugeId === gauge.id))
      return refuse('zoneGaugeKnown', { zone: zone.key });
    const wrong = checkThresholds(levelsOfLink(gauge, input));
    if (wrong) return wrong;
    const link: ZoneGauge = { id: tx.newId(), ...input, version: 1 };
    insertZoneGauge(tx.db, link);
    tx.record('zoneGauge', link);
    return link;
  },
  'flood.changeGauge': (tx, { id, version, ...given }) => {
    const before = gaugeById(tx.db, id);
    const place = placeById(tx.db, id);
    if (!before || !place) return refuse('unknownGauge');
    const after: Gauge = { ...before, ...given, version: before.version + 1 };
    const wrong = checkVersion(before, version) ?? checkThresholds(after);
    if (wrong) return wrong;
    // A zone's own level is measured against the gauge's others: together they must still climb.
    for (const link of zoneGauges(tx.db).filter(({ gaugeId }) => gaugeId === id)) {
      const clash = checkThresholds(levelsOfLink(after, link));
      if (clash)
        return refuse('zoneLevelsClash', { zone: placeById(tx.db, link.zoneId)?.key ?? '', ...clash.facts });
    }
    updateGauge(tx.db, after);
    tx.record('gauge', after);
    judgeGauge(tx, after);
    return after;
  },
  'flood.changeZoneGauge': (tx, { id, version, ...given }) => {
    const before = zoneGauges(tx.db).find((link) => link.id === id);
    const gauge = before && gaugeById(tx.db, before.gaugeId);
    if (!before || !gauge) return refuse('unknownZoneGauge');
    const after: ZoneGauge = { ...before, ...given, version: before.version + 1 };
    const wrong = checkVersion(before, version) ?? checkThresholds(levelsOfLink(gauge, after));
    if (wrong) return wrong;
    updateZoneGauge(tx.db, after);
    tx.record('zoneGauge', after);
    return after;
  },
  'flood.removeZoneGauge': (tx, input) => {
    const before = zoneGauges(tx.db).find((link) => link.id === input.id);
    if (!before) return refuse('unknownZoneGauge');
    const wrong = checkVersion(before, input.version);
    if (wrong) return wrong;
    removeZoneGauge(tx.db, before.id);
    tx.erase('zoneGauge', before.id);
    return { id: before.id };
  },
  'flood.read': readGauge,
  'flood.setDevice': (tx, input) => {
    const place = placeById(tx.db, input.placeId);
    if (!place) return refuse('unknownPlace', { place: input.placeId });
    if (!isDeviceKind(place.kind)) return refuse('notAFloodDevice', { place: place.key });
    if (!isDeviceState(place.kind, input.state))
      return refuse('deviceStateUnknown', {
        place: place.key,
        state: input.state,
        states: deviceStates[place.kind],
      });
    const before = deviceById(tx.db, place.id);
    if ((before?.version ?? 0) !== (input.version ?? 0))
      return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
    const device: Device = {
      id: place.id,
      state: input.state,
      at: tx.now,
      by: tx.operator.id,
      byName: tx.operator.name,
      note: input.note,
      version: (before?.version ?? 0) + 1,
    };
    saveDevice(tx.db, device);
    tx.record('floodDevice', device);
    judgeDevices(tx);
    return device;
  },
  'flood.board': (read) => floodBoard(factsNow(read.db, Date.parse(read.now))),
  'flood.readings': (read, input) => readingPage(read.db, input),
};
