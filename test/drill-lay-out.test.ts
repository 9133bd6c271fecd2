import { describe, expect, test } from 'vitest';
import { cancelJob } from '../electron/jobs.ts';
import { usualPattern } from '../electron/roster/roster.ts';
import { siteInTemp, type TestSite } from './builders.ts';
import { named } from './month-of-drills.ts';

/** A site with a team of two in each crew, a judge by day, and a June in which each crew has a fire drill by night. */
async function juneOf(site: TestSite) {
  await site.call('planner', 'roster.set', { version: null, ...usualPattern });
  const geometry = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
  const area = await site.call('planner', 'place.add', { key: 'A-1', kind: 'area', names: named('Smelter'), geometry });
  const hall = await site.call('planner', 'place.add', { key: 'B-1', kind: 'building', names: named('Hall'), geometry, parentId: area.id });
  const team = await site.call('planner', 'team.add', { key: 'T-1', names: named('Fire'), kind: 'fire', callSign: 'Fire' });
  for (const crew of ['A', 'B', 'C', 'D'] as const) {
    for (const no of [1, 2]) await site.call('planner', 'person.add', { name: `${crew}${no}`, crew, teamId: team.id });
    await site.call('planner', 'person.add', { name: `Watch ${crew}`, crew });
  }
  const type = await site.call('planner', 'drill.addType', {
    key: 'fire', names: named('Fire'), kind: 'fire', minutes: 60, teamIds: [team.id], observers: 1,
  });
  const requirement = await site.call('planner', 'drill.addRequirement', {
    typeId: type.id, placeId: hall.id, shift: 'night', crews: ['A', 'B', 'C', 'D'], every: 'month',
  });
  const { programme } = await site.call('planner', 'drill.addProgramme', { year: 2027 });
  return { area, hall, team, type, requirement, programme };
} // prettier-ignore

function inApril(): TestSite {
  const site = siteInTemp();
  site.clock.set('2027-04-01T08:00:00.000Z');
  return site;
}

const june = { fromOn: '2027-06-01', toOn: '2027-06-30' };

describe('laying out a programme', () => {
  test('every drill gets a time, observers and reasons, in one entry; laid out again nothing moves', async () => {
    const site = inApril();
    const { programme } = await juneOf(site);
    expect(await site.call('observer', 'drill.outcome', { programmeId: programme.id })).toBeNull();
    const { programme: laid, outcome } = await site.call('planner', 'drill.layOut', {
      programmeId: programme.id, version: programme.version,
    }); // prettier-ignore
    expect(outcome).toMatchObject({ proven: true, gap: 0, clash: null, placed: 4, moved: 0 });
    const { drills, unplaced } = await site.call('observer', 'drill.ofProgramme', {
      programmeId: programme.id, ...june,
    }); // prettier-ignore
    expect(unplaced.total).toBe(0);
    expect(drills.map(({ crew }) => String(crew)).sort()).toEqual(['A', 'B', 'C', 'D']);
    for (const drill of drills) {
      expect(drill).toMatchObject({ shift: 'night', askedCrew: drill.crew });
      expect(drill.observers).toHaveLength(1);
      expect(drill.reasons.length).toBeGreaterThan(0);
      const starts = [drill.startsAt!, '2027-06-01T07:00:00.000Z'];
      const [here, there] = await site.call('observer', 'drill.breaks', { drillId: drill.id, starts });
      expect(here!.breaks).toEqual([]);
      expect(there!.breaks.map(({ rule }) => rule)).toContain('shift');
    }
    const again = await site.call('planner', 'drill.layOut', {
      programmeId: programme.id, version: laid.version,
    }); // prettier-ignore
    expect(again.outcome).toMatchObject({ placed: 4, moved: 0 });
    expect(
      (await site.refusal('planner', 'drill.layOut', { programmeId: programme.id, version: laid.version }))
        .refused,
    ).toBe('conflict');
    expect(await site.call('observer', 'drill.outcome', { programmeId: programme.id })).toEqual(
      again.outcome,
    );
    expect((await site.call('administrator', 'journal.verify', {})).faults).toEqual([]);
  });

  test('an impossible month changes nothing and names what clashes', async () => {
    const site = inApril();
    const { area, programme } = await juneOf(site);
    await site.call('planner', 'closedSlot.add', {
      kind: 'blast', names: named('Blasting'), placeId: area.id, fromTime: '19:00', toTime: '07:00', ...june,
    }); // prettier-ignore
    const { outcome } = await site.call('planner', 'drill.layOut', {
      programmeId: programme.id, version: programme.version,
    }); // prettier-ignore
    expect(outcome).toMatchObject({ placed: 0, clashSmallest: true });
    expect(outcome.clash!.map(({ rule }) => rule)).toEqual(['drillOnShiftOfCrew', 'closed']);
    expect(outcome.clash![1]!.facts).toMatchObject({ closed: named('Blasting') });
  });

  test('is called off, and refused without a roster', async () => {
    const site = inApril();
    const bare = await site.call('planner', 'drill.addProgramme', { year: 2027 });
    const of = ({ id: programmeId, version }: { id: string; version: number }) => ({ programmeId, version });
    expect((await site.refusal('planner', 'drill.layOut', of(bare.programme))).refused).toBe('noRoster');
    const other = inApril();
    const { programme } = await juneOf(other);
    const going = other.refusal('planner', 'drill.layOut', of(programme));
    while (!cancelJob('drill.layOut')) await new Promise((resolve) => setImmediate(resolve));
    expect((await going).refused).toBe('calledOff');
    expect(await other.call('observer', 'drill.outcome', { programmeId: programme.id })).toBeNull();
  });
});
