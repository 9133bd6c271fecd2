import type { Part, Tx } from '../door.ts';
import { deviceStandings, judgeDevices } from '../flood/device-handlers.ts';
import { isDeviceKind, type DeviceState } from '../flood/flood.ts';
import { checkVersion, openIncident } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import type { Place } from '../place/place.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { acknowledgeOrder, endOrder, newOrder, orderable, type DeviceOrder } from './device-order.ts';
import { openOrderOf, orderById, orderPage } from './device-order-store.ts';
import { keepOrder, runningFlood, saySo, writeOrder } from './settle-handlers.ts';

/** Takes an open order a step on by a rule. */
function step(
  tx: Tx,
  input: { readonly id: string; readonly version: number },
  rule: (order: DeviceOrder) => Answer<DeviceOrder>,
): Answer<{ readonly order: DeviceOrder; readonly device: Place }> {
  const before = orderById(tx.db, input.id);
  const device = before && placeById(tx.db, before.deviceId);
  if (!before || !device) return refuse('unknownOrder');
  // What is over says how it ended: more use than that somebody was quicker.
  const after =
    before.endedAt === null ? (checkVersion(before, input.version) ?? rule(before)) : rule(before);
  if (isRefusal(after)) return after;
  return { order: keepOrder(tx, after, device), device };
}

export const deviceOrderHandlers: Part<
  | 'deviceOrder.give'
  | 'deviceOrder.acknowledge'
  | 'deviceOrder.confirm'
  | 'deviceOrder.refuse'
  | 'deviceOrder.withdraw'
  | 'deviceOrder.page'
> = {
  'deviceOrder.give': (tx, { incidentId: asked, ...input }) => {
    const device = placeById(tx.db, input.deviceId);
    if (!device) return refuse('unknownPlace', { place: input.deviceId });
    if (!isDeviceKind(device.kind)) return refuse('notAFloodDevice', { place: device.key });
    const states: readonly DeviceState[] = orderable[device.kind];
    const wanted = states.find((state) => state === input.wanted);
    if (wanted === undefined)
      return refuse('deviceStateUnknown', { place: device.key, state: input.wanted, states: [...states] });
    const open = openOrderOf(tx.db, device.id);
    if (open?.wanted === wanted)
      return refuse('orderGiven', { place: device.key, who: open.toWhom, at: open.orderedAt });
    const shown = deviceStandings(tx.db, tx.site.clock.nowMs()).find(
      ({ place }) => place.id === device.id,
    )?.shown;
    if (!open && shown?.kind === 'known' && shown.state === wanted)
      return refuse('deviceIsSo', { place: device.key, who: shown.who, at: shown.at });
    if (asked !== undefined) {
      const incident = openIncident(tx, asked);
      if (isRefusal(incident)) return incident;
    }
    const incidentId = asked ?? runningFlood(tx.db)?.id ?? null;
    const order = newOrder({ ...input, wanted, incidentId }, tx.newId(), tx.operator, tx.now);
    if (isRefusal(order)) return order;
    if (open) {
      // The new order is the reason; nobody has to withdraw the old one first while the water rises.
      const replaced = endOrder(
        open,
        { state: 'withdrawn', who: tx.operator.name, reason: input.reason },
        tx.now,
      );
      if (!isRefusal(replaced)) writeOrder(tx, replaced);
    }
    return keepOrder(tx, order, device, true);
  },
  'deviceOrder.acknowledge': (tx, input) => {
    const done = step(tx, input, (order) => acknowledgeOrder(order, input.who ?? order.toWhom, tx.now));
    return isRefusal(done) ? done : done.order;
  },
  'deviceOrder.confirm': (tx, input) => {
    const done = step(tx, input, (order) =>
      endOrder(order, { state: 'confirmed', who: input.who ?? order.toWhom, how: 'radio' }, tx.now),
    );
    if (isRefusal(done)) return done;
    saySo(tx, done.device.id, done.order.wanted, done.order.endedWho ?? tx.operator.name);
    judgeDevices(tx);
    return done.order;
  },
  'deviceOrder.refuse': (tx, input) => {
    const done = step(tx, input, (order) =>
      endOrder(
        order,
        { state: 'refused', who: input.who ?? order.toWhom, how: 'radio', reason: input.reason },
        tx.now,
      ),
    );
    return isRefusal(done) ? done : done.order;
  },
  'deviceOrder.withdraw': (tx, input) => {
    const done = step(tx, input, (order) =>
      endOrder(order, { state: 'withdrawn', who: tx.operator.name, reason: input.reason }, tx.now),
    );
    return isRefusal(done) ? done : done.order;
  },
  'deviceOrder.page': (read, input) => orderPage(read.db, input),
};
