import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acknowledge,
  again,
  newAlarm,
  returnToNormal,
  type Alarm,
  type Priority,
  type Trouble,
} from '../electron/alarm/alarm.ts';
import {
  compareAlarms,
  fromStored,
  heldOrder,
  lateTaskAlarms,
  mergeAlarms,
  seenId,
} from '../electron/alarm/alarm-list.ts';
import { openDoor, type Seat } from '../electron/door.ts';
import { handlers } from '../electron/handlers.ts';
import { isRefusal } from '../electron/refusal.ts';
import { siteInTemp } from './builders.ts';

const by = { id: 'o', name: 'Petrović' };
const at = (minute: number): string => new Date(Date.UTC(2026, 5, 1, 6, minute)).toISOString();
const trouble = (priority: Priority): Trouble => ({
  source: 'gauge', sourceId: 'g', topic: 'level', placeId: null, priority, cause: 'over', action: null, incidentType: 'flood',
}); // prettier-ignore

type Step =
  | { readonly kind: 'raise'; readonly priority: Priority }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'return' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('raise' as const), priority: fc.constantFrom<Priority>(1, 2, 3) }),
  fc.record({ kind: fc.constant('acknowledge' as const) }),
  fc.record({ kind: fc.constant('return' as const) }),
);
const legal: Record<Alarm['state'], readonly Alarm['state'][]> = {
  raised: ['raised', 'acknowledged', 'returned'],
  acknowledged: ['acknowledged', 'raised', 'cleared'],
  returned: ['returned', 'raised', 'cleared'],
  cleared: ['cleared'],
};

describe('the life of an alarm', () => {
  test('only legal transitions, and nothing that was not seen is ever over', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let alarm = newAlarm(trouble(3), 'a', by.id, at(0));
        steps.forEach((each, index) => {
          const before = alarm;
          if (before.state === 'cleared') return;
          const now = at(index + 1);
          if (each.kind === 'raise') alarm = again(alarm, trouble(each.priority), by.id, now) ?? alarm;
          if (each.kind === 'return') alarm = returnToNormal(alarm, now) ?? alarm;
          if (each.kind === 'acknowledge') {
            const after = acknowledge(alarm, by, now);
            if (!isRefusal(after)) alarm = after;
            else expect(before.state).toBe('acknowledged');
          }
          expect(legal[before.state]).toContain(alarm.state);
          if (alarm !== before) expect(alarm.version).toBe(before.version + 1);
          // Worse than before must be seen anew.
          if (each.kind === 'raise' && each.priority < before.priority) expect(alarm.state).toBe('raised');
          if (alarm.state === 'cleared') expect(alarm.acknowledgedBy).toBe(by.id);
        });
      }),
    );
  });

  test('better but still wrong stays as seen as it was', () => {
    const seen = acknowledge(newAlarm(trouble(1), 'a', by.id, at(0)), by, at(1)) as Alarm;
    expect(again(seen, trouble(2), by.id, at(2))).toMatchObject({ state: 'acknowledged', priority: 2 });
    expect(again(seen, trouble(1), by.id, at(2))).toBeNull();
  });
});

describe('the list', () => {
  const alarms = fc.array(
    fc.record({
      id: fc.uuid(),
      priority: fc.constantFrom<Priority>(1, 2, 3),
      state: fc.constantFrom<Alarm['state']>('raised', 'acknowledged', 'returned', 'cleared'),
      minute: fc.integer({ min: 0, max: 59 }),
    }),
    { maxLength: 60 },
  );
  const build = (given: {
    id: string;
    priority: Priority;
    state: Alarm['state'];
    minute: number;
  }): Alarm => ({
    ...newAlarm(trouble(given.priority), given.id, by.id, at(given.minute)),
    state: given.state,
  });

  test('counts all, shows the limit, sounds the most urgent unseen one', () => {
    fc.assert(
      fc.property(alarms, fc.integer({ min: 1, max: 20 }), (given, limit) => {
        const list = mergeAlarms(given.map(build), [], new Map(), limit, at(60));
        const open = given.filter(({ state }) => state !== 'cleared');
        expect(list.rows.length).toBe(Math.min(limit, open.length));
        for (const priority of [1, 2, 3] as const)
          expect(list.counts[priority]).toBe(open.filter((alarm) => alarm.priority === priority).length);
        const unseen = open.filter(({ state }) => state !== 'acknowledged').map(({ priority }) => priority);
        expect(list.sounds).toBe(unseen.length === 0 ? null : Math.min(...unseen));
        if (list.sounds !== null) expect(list.rows[0]?.state).not.toBe('acknowledged');
        for (const [index, row] of list.rows.entries())
          if (index > 0) expect(compareAlarms(list.rows[index - 1]!, row)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('lines under the hand stay where they are; new ones come below', () => {
    fc.assert(
      fc.property(alarms, fc.func(fc.boolean()), (given, wasShown) => {
        const rows = given.map(build).flatMap((alarm) => fromStored(alarm) ?? []);
        const shown = rows
          .filter((row) => wasShown(row.id))
          .map((row) => row.id)
          .reverse();
        const held = heldOrder(shown, rows);
        expect(held.map((row) => row.id).slice(0, shown.length)).toEqual(shown);
        expect(new Set(held)).toEqual(new Set(rows));
      }),
    );
  });

  test('a late task is an alarm until it is done; a later lateness must be seen again', () => {
    const task = {
      id: 't',
      incidentId: 'i',
      placeId: null,
      title: 'Headcount',
      dueAt: at(5),
      startedAt: at(0),
      state: 'open',
    };
    expect(lateTaskAlarms([task], at(5))).toEqual([]);
    const [late] = lateTaskAlarms([task], at(6));
    expect(late).toMatchObject({ priority: 3, since: at(5), incidentId: 'i' });
    expect(lateTaskAlarms([task], at(15))[0]?.priority).toBe(2);
    expect(lateTaskAlarms([{ ...task, state: 'done' }], at(15))).toEqual([]);
    const seen = new Map([[seenId(late!), { id: seenId(late!), at: at(7), by: 'o', byName: 'Petrović' }]]);
    expect(mergeAlarms([], [late!], seen, 10, at(60))).toMatchObject({
      sounds: null,
      rows: [{ state: 'acknowledged' }],
    });
    expect(mergeAlarms([], [{ ...late!, since: at(9) }], seen, 10, at(60)).sounds).toBe(3);
  });
});

describe('through the door', () => {
  test('raise, acknowledge, clear; the second to acknowledge hears who was first', async () => {
    const site = siteInTemp();
    const raised = await site.call('coordinator', 'alarm.raise', {
      priority: 1,
      cause: 'Smoke at the smelter',
      incidentType: 'fire',
    });
    const open = await site.call('observer', 'alarm.open', {});
    expect(open).toMatchObject({ counts: { 1: 1, 2: 0, 3: 0 }, sounds: 1 });
    expect(open.rows[0]?.proposes).toMatchObject({
      type: 'fire',
      placeId: null,
      cause: 'Smoke at the smelter',
      priority: 1,
    });
    await site.call('safetyOfficer', 'alarm.acknowledge', { ids: [raised.id] });
    expect((await site.call('observer', 'alarm.open', {})).sounds).toBeNull();
    const second = await site.refusal('coordinator', 'alarm.acknowledge', { ids: [raised.id] });
    expect(second).toMatchObject({ refused: 'alarmAlreadyAcknowledged', facts: { by: 'safetyOfficer' } });
    expect((await site.refusal('observer', 'alarm.acknowledge', { ids: [raised.id] })).refused).toBe(
      'wrongRole',
    );
    const cleared = await site.call('coordinator', 'alarm.clear', {
      id: raised.id,
      reason: 'Steam, not smoke',
    });
    expect(cleared.state).toBe('cleared');
    expect((await site.call('observer', 'alarm.open', {})).rows).toEqual([]);
    expect((await site.call('observer', 'alarm.page', {})).rows).toHaveLength(1);
    expect((await site.refusal('coordinator', 'alarm.acknowledge', { ids: ['no.such@alarm'] })).refused).toBe(
      'unknownAlarm',
    );
  });

  test('an empty and a locked seat still see alarms, and cannot touch them', async () => {
    const site = siteInTemp();
    const { id } = await site.call('coordinator', 'alarm.raise', { priority: 2, cause: 'Gas smell' });
    const door = openDoor(site.site, handlers);
    const empty: Seat = { id: 's', state: { kind: 'empty' } };
    const locked: Seat = {
      id: 's',
      state: { kind: 'locked', operator: site.operators.coordinator, since: at(0) },
    };
    for (const seat of [empty, locked]) {
      expect(await door.dispatch(seat, 'alarm.open', {})).toMatchObject({ ok: true, value: { sounds: 2 } });
      expect(await door.dispatch(seat, 'weather.now', {})).toMatchObject({ ok: true, value: null });
      expect((await door.dispatch(seat, 'alarm.acknowledge', { ids: [id] })).ok).toBe(false);
    }
  });

  test('a late task and its acknowledgement', async () => {
    const site = siteInTemp();
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: null,
      placeText: 'river',
      severity: 2,
      note: 'Water',
    });
    await site.call('coordinator', 'task.add', {
      incidentId: incident.id,
      title: 'Close the gate',
      targetMinutes: 10,
    });
    expect((await site.call('observer', 'alarm.open', {})).rows).toEqual([]);
    site.clock.advance(12 * 60_000);
    const [late] = (await site.call('observer', 'alarm.open', {})).rows;
    expect(late).toMatchObject({ source: 'task', incidentId: incident.id, state: 'raised', priority: 3 });
    await site.call('coordinator', 'alarm.acknowledge', { ids: [late!.id] });
    expect((await site.call('observer', 'alarm.open', {})).rows[0]).toMatchObject({
      state: 'acknowledged',
      acknowledgedByName: 'coordinator',
    });
    const history = await site.call('observer', 'journal.history', {
      noun: 'alarmSeen',
      id: late!.id.slice(0, 80),
    });
    expect(history.length).toBeGreaterThanOrEqual(0);
  });

  test('a thousand alarms: none lost, the most urgent first', async () => {
    const site = siteInTemp();
    for (let n = 0; n < 1000; n += 1)
      await site.call('coordinator', 'alarm.raise', {
        priority: n === 500 ? 1 : n % 2 === 0 ? 2 : 3,
        cause: `Point ${n}`,
      });
    const list = await site.call('observer', 'alarm.open', {});
    expect(list.counts).toEqual({ 1: 1, 2: 499, 3: 500 });
    expect(list.rows[0]?.cause).toBe('Point 500');
    expect(list.rows).toHaveLength(200);
    let after: string | undefined;
    let seen = 0;
    do {
      const page = await site.call('observer', 'alarm.page', { after, limit: 200 });
      seen += page.rows.length;
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toBe(1000);
  });
});
