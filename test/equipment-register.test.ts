import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Equipment } from '../electron/equipment/equipment.ts';
import { addCategory, siteInTemp, type TestSite } from './builders.ts';

const manager = 'equipmentManager';
const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });

async function withPlaces(site: TestSite): Promise<{ fire: string; mine: string; categoryId: string }> {
  const place = async (key: string) =>
    (
      await site.call('planner', 'place.add', {
        key,
        kind: 'building',
        names: names(key),
        geometry: { type: 'Point', coordinates: [22, 44] },
      })
    ).id;
  return {
    fire: await place('B-FIRE'),
    mine: await place('B-MINE'),
    categoryId: await addCategory(site, 'gear'),
  };
}
const add = (site: TestSite, tag: string, categoryId: string, more: object = {}) =>
  site.call(manager, 'equipment.add', { tag, categoryId, ...more });
const byId = async (site: TestSite, id: string) => {
  const item = await site.call('observer', 'equipment.byId', { id });
  if (!item) throw new Error(`no item ${id}`);
  return item;
};

describe('bad input is refused with its reason', () => {
  test('tags and serials are one of a kind, in capitals or not, also when they are changed', async () => {
    const site = siteInTemp();
    const { categoryId } = await withPlaces(site);
    const first = await add(site, 'BA-1', categoryId, { make: 'Severin', model: 'Air', serial: 'x9' });
    const second = await add(site, 'BA-2', categoryId, { make: 'Severin', model: 'Air', serial: 'x8' });
    const code = async (changes: object) =>
      site.refusal(manager, 'equipment.edit', { id: second.id, version: 1, ...changes });
    expect(await code({ tag: 'ba-1' })).toMatchObject({ refused: 'tagTaken' });
    expect(await code({ serial: 'X9' })).toMatchObject({ refused: 'serialTaken', facts: { tag: 'BA-1' } });
    // Its own tag in other letters is its own.
    await site.call(manager, 'equipment.edit', { id: first.id, version: 1, tag: 'ba-1' });
    // Many at once: the one whose serial would be taken stays as it was.
    const other = await add(site, 'BA-3', categoryId, { make: 'Kompas', model: 'Air', serial: 'x8' });
    const done = await site.call(manager, 'equipment.editMany', {
      rows: [
        { id: other.id, version: 1 },
        { id: second.id, version: 1 },
      ],
      changes: { make: 'Severin', note: 'joined' },
    });
    expect(done).toMatchObject({ changed: 1, refused: [{ count: 1, refusal: { refused: 'serialTaken' } }] });
  });

  test('money is not negative and has a currency; a life does not end before it begins', async () => {
    const site = siteInTemp();
    const { categoryId } = await withPlaces(site);
    const code = async (more: object) =>
      site.refusal(manager, 'equipment.add', { tag: 'X-1', categoryId, ...more });
    expect(await code({ costMinor: -1, currency: 'RSD' })).toMatchObject({
      refused: 'badInput',
      facts: { field: 'costMinor', problem: 'too_small' },
    });
    expect((await code({ costMinor: 100 })).refused).toBe('currencyMissing');
    expect((await code({ boughtOn: '2026-05-01', endOfLifeOn: '2026-04-30' })).refused).toBe(
      'endsBeforeBought',
    );
    const item = await add(site, 'X-1', categoryId, { costMinor: 0, currency: 'EUR' });
    const free = await site.call(manager, 'equipment.edit', { id: item.id, version: 1, costMinor: null });
    expect(free).toMatchObject({ costMinor: null, currency: null });
  });

  test('a team or a container that is not there is refused', async () => {
    const site = siteInTemp();
    const { categoryId, fire } = await withPlaces(site);
    const code = async (more: object) =>
      (await site.refusal(manager, 'equipment.add', { tag: 'X-1', categoryId, ...more })).refused;
    expect(await code({ ownerTeamId: fire })).toBe('unknownTeam');
    expect(await code({ insideId: fire })).toBe('unknownContainer');
    expect(await code({ placeId: categoryId })).toBe('unknownPlace');
  });
});

describe('inside a vehicle or a box', () => {
  test('what is inside stands where the outermost stands, and moves with it', async () => {
    const site = siteInTemp();
    const { categoryId, fire, mine } = await withPlaces(site);
    const engine = await add(site, 'FE-1', categoryId, { placeId: fire });
    const box = await add(site, 'BOX-1', categoryId, { insideId: engine.id });
    const set = await add(site, 'BA-1', categoryId, { placeId: mine, insideId: box.id });
    expect(set.placeId).toBe(fire);
    site.events.splice(0);
    await site.call(manager, 'equipment.edit', { id: engine.id, version: 1, placeId: mine });
    expect(site.events).toHaveLength(1);
    for (const id of [engine.id, box.id, set.id])
      expect(await byId(site, id)).toMatchObject({ placeId: mine, version: 2 });
    expect(
      await site.refusal(manager, 'equipment.edit', { id: set.id, version: 2, placeId: fire }),
    ).toMatchObject({
      refused: 'placeFollows',
      facts: { tag: 'BA-1', container: 'BOX-1' },
    });
    // Found by where it now stands, and no longer by where it stood.
    const found = async (text: string) =>
      (await site.call('observer', 'equipment.page', { text })).rows.map(({ tag }) => tag);
    expect(await found('B-MINE')).toEqual(['BA-1', 'BOX-1', 'FE-1']);
    expect(await found('B-FIRE')).toEqual([]);
    // Taken out and put elsewhere in one go.
    await site.call(manager, 'equipment.edit', { id: set.id, version: 2, insideId: null, placeId: fire });
    expect(await byId(site, set.id)).toMatchObject({ insideId: null, placeId: fire, inside: null });
    const page = await site.call('observer', 'equipment.page', { insideIds: [engine.id] });
    expect(page.rows.map(({ tag }) => tag)).toEqual(['BOX-1']);
  });

  test('nothing is inside itself, however deep', async () => {
    const site = siteInTemp();
    const { categoryId } = await withPlaces(site);
    const outer = await add(site, 'A', categoryId);
    const middle = await add(site, 'B', categoryId, { insideId: outer.id });
    const inner = await add(site, 'C', categoryId, { insideId: middle.id });
    for (const insideId of [outer.id, middle.id, inner.id])
      expect(
        (await site.refusal(manager, 'equipment.edit', { id: outer.id, version: 1, insideId })).refused,
      ).toBe('insideItself');
  });

  test('any run of moves leaves no circle, and everything stands where its outermost stands', async () => {
    const site = siteInTemp();
    const { categoryId, fire, mine } = await withPlaces(site);
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push((await add(site, `I-${n}`, categoryId, { placeId: fire })).id);
    const index = fc.nat({ max: 5 });
    const move = fc.record({
      item: index,
      into: fc.option(index),
      place: fc.option(fc.constantFrom(fire, mine), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
        for (const { item, into, place } of moves) {
          const { id, version } = await byId(site, ids[item]!);
          const insideId = into === null ? null : ids[into]!;
          await site.door.dispatch(site.seatOf(manager), 'equipment.edit', {
            id,
            version,
            insideId,
            placeId: place,
          });
        }
        const all = new Map(
          (await Promise.all(ids.map((id) => byId(site, id)))).map((item) => [item.id, item]),
        );
        for (const item of all.values()) {
          let outermost: Equipment = item;
          for (let steps = 0; outermost.insideId !== null; steps += 1) {
            expect(steps).toBeLessThan(6);
            outermost = all.get(outermost.insideId)!;
          }
          expect(item.placeId).toBe(outermost.placeId);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a container is emptied before it is retired, and takes nothing afterwards', async () => {
    const site = siteInTemp();
    const { categoryId } = await withPlaces(site);
    const box = await add(site, 'BOX', categoryId);
    const set = await add(site, 'BA', categoryId, { insideId: box.id });
    const retire = { id: box.id, version: 1, condition: 'retired' as const };
    expect(await site.refusal(manager, 'equipment.edit', retire)).toMatchObject({
      refused: 'containerNotEmpty',
      facts: { items: 1 },
    });
    await site.call(manager, 'equipment.edit', { id: set.id, version: 1, insideId: null });
    await site.call(manager, 'equipment.edit', retire);
    expect(
      (await site.refusal(manager, 'equipment.edit', { id: set.id, version: 2, insideId: box.id })).refused,
    ).toBe('containerRetired');
  });
});

describe('custody', () => {
  test('is issued to one, comes back as it is, and the journal tells who had it', async () => {
    const site = siteInTemp();
    const { categoryId } = await withPlaces(site);
    const person = await site.call('planner', 'person.add', { name: 'Milan Ilić' });
    const team = await site.call('planner', 'team.add', {
      key: 'T-1',
      names: names('Fire'),
      kind: 'fire',
      callSign: 'Fire 1',
    });
    const item = await add(site, 'RD-1', categoryId);
    const code = async (name: 'equipment.issue' | 'equipment.return', input: object) =>
      (await site.refusal('coordinator', name, { id: item.id, version: 1, ...input })).refused;
    expect(await code('equipment.return', {})).toBe('notIssued');
    expect(await code('equipment.issue', {})).toBe('badInput');
    expect(await code('equipment.issue', { toPersonId: person.id, toTeamId: team.id })).toBe('badInput');
    expect(await code('equipment.issue', { toPersonId: team.id })).toBe('unknownPerson');
    expect(await code('equipment.issue', { toTeamId: team.id, backOn: '2026-05-31' })).toBe('backInThePast');
    await site.call('coordinator', 'equipment.issue', {
      id: item.id,
      version: 1,
      toPersonId: person.id,
      backOn: '2026-06-02',
    });
    expect(await byId(site, item.id)).toMatchObject({
      condition: 'inUse',
      holder: { kind: 'person', name: 'Milan Ilić' },
      heldSince: '2026-06-01T06:00:00.000Z',
    });
    expect(
      (await site.refusal('coordinator', 'equipment.issue', { id: item.id, version: 2, toTeamId: team.id }))
        .refused,
    ).toBe('alreadyIssued');
    expect(
      (await site.refusal(manager, 'equipment.edit', { id: item.id, version: 2, condition: 'retired' }))
        .refused,
    ).toBe('stillIssued');
    const custody = async () =>
      Object.fromEntries(
        (await site.call('observer', 'equipment.facet', { facet: 'custody' })).map(({ value, count }) => [
          value,
          count,
        ]),
      );
    expect(await custody()).toEqual({ out: 1 });
    site.clock.advance(2 * 86_400_000);
    expect(await custody()).toEqual({ out: 1, late: 1 });
    expect((await site.call('observer', 'equipment.page', { custodies: ['late'] })).total).toBe(1);
    expect((await site.call('observer', 'equipment.page', { custodies: ['in'] })).total).toBe(0);
    await site.call('coordinator', 'equipment.return', { id: item.id, version: 2, condition: 'fault' });
    expect(await byId(site, item.id)).toMatchObject({ condition: 'fault', holder: null, backOn: null });
    expect(
      await site.refusal('coordinator', 'equipment.issue', { id: item.id, version: 3, toTeamId: team.id }),
    ).toMatchObject({ refused: 'notToBeIssued', facts: { condition: 'fault' } });
    expect(await site.call('observer', 'journal.history', { noun: 'equipment', id: item.id })).toHaveLength(
      3,
    );
  });
});

describe('a change of many', () => {
  test('does what its preview said, in one entry, and leaves what was changed meanwhile', async () => {
    const site = siteInTemp();
    const { categoryId, fire, mine } = await withPlaces(site);
    const box = await add(site, 'BOX', categoryId, { placeId: fire });
    const rows = [];
    for (let n = 0; n < 20; n += 1)
      rows.push(
        await add(site, `H-${n}`, categoryId, {
          note: 'hose',
          ...(n < 3 ? { insideId: box.id } : { placeId: n < 10 ? fire : mine }),
        }),
      );
    const filter = { text: 'hose' };
    const changes = { placeId: mine, nextDueOn: '2026-07-01' };
    const preview = await site.call(manager, 'equipment.preview', { filter, changes });
    expect(preview).toMatchObject({
      chosen: 20,
      changed: 17,
      same: 0,
      refused: [{ count: 3, refusal: { refused: 'placeFollows', facts: { container: 'BOX' } } }],
    });
    expect(preview.fields).toEqual([
      { field: 'placeId', count: 7, from: [{ value: fire, count: 7 }] },
      { field: 'nextDueOn', count: 17, from: [{ value: null, count: 17 }] },
    ]);
    const chosen = await site.call(manager, 'equipment.ids', { filter });
    expect(chosen).toHaveLength(20);
    await site.call('administrator', 'equipment.edit', { id: rows[19]!.id, version: 1, condition: 'fault' });
    site.events.splice(0);
    const done = await site.call(manager, 'equipment.editMany', { rows: [...chosen], changes });
    expect(site.events).toHaveLength(1);
    expect(done.changed).toBe(16);
    expect(done.refused.map(({ count, refusal }) => [refusal.refused, count])).toEqual([
      ['placeFollows', 3],
      ['conflict', 1],
    ]);
    expect((await site.call('observer', 'equipment.page', { dueBy: '2026-07-01' })).total).toBe(16);
    expect(await site.call(manager, 'equipment.preview', { filter, changes })).toMatchObject({
      changed: 1,
      same: 16,
    });
  });

  test('a container and what is in it may be moved together', async () => {
    const site = siteInTemp();
    const { categoryId, fire, mine } = await withPlaces(site);
    const box = await add(site, 'BOX', categoryId, { placeId: fire });
    const hose = await add(site, 'H', categoryId, { insideId: box.id });
    const rows = [box, hose].map(({ id, version }) => ({ id, version }));
    const done = await site.call(manager, 'equipment.editMany', { rows, changes: { placeId: mine } });
    expect(done).toMatchObject({ changed: 1, same: 1, refused: [] });
  });
});
