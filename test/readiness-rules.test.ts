import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Need } from '../electron/plan/need.ts';
import { componentsOf, judge, solve, Supplies } from '../electron/readiness/judge.ts';
import { fixesFor } from '../electron/readiness/fixes.ts';
import type { Candidate, ItemGroup, Pool } from '../electron/readiness/pool.ts';
import type { PlanNeeds, PlannedNeed } from '../electron/readiness/readiness.ts';
import { inReach, metresTo, travelMinutes } from '../electron/readiness/way.ts';
import { changed } from '../electron/readiness/what-if.ts';

const names = (en: string) => ({ en, srLatn: en, zhHans: en });
/** Places in a row, 100 m apart. */
const places = new Map(
  ['P0', 'P1', 'P2', 'P3'].map((id, i) => [
    id,
    { names: names(id), longitude: 22 + i * 0.00125, latitude: 44, closed: false },
  ]),
);
const categories = new Map([
  ['set', { names: names('Breathing set'), unit: null, speedKmh: 6 }],
  ['pump', { names: names('Pump'), unit: null, speedKmh: 3 }],
  ['shower', { names: names('Shower'), unit: null, speedKmh: null }],
  ['foam', { names: names('Foam'), unit: 'l', speedKmh: 6 }],
]);
const empty: Pool = { items: [], stock: [], people: [], places, categories, qualifications: new Map() };
const noPrices = { of: () => null };

function person(id: string, valid: readonly string[], more: Partial<Candidate> = {}): Candidate {
  return {
    id, name: id, placeId: 'P0', valid: new Set(valid), expired: new Set(), onShift: true, held: false, away: false, ...more,
  }; // prettier-ignore
}
const group = (count: number, more: Partial<ItemGroup> = {}): ItemGroup => ({
  categoryId: 'set',
  placeId: 'P0',
  state: 'ready',
  count,
  ...more,
});
const sets = (count: number, more: object = {}): Need => ({
  id: `sets${count}`, kind: 'equipment', categoryId: 'set', count, condition: 'ready', maxTravelMinutes: null, travelMinutes: [], ...more,
}); // prettier-ignore
const crew = (qualificationId: string, count: number, more: object = {}): Need => ({
  id: `${qualificationId}${count}`, kind: 'people', qualificationId, count, maxTravelMinutes: null, travelMinutes: [], ...more,
}); // prettier-ignore
const foam = (amount: number, more: object = {}): Need => ({
  id: `foam${amount}`, kind: 'stock', categoryId: 'foam', amount, maxTravelMinutes: null, travelMinutes: [], ...more,
}); // prettier-ignore

function plan(needs: readonly Need[], key = 'PLAN', placeId: string | null = 'P0'): PlanNeeds {
  const planned = needs.map((need, i): PlannedNeed => ({
    planId: key,
    stepId: `${key}-${i}`,
    stepOrder: i + 1,
    placeId,
    need: { ...need, id: `${key}-${i}-${need.id}` },
  }));
  return { planId: key, key, edition: 1, title: names(key), approvedAt: null, needs: planned };
}
const alone: { together: boolean; running: readonly PlannedNeed[] } = { together: false, running: [] };
const states = (plans: readonly PlanNeeds[], pool: Pool, options = alone) =>
  judge(plans, pool, options).map(({ state, needs }) => [
    state,
    ...needs.map((need) => `${need.served}/${need.wanted} ${need.state}`),
  ]);

describe('met, tight, broken', () => {
  test('as the number there is says, and how much is spare', () => {
    const on = (count: number) =>
      judge([plan([sets(4)])], { ...empty, items: [group(count)] }, alone)[0]!.needs[0]!;
    expect(on(2)).toMatchObject({ state: 'broken', served: 2, wanted: 4, spare: 0 });
    expect(on(4)).toMatchObject({ state: 'tight', served: 4, spare: 0 });
    expect(on(6)).toMatchObject({ state: 'met', served: 4, spare: 2 });
  });

  test('what is overdue serves only a need that takes it, what is faulty or held none', () => {
    const pool = {
      ...empty,
      items: [group(1, { state: 'overdue' }), group(5, { state: 'fault' }), group(5, { state: 'held' })],
    };
    expect(states([plan([sets(1)])], pool)).toEqual([['broken', '0/1 broken']]);
    expect(states([plan([sets(1, { condition: 'usable' })])], pool)).toEqual([['tight', '1/1 tight']]);
  });

  test('consumables are divided among needs; less than a tenth over is no spare', () => {
    const on = (amount: number) =>
      states([plan([foam(150), foam(100.5)])], {
        ...empty,
        stock: [{ categoryId: 'foam', placeId: 'P1', expired: false, amount: amount * 1000 }],
      })[0];
    expect(on(250)).toEqual(['broken', '150/150 tight', '100/100.5 broken']);
    expect(on(255)).toEqual(['tight', '150/150 tight', '100.5/100.5 tight']);
    expect(on(300)).toEqual(['met', '150/150 met', '100.5/100.5 met']);
  });

  test('one person fills one need, the one with two trades where he is needed more', () => {
    const pool = { ...empty, people: [person('a', ['ba', 'medic']), person('b', ['ba'])] };
    expect(states([plan([crew('ba', 1), crew('medic', 1)])], pool)).toEqual([
      ['tight', '1/1 tight', '1/1 tight'],
    ]);
    expect(states([plan([crew('ba', 2), crew('medic', 1)])], pool)).toEqual([
      ['broken', '2/2 tight', '0/1 broken'],
    ]);
  });

  test('people off shift, at rest, sent elsewhere or whose day has passed do not count', () => {
    const people = [
      person('off', ['ba'], { onShift: false }),
      person('rest', ['ba'], { away: true }),
      person('sent', ['ba'], { held: true }),
      person('late', [], { expired: new Set(['ba']) }),
    ];
    expect(states([plan([crew('ba', 1)])], { ...empty, people })).toEqual([['broken', '0/1 broken']]);
  });

  test('plans by themselves may count on the same thing, together they may not', () => {
    const plans = [plan([sets(3)], 'A'), plan([sets(2)], 'B')];
    const pool = { ...empty, items: [group(4)] };
    expect(states(plans, pool).map(([state]) => state)).toEqual(['met', 'met']);
    expect(states(plans, pool, { ...alone, together: true })).toEqual([
      ['tight', '3/3 tight'],
      ['broken', '1/2 broken'],
    ]);
  });

  test('what a running incident carries out takes first, and from what it holds', () => {
    const running = plan([sets(3)], 'RUNS').needs;
    const on = (held: number) =>
      states(
        [plan([sets(2)])],
        { ...empty, items: [group(4), group(held, { state: 'held' })] },
        { together: false, running },
      )[0]![0];
    expect(on(0)).toBe('broken');
    expect(on(1)).toBe('tight');
    expect(on(3)).toBe('met');
  });

  test('a closed place is broken, and what stands in it is out of reach', () => {
    const shut = new Map([...places, ['P1', { ...places.get('P1')!, closed: true }]]);
    const pool = { ...empty, items: [group(2, { placeId: 'P1' })], places: shut };
    const open: Need = { id: 'open', kind: 'place', placeId: 'P1' };
    expect(states([plan([open, sets(1)])], pool)).toEqual([['broken', '0/1 broken', '0/1 broken']]);
  });
});

describe('the way there', () => {
  test('straight at the speed of the category, unless the planner gave the minutes', () => {
    const need = sets(1) as Exclude<Need, { kind: 'place' }>;
    expect(travelMinutes(need, 'P1', 'P0', 6, metresTo('P0', places))).toBeCloseTo(1, 1);
    expect(travelMinutes(need, 'P0', 'P0', null, metresTo('P0', places))).toBe(0);
    expect(travelMinutes(need, 'P1', 'P0', null, metresTo('P0', places))).toBe(Infinity);
    expect(travelMinutes(need, null, 'P0', 6, metresTo('P0', places))).toBeNull();
    const given = { ...need, travelMinutes: [{ placeId: 'P1', minutes: 7 }] };
    expect(travelMinutes(given, 'P1', 'P0', 6, metresTo('P0', places))).toBe(7);
  });

  test('what stands nowhere known is not counted on in time; a scene that is not known sets no limit', () => {
    expect(inReach(null, 5, null, 'P0')).toBe(false);
    expect(inReach(null, null, null, 'P0')).toBe(true);
    expect(inReach(null, 5, 'P1', null)).toBe(true);
    expect(inReach(Infinity, null, 'P1', 'P0')).toBe(false);
    expect(inReach(5, 5, 'P1', 'P0')).toBe(true);
  });

  test('too far is broken, and the nearest are taken first', () => {
    const pool = { ...empty, items: [group(1, { placeId: 'P3' }), group(1, { placeId: 'P1' })] };
    expect(states([plan([sets(2, { maxTravelMinutes: 2 })])], pool)).toEqual([['broken', '1/2 broken']]);
    const supplies = new Supplies(pool);
    const claims = plan([sets(1)]).needs.map((planned) => ({ planned, running: false }));
    const solved = solve(componentsOf(claims, supplies)[0]!);
    expect(solved.assignment.of(0).map(({ supply }) => solved.supplies[supply]!.placeId)).toEqual(['P1']);
  });
});

describe('against every way there is', () => {
  const trades = ['ba', 'medic', 'crane'] as const;
  const someone = fc.record({
    valid: fc.subarray([...trades]),
    placeId: fc.constantFrom('P0', 'P3', null),
    onShift: fc.boolean(),
  });
  const wanted = fc.record({
    trade: fc.constantFrom(...trades),
    count: fc.integer({ min: 1, max: 2 }),
    max: fc.constantFrom(null, 0.5),
  });

  test('people put together by what they hold serve as many as people one by one', () => {
    fc.assert(
      fc.property(
        fc.array(someone, { maxLength: 6 }),
        fc.array(wanted, { minLength: 1, maxLength: 3 }),
        (all, needs) => {
          const people = all.map((each, i) =>
            person(`p${i}`, each.valid, { placeId: each.placeId, onShift: each.onShift }),
          );
          const given = plan(
            needs.map(({ trade, count, max }) => crew(trade, count, { maxTravelMinutes: max })),
          );
          const [found] = judge([given], { ...empty, people }, alone);
          const may = (who: Candidate, { trade, max }: (typeof needs)[number]): boolean =>
            who.onShift && who.valid.has(trade) && (max === null || who.placeId === 'P0');
          // every person goes to one of the needs or to none
          const best = (at: number, left: readonly number[]): number =>
            at === people.length
              ? 0
              : Math.max(
                  best(at + 1, left),
                  ...needs.map((need, i) =>
                    left[i]! > 0 && may(people[at]!, need) ? 1 + best(at + 1, left.with(i, left[i]! - 1)) : 0,
                  ),
                );
          const most = best(0, needs.map(({ count }) => count)); // prettier-ignore
          expect(found!.needs.reduce((sum, { served }) => sum + served, 0)).toBe(most);
          const whole = needs.reduce((sum, { count }) => sum + count, 0);
          expect(found!.state === 'broken').toBe(most < whole);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what would mend it', () => {
  function fixes(
    needs: readonly Need[],
    pool: Pool,
    which = 0,
    prices: Parameters<typeof fixesFor>[4] = noPrices,
  ) {
    const supplies = new Supplies(pool);
    const planned = plan(needs).needs;
    const claims = planned.map((each) => ({ planned: each, running: false }));
    const component = componentsOf(claims, supplies).find((each) =>
      each.claims.some((claim) => claim.planned === planned[which]),
    )!;
    const index = component.claims.findIndex((claim) => claim.planned === planned[which]);
    return fixesFor(solve(component), index, pool, supplies, prices);
  }

  test('move, test, take back, repair, buy: the cheapest that is enough is marked', () => {
    const items = [
      group(1),
      group(1, { state: 'overdue' }),
      group(1, { placeId: 'P3' }),
      group(1, { state: 'fault' }),
      group(1, { state: 'held' }),
    ];
    const found = fixes([sets(3, { maxTravelMinutes: 2 })], { ...empty, items });
    expect(found.map(({ kind, takes }) => [kind, takes])).toEqual([
      ['move', 1],
      ['release', 1],
      ['test', 0],
      ['repair', 0],
      ['buy', 0],
    ]);
    expect(found[0]).toMatchObject({ minutes: 3, costMinor: 0, brought: true, placeId: 'P3' });
  });

  test('a known price puts a purchase before a repair that nobody can price', () => {
    const prices = {
      of: (kind: string) => (kind === 'buy' ? { minutes: 100, costMinor: 5_000, currency: 'RSD' } : null),
    };
    const found = fixes([sets(1)], { ...empty, items: [group(1, { state: 'fault' })] }, 0, prices);
    expect(found.map(({ kind, takes, costMinor, currency }) => [kind, takes, costMinor, currency])).toEqual([
      ['buy', 1, 5_000, 'RSD'],
      ['repair', 0, null, null],
    ]);
  });

  test('two needs never count on mending the same thing', () => {
    const items = [group(1, { state: 'overdue' })];
    const needs = [sets(1), sets(1)];
    const takes = [0, 1].map((which) =>
      fixes(needs, { ...empty, items }, which).map(({ kind, takes }) => [kind, takes]),
    );
    expect(takes).toEqual([
      [['test', 1], ['buy', 0]],
      [['buy', 1], ['test', 0]],
    ]); // prettier-ignore
  });

  test('people: called in, sent to a course, asked back', () => {
    const people = [
      person('off', ['ba'], { onShift: false }),
      person('late', [], { expired: new Set(['ba']) }),
      person('sent', ['ba'], { held: true }),
      person('both', [], { expired: new Set(['ba']), onShift: false }),
    ];
    expect(
      fixes([crew('ba', 3)], { ...empty, people }).map(({ kind, takes, personIds }) => [
        kind,
        takes,
        ...personIds,
      ]),
    ).toEqual([
      ['release', 1, 'sent'],
      ['callIn', 1, 'off'],
      ['requalify', 1, 'late'],
    ]);
  });

  test('doing what is marked makes the plan ready', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            placeId: fc.constantFrom('P0', 'P1', 'P3'),
            state: fc.constantFrom('ready' as const, 'overdue' as const, 'fault' as const, 'held' as const),
            count: fc.integer({ min: 1, max: 3 }),
          }),
          { maxLength: 6 },
        ),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        (all, counts) => {
          const merged = Map.groupBy(all, ({ placeId, state }) => `${placeId} ${state}`);
          const items = [...merged.values()].map((same) =>
            group(
              same.reduce((sum, { count }) => sum + count, 0),
              { placeId: same[0]!.placeId, state: same[0]!.state },
            ),
          );
          const needs = counts.map((count) => sets(count, { maxTravelMinutes: 2 }));
          let bought = 0;
          const left = new Map(items.map((each) => [`${each.placeId} ${each.state}`, each.count]));
          counts.forEach((count, i) => {
            const taken = fixes(needs, { ...empty, items }, i).filter(({ takes }) => takes > 0);
            for (const fix of taken) {
              if (fix.kind === 'buy') bought += fix.takes;
              else {
                const key = `${fix.placeId} ${fix.itemState}`;
                left.set(key, left.get(key)! - fix.takes);
                bought += fix.takes;
              }
            }
            expect(taken.reduce((sum, { takes }) => sum + takes, 0)).toBeLessThanOrEqual(count);
          });
          for (const rest of left.values()) expect(rest).toBeGreaterThanOrEqual(0);
          const mended = items.map((each) => ({
            ...each,
            count: left.get(`${each.placeId} ${each.state}`)!,
          }));
          const after = { ...empty, items: [...mended, group(bought, { placeId: 'P0' })] };
          expect(judge([plan(needs)], after, alone)[0]!.state).not.toBe('broken');
        },
      ),
    );
  });
});

describe('what if', () => {
  const found = () => ({ categoryId: 'set', placeId: 'P0', state: 'ready' as const });
  const count = (pool: Pool) => pool.items.map(({ placeId, count: n }) => [placeId, n]);
  test('away, moved and then away, added, stock added, a person gone', () => {
    const pool = { ...empty, items: [group(3)], people: [person('a', ['ba'])] };
    expect(count(changed(pool, [{ kind: 'removeItem', itemId: '1' }], found))).toEqual([['P0', 2]]);
    const twice = [
      { kind: 'moveItem' as const, itemId: '1', placeId: 'P2' },
      { kind: 'removeItem' as const, itemId: '1' },
    ];
    expect(count(changed(pool, twice.slice(0, 1), found))).toEqual([['P0', 2], ['P2', 1]]); // prettier-ignore
    expect(count(changed(pool, twice, found))).toEqual([['P0', 2], ['P2', 0]]); // prettier-ignore
    expect(
      count(changed(pool, [{ kind: 'addItems', categoryId: 'set', count: 2, placeId: 'P0' }], found)),
    ).toEqual([['P0', 5]]);
    const more = { kind: 'addStock' as const, categoryId: 'foam', amount: 1.5, placeId: 'P0' };
    expect(changed(pool, [more, more], found).stock).toEqual([
      { categoryId: 'foam', placeId: 'P0', expired: false, amount: 3_000 },
    ]);
    expect(changed(pool, [{ kind: 'removePerson', personId: 'a' }], found).people).toEqual([]);
    expect(pool.items).toEqual([group(3)]);
  });
});
