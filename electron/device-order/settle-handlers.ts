import type { DerivedAlarm } from '../alarm/alarm-list.ts';
import type { ReadHandle } from '../database.ts';
import type { Tx } from '../door.ts';
import { confirming, type InstrumentSays } from '../flood/device-state.ts';
import { deviceById, saveDevice } from '../flood/flood-store.ts';
import type { Device, DeviceState } from '../flood/flood.ts';
import { incidentById, incidentPage } from '../incident/incident-store.ts';
import { sayTemplate } from '../incident/incident-handlers.ts';
import { properName, type Incident } from '../incident/incident.ts';
import { placeById } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { isRefusal } from '../refusal.ts';
import { endOrder, lateOrderAlarms, orderSentence, type DeviceOrder } from './device-order.ts';
import { insertOrder, openOrders, updateOrder } from './device-order-store.ts';

/** The flood that is running for real, the newest of several; null when none is. */
export function runningFlood(db: ReadHandle): Incident | null {
  const running = incidentPage(db, { text: '', states: ['running'], limit: 50 }).rows;
  return (
    running.find(({ exercise, type }) => !exercise && (type === 'flood' || type === 'slopeOrDam')) ?? null
  );
}

export function writeOrder(tx: Tx, order: DeviceOrder, insert = false): void {
  if (insert) insertOrder(tx.db, order);
  else updateOrder(tx.db, order);
  tx.record('deviceOrder', order);
}

/** Keeps an order and says its step in the incident's log, if it belongs to one that is not closed. */
export function keepOrder(tx: Tx, order: DeviceOrder, device: PlaceName, insert = false): DeviceOrder {
  writeOrder(tx, order, insert);
  const incident = order.incidentId === null ? undefined : incidentById(tx.db, order.incidentId);
  if (incident && incident.state !== 'closed') {
    tx.concerns(incident.id);
    const { key, facts } = orderSentence(order, device.names);
    const kind = order.state === 'ordered' || order.state === 'withdrawn' ? 'order' : 'radioIn';
    sayTemplate(tx, incident.id, order.endedHow === 'instrument' ? 'reading' : kind, key, facts, {
      placeId: device.id,
    });
  }
  return order;
}

/** Confirms an order once an instrument shows what was wanted; says whether it did. */
export function settleOrder(
  tx: Tx,
  order: DeviceOrder,
  device: PlaceName,
  instruments: readonly InstrumentSays[],
): boolean {
  const by = confirming(instruments, order);
  if (!by) return false;
  const done = endOrder(order, { state: 'confirmed', who: by.key, how: 'instrument' }, tx.now);
  if (isRefusal(done)) return false;
  keepOrder(tx, done, device);
  // What somebody said before the order no longer holds.
  saySo(tx, device.id, order.wanted, by.key);
  return true;
}

/** The state of a device as an answer to an order told it. */
export function saySo(tx: Tx, placeId: string, state: DeviceState, who: string): void {
  const before = deviceById(tx.db, placeId);
  const device: Device = {
    id: placeId,
    state,
    at: tx.now,
    by: tx.operator.id,
    byName: who,
    note: '',
    version: (before?.version ?? 0) + 1,
  };
  saveDevice(tx.db, device);
  tx.record('floodDevice', device);
}

/** Orders that nobody heard or did in time, as alarms. */
export function lateOrders(db: ReadHandle, now: string): DerivedAlarm[] {
  return lateOrderAlarms(
    openOrders(db).map((order) => ({
      order,
      device: placeById(db, order.deviceId)?.names ?? properName(order.toWhom),
    })),
    now,
  );
}
