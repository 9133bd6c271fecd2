import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Input } from '../electron/contract.ts';
import type { DrillRequirement } from '../electron/drill/drill.ts';
import { expand, monthsOf, type Counted } from '../electron/drill/expansion.ts';
import { programmeFrom, addProgrammeInput } from '../electron/drill/programme.ts';
import { askedCount, askedFrom, askedText, crewsAsked, type Asked } from '../electron/drill/requirement.ts';
import { crews } from '../electron/person/person.ts';
import { usualPattern } from '../electron/roster/roster.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const say = (en: string) => ({ en, srLatn: en, zhHans: en });
const asked: fc.Arbitrary<Asked> = fc.record({
  shift: fc.constantFrom('day', 'night', 'any'),
  crews: fc.subarray([...crews]),
  times: fc.integer({ min: 1, max: 4 }),
  every: fc.constantFrom('month', 'year'),
});
const requirement = (row: Asked, i: number): DrillRequirement => ({
  id: `r${i}`, typeId: `t${i % 3}`, placeId: `p${i % 4}`, actionId: null, note: '', retiredAt: null, version: 1, ...row,
}); // prettier-ignore
const june = { id: 'june', fromOn: '2027-06-01', toOn: '2027-06-30' };
const year = { id: 'year', fromOn: '2027-01-01', toOn: '2027-12-31' };

/** The drills as they stand once what is missing was added to a programme. */
function made(programmeId: string, wanted: ReturnType<typeof expand>['missing'], from = 0): Counted[] {
  return wanted.map((one, i) => ({
    ...one, id: `${programmeId}-${from + i}`, programmeId, startsAt: null, shift: null, crew: null, pinned: false,
    state: 'planned',
  })); // prettier-ignore
}

describe('what the requirements ask of a programme', () => {
  test('each gives exactly its drills, and a second time nothing', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 12 }), fc.constantFrom(june, year), (rows, programme) => {
        const requirements = rows.map(requirement);
        const { missing, surplus } = expand(programme, requirements, []);
        expect(surplus).toEqual([]);
        for (const one of requirements) {
          const periods = one.every === 'month' ? monthsOf(programme) : 1;
          for (const crew of crewsAsked(one.crews)) {
            const own = missing.filter(
              ({ requirementId, askedCrew }) => requirementId === one.id && askedCrew === crew,
            );
            expect(own).toHaveLength(one.times * periods);
            expect(own.every(({ askedShift }) => askedShift === one.shift)).toBe(true);
          }
        }
        const periods = ({ every }: Asked): number => (every === 'month' ? monthsOf(programme) : 1);
        expect(missing).toHaveLength(rows.reduce((sum, row) => sum + askedCount(row) * periods(row), 0));
        const again = expand(programme, requirements, made(programme.id, missing));
        expect(again).toEqual({ missing: [], surplus: [] });
      }),
    );
  });

  test('a yearly requirement asks only what the rest of the year leaves; what is more gives way, moved ones last', () => {
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(100), { maxLength: 20 }),
        fc.nat(20),
        (rows, held, moved) => {
          const requirements = rows.map(requirement);
          const all = expand(june, requirements, []).missing;
          // Some of what is asked was held earlier in the year, in another programme.
          const before = made(
            'march',
            [...new Set(held)].filter((i) => i < all.length).map((i) => all[i]!),
          );
          const { missing } = expand(june, requirements, before);
          for (const one of requirements) {
            const of = (list: readonly { requirementId: string | null }[]): number =>
              list.filter(({ requirementId }) => requirementId === one.id).length;
            const total = askedCount(one);
            expect(of(missing)).toBe(one.every === 'month' ? total : Math.max(0, total - of(before)));
          }
          // Fewer are asked: what has a time stays, whatever is not needed and has none goes.
          const drills = made('june', all).map((drill, i) =>
            i < moved ? { ...drill, startsAt: '2027-06-02T07:00:00.000Z' } : drill,
          );
          const fewer = expand(june, requirements.slice(1), drills);
          expect(fewer.missing).toEqual([]);
          expect(fewer.surplus).toEqual(
            drills
              .filter(({ requirementId, startsAt }) => requirementId === 'r0' && startsAt === null)
              .map(({ id }) => id),
          );
        },
      ),
    );
  });

  test('one that was cancelled here was decided on; elsewhere it counts for nothing', () => {
    const once = [requirement({ shift: 'any', crews: [], times: 1, every: 'year' }, 0)];
    const cancelled = made('june', expand(june, once, []).missing).map((drill) => ({
      ...drill,
      state: 'cancelled' as const,
    }));
    expect(expand(june, once, cancelled).missing).toEqual([]);
    expect(
      expand(
        june,
        once,
        cancelled.map((drill) => ({ ...drill, programmeId: 'may' })),
      ).missing,
    ).toHaveLength(1);
  });
});

test('a cell says what it asks in a few keys, and reads its own writing', () => {
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 4 }), (rows) => {
      expect(askedFrom(askedText(rows))).toEqual(rows);
    }),
  );
  expect(askedFrom('2/m n +ac; 1Y')).toEqual([
    { times: 2, every: 'month', shift: 'night', crews: ['A', 'C'] },
    { times: 1, every: 'year', shift: 'any', crews: [] },
  ]);
  expect(askedFrom(' ')).toEqual([]);
  for (const wrong of ['x', '0m', '61y', '1w', 'm', '1m +E', '1m n d']) expect(askedFrom(wrong)).toBeNull();
});

test('June is the programme unless another month or the year is asked for', () => {
  const of = (given: Input<'drill.addProgramme'>) => programmeFrom(addProgrammeInput.parse(given), 'x');
  expect(of({ year: 2027 })).toMatchObject({
    fromOn: '2027-06-01',
    toOn: '2027-06-30',
    every: 'month',
    state: 'draft',
  });
  expect(of({ year: 2028, month: 2 })).toMatchObject({ toOn: '2028-02-29' });
  expect(of({ year: 2027, every: 'year' })).toMatchObject({ fromOn: '2027-01-01', toOn: '2027-12-31' });
  expect(of({ year: 2027, startTimes: ['04:00', '22:30', '09:00'] }).startTimes).toEqual([
    '09:00',
    '22:30',
    '04:00',
  ]);
});

async function ground(site: TestSite) {
  await site.call('planner', 'roster.set', { version: null, ...usualPattern });
  const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  const place = async (key: string, more: Partial<Input<'place.add'>> = {}): Promise<string> =>
    (await site.call('planner', 'place.add', { key, kind: 'area', names: say(key), geometry, ...more })).id;
  const smelter = await place('A-SMELT');
  const hall = await place('B-FFH', { kind: 'building', parentId: smelter });
  const refinery = await place('A-REF');
  await place('V-1', { attributes: { outsideSite: true } });
  const fire = await site.call('planner', 'drill.addType', {
    key: 'FIRE', names: say('Fire'), kind: 'fire', minutes: 60, targets: { firstTeamOnScene: 8 },
    objectives: [{ key: 'O-1', names: say('Alarm raised') }],
    injects: [
      { minute: 20, channel: 'radio', text: say('Two missing') },
      { minute: 0, channel: 'alarm', text: say('Smoke'), effect: { kind: 'wind', fromDegrees: 270, speedMs: 4 } },
    ],
  }); // prettier-ignore
  return { smelter, hall, refinery, fire };
}

describe('types of drills', () => {
  test('are added, changed part by part, retired and used again; injects keep their ids and stand in their order', async () => {
    const site = siteInTemp();
    const { fire, smelter } = await ground(site);
    expect(fire.injects.map(({ minute }) => minute)).toEqual([0, 20]);
    const [first, second] = fire.injects;
    const changed = await site.call('planner', 'drill.changeType', {
      id: fire.id, version: 1,
      injects: [{ ...second!, text: say('Three missing') }, first!, { minute: 5, channel: 'map', text: say('Road shut'), effect: { kind: 'place', placeId: smelter, open: false } }],
    }); // prettier-ignore
    expect(changed).toMatchObject({ version: 2, minutes: 60, targets: { firstTeamOnScene: 8 } });
    expect(changed.injects.map(({ id }) => id)).toEqual([first!.id, expect.any(String), second!.id]);
    expect(await site.call('observer', 'drill.typeById', { id: fire.id })).toEqual(changed);
    await site.call('planner', 'drill.retireType', { id: fire.id, version: 2 });
    expect((await site.call('observer', 'drill.types', {})).rows).toEqual([]);
    expect((await site.call('observer', 'drill.types', { retired: true, text: 'fir' })).rows).toHaveLength(1);
    expect(
      (
        await site.refusal('planner', 'drill.addRequirement', {
          typeId: fire.id,
          placeId: smelter,
          every: 'month',
        })
      ).refused,
    ).toBe('drillTypeRetired');
    await site.call('planner', 'drill.reinstateType', { id: fire.id, version: 3 });
    expect((await site.call('observer', 'drill.types', {})).total).toBe(1);
  });

  test('what does not fit is refused with its reason', async () => {
    const site = siteInTemp();
    const { fire } = await ground(site);
    const refused = async (change: object): Promise<string> =>
      (await site.refusal('planner', 'drill.changeType', { id: fire.id, version: 1, ...change })).refused;
    expect(await refused({ minutes: 10 })).toBe('injectAfterEnd');
    const objective = { key: 'o-1', names: say('Again') };
    expect(await refused({ objectives: [{ ...objective, key: 'O-1' }, objective] })).toBe('objectiveTwice');
    expect(await refused({ planKey: 'P-99' })).toBe('unknownPlanKey');
    expect(await refused({ teamIds: [fire.id] })).toBe('unknownTeam');
    expect(await refused({ uses: [{ categoryId: fire.id, count: 1 }] })).toBe('unknownCategory');
    expect(await refused({ observerQualificationId: fire.id })).toBe('unknownQualification');
    const effect = { kind: 'gauge', gaugeId: fire.id, levelCm: 300 };
    expect(await refused({ injects: [{ minute: 0, channel: 'map', text: say('Water'), effect }] })).toBe(
      'unknownGauge',
    );
    expect(await refused({ version: 7 })).toBe('conflict');
    expect(
      (
        await site.refusal('planner', 'drill.addType', {
          key: 'FIRE',
          names: say('x'),
          kind: 'fire',
          minutes: 30,
        })
      ).refused,
    ).toBe('drillTypeKeyTaken');
  });
});

describe('requirements and programmes', () => {
  test('a column is set at once, a June is laid down from it, later requirements come in and nothing moved is lost', async () => {
    const site = siteInTemp();
    const { fire, smelter, refinery, hall } = await ground(site);
    const month = { shift: 'any' as const, crews: [], times: 1, every: 'month' as const };
    const places = await site.call('observer', 'drill.places', {});
    expect(places.map(({ key, area }) => [key, area])).toEqual([['A-REF', true], ['A-SMELT', true]]); // prettier-ignore
    const [first] = await site.call('planner', 'drill.setRequirements', {
      typeId: fire.id, cells: [{ placeId: hall, seen: [] }], rows: [month],
    }); // prettier-ignore
    expect((await site.call('observer', 'drill.places', {})).map(({ key }) => key)).toEqual([
      'A-REF',
      'A-SMELT',
      'B-FFH',
    ]);
    const { programme, added } = await site.call('planner', 'drill.addProgramme', { year: 2027 });
    expect(added).toBe(1);
    expect((await site.refusal('planner', 'drill.addProgramme', { year: 2027 })).refused).toBe(
      'programmeBeside',
    );
    // The hall lies in the smelter; the refinery has nothing.
    const findings = await site.call('observer', 'drill.findings', { programmeId: programme.id });
    expect(findings.areasWithoutFire.map(({ key }) => key)).toEqual(['A-REF']);
    const extra = await site.call('planner', 'drill.add', {
      programmeId: programme.id,
      typeId: fire.id,
      placeId: smelter,
    });
    await site.call('planner', 'drill.addRequirement', {
      typeId: fire.id,
      placeId: refinery,
      every: 'month',
      crews: ['A', 'B'],
    });
    expect(await site.call('observer', 'drill.findings', { programmeId: programme.id })).toMatchObject({
      missing: 2,
    });
    expect(await site.call('planner', 'drill.expand', { programmeId: programme.id })).toMatchObject({
      added: 2,
      removed: 0,
    });
    const all = async () =>
      (
        await site.call('observer', 'drill.ofProgramme', {
          programmeId: programme.id,
          fromOn: '2027-06-01',
          toOn: '2027-06-30',
        })
      ).unplaced.rows;
    expect(await all()).toHaveLength(4);
    expect(
      (await site.call('observer', 'drill.findings', { programmeId: programme.id })).areasWithoutFire,
    ).toEqual([]);
    await site.call('planner', 'drill.setRequirements', {
      typeId: fire.id, cells: [{ placeId: hall, seen: [{ id: first!.id, version: 1 }] }], rows: [],
    }); // prettier-ignore
    expect(await site.call('planner', 'drill.expand', { programmeId: programme.id })).toMatchObject({
      added: 0,
      removed: 1,
    });
    expect((await all()).map(({ id }) => id)).toContain(extra.id);
    expect((await site.refusal('planner', 'drill.setRequirements', {
      typeId: fire.id, cells: [{ placeId: hall, seen: [{ id: first!.id, version: 1 }] }], rows: [month],
    })).refused).toBe('unknownDrillRequirement'); // prettier-ignore
  });

  test('drills known from paper count for the year; a programme is closed when nothing is open, and then stays', async () => {
    const site = siteInTemp();
    const { fire, smelter } = await ground(site);
    await site.call('planner', 'drill.addRequirement', {
      typeId: fire.id,
      placeId: smelter,
      every: 'year',
      times: 2,
    });
    const held = { typeId: fire.id, placeId: smelter, startsAt: '2026-05-12T08:00:00.000Z' };
    const drill = await site.call('planner', 'drill.enterHeld', { programmeId: null, ...held });
    expect(drill).toMatchObject({ state: 'done', shift: 'day', shiftOn: '2026-05-12', minutes: 60 });
    const late = { programmeId: null, ...held, startsAt: '2026-07-01T08:00:00.000Z' };
    expect((await site.refusal('planner', 'drill.enterHeld', late)).refused).toBe('heldInFuture');
    const { programme, added } = await site.call('planner', 'drill.addProgramme', { year: 2026 });
    expect(added).toBe(1);
    const close = { id: programme.id, version: 1 };
    expect((await site.refusal('planner', 'drill.closeProgramme', close)).refused).toBe(
      'programmeOpenDrills',
    );
    const may = await site.call('planner', 'drill.addProgramme', { year: 2026, month: 5 });
    // June plans the second one already.
    expect(may.added).toBe(0);
    const changed = await site.call('planner', 'drill.changeProgramme', {
      id: may.programme.id,
      version: 1,
      maxPerDay: 2,
    });
    await site.call('planner', 'drill.closeProgramme', { id: may.programme.id, version: changed.version });
    expect((await site.refusal('planner', 'drill.expand', { programmeId: may.programme.id })).refused).toBe(
      'programmeClosed',
    );
    const wrong = { year: 2026, fromOn: '2026-12-01', toOn: '2027-01-15' };
    expect((await site.refusal('planner', 'drill.addProgramme', wrong)).refused).toBe('programmeOfTwoYears');
  });
});
