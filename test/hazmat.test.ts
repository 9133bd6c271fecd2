import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import { convert, fillOf, units } from '../electron/hazmat/hazmat.ts';
import { addShipped, addStore, hazmatSite, moved, named, receive, record, square } from './hazmat-ground.ts';

test('mass and volume convert within themselves, and into each other by the density alone', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      fc.constantFrom(...units),
      fc.constantFrom(...units),
      fc.option(fc.integer({ min: 400, max: 3000 }), { nil: null }),
      (amount, from, to, density) => {
        const there = convert(amount, from, to, density);
        const same = (from === 'kg' || from === 't') === (to === 'kg' || to === 't');
        expect(there !== null).toBe(same || density !== null);
        if (there !== null) expect(convert(there, to, from, density)).toBeCloseTo(amount, 6);
      },
    ),
  );
  expect(convert(640, 'm3', 't', 835)).toBeCloseTo(534.4, 9);
  expect(
    fillOf({ capacity: 10, unit: 't' }, [
      { amount: 2500, unit: 'kg', lots: 1 },
      { amount: 3, unit: 'm3', lots: 2 },
      { amount: 2.5, unit: 'm3', lots: 1, densityKgM3: 1000 },
    ]),
  ).toEqual({ amount: 5, share: 0.5, uncounted: 2 });
});

test('a store fills up to its capacity and no further', async () => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0), { allowedClasses: ['2.3'] });
  const so2 = await addShipped(site, 'so2');
  await moved(site, receive(so2, storeId, 60));
  await moved(site, receive(so2, storeId, 40_000, { unit: 'kg' }));
  const over = await site.refusal('hazmatKeeper', 'movement.record', {
    request: receive(so2, storeId, 1, { unit: 'kg' }),
  });
  expect(over).toMatchObject({ refused: 'storeOverCapacity', facts: { store: 'H-01', capacity: 100, unit: 't' } });
  const detail = await site.call('observer', 'hazmat.store', { id: storeId });
  expect(detail).toMatchObject({ fill: { amount: 100, share: 1 }, place: { key: 'H-01' } });
  expect(detail?.lots).toHaveLength(2);
}); // prettier-ignore

test.each([
  [{ amount: -1 }, 'amountNotPositive'],
  [{ amount: 0 }, 'amountNotPositive'],
  [{ amount: 1e-9 }, 'amountTooFine'],
  [{ amount: 1, vessel: 2 }, 'vesselAboveAmount'],
  [{ amount: 1, receivedOn: '2026-06-02' }, 'stockReceivedInFuture'],
  [{ amount: 1, receivedOn: '2026-05-02', expiresOn: '2026-05-01' }, 'stockExpiresBefore'],
])('a delivery of %o is refused as %s', async (more, code) => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0));
  const so2 = await addShipped(site, 'so2');
  const request = { ...receive(so2, storeId, 1), ...more };
  expect((await site.refusal('hazmatKeeper', 'movement.record', { request })).refused).toBe(code);
});

test('a unit that needs a density that nobody knows is refused, and one that is known is counted', async () => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0), { kind: 'yard' });
  const argon = await addShipped(site, 'argon');
  const acid = await addShipped(site, 'h2so4');
  const { toLotId } = await moved(site, receive(argon, storeId, 1));
  const mixed = { kind: 'issue' as const, lotId: toLotId!, amount: 1, unit: 'm3' as const, reason: 'weld' };
  expect(await site.refusal('hazmatKeeper', 'movement.record', { request: mixed })).toMatchObject({
    refused: 'unitNotComparable',
    facts: { unit: 'm3', lotUnit: 't' },
  });
  const acidStore = await addStore(site, 'H-02', square(60), { containmentM3: 50, minC: 10, maxC: 40 });
  const lot = (await moved(site, receive(acid, acidStore, 10))).toLotId!;
  const issue = await moved(site, { kind: 'issue', lotId: lot, amount: 1000, unit: 'l', reason: 'effluent' });
  expect(issue).toMatchObject({ amount: 1.836, unit: 't', enteredAmount: 1000, enteredUnit: 'l' });
});

test('a store with no shape takes nothing, and says why', async () => {
  const site = await hazmatSite();
  const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  const storeId = await addStore(site, 'H-09', point);
  const so2 = await addShipped(site, 'so2');
  expect(await site.refusal('hazmatKeeper', 'movement.record', { request: receive(so2, storeId, 1) })).toEqual({
    refused: 'storeNoShape',
    facts: { store: 'H-09' },
  });
}); // prettier-ignore

test('the wrong class, a second time, a place that is no store, a tank that is none', async () => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0), { allowedClasses: ['2.3'] });
  const acid = await addShipped(site, 'h2so4');
  const wrong = await site.refusal('hazmatKeeper', 'movement.record', { request: receive(acid, storeId, 1) });
  expect(wrong).toMatchObject({ refused: 'classNotAllowed', facts: { hazardClass: '8', classes: ['2.3'] } });
  const again = { placeId: storeId, capacity: 1, unit: 't' };
  expect((await site.refusal('hazmatKeeper', 'hazmat.addStore', again)).refused).toBe('storeKnown');
  const tank = await site.call('planner', 'place.add', {
    key: 'TK-1',
    kind: 'tank',
    names: named('TK-1'),
    geometry: square(2, 2, 3),
  });
  const input = { placeId: tank.id, storeId, volumeM3: 10 };
  expect((await site.refusal('hazmatKeeper', 'hazmat.addTank', input)).refused).toBe('notATank');
  const { rows } = await site.call('observer', 'hazmat.catalogue', {});
  const known = rows.find(({ key }) => key === 'h2so4') as Input<'hazmat.addSubstance'>;
  expect((await site.refusal('hazmatKeeper', 'hazmat.addSubstance', known)).refused).toBe(
    'substanceKeyTaken',
  );
  expect(
    (await site.refusal('hazmatKeeper', 'hazmat.addSubstance', { ...known, hazardClass: '12' })).refused,
  ).toBe('badInput');
});

test('a store is never made smaller than what it holds; an older version is a conflict', async () => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0));
  await moved(site, receive(await addShipped(site, 'so2'), storeId, 60));
  const change = { id: storeId, version: 1, capacity: 50, unit: 't' };
  expect(await site.refusal('hazmatKeeper', 'hazmat.changeStore', change)).toMatchObject({
    refused: 'storeHoldsMore',
    facts: { amount: 60 },
  });
  const wider = { ...change, capacity: 80 } as const;
  await site.call('hazmatKeeper', 'hazmat.changeStore', { ...wider, unit: 't' });
  expect((await site.refusal('hazmatKeeper', 'hazmat.changeStore', wider)).refused).toBe('conflict');
});

test('stores are found by what is in them, in any script', async () => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0));
  await addStore(site, 'H-02', square(60));
  const so2 = await addShipped(site, 'so2');
  await moved(site, receive(so2, storeId, 5));
  for (const text of ['1079', 'сумпор', 'sulphur', '二氧', '2.3 h-01'])
    expect(
      (await site.call('observer', 'hazmat.stores', { text })).rows.map(({ place }) => place.key),
    ).toEqual(['H-01']);
  expect((await site.call('observer', 'hazmat.stores', { limit: 1 })).next).toBe('H-01');
  expect((await site.call('observer', 'hazmat.stores', { limit: 1, after: 'H-01' })).rows[0]?.place.key).toBe(
    'H-02',
  );
});

test('a safety data sheet has an edition; one past its review is told', async () => {
  const site = await hazmatSite();
  const so2 = await addShipped(site, 'so2');
  const bytes = new Uint8Array(Buffer.from('%PDF-1.4\n%%EOF\n'));
  const { hash } = await site.call('hazmatKeeper', 'attachment.add', { name: 'so2.pdf', bytes });
  const { id: linkId } = await site.call('hazmatKeeper', 'attachment.link', {
    noun: 'substance',
    rowId: so2,
    hash,
    name: 'so2.pdf',
    role: 'document',
  });
  const dates = { linkId, version: null, revision: '4', revisedOn: '2024-05-01', reviewOn: '2026-05-01' };
  await site.call('hazmatKeeper', 'hazmat.dateSheet', dates);
  expect((await site.call('observer', 'hazmat.sheets', { id: so2 })).rows).toMatchObject([{ revision: '4' }]);
  const now = await site.call('observer', 'now.list', {});
  expect(now.rows.map(({ key }) => key)).toContain('hazmat.sheetsOverdue');
  expect((await site.refusal('hazmatKeeper', 'hazmat.dateSheet', dates)).refused).toBe('conflict');
  const backwards = { ...dates, version: 1, reviewOn: '2024-04-01' };
  expect((await site.refusal('hazmatKeeper', 'hazmat.dateSheet', backwards)).refused).toBe(
    'sheetReviewBefore',
  );
});

test('what waits stands in Now until it is decided', async () => {
  const site = await hazmatSite();
  const storeId = await addStore(site, 'H-01', square(0));
  const so2 = await addShipped(site, 'so2');
  await record(site, receive(so2, storeId, 5));
  const told = async () => (await site.call('observer', 'now.list', {})).rows.map(({ key }) => key);
  expect(await told()).toContain('hazmat.movementsWaiting');
  site.clock.advance(13 * 3_600_000);
  expect(await told()).toContain('hazmat.movementsExpired');
});
