import type { ReadHandle } from '../database.ts';
import type { Part, Read, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { askSecond, contentHashOf, decideSecond, takeBackSecond } from '../two-person/two-person-handlers.ts';
import { confirmationOf } from '../two-person/two-person-store.ts';
import {
  assessPlacement,
  offersFor,
  verdictOf,
  type Finding,
  type Held,
  type HazmatSite,
  type Offer,
} from './assessment.ts';
import { plus, type Lot, type Substance } from './hazmat.ts';
import { hazmatSite, hazmatSiteSoon, inSlices, siteWithout } from './whole-site-handlers.ts';
import { insertLot, lotById, storeById, substanceById, updateLot } from './hazmat-store.ts';
import {
  amountIn, checkDeliveryDays, contentOf, countDifference, enough, lotAfter, movementLifeMs, placementRefusal, type Movement,
  type MovementDetail, type MovementLine, type MovementRequest,
} from './movement.ts'; // prettier-ignore
import {
  insertMovement, movementById, movementPage, returnedOf, sameLotIn, updateMovement, waitingFrom, type MovementBetween,
} from './movement-store.ts'; // prettier-ignore

type At = Pick<Read, 'db' | 'now' | 'today'>;
type Draft = Omit<Movement, 'id' | 'state' | 'recordedAt' | 'recordedBy' | 'version'>;

const blank = {
  fromLotId: null, toStoreId: null, toLotId: null, issueId: null, vessel: null, lotNumber: '', receivedOn: null, expiresOn: null,
  counted: null, booked: null, doneAt: null, found: [],
} as const; // prettier-ignore

function known(db: ReadHandle, lotId: string): Answer<{ readonly lot: Lot; readonly substance: Substance }> {
  const lot = lotById(db, lotId);
  const substance = lot && substanceById(db, lot.substanceId);
  return lot && substance ? { lot, substance } : refuse('unknownLot');
}

/** A request as a movement in the lot's unit, or the sentence that says why it cannot be one. `self` is one that it replaces. */
function draftOf(at: At, request: MovementRequest, self: string): Answer<Draft> {
  switch (request.kind) {
    case 'receive':
      return draftReceive(at, request);
    case 'return':
      return draftReturn(at, request, self);
    case 'count': {
      const from = known(at.db, request.lotId);
      if (isRefusal(from)) return from;
      const counted = amountIn(request.counted, request.unit, from.lot.unit, from.substance, true);
      if (isRefusal(counted)) return counted;
      const difference = countDifference(from.lot, counted, request.reason);
      if (isRefusal(difference)) return difference;
      return {
        ...blank, kind: 'count', substanceId: from.substance.id, fromLotId: from.lot.id, amount: difference.amount,
        unit: from.lot.unit, enteredAmount: request.counted, enteredUnit: request.unit, counted, booked: from.lot.amount,
        lotNumber: from.lot.lotNumber, reason: request.reason,
      }; // prettier-ignore
    }
    case 'move':
    case 'issue':
    case 'dispose': {
      const from = known(at.db, request.lotId);
      if (isRefusal(from)) return from;
      const { lot, substance } = from;
      const toStoreId = request.kind === 'move' ? request.toStoreId : null;
      if (toStoreId === lot.storeId) return refuse('movementSameStore');
      if (toStoreId !== null && !storeById(at.db, toStoreId)) return refuse('unknownStore');
      const amount = amountIn(request.amount, request.unit, lot.unit, substance);
      if (isRefusal(amount)) return amount;
      const { vessel, lotNumber, receivedOn, expiresOn } = lot;
      return {
        ...blank, kind: request.kind, substanceId: substance.id, fromLotId: lot.id, toStoreId, amount, unit: lot.unit,
        enteredAmount: request.amount, enteredUnit: request.unit, vessel, lotNumber, receivedOn, expiresOn,
        reason: request.reason,
      }; // prettier-ignore
    }
  }
}

function draftReceive(at: At, request: MovementRequest & { kind: 'receive' }): Answer<Draft> {
  const substance = substanceById(at.db, request.substanceId);
  if (!substance) return refuse('unknownSubstance');
  if (!storeById(at.db, request.toStoreId)) return refuse('unknownStore');
  const amount = amountIn(request.amount, request.unit, request.unit, substance);
  if (isRefusal(amount)) return amount;
  if (request.vessel !== null && request.vessel > amount)
    return refuse('vesselAboveAmount', { vessel: request.vessel, amount, unit: request.unit });
  const receivedOn = request.receivedOn ?? at.today;
  const wrongDay = checkDeliveryDays(receivedOn, request.expiresOn, at.today);
  if (wrongDay) return wrongDay;
  const { kind, substanceId, toStoreId, unit, vessel, lotNumber, expiresOn, reason } = request;
  return {
    ...blank, kind, substanceId, toStoreId, amount, unit, enteredAmount: amount, enteredUnit: unit, vessel, lotNumber,
    receivedOn, expiresOn, reason,
  }; // prettier-ignore
}

function draftReturn(at: At, request: MovementRequest & { kind: 'return' }, self: string): Answer<Draft> {
  const issue = movementById(at.db, request.issueId);
  if (issue?.kind !== 'issue' || issue.state !== 'done' || issue.fromLotId === null)
    return refuse('unknownIssue');
  const from = known(at.db, issue.fromLotId);
  if (isRefusal(from)) return from;
  if (!storeById(at.db, request.toStoreId)) return refuse('unknownStore');
  const amount = amountIn(request.amount, request.unit, issue.unit, from.substance);
  if (isRefusal(amount)) return amount;
  const out = plus(issue.amount, -returnedOf(at.db, issue.id, at.now, self));
  if (amount > out) return refuse('returnTooMuch', { amount, out, unit: issue.unit });
  const { vessel, lotNumber, receivedOn, expiresOn } = from.lot;
  return {
    ...blank, kind: 'return', substanceId: from.substance.id, toStoreId: request.toStoreId, issueId: issue.id, amount,
    unit: issue.unit, enteredAmount: request.amount, enteredUnit: request.unit, vessel, lotNumber, receivedOn, expiresOn,
    reason: request.reason,
  }; // prettier-ignore
}

/** The site as it would be with the thing on its way, and what would come. */
function placing(
  at: At,
  movement: Draft & { readonly id: string },
): { readonly site: HazmatSite; readonly coming: Held } | null {
  const substance = substanceById(at.db, movement.substanceId);
  if (!substance) return null;
  const { amount, unit, vessel, expiresOn, substanceId } = movement;
  const from = movement.fromLotId === null ? undefined : lotById(at.db, movement.fromLotId);
  const site = siteWithout(
    hazmatSite(at.db, at.now, at.today),
    movement.id,
    from ? { storeId: from.storeId, substanceId, amount } : null,
  );
  return { site, coming: { substance, amount, unit, vessel, expiresOn, movementId: movement.id } };
}

/** What the placement of a movement meets now; nothing for one that only takes away. */
function findingsOf(at: At, movement: Draft & { readonly id: string }): Finding[] {
  if (movement.toStoreId === null || movement.kind === 'count') return [];
  const placed = placing(at, movement);
  const ground = placed?.site.grounds.find(({ id }) => id === movement.toStoreId);
  return placed && ground ? assessPlacement(placed.site, ground, placed.coming) : [];
}

/** Whether a movement could be done now: there is enough, and nothing forbids the place. */
function standing(
  at: At,
  movement: Draft & { readonly id: string },
  findings: readonly Finding[],
): Refusal | null {
  const lot = movement.fromLotId === null ? undefined : lotById(at.db, movement.fromLotId);
  if (lot && movement.kind !== 'count') {
    const short = enough(lot, movement.amount, waitingFrom(at.db, lot.id, at.now, movement.id));
    if (short) return short;
  }
  return placementRefusal(findings);
}

function hashOf(at: At, movement: Movement, findings: readonly Finding[]): string {
  const lot = movement.fromLotId === null ? undefined : lotById(at.db, movement.fromLotId);
  return contentHashOf(
    contentOf(movement, findings, movement.kind === 'count' ? (lot?.amount ?? null) : null),
  );
}

/** Records a movement, new or another wording of one that waits, and asks for the second person. */
function put(tx: Tx, request: MovementRequest, before: Movement | null): Answer<MovementLine> {
  const draft = draftOf(tx, request, before?.id ?? '');
  if (isRefusal(draft)) return draft;
  const id = before?.id ?? tx.newId();
  const movement: Movement = {
    ...draft, id, state: 'waiting', recordedAt: tx.now, recordedBy: tx.operator.name, version: (before?.version ?? 0) + 1,
  }; // prettier-ignore
  const findings = findingsOf(tx, movement);
  const wrong = standing(tx, movement, findings);
  if (wrong) return wrong;
  if (before) {
    const replaced = takeBackSecond(tx, 'movement', id, 'replaced', '');
    if (isRefusal(replaced)) return replaced;
    updateMovement(tx.db, movement);
  } else insertMovement(tx.db, movement);
  tx.record('movement', movement);
  const asked = askSecond(tx, 'movement', id, hashOf(tx, movement, findings), movementLifeMs);
  return isRefusal(asked) ? asked : lineById(tx, id);
}

function lineOf(at: At, movement: MovementBetween): MovementLine {
  const { id, key, names, unNumber, hazardClass, subsidiary, ghs } = substanceById(
    at.db,
    movement.substanceId,
  )!;
  const outstanding =
    movement.kind === 'issue' && movement.state === 'done'
      ? plus(movement.amount, -returnedOf(at.db, movement.id, at.now, ''))
      : 0;
  return {
    ...movement,
    substance: { id, key, names, unNumber, hazardClass, subsidiary, ghs },
    confirmation: confirmationOf(at.db, 'movement', movement.id) ?? null,
    outstanding,
  };
}

function lineById(at: At, id: string): Answer<MovementLine> {
  const [row] = movementPage(at.db, { text: '', id, outstanding: false, after: 0, limit: 1 }).rows;
  return row ? lineOf(at, row) : refuse('unknownMovement');
}

/** A waiting movement whose version is the one seen. */
function waiting(tx: Tx, input: { readonly id: string; readonly version: number }): Answer<Movement> {
  const movement = movementById(tx.db, input.id);
  if (!movement) return refuse('unknownMovement');
  // One that is decided tells by whom, which says more than that a version is old.
  return movement.state === 'waiting' ? (checkVersion(movement, input.version) ?? movement) : movement;
}

function saved(tx: Tx, movement: Movement): Answer<MovementLine> {
  updateMovement(tx.db, movement);
  tx.record('movement', movement);
  return lineById(tx, movement.id);
}

function change(tx: Tx, lot: Lot, by: number): Lot {
  const after = lotAfter(lot, by);
  updateLot(tx.db, after);
  tx.record('lot', after);
  return after;
}

/** The lot in the store to which something comes: the rest of the same delivery there, or a new one. */
function landing(tx: Tx, movement: Movement, storeId: string): Lot {
  const { substanceId, amount, unit, lotNumber, receivedOn, expiresOn, vessel } = movement;
  const lot: Lot = {
    id: tx.newId(), storeId, substanceId, amount, unit, lotNumber, receivedOn, expiresOn, note: '', opening: 0, vessel,
    countedAt: null, version: 1,
  }; // prettier-ignore
  const sameId = movement.kind === 'receive' ? undefined : sameLotIn(tx.db, lot, storeId);
  const same = sameId === undefined ? undefined : lotById(tx.db, sameId);
  if (same) return change(tx, same, amount);
  insertLot(tx.db, lot);
  tx.record('lot', lot);
  return lot;
}

/** Brings a confirmed movement into the books. */
function book(tx: Tx, movement: Movement): Movement {
  const from = movement.fromLotId === null ? undefined : lotById(tx.db, movement.fromLotId);
  if (movement.kind === 'count' && from) {
    const counted = movement.counted ?? from.amount;
    const gained = counted > from.amount;
    const after = { ...from, amount: counted, countedAt: tx.now, version: from.version + 1 };
    updateLot(tx.db, after);
    tx.record('lot', after);
    return gained ? { ...movement, fromLotId: null, toStoreId: from.storeId, toLotId: from.id } : movement;
  }
  if (from) change(tx, from, -movement.amount);
  return movement.toStoreId === null
    ? movement
    : { ...movement, toLotId: landing(tx, movement, movement.toStoreId).id };
}

export const movementHandlers: Part<
  | 'movement.record'
  | 'movement.change'
  | 'movement.confirm'
  | 'movement.refuse'
  | 'movement.withdraw'
  | 'movement.page'
  | 'movement.one'
  | 'movement.judge'
> = {
  'movement.record': (tx, input) => put(tx, input.request, null),
  'movement.change': (tx, input) => {
    const movement = waiting(tx, input);
    return isRefusal(movement) ? movement : put(tx, input.request, movement);
  },
  'movement.confirm': (tx, input) => {
    const movement = waiting(tx, input);
    if (isRefusal(movement)) return movement;
    const findings = findingsOf(tx, movement);
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const hashNow = hashOf(tx, movement, findings);
    const decided = decideSecond(tx, 'movement', movement.id, seen, hashNow, 'confirmed', '');
    if (isRefusal(decided)) return decided;
    const wrong = standing(tx, movement, findings);
    if (wrong) return wrong;
    return saved(tx, {
      ...book(tx, movement), state: 'done', doneAt: tx.now, found: findings, version: movement.version + 1,
    }); // prettier-ignore
  },
  'movement.refuse': (tx, input) => {
    const movement = waiting(tx, input);
    if (isRefusal(movement)) return movement;
    const seen = { contentHash: input.contentHash, version: input.confirmationVersion };
    const decided = decideSecond(tx, 'movement', movement.id, seen, '', 'refused', input.reason);
    if (isRefusal(decided)) return decided;
    return saved(tx, { ...movement, state: 'refused', version: movement.version + 1 });
  },
  'movement.withdraw': (tx, input) => {
    const movement = waiting(tx, input);
    if (isRefusal(movement)) return movement;
    const back = takeBackSecond(tx, 'movement', movement.id, 'withdrawn', input.reason);
    if (isRefusal(back)) return back;
    return saved(tx, { ...movement, state: 'withdrawn', version: movement.version + 1 });
  },
  'movement.page': (read, input) => {
    const page = movementPage(read.db, { ...input, after: Number(input.after ?? 0) || 0 });
    return { ...page, rows: page.rows.map((row) => lineOf(read, row)) };
  },
  'movement.one': (read, input): MovementDetail | null => {
    const line = lineById(read, input.id);
    if (isRefusal(line)) return null;
    const open = line.state === 'waiting';
    const findings = open ? findingsOf(read, line) : line.found;
    const unchanged = !open || hashOf(read, line, findings) === line.confirmation?.contentHash;
    return { ...line, findings, unchanged };
  },
  'movement.judge': async (read, input) => {
    const substance = substanceById(read.db, input.substanceId);
    if (!substance) return refuse('unknownSubstance');
    const from = input.fromLotId === null ? undefined : lotById(read.db, input.fromLotId);
    const unit = from?.unit ?? input.unit;
    const amount = amountIn(input.amount, input.unit, unit, substance);
    if (isRefusal(amount)) return amount;
    const base = await hazmatSiteSoon(read.db, read.now, read.today);
    const taken = from ? { storeId: from.storeId, substanceId: substance.id, amount } : null;
    const site = siteWithout(base, '', taken);
    const coming: Held = {
      substance, amount, unit, vessel: input.vessel ?? from?.vessel ?? null, expiresOn: null, movementId: null,
    }; // prettier-ignore
    const ground = site.grounds.find(({ id }) => id === input.storeId);
    const findings = ground ? assessPlacement(site, ground, coming) : [];
    const except = from?.storeId ?? null;
    const offers: Offer[] = await inSlices(offersFor(site, coming, except, 4));
    return { verdict: ground ? verdictOf(findings) : null, findings, offers, own: site.policy.own };
  },
};
