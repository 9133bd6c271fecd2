import type { PointKind } from '../sensor/point.ts';
import type { Device, DeviceState } from './flood.ts';

/** Instruments that can show the state of a device. */
export const deviceInstrumentKinds = ['pumpState', 'gatePosition'] as const satisfies readonly PointKind[];

/** What one instrument of a device says. */
export interface InstrumentSays {
  readonly pointId: string;
  readonly key: string;
  /** Null: it never spoke, or its number stands for nothing. */
  readonly state: DeviceState | null;
  readonly atMs: number | null;
  /** Whether it counts: not silent, and what came last is no fault. */
  readonly good: boolean;
  /** Which state it showed when a person last said one; null when it had not spoken by then. */
  readonly whenSaid: DeviceState | null;
}

/** One of those that say how a device stands. */
export interface Claim {
  readonly state: DeviceState;
  readonly at: string;
  readonly how: 'said' | 'instrument';
  /** The person's name or the instrument's key. */
  readonly who: string;
}

/** How a device stands by all that is known. */
export type ShownState =
  | { readonly kind: 'unknown' }
  | ({ readonly kind: 'known' } & Claim)
  /** Two say what cannot both be: a gate is not open and closed. Each is kept. */
  | { readonly kind: 'contradictory'; readonly since: string; readonly claims: readonly [Claim, Claim] };

/** What was said longer ago than this may have changed before an instrument first spoke. */
const freshMs = 30 * 60_000;

/** Nearer to an end of its span than this share a gate counts as there. */
const endShare = 0.05;
/** A device takes a while to move and an instrument a while to speak: so long nothing contradicts. */
const graceMs = 2 * 60_000;

/** The state that an instrument's number stands for; null when for none. */
export function stateOfValue(
  point: { readonly kind: PointKind; readonly minValue: number; readonly maxValue: number },
  value: number,
): DeviceState | null {
  if (point.kind === 'pumpState') return (['stopped', 'running', 'fault'] as const)[value] ?? null;
  if (point.kind !== 'gatePosition') return null;
  const share = (value - point.minValue) / (point.maxValue - point.minValue);
  if (share <= endShare) return 'closed';
  return share >= 1 - endShare ? 'open' : 'between';
}

const opposites: readonly (readonly [DeviceState, DeviceState])[] = [
  ['open', 'closed'],
  ['running', 'stopped'],
];
const oppose = (a: DeviceState, b: DeviceState): boolean =>
  opposites.some(([one, other]) => (a === one && b === other) || (a === other && b === one));

/** How a device stands: the newest word counts, unless what was said and what instruments show cannot both be. */
export function shownState(
  device: Pick<Device, 'state' | 'at' | 'byName'> | null,
  instruments: readonly InstrumentSays[],
  nowMs: number,
): ShownState {
  const said: Claim | null = device && {
    state: device.state,
    at: device.at,
    how: 'said',
    who: device.byName,
  };
  const spoke = instruments.flatMap((one) =>
    one.state === null || one.atMs === null ? [] : [{ ...one, claim: claimOf(one.key, one.state, one.atMs) }],
  );
  const good = spoke.filter((one) => one.good);
  for (const [index, { claim: a }] of good.entries())
    for (const { claim: b } of good.slice(index + 1))
      if (oppose(a.state, b.state))
        return { kind: 'contradictory', since: a.at > b.at ? a.at : b.at, claims: [a, b] };
  if (said && nowMs - Date.parse(said.at) >= graceMs)
    for (const { claim, whenSaid, atMs } of good) {
      // An instrument that showed another state before and still does: nothing moved, one of the two is wrong.
      // One that had not spoken by then says so only of what was said just before it began to.
      const stayed = whenSaid === null ? atMs! - Date.parse(said.at) <= freshMs : whenSaid === claim.state;
      if (claim.state !== said.state && claim.state !== 'fault' && stayed && atMs! > Date.parse(said.at))
        return { kind: 'contradictory', since: said.at, claims: [said, claim] };
    }
  const claims = [...(said ? [said] : []), ...spoke.map(({ claim }) => claim)];
  if (claims.length === 0) return { kind: 'unknown' };
  const newest = claims.reduce((a, b) => (b.at >= a.at ? b : a));
  const failed = good.find(({ claim }) => claim.state === 'fault');
  return { kind: 'known', ...(failed?.claim ?? newest) };
}

const claimOf = (who: string, state: DeviceState, atMs: number): Claim => ({
  state,
  at: new Date(atMs).toISOString(),
  how: 'instrument',
  who,
});

/** The instrument by which an order is done: it shows the wanted state, measured after the order was given. */
export function confirming(
  instruments: readonly InstrumentSays[],
  order: { readonly wanted: DeviceState; readonly orderedAt: string },
): InstrumentSays | undefined {
  const after = Date.parse(order.orderedAt);
  const good = instruments.filter(({ good: counts, atMs }) => counts && atMs !== null && atMs >= after);
  // With two instruments both must agree: one that still shows the other end contradicts.
  if (good.some(({ state }) => state !== null && oppose(state, order.wanted))) return undefined;
  return good.find(({ state }) => state === order.wanted);
}
