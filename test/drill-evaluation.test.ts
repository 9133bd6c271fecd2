import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DrillObjective } from '../electron/drill/drill.ts';
import {
  isFinding,
  objectiveLines,
  proposals,
  ratings,
  sign,
  type EarlierFinding,
  type Evaluation,
} from '../electron/drill/evaluation.ts';
import { newId } from '../electron/id.ts';
import { isRefusal } from '../electron/refusal.ts';
import { usualPattern } from '../electron/roster/roster.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (en: string) => ({ en, srLatn: en, zhHans: en });
const objectives: readonly DrillObjective[] = ['alarm', 'muster', 'mask'].map((key) => ({
  id: `o-${key}`,
  key,
  names: names(key),
}));

let site: TestSite;
let placeId: string;
let typeId: string;

/** A drill that was held on a day, with the exercise that it was. */
async function held(at: string, teamIds: readonly string[] = []) {
  site.clock.set(at);
  const incident = await site.call('coordinator', 'incident.declare', {
    type: 'chemicalRelease', placeId, severity: 2, note: 'Drill: SO2 at the converter', exercise: true,
  }); // prettier-ignore
  const id = newId(site.clock.nowMs());
  const db = site.site.writer;
  db.run('UPDATE drillType SET teamIds = ? WHERE id = ?', JSON.stringify(teamIds), typeId);
  db.run(
    `INSERT INTO drill (id, typeId, placeId, askedShift, startsAt, shiftOn, shift, minutes, observers, reasons, state, incidentId)
     VALUES (?, ?, ?, 'any', ?, ?, 'day', 60, '[]', '[]', 'done', ?)`,
    id,
    typeId,
    placeId,
    at,
    at.slice(0, 10),
    incident.id,
  );
  return { id, incident };
}

const rate = (
  drillId: string,
  objectiveKey: string,
  rating: (typeof ratings)[number],
  version: number | null = null,
) => site.call('planner', 'drill.evaluate', { drillId, objectiveKey, rating, version });

beforeEach(async () => {
  site = siteInTemp();
  const place = await site.call('planner', 'place.add', {
    key: 'SM-1', kind: 'building', names: names('Smelter'), geometry: { type: 'Point', coordinates: [22.1, 44.07] },
  }); // prettier-ignore
  placeId = place.id;
  typeId = newId(site.clock.nowMs());
  site.site.writer.run(
    `INSERT INTO drillType (id, key, names, kind, minutes, teamIds, uses, observers, injects, objectives, targets)
     VALUES (?, 'so2', ?, 'chemicalRelease', 60, '[]', '[]', 1, '[]', ?, '{}')`,
    typeId,
    JSON.stringify(names('SO2 release')),
    JSON.stringify(objectives),
  );
});

describe('the evaluation of a drill', () => {
  test('each objective is rated with evidence from its own log, and another who saw an older one is told', async () => {
    const { id, incident } = await held('2026-06-03T08:00:00.000Z');
    const entry = await site.call('coordinator', 'log.say', {
      incidentId: incident.id,
      kind: 'note',
      text: 'Masks on after 4 minutes',
    });
    const first = await site.call('planner', 'drill.evaluate', {
      drillId: id, objectiveKey: 'mask', rating: 'majorChallenges', note: 'Two without', evidence: [entry.id], version: null,
    }); // prettier-ignore
    expect(first).toMatchObject({
      rating: 'majorChallenges',
      evidence: [entry.id],
      byName: 'planner',
      version: 1,
    });
    const late = await site.refusal('safetyOfficer', 'drill.evaluate', {
      drillId: id, objectiveKey: 'mask', rating: 'performed', version: null,
    }); // prettier-ignore
    expect(late.refused).toBe('conflict');
    const other = await site.call('coordinator', 'incident.declare', {
      type: 'fire', placeId: null, severity: 1, note: 'Another', exercise: true,
    }); // prettier-ignore
    const elsewhere = await site.call('coordinator', 'log.say', {
      incidentId: other.id,
      kind: 'note',
      text: 'Of another exercise',
    });
    const strange = await site.refusal('planner', 'drill.evaluate', {
      drillId: id, objectiveKey: 'alarm', rating: 'performed', evidence: [elsewhere.id], version: null,
    }); // prettier-ignore
    expect(strange.refused).toBe('evidenceElsewhere');
    const after = await site.call('observer', 'drill.after', { drillId: id });
    expect(after?.objectives.map(({ evaluation }) => evaluation?.rating ?? null)).toEqual([
      null,
      null,
      'majorChallenges',
    ]);
    expect(after?.objectives[2]?.evidence.map(({ text }) => text)).toEqual(['Masks on after 4 minutes']);
    expect((await site.call('observer', 'drill.after', { incidentId: incident.id }))?.drill.id).toBe(id);
  });

  test('is signed when every objective is rated and by who saw the last change; then it stands', async () => {
    const { id } = await held('2026-06-03T08:00:00.000Z');
    await rate(id, 'alarm', 'performed');
    await rate(id, 'muster', 'performed');
    const early = await site.refusal('coordinator', 'drill.signEvaluation', { drillId: id, version: 2 });
    expect(early).toMatchObject({ refused: 'drillNotRated', facts: { count: 1 } });
    await rate(id, 'mask', 'unable');
    const unseen = await site.refusal('coordinator', 'drill.signEvaluation', { drillId: id, version: 2 });
    expect(unseen.refused).toBe('conflict');
    const signed = await site.call('coordinator', 'drill.signEvaluation', { drillId: id, version: 3 });
    expect(signed.signedByName).toBe('coordinator');
    const again = await site.refusal('planner', 'drill.evaluate', {
      drillId: id, objectiveKey: 'mask', rating: 'performed', version: 1,
    }); // prettier-ignore
    expect(again.refused).toBe('evaluationSigned');
  });

  test('what was found before at the same place is flagged across years, with what became of its actions', async () => {
    const before = await held('2026-06-10T08:00:00.000Z');
    await rate(before.id, 'mask', 'majorChallenges');
    await rate(before.id, 'alarm', 'challenges');
    const raised = await site.call('planner', 'action.raise', {
      drillId: before.id, objectiveKey: 'mask', text: 'Masks at every door', owner: 'D. Ilić', dueOn: '2026-07-10',
    }); // prettier-ignore
    expect(raised.incidentId).toBe(before.incident.id);
    const now = await held('2027-06-03T08:00:00.000Z');
    await rate(now.id, 'mask', 'challenges');
    await rate(now.id, 'alarm', 'performed');
    const after = await site.call('observer', 'drill.after', { drillId: now.id });
    const [alarm, muster, mask] = after!.objectives;
    expect(alarm).toMatchObject({ repeat: false, earlier: [{ rating: 'challenges' }] });
    expect(muster).toMatchObject({ repeat: false, earlier: [] });
    expect(mask).toMatchObject({
      repeat: true,
      earlier: [
        { at: '2026-06-10T08:00:00.000Z', actions: [{ text: 'Masks at every door', state: 'open' }] },
      ],
    });
    // The drill before does not know what came after it.
    const earlier = await site.call('observer', 'drill.after', { drillId: before.id });
    expect(earlier?.objectives.every((line) => line.earlier.length === 0)).toBe(true);
  });

  test('participants are proposed from the call and the roster, and corrected person by person', async () => {
    await site.call('planner', 'roster.set', { version: null, ...usualPattern });
    const team = await site.call('planner', 'team.add', {
      key: 'T-1', names: names('Gas rescue'), kind: 'hazmat', callSign: 'Gas 1',
    }); // prettier-ignore
    const people = await Promise.all(
      (['A', 'B', 'C', 'D'] as const).map((crew) =>
        site.call('planner', 'person.add', { name: `Crew ${crew}`, crew, teamId: team.id }),
      ),
    );
    const { id, incident } = await held('2026-06-03T08:00:00.000Z', [team.id]);
    const [crew] = (await site.call('planner', 'roster.shifts', { from: '2026-06-03', days: 1 }))[0]!.crews;
    const outside = people.find((person) => person.crew !== crew)!;
    const [call] = await site.call('coordinator', 'team.callOut', {
      teamIds: [team.id],
      incidentId: incident.id,
      message: 'Exercise',
    });
    await site.call('coordinator', 'team.acknowledge', { callOutId: call!.id, personId: outside.id });
    const proposed = (await site.call('planner', 'drill.after', { drillId: id }))!.proposed;
    const onShift = proposed.filter(({ source }) => source === 'shift');
    expect(proposed.find(({ source }) => source === 'callOut')?.personId).toBe(outside.id);
    // One crew has the day shift of each day.
    expect(onShift).toHaveLength(1);
    const { participants } = await site.call('planner', 'drill.setParticipants', {
      drillId: id,
      add: proposed.map(({ personId, role, source }) => ({ personId, role, source })),
      evacuated: 112,
    });
    expect(participants).toHaveLength(2);
    await site.call('safetyOfficer', 'drill.setParticipants', {
      drillId: id,
      add: [
        {
          personId: people.findLast((one) => one.crew !== crew && one !== outside)!.id,
          role: 'observer',
          source: 'manual',
        },
      ],
      remove: [outside.id],
    });
    const after = await site.call('planner', 'drill.after', { drillId: id });
    expect(after?.participants.map(({ role, source }) => `${role} ${source}`)).toEqual([
      'observer manual',
      'team shift',
    ]);
    expect(after?.review?.evacuated).toBe(112);
    expect(after?.proposed.map(({ personId }) => personId)).toEqual([outside.id]);
  });

  test('lessons are written and taken back; a drill that was not held has nothing to evaluate', async () => {
    const { id } = await held('2026-06-03T08:00:00.000Z');
    const lesson = await site.call('planner', 'drill.addLesson', { drillId: id, text: 'Say the wind first' });
    await site.call('planner', 'drill.addLesson', { drillId: id, text: 'Second radio at the gate' });
    await site.call('planner', 'drill.removeLesson', { lessonId: lesson.id });
    const after = await site.call('observer', 'drill.after', { drillId: id });
    expect(after?.lessons.map(({ text }) => text)).toEqual(['Second radio at the gate']);
    const page = await site.call('observer', 'drill.held', {});
    expect(page.rows).toMatchObject([{ id, objectives: 3, rated: 0, findings: 0, participants: 0 }]);
    site.site.writer.run("UPDATE drill SET state = 'planned' WHERE id = ?", id);
    expect((await site.refusal('planner', 'drill.addLesson', { drillId: id, text: 'x' })).refused).toBe(
      'drillNotHeld',
    );
  });
});

const evaluation = (objectiveKey: string, rating: (typeof ratings)[number]): Evaluation => ({
  id: objectiveKey, drillId: 'd', objectiveId: objectiveKey, objectiveKey, rating, note: '', evidence: [], by: 'b',
  byName: 'B', at: '2026-06-03T08:00:00.000Z', version: 1,
}); // prettier-ignore

describe('the rules', () => {
  const keys = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
  test('a finding repeats exactly when it was one then and is one now', () => {
    fc.assert(
      fc.property(
        keys,
        fc.array(fc.constantFrom(...ratings), { minLength: 5, maxLength: 5 }),
        keys,
        (known, now, before) => {
          const asked = known.map((key) => ({ id: key, key, names: names(key) }));
          const evaluations = known.map((key, i) => evaluation(key, now[i]!));
          const earlier = before.map((objectiveKey): EarlierFinding => ({
          drillId: 'e', at: '2025-06-03T08:00:00.000Z', objectiveKey, rating: 'unable', note: '', actions: [],
        })); // prettier-ignore
          for (const line of objectiveLines(asked, evaluations, earlier, new Map()))
            expect(line.repeat).toBe(
              before.includes(line.objective.key) && isFinding(line.evaluation?.rating ?? 'performed'),
            );
        },
      ),
    );
  });
  test('a signature needs every objective, no more and no less', () => {
    fc.assert(
      fc.property(keys, keys, (asked, rated) => {
        const review = {
          id: 'r',
          drillId: 'd',
          evacuated: null,
          signedAt: null,
          signedBy: null,
          signedByName: null,
          version: 1,
        };
        const signed = sign(
          review,
          { state: 'done' },
          asked.map((key) => ({ key })),
          rated.map((objectiveKey) => ({ objectiveKey })),
          { id: 'o', name: 'O' },
          '2026-06-03T09:00:00.000Z',
        );
        expect(isRefusal(signed)).toBe(!asked.every((key) => rated.includes(key)));
      }),
    );
  });
  test('nobody is proposed twice, and nobody who is written down', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string>('a', 'b', 'c')),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
        (written, named) => {
          const proposed = proposals(
            written.map((personId) => ({ personId })),
            named.map((personId) => ({
              personId,
              name: personId,
              teamKey: null,
              role: 'team',
              source: 'shift',
            })),
          );
          const ids = proposed.map(({ personId }) => personId);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.some((personId) => written.includes(personId))).toBe(false);
          expect(new Set([...ids, ...written])).toEqual(new Set([...named, ...written]));
        },
      ),
    );
  });
});
