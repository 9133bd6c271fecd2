import { median, type Measure } from './measure.ts';
import { openBare, openTocsin, type Bench } from './windows.ts';

const runs = 5;

/** Bar 14: from the start of the program to the first screen that can be used, on the large site; H is a bare window. */
export async function measureStart(bench: Bench): Promise<Measure[]> {
  const bare: number[] = [];
  const tocsin: number[] = [];
  // Alternating, so that a machine that slows down slows both; the first pair warms the disk.
  for (let run = 0; run <= runs; run += 1) {
    const h = await timed(() => openBare(bench), '.ready');
    const t = await timed(() => openTocsin(bench, bench.largeSite), '.operators button');
    bench.tell(`start ${run}: bare ${h.toFixed(0)} ms, Tocsin ${t.toFixed(0)} ms`);
    if (run > 0) {
      bare.push(h);
      tocsin.push(t);
    }
  }
  const of = { tocsinMs: median(tocsin), bareMs: median(bare), runs };
  return [
    {
      name: '14 start to first usable screen / H',
      value: of.tocsinMs / of.bareMs,
      unit: 'x',
      limit: 1.8,
      of,
    },
  ];
}

async function timed(open: () => ReturnType<typeof openBare>, usable: string): Promise<number> {
  const start = performance.now();
  const { app, page } = await open();
  await page.locator(usable).first().waitFor();
  // Shown means painted: wait for the frame after the one that made it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const ms = performance.now() - start;
  await app.close();
  return ms;
}
