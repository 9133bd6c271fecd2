import { namesChanged } from '../equipment/reindex-handlers.ts';
import type { Part, Tx } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { sitePosition } from '../session/site-store.ts';
import { checkShape, type Place } from './place.ts';
import {
  findPlaces,
  insertPlace,
  placeById,
  placeByKey,
  placeRetiredAt,
  placesOf,
  setPlaceRetired,
  updatePlace,
  usesOf,
} from './place-store.ts';

/** What is wrong with a place as it would be: a code that is taken, a place around it that is not there, a bad shape. */
function checkPlace(tx: Tx, place: Place): Refusal | null {
  const same = placeByKey(tx.db, place.key);
  if (same && same.id !== place.id) return refuse('placeKeyTaken', { key: place.key });
  if (place.parentId !== null) {
    if (!placeById(tx.db, place.parentId)) return refuse('unknownPlace', { place: place.parentId });
    if (isInside(tx, place.parentId, place.id)) return refuse('placeInsideItself', { place: place.key });
  }
  return checkShape(place.geometry, sitePosition(tx.db));
}

/** Whether `id` is `outer`, or is around it. */
function isInside(tx: Tx, outer: string, id: string): boolean {
  let at: string | null = outer;
  for (let depth = 0; at !== null && depth < 100; depth += 1) {
    if (at === id) return true;
    at = placeById(tx.db, at)?.parentId ?? null;
  }
  return false;
}

/** The place as the caller saw it, still in the register (or already out of it). */
function seen(tx: Tx, input: { id: string; version: number }, retired: boolean): Answer<Place> {
  const place = placeById(tx.db, input.id);
  if (!place || (placeRetiredAt(tx.db, input.id) !== null) !== retired)
    return refuse('unknownPlace', { place: place?.key ?? input.id });
  return checkVersion(place, input.version) ?? place;
}

export const placeHandlers: Part<
  'map.print' | 'place.add' | 'place.change' | 'place.retire' | 'place.reinstate' | 'place.find' | 'place.all'
> = {
  'place.add': (tx, input) => {
    const place: Place = { id: tx.newId(), ...input, version: 1 };
    const wrong = checkPlace(tx, place);
    if (wrong) return wrong;
    insertPlace(tx.db, place);
    tx.record('place', place);
    return place;
  },
  'place.change': (tx, input) => {
    const place = seen(tx, input, false);
    if (isRefusal(place)) return place;
    const after: Place = {
      ...place,
      key: input.key ?? place.key,
      names: input.names ?? place.names,
      geometry: input.geometry ?? place.geometry,
      parentId: input.parentId === undefined ? place.parentId : input.parentId,
      version: place.version + 1,
    };
    const wrong = checkPlace(tx, after);
    if (wrong) return wrong;
    updatePlace(tx.db, after);
    tx.record('place', after);
    // Items are found by where they are.
    if (after.key !== place.key || after.names !== place.names) namesChanged(tx, 'place', place.id);
    return after;
  },
  'place.retire': (tx, input) => {
    const place = seen(tx, input, false);
    if (isRefusal(place)) return place;
    const uses = usesOf(tx.db, place.id);
    if (uses.length > 0) return refuse('placeInUse', { place: place.key, uses });
    return setRetired(tx, place, tx.now);
  },
  'place.reinstate': (tx, input) => {
    const place = seen(tx, input, true);
    return isRefusal(place) ? place : setRetired(tx, place, null);
  },
  'map.print': async (read) => {
    const { printWindow } = read.site.house;
    return printWindow ? { path: await printWindow() } : refuse('noWindow');
  },
  'place.find': (read, input) => findPlaces(read.db, input.text, Number(input.after ?? 0) || 0, input.limit),
  'place.all': (read, input) => placesOf(read.db, input.kinds),
};

function setRetired(tx: Tx, place: Place, retiredAt: string | null): Place {
  const after: Place = { ...place, version: place.version + 1 };
  setPlaceRetired(tx.db, after, retiredAt);
  tx.record('place', { ...after, retiredAt });
  return after;
}
