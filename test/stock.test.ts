import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLots, exact, lotState, plus, type StockLot } from '../electron/stock/stock.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };

async function shelves(site: TestSite, unit = 'piece') {
  const place = async (key: string) =>
    (await site.call('planner', 'place.add', { key, kind: 'building', names: names(key), geometry: point }))
      .id;
  const category = await site.call('equipmentManager', 'category.add', {
    key: 'mask',
    kind: 'consumable',
    unit,
    names: { en: 'Masks', srLatn: 'Maske', zhHans: '口罩' },
  });
  return { categoryId: category.id, a: await place('B-01'), b: await place('B-02') };
}

const lot = (given: Partial<StockLot>): StockLot => ({
  id: 'a', categoryId: 'c', label: '', amount: 1, unit: 'kg', placeId: 'p', receivedOn: '2026-01-01', expiresOn: null,
  countedAt: null, note: '', version: 1, ...given,
}); // prettier-ignore

test('a lot is good through its day of expiry, and told about sixty days before', () => {
  const on = (expiresOn: string | null) => lotState(lot({ expiresOn }), '2026-06-01');
  expect(['2026-05-31', '2026-06-01', '2026-07-31', '2026-08-01', null].map(on)).toEqual([
    'expired', 'soon', 'soon', 'good', 'good',
  ]); // prettier-ignore
  expect(lotState(lot({ amount: 0, expiresOn: '2026-05-31' }), '2026-06-01')).toBe('empty');
});

test('whatever is asked for: the lots that give it expire first, are not expired, and give exactly that', () => {
  const anyLot = fc.record({
    id: fc.uuid(),
    amount: fc.integer({ min: 1, max: 500_000 }).map((thousandths) => thousandths / 1000),
    expiresOn: fc.option(
      fc.integer({ min: 1, max: 28 }).map((day) => `2026-06-${String(day).padStart(2, '0')}`),
    ),
  });
  fc.assert(
    fc.property(
      fc.array(anyLot, { maxLength: 12 }),
      fc.integer({ min: 1, max: 2_000_000 }),
      (given, asked) => {
        const lots = given.map((one) => lot(one));
        const today = '2026-06-10';
        const usable = lots.filter(({ expiresOn }) => expiresOn === null || expiresOn >= today);
        const there = usable.reduce((sum, { amount }) => plus(sum, amount), 0);
        const takes = chooseLots(lots, asked / 1000, 'kg', today);
        if ('refused' in takes) {
          expect(takes).toMatchObject({ refused: 'stockNotEnough', facts: { left: there } });
          expect(asked / 1000).toBeGreaterThan(there);
          return;
        }
        expect(takes.reduce((sum, { amount }) => plus(sum, amount), 0)).toBe(exact(asked / 1000));
        const latest = takes.at(-1)?.lot.expiresOn ?? '9999';
        const taken = new Map(takes.map((take) => [take.lot.id, take.amount]));
        for (const one of usable) {
          expect(taken.get(one.id) ?? 0).toBeLessThanOrEqual(one.amount);
          // What expires before the last lot that was touched is used up.
          if ((one.expiresOn ?? '9999') < latest) expect(taken.get(one.id)).toBe(one.amount);
        }
        expect(takes.every((take) => usable.includes(take.lot))).toBe(true);
      },
    ),
  );
});

test('received, issued from what expires first, moved, written off: the books say what is left where', async () => {
  const site = siteInTemp();
  const { categoryId, a, b } = await shelves(site);
  const receive = (amount: number, label: string, expiresOn: string | null) =>
    site.call('equipmentManager', 'stock.receive', { categoryId, placeId: a, amount, label, expiresOn });
  const late = await receive(100, 'L-2', '2028-01-01');
  const early = await receive(40, 'L-1', '2026-12-01');
  const issued = await site.call('coordinator', 'stock.issue', {
    categoryId, placeId: a, amount: 50, reason: 'Smelter crew',
  }); // prettier-ignore
  expect(issued.map(({ label, amount }) => [label, amount])).toEqual([
    ['L-1', 0],
    ['L-2', 90],
  ]);
  const moved = await site.call('equipmentManager', 'stock.move', {
    lotId: late.id,
    toPlaceId: b,
    amount: 30,
  });
  expect(moved).toMatchObject({ label: 'L-2', amount: 30, placeId: b, expiresOn: '2028-01-01' });
  // More of the same delivery joins what lies there.
  const more = await site.call('equipmentManager', 'stock.move', { lotId: late.id, toPlaceId: b, amount: 5 });
  expect(more).toMatchObject({ id: moved.id, amount: 35 });
  await site.call('equipmentManager', 'stock.writeOff', { lotId: moved.id, amount: 5, reason: 'Wet' });
  const [line] = (await site.call('observer', 'stock.board', {})).rows;
  expect(line).toMatchObject({ usable: 85, key: 'mask', unit: 'piece', nextExpiry: '2028-01-01' });
  expect(line?.places.map(({ place, usable }) => [place.key, usable])).toEqual([
    ['B-01', 55],
    ['B-02', 30],
  ]);
  const moves = await site.call('observer', 'stock.moves', { categoryId, limit: 3 });
  expect(moves).toMatchObject({ total: 9 });
  const rest = await site.call('observer', 'stock.moves', { categoryId, limit: 200, after: moves.next! });
  expect(rest.rows).toHaveLength(6);
  expect((await site.call('observer', 'stock.moves', { lotId: early.id })).rows.map(({ kind }) => kind)).toEqual([
    'issue', 'receive',
  ]); // prettier-ignore
});

test('amounts always balance: after any row of commands each lot is the sum of its moves, and the goods are conserved', async () => {
  const step = fc.record({
    what: fc.constantFrom('receive', 'issue', 'move', 'writeOff', 'count'),
    // two decimals and more than is there now and then: refused commands must change nothing
    amount: fc.integer({ min: -200, max: 6000 }).map((hundredths) => hundredths / 100),
    from: fc.constantFrom('a', 'b'),
    pick: fc.nat(20),
    day: fc.constantFrom(null, '2026-05-01', '2026-06-20', '2027-01-01'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const site = siteInTemp();
      const { categoryId, ...places } = await shelves(site, 'l');
      const seat = site.seatOf('equipmentManager');
      let expected = 0;
      for (const { what, amount, from, pick, day } of steps) {
        const lots = (
          await site.call('observer', 'stock.lots', { states: ['expired', 'soon', 'good', 'empty'] })
        ).rows;
        const one = lots[pick % Math.max(1, lots.length)];
        const placeId = places[from];
        if (what === 'receive') {
          const input = { categoryId, placeId, amount, expiresOn: day, receivedOn: '2026-04-01' };
          const result = await site.door.dispatch(seat, 'stock.receive', input);
          expect(result.ok).toBe(amount > 0);
          if (result.ok) expected = plus(expected, amount);
        } else if (what === 'issue') {
          const result = await site.door.dispatch(seat, 'stock.issue', {
            categoryId,
            placeId,
            amount,
            reason: 'x',
          });
          if (result.ok) expected = plus(expected, -amount);
        } else if (one && what === 'writeOff') {
          const result = await site.door.dispatch(seat, 'stock.writeOff', {
            lotId: one.id,
            amount,
            reason: 'x',
          });
          expect(result.ok).toBe(amount > 0 && amount <= one.amount);
          if (result.ok) expected = plus(expected, -amount);
        } else if (one && what === 'move') {
          await site.door.dispatch(seat, 'stock.move', { lotId: one.id, toPlaceId: placeId, amount });
        } else if (one && what === 'count') {
          const counts = [{ lotId: one.id, version: one.version, counted: amount, reason: 'recount' }];
          const result = await site.door.dispatch(seat, 'stock.count', { counts });
          expect(result.ok).toBe(amount >= 0);
          if (result.ok) expected = plus(expected, plus(amount, -one.amount));
        }
      }
      const lots = (
        await site.call('observer', 'stock.lots', {
          limit: 200,
          states: ['expired', 'soon', 'good', 'empty'],
        })
      ).rows;
      for (const { id, amount } of lots) {
        const moves = (await site.call('observer', 'stock.moves', { lotId: id, limit: 200 })).rows;
        expect(moves.reduce((sum, { change }) => plus(sum, change), 0)).toBe(amount);
        expect(amount).toBeGreaterThanOrEqual(0);
      }
      expect(lots.reduce((sum, { amount }) => plus(sum, amount), 0)).toBe(expected);
      const [line] = (await site.call('observer', 'stock.board', {})).rows;
      expect(plus(line?.usable ?? 0, line?.expired ?? 0)).toBe(expected);
      site.close();
    }),
    { numRuns: 12 },
  );
});

test.each([
  [{ amount: -5 }, 'stockBelowZero'],
  [{ amount: 0 }, 'stockZero'],
  [{ amount: 1.5 }, 'stockNotWhole'],
  [{ amount: 5, receivedOn: '2026-06-02' }, 'stockReceivedInFuture'],
  [{ amount: 5, receivedOn: '2026-05-02', expiresOn: '2026-05-01' }, 'stockExpiresBefore'],
  [{ amount: 5, placeId: '01890000-0000-7000-8000-000000000000' }, 'unknownPlace'],
])('receiving %o is refused as %s', async (given, code) => {
  const site = siteInTemp();
  const { categoryId, a } = await shelves(site);
  const refused = await site.refusal('equipmentManager', 'stock.receive', {
    categoryId,
    placeId: a,
    ...given,
  });
  expect(refused.refused).toBe(code);
});

test('finer than a thousandth, more than there is, expired without a reason, a category of items', async () => {
  const site = siteInTemp();
  const { categoryId, a, b } = await shelves(site, 'kg');
  const refusal = (name: Parameters<TestSite['refusal']>[1], input: object) =>
    site.refusal('equipmentManager', name, { categoryId, placeId: a, ...input });
  expect((await refusal('stock.receive', { amount: 0.0004 })).refused).toBe('stockTooFine');
  const old = await site.call('equipmentManager', 'stock.receive', {
    categoryId, placeId: a, amount: 10, label: 'OLD', receivedOn: '2026-01-01', expiresOn: '2026-05-31',
  }); // prettier-ignore
  await site.call('equipmentManager', 'stock.receive', { categoryId, placeId: b, amount: 3 });
  expect(await refusal('stock.issue', { amount: 1, reason: 'Leak' })).toEqual({
    refused: 'stockNotEnoughHere',
    facts: { amount: 1, left: 0, unit: 'kg', elsewhere: ['B-02: 3'] },
  });
  expect(await refusal('stock.issue', { placeId: b, amount: 3.5, reason: 'Leak' })).toMatchObject({
    refused: 'stockNotEnough',
    facts: { left: 3 },
  });
  expect((await refusal('stock.issue', { lotId: old.id, amount: 1, reason: 'Leak' })).refused).toBe(
    'stockLotExpired',
  );
  const [given] = await site.call('coordinator', 'stock.issue', {
    categoryId, placeId: a, lotId: old.id, amount: 1, reason: 'Training', override: 'Water only, no fire',
  }); // prettier-ignore
  expect(given).toMatchObject({ amount: 9 });
  expect((await refusal('stock.writeOff', { lotId: old.id, amount: 9.5, reason: 'x' })).refused).toBe(
    'stockNotEnough',
  );
  expect((await refusal('stock.move', { lotId: old.id, toPlaceId: a, amount: 1 })).refused).toBe(
    'stockAlreadyThere',
  );
  expect(
    await site.refusal('equipmentManager', 'category.change', { id: categoryId, version: 1, unit: 't' }),
  ).toMatchObject({ refused: 'unitInUse', facts: { unit: 'kg' } });
  const item = await site.call('equipmentManager', 'category.add', { key: 'pump', names: names('Pump') });
  expect((await refusal('stock.receive', { categoryId: item.id, amount: 1 })).refused).toBe(
    'stockNotConsumable',
  );
});

test('a stock-take asks why it differs, takes all or none, and notices what was moved meanwhile', async () => {
  const site = siteInTemp();
  const { categoryId, a } = await shelves(site);
  const lots = await Promise.all(
    [10, 20].map((amount) =>
      site.call('equipmentManager', 'stock.receive', { categoryId, placeId: a, amount }),
    ),
  );
  const [one, two] = lots as [StockLot, StockLot];
  const counts = (given: object) => ({
    counts: [
      { lotId: one.id, version: one.version, counted: 10 },
      { lotId: two.id, version: two.version, counted: 18, ...given },
    ],
  });
  expect(await site.refusal('equipmentManager', 'stock.count', counts({}))).toMatchObject({
    refused: 'stockCountDiffers',
    facts: { amount: 20, counted: 18 },
  });
  const [kept] = (await site.call('observer', 'stock.lots', {})).rows;
  expect(kept?.countedAt).toBeNull();
  expect((await site.refusal('equipmentManager', 'stock.count', counts({ counted: -1 }))).refused).toBe(
    'stockBelowZero',
  );
  await site.call('coordinator', 'stock.issue', {
    categoryId,
    placeId: a,
    lotId: two.id,
    amount: 1,
    reason: 'x',
  });
  expect((await site.refusal('equipmentManager', 'stock.count', counts({ reason: 'Torn' }))).refused).toBe(
    'conflict',
  );
  const after = await site.call('equipmentManager', 'stock.count', counts({ reason: 'Torn', version: 2 }));
  expect(after.map(({ amount }) => amount)).toEqual([10, 18]);
  expect(
    (await site.call('observer', 'stock.moves', { lotId: two.id })).rows.map(({ kind, change }) => [
      kind,
      change,
    ]),
  ).toEqual([
    ['count', -1],
    ['issue', -1],
    ['receive', 20],
  ]);
});

test('minimums belong to a category at a place; two planners do not overwrite each other', async () => {
  const site = siteInTemp();
  const { categoryId, a } = await shelves(site);
  const minimum = (value: number, version: number | null) => ({
    categoryId,
    placeId: a,
    minimum: value,
    version,
  });
  const set = await site.call('planner', 'stock.setMinimum', minimum(20, null));
  expect((await site.refusal('planner', 'stock.setMinimum', minimum(30, null))).refused).toBe('conflict');
  expect((await site.refusal('planner', 'stock.setMinimum', minimum(-1, 1))).refused).toBe('stockBelowZero');
  await site.call('equipmentManager', 'stock.receive', { categoryId, placeId: a, amount: 15 });
  const board = async () => (await site.call('observer', 'stock.board', { text: 'maske' })).rows[0];
  expect(await board()).toMatchObject({ minimum: 20, short: 5 });
  expect(await site.call('planner', 'stock.setMinimum', minimum(0, set.version))).toMatchObject({
    version: 2,
  });
  expect(await board()).toMatchObject({ minimum: 0, short: 0 });
});

test('Now tells each kind of trouble in one line', async () => {
  const site = siteInTemp();
  const { categoryId, a, b } = await shelves(site);
  await site.call('coordinator', 'weather.observe', { fromDegrees: 90, speedMs: 3 });
  const receive = (amount: number, expiresOn: string | null) =>
    site.call('equipmentManager', 'stock.receive', {
      categoryId, placeId: a, amount, expiresOn, receivedOn: '2026-01-01',
    }); // prettier-ignore
  await receive(5, '2026-05-01');
  await receive(6, '2026-05-02');
  await receive(4, '2026-07-01');
  for (const placeId of [a, b])
    await site.call('planner', 'stock.setMinimum', { categoryId, placeId, minimum: 10, version: null });
  const { rows } = await site.call('observer', 'now.list', {});
  expect(rows.map(({ key, text }) => [key, typeof text === 'string' ? text : text.facts])).toEqual([
    ['stock.stockBelow', { count: 2 }],
    ['stock.stockExpired', { count: 2 }],
    ['stock.stockSoon', { count: 1 }],
  ]);
});

test('a lot is found by its number and place, and corrected against its version', async () => {
  const site = siteInTemp();
  const { categoryId, a } = await shelves(site);
  const made = await site.call('equipmentManager', 'stock.receive', {
    categoryId, placeId: a, amount: 5, label: 'Šifra 77', expiresOn: '2027-01-01',
  }); // prettier-ignore
  for (const text of ['sifra 77', 'б-01 шифра'])
    expect((await site.call('observer', 'stock.lots', { text })).rows).toHaveLength(1);
  expect((await site.call('observer', 'stock.lots', { text: '78' })).rows).toHaveLength(0);
  expect((await site.call('observer', 'stock.board', { text: 'sifra' })).rows).toHaveLength(1);
  const correction = { lotId: made.id, version: 1, label: '77', expiresOn: '2027-02-01', note: 'Misread' };
  await site.call('equipmentManager', 'stock.correct', correction);
  expect((await site.refusal('equipmentManager', 'stock.correct', correction)).refused).toBe('conflict');
  expect((await site.call('observer', 'stock.lots', { states: ['good'], placeId: a })).rows[0]).toMatchObject(
    {
      label: '77',
      expiresOn: '2027-02-01',
      state: 'good',
    },
  );
});
