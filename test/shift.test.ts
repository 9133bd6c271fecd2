import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../electron/incident/incident.ts';
import { isOverdue } from '../electron/action/action.ts';
import { siteInTemp, type TestSite } from './builders.ts';

let site: TestSite;
let incident: Incident;
const minutes = (n: number): void => site.clock.advance(n * 60_000);

beforeEach(async () => {
  site = siteInTemp();
  incident = await site.call('coordinator', 'incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 3,
    note: 'River rising',
  });
});

describe('operational periods', () => {
  test('a new period ends the one before and carries its unmet objectives over', async () => {
    const first = await site.call('coordinator', 'period.open', {
      incidentId: incident.id, hours: 12, objectives: ['Keep the smelter dry', 'All heads counted'],
    }); // prettier-ignore
    const met = first.objectives[1]!;
    await site.call('coordinator', 'period.meetObjective', { objectiveId: met.id, version: met.version });
    minutes(60);
    const second = await site.call('coordinator', 'period.open', {
      incidentId: incident.id,
      hours: 8,
      objectives: ['Pumps at the wall'],
    });
    expect(second.number).toBe(2);
    expect(second.objectives.map((objective) => objective.text)).toEqual([
      'Keep the smelter dry',
      'Pumps at the wall',
    ]);
    const [, before] = await site.call('observer', 'period.list', { incidentId: incident.id });
    expect(before?.endedAt).toBe(second.startedAt);
  });

  test('an objective is met once, whoever is second is told', async () => {
    const { objectives } = await site.call('coordinator', 'period.open', {
      incidentId: incident.id,
      hours: 12,
      objectives: ['Dry'],
    });
    const { id: objectiveId, version } = objectives[0]!;
    await site.call('coordinator', 'period.meetObjective', { objectiveId, version });
    const again = await site.refusal('safetyOfficer', 'period.meetObjective', { objectiveId, version });
    expect(again.refused).toBe('conflict');
  });
});

describe('handover', () => {
  test('composes itself from tasks, positions, period and what was decided, and the next shift signs', async () => {
    await site.call('coordinator', 'period.open', {
      incidentId: incident.id,
      hours: 12,
      objectives: ['Dry'],
    });
    await site.call('coordinator', 'task.add', {
      incidentId: incident.id,
      title: 'Close gate P-2',
      targetMinutes: 10,
    });
    minutes(30);
    await site.call('coordinator', 'log.say', {
      incidentId: incident.id,
      kind: 'order',
      text: 'Light mast to culvert C-2',
    });
    await site.call('coordinator', 'log.say', { incidentId: incident.id, kind: 'note', text: 'Coffee' });
    const given = await site.call('coordinator', 'handover.give', {
      incidentId: incident.id,
      note: 'Watch pump 3',
    });
    expect(given.briefing.tasks.map((task) => task.title)).toEqual(['Close gate P-2']);
    expect(given.briefing.positions.map((term) => term.position)).toEqual(['incidentCommander']);
    expect(given.briefing.period?.objectives).toHaveLength(1);
    const said = given.briefing.said.map((entry) => entry.text);
    expect(said).toContain('Light mast to culvert C-2');
    expect(said).not.toContain('Coffee');

    const own = await site.refusal('coordinator', 'handover.take', { handoverId: given.id, version: 1 });
    expect(own.refused).toBe('handoverOwn');
    const twice = await site.refusal('safetyOfficer', 'handover.give', { incidentId: incident.id });
    expect(twice.refused).toBe('handoverWaits');
    const taken = await site.call('safetyOfficer', 'handover.take', { handoverId: given.id, version: 1 });
    expect(taken.takenByName).toBe(site.operators.safetyOfficer.name);
    // The next briefing starts where this one was given.
    expect((await site.call('observer', 'handover.compose', { incidentId: incident.id })).since).toBe(
      given.givenAt,
    );
  });
});

describe('replay', () => {
  test('shows tasks and incident as they stood at any minute', async () => {
    const task = await site.call('coordinator', 'task.add', {
      incidentId: incident.id,
      title: 'Close gate P-2',
      targetMinutes: 10,
    });
    minutes(12);
    await site.call('coordinator', 'task.done', { taskId: task.id, version: task.version });
    minutes(1);
    await site.call('coordinator', 'incident.standDown', {
      id: incident.id,
      version: incident.version,
      reason: 'River falls',
    });
    const at = async (minute: number) =>
      site.call('observer', 'incident.replay', {
        incidentId: incident.id,
        at: new Date(Date.parse(incident.declaredAt) + minute * 60_000).toISOString(),
      });
    expect((await at(-1)).incident).toBeNull();
    expect((await at(5)).tasks.map(({ state }) => state)).toEqual(['open']);
    expect((await at(12)).tasks.map(({ state }) => state)).toEqual(['done']);
    expect((await at(12)).incident?.state).toBe('running');
    expect((await at(13)).incident?.state).toBe('stoodDown');
  });

  test('the snapshot of now equals the lists of now, after any course of commands', async () => {
    const step = fc.constantFrom('add', 'done', 'skip', 'period', 'wait');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { id } = await site.call('coordinator', 'incident.declare', {
          type: 'fire',
          placeId: null,
          severity: 2,
          note: 'Smoke',
        });
        for (const each of steps) {
          const open = (await site.call('observer', 'task.list', { incidentId: id })).find(
            (task) => task.state === 'open',
          );
          if (each === 'add')
            await site.call('coordinator', 'task.add', { incidentId: id, title: 'Look', targetMinutes: 5 });
          else if (each === 'wait') minutes(3);
          else if (each === 'period')
            await site.call('coordinator', 'period.open', { incidentId: id, hours: 12, objectives: [] });
          else if (open && each === 'done')
            await site.call('coordinator', 'task.done', { taskId: open.id, version: open.version });
          else if (open)
            await site.call('coordinator', 'task.skip', {
              taskId: open.id,
              version: open.version,
              reason: 'Not needed',
            });
        }
        const now = new Date(site.clock.nowMs()).toISOString();
        const snapshot = await site.call('observer', 'incident.replay', { incidentId: id, at: now });
        const byId = <T extends { readonly id: string }>(rows: readonly T[]) =>
          [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(snapshot.tasks)).toEqual(
          byId(await site.call('observer', 'task.list', { incidentId: id })),
        );
        expect(snapshot.incident).toEqual(await site.call('observer', 'incident.byId', { id }));
      }),
      { numRuns: 15 },
    );
  });
});

describe('after the incident', () => {
  test('the timeline holds target against actual, late and skipped steps are gaps', async () => {
    const late = await site.call('coordinator', 'task.add', {
      incidentId: incident.id,
      title: 'Close gate',
      targetMinutes: 10,
    });
    const skipped = await site.call('coordinator', 'task.add', {
      incidentId: incident.id,
      title: 'Move drums',
      targetMinutes: 30,
    });
    minutes(14);
    await site.call('coordinator', 'task.done', { taskId: late.id, version: late.version });
    await site.call('coordinator', 'task.skip', {
      taskId: skipped.id,
      version: skipped.version,
      reason: 'Drums were empty',
    });
    const lines = await site.call('observer', 'incident.timeline', { incidentId: incident.id });
    expect(lines[0]?.kind).toBe('declared');
    expect(lines.find((line) => line.id === late.id)).toMatchObject({ lateMinutes: 4, gap: true });
    expect(lines.find((line) => line.id === skipped.id)).toMatchObject({ kind: 'skipped', gap: true });
  });

  test('an action is done by one and verified by another; one that did not help is open again', async () => {
    const raised = await site.call('coordinator', 'action.raise', {
      incidentId: incident.id, text: 'Second float switch at pump 3', owner: 'D. Ilić', dueOn: '2026-06-20',
    }); // prettier-ignore
    const done = await site.call('coordinator', 'action.done', {
      actionId: raised.id,
      version: 1,
      note: 'Fitted',
    });
    const own = await site.refusal('coordinator', 'action.verify', {
      actionId: raised.id,
      version: 2,
      helped: true,
      note: 'Fine',
    });
    expect(own.refused).toBe('actionOwnWork');
    const reopened = await site.call('safetyOfficer', 'action.verify', {
      actionId: raised.id, version: done.version, helped: false, note: 'Sticks',
    }); // prettier-ignore
    expect(reopened.state).toBe('open');
    expect(isOverdue(reopened, '2026-06-20')).toBe(false);
    expect(isOverdue(reopened, '2026-06-21')).toBe(true);
  });
  test('an open action goes to another owner or another day with a reason; putting it off is counted', async () => {
    const raised = await site.call('coordinator', 'action.raise', {
      incidentId: incident.id, text: 'Spare seal at pump 2', owner: 'D. Ilić', dueOn: '2099-06-20',
    }); // prettier-ignore
    const to = { actionId: raised.id, owner: 'M. Petrović', dueOn: '2099-07-20', remindDays: 3 };
    const moved = await site.call('planner', 'action.change', {
      ...to,
      version: 1,
      reason: 'Seal not in stock',
    });
    expect(moved).toMatchObject({ owner: 'M. Petrović', dueOn: '2099-07-20', remindDays: 3, putOff: 1 });
    const sooner = await site.call('planner', 'action.change', {
      ...to, dueOn: '2099-07-01', version: 2, reason: 'It came',
    }); // prettier-ignore
    expect(sooner).toMatchObject({ putOff: 1, changeReason: 'It came', state: 'open' });
    const refused = async (change: object) =>
      (await site.refusal('planner', 'action.change', { ...to, version: 3, reason: 'x', ...change })).refused;
    expect(await refused({ dueOn: '2099-07-01' })).toBe('actionSame');
    expect(await refused({ dueOn: '2020-01-01' })).toBe('actionDuePast');
    expect(await refused({ version: 1 })).toBe('conflict');
    await site.call('coordinator', 'action.done', { actionId: raised.id, version: 3, note: 'Fitted' });
    expect(await refused({ version: 4 })).toBe('actionNotOpen');
    const page = await site.call('observer', 'action.page', { incidentId: incident.id, text: 'seal' });
    expect(page.rows[0]).toMatchObject({ owner: 'M. Petrović', dueOn: '2099-07-01', putOff: 1 });
  });
});

describe('closing', () => {
  test('is refused while a team is out or somebody is missing, with the list; then it goes through', async () => {
    const home = await site.call('administrator', 'place.add', {
      key: 'M-4', kind: 'muster', names: { en: 'Muster 4', srLatn: 'Zborno mesto 4', zhHans: '集合点4' },
      geometry: { type: 'Point', coordinates: [22.1, 44.07] }, attributes: { expectedCount: 16 },
    }); // prettier-ignore
    const team = await site.call('planner', 'team.add', {
      key: 'T-3', names: { en: 'Team 3', srLatn: 'Ekipa 3', zhHans: '三队' }, kind: 'flood', callSign: 'Voda 3', homePlaceId: home.id,
    }); // prettier-ignore
    const incidentId = incident.id;
    await site.call('coordinator', 'team.callOut', {
      teamIds: [team.id],
      incidentId,
      message: 'To the wall',
      placeId: home.id,
    });
    await site.call('coordinator', 'muster.count', {
      incidentId,
      placeId: home.id,
      counted: 14,
      missing: ['Ilić', 'Stanković'],
    });
    const stood = await site.call('coordinator', 'incident.standDown', {
      id: incidentId,
      version: 1,
      reason: 'River falls',
    });
    const ends = await site.call('observer', 'incident.openEnds', { id: incidentId });
    expect(ends.map(({ noun }) => noun).sort()).toEqual(['muster', 'team']);
    const close = { id: incidentId, version: stood.version, reason: 'Over' };
    expect((await site.refusal('coordinator', 'incident.close', close)).refused).toBe('incidentNotFinished');

    const out = (await site.call('observer', 'team.board', {})).teams[0]!;
    await site.call('coordinator', 'team.standDown', {
      teamId: team.id,
      version: out.version,
      reason: 'Not needed',
    });
    const [point] = await site.call('observer', 'muster.list', { incidentId });
    await site.call('coordinator', 'muster.count', {
      incidentId,
      placeId: home.id,
      counted: 16,
      missing: [],
      version: point!.muster!.version,
    });
    expect((await site.call('coordinator', 'incident.close', close)).state).toBe('closed');
  });
});
