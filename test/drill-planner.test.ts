import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { highsSolver } from '../electron/drill/highs-files.ts';
import type { Solve } from '../electron/drill/lp.ts';
import { monthOf as columnsOf } from '../electron/drill/month-columns.ts';
import { layOut } from '../electron/drill/month-plan.ts';
import type { MonthDrill, MonthProblem } from '../electron/drill/month-problem.ts';
import { breaksOf, MonthRules, type Laid } from '../electron/drill/month-rules.ts';
import { costOf, wishesOf } from '../electron/drill/month-wishes.ts';
import type { MonthOutcome } from '../electron/drill/outcome.ts';
import { drillOf, itemNeed, monthOf, named, peopleNeed, personOf, planOf } from './month-of-drills.ts';

let solve: Solve;
beforeAll(async () => {
  solve = await highsSolver();
});

const plan = (problem: MonthProblem, seconds = 60): MonthOutcome =>
  layOut(problem, { solve, seconds, nowMs: () => performance.now() });

/** Every drill placed, no rule broken by any of them while the others lie as planned. */
function keepsAll(problem: MonthProblem, { placements }: MonthOutcome): void {
  const free = problem.drills.filter(({ fixed }) => !fixed);
  expect(placements.map(({ drillId }) => drillId).sort()).toEqual(free.map(({ id }) => id).sort());
  for (const placement of placements) expect(breaksOf(problem, placements, placement)).toEqual([]);
}

/** The least cost of all ways to lay the drills out, each tried; null: there is none. */
function everyWay(problem: MonthProblem): number | null {
  const rules = new MonthRules(problem);
  const month = columnsOf(rules);
  const wishes = wishesOf(month);
  const free = problem.drills.filter(({ fixed }) => !fixed);
  let least: number | null = null;
  const watched = (laid: readonly Laid[], at: number, done: readonly Laid[]): boolean => {
    if (at === laid.length) return true;
    const one = laid[at]!;
    const others = [...month.fixed, ...done, ...laid.slice(at + 1)];
    return choices(problem.people.map(({ id }) => id), one.drill.observers).some((observers) => {
      const with_ = { ...one, observers };
      return rules.observers(with_, others).length === 0 && watched(laid, at + 1, [...done, with_]);
    }); // prettier-ignore
  };
  const place = (at: number, laid: readonly Laid[]): void => {
    if (at === free.length) {
      const cost = costOf(month, wishes, laid);
      if (least !== null && cost >= least) return;
      const broken = laid.some(
        (one) =>
          rules.together(
            one,
            [...month.fixed, ...laid].filter((other) => other !== one),
          ).length > 0,
      );
      if (!broken && watched(laid, 0, [])) least = cost;
      return;
    }
    for (const slot of month.slots)
      if (rules.alone(free[at]!, slot).length === 0)
        place(at + 1, [...laid, { drill: free[at]!, slot, observers: [] }]);
  };
  place(0, []);
  return least;
}

function choices(ids: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return ids.flatMap((id, i) => choices(ids.slice(i + 1), count - 1).map((rest) => [id, ...rest]));
}

const teamIds = ['T1', 'T2'];
const days = ['2027-06-01', '2027-06-02', '2027-06-03'] as const;
const starts = days.flatMap((day) => [
  `${day}T07:00:00.000Z`,
  `${day}T11:00:00.000Z`,
  `${day}T19:00:00.000Z`,
]);

const smallMonth: fc.Arbitrary<MonthProblem> = fc
  .record({
    days: fc.integer({ min: 1, max: 3 }),
    startTimes: fc.constantFrom(['09:00'], ['09:00', '21:00'], ['09:00', '13:00', '21:00']),
    maxPerDay: fc.integer({ min: 1, max: 3 }),
    restHours: fc.constantFrom(0, 2, 11),
    people: fc.array(
      fc.record({
        crew: fc.constantFrom('A' as const, 'C' as const, 'C' as const, null),
        teamId: fc.constantFrom('T1', 'T1', 'T2', null),
        ba: fc.boolean(),
        judge: fc.boolean(),
        away: fc.constantFrom([], [], [{ fromOn: '2027-06-02', toOn: '2027-06-02' }]),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    needs: fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 2 }),
    sets: fc.integer({ min: 0, max: 3 }),
    drills: fc.array(
      fc.record({
        typeId: fc.constantFrom('fire', 'gas', 'flood'),
        placeId: fc.constantFrom('hall', 'pit', 'yard'),
        askedShift: fc.constantFrom('any' as const, 'any' as const, 'day' as const, 'night' as const),
        askedCrew: fc.constantFrom(null, null, 'C' as const),
        startsAt: fc.constantFrom(null, ...starts),
        fixed: fc.constantFrom(false, false, false, true),
        findingOn: fc.constantFrom(null, '2026-06-01'),
        observerIds: fc.constantFrom([], ['p0']),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    kinds: fc.record({
      fire: fc.record({ teams: fc.subarray(teamIds), sets: fc.constantFrom(0, 0, 1), observers: fc.constantFrom(0, 1, 2), minutes: fc.constantFrom(60, 300), judge: fc.boolean() }),
      gas: fc.record({ teams: fc.subarray(teamIds), sets: fc.constantFrom(0, 1), observers: fc.constantFrom(0, 1), minutes: fc.constantFrom(60, 300), judge: fc.boolean() }),
      flood: fc.record({ teams: fc.constant<string[]>([]), sets: fc.constantFrom(0, 1, 2), observers: fc.constantFrom(0, 0, 1), minutes: fc.constant(90), judge: fc.boolean() }),
    }), // prettier-ignore
    closed: fc.subarray(['hall', 'pit', 'everywhere'], { maxLength: 1 }),
    holiday: fc.boolean(),
  })
  .map(({ days: count, people, needs, sets, drills, kinds, closed, holiday, ...rest }) =>
    monthOf({
      ...rest,
      toOn: days[count - 1]!,
      holidays: new Set(holiday ? ['2027-06-01'] : []),
      people: people.map(({ ba, judge, ...person }, i) =>
        personOf(`p${i}`, {
          ...person,
          qualifications: new Map<string, string | null>([
            ...(ba ? [['ba', null] as const] : []),
            ...(judge ? [['judge', i % 2 === 0 ? null : '2027-06-02'] as const] : []),
          ]),
        }),
      ),
      plans: [
        ...needs.map((count, i) => planOf(`P${i}`, [peopleNeed(`n${i}`, 'ba', count)])),
        planOf('SETS', [itemNeed('s', 'set', 1)]),
      ],
      items: [{ categoryId: 'set', placeId: null, state: 'ready', count: sets }],
      closed: closed.map((place) => ({
        slotId: place,
        names: named(place),
        placeIds: place === 'everywhere' ? null : new Set([place]),
        from: '2027-06-01T06:30:00.000Z',
        to: '2027-06-01T12:00:00.000Z',
      })),
      drills: drills.map(({ fixed, ...drill }, i) => {
        const kind = kinds[drill.typeId];
        return drillOf(`d${i}`, {
          ...drill,
          fixed: fixed && drill.startsAt !== null,
          minutes: kind.minutes,
          teamIds: kind.teams,
          uses: kind.sets === 0 ? [] : [{ categoryId: 'set', count: kind.sets }],
          observers: kind.observers,
          observerQualificationId: kind.judge ? 'judge' : null,
        });
      }),
    }),
  );

describe('the planner against every way tried', () => {
  test('a plan is found when there is one, keeps every rule, and none is better', () => {
    let plans = 0;
    let none = 0;
    fc.assert(
      fc.property(smallMonth, (problem) => {
        fc.pre(problem.drills.some(({ fixed }) => !fixed));
        const outcome = plan(problem);
        const least = everyWay(problem);
        expect(outcome.proven).toBe(true);
        if (least === null) {
          none += 1;
          expect(outcome.placements).toEqual([]);
          expect(outcome.clash!.length).toBeGreaterThan(0);
          return;
        }
        plans += 1;
        expect(outcome.clash).toBeNull();
        keepsAll(problem, outcome);
        expect({ cost: outcome.cost, bound: outcome.bound, gap: outcome.gap }).toEqual({ cost: least, bound: least, gap: 0 }); // prettier-ignore
      }),
      { numRuns: 150 },
    );
    expect(Math.min(plans, none)).toBeGreaterThan(10);
  });
});

describe('a plan', () => {
  const crewC = (id: string, more: Parameters<typeof personOf>[1] = {}) =>
    personOf(id, { crew: 'C', teamId: 'T', ...more });
  const of = (drills: readonly MonthDrill[], more: Parameters<typeof monthOf>[0] = {}) =>
    monthOf({ ...more, drills });
  const dayOf = (outcome: MonthOutcome, id: string): string =>
    outcome.placements.find(({ drillId }) => drillId === id)!.startsAt.slice(0, 10);

  test('pinned drills stay and the others go round them', () => {
    const people = [crewC('Ana')];
    const pinned = drillOf('p', { teamIds: ['T'], startsAt: '2027-06-01T07:00:00.000Z', fixed: true });
    const problem = of([pinned, drillOf('d', { teamIds: ['T'], askedShift: 'day' })], {
      people,
      toOn: '2027-06-02',
    });
    const outcome = plan(problem);
    expect(outcome.placements.map(({ drillId }) => drillId)).toEqual(['d']);
    expect(dayOf(outcome, 'd')).toBe('2027-06-02');
  });

  test('what lies well stays: laid out again with one drill more, nothing else moves', () => {
    const drills = Array.from({ length: 12 }, (_, i) => drillOf(`d${i}`, { placeId: `hall ${i % 4}` }));
    const first = plan(of(drills));
    expect(first.proven).toBe(true);
    const laid = drills.map((drill) => {
      const { startsAt, observers } = first.placements.find(({ drillId }) => drillId === drill.id)!;
      return { ...drill, startsAt, observerIds: observers };
    });
    const problem = of([...laid, drillOf('new')]);
    const again = plan(problem);
    keepsAll(problem, again);
    const moved = again.placements.filter(
      ({ drillId, startsAt }) =>
        drillId !== 'new' && laid.find(({ id }) => id === drillId)!.startsAt !== startsAt,
    );
    expect(moved).toEqual([]);
    expect(again.placements.find(({ drillId }) => drillId === 'd0')!.reasons[0]).toMatchObject({
      reason: 'kept',
    });
  });

  test('a drill on a time that was closed since moves, and says why', () => {
    const startsAt = '2027-06-08T07:00:00.000Z';
    const closed = [
      { slotId: 's', names: named('blast'), placeIds: null, from: startsAt, to: '2027-06-08T09:00:00.000Z' },
    ];
    const outcome = plan(of([drillOf('d', { startsAt })], { closed }));
    const [placement] = outcome.placements;
    expect(placement!.startsAt).not.toBe(startsAt);
    expect(placement!.reasons[0]).toMatchObject({
      reason: 'barred',
      facts: { movedFrom: startsAt, rule: 'closed', closed: named('blast') },
    });
  });

  test('spread over the month, days and nights shared by the crews, findings first', () => {
    const drills = Array.from({ length: 32 }, (_, i) =>
      drillOf(`d${i}`, {
        typeId: `kind ${i % 8}`,
        placeId: `hall ${i % 8}`,
        findingOn: i === 5 ? '2026-06-20' : null,
      }),
    );
    const outcome = plan(of(drills));
    expect(outcome.proven).toBe(true);
    const days = Map.groupBy(outcome.placements, ({ startsAt }) => startsAt.slice(0, 10));
    expect(Math.max(...[...days.values()].map((all) => all.length))).toBeLessThanOrEqual(2);
    const shares = Map.groupBy(outcome.placements, ({ crew, shift }) => `${crew} ${shift}`);
    expect([...shares.values()].map((all) => all.length)).toEqual(Array.from({ length: 8 }, () => 4));
    expect(dayOf(outcome, 'd5')).toBe('2027-06-01');
    for (const kind of Map.groupBy(
      outcome.placements,
      ({ drillId }) => Number(drillId.slice(1)) % 8,
    ).values()) {
      const at = kind.map(({ startsAt }) => Date.parse(startsAt)).sort((a, b) => a - b);
      for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBeGreaterThanOrEqual(3 * 86_400_000);
    }
  });

  test('the only possible time says so', () => {
    const problem = of([drillOf('d', { askedShift: 'night', askedCrew: 'C' })], { toOn: '2027-06-03' });
    expect(plan(problem).placements[0]).toMatchObject({
      startsAt: '2027-06-03T19:00:00.000Z', shift: 'night', shiftOn: '2027-06-03', crew: 'C',
      reasons: [{ reason: 'onlyTime', facts: { shift: 'night', crew: 'C' } }],
    }); // prettier-ignore
  });

  test('nothing is laid before now, and a month that has begun is laid out from here', () => {
    const problem = of([drillOf('d'), drillOf('e')], { now: '2027-06-29T12:00:00.000Z' });
    const outcome = plan(problem);
    keepsAll(problem, outcome);
    for (const { startsAt } of outcome.placements) expect(startsAt > problem.now).toBe(true);
  });

  test('observers come from outside the tested team, and from those on duty first', () => {
    const people = [
      crewC('Ana'),
      crewC('Bojan', { teamId: 'U' }),
      personOf('Vera'),
      personOf('Zoran', { crew: 'A' }),
    ];
    const problem = of([drillOf('d', { teamIds: ['T'], observers: 1, askedShift: 'night' })], { people });
    expect(plan(problem).placements[0]!.observers).toEqual(['Bojan']);
  });

  test.each([
    ['March', '2027-03-26', '2027-03-29'],
    ['October', '2027-10-29', '2027-11-01'],
  ])('the clock is moved in %s: starts stay on the wall clock', (_, fromOn, toOn) => {
    const drills = Array.from({ length: 8 }, (_each, i) => drillOf(`d${i}`, { minutes: 120 }));
    const problem = of(drills, {
      fromOn,
      toOn,
      now: '2027-01-01T00:00:00.000Z',
      startTimes: ['02:30', '09:00', '21:00'],
    });
    const outcome = plan(problem);
    keepsAll(problem, outcome);
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: problem.zone,
      hour: '2-digit',
      minute: '2-digit',
    });
    for (const { startsAt } of outcome.placements)
      expect(problem.startTimes).toContain(clock.format(Date.parse(startsAt)));
  });

  test('is called off between two looks', () => {
    const drills = Array.from({ length: 30 }, (_, i) => drillOf(`d${i}`));
    let asked = 0;
    const tick = (): void => {
      asked += 1;
      if (asked > 3) throw new Error('called off');
    };
    expect(() => layOut(of(drills), { solve, seconds: 60, nowMs: () => performance.now(), tick })).toThrow(
      'called off',
    );
  });
});

describe('a month without a plan', () => {
  const rulesOf = (problem: MonthProblem): string[] => {
    const { clash, placements } = plan(problem);
    expect(placements).toEqual([]);
    return clash!.map(({ rule }) => rule).sort();
  };
  const people = [personOf('Ana', { crew: 'C', teamId: 'T', qualifications: new Map([['ba', null]]) })];

  test('names the drill and the one rule in its way', () => {
    const drill = { teamIds: ['T'], askedCrew: 'C' as const };
    const plans = [planOf('FIRE', [peopleNeed('n', 'ba', 1)])];
    const problem = monthOf({ drills: [drillOf('d', drill), drillOf('e')], people, plans });
    const outcome = plan(problem);
    expect(outcome.clash).toMatchObject([
      { rule: 'drillOfCrew', facts: { type: named('fire'), crew: 'C', count: 1 } },
      { rule: 'cover', facts: { key: 'FIRE', plan: named('FIRE') } },
    ]);
    expect(outcome.clashSmallest).toBe(true);
  });

  test('a shift that the programme does not have', () => {
    const drills = [drillOf('d', { askedCrew: 'A' })];
    expect(rulesOf(monthOf({ drills, toOn: '2027-06-01' }))).toEqual(['drillOfCrew', 'noShift']);
  });

  test('too few days, rest, one place, a pinned drill, observers', () => {
    const day = { toOn: '2027-06-01', startTimes: ['09:00', '13:00'] };
    expect(rulesOf(monthOf({ ...day, maxPerDay: 1, drills: [drillOf('d'), drillOf('e')] }))).toEqual([
      'drill',
      'drill',
      'perDay',
    ]);
    const both = ['d', 'e'].map((id) => drillOf(id, { teamIds: ['T'] }));
    expect(rulesOf(monthOf({ ...day, people, drills: both }))).toEqual(['drill', 'drill', 'rest']);
    const pinned = drillOf('p', { teamIds: ['T'], startsAt: '2027-06-01T07:00:00.000Z', fixed: true });
    expect(rulesOf(monthOf({ ...day, people, drills: [drillOf('d', { teamIds: ['T'] }), pinned] }))).toEqual([
      'drill',
      'pinned',
      'rest',
    ]);
    // Nobody is there who could observe either.
    expect(rulesOf(monthOf({ ...day, drills: [drillOf('d', { observers: 2 })] }))).toEqual([
      'drill',
      'observers',
    ]);
    expect(rulesOf(monthOf({ ...day, people, drills: [drillOf('d', { observers: 2 })] }))).toEqual([
      'drill',
      'observers',
    ]);
    const hall = ['d', 'e'].map((id) => drillOf(id, { placeId: 'hall', typeId: id }));
    expect(rulesOf(monthOf({ ...day, startTimes: ['09:00'], drills: hall }))).toEqual([
      'drill',
      'drill',
      'samePlace',
    ]);
  });

  test('the drills that it names have no plan even without all others', () => {
    fc.assert(
      fc.property(smallMonth, (problem) => {
        fc.pre(problem.drills.length < 4);
        const { clash } = plan(problem);
        fc.pre(clash !== null);
        expect(clash!.length).toBeGreaterThan(0);
        const named_ = clash!.filter(({ rule }) => rule.startsWith('drill'));
        expect(named_.length).toBeGreaterThan(0);
        const key = (type: unknown, place: unknown): string => JSON.stringify([type, place]);
        const keys = new Set(named_.map(({ facts }) => key(facts['type'], facts['place'])));
        const kept = problem.drills.filter(
          ({ fixed, typeNames, placeNames }) => fixed || keys.has(key(typeNames, placeNames)),
        );
        expect(plan({ ...problem, drills: kept }).clash).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
