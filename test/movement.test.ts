import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectOn, type Movement, type MovementRequest } from '../electron/hazmat/movement.ts';
import { ask, decide, takeBack, type Confirmation, type Who } from '../electron/two-person/two-person.ts';
import { isRefusal } from '../electron/refusal.ts';
import type { TestSite } from './builders.ts';
import {
  addShipped, addStore, hazmatSite, link, moved, named, receive, record, seenOf, square,
} from './hazmat-ground.ts'; // prettier-ignore

const hourMs = 3_600_000;
const at = (ms: number): string => new Date(Date.parse('2026-06-01T06:00:00.000Z') + ms).toISOString();
const lifeMs = 12 * hourMs;

describe('two people', () => {
  const accounts: readonly Who[] = [
    { id: 'a', name: 'A', personId: 'P1' },
    { id: 'b', name: 'B', personId: 'P2' },
    // The first person's other account.
    { id: 'c', name: 'C', personId: 'P1' },
    { id: 'd', name: 'D', personId: null },
  ];
  const step = fc.oneof(
    fc.record({
      do: fc.constantFrom('confirm' as const, 'refuse' as const),
      who: fc.nat({ max: 3 }),
      sawHash: fc.constantFrom('h0', 'h1', 'h2'),
      hashNow: fc.constantFrom('h0', 'h1'),
      oldVersion: fc.boolean(),
    }),
    fc.record({ do: fc.constant('withdraw' as const), who: fc.nat({ max: 3 }) }),
    fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 8 }) }),
  );

  test('whatever they try, only another person confirms, in time, once, what was asked and still stands', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = 0;
        const content = { id: 'x', kind: 'movement' as const, subjectId: 'm', contentHash: 'h0' };
        let asked = ask(content, accounts[0]!, at(0), lifeMs) as Confirmation;
        for (const one of steps) {
          if (one.do === 'wait') {
            now += one.hours * hourMs;
            continue;
          }
          const by = accounts[one.who]!;
          const before = asked;
          const after =
            one.do === 'withdraw'
              ? takeBack(before, by, 'withdrawn', '', at(now))
              : decide(
                  before,
                  by,
                  { contentHash: one.sawHash, version: one.oldVersion ? before.version - 1 : before.version },
                  one.hashNow,
                  one.do === 'confirm' ? 'confirmed' : 'refused',
                  'because',
                  at(now),
                );
          if (isRefusal(after)) continue;
          expect(before.state).toBe('waiting');
          if (after.state === 'confirmed' || after.state === 'refused') {
            expect(by.id).not.toBe(before.askedBy);
            expect(by.personId).not.toBe(before.askedPersonId);
            expect(by.personId).not.toBeNull();
            expect(now).toBeLessThan(lifeMs);
            expect(one).toMatchObject({ sawHash: before.contentHash, oldVersion: false });
          }
          if (after.state === 'confirmed') expect(one).toMatchObject({ hashNow: before.contentHash });
          if (after.state === 'withdrawn') expect(by.personId).toBe(before.askedPersonId);
          asked = after;
        }
      }),
    );
  });

  test('an account without a person asks for nothing', () => {
    const content = { id: 'x', kind: 'movement' as const, subjectId: 'm', contentHash: 'h0' };
    expect(ask(content, accounts[3]!, at(0), lifeMs)).toMatchObject({ refused: 'confirmNotLinked' });
  });
});

interface Ground {
  readonly site: TestSite;
  readonly so2: string;
  readonly stores: readonly string[];
}

async function ground(): Promise<Ground> {
  const site = await hazmatSite();
  const so2 = await addShipped(site, 'so2');
  const stores = [await addStore(site, 'H-01', square(0)), await addStore(site, 'H-02', square(60))];
  return { site, so2, stores };
}

describe('through the door', () => {
  test('recorded by one, confirmed by another; nothing is there before', async () => {
    const { site, so2, stores } = await ground();
    const waiting = await record(site, receive(so2, stores[0]!, 12, { lotNumber: 'SO2-1' }));
    expect(waiting).toMatchObject({ state: 'waiting', confirmation: { state: 'waiting', askedByName: 'hazmatKeeper' } });
    expect((await site.call('observer', 'hazmat.store', { id: stores[0]! }))?.lots).toEqual([]);
    const seen = await site.call('safetyOfficer', 'movement.one', { id: waiting.id });
    expect(seen).toMatchObject({ findings: [], unchanged: true, amount: 12, unit: 't', to: { key: 'H-01' } });
    const done = await site.call('safetyOfficer', 'movement.confirm', seenOf(waiting));
    expect(done).toMatchObject({ state: 'done', confirmation: { decidedByName: 'safetyOfficer' } });
    expect((await site.call('observer', 'hazmat.store', { id: stores[0]! }))?.lots).toMatchObject([
      { amount: 12, lotNumber: 'SO2-1', opening: 0 },
    ]);
    const replay = await site.refusal('safetyOfficer', 'movement.confirm', seenOf(waiting));
    expect(replay).toMatchObject({ refused: 'confirmDecided', facts: { name: 'safetyOfficer' } });
  }); // prettier-ignore

  test('the same account, the same person under another name, an account of nobody', async () => {
    const { site, so2, stores } = await ground();
    const waiting = await record(site, receive(so2, stores[0]!, 1));
    const input = seenOf(waiting);
    expect((await site.refusal('hazmatKeeper', 'movement.confirm', input)).refused).toBe('confirmSelf');
    expect((await site.refusal('coordinator', 'movement.confirm', input)).refused).toBe('confirmNotLinked');
    await link(site, 'coordinator', waiting.confirmation!.askedPersonId);
    expect(await site.refusal('coordinator', 'movement.confirm', input)).toEqual({
      refused: 'confirmSamePerson',
      facts: { name: 'coordinator', other: 'hazmatKeeper' },
    });
    const no = { ...input, reason: 'not mine' };
    expect((await site.refusal('coordinator', 'movement.refuse', no)).refused).toBe('confirmSamePerson');
    const again = await site.refusal('equipmentManager', 'movement.record', {
      request: receive(so2, stores[0]!, 1),
    });
    expect(again).toMatchObject({ refused: 'confirmNotLinked', facts: { name: 'equipmentManager' } });
  });

  test('nobody but an administrator says who is who, and not of themselves', async () => {
    const { site } = await ground();
    const person = await link(site, 'administrator');
    const { rows } = await site.call('administrator', 'operator.page', {});
    const own = rows.find(({ name }) => name === 'administrator')!;
    const input = { operatorId: own.id, version: own.version, personId: null };
    expect(person).not.toBe('');
    expect((await site.refusal('administrator', 'operator.link', input)).refused).toBe('operatorLinkIsYours');
    expect((await site.refusal('hazmatKeeper', 'operator.link', input)).refused).toBe('wrongRole');
  });

  test('withdrawn, refused with a reason, expired: each said to whoever comes later', async () => {
    const { site, so2, stores } = await ground();
    const one = await record(site, receive(so2, stores[0]!, 1));
    const { id, version } = one;
    expect((await site.refusal('equipmentManager', 'movement.withdraw', { id, version })).refused).toBe('confirmNotYours');
    await site.call('hazmatKeeper', 'movement.withdraw', { id, version, reason: 'wrong drum' });
    expect((await site.refusal('safetyOfficer', 'movement.confirm', seenOf(one))).refused).toBe('confirmWithdrawn');
    const two = await record(site, receive(so2, stores[0]!, 1));
    const bare = { ...seenOf(two), reason: '' };
    expect((await site.refusal('safetyOfficer', 'movement.refuse', bare)).refused).toBe('confirmReason');
    const no = await site.call('safetyOfficer', 'movement.refuse', { ...bare, reason: 'label unreadable' });
    expect(no).toMatchObject({ state: 'refused', confirmation: { reason: 'label unreadable' } });
    const three = await record(site, receive(so2, stores[0]!, 1));
    site.clock.advance(lifeMs);
    expect((await site.refusal('safetyOfficer', 'movement.confirm', seenOf(three))).refused).toBe('confirmExpired');
  }); // prettier-ignore

  test('a changed request starts again, with another hash', async () => {
    const { site, so2, stores } = await ground();
    const first = await record(site, receive(so2, stores[0]!, 1));
    const second = await site.call('hazmatKeeper', 'movement.change', {
      id: first.id,
      version: first.version,
      request: receive(so2, stores[0]!, 2),
    });
    expect(second.confirmation!.contentHash).not.toBe(first.confirmation!.contentHash);
    expect((await site.refusal('safetyOfficer', 'movement.confirm', seenOf(first))).refused).toBe('conflict');
    const mixed = { ...seenOf(second), contentHash: first.confirmation!.contentHash };
    expect((await site.refusal('safetyOfficer', 'movement.confirm', mixed)).refused).toBe('confirmChanged');
    expect((await site.call('safetyOfficer', 'movement.confirm', seenOf(second))).amount).toBe(2);
  });

  test('what the ground under a request changes has to be asked again', async () => {
    const { site, so2, stores } = await ground();
    const waiting = await record(site, receive(so2, stores[0]!, 1));
    // Drawn meanwhile: the store lies where a river may come.
    await site.call('planner', 'place.add', { key: 'Z-1', kind: 'floodZone', names: named('Z-1'), geometry: square(-50, -50, 200) });
    const seen = await site.call('safetyOfficer', 'movement.one', { id: waiting.id });
    expect(seen).toMatchObject({ unchanged: false, findings: [{ rule: 'flood', verdict: 'conditions' }] });
    expect((await site.refusal('safetyOfficer', 'movement.confirm', seenOf(waiting))).refused).toBe('confirmChanged');
    const again = await site.call('hazmatKeeper', 'movement.change', { id: waiting.id, version: waiting.version, request: receive(so2, stores[0]!, 1) });
    expect((await site.call('safetyOfficer', 'movement.confirm', seenOf(again))).found).toMatchObject([{ rule: 'flood' }]);
  }); // prettier-ignore

  test('what is promised cannot be promised twice, and a stock-take needs a reason for a difference', async () => {
    const { site, so2, stores } = await ground();
    const lotId = (await moved(site, receive(so2, stores[0]!, 10))).toLotId!;
    await record(site, { kind: 'issue', lotId, amount: 8, unit: 't', reason: 'plant' });
    const more = { kind: 'dispose', lotId, amount: 3, unit: 't', reason: 'leak' };
    expect(await site.refusal('hazmatKeeper', 'movement.record', { request: more })).toMatchObject({
      refused: 'lotNotEnough',
      facts: { left: 2, waiting: 8, unit: 't' },
    });
    const count = { kind: 'count' as const, lotId, counted: 9.5, unit: 't' as const, reason: '' };
    expect((await site.refusal('hazmatKeeper', 'movement.record', { request: count })).refused).toBe(
      'movementCountReason',
    );
    const counted = await moved(site, { ...count, reason: 'gauge glass read' });
    expect(counted).toMatchObject({ amount: 0.5, booked: 10, counted: 9.5 });
  });

  test('what was issued comes back, never more than that', async () => {
    const { site, so2, stores } = await ground();
    const lotId = (await moved(site, receive(so2, stores[0]!, 10))).toLotId!;
    const issue = await moved(site, { kind: 'issue', lotId, amount: 4, unit: 't', reason: 'trial' });
    const back = { kind: 'return' as const, issueId: issue.id, toStoreId: stores[0]!, amount: 3, unit: 't' as const, reason: '' };
    expect((await moved(site, back)).toLotId).toBe(lotId);
    const out = await site.call('observer', 'movement.page', { outstanding: true });
    expect(out.rows).toMatchObject([{ id: issue.id, outstanding: 1 }]);
    expect(await site.refusal('hazmatKeeper', 'movement.record', { request: back })).toMatchObject({
      refused: 'returnTooMuch',
      facts: { out: 1 },
    });
  }); // prettier-ignore
});

test('amounts always balance, lot by lot and in sum, whatever is recorded, confirmed and refused', async () => {
  const step = fc.record({
    kind: fc.constantFrom('receive', 'move', 'issue', 'return', 'dispose', 'count'),
    amount: fc.integer({ min: 1, max: 40_000 }).map((n) => n / 1000),
    pick: fc.nat({ max: 50 }),
    kg: fc.boolean(),
    confirm: fc.constantFrom(true, true, true, false),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const { site, so2, stores } = await ground();
      for (const { kind, amount, pick, kg, confirm } of steps) {
        const details = await Promise.all(stores.map((id) => site.call('observer', 'hazmat.store', { id })));
        const lots = details.flatMap((store) => store?.lots ?? []);
        const issues = (await site.call('observer', 'movement.page', { outstanding: true })).rows;
        const lot = lots[pick % Math.max(1, lots.length)];
        const issue = issues[pick % Math.max(1, issues.length)];
        const unit = kg ? ('kg' as const) : ('t' as const);
        const much = kg ? Math.round(amount * 1000) : amount;
        const toStoreId = stores[pick % stores.length]!;
        const request: MovementRequest | null =
          kind === 'receive'
            ? receive(so2, toStoreId, much, { unit })
            : kind === 'return'
              ? issue ? { kind, issueId: issue.id, toStoreId, amount: much, unit, reason: '' } : null
              : !lot
                ? null
                : kind === 'count'
                  ? { kind, lotId: lot.id, counted: much, unit, reason: 'seen' }
                  : kind === 'move'
                    ? { kind, lotId: lot.id, toStoreId, amount: much, unit, reason: '' }
                    : { kind: kind as 'issue' | 'dispose', lotId: lot.id, amount: much, unit, reason: 'use' };
        if (request === null) continue;
        const result = await site.door.dispatch(site.seatOf('hazmatKeeper'), 'movement.record', { request });
        if (!result.ok) continue;
        const seen = seenOf(result.value);
        if (confirm) await site.door.dispatch(site.seatOf('safetyOfficer'), 'movement.confirm', seen);
        else await site.call('safetyOfficer', 'movement.refuse', { ...seen, reason: 'no' });
      }
      const { rows } = await site.call('observer', 'movement.page', { limit: 200 });
      const all = site.site.reader.all<{ id: string; amount: number; unit: string }>('SELECT id, amount, unit FROM lot');
      const tonnes = (amount: number, unit: string): number => (unit === 'kg' ? amount / 1000 : amount);
      for (const lot of all) {
        expect(lot.amount).toBeGreaterThanOrEqual(0);
        expect(rows.reduce((sum, row) => sum + effectOn(row, lot.id), 0)).toBeCloseTo(lot.amount, 9);
      }
      const sum = (of: (row: Movement) => number): number =>
        rows.filter(({ state }) => state === 'done').reduce((total, row) => total + tonnes(of(row), row.unit), 0);
      const of = (...kinds: string[]) => sum(({ kind, amount }) => (kinds.includes(kind) ? amount : 0));
      const counted = sum(({ kind, amount, toLotId }) => (kind !== 'count' ? 0 : toLotId ? amount : -amount));
      const held = all.reduce((total, { amount, unit }) => total + tonnes(amount, unit), 0);
      expect(held).toBeCloseTo(of('receive') - of('issue') + of('return') - of('dispose') + counted, 6);
      site.close();
    }),
    { numRuns: 12 },
  );
}, 60_000); // prettier-ignore
