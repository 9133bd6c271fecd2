import type { Part } from '../door.ts';
import { refuse } from '../refusal.ts';
import type { Place } from './place.ts';
import { findPlaces, insertPlace, placeById, placeByKey, placesOf } from './place-store.ts';

export const placeHandlers: Part<'map.print' | 'place.add' | 'place.find' | 'place.all'> = {
  'place.add': (tx, input) => {
    if (placeByKey(tx.db, input.key)) return refuse('placeKeyTaken', { key: input.key });
    if (input.parentId !== null && !placeById(tx.db, input.parentId))
      return refuse('unknownPlace', { place: input.parentId });
    const place: Place = { id: tx.newId(), ...input, version: 1 };
    insertPlace(tx.db, place);
    tx.record('place', place);
    return place;
  },
  'map.print': async (read) => {
    const { printWindow } = read.site.house;
    return printWindow ? { path: await printWindow() } : refuse('noWindow');
  },
  'place.find': (read, input) => findPlaces(read.db, input.text, Number(input.after ?? 0) || 0, input.limit),
  'place.all': (read, input) => placesOf(read.db, input.kinds),
};
