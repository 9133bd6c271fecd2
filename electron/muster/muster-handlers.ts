import type { ReadHandle } from '../database.ts';
import type { Part, Tx } from '../door.ts';
import { openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { properName } from '../incident/incident.ts';
import { personById } from '../person/person-store.ts';
import type { Place } from '../place/place.ts';
import { placeById, placesOf } from '../place/place-store.ts';
import { isRefusal, refuse, type Answer } from '../refusal.ts';
import { id } from '../schema-parts.ts';
import { checkSeen, expectedAt, missingAt, type Head, type Muster, type MusterPoint } from './muster.ts';
import { musterAt, mustersOf, saveMuster } from './muster-store.ts';

/** How many the register expects at a point: its attribute expectedCount. */
export function registered(place: Place): number | null {
  const count = place.attributes['expectedCount'];
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null;
}

function musterPlace(tx: Tx, placeId: string): Answer<Place> {
  const place = placeById(tx.db, placeId);
  if (!place) return refuse('unknownPlace', { place: placeId });
  if (place.kind !== 'muster') return refuse('notAMusterPoint', { place: place.key });
  return place;
}

/** Ids of people become the people; everything else is a name as it was called out. */
function heads(tx: Tx, given: readonly string[]): Head[] {
  return given.map((text) => {
    const person = id.safeParse(text).success ? personById(tx.db, text) : undefined;
    return person ? { personId: person.id, name: person.name } : { personId: null, name: text };
  });
}

function fresh(tx: Tx, incidentId: string, placeId: string): Muster {
  return {
    id: tx.newId(),
    incidentId,
    placeId,
    expected: null,
    expectedNames: [],
    counted: null,
    missing: [],
    countedAt: null,
    countedBy: null,
    version: 0,
  };
}

function save(tx: Tx, muster: Muster): Muster {
  saveMuster(tx.db, muster);
  tx.record('muster', muster);
  return muster;
}

/** Every muster point of the site with its count in this incident, if it has one. */
export function musterPoints(db: ReadHandle, incidentId: string | undefined): MusterPoint[] {
  const counts = incidentId === undefined ? [] : mustersOf(db, incidentId);
  const byPlace = new Map(counts.map((muster) => [muster.placeId, muster]));
  return placesOf(db, ['muster']).map((place) => ({
    place: { id: place.id, key: place.key, kind: place.kind, names: place.names },
    registered: registered(place),
    muster: byPlace.get(place.id) ?? null,
  }));
}

export const musterHandlers: Part<'muster.list' | 'muster.count' | 'muster.expect'> = {
  'muster.list': (read, input) => musterPoints(read.db, input.incidentId),
  'muster.count': (tx, input) => {
    const { incidentId, placeId, counted } = input;
    const incident = openIncident(tx, incidentId);
    if (isRefusal(incident)) return incident;
    const place = musterPlace(tx, placeId);
    if (isRefusal(place)) return place;
    const before = musterAt(tx.db, incidentId, placeId);
    const seen = checkSeen(before, input.version, place.key);
    if (isRefusal(seen)) return seen;
    const base = before ?? fresh(tx, incidentId, placeId);
    const muster: Muster = {
      ...base,
      counted,
      missing: heads(tx, input.missing),
      countedAt: tx.now,
      countedBy: tx.operator.name,
      version: base.version + 1,
    };
    const point = { registered: registered(place), muster };
    const expected = expectedAt(point);
    const facts = { place: place.names, counted, expected: expected ?? counted };
    const missing = missingAt(point);
    const said =
      muster.missing.length > 0
        ? {
            key: 'log.musterMissing',
            facts: { ...facts, missing: muster.missing.map(({ name }) => properName(name)) },
          }
        : { key: missing === 0 && expected !== null ? 'log.musterAll' : 'log.musterCounted', facts };
    sayTemplate(tx, incidentId, 'radioIn', said.key, said.facts, { placeId });
    return save(tx, muster);
  },
  'muster.expect': (tx, input) => {
    const { incidentId, placeId, expected } = input;
    const incident = openIncident(tx, incidentId);
    if (isRefusal(incident)) return incident;
    const place = musterPlace(tx, placeId);
    if (isRefusal(place)) return place;
    const before = musterAt(tx.db, incidentId, placeId);
    const seen = checkSeen(before, input.version, place.key);
    if (isRefusal(seen)) return seen;
    const base = before ?? fresh(tx, incidentId, placeId);
    sayTemplate(tx, incidentId, 'note', 'log.musterExpected', { place: place.names, expected }, { placeId });
    return save(tx, { ...base, expected, expectedNames: heads(tx, input.names), version: base.version + 1 });
  },
};
