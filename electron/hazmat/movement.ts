import { z } from 'zod';
import type { PlaceName } from '../place/place.ts';
import { refuse, type Answer, type Refusal } from '../refusal.ts';
import { id, line, pageInput, version } from '../schema-parts.ts';
import type { Confirmation } from '../two-person/two-person.ts';
import type { Finding, Offer, Verdict } from './assessment.ts';
import {
  convert,
  exact,
  plus,
  units,
  type Lot,
  type Substance,
  type SubstanceName,
  type Unit,
} from './hazmat.ts';

export const movementKinds = ['receive', 'move', 'issue', 'return', 'dispose', 'count'] as const;
export type MovementKind = (typeof movementKinds)[number];
export const movementStates = ['waiting', 'done', 'refused', 'withdrawn'] as const;

/** One coming or going of a dangerous substance. What is done adds up, lot by lot, to what is there. */
export interface Movement {
  readonly id: string;
  readonly kind: MovementKind;
  readonly state: (typeof movementStates)[number];
  readonly substanceId: string;
  readonly fromLotId: string | null;
  readonly toStoreId: string | null;
  /** The lot that it came to; known once it is done. */
  readonly toLotId: string | null;
  /** The issue that a return gives back from. */
  readonly issueId: string | null;
  /** In `unit`, the lot's own; of a stock-take the difference. */
  readonly amount: number;
  readonly unit: Unit;
  /** As it was typed. */
  readonly enteredAmount: number;
  readonly enteredUnit: Unit;
  readonly vessel: number | null;
  readonly lotNumber: string;
  readonly receivedOn: string | null;
  readonly expiresOn: string | null;
  /** What was counted, and what the books said then. */
  readonly counted: number | null;
  readonly booked: number | null;
  readonly reason: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly doneAt: string | null;
  /** What was found when it was confirmed. */
  readonly found: readonly Finding[];
  readonly version: number;
}

/** A movement is decided within a shift. */
export const movementLifeMs = 12 * 3_600_000;

// Signs are told by the rules, in a sentence; the schema only keeps what no store holds out.
const amount = z.number().min(-1e9).max(1e9);
const quantity = { amount, unit: z.enum(units) };
const optional = z.string().trim().max(300).default('');
const recordParts = [
  z.object({
    kind: z.literal('receive'),
    substanceId: id,
    toStoreId: id,
    ...quantity,
    /** Largest vessel of the delivery, in `unit`. */
    vessel: z.number().positive().max(1e9).nullable().default(null),
    lotNumber: z.string().trim().max(60).default(''),
    /** Today when not given. */
    receivedOn: z.iso.date().nullable().default(null),
    expiresOn: z.iso.date().nullable().default(null),
    reason: optional,
  }),
  z.object({ kind: z.literal('move'), lotId: id, toStoreId: id, ...quantity, reason: optional }),
  z.object({ kind: z.literal('issue'), lotId: id, ...quantity, reason: line(300) }),
  z.object({ kind: z.literal('return'), issueId: id, toStoreId: id, ...quantity, reason: optional }),
  z.object({ kind: z.literal('dispose'), lotId: id, ...quantity, reason: line(300) }),
  z.object({ kind: z.literal('count'), lotId: id, counted: amount, unit: z.enum(units), reason: optional }),
] as const;
/** What is recorded: it waits for a second person. */
const request = z.discriminatedUnion('kind', recordParts);
export type MovementRequest = z.infer<typeof request>;

export const recordMovementInput = z.object({ request });
/** Another wording of what waits: it starts again. */
export const changeMovementInput = z.object({ id, version, request });
const seen = { contentHash: z.string().regex(/^[0-9a-f]{64}$/), confirmationVersion: version };
export const confirmMovementInput = z.object({ id, version, ...seen });
export const refuseMovementInput = z.object({ id, version, ...seen, reason: z.string().trim().max(500) });
export const withdrawMovementInput = z.object({
  id,
  version,
  reason: z.string().trim().max(500).default(''),
});
/** What waits stands first, the longest waiting before the others; then the newest. */
export const movementPageInput = pageInput.extend({
  states: z.array(z.enum(movementStates)).max(4).optional(),
  substanceId: id.optional(),
  storeId: id.optional(),
  /** Issues of which something is still out. */
  outstanding: z.boolean().default(false),
});
/** What would become of a placement, asked while it is typed. */
export const judgeInput = z.object({
  substanceId: id,
  storeId: id.nullable(),
  ...quantity,
  vessel: z.number().positive().max(1e9).nullable().default(null),
  /** The lot that it would come from. */
  fromLotId: id.nullable().default(null),
});

export interface MovementLine extends Movement {
  readonly substance: SubstanceName;
  /** Where it is taken from. */
  readonly from: PlaceName | null;
  readonly to: PlaceName | null;
  readonly confirmation: Confirmation | null;
  /** Of an issue: what has not come back. */
  readonly outstanding: number;
}

/** What the second person is shown. */
export interface MovementDetail extends MovementLine {
  readonly findings: readonly Finding[];
  /** Whether what was asked still stands as it was: else it has to be asked again. */
  readonly unchanged: boolean;
}

/** What would become of a placement; the best places for it stand beside. */
export interface Judgement {
  /** Null when no store was named. */
  readonly verdict: Verdict | null;
  readonly findings: readonly Finding[];
  readonly offers: readonly Offer[];
  /** Names of the figures that the site has set itself. */
  readonly own: readonly string[];
}

/** An amount as typed, in the lot's unit: more than nothing, no finer than a millionth. Refuses with the reason. */
export function amountIn(
  typed: number,
  unit: Unit,
  lotUnit: Unit,
  substance: Pick<Substance, 'names' | 'physical'>,
  zero = false,
): Answer<number> {
  if (typed < 0 || (typed === 0 && !zero)) return refuse('amountNotPositive', { amount: typed });
  if (Math.abs(exact(typed) - typed) > 1e-9) return refuse('amountTooFine', { amount: typed, unit });
  const inLotUnit = convert(typed, unit, lotUnit, substance.physical.densityKgM3);
  if (inLotUnit === null) return refuse('unitNotComparable', { unit, lotUnit, substance: substance.names });
  const kept = exact(inLotUnit);
  if (kept === 0 && !zero) return refuse('amountTooFine', { amount: typed, unit });
  return kept;
}

/** Whether so much can leave a lot when `waiting` of it is promised already. */
export function enough(lot: Lot, amount: number, waiting: number): Refusal | null {
  const left = plus(lot.amount, -waiting);
  if (amount <= left) return null;
  return refuse('lotNotEnough', { amount, left, unit: lot.unit, waiting });
}

/** Days of a delivery; `today` is the site's. */
export function checkDeliveryDays(
  receivedOn: string,
  expiresOn: string | null,
  today: string,
): Refusal | null {
  if (receivedOn > today) return refuse('stockReceivedInFuture', { receivedOn });
  if (expiresOn !== null && expiresOn < receivedOn)
    return refuse('stockExpiresBefore', { expiresOn, receivedOn });
  return null;
}

/** Why a placement cannot even be asked for, in one sentence; the form shows every finding beside it. */
export function placementRefusal(findings: readonly Finding[]): Refusal | null {
  const worst = findings.filter(({ verdict }) => verdict === 'forbidden');
  const [first] = worst;
  if (!first) return null;
  const store = first.storeKey;
  switch (first.rule) {
    case 'noShape':
      return refuse('storeNoShape', { store });
    case 'notAllowed':
      return refuse('classNotAllowed', { store, ...first.facts });
    case 'capacity':
      return refuse('storeOverCapacity', { store, ...first.facts });
    case 'pairTogether':
    case 'pairNear':
      return refuse('placementPair', {
        store,
        substance: first.substance,
        neighbour: first.neighbour,
        count: worst.length,
      });
    default:
      return refuse('placementForbidden', { store, count: worst.length });
  }
}

/** A lot after something came to it (positive) or left it (negative). */
export function lotAfter(lot: Lot, change: number): Lot {
  return { ...lot, amount: plus(lot.amount, change), version: lot.version + 1 };
}

/** What a stock-take does to the books; a difference needs a reason. */
export function countDifference(
  lot: Lot,
  counted: number,
  reason: string,
): Answer<{ readonly amount: number; readonly gained: boolean }> {
  const change = plus(counted, -lot.amount);
  if (change !== 0 && reason === '')
    return refuse('movementCountReason', { booked: lot.amount, counted, unit: lot.unit });
  return { amount: Math.abs(change), gained: change > 0 };
}

/** What a movement does to the lots, positive where it brings; the sum over the done ones and the opening is the lot. */
export function effectOn(movement: Movement, lotId: string): number {
  if (movement.state !== 'done') return 0;
  return (
    (movement.toLotId === lotId ? movement.amount : 0) - (movement.fromLotId === lotId ? movement.amount : 0)
  );
}

/** What both people put their names to: any change of it is another request. */
export function contentOf(
  movement: Movement,
  findings: readonly Pick<Finding, 'key' | 'verdict'>[],
  booked: number | null,
): object {
  const {
    id: movementId, kind, substanceId, fromLotId, toStoreId, issueId, amount: moved, unit, enteredAmount, enteredUnit, vessel,
    lotNumber, receivedOn, expiresOn, counted, reason,
  } = movement; // prettier-ignore
  return {
    id: movementId, kind, substanceId, fromLotId, toStoreId, issueId, amount: moved, unit, enteredAmount, enteredUnit, vessel,
    lotNumber, receivedOn, expiresOn, counted, booked, reason,
    found: findings.map(({ key, verdict }) => `${verdict} ${key}`).sort(),
  }; // prettier-ignore
}
