import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import type { RowsThen } from '../journal/journal-store.ts';
import { placeById } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse } from '../refusal.ts';
import {
  checkLot,
  fillOf,
  type HoldChange,
  type Lot,
  type Store,
  type StoreLine,
  type Substance,
} from './hazmat.ts';
import {
  insertLot, insertStore, insertSubstance, lotsOf, lotsTouchedAfter, storeById, storePage, substanceById, substanceByKey, substancePage, totalsOf,
} from './hazmat-store.ts'; // prettier-ignore

function lineOf(db: ReadHandle, store: Store, place: PlaceName): StoreLine {
  const totals = totalsOf(db, store.id);
  return {
    ...store,
    place,
    holds: totals.map(({ substance, amount, unit, lots }) => ({ substance, amount, unit, lots })),
    fill: fillOf(store, totals),
  };
}

/** What has changed in the stores since entry `seq`: of a long incident a few lots, of most none. */
export function holdChangesSince(db: ReadHandle, seq: number, then: RowsThen): HoldChange[] {
  const now = lotsTouchedAfter(db, seq);
  const before = then<Lot>(
    'lot',
    now.map((lot) => lot.id),
  );
  const change = (lot: Lot, sign: 1 | -1): HoldChange[] => {
    const substance = substanceById(db, lot.substanceId);
    if (!substance) return [];
    const { id, key, names, unNumber, hazardClass, subsidiary, ghs } = substance;
    return [
      {
        storeId: lot.storeId,
        substance: { id, key, names, unNumber, hazardClass, subsidiary, ghs },
        amount: sign * lot.amount,
        unit: lot.unit,
      },
    ];
  };
  return [...now.flatMap((lot) => change(lot, 1)), ...before.flatMap((lot) => change(lot, -1))];
}

export const hazmatHandlers: Part<
  | 'hazmat.addSubstance'
  | 'hazmat.addStore'
  | 'hazmat.addLot'
  | 'hazmat.substances'
  | 'hazmat.stores'
  | 'hazmat.store'
> = {
  'hazmat.addSubstance': (tx, input) => {
    if (substanceByKey(tx.db, input.key)) return refuse('substanceKeyTaken', { key: input.key });
    const substance: Substance = { id: tx.newId(), ...input, version: 1 };
    insertSubstance(tx.db, substance);
    tx.record('substance', substance);
    return substance;
  },
  'hazmat.addStore': (tx, input) => {
    const place = placeById(tx.db, input.placeId);
    if (!place) return refuse('unknownPlace', { place: input.placeId });
    if (place.kind !== 'store') return refuse('notAStore', { place: place.key });
    if (storeById(tx.db, place.id)) return refuse('storeKnown', { store: place.key });
    const { placeId, ...given } = input;
    const store: Store = { id: placeId, ...given, version: 1 };
    insertStore(tx.db, store);
    tx.record('store', store);
    return store;
  },
  'hazmat.addLot': (tx, input) => {
    const store = storeById(tx.db, input.storeId);
    const place = store && placeById(tx.db, store.id);
    if (!store || !place) return refuse('unknownStore');
    const substance = substanceById(tx.db, input.substanceId);
    if (!substance) return refuse('unknownSubstance');
    const wrong = checkLot(store, place.key, substance, input, fillOf(store, totalsOf(tx.db, store.id)));
    if (wrong) return wrong;
    const lot: Lot = { id: tx.newId(), ...input, version: 1 };
    insertLot(tx.db, lot);
    tx.record('lot', lot);
    return lot;
  },
  'hazmat.substances': (read, input) => substancePage(read.db, input),
  'hazmat.stores': (read, input) => {
    const page = storePage(read.db, input);
    return { ...page, rows: page.rows.map(({ store, place }) => lineOf(read.db, store, place)) };
  },
  'hazmat.store': (read, input) => {
    const store = storeById(read.db, input.id);
    const place = store && placeById(read.db, store.id);
    if (!store || !place) return null;
    const { id, key, kind, names } = place;
    const lots = lotsOf(read.db, store.id).flatMap((lot) => {
      const substance = substanceById(read.db, lot.substanceId);
      return substance ? [{ ...lot, substance }] : [];
    });
    return { ...lineOf(read.db, store, { id, key, kind, names }), lots };
  },
};
