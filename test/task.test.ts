import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paceOn } from '../electron/drill/drill-clock.ts';
import { byUrgency, freeTask, lateness, type Task } from '../electron/task/task.ts';
import { siteInTemp } from './builders.ts';

const now = '2026-06-01T06:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const base = freeTask(
  {
    id: 'a',
    incidentId: 'i',
    orderNo: 1,
    title: 'Do it',
    role: null,
    position: null,
    placeId: null,
    targetMinutes: null,
  },
  'o',
  at(-60),
  paceOn(null),
);
const task: fc.Arbitrary<Task> = fc
  .record({
    orderNo: fc.integer({ min: 1, max: 50 }),
    due: fc.option(fc.integer({ min: -90, max: 90 })),
    waits: fc.boolean(),
    state: fc.constantFrom('open', 'done', 'skipped'),
  })
  .map(({ orderNo, due, waits, state }) => ({
    ...base,
    id: `t${orderNo}${due ?? 'x'}${state}`,
    orderNo,
    state: state as Task['state'],
    startedAt: waits ? null : base.startedAt,
    dueAt: waits || due === null ? null : at(due),
    endedAt: state === 'open' ? null : now,
  }));

describe('a task against its time', () => {
  test('late from the moment after, and never zero minutes late or left', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (ms) => {
        const dueAt = new Date(Date.parse(now) + ms).toISOString();
        const state = lateness({ ...base, dueAt }, now);
        expect(state.kind).toBe(ms < 0 ? 'late' : 'left');
        if ('minutes' in state) expect(state.minutes).toBe(Math.max(1, Math.round(Math.abs(ms) / 60_000)));
      }),
    );
  });
  test('waits while its condition has not come true; when done, how long it took and how late it was', () => {
    expect(lateness({ ...base, startedAt: null }, now)).toEqual({ kind: 'waits' });
    expect(lateness({ ...base, state: 'done', dueAt: at(-10), endedAt: now }, now)).toEqual({
      kind: 'done',
      minutes: 60,
      lateBy: 10,
    });
    expect(lateness({ ...base, state: 'done', dueAt: at(10), endedAt: now }, now)).toEqual({
      kind: 'done',
      minutes: 60,
      lateBy: 0,
    });
  });
  test('late ones rise to the top, then what is due next; answered ones sink; none is lost', () => {
    const rank = { late: 0, left: 1, untimed: 2, waits: 3, done: 4, skipped: 4 };
    fc.assert(
      fc.property(fc.array(task, { maxLength: 20 }), (tasks) => {
        const sorted = byUrgency(tasks, now);
        expect([...sorted].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id }) => id)).toEqual(
          [...tasks].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id }) => id),
        );
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1]!, sorted[i]!];
          const [left, right] = [rank[lateness(a, now).kind], rank[lateness(b, now).kind]];
          expect(left).toBeLessThanOrEqual(right);
          if (left === right && left < 2) expect(a.dueAt! <= b.dueAt!).toBe(true);
        }
      }),
    );
  });
});

test('what waits and could be taken now stands right below what is late', () => {
  const of = (id: string, part: Partial<Task>): Task => ({ ...base, id, ...part });
  const tasks = [
    of('due', { dueAt: at(5) }),
    of('waits', { startedAt: null }),
    of('holds', { startedAt: null }),
    of('late', { dueAt: at(-5) }),
    of('done', { state: 'done', endedAt: now }),
  ];
  const order = (holding: readonly string[]) => byUrgency(tasks, now, new Set(holding)).map(({ id }) => id);
  expect(order(['holds', 'done'])).toEqual(['late', 'holds', 'due', 'waits', 'done']);
  expect(order([])).toEqual(['late', 'due', 'holds', 'waits', 'done']);
});

describe('tasks through the door', () => {
  async function incident() {
    const site = siteInTemp();
    const { id } = await site.call('coordinator', 'incident.declare', {
      type: 'fire',
      placeId: null,
      placeText: 'Store',
      severity: 2,
      note: 'Smoke',
    });
    const added = await site.call('coordinator', 'task.add', {
      incidentId: id,
      title: 'Close the gas valve',
      role: 'Operations',
      targetMinutes: 10,
    });
    return { site, id, added };
  }
  const last = async (site: ReturnType<typeof siteInTemp>, id: string) =>
    (await site.call('observer', 'log.page', { incidentId: id })).rows.at(-1);

  test('each answer is one entry of the log, with the command in one journal entry', async () => {
    const { site, id, added } = await incident();
    expect(added.dueAt).toBe('2026-06-01T06:10:00.000Z');
    expect((await last(site, id))?.text).toBe('Task for Operations: Close the gas valve');
    const done = await site.call('hazmatKeeper', 'task.done', {
      taskId: added.id,
      version: 1,
      note: 'by hand',
    });
    expect(done).toMatchObject({
      state: 'done',
      endedByName: site.operators.hazmatKeeper.name,
      note: 'by hand',
    });
    expect((await last(site, id))?.text).toBe('Done: Close the gas valve (by hand)');
    const back = await site.call('coordinator', 'task.reopen', {
      taskId: added.id,
      version: 2,
      reason: 'it leaks',
    });
    expect(back).toMatchObject({ state: 'open', dueAt: added.dueAt, endedAt: null });
    const skipped = await site.call('coordinator', 'task.skip', {
      taskId: added.id,
      version: 3,
      reason: 'burnt down',
    });
    expect(skipped).toMatchObject({ state: 'skipped', note: 'burnt down' });
    const entry = await last(site, id);
    expect(entry).toMatchObject({ kind: 'decision', text: 'Skipped: Close the gas valve. burnt down' });
    const [line] = (await site.call('observer', 'journal.page', { limit: 1 })).rows;
    expect(line).toMatchObject({ seq: entry?.seq, name: 'task.skip', incidentId: id });
    expect(line?.rows.map(({ noun }) => noun).sort()).toEqual(['logEntry', 'task']);
  });
  test('two operators answer the same task: the second hears who was first and when, and nothing is written', async () => {
    const { site, id, added } = await incident();
    await site.call('coordinator', 'task.done', { taskId: added.id, version: 1, note: 'closed' });
    site.clock.advance(60_000);
    const entries = (await site.call('observer', 'log.page', { incidentId: id })).total;
    const refusal = await site.refusal('safetyOfficer', 'task.skip', {
      taskId: added.id,
      version: 1,
      reason: 'could not reach it',
    });
    expect(refusal).toEqual({
      refused: 'taskAlreadyDone',
      facts: { by: site.operators.coordinator.name, at: '2026-06-01T06:00:00.000Z', said: 'closed' },
    });
    expect((await site.call('observer', 'task.list', { incidentId: id }))[0]).toMatchObject({
      state: 'done',
      version: 2,
    });
    expect((await site.call('observer', 'log.page', { incidentId: id })).total).toBe(entries);
  });
  test('a task of a closed incident is not answered; an unknown one is refused', async () => {
    const { site, id, added } = await incident();
    await site.call('coordinator', 'task.done', { taskId: added.id, version: 1 });
    await site.call('coordinator', 'incident.standDown', { id, version: 1, reason: 'out' });
    await site.call('coordinator', 'incident.close', { id, version: 2, reason: 'over' });
    expect(
      (await site.refusal('coordinator', 'task.reopen', { taskId: added.id, version: 2, reason: 'x' }))
        .refused,
    ).toBe('incidentClosed');
    expect((await site.refusal('coordinator', 'task.done', { taskId: id, version: 1 })).refused).toBe(
      'unknownTask',
    );
  });
});
