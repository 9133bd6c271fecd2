import { describe, expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import type { Duty, DutyRule } from '../electron/duty/duty.ts';
import { standardRules } from '../electron/duty/standards.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const manager = 'equipmentManager';

async function category(site: TestSite, key: string): Promise<string> {
  return (await site.call(manager, 'category.add', { key, names: names(key), speedKmh: null })).id;
}
async function settled(site: TestSite, limit = 50): Promise<number> {
  for (let slices = 1; ; slices += 1)
    if (!(await site.call(manager, 'dutyRule.settle', { limit })).left) return slices;
}
/** A category with one rule, and one item of it. */
async function oneDuty(
  site: TestSite,
  rule: Partial<Input<'dutyRule.add'>> = { every: { count: 1, unit: 'month' } },
  item: Partial<Input<'equipment.add'>> = {},
): Promise<{ rule: DutyRule; itemId: string; categoryId: string }> {
  const categoryId = await category(site, 'extinguisher');
  const added = await site.call(manager, 'dutyRule.add', { categoryId, kind: 'visualCheck', ...rule });
  await settled(site);
  const { id } = await site.call(manager, 'equipment.add', { tag: 'FX-1', categoryId, ...item });
  return { rule: added, itemId: id, categoryId };
}
async function dutyOf(site: TestSite, itemId: string): Promise<Duty> {
  const [duty] = await site.call('observer', 'duty.ofItem', { itemId });
  if (!duty) throw new Error('no duty');
  return duty;
}
const itemOf = async (site: TestSite, id: string) => (await site.call('observer', 'equipment.byId', { id }))!;

describe('rules', () => {
  test('a rule that would always or never fall due is refused', async () => {
    const site = siteInTemp();
    const categoryId = await category(site, 'hose');
    const refusal = async (rule: object): Promise<string> =>
      (await site.refusal(manager, 'dutyRule.add', { categoryId, kind: 'maintenance', ...rule })).refused;
    expect(await refusal({ every: { count: 0, unit: 'month' } })).toBe('intervalZero');
    expect(await refusal({ every: { count: 31, unit: 'year' } })).toBe('intervalTooLong');
    expect(await refusal({ uses: 0 })).toBe('usesZero');
    expect(await refusal({})).toBe('ruleNeverDue');
    expect(await refusal({ every: { count: -1, unit: 'day' } })).toBe('badInput');
    const rule = await site.call(manager, 'dutyRule.add', { categoryId, kind: 'maintenance', uses: 10 });
    const change = { id: rule.id, version: 1, every: { count: 0, unit: 'day' } };
    expect((await site.refusal(manager, 'dutyRule.change', change)).refused).toBe('intervalZero');
  });

  test('the standards of a category are taken once, and can be changed afterwards', async () => {
    const site = siteInTemp();
    const categoryId = await category(site, 'extinguisherCo2');
    const rules = await site.call(manager, 'dutyRule.takeDefaults', { categoryId });
    expect(rules.map(({ kind, every }) => [kind, every])).toEqual([
      ['visualCheck', { count: 1, unit: 'month' }],
      ['maintenance', { count: 1, unit: 'year' }],
      ['internalExamination', { count: 5, unit: 'year' }],
      ['hydrostaticTest', { count: 5, unit: 'year' }],
    ]);
    expect((await site.refusal(manager, 'dutyRule.takeDefaults', { categoryId })).refused).toBe('noDefaults');
    const [first] = rules;
    await site.call(manager, 'dutyRule.change', {
      id: first!.id,
      version: 1,
      every: { count: 2, unit: 'week' },
    });
    const old = { id: first!.id, version: 1, critical: true };
    expect(await site.refusal('administrator', 'dutyRule.change', old)).toMatchObject({
      refused: 'conflict',
      facts: { seen: 1, current: 2 },
    });
    // the periods of powder differ
    expect(standardRules('extinguisher').map(({ every }) => every?.count)).toEqual([1, 1, 6, 12]);
    expect(standardRules('somethingElse')).toEqual([]);
  });

  test('a new, changed and retired rule reaches every item in slices, whatever was entered meanwhile', async () => {
    const site = siteInTemp();
    const { rule, categoryId, itemId } = await oneDuty(site, { every: { count: 1, unit: 'year' } });
    const rows = Array.from({ length: 23 }, (_, n) => ({
      tag: `N-${n}`,
      categoryId,
      boughtOn: '2026-01-15',
    }));
    await site.call(manager, 'equipment.addMany', { rows });
    expect((await itemOf(site, itemId)).nextDueOn).toBe('2027-06-01');
    const page = async () => (await site.call('observer', 'equipment.page', { limit: 100 })).rows;
    expect(new Set((await page()).map(({ nextDueOn }) => nextDueOn))).toEqual(
      new Set(['2027-06-01', '2027-01-15']),
    );

    await site.call(manager, 'dutyRule.change', {
      id: rule.id,
      version: 1,
      every: { count: 6, unit: 'month' },
    });
    expect(await settled(site, 10)).toBe(3);
    expect((await page()).filter(({ nextDueOn }) => nextDueOn === '2026-07-15')).toHaveLength(23);
    // a condition did not change: nobody's edit becomes a conflict
    expect((await itemOf(site, itemId)).version).toBe(1);

    const second = await site.call(manager, 'dutyRule.add', {
      categoryId,
      kind: 'maintenance',
      every: { count: 1, unit: 'week' },
    });
    await settled(site, 10);
    expect((await page()).every(({ nextDueOn }) => nextDueOn! <= '2026-06-08')).toBe(true);
    await site.call(manager, 'dutyRule.retire', { id: second.id, version: 1 });
    await settled(site, 10);
    expect((await page()).filter(({ nextDueOn }) => nextDueOn === '2026-07-15')).toHaveLength(23);
    expect((await site.refusal(manager, 'dutyRule.settle', {})).refused).toBe('nothingToSettle');
  });

  test('a day that a spreadsheet knows is the earliest, and no duty is due before it', async () => {
    const site = siteInTemp();
    const categoryId = await category(site, 'extinguisher');
    await site.call(manager, 'dutyRule.takeDefaults', { categoryId });
    await settled(site);
    const known = { tag: 'FX-7', categoryId, boughtOn: '2012-03-01', nextDueOn: '2026-06-20' };
    const { id } = await site.call(manager, 'equipment.add', known);
    expect((await itemOf(site, id)).nextDueOn).toBe('2026-06-20');
    const duties = await site.call('observer', 'duty.ofItem', { itemId: id });
    expect(duties.map(({ dueOn }) => dueOn)).toEqual([
      '2026-06-20',
      '2026-06-20',
      '2026-06-20',
      '2026-06-20',
    ]);
  });
});

describe('done', () => {
  test('passed in time, and the item follows', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site, undefined, { nextDueOn: '2026-05-31' });
    expect(await itemOf(site, itemId)).toMatchObject({ counts: 'outOfTest' });
    const duty = await dutyOf(site, itemId);
    const done = await site.call('safetyOfficer', 'duty.complete', {
      dutyId: duty.id,
      version: 1,
      result: 'pass',
    });
    expect(done.done).toMatchObject({
      doneOn: '2026-06-01',
      dueOn: '2026-05-31',
      nextOn: '2026-06-30',
      by: 'safetyOfficer',
    });
    expect(await itemOf(site, itemId)).toMatchObject({ counts: 'ready', nextDueOn: '2026-06-30' });
    const again = { dutyId: duty.id, version: 1, result: 'pass' };
    expect((await site.refusal(manager, 'duty.complete', again)).refused).toBe('conflict');
    const future = { dutyId: duty.id, version: 2, result: 'pass', doneOn: '2026-06-03' };
    expect((await site.refusal(manager, 'duty.complete', future)).refused).toBe('doneInFuture');
    const line = { dutyId: duty.id, version: 2, result: 'fail', lines: [{ line: 0, ok: false }] };
    expect((await site.refusal(manager, 'duty.complete', line)).refused).toBe('noSuchLine');
    expect((await site.call('observer', 'duty.history', { itemId })).total).toBe(1);
  });

  test('failed: out of readiness in the same entry, with a work order that holds the evidence', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site, {
      every: { count: 1, unit: 'month' },
      checklist: [names('Pressure in the green')],
    });
    const duty = await dutyOf(site, itemId);
    const before = site.events.length;
    const failed = await site.call('coordinator', 'duty.complete', {
      dutyId: duty.id,
      version: 1,
      result: 'fail',
      lines: [{ line: 0, ok: false, note: '8 bar' }],
      note: 'Gauge in the red',
    });
    expect(site.events).toHaveLength(before + 1);
    expect(failed.work).toMatchObject({
      number: 1,
      cause: 'duty',
      state: 'open',
      dutyDoneId: failed.done.id,
    });
    expect(await itemOf(site, itemId)).toMatchObject({ counts: 'fault', nextDueOn: '2026-06-01' });
    expect(await site.call('observer', 'work.byId', { id: failed.work!.id })).toMatchObject({
      work: { tag: 'FX-1', ruleKind: 'visualCheck', text: 'Gauge in the red' },
      evidence: { lines: [{ line: 0, ok: false, note: '8 bar' }] },
    });
    // failing again is the same order
    const again = await site.call(manager, 'duty.complete', { dutyId: duty.id, version: 2, result: 'fail' });
    expect(again.work?.number).toBe(1);
    const ready = { id: itemId, version: (await itemOf(site, itemId)).version, condition: 'ready' };
    expect((await site.refusal(manager, 'equipment.edit', ready)).refused).toBe('itemInWork');
  });

  test('ready again only when another person has verified and no duty is failed or overdue', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site);
    const duty = await dutyOf(site, itemId);
    const { work } = await site.call(manager, 'duty.complete', {
      dutyId: duty.id,
      version: 1,
      result: 'fail',
    });
    const id = work!.id;
    await site.call(manager, 'work.wait', {
      id,
      version: 1,
      part: 'Gauge 0-25 bar',
      expectedOn: '2026-06-10',
    });
    await site.call(manager, 'work.resume', { id, version: 2 });
    site.clock.advance(3 * 3_600_000);
    const cost = { costMinor: 450_000, currency: 'RSD' };
    await site.call(manager, 'work.done', { id, version: 3, note: 'New gauge', ...cost });
    const own = { id, version: 4, good: true };
    expect((await site.refusal(manager, 'work.verify', own)).refused).toBe('workOwn');
    const bad = { id, version: 4, good: false };
    expect((await site.refusal('administrator', 'work.verify', bad)).refused).toBe('workWhyNot');
    await site.call('administrator', 'work.verify', { id, version: 4, good: false, note: 'Leaks' });
    await site.call(manager, 'work.done', { id, version: 5, note: 'New seal', ...cost });
    const verified = await site.call('administrator', 'work.verify', { id, version: 6, good: true });
    // the check itself still stands failed
    expect(verified).toMatchObject({
      back: false,
      still: 'duties',
      work: { state: 'verified', backAt: null },
    });
    expect((await itemOf(site, itemId)).counts).toBe('fault');
    const hand = { id: itemId, version: 2, condition: 'ready' };
    expect((await site.refusal(manager, 'equipment.edit', hand)).refused).toBe('itemFailed');
    site.clock.advance(3_600_000);
    await site.call(manager, 'duty.complete', { dutyId: duty.id, version: 2, result: 'pass' });
    expect((await itemOf(site, itemId)).counts).toBe('ready');
    const over = await site.call('observer', 'work.byId', { id });
    expect(over?.work).toMatchObject({ backAt: '2026-06-01T10:00:00.000Z', costMinor: 450_000 });
  });

  test('passed first, verified afterwards: ready with the verification', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site);
    const duty = await dutyOf(site, itemId);
    const { work } = await site.call(manager, 'duty.complete', {
      dutyId: duty.id,
      version: 1,
      result: 'fail',
    });
    await site.call(manager, 'duty.complete', { dutyId: duty.id, version: 2, result: 'pass' });
    expect((await itemOf(site, itemId)).counts).toBe('fault');
    await site.call(manager, 'work.done', { id: work!.id, version: 1, note: 'Mended' });
    expect(
      await site.call('coordinator', 'work.verify', { id: work!.id, version: 2, good: true }),
    ).toMatchObject({
      back: true,
      work: { backAt: '2026-06-01T06:00:00.000Z' },
    });
    expect((await itemOf(site, itemId)).counts).toBe('ready');
  });

  test('a list is all or none, and a duty that somebody did meanwhile names its item', async () => {
    const site = siteInTemp();
    const { itemId, categoryId } = await oneDuty(site);
    const other = await site.call(manager, 'equipment.add', { tag: 'FX-2', categoryId });
    const duties = [await dutyOf(site, itemId), await dutyOf(site, other.id)];
    const rows = duties.map(({ id, version }) => ({ dutyId: id, version }));
    await site.call('coordinator', 'duty.complete', { dutyId: duties[1]!.id, version: 1, result: 'pass' });
    expect(await site.refusal(manager, 'duty.completeMany', { rows })).toMatchObject({
      refused: 'dutyDoneMeanwhile',
      facts: { tag: 'FX-2' },
    });
    expect((await dutyOf(site, itemId)).version).toBe(1);
    rows[1]!.version = 2;
    expect(await site.call(manager, 'duty.completeMany', { rows })).toEqual({ done: 2 });
  });

  test('a set that was used is out until it is checked; a detector must be bumped on its day', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site, { every: { count: 1, unit: 'month' }, uses: 1 });
    await site.call('coordinator', 'duty.use', { itemId });
    expect((await itemOf(site, itemId)).counts).toBe('outOfTest');
    const duty = await dutyOf(site, itemId);
    await site.call(manager, 'duty.complete', { dutyId: duty.id, version: duty.version, result: 'pass' });
    expect((await itemOf(site, itemId)).counts).toBe('ready');

    const gas = await category(site, 'multiGasDetector');
    await site.call(manager, 'dutyRule.add', { categoryId: gas, kind: 'bumpTest', beforeUse: true });
    await settled(site);
    const detector = await site.call(manager, 'equipment.add', { tag: 'MG-1', categoryId: gas });
    expect((await dutyOf(site, detector.id)).dueOn).toBeNull();
    await site.call('coordinator', 'duty.use', { itemId: detector.id });
    expect((await itemOf(site, detector.id)).nextDueOn).toBe('2026-06-01');
    site.clock.advance(24 * 3_600_000);
    expect((await itemOf(site, detector.id)).counts).toBe('outOfTest');
  });

  test('handed out and back is a use', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site, { every: { count: 1, unit: 'month' }, uses: 1, beforeUse: true });
    const person = await site.call('planner', 'person.add', { name: 'Ana' });
    const out = await site.call(manager, 'equipment.issue', {
      id: itemId,
      version: 1,
      toPersonId: person.id,
    });
    expect(out).toMatchObject({ condition: 'inUse', nextDueOn: '2026-06-01' });
    const back = await site.call(manager, 'equipment.return', { id: itemId, version: out.version });
    expect(back.condition).toBe('outOfTest');
    const duty = await dutyOf(site, itemId);
    expect(duty).toMatchObject({ usesSince: 1, dueOn: '2026-06-01' });
    await site.call(manager, 'duty.complete', { dutyId: duty.id, version: duty.version, result: 'pass' });
    expect((await itemOf(site, itemId)).counts).toBe('ready');
  });

  test('another category brings its own duties, and takes the old ones away', async () => {
    const site = siteInTemp();
    const { itemId, rule } = await oneDuty(site, undefined, { nextDueOn: '2026-05-01' });
    const hose = await category(site, 'hose');
    await site.call(manager, 'dutyRule.add', {
      categoryId: hose,
      kind: 'maintenance',
      every: { count: 1, unit: 'year' },
    });
    await settled(site);
    const old = await dutyOf(site, itemId);
    const moved = await site.call(manager, 'equipment.edit', { id: itemId, version: 1, categoryId: hose });
    expect(moved.nextDueOn).toBe('2027-06-01');
    expect(await dutyOf(site, itemId)).toMatchObject({ dueOn: '2027-06-01' });
    expect((await site.call('observer', 'duty.counts', {})).counts.overdue).toBe(0);
    const late = { dutyId: old.id, version: old.version + 1, result: 'pass' };
    expect((await site.refusal(manager, 'duty.complete', late)).refused).toBe('dutyEnded');
    // and back again: what was done before is not forgotten
    const back = { id: itemId, version: moved.version, categoryId: rule.categoryId };
    const home = await site.call(manager, 'equipment.edit', back);
    expect(home.nextDueOn).toBe('2026-07-01');
    expect((await site.call('observer', 'duty.ofItem', { itemId })).map(({ ruleId }) => ruleId)).toEqual([
      rule.id,
    ]);
  });

  test('a retired item has nothing due, and what is due is not moved by hand', async () => {
    const site = siteInTemp();
    const { itemId } = await oneDuty(site, undefined, { nextDueOn: '2026-05-01' });
    const overdue = async () => (await site.call('observer', 'duty.counts', {})).counts.overdue;
    expect(await overdue()).toBe(1);
    const day = { id: itemId, version: 1, nextDueOn: '2027-01-01' };
    expect((await site.refusal(manager, 'equipment.edit', day)).refused).toBe('dueByDuties');
    await site.call(manager, 'equipment.edit', { id: itemId, version: 1, condition: 'retired' });
    expect(await overdue()).toBe(0);
    const duty = await dutyOf(site, itemId);
    const pass = { dutyId: duty.id, version: 1, result: 'pass' };
    expect((await site.refusal(manager, 'duty.complete', pass)).refused).toBe('itemRetired');
    await site.call(manager, 'equipment.edit', { id: itemId, version: 2, condition: 'ready' });
    expect(await overdue()).toBe(1);
  });
});

test('a plan that rests on one item is broken by its failed check, and stands when the item is back', async () => {
  const site = siteInTemp();
  const { itemId, categoryId } = await oneDuty(site);
  const draft = await site.call('planner', 'plan.add', {
    key: 'FIRE',
    title: names('Fire'),
    steps: [{ instruction: names('Go in'), needs: [{ kind: 'equipment', categoryId, count: 1 }] }],
  });
  const { id, version, contentHash } = await site.call('planner', 'plan.submit', draft);
  const read = { id, version, contentHash: contentHash! };
  await site.call('safetyOfficer', 'plan.approve', read);
  await site.call('administrator', 'plan.approve', read);
  const state = async () => (await site.call('observer', 'readiness.matrix', {})).rows[0]?.state;
  expect(await state()).toBe('tight');
  const duty = await dutyOf(site, itemId);
  const { work } = await site.call(manager, 'duty.complete', { dutyId: duty.id, version: 1, result: 'fail' });
  expect(await state()).toBe('broken');
  await site.call(manager, 'duty.complete', { dutyId: duty.id, version: 2, result: 'pass' });
  expect(await state()).toBe('broken');
  await site.call(manager, 'work.done', { id: work!.id, version: 1, note: 'Mended' });
  expect(await state()).toBe('broken');
  await site.call('coordinator', 'work.verify', { id: work!.id, version: 2, good: true });
  expect(await state()).toBe('tight');
});

describe('what is due', () => {
  test('late, today, this week, before June; by place; page after page', async () => {
    const site = siteInTemp();
    const place = await site.call('planner', 'place.add', {
      key: 'B-1',
      kind: 'building',
      names: names('Building one'),
      geometry: { type: 'Point', coordinates: [22, 44] },
    });
    const { categoryId } = await oneDuty(site, undefined, { nextDueOn: '2026-05-20' });
    const days = [
      '2026-05-30',
      '2026-06-01',
      '2026-06-02',
      '2026-06-08',
      '2026-06-09',
      '2027-05-31',
      '2027-06-01',
    ];
    const rows = days.map((nextDueOn, n) => ({
      tag: `T-${n}`,
      categoryId,
      nextDueOn,
      placeId: n % 2 === 0 ? place.id : null,
    }));
    await site.call(manager, 'equipment.addMany', { rows });
    expect(await site.call('observer', 'duty.counts', {})).toEqual({
      counts: { overdue: 2, today: 1, week: 2, before: 7 },
      before: '2027-06-01',
    });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await site.call('observer', 'duty.page', { span: 'before', limit: 3, after });
      expect(page.total).toBe(7);
      seen.push(...page.rows.map(({ tag }) => tag));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(['FX-1', 'T-0', 'T-1', 'T-2', 'T-3', 'T-4', 'T-5']);
    const places = await site.call('observer', 'duty.places', { span: 'before' });
    expect(places.map(({ place: where, count }) => [where?.key ?? null, count])).toEqual([
      [null, 4],
      ['B-1', 3],
    ]);
    const there = await site.call('observer', 'duty.page', { span: 'before', placeId: place.id });
    expect(there.rows.map(({ tag }) => tag)).toEqual(['T-0', 'T-2', 'T-4']);
    // an item that is moved takes its duties with it
    const moved = (await site.call('observer', 'equipment.page', { text: 'T-1' })).rows[0]!;
    await site.call(manager, 'equipment.edit', { id: moved.id, version: moved.version, placeId: place.id });
    expect((await site.call('observer', 'duty.page', { span: 'before', placeId: place.id })).total).toBe(4);
  });
});
