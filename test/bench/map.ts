import type { Page } from '@playwright/test';
import { takeMap, type MapHandle } from '../map-handle.ts';
import { median, p95, type Measure } from './measure.ts';
import { call, openTocsin, settled, signIn, type Bench } from './windows.ts';

const frames = 240;
const updates = 40;

/** Bar 20: frames while the map is moved, with 10,000 features and with an empty style (M); one feature's update. */
export async function measureMap(bench: Bench): Promise<Measure[]> {
  const { app, page } = await openTocsin(bench, bench.mapSite);
  await signIn(page, 'Petrović');
  await settled(page, bench.mapSite);
  await page.evaluate(() => void (location.hash = '#/map'));
  await page.locator('.site-map[data-ready="true"]').first().waitFor();
  await takeMap(page);
  await page.waitForTimeout(3_000);
  const features = await page.evaluate(() =>
    Object.keys(window.shownMap?.getStyle().sources ?? {}).reduce(
      (sum, name) => sum + (window.shownMap?.getSource(name)._data.features?.length ?? 0),
      0,
    ),
  );
  const update = await measureUpdate(page);
  const full = await move(page);
  await page.evaluate(() => {
    const map = window.shownMap as MapHandle;
    const { layers, sources } = map.getStyle();
    for (const { id } of layers) map.removeLayer(id);
    for (const id of Object.keys(sources)) map.removeSource(id);
  });
  await page.waitForTimeout(1_000);
  const empty = await move(page);
  await app.close();
  const of = {
    features,
    fullMs: p95(full),
    emptyMs: p95(empty),
    fullMedianMs: median(full),
    emptyMedianMs: median(empty),
  };
  const updateOf = {
    updateMs: median(update.through),
    bareMs: median(update.bare),
    commandMs: median(update.command),
  };
  return [
    {
      name: '20 frame while the map moves, 10,000 features, p95 / M',
      value: of.fullMs / of.emptyMs,
      unit: 'x',
      limit: 2,
      of,
    },
    {
      name: "20 one feature's update on the map / bare setData",
      value: updateOf.updateMs / updateOf.bareMs,
      unit: 'x',
      limit: 2,
      of: updateOf,
    },
  ];
}

/** Moves and zooms the map with every frame; ms between frames. */
function move(page: Page): Promise<number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((done) => {
        const map = window.shownMap as MapHandle;
        const { lng, lat } = map.getCenter();
        const times: number[] = [];
        let last = performance.now();
        const frame = (n: number): void => {
          const now = performance.now();
          if (n > 20) times.push(now - last);
          last = now;
          if (times.length >= count) {
            map.jumpTo({ center: [lng, lat] });
            done(times);
            return;
          }
          const turn = n / 30;
          map.jumpTo({
            center: [lng + 0.006 * Math.sin(turn), lat + 0.004 * Math.cos(turn)],
            zoom: 14 + 0.6 * Math.sin(turn / 2),
          });
          requestAnimationFrame(() => frame(n + 1));
        };
        requestAnimationFrame(() => frame(0));
      }),
    frames,
  );
}

/**
 * A team moves: from the moment its command is answered until the map has its source's new data, against setData of the
 * same data on the same map. The command itself is bar 15's business.
 */
async function measureUpdate(page: Page): Promise<{ through: number[]; bare: number[]; command: number[] }> {
  const { teams } = await call<{ teams: { id: string; version: number }[] }>(page, 'team.board', {});
  const team = teams[0];
  if (!team) throw new Error('the site has no team');
  return page.evaluate(
    async ([teamId, version, count]) => {
      const map = window.shownMap as MapHandle;
      const loaded = (): Promise<number> =>
        new Promise((done) => {
          const hear = (event: { sourceId?: string; isSourceLoaded?: boolean }): void => {
            if (event.sourceId !== 'teams' || event.isSourceLoaded !== true) return;
            map.off('sourcedata', hear);
            done(performance.now());
          };
          map.on('sourcedata', hear);
        });
      const rest = (): Promise<unknown> => new Promise((done) => setTimeout(done, 120));
      const through: number[] = [];
      const bare: number[] = [];
      const command: number[] = [];
      let seen = version as number;
      for (let n = 0; n < (count as number); n += 1) {
        const drawn = loaded();
        const start = performance.now();
        const result = await window.tocsin.invoke('team.setStatus', {
          teamId,
          version: seen,
          status: 'enRoute',
          longitude: 22.1 + n / 10_000,
          latitude: 44.07,
        });
        if (!result.ok) throw new Error(JSON.stringify(result.refusal));
        seen = (result.value as { version: number }).version;
        const answered = performance.now();
        command.push(answered - start);
        through.push((await drawn) - answered);
        await rest();
        const source = map.getSource('teams');
        const again = loaded();
        const from = performance.now();
        source.setData(structuredClone(source._data));
        bare.push((await again) - from);
        await rest();
      }
      return { through, bare, command };
    },
    [team.id, team.version, updates] as const,
  );
}
