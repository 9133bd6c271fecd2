import { highsSolver } from '../../electron/drill/highs-files.ts';
import { layOut } from '../../electron/drill/month-plan.ts';
import { crews } from '../../electron/person/person.ts';
import { random } from '../../scripts/sample-site/random.ts';
import { drillOf, itemNeed, monthOf, named, peopleNeed, personOf, planOf } from '../month-of-drills.ts';
import { median, type Measure } from './measure.ts';

const size = { drills: 60, teams: 8, perTeamAndCrew: 3, plans: 12 } as const;
const rounds = 3;

/** June 2027: 60 drills of eight teams in four crews, twelve approved plans that need them, closed times and leave. */
function month(seed: number): ReturnType<typeof monthOf> {
  const chance = random(seed);
  const whole = (below: number): number => Math.floor(chance.next() * below);
  const teams = Array.from({ length: size.teams }, (_, i) => `T${i}`);
  const people = teams.flatMap((teamId, team) =>
    crews.flatMap((crew) =>
      Array.from({ length: size.perTeamAndCrew }, (_, i) => {
        const fromOn = `2027-06-${String(1 + whole(20)).padStart(2, '0')}`;
        return personOf(`${teamId} ${crew} ${i}`, {
          crew,
          teamId,
          // Two teams share a trade, so that one of them may be drilled at a time.
          qualifications: new Map([
            [`trade ${team % (size.teams / 2)}`, null],
            ['any', null],
          ]),
          away: chance.next() < 0.15 ? [{ fromOn, toOn: `${fromOn.slice(0, 8)}28` }] : [],
        });
      }),
    ),
  );
  return monthOf({
    people,
    startTimes: ['09:00', '13:00', '20:00', '22:30'],
    maxPerDay: 4,
    plans: Array.from({ length: size.plans }, (_, i) =>
      planOf(`P${i}`, [
        peopleNeed('a', `trade ${i % (size.teams / 2)}`, 2),
        peopleNeed('b', 'any', 6),
        itemNeed('c', 'set', 6),
      ]),
    ),
    items: [{ categoryId: 'set', placeId: null, state: 'ready', count: 14 }],
    closed: Array.from({ length: 8 }, (_, i) => ({
      slotId: `s${i}`,
      names: named('blast'),
      placeIds: new Set([`hall ${i}`]),
      from: `2027-06-${String(2 + i * 3).padStart(2, '0')}T10:00:00.000Z`,
      to: `2027-06-${String(2 + i * 3).padStart(2, '0')}T16:00:00.000Z`,
    })),
    drills: Array.from({ length: size.drills }, (_, i) =>
      drillOf(`d${i}`, {
        typeId: `kind ${i % 10}`,
        placeId: `hall ${whole(15)}`,
        teamIds: [teams[(i % 10) % size.teams]!],
        uses: i % 10 < 5 ? [{ categoryId: 'set', count: 3 }] : [],
        minutes: 90,
        observers: 1 + (i % 2),
        askedShift: (['any', 'day', 'night'] as const)[whole(3)]!,
        askedCrew: chance.next() < 0.5 ? crews[whole(4)]! : null,
        findingOn: i % 12 === 0 ? '2026-06-14' : null,
      }),
    ),
  });
}

/** A month of 60 drills over 30 days and 4 crews: until there is a first plan, and until none can be better. */
export async function measurePlanner(): Promise<Measure[]> {
  const solve = await highsSolver();
  const outcomes = Array.from({ length: rounds }, (_, i) =>
    layOut(month(i + 1), { solve, seconds: 60, nowMs: () => performance.now() }),
  );
  const worst = Math.max(...outcomes.map(({ gap }) => gap));
  return [
    {
      name: 'planner first plan, 60 drills x 30 days x 4 crews',
      value: median(outcomes.map(({ firstMs }) => firstMs ?? Infinity)),
      unit: 'ms',
      limit: 5_000,
      of: { slowestMs: Math.max(...outcomes.map(({ firstMs }) => firstMs ?? Infinity)), months: rounds },
    },
    {
      name: 'planner proven',
      value: median(outcomes.map(({ ms, proven }) => (proven ? ms : Infinity))),
      unit: 'ms',
      limit: 60_000,
      of: { slowestMs: Math.max(...outcomes.map(({ ms }) => ms)), worstGap: worst },
    },
  ];
}
