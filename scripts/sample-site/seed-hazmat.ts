import { iso } from '../../electron/clock.ts';
import type { Input } from '../../electron/contract.ts';
import type { MovementRequest } from '../../electron/hazmat/movement.ts';
import type { SampleSite } from './data.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

const dayMs = 86_400_000;

/** A movement as the room makes it: the keeper records it, the safety officer looks and confirms. */
async function moved(room: SeedRoom, request: MovementRequest): Promise<void> {
  const { id, version, confirmation } = await room.give('hazmatKeeper', 'movement.record', { request });
  if (!confirmation) throw new Error('a movement waits for nobody');
  const { contentHash, version: confirmationVersion } = confirmation;
  await room.give('safetyOfficer', 'movement.confirm', { id, version, contentHash, confirmationVersion });
}

/** Substances, stores with their tanks, and every lot as it was delivered. */
export async function seedStores(room: SeedRoom, sample: SampleSite, keys: Keys): Promise<void> {
  const substances = new Map<string, string>();
  for (const substance of sample.substances) {
    const input = substance as Input<'hazmat.addSubstance'>;
    substances.set(substance.key, (await room.give('hazmatKeeper', 'hazmat.addSubstance', input)).id);
  }
  for (const { placeKey, holdings: _holdings, tanks, ...store } of sample.stores) {
    const storeId = known(keys.places, placeKey);
    await room.give('hazmatKeeper', 'hazmat.addStore', { placeId: storeId, ...store });
    for (const { placeKey: tankKey, levelPercent, ...tank } of tanks) {
      const placeId = known(keys.places, tankKey);
      const { id, version } = await room.give('hazmatKeeper', 'hazmat.addTank', {
        placeId,
        storeId,
        ...tank,
      });
      await room.give('hazmatKeeper', 'hazmat.readTank', { id, version, levelPercent });
    }
  }
  for (const lot of sample.lots.toSorted((a, b) => a.receivedOn.localeCompare(b.receivedOn))) {
    room.until(`${lot.receivedOn}T08:00:00.000Z`);
    const store = sample.stores.find(({ placeKey }) => placeKey === lot.storeKey);
    const vessel = store?.holdings.find(({ substanceKey }) => substanceKey === lot.substanceKey)?.vessel;
    await moved(room, {
      kind: 'receive',
      toStoreId: known(keys.places, lot.storeKey),
      substanceId: known(substances, lot.substanceKey),
      amount: lot.quantity,
      unit: lot.unit,
      vessel: vessel == null ? null : Math.min(vessel, lot.quantity),
      lotNumber: lot.batch,
      receivedOn: lot.receivedOn,
      expiresOn: null,
      reason: '',
    });
  }
}

/** What was taken from the stores in the last days. */
export async function seedIssues(room: SeedRoom, sample: SampleSite, nowMs: number): Promise<void> {
  for (const { storeKey, substanceKey, daysAgo, amount, reason } of sample.hazmatIssues) {
    const lot = room.site.writer.get<{ id: string; unit: 't' | 'kg' }>(
      `SELECT l.id, l.unit FROM lot l JOIN place p ON p.id = l.storeId JOIN substance u ON u.id = l.substanceId
       WHERE p.key = ? AND u.key = ? AND l.amount >= ? ORDER BY l.receivedOn, l.id LIMIT 1`,
      storeKey,
      substanceKey,
      amount,
    );
    if (!lot) throw new Error(`${storeKey} has no lot of ${substanceKey} with ${amount}`);
    room.until(iso(nowMs - daysAgo * dayMs));
    await moved(room, { kind: 'issue', lotId: lot.id, amount, unit: lot.unit, reason });
  }
}
