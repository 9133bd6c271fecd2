import type { Page } from '@playwright/test';
import { kgM3OfPpm } from '../../electron/hazard/physics.ts';
import { assess, doseAt } from '../../electron/release/picture.ts';
import { declareReleaseInput } from '../../electron/release/release.ts';
import { takeMap, type MapHandle } from '../map-handle.ts';
import { median, p95, type Measure } from './measure.ts';
import { call, openTocsin, settled, signIn, type Bench } from './windows.ts';

const winds = 30;
const points = 10_000;
const minutes = 60;

/** Bar 21: from a new wind to the zone drawn, on a site of 10,000 features; and a grid of doses, by itself. */
export async function measureRelease(bench: Bench): Promise<Measure[]> {
  const { app, page } = await openTocsin(bench, bench.mapSite);
  await signIn(page, 'Petrović');
  await settled(page, bench.mapSite);
  await call(page, 'weather.observe', { fromDegrees: 200, speedMs: 3 });
  const { id: incidentId } = await call<{ id: string }>(page, 'incident.declare', {
    type: 'chemicalRelease',
    placeId: null,
    severity: 3,
    note: 'Gas',
  });
  await call(page, 'release.declare', {
    incidentId,
    un: '1079',
    placeId: null,
    longitude: 22.1,
    latitude: 44.07,
    source: { kind: 'direct', rateKgS: 2, minutes: 30 },
  });
  await page.evaluate(() => void (location.hash = '#/map'));
  await page.locator('.site-map[data-ready="true"]').first().waitFor();
  await takeMap(page);
  await page.waitForTimeout(3_000);
  const times = await turn(page);
  await app.close();
  const gridMs = doseGrid();
  return [
    {
      name: '21 new wind to the threat zone drawn, 10,000 features, p95',
      value: p95(times.drawn),
      unit: 'ms',
      limit: 100,
      of: {
        medianMs: median(times.drawn),
        commandMs: median(times.command),
        // What the map alone takes for the same shapes: the rest is the wind, the models and the way between them.
        bareMs: median(times.bare),
        bareP95Ms: p95(times.bare),
        winds,
      },
    },
    {
      name: `21 dose outdoors and indoors at ${points} points over ${minutes} minutes, in its thread`,
      value: gridMs,
      unit: 'ms',
      limit: null,
      of: { points, minutes },
    },
  ];
}

/** From the moment the wind's command is sent until the map has drawn a frame with the new zones. */
function turn(page: Page): Promise<{ drawn: number[]; command: number[]; bare: number[] }> {
  return page.evaluate(async (count) => {
    const map = window.shownMap as MapHandle;
    const loaded = (): Promise<number> =>
      new Promise((done) => {
        const hear = (event: { sourceId?: string; isSourceLoaded?: boolean }): void => {
          if (event.sourceId !== 'release' || event.isSourceLoaded !== true) return;
          map.off('sourcedata', hear);
          requestAnimationFrame(() => done(performance.now()));
        };
        map.on('sourcedata', hear);
      });
    const drawn: number[] = [];
    const command: number[] = [];
    const bare: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const shown = loaded();
      const start = performance.now();
      const result = await window.tocsin.invoke('weather.observe', {
        fromDegrees: (n * 37) % 360,
        speedMs: 3,
      });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      command.push(performance.now() - start);
      drawn.push((await shown) - start);
      await new Promise((done) => setTimeout(done, 250));
      const source = map.getSource('release');
      const again = loaded();
      const from = performance.now();
      source.setData(structuredClone(source._data));
      bare.push((await again) - from);
      await new Promise((done) => setTimeout(done, 250));
    }
    return { drawn, command, bare };
  }, winds);
}

/** Doses on a grid of 5 km by 2 km, in ms; the median of three. */
function doseGrid(): number {
  const id = '01900000-0000-7000-8000-000000000001';
  const at = '2026-06-01T23:00:00.000Z';
  const { un, source, setting } = declareReleaseInput.parse({
    incidentId: id,
    un: '1079',
    placeId: null,
    source: { kind: 'direct', rateKgS: 2, minutes: 30 },
  });
  const release = {
    ...{
      id,
      incidentId: id,
      un,
      source,
      setting,
      placeId: null,
      longitude: 22.1,
      latitude: 44.07,
      startedAt: at,
    },
    ...{ endedAt: null, endReason: null, tasksMadeAt: null, declaredBy: id, version: 1 },
  };
  const wind = {
    ...{ id, at, fromDegrees: 270, speedMs: 3, gustMs: null, temperatureC: 12, source: 'hand' as const },
    ...{ recordedAt: at, by: id, byName: '' },
  };
  const { cloud } = assess(release, wind, at);
  if (!cloud) throw new Error('no cloud to measure');
  const perPpm = kgM3OfPpm(1, 64.06, 285.15);
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    for (let n = 0; n < points; n += 1)
      doseAt(cloud, perPpm, 50 * (1 + (n % 100)), 20 * (Math.floor(n / 100) - 50), minutes);
    return performance.now() - start;
  });
  return median(times);
}
