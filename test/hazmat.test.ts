import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convert, fillOf, units } from '../electron/hazmat/hazmat.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
const so2 = {
  key: 'so2', names: { en: 'Sulphur dioxide', srLatn: 'Sumpor-dioksid', zhHans: '二氧化硫' }, unNumber: '1079', hazardClass: '2.3',
  subsidiary: ['8'], ghs: ['GHS04' as const, 'GHS06' as const], form: 'gas' as const,
}; // prettier-ignore
const acid = {
  ...so2,
  key: 'acid',
  names: names('Acid'),
  unNumber: '1830',
  hazardClass: '8',
  subsidiary: [],
  form: 'liquid' as const,
};

async function store(site: TestSite, key: string, capacity = 100): Promise<string> {
  const place = await site.call('planner', 'place.add', {
    key,
    kind: 'store',
    names: names(key),
    geometry: point,
  });
  await site.call('hazmatKeeper', 'hazmat.addStore', {
    placeId: place.id,
    capacity,
    unit: 't',
    allowedClasses: ['2.3'],
  });
  return place.id;
}

test('mass and volume convert within themselves only, there and back', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      fc.constantFrom(...units),
      fc.constantFrom(...units),
      (amount, from, to) => {
        const there = convert(amount, from, to);
        const same = (from === 'kg' || from === 't') === (to === 'kg' || to === 't');
        expect(there !== null).toBe(same);
        if (there !== null) expect(convert(there, to, from)).toBeCloseTo(amount, 6);
      },
    ),
  );
  expect(
    fillOf({ capacity: 10, unit: 't' }, [
      { amount: 2500, unit: 'kg', lots: 1 },
      { amount: 3, unit: 'm3', lots: 2 },
    ]),
  ).toEqual({ amount: 2.5, share: 0.25, uncounted: 2 });
});

test('a store fills up to its capacity and no further', async () => {
  const site = siteInTemp();
  const storeId = await store(site, 'H-01');
  const substance = await site.call('hazmatKeeper', 'hazmat.addSubstance', so2);
  await site.call('hazmatKeeper', 'hazmat.addLot', {
    storeId,
    substanceId: substance.id,
    amount: 60,
    unit: 't',
  });
  await site.call('hazmatKeeper', 'hazmat.addLot', {
    storeId,
    substanceId: substance.id,
    amount: 40_000,
    unit: 'kg',
  });
  const over = await site.refusal('hazmatKeeper', 'hazmat.addLot', {
    storeId,
    substanceId: substance.id,
    amount: 1,
    unit: 'kg',
  });
  expect(over).toMatchObject({ refused: 'storeOverCapacity', facts: { store: 'H-01', left: 0, unit: 't' } });
  const detail = await site.call('observer', 'hazmat.store', { id: storeId });
  expect(detail).toMatchObject({ fill: { amount: 100, share: 1 }, place: { key: 'H-01' } });
  expect(detail?.lots).toHaveLength(2);
  expect(detail?.holds.map(({ amount, unit }) => [amount, unit])).toEqual([
    [40_000, 'kg'],
    [60, 't'],
  ]);
});

test.each([
  [{ amount: -1, unit: 't' }, 'amountNotPositive'],
  [{ amount: 1, unit: 'm3' }, 'unitNotComparable'],
])('a lot of %o is refused as %s', async (lot, code) => {
  const site = siteInTemp();
  const storeId = await store(site, 'H-01');
  const substance = await site.call('hazmatKeeper', 'hazmat.addSubstance', so2);
  expect(
    (await site.refusal('hazmatKeeper', 'hazmat.addLot', { storeId, substanceId: substance.id, ...lot }))
      .refused,
  ).toBe(code);
});

test('the wrong class, a second time, a place that is no store', async () => {
  const site = siteInTemp();
  const storeId = await store(site, 'H-01');
  const substance = await site.call('hazmatKeeper', 'hazmat.addSubstance', acid);
  const wrong = await site.refusal('hazmatKeeper', 'hazmat.addLot', {
    storeId,
    substanceId: substance.id,
    amount: 1,
    unit: 't',
  });
  expect(wrong).toMatchObject({ refused: 'classNotAllowed', facts: { hazardClass: '8', classes: ['2.3'] } });
  expect(
    (await site.refusal('hazmatKeeper', 'hazmat.addStore', { placeId: storeId, capacity: 1, unit: 't' }))
      .refused,
  ).toBe('storeKnown');
  expect((await site.refusal('hazmatKeeper', 'hazmat.addSubstance', acid)).refused).toBe('substanceKeyTaken');
  expect(
    (await site.refusal('hazmatKeeper', 'hazmat.addSubstance', { ...so2, hazardClass: '12' })).refused,
  ).toBe('badInput');
});

test('stores are found by what is in them, in any script', async () => {
  const site = siteInTemp();
  const storeId = await store(site, 'H-01');
  await store(site, 'H-02');
  const substance = await site.call('hazmatKeeper', 'hazmat.addSubstance', so2);
  await site.call('hazmatKeeper', 'hazmat.addLot', {
    storeId,
    substanceId: substance.id,
    amount: 5,
    unit: 't',
  });
  for (const text of ['1079', 'сумпор', 'sulphur', '二氧', '2.3 h-01'])
    expect(
      (await site.call('observer', 'hazmat.stores', { text })).rows.map(({ place }) => place.key),
    ).toEqual(['H-01']);
  expect((await site.call('observer', 'hazmat.stores', { limit: 1 })).next).toBe('H-01');
  expect((await site.call('observer', 'hazmat.stores', { limit: 1, after: 'H-01' })).rows[0]?.place.key).toBe(
    'H-02',
  );
});
