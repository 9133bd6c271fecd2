import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { walkingOrder, type Stop } from '../electron/round/round.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const manager = 'equipmentManager';
const stop = (tag: string, east: number | null): Stop => ({
  itemId: tag,
  tag,
  at: east === null ? null : [22 + east / 1000, 44],
});

describe('walking order', () => {
  test('nearest next from where the walk begins; at one point by tag; without a position last', () => {
    const stops = [
      stop('A-10', 5),
      stop('A-2', 5),
      stop('B', 1),
      stop('C', 9),
      stop('X', null),
      stop('D', 2),
    ];
    expect(walkingOrder(stops, [], [22, 44]).map(({ tag }) => tag)).toEqual([
      'B',
      'D',
      'A-2',
      'A-10',
      'C',
      'X',
    ]);
    expect(walkingOrder(stops, [], [22.01, 44]).map(({ tag }) => tag)).toEqual([
      'C',
      'A-2',
      'A-10',
      'D',
      'B',
      'X',
    ]);
  });

  test('as it was walked last time; what is new comes after the nearest', () => {
    const stops = [stop('A', 1), stop('B', 2), stop('C', 3), stop('NEW', 1)];
    expect(walkingOrder(stops, ['C', 'GONE', 'A', 'B'], null).map(({ tag }) => tag)).toEqual([
      'C',
      'A',
      'NEW',
      'B',
    ]);
  });

  test('everything exactly once, whatever was walked before', () => {
    const place = fc.option(fc.integer({ min: -50, max: 50 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(place, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 60 })),
        (places, last) => {
          const stops = places.map((east, n) => stop(String(n), east));
          const order = walkingOrder(stops, [...new Set(last.map(String))], [22, 44]);
          expect(order.map(({ tag }) => tag).sort()).toEqual(stops.map(({ tag }) => tag).sort());
        },
      ),
    );
  });
});

async function building(site: TestSite): Promise<{ placeId: string; categoryId: string }> {
  const at = (key: string, parentId: string | null, east: number) =>
    site.call('planner', 'place.add', {
      key,
      kind: 'building',
      names: names(key),
      geometry: { type: 'Point', coordinates: [22 + east, 44] },
      parentId,
    });
  const outer = await at('B-1', null, 0);
  const inner = await at('B-1-2', outer.id, 0.001);
  const categoryId = (await site.call(manager, 'category.add', { key: 'extinguisher', names: names('E') }))
    .id;
  await site.call(manager, 'dutyRule.takeDefaults', { categoryId });
  while ((await site.call(manager, 'dutyRule.settle', {})).left);
  const rows = [
    { tag: 'FX-1', placeId: outer.id, nextDueOn: '2026-05-20' },
    { tag: 'FX-2', placeId: inner.id, nextDueOn: '2026-06-05' },
    { tag: 'FX-3', placeId: outer.id, nextDueOn: '2026-06-05' },
  ].map((row) => ({ ...row, categoryId, boughtOn: '2026-01-01' }));
  await site.call(manager, 'equipment.addMany', { rows });
  return { placeId: outer.id, categoryId };
}

test('a round: every item of a place and inside it, answered, resumed after a restart, signed', async () => {
  const site = siteInTemp();
  const { placeId } = await building(site);
  const round = await site.call('coordinator', 'round.start', { placeId });
  expect((await site.refusal(manager, 'round.start', { placeId })).refused).toBe('roundRunning');
  const points = () => site.call('observer', 'round.points', { roundId: round.id });
  expect((await points()).map(({ tag }) => tag)).toEqual(['FX-1', 'FX-3', 'FX-2']);
  const [first, second, third] = await points();
  expect(first?.checklist).toHaveLength(5);

  site.clock.advance(60_000);
  await site.call('coordinator', 'round.answer', { pointId: third!.id, version: 1, result: 'pass' });
  const stale = { pointId: third!.id, version: 1, result: 'fail' };
  expect((await site.refusal(manager, 'round.answer', stale)).refused).toBe('conflict');
  site.clock.advance(60_000);
  const failed = await site.call('coordinator', 'round.answer', {
    pointId: first!.id,
    version: 1,
    result: 'fail',
    lines: [{ line: 1, ok: false, note: 'empty' }],
  });
  site.reopen();
  const item = async (tag: string) => (await site.call('observer', 'equipment.page', { text: tag })).rows[0]!;
  expect((await item('FX-2')).nextDueOn).toBe('2026-07-05');
  expect((await item('FX-1')).counts).toBe('fault');
  expect(await site.call('observer', 'work.byId', { id: failed.workId! })).toMatchObject({
    work: { tag: 'FX-1', cause: 'duty' },
    evidence: { lines: [{ line: 1, ok: false, note: 'empty' }] },
  });

  const finish = { id: round.id, version: 1 };
  expect(await site.refusal('coordinator', 'round.finish', finish)).toMatchObject({
    refused: 'roundUnanswered',
    facts: { count: 1 },
  });
  site.clock.advance(60_000);
  await site.call('coordinator', 'round.answer', {
    pointId: second!.id,
    version: 1,
    result: 'notFound',
    note: 'Hook empty',
  });
  expect((await item('FX-3')).counts).toBe('fault');
  // what was not found was not checked either
  expect((await item('FX-3')).nextDueOn).toBe('2026-06-05');
  await site.call('coordinator', 'round.finish', finish);
  const late = { pointId: second!.id, version: 2, result: 'pass' };
  expect((await site.refusal('coordinator', 'round.answer', late)).refused).toBe('roundEnded');
  expect((await site.call('observer', 'round.page', {})).rows[0]).toMatchObject({
    points: 3,
    answered: 3,
    failed: 2,
    state: 'finished',
    endedBy: 'coordinator',
  });
  expect((await site.call('observer', 'work.counts', {})).open).toBe(2);

  // next time in the order in which it was walked
  const again = await site.call('coordinator', 'round.start', { placeId, walkedOn: '2026-05-30' });
  const tags = (await site.call('observer', 'round.points', { roundId: again.id })).map(({ tag }) => tag);
  expect(tags).toEqual(['FX-2', 'FX-1', 'FX-3']);
});

test('an item found where the list does not have it, and lists that make no sense', async () => {
  const site = siteInTemp();
  const { placeId, categoryId } = await building(site);
  const empty = await site.call('planner', 'place.add', {
    key: 'B-9',
    kind: 'building',
    names: names('B-9'),
    geometry: { type: 'Point', coordinates: [22, 44] },
  });
  expect((await site.refusal(manager, 'round.start', { placeId: empty.id })).refused).toBe('roundNoDuties');
  const all = { placeId: empty.id, everything: true };
  expect((await site.refusal(manager, 'round.start', all)).refused).toBe('roundEmpty');
  const future = { placeId, walkedOn: '2026-07-01' };
  expect((await site.refusal(manager, 'round.start', future)).refused).toBe('doneInFuture');
  const round = await site.call(manager, 'round.start', { placeId });
  await site.call(manager, 'equipment.add', { tag: 'FX-9', categoryId, placeId: empty.id });
  const add = (tag: string) => ({ roundId: round.id, tag });
  expect(await site.call(manager, 'round.addPoint', add('FX-9'))).toMatchObject({ orderNo: 4 });
  expect((await site.refusal(manager, 'round.addPoint', add('FX-9'))).refused).toBe('pointThere');
  expect((await site.refusal(manager, 'round.addPoint', add('FX-99'))).refused).toBe('unknownTag');
  await site.call(manager, 'round.abandon', { id: round.id, version: 1, reason: 'Wrong building' });
  await site.call(manager, 'round.start', { placeId });
});

test('the photo of a failed point hangs on its work order', async () => {
  const site = siteInTemp();
  const { placeId } = await building(site);
  const round = await site.call(manager, 'round.start', { placeId });
  const [point] = await site.call('observer', 'round.points', { roundId: round.id });
  const none = { pointId: point!.id, version: 1, result: 'fail', photo: '0'.repeat(64) };
  expect((await site.refusal(manager, 'round.answer', none)).refused).toBe('unknownAttachment');
  const bytes = Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    16,
    74,
    70,
    73,
    70,
    ...Array.from({ length: 200 }, () => 1),
  ]);
  const photo = await site.call(manager, 'attachment.add', { name: 'gauge.jpg', bytes });
  const answer = await site.call(manager, 'round.answer', {
    pointId: point!.id,
    version: 1,
    result: 'fail',
    photo: photo.hash,
  });
  const papers = await site.call('observer', 'attachment.of', { noun: 'work', rowId: answer.workId! });
  expect(papers.rows).toMatchObject([{ hash: photo.hash, role: 'photo' }]);
});
