import { allCategories, categoryById } from '../category/category-store.ts';
import type { Category } from '../category/category.ts';
import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { incidentById } from '../incident/incident-store.ts';
import { fold } from '../journal/search-text.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import {
  checkAmount, checkDays, chooseLots, countLot, lineOf, lotState, plus, takeFrom, type StockLot, type StockMinimum,
  type StockMove, type Take,
} from './stock.ts'; // prettier-ignore
import {
  categoriesWithLots, insertLot, insertMove, lotById, lotPage, lotsAt, minimumAt, movePage, placesWith, sameLotAt,
  saveMinimum, updateLot,
} from './stock-store.ts'; // prettier-ignore

/** A category of which lots are kept, with its unit. */
function consumable(db: ReadHandle, id: string): Answer<Category & { readonly unit: string }> {
  const category = categoryById(db, id);
  if (!category) return refuse('unknownCategory');
  if (category.kind !== 'consumable' || category.unit === null)
    return refuse('stockNotConsumable', { category: category.names });
  return { ...category, unit: category.unit };
}

function unknownPlace(db: ReadHandle, placeId: string): Refusal | null {
  return placeById(db, placeId) ? null : refuse('unknownPlace', { place: placeId });
}

function enterMove(
  tx: Tx,
  move: Pick<StockMove, 'lotId' | 'kind' | 'change'> &
    Partial<Pick<StockMove, 'reason' | 'otherLotId' | 'incidentId'>>,
): void {
  const whole: StockMove = {
    reason: '', otherLotId: null, incidentId: null, ...move,
    id: tx.newId(), seq: tx.seq, at: tx.now, by: tx.operator.name,
  }; // prettier-ignore
  insertMove(tx.db, whole);
  tx.record('stockMove', whole);
}

function enterLot(tx: Tx, lot: StockLot): StockLot {
  insertLot(tx.db, lot);
  tx.record('stockLot', lot);
  return lot;
}

function saveLot(tx: Tx, lot: StockLot): StockLot {
  updateLot(tx.db, lot);
  tx.record('stockLot', lot);
  return lot;
}

/** The lots that give what is asked; one named lot may be expired when there is a reason. */
function takesOf(
  tx: Tx,
  input: {
    categoryId: string;
    placeId: string;
    lotId: string | null;
    amount: number;
    override: string | null;
  },
  unit: string,
): Answer<readonly Take[]> {
  const today = tx.today;
  if (input.lotId === null) {
    const there = lotsAt(tx.db, input.categoryId, input.placeId);
    const takes = chooseLots(there, input.amount, unit, today);
    if (!isRefusal(takes) || takes.refused !== 'stockNotEnough') return takes;
    const elsewhere = (placesWith(tx.db, [input.categoryId], today).get(input.categoryId) ?? [])
      .filter(({ place, usable }) => place.id !== input.placeId && usable > 0)
      .map(({ place, usable }) => `${place.key}: ${usable}`);
    return elsewhere.length === 0 ? takes : refuse('stockNotEnoughHere', { ...takes.facts, elsewhere });
  }
  const lot = lotById(tx.db, input.lotId);
  if (!lot || lot.categoryId !== input.categoryId || lot.placeId !== input.placeId)
    return refuse('stockUnknownLot');
  const amount = checkAmount(input.amount, lot.unit);
  if (isRefusal(amount)) return amount;
  if (lotState(lot, today) === 'expired' && input.override === null)
    return refuse('stockLotExpired', { label: lot.label, expiresOn: lot.expiresOn });
  return [{ lot, amount }];
}

export const stockHandlers: Part<
  | 'stock.receive'
  | 'stock.issue'
  | 'stock.move'
  | 'stock.writeOff'
  | 'stock.count'
  | 'stock.correct'
  | 'stock.setMinimum'
  | 'stock.board'
  | 'stock.lots'
  | 'stock.moves'
> = {
  'stock.receive': (tx, input) => {
    const category = consumable(tx.db, input.categoryId);
    if (isRefusal(category)) return category;
    if (category.retiredAt !== null) return refuse('stockCategoryRetired', { category: category.names });
    const wrongPlace = unknownPlace(tx.db, input.placeId);
    if (wrongPlace) return wrongPlace;
    const amount = checkAmount(input.amount, category.unit);
    if (isRefusal(amount)) return amount;
    const today = tx.today;
    const receivedOn = input.receivedOn ?? today;
    const wrongDay = checkDays(receivedOn, input.expiresOn, today);
    if (isRefusal(wrongDay)) return wrongDay;
    const lot = enterLot(tx, {
      id: tx.newId(), ...input, amount, unit: category.unit, receivedOn, countedAt: null, version: 1,
    }); // prettier-ignore
    enterMove(tx, { lotId: lot.id, kind: 'receive', change: amount });
    return lot;
  },
  'stock.issue': (tx, input) => {
    const category = consumable(tx.db, input.categoryId);
    if (isRefusal(category)) return category;
    const wrongPlace = unknownPlace(tx.db, input.placeId);
    if (wrongPlace) return wrongPlace;
    if (input.incidentId !== null && !incidentById(tx.db, input.incidentId)) return refuse('unknownIncident');
    const takes = takesOf(tx, input, category.unit);
    if (isRefusal(takes)) return takes;
    const reason = input.override === null ? input.reason : `${input.reason} (${input.override})`;
    const lots: StockLot[] = [];
    for (const { lot, amount } of takes) {
      const after = takeFrom(lot, amount);
      if (isRefusal(after)) return after;
      lots.push(saveLot(tx, after));
      enterMove(tx, { lotId: lot.id, kind: 'issue', change: -amount, reason, incidentId: input.incidentId });
    }
    if (input.incidentId !== null) tx.concerns(input.incidentId);
    return lots;
  },
  'stock.move': (tx, input) => {
    const lot = lotById(tx.db, input.lotId);
    if (!lot) return refuse('stockUnknownLot');
    const wrongPlace = unknownPlace(tx.db, input.toPlaceId);
    if (wrongPlace) return wrongPlace;
    if (input.toPlaceId === lot.placeId) return refuse('stockAlreadyThere');
    const after = takeFrom(lot, input.amount);
    if (isRefusal(after)) return after;
    const amount = plus(lot.amount, -after.amount);
    const there = sameLotAt(tx.db, lot, input.toPlaceId);
    const target: StockLot = there
      ? { ...there, amount: plus(there.amount, amount), version: there.version + 1 }
      : { ...lot, id: tx.newId(), placeId: input.toPlaceId, amount, countedAt: null, version: 1 };
    saveLot(tx, after);
    if (there) saveLot(tx, target);
    else enterLot(tx, target);
    const { reason } = input;
    enterMove(tx, { lotId: lot.id, kind: 'moveOut', change: -amount, reason, otherLotId: target.id });
    enterMove(tx, { lotId: target.id, kind: 'moveIn', change: amount, reason, otherLotId: lot.id });
    return target;
  },
  'stock.writeOff': (tx, input) => {
    const lot = lotById(tx.db, input.lotId);
    if (!lot) return refuse('stockUnknownLot');
    const after = takeFrom(lot, input.amount);
    if (isRefusal(after)) return after;
    saveLot(tx, after);
    enterMove(tx, {
      lotId: lot.id, kind: 'writeOff', change: plus(after.amount, -lot.amount), reason: input.reason,
    }); // prettier-ignore
    return after;
  },
  'stock.count': (tx, input) => {
    const ids = new Set(input.counts.map(({ lotId }) => lotId));
    if (ids.size < input.counts.length) return refuse('stockCountedTwice');
    const lots: StockLot[] = [];
    for (const { lotId, version, counted, reason } of input.counts) {
      const lot = lotById(tx.db, lotId);
      if (!lot) return refuse('stockUnknownLot');
      // What was counted is what lay there when the form was opened; a move meanwhile makes it another shelf.
      const answer = checkVersion(lot, version) ?? countLot(lot, counted, reason, tx.now);
      if (isRefusal(answer)) return answer;
      lots.push(saveLot(tx, answer.lot));
      enterMove(tx, { lotId, kind: 'count', change: answer.change, reason });
    }
    return lots;
  },
  'stock.correct': (tx, input) => {
    const lot = lotById(tx.db, input.lotId);
    if (!lot) return refuse('stockUnknownLot');
    const wrong = checkVersion(lot, input.version) ?? checkDays(lot.receivedOn, input.expiresOn, tx.today);
    if (isRefusal(wrong)) return wrong;
    const { label, expiresOn, note } = input;
    return saveLot(tx, { ...lot, label, expiresOn, note, version: lot.version + 1 });
  },
  'stock.setMinimum': (tx, input) => {
    const category = consumable(tx.db, input.categoryId);
    if (isRefusal(category)) return category;
    const wrongPlace = unknownPlace(tx.db, input.placeId);
    if (wrongPlace) return wrongPlace;
    const minimum = checkAmount(input.minimum, category.unit, true);
    if (isRefusal(minimum)) return minimum;
    const before = minimumAt(tx.db, input.categoryId, input.placeId);
    if ((before?.version ?? null) !== input.version)
      return refuse('conflict', { seen: input.version ?? 0, current: before?.version ?? 0 });
    const { categoryId, placeId } = input;
    const after: StockMinimum = {
      id: before?.id ?? tx.newId(), categoryId, placeId, minimum, version: (before?.version ?? 0) + 1,
    }; // prettier-ignore
    saveMinimum(tx.db, after);
    tx.record('stockMinimum', after);
    return after;
  },

  'stock.board': (read, input) => {
    const words = fold(input.text).split(' ').filter(Boolean);
    const withLots = categoriesWithLots(read.db, input.text);
    const fitting = allCategories(read.db, { kind: 'consumable' }).filter((category) => {
      const own = ` ${fold([category.key, ...Object.values(category.names)].join(' '))}`;
      const named = words.every((word) => own.includes(` ${word}`));
      return withLots.has(category.id) || (named && category.retiredAt === null);
    });
    const rest = input.after === undefined ? fitting : fitting.filter(({ key }) => key > (input.after ?? ''));
    const shown = rest.slice(0, input.limit);
    const ids = shown.map(({ id }) => id);
    const places = placesWith(read.db, ids, read.today);
    return {
      rows: shown.map((category) => lineOf(category, places.get(category.id) ?? [])),
      total: fitting.length,
      next: shown.length < rest.length ? (shown.at(-1)?.key ?? null) : null,
    };
  },
  'stock.lots': (read, input) => lotPage(read.db, input, read.today),
  'stock.moves': (read, input) => movePage(read.db, input),
};
