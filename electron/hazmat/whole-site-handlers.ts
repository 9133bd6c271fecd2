import type { ReadHandle } from '../database.ts';
import { chainHead } from '../journal/journal-store.ts';
import { placesOf } from '../place/place-store.ts';
import { siteRow } from '../session/site-store.ts';
import type { Ground, HazmatSite, Held } from './assessment.ts';
import { footprintOf, metresBetweenEdges, type Footprint } from './footprint.ts';
import { allLots, allStores, allSubstances, tanksOf } from './hazmat-store.ts';
import { waitingPlacements } from './movement-store.ts';
import { policyWith } from './policy.ts';
import { policyInForce } from './policy-store.ts';

interface Kept {
  readonly seq: number;
  readonly now: string;
  readonly site: HazmatSite;
}
const kept = new WeakMap<ReadHandle, Kept>();

/** What waits counts for so long without being looked at again. */
const minuteMs = 60_000;
/** So many times it is read in slices while others write; after that at once. */
const tries = 3;

function known(db: ReadHandle, now: string, today: string): HazmatSite | null {
  const one = kept.get(db);
  const fresh = one?.seq === chainHead(db).seq && Date.parse(now) - Date.parse(one.now) < minuteMs;
  return fresh && one.site.today === today ? one.site : null;
}

/**
 * The whole site as an assessment sees it: stores with outlines and flood zones, what they hold and what waits to come. Read
 * once for each state of the record.
 */
export function hazmatSite(db: ReadHandle, now: string, today: string): HazmatSite {
  const before = known(db, now, today);
  if (before) return before;
  const { seq } = chainHead(db);
  const steps = readSite(db, now, today);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    kept.set(db, { seq, now, site: step.value });
    return step.value;
  }
}

/** The same with moments for other work in between, for whoever can wait: a site of 2,000 lots is read in many slices. */
export async function hazmatSiteSoon(db: ReadHandle, now: string, today: string): Promise<HazmatSite> {
  for (let n = 0; n < tries; n += 1) {
    const before = known(db, now, today);
    if (before) return before;
    const { seq } = chainHead(db);
    const site = await inSlices(readSite(db, now, today));
    // Half of it before a command and half after would be a site that never was.
    if (chainHead(db).seq === seq) kept.set(db, { seq, now, site });
  }
  return hazmatSite(db, now, today);
}

/** Longest that one part of a long assessment holds the main process. */
const sliceMs = 8;

/** Runs steps to their end, with a moment for other work after each slice. */
export async function inSlices<T>(steps: Generator<number, T>): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - begun < sliceMs) continue;
    await new Promise((resolve) => void setImmediate(resolve));
    begun = performance.now();
  }
}

/** Reads the site; gives after each table and each store, so that whoever asks may do something else in between. */
function* readSite(db: ReadHandle, now: string, today: string): Generator<number, HazmatSite> {
  const row = siteRow(db);
  const origin = { longitude: row?.longitude ?? 0, latitude: row?.latitude ?? 0 };
  const substances = new Map(allSubstances(db).map((substance) => [substance.id, substance]));
  yield 0;
  const zones = placesOf(db, ['floodZone']).flatMap(({ key, geometry }) => {
    const footprint = footprintOf(geometry, origin);
    return footprint ? [{ key, footprint }] : [];
  });
  const tanks = Map.groupBy(tanksOf(db, null), ({ storeId }) => storeId);
  yield 0;
  const held = new Map<string, Held[]>();
  const put = (storeId: string, substanceId: string, rest: Omit<Held, 'substance'>): void => {
    const substance = substances.get(substanceId);
    if (!substance) return;
    const there = held.get(storeId) ?? [];
    there.push({ substance, ...rest });
    held.set(storeId, there);
  };
  for (const { storeId, substanceId, amount, unit, vessel, expiresOn } of allLots(db))
    put(storeId, substanceId, { amount, unit, vessel, expiresOn, movementId: null });
  yield 0;
  for (const { id, toStoreId, substanceId, amount, unit, vessel, expiresOn } of waitingPlacements(db, now))
    if (toStoreId !== null) put(toStoreId, substanceId, { amount, unit, vessel, expiresOn, movementId: id });
  const stores = allStores(db);
  yield 0;
  const grounds: Ground[] = [];
  for (const { store, key, names, geometry } of stores) {
    const footprint = footprintOf(geometry, origin);
    const floodZones = footprint ? zonesAround(footprint, zones) : [];
    const [mine, holds] = [tanks.get(store.id) ?? [], held.get(store.id) ?? []];
    grounds.push({ id: store.id, key, names, store, footprint, floodZones, tanks: mine, held: holds });
    yield grounds.length;
  }
  return { policy: policyWith(policyInForce(db)?.figures ?? {}), grounds, today };
}

function zonesAround(
  footprint: Footprint,
  zones: readonly { readonly key: string; readonly footprint: Footprint }[],
): string[] {
  return zones.filter((zone) => metresBetweenEdges(footprint, zone.footprint, 0) === 0).map(({ key }) => key);
}

/** The site without a waiting movement, and with so much less of a substance in a store that it is taken from. */
export function siteWithout(
  site: HazmatSite,
  movementId: string,
  taken: { readonly storeId: string; readonly substanceId: string; readonly amount: number } | null,
): HazmatSite {
  return {
    ...site,
    grounds: site.grounds.map((ground) => {
      let left = taken?.storeId === ground.id ? taken.amount : 0;
      if (left === 0 && !ground.held.some((held) => held.movementId === movementId)) return ground;
      const held = ground.held.flatMap((one): Held[] => {
        if (one.movementId === movementId) return [];
        if (left === 0 || one.movementId !== null || one.substance.id !== taken?.substanceId) return [one];
        const off = Math.min(left, one.amount);
        left -= off;
        return off >= one.amount ? [] : [{ ...one, amount: one.amount - off }];
      });
      return { ...ground, held };
    }),
  };
}
