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
  await page.locator('.release-zones-overlay path.protect').waitFor({ state: 'attached' });
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
        // Of these until the command was answered: the models in their thread, the write, the journal.
        commandMs: median(times.command),
        winds,
      },
    },
    {
      name: '21 the same / M, the same outlines by a bare setData on the same map, medians',
      value: median(times.drawn) / median(times.bare),
      unit: 'x',
      limit: 1,
      of: { bareMs: median(times.bare), bareP95Ms: p95(times.bare) },
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

/**
 * From the moment the wind's command is sent until the frame with the new outlines is on its way to the screen: the second
 * frame after they were put there begins only when the first has been handed over. M is measured to the same point.
 */
function turn(page: Page): Promise<{ drawn: number[]; command: number[]; bare: number[] }> {
  return page.evaluate(async (count) => {
    const map = window.shownMap as MapHandle;
    const painted = (): Promise<number> =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
      });
    const rest = (): Promise<unknown> => new Promise((done) => setTimeout(done, 400));
    const overlay = document.querySelector('.release-zones-overlay') as SVGSVGElement;
    const turned = (): Promise<void> =>
      new Promise((done) => {
        const watch = new MutationObserver(() => {
          watch.disconnect();
          done();
        });
        watch.observe(overlay, { attributes: true, attributeFilter: ['d'], subtree: true });
      });
    const loaded = (): Promise<void> =>
      new Promise((done) => {
        const hear = (event: { sourceId?: string; isSourceLoaded?: boolean }): void => {
          if (event.sourceId !== 'bare' || event.isSourceLoaded !== true) return;
          map.off('sourcedata', hear);
          done();
        };
        map.on('sourcedata', hear);
      });
    const outlines = async (): Promise<unknown> => {
      const result = await window.tocsin.invoke('incident.page', { states: ['running'], limit: 1 });
      const rows = result.ok ? (result.value as { rows: { id: string }[] }).rows : [];
      const zones = await window.tocsin.invoke('release.zones', { incidentId: rows[0]?.id });
      const shapes = zones.ok ? (zones.value as { picture: { shapes: { ring: unknown[] }[] } }[]) : [];
      return {
        type: 'FeatureCollection',
        features: shapes.flatMap(({ picture }) =>
          picture.shapes.map(({ ring }) => ({
            type: 'Feature',
            properties: {},
            geometry: { type: 'Polygon', coordinates: [ring] },
          })),
        ),
      };
    };
    const drawn: number[] = [];
    const command: number[] = [];
    for (let n = 0; n < count; n += 1) {
      await rest();
      const shown = turned();
      const start = performance.now();
      const answered = window.tocsin.invoke('weather.observe', { fromDegrees: (n * 37) % 360, speedMs: 3 });
      void answered.then(() => command.push(performance.now() - start));
      await shown;
      drawn.push((await painted()) - start);
      const result = await answered;
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    }
    map.addSource('bare', { type: 'geojson', data: await outlines() });
    map.addLayer({ id: 'bare-fill', type: 'fill', source: 'bare', paint: { 'fill-opacity': 0.1 } });
    map.addLayer({ id: 'bare-line', type: 'line', source: 'bare' });
    const bare: number[] = [];
    for (let n = 0; n < count; n += 1) {
      await rest();
      const data = await outlines();
      const again = loaded();
      const from = performance.now();
      map.getSource('bare').setData(data);
      await again;
      bare.push((await painted()) - from);
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
