import fc from 'fast-check';
import highsLoader from 'highs';
import { describe, expect, test } from 'vitest';
import { Assignment, type Demand } from '../electron/readiness/assignment.ts';

interface Problem {
  readonly supplies: readonly number[];
  readonly demands: readonly Demand[];
}

const problem = (most: { supplies: number; demands: number; amount: number }): fc.Arbitrary<Problem> =>
  fc.integer({ min: 1, max: most.supplies }).chain((n) =>
    fc.record({
      supplies: fc.array(fc.integer({ min: 0, max: most.amount }), { minLength: n, maxLength: n }),
      demands: fc.array(
        fc.record({
          amount: fc.integer({ min: 1, max: most.amount }),
          options: fc.uniqueArray(
            fc.record({ supply: fc.integer({ min: 0, max: n - 1 }), cost: fc.integer({ min: 0, max: 9 }) }),
            { maxLength: n, selector: ({ supply }) => supply },
          ),
        }),
        { minLength: 1, maxLength: most.demands },
      ),
    }),
  );

function solve({ supplies, demands }: Problem): Assignment {
  const assignment = new Assignment(supplies);
  for (const demand of demands) assignment.serve(demand);
  return assignment;
}

const costOf = (assignment: Assignment, { demands }: Problem): number =>
  demands.reduce(
    (sum, { options }, i) =>
      sum +
      assignment
        .of(i)
        .reduce(
          (part, { supply, amount }) => part + amount * options.find((o) => o.supply === supply)!.cost,
          0,
        ),
    0,
  );

/** Every way to hand out unit after unit, tried: what each demand gets, and the least cost of each such outcome. */
function everyWay({ supplies, demands }: Problem): Map<string, number> {
  let ways = new Map<string, { served: number[]; left: number[]; cost: number }>([
    ['', { served: demands.map(() => 0), left: [...supplies], cost: 0 }],
  ]);
  for (const [i, { amount, options }] of demands.entries())
    for (let unit = 0; unit < amount; unit++) {
      const next = new Map(ways);
      for (const { served, left, cost } of ways.values())
        for (const option of options) {
          if (left[option.supply]! === 0) continue;
          const way = {
            served: served.with(i, served[i]! + 1),
            left: left.with(option.supply, left[option.supply]! - 1),
            cost: cost + option.cost,
          };
          const key = `${way.served.join()} ${way.left.join()}`;
          if (way.cost < (next.get(key)?.cost ?? Infinity)) next.set(key, way);
        }
      ways = next;
    }
  const least = new Map<string, number>();
  for (const { served, cost } of ways.values()) {
    const key = served.join();
    least.set(key, Math.min(cost, least.get(key) ?? Infinity));
  }
  return least;
}

const outcomes = (least: Map<string, number>): number[][] =>
  [...least.keys()].map((key) => key.split(',').map(Number));
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

describe('who serves what, against every way there is', () => {
  const small = problem({ supplies: 3, demands: 4, amount: 2 });

  test('as much as can be served, the demands in their order, at the least cost', () => {
    fc.assert(
      fc.property(small, (given) => {
        const found = solve(given);
        const least = everyWay(given);
        const all = outcomes(least);
        const best = all.sort((a, b) => {
          const at = a.findIndex((value, i) => value !== b[i]);
          return at < 0 ? 0 : b[at]! - a[at]!;
        })[0]!;
        expect(found.served).toEqual(best);
        expect(sum(found.served)).toBe(Math.max(...all.map(sum)));
        expect(costOf(found, given)).toBe(least.get(best.join()));
      }),
      { numRuns: 400 },
    );
  });

  test('nothing is taken twice, nothing from where it may not come', () => {
    fc.assert(
      fc.property(problem({ supplies: 8, demands: 8, amount: 9 }), (given) => {
        const found = solve(given);
        const taken = given.supplies.map(() => 0);
        for (const [i, demand] of given.demands.entries()) {
          const got = found.of(i);
          expect(sum(got.map(({ amount }) => amount))).toBe(found.served[i]);
          expect(found.served[i]).toBeLessThanOrEqual(demand.amount);
          for (const { supply, amount } of got) {
            expect(demand.options.map((option) => option.supply)).toContain(supply);
            taken[supply]! += amount;
          }
        }
        for (const [supply, amount] of given.supplies.entries())
          expect(taken[supply]! + found.leftOf(supply)).toBe(amount);
      }),
    );
  });

  test('spare is how much more a demand could get while the others keep theirs', () => {
    fc.assert(
      fc.property(small, fc.nat(), (given, pick) => {
        const found = solve(given);
        const which = pick % given.demands.length;
        const before = [...found.served];
        const wider = given.demands.map((demand, i) =>
          i === which
            ? { ...demand, amount: demand.amount + sum(given.supplies) }
            : { ...demand, amount: found.served[i]! },
        );
        const most = Math.max(
          ...outcomes(
            everyWay({ ...given, demands: wider.map((d) => ({ ...d, amount: Math.min(d.amount, 6) })) }),
          )
            .filter((served) => served.every((value, i) => i === which || value === before[i]))
            .map((served) => served[which]!),
        );
        expect(found.spare(which)).toBe(most - before[which]!);
        expect(found.spare(which, 1)).toBe(Math.min(1, most - before[which]!));
        expect(found.served).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  test('rivals of a short demand want more together than there is', () => {
    fc.assert(
      fc.property(problem({ supplies: 6, demands: 6, amount: 4 }), (given) => {
        const found = solve(given);
        for (const [i, demand] of given.demands.entries()) {
          if (found.served[i] === demand.amount) continue;
          const rivals = found.rivals(i);
          expect(rivals).toContain(i);
          const wanted = new Set(
            rivals.flatMap((rival) => given.demands[rival]!.options.map(({ supply }) => supply)),
          );
          const there = sum([...wanted].map((supply) => given.supplies[supply]!));
          expect(sum(rivals.map((rival) => given.demands[rival]!.amount))).toBeGreaterThan(there);
        }
      }),
    );
  });
});

test('a solver of linear programs finds nothing better in larger cases', async () => {
  const highs = await highsLoader();
  fc.assert(
    fc.property(problem({ supplies: 25, demands: 25, amount: 40 }), (given) => {
      const found = solve(given);
      const flows = given.demands.flatMap(({ options }, i) => options.map((option) => ({ i, ...option })));
      if (flows.length === 0) return;
      const name = ({ i, supply }: { i: number; supply: number }): string => `x${i}_${supply}`;
      const rows = [
        ...given.demands.flatMap(({ amount }, i) => {
          const own = flows.filter((flow) => flow.i === i);
          return own.length === 0 ? [] : [` ${own.map(name).join(' + ')} <= ${amount}`];
        }),
        ...given.supplies.flatMap((amount, supply) => {
          const own = flows.filter((flow) => flow.supply === supply);
          return own.length === 0 ? [] : [` ${own.map(name).join(' + ')} <= ${amount}`];
        }),
      ];
      const most = highs.solve(
        `Maximize\n obj: ${flows.map(name).join(' + ')}\nSubject To\n${rows.join('\n')}\nEnd`,
      );
      expect(sum(found.served)).toBeCloseTo(most.ObjectiveValue, 5);
      const fixed = given.demands.flatMap((_, i) => {
        const own = flows.filter((flow) => flow.i === i);
        return own.length === 0 ? [] : [` ${own.map(name).join(' + ')} = ${found.served[i]}`];
      });
      const cheapest = highs.solve(
        `Minimize\n obj: ${flows.map((flow) => `${flow.cost} ${name(flow)}`).join(' + ')}\nSubject To\n${[...fixed, ...rows].join('\n')}\nEnd`,
      );
      expect(cheapest.Status).toBe('Optimal');
      expect(costOf(found, given)).toBeCloseTo(cheapest.ObjectiveValue, 5);
    }),
    { numRuns: 60 },
  );
});
