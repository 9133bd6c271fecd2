import type { Input, Output } from '../electron/contract.ts';
import type { MovementLine, MovementRequest } from '../electron/hazmat/movement.ts';
import type { Role } from '../electron/session/session.ts';
import { siteInTemp, type TestSite } from './builders.ts';

export const named = (text: string) => ({ en: text, srLatn: text, zhHans: text });

/** A square of `sideM` metres whose south-west corner lies so many metres east and north of the site's middle. */
export function square(eastM: number, northM = 0, sideM = 10) {
  const perDegree = 111_194.93;
  const lon = (m: number): number => 22.1 + m / (perDegree * Math.cos((44.07 * Math.PI) / 180));
  const lat = (m: number): number => 44.07 + m / perDegree;
  const corners = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] as const; // prettier-ignore
  return {
    type: 'Polygon' as const,
    coordinates: [
      corners.map(([x, y]): [number, number] => [lon(eastM + x * sideM), lat(northM + y * sideM)]),
    ],
  };
}

/** Ties the account with a role to a person of its own, or to one given. */
export async function link(site: TestSite, role: Role, personId?: string): Promise<string> {
  const rows = (await site.call('administrator', 'operator.page', {})).rows;
  const operator = rows.find(({ id }) => id === site.operators[role].id)!;
  const person = personId ?? (await site.call('planner', 'person.add', { name: `Person ${role}` })).id;
  await site.call('administrator', 'operator.link', {
    operatorId: operator.id,
    version: operator.version,
    personId: person,
  });
  return person;
}

/** A site whose keeper and safety officer are two people. */
export async function hazmatSite(): Promise<TestSite> {
  const site = siteInTemp();
  for (const role of ['hazmatKeeper', 'safetyOfficer'] as const) await link(site, role);
  return site;
}

export async function addStore(
  site: TestSite,
  key: string,
  geometry: Input<'place.add'>['geometry'],
  more: Partial<Input<'hazmat.addStore'>> = {},
): Promise<string> {
  const place = await site.call('planner', 'place.add', { key, kind: 'store', names: named(key), geometry });
  const store = { capacity: 100, unit: 't', ventilation: 'forced', maxC: 40, ...more } as const;
  await site.call('hazmatKeeper', 'hazmat.addStore', { placeId: place.id, ...store });
  return place.id;
}

/** A substance of the shipped table. */
export async function addShipped(site: TestSite, key: string): Promise<string> {
  const shipped = (await site.call('observer', 'hazmat.catalogue', {})).rows.find((row) => row.key === key)!;
  return (await site.call('hazmatKeeper', 'hazmat.addSubstance', shipped as Input<'hazmat.addSubstance'>)).id;
}

export function record(site: TestSite, request: MovementRequest): Promise<MovementLine> {
  return site.call('hazmatKeeper', 'movement.record', { request });
}

/** What the second person sends who has seen a movement as it was answered. */
export function seenOf({ id, version, confirmation }: MovementLine): Input<'movement.confirm'> {
  return {
    id,
    version,
    contentHash: confirmation!.contentHash,
    confirmationVersion: confirmation!.version,
  };
}

/** Recorded by the keeper, confirmed by the safety officer. */
export async function moved(site: TestSite, request: MovementRequest): Promise<Output<'movement.confirm'>> {
  return site.call('safetyOfficer', 'movement.confirm', seenOf(await record(site, request)));
}

export const receive = (
  substanceId: string,
  toStoreId: string,
  amount: number,
  more: Partial<MovementRequest & { kind: 'receive' }> = {},
): MovementRequest & { kind: 'receive' } => ({
  kind: 'receive', substanceId, toStoreId, amount, unit: 't', vessel: null, lotNumber: 'L', receivedOn: null, expiresOn: null,
  reason: '', ...more,
}); // prettier-ignore
