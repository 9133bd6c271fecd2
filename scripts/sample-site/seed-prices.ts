import type { SampleSite } from './data.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

const currency = 'RSD';
/** Delivery of what is bought, and a course with its examination. */
const deliveryMinutes = 21 * 1440;
const courseMinutes = 960;
const courseMinor = 2_400_000;

/** What mending takes: a new one at its price, a test for a fiftieth of it, a repair for a tenth. */
export async function seedPrices(room: SeedRoom, sample: SampleSite, keys: Keys): Promise<void> {
  const set = (
    kind: 'test' | 'repair' | 'buy' | 'requalify',
    of: string,
    minutes: number,
    costMinor: number,
  ) =>
    room.give('equipmentManager', 'readiness.setPrice', {
      kind,
      of,
      minutes,
      costMinor,
      currency,
      version: null,
    });
  for (const { key, priceRsd, inspectDays } of sample.categories) {
    const of = known(keys.categories, key);
    const priceMinor = priceRsd * 100;
    await set('buy', of, deliveryMinutes, priceMinor);
    // What is looked at every month is a short look.
    await set('test', of, inspectDays <= 30 ? 20 : 45, Math.round(priceMinor / 50 / 10_000) * 10_000);
    await set('repair', of, 480, Math.round(priceMinor / 10 / 10_000) * 10_000);
  }
  for (const { key } of sample.qualifications)
    await set('requalify', known(keys.qualifications, key), courseMinutes, courseMinor);
}
