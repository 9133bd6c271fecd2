import type { ReadHandle } from '../database.ts';
import type { Part } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import type { RowsThen } from '../journal/journal-store.ts';
import { placeById } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { refuse } from '../refusal.ts';
import { catalogue } from './catalogue.ts';
import {
  fillOf,
  storeRefusal,
  substanceRefusal,
  type HoldChange,
  type Lot,
  type Store,
  type StoreLine,
  type Substance,
  type Tank,
} from './hazmat.ts';
import {
  freePlaces, insertStore, insertSubstance, insertTank, lotsOf, lotsTouchedAfter, storeById, storePage, substanceById, substanceByKey,
  substancePage, tankById, tanksOf, totalsOf, updateStore, updateSubstance, updateTank,
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
  | 'hazmat.changeSubstance'
  | 'hazmat.changeStore'
  | 'hazmat.addTank'
  | 'hazmat.readTank'
  | 'hazmat.catalogue'
  | 'hazmat.substance'
  | 'hazmat.substances'
  | 'hazmat.stores'
  | 'hazmat.store'
  | 'hazmat.freePlaces'
> = {
  'hazmat.addSubstance': (tx, input) => {
    if (substanceByKey(tx.db, input.key)) return refuse('substanceKeyTaken', { key: input.key });
    const wrong = substanceRefusal(input);
    if (wrong) return wrong;
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
    const wrong = storeRefusal(input);
    if (wrong) return wrong;
    const { placeId, ...given } = input;
    const store: Store = { id: placeId, ...given, version: 1 };
    insertStore(tx.db, store);
    tx.record('store', store);
    return store;
  },
  'hazmat.changeSubstance': (tx, input) => {
    const before = substanceById(tx.db, input.id);
    if (!before) return refuse('unknownSubstance');
    const old = checkVersion(before, input.version);
    if (old) return old;
    const wrong = substanceRefusal(input);
    if (wrong) return wrong;
    const substance: Substance = { ...before, ...input, version: before.version + 1 };
    updateSubstance(tx.db, substance);
    tx.record('substance', substance);
    return substance;
  },
  'hazmat.changeStore': (tx, input) => {
    const before = storeById(tx.db, input.id);
    if (!before) return refuse('unknownStore');
    const old = checkVersion(before, input.version);
    if (old) return old;
    const wrong = storeRefusal(input);
    if (wrong) return wrong;
    const store: Store = { ...before, ...input, version: before.version + 1 };
    const held = fillOf(store, totalsOf(tx.db, store.id));
    if (held.amount > store.capacity * (1 + 1e-9))
      return refuse('storeHoldsMore', {
        store: placeById(tx.db, store.id)?.key ?? '',
        amount: Math.round(held.amount * 1000) / 1000,
        unit: store.unit,
      });
    updateStore(tx.db, store);
    tx.record('store', store);
    return store;
  },
  'hazmat.addTank': (tx, input) => {
    const place = placeById(tx.db, input.placeId);
    if (!place) return refuse('unknownPlace', { place: input.placeId });
    if (!storeById(tx.db, input.storeId)) return refuse('unknownStore');
    if (place.kind !== 'tank' || place.parentId !== input.storeId)
      return refuse('notATank', { place: place.key });
    if (tankById(tx.db, place.id)) return refuse('tankKnown', { place: place.key });
    const { placeId, ...given } = input;
    const tank: Tank = { id: placeId, ...given, levelPercent: null, levelAt: null, version: 1 };
    insertTank(tx.db, tank);
    tx.record('tank', tank);
    return tank;
  },
  'hazmat.readTank': (tx, input) => {
    const before = tankById(tx.db, input.id);
    if (!before) return refuse('unknownTank');
    const old = checkVersion(before, input.version);
    if (old) return old;
    const tank: Tank = {
      ...before, levelPercent: input.levelPercent, levelAt: tx.now, version: before.version + 1,
    }; // prettier-ignore
    updateTank(tx.db, tank);
    tx.record('tank', tank);
    return tank;
  },
  'hazmat.catalogue': () => ({ rows: catalogue, total: catalogue.length, next: null }),
  'hazmat.substance': (read, input) => substanceById(read.db, input.id) ?? null,
  'hazmat.substances': (read, input) => substancePage(read.db, input),
  'hazmat.stores': (read, input) => {
    const page = storePage(read.db, input);
    return { ...page, rows: page.rows.map(({ store, place }) => lineOf(read.db, store, place)) };
  },
  'hazmat.freePlaces': (read, input) => {
    const rows = freePlaces(read.db, input.storeId);
    return { rows, total: rows.length, next: null };
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
    const tanks = tanksOf(read.db, store.id).flatMap((tank) => {
      const its = placeById(read.db, tank.id);
      return its ? [{ ...tank, place: { id: its.id, key: its.key, kind: its.kind, names: its.names } }] : [];
    });
    return { ...lineOf(read.db, store, { id, key, kind, names }), lots, tanks };
  },
};
