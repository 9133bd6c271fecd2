import { describe, expect, test } from 'vitest';
import { breaksOf } from '../electron/drill/month-rules.ts';
import type { MonthDrill, MonthProblem } from '../electron/drill/month-problem.ts';
import { Times } from '../electron/drill/month-times.ts';
import { crews } from '../electron/person/person.ts';
import { drillOf, itemNeed, monthOf, named, peopleNeed, personOf, planOf } from './month-of-drills.ts';

// In June 2027 crew C works the days of the 1st and 2nd and the nights of the 3rd and 4th (Belgrade is at UTC+2).
const dayOfC = '2027-06-01T07:00:00.000Z';
const nightOfC = '2027-06-03T19:00:00.000Z';

const broken = (
  problem: MonthProblem,
  startsAt: string,
  observers: readonly string[] | null = null,
  drillId = 'd',
): string[] => breaksOf(problem, [], { drillId, startsAt, observers }).map(({ rule }) => rule);

const withDrill = (drill: Partial<MonthDrill>, more: Parameters<typeof monthOf>[0] = {}): MonthProblem =>
  monthOf({ ...more, drills: [drillOf('d', drill), ...(more.drills ?? [])] });

describe('what one time breaks for a drill', () => {
  test('nothing when nothing is asked', () => {
    expect(broken(withDrill({}), dayOfC)).toEqual([]);
  });

  test('the shift and the crew that are asked for', () => {
    expect(broken(withDrill({ askedShift: 'night', askedCrew: 'C' }), nightOfC)).toEqual([]);
    expect(broken(withDrill({ askedShift: 'night', askedCrew: 'C' }), dayOfC)).toEqual(['shift']);
    expect(broken(withDrill({ askedCrew: 'A' }), dayOfC)).toEqual(['crew']);
  });

  test('days, starts, the present and the end of the shift', () => {
    expect(broken(withDrill({}), '2027-07-01T07:00:00.000Z')).toEqual(['outside']);
    expect(broken(withDrill({}), '2029-01-01T07:00:00.000Z')).toEqual(['outside']);
    expect(broken(withDrill({}), '2027-06-01T07:30:00.000Z')).toEqual(['start']);
    expect(broken(withDrill({}, { now: '2027-06-10T00:00:00.000Z' }), dayOfC)).toEqual(['past']);
    // 21:00 is ten hours before the day shift.
    expect(broken(withDrill({ minutes: 601 }), nightOfC)).toEqual(['shiftEnd']);
    expect(broken(withDrill({ minutes: 600 }), nightOfC)).toEqual([]);
  });

  test('a time that is closed at its place or on the whole site', () => {
    const closed = (placeIds: ReadonlySet<string> | null) => [
      { slotId: 's', names: named('blast'), placeIds, from: '2027-06-01T07:59:00.000Z', to: '2027-06-01T09:00:00.000Z' },
    ]; // prettier-ignore
    const problem = (placeIds: ReadonlySet<string> | null) =>
      withDrill({ placeId: 'hall' }, { closed: closed(placeIds) });
    expect(broken(problem(null), dayOfC)).toEqual(['closed']);
    expect(broken(problem(new Set(['hall'])), dayOfC)).toEqual(['closed']);
    expect(broken(problem(new Set(['pit'])), dayOfC)).toEqual([]);
    expect(broken(withDrill({ placeId: 'hall', minutes: 59 }, { closed: closed(null) }), dayOfC)).toEqual([]);
  });

  test('a roster with a gap: nobody of the tested team is on shift', () => {
    const people = [
      personOf('Ana', { crew: 'C', teamId: 'T', away: [{ fromOn: '2027-06-01', toOn: '2027-06-01' }] }),
    ];
    const problem = withDrill({ teamIds: ['T'] }, { people });
    expect(broken(problem, dayOfC)).toEqual(['team']);
    expect(broken(problem, '2027-06-02T07:00:00.000Z')).toEqual([]);
    expect(broken(problem, '2027-06-05T07:00:00.000Z')).toEqual(['team']);
  });

  test('a night belongs to the day on which it begins: leave from the next day on does not end it', () => {
    const startTimes = ['02:00'];
    const from = (fromOn: string) => [
      personOf('Ana', { crew: 'C', teamId: 'T', away: [{ fromOn, toOn: '2027-06-20' }] }),
    ];
    const at = '2027-06-04T00:00:00.000Z';
    expect(broken(withDrill({ teamIds: ['T'] }, { startTimes, people: from('2027-06-04') }), at)).toEqual([]);
    expect(broken(withDrill({ teamIds: ['T'] }, { startTimes, people: from('2027-06-03') }), at)).toEqual([
      'team',
    ]);
  });
});

describe('live cover', () => {
  const held = new Map([['ba', null]]);
  const people = [1, 2, 3].map((no) =>
    personOf(`C${no}`, { crew: 'C', teamId: no === 3 ? 'other' : 'T', qualifications: held }),
  );

  test('drilled people may not be those whom an approved plan needs', () => {
    const drill = { teamIds: ['T'] };
    const one = [planOf('FIRE', [peopleNeed('n', 'ba', 1)])];
    const two = [planOf('FIRE', [peopleNeed('n', 'ba', 2)])];
    expect(broken(withDrill(drill, { people, plans: one }), dayOfC)).toEqual([]);
    const [clash] = breaksOf(withDrill(drill, { people, plans: two }), [], {
      drillId: 'd', startsAt: dayOfC, observers: null,
    }); // prettier-ignore
    expect(clash).toMatchObject({
      rule: 'cover',
      facts: { key: 'FIRE', what: named('ba'), wanted: 2, before: 2, left: 1 },
    });
  });

  test('what a plan lacks even with everybody there forbids no drill; what it lacks for leave does', () => {
    const wanting = (count: number) => [planOf('FIRE', [peopleNeed('n', 'ba', count)])];
    expect(broken(withDrill({ teamIds: ['T'] }, { people, plans: wanting(9) }), dayOfC)).toEqual([]);
    // One of three is on leave: two are there, and the drill takes one of them.
    const away = [{ fromOn: '2027-06-01', toOn: '2027-06-01' }];
    const fewer = people.map((person) => (person.id === 'C1' ? { ...person, away } : person));
    expect(broken(withDrill({ teamIds: ['T'] }, { people: fewer, plans: wanting(3) }), dayOfC)).toEqual([
      'cover',
    ]);
  });

  test('equipment that a drill takes is what no plan needs, and must be there at all', () => {
    const items = [{ categoryId: 'set', placeId: null, state: 'ready' as const, count: 4 }];
    const plans = [planOf('FIRE', [itemNeed('n', 'set', 2)])];
    const uses = (count: number) => ({ uses: [{ categoryId: 'set', count }] });
    expect(broken(withDrill(uses(2), { items, plans }), dayOfC)).toEqual([]);
    expect(broken(withDrill(uses(3), { items, plans }), dayOfC)).toEqual(['cover']);
    expect(broken(withDrill(uses(5), { items, plans }), dayOfC)).toEqual(['equipment']);
  });

  test('two drills at once take from the same cover', () => {
    const items = [{ categoryId: 'set', placeId: null, state: 'ready' as const, count: 4 }];
    const plans = [planOf('FIRE', [itemNeed('n', 'set', 2)])];
    const one = { uses: [{ categoryId: 'set', count: 2 }] };
    const other = drillOf('e', { ...one, startsAt: dayOfC, fixed: true });
    expect(broken(withDrill(one, { items, plans, drills: [other] }), dayOfC)).toEqual(['cover']);
    expect(broken(withDrill(one, { items, plans, drills: [other] }), nightOfC)).toEqual([]);
  });
});

describe('what drills break together', () => {
  const crewOfC = [1, 2].map((no) => personOf(`C${no}`, { crew: 'C', teamId: `T${no}` }));

  test('so many on a day', () => {
    const drills = ['e', 'f'].map((id) => drillOf(id, { startsAt: dayOfC, fixed: true }));
    expect(broken(withDrill({}, { drills, maxPerDay: 2 }), '2027-06-01T19:00:00.000Z')).toEqual(['perDay']);
    expect(broken(withDrill({}, { drills, maxPerDay: 3 }), dayOfC)).toEqual([]);
  });

  test('one place, and people who are drilled twice at a time or without rest', () => {
    const other = (more: Partial<MonthDrill>) => [drillOf('e', { startsAt: dayOfC, fixed: true, ...more })];
    const mine = { teamIds: ['T1'], placeId: 'hall' };
    const at = (more: Partial<MonthDrill>, startsAt = dayOfC) =>
      broken(
        withDrill(mine, { people: crewOfC, drills: other(more), startTimes: ['09:00', '14:00'] }),
        startsAt,
      );
    expect(at({ placeId: 'hall' })).toEqual(['samePlace']);
    expect(at({ teamIds: ['T1'] })).toEqual(['twoPlaces']);
    expect(at({ teamIds: ['T2'] })).toEqual([]);
    expect(at({ teamIds: ['T1'] }, '2027-06-01T12:00:00.000Z')).toEqual(['rest']);
    expect(at({ teamIds: ['T1'] }, '2027-06-02T07:00:00.000Z')).toEqual([]);
  });

  test('observers: of another team, qualified on that day, rested, in one place', () => {
    const people = [
      ...crewOfC,
      personOf('C3', { crew: 'C', qualifications: new Map([['judge', '2027-06-01']]) }),
      personOf('A1', { crew: 'A', qualifications: new Map([['judge', null]]) }),
      personOf('D1', { crew: 'D', qualifications: new Map([['judge', null]]) }),
      personOf('sick', { crew: 'C', qualifications: new Map([['judge', null]]), away: [{ fromOn: '2027-06-01', toOn: '2027-06-02' }] }),
    ]; // prettier-ignore
    const drill = { teamIds: ['T1'], observers: 1, observerQualificationId: 'judge' };
    const problem = withDrill(drill, { people });
    expect(broken(problem, dayOfC, ['C3'])).toEqual([]);
    expect(broken(problem, dayOfC, [])).toEqual(['observers']);
    expect(broken(problem, '2027-06-02T07:00:00.000Z', ['C3'])).toEqual(['observerQualification']);
    expect(broken(problem, dayOfC, ['C1'])).toEqual(['observerTeam']);
    expect(broken(problem, dayOfC, ['sick'])).toEqual(['observerAway']);
    const free = crews.filter((crew) => crew !== 'C');
    // Of the crews that are not on shift, one has just come from a night and one begins a night that evening.
    const standing = new Map(free.map((crew) => [crew, broken(withDrill({ ...drill, observerQualificationId: null }, { people: [...crewOfC, personOf('x', { crew })] }), dayOfC, ['x'])])); // prettier-ignore
    expect([...standing.values()].filter((each) => each.length > 0)).not.toEqual([]);
    const busy = drillOf('e', { startsAt: dayOfC, fixed: true, observerIds: ['C3'] });
    expect(broken(withDrill(drill, { people, drills: [busy] }), dayOfC, ['C3'])).toEqual([
      'observerTwoPlaces',
    ]);
    // Everyone who could is taken: seen before anyone is chosen.
    const only = people.filter(({ id }) => id === 'C1' || id === 'C3');
    expect(broken(withDrill(drill, { people: only, drills: [busy] }), dayOfC)).toEqual(['observers']);
  });
});

describe('the clock is moved', () => {
  const times = (fromOn: string, startTimes: string[]) =>
    new Times(monthOf({ fromOn, toOn: fromOn, startTimes })).slots();

  test('in March a time that the day does not have is no start', () => {
    expect(times('2027-03-28', ['02:30', '09:00']).map(({ minute }) => minute)).toEqual([540]);
    expect(times('2027-03-28', ['09:00'])[0]!.startMs).toBe(Date.parse('2027-03-28T07:00:00.000Z'));
    expect(times('2027-03-27', ['09:00'])[0]!.startMs).toBe(Date.parse('2027-03-27T08:00:00.000Z'));
  });

  test('in October a time that comes twice is one start, the first, and the night is 13 hours long', () => {
    const slots = times('2027-10-31', ['02:30']);
    expect(slots.map(({ startMs }) => startMs)).toEqual([Date.parse('2027-10-31T00:30:00.000Z')]);
    // From 20:00 wall clock eleven and a half hours of work fit into the night of the change, not into another.
    const long = { minutes: 690 };
    const night = { fromOn: '2027-10-30', toOn: '2027-10-31', startTimes: ['20:00'] };
    expect(broken(withDrill(long, night), '2027-10-30T18:00:00.000Z')).toEqual([]);
    expect(broken(withDrill(long, night), '2027-10-31T19:00:00.000Z')).toEqual(['shiftEnd']);
  });
});
