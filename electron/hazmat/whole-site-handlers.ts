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

/**
 * The whole site as an assessment sees it: stores with outlines and flood zones, what they hold and what waits to come. Read
 * once for each state of the record.
 */
export function hazmatSite(db: ReadHandle, now: string, today: string): HazmatSite {
  const { seq } = chainHead(db);
  const known = kept.get(db);
  if (known?.seq === seq && known.site.today === today && Date.parse(now) - Date.parse(known.now) < minuteMs)
    return known.site;
  const site = readSite(db, now, today);
  kept.set(db, { seq, now, site });
  return site;
}

function readSite(db: ReadHandle, now: string, today: string): HazmatSite {
  const row = siteRow(db);
  const origin = { longitude: row?.longitude ?? 0, latitude: row?.latitude ?? 0 };
  const substances = new Map(allSubstances(db).map((substance) => [substance.id, substance]));
  const zones = placesOf(db, ['floodZone']).flatMap(({ key, geometry }) => {
    const footprint = footprintOf(geometry, origin);
    return footprint ? [{ key, footprint }] : [];
  });
  const tanks = Map.groupBy(tanksOf(db, null), ({ storeId }) => storeId);
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
  for (const { id, toStoreId, substanceId, amount, unit, vessel, expiresOn } of waitingPlacements(db, now))
    if (toStoreId !== null) put(toStoreId, substanceId, { amount, unit, vessel, expiresOn, movementId: id });
  const grounds = allStores(db).map(({ store, key, names, geometry }): Ground => {
    const footprint = footprintOf(geometry, origin);
    return {
      id: store.id,
      key,
      names,
      store,
      footprint,
      floodZones: footprint ? zonesAround(footprint, zones) : [],
      tanks: tanks.get(store.id) ?? [],
      held: held.get(store.id) ?? [],
    };
  });
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
