import { implausible } from '../electron/flood/plausible.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelOf, levels, worst, type Gauge } from '../electron/flood/flood.ts';
import { newestLevels } from '../electron/flood/flood-handlers.ts';
import { siteInTemp, type TestSite } from './builders.ts';

const names = (text: string) => ({ en: text, srLatn: text, zhHans: text });
const point = { type: 'Point' as const, coordinates: [22.1, 44.07] as [number, number] };
const gauge: Gauge = {
  id: 'g',
  watchCm: 300,
  warningCm: 330,
  dangerCm: 360,
  minCm: -100,
  maxCm: 660,
  everyMinutes: 5,
  version: 1,
};
const now = '2026-06-01T06:00:00.000Z';

async function place(
  site: TestSite,
  key: string,
  kind: 'gauge' | 'floodZone' | 'pump' | 'culvert' | 'building',
): Promise<string> {
  return (await site.call('planner', 'place.add', { key, kind, names: names(key), geometry: point })).id;
}
async function river(site: TestSite): Promise<string> {
  const placeId = await place(site, 'G-07', 'gauge');
  await site.call('planner', 'flood.addGauge', { placeId, watchCm: 300, warningCm: 330, dangerCm: 360 });
  return placeId;
}

describe('what a reading says', () => {
  test.each([
    [{ levelCm: 9999 }, 'readingIsFaultCode'],
    [{ levelCm: -999.9 }, 'readingIsFaultCode'],
    [{ levelCm: 3.31 }, 'readingLooksLikeMetres'],
    [{ levelCm: 1.2 }, 'readingLooksLikeMetres'],
    [{ levelCm: 3310 }, 'readingOutOfRange'],
    [{ levelCm: 310, at: '2026-06-02T06:00:00.000Z' }, 'readingInFuture'],
    [{ levelCm: 310, at: '1970-01-01T00:00:00.000Z' }, 'readingTooOld'],
  ])('%o is refused as %s', (reading, code) => {
    expect(implausible(gauge, 'G-07', { at: now, sure: false, ...reading }, 312, now)?.refused).toBe(code);
  });

  test('a low level that is likely is taken, and an unlikely one when said twice', () => {
    expect(implausible(gauge, 'G-07', { levelCm: 3, at: now, sure: false }, 5, now)).toBeNull();
    expect(implausible(gauge, 'G-07', { levelCm: 3.45, at: now, sure: false }, 115, now)?.facts['asCm']).toBe(
      345,
    );
    expect(implausible(gauge, 'G-07', { levelCm: 3.31, at: now, sure: true }, 312, now)).toBeNull();
    expect(
      implausible(gauge, 'G-07', { levelCm: 312, at: '2026-06-01T06:01:00.000Z', sure: false }, null, now),
    ).toBeNull();
  });

  test('levels climb with the water; the worst of a zone wins', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 660, noNaN: true }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        (a, more) => {
          expect(levels.indexOf(levelOf(gauge, a + more))).toBeGreaterThanOrEqual(
            levels.indexOf(levelOf(gauge, a)),
          );
        },
      ),
    );
    expect(levelOf(gauge, 300)).toBe('watch');
    expect(levelOf(gauge, 359.9)).toBe('warning');
    expect(worst([])).toBe('unknown');
    expect(worst(['unknown', 'watch', 'danger', 'normal'])).toBe('danger');
  });
});

describe('through the door', () => {
  test('crossing a threshold raises, falling below it clears, in the same command', async () => {
    const site = siteInTemp();
    const gaugeId = await river(site);
    const read = async (levelCm: number) => {
      site.clock.advance(5 * 60_000);
      const before = site.events.length;
      const line = await site.call('coordinator', 'flood.read', { gaugeId, levelCm });
      // one command, one entry of the journal
      expect(site.events.length).toBe(before + 1);
      return line;
    };
    expect((await read(290)).level).toBe('normal');
    expect((await site.call('observer', 'alarm.open', {})).rows).toEqual([]);
    expect(await read(312)).toMatchObject({ level: 'watch', trend: { kind: 'rising', cmMin: 4.4 } });
    const [watch] = (await site.call('observer', 'alarm.open', {})).rows;
    expect(watch).toMatchObject({ source: 'gauge', sourceId: gaugeId, priority: 3, state: 'raised' });
    expect(watch?.proposes).toMatchObject({ type: 'flood', placeId: gaugeId });
    await site.call('coordinator', 'alarm.acknowledge', { ids: [watch!.id] });
    await read(338);
    // worse: the same alarm must be seen again
    expect((await site.call('observer', 'alarm.open', {})).rows).toMatchObject([
      { id: watch!.id, priority: 2, state: 'raised' },
    ]);
    await read(290);
    expect((await site.call('observer', 'alarm.open', {})).rows).toMatchObject([
      { id: watch!.id, state: 'returned' },
    ]);
    await site.call('coordinator', 'alarm.acknowledge', { ids: [watch!.id] });
    expect((await site.call('observer', 'alarm.open', {})).rows).toEqual([]);
  });

  test('a late radio reading is kept and does not turn the state round', async () => {
    const site = siteInTemp();
    const gaugeId = await river(site);
    await site.call('coordinator', 'flood.read', { gaugeId, levelCm: 340 });
    const line = await site.call('coordinator', 'flood.read', {
      gaugeId,
      levelCm: 250,
      at: '2026-06-01T05:00:00.000Z',
    });
    expect(line.level).toBe('warning');
    expect(line.recent.map(({ levelCm }) => levelCm)).toEqual([250, 340]);
    const page = await site.call('observer', 'flood.readings', {
      gaugeId,
      from: '2026-06-01T00:00:00.000Z',
      to: '2026-06-02T00:00:00.000Z',
      limit: 1,
    });
    expect(page).toMatchObject({ total: 2, rows: [{ levelCm: 250 }] });
    const next = await site.call('observer', 'flood.readings', {
      gaugeId, from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z', after: page.next ?? '', limit: 2,
    }); // prettier-ignore
    expect(next.rows).toMatchObject([{ levelCm: 340 }]);
    expect(newestLevels(site.site.reader)).toMatchObject([{ placeId: gaugeId, levelCm: 340 }]);
  });

  test('a zone is as bad as its worst gauge, by its own thresholds', async () => {
    const site = siteInTemp();
    const gaugeId = await river(site);
    const bank = await place(site, 'FZ-1', 'floodZone');
    const yard = await place(site, 'FZ-2', 'floodZone');
    await place(site, 'FZ-3', 'floodZone');
    await site.call('planner', 'flood.addZoneGauge', { zoneId: bank, gaugeId });
    await site.call('planner', 'flood.addZoneGauge', {
      zoneId: yard,
      gaugeId,
      watchCm: 330,
      warningCm: 350,
      dangerCm: 370,
    });
    await site.call('coordinator', 'flood.read', { gaugeId, levelCm: 340 });
    const board = await site.call('observer', 'flood.board', {});
    expect(board.zones.map(({ place: { key }, level }) => [key, level])).toEqual([
      ['FZ-1', 'warning'],
      ['FZ-2', 'watch'],
      ['FZ-3', 'unknown'],
    ]);
    expect((await site.refusal('planner', 'flood.addZoneGauge', { zoneId: bank, gaugeId })).refused).toBe(
      'zoneGaugeKnown',
    );
  });

  test('pumps and culverts: state, fault as an alarm, two hands on one pump', async () => {
    const site = siteInTemp();
    const pump = await place(site, 'PMP-1', 'pump');
    const first = await site.call('coordinator', 'flood.setDevice', {
      placeId: pump,
      state: 'fault',
      note: 'No power',
    });
    expect((await site.call('observer', 'alarm.open', {})).rows).toMatchObject([
      { source: 'floodDevice', priority: 2 },
    ]);
    expect(
      (await site.refusal('safetyOfficer', 'flood.setDevice', { placeId: pump, state: 'running' })).refused,
    ).toBe('conflict');
    await site.call('safetyOfficer', 'flood.setDevice', {
      placeId: pump,
      state: 'running',
      version: first.version,
    });
    expect((await site.call('observer', 'alarm.open', {})).rows).toMatchObject([{ state: 'returned' }]);
    const wrong = await site.refusal('coordinator', 'flood.setDevice', {
      placeId: pump,
      state: 'closed',
      version: 2,
    });
    expect(wrong).toMatchObject({
      refused: 'deviceStateUnknown',
      facts: { states: ['running', 'stopped', 'fault'] },
    });
    const house = await place(site, 'B-1', 'building');
    expect(
      (await site.refusal('coordinator', 'flood.setDevice', { placeId: house, state: 'running' })).refused,
    ).toBe('notAFloodDevice');
  });

  test('thresholds must climb; a gauge is a place of that kind', async () => {
    const site = siteInTemp();
    const placeId = await place(site, 'G-01', 'gauge');
    const house = await place(site, 'B-1', 'building');
    const wrong = { placeId, watchCm: 300, warningCm: 280, dangerCm: 360 };
    expect((await site.refusal('planner', 'flood.addGauge', wrong)).refused).toBe('thresholdsDoNotClimb');
    expect((await site.refusal('planner', 'flood.addGauge', { ...wrong, placeId: house })).refused).toBe(
      'notAGauge',
    );
  });

  test('a reading of an incident stands in its log', async () => {
    const site = siteInTemp();
    const gaugeId = await river(site);
    const incident = await site.call('coordinator', 'incident.declare', {
      type: 'flood',
      placeId: gaugeId,
      severity: 2,
      note: 'Water',
    });
    await site.call('coordinator', 'flood.read', { gaugeId, levelCm: 312, incidentId: incident.id });
    const log = await site.call('observer', 'log.page', { incidentId: incident.id });
    expect(log.rows.at(-1)).toMatchObject({
      kind: 'reading',
      placeId: gaugeId,
      template: { key: 'flood.log.reading' },
    });
    expect(log.rows.at(-1)?.text).toContain('312');
  });
});
