import { z } from 'zod';
import type { DerivedAlarm } from '../alarm/alarm-list.ts';
import type { DeviceKind, DeviceState } from '../flood/flood.ts';
import { properName, type LogTemplate } from '../incident/incident.ts';
import { refuse, type Answer } from '../refusal.ts';
import { id, line, pageInput, version, type Names } from '../schema-parts.ts';

/**
 * ordered: told, nobody has answered. acknowledged: the other side said that they heard it. confirmed: an instrument or
 * the other side says that it is so. refused: the other side cannot. withdrawn: the room no longer wants it.
 */
export const orderStates = ['ordered', 'acknowledged', 'confirmed', 'refused', 'withdrawn'] as const;
export type OrderState = (typeof orderStates)[number];

/** One order to a pump, gate or barrier, from its giving to its end. */
export interface DeviceOrder {
  readonly id: string;
  /** The place of the device. */
  readonly deviceId: string;
  readonly wanted: DeviceState;
  /** Whom it was given to, as they are called on the radio. */
  readonly toWhom: string;
  readonly channel: 'radio' | 'hand';
  readonly reason: string;
  readonly incidentId: string | null;
  readonly state: OrderState;
  readonly orderedAt: string;
  readonly by: string;
  readonly byName: string;
  /** Until when it must be acknowledged, and until when done; later is an alarm. */
  readonly acknowledgeBy: string;
  readonly doneBy: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedWho: string | null;
  readonly endedAt: string | null;
  readonly endedWho: string | null;
  readonly endedHow: 'instrument' | 'radio' | null;
  readonly endReason: string;
  readonly version: number;
}

/** Into which states a device can be ordered. */
export const orderable = {
  pump: ['running', 'stopped'],
  floodGate: ['closed', 'open'],
  barrier: ['placed', 'stored'],
  culvert: ['clear'],
} as const satisfies Record<DeviceKind, readonly DeviceState[]>;

const minutes = z
  .number()
  .positive()
  .max(24 * 60);
export const giveOrderInput = z.object({
  deviceId: id,
  wanted: z.string().max(40),
  toWhom: line(120),
  channel: z.enum(['radio', 'hand']).default('radio'),
  reason: z.string().trim().max(300).default(''),
  acknowledgeMinutes: minutes.default(5),
  doneMinutes: minutes.default(15),
  /** Left out: the flood that is running, if one is. */
  incidentId: id.optional(),
});
/** `who`: who said so; left out: whom it was given to. */
const who = line(120).optional();
export const acknowledgeOrderInput = z.object({ id, version, who });
export const confirmOrderInput = z.object({ id, version, who });
export const refuseOrderInput = z.object({ id, version, who, reason: line(300) });
export const withdrawOrderInput = z.object({ id, version, reason: line(300) });
export const orderPageInput = pageInput.omit({ text: true }).extend({
  deviceId: id.optional(),
  openOnly: z.boolean().default(false),
});

/** An order as it begins; refused when its times cannot be. */
export function newOrder(
  given: Omit<z.output<typeof giveOrderInput>, 'wanted' | 'incidentId'> & {
    readonly wanted: DeviceState;
    readonly incidentId: string | null;
  },
  orderId: string,
  by: { readonly id: string; readonly name: string },
  at: string,
): Answer<DeviceOrder> {
  const { acknowledgeMinutes, doneMinutes, deviceId, wanted, toWhom, channel, reason, incidentId } = given;
  if (doneMinutes < acknowledgeMinutes)
    return refuse('orderDoneBeforeHeard', { acknowledgeMinutes, doneMinutes });
  const after = (span: number): string => new Date(Date.parse(at) + span * 60_000).toISOString();
  return {
    id: orderId,
    deviceId,
    wanted,
    toWhom,
    channel,
    reason,
    incidentId,
    state: 'ordered',
    orderedAt: at,
    by: by.id,
    byName: by.name,
    acknowledgeBy: after(acknowledgeMinutes),
    doneBy: after(doneMinutes),
    acknowledgedAt: null,
    acknowledgedWho: null,
    endedAt: null,
    endedWho: null,
    endedHow: null,
    endReason: '',
    version: 1,
  };
}

const over = ({ endedWho, endedAt }: DeviceOrder) => refuse('orderOver', { who: endedWho, at: endedAt });

/** The other side has heard it. */
export function acknowledgeOrder(order: DeviceOrder, by: string, at: string): Answer<DeviceOrder> {
  if (order.endedAt !== null) return over(order);
  if (order.state === 'acknowledged')
    return refuse('orderHeard', { who: order.acknowledgedWho, at: order.acknowledgedAt });
  return {
    ...order,
    state: 'acknowledged',
    acknowledgedAt: at,
    acknowledgedWho: by,
    version: order.version + 1,
  };
}

/** It is over: it is so, they cannot, or it is no longer wanted. */
export function endOrder(
  order: DeviceOrder,
  end: {
    readonly state: 'confirmed' | 'refused' | 'withdrawn';
    readonly who: string;
    readonly how?: 'instrument' | 'radio';
    readonly reason?: string;
  },
  at: string,
): Answer<DeviceOrder> {
  if (order.endedAt !== null) return over(order);
  return {
    ...order,
    state: end.state,
    // Whoever says that it is done has heard it.
    acknowledgedAt: order.acknowledgedAt ?? (end.how === 'radio' ? at : null),
    acknowledgedWho: order.acknowledgedWho ?? (end.how === 'radio' ? end.who : null),
    endedAt: at,
    endedWho: end.who,
    endedHow: end.how ?? null,
    endReason: end.reason ?? '',
    version: order.version + 1,
  };
}

/** Which step of an order is late at this moment; not done in time is worse than not heard in time. */
export function lateStep(order: DeviceOrder, now: string): 'acknowledge' | 'done' | null {
  if (order.endedAt !== null) return null;
  if (order.doneBy < now) return 'done';
  return order.state === 'ordered' && order.acknowledgeBy < now ? 'acknowledge' : null;
}

/** Orders that nobody heard or did in time, as alarms. */
export function lateOrderAlarms(
  orders: readonly { readonly order: DeviceOrder; readonly device: Names }[],
  now: string,
): DerivedAlarm[] {
  return orders.flatMap(({ order, device }) => {
    const step = lateStep(order, now);
    if (step === null) return [];
    const since = step === 'done' ? order.doneBy : order.acknowledgeBy;
    return [
      {
        key: `deviceOrder.${step}.${order.id}`,
        priority: 2,
        noun: 'deviceOrder',
        id: order.deviceId,
        incidentId: order.incidentId,
        placeId: order.deviceId,
        since,
        template: {
          key: step === 'done' ? 'flood.order.alarm.notDone' : 'flood.order.alarm.notHeard',
          facts: { device, wanted: stateWord(order.wanted), toWhom: properName(order.toWhom) },
        },
      },
    ];
  });
}

export const stateWord = (state: DeviceState): { readonly key: string } => ({ key: `flood.device.${state}` });

/** What the incident's log says of a step of an order. */
export function orderSentence(order: DeviceOrder, device: Names): LogTemplate {
  const facts = {
    device,
    wanted: stateWord(order.wanted),
    toWhom: properName(order.toWhom),
    reason: order.state === 'ordered' ? order.reason : order.endReason,
    who: properName(order.endedWho ?? order.acknowledgedWho ?? order.toWhom),
  };
  switch (order.state) {
    case 'ordered':
      return { key: order.reason === '' ? 'flood.order.log.ordered' : 'flood.order.log.orderedFor', facts };
    case 'acknowledged':
      return { key: 'flood.order.log.acknowledged', facts };
    case 'confirmed':
      return {
        key: order.endedHow === 'instrument' ? 'flood.order.log.measured' : 'flood.order.log.confirmed',
        facts,
      };
    case 'refused':
      return { key: 'flood.order.log.refused', facts };
    case 'withdrawn':
      return { key: 'flood.order.log.withdrawn', facts };
  }
}
