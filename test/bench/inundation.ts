import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { iso, movableClock } from '../../electron/clock.ts';
import type { Input, Name, Output } from '../../electron/contract.ts';
import { openDoor, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import { isRefusal } from '../../electron/refusal.ts';
import { openSite } from '../../electron/site-file.ts';
import { floodMinutes, never, tiled } from '../../electron/terrain/fill.ts';
import { surfacesOver, type Xy } from '../../electron/terrain/surface.ts';
import { terrainModel } from '../../scripts/sample-site/terrain-model.ts';
import { sampleSiteFile } from '../../scripts/shell.ts';
import type { Measure } from './measure.ts';
import type { Bench } from './windows.ts';

/** The sample's terrain in cells of 2 m: five million. */
const finer = 4;
const side = 2000;
const riverGauges = /^G-0[5-9]$/;

/**
 * What the water covers now and in three hours, asked through the door on a terrain of five million cells, with the longest time
 * for which the main thread stood still; and the fill by itself where all of four million cells are reached.
 */
export async function measureInundation(bench: Bench): Promise<Measure[]> {
  const file = join(bench.folder, 'inundation.tocsin');
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  copyFileSync(sampleSiteFile, file);
  const path = join(bench.folder, 'terrain.tif');
  writeFileSync(path, terrainModel(finer));
  const clock = movableClock(iso(Date.now() + 60_000));
  const site = openSite(file, { clock });
  if (isRefusal(site)) throw new Error(site.refused);
  try {
    const door = openDoor(site, handlers);
    const seat: Seat = { id: 'seat-1', state: { kind: 'empty' } };
    const call = async <N extends Name>(name: N, input: Input<N>): Promise<Output<N>> => {
      const result = await door.dispatch(seat, name, input);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.refusal)}`);
      return result.value;
    };
    const operator = site.reader.get<{ id: string }>(`SELECT id FROM operator WHERE role = 'coordinator'`)!;
    await call('session.signInDemo', { operatorId: operator.id });
    const { gauges } = await call('flood.board', {});
    for (let step = 0; step < 13; step += 1) {
      clock.advance(5 * 60_000);
      for (const { id, place, watchCm } of gauges)
        if (riverGauges.test(place.key))
          await call('flood.read', { gaugeId: id, levelCm: watchCm - 40 + 6 * step, sure: true });
    }
    const imported = await stalled(() =>
      call('terrain.import', { path, name: 'Two metres', author: 'bench', madeOn: '2026-01-01' }),
    );
    const first = await stalled(() => call('terrain.inundation', {}));
    // The next reading: the thread has the terrain already.
    clock.advance(60_000);
    for (const { id, place, recent } of (await call('flood.board', {})).gauges)
      if (riverGauges.test(place.key))
        await call('flood.read', {
          gaugeId: id,
          levelCm: Math.round(recent.at(-1)!.levelCm + 2),
          sure: true,
        });
    const next = await stalled(() => call('terrain.inundation', {}));
    const drawn = await stalled(() => call('terrain.bands', { minutes: 180 }));
    const water = next.value!;
    const of = {
      cells: water.model.shape.columns * water.model.shape.rows,
      importMs: imported.ms,
      importStallMs: imported.stallMs,
      firstMs: first.ms,
      bandsMs: drawn.ms,
      bandsBytes: JSON.stringify(drawn.value).length,
      inside: water.inside.length,
      ahead: String(water.ahead),
    };
    const stallMs = Math.max(first.stallMs, next.stallMs, drawn.stallMs, imported.stallMs);
    const fill = everywhere();
    return [
      { name: 'inundation after a reading, 5 million cells, with its range, in its thread', value: next.ms, unit: 'ms', limit: 1000, of },
      { name: 'longest stall of the main thread meanwhile, import included', value: stallMs, unit: 'ms', limit: 50, of },
      { name: 'fill where all of 4 million cells are reached, one rate, every minute to +3 h', value: fill.oneMs, unit: 'ms', limit: 1000, of: fill },
      { name: 'the same at the mean and both ends of the rate, with the surface', value: fill.allMs, unit: 'ms', limit: null, of: fill },
    ]; // prettier-ignore
  } finally {
    site.close();
  }
}

/** How long something takes, and for how long at most this thread did nothing else meanwhile. */
async function stalled<T>(work: () => Promise<T>): Promise<{ value: T; ms: number; stallMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const value = await work();
  const ms = performance.now() - began;
  delay.disable();
  return { value, ms, stallMs: delay.max / 1e6 };
}

/** A bumpy valley of which every cell is under water within three hours. */
function everywhere(): { oneMs: number; allMs: number; reached: number } {
  const heights = new Int32Array(side * side);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      heights[y * side + x] = Math.round(
        33_000 +
          Math.abs(y - side / 2) * 0.1 +
          40 * Math.sin(x / 37) * Math.cos(y / 29) +
          15 * Math.sin((x + y) / 7),
      );
  const line = Array.from({ length: 130 }, (_, n): Xy => [n * 31, side + 200 * Math.sin(n / 9)]);
  const gauges = [0, 1000, 2000, 3000, 4000].map((alongM) => ({
    alongM,
    levelCm: 33_100 - alongM * 0.01,
    rise: { low: 1, mean: 1.2, high: 1.5 },
  }));
  const began = performance.now();
  const surfaces = surfacesOver(side, side, [{ line, gauges }], (x, y) => [x * 2, y * 2]);
  const cells = tiled(side, side, heights);
  const seeds = Array.from({ length: side }, (_, x) => (side / 2) * side + x);
  const times = (['mean', 'low', 'high'] as const).map((pace) => {
    const start = performance.now();
    const minutes = floodMinutes({
      columns: side,
      rows: side,
      tiled: cells,
      surface: surfaces[pace],
      seeds,
      links: [],
      lastMinute: 180,
    });
    return {
      ms: performance.now() - start,
      reached: minutes.reduce((n, at) => n + (at === never ? 0 : 1), 0),
    };
  });
  return { oneMs: times[0]!.ms, allMs: performance.now() - began, reached: times[0]!.reached };
}
