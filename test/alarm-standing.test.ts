import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newAlarm, type Alarm, type Priority } from '../electron/alarm/alarm.ts';
import { compareAlarms, fromStored, grouped } from '../electron/alarm/alarm-list.ts';
import { afterHold, breaksShelf, longestShelfMinutes, standingOf } from '../electron/alarm/hold.ts';
import { performanceOf, type AlarmEvent, type AlarmEventKind } from '../electron/alarm/performance.ts';
import { siteInTemp } from './builders.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 5, 1) + second * 1000).toISOString();
const event = (second: number, kind: AlarmEventKind, sourceId = 'g', priority: Priority = 3): AlarmEvent => ({
  id: `${second}-${kind}-${sourceId}`, at: at(second), kind, source: 'point', sourceId, topic: 'high', priority, placeId: null,
}); // prettier-ignore
const hour = 3600;

async function withAlarm(priority: Priority) {
  const site = siteInTemp();
  const alarm = await site.call('coordinator', 'alarm.raise', { priority, cause: 'Pump 3 hot' });
  const list = () => site.call('observer', 'alarm.open', {});
  const shelve = (minutes: number) =>
    site.call('coordinator', 'alarm.shelve', {
      alarmId: alarm.id,
      minutes,
      reason: 'bearing is being changed',
    });
  return { site, alarm, list, shelve };
}

describe('an alarm held back', () => {
  test('leaves the list and the sound, is still counted, and comes back by itself to be seen anew', async () => {
    const { site, alarm, list, shelve } = await withAlarm(2);
    await site.call('coordinator', 'alarm.acknowledge', { ids: [alarm.id] });
    const hold = await shelve(30);
    expect(hold).toMatchObject({ kind: 'shelved', priority: 2, until: expect.any(String) });
    expect(await list()).toMatchObject({ rows: [], held: 1, sounds: null });
    expect((await site.call('observer', 'alarm.held', {})).rows).toHaveLength(1);
    site.clock.advance(31 * 60_000);
    await site.call('administrator', 'alarm.settle', {});
    expect(await list()).toMatchObject({ rows: [{ id: alarm.id, state: 'raised' }], held: 0, sounds: 2 });
    expect((await site.refusal('administrator', 'alarm.settle', {})).refused).toBe('nothingToSettle');
  });

  test('is shown again when the shelf ends even before the program has written it down', async () => {
    const { site, list, shelve } = await withAlarm(3);
    await shelve(10);
    site.clock.advance(10 * 60_000);
    expect(await list()).toMatchObject({ rows: [{ state: 'raised' }], held: 0, sounds: 3 });
  });

  test('the more urgent, the shorter the shelf', async () => {
    for (const priority of [1, 2, 3] as const) {
      const { site, alarm } = await withAlarm(priority);
      const longest = longestShelfMinutes[priority];
      const given = { alarmId: alarm.id, reason: 'known', minutes: longest + 1 };
      expect((await site.refusal('coordinator', 'alarm.shelve', given)).refused).toBe('shelfTooLong');
      await site.call('coordinator', 'alarm.shelve', { ...given, minutes: longest });
      const again = await site.refusal('coordinator', 'alarm.shelve', { ...given, minutes: 1 });
      expect(again.refused).toBe('unknownAlarm');
    }
  });

  test('put back by hand it is announced; a second hand hears who was first', async () => {
    const { site, list, shelve } = await withAlarm(3);
    const hold = await shelve(60);
    await site.call('safetyOfficer', 'alarm.release', { holdId: hold.id, version: 1 });
    expect((await list()).sounds).toBe(3);
    const second = await site.refusal('coordinator', 'alarm.release', { holdId: hold.id, version: 1 });
    expect(second).toMatchObject({ refused: 'alarmNotHeld', facts: { by: 'safetyOfficer' } });
  });

  test('out of service needs one who leads, has no end of its own, and an observer may touch nothing', async () => {
    const { site, alarm, list } = await withAlarm(1);
    const given = { alarmId: alarm.id, reason: 'sensor is being calibrated' };
    expect((await site.refusal('observer', 'alarm.takeOutOfService', given)).refused).toBe('wrongRole');
    const hold = await site.call('safetyOfficer', 'alarm.takeOutOfService', given);
    site.clock.advance(40 * 24 * hour * 1000);
    expect(await list()).toMatchObject({ rows: [], held: 1 });
    await site.call('coordinator', 'alarm.release', { holdId: hold.id, version: hold.version });
    expect(await list()).toMatchObject({ rows: [{ state: 'raised' }], held: 0 });
  });

  test('a gauge that climbs beyond what was shelved is announced at once; back to normal under a shelf asks nobody', async () => {
    const site = siteInTemp();
    const place = await site.call('administrator', 'place.add', {
      key: 'G-1', kind: 'gauge', names: { en: 'River', srLatn: 'Reka', zhHans: '河' },
      geometry: { type: 'Point', coordinates: [22.1, 44.07] },
    } as never); // prettier-ignore
    await site.call('administrator', 'flood.addGauge', {
      placeId: place.id, watchCm: 200, warningCm: 300, dangerCm: 400,
    }); // prettier-ignore
    const read = (levelCm: number) =>
      site.call('coordinator', 'flood.read', { gaugeId: place.id, levelCm, sure: true });
    const list = () => site.call('observer', 'alarm.open', {});
    await read(210);
    const alarmId = (await list()).rows[0]!.id;
    await site.call('coordinator', 'alarm.shelve', { alarmId, minutes: 60, reason: 'known' });
    site.clock.advance(60_000);
    await read(220);
    expect(await list()).toMatchObject({ rows: [], held: 1 });
    site.clock.advance(60_000);
    await read(310);
    expect(await list()).toMatchObject({ rows: [{ priority: 2, state: 'raised' }], held: 0, sounds: 2 });
    await site.call('coordinator', 'alarm.shelve', { alarmId, minutes: 60, reason: 'being watched' });
    site.clock.advance(60_000);
    await read(100);
    expect(await list()).toMatchObject({ rows: [], held: 0, sounds: null });
  });

  test('the seven states of ISA-18.2 follow from the alarm and its hold, and only legal ones come out of a hold', () => {
    const trouble = {
      source: 'point', sourceId: 'p', topic: 'high', placeId: null, priority: 2 as const, cause: 'x', action: null, incidentType: null,
    }; // prettier-ignore
    const states = fc.constantFrom<Alarm['state']>('raised', 'acknowledged', 'returned', 'cleared');
    fc.assert(
      fc.property(states, (state) => {
        const alarm: Alarm = { ...newAlarm(trouble, 'a', 'o', at(0)), state };
        const after = afterHold(alarm, at(60));
        const now = standingOf(after ?? alarm, undefined, at(60));
        // Still wrong: announced. Gone meanwhile: nobody has to see what nobody was told of.
        expect(now).toBe(state === 'raised' || state === 'acknowledged' ? 'unacknowledged' : 'normal');
      }),
    );
    const hold = {
      id: 'h', source: 'point', sourceId: 'p', topic: 'high', kind: 'suppressed' as const, label: 'x', priority: 2 as const,
      reason: 'r', since: at(0), by: 'o', byName: 'O', until: null, endedAt: null, endedBy: null, endedByName: null,
      endReason: null, version: 1,
    }; // prettier-ignore
    expect(standingOf({ state: 'raised' }, hold, at(1))).toBe('suppressedByDesign');
    expect(breaksShelf(hold, 1)).toBe(false);
    expect(breaksShelf({ ...hold, kind: 'shelved' }, 1)).toBe(true);
    expect(breaksShelf({ ...hold, kind: 'shelved' }, 2)).toBe(false);
  });
});

describe('how well the alarms serve', () => {
  /** A shift worked out by hand: 12 in six minutes, a chattering level, one that stands, one fleeting. */
  test('the figures of a shift worked out by hand', () => {
    const burst = Array.from({ length: 12 }, (_, i) => event(hour + i * 30, 'announced', `b${i}`, 2));
    const answered = burst.slice(0, 6).map((one, i) => ({
      ...event(hour + 120 + i * 60, 'acknowledged', `b${i}`, 2),
      at: at(hour + i * 30 + 120),
    }));
    const chatter = [0, 20, 40].flatMap((s) => [
      event(4 * hour + s, 'announced', 'level'),
      event(4 * hour + s + 5, 'returned', 'level'),
    ]);
    const stands = event(-30 * hour, 'announced', 'old', 1);
    const events = [stands, ...[...burst, ...answered, ...chatter].sort((a, b) => (a.at < b.at ? -1 : 1))];
    const found = performanceOf(events, at(0), at(12 * hour));
    expect(found.announced).toBe(15);
    expect(found.spans).toHaveLength(72);
    expect(found.spans[6]).toBe(12);
    expect(found.peakPerSpan).toBe(12);
    expect(found.averagePerSpan).toBeCloseTo(15 / 72, 10);
    expect(found.crowdedShare).toBeCloseTo(1 / 72, 10);
    // The eleventh within ten minutes comes at 1:05:00; the fifth newest (1:03:30) leaves the window at 1:13:30.
    expect(found.floods).toEqual([{ from: at(hour + 300), to: at(hour + 210 + 600), count: 12, peak: 12 }]);
    expect(found.floodShare).toBeCloseTo(510 / (12 * hour), 10);
    expect(found.topTen[0]).toMatchObject({ sourceId: 'level', count: 3, share: 3 / 15 });
    expect(found.topTenShare).toBeCloseTo((3 + 9) / 15, 10);
    expect(found.chattering).toMatchObject([{ sourceId: 'level', count: 3 }]);
    expect(found.fleeting).toBe(3);
    expect(found.split).toEqual({ 1: 0, 2: 12 / 15, 3: 3 / 15 });
    expect(found.standing).toBe(13);
    expect(found.stale).toMatchObject([{ sourceId: 'old' }]);
    expect(found.answer).toEqual({
      1: null,
      2: { median: 2, p95: 2, never: 6 },
      3: { median: 0, p95: 0, never: 3 },
    });
  });

  test('floods against a count in every second of the period', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, (all) => {
        let second = 0;
        const times = all.map((gap) => (second += gap));
        const end = second + 700;
        const found = performanceOf(
          times.map((time, i) => event(time, 'announced', `p${i}`)),
          at(0),
          at(end),
        );
        const floods: { from: number; to: number | null }[] = [];
        for (let now = 0; now < end; now += 1) {
          const within = times.filter((time) => time > now - 600 && time <= now).length;
          const last = floods.at(-1);
          const inFlood = last !== undefined && last.to === null;
          if (inFlood && within < 5) last.to = now;
          else if (!inFlood && within > 10) floods.push({ from: now, to: null });
        }
        expect(found.floods.map(({ from, to }) => ({ from, to }))).toEqual(
          floods.map(({ from, to }) => ({ from: at(from), to: to === null ? null : at(to) })),
        );
        expect(found.spans.reduce((sum, n) => sum + n, 0)).toBe(found.announced);
      }),
      { numRuns: 60 },
    );
  });

  test('what was told through the door is what is counted', async () => {
    const site = siteInTemp();
    const from = new Date(site.clock.nowMs()).toISOString();
    for (let n = 0; n < 12; n += 1) {
      const { id } = await site.call('coordinator', 'alarm.raise', {
        priority: n === 0 ? 1 : 3,
        cause: `Point ${n}`,
      });
      if (n < 4) {
        site.clock.advance(30_000);
        await site.call('coordinator', 'alarm.acknowledge', { ids: [id] });
      }
    }
    site.clock.advance(1000);
    const to = new Date(site.clock.nowMs()).toISOString();
    const report = await site.call('observer', 'alarm.performance', { from, to });
    expect(report).toMatchObject({
      announced: 12,
      standing: 12,
      split: { 1: 1 / 12, 3: 11 / 12 },
      answer: { 1: { median: 0.5, never: 0 }, 3: { median: 0.5, never: 8 } },
    });
    expect(Object.values(report.labels)).toContain('Point 0');
    expect((await site.refusal('observer', 'alarm.performance', { from: to, to: from })).refused).toBe(
      'spanEmpty',
    );
  });
});

describe('more alarms than one person can take', () => {
  const made = fc.array(
    fc.record({
      id: fc.uuid(),
      priority: fc.constantFrom<Priority>(1, 2, 3),
      state: fc.constantFrom<Alarm['state']>('raised', 'acknowledged', 'returned'),
      second: fc.integer({ min: 0, max: 1200 }),
      source: fc.constantFrom('gauge', 'point', 'hand'),
      topic: fc.constantFrom('level', 'silent'),
      under: fc.option(fc.nat(40)),
    }),
    { maxLength: 60 },
  );

  test('nothing leaves the list, heads come before theirs, and only those of a kind or of one cause stand under one', () => {
    fc.assert(
      fc.property(made, (given) => {
        const rows = given.map(({ under, second, ...one }, i) => {
          const alarm = newAlarm(
            { ...one, sourceId: String(i), placeId: null, cause: 'x', action: null, incidentType: null },
            one.id,
            'o',
            at(second),
          );
          return fromStored({
            ...alarm,
            state: one.state,
            underId: under === null ? null : (given[under]?.id ?? null),
          })!;
        });
        const { rows: list, flood } = grouped(rows, at(1200));
        expect(list.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
        expect(flood).toBe(rows.filter(({ raisedAt }) => raisedAt > at(600)).length > 10);
        const byId = new Map(rows.map((row) => [row.id, row]));
        let head: string | null = null;
        for (const row of list) {
          if (row.headId === null) head = row.id;
          else {
            expect(row.headId).toBe(head);
            const own = byId.get(row.id)!;
            const top = byId.get(row.headId)!;
            if (own.headId === null) {
              expect(flood && !own.byHand).toBe(true);
              expect(`${own.source} ${own.topic}`).not.toBe('');
              expect(top.id).not.toBe(own.id);
            }
          }
        }
        for (const row of list) expect(row.below).toBe(list.filter(({ headId }) => headId === row.id).length);
        const firsts = list.filter(({ headId }) => headId === null);
        // The most urgent unseen alarm is in the first block.
        const urgent = [...rows].sort(compareAlarms)[0];
        if (urgent) {
          const shown = list.find(({ id }) => id === urgent.id)!;
          expect(shown.headId ?? shown.id).toBe(firsts[0]!.id);
        }
      }),
    );
  });

  test('a ring of causes hides nobody', () => {
    const ring = ['a', 'b'].map((id, i) =>
      fromStored({
        ...newAlarm(
          {
            source: 's',
            sourceId: id,
            topic: 't',
            placeId: null,
            priority: 3,
            cause: 'x',
            action: null,
            incidentType: null,
          },
          id,
          'o',
          at(i),
        ),
        underId: id === 'a' ? 'b' : 'a',
      })!,
    );
    expect(grouped(ring, at(60)).rows.map(({ headId }) => headId)).toEqual([null, null]);
  });
});
