import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import type { Upgrade, UpgradeItemLine } from '../electron/upgrade/upgrade.ts';
import { minorOf } from '../renderer/ui/money.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });

/** Six breathing sets of two models, and a draft that replaces the older model. */
async function programme(site: TestSite, given: Partial<Input<'upgrade.add'>> = {}) {
  const category = await site.call('equipmentManager', 'category.add', {
    key: 'set',
    names: names('Breathing set'),
  });
  await site.call('equipmentManager', 'equipment.addMany', {
    rows: [1, 2, 3, 4, 5, 6].map((n) => ({
      tag: `BA-${n}`,
      categoryId: category.id,
      make: 'Severin',
      model: n < 4 ? 'AirPro 300' : 'AirPro 340',
    })),
  });
  const upgrade = await site.call('equipmentManager', 'upgrade.add', {
    key: 'U-1',
    title: 'Breathing sets',
    why: 'No spare parts after 2027',
    fromCategoryId: category.id,
    fromModel: 'AirPro 300',
    toMake: 'Severin',
    toModel: 'AirPro 500',
    budgetMinor: 1_000_000_00,
    currency: 'RSD',
    startsOn: '2026-05-01',
    dueOn: '2026-12-31',
    phases: [
      { name: 'Order', startsOn: '2026-05-01', dueOn: '2026-05-31' },
      { name: 'Delivery', startsOn: '2026-06-01', dueOn: '2026-10-31' },
    ],
    ...given,
  });
  return { category, upgrade };
}

/** What the equipment's filter finds goes into the programme. */
async function choose(site: TestSite, upgradeId: string, text: string) {
  const seen = await site.call('equipmentManager', 'equipment.ids', { filter: { text } });
  return { upgradeId, equipmentIds: seen.map(({ id }) => id) };
}

async function running(site: TestSite) {
  const { category, upgrade } = await programme(site);
  await site.call('equipmentManager', 'upgrade.addItems', await choose(site, upgrade.id, 'AirPro 300'));
  await site.call('coordinator', 'upgrade.approve', { id: upgrade.id, version: 1 });
  await site.call('equipmentManager', 'upgrade.start', { id: upgrade.id, version: 2 });
  return { category, id: upgrade.id };
}

const line = async (site: TestSite, id: string) => (await site.call('observer', 'upgrade.byId', { id }))!;
const items = async (site: TestSite, upgradeId: string): Promise<readonly UpgradeItemLine[]> =>
  (await site.call('observer', 'upgrade.items', { upgradeId, limit: 200 })).rows;

test('a programme from its draft to its end: the old ones are retired with their history, the new ones stand in their place', async () => {
  const site = siteInTemp();
  const { id } = await running(site);
  const before = await items(site, id);
  expect(before.map(({ old }) => old.tag)).toEqual(['BA-1', 'BA-2', 'BA-3']);
  const move = (
    to: 'ordered' | 'delivered' | 'inService',
    rows: readonly UpgradeItemLine[],
    tag: string | null = null,
  ) =>
    site.call('equipmentManager', 'upgrade.moveItems', {
      items: rows.map(({ id: item, version }) => ({ id: item, version, replacementTag: tag })),
      to,
    });
  await move('ordered', before);
  await move('delivered', await items(site, id));
  const [one, two, three] = await items(site, id);
  await move('inService', [one!], 'BA-101');
  await move('inService', [two!], 'BA-102');
  const finish = { id, version: 3 };
  expect(await site.refusal('equipmentManager', 'upgrade.finish', finish)).toEqual({
    refused: 'upgradeItemsBetween',
    facts: { count: 1, tags: ['BA-3'] },
  });
  await site.call('equipmentManager', 'upgrade.moveItems', {
    items: [{ id: three!.id, version: three!.version }],
    to: 'dropped',
    note: 'Burnt in the fire of May',
  });
  expect(await site.refusal('equipmentManager', 'upgrade.finish', finish)).toEqual({
    refused: 'upgradePhasesOpen',
    facts: { phases: ['Order', 'Delivery'] },
  });
  for (const phase of (await line(site, id)).phases)
    await site.call('equipmentManager', 'upgrade.finishPhase', { id: phase.id, version: 1, finished: true });
  expect(await site.call('equipmentManager', 'upgrade.finish', finish)).toMatchObject({ state: 'finished' });

  const [first] = await items(site, id);
  expect(first).toMatchObject({
    state: 'retired',
    old: { tag: 'BA-1', condition: 'retired' },
    fresh: { tag: 'BA-101', model: 'AirPro 500', condition: 'ready' },
  });
  expect(await site.call('observer', 'equipment.byId', { id: first!.fresh!.id })).toMatchObject({
    categoryId: (await site.call('observer', 'equipment.byId', { id: first!.old.id }))!.categoryId,
    boughtOn: '2026-06-01',
  });
  const programmes = (id: string) => site.call('observer', 'upgrade.ofItem', { id });
  expect(await programmes(first!.old.id)).toMatchObject([
    { key: 'U-1', is: 'old', itemState: 'retired', otherTag: 'BA-101' },
  ]);
  expect(await programmes(first!.fresh!.id)).toMatchObject([{ is: 'new', otherTag: 'BA-1' }]);
  const history = await site.call('observer', 'journal.history', { noun: 'equipment', id: first!.old.id });
  expect(history.map(({ name }) => name)).toEqual(['upgrade.finish', 'equipment.addMany']);
  expect((await site.call('observer', 'equipment.page', { text: 'BA-3' })).rows[0]).toMatchObject({
    condition: 'ready',
  });
  expect((await site.refusal('equipmentManager', 'upgrade.enterMoney', money(id, 1))).refused).toBe(
    'upgradeNoMoneyNow',
  );
  expect(
    (await site.refusal('equipmentManager', 'upgrade.stop', { id, version: 4, reason: 'x' })).refused,
  ).toBe('upgradeEnded');
});

const money = (upgradeId: string, amountMinor: number, given: object = {}): Input<'upgrade.enterMoney'> => ({
  upgradeId, kind: 'committed', amountMinor, what: 'Order 17', paidOn: '2026-05-20', ...given,
}); // prettier-ignore

test('money: an order over the budget needs a reason, and how far over is told; a wrong line is struck, not changed', async () => {
  const site = siteInTemp();
  const { id } = await running(site);
  const enter = (amountMinor: number, given: object = {}) =>
    site.call('equipmentManager', 'upgrade.enterMoney', money(id, amountMinor, given));
  const phases = (await line(site, id)).phases;
  await enter(900_000_00, { phaseId: phases[0]!.id });
  await enter(900_000_00, { kind: 'spent' });
  expect(await line(site, id)).toMatchObject({
    committedMinor: 900_000_00,
    spentMinor: 900_000_00,
    overMinor: 0,
    phases: [{ committedMinor: 900_000_00, spentMinor: 0 }, { committedMinor: 0 }],
  });
  expect(await site.refusal('equipmentManager', 'upgrade.enterMoney', money(id, 250_000_00))).toEqual({
    refused: 'upgradeOverBudget',
    facts: { overMinor: 150_000_00, budgetMinor: 1_000_000_00, currency: 'RSD' },
  });
  const over = await enter(250_000_00, { overReason: 'Masks for beards' });
  expect(await line(site, id)).toMatchObject({ committedMinor: 1_150_000_00, overMinor: 150_000_00 });
  const now = (await site.call('observer', 'now.list', {})).rows.map(({ key }) => key);
  expect(now).toContain('upgrade.upgradeOver');
  const strike = { id: over.id, version: 1, reason: 'Entered twice' };
  await site.call('equipmentManager', 'upgrade.strikeMoney', strike);
  expect((await site.refusal('equipmentManager', 'upgrade.strikeMoney', strike)).refused).toBe('conflict');
  expect(
    (await site.refusal('equipmentManager', 'upgrade.strikeMoney', { ...strike, version: 2 })).refused,
  ).toBe('moneyStruck');
  expect(await line(site, id)).toMatchObject({ committedMinor: 900_000_00, overMinor: 0 });
  const page = await site.call('observer', 'upgrade.money', { upgradeId: id, limit: 2 });
  expect(page).toMatchObject({ total: 3 });
  expect(
    (await site.call('observer', 'upgrade.money', { upgradeId: id, after: page.next! })).rows,
  ).toHaveLength(1);
});

test('whatever is entered: totals are the sum of what was taken and not struck, and over is never below zero', async () => {
  const entry = fc.record({
    amountMinor: fc.integer({ min: -5_00, max: 400_000_00 }),
    kind: fc.constantFrom('committed' as const, 'spent' as const),
    overReason: fc.constantFrom(null, 'Needed'),
    strike: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 12 }), async (entries) => {
      const site = siteInTemp();
      const { id } = await running(site);
      const sums = { committed: 0, spent: 0 };
      for (const { strike, ...given } of entries) {
        const after = Math.max(
          ...Object.entries(sums).map(([kind, sum]) => sum + (kind === given.kind ? given.amountMinor : 0)),
        );
        const result = await site.door.dispatch(
          site.seatOf('equipmentManager'),
          'upgrade.enterMoney',
          money(id, 0, given),
        );
        expect(result.ok).toBe(given.amountMinor > 0 && (after <= 1_000_000_00 || given.overReason !== null));
        if (!result.ok) continue;
        if (strike)
          await site.call('equipmentManager', 'upgrade.strikeMoney', {
            id: result.value.id,
            version: 1,
            reason: 'Wrong',
          });
        else sums[given.kind] += given.amountMinor;
      }
      expect(await line(site, id)).toMatchObject({
        committedMinor: sums.committed,
        spentMinor: sums.spent,
        overMinor: Math.max(0, Math.max(sums.committed, sums.spent) - 1_000_000_00),
      });
      site.close();
    }),
    { numRuns: 6 },
  );
});

test.each([
  [{ budgetMinor: -1 }, 'moneyNegative'],
  [{ currency: 'XQQ' }, 'unknownCurrency'],
  [{ fromCategoryId: null, fromModel: '' }, 'upgradeFromNothing'],
  [{ dueOn: '2026-04-30', phases: [] }, 'daysBackwards'],
  [{ phases: [{ name: 'Late', startsOn: '2026-12-01', dueOn: '2027-01-01' }] }, 'phaseOutside'],
  [{ phases: [{ name: 'Back', startsOn: '2026-12-02', dueOn: '2026-12-01' }] }, 'daysBackwards'],
  [{ toModel: ' ' }, 'badInput'],
])('a programme with %o is refused as %s', async (given, code) => {
  const site = siteInTemp();
  await programme(site);
  const input = {
    key: 'U-2', title: 'T', why: 'W', fromModel: 'M', toModel: 'N', budgetMinor: 1, currency: 'EUR', startsOn: '2026-05-01',
    dueOn: '2026-12-31',
  }; // prettier-ignore
  expect((await site.refusal('equipmentManager', 'upgrade.add', { ...input, ...given })).refused).toBe(code);
  expect((await site.refusal('equipmentManager', 'upgrade.add', { ...input, key: 'U-1' })).refused).toBe(
    'upgradeKeyTaken',
  );
});

test.each([
  [{ amountMinor: -5 }, 'moneyNegative'],
  [{ amountMinor: 0 }, 'moneyZero'],
  [{ paidOn: '2026-06-02' }, 'moneyInFuture'],
  [{ phaseId: '01890000-0000-7000-8000-000000000000' }, 'unknownPhase'],
])('a line of money with %o is refused as %s', async (given, code) => {
  const site = siteInTemp();
  const { id } = await running(site);
  expect((await site.refusal('equipmentManager', 'upgrade.enterMoney', money(id, 5, given))).refused).toBe(
    code,
  );
});

const head = ({ title, why, fromCategoryId, fromMake, fromModel, toMake, toModel, supplier, startsOn, dueOn }: Upgrade) => ({
  title, why, fromCategoryId, fromMake, fromModel, toMake, toModel, supplier, startsOn, dueOn,
}); // prettier-ignore

test('two managers who edit one programme: the second is told and loses nothing; what was approved stays as it was approved', async () => {
  const site = siteInTemp();
  const { upgrade } = await programme(site);
  const edit = (version: number, given: object) => ({ id: upgrade.id, version, ...head(upgrade), ...given });
  await site.call('equipmentManager', 'upgrade.edit', edit(1, { supplier: 'Severin d.o.o.' }));
  expect(await site.refusal('administrator', 'upgrade.edit', edit(1, { why: 'Other' }))).toEqual({
    refused: 'conflict',
    facts: { seen: 1, current: 2 },
  });
  expect(
    (await site.refusal('equipmentManager', 'upgrade.edit', edit(2, { dueOn: '2026-10-01' }))).refused,
  ).toBe('phaseOutside');
  expect(
    (await site.refusal('equipmentManager', 'upgrade.start', { id: upgrade.id, version: 2 })).refused,
  ).toBe('upgradeNotApproved');
  await site.call('coordinator', 'upgrade.approve', { id: upgrade.id, version: 2 });
  expect(
    (await site.refusal('equipmentManager', 'upgrade.edit', edit(3, { toModel: 'AirPro 600' }))).refused,
  ).toBe('upgradeApprovedAsIs');
  const later = await site.call('equipmentManager', 'upgrade.edit', edit(3, { dueOn: '2027-02-01' }));
  expect(later).toMatchObject({ dueOn: '2027-02-01', state: 'approved' });
  expect(
    (
      await site.refusal('equipmentManager', 'upgrade.setBudget', {
        id: upgrade.id,
        version: 4,
        budgetMinor: 2,
        reason: 'x',
      })
    ).refused,
  ).toBe('wrongRole');
  const budget = { id: upgrade.id, version: 4, budgetMinor: 2_000_00, reason: 'Board of 3 June' };
  expect(await site.call('coordinator', 'upgrade.setBudget', budget)).toMatchObject({
    budgetMinor: 2_000_00,
  });
});

test('who wrote a programme does not approve it', async () => {
  const site = siteInTemp();
  const category = await site.call('administrator', 'category.add', { key: 'set', names: names('Set') });
  const upgrade = await site.call('administrator', 'upgrade.add', {
    key: 'U-9', title: 'T', why: 'W', fromCategoryId: category.id, toModel: 'N', budgetMinor: 1, currency: 'EUR',
    startsOn: '2026-05-01', dueOn: '2026-12-31',
  }); // prettier-ignore
  const step = { id: upgrade.id, version: 1 };
  expect((await site.refusal('administrator', 'upgrade.approve', step)).refused).toBe('upgradeOwn');
  expect(await site.call('safetyOfficer', 'upgrade.approve', step)).toMatchObject({ state: 'approved' });
});

test('items: chosen by filter, in one programme at a time, the new one known or registered, never twice', async () => {
  const site = siteInTemp();
  const { id } = await running(site);
  const again = await choose(site, id, 'AirPro 300');
  expect((await site.refusal('equipmentManager', 'upgrade.addItems', again)).refused).toBe(
    'upgradeNothingFits',
  );
  expect(await site.call('equipmentManager', 'upgrade.addItems', await choose(site, id, 'Severin'))).toEqual({
    added: 3,
    skipped: 3,
  });
  const [one, two] = await items(site, id);
  const move = (
    item: UpgradeItemLine,
    to: string,
    replacementTag: string | null = null,
    version = item.version,
  ) => ({
    items: [{ id: item.id, version, replacementTag }],
    to,
  });
  const refused = async (input: object) =>
    (await site.refusal('equipmentManager', 'upgrade.moveItems', input)).refused;
  expect(await refused(move(one!, 'retired'))).toBe('upgradeItemNotInService');
  expect(await refused(move(one!, 'inService'))).toBe('replacementNeeded');
  expect(await refused(move(one!, 'inService', 'BA-1'))).toBe('replacesItself');
  expect(await refused(move(one!, 'planned'))).toBe('upgradeItemAlready');
  expect(await refused(move(one!, 'dropped'))).toBe('upgradeDropWhy');
  await site.call('equipmentManager', 'upgrade.moveItems', move(one!, 'inService', 'BA-6') as never);
  expect(await refused(move(two!, 'inService', 'BA-6'))).toBe('replacementTaken');
  expect(await refused(move(one!, 'retired'))).toBe('conflict');
  await site.call('equipmentManager', 'upgrade.moveItems', move(one!, 'retired', null, 2) as never);
  expect(await refused(move(two!, 'inService', 'BA-1'))).toBe('replacementRetired');
  expect(await refused(move(one!, 'planned', null, 3))).toBe('upgradeItemRetired');
  expect((await line(site, id)).counts).toMatchObject({ planned: 5, retired: 1 });
});

test('phases: added, moved, done, removed unless money names them; overdue is counted in days', async () => {
  const site = siteInTemp();
  const { id } = await running(site);
  site.clock.set('2026-06-08T06:00:00.000Z');
  const [order] = (await line(site, id)).phases;
  expect(await line(site, id)).toMatchObject({
    phaseId: order!.id,
    lateDays: 0,
    phases: [{ lateDays: 8 }, { lateDays: 0 }],
  });
  const training = { upgradeId: id, name: 'Training', startsOn: '2026-11-01', dueOn: '2026-11-30' };
  const added = await site.call('equipmentManager', 'upgrade.addPhase', training);
  await site.call('equipmentManager', 'upgrade.editPhase', {
    id: added.id, version: 1, name: 'Training', startsOn: '2026-11-01', dueOn: '2026-12-20',
  }); // prettier-ignore
  await site.call('equipmentManager', 'upgrade.enterMoney', money(id, 5, { phaseId: order!.id }));
  expect(
    (await site.refusal('equipmentManager', 'upgrade.removePhase', { id: order!.id, version: 1 })).refused,
  ).toBe('phaseHasMoney');
  await site.call('equipmentManager', 'upgrade.removePhase', { id: added.id, version: 2 });
  await site.call('equipmentManager', 'upgrade.finishPhase', { id: order!.id, version: 1, finished: true });
  expect(await line(site, id)).toMatchObject({
    phases: [{ finishedOn: '2026-06-08', lateDays: 0 }, { name: 'Delivery' }],
  });
  site.clock.set('2027-01-03T06:00:00.000Z');
  expect(await line(site, id)).toMatchObject({ lateDays: 3 });
  expect((await site.call('observer', 'now.list', {})).rows.map(({ key }) => key)).toContain(
    'upgrade.upgradeLate',
  );
});

test('the effect on readiness: what breaks while the old are out, and what the new mend', async () => {
  const site = siteInTemp();
  const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  const place = async (key: string) =>
    (await site.call('planner', 'place.add', { key, kind: 'building', names: names(key), geometry: point }))
      .id;
  const store = await place('STORE');
  const { category, id } = await running(site);
  const page = await site.call('observer', 'equipment.page', { limit: 200 });
  // Five of six stand in the store; one of the old is in repair.
  for (const item of page.rows.filter(({ tag }) => tag !== 'BA-6'))
    await site.call('equipmentManager', 'equipment.edit', {
      id: item.id, version: item.version, placeId: store, condition: item.tag === 'BA-1' ? 'fault' : 'ready',
    }); // prettier-ignore
  const addPlan = async (key: string, count: number) => {
    const draft = await site.call('planner', 'plan.add', {
      key,
      title: names(key),
      steps: [
        {
          instruction: names('Go in'),
          placeId: store,
          needs: [
            { kind: 'equipment', categoryId: category.id, count, condition: 'ready', maxTravelMinutes: 10 },
          ],
        },
      ],
    });
    const { id: planId, version, contentHash } = await site.call('planner', 'plan.submit', draft);
    const read = { id: planId, version, contentHash: contentHash! };
    await site.call('safetyOfficer', 'plan.approve', read);
    await site.call('administrator', 'plan.approve', read);
  };
  await addPlan('SMALL', 2);
  await addPlan('LARGE', 5);
  const effect = async () => {
    const { left, plans } = await site.call('observer', 'upgrade.effect', { id });
    return [
      left,
      ...plans.map(({ key, now, between, after }) =>
        [key, now, between, after]
          .map((one) => (typeof one === 'string' ? one : `${one.state} ${one.lack}`))
          .join(', '),
      ),
    ];
  };
  expect(await effect()).toEqual([3, 'LARGE, broken 1, broken 3, tight 0', 'SMALL, met 0, tight 0, met 0']);
  const [one] = await items(site, id);
  await site.call('equipmentManager', 'upgrade.moveItems', {
    items: [{ id: one!.id, version: one!.version, replacementTag: 'BA-101' }],
    to: 'inService',
  });
  expect(await effect()).toEqual([3, 'LARGE, tight 0, broken 2, tight 0', 'SMALL, met 0, met 0, met 0']);
});

test('money is read as people write it', () => {
  expect(
    (
      [
        ['1.200.000,50', 'RSD', 'sr-Latn'],
        ['1,200,000.5', 'EUR', 'en'],
        ['1200', 'JPY', 'en'],
        ['-3', 'EUR', 'en'],
        ['12.345', 'EUR', 'en'],
        ['1,5', 'JPY', 'sr-Cyrl'],
        ['much', 'EUR', 'en'],
      ] as const
    ).map(([typed, currency, language]) => minorOf(typed, currency, language)),
  ).toEqual([120_000_050, 120_000_050, 1200, -300, null, null, null]);
});
