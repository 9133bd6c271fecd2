import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../electron/refusal.ts';
import { callOutState } from '../electron/team/call-out.ts';
import { parAlarms, parInterval, parState } from '../electron/team/par.ts';
import { noDuty, restOwed } from '../electron/team/rest.ts';
import {
  callOutTeam,
  checkIn,
  isWorking,
  mayBecome,
  radioStatuses,
  release,
  report,
  teamStatuses,
  type BoardTeam,
  type Team,
} from '../electron/team/team.ts';
import { defaultTeamRules as rules } from '../electron/team/team-rules.ts';

const start = Date.parse('2026-06-01T00:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const ms = (minutes: number) => start + minutes * 60_000;

const team: Team = {
  id: 'a',
  key: 'T-1',
  names: { en: 'Team 1', srLatn: 'Ekipa 1', zhHans: '1队' },
  kind: 'fire',
  callSign: 'Vatra 1',
  channel: 2,
  homePlaceId: 'home',
  parMinutes: null,
  ...noDuty,
  status: 'available',
  statusAt: at(0),
  incidentId: null,
  placeId: null,
  longitude: null,
  latitude: null,
  positionAt: null,
  onAir: false,
  checkInAt: null,
  headsSent: null,
  headsSafe: null,
  version: 1,
};

/** The value, or a failed test with the refusal. */
function ok<T>(answer: T): Exclude<T, { refused: string }> {
  if (isRefusal(answer)) throw new Error(`${answer.refused} ${JSON.stringify(answer.facts)}`);
  return answer as Exclude<T, { refused: string }>;
}
const called = (one: Team, minutes: number, override?: string) =>
  ok(callOutTeam(one, 'i', at(minutes), override));
const says = (one: Team, status: (typeof radioStatuses)[number], minutes: number, more = {}) =>
  ok(report(one, { status, ...more }, at(minutes), rules));

describe('status by radio', () => {
  type Step = { status?: (typeof radioStatuses)[number]; minutes: number; override: boolean };
  const steps = fc.array(
    fc.record({
      status: fc.option(fc.constantFrom(...radioStatuses), { nil: undefined }),
      minutes: fc.integer({ min: 1, max: 300 }),
      override: fc.boolean(),
    }),
    { maxLength: 40 },
  );

  test('whatever is reported: only legal steps, a team at rest stays home, time and version only grow', () => {
    fc.assert(
      fc.property(steps, (all: Step[]) => {
        let now = 0;
        let current = team;
        for (const step of all) {
          now += step.minutes;
          const before = current;
          const override = step.override ? 'lives at stake' : undefined;
          const after =
            step.status === undefined
              ? callOutTeam(before, 'i', at(now), override)
              : report(before, { status: step.status, override }, at(now), rules);
          const resting = before.restUntil !== null && before.restUntil > at(now);
          if (isRefusal(after)) {
            if (after.refused === 'teamResting') {
              expect(resting && !step.override).toBe(true);
              expect(after.facts['until']).toBe(before.restUntil);
            } else if (after.refused === 'statusNotPossible')
              expect(mayBecome(before.status, step.status!)).toBe(false);
            else expect(['teamOut', 'teamBusy']).toContain(after.refused);
            continue;
          }
          if (step.status !== undefined) expect(mayBecome(before.status, step.status)).toBe(true);
          if (isWorking(after) && !isWorking(before) && resting) expect(step.override).toBe(true);
          expect(after.version).toBe(before.version + 1);
          expect(after.statusAt >= before.statusAt).toBe(true);
          expect(after.workMinutes).toBeGreaterThanOrEqual(0);
          if (!isWorking(after)) expect(after.incidentId).toBeNull();
          if (after.status !== 'onScene')
            expect([after.onAir, after.checkInAt, after.headsSent]).toEqual([false, null, null]);
          if (after.status === 'resting') expect(after.restUntil).not.toBeNull();
          current = after;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('every status can be left, and out of service leads back by available alone', () => {
    for (const status of teamStatuses)
      expect(radioStatuses.some((to) => to !== status && mayBecome(status, to))).toBe(true);
    expect(radioStatuses.filter((to) => mayBecome('out', to))).toEqual(['available', 'out']);
  });

  test('moving on the scene keeps the time of arrival and renews the age of the position', () => {
    const there = says(called(team, 0), 'onScene', 10, { placeId: 'wall' });
    const moved = says(there, 'onScene', 15, { placeId: 'culvert' });
    expect([moved.statusAt, moved.placeId, moved.positionAt]).toEqual([at(10), 'culvert', at(15)]);
  });

  test('without a place said it is where the call-out sent it', () => {
    const there = ok(report(called(team, 0), { status: 'enRoute' }, at(3), rules, 'culvert'));
    expect([there.placeId, there.positionAt]).toEqual(['culvert', at(3)]);
  });
});

describe('crew check-in', () => {
  const scene = says(called(team, 0), 'onScene', 0);

  test('warns at two thirds and alarms at the interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 240 }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (interval, minutes) => {
          const par = parState({ ...scene, parMinutes: interval }, ms(0) + minutes * 60_000, rules)!;
          expect(par.intervalMinutes).toBe(interval);
          expect(par.minutesLeft + par.elapsedMinutes).toBeCloseTo(interval, 6);
          expect(par.kind).toBe(minutes >= interval ? 'overdue' : minutes * 3 >= interval * 2 ? 'due' : 'ok');
        },
      ),
    );
  });

  test('20 minutes, 10 with breathing apparatus, and a shorter interval of its own stays', () => {
    expect(parInterval(team, rules)).toBe(20);
    expect(parInterval({ parMinutes: null, onAir: true }, rules)).toBe(10);
    expect(parInterval({ parMinutes: 5, onAir: true }, rules)).toBe(5);
    expect(parInterval({ parMinutes: 30, onAir: false }, rules)).toBe(30);
  });

  test('a check-in begins the interval again; off the scene there is none', () => {
    const checked = ok(checkIn(scene, at(19), undefined));
    expect(parState(checked, ms(32), rules)?.kind).toBe('ok');
    expect(parState(team, ms(0), rules)).toBeNull();
    expect(checkIn(team, at(0), undefined)).toMatchObject({ refused: 'teamNotOnScene' });
  });

  const line = (one: Team, callOut: BoardTeam['callOut'] = null): BoardTeam => ({
    ...one,
    members: 6,
    place: null,
    home: null,
    incident: null,
    callOut,
    drillClock: null,
  });

  test('what is wrong is an alarm: the same one while it lasts, since the minute it began', () => {
    const alarms = (minutes: number, one = scene) => parAlarms({ teams: [line(one)], rules }, ms(minutes));
    expect(alarms(13)).toEqual([]);
    expect(alarms(14)).toMatchObject([{ priority: 2, template: { key: 'team.alarm.parDue' } }]);
    expect(alarms(20)).toMatchObject([{ priority: 1, since: at(20), key: 'team.par.a' }]);
    expect(alarms(45)).toEqual(alarms(20));
    const short = ok(checkIn(says(scene, 'onScene', 1, { heads: 6 }), at(5), 5));
    expect(alarms(6, short)).toMatchObject([
      { priority: 1, since: at(5), template: { facts: { missing: 1 } } },
    ]);
  });

  test('a call-out that nobody answers is late after the site’s time', () => {
    const call = {
      id: 'c',
      incidentId: 'i',
      at: at(0),
      message: '',
      destination: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      answers: 0,
    };
    expect(callOutState(call, ms(4.9), rules).kind).toBe('waiting');
    expect(callOutState(call, ms(5), rules).kind).toBe('late');
    expect(callOutState({ ...call, acknowledgedAt: at(2) }, ms(50), rules)).toEqual({
      kind: 'acknowledged',
      at: at(2),
    });
    expect(parAlarms({ teams: [line(called(team, 0), call)], rules }, ms(6))).toMatchObject([
      { template: { key: 'team.alarm.late' }, since: at(5) },
    ]);
  });
});

describe('rest after work', () => {
  test('20 minutes after 40 on scene, 8 hours after a shift of 12', () => {
    expect(restOwed(39, 60, rules.rest)).toBe(0);
    expect(restOwed(40, 60, rules.rest)).toBe(20);
    expect(restOwed(40, 720, rules.rest)).toBe(480);
  });

  test('earned on scene, kept while it lasts, gone when it is over', () => {
    const worked = says(called(team, 0), 'onScene', 5);
    const done = ok(release(worked, at(45), rules));
    expect([done.status, done.restUntil]).toEqual(['resting', at(65)]);
    expect(callOutTeam(done, 'i', at(64), undefined)).toMatchObject({
      refused: 'teamResting',
      facts: { until: at(65) },
    });
    expect(callOutTeam(says(done, 'available', 50), 'i', at(64), undefined)).toMatchObject({
      refused: 'teamResting',
    });
    expect(called(done, 64, 'second seat of fire').status).toBe('calledOut');
    expect(called(done, 65)).toMatchObject({ workMinutes: 0, restUntil: null });
  });

  test('a short pause does not clear what was worked before it', () => {
    const first = ok(release(says(called(team, 0), 'onScene', 0), at(30), rules));
    expect([first.status, first.restUntil]).toEqual(['available', null]);
    const second = ok(release(says(called(first, 32), 'onScene', 35), at(46), rules));
    expect([second.status, second.workMinutes]).toEqual(['resting', 41]);
    const paused = ok(release(says(called(first, 55), 'onScene', 55), at(66), rules));
    expect(paused.status).toBe('available');
  });

  test('sent out before the end of rest, the work adds up', () => {
    const done = ok(release(says(called(team, 0), 'onScene', 0), at(40), rules));
    const again = ok(release(says(called(done, 45, 'needed'), 'onScene', 45), at(46), rules));
    expect(again).toMatchObject({ status: 'resting', workMinutes: 41, restUntil: at(66) });
  });
});
